"""Which value stands in which column, and how sure we are.

Flow text leaves no trace of an empty cell: a row is a run of cells, fewer than there are
columns. All ways to put the run into the columns in order are few, so every one is
scored by named cues and the scores become probabilities (softmax). A cue is one small
function: it looks at one reading of one row and yields what it sees, as names with
amounts. What each name weighs, in natural logarithms of odds, is learned from generated
reports (``column_weights``, written by ``python -m tests.learning``).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations, pairwise
from types import MappingProxyType

from pipeline.extract.assignment.column_weights import CALIBRATION, WEIGHTS
from pipeline.extract.language.numbers import decimals
from pipeline.extract.language.text import text_width
from pipeline.extract.language.values import ParsedCell
from pipeline.extract.report import Measure, ReportType

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
    ``unlaid`` says that nothing is left of the table's layout; ``whole`` that its header names
    the column of periods too. ``habit`` is what to add to weights in this document (``habits``).
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
    unlaid: bool = False
    whole: bool = True
    habit: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: ``measures[i]`` is the column of ``cells[i]``."""

    cells: tuple[RunCell, ...]
    measures: tuple[Measure, ...]
    probability: float

    def number(self, measure: Measure) -> float | None:
        """Return the plain number that this reading puts into a column."""
        cell = self.cell(measure)
        return cell.parsed.value if cell is not None and cell.parsed.qualifier is None else None

    def cell(self, measure: Measure) -> RunCell | None:
        """Return the cell that this reading puts into a column."""
        at = self.measures.index(measure) if measure in self.measures else None
        return None if at is None else self.cells[at]


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
    return RowReadings(segmentations, context).ranked(context.widths, context.habit)


class RowReadings:
    """Every reading of a row, to be ranked again when more is known of the columns' widths.

    What the cues say that do not look at widths is worked out once.
    """

    def __init__(self, segmentations: Iterable[tuple[RunCell, ...]], context: RowContext) -> None:
        self.context = context
        self._readings = [
            Reading(cells, measures, 0.0)
            for cells in segmentations
            for measures in combinations(context.columns, len(cells))
        ]
        asked = set(CUES) - _BY_WIDTHS - _silent_in(context)
        self._shares = [
            [
                _share(cue, weights, reading, context) if name in asked else 0.0
                for name, cue, weights in _WEIGHED_CUES
            ]
            for reading in self._readings
        ]

    def ranked(
        self, widths: Widths, habit: Mapping[str, float] = MappingProxyType({})
    ) -> tuple[Reading, ...]:
        """Return the readings with their probabilities, the most probable first."""
        context = replace(self.context, widths=widths)
        for number, (name, cue, weights) in enumerate(_WEIGHED_CUES):
            if name in _BY_WIDTHS:
                for reading, shares in zip(self._readings, self._shares, strict=True):
                    shares[number] = _share(cue, weights, reading, context)
        scores = [sum(shares) for shares in self._shares]
        if habit:
            changes = (
                sum(habit.get(name, 0.0) for name in filling(reading.measures, context))
                for reading in self._readings
            )
            scores = [score + change for score, change in zip(scores, changes, strict=True)]
        if not scores:
            return ()
        best = max(scores)
        odds = [math.exp(value - best) for value in scores]
        total = sum(odds)
        ranked = [
            Reading(reading.cells, reading.measures, odd / total)
            for reading, odd in zip(self._readings, odds, strict=True)
        ]
        return tuple(sorted(ranked, key=lambda reading: -reading.probability))


def calibrated(share: float, points: Sequence[tuple[float, float]] = CALIBRATION) -> float:
    """Return how often a column with this share of the probability is right.

    Interpolates between points that were measured on generated reports.
    """
    after = bisect_right(points, (share, math.inf))
    if after == len(points):
        return points[-1][1]
    (low, low_right), (high, high_right) = points[after - 1], points[after]
    return low_right + (high_right - low_right) * (share - low) / (high - low)


_TWICE = math.log(2)
ODD = 0.8
"""The most that a column is sure of in a reading that ``is_odd``, or ``is_guess``."""


def is_odd(reading: Reading) -> bool:
    """Tell whether a reading foresees less than half or more than twice its own target.

    Hardly a report does, so there is nothing to say how often such a reading is right
    (T1 2021: "0 18 0" is a forecast of 18 flats where none is the target, or last year's 18).
    """
    forecast, target = reading.number(M.FORECAST), reading.number(M.TARGET)
    return forecast is not None and target is not None and _distance(forecast, target) > _TWICE


def is_guess(reading: Reading, context: RowContext) -> bool:
    """Tell whether only habit says which columns of a row without a layout are empty.

    So it is in a document that fills columns otherwise than reports usually do. Neither the
    Analys text nor another report bears the reading out then. Where a header is not whole all is
    a guess.
    """
    if not context.whole:
        return True
    if len(reading.cells) == len(context.columns):
        return False
    unusual = any(name in context.habit for name in filling(context.columns, context))
    if not (context.unlaid or unusual):
        return False
    witnesses = (*_analysis_difference(reading, context), *_other_reports(reading, context))
    return not any(seen != "differ" for seen, _ in witnesses)


def explain(reading: Reading, context: RowContext) -> dict[str, float]:
    """Return every cue's share of a reading's score, by the cue's name."""
    return {name: _share(cue, weights, reading, context) for name, cue, weights in _WEIGHED_CUES}


def _share(cue: Cue, weights: Mapping[str, float], reading: Reading, context: RowContext) -> float:
    share = 0.0
    for seen, amount in cue(reading, context):
        share += weights.get(seen, 0.0) * amount
    return share


def evidence(reading: Reading, context: RowContext) -> dict[str, float]:
    """Return all that the cues see in a reading: amounts by the names that have weights."""
    found: dict[str, float] = {}
    for name, cue in CUES.items():
        for seen, amount in cue(reading, context):
            found[f"{name}:{seen}"] = found.get(f"{name}:{seen}", 0.0) + amount
    return found


Evidence = Iterator[tuple[str, float]]
Cue = Callable[[Reading, RowContext], Evidence]


# --- how often a column is filled ---------------------------------------------------------------


def _filled(reading: Reading, context: RowContext) -> Evidence:
    """Which columns are usually filled in a row of this kind."""
    kind = _kind_of_row(context)
    for measure in reading.measures:
        if measure is M.KF_TARGET:
            yield f"{'committee' if context.committee_owned else 'city'} kf_target", 1.0
        elif measure not in _SEXES:
            yield f"{kind} {measure.value}", 1.0


def _kind_of_row(context: RowContext) -> str:
    """Name the kind of row: what a follow-up has measured, and what it has not yet.

    In an annual report ``measured`` tells "VB 2024" from the plain year of a survey.
    """
    if context.report_type is ReportType.PLAN:
        return "plan"
    if context.report_type is ReportType.ANNUAL_REPORT:
        return "annual" if context.measured else "survey"
    if context.measured is not False:
        return "measured"
    # Few surveys have a result in April, more in August.
    return "unmeasured" if context.report_type is ReportType.FIRST_FOLLOW_UP else "autumn"


def _together(reading: Reading, context: RowContext) -> Evidence:
    """Which columns are filled together."""
    annual = context.report_type is ReportType.ANNUAL_REPORT
    for one, two in _FILLED_TOGETHER:
        if one in reading.measures and two in reading.measures:
            yield f"{'annual' if annual else 'follow-up'} {one.value} {two.value}", 1.0


_SEXES = (M.OUTCOME_MEN, M.OUTCOME_WOMEN)
_FILLED_TOGETHER = (
    (M.OUTCOME, M.PREVIOUS_OUTCOME),
    (M.OUTCOME, M.FORECAST),
    (M.PREVIOUS_OUTCOME, M.FORECAST),
    (M.PREVIOUS_OUTCOME, M.TARGET),
    (M.FORECAST, M.TARGET),
)


def _sexes_in_pairs(reading: Reading, context: RowContext) -> Evidence:
    """Men and women are printed together, and with a total."""
    men, women = (measure in reading.measures for measure in _SEXES)
    if not all(measure in context.columns for measure in _SEXES):
        return
    if men != women:
        yield "one alone", 1.0
    elif men and M.OUTCOME not in reading.measures:
        yield "without total", 1.0
    elif men:
        yield _kind_of_row(context), 1.0


def _total_encloses(reading: Reading, _: RowContext) -> Evidence:
    """The total lies between men and women, or is their sum."""
    total, men, women = (reading.number(m) for m in (M.OUTCOME, *_SEXES))
    if total is None or men is None or women is None:
        return
    if math.isclose(men + women, total):
        yield "sum", 1.0
        return
    yield "between" if min(men, women) <= total <= max(men, women) else "outside", 1.0
    yield "apart", min(2.0, max(_distance(total, men), _distance(total, women)))


def filling(measures: Sequence[Measure], context: RowContext) -> Iterator[str]:
    """Yield the names of the weights of what is filled in a row: columns, and both sexes."""
    for seen, _ in _filled(Reading((), tuple(measures), 0.0), context):
        yield f"filled:{seen}"
    if all(measure in measures for measure in _SEXES):
        yield f"sexes_in_pairs:{_kind_of_row(context)}"


# --- what a column holds ------------------------------------------------------------------------


def _kinds_of_cell(reading: Reading, _: RowContext) -> Evidence:
    """Remarks stand in target columns, hardly ever among outcomes."""
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        if (qualifier := cell.parsed.qualifier) is not None:
            column = measure.value if measure in (M.TARGET, M.KF_TARGET) else "outcome"
            yield f"{column} {qualifier.value}", 1.0


def _bare_numbers(reading: Reading, _: RowContext) -> Evidence:
    """Numbers typed by hand lack the unit that the system prints: forecasts above all."""
    if not any(cell.parsed.unit for cell in reading.cells):
        return
    bare: dict[Measure, bool] = {}
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        if cell.parsed.value is not None and cell.parsed.qualifier is None:
            bare[measure] = not cell.parsed.unit
            if bare[measure]:
                yield "sex" if measure in _SEXES else measure.value, 1.0
    if bare.get(M.OUTCOME, False) != bare.get(M.PREVIOUS_OUTCOME, bare.get(M.OUTCOME, False)):
        yield "one outcome of two", 1.0


def _decimals(reading: Reading, _: RowContext) -> Evidence:
    """Figures of one indicator are printed with as many decimals; goals are rounder."""
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        if measure in _ROUND and cell.parsed.qualifier is None:
            yield f"fine {measure.value}", float(min(2, decimals(cell.parsed.text)))
    for one, two in _SAME_DECIMALS:
        first, second = reading.cell(one), reading.cell(two)
        if first is None or second is None:
            continue
        if reading.number(one) is None or reading.number(two) is None:
            continue
        if decimals(first.parsed.text) != decimals(second.parsed.text):
            yield f"{one.value} {two.value}", 1.0


_ROUND = (M.PREVIOUS_OUTCOME, M.FORECAST)
_SAME_DECIMALS = (
    (M.OUTCOME, M.PREVIOUS_OUTCOME),
    (M.OUTCOME, M.FORECAST),
    (M.FORECAST, M.TARGET),
    (M.TARGET, M.KF_TARGET),
    (M.PREVIOUS_OUTCOME, M.TARGET),
)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3})")


def _few_thousands(reading: Reading, _: RowContext) -> Evidence:
    """A space inside a number is rarer than two numbers beside each other."""
    for cell in reading.cells:
        if spaces := len(_THOUSANDS.findall(cell.parsed.text)):
            yield "spaces in a share" if cell.parsed.unit == "%" else "spaces", float(spaces)


# --- layout -------------------------------------------------------------------------------------


def _wrapping(reading: Reading, context: RowContext) -> Evidence:
    """A narrow column breaks a value over lines that a wide one would not."""
    for cell, measure in zip(reading.cells, reading.measures, strict=True):
        fits = context.widths.fits.get(measure)
        breaks = context.widths.breaks.get(measure)
        if fits is not None and (broken := broken_width(cell.lines)) and broken <= fits:
            yield "broken though it fits", 1.0
        if breaks is not None and widest(cell.lines) >= breaks:
            yield "whole though too wide", 1.0


def _gaps(reading: Reading, context: RowContext) -> Evidence:
    """An empty cell leaves a space in some sources: as many gaps as empty cells."""
    if not context.gaps_tell:
        return
    places = [context.columns.index(measure) for measure in reading.measures]
    for index, cell in enumerate(reading.cells):
        if index == 0 or len(reading.cells[index - 1].lines) == 1 or cell.gap_before:
            skipped = places[index] - (places[index - 1] + 1 if index else 0)
            if cell.gap_before != skipped:
                yield "differ", 1.0
    if context.end_gap is not None:
        last = places[-1] if places else -1
        if context.end_gap != len(context.columns) - 1 - last:
            yield "differ", 1.0


# --- how near values are ------------------------------------------------------------------------

_NEIGHBOURS = (
    (M.FORECAST, M.TARGET),
    (M.OUTCOME, M.FORECAST),
    (M.OUTCOME, M.PREVIOUS_OUTCOME),
    (M.OUTCOME, M.TARGET),
    (M.PREVIOUS_OUTCOME, M.FORECAST),
    (M.PREVIOUS_OUTCOME, M.TARGET),
    (M.TARGET, M.KF_TARGET),
)
_TARGETS = (M.TARGET, M.KF_TARGET)
_SO_FAR = f"{M.OUTCOME.value} {M.FORECAST.value}"
_CLOSE = 0.125
_MANY_TIMES = 20


def _nearness(reading: Reading, context: RowContext) -> Evidence:
    """Forecast, target and outcomes of one indicator are of one size.

    Counts grow during a year, so none is foreseen to end below what it is already. The
    city's target is near the committee's only where both are shares, so pairs are told
    apart by unit and by kind of row. What is many times larger than the rest is mostly
    two numbers beside each other.
    """
    numbers = {measure: reading.number(measure) for measure in reading.measures}
    scale = _scale(reading)
    growing = _kind_of_row(context) == "measured"
    for one, two in _NEIGHBOURS:
        first, second = numbers.get(one), numbers.get(two)
        if first is None or second is None:
            continue
        pair = f"{one.value} {two.value}"
        kind = f"{pair} {scale}{' so far' if growing and one is M.OUTCOME else ''}"
        distance = _distance(first, second)
        yield f"far {kind}", min(2.0, distance)
        yield f"apart {kind}", min(1.0, distance / _CLOSE)
        if first == second:
            yield f"equal {pair}", 1.0
        counted = scale != "share" and first.is_integer() and second.is_integer()
        if growing and counted and pair == _SO_FAR and first > second:
            yield "forecast below count so far", 1.0
        if first > _MANY_TIMES * second > 0 or (
            one is not M.OUTCOME and (one, two) != _TARGETS and second > _MANY_TIMES * first > 0
        ):
            yield "many times larger", 1.0


def _scale(reading: Reading) -> str:
    unit = next((cell.parsed.unit for cell in reading.cells if cell.parsed.unit), None)
    return {"%": "share", "st": "count"}.get(unit or "", "other")


def _above_target(reading: Reading, _: RowContext) -> Evidence:
    """A share's target is seldom set below what was reached; a forecast may be above it."""
    target = reading.number(M.TARGET)
    if target is None or _scale(reading) != "share":
        return
    for measure in (M.OUTCOME, M.PREVIOUS_OUTCOME, M.FORECAST):
        number = reading.number(measure)
        if number is not None and number > target:
            yield measure.value, 1.0


def _distance(one: float, two: float) -> float:
    """Return how far two values are from each other: the logarithm of their ratio.

    >>> round(_distance(1e308, 5e-324))
    1454
    """
    if one == two:
        return 0.0
    if one <= 0 or two <= 0:
        return 1.0
    return abs(math.log(one) - math.log(two))  # the ratio itself may be too small for a number


# --- other witnesses ----------------------------------------------------------------------------

_FIGURE = re.compile(r"(?<!\d)(?<![TK])(?!20\d\d)\d+(?:,\d+)?(?!\d)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:tertial|kvartal|punkt|nr|nummer|bilaga|mål|indikator|sid\w*|åk|årskurs) \d+(?:,\d+)?",
    re.IGNORECASE,
)
_COMPARED = (
    (M.OUTCOME, M.PREVIOUS_OUTCOME),
    (M.OUTCOME, M.TARGET),
    (M.OUTCOME, M.FORECAST),
)


def _analysis_difference(reading: Reading, context: RowContext) -> Evidence:
    """The Analys text states a difference to last year or to the target.

    A figure states one difference: where several are as large, each counts for its part.
    """
    stated = _stated_figures(context.analysis)
    if not stated:
        return
    differences = list(_differences(reading))
    told: dict[str, float] = {}
    for figure in stated:
        same = [name for name, size in differences if math.isclose(size, figure, abs_tol=0.011)]
        for name in same:
            told[name] = max(told.get(name, 0.0), 1 / len(same))
    yield from told.items()


def _differences(reading: Reading) -> Iterator[tuple[str, float]]:
    """Yield by how much an outcome differs from what texts compare it with, by their names."""
    for one, two in _COMPARED:
        first, second = reading.number(one), reading.number(two)
        if first is not None and second is not None and first != second:
            yield f"{one.value} {two.value}", abs(first - second)


@lru_cache(maxsize=64)
def _stated_figures(analysis: str) -> tuple[float, ...]:
    text = _NUMBERED.sub("", analysis)
    return tuple(float(figure.replace(",", ".")) for figure in _FIGURE.findall(text))


_LATER = re.compile(
    r"\bredovisas (?:i|under|först|senare)\b|\bmätning\w* (?:görs|genomförs|sker|kommer)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:utfallet|resultatet) (?:har|är|visar|ligger|blev|blir)\b|\bmätt utfallet\b",
    re.IGNORECASE,
)


def _analysis_time(reading: Reading, context: RowContext) -> Evidence:
    """The Analys text says that there is an outcome, or that it is measured later."""
    if M.OUTCOME not in reading.measures:
        return
    for said in _times_told(context.analysis):
        yield said, 1.0


@lru_cache(maxsize=64)
def _times_told(analysis: str) -> tuple[str, ...]:
    found = {"later": _LATER.search(analysis), "told": _TOLD.search(analysis)}
    return tuple(said for said, where in found.items() if where)


def _other_reports(reading: Reading, context: RowContext) -> Evidence:
    """Other reports print the city's target of the year and last year's outcome."""
    for measure, value in context.known.items():
        printed = reading.number(measure)
        if printed is not None:
            yield "agree" if math.isclose(printed, value, abs_tol=1e-9) else "differ", 1.0


CUES: Mapping[str, Cue] = {
    cue.__name__.removeprefix("_"): cue
    for cue in (
        _filled,
        _together,
        _sexes_in_pairs,
        _total_encloses,
        _kinds_of_cell,
        _bare_numbers,
        _decimals,
        _few_thousands,
        _wrapping,
        _gaps,
        _nearness,
        _above_target,
        _analysis_difference,
        _analysis_time,
        _other_reports,
    )
}


_WEIGHED_CUES: Sequence[tuple[str, Cue, Mapping[str, float]]] = tuple(
    (
        name,
        cue,
        {
            seen.removeprefix(f"{name}:"): weight
            for seen, weight in WEIGHTS.items()
            if seen.startswith(f"{name}:")
        },
    )
    for name, cue in CUES.items()
)
"""Each cue with what the things that it sees weigh."""
_BY_WIDTHS = frozenset({"wrapping"})
"""The cues that look at what is known of the columns' widths."""
_SAY_NOTHING: Sequence[tuple[Callable[[RowContext], bool], frozenset[str]]] = (
    (lambda row: not row.gaps_tell, frozenset({"gaps"})),
    (lambda row: not row.analysis, frozenset({"analysis_difference", "analysis_time"})),
    (lambda row: not row.known, frozenset({"other_reports"})),
    (
        lambda row: not any(measure in row.columns for measure in _SEXES),
        frozenset({"sexes_in_pairs", "total_encloses"}),
    ),
)
"""In which rows cues see nothing, whatever the reading: where what they look at is not there."""


def _silent_in(context: RowContext) -> frozenset[str]:
    """Return the cues that see nothing in any reading of a row."""
    return frozenset().union(*(cues for is_silent, cues in _SAY_NOTHING if is_silent(context)))


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
        for first, second in pairwise(lines)
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
