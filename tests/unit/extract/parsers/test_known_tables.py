"""Tables that are made ready: groups of rows, tables on their side, and what is said of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract import parse_document
from pipeline.extract.document import GridTable, Paragraph
from pipeline.extract.parsers.known_tables import opened
from pipeline.extract.report import Report
from tests.unit.extract.making import body, document, grid, heading

INDICATORS = """
    Indikator          | Utfall | Årsmål | Period
    {first}            |        |        |
    Andel nöjda gäster | 80 %   | 75 %   | T1 2025
    {second}           |        |        |
    Antal nya träd     | 10 st  | 45 st  | T1 2025
"""


def over_all(table: GridTable, *numbers: int) -> GridTable:
    """Return a table with the first cell of some rows merged over the whole row."""
    rows = list(table.rows)
    for number in numbers:
        first, *rest = rows[number]
        assert first is not None
        rows[number] = (replace(first, columns=len(rest) + 1), *(None for _ in rest))
    return replace(table, rows=tuple(rows))


def report(table: GridTable) -> Report:
    return parse_document(
        document(
            heading("Skogsdals stadsdelsnämnd"),
            heading("Tertialrapport 1 2025"),
            heading("KF:s mål för verksamhetsområdet: 1.1 Alla barn leker"),
            body("Uppfylls delvis"),
            table,
        )
    )


@pytest.mark.parametrize("whole", [True, False], ids=["merged", "alone in its row"])
def test_a_row_that_names_a_group_is_no_indicator(whole: bool) -> None:
    text = INDICATORS.format(first="Kommunfullmäktiges indikatorer", second="Nämndens indikatorer")
    table = over_all(grid(text), 1, 3) if whole else grid(text)
    read = report(table)
    assert [row.name for row in read.indicators] == ["Andel nöjda gäster", "Antal nya träd"]
    assert [len(row.cells) for row in read.indicators] == [2, 2]
    assert "Nämndens indikatorer" in "\n".join(section.body for section in read.sections)
    assert read.problems == ()


def test_a_row_that_names_a_goal_opens_its_section() -> None:
    text = INDICATORS.format(first="Nämndmål 1.1.1 Trygga barn", second="Nämndmål 1.1.2 Goda råd")
    read = report(over_all(grid(text), 1, 3))
    goals = {row.name: read.goals[row.goal or 0].code for row in read.indicators}
    assert goals == {"Andel nöjda gäster": "1.1.1", "Antal nya träd": "1.1.2"}


def test_a_group_below_an_analysis() -> None:
    table = grid("""
        Indikator                    | Utfall | Årsmål | Period
        Andel nöjda gäster           | 80 %   | 75 %   | T1 2025
        Analys Fler svarade i år.    |        |        |
        Nämndens indikatorer         |        |        |
        Antal nya träd               | 10 st  | 45 st  | T1 2025
    """)
    first, second = report(table).indicators
    assert (first.analysis.text if first.analysis else None) == "Fler svarade i år."
    assert (second.name, second.analysis) == ("Antal nya träd", None)


@pytest.mark.parametrize("name", ["Antal fågelholkar", "Andel som läser"])
def test_an_indicator_without_values_stays_one(name: str) -> None:
    table = grid(f"""
        Indikator          | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 %   | 75 %   | T1 2025
        {name}             |        |        |
        Aktivt index       |        |        | T1 2025
        Antal nya träd     | 10 st  | 45 st  | T1 2025
    """)
    read = report(table).indicators
    assert {row.name: row.confidence for row in read} == {
        "Andel nöjda gäster": 1.0,
        name: 0.5,
        "Aktivt index": 1.0,
        "Antal nya träd": 1.0,
    }


def test_a_text_below_the_word_analys_is_no_group() -> None:
    table = grid("""
        Indikator          | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 %   | 75 %   | T1 2025
        Analys             |        |        |
        Fler svarade i år  |        |        |
        Antal nya träd     | 10 st  | 45 st  | T1 2025
    """)
    row = report(table).indicators[0]
    assert row.analysis is not None
    assert row.analysis.text == "Fler svarade i år"


def test_groups_of_activities() -> None:
    table = grid("""
        Aktivitet         | Startdatum | Slutdatum
        Parker            |            |
        Bygga en lekplats | 2025-01-01 | 2025-12-31
    """)
    read = report(over_all(table, 1))
    assert [row.text for row in read.activities] == ["Bygga en lekplats"]


def test_a_table_on_its_side() -> None:
    read = report(
        grid("""
            Indikator        | Andel nöjda gäster | Antal nya träd
            Periodens utfall | 80 %               | 10 st
            Årsmål           | 75 %               | 45 st
            Period           | T1 2025            | T1 2025
        """)
    )
    assert {row.name: [cell.text for cell in row.cells] for row in read.indicators} == {
        "Andel nöjda gäster": ["80 %", "75 %"],
        "Antal nya träd": ["10 st", "45 st"],
    }


def test_a_card_whose_name_stands_alone_above_labels_and_values() -> None:
    card = """
        Andel nöjda gäster |
        Periodens utfall   | 80 %
        Årsmål             | 75 %
        Period             | T1 2025
    """
    (row,) = report(grid(card)).indicators
    assert (row.name, [cell.text for cell in row.cells]) == ("Andel nöjda gäster", ["80 %", "75 %"])
    assert row.period == "T1 2025"
    assert all(cell.confidence < 1 for cell in row.cells)
    for other in ("Årsmål             | 75 %", "Andel nöjda gäster |"):
        assert not report(grid(card.replace(other, "Parker | 12"))).indicators


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        ("Andel", False),
        ("som känner sig trygga", False),
        ("Andel elever på", False),
        ("Andel trygga", True),
        ("varav pojkar", True),
    ],
)
def test_values_beside_a_part_of_a_name_are_not_sure(name: str, *, sure: bool) -> None:
    table = grid(f"""
        Indikator          | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 %   | 75 %   | T1 2025
        {name} | 70 % | 65 % | T1 2025
    """)
    whole, part = report(table).indicators
    assert all(cell.confidence == 1 for cell in whole.cells)
    assert {cell.confidence >= 0.95 for cell in part.cells} == {sure}


def test_columns_that_no_measure_is_known_for_are_a_table_of_their_own() -> None:
    read = report(
        grid("""
            Indikator          | Utfall | Snitt staden | Årsmål | Årsmål 2026 | Period
            Andel nöjda gäster | 80 %   | 71 %         | 75 %   | 77 %        | T1 2025
            Analys Fler svarade.  |     |              |        |             |
            Antal nya träd     | 10 st  |              | 45 st  | 50 st       | T1 2025
        """)
    )
    (table,) = read.tables
    assert [(c.row_label, c.column_label, c.value) for c in table.cells] == [
        ("Andel nöjda gäster", "Snitt staden", 71.0),
        ("Andel nöjda gäster", "Årsmål 2026", 77.0),
        ("Antal nya träd", "Årsmål 2026", 50.0),
    ]
    assert (table.number, table.columns) == (1, ("Indikator", "Snitt staden", "Årsmål 2026"))
    assert [problem.code for problem in read.problems] == ["value_outside_columns"] * 3


def test_a_table_of_indicators_that_is_not_understood_is_said() -> None:
    table = grid("""
        Indikator          | Läget i april | Vad vi ville
        Andel nöjda gäster | 80 %          | 75 %
    """)
    read = report(table)
    assert read.indicators == ()
    assert [problem.code for problem in read.problems] == ["known_table_not_read"]
    assert {cell.confidence for table in read.tables for cell in table.cells} == {0.5}


def test_no_word_is_lost_where_a_table_is_parted() -> None:
    table = over_all(grid(INDICATORS.format(first="Kaféer", second="Parker")), 1, 3)
    parts = opened([table])
    assert [type(part) for part in parts] == [Paragraph, GridTable, Paragraph, GridTable]
    assert {word for part in parts for word in part.place.text.split()} == set(
        table.place.text.split()
    )


def test_what_stands_beside_activities_and_indicators_is_a_table_of_its_own() -> None:
    activities = report(
        grid("""
            Aktivitet         | Ansvarig       | Startdatum | Slutdatum
            Bygga en lekplats | Parkchefen     | 2025-01-01 | 2025-12-31
            Öppna ett kafé    | Stadsgården    | 2025-01-01 | 2025-12-31
        """)
    )
    found = [(c.row_label, c.column_label, c.text) for t in activities.tables for c in t.cells]
    assert ("Öppna ett kafé", "Ansvarig", "Stadsgården") in found
    table = grid("""
        Indikator          | Utfall | Årsmål | Ansvarig
        Andel nöjda gäster | 80 %   | 75 %   | Kaféet
        Analys: Fler svarar i år. |  |  |
    """)
    indicators = report(over_all(table, 2))
    assert [[c.text for c in t.cells] for t in indicators.tables] == [["Kaféet"]]


@pytest.mark.parametrize("label", ["Nämndmål:", "Nämndens mål:"])
def test_a_label_beside_a_goal_in_a_frame(label: str) -> None:
    read = parse_document(
        document(
            heading("Skogsdals stadsdelsnämnd"),
            heading("Tertialrapport 1 2025"),
            grid(f"{label} | 1.1.1 Trygga barn"),
            body("Uppfylls delvis"),
            grid(f"{label} | 1.1.2 Goda råd"),
            body("Uppfylls helt"),
        )
    )
    goals = [(goal.code, goal.title) for goal in read.goals]
    assert goals == [("1.1.1", "Trygga barn"), ("1.1.2", "Goda råd")]
    assert all(goal.assessment for goal in read.goals)


def test_a_title_over_all_columns_above_a_header_that_begins_with_icons() -> None:
    table = grid("""
        Indikatorer |                    |        |      |
                    | Indikator          | Utfall | Mål  | Period
        ●           | Andel nöjda gäster | 80 %   | 75 % | T1 2025
    """)
    read = report(over_all(table, 0))
    assert [(row.name, len(row.cells)) for row in read.indicators] == [("Andel nöjda gäster", 2)]


@pytest.mark.parametrize("note", ["Källa: gästernas enkät.", "* Avser kaféer i egen regi."])
def test_a_note_in_a_row_of_its_own_is_no_indicator(note: str) -> None:
    table = grid(f"""
        Indikator          | Utfall | Årsmål | Period
        Andel nöjda gäster | 80 %   | 75 %   | T1 2025
        {note}             |        |        |
    """)
    read = report(table)
    assert [row.name for row in read.indicators] == ["Andel nöjda gäster"]
    assert note in "\n".join(section.body for section in read.sections)
    assert read.problems == ()
