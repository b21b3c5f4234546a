"""Headers of indicator tables, however their words are shattered or misprinted.

Narrow columns cut header words anywhere and page breaks repeat them, so headers are
matched without any white space against the columns that reports are known to have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import TypeVar

from pipeline.extract.document import Line
from pipeline.extract.language.header_words import is_past, named_measure
from pipeline.extract.language.table_heads import INDICATORS, OWNER
from pipeline.extract.language.text import (
    close_hyphens,
    compact,
    is_hyphenated,
    nearest,
    strip_icon,
)
from pipeline.extract.report import Measure

Column = Measure | str
PERIOD = "period"
NAME = "name"

_YEAR = r"(?:20\d\d)?"
_OWNER = r"(?:kf:?s?|kommunfullmäktiges|stadens)"
_GOAL = r"(?:års?mål|arsmål|målvärde|målnivå|måltal|mål)"

COLUMN_HEADERS: tuple[tuple[str, Column], ...] = (
    (rf"{OWNER}{INDICATORS}(?:er)?", NAME),
    (
        r"(?:periodens)?(?:utfall|värde|resultat)(?:vb|verksamhetsberättelse|bokslut"
        rf"|föregåendeår|fgår|förraåret){_YEAR}|föregåendeårsutfall",
        Measure.PREVIOUS_OUTCOME,
    ),
    (r"(?:vb|bokslut)20\d\d", Measure.PREVIOUS_OUTCOME),
    (
        r"(?:periodens)?(?:utfall|varav)?(?:män|pojkar|killar)(?:[/,-]*(?:pojkar|män))?",
        Measure.OUTCOME_MEN,
    ),
    (
        r"(?:periodens)?(?:utfall|varav)?(?:kvinnor|flickor|tjejer)(?:[/,-]*(?:flickor|kvinnor))?",
        Measure.OUTCOME_WOMEN,
    ),
    (
        rf"(?:prognos(?:för)?(?:helår|året)?|(?:helårs|års)prognos){_YEAR}",
        Measure.FORECAST,
    ),
    (rf"{_OWNER}{_GOAL}(?:för|år)*{_YEAR}|{_GOAL}kf", Measure.KF_TARGET),
    (
        rf"(?:nämndens|nämndmål|egna)?{_GOAL}(?:för|år)*{_YEAR}(?:nämnd(?:en)?)?",
        Measure.TARGET,
    ),
    (
        rf"periodensutfall|(?:års|helårs)utfall{_YEAR}|ackumuleratutfall"
        rf"|utfalljan(?:uari)?[-–](?:apr(?:il)?|aug(?:usti)?|dec(?:ember)?){_YEAR}"
        rf"|utfallår20\d\d|utfall(?:perioden|helår|totalt|(?:t|tertial)[12])?{_YEAR}",
        Measure.OUTCOME,
    ),
    (r"periodicitet|mätperiod|period|mättillfälle|mätfrekvens|mäts|uppföljningstillfälle", PERIOD),
    (r"resultat20\d\d", Measure.PREVIOUS_OUTCOME),
    (r"resultat", Measure.OUTCOME),
    (r"utfallperiod", Measure.OUTCOME),
)
"""What headers are printed as, without white space; the first that matches counts."""

_OF_ALL = r"(?:totalt?|alla|samtliga)"
_OF_WOMEN = r"(?:kvinnor|flickor|tjejer)(?:[/,-]*(?:flickor|kvinnor))?"
_OF_MEN = r"(?:män|pojkar|killar)(?:[/,-]*(?:pojkar|män))?"
_CELL_HEADERS: tuple[tuple[str, Column], ...] = (
    (rf"(?:periodens)?(?:utfall)?(?:20\d\d{_OF_WOMEN}|{_OF_WOMEN}20\d\d)", Measure.OUTCOME_WOMEN),
    (rf"(?:periodens)?(?:utfall)?(?:20\d\d{_OF_MEN}|{_OF_MEN}20\d\d)", Measure.OUTCOME_MEN),
    (
        rf"(?:periodens)?utfall(?:20\d\d{_OF_ALL}|{_OF_ALL}20\d\d)|periodensutfall{_OF_ALL}"
        rf"|{_OF_ALL}utfall{_YEAR}",
        Measure.OUTCOME,
    ),
    (rf"{_GOAL}(?:för|år)*20\d\d{_OWNER}|{_GOAL}(?:för|år)*{_OWNER}{_YEAR}", Measure.KF_TARGET),
    (rf"{_GOAL}(?:för|år)*{_YEAR}(?:nämnd(?:en)?s?|egna?){_YEAR}", Measure.TARGET),
)
"""What single header cells are further printed as, most of them in several rows."""
_KIND_OF_INDICATOR = re.compile(
    rf"{OWNER}[a-zåäö]{{2,10}}{INDICATORS}(?:er)?|{OWNER}{INDICATORS}[a-zåäö]{{0,5}}namn"
)
"""A single cell may say which kind of indicators follow ("Nyckelindikatorer"), or that their names
do ("Indikatorns namn")."""
_HEADERS = tuple((re.compile(pattern), column) for pattern, column in COLUMN_HEADERS)
_SINGLE = (*_HEADERS, *((re.compile(pattern), column) for pattern, column in _CELL_HEADERS))
_ANY_SINGLE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _SINGLE))
_SPELLINGS: Mapping[str, Column] = {
    "indikator": NAME,
    "periodensutfall": Measure.OUTCOME,
    "utfallmän/pojkar": Measure.OUTCOME_MEN,
    "utfallkvinnor/flickor": Measure.OUTCOME_WOMEN,
    "utfallvb": Measure.PREVIOUS_OUTCOME,
    "periodensutfallvb": Measure.PREVIOUS_OUTCOME,
    "prognoshelår": Measure.FORECAST,
    "årsmål": Measure.TARGET,
    "kf:sårsmål": Measure.KF_TARGET,
    "kf:sårsmålår": Measure.KF_TARGET,
    "period": PERIOD,
    "periodicitet": PERIOD,
}
"""The usual headers, for misprints in single cells ("Periodens utfal")."""
_ABBREVIATIONS = tuple(
    (re.compile(pattern), whole)
    for pattern, whole in (
        (r"^(?:utf|utfal)\.", "utfall"),
        (r"\b(?:prog|progn|prg)\.", "prognos"),
        (r"^per\.(?=utf)", "periodens"),
        (r"tot\.?$", "totalt"),
        (r"(?:kv|kvinn)\.?$", "kvinnor"),
        (r"(?<=vb)['’]?(?=\d\d$)|(?<=bokslut)['’]?(?=\d\d$)", "20"),
        (r"^kf-", "kf:s"),
    )
)
"""How single header cells shorten their words, by what stands for what."""
_ABBREVIATED = re.compile("|".join(pattern.pattern for pattern, _ in _ABBREVIATIONS))
_SEXES = (Measure.OUTCOME_MEN, Measure.OUTCOME_WOMEN)
_BARE_SEX = re.compile(r"män|pojkar|killar|kvinnor|flickor|tjejer")
_LABELS_BELOW: Mapping[str, tuple[Measure, Measure]] = {
    r"tot(?:alt|\.)?|alla|samtliga": (Measure.OUTCOME, Measure.OUTCOME),
    r"män(?:/pojkar)?|pojkar": (Measure.OUTCOME, Measure.OUTCOME_MEN),
    r"kvinnor(?:/flickor)?|flickor": (Measure.OUTCOME, Measure.OUTCOME_WOMEN),
    r"nämnd(?:en)?": (Measure.TARGET, Measure.TARGET),
    r"kf|staden": (Measure.TARGET, Measure.KF_TARGET),
}
"""Labels below a merged one, with the column that the merged one names and the one they do."""
_LABEL_BELOW = re.compile("|".join(f"({pattern})" for pattern in _LABELS_BELOW))
_BELOW = re.compile(f"(?:{'|'.join(_LABELS_BELOW)}){{2,}}$")
_BELOW_END = ("män", "pojkar", "kvinnor", "flickor", "nämnd", "nämnden", "kf", "staden")
_C = TypeVar("_C", bound=Column | None)
_MIN_COLUMNS = 2
_PRINTED_YEAR = re.compile(r"20\d\d")
_NO_YEAR, _PAST = "this year", ""
"""Sort after and before every year: a header without a year is about the report's own, if it
does not say that it is about the year before."""
_MAX_LINES = 60
_LONGEST_NAME = 64
"""No column's name has more letters: what more text follows names none."""


Header = tuple[tuple[Column, int, int], ...]
"""(column, start, end) for each column in order, offsets into the compact text."""


def match_columns(text: str) -> Header | None:
    """Match a whole header, white space removed, against the known columns.

    Returns:
        Its columns; None where something in it is unknown or a column stands twice.
    """
    return _matched(text)[0]


@lru_cache(maxsize=1 << 12)
def _matched(text: str) -> tuple[Header | None, int]:
    """Return the columns of a header, and up to where in it known columns follow each other.

    Headers are repeated above every table, so what was found is kept.
    """
    found: dict[int, list[Header]] = {}
    ways = [way for parts in _ways(text, 0, found) if (way := _without_doubles(parts, text))]
    return max(ways, key=lambda way: _sexes_alike(way, text), default=None), max(found)


def _ways(text: str, at: int, found: dict[int, list[Header]]) -> list[Header]:
    """Return every way to part a header into known columns from a letter on, in order.

    ``found`` keeps them by letter, those that lead nowhere too.
    """
    if at == len(text):
        found[at] = [()]
    if at not in found:
        found[at] = [
            ((column, at, match.end()), *rest)
            for pattern, column in _HEADERS
            if (match := pattern.match(text, at))
            for rest in _ways(text, match.end(), found)
        ]
    return found[at]


def _without_doubles(found: Header, text: str) -> Header | None:
    told = years_told_apart([(column, text[start:end]) for column, start, end in found])
    if not len(set(told)) == len(told) >= _MIN_COLUMNS:
        return None
    return tuple((column, start, end) for column, (_, start, end) in zip(told, found, strict=True))


def _sexes_alike(way: Header, text: str) -> bool:
    """Men and women are named alike: "Utfall män", "Utfall kvinnor", or both without a word."""
    named = {bool(_BARE_SEX.match(text, start)) for column, start, _ in way if column in _SEXES}
    return len(named) <= 1


def years_told_apart(columns: Sequence[tuple[_C, str]]) -> list[_C | Measure]:
    """Tell two outcomes by their years: "Utfall 2009" beside "Utfall 2010" is last year's.

    Args:
        columns: The columns of a header with what is printed there, without white space.
    """
    outcomes = (Measure.OUTCOME, Measure.PREVIOUS_OUTCOME)
    found = [
        (printed_year(text) or (_PAST if is_past(text) else _NO_YEAR), index)
        for index, (column, text) in enumerate(columns)
        if column in outcomes
    ]
    told: list[_C | Measure] = [column for column, _ in columns]
    if len(found) == len(outcomes) and found[0][0] != found[1][0]:
        for column, (_, index) in zip(outcomes, sorted(found, reverse=True), strict=True):
            told[index] = column
    return told


def printed_year(text: str) -> str | None:
    """Return the first year that a header prints; None where it prints none."""
    found = _PRINTED_YEAR.search(text)
    return found[0] if found else None


def without_year(text: str) -> str:
    """Return a header (compact) without the years that it prints."""
    return _PRINTED_YEAR.sub("", text)


def header_size(lines: Sequence[Line]) -> int:
    """Return how many lines from the start make up a header; the longest reading counts.

    "Period" may be the last column or the beginning of "Periodens utfall" cut in two. Below it
    the sexes may stand that a merged cell is over, and columns whose labels stand lower.
    """
    return _size_of(tuple([line.text for line in islice(lines, _MAX_LINES)]))


@lru_cache(maxsize=1 << 10)
def _size_of(lines: tuple[str, ...]) -> int:
    """The same of texts: a header is asked for when tables are looked for, cut and read."""
    text = ""
    whole = known = 0
    for count, letters in enumerate(_letters(lines), start=1):
        text += compact(letters)
        columns, reach = _matched(text)
        columns = _with_labels_below(text) or columns
        if columns:
            known = count
            whole = count if PERIOD in (column for column, _, _ in columns) else whole
        if len(text) - reach > _LONGEST_NAME:
            break
    return whole or known


def _with_labels_below(text: str) -> Header | None:
    """Match a header (compact) of which merged labels cover others, that are named behind it.

    "Indikator Utfall Mål Period" may cover "Totalt Kvinnor Män" and "Nämnd KF": what stands below
    one is in the order of the merged labels.
    """
    below = _BELOW.search(text) if text.endswith(_BELOW_END) else None
    head = match_columns(text[: below.start()]) if below else None
    if below is None or not head or head[-1][0] != PERIOD:
        return None
    kinds = list(_LABELS_BELOW.values())
    parts: dict[Column, list[tuple[Column, int, int]]] = {}
    for found in _LABEL_BELOW.finditer(text, below.start()):
        over, column = kinds[(found.lastindex or 1) - 1]
        parts.setdefault(over, []).append((column, *found.span()))
    whole = [part for part in head if part[0] not in parts]
    columns = [column for column, _, _ in (*chain(*parts.values()), *whole)]
    starts = [start for of_one in parts.values() for _, start, _ in of_one]
    in_order = [column for column, _, _ in head if column in parts] == list(parts)
    if not in_order or starts != sorted(starts) or len({*columns}) < len(columns):
        return None
    if len(columns) == len(head):
        return None
    return tuple(chain.from_iterable(parts.get(part[0], [part]) for part in head))


def _letters(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without icons, and without the hyphens at which words are parted.

    A blank line may stand inside a cell, where lines are set wide. Lines of a cell may stand
    beside each other, with those of others ("Utfall kvin- nor/ flickor Prognos helår"). No more
    lines are looked at than are asked for, and the next with text.
    """
    above: list[str] = []
    for line in lines:
        text = close_hyphens(strip_icon(line))
        if text.strip():
            yield from (_without_hyphen(before, text) for before in above)
            above.clear()
        above.append(text)
    yield from above


def _without_hyphen(text: str, below: str) -> str:
    return text.rstrip()[:-1] if is_hyphenated(text, below) else text


def names_period(lines: Sequence[Line]) -> bool:
    """Tell whether lines are a header that names the column of periods, so that it is whole."""
    text = "".join(map(compact, _letters(line.text for line in lines)))
    columns = _with_labels_below(text) or match_columns(text) or ()
    return PERIOD in [column for column, _, _ in columns]


def header_layout(lines: Sequence[Line]) -> dict[Measure, tuple[str, ...]]:
    """Return the printed lines of every column's header, in the order of the columns.

    Where labels stand at different heights a tool prints the higher ones first: "Indikator
    Årsmål Period" above "KF:s årsmål". The period is last in all reports; where it is not, the
    columns are in their usual order.
    """
    letters = list(_letters(line.text for line in lines))
    text = "".join(map(compact, letters))
    columns = _with_labels_below(text) or match_columns(text) or ()
    layout: dict[Measure, tuple[str, ...]] = {}
    for column, start, end in columns:
        if isinstance(column, Measure):
            layout[column] = _printed_between(letters, start, end)
    if PERIOD in [column for column, _, _ in columns[:-1]]:
        return {column: layout[column] for column in Measure if column in layout}
    return layout


def _printed_between(lines: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """Return the parts of lines that make up compact offsets ``start`` to ``end``."""
    parts: list[str] = []
    at = 0
    for letters in lines:
        kept = ""
        for character in letters:
            if not character.isspace():
                inside = start <= at < end
                at += 1
                kept += character if inside else ""
            elif kept and at < end:
                kept += character
        if kept:
            parts.append(kept)
    return tuple(parts)


@lru_cache(maxsize=1 << 12)
def match_single(text: str) -> Column | None:
    """Return the column that one header cell (compact) names, by whatever words."""
    known = match_usual(text)
    if known is not None:
        return known
    for spelt in dict.fromkeys((text, _spelt_out(text))):
        if measure := named_measure(spelt):
            return measure
        if _KIND_OF_INDICATOR.fullmatch(spelt):
            return NAME
    return None


@lru_cache(maxsize=1 << 12)
def match_usual(text: str) -> Column | None:
    """Return the column that a header cell (compact) names as reports usually print it.

    It may be misprinted. Alone such a text is a header too, where ``match_single`` may take a
    heading for one.
    """
    if (column := match_spelt(text)) is not None:
        return column
    misprint = nearest(without_year(text), _SPELLINGS)
    return _SPELLINGS[misprint] if misprint else None


def match_spelt(text: str) -> Column | None:
    """Return the column that one header cell (compact) names as it is spelt."""
    for spelt in dict.fromkeys((text, _spelt_out(text))):
        if _ANY_SINGLE.fullmatch(spelt):
            return next(column for pattern, column in _SINGLE if pattern.fullmatch(spelt))
    return None


def is_usual(text: str) -> bool:
    """Tell whether a header cell (compact) is printed as the usual template has it."""
    return text in _SPELLINGS


def _spelt_out(text: str) -> str:
    """Return a header cell (compact) with its words whole: "utf.vb24" is "utfallvb2024"."""
    if _ABBREVIATED.search(text):
        for pattern, whole in _ABBREVIATIONS:
            text = pattern.sub(whole, text)
    return text
