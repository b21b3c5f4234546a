"""A second table of the same columns that does not print their header again."""

from __future__ import annotations

import pytest

from pipeline.extract import parse_document
from pipeline.extract.document import Block
from pipeline.extract.report import Assessment, Report
from tests.unit.extract.making import body, document, grid, heading


def report(*blocks: Block) -> Report:
    return parse_document(
        document(
            heading("Skogsdals stadsdelsnämnd"),
            heading("Tertialrapport 1 2025"),
            heading("KF:s mål för verksamhetsområdet: 1.1 Alla barn leker"),
            body("Uppfylls delvis"),
            *blocks,
        )
    )


INDICATORS = grid("""
    Indikator          | Periodens utfall | Årsmål | Period
    Andel nöjda gäster | 71 %             | 75 %   | T1 2025
""")
ACTIVITIES = grid("""
    Aktivitet         | Startdatum | Slutdatum
    Plantera tio träd | 2025-01-15 | 2025-05-31
""")


def test_indicators_go_on_below_a_text() -> None:
    more = grid("""
        Antal lekplatser | 12 st | 14 st              | T1 2025
        Andel trygga     |       | Tas fram av nämnd  | T1 2025
    """)
    read = report(INDICATORS, body("Arbetet fortsätter."), more)
    assert [
        (row.name, [(cell.measure.value, cell.text) for cell in row.cells], row.period)
        for row in read.indicators
    ] == [
        ("Andel nöjda gäster", [("outcome", "71 %"), ("target", "75 %")], "T1 2025"),
        ("Antal lekplatser", [("outcome", "12 st"), ("target", "14 st")], "T1 2025"),
        ("Andel trygga", [("target", "Tas fram av nämnd")], "T1 2025"),
    ]
    assert [row.confidence for row in read.indicators] == [1.0, 0.9, 0.9]


def test_indicators_without_periods_go_on_right_below_only() -> None:
    first = grid("""
        Indikator          | Utfall 2025 | Årsmål
        Andel nöjda gäster | 71 %        | 75 %
    """)
    more = grid("""
        Antal lekplatser | 12 st | 14 st
        Andel trygga     | 80 %  | öka
    """)
    assert [row.name for row in report(first, more).indicators] == [
        "Andel nöjda gäster",
        "Antal lekplatser",
        "Andel trygga",
    ]
    assert len(report(first, body("Arbetet fortsätter."), more).indicators) == 1


def test_activities_go_on() -> None:
    more = grid("""
        Måla bänkarna vid ån | 2025-02-01 | 2025-06-30
        Öppna kaféet         | 2025-03-01 |
    """)
    read = report(ACTIVITIES, more)
    assert [row.text for row in read.activities] == [
        "Plantera tio träd",
        "Måla bänkarna vid ån",
        "Öppna kaféet",
    ]


def test_a_table_of_as_many_columns_and_a_header_of_its_own_is_another() -> None:
    other = grid("""
        Mnkr   | Budget | Utfall | Avvikelse
        Parker | 12,5   | 11,0   | 1,5
        Lekrum | 8,0    | 9,5    | -1,5
    """)
    read = report(INDICATORS, other)
    assert [row.name for row in read.indicators] == ["Andel nöjda gäster"]
    assert len(read.tables) == 1
    assert read.tables[0].columns == ("Mnkr", "Budget", "Utfall", "Avvikelse")


def test_activities_with_one_column_for_the_span_of_time_go_on() -> None:
    first = grid("""
        Aktivitet         | Tidplan
        Plantera tio träd | 2025-01-15 – 2025-05-31
    """)
    more = grid("Öppna ett kafé | 2025-02-01 – 2025-06-30")
    read = report(first, more)
    assert [row.text for row in read.activities] == ["Plantera tio träd", "Öppna ett kafé"]


BUDGET = grid("""
    Verksamhet  | Budget 2025 | Utfall 2025 | Kommentar
    Parklek     | 12,0        | i.u.        |
    Bibliotek   | 8,5         | 8,1         | Lägre hyra
""")


def test_a_table_of_other_things_goes_on_right_below() -> None:
    more = grid("""
        Badhus    | 3,0 | 3,4 | Varm sommar
        Summa     | 23,5| 11,5|
    """)
    (table,) = report(BUDGET, more).tables
    found = {(cell.row_label, cell.column_label): cell for cell in table.cells}
    assert found["Badhus", "Utfall 2025"].value == 3.4
    assert found["Badhus", "Utfall 2025"].confidence < 0.95
    assert found["Bibliotek", "Utfall 2025"].confidence == 1.0


@pytest.mark.parametrize(
    "below",
    [
        "Badhus | 2024 | 2025 | Skillnad",
        "Badhus | 3,0 | 3,4 | 2,2",
        "12 | 3,0 | 3,4 | Badhus",
        "Badhus | Utfall | Budget | Varm sommar",
    ],
    ids=["years", "a number below remarks", "a number for a name", "words"],
)
def test_a_table_with_other_columns_is_a_table_of_its_own(below: str) -> None:
    assert len(report(BUDGET, grid(f"{below}\nBio | 1,0 | 1,0 | 1,0")).tables) == 2


def test_a_table_below_a_text_is_a_table_of_its_own() -> None:
    more = grid("Badhus | 3,0 | 3,4 | Varm sommar\nBio | 1,0 | 1,0 |")
    assert len(report(BUDGET, body("Badhuset har öppet."), more).tables) == 2


def test_days_go_on_below_days() -> None:
    signed = grid("Namn | Datum\nLo Ek, chef | 2025-05-02")
    (table,) = report(signed, grid("Bo Al, chef | 2025-05-03")).tables
    assert [(c.row_label, c.column_label) for c in table.cells][-1] == ("Bo Al, chef", "Datum")


def test_values_of_a_row_whose_name_stands_elsewhere_are_unsure() -> None:
    table = grid("""
        Indikator | Periodens utfall | Årsmål | Period  |
                  | 71 %             | 75 %   | T1 2025 | Andel nöjda
        Andel A   | 61 %             | 65 %   | T1 2025 |
    """)
    nameless, named = report(table).indicators
    assert (nameless.name, named.name) == ("", "Andel A")
    assert {cell.confidence for cell in nameless.cells} == {0.5}
    assert {cell.confidence for cell in named.cells} == {1.0}


@pytest.mark.parametrize(
    ("table", "assessed"),
    [
        ("● | Uppfylls helt", True),
        ("Bedömning | Uppfylls helt", True),
        ("Måluppfyllelse\nUppfylls helt", True),
        ("Uppfylls helt | 3\nUppfylls delvis | 2", False),
    ],
)
def test_an_assessment_in_a_table_of_its_own_is_its_goals(table: str, assessed: bool) -> None:
    found = parse_document(
        document(
            heading("Skogsdals stadsdelsnämnd"),
            heading("Tertialrapport 1 2025"),
            heading("KF:s mål för verksamhetsområdet: 1.1 Alla barn leker"),
            grid(table),
            body("Analys"),
            INDICATORS,
        )
    )
    (goal,) = found.goals
    assert (goal.assessment is Assessment.FULLY) is assessed
    assert bool(found.tables) is not assessed


def test_a_word_behind_the_numbers_of_a_row_is_their_unit() -> None:
    table = grid("""
        Indikator | Periodens utfall | Årsmål          | KF:s årsmål | Period
        Matsvinn  | 14 gram          | 12 gram         | 11 gram     | T1 2025
        Bänkar    | 14 soffor        | Fastställs 2026 |             | T1 2025
        Lekar     | 3 av             | 5 st            |             | T1 2025
    """)
    waste, benches, games = (row.cells for row in report(table).indicators)
    assert [(c.value, c.unit, c.confidence) for c in waste] == [
        (14, "gram", 1.0),
        (12, "gram", 1.0),
        (11, "gram", 1.0),
    ]
    assert [(c.value, c.unit, c.confidence) for c in benches] == [
        (14, "soffor", 0.9),
        (None, None, 1.0),
    ]
    assert [(c.value, c.unit) for c in games] == [(None, None), (5, "st")]
