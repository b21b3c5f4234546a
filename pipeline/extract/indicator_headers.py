"""Headers of indicator tables, however their words are shattered or misprinted.

Narrow columns cut header words anywhere and page breaks repeat them, so headers are
matched without any white space against the columns that reports are known to have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.extract.document import Line
from pipeline.extract.report import Measure
from pipeline.extract.table_heads import INDICATORS, OWNER
from pipeline.extract.text import compact, nearest, strip_icon

Column = Measure | str
PERIOD = "period"
NAME = "name"

COLUMN_HEADERS: tuple[tuple[str, Column], ...] = (
    (rf"{OWNER}{INDICATORS}(?:er)?", NAME),
    (
        r"(?:periodens)?(?:utfall|värde)(?:vb|verksamhetsberättelse|bokslut|föregåendeår|förraåret)(?:20\d\d)?",
        Measure.PREVIOUS_OUTCOME,
    ),
    (r"(?:vb|bokslut)20\d\d", Measure.PREVIOUS_OUTCOME),
    (r"(?:periodens)?utfall(?:män|pojkar|killar)(?:[/,-]*(?:pojkar|män))?", Measure.OUTCOME_MEN),
    (
        r"(?:periodens)?utfall(?:kvinnor|flickor|tjejer)(?:[/,-]*(?:flickor|kvinnor))?",
        Measure.OUTCOME_WOMEN,
    ),
    (r"(?:prognoshelår|helårsprognos|årsprognos|prognos)(?:20\d\d)?", Measure.FORECAST),
    (
        r"(?:kf:?s?|kommunfullmäktiges)(?:årsmål|målvärde|mål)(?:förår|år)?(?:20\d\d)?",
        Measure.KF_TARGET,
    ),
    (r"(?:nämndens)?(?:års?mål|arsmål|målvärde)(?:förår|år)?(?:20\d\d)?", Measure.TARGET),
    (r"periodensutfall|utfall(?:20\d\d|period(?:en)?|helår|t[12]|tertial[12])?", Measure.OUTCOME),
    (r"periodicitet|mätperiod|period", PERIOD),
    (r"resultat20\d\d", Measure.PREVIOUS_OUTCOME),
)
"""What headers are printed as, without white space; the first that matches counts."""

_HEADERS = tuple((re.compile(pattern), column) for pattern, column in COLUMN_HEADERS)
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
_MIN_COLUMNS = 2
_MAX_LINES = 34


def match_columns(text: str) -> list[tuple[Column, int, int]] | None:
    """Match a whole header, white space removed, against the known columns.

    Returns:
        (column, start, end) for each column in order, offsets into the compact text;
        None where something in it is unknown or a column stands twice.
    """
    found: list[tuple[Column, int, int]] = []
    at = 0
    while at < len(text):
        for pattern, column in _HEADERS:
            match = pattern.match(text, at)
            if match:
                found.append((column, at, match.end()))
                at = match.end()
                break
        else:
            return None
    columns = [column for column, _, _ in found]
    return found if len(set(columns)) == len(columns) >= _MIN_COLUMNS else None


def header_size(lines: Sequence[Line]) -> int:
    """Return how many lines from the start make up a header; the longest reading counts.

    "Period" may be the last column or the beginning of "Periodens utfall" cut in two.
    """
    text = ""
    whole = known = 0
    for count, line in enumerate(lines[:_MAX_LINES], start=1):
        text += compact(strip_icon(line.text))
        columns = match_columns(text)
        if columns:
            known = count
            whole = count if columns[-1][0] == PERIOD else whole
    return whole or known


def header_layout(lines: Sequence[Line]) -> dict[Measure, tuple[str, ...]]:
    """Return the printed lines of every column's header."""
    text = "".join(compact(strip_icon(line.text)) for line in lines)
    columns = match_columns(text) or []
    layout: dict[Measure, tuple[str, ...]] = {}
    for column, start, end in columns:
        if isinstance(column, Measure):
            layout[column] = _printed_between(lines, start, end)
    return layout


def _printed_between(lines: Sequence[Line], start: int, end: int) -> tuple[str, ...]:
    """Return the parts of lines that make up compact offsets ``start`` to ``end``."""
    parts: list[str] = []
    at = 0
    for line in lines:
        kept = ""
        for character in strip_icon(line.text):
            if not character.isspace():
                inside = start <= at < end
                at += 1
                kept += character if inside else ""
            elif kept and at < end:
                kept += character
        if kept:
            parts.append(kept)
    return tuple(parts)


def match_single(text: str) -> Column | None:
    """Return the column that one header cell (compact) names."""
    for pattern, column in _HEADERS:
        if pattern.fullmatch(text):
            return column
    misprint = nearest(re.sub(r"20\d\d", "", text), _SPELLINGS)
    return _SPELLINGS[misprint] if misprint else None
