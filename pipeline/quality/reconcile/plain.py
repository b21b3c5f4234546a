"""Whether a sentence says nothing but what a rule looks for.

Reports speak of parts, causes, other years and what might have been in words that nobody
can list: "exklusive statsbidrag", "hade kunnat bli", "utom en". What can be listed are the
few words of a plain statement. So a rule believes a sentence only where it knows every
word before the place and up to the end of its clause: words that nobody thought of make a
rule silent, not wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.quality.reconcile.sentences import stated_amounts

_WORD = re.compile(r"[^\W_]+")
_CLAUSE_ENDS = re.compile(
    r"[.;:,()\n](?!\d)|\b(?:och|samt|medan|men|vilket|där|varav|främst|framför allt)\b",
    re.IGNORECASE,
)

Words = re.Pattern[str]


def words(*texts: str) -> Words:
    """A vocabulary: regular expressions of words, parted by blanks."""
    return re.compile("|".join(" ".join(texts).split()), re.IGNORECASE)


WHOLE = (
    r"i på om med till för av inom under vid mot en ett den det de detta är var blev blir bli"
    r" har och men medan samt att som vilket därmed totalt sammanlagt sammantaget tillsammans"
    r" uppg(?:år|ick|å) hamnar? hamnade landar? landade innebär totala samlade sammantagna"
    r" (?:upp|re)?(?:visa|dovisa)(?:r|s|de)? gör gjorde ge[r]? gav får fick"
    r" (?:stadsdels)?(?:nämnden|förvaltningen)s? verksamhetsområdets?"
    r" verksamhet(?:en)?s? områdets? år året årets helår(?:et)?s? netto"
    r" drygt knappt cirka ca omkring ungefär närmare nära nästan runt"
)
"""Words of any plain statement about a whole area or the whole committee."""


_EXCEPT = re.compile(
    r"\b(?:utom|förutom|undantag\w*|bortsett|exklusive|nästan|inte"
    r" (?:alla|samtliga)|delvis|stor del"
    r"|fullt ut)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:om|när|ifall|förutsatt|utan|målet är|ska|skulle|kunde|hade)\b", re.IGNORECASE
)
_BECAUSE = re.compile(
    r"\b(?:då|eftersom|på grund av|till följd av|beroende på|tack vare|genom att)\b", re.IGNORECASE
)
_BEGINS = re.compile(r"[.;:,()\n](?!\d)|\b(?:och|samt|medan|men|att)\b", re.IGNORECASE)


def says_only(text: str, known: Words, years: Collection[int] = ()) -> bool:
    """Whether all words and numbers of a text are known; ``years`` are those it may name."""
    also = {str(year) for year in years}
    return all(word in also or known.fullmatch(word) for word in _WORD.findall(text))


def around(text: str, start: int, end: int) -> str:
    """What stands before a place, and after it to the end of its clause, without amounts."""
    return _without_amounts(f"{text[:start]} {clause_after(text, end)}")


def holds(text: str, start: int, end: int) -> bool:
    """Whether a clause makes no condition of what it says, nor its sentence an exception."""
    begins = _begin(text, start)
    around_it = text[begins:start] + clause_after(text, end)
    return not _IF.search(around_it) and not _EXCEPT.search(text, begins)


def clause(text: str, start: int, end: int) -> str:
    """The clause that a place stands in."""
    return text[_begin(text, start) : end] + clause_after(text, end)


def _begin(text: str, start: int) -> int:
    return max((match.end() for match in _BEGINS.finditer(text, 0, start)), default=0)


def before_reason(clause: str) -> str:
    """A clause without the reason that it gives."""
    return _BECAUSE.split(clause)[0]


def clause_after(text: str, end: int) -> str:
    """The rest of the clause after a place."""
    border = _CLAUSE_ENDS.search(text, end)
    return text[end : border.start() if border else len(text)]


def _without_amounts(text: str) -> str:
    for amount in reversed(stated_amounts(text)):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    return text
