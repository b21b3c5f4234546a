"""What pages make of the rows of a release, by figures that are said here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.dashboard.figures import Figure
from pipeline.dashboard.pages.context import Context, Libraries, Page
from pipeline.dashboard.pages.menu import PAGES
from pipeline.dashboard.release import Releases
from pipeline.dashboard.tables import Table, plain
from pipeline.dashboard.view import View
from tests.support.handmade import Rows, publish

YEAR = 2025
MILLION = Decimal(1_000_000)
COMMITTEES = ("Ankeby", "Björkvik", "Cederlund")

_Outcomes = Mapping[str, tuple[float, float | None]]

# Safety is better the higher, waiting the lower: of each committee this year's outcome, and the
# change since last year.
SAFETY: _Outcomes = {"Ankeby": (80.0, 2.0), "Björkvik": (90.0, 5.0), "Cederlund": (70.0, 0.0)}
WAITING: _Outcomes = {"Ankeby": (12.0, 1.0), "Björkvik": (9.0, -1.0), "Cederlund": (12.0, None)}
INDICATORS: Mapping[str, tuple[str, _Outcomes]] = {
    "trygghet": ("higher", SAFETY),
    "kötid": ("lower", WAITING),
}

TOTAL = "namnden-totalt"


def key(committee: str) -> str:
    return committee.lower()


def scores() -> Iterator[dict[str, Any]]:
    for indicator, (direction, outcomes) in INDICATORS.items():
        for committee, (outcome, change) in outcomes.items():
            yield {
                "report_key": f"{key(committee)}-{YEAR}-vb",
                "committee_key": key(committee),
                "committee_name": committee,
                "report_year": YEAR,
                "report_type": "VB",
                "indicator_key": indicator,
                "indicator_name": indicator.capitalize(),
                "direction": direction,
                "outcome": outcome,
                "change_since_last_year": change,
            }


def area(name: str, parent: str | None, deviation: int, *, adds: bool) -> dict[str, Any]:
    return {
        "committee_key": "ankeby",
        "committee_name": "Ankeby",
        "fiscal_year": YEAR,
        "service_area_key": name,
        "service_area_name": name.capitalize(),
        "parent_service_area_key": parent,
        "adds_to_total": adds,
        "vb_budget_net": 100 * MILLION,
        "vb_outcome_net": (100 - deviation) * MILLION,
        "vb_deviation": deviation * MILLION,
    }


def finding(name: str, difference: float, cause: str | None = None) -> dict[str, Any]:
    place = {
        "source_file": "ankeby.txt",
        "page": None,
        "line_start": 7,
        "line_end": 7,
        "text": "Totalt 5",
        "fact_key": None,
        "section": None,
        "table_no": None,
        "row_label": None,
        "column_label": None,
    }
    return {
        "finding_key": name,
        "report_key": f"ankeby-{YEAR}-vb",
        "rule": "parts_and_total",
        "severity": "error",
        "stated": 5.0,
        "expected": 5.0 - difference,
        "difference": difference,
        "unit": "mnkr",
        "explanation_sv": "Delarna ger inte summan.",
        "explanation_en": "The parts do not make the total.",
        "caused_by_finding_key": cause,
        # A rule may name a line twice, for the row and for its cell.
        "evidence": [place, place],
    }


AREAS = (
    area("skola", TOTAL, -3, adds=True),
    area("omsorg", TOTAL, 5, adds=True),
    # Part of the row above, so that it is no part of the sum.
    area("hemtjänst", "omsorg", 4, adds=False),
)

ROWS: Rows = {
    "dim_committee": [{"committee_key": key(one), "committee_name": one} for one in COMMITTEES],
    "dim_report": [
        {
            "report_key": f"{key(one)}-{YEAR}-vb",
            "committee_key": key(one),
            "report_type": "VB",
            "report_year": YEAR,
            "is_current": True,
        }
        for one in COMMITTEES
    ],
    "mart_indicator_scorecard": list(scores()),
    "mart_budget_followup": [*AREAS, area(TOTAL, None, 2, adds=False)],
    "data_finding": [
        finding("cause", -3.0),
        finding("consequence", -0.4, "cause"),
        finding("small", 0.5),
    ],
}


Made = Callable[..., Page]


def pages_of(folder: Path, rows: Rows) -> Made:
    settings = publish(folder, rows)
    libraries = Libraries(settings, Releases(settings))

    def make(path: str, **choices: str) -> Page:
        return PAGES[path].make(Context(settings, libraries.current(), View(path, choices)))

    return make


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return pages_of(tmp_path_factory.mktemp("release"), ROWS)


def table(made: Page, name: str) -> Table:
    (found,) = [one for one in made.tables if one.name == name]
    return found


def columns(shown: Table, *names: str) -> list[tuple[object, ...]]:
    at = [[column.name for column in shown.columns].index(name) for name in names]
    return [tuple(plain(row.cells[one]) for one in at) for row in shown.rows]


@pytest.mark.parametrize(
    ("indicator", "ranked"),
    [
        ("trygghet", [(1, "Björkvik", 90, 10), (2, "Ankeby", 80, 0), (3, "Cederlund", 70, -10)]),
        # Where less is better the least comes first; equal outcomes share a rank.
        ("kötid", [(1, "Björkvik", 9, -3), (2, "Ankeby", 12, 0), (2, "Cederlund", 12, 0)]),
    ],
)
def test_committees_are_ranked_by_what_is_better(
    page: Made, indicator: str, ranked: list[tuple[object, ...]]
) -> None:
    shown = table(page("/jamforelse", indikator=indicator), "rangordning")
    assert columns(shown, "rank", "committee", "outcome", "difference") == ranked


def test_two_indicators_stand_against_each_other_where_both_have_an_outcome(page: Made) -> None:
    made = page("/jamforelse", indikator="trygghet", mot="kötid")
    assert made.values["both"] == len(COMMITTEES)
    assert made.values["scatter"].startswith("<svg")
    assert page("/jamforelse", indikator="trygghet").values["both"] is None


def test_who_improved_most_is_told_by_what_is_better(page: Made) -> None:
    shown = table(page("/jamforelse"), "forbattrade")
    assert columns(shown, "committee", "improved", "unchanged", "worsened") == [
        ("Björkvik", 2, 0, 0),
        ("Ankeby", 1, 0, 1),
        # Waiting says nothing of last year there.
        ("Cederlund", 0, 1, 0),
    ]


def test_only_areas_that_add_to_the_total_are_summed(page: Made) -> None:
    money = page("/ekonomi", namnd="ankeby", ar=str(YEAR))
    said = money.values["sum"]
    assert (said.areas, said.total, said.adds_up) == (2 * MILLION, 2 * MILLION, True)
    assert money.values["waterfall"].startswith("<svg")
    assert "Hemtjänst" not in money.values["waterfall"]


def test_a_sum_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    rows = {**ROWS, "mart_budget_followup": [*AREAS, area(TOTAL, None, 4, adds=False)]}
    said = pages_of(tmp_path, rows)("/ekonomi", namnd="ankeby").values["sum"]
    assert (said.areas, said.total, said.adds_up) == (2 * MILLION, 4 * MILLION, False)


def test_the_first_page_shows_the_largest_deviations_without_the_total(page: Made) -> None:
    shown = table(page("/"), "avvikelser")
    found = columns(shown, "service_area", "deviation")
    assert found == [("Omsorg", 5 * MILLION), ("Skola", -3 * MILLION)]
    assert all(isinstance(row.cells[3], Figure) for row in shown.rows)


def test_a_contradiction_stands_under_its_cause_with_each_line_once(page: Made) -> None:
    causes = page("/motsagelser").values["findings"]
    assert [one.row["finding_key"] for one in causes] == ["cause", "small"]
    assert [one.row["finding_key"] for one in causes[0].consequences] == ["consequence"]
    assert [(place.place, place.text) for place in causes[0].places] == [
        ("ankeby.txt r. 7", "Totalt 5")
    ]


def test_contradictions_can_be_narrowed_by_size_and_committee(page: Made) -> None:
    def found(**choices: str) -> list[str]:
        return [
            one.row["finding_key"] for one in page("/motsagelser", **choices).values["findings"]
        ]

    assert found(minst="1") == ["cause"]
    assert found(namnd="ankeby") == ["cause", "small"]
    assert found(namnd="cederlund") == []


def score(committee: str, kind: str, **said: object) -> dict[str, Any]:
    """A row of the scorecard; what is not said is that of Safety in a committee's report."""
    return {
        "report_key": f"{key(committee)}-{YEAR}-{kind.lower()}",
        "committee_key": key(committee),
        "committee_name": committee,
        "report_year": YEAR,
        "report_type": kind,
        "indicator_key": "trygghet",
        "indicator_name": "Trygghet",
        "unit": "%",
        **said,
    }


def test_an_indicator_shows_women_and_men_and_says_how_many_committees_it_leaves_out(
    tmp_path: Path,
) -> None:
    many = [f"Nämnd {letter}" for letter in "abcdefghijklmn"]
    rows = {
        "dim_indicator": [{"indicator_key": "trygghet", "indicator_name": "Trygghet", "unit": "%"}],
        "dim_committee": [{"committee_key": key(one), "committee_name": one} for one in many],
        "mart_indicator_scorecard": [
            score(one, "VB", outcome=80.0, outcome_women=78.0, outcome_men=82.0) for one in many
        ],
    }
    make = pages_of(tmp_path, rows)
    every = make("/indikator", indikator="trygghet")
    assert (every.values["drawn"], every.values["left_out"]) == (12, 2)
    shown = columns(table(every, "rapporterat"), "committee", "outcome_women", "outcome_men")
    assert shown == [(one, 78, 82) for one in many]
    one = make("/indikator", indikator="trygghet", namnd=key("Nämnd n"))
    assert (one.values["drawn"], one.values["left_out"]) == (1, 0)


def test_what_changed_is_told_against_the_report_before(tmp_path: Path) -> None:
    def goal(kind: str, number: int, assessment: str) -> dict[str, Any]:
        return {
            "report_key": f"ankeby-{YEAR}-{kind.lower()}",
            "section_no": number,
            "assessment": assessment,
        }

    # Of two goals and two indicators one each changes.
    assessed = {("T2", 1): "partly", ("T2", 2): "fully", ("VB", 1): "fully", ("VB", 2): "fully"}
    goals = [goal(kind, number, said) for (kind, number), said in assessed.items()]
    rows: Rows = {
        "dim_committee": [{"committee_key": "ankeby", "committee_name": "Ankeby"}],
        "dim_report": [
            {
                "report_key": f"ankeby-{YEAR}-{kind.lower()}",
                "committee_key": "ankeby",
                "report_type": kind,
                "report_year": YEAR,
                "is_current": True,
            }
            for kind in ("T2", "VB")
        ],
        "fact_goal_assessment": [
            {**one, "fact_key": f"{one['report_key']}-{one['section_no']}"} for one in goals
        ],
        "mart_goal_tree": [
            {
                **one,
                "committee_key": "ankeby",
                "report_year": YEAR,
                "report_type": one["report_key"][-2:].upper(),
                "goal_key": f"mal-{one['section_no']}",
                "level": "verksamhetsomradesmal",
                "title": f"Mål {one['section_no']}",
            }
            for one in goals
        ],
        "mart_indicator_scorecard": [
            score("Ankeby", "T2", status="reached"),
            score("Ankeby", "VB", status="not_reached", judged_against="target"),
            score("Ankeby", "T2", indicator_key="b", indicator_name="B", status="reached"),
            score("Ankeby", "VB", indicator_key="b", indicator_name="B", status="reached"),
        ],
    }
    made = pages_of(tmp_path, rows)("/namnd", namnd="ankeby", ar=str(YEAR), rapport="VB")
    assert made.values["earlier"]["report_type"] == "T2"
    assert columns(table(made, "forandrat"), "what", "before", "now") == [
        ("Mål 1", "Uppfylls delvis", "Uppfylls helt"),
        ("Trygghet", "Uppnådd", "Ej uppnådd"),
    ]
    first = pages_of(tmp_path / "first", rows)("/namnd", namnd="ankeby", rapport="T2")
    assert first.values["earlier"] is None and not table(first, "forandrat")
