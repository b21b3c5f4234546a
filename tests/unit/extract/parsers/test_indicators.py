"""Indicator tables: rows, cells, Analys texts, from tables with and without columns.

The expected cells are written as ``outcome=83,83 %``; ``cells`` gives them in this form.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.document import GridTable, RunTable
from pipeline.extract.language.text import compact
from pipeline.extract.parsers.indicators import (
    IndicatorResult,
    Known,
    Placed,
    is_indicator_table,
    read_indicators,
)
from pipeline.extract.report import IndicatorRow, Measure, Qualifier, ReportType
from tests.unit.extract.making import grid, merged, run_table

HEADER = """
    Indikator Periodens·
    utfall

    Utfall·
    män/·
    pojkar

    Utfall·
    kvinn
    or/·
    flicko
    r

    Perio
    dens·
    utfall·
    VB·
    2020

    Progno
    s helår Årsmål KF:s·

    årsmål Period
"""
PLAN_HEADER = "Indikator Årsmål KF:s årsmål år 2026 Periodicitet"


def read(
    *tables: RunTable | GridTable,
    kind: ReportType = ReportType.FIRST_FOLLOW_UP,
    owned: bool = False,
    known: Known | None = None,
) -> IndicatorResult:
    return read_indicators([Placed(table, 0, owned) for table in tables], kind, known)


def follow_up(*body: str, owned: bool = False, known: Known | None = None) -> IndicatorResult:
    """Read a table with the seven columns of a follow-up, wrapped as in T1 2021."""
    return read(run_table(HEADER, *body), owned=owned, known=known)


def plan(*body: str, owned: bool = False) -> IndicatorResult:
    """Read a table with the two columns of a plan."""
    return read(run_table(PLAN_HEADER, *body), kind=ReportType.PLAN, owned=owned)


def cells(row: IndicatorRow) -> list[str]:
    return [f"{cell.measure.value}={cell.text}" for cell in row.cells]


def rows(result: IndicatorResult) -> dict[str, list[str]]:
    return {row.name: cells(row) for row in result.rows}


def codes(result: IndicatorResult) -> list[str]:
    return [problem.code for problem in result.problems]


# --- flow text: rows ----------------------------------------------------------------------------


def test_a_row_with_all_its_cells_is_certain() -> None:
    result = follow_up("""
        Andel nöjda besökare på
        parklekar

        70,5 % 69 % 72 % 68 % 75 % 75 % 70 % Tertial 1
        2021
    """)
    (row,) = result.rows
    assert (row.name, row.period, row.unit) == (
        "Andel nöjda besökare på parklekar",
        "Tertial 1 2021",
        "%",
    )
    assert cells(row) == [
        "outcome=70,5 %",
        "outcome_men=69 %",
        "outcome_women=72 %",
        "previous_outcome=68 %",
        "forecast=75 %",
        "target=75 %",
        "kf_target=70 %",
    ]
    assert {cell.confidence for cell in row.cells} == {1.0}
    assert row.confidence == 1.0


def test_a_row_with_empty_cells_is_inferred_and_says_so() -> None:
    result = follow_up("""
        Antal platser för sommarjobb

        18 st 30 st 44 st 44 st 800 st Tertial 1
        2021
    """)
    (row,) = result.rows
    assert cells(row) == [
        "outcome=18 st",
        "previous_outcome=30 st",
        "forecast=44 st",
        "target=44 st",
        "kf_target=800 st",
    ]
    assert all(0.5 < cell.confidence < 1 for cell in row.cells)


def test_a_forecast_that_is_far_from_its_target_is_doubted() -> None:
    result = follow_up("""
        Antal nya platser på
        gruppboende

        0 40 0 Tas fram
        av nämnd
        2021
    """)
    (row,) = result.rows
    assert {"forecast=40", "target=0"} <= set(cells(row))
    *numbers, remark = row.cells
    assert max(cell.confidence for cell in numbers) <= 0.8
    assert remark.confidence > 0.95


def test_other_columns_that_are_possible_are_kept_with_their_probability() -> None:
    result = follow_up("""
        Andel nöjda gäster

        60 % 61 % 65 % 65 % Tertial 1
        2021
    """)
    (row,) = result.rows
    doubtful = [cell for cell in row.cells if cell.confidence < 0.9]
    assert doubtful
    for cell in doubtful:
        for other in cell.alternatives:
            assert other.measure is not cell.measure
            assert 0.05 < other.confidence <= 1 - cell.confidence + 1e-3


def test_a_value_whose_unit_is_wrapped_is_one_cell_with_its_own_lines() -> None:
    result = follow_up("""
        Andel vuxna med långvarigt
        bistånd

        1,27 % 1,21 % 1,32
        %

        1,25
        %

        1,3 % 1,3 % 1,0 % Tertial 1
        2021
    """)
    (row,) = result.rows
    assert cells(row)[2:4] == ["outcome_women=1,32 %", "previous_outcome=1,25 %"]
    women = row.cells[2].place
    assert women.text == "1,27 % 1,21 % 1,32\n%"


def test_a_remark_cut_by_the_column_is_whole() -> None:
    result = follow_up("""
        Antal platser för praktik

        41 60 80 80 st Tas
        fram av
        nämnd/s
        tyrelse

        Tertial 1
        2021
    """)
    (row,) = result.rows
    last = row.cells[-1]
    assert (last.measure, last.qualifier) == (Measure.KF_TARGET, Qualifier.TO_BE_SET)
    assert last.text == "Tas fram av nämnd/styrelse"
    assert last.value is None


def test_a_unit_of_several_words_may_go_on_below_a_blank_line() -> None:
    result = plan("""
        Avtryck av kafeets frukost 2,1 kg CO2 per kg

        livsmedel
        1,9 kg CO2 per kg
        livsmedel

        År
    """)
    (row,) = result.rows
    assert row.name == "Avtryck av kafeets frukost"
    assert [cell.value for cell in row.cells] == [2.1, 1.9]


def test_a_hyphenated_name_is_whole() -> None:
    (row,) = plan("""
        Andel gårdar med trygghets-
        vandringar
        70 % 75 % År
    """).rows
    assert row.name == "Andel gårdar med trygghetsvandringar"


def test_a_name_whose_hyphen_was_left_out_is_whole_where_wraps_are_marked() -> None:
    table = run_table(
        PLAN_HEADER,
        """
        Andel barn i hushåll som får ekono
        miskt bistånd och andra·
        stöd

        70 % 75 % År
        """,
        marked=True,
    )
    (row,) = read(table, kind=ReportType.PLAN).rows
    assert row.name == "Andel barn i hushåll som får ekonomiskt bistånd och andra stöd"


def test_a_name_with_numbers_keeps_them() -> None:
    result = follow_up("""
        Sjukfrånvaro dag 1-14

        4,5 % 4,1 % 4,8 % 4,4 % 4 % 3 % 2,5 % Tertial 1
        2021

        Antal unga 20-29 år som nås

        20 Tas
        fram av
        nämnd

        Tertial 1
        2021
    """)
    assert [row.name for row in result.rows] == [
        "Sjukfrånvaro dag 1-14",
        "Antal unga 20-29 år som nås",
    ]
    assert result.rows[0].cells[0].text == "4,5 %"
    assert [cell.text for cell in result.rows[1].cells] == ["20", "Tas fram av nämnd"]


def test_bare_values_beside_the_last_line_of_a_long_name() -> None:
    result = follow_up("""
        Antal nya
        träd 5 7 7 8 st

        Tas
        fram av
        nämnd

        Tertial 1
        2021
    """)
    (row,) = result.rows
    assert row.name == "Antal nya träd"
    assert [cell.text for cell in row.cells] == ["5", "7", "7", "8 st", "Tas fram av nämnd"]


@pytest.mark.parametrize(
    "name", ["Antal som nås under 14 dagar", "Andel som läser i årskurs 9", "Nöjda per 100 gäster"]
)
def test_a_number_after_a_word_that_ends_no_name_is_in_the_name(name: str) -> None:
    head, tail = name.split()[:2], name.split()[2:]
    result = follow_up(f"""
        {" ".join(head)}
        {" ".join(tail)} 75 % 80 % 2021
    """)
    (row,) = result.rows
    assert row.name == name
    assert [cell.text for cell in row.cells] == ["75 %", "80 %"]


def test_an_icon_and_the_name_on_its_line() -> None:
    result = plan("""
        ● Andel nöjda gäster på
        parklekar

        70 % 75 % År
    """)
    assert rows(result) == {
        "Andel nöjda gäster på parklekar": ["target=70 %", "kf_target=75 %"],
    }


def test_a_row_on_one_line() -> None:
    assert rows(plan("Antal nya träd 40 st 900 st År")) == {
        "Antal nya träd": ["target=40 st", "kf_target=900 st"]
    }


def test_a_row_without_values_is_a_row() -> None:
    result = plan("""
        Andel nöjda gäster på kafé

        År
    """)
    (row,) = result.rows
    assert (row.name, row.period, row.cells) == ("Andel nöjda gäster på kafé", "År", ())


@pytest.mark.parametrize("period", ["År", "Tertial", "Halvår", "2026", "Tertial 2", "VB 2026"])
def test_every_kind_of_period_ends_a_row(period: str) -> None:
    result = plan(f"""
        Antal nya träd

        40 st 900 st {period}

        Andel återvunnet avfall

        70 % 80 % {period}
    """)
    assert [(row.name, row.period) for row in result.rows] == [
        ("Antal nya träd", period),
        ("Andel återvunnet avfall", period),
    ]


def test_a_remark_that_names_a_period_is_not_the_period() -> None:
    # T1 2021 prints "Fastställs t1" as KF's target, before the Period cell.
    result = follow_up("""
        Andel nöjda gäster

        75 % Faststäl
        ls t1

        2021
    """)
    (row,) = result.rows
    assert row.period == "2021"
    assert cells(row) == ["target=75 %", "kf_target=Fastställs t1"]


def test_a_remark_that_ends_like_a_period_waits_for_the_period_below_it() -> None:
    result = follow_up("""
        Andel nöjda gäster

        60 % 75 % Fastställs
        2021

        Tertial 1
        2021
    """)
    (row,) = result.rows
    assert row.period == "Tertial 1 2021"
    assert row.cells[-1].text == "Fastställs 2021"


def test_a_year_as_period_is_not_a_value() -> None:
    result = follow_up("""
        Andel nöjda gäster

        75 % 80 % 2021
    """)
    (row,) = result.rows
    assert (row.period, [cell.text for cell in row.cells]) == ("2021", ["75 %", "80 %"])


# --- flow text: page breaks ---------------------------------------------------------------------


def test_the_rest_of_a_name_right_above_the_next_name() -> None:
    result = follow_up(
        """
        Andel nöjda med kultur-
        aktivi

        75 % 80 % 2021
    """,
        HEADER,
        """
        teten
        Andel nöjda med
        parken

        55 % 60 % 2021
    """,
    )
    assert [row.name for row in result.rows][1] == "Andel nöjda med parken"
    assert result.rows[0].name.endswith("teten")
    assert [[cell.text for cell in row.cells] for row in result.rows] == [
        ["75 %", "80 %"],
        ["55 %", "60 %"],
    ]


def test_a_period_that_a_page_break_cuts_in_two() -> None:
    result = follow_up(
        """
        Antal nya träd

        18 st 30 st 44 st 44 st 800 st Tertial
    """,
        """
        1 2021
    """,
    )
    (row,) = result.rows
    assert row.period == "Tertial 1 2021"


def test_a_header_repeated_after_a_page_break_is_no_row() -> None:
    result = follow_up(
        """
        Antal nya träd

        18 st 30 st 44 st 44 st 800 st Tertial 1
        2021
    """,
        HEADER,
        """
        Antal nya bänkar

        8 st 3 st 4 st 4 st 80 st Tertial 1
        2021
    """,
    )
    assert [row.name for row in result.rows] == ["Antal nya träd", "Antal nya bänkar"]
    assert codes(result) == []


def test_a_row_cut_after_its_name_goes_on_below_the_repeated_header() -> None:
    result = plan(
        """
        Andel gäster som är nöjda med
        öppettiderna
    """,
        PLAN_HEADER,
        """
        70 % 75 % År
    """,
    )
    assert rows(result) == {
        "Andel gäster som är nöjda med öppettiderna": ["target=70 %", "kf_target=75 %"],
    }


def test_a_row_whose_values_stand_before_the_rest_of_its_name() -> None:
    # T1 2021 and VP 2026 print a row's values before the page break in its name.
    result = plan(
        """
        Andel gäster som är nöjda med

        70 % 75 % År
    """,
        PLAN_HEADER,
        """
        öppettiderna på kvällen

        Antal nya träd

        40 st 900 st År
    """,
    )
    assert rows(result) == {
        "Andel gäster som är nöjda med öppettiderna på kvällen": [
            "target=70 %",
            "kf_target=75 %",
        ],
        "Antal nya träd": ["target=40 st", "kf_target=900 st"],
    }
    place = result.rows[0].place
    assert "öppettiderna" in place.text
    assert place.line_end is not None and place.line_start is not None
    assert place.line_end > place.line_start + 2


def test_a_remark_torn_by_a_page_break_is_whole() -> None:
    result = plan(
        """
        Antal nya träd

        40 st Tas
        fram

        År
    """,
        PLAN_HEADER,
        """
        av
        nämn
        d

        Antal nya bänkar

        12 st 90 st År
    """,
    )
    assert rows(result) == {
        "Antal nya träd": ["target=40 st", "kf_target=Tas fram av nämnd"],
        "Antal nya bänkar": ["target=12 st", "kf_target=90 st"],
    }
    remark = result.rows[0].cells[1].place.text.split()
    assert remark == ["40", "st", "Tas", "fram", "av", "nämn", "d"]


def test_two_cells_torn_by_one_page_break_get_each_its_rest() -> None:
    result = plan(
        """
        Mat i egna kök

        1,7 kg
        CO2 per
        kg livs

        1,5 kg
        CO2 per
        kg livsme

        År
         medel
    """,
        """
        del
    """,
    )
    (row,) = result.rows
    assert row.name == "Mat i egna kök"
    assert cells(row) == [
        "target=1,7 kg CO2 per kg livsmedel",
        "kf_target=1,5 kg CO2 per kg livsmedel",
    ]


def test_a_row_torn_by_a_page_break_right_above_the_next_row() -> None:
    result = plan(
        """
        Andel gäster som
        70 % Tas fram
        År
    """,
        PLAN_HEADER,
        """
        är nöjda med
        öppettiderna
        av nämnd
        Antal nya träd
        40 st 50 st År
    """,
    )
    assert rows(result) == {
        "Andel gäster som är nöjda med öppettiderna": [
            "target=70 %",
            "kf_target=Tas fram av nämnd",
        ],
        "Antal nya träd": ["target=40 st", "kf_target=50 st"],
    }


def test_the_rest_of_a_name_below_a_page_break_is_no_rest_of_a_cell() -> None:
    result = plan(
        """
        Andel gäster som är nöjda

        70 % 75 % År
    """,
        PLAN_HEADER,
        "med öppettiderna",
    )
    assert rows(result) == {
        "Andel gäster som är nöjda med öppettiderna": ["target=70 %", "kf_target=75 %"]
    }


def test_a_number_right_after_what_is_counted_is_a_value() -> None:
    assert rows(plan("Antal barn per grupp 14 16 År")) == {
        "Antal barn per grupp": ["target=14", "kf_target=16"]
    }


def test_a_bound_inside_a_name_is_no_value() -> None:
    assert rows(plan("Antal som nås under 14 dagar 12 personer 11 personer År")) == {
        "Antal som nås under 14 dagar": ["target=12 personer", "kf_target=11 personer"]
    }


def test_a_name_that_ends_with_the_word_year_ends_no_row() -> None:
    result = plan("""
        Andel nöjda gäster
        70 % 75 % År
        Andel som bor kvar
        efter ett år
        80 %
        85 %
        År
    """)
    assert rows(result) == {
        "Andel nöjda gäster": ["target=70 %", "kf_target=75 %"],
        "Andel som bor kvar efter ett år": ["target=80 %", "kf_target=85 %"],
    }


def test_a_share_after_a_small_word_is_a_value_unless_it_bounds_something() -> None:
    result = plan(
        """
        Andel gäster som vet
        att 64 % 65 % År
    """,
        PLAN_HEADER,
        """
        parken är öppen

        Andel enheter som når minst
        80 % 64 % 65 % År
    """,
    )
    assert rows(result) == {
        "Andel gäster som vet att parken är öppen": ["target=64 %", "kf_target=65 %"],
        "Andel enheter som når minst 80 %": ["target=64 %", "kf_target=65 %"],
    }


def test_a_share_on_a_line_of_its_own_is_a_value_whatever_word_is_above_it() -> None:
    result = plan("""
        Andel gäster som vet vem de vänder sig till
        64 %
        65 %
        År
    """)
    assert rows(result) == {
        "Andel gäster som vet vem de vänder sig till": ["target=64 %", "kf_target=65 %"]
    }


# --- flow text: Analys --------------------------------------------------------------------------


def test_an_analysis_belongs_to_the_row_above_it() -> None:
    result = plan("""
        Antal nya träd

        40 st 900 st År

        Analys
        Träden planteras på våren och
        vattnas hela sommaren.

        Antal nya bänkar

        8 st 80 st År
    """)
    first, second = result.rows
    assert first.analysis is not None
    assert first.analysis.text == "Träden planteras på våren och vattnas hela sommaren."
    assert first.analysis.place.text.strip().startswith("Analys")
    assert second.analysis is None


def test_a_row_that_follows_an_analysis_without_a_blank_line() -> None:
    result = follow_up("""
        Antal nya träd

        18 st 30 st 44 st 44 st 800 st Tertial 1
        2021

        Analys
        Planteringen görs under hösten.
        ● Andel nöjda gäster på
        kafé

        75 % 80 % 2021
    """)
    assert [row.name for row in result.rows] == ["Antal nya träd", "Andel nöjda gäster på kafé"]
    assert result.rows[0].analysis is not None
    assert result.rows[0].analysis.text == "Planteringen görs under hösten."
    assert result.rows[1].analysis is None


def test_a_name_right_below_an_analysis_whose_values_stand_apart() -> None:
    result = plan(
        """
        Antal nya träd
        40 st 50 st År
    """,
        """
        Analys
        Träden växer i den nya
        parken. De vattnas.
        Antal nya bänkar i
        parken
    """,
        """
        4 st 5 st År
    """,
    )
    assert rows(result) == {
        "Antal nya träd": ["target=40 st", "kf_target=50 st"],
        "Antal nya bänkar i parken": ["target=4 st", "kf_target=5 st"],
    }
    assert result.rows[0].analysis
    assert result.rows[0].analysis.text == "Träden växer i den nya parken. De vattnas."


def test_a_bullet_before_a_name_right_below_an_analysis() -> None:
    result = plan("""
        • Antal nya träd

        40 st 50 st År

        Analys
        Träden växer. De vattnas.
        • Antal nya bänkar i
        parken

        4 st 5 st År
    """)
    assert rows(result) == {
        "Antal nya träd": ["target=40 st", "kf_target=50 st"],
        "Antal nya bänkar i parken": ["target=4 st", "kf_target=5 st"],
    }


def test_a_row_right_below_an_analysis_whose_last_cell_stands_lower_than_the_others() -> None:
    result = plan("""
        Antal nya träd

        40 st 50 st År

        Analys
        Träden växer. De vattnas.
        Andel nöjda gäster på kafé 75 % Tas fram

        av nämnd
        År
    """)
    assert rows(result) == {
        "Antal nya träd": ["target=40 st", "kf_target=50 st"],
        "Andel nöjda gäster på kafé": ["target=75 %", "kf_target=Tas fram av nämnd"],
    }


@pytest.mark.parametrize(
    "remark", ["Tas fram\n\nav\nnämnd/\nstyrelse", "Tas fram\nav\n\nnämnd/styrelse"]
)
def test_a_remark_on_several_lines_goes_on_below_a_blank_line(remark: str) -> None:
    result = plan(f"Antal nya träd 40 st {remark}\n\nÅr")
    assert rows(result) == {
        "Antal nya träd": ["target=40 st", "kf_target=Tas fram av nämnd/styrelse"]
    }


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("", "Kaféet har öppet längre på kvällarna.", "Kaféet har öppet längre på kvällarna."),
        (
            "Kaféet har öppet längre än",
            "under föregående sommar. Det märks.",
            "Kaféet har öppet längre än under föregående sommar. Det märks.",
        ),
    ],
    ids=["only the word stands above the break", "a sentence is cut"],
)
def test_an_analysis_that_a_page_break_cuts_is_no_part_of_a_name(
    above: str, below: str, text: str
) -> None:
    result = plan(
        f"""
        Antal nya träd

        40 st 50 st År

        Analys
        {above}
    """,
        PLAN_HEADER,
        f"""
        {below}

        Antal nya bänkar

        4 st 5 st År
    """,
    )
    assert [row.name for row in result.rows] == ["Antal nya träd", "Antal nya bänkar"]
    assert result.rows[0].analysis is not None
    assert result.rows[0].analysis.text == text


def test_an_analysis_right_below_the_rest_of_a_name() -> None:
    result = plan(
        """
        Andel gäster som är nöjda med

        70 % 75 % År
    """,
        PLAN_HEADER,
        """
        öppettiderna
        Analys
        Kaféet har öppet längre.
    """,
    )
    (row,) = result.rows
    assert row.name == "Andel gäster som är nöjda med öppettiderna"
    assert row.analysis is not None
    assert row.analysis.text == "Kaféet har öppet längre."


def test_an_indicator_whose_name_begins_with_analysis_words_is_a_row() -> None:
    result = plan("""
        Analyser av luft

        40 st 90 st År
    """)
    assert list(rows(result)) == ["Analyser av luft"]


# --- flow text: what other rows and reports tell ------------------------------------------------


def test_the_committees_own_indicator_has_no_target_of_the_city() -> None:
    body = """
        Andel nöjda gäster

        75 % År
    """
    assert rows(plan(body, owned=True)) == {"Andel nöjda gäster": ["target=75 %"]}


def test_another_report_tells_last_years_outcome() -> None:
    body = """
        Andel nöjda gäster

        60 % 61 % 65 % 65 % Tertial 1
        2021
    """
    known = {compact("Andel nöjda gäster"): {Measure.PREVIOUS_OUTCOME: 61.0}}
    untold, told = follow_up(body).rows[0], follow_up(body, known=known).rows[0]
    assert "previous_outcome=61 %" in cells(told)
    before = {cell.measure: cell.confidence for cell in untold.cells}
    after = {cell.measure: cell.confidence for cell in told.cells}
    assert after[Measure.PREVIOUS_OUTCOME] > before.get(Measure.PREVIOUS_OUTCOME, 0)


# --- flow text: what is not understood ----------------------------------------------------------


def test_a_header_without_rows_is_a_problem() -> None:
    result = read(run_table(PLAN_HEADER))
    assert (result.rows, codes(result)) == ([], ["indicator_table_without_rows"])


def test_a_table_with_an_unknown_column_is_left_to_the_other_tables() -> None:
    table = run_table("""
        Indikator Årsmål Kommentar KF:s årsmål Period

        Antal nya träd

        40 st bra 900 st År
    """)
    assert not is_indicator_table(table)


def test_text_that_ends_a_table_without_a_period_is_a_problem() -> None:
    result = plan("""
        Antal nya träd

        40 st 900 st År

        Antal nya bänkar på torgen
    """)
    assert list(rows(result)) == ["Antal nya träd"]
    (problem,) = result.problems
    assert problem.code == "indicator_row_not_understood"
    assert problem.place is not None and problem.place.text == "Antal nya bänkar på torgen"


def test_more_values_than_columns_are_a_problem_and_not_silence() -> None:
    result = plan("""
        Antal nya träd

        40 st 30 st 900 st År
    """)
    (row,) = result.rows
    assert (row.name, row.cells) == ("Antal nya träd", ())
    (problem,) = result.problems
    assert problem.code == "more_values_than_columns"
    assert problem.place is not None and "40 st 30 st 900 st" in problem.place.text


def test_words_that_no_rule_knows_are_kept_with_low_confidence() -> None:
    result = plan("""
        Andel nöjda gäster på
        parklekar

        75 % enligt avtal År
    """)
    (row,) = result.rows
    assert row.name == "Andel nöjda gäster på parklekar"
    assert [cell.text for cell in row.cells] == ["75 %", "enligt avtal"]
    assert all(cell.confidence < 1 for cell in row.cells)


TARGETS = st.one_of(
    st.integers(0, 99).map(lambda n: f"{n} %"),
    st.integers(1000, 99_999).map(lambda n: f"{n:,} st".replace(",", " ")),
    st.sampled_from(["Tas fram av nämnd", "+/-1 %", "Max 5 personer", "öka", "-", "4,5"]),
)
ROWS = st.lists(st.lists(TARGETS, min_size=1, max_size=2), min_size=1, max_size=5)


@pytest.mark.parametrize("blank", ["\n", ""], ids=["blank line", "no blank line"])
def test_words_that_no_rule_knows_swallow_no_value_and_no_other_row(blank: str) -> None:
    result = plan(f"""
        Andel nöjda gäster på
        parklekar
        {blank}
        75 % se bilaga 3 År
        Antal nya bänkar
        {blank}
        8 st 80 st År
    """)
    assert [(row.name, row.confidence) for row in result.rows] == [
        ("Andel nöjda gäster på parklekar", 0.7),
        ("Antal nya bänkar", 1.0),
    ]
    assert cells(result.rows[0]) == ["target=75 %", "kf_target=se bilaga 3"]
    assert all(cell.confidence <= 0.7 for cell in result.rows[0].cells)


def test_a_row_on_one_line_with_an_unknown_remark_ends_where_its_line_ends() -> None:
    result = plan("""
        Andel ekologisk mat av all mat 30 % Enligt policyn År
        Antal nya träd 40 st 900 st År
    """)
    assert rows(result) == {
        "Andel ekologisk mat av all mat": ["target=30 %", "kf_target=Enligt policyn"],
        "Antal nya träd": ["target=40 st", "kf_target=900 st"],
    }


def test_a_unit_that_no_rule_knows_is_known_by_its_repetition() -> None:
    result = plan("""
        Antal planterade längs gatorna

        40 ekar 1 900 ekar År
    """)
    (row,) = result.rows
    assert [(cell.text, cell.value, cell.unit) for cell in row.cells] == [
        ("40 ekar", 40, "ekar"),
        ("1 900 ekar", 1900, "ekar"),
    ]
    assert row.confidence == 1


def test_a_header_that_says_whose_indicators_follow() -> None:
    result = read(
        run_table("Nämndens indikatorer Årsmål Periodicitet", "Antal nya träd 40 st År"),
        kind=ReportType.PLAN,
    )
    assert rows(result) == {"Antal nya träd": ["target=40 st"]}


@given(ROWS, st.booleans())
def test_nothing_printed_in_a_row_is_lost(table: list[list[str]], owned: bool) -> None:
    body = "\n\n".join(
        f"Andel nöjda gäster nummer\n{letter}\n\n{' '.join(values)} År"
        for letter, values in zip("abcde", table, strict=False)
    )
    result = plan(body, owned=owned)
    assert len(result.rows) == len(table)
    for row, values in zip(result.rows, table, strict=True):
        kept = compact("".join(cell.text for cell in row.cells))
        assert kept == compact("".join(values))
        assert row.period == "År"


# --- tables with columns ------------------------------------------------------------------------


def test_a_grid_says_which_cells_are_empty() -> None:
    table = grid("""
        Indikator | Periodens utfall | Utfall VB 2023 | Årsmål | KF:s årsmål | Period
        Andel nöjda gäster | 83,83 % | | 85 % | | VB 2024
        Antal nya träd | | 40 st | 45 st | Tas fram av nämnd | VB 2024
    """)
    result = read(table, kind=ReportType.ANNUAL_REPORT)
    assert rows(result) == {
        "Andel nöjda gäster": ["outcome=83,83 %", "target=85 %"],
        "Antal nya träd": ["previous_outcome=40 st", "target=45 st", "kf_target=Tas fram av nämnd"],
    }
    assert {row.period for row in result.rows} == {"VB 2024"}
    assert [row.unit for row in result.rows] == ["%", "st"]
    assert {cell.confidence for row in result.rows for cell in row.cells} == {1.0}
    assert codes(result) == []


def test_outcomes_of_two_years_beside_each_other() -> None:
    table = grid("""
        Indikator          | Utfall 2009 | Utfall 2010 | Årsmål | Period
        Andel nöjda gäster | 80 %        | 82 %        | 85 %   | 2010
    """)
    assert rows(read(table, kind=ReportType.ANNUAL_REPORT)) == {
        "Andel nöjda gäster": ["previous_outcome=80 %", "outcome=82 %", "target=85 %"]
    }


def test_a_column_of_icons_and_icons_before_names() -> None:
    table = grid("""
         | Indikator | Utfall | Årsmål | Period
        ✓ | Andel nöjda gäster | 80 % | 75 % | År
        ⚠ | ● Antal nya träd | 10 st | 45 st | År
    """)
    result = read(table)
    assert rows(result) == {
        "Andel nöjda gäster": ["outcome=80 %", "target=75 %"],
        "Antal nya träd": ["outcome=10 st", "target=45 st"],
    }
    assert codes(result) == []


def test_misprinted_headers_and_broken_words() -> None:
    table = grid("""
        Indikator | Periodens utfal | Arsmål | KF:s årsmål | Period
        Andel nöjda om- sorgstagare | 80 % | Minsknin g | Tas fram av nämnd/s tyrelse | År
    """)
    assert rows(read(table)) == {
        "Andel nöjda omsorgstagare": [
            "outcome=80 %",
            "target=Minskning",
            "kf_target=Tas fram av nämnd/styrelse",
        ],
    }


def test_a_repeated_header_is_no_row() -> None:
    table = grid("""
        Indikator | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 % | 75 % | År
        Indikator | Utfall | Årsmål | Period
        Antal nya träd | 10 st | 45 st | År
    """)
    assert list(rows(read(table))) == ["Andel nöjda gäster", "Antal nya träd"]


def test_an_analysis_inside_the_table() -> None:
    table = grid("""
        Indikator | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 % | 75 % | År
        Analys Fler gäster svarade i år. | | |
        Antal nya träd | 10 st | 45 st | År
    """)
    result = read(table)
    assert list(rows(result)) == ["Andel nöjda gäster", "Antal nya träd"]
    first = result.rows[0].analysis
    assert first is not None and first.text == "Fler gäster svarade i år."
    assert result.rows[1].analysis is None


def test_an_analysis_on_the_row_below_its_heading() -> None:
    text = "Fler gäster svarade i år, och de som svarade var nöjdare än tidigare år."
    table = grid(f"""
        Indikator | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 % | 75 % | År
        Analys | | |
        {text} | | |
    """)
    (row,) = read(table).rows
    assert row.analysis is not None and row.analysis.text == text


def test_words_in_a_value_column_are_kept_as_text() -> None:
    table = grid("""
        Indikator | Utfall | Årsmål | Period
        Andel nöjda gäster | Enligt avtal | 75 % | År
    """)
    cell = read(table).rows[0].cells[0]
    assert (cell.text, cell.value, cell.qualifier) == ("Enligt avtal", None, Qualifier.TEXT)
    assert cell.confidence < 1


def test_a_value_under_no_header_is_a_problem() -> None:
    table = grid("""
        Indikator | Utfall | | Årsmål | Period
        Andel nöjda gäster | 80 % | 12 | 75 % | År
    """)
    result = read(table)
    assert codes(result) == ["value_outside_columns"]
    assert "12" in result.problems[0].message


def test_a_grid_with_nothing_below_its_header_is_a_problem() -> None:
    table = grid("Indikator | Utfall | Årsmål | Period")
    assert codes(read(table)) == ["indicator_table_without_rows"]


@pytest.mark.parametrize(
    "header",
    [
        "Nyckeltal | T1 2020 | T1 2021",
        "Aktivitet | Startdatum | Slutdatum",
        "Indikator | Kommentar | Ansvarig",
    ],
)
def test_other_grids_are_no_indicator_tables(header: str) -> None:
    assert not is_indicator_table(grid(header))


@pytest.mark.parametrize(
    "text", ["Indikator för trygghet", "Nyckeltal Snitt 2020", "Aktivitet Startdatum Slutdatum"]
)
def test_other_lines_are_no_indicator_header(text: str) -> None:
    assert not is_indicator_table(run_table(text))


def test_a_space_before_every_value_stands_for_no_empty_cell() -> None:
    # Some tools print one before each value that is aligned to the right, in full rows too.
    header = (
        "Indikator Periodens utfall Utfall män/ pojkar Utfall kvinnor/ flickor Utfall VB 2024 "
        "Prognos helår Årsmål KF:s årsmål Period"
    )
    full = "Andel nöjda {}\n 81 %\n 80 %\n 82 %\n 80 %\n 82 %\n 82 %\n 80 %\n Tertial 2 2025"
    short = "Andel trygga {}\n 3,62\n 3,7\n 3,74\n 3,7\n 2025"
    body = [*(full.format(letter) for letter in "ABC"), *(short.format(letter) for letter in "DE")]
    result = read(run_table(header, "\n".join(body)), kind=ReportType.SECOND_FOLLOW_UP)
    assert rows(result)["Andel trygga D"] == [
        "previous_outcome=3,62",
        "forecast=3,7",
        "target=3,74",
        "kf_target=3,7",
    ]


NARROW_HEADER = """
    Indik
    ator

    Utfall·
    VB·
    2024

    Progn
    os·
    helår

    Årsm
    ål

    KF:s·
    årsm
    ål

    Perio
    d
"""


def test_a_period_of_three_lines_ends_its_row_though_the_first_has_no_space() -> None:
    body = "Antal\nbarn·\nper·\ngrupp\n\n4,7 st 4,5 st 4,6 st 4,5 st Tertial\n2·\n2025"
    (row,) = read(run_table(NARROW_HEADER, body, marked=True)).rows
    assert (row.name, row.period) == ("Antal barn per grupp", "Tertial 2 2025")
    assert len(row.cells) == 4


def test_the_rest_of_a_name_below_a_page_break_goes_into_no_remark() -> None:
    row = "Antal·\nplats\ner för·\nutbil\n\n87 st 91 91 st Tas·\nfram·\nav·\nnämn\nd\n\n"
    body = f"{row}Terti\nal 2·\n2025"
    rest = "dning\n\nAntal·\nkök\n\n3 st 4 5 st Tas·\nfram·\nav·\nnämn\nd\n\nTerti\nal 2·\n2025"
    result = read(run_table(NARROW_HEADER, body, NARROW_HEADER, rest, marked=True))
    assert list(rows(result)) == ["Antal platser för utbildning", "Antal kök"]
    assert rows(result)["Antal platser för utbildning"][-1] == "kf_target=Tas fram av nämnd"


def test_a_name_whose_last_line_on_a_page_is_wrapped_ends_where_the_values_begin() -> None:
    body = "Andel som·\nvet vad·\n60 % 63 % 63 % 77 % 2025"
    rest = "som·\nväntas\nAntal·\nkök\n3 st 4 st 5 st 5 st 2025"
    result = read(run_table(NARROW_HEADER, body, NARROW_HEADER, rest, marked=True))
    assert list(rows(result)) == ["Andel som vet vad som väntas", "Antal kök"]
    assert len(rows(result)["Andel som vet vad som väntas"]) == 4


def test_values_above_a_page_break_belong_to_the_name_below_it() -> None:
    result = plan(
        "Antal nya bänkar\n12 st 90 st År\n35 %",
        PLAN_HEADER,
        "Andel gäster som är\nnöjda\nTas fram av nämnd År",
    )
    assert rows(result) == {
        "Antal nya bänkar": ["target=12 st", "kf_target=90 st"],
        "Andel gäster som är nöjda": ["target=35 %", "kf_target=Tas fram av nämnd"],
    }
    assert "35 %" in result.rows[1].place.text


def test_values_that_fit_no_row_below_a_page_break_are_told() -> None:
    result = plan("35 %", PLAN_HEADER, "Andel gäster som är nöjda\n40 % 45 % År")
    assert rows(result) == {"Andel gäster som är nöjda": ["target=40 %", "kf_target=45 %"]}
    assert "indicator_row_not_understood" in codes(result)


def test_a_row_whose_whole_name_stands_below_a_page_break_and_above_the_next_name() -> None:
    result = plan(
        "35 % 40 % År",
        PLAN_HEADER,
        "Andel gäster som är\nnöjda\nAntal nya bänkar i\nparken\n12 st 90 st År",
    )
    assert rows(result) == {
        "Andel gäster som är nöjda": ["target=35 %", "kf_target=40 %"],
        "Antal nya bänkar i parken": ["target=12 st", "kf_target=90 st"],
    }


def test_the_icon_of_the_next_row_is_no_part_of_the_rest_of_a_name() -> None:
    result = plan(
        "Andel gäster som 35 % 40 % År",
        PLAN_HEADER,
        "är nöjda\n■\nAntal nya bänkar\n12 st 90 st År",
    )
    assert list(rows(result)) == ["Andel gäster som är nöjda", "Antal nya bänkar"]


def test_a_bound_below_a_page_break_goes_on_the_name() -> None:
    result = plan(
        "Antal som en gäst\n11\npersoner\nÅr",
        PLAN_HEADER,
        "möter\nunder\n14\ndagar",
    )
    assert rows(result) == {"Antal som en gäst möter under 14 dagar": ["target=11 personer"]}


def test_a_value_glued_to_its_name_is_parted_from_it() -> None:
    found = rows(plan("Sjukfrånvaro6,6 % 7 % År\n\nAndel i årskurs9\n55 % 60 % År"))
    assert found == {
        "Sjukfrånvaro": ["target=6,6 %", "kf_target=7 %"],
        "Andel i årskurs9": ["target=55 %", "kf_target=60 %"],
    }


def test_a_name_that_is_a_part_of_its_own_below_a_page_break_belongs_to_the_values_above() -> None:
    result = plan(
        "35 % 40 % År",
        PLAN_HEADER,
        "Andel gäster som är\nnöjda",
        "Antal nya bänkar i\nparken",
        "12 st 90 st År",
    )
    assert rows(result) == {
        "Andel gäster som är nöjda": ["target=35 %", "kf_target=40 %"],
        "Antal nya bänkar i parken": ["target=12 st", "kf_target=90 st"],
    }


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_remark_that_a_page_break_leaves_below_the_rest_of_a_name(between: str) -> None:
    result = plan(
        "Antal nya bänkar 12 st År",
        PLAN_HEADER,
        f"i parken{between}Tas fram\nav nämnd",
        "Andel gäster som är\nnöjda\n40 % 45 % År",
    )
    assert rows(result) == {
        "Antal nya bänkar i parken": ["target=12 st", "kf_target=Tas fram av nämnd"],
        "Andel gäster som är nöjda": ["target=40 %", "kf_target=45 %"],
    }


def test_sentences_behind_a_blank_line_go_on_an_analysis() -> None:
    result = plan(
        "Antal nya bänkar 12 st 90 st År",
        "Analys\nFlera bänkar är av ek.",
        "De står kvar.",
        "Andel gäster som är\nnöjda\n40 % 45 % År",
    )
    assert list(rows(result)) == ["Antal nya bänkar", "Andel gäster som är nöjda"]
    analysis = result.rows[0].analysis
    assert analysis is not None
    assert analysis.text == "Flera bänkar är av ek. De står kvar."


def test_values_whose_unit_ends_with_a_full_stop_go_on_no_analysis() -> None:
    result = plan(
        "Antal nya bänkar 12 st 90 st År",
        "Analys\nFlera bänkar är av ek.",
        "Antal barn per grupp 13,1\nbarn/avd.",
        "14\nbarn/avd.",
        "År",
    )
    assert list(rows(result)) == ["Antal nya bänkar", "Antal barn per grupp"]


def test_a_remark_at_the_end_of_a_whole_row_is_its_own() -> None:
    header = "Indikator Periodens utfall Utfall VB 2021 Årsmål KF:s årsmål Period"
    body = "Antal nya bänkar 12 st 2022\nAntal träd\n40 st\nTas fram av\nnämnd\n2022"
    result = read(run_table(header, body))
    assert list(rows(result)) == ["Antal nya bänkar", "Antal träd"]
    assert rows(result)["Antal träd"][-1] == "kf_target=Tas fram av nämnd"
    assert [row.period for row in result.rows] == ["2022", "2022"]


def test_all_values_stand_above_a_page_break_and_name_and_period_below_it() -> None:
    header = "Indikator Periodens utfall Årsmål KF:s årsmål Period"
    result = read(
        run_table(
            header,
            "Antal nya bänkar 12 st 11 st 90 st 2022\nAnalys\nFlera bänkar är av ek.\n35 % 40 %",
            header,
            "Andel gäster som\när nöjda\nTertial\n2 2022\nAntal träd 4 st 5 st 6 st 2022",
        )
    )
    assert [(row.name, row.period, len(row.cells)) for row in result.rows] == [
        ("Antal nya bänkar", "2022", 3),
        ("Andel gäster som är nöjda", "Tertial 2 2022", 2),
        ("Antal träd", "2022", 3),
    ]
    assert result.rows[0].analysis is not None
    assert result.rows[0].analysis.text == "Flera bänkar är av ek."


def test_a_share_after_a_preposition_is_a_value_where_a_page_break_cuts_the_name() -> None:
    result = plan(
        "Andel barn på 54 % 59 % År",
        PLAN_HEADER,
        "småbarnsavdelning\nAndel gäster som är\nnöjda\n40 % 45 % År",
    )
    assert rows(result)["Andel barn på småbarnsavdelning"] == ["target=54 %", "kf_target=59 %"]


def test_a_remark_that_goes_on_behind_a_blank_line_is_the_next_rows() -> None:
    header = "Indikator Periodens utfall Utfall VB 2021 Årsmål KF:s årsmål Period"
    result = read(
        run_table(
            f"{header}\nAntal nya bänkar 12 st 2022\nAntal träd 40 st 41 st\nTas fram",
            "av nämnd\n2022",
        )
    )
    assert list(rows(result)) == ["Antal nya bänkar", "Antal träd"]
    assert rows(result)["Antal träd"][-1] == "kf_target=Tas fram av nämnd"


def test_the_year_of_a_period_above_a_page_break_is_no_row_without_a_name() -> None:
    header = "Indikator Periodens utfall Årsmål KF:s årsmål Period"
    result = read(
        run_table(
            header,
            "Antal nya bänkar 12 st 13 st 14 st\nTertial 1",
            "2022",
            header,
            "Analys\nFlera bänkar är av ek.\nAntal träd\n40 st 41 st 42 st\n2022",
        )
    )
    assert [(row.name, row.period) for row in result.rows] == [
        ("Antal nya bänkar", "Tertial 1 2022"),
        ("Antal träd", "2022"),
    ]


@pytest.mark.parametrize("text", ["Kommentar Mötena har blivit fler.", "Kommentar\nFler möten."])
def test_a_row_that_begins_as_a_comment_is_said_of_the_indicator_above(text: str) -> None:
    table = grid("""
        Indikator          | Utfall | Årsmål | Period
        Andel nöjda gäster | 81 %   | 80 %   | 2025
        X                  |        |        |
        Andel nöjda barn   | 71 %   | 70 %   | 2025
    """)
    body = [list(cells) for cells in table.rows]
    body[2][0] = replace(body[2][0], text=text)  # type: ignore[type-var]
    result = read_indicators(
        [Placed(replace(table, rows=tuple(map(tuple, body))), 0, False)], ReportType.ANNUAL_REPORT
    )
    assert [row.name for row in result.rows] == ["Andel nöjda gäster", "Andel nöjda barn"]
    said = result.rows[0].analysis
    assert said is not None
    assert said.text == text.replace("Kommentar", "").strip()


def test_whole_sentences_over_all_columns_are_said_of_the_indicator_above() -> None:
    table = grid("""
        Indikator          | Utfall | Årsmål | Period
        Andel nöjda gäster | 81 %   | 80 %   | 2025
        Mötena har blivit fler under hösten. |  |  |
        Andel nöjda barn   | 71 %   | 70 %   | 2025
    """)
    table = merged(table, 2, 0, columns=4)
    result = read_indicators([Placed(table, 0, False)], ReportType.ANNUAL_REPORT)
    assert [row.name for row in result.rows] == ["Andel nöjda gäster", "Andel nöjda barn"]
    said = result.rows[0].analysis
    assert said is not None
    assert said.text == "Mötena har blivit fler under hösten."


def test_an_analysis_behind_the_name_in_its_cell_is_no_name() -> None:
    table = grid("""
        Indikator | Årsmål | KF:s årsmål | Period
        Antal målade bänkar **Analys:** Färgen räckte till 30 % av 40 st. | 12 st | 14 st | 2024
        """)
    result = read(table, kind=ReportType.ANNUAL_REPORT)
    (row,) = result.rows
    assert (row.name, cells(row)) == ("Antal målade bänkar", ["target=12 st", "kf_target=14 st"])
    assert row.analysis is not None
    assert row.analysis.text == "Färgen räckte till 30 % av 40 st."
