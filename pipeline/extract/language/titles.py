"""What titles say: kind and year of a report, and whose it is.

Belongs here: the ways in which titles of 2005 and later are worded. Which of several
mentions is the report's own is decided by ``head``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.language.committees import CITY_COMMITTEES, DISTRICT_COMMITTEES
from pipeline.extract.language.text import compact, squeeze

_KINDS: tuple[tuple[str, str], ...] = (
    ("VP", r"verksamhetsplan(?:en|s)?"),
    ("VB", r"verksamhetsberättelse(?:n|ns)?"),
    ("T1", r"(?:tertialrapport(?:en)?|uppföljning av)?(?:\s+(?:tertial|nr|nummer))?\s*(?:1|I)"),
    ("T2", r"(?:tertialrapport(?:en)?|uppföljning av)?(?:\s+(?:tertial|nr|nummer))?\s*(?:2|II)"),
    ("T1", r"första\s+tertialrapporten"),
    ("T2", r"andra\s+tertialrapporten"),
    ("T1", r"tertialrapport(?:en)?\s+(?:för\s+)?(?:januari\s*[-–]\s*)?april"),
    ("T2", r"tertialrapport(?:en)?\s+(?:för\s+)?(?:januari\s*[-–]\s*)?augusti"),
    ("T1", r"(?:tertial|delårs)rapport(?:en)?\s+per\s+(?:den\s+)?30\s+april"),
    ("T2", r"(?:tertial|delårs)rapport(?:en)?\s+per\s+(?:den\s+)?31\s+augusti"),
)  # fmt: skip
_WORD_WITH_GENITIVE = 5
"""Letters of a name from which on a last s may be a genitive."""
_TERTIAL = re.compile(r"tertial|delårs", re.IGNORECASE)
_KIND = tuple((code, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for code, pattern in _KINDS)
_NAME_A_KIND = ("verksamhets", "tertial", "delårs")
"""Stand in every mention: most paragraphs have none, and nothing more is asked of them."""
_ABBREVIATED = re.compile(r"\b(VP|VB|T1|T2)\s+(?:år\s+)?(20\d\d)\b")
_BETWEEN = re.compile(
    r"(?:\s|[,./:–-]|för|år|året|och|med|bokslut|delårsbokslut|budget|underlag|nämndens|till"
    r"|inklusive|perioden|per|den|3[01]|januari|april|augusti){0,14}(20\d\d)(?!\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(20\d\d)(?: års)?\s+$")
_SENTENCE = re.compile(r"[.!?]$")
_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Mention:
    """A report that is named: its kind ('VP', 'T1', 'T2', 'VB'), and year where it is said."""

    kind: str
    year: str | None


def mentions(text: str) -> list[Mention]:
    """Return the reports that a text names, in order.

    >>> mentions("Tertialrapport Tertial 2 2017 för X stadsdelsnämnd")
    [Mention(kind='T2', year='2017')]
    """
    if not _has_any(_NAME_A_KIND, text):
        return []
    found: dict[int, tuple[int, Mention]] = {}
    for code, pattern in _KIND:
        for match in pattern.finditer(text):
            named = code in ("VP", "VB") or _TERTIAL.search(match[0])
            longest = match.start() not in found or found[match.start()][0] < match.end()
            if named and longest:
                mention = Mention(code, _year(text, match.start(), match.end()))
                found[match.start()] = (match.end(), mention)
    return [mention for _, (_, mention) in sorted(found.items())]


def _has_any(signs: Sequence[str], text: str) -> bool:
    """Tell whether a text has one of some signs, in letters of whatever size."""
    small = text.casefold()
    return any(sign in small for sign in signs)


def _year(text: str, start: int, end: int) -> str | None:
    after = _BETWEEN.match(text, end)
    before = _BEFORE.search(text[:start])
    return after[1] if after else before[1] if before else None


def abbreviated(text: str) -> list[Mention]:
    """Return the reports that a short text names by their code ("VP 2021")."""
    return [Mention(found[1], found[2]) for found in _ABBREVIATED.finditer(text)]


def is_title(text: str) -> bool:
    """Tell whether a text looks like a title that names a report."""
    short = len(text) <= _TITLE_LENGTH and not _SENTENCE.search(text.rstrip())
    return short and bool(mentions(text) or abbreviated(text))


# --- committees ---------------------------------------------------------------------------------


def _spelling(name: str) -> str:
    """Return the pattern for a name with any hyphens and spaces in it."""
    return r"[\s–-]+".join(re.escape(part) for part in re.split(r"[\s-]+", name))


_LONGEST_FIRST = sorted(DISTRICT_COMMITTEES, key=len, reverse=True)
_KNOWN = "|".join(_spelling(name) for name in _LONGEST_FIRST)
_BODY = r"(?:stadsdelsnämnd|stadsdelsförvaltning|sdn|sdf)"
_NAME_A_DISTRICT = ("stadsdels", "sdn", "sdf")
"""Stand in every body of a district."""
_DISTRICT = re.compile(
    rf"\b(?:(?i:({_KNOWN})s?\s+{_BODY}|{_BODY}\s+({_KNOWN}))"
    r"|((?:(?:Norra|Södra|Nya|Gamla) )?[A-ZÅÄÖ][a-zåäöé]+(?:(?:-| - |- | )[A-ZÅÄÖ][a-zåäöé]+){0,2})"
    r"s? stadsdels(?:nämnd|förvaltning))(?:s|en|ens)?\b"
)
_HYPHENATED = re.compile(
    r"\b(" + "|".join(_spelling(name) for name in _LONGEST_FIRST if "-" in name) + r")s?(?![\w-])"
)
_BARE = re.compile(rf"(?<![\w-])(?i:({_KNOWN}))s?(?![\w-])")
_CITY = re.compile(
    r"\b(" + "|".join(map(re.escape, sorted(CITY_COMMITTEES, key=len, reverse=True))) + r")s?\b",
    re.IGNORECASE,
)
_OTHER_CITY = re.compile(
    r"(?<![\w-])((?:[a-zåäö]+-(?:\s+och|,)\s+)*[a-zåäö]{4,}(?<!stadsdels)nämnden)s?\b",
    re.IGNORECASE,
)
_BY_SPELLING = {
    re.sub(r"[-–]", "", compact(name)): name for name in (*DISTRICT_COMMITTEES, *CITY_COMMITTEES)
}


def canonical_committee(name: str) -> str:
    """Return a committee's name as it is known, or tidied where it is not.

    >>> canonical_committee("Hässelby Vällingby"), canonical_committee("Enskede-Årsta-Vantörs")
    ('Hässelby-Vällingby', 'Enskede-Årsta-Vantör')
    """
    name = squeeze(re.sub(r"\s*[-–]\s*(?!och\b)", "-", name))
    for ending in (name, name.removesuffix("s"), name.removesuffix("n"), name.removesuffix("ns")):
        known = _BY_SPELLING.get(re.sub(r"[-–]", "", compact(ending)))
        if known:
            return known
    return name.removesuffix("s") if len(name) >= _WORD_WITH_GENITIVE else name


def districts(text: str) -> Iterator[str]:
    """Yield the district committees that a text names as such, or by a name of two parts."""
    for pattern in (_DISTRICT, _HYPHENATED) if _has_any(_NAME_A_DISTRICT, text) else (_HYPHENATED,):
        for found in pattern.finditer(text):
            yield canonical_committee(next(group for group in found.groups() if group))


def city_committees(text: str) -> Iterator[str]:
    """Yield the known committees of the whole city that a text names."""
    return (canonical_committee(found[1]) for found in _CITY.finditer(text))


def titled_committee(title: str) -> str | None:
    """Return the one committee that a title names, also by its place only ("… 2010 Bromma")."""
    for found in (
        set(districts(title)),
        {canonical_committee(match[1]) for match in _BARE.finditer(title)},
        set(city_committees(title)),
        {match[1][0].upper() + match[1][1:].lower() for match in _OTHER_CITY.finditer(title)},
    ):
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def addressed_committee(text: str) -> str | None:
    """Return the committee of a text that is nothing but its name, or a letter's address.

    >>> addressed_committee("Till Farsta stadsdelsnämnd 2016-05-19")
    'Farsta'
    """
    name = re.sub(r"^till:?\s+|[\s,]*\d{4}-\d\d-\d\d$|[.:]$", "", text.strip(), flags=re.IGNORECASE)
    for pattern in (_DISTRICT, _CITY):
        found = pattern.fullmatch(name)
        if found:
            return canonical_committee(next(group for group in found.groups() if group))
    return None
