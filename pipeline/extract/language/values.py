"""Swedish numbers, units, remarks, periods and dates.

Belongs here: what one cell or one phrase says. Amounts in running text are in ``amounts``;
which column a cell stands in is ``columns``' work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extract.language.numbers import (
    NUMBER,
    UNIT,
    plain_number,
    typed_number,
    without_groups,
)
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.text import (
    ICONS,
    compact,
    normalise_characters,
    squeeze,
    strip_icon,
)
from pipeline.extract.report import Qualifier

_NUMBER_CELL = re.compile(rf"({NUMBER})(?: ?({UNIT}))?", re.IGNORECASE)
_WRAPPED_CELL = re.compile(rf"({NUMBER}) ?(\D.*)")
_ABOUT = re.compile(
    rf"(?:(?:ca|cirka|omkring|runt|drygt|knappt)\.? |[~≈] ?)({NUMBER})(?: ?({UNIT}))?",
    re.IGNORECASE,
)
_RATE = re.compile(
    rf"({NUMBER}) ?((?:{UNIT}|[^\W\d_]{{1,14}})"
    r"(?: ?/ ?| per )(?:\d[\d ]* )?[^\W\d_][\w²³]{0,15})",
    re.IGNORECASE,
)
"""So much of something for one of something else, whatever the two are ("23 g/portion")."""
_COUNTED = re.compile(rf"({NUMBER}) ?([a-zåäöéü]{{2,15}}\.?(?: ?/ ?[a-zåäöéü]{{1,15}}\.?)?)")
_NO_UNITS = frozenset(("av", "till", "eller", "och", "per", "mot", "från", "varav", "samt", "resp"))
_ON_A_SCALE = re.compile(r"(\d+,\d+)(?: av \d{1,3}| ?\((?:av|skala) [\d-]+\))")
_TREND = "↑↓→←↗↘↔⇧⇩⇑⇓⬆⬇➡⬅△▽🡅🡇🢁🢃\ufe0e\ufe0f"
_STATUS = f"{ICONS}⬤•🟢🟡🟠🔴⚪⚫"
_MARKS = f" {_TREND}{_STATUS}"
_MARK_IN_BRACKETS = re.compile(rf"(.+?) ?\([{re.escape(_MARKS)}]+\)")
_WITH_ASIDE = re.compile(r"(?P<main>.*\S) ?\((?P<aside>[^()]{1,40})\)")
_SHARE = re.compile(rf"[-–−+]? ?(?:{NUMBER}) ?(?:%|procent(?:enheter)?|‰)", re.IGNORECASE)
_BOUND = re.compile(
    r"(max|maximalt|högst|upp till|under|lägre än|mindre än|färre än"
    r"|minst|min|över|högre än|mer än|fler än|≤|≥|<=|>=|<|>)"
    rf"\.? ?({NUMBER})(?: ?({UNIT}))?",
    re.IGNORECASE,
)
_PLUS_MINUS = re.compile(rf"(?:\+ ?/? ?-|±) ?({NUMBER})(?: ?({UNIT}))?", re.IGNORECASE)
_BOUNDS_ABOVE = frozenset(
    ("max", "maximalt", "högst", "upp till", "under", "lägre än", "mindre än", "färre än")
    + ("≤", "<=", "<")
)
_KNOWN_TEXT = re.compile(
    r"[Jj]a/[Nn]ej|Ja|Nej|JA|NEJ|\d{1,2}:\d{1,2}|\d+ av \d+"
    r"|\d+(?:,\d+)? ?%? ?[-–] ?\d+(?:,\d+)? ?%"
)
"""Answers, proportions ("1:5") and ranges of shares ("75-80 %"): no number, no remark."""

# Remarks in the cells of real reports and of their siblings, without white space, since
# narrow columns cut them anywhere ("Tas / fram av / nämnd/s / tyrelse").
_DASHES = frozenset(("--", "---"))
_MARKS_OF_NONE = frozenset("-–—−.…")
_PERIOD_NAMES = r"(?:(?:kvartal|tertial|t|vp|vb|hösten|våren|året|år)[123]?)?(?:20\d\d)?"
_WHEN = rf"(?:(?:i|under|till|från|för)?{_PERIOD_NAMES})"
_DURING = rf"(?:(?:i|under|för){_PERIOD_NAMES})?"
_THAN = rf"(?:(?:än|jmf|jämförtmed|från|sedan){_PERIOD_NAMES})?"
_BY_WHOM = (
    r"av(?:respektive|berörd\w?)?(?:[^\W\d]{0,14}(?:nämnd|styrelse|förvaltning)(?:en)?|kf|ks|staden)"
    r"(?:/[^\W\d]{0,14}(?:nämnd|styrelse|förvaltning)(?:en)?)?"
)
_SET = r"(?:tasfram|fastställs|fastställas|beslutas|bestäms|sätts)"
_REMARKS: tuple[tuple[re.Pattern[str], Qualifier], ...] = tuple(
    (re.compile(pattern), qualifier)
    for pattern, qualifier in (
        (
            rf"(?:mål\w{{0,6}})?(?:ska|skall)?{_SET}(?:{_BY_WHOM}|senare|{_WHEN})\.?",
            Qualifier.TO_BE_SET,
        ),
        (
            r"(?:nämnd(?:en)?|styrelsen?)(?:/styrelsen?)?(?:tarfram|fastställer|beslutar|sätter)",
            Qualifier.TO_BE_SET,
        ),
        (rf"(?:redovisas|mäts|följsupp)(?:först)?(?:senare|{_WHEN})", Qualifier.TO_BE_SET),
        (
            r"(?:redovisas|mäts|följsupp)(?:först)?(?:vid|i|till)(?:årets?slut|årsskiftet|helår"
            r"|årsbokslut(?:et)?|verksamhetsberättelsen?|årsredovisningen)\.?",
            Qualifier.TO_BE_SET,
        ),
        (rf"(?:redovisas|mäts|följsupp)(?:ej|inte){_DURING}", Qualifier.NONE),
        (
            rf"(?:ej|inte)(?:mätt?s?|aktuellt?|relevant|jämförbart?|tillämpligt?){_DURING}",
            Qualifier.NONE,
        ),
        (rf"(?:inget(?:mål|utfall|värde)|ingenmätning){_DURING}|utgår|utgått", Qualifier.NONE),
        (r"[-–—]|ny(?:tt)?(?:indikator|mått)?", Qualifier.NONE),
        (rf"(?:ska|skall)?(?:öka[rs]?|ökning|ökande|högre){_THAN}", Qualifier.INCREASE),
        (rf"(?:ska|skall)?(?:minska[rs]?|minskning|minskande|lägre){_THAN}", Qualifier.DECREASE),
        (
            r"(?:i|e)\.?u\.?|(?:uppgift|underlag|utfall|värde|mått|data|statistik|resultat)?saknas"
            r"|ingenuppgift|n\.?/?a\.?|\.{2,3}|…",
            Qualifier.UNKNOWN,
        ),
        (r"oförändra[dt]\w*|bibehåll\w*|behållas?|samma(?:nivå)?", Qualifier.TEXT),
    )
)
_ANY_REMARK = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _REMARKS))

# How the best known remarks are printed when nothing cuts them.
_REMARK_SPELLINGS = {
    compact(text): text
    for text in (
        "Tas fram av nämnd",
        "Tas fram av nämnden",
        "Tas fram av nämnd/styrelse",
        "Tas fram av styrelse",
        "Ökning",
        "Minskning",
        "öka",
        "minska",
        "Fastställs senare",
    )
}

# How units are printed that are long enough to be cut by a narrow column ("barn/av d.").
_UNIT_SPELLINGS = {
    compact(text): text
    for text in (
        "barn/avd.",
        "barn/avdelning",
        "barn/grupp",
        "g CO2 per kg livsmedel",
        "kg CO2 per kg livsmedel",
        "personer",
        "procentenhet",
        "procentenheter",
        "ungdomar",
        "årsarbetare",
    )
}

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_PERIOD = re.compile(
    rf"(?:{_MONTH} ?[-–−] ?{_MONTH}(?: 20\d{{2}})?"
    r"|(?:tertial|t) ?([123])[ ,/]*(?:år )?(\d{4})?"
    r"|(?:vb|vp|bokslut|helår|år) ?(\d{4})"
    r"|(?:20\d{2}(?:[/-]\d{2,4})?)"
    r"|(?:år|helår|tertial|halvår|kvartal|månad|delår|årligen|löpande"
    r"|vartannat år|vart tredje år|1 gång/år|tertialvis|månadsvis|kvartalsvis))",
    re.IGNORECASE,
)

_ISO_DATE = re.compile(r"\b((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})\b")
_LONGEST_VALUE = 24
"""A longer text is a sentence in a cell, though it may print figures."""
_NOTE_MARK = re.compile(r"(?<=[\w%])\s?(?:\*{1,3}\)?|(?<!m)[¹²³⁴⁵⁶⁷⁸⁹]{1,2}⁾?)$")


@dataclass(frozen=True, slots=True)
class ParsedCell:
    """What a cell says. ``text`` is the cell as printed, unwrapped and uncut."""

    text: str
    value: float | None
    qualifier: Qualifier | None
    unit: str | None


@remembered
def to_number(text: str) -> float | None:
    """Return the number that ``text`` is, or None where it is not exactly one.

    >>> to_number("2 433,4"), to_number("-36,0"), to_number("3,9 %")
    (2433.4, -36.0, None)
    """
    text = squeeze(normalise_characters(text))
    text = re.sub(r"^([-+]) (?=\d)", r"\1", text)
    return float(plain_number(text)) if re.fullmatch(NUMBER, text) else None


@remembered
def number_in(text: str) -> float | None:
    """Return the number of a cell that is one, with or without a unit ("296 st", "5 %")."""
    parsed = parse_cell(text)
    return parsed.value if parsed and parsed.qualifier is None else None


def parse_english(text: str) -> ParsedCell | None:
    """Return what a cell says in a table that prints its thousands by commas."""
    cell = parse_cell(without_groups(text))
    return replace(cell, text=squeeze(normalise_characters(text))) if cell else None


@remembered
def parse_cell(text: str) -> ParsedCell | None:
    """Return what a cell says; None for an empty cell.

    A year inside a remark ("Fastställs 2024") is no value, nor is the mark of a footnote
    ("5 %¹", "5 %*").

    >>> cell = parse_cell("Max 10 personer")
    >>> cell.value, cell.qualifier.value, cell.unit
    (10.0, 'max', 'personer')
    """
    text = squeeze(normalise_characters(text))
    if not text:
        return None
    if text in _DASHES:
        return ParsedCell(text, None, Qualifier.NONE, None)
    if (marked := _NOTE_MARK.search(text)) and (bare := parse_cell(text[: marked.start()])):
        return replace(bare, text=text)
    for read in _WAYS_TO_READ if any(map(str.isdigit, text)) else (_remark,):
        if cell := read(text):
            return cell
    return ParsedCell(text, None, Qualifier.TEXT, None)


def parse_counted(text: str) -> ParsedCell | None:
    """Return a number of something that no list of units has, for a cell that holds a value.

    >>> parse_counted("29 gram"), parse_counted("3 av"), parse_counted("5 nov")
    (ParsedCell(text='29 gram', value=29.0, qualifier=None, unit='gram'), None, None)
    """
    text = squeeze(normalise_characters(text))
    found = _COUNTED.fullmatch(text)
    if not found or found[2] in _NO_UNITS or is_period(text) or re.match(_MONTH, found[2]):
        return None
    return ParsedCell(text, float(plain_number(found[1])), None, found[2])


def _with_wrapped_unit(text: str) -> ParsedCell | None:
    """A number whose unit is spelt as a wrap cut it."""
    found = _WRAPPED_CELL.fullmatch(text)
    unit = found and _UNIT_SPELLINGS.get(compact(found[2]))
    if not found or not unit:
        return None
    unit = found[2] if found[2].casefold() == unit.casefold() else unit
    return ParsedCell(text[: found.start(2)] + unit, float(plain_number(found[1])), None, unit)


def _with_unit(text: str) -> ParsedCell | None:
    """A number, bare, with a unit, or said to be about so much."""
    found = _NUMBER_CELL.fullmatch(text) or _ABOUT.fullmatch(text)
    return ParsedCell(text, float(plain_number(found[1])), None, found[2]) if found else None


def _rate(text: str) -> ParsedCell | None:
    found = _RATE.fullmatch(text)
    return ParsedCell(text, float(plain_number(found[1])), None, found[2]) if found else None


def _on_a_scale(text: str) -> ParsedCell | None:
    found = _ON_A_SCALE.fullmatch(text)
    return ParsedCell(text, float(plain_number(found[1])), None, None) if found else None


def _plus_minus(text: str) -> ParsedCell | None:
    found = _PLUS_MINUS.fullmatch(text)
    if not found:
        return None
    return ParsedCell(text, float(plain_number(found[1])), Qualifier.PLUS_MINUS, found[2])


def _remark(text: str) -> ParsedCell | None:
    remark = remark_qualifier(text)
    return ParsedCell(respell(text), None, remark, None) if remark else None


def _bound(text: str) -> ParsedCell | None:
    found = _BOUND.fullmatch(text)
    if not found:
        return None
    qualifier = Qualifier.MAX if found[1].casefold() in _BOUNDS_ABOVE else Qualifier.MIN
    return ParsedCell(text, float(plain_number(found[2])), qualifier, found[3])


def _as_typed(text: str) -> ParsedCell | None:
    """Return a number that people type in other ways than the reports' usual one.

    Signs behind it, as other dashes or as a word, in brackets for a negative one, points or
    apostrophes for thousands, a full stop or the mark of a note beside it.

    >>> [parse_cell(text).value for text in ("–1,9", "- 1,9", "(1,9)", "1,9-", "1.023,5", "2) 5 %")]
    [-1.9, -1.9, -1.9, -1.9, 1023.5, 5.0]
    >>> [parse_cell(text).value for text in ("minus 33,7", "▼ 33,7", "81,2 %1", "1 903 -")]
    [-33.7, -33.7, 81.2, -1903.0]
    """
    number = typed_number(text)
    return ParsedCell(text, number.value, None, number.unit) if number else None


def _beside_marks(text: str) -> ParsedCell | None:
    """Return a value beside a coloured dot, a tick or an arrow that shows its trend.

    >>> [parse_cell(text).value for text in ("● 81,2 %", "78 ↑", "81,2 % (↓)")]
    [81.2, 78.0, 81.2]
    """
    bracketed = _MARK_IN_BRACKETS.fullmatch(text)
    bare = bracketed[1] if bracketed else text.strip(_MARKS)
    cell = parse_cell(bare) if bare != text else None
    return replace(cell, text=strip_icon(text)) if cell and cell.value is not None else None


def _with_aside(text: str) -> ParsedCell | None:
    """Return a value with more about it in brackets behind: its share, or what it is held against.

    A bare number before a bare number in brackets may be either of two values, and is none.

    >>> [parse_cell(text).value for text in ("-33,7 (-9,2 %)", "81 % (mål 84 %)", "78 (79)")]
    [-33.7, 81.0, None]
    """
    found = _WITH_ASIDE.fullmatch(text)
    cell = parse_cell(found["main"]) if found else None
    if not found or not cell or cell.value is None or cell.qualifier is not None:
        return None
    told = cell.unit is not None or _SHARE.fullmatch(found["aside"])
    return replace(cell, text=text) if told else None


_WAYS_TO_READ: Sequence[Callable[[str], ParsedCell | None]] = (
    _with_wrapped_unit,
    _with_unit,
    _rate,
    _on_a_scale,
    _plus_minus,
    _as_typed,
    _remark,
    _bound,
    _beside_marks,
    _with_aside,
)
"""The first that gives a cell is right: the later take in what the earlier are stricter about.

Without a digit a text is a remark at most."""


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit and nothing else ("%", "st", "index")."""
    return re.fullmatch(UNIT, squeeze(normalise_characters(text)), re.IGNORECASE) is not None


@remembered
def is_known(text: str) -> bool:
    """Tell whether a cell says something that a rule knows: a value, a remark or an answer."""
    parsed = parse_cell(text)
    if parsed is None or parsed.qualifier is not Qualifier.TEXT:
        return parsed is not None
    return bool(_KNOWN_TEXT.fullmatch(parsed.text)) or remark_qualifier(text) is not None


def is_blank_mark(text: str) -> bool:
    """Tell whether a text is one of the marks that stand where a table has no figure.

    >>> [is_blank_mark(text) for text in ("-", "–", "—", "..", "i.u.", "Ny", "0")]
    [True, True, True, True, True, False, False]
    """
    short = compact(text)
    return bool(short) and (short == "i.u." or set(short) <= _MARKS_OF_NONE)


def is_unclear(text: str) -> bool:
    """Tell whether a text holds digits and is nothing that a rule knows: a value may be meant.

    A value or remark with a period behind it are two cells that were taken for one, and a unit
    alone has lost its number.

    >>> [is_unclear(text) for text in ("78 (79)", "75-80 %", "Tas fram av nämnd", "st")]
    [True, False, False, True]
    """
    if is_unit(text):
        return True
    if not any(map(str.isdigit, text)) or parse_date(text) or is_period(text):
        return False
    words = squeeze(text).split()
    two_cells = any(
        is_known(" ".join(words[:at])) and is_period(" ".join(words[at:]))
        for at in range(1, len(words))
    )
    return two_cells or (len(text) <= _LONGEST_VALUE and not is_known(text))


@remembered
def remark_qualifier(text: str) -> Qualifier | None:
    """Return what kind of remark ``text`` is, or None where it is no known remark."""
    short = compact(text)
    if not _ANY_REMARK.fullmatch(short):
        return None
    return next(qualifier for pattern, qualifier in _REMARKS if pattern.fullmatch(short))


def respell(remark: str) -> str:
    """Return a remark as it is printed where no narrow column cuts it.

    >>> respell("Faststäl ls 2027"), respell("Tas fram av nämnd/s tyrelse")
    ('Fastställs 2027', 'Tas fram av nämnd/styrelse')
    """
    short = compact(remark)
    if short in _REMARK_SPELLINGS:
        return _spaced_like(_REMARK_SPELLINGS[short], remark)
    if found := re.fullmatch(r"(fastställs|redovisas)(i?)(t\d|tertial\d|vb|vp)?(\d{4})?", short):
        parts = (found[1].capitalize() if remark[:1].isupper() else found[1], *found.groups()[1:])
        return " ".join(filter(None, parts))
    return remark


def _spaced_like(spelling: str, remark: str) -> str:
    """Return a remark's letters as printed, with the spaces of its spelling."""
    letters = iter("".join(remark.split()))
    return "".join(" " if letter == " " else next(letters) for letter in spelling)


@remembered
def is_period(text: str) -> bool:
    """Tell whether ``text`` is what a Period or Periodicitet cell holds.

    >>> [is_period(text) for text in ("Tertial 1 2021", "jan-aug 2021", "januari – april", "maj")]
    [True, True, True, False]
    """
    return bool(_PERIOD.fullmatch(squeeze(text)))


def parse_date(text: str) -> date | None:
    """Return the first ISO date in ``text``; None where there is none or no such day."""
    found = _ISO_DATE.search(text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
