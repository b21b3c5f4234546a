"""What one line of a text is, told by its words: a header, a row of values, a note, a signature.

Only the line and its neighbours are looked at; where a table begins and ends is the
readers' work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.extract.document import Line
from pipeline.extract.language.header_cuts import dated_header
from pipeline.extract.language.indicator_headers import header_size
from pipeline.extract.language.numbers import SIGN
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import is_blank_mark, number_in

_SENTENCE_END = (".", "!", "?")
_GOAL = (
    r"(?:(?:KF:?s |kommunfullmäktiges )?(?:inriktningsmål|mål för verksamhetsområdet)"
    r"|nämndmål|(?:stadsdels)?nämndens (?:mål|åtagande))"
)
STRUCTURE = re.compile(
    rf"^\W*{_GOAL}(?: *\d[\d.]*)? *:"
    rf"|^\W*(?=(?-i:[A-ZÅÄÖ])){_GOAL} \d[\d.]* (?-i:[A-ZÅÄÖ])"
    r"|^\W*(?:KF:?s|kommunfullmäktiges) (?:inriktningsmål|mål)\b.{0,30}:"
    r"|^(?:Uppföljning|Redovisning) av (?:ekonomi|kommunfullmäktiges)",
    re.IGNORECASE,
)
"""Lines that open a goal section or a main part of the report: they end any table."""
COMMENT = re.compile(r"^\W*(?:Analys|Kommentar(?:er)?)\b(?: *:|\s|$)")
"""Text that explains the row above it, over the whole table."""
ASSESSMENT = re.compile(r"^\W*(?:Uppfyll|Uppnå)\w* +(?:helt|delvis|ej|inte)\W*$")
"""A line that is a goal's assessment and nothing else."""
_SAYS_MET = re.compile(
    r"(?=.*\b(?:uppfyll|uppnå))(?=.*\b(?:helt|delvis|ej|inte)\b).{1,80}", re.IGNORECASE
)
_VALUE = rf"{SIGN}?\d{{1,3}}(?: \d{{3}})+(?:,\d+)?|{SIGN}?\d+(?:,\d+)?|-|i\.?u\.?|JA|NEJ|Ja|Nej"
_TAIL = re.compile(rf"(?:^|(?<=\s))((?:{_VALUE})(?: ?(?:%|st\.?))?)$")
_VALUE_ENDS = ("-", "u", "u.", "JA", "NEJ", "Ja", "Nej", "%", "st", "st.")
"""What a value ends with that does not end with a digit: asked before it is searched for."""
_LONGEST_VALUE, _MOST_VALUES = 200, 200
"""Letters of a value, values of a row: no table has more, and a line may hold a million."""
_SIGNED = re.compile(r"[A-ZÅÄÖ][^.:;]{2,50}, ?[a-zåäö][a-zåäö -]{3,40} \d{4}-\d{2}-\d{2}")
"""A row of who signed what when ("Anna Ek, avdelningschef 2024-02-01")."""
_VALUE_LINE = re.compile(rf"(?:{_VALUE})(?: ?(?:%|st\.?))?")
YEAR_VALUE = re.compile(r"^20[0-3]\d$")
_SENTENCE = re.compile(r"[.!?:;]$")
MONEY_UNITS = ("mnkr", "mkr", "tkr", "msek", "tsek")
"""Short forms of the units that tables of amounts name in their headers."""
_MONEY = "|".join(MONEY_UNITS)
UNIT_HEAD = re.compile(
    rf"^\W*(?:{_MONEY}|kronor|belopp)\b|\((?:{_MONEY})\)|\b(?:mnkr|mkr|tkr)$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mars?|apr|maj|juni?|juli?|aug|sep|okt|nov|dec)\w*\.?(?: |$)"
_MONTHS = re.compile(rf"(?:{_MONTH}){{4,12}}", re.IGNORECASE)
_LABEL_AND_MONTHS = re.compile(rf"(?-i:[A-ZÅÄÖ])\D* (?:{_MONTH}){{6,12}}", re.IGNORECASE)
"""A label and at least half a year, whatever stands above them."""
LABEL_HEAD = re.compile(
    r"^\W*(?:(?:Nyckeltal|Verksamhet(?:sområde)?|Avdelning|Resultatenhet\w* namn|Enhet|Namn"
    r"|Uppdelning|Pandemi"
    r"|Personalomsättnin\w*|Tillgångar|Skulder|Månad|Ålder)\b|Beskrivning av|Ökade "
    r"|Antal \w+(?:$| (?:Budget|Bokslut|Utfall|Prognos)\b))"
)
HEADED_BY_UNIT = re.compile(rf"^\W*(?:{_MONEY})\b", re.IGNORECASE)
"""The unit of a table, which heads its rows' labels too."""
COLUMN_WORD = re.compile(
    r"\b(?:budget|bokslut|avvikelse|prognos|netto|kostnader|intäkter|utfall|snitt|medel|varav|totalt"
    r"|summa|t1|t2|vp|vb|jan|feb|mars?|apr|maj|juni?|juli?|aug|sep|okt|nov|dec|kvinnor|män|antal"
    rf"|{_MONEY}|20\d{{2}})\b",
    re.IGNORECASE,
)
UNIT_END = re.compile(rf"(?:, |\()(?:{_MONEY}|st|procent|%)\)?$", re.IGNORECASE)
"""The unit at the end of a table's title."""
PERIODS = re.compile(r"(?:(?:T[123]|V[BP])(?: 20\d\d)?\s*)+")
"""What may span columns of years or sexes: "T1", "T1 2025 T1 2026"."""
_DONE = re.compile(r"[A-ZÅÄÖ]\w+ade")
SEX = re.compile(r"kvinnor|män|flickor|pojkar|totalt", re.IGNORECASE)
NOTE = re.compile(
    r"^\W*(?:\*|not(?::|er\b)|tabellen innehåller|källa:|siffrorna |anm)", re.IGNORECASE
)
VERB = re.compile(
    r"\b(?:är|har|ska|kan|visar|redovisar|bedöm\w*|beror|uppgår|prognosticera\w*|prognostisera\w*"
    r"|innebär|avser|jämfört|samt att|för att)\b"
)
_LEAST_LETTERS = 3
_MOST_PIECES = 4
"""Lines of one word that a narrow column cuts."""
SHORT_LINE = 62
_NAMED_COLUMNS = 4


_ACTIVITY_HEADER = re.compile(
    rf"{ACTIVITIES}(?:er)?(?:startdatum(?:slutdatum)?|startslut)(?:avvikelse)?"
)
_LONGEST_ACTIVITY_HEADER = 12


def is_indicator_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether an indicator table's header starts at ``index``."""
    first = head_word(lines[index].text).removesuffix("-")
    cut = len(first) >= _LEAST_LETTERS and INDICATORS.startswith(first)
    if not (cut or first.startswith(INDICATORS)):
        return False
    if header_size(lines[index : index + 60]):
        return True
    ahead = head_word("".join(line.text for line in lines[index : index + 26]))[:170]
    rest = ahead.removeprefix("indikatorer").removeprefix("indikator")
    return (
        rest != ahead
        and rest.startswith(("periodens", "utfall", "årsmål", "kf:s", "mål", "vb", "målvärde"))
        and ("årsmål" in rest or "utfall" in rest)
    )


def is_activity_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether an activity table's header starts at ``index``."""
    if not head_word(lines[index].text).startswith(ACTIVITIES):
        return False
    ahead = head_word("".join(map(_without_hyphen, lines[index : index + 4])))
    if re.match(rf"{ACTIVITIES}(?:er)?start(?:datum|slut)", ahead):
        return True
    return dated_header(lines[index : index + _LONGEST_ACTIVITY_HEADER])[0] > 0


def activity_header_size(lines: Sequence[Line]) -> int:
    """Return how many lines from the start are an activity header; at least one.

    Narrow columns cut its words ("Startda-", "tum"), and blank lines may stand between them.
    """
    text, size = "", 1
    for count, line in enumerate(lines[:_LONGEST_ACTIVITY_HEADER], start=1):
        text = head_word(text + _without_hyphen(line))
        if _ACTIVITY_HEADER.fullmatch(text) and line.text.strip():
            size = count
    return size


def _without_hyphen(line: Line) -> str:
    return line.text.rstrip().rstrip("-\u2010")


def tail_values(text: str) -> list[str]:
    """Return the (at most 200) values that end a line, from left to right, thousands joined."""
    text = squeeze(text)
    values: list[str] = []
    end = len(text)
    while (
        len(values) < _MOST_VALUES
        and (text.endswith(_VALUE_ENDS, 0, end) or text[end - 1 : end].isdecimal())
        and (found := _TAIL.search(text, max(0, end - _LONGEST_VALUE), end))
    ):
        values.append(found[1])
        end = max(0, found.start(1) - 1)
    return values[::-1]


def is_value_line(text: str, before: str = "") -> bool:
    """Tell whether a line is nothing but one value, and no mere year.

    ``before`` is the line above it: "JA /" makes "NEJ" the end of a header.
    """
    text = squeeze(text)
    goes_on = before.rstrip().endswith("/")
    return bool(_VALUE_LINE.fullmatch(text)) and not YEAR_VALUE.match(text) and not goes_on


_PART_NAME = re.compile(r"^\W*(?:varav|därav)\b", re.IGNORECASE)


def names_part(text: str) -> bool:
    """Tell whether a row's name says that it is a part of the row above.

    >>> names_part("varav vuxen"), names_part("- därav hyror"), names_part("vuxna")
    (True, True, False)
    """
    return bool(_PART_NAME.match(text))


@remembered
def says_value(text: str) -> bool:
    """Tell whether a cell is a value as people type it, or a mark for none, and no mere year.

    >>> [says_value(text) for text in ("12,3 -", "(4)", "–", "5 procent", "2031", "Barn", "öka")]
    [True, True, True, True, False, False, False]
    """
    text = squeeze(text)
    if is_value_line(text) or is_blank_mark(text):
        return True
    return number_in(text) is not None and not YEAR_VALUE.match(text)


@remembered
def is_signature(text: str) -> bool:
    """Tell whether a text says who signed what when."""
    return bool(_SIGNED.fullmatch(squeeze(text)))


@remembered
def is_row_end(text: str) -> bool:
    """Tell whether a line ends a row of values: with numbers that are no mere year."""
    if is_signature(text):
        return True
    values = tail_values(text)
    numbers = [
        value for value in values if not YEAR_VALUE.match(value) and any(map(str.isdigit, value))
    ]
    if not numbers or _SENTENCE.search(text.strip()):
        return False
    if YEAR_VALUE.match(values[-1]) and len(numbers) <= 1:
        return False
    label = squeeze(text)
    if re.fullmatch(r"(?:varav|max|minst)\s+\d+(?: ?%)?", label, re.IGNORECASE):
        return False  # "Varav 5 % av bruttobudget", also cut before its sign: a header
    if label.count("(") > label.count(")"):
        return False  # "(max 10 %)" cut in two: a header
    return not re.search(
        r"\b(?:år|sid|bilaga|kapitel|tertial|mål|punkt|nr|t|t1|t2)\W*\d+$", label, re.IGNORECASE
    )


def opens_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a table's header may start on a line.

    It does not in the middle of a wrapped cell.
    """
    text = squeeze(lines[index].text)
    if not text or is_row_end(lines[index].text):
        return False
    previous = lines[index - 1].text if index else ""
    if previous.strip() and text[:1].islower():
        return False
    if UNIT_HEAD.search(text) or _LABEL_AND_MONTHS.match(text):
        return True
    text = _to_end_of_span(lines, index)
    years = [value for value in tail_values(text) if YEAR_VALUE.match(value)]
    if LABEL_HEAD.match(text) or any(map(LABEL_HEAD.match, _with_rests_of_word(lines, index))):
        return bool(COLUMN_WORD.search(text)) or len(text) < SHORT_LINE
    return len(years) > 1 or (not previous.strip() and _names_columns(text))


def _with_rests_of_word(lines: Sequence[Line], index: int) -> Iterator[str]:
    """Yield a line, and with those below it that may go on its last word."""
    text = squeeze(lines[index].text)
    yield text
    for line in lines[index + 1 : index + _MOST_PIECES]:
        following = squeeze(line.text)
        if not following[:1].islower():
            return
        text = text.removesuffix("-") + following
        yield text


def may_span(text: str) -> bool:
    """Tell whether a line of its own may span columns: periods, "Varav", "Ökade".

    >>> may_span("T2 2016"), may_span("Varav"), may_span("Ökade"), may_span("Äldreomsorg")
    (True, True, True, False)
    """
    return bool(PERIODS.fullmatch(text) or COLUMN_WORD.fullmatch(text) or _DONE.fullmatch(text))


def _names_columns(text: str) -> bool:
    """Tell whether a line is a label and names of columns ("Antal barn Budget 2016 ...")."""
    label_first = text.startswith("Antal ") or not COLUMN_WORD.match(text)
    if _MONTHS.fullmatch(text):  # a header whose label is empty
        return True
    named = len(COLUMN_WORD.findall(text)) >= _NAMED_COLUMNS
    return label_first and named and not VERB.search(text)


def _to_end_of_span(lines: Sequence[Line], index: int) -> str:
    """Return a line with the one below it, unless that is blank or a row of values.

    Nor is a title taken for the beginning of the header below it ("Äldreomsorg" above
    "Budget 2023 (mnkr) Kostnader").
    """
    following = squeeze(lines[index + 1].text) if index + 1 < len(lines) else ""
    own = UNIT_HEAD.search(following) or LABEL_HEAD.match(following)
    if not following or is_row_end(following) or own:
        following = ""
    return squeeze(f"{lines[index].text} {following}")


def is_told_assessment(text: str) -> bool:
    """Tell whether the words for a picture say how far a goal is met.

    >>> is_told_assessment("Målet har uppfyllts delvis"), is_told_assessment("Ikon")
    (True, False)
    """
    return bool(_SAYS_MET.fullmatch(text.strip()))


def end_of_remark(lines: Sequence[Line], start: int, anew: Callable[[Line], bool]) -> int:
    """Return the index after the last line of a remark that a line begins.

    Its sentence ends there and nothing goes on below in lower case, or the next line is the first
    of something else, which ``anew`` tells.
    """
    for index in range(start, len(lines) - 1):
        below = lines[index + 1]
        ends = lines[index].text.rstrip().endswith(_SENTENCE_END)
        if anew(below) or (ends and not below.text.strip()[:1].islower()):
            return index + 1
    return len(lines)
