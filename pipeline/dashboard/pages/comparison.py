"""Committees beside each other: one indicator ranked, two against each other, who improved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from pipeline.dashboard import charts, queries
from pipeline.dashboard.figures import computed
from pipeline.dashboard.pages.context import REPORT_ORDER, Context, Page
from pipeline.dashboard.pages.shared import cells_by, choices, signs, told
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Link, Spark, Table, table
from pipeline.dashboard.tables import Row as TableRow

FEWEST = 3
"""Fewer committees are no comparison."""

TOTAL = "namnden-totalt"
"""The key of a committee's total among its service areas."""


MEASURES = ("outcome", "target", "kf_target")


def make(context: Context) -> Page:
    """Make the page."""
    words, view = context.words, context.view
    kind = view.get("rapport")
    kind = kind if kind in REPORT_ORDER else "VB"
    year = context.year()
    scores = context.rows(queries.SCORECARD, year=year, report_type=kind)
    offered = _offered(scores)
    key = view.get("indikator")
    key = key if key in offered else next(iter(offered), None)
    other = view.get("mot") if view.get("mot") in offered else None
    ranked = _ranked(context, [r for r in scores if r["indicator_key"] == key], year, kind)
    both = (key, other) if key and other else None
    points = _points(context, scores, both) if both else []
    improved = _improved(context, year)
    inhabitants = _per_inhabitant(context, year)
    return Page(
        "comparison.html",
        words("comparison"),
        {
            "years": choices(((y, str(y)) for y in context.library.years()), year),
            "kinds": choices(
                ((k, words.code("report_type", k)) for k in REPORT_ORDER if k != "VP"), kind
            ),
            "indicators": choices(offered.items(), key),
            "others": choices(offered.items(), other, every="–"),
            "name": offered.get(key or "", ""),
            "ranked": ranked,
            "scatter": _scatter(context, points, [offered[one] for one in both or ()]),
            "both": len(points) if both else None,
            "fewest": FEWEST,
            "improved": improved,
            "inhabitants": inhabitants,
            "year": year,
        },
        [ranked, improved, inhabitants],
    )


def _offered(scores: Sequence[Row]) -> dict[str, str]:
    """Indicators with an outcome, those of most committees first."""
    having = [row for row in scores if row["outcome"] is not None]
    number = Counter(row["indicator_key"] for row in having)
    ordered = sorted(having, key=lambda r: (-number[r["indicator_key"]], r["indicator_name"]))
    return {row["indicator_key"]: row["indicator_name"] for row in ordered}


def _ranked(context: Context, scores: Sequence[Row], year: int | None, kind: str) -> Table:
    words, view = context.words, context.view
    rows = [row for row in scores if row["outcome"] is not None]
    direction = rows[0]["direction"] if rows else None
    rows.sort(key=lambda r: -r["outcome"] if direction != "lower" else r["outcome"])
    key = rows[0]["indicator_key"] if rows else None
    unit = rows[0]["unit"] if rows else None
    cells = cells_by(
        context.rows(queries.INDICATOR_CELLS, year=year, report_type=kind, indicator=key),
        "report_key",
        "measure",
    )
    years = context.rows(queries.INDICATOR_YEARS, indicator=key) if key else []
    shown = {
        (row["committee_key"], m): told(context, row[m], cells.get((row["report_key"], m)), unit)
        for row in rows
        for m in MEASURES
    }
    middle = median(row["outcome"] for row in rows) if rows else 0.0
    return table(
        "rangordning",
        words("comparison"),
        [
            Column("rank", words("rank"), Kind.NUMBER),
            Column("committee", words("committee")),
            Column("outcome", words("outcome"), Kind.NUMBER, unit or ""),
            Column("target", words("target"), Kind.NUMBER, unit or ""),
            Column("kf_target", words("kf_target"), Kind.NUMBER, unit or ""),
            Column(
                "difference", words("difference_from_median"), Kind.NUMBER, unit or "", signed=True
            ),
            Column("years", words("over_years")),
        ],
        [
            TableRow(
                (
                    1 + sum(_is_better(one, row, direction) for one in rows) if direction else None,
                    Link(
                        row["committee_name"],
                        view.link("/namnd", namnd=row["committee_key"], ar=row["report_year"]),
                    ),
                    *(shown[row["committee_key"], m] for m in MEASURES),
                    computed(
                        round(row["outcome"] - middle, 6), shown[row["committee_key"], "outcome"]
                    ),
                    _spark(row, years),
                )
            )
            for row in rows
        ],
    )


def _is_better(one: Row, other: Row, direction: str) -> bool:
    difference = float(one["outcome"]) - float(other["outcome"])
    return difference < 0 if direction == "lower" else difference > 0


def _spark(row: Row, years: Sequence[Row]) -> Spark:
    own = [y for y in years if y["committee_key"] == row["committee_key"]]
    return Spark(
        tuple(one["vb_outcome"] for one in own), tuple(int(one["report_year"]) for one in own)
    )


def _points(
    context: Context, scores: Sequence[Row], both: tuple[str, str]
) -> list[dict[str, object]]:
    """Committees with an outcome of both indicators, of ``scores`` of one year and report."""
    outcomes = {
        (row["committee_key"], row["indicator_key"]): row
        for row in scores
        if row["outcome"] is not None
    }
    of_all = {"year": scores[0]["report_year"], "report_type": scores[0]["report_type"]}
    printed = [
        cell
        for indicator in both
        for cell in context.rows(queries.INDICATOR_CELLS, **of_all, indicator=indicator)
    ]
    cells = cells_by(printed, "report_key", "indicator_key", "measure")
    pairs = [
        (name, outcomes.get((committee, both[0])), outcomes.get((committee, both[1])))
        for committee, name in context.library.committees.items()
    ]

    def said(row: Row) -> str:
        cell = cells.get((row["report_key"], row["indicator_key"], "outcome"))
        return signs(context, context.figure(cell))

    return [
        {
            "x": one["outcome"],
            "y": another["outcome"],
            "label": f"{name} {said(one)}{said(another)}".rstrip(),
            "signs": said(one) + said(another),
            "address": context.view.link("/namnd", namnd=one["committee_key"]),
        }
        for name, one, another in pairs
        if one and another
    ]


def _scatter(context: Context, points: Sequence[dict[str, object]], titles: Sequence[str]) -> str:
    if not points:
        return ""
    spec = charts.scatter(points, *titles)
    return charts.draw(spec, context.view.language, context.words("scatter"))


def _per_inhabitant(context: Context, year: int | None) -> Table:
    """Net costs of the committees by inhabitant, where a report gives its population."""
    words, view = context.words, context.view
    people = context.rows(queries.POPULATION, year=year) if year else []
    totals = {
        row["committee_key"]: row["vb_outcome_net"]
        for row in (context.rows(queries.BUDGET, year=year) if people else ())
        if row["service_area_key"] == TOTAL and row["vb_outcome_net"] is not None
    }
    cells = cells_by(
        context.rows(queries.BUDGET_CELLS, year=year) if people else [],
        "committee_key",
        "report_type",
        "service_area_key",
        "role",
    )

    def each(row: Row) -> int:
        return int(round(totals[row["committee_key"]] / Decimal(str(row["value"]))))  # noqa: RUF046 - an Any

    def line(row: Row) -> TableRow:
        key = row["committee_key"]
        population = context.figure(row)
        cost = told(context, totals[key], cells.get((key, "VB", TOTAL, "outcome_net")), "SEK")
        return TableRow(
            (
                Link(row["committee_name"], view.link("/ekonomi", namnd=key, ar=year)),
                computed(each(row), population, cost),
                cost,
                population,
            )
        )

    known = [row for row in people if row["committee_key"] in totals]
    return table(
        "per-invanare",
        words("per_inhabitant"),
        [
            Column("committee", words("committee")),
            Column("each", words("per_inhabitant"), Kind.NUMBER, words("kronor_each")),
            Column("outcome", words("outcome"), Kind.MILLIONS, words("million")),
            Column("population", words("population"), Kind.NUMBER, words("inhabitants")),
        ],
        [line(row) for row in sorted(known, key=each, reverse=True)],
    )


def _improved(context: Context, year: int | None) -> Table:
    """Of the indicators with a known direction, how many went which way since last year."""
    words, view = context.words, context.view
    ways: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for row in context.rows(queries.SCORECARD, year=year, report_type="VB"):
        change, direction = row["change_since_last_year"], row["direction"]
        if change is None or direction is None:
            continue
        better = change > 0 if direction == "higher" else change < 0
        way = "unchanged" if change == 0 else "improved" if better else "worsened"
        ways.setdefault(row["committee_key"], Counter())[way] += 1
        names[row["committee_key"]] = row["committee_name"]

    def share(committee: str) -> float:
        return ways[committee]["improved"] / ways[committee].total()

    return table(
        "forbattrade",
        words("most_improved"),
        [
            Column("committee", words("committee")),
            Column("share", words("improved"), Kind.SHARE),
            Column("improved", words("improved"), Kind.NUMBER, words("number").lower()),
            Column("unchanged", words("unchanged"), Kind.NUMBER, words("number").lower()),
            Column("worsened", words("worsened"), Kind.NUMBER, words("number").lower()),
        ],
        [
            TableRow(
                (
                    Link(names[key], view.link("/namnd", namnd=key, ar=year)),
                    share(key),
                    *(ways[key][way] for way in ("improved", "unchanged", "worsened")),
                )
            )
            for key in sorted(ways, key=lambda one: (-share(one), names[one]))
        ],
    )
