"""The goal tree: codes, titles, parents, assessments, and what stands under which goal."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Block
from pipeline.extract.parsers.outline import Outline, read_outline
from pipeline.extract.report import Assessment, GoalLevel
from tests.unit.extract.making import body, grid, heading

DIRECTION, AREA, COMMITTEE = GoalLevel.DIRECTION, GoalLevel.OPERATIONAL_AREA, GoalLevel.COMMITTEE
TABLE = grid("Indikator | Årsmål | Period")


def outline(*texts: str | Block) -> Outline:
    return read_outline([heading(text) if isinstance(text, str) else text for text in texts])


def tree(found: Outline) -> list[tuple[GoalLevel, str | None, str, str | None]]:
    """(level, code, title, the parent's title) of every goal."""
    return [
        (
            goal.level,
            goal.code,
            goal.title,
            found.goals[goal.parent].title if goal.parent is not None else None,
        )
        for goal in found.goals
    ]


def test_three_levels_with_their_codes() -> None:
    found = outline(
        "KF:s inriktningsmål: 1. En stad för alla",
        "KF:s mål för verksamhetsområdet: 1.2 Barn har goda villkor",
        "Nämndmål: 1.2.1. Alla barn leker",
        "Nämndmål: 1.2.2 Alla barn lär",
        "KF:s mål för verksamhetsområdet: 1.3. Äldre har det bra",
        "KF:s inriktningsmål: 2 En stad som växer",
    )
    assert tree(found) == [
        (DIRECTION, "1", "En stad för alla", None),
        (AREA, "1.2", "Barn har goda villkor", "En stad för alla"),
        (COMMITTEE, "1.2.1", "Alla barn leker", "Barn har goda villkor"),
        (COMMITTEE, "1.2.2", "Alla barn lär", "Barn har goda villkor"),
        (AREA, "1.3", "Äldre har det bra", "En stad för alla"),
        (DIRECTION, "2", "En stad som växer", None),
    ]


def test_a_prefix_on_a_line_of_its_own() -> None:
    found = outline(
        "KF:s inriktningsmål:",
        "1. En stad för alla",
        "KF:s mål för verksamhetsområdet:",
        "1.1 Barn har goda villkor",
        "Nämndmål:",
        "Alla barn leker",
    )
    assert [(code, title) for _, code, title, _ in tree(found)] == [
        ("1", "En stad för alla"),
        ("1.1", "Barn har goda villkor"),
        (None, "Alla barn leker"),
    ]
    assert [goal.place.text for goal in found.goals] == [
        "1. En stad för alla",
        "1.1 Barn har goda villkor",
        "Alla barn leker",
    ]


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("Kommunfullmäktiges inriktningsmål: 1 En stad för alla", DIRECTION),
        ("KFs inriktningsmål 1 En stad för alla", DIRECTION),
        ("KF:s mål för verksamhetsområdet: 1 En stad för alla", AREA),
        ("Verksamhetsområdesmål: 1 En stad för alla", AREA),
        ("Nämndens mål: 1 En stad för alla", COMMITTEE),
        ("● Nämndmål: 1 En stad för alla", COMMITTEE),
        ("NÄMNDMÅL: 1 En stad för alla", COMMITTEE),
    ],
)
def test_ways_to_print_a_prefix(printed: str, level: GoalLevel) -> None:
    assert tree(outline(printed, body("Brödtext."))) == [(level, "1", "En stad för alla", None)]


@pytest.mark.parametrize(
    ("printed", "level", "code"),
    [
        ("KF:s inriktningsmål 1: Barnen leker", DIRECTION, "1"),
        ("Kommunfullmäktiges mål för verksamhetsområdet 1.1: Barnen leker", AREA, "1.1"),
        ("KF mål för verksamhetsområdet 1.1 Barnen leker", AREA, "1.1"),
        ("KF:s verksamhetsmål: 1.1 Barnen leker", AREA, "1.1"),
        ("Nämndmål 1.1.1: Barnen leker", COMMITTEE, "1.1.1"),
        ("Nämndmål – Barnen leker", COMMITTEE, None),
        ("Stadsdelsnämndens mål: Barnen leker", COMMITTEE, None),
        ("Nämndens åtagande: Barnen leker", COMMITTEE, None),
        ("3.2 Nämndmål: Barnen leker", COMMITTEE, None),
        ("3.1 KF:s mål för verksamhetsområdet: 1.1 Barnen leker", AREA, "1.1"),
    ],
)
def test_prefixes_of_other_years(printed: str, level: GoalLevel, code: str | None) -> None:
    (goal,) = outline(printed, body("Här står en text.")).goals
    assert (goal.level, goal.code, goal.title) == (level, code, "Barnen leker")


def test_prose_below_a_heading_is_no_title() -> None:
    text = "Nämnden har antagit egna mål för året, och de hänger ihop med stadens. " * 2
    assert outline("Nämndens mål", body(text.strip())).goals == ()


def test_goals_by_code_and_assessment_where_no_heading_says_what_it_is() -> None:
    found = outline(
        "1 Inledning",
        "2 En stad för alla",
        "2.1 Barn har goda villkor",
        body("Uppfylls delvis"),
        "2.1.1 Alla barn leker",
        "2.2 Äldre har det bra",
        body("Uppfylls helt"),
        "3 Ekonomi",
        "3.1 Drift",
    )
    assert tree(found) == [
        (DIRECTION, "2", "En stad för alla", None),
        (AREA, "2.1", "Barn har goda villkor", "En stad för alla"),
        (COMMITTEE, "2.1.1", "Alla barn leker", "Barn har goda villkor"),
        (AREA, "2.2", "Äldre har det bra", "En stad för alla"),
    ]


def test_goals_by_code_in_a_plan_are_those_with_indicators_or_activities_below() -> None:
    found = outline(
        "1 Om nämnden",
        "1.1 Ansvar",
        body("Nämnden ansvarar för parkerna."),
        "2 En stad som blommar",
        "2.1 Parkerna är vackra",
        "2.1.1 Rabatterna sköts",
        TABLE,
        "2.2 Träden mår bra",
        grid("Aktivitet | Startdatum | Slutdatum"),
        "3 Ekonomi",
        "3.1 Drift",
        grid("mnkr | Budget"),
    )
    assert tree(found) == [
        (DIRECTION, "2", "En stad som blommar", None),
        (AREA, "2.1", "Parkerna är vackra", "En stad som blommar"),
        (COMMITTEE, "2.1.1", "Rabatterna sköts", "Parkerna är vackra"),
        (AREA, "2.2", "Träden mår bra", "En stad som blommar"),
    ]
    assert all(goal.confidence < 1 for goal in found.goals)


def test_chapters_are_no_goals() -> None:
    found = outline("1 Inledning", "1.1 Bakgrund", body("Uppdraget gavs i maj."), "2 Ekonomi")
    assert found.goals == ()


@pytest.mark.parametrize(
    ("printed", "assessment"),
    [
        ("Delvis uppfyllt", Assessment.PARTLY),
        ("Har uppfyllts helt", Assessment.FULLY),
        ("Kommer inte att uppnås", Assessment.NOT),
        ("Bedöms delvis uppfyllas", Assessment.PARTLY),
        ("Måluppfyllelse: Helt", Assessment.FULLY),
        ("▲ Bedömning: Uppnås ej", Assessment.NOT),
        ("Målet är uppfyllt", Assessment.FULLY),
        ("Prognos helår 2021: nås delvis", Assessment.PARTLY),
        ("Status: uppfylls inte under året", Assessment.NOT),
        ("Måluppfyllelse", None),
        ("Målen uppfylls genom samarbete", None),
    ],
)
def test_words_of_assessment_of_other_years(printed: str, assessment: Assessment | None) -> None:
    assert outline("Nämndmål: Barnen leker", body(printed)).goals[0].assessment is assessment


def test_goals_without_codes_have_the_goal_above_as_parent() -> None:
    found = outline(
        "Inriktningsmål: En stad för alla",
        "Mål för verksamhetsområdet: Barn har goda villkor",
        "Nämndmål: Alla barn leker",
        "Inriktningsmål: En stad som växer",
        "Mål för verksamhetsområdet: Staden är grön",
        "Nämndmål: Alla når en park",
    )
    assert [parent for *_, parent in tree(found)] == [
        None,
        "En stad för alla",
        "Barn har goda villkor",
        None,
        "En stad som växer",
        "Staden är grön",
    ]


def test_a_code_names_the_parent_even_if_another_goal_stands_between() -> None:
    found = outline(
        "KF:s inriktningsmål: 1 En stad för alla",
        "KF:s inriktningsmål: 2 En stad som växer",
        "KF:s mål för verksamhetsområdet: 1.1 Barn har goda villkor",
    )
    assert tree(found)[-1][-1] == "En stad för alla"


# --- assessments --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "assessment"),
    [
        ("Uppfylls helt", Assessment.FULLY),
        ("● Uppfylls delvis", Assessment.PARTLY),
        ("Uppfylls ej", Assessment.NOT),
        ("Uppnås helt", Assessment.FULLY),
        ("Uppnås inte", Assessment.NOT),
        ("Uppfyllt", Assessment.FULLY),
        ("Målet uppnås delvis.", Assessment.PARTLY),
        ("Bedöms uppfyllas helt", Assessment.FULLY),
        ("Ej uppfyllt", Assessment.NOT),
        ("Uppfylls av vad som görs i år", None),
    ],
)
def test_an_assessment_below_its_goal(printed: str, assessment: Assessment | None) -> None:
    found = outline("Nämndmål: 1.1.1 Alla barn leker", body(printed), body("Mer text."))
    (goal,) = found.goals
    assert goal.assessment is assessment
    assert (goal.assessment_place.text if goal.assessment_place else None) == (
        printed if assessment else None
    )
    assert goal.confidence == 1.0


@pytest.mark.parametrize(
    "printed",
    [
        ["☐ Uppfylls helt ☒ Uppfylls delvis ☐ Uppfylls ej"],
        ["Uppfylls helt [ ] Uppfylls delvis [x] Uppfylls ej [ ]"],
        ["☐ Uppfylls helt", "☑ Uppfylls delvis", "☐ Uppfylls ej"],
    ],
)
def test_of_all_choices_the_ticked_one_is_the_assessment(printed: list[str]) -> None:
    found = outline("Nämndmål: 1.1.1 Alla barn leker", *map(body, printed), body("Mer text."))
    (goal,) = found.goals
    assert (goal.assessment, goal.confidence) == (Assessment.PARTLY, 1.0)
    assert found.problems == ()


@pytest.mark.parametrize(
    "printed",
    [
        ["Uppfylls helt Uppfylls delvis Uppfylls ej"],
        ["Uppfylls helt", "Uppfylls delvis", "Uppfylls ej"],
        ["☐ Uppfylls helt ☐ Uppfylls delvis ☐ Uppfylls ej"],
        ["☒ Uppfylls helt ☒ Uppfylls delvis ☐ Uppfylls ej"],
    ],
)
def test_choices_of_which_none_is_marked_are_no_assessment_but_a_problem(
    printed: list[str],
) -> None:
    found = outline("Nämndmål: 1.1.1 Alla barn leker", *map(body, printed), body("Mer text."))
    assert found.goals[0].assessment is None
    (problem,) = found.problems
    assert problem.code == "assessment_not_told"
    assert problem.place is not None
    assert problem.place.text == "\n".join(printed)


def test_an_assessment_in_prose_is_less_sure() -> None:
    found = outline(
        "KF:s inriktningsmål: 1 En stad för alla",
        body("Förvaltningen bedömer att inriktningsmålet kommer att uppfyllas delvis under året."),
    )
    assert found.goals[0].assessment is Assessment.PARTLY
    assert 0.5 < found.goals[0].confidence < 1


def test_an_assessment_of_another_goal_in_prose_is_not_this_ones() -> None:
    found = outline(
        "KF:s inriktningsmål: 1 En stad för alla",
        body("Fyra nämndmål uppfylls helt och ett delvis."),
    )
    assert found.goals[0].assessment is None


def test_a_plan_has_no_assessments() -> None:
    found = outline("Nämndmål: 1.1.1 Alla barn leker", body("Barn leker ute."), TABLE)
    assert (found.goals[0].assessment, found.goals[0].assessment_place) == (None, None)


def test_the_assessment_of_the_goal_below_is_not_that_of_the_goal_above() -> None:
    found = outline(
        "KF:s mål för verksamhetsområdet: 1.1 Barn har goda villkor",
        "Nämndmål: 1.1.1 Alla barn leker",
        body("Uppfylls helt"),
    )
    assert [goal.assessment for goal in found.goals] == [None, Assessment.FULLY]


# --- sections -----------------------------------------------------------------------------------


def test_every_block_stands_under_the_goal_above_it() -> None:
    found = outline(
        body("Sammanfattning."),
        "KF:s inriktningsmål: 1 En stad för alla",
        body("Om målet."),
        "Nämndmål: 1.1.1 Alla barn leker",
        TABLE,
        "Goda exempel",
        body("En lekplats."),
    )
    assert found.goal_of == (None, 0, 0, 1, 1, 1, 1)
    assert found.headings == {1, 3}


@pytest.mark.parametrize(
    "title",
    [
        "Uppföljning av ekonomi",
        "Ekonomi",
        "Nämndens ekonomiska förutsättningar",
        "Systematiskt kvalitetsarbete",
        "Särskilda redovisningar",
        "Budget",
    ],
)
def test_the_chapter_on_money_ends_the_goals(title: str) -> None:
    found = outline("Nämndmål: 1.1.1 Alla barn leker", body("Text."), title, TABLE)
    assert found.goal_of == (0, 0, None, None)


def test_a_table_of_contents_that_was_not_recognised_gives_no_goals_of_its_own() -> None:
    found = outline(
        "KF:s mål för verksamhetsområdet: 1.1 Barn har goda villkor",
        "Nämndmål: 1.1.1 Alla barn leker",
        "KF:s mål för verksamhetsområdet: 1.1 Barn har goda villkor",
        body("Om målet."),
        "Nämndmål: 1.1.1 Alla barn leker",
        body("Om nämndmålet."),
    )
    assert tree(found) == [
        (AREA, "1.1", "Barn har goda villkor", None),
        (COMMITTEE, "1.1.1", "Alla barn leker", "Barn har goda villkor"),
    ]
    assert found.goal_of == (None, None, 0, 0, 1, 1)


def test_a_code_before_the_colon_and_the_title_below() -> None:
    found = outline(
        "KF:s inriktningsmål 1:",
        "En stad för alla",
        "KF:s mål för verksamhetsområdet 1.2:",
        "Barn har goda villkor",
    )
    assert tree(found) == [
        (DIRECTION, "1", "En stad för alla", None),
        (AREA, "1.2", "Barn har goda villkor", "En stad för alla"),
    ]


def test_a_heading_under_several_goals_is_part_of_their_sections() -> None:
    under = ("Resursanvändning", TABLE)
    found = outline("Nämndens åtagande: Alla leker", *under, "Nämndens åtagande: Alla lär", *under)
    assert found.goal_of == (0, 0, 0, 1, 1, 1)


def test_a_chapter_of_its_own_ends_the_last_goal() -> None:
    found = outline("Nämndens åtagande: Alla leker", TABLE, "Resursanvändning", TABLE)
    assert found.goal_of == (0, 0, None, None)


def test_a_goal_that_is_named_again_is_not_another_goal() -> None:
    found = outline(
        "Nämndmål: 1.1.1 Alla barn leker",
        body("Om målet."),
        "Nämndmål: 1.1.1 Alla barn leker",
        body("Mer om målet."),
    )
    assert len(found.goals) == 1
    assert found.goal_of == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Nämndmålen bedöms uppnås helt.",
        "Inriktningsmålet uppfylls helt",
        "Uppföljning av kommunfullmäktiges inriktningsmål",
        "Nämndmål:",
    ],
)
def test_prose_about_goals_is_no_goal(text: str) -> None:
    assert outline(text).goals == ()


def test_a_document_without_goals() -> None:
    found = outline(body("Text."), TABLE)
    assert (found.goals, found.goal_of, found.headings) == ((), (None, None), frozenset())


def test_a_list_of_contents_that_was_not_recognised_holds_no_goals() -> None:
    found = outline(
        "4 KF:s inriktningsmål: 1. En stad för alla",
        "7 KF:s mål för verksamhetsområdet: 1.2 Barn har goda villkor",
        "31 Investeringar",
        body("Förvaltningen har arbetat vidare."),
        "KF:s inriktningsmål: 1. En stad för alla",
        "Uppfylls helt",
        "KF:s mål för verksamhetsområdet: 1.2 Barn har goda villkor",
        "Uppfylls delvis",
        TABLE,
    )
    assert [(goal.code, goal.assessment) for goal in found.goals] == [
        ("1", Assessment.FULLY),
        ("1.2", Assessment.PARTLY),
    ]
    assert found.goal_of[-1] == 1


def test_a_goal_with_a_table_counts_where_it_stands_first() -> None:
    found = outline(
        "KF:s mål för verksamhetsområdet: 1.2 Barn har goda villkor",
        TABLE,
        "KF:s mål för verksamhetsområdet: 1.2 Barn har goda villkor",
        "Uppfylls delvis",
    )
    assert found.goal_of[1] == 0


@pytest.mark.parametrize(
    "chapter", ["Kommunfullmäktiges inriktningsmål", "KF:s mål för verksamhetsområdet"]
)
def test_a_chapter_that_is_named_as_its_goals_are_is_none_of_them(chapter: str) -> None:
    found = outline(
        chapter,
        "KF:s inriktningsmål: 2. En stad nära vattnet",
        "KF:s mål för verksamhetsområdet: 2.1 Alla får bada",
    )
    assert [(goal.level, goal.code, goal.title) for goal in found.goals] == [
        (GoalLevel.DIRECTION, "2", "En stad nära vattnet"),
        (GoalLevel.OPERATIONAL_AREA, "2.1", "Alla får bada"),
    ]


def test_a_list_of_contents_in_a_plan_names_goals_that_come_again() -> None:
    goals = (
        "KF:s inriktningsmål: 1. En stad nära vattnet",
        "KF:s mål för verksamhetsområdet: 1.1 Alla får bada",
        "KF:s inriktningsmål: 2. En stad med träd",
        "KF:s mål för verksamhetsområdet: 2.1 Alla får skugga",
    )
    found = outline(*goals, "Sammanfattning av året.", *goals[:2], "Text.", *goals[2:], "Mer text.")
    assert [goal.code for goal in found.goals] == ["1", "1.1", "2", "2.1"]
    assert found.goal_of == (None,) * 5 + (0, 1, 1, 2, 3, 3)
