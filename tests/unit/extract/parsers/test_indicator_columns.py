"""Columns that say together what each holds: years, units, groups of rows, merged cells.

The expected cells are written as ``outcome=83,83 %``.
"""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from pipeline.extract.parsers.indicators import (
    IndicatorResult,
    Placed,
    is_indicator_table,
    read_indicators,
)
from pipeline.extract.report import ReportType
from tests.unit.extract.making import grid, merged


def read(table: GridTable | str, year: int = 2025) -> IndicatorResult:
    table = grid(table) if isinstance(table, str) else table
    assert is_indicator_table(table)
    return read_indicators([Placed(table, 0, False)], ReportType.ANNUAL_REPORT, year=year)


def cells(result: IndicatorResult) -> list[list[str]]:
    return [[f"{cell.measure.value}={cell.text}" for cell in row.cells] for row in result.rows]


def messages(result: IndicatorResult) -> list[str]:
    return [problem.message for problem in result.problems]


def test_columns_of_what_is_said_of_the_values_leave_the_table_what_it_is() -> None:
    result = read("""
        Indikator          | Utfall | Mål  | Trend | Ansvarig | Kommentar
        Andel nöjda gäster | 76 %   | 80 % | ↑     | Kaféet   | Fler svarar i år.
        Antal gäster       | 900    | 950  | →     | Kaféet   |
    """)
    assert cells(result) == [["outcome=76 %", "target=80 %"], ["outcome=900", "target=950"]]
    said = [row.analysis.text if row.analysis else None for row in result.rows]
    assert said == ["Fler svarar i år.", None]
    assert len(messages(result)) == 4


def test_outcomes_before_the_year_that_a_target_names_are_last_years() -> None:
    result = read(
        """
        Indikator          | Utfall 2023 | Utfall 2024 | Prognos 2025 | Mål 2026 | Mål 2027
        Andel nöjda gäster | 76 %        | 77 %        | 78 %         | 80 %     | 82 %
        """,
        year=2026,
    )
    assert cells(result) == [["previous_outcome=77 %", "target=80 %"]]
    assert len(messages(result)) == 3


def test_outcomes_of_many_years() -> None:
    result = read("""
        Indikator          | Utfall 2022 | Utfall 2023 | Utfall 2024 | Utfall 2025 | Årsmål
        Andel nöjda gäster | 76 %        | 77 %        | 79 %        | 81 %        | 80 %
    """)
    assert cells(result) == [["previous_outcome=79 %", "outcome=81 %", "target=80 %"]]
    assert ["'76 %'" in message for message in messages(result)] == [True, False]
    assert ["'Utfall 2022'" in message for message in messages(result)] == [True, False]


@pytest.mark.parametrize(
    ("first", "second"), [("Utfall T1", "Utfall T2"), ("Utfall jan-mar", "Utfall jan-sep")]
)
def test_of_parts_of_one_year_the_latest_is_the_outcome(first: str, second: str) -> None:
    result = read(f"""
        Indikator          | {first} | {second} | Årsmål
        Andel nöjda gäster | 76 %    | 77 %     | 80 %
    """)
    assert cells(result) == [["outcome=77 %", "target=80 %"]]
    assert [message.startswith("'76 %'") for message in messages(result)] == [True]


@pytest.mark.parametrize("older", ["Utfall VB 2023", "Utfall T1 2024", "Utfall 2022"])
def test_what_is_older_than_last_year_is_not_last_years(older: str) -> None:
    result = read(f"""
        Indikator          | {older} | Periodens utfall | Utfall VB 2024 | Årsmål | Period
        Andel nöjda gäster | 76 %    | 81 %             | 79 %           | 80 %   | T1 2025
    """)
    assert cells(result) == [["outcome=81 %", "previous_outcome=79 %", "target=80 %"]]
    assert len(messages(result)) == 1


def test_targets_of_other_years_are_not_the_reports_own() -> None:
    result = read("""
        Indikator          | Utfall | Årsmål 2024 | Årsmål 2025 | Årsmål 2026 | KF:s årsmål 2025
        Andel nöjda gäster | 81 %   | 78 %        | 80 %        | 82 %        | 85 %
    """)
    assert cells(result) == [["outcome=81 %", "target=80 %", "kf_target=85 %"]]
    assert len(messages(result)) == 2


def test_the_usual_header_is_meant_where_two_name_one_column() -> None:
    result = read("""
        Indikator          | Utfall helår | Periodens utfall | Årsmål | Period
        Andel nöjda gäster | 79 %         | 81 %             | 80 %   | T1 2025
    """)
    assert cells(result) == [["outcome=81 %", "target=80 %"]]


def test_shortened_headers() -> None:
    result = read("""
        Indikator          | Utf. tot. | Utf. män | Utf. kv. | Utf. VB 24 | Progn. helår | KF-mål
        Andel nöjda gäster | 81 %      | 80 %     | 82 %     | 79 %       | 83 %         | 85 %
    """)
    assert cells(result) == [
        ["outcome=81 %", "outcome_men=80 %", "outcome_women=82 %", "previous_outcome=79 %"]
        + ["forecast=83 %", "kf_target=85 %"]
    ]


def test_the_column_of_all_beside_those_of_the_sexes() -> None:
    result = read("""
        Indikator          | Totalt | Kvinnor | Män  | Årsmål
        Andel nöjda gäster | 81 %   | 82 %    | 80 % | 85 %
    """)
    assert cells(result) == [
        ["outcome=81 %", "outcome_women=82 %", "outcome_men=80 %", "target=85 %"]
    ]
    assert messages(result) == []


def test_the_column_of_all_beside_an_outcome_of_another_year() -> None:
    result = read("""
        Indikator          | Totalt | Män  | Kvinnor | Utfall 2024 | Årsmål
        Andel nöjda gäster | 81 %   | 80 % | 82 %    | 79 %        | 85 %
    """)
    assert cells(result) == [
        ["outcome=81 %", "outcome_men=80 %", "outcome_women=82 %"]
        + ["previous_outcome=79 %", "target=85 %"]
    ]


def test_a_column_left_of_the_names_groups_rows_and_holds_no_target() -> None:
    table = grid("""
        Mål      | Indikator          | Utfall | Årsmål | Period
        Trygghet | Andel nöjda gäster | 81 %   | 80 %   | T1 2025
                 | Andel nöjda barn   | 71 %   | 70 %   | T1 2025
    """)
    result = read(merged(table, 1, 0, rows=2))
    assert cells(result) == [["outcome=81 %", "target=80 %"], ["outcome=71 %", "target=70 %"]]
    assert ["'Trygghet' stands in the column 'Mål'" in text for text in messages(result)] == [True]


def test_a_column_of_units_is_the_rows_unit() -> None:
    result = read("""
        Indikator          | Enhet | Utfall | Årsmål
        Andel nöjda gäster | %     | 81     | 80
        Antal nya träd     | st    | 5      | 7
    """)
    assert [row.unit for row in result.rows] == ["%", "st"]
    assert messages(result) == []


def test_a_column_of_places_of_work_is_no_unit() -> None:
    result = read("""
        Indikator          | Enhet        | Utfall | Årsmål
        Andel nöjda gäster | Norra kaféet | 81 %   | 80 %
    """)
    assert result.rows[0].unit == "%"
    assert len(messages(result)) == 1


def test_a_remark_over_several_columns_is_said_of_all() -> None:
    table = grid("""
        Indikator          | Utfall                    | Utfall män | Utfall kvinnor | Årsmål
        Andel nöjda gäster | Mäts först vid årets slut |            |                | 80 %
    """)
    (row,) = read(merged(table, 1, 1, columns=3)).rows
    said = {cell.measure.value: cell.text for cell in row.cells}
    assert said == {
        **dict.fromkeys(("outcome", "outcome_men", "outcome_women"), "Mäts först vid årets slut"),
        "target": "80 %",
    }


def test_a_number_over_two_rows_most_likely_is_of_both() -> None:
    table = grid("""
        Indikator          | Utfall | Årsmål
        Andel nöjda gäster | 81 %   | 80 %
        Andel nöjda barn   | 71 %   |
    """)
    first, second = read(merged(table, 1, 2, rows=2)).rows
    assert [(cell.text, cell.confidence) for cell in first.cells][-1] == ("80 %", 1.0)
    assert second.cells[-1].text == "80 %"
    assert second.cells[-1].confidence < 0.9


@pytest.mark.parametrize(
    "printed", ["K 82,6 % M 79,9 %", "Män: 79,9 % / Kvinnor: 82,6 %", "kv 82,6 %, m 79,9 %"]
)
def test_both_sexes_in_one_cell(printed: str) -> None:
    result = read(f"""
        Indikator          | Periodens utfall | Utfall män | Utfall kvinnor | Årsmål
        Andel nöjda gäster | 81,2 %           |            | {printed}      | 80 %
    """)
    values = {cell.measure.value: cell.value for cell in result.rows[0].cells}
    assert values == {
        "outcome": 81.2,
        "outcome_women": 82.6,
        "outcome_men": 79.9,
        "target": 80.0,
    }


@pytest.mark.parametrize(
    "printed",
    [
        "66 % (F: 68,5 %, P: 63 %)",
        "Totalt 66 %, kvinnor 68,5 %, män 63 %",
        "66 % (varav flickor 68,5 % och pojkar 63 %)",
        "66 % (68,5 % kv, 63 % m)",
        "66 %; 63 % (pojkar), 68,5 % (flickor)",
    ],
)
def test_the_outcome_of_all_and_of_both_sexes_in_one_cell(printed: str) -> None:
    result = read(f"""
        Indikator             | Periodens utfall | Årsmål
        Andel elever som äter | {printed}        | 70 %
    """)
    values = {cell.measure.value: cell.value for cell in result.rows[0].cells}
    assert values == {"outcome": 66.0, "outcome_women": 68.5, "outcome_men": 63.0, "target": 70.0}


@pytest.mark.parametrize("printed", ["66 % (mål 70 %)", "66 % (K: ej mätt, M: 63 %)", "66 (68/63)"])
def test_what_is_not_of_both_sexes_stays_one_cell(printed: str) -> None:
    result = read(f"""
        Indikator             | Periodens utfall | Årsmål
        Andel elever som äter | {printed}        | 70 %
    """)
    assert [cell.measure.value for cell in result.rows[0].cells] == ["outcome", "target"]


@pytest.mark.parametrize("mark", ["²⁾", "2)", " *", "**"])
def test_the_mark_of_a_note_is_no_part_of_a_name(mark: str) -> None:
    result = read(f"""
        Indikator                  | Periodens utfall | Årsmål
        Antal lekplatser i parker{mark} | 31 st        | 35 st
        Antal träd (över 5 m)      | 500 st           | 900 st
    """)
    assert [row.name for row in result.rows] == [
        "Antal lekplatser i parker",
        "Antal träd (över 5 m)",
    ]


def test_a_column_of_units_may_hold_one_that_is_not_known() -> None:
    result = read("""
        Indikator          | Enhet       | Utfall | Mål
        Andel nöjda gäster | %           | 76     | 80
        Antal gäster       | st          | 900    | 950
        Barn i varje grupp | barn/grupp. | 15     | 14
    """)
    assert [row.unit for row in result.rows] == ["%", "st", "barn/grupp."]
    assert messages(result) == []


@pytest.mark.parametrize("head", ["Avser", "Mäts när", "Uppföljning"])
def test_a_column_of_periods_is_known_by_its_cells(head: str) -> None:
    result = read(f"""
        Indikator          | Utfall | Årsmål | {head}
        Andel nöjda gäster | 81 %   | 80 %   | Tertial 2 2025
        Andel nöjda barn   | 71 %   | 70 %   | 2025
    """)
    assert [row.period for row in result.rows] == ["Tertial 2 2025", "2025"]
    assert messages(result) == []


def test_years_that_are_not_the_reports_are_no_periods() -> None:
    result = read("""
        Indikator          | Utfall | Årsmål | Basår
        Andel nöjda gäster | 81 %   | 80 %   | 2019
        Andel nöjda barn   | 71 %   | 70 %   | 2021
    """)
    assert [row.period for row in result.rows] == [None, None]
    assert len(messages(result)) == 2


@pytest.mark.parametrize("outcome", ["Utfall jan-apr 2025", "Utfall 2025", "Utfall"])
@pytest.mark.parametrize("past", ["Föregående års utfall", "Utfall förra året"])
def test_an_outcome_that_is_said_to_be_of_the_past_is_last_years(outcome: str, past: str) -> None:
    result = read(f"""
        Indikator          | {outcome} | {past} | Årsmål
        Andel nöjda gäster | 81 %      | 79 %   | 80 %
    """)
    assert cells(result) == [["outcome=81 %", "previous_outcome=79 %", "target=80 %"]]


@pytest.mark.parametrize("older", ["Utfall VB 2023", "Utfall 2022"])
def test_beside_the_reports_own_outcome_only_last_years_is_the_previous(older: str) -> None:
    result = read(f"""
        Indikator          | Periodens utfall | {older} | Årsmål
        Andel nöjda gäster | 81 %             | 76 %    | 80 %
    """)
    assert cells(result) == [["outcome=81 %", "target=80 %"]]
    assert len(messages(result)) == 1


def test_the_newest_outcome_of_a_plan_is_the_previous_one() -> None:
    result = read("""
        Indikator          | Utfall 2023 | Årsmål | Periodicitet
        Andel nöjda gäster | 76 %        | 80 %   | År
    """)
    assert cells(result) == [["previous_outcome=76 %", "target=80 %"]]


def test_an_annual_reports_outcome_may_be_named_by_its_year() -> None:
    result = read("""
        Indikator          | Utfall VB 2025 | Årsmål
        Andel nöjda gäster | 76 %           | 80 %
    """)
    assert cells(result) == [["outcome=76 %", "target=80 %"]]


def test_a_forecast_of_a_year_that_no_target_names_is_not_the_reports() -> None:
    result = read("""
        Indikator          | Prognos helår 2024 | Mål 2024 | Årsmål | KF:s årsmål
        Andel nöjda gäster | 76 %               | 77 %     | 80 %   | 82 %
    """)
    assert cells(result) == [["target=80 %", "kf_target=82 %"]]


def test_a_header_that_is_of_another_year_as_a_whole_is_the_reports() -> None:
    result = read("""
        Indikator          | Utfall 2024 | Prognos 2024 | Årsmål 2024
        Andel nöjda gäster | 76 %        | 79 %         | 80 %
    """)
    assert cells(result) == [["outcome=76 %", "forecast=79 %", "target=80 %"]]


@pytest.mark.parametrize("label", ["Indikatorns namn", "Det vi mäter", "Mått"])
def test_names_below_a_label_that_nobody_knows(label: str) -> None:
    """A target of the year beside another known column is of indicators, whatever names them."""
    result = read(f"""
        {label}            | Utfall | Årsmål
        Andel nöjda gäster | 76 %   | 80 %
        Analys Andelen ökar. | |
        Antal gäster       | 900    | 950
        Analys Andelen ökar. | |
    """)
    assert [row.name for row in result.rows] == ["Andel nöjda gäster", "Antal gäster"]
    assert cells(result)[1] == ["outcome=900", "target=950"]


@pytest.mark.parametrize(
    "text",
    [
        "Enhet | Utfall | Mål\nParken | 7 | 9\nTorget | 8 | 9",
        "Område | Årsmål\nParker | 7\nTorg | 8",
        "2023 | Utfall | Årsmål\n1,5 | 7 | 9\n2,5 | 8 | 9",
        "Enhet | Utfall | Årsmål\nParken | 7 | 9\nParken | 8 | 9",
    ],
    ids=["no year's target", "nothing beside it", "values", "names that come again"],
)
def test_tables_that_have_no_names_of_indicators(text: str) -> None:
    assert not is_indicator_table(grid(text))
