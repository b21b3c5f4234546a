"""Which value stands in which column: every cue alone, then whole rows.

A row is written as its cells parted by ``|``; a cell that is wrapped has ``/`` where its
line breaks. A reading names the columns by one letter each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.assignment.columns import (
    CUES,
    Reading,
    RowContext,
    RowReadings,
    RunCell,
    Widths,
    broken_width,
    explain,
    is_guess,
    is_odd,
    learn_widths,
    readings,
    widest,
)
from pipeline.extract.language.text import text_width
from pipeline.extract.language.values import parse_cell
from pipeline.extract.report import Measure, ReportType

LETTERS = {
    "o": Measure.OUTCOME,
    "m": Measure.OUTCOME_MEN,
    "w": Measure.OUTCOME_WOMEN,
    "v": Measure.PREVIOUS_OUTCOME,
    "f": Measure.FORECAST,
    "t": Measure.TARGET,
    "k": Measure.KF_TARGET,
}
FOLLOW_UP = RowContext(
    columns=tuple(LETTERS.values()),
    report_type=ReportType.FIRST_FOLLOW_UP,
    committee_owned=False,
    measured=True,
)
PLAN = RowContext(
    columns=(Measure.TARGET, Measure.KF_TARGET),
    report_type=ReportType.PLAN,
    committee_owned=False,
    measured=None,
)


def cell(text: str, gap: int = 0) -> RunCell:
    parsed = parse_cell(text.replace(" / ", " "))
    assert parsed is not None
    return RunCell(parsed, tuple(text.split(" / ")), gap)


def row(text: str) -> tuple[RunCell, ...]:
    return tuple(cell(part.strip()) for part in text.split("|") if part.strip())


def reading(text: str, letters: str) -> Reading:
    cells = row(text)
    assert len(cells) == len(letters)
    return Reading(cells, tuple(LETTERS[letter] for letter in letters), 0.0)


def best(text: str, context: RowContext) -> str:
    """The letters of the most probable reading."""
    names = {measure: letter for letter, measure in LETTERS.items()}
    return "".join(names[measure] for measure in readings([row(text)], context)[0].measures)


# --- every cue alone ----------------------------------------------------------------------------

NARROW_WOMEN = replace(
    FOLLOW_UP,
    widths=Widths(
        fits={Measure.OUTCOME: text_width("83,83 %")},
        breaks={Measure.OUTCOME_WOMEN: text_width("1,93 %")},
    ),
)

CASES: list[tuple[str, str, RowContext, tuple[str, str], tuple[str, str]]] = [
    (
        "filled: a follow-up rather lacks men and women than its outcome and targets",
        "filled",
        FOLLOW_UP,
        ("18 st | 30 st | 44 st | 44 st | 800 st", "ovftk"),
        ("18 st | 30 st | 44 st | 44 st | 800 st", "mwftk"),
    ),
    (
        "filled: what is not yet measured has targets, no outcome",
        "filled",
        replace(FOLLOW_UP, measured=False),
        ("75 % | 80 %", "tk"),
        ("75 % | 80 %", "of"),
    ),
    (
        "filled: a committee's own indicator has no target of the city",
        "filled",
        replace(PLAN, committee_owned=True),
        ("75 %", "t"),
        ("75 %", "k"),
    ),
    (
        "together: a forecast goes with the target rather than with an outcome",
        "together",
        FOLLOW_UP,
        ("72 % | 75 %", "ft"),
        ("72 % | 75 %", "of"),
    ),
    (
        "decimals: two outcomes of one indicator are printed alike",
        "decimals",
        FOLLOW_UP,
        ("2,5 % | 2,4 %", "ov"),
        ("2,5 % | 24 %", "ov"),
    ),
    (
        "decimals: a forecast is a round number",
        "decimals",
        FOLLOW_UP,
        ("44,35 % | 50 %", "vt"),
        ("44,35 % | 50 %", "ft"),
    ),
    (
        "above target: a target is seldom below last year's outcome",
        "above_target",
        FOLLOW_UP,
        ("88 % | 85 %", "ft"),
        ("88 % | 85 %", "vt"),
    ),
    (
        "few thousands: no share is of thousands",
        "few_thousands",
        FOLLOW_UP,
        ("100 100 st | 100 %", "ov"),
        ("100 100 % | 100 %", "ov"),
    ),
    (
        "sexes in pairs: not women without men",
        "sexes_in_pairs",
        FOLLOW_UP,
        ("50 % | 60 %", "ov"),
        ("50 % | 60 %", "ow"),
    ),
    (
        "sexes in pairs: not men and women without their total",
        "sexes_in_pairs",
        FOLLOW_UP,
        ("50 % | 48 % | 52 %", "omw"),
        ("50 % | 48 % | 52 %", "mwv"),
    ),
    (
        "total encloses: a share lies between those of men and women",
        "total_encloses",
        FOLLOW_UP,
        ("2,08 % | 2,20 % | 1,93 %", "omw"),
        ("1,50 % | 2,20 % | 1,93 %", "omw"),
    ),
    (
        "total encloses: a count is the sum of men and women",
        "total_encloses",
        FOLLOW_UP,
        ("30 st | 18 st | 12 st", "omw"),
        ("33 st | 18 st | 12 st", "omw"),
    ),
    (
        "kinds of cell: a remark is the city's target, not an outcome",
        "kinds_of_cell",
        FOLLOW_UP,
        ("Tas fram av nämnd", "k"),
        ("Tas fram av nämnd", "o"),
    ),
    (
        "kinds of cell: a range is a target, not an outcome",
        "kinds_of_cell",
        FOLLOW_UP,
        ("+/-1 %", "t"),
        ("+/-1 %", "v"),
    ),
    (
        "bare numbers: what is typed by hand is the forecast",
        "bare_numbers",
        FOLLOW_UP,
        ("41 st | 60 | 80 st", "oft"),
        ("41 st | 60 | 80 st", "ovt"),
    ),
    (
        "few thousands: rather two numbers than one with a space",
        "few_thousands",
        FOLLOW_UP,
        ("900 | 800 st", "ft"),
        ("900 800 st", "t"),
    ),
    (
        "wrapping: what is broken stands in a narrow column",
        "wrapping",
        NARROW_WOMEN,
        ("1,93 / %", "w"),
        ("1,93 / %", "o"),
    ),
    (
        "wrapping: what is not broken stands in no column that breaks less",
        "wrapping",
        NARROW_WOMEN,
        ("1,93 %", "o"),
        ("1,93 %", "w"),
    ),
    (
        "nearness: forecast and target are of one size",
        "nearness",
        FOLLOW_UP,
        ("485 st | 500 st", "ft"),
        ("485 st | 50 st", "ft"),
    ),
    (
        "nearness: a target is of the size of last year's outcome",
        "nearness",
        FOLLOW_UP,
        ("72 st | 75 st", "vt"),
        ("20 st | 75 st", "vt"),
    ),
    (
        "nearness: what is many times larger than the rest is two numbers",
        "nearness",
        FOLLOW_UP,
        ("118 | 272 | 180 | 180", "ovft"),
        ("118 272 | 180 | 180", "oft"),
    ),
    (
        "analysis difference: an increase by 0,2 is that of outcome and last year's",
        "analysis_difference",
        replace(FOLLOW_UP, analysis="Det innebär en ökning med 0,2 procent."),
        ("3,9 % | 3,7 %", "ov"),
        ("3,9 % | 3,3 %", "ov"),
    ),
    (
        "analysis difference: a value that is lower tells as much",
        "analysis_difference",
        replace(FOLLOW_UP, analysis="Andelen är lägre med 3 %."),
        ("72 % | 75 %", "ov"),
        ("72 % | 71 %", "ov"),
    ),
    (
        "analysis difference: a figure is of one difference, not of three",
        "analysis_difference",
        replace(FOLLOW_UP, analysis="Till årsmålet är det 4 procentenheter."),
        ("61 % | 65 %", "ot"),
        ("61 % | 57 % | 65 % | 65 %", "ovft"),
    ),
    (
        "analysis time: what is measured later has no outcome yet",
        "analysis_time",
        replace(FOLLOW_UP, analysis="Mätningen görs i höst och redovisas i tertial 2."),
        ("72 | 75", "vt"),
        ("72 | 75", "ot"),
    ),
    (
        "analysis time: a text on the outcome is of one that is printed",
        "analysis_time",
        replace(FOLLOW_UP, analysis="Resultatet ligger under målet."),
        ("72 | 75", "ot"),
        ("72 | 75", "vt"),
    ),
    (
        "other reports: the city's target of the year is known",
        "other_reports",
        replace(FOLLOW_UP, known={Measure.KF_TARGET: 70.0}),
        ("65 % | 70 %", "tk"),
        ("70 % | 65 %", "tk"),
    ),
]


@pytest.mark.parametrize(
    ("cue", "context", "likelier", "less_likely"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_cue_prefers(
    cue: str, context: RowContext, likelier: tuple[str, str], less_likely: tuple[str, str]
) -> None:
    assert explain(reading(*likelier), context)[cue] > explain(reading(*less_likely), context)[cue]


def test_every_cue_is_tested_here() -> None:
    tested = {case[1] for case in CASES} | {"gaps"}
    assert set(CUES) == tested


def test_a_cue_that_knows_nothing_says_nothing() -> None:
    shares = explain(reading("75", "o"), FOLLOW_UP)
    silent = {"total_encloses", "bare_numbers", "wrapping", "gaps", "nearness"}
    silent |= {"analysis_difference", "analysis_time", "other_reports", "few_thousands"}
    assert {name for name, share in shares.items() if share == 0} >= silent


def test_odds_of_two_readings_are_what_all_cues_say_of_them() -> None:
    first, second, *_ = readings([row("2,08 % | 2,20 % | 1,93 % | 2 %")], FOLLOW_UP)
    one, two = (sum(explain(found, FOLLOW_UP).values()) for found in (first, second))
    assert math.log(first.probability / second.probability) == pytest.approx(one - two)


def test_a_row_is_ranked_again_as_more_is_known_of_widths() -> None:
    broken = cell("2,08 / %")
    rows = RowReadings([(broken,)], FOLLOW_UP)
    unknown = rows.ranked(Widths())
    wide = Widths(fits={unknown[0].measures[0]: 99.0})
    assert rows.ranked(wide)[0].measures != unknown[0].measures
    assert rows.ranked(wide) == readings([(broken,)], replace(FOLLOW_UP, widths=wide))
    assert rows.ranked(Widths()) == unknown


# --- gaps ---------------------------------------------------------------------------------------

TELLING = replace(
    PLAN, columns=(Measure.OUTCOME, Measure.TARGET, Measure.KF_TARGET), gaps_tell=True
)


def gapped(*cells: tuple[str, int], letters: str) -> Reading:
    return Reading(
        tuple(cell(text, gap) for text, gap in cells), tuple(LETTERS[name] for name in letters), 0.0
    )


def gap_score(one: Reading, end_gap: int | None = None) -> float:
    return explain(one, replace(TELLING, end_gap=end_gap))["gaps"]


def test_an_extra_space_between_two_cells_is_an_empty_cell() -> None:
    skipped = gapped(("75 %", 0), ("80 %", 1), letters="ok")
    beside = gapped(("75 %", 0), ("80 %", 1), letters="ot")
    assert gap_score(skipped) > gap_score(beside)


def test_no_extra_space_means_no_empty_cell() -> None:
    beside = gapped(("75 %", 0), ("80 %", 0), letters="ot")
    skipped = gapped(("75 %", 0), ("80 %", 0), letters="ok")
    assert gap_score(beside) > gap_score(skipped)


def test_an_extra_space_before_the_period_is_an_empty_last_cell() -> None:
    last_empty = gapped(("75 %", 0), ("80 %", 0), letters="ot")
    last_full = gapped(("75 %", 0), ("80 %", 1), letters="ok")
    assert gap_score(last_empty, end_gap=1) > gap_score(last_empty, end_gap=0)
    assert gap_score(last_full, end_gap=0) > gap_score(last_full, end_gap=1)


def test_a_number_cut_in_two_agrees_no_better_with_the_gaps() -> None:
    whole = gapped(("6 716 st", 0), ("7 100 st", 0), letters="ot")
    parted = gapped(("6", 0), ("716 st", 0), ("7 100 st", 0), letters="otk")
    assert gap_score(whole, end_gap=1) == gap_score(parted, end_gap=0) == 0


def test_gaps_say_nothing_where_a_source_does_not_print_them() -> None:
    one = gapped(("75 %", 0), ("80 %", 1), letters="ok")
    assert explain(one, replace(TELLING, gaps_tell=False, end_gap=1))["gaps"] == 0


# --- whole rows ---------------------------------------------------------------------------------


def test_readings_are_ranked_and_their_probabilities_sum_to_one() -> None:
    found = readings([row("3,9 % | 3,7 % | 3,7 % | 3,3 % | 2,7 %")], FOLLOW_UP)
    assert len(found) == math.comb(7, 5)
    assert sum(one.probability for one in found) == pytest.approx(1)
    assert [one.probability for one in found] == sorted(
        (one.probability for one in found), reverse=True
    )


@pytest.mark.parametrize(
    ("text", "context", "letters"),
    [
        ("70 % | Tas fram av nämnd", replace(FOLLOW_UP, measured=False), "tk"),
        ("75 %", replace(FOLLOW_UP, measured=False, committee_owned=True), "t"),
        ("18 st | 30 st | 44 st | 44 st | 800 st", FOLLOW_UP, "ovftk"),
        ("60 % | 58 % | 62 % | 65 % | 65 % | 65 %", FOLLOW_UP, "omwftk"),
        ("41 st | 60 st | 80 st", replace(FOLLOW_UP, committee_owned=True), "oft"),
        ("80 %", replace(PLAN, committee_owned=True), "t"),
        ("Fastställs 2027", PLAN, "k"),
    ],
    ids=[
        "period to come: targets only",
        "committee's own: one target",
        "counts: no men and women",
        "pairs: men and women enclose the total, the forecast is the target",
        "committee's own: outcome, forecast, target",
        "plan of the committee's own",
        "plan: a remark is the city's",
    ],
)
def test_the_empty_cells_of_a_row(text: str, context: RowContext, letters: str) -> None:
    assert best(text, context) == letters


def test_the_wrapping_finds_men_and_women() -> None:
    # T1 2021: only the narrow column for women breaks "1,93 %" over two lines.
    text = "2,08 % | 2,20 % | 1,93 / % | 2 % | 1,8 % | 1,5 %"
    assert best(text, NARROW_WOMEN) == "omwftk"


def test_what_another_report_prints_settles_a_column() -> None:
    text = "65 % | 64 % | 70 % | 70 %"
    told = replace(FOLLOW_UP, known={Measure.PREVIOUS_OUTCOME: 64.0})
    untold = {one.measures: one.probability for one in readings([row(text)], FOLLOW_UP)}
    first = readings([row(text)], told)[0]
    assert first.number(Measure.PREVIOUS_OUTCOME) == 64.0
    assert first.probability > untold[first.measures]


def test_gaps_settle_a_row_of_which_nothing_else_is_known() -> None:
    cells = (cell("75 %"), cell("80 %", 1))
    found = readings([cells], replace(TELLING, end_gap=0))
    assert found[0].measures == (Measure.OUTCOME, Measure.KF_TARGET)


def test_more_cells_than_columns_have_no_reading() -> None:
    assert readings([row("70 % | 75 % | 80 %")], PLAN) == ()


def test_a_row_without_values_has_one_reading() -> None:
    (only,) = readings([()], PLAN)
    assert (only.cells, only.measures, only.probability) == ((), (), 1.0)


def test_two_ways_to_cut_the_text_share_the_probability() -> None:
    found = readings([row("900 800 st"), row("900 | 800 st")], PLAN)
    assert {len(one.cells) for one in found} == {1, 2}
    assert sum(one.probability for one in found) == pytest.approx(1)


def test_a_reading_tells_numbers_but_not_those_of_bounds() -> None:
    one = reading("70 % | Max 80 %", "tk")
    assert one.number(Measure.TARGET) == 70
    assert one.number(Measure.KF_TARGET) is None
    assert one.number(Measure.OUTCOME) is None
    assert (found := one.cell(Measure.KF_TARGET)) is not None and found.parsed.value == 80


NUMBERS = st.integers(0, 99_999).map(str)
CELLS = st.one_of(
    NUMBERS,
    NUMBERS.map(lambda number: f"{number} %"),
    NUMBERS.map(lambda number: f"{number} / st"),
    st.sampled_from(["-", "Tas fram av nämnd", "Max 5 st", "+/-1 %", "öka"]),
)
CONTEXTS = st.builds(
    replace,
    st.just(FOLLOW_UP),
    report_type=st.sampled_from(ReportType),
    committee_owned=st.booleans(),
    measured=st.sampled_from([True, False, None]),
    gaps_tell=st.booleans(),
    end_gap=st.sampled_from([None, 0, 2]),
    known=st.dictionaries(st.sampled_from(Measure), st.floats(0, 100), max_size=2),
)


@given(st.lists(CELLS, min_size=7, max_size=7), CONTEXTS)
def test_with_as_many_cells_as_columns_the_reading_is_certain(
    texts: list[str], context: RowContext
) -> None:
    cells = tuple(cell(text) for text in texts)
    (only,) = readings([cells], context)
    assert (only.measures, only.probability) == (context.columns, 1.0)


@given(st.lists(CELLS, min_size=1, max_size=6), CONTEXTS)
def test_every_reading_keeps_all_cells_in_their_order(
    texts: list[str], context: RowContext
) -> None:
    cells = tuple(cell(text) for text in texts)
    found = readings([cells], context)
    assert sum(one.probability for one in found) == pytest.approx(1)
    for one in found:
        assert one.cells == cells
        places = [context.columns.index(measure) for measure in one.measures]
        assert places == sorted(set(places))


# --- widths -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "letters", "odd"),
    [
        ("0 | 18 | 0", "vft", True),
        ("0 | 18 | 0", "ovt", False),
        ("40 | 90", "ft", True),
        ("60 | 90", "ft", False),
        ("18 | öka", "ft", False),
        ("0 | 0", "ft", False),
    ],
)
def test_a_forecast_far_from_its_target_is_odd(text: str, letters: str, odd: bool) -> None:
    assert is_odd(reading(text, letters)) is odd


def test_a_column_is_as_wide_as_its_widest_line() -> None:
    assert widest(("Tas", "fram av", "nämnd")) == text_width("fram av")
    assert widest(()) == 0


def test_what_a_column_had_to_break_would_not_have_fitted() -> None:
    assert broken_width(("1,93", "%")) == text_width("1,93%")
    assert broken_width(("1,93 ", "%")) == text_width("1,93 %")
    assert broken_width(("Tas ", "fram av ", "nämnd")) == text_width("Tas fram")
    assert broken_width(("1,93 %",)) is None


def sure(text: str, letters: str, probability: float = 0.99) -> Reading:
    return replace(reading(text, letters), probability=probability)


def learned(rows: list[Reading], header: Mapping[Measure, tuple[str, ...]] | None = None) -> Widths:
    return learn_widths(header or {}, rows)


def test_widths_are_learned_from_the_header() -> None:
    widths = learned([], {Measure.OUTCOME_WOMEN: ("Utfall ", "män/ ", "poj", "kar")})
    assert widths.fits[Measure.OUTCOME_WOMEN] == text_width("Utfall")
    assert Measure.OUTCOME not in widths.fits


def test_what_breaks_in_the_bold_header_may_just_fit_in_a_row() -> None:
    header = {Measure.OUTCOME: ("Periodens ", "utfall")}
    broken = text_width("Periodens utfall")
    assert broken < learned([], header).breaks[Measure.OUTCOME] < 1.2 * broken


def test_widths_are_learned_from_sure_rows_only() -> None:
    rows = [sure("83,83 % | 1,9 / %", "ow"), sure("4 500 000 st", "t", 0.6)]
    widths = learned(rows)
    assert widths.fits == {
        Measure.OUTCOME: text_width("83,83 %"),
        Measure.OUTCOME_WOMEN: text_width("1,9"),
    }
    assert widths.breaks == {Measure.OUTCOME_WOMEN: text_width("1,9%")}


def test_one_misread_row_in_ten_does_not_change_a_width() -> None:
    rows = [sure("18 st", "o")] * 19 + [sure("4 500 000 st", "o")]
    assert learned(rows).fits[Measure.OUTCOME] == text_width("18 st")


def test_what_fits_and_breaks_in_one_column_says_nothing_of_breaking() -> None:
    rows = [sure("1 / %", "o"), sure("83,83 %", "o")]
    widths = learned(rows)
    assert widths.fits[Measure.OUTCOME] == text_width("83,83 %")
    assert Measure.OUTCOME not in widths.breaks


# --- guesses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "analysis", "guess"),
    [
        ({}, "", True),
        ({Measure.TARGET: 71.0}, "", False),
        ({Measure.TARGET: 75.0}, "", True),
        ({}, "Det är 7 färre än målet.", False),
        ({}, "Det är 9 färre än förra året.", True),
    ],
)
def test_a_short_row_without_a_layout_is_a_guess_until_something_bears_it_out(
    known: Mapping[Measure, float], analysis: str, guess: bool
) -> None:
    unlaid = replace(FOLLOW_UP, unlaid=True, known=known, analysis=analysis)
    assert is_guess(reading("64 | 71", "ot"), unlaid) is guess
    assert not is_guess(reading("64 | 71", "ot"), replace(unlaid, unlaid=False))


def test_a_full_row_is_no_guess() -> None:
    unlaid = replace(PLAN, unlaid=True)
    assert not is_guess(reading("64 | 71", "tk"), unlaid)
    assert is_guess(reading("64", "t"), unlaid)
