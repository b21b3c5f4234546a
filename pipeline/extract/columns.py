"""Which value stands in which column, and how sure we are.

Flow text leaves no trace of an empty cell: a row is a run of cells, fewer than there are
columns. All ways to put the run into the columns in order are few, so every one is
scored by named cues and the scores become probabilities (softmax). A cue is one small
function with a weight; it looks at one reading of one row and returns a score, where 0
says nothing, negative speaks against. Weights are natural logarithms of odds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from pipeline.extract.report import Measure, Qualifier, ReportType
from pipeline.extract.text import text_width
from pipeline.extract.values import ParsedCell

M = Measure


@dataclass(frozen=True, slots=True)
class RunCell:
    """A cell of a run: what it says and how its text is laid out.

    ``lines`` are its printed lines; ``gap_before`` counts the spaces before it that are
    more than part it from the cell before: in some sources one for every empty cell.
    """

    parsed: ParsedCell
    lines: tuple[str, ...]
    gap_before: int = 0


@dataclass(frozen=True, slots=True)
class Widths:
    """What is known of the columns' widths, in ems.

    ``fits`` is the widest text seen unbroken in a column, ``breaks`` the narrowest text
    that had to be broken there.
    """

    fits: Mapping[Measure, float] = field(default_factory=dict)
    breaks: Mapping[Measure, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowContext:
    """What is known of a row besides its run of cells.

    ``measured`` tells whether the Period cell names a period that has been measured
    ("Tertial 1 2021") rather than one to come ("2021"); None where it does not say.
    ``gaps_tell`` says that in this source an empty cell leaves a space; ``end_gap``
    counts the extra spaces before the Period cell.
    ``known`` holds values that other reports of the same run print for a measure.
    """

    columns: tuple[Measure, ...]
    report_type: ReportType
    committee_owned: bool
    measured: bool | None
    analysis: str = ""
    gaps_tell: bool = False
    end_gap: int | None = None
    widths: Widths = Widths()
    known: Mapping[Measure, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: ``measures[i]`` is the column of ``cells[i]``."""

    cells: tuple[RunCell, ...]
    measures: tuple[Measure, ...]
    probability: float

    def number(self, measure: Measure) -> float | None:
        """Return the plain number that this reading puts into a column."""
        for cell, column in zip(self.cells, self.measures, strict=True):
            if column is measure:
                return cell.parsed.value if cell.parsed.qualifier is None else None
        return None

    def cell(self, measure: Measure) -> RunCell | None:
        """Return the cell that this reading puts into a column."""
        for cell, column in zip(self.cells, self.measures, strict=True):
            if column is measure:
                return cell
        return None


def readings(
    segmentations: Iterable[tuple[RunCell, ...]], context: RowContext
) -> tuple[Reading, ...]:
    """Return every reading of a row with its probability, the most probable first.

    Args:
        segmentations: The ways to cut the row's text into cells ("900 800 st" may be
            one cell or two).
        context: The table's columns and what else is known of the row.

    Returns:
        Readings whose probabilities sum to 1; empty where no way fits the columns.
    """
    candidates = [
        Reading(cells, measures, 0.0)
        for cells in segmentations
        for measures in combinations(context.columns, len(cells))
    ]
    scores = [score(candidate, context) for candidate in candidates]
    if not scores:
        return ()
    best = max(scores)
    odds = [math.exp(value - best) for value in scores]
    total = sum(odds)
    ranked = [
        Reading(candidate.cells, candidate.measures, odd / total)
        for candidate, odd in zip(candidates, odds, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda reading: -reading.probability))


def score(reading: Reading, context: RowContext) -> float:
    """Return the sum of all cues for one reading."""
    return sum(cue(reading, context) for cue in CUES)


def explain(reading: Reading, context: RowContext) -> dict[str, float]:
    """Return every cue's share of a reading's score, by the cue's name."""
    return {cue.__name__.removeprefix("_"): cue(reading, context) for cue in CUES}


# --- how often a column is filled ---------------------------------------------------------------

_FILLED_MEASURED: Mapping[Measure, float] = {
    M.OUTCOME: 0.97,
    M.PREVIOUS_OUTCOME: 0.85,
    M.FORECAST: 0.93,
    M.TARGET: 0.97,
    M.KF_TARGET: 0.97,
}
_FILLED_UNMEASURED: Mapping[Measure, float] = {
    M.OUTCOME: 0.12,
    M.PREVIOUS_OUTCOME: 0.75,
    M.FORECAST: 0.25,
    M.TARGET: 0.97,
    M.KF_TARGET: 0.97,
}
_FILLED_ANNUAL: Mapping[Measure, float] = {
    M.OUTCOME: 0.99,
    M.PREVIOUS_OUTCOME: 0.75,
    M.FORECAST: 0.5,
    M.TARGET: 0.97,
    M.KF_TARGET: 0.9,
}
_FILLED_YEARLY: Mapping[Measure, float] = {**_FILLED_ANNUAL, M.OUTCOME: 0.92}
_COMMITTEE_OWNED_KF_TARGET = 0.03
_MEN_AND_WOMEN = 0.35
_IMPOSSIBLE = 1e-4


def _filled(reading: Reading, context: RowContext) -> float:
    """Which columns are usually filled in a row of this kind.

    In an annual report ``measured`` tells "VB 2024" from the plain year of a survey.
    """
    if context.report_type in (ReportType.ANNUAL_REPORT, ReportType.PLAN):
        table = _FILLED_ANNUAL if context.measured else _FILLED_YEARLY
    else:
        table = _FILLED_UNMEASURED if context.measured is False else _FILLED_MEASURED
    total = 0.0
    for measure in context.columns:
        if measure not in table:
            continue
        share = table[measure]
        if measure is M.KF_TARGET and context.committee_owned:
            share = _COMMITTEE_OWNED_KF_TARGET
        total += math.log(share if measure in reading.measures else 1 - share)
    return total


def _sexes_in_pairs(reading: Reading, context: RowContext) -> float:
    """Men and women are printed together, and with a total."""
    men, women = M.OUTCOME_MEN in reading.measures, M.OUTCOME_WOMEN in reading.measures
    if M.OUTCOME_MEN not in context.columns or M.OUTCOME_WOMEN not in context.columns:
        return 0.0
    if men != women:
        return math.log(_IMPOSSIBLE * 30)
    if men and M.OUTCOME not in reading.measures:
        return math.log(_IMPOSSIBLE * 30)
    if M.OUTCOME not in reading.measures:
        return 0.0
    return math.log(_MEN_AND_WOMEN if men else 1 - _MEN_AND_WOMEN)


def _total_encloses(reading: Reading, _: RowContext) -> float:
    """The total lies between men and women, or is their sum."""
    total, men, women = (reading.number(m) for m in (M.OUTCOME, M.OUTCOME_MEN, M.OUTCOME_WOMEN))
    if total is None or men is None or women is None:
        return 0.0
    if min(men, women) <= total <= max(men, women) or math.isclose(men + women, total):
        return 1.2
    return -1.2


# --- what a column holds ------------------------------------------------------------------------

_REMARK_SHARE: Mapping[Measure, Mapping[Qualifier, float]] = {
    M.KF_TARGET: {
        Qualifier.TO_BE_SET: 0.3,
        Qualifier.INCREASE: 0.05,
        Qualifier.DECREASE: 0.03,
        Qualifier.MAX: 0.02,
        Qualifier.MIN: 0.02,
        Qualifier.PLUS_MINUS: 0.02,
        Qualifier.NONE: 0.04,
        Qualifier.TEXT: 0.02,
    },
    M.TARGET: {
        Qualifier.TO_BE_SET: 0.01,
        Qualifier.INCREASE: 0.01,
        Qualifier.DECREASE: 0.005,
        Qualifier.MAX: 0.01,
        Qualifier.MIN: 0.01,
        Qualifier.PLUS_MINUS: 0.02,
        Qualifier.NONE: 0.005,
        Qualifier.TEXT: 0.01,
    },
}
_OTHER_REMARK_SHARE = 0.001
_BARE_SHARE: Mapping[Measure, float] = {
    M.OUTCOME: 0.18,
    M.OUTCOME_MEN: 0.05,
    M.OUTCOME_WOMEN: 0.05,
    M.PREVIOUS_OUTCOME: 0.15,
    M.FORECAST: 0.5,
    M.TARGET: 0.07,
    M.KF_TARGET: 0.05,
}


def _kinds_of_cell(reading: Reading, _: RowContext) -> float:
    """Remarks stand in target columns, hardly ever among outcomes."""
    total = 0.0
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        qualifier = cell.parsed.qualifier
        shares = _REMARK_SHARE.get(measure, {})
        if qualifier is None:
            total += math.log(1 - sum(shares.values()))
        else:
            total += math.log(shares.get(qualifier, _OTHER_REMARK_SHARE))
    return total


def _bare_numbers(reading: Reading, _: RowContext) -> float:
    """Numbers typed by hand lack the unit that the system prints: forecasts above all."""
    if not any(cell.parsed.unit for cell in reading.cells):
        return 0.0
    total = 0.0
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        if cell.parsed.value is not None and cell.parsed.qualifier is None:
            bare = _BARE_SHARE[measure]
            total += math.log(1 - bare if cell.parsed.unit else bare)
    return total


_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3})")


def _few_thousands(reading: Reading, _: RowContext) -> float:
    """A space inside a number is rarer than two numbers beside each other."""
    return -1.0 * sum(len(_THOUSANDS.findall(cell.parsed.text)) for cell in reading.cells)


# --- layout -------------------------------------------------------------------------------------

_WIDTH_PENALTY = -3.5


def _wrapping(reading: Reading, context: RowContext) -> float:
    """A narrow column breaks a value over lines that a wide one would not."""
    total = 0.0
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        fits = context.widths.fits.get(measure)
        breaks = context.widths.breaks.get(measure)
        if fits is not None and (broken := broken_width(cell.lines)) and broken <= fits:
            total += _WIDTH_PENALTY
        if breaks is not None and widest(cell.lines) >= breaks:
            total += _WIDTH_PENALTY
    return total


_GAP_AGREES = 3.0


def _gaps(reading: Reading, context: RowContext) -> float:
    """An empty cell leaves a space in some sources: as many gaps as empty cells."""
    if not context.gaps_tell:
        return 0.0
    places = [context.columns.index(measure) for measure in reading.measures]
    total = 0.0
    for index, cell in enumerate(reading.cells):
        if index == 0 or len(reading.cells[index - 1].lines) == 1 or cell.gap_before:
            skipped = places[index] - (places[index - 1] + 1 if index else 0)
            total += _agreement(cell.gap_before, skipped)
    if context.end_gap is not None:
        last = places[-1] if places else -1
        total += _agreement(context.end_gap, len(context.columns) - 1 - last)
    return total


def _agreement(gap: int, skipped: int) -> float:
    return _GAP_AGREES if gap == skipped else -_GAP_AGREES


# --- how near values are ------------------------------------------------------------------------

_NEIGHBOURS: tuple[tuple[Measure, Measure, float], ...] = (
    (M.FORECAST, M.TARGET, 1.2),
    (M.OUTCOME, M.FORECAST, 0.5),
    (M.OUTCOME, M.PREVIOUS_OUTCOME, 1.0),
    (M.PREVIOUS_OUTCOME, M.TARGET, 0.4),
)
_SAME_SCALE_ONLY: tuple[tuple[Measure, Measure, float], ...] = ((M.TARGET, M.KF_TARGET, 1.0),)


def _nearness(reading: Reading, _: RowContext) -> float:
    """Forecast, target and outcomes of one indicator are of one size.

    The city's target is near the committee's only where both are shares; counts of the
    whole city are larger.
    """
    percent = any(cell.parsed.unit == "%" for cell in reading.cells)
    pairs = (*_NEIGHBOURS, *(_SAME_SCALE_ONLY if percent else ()))
    total = 0.0
    for first, second, weight in pairs:
        one, two = reading.number(first), reading.number(second)
        if one is not None and two is not None:
            total += weight * (0.15 - min(2.0, _distance(one, two)))
    return total


def _distance(one: float, two: float) -> float:
    if one == two:
        return 0.0
    if one <= 0 or two <= 0:
        return 1.0
    return abs(math.log(one / two))


# --- other witnesses ----------------------------------------------------------------------------

_DIFFERENCE = re.compile(
    r"(ökning|ökat|högre|minskning|minskat|lägre)\w* (?:med )?(\d+(?:,\d+)?) ?(?:%|procent)"
)


def _analysis_difference(reading: Reading, context: RowContext) -> float:
    """The Analys text states the difference to last year ("en ökning med 0,2 procent")."""
    found = _DIFFERENCE.search(context.analysis)
    outcome, previous = reading.number(M.OUTCOME), reading.number(M.PREVIOUS_OUTCOME)
    if not found or outcome is None or previous is None:
        return 0.0
    stated = float(found[2].replace(",", "."))
    return 2.0 if math.isclose(abs(outcome - previous), stated, abs_tol=0.011) else 0.0


def _other_reports(reading: Reading, context: RowContext) -> float:
    """Other reports print the city's target of the year and last year's outcome."""
    total = 0.0
    for measure, value in context.known.items():
        printed = reading.number(measure)
        if printed is not None:
            total += 2.5 if math.isclose(printed, value, abs_tol=1e-9) else -1.5
    return total


Cue = Callable[[Reading, RowContext], float]
CUES: tuple[Cue, ...] = (
    _filled,
    _sexes_in_pairs,
    _total_encloses,
    _kinds_of_cell,
    _bare_numbers,
    _few_thousands,
    _wrapping,
    _gaps,
    _nearness,
    _analysis_difference,
    _other_reports,
)


# --- widths of columns --------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def widest(lines: tuple[str, ...]) -> float:
    """Return the width of a cell's widest line: its column is at least so wide."""
    return max((text_width(line.strip()) for line in lines), default=0.0)


@lru_cache(maxsize=4096)
def broken_width(lines: tuple[str, ...]) -> float | None:
    """Return the narrowest text that a cell had to break; None where nothing broke."""
    widths = [
        text_width(first.rstrip() + (" " if first[-1:].isspace() else "") + second.split()[0])
        for first, second in zip(lines, lines[1:], strict=False)
        if second.split()
    ]
    return min(widths, default=None)


def learn_widths(
    header: Mapping[Measure, tuple[str, ...]], rows: Iterable[Reading], *, surely: float = 0.9
) -> Widths:
    """Learn how wide the columns are from the header's lines and from sure rows.

    Headers are set in bold, some seven per cent wider than the values, so what fits or
    breaks there is taken with a margin.
    """
    fits: dict[Measure, float] = {}
    breaks: dict[Measure, float] = {}
    for measure, lines in header.items():
        fits[measure] = widest(lines)
        if (broken := broken_width(lines)) is not None:
            breaks[measure] = broken * 1.08
    sure: Iterator[tuple[Measure, RunCell]] = (
        (measure, cell)
        for row in rows
        if row.probability >= surely
        for cell, measure in zip(row.cells, row.measures, strict=True)
    )
    seen_fits: dict[Measure, list[float]] = {}
    seen_breaks: dict[Measure, list[float]] = {}
    for measure, cell in sure:
        seen_fits.setdefault(measure, []).append(widest(cell.lines))
        if (broken := broken_width(cell.lines)) is not None:
            seen_breaks.setdefault(measure, []).append(broken)
    for measure, widths in seen_fits.items():
        fits[measure] = max(fits.get(measure, 0.0), _robust(widths, largest=True))
    for measure, widths in seen_breaks.items():
        breaks[measure] = min(breaks.get(measure, math.inf), _robust(widths, largest=False))
    return Widths(fits, {m: w for m, w in breaks.items() if w > fits.get(m, 0.0)})


def _robust(widths: Sequence[float], *, largest: bool) -> float:
    """Return the extreme value, leaving out one in ten that may be misread."""
    ordered = sorted(widths, reverse=largest)
    return ordered[len(ordered) // 10]
