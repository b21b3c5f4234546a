"""Goals in spaced letters, in small capitals, on several lines, and in frames."""

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
            *blocks,
            grid("""
                Indikator          | Periodens utfall | Årsmål
                Andel nöjda gäster | 71 %             | 75 %
            """),
        )
    )


def goals(read: Report) -> list[tuple[str | None, str, Assessment | None]]:
    return [(goal.code, goal.title, goal.assessment) for goal in read.goals]


@pytest.mark.parametrize(
    "printed",
    [
        "N Ä M N D M Å L : 2.1.1 Alla barn har trygga lekplatser",
        "NÄ M ND MÅ L: 2.1.1 Alla barn har trygga lekplatser",
        "N ä m n d m å l 2.1.1 A l l a b a r n h a r t r y g g a l e k p l a t s e r",
    ],
)
def test_letters_set_apart(printed: str) -> None:
    read = report(heading(printed), body("U p p f y l l s  d e l v i s"))
    assert goals(read) == [("2.1.1", "Alla barn har trygga lekplatser", Assessment.PARTLY)]
    assert ("h a r" in printed) == (read.goals[0].confidence < 0.9)


def test_small_capitals_are_small_letters() -> None:
    read = report(
        heading("KF:s mål För vErksamhEtsområdEt: 2.1 alla barn lEkEr i trygga"),
        heading("parKEr och sKogar"),
        body("Uppfylls helt"),
    )
    assert goals(read) == [
        ("2.1", "Alla barn leker i trygga parker och skogar", Assessment.FULLY),
    ]


def test_a_title_goes_on_in_headings_that_begin_small() -> None:
    read = report(
        heading("KF:s inriktningsmål: 2. En stad där alla", level=2),
        heading("har nära till en park och", level=2),
        heading("en lekplats", level=2),
        body("Uppfylls delvis"),
    )
    assert goals(read) == [
        ("2", "En stad där alla har nära till en park och en lekplats", Assessment.PARTLY)
    ]


def test_a_heading_with_a_capital_is_another_one() -> None:
    read = report(
        heading("KF:s inriktningsmål: 2. En stad för alla"),
        heading("Parker"),
        body("Det finns många."),
    )
    assert [goal.title for goal in read.goals] == ["En stad för alla"]


def test_goals_and_their_texts_in_one_frame() -> None:
    frame = grid("""
        KF:s inriktningsmål: 2. En stad för alla             | Uppfylls helt
        Staden har fler parker än någonsin.                  |
        KF:s mål för verksamhetsområdet: 2.1 Alla barn leker | Uppfylls delvis
        Lekplatserna är fler, men inte tryggare.             |
    """)
    read = report(frame)
    assert goals(read) == [
        ("2", "En stad för alla", Assessment.FULLY),
        ("2.1", "Alla barn leker", Assessment.PARTLY),
    ]
    assert read.tables == ()
    assert "Staden har fler parker" in "\n".join(section.body for section in read.sections)
    assert read.indicators[0].goal == 1


def test_a_list_of_goals_that_are_told_elsewhere_is_a_table() -> None:
    overview = grid("""
        Mål                                                  | Bedömning
        KF:s mål för verksamhetsområdet: 2.1 Alla barn leker | Uppfylls delvis
        KF:s mål för verksamhetsområdet: 2.2 Alla barn läser | Uppfylls helt
    """)
    read = report(
        overview,
        heading("KF:s mål för verksamhetsområdet: 2.1 Alla barn leker"),
        body("Uppfylls delvis"),
        heading("KF:s mål för verksamhetsområdet: 2.2 Alla barn läser"),
        body("Uppfylls helt"),
    )
    assert len(read.goals) == 2
    assert len(read.tables) == 1


def test_a_goal_in_the_last_row_of_an_indicator_table_opens_what_follows() -> None:
    table = grid("""
        Indikator                        | Periodens utfall | Årsmål
        Andel lekande barn               | 61 %             | 65 %
        Nämndmål 2.1.1 Trygga lekplatser |                  |
    """)
    read = report(heading("KF:s mål för verksamhetsområdet: 2.1 Alla barn leker"), table)
    assert [goal.code for goal in read.goals] == ["2.1", "2.1.1"]
    assert [(row.name, row.goal) for row in read.indicators] == [
        ("Andel lekande barn", 0),
        ("Andel nöjda gäster", 1),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Tertialrapport 1 2025 för Skogsdals", "stadsdelsnämnd"),
        ("Tertialrapport 1 2025 för", "Skogsdals stadsdelsnämnd"),
    ],
)
def test_the_title_of_the_report_goes_on_in_the_next_line(lines: tuple[str, str]) -> None:
    read = parse_document(
        document(
            *map(heading, lines),
            heading("KF:s mål för verksamhetsområdet: 2.1 Alla barn leker"),
            body("Uppfylls helt"),
        )
    )
    assert read.head.title == "Tertialrapport 1 2025 för Skogsdals stadsdelsnämnd"


def test_a_title_that_ends_in_for_is_whole_above_its_assessment() -> None:
    read = report(heading("Nämndmål 2.1.1 Parker att leva för"), heading("Uppfylls helt"))
    assert goals(read) == [("2.1.1", "Parker att leva för", Assessment.FULLY)]


def test_points_of_minutes_before_the_report_are_no_titles() -> None:
    read = parse_document(
        document(
            heading("Protokoll"),
            body("§ 4 Verksamhetsplan 2026 bordläggs."),
            body("§ 5 Verksamhetsplan 2026 för Bruksparken"),
            heading("Tertialrapport 1 2025 för Skogsdals stadsdelsnämnd"),
            heading("KF:s mål för verksamhetsområdet: 2.1 Alla barn leker"),
            body("Uppfylls helt"),
        )
    )
    assert (read.head.report_type.value, read.head.report_year) == ("T1", 2025)
    assert read.head.title == "Tertialrapport 1 2025 för Skogsdals stadsdelsnämnd"


def test_a_sentence_right_above_a_table_is_no_title() -> None:
    table = grid("""
        Mnkr   | Budget | Utfall
        Parker | 12,5   | 11,0
    """)
    read = report(
        heading("KF:s mål för verksamhetsområdet: 2.1 Alla barn leker"),
        heading("Ekonomi i siffror"),
        heading("Nämnden redovisar ett överskott."),
        table,
    )
    assert read.tables[0].title == "Ekonomi i siffror"


def test_spaces_inside_of_words_where_letters_are_set_a_little_apart() -> None:
    read = report(
        heading("Nämndmål: 2.1.1 Barnfamil jer får stöd t i l l en r ik fr it id"),
        body("Uppfylls helt"),
        heading("Nämndmål: 2.1.2 Zorgs park i del l"),
        body("Uppfylls helt"),
    )
    titles = [title for _, title, _ in goals(read)]
    assert titles == ["Barnfamiljer får stöd till en rik fritid", "Zorgs park i del l"]
