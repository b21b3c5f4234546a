"""What several pages show alike: indicators of a report, findings, choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.dashboard.figures import SIGNS, Figure, Mark, place_of
from pipeline.dashboard.numerals import millions, percent
from pipeline.dashboard.pages.context import Context
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Badge

Cells = Mapping[tuple[Any, ...], Row]

TONES: Mapping[str, str] = {
    "fully": "good",
    "partly": "middling",
    "not": "bad",
    "reached": "good",
    "not_reached": "bad",
    "deviates": "bad",
    "ended": "good",
    "error": "bad",
    "warning": "middling",
}
"""The tone of a coded value; plain where none is said."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a form offers."""

    value: str
    label: str
    is_chosen: bool


def choices(
    offered: Iterable[tuple[object, str]], chosen: object, *, every: str = ""
) -> list[Choice]:
    """The choices of a form, one of them chosen; ``every`` is what choosing none is called."""
    first = [Choice("", every, chosen in (None, ""))] if every else []
    return first + [
        Choice(str(value), label, str(value) == str(chosen)) for value, label in offered
    ]


def cells_by(rows: Sequence[Row], *names: str) -> Cells:
    """Rows by the values of some of their columns."""
    return {tuple(row[name] for name in names): row for row in rows}


def badge(context: Context, kind: str, value: str | None, title: str = "") -> Badge | None:
    """A coded value in words, with its tone; None for none."""
    if value is None:
        return None
    return Badge(context.words.code(kind, value), TONES.get(value, "plain"), title)


def told(context: Context, value: object, cell: Row | None, unit: str | None) -> Figure | None:
    """A value of a mart with the place of the printed cell behind it.

    The mart's value is what is shown; the cell lends place and doubts. Where the mart has none,
    the cell may say something in words ("Max 10 personer").
    """
    figure = context.figure(cell, unit)
    if value is None:
        return figure
    if figure is None:
        return Figure(value, unit)  # type: ignore[arg-type]
    return Figure(
        value,  # type: ignore[arg-type]
        unit,
        figure.text,
        figure.fact_key,
        figure.confidence,
        figure.place,
        figure.marks,
        figure.second,
    )


def signs(context: Context, figure: Figure | None) -> str:
    """What stands behind a figure in a chart: "?62 %", "≠"; empty where nothing is against it."""
    if figure is None:
        return ""
    likely = percent(figure.confidence or 0.0, context.view.language)
    return "".join(SIGNS[mark] + (likely if mark is Mark.DOUBTFUL else "") for mark in figure.marks)


def in_millions(context: Context, figure: Figure | None, value: Any, *, sign: bool) -> str:
    """A bar's amount in words, with the signs of its figure."""
    amount = millions(value, context.view.language, sign=sign)
    return f"{amount} {signs(context, figure)}".rstrip()


def deviation_of(context: Context, row: Row, cells: Cells) -> Figure | None:
    """The deviation of a service area in the annual report."""
    key = (row["committee_key"], "VB", row["service_area_key"], "deviation")
    return told(context, row["vb_deviation"], cells.get(key), "SEK")


def in_order(areas: Sequence[Row]) -> list[Row]:
    """Service areas by name, the parts of one below it, the total last."""
    names = {row["service_area_key"]: row["service_area_name"] for row in areas}

    def place(row: Row) -> tuple[bool, str, bool, str]:
        parent, name = row["parent_service_area_key"], row["service_area_name"]
        whole = name if row["adds_to_total"] else names.get(parent, name)
        return (parent is None, str(whole), not row["adds_to_total"], name)

    return sorted(areas, key=place)


JUDGED = ("reached", "nearly", "not_reached")
"""Statuses of indicators whose target is met or missed, the best first."""


def reason_of(context: Context, row: Row) -> str:
    """Why an indicator has its status, in a sentence."""
    words, status = context.words, row["status"]
    if status in JUDGED:
        return words.code("reason", row["judged_against"])
    return words.code("reason", row["status_reason"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place of a contradiction: what is printed there, and the address of the place."""

    text: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction as it is shown, those that follow from it below it."""

    row: Row
    explanation: str
    other: str
    places: tuple[Evidence, ...]
    consequences: tuple[Finding, ...] = ()


def findings_of(context: Context, rows: Sequence[Row]) -> list[Finding]:
    """Causes with their consequences; what follows from a cause not among ``rows`` is one too."""
    known = {row["finding_key"] for row in rows}
    below: dict[str, list[Row]] = {}
    causes: list[Row] = []
    for row in rows:
        cause = row["caused_by_finding_key"]
        if cause in known and cause != row["finding_key"]:
            below.setdefault(cause, []).append(row)
        else:
            causes.append(row)
    return [
        _finding(
            context, row, [_finding(context, one) for one in below.get(row["finding_key"], [])]
        )
        for row in causes
    ]


def _finding(context: Context, row: Row, consequences: Sequence[Finding] = ()) -> Finding:
    language = context.view.language
    other = "en" if language == "sv" else "sv"
    return Finding(
        row,
        row[f"explanation_{language}"],
        row[f"explanation_{other}"],
        tuple(_places(context, row)),
        tuple(consequences),
    )


def _places(context: Context, row: Row) -> Iterable[Evidence]:
    """The places of a finding, each line once."""
    seen = set()
    for number, one in enumerate(row["evidence"]):
        place = place_of(
            {
                "source_file": one["source_file"],
                "source_page": one["page"],
                "source_line_start": one["line_start"],
            }
        )
        key = (place, one["text"])
        if key in seen:
            continue
        seen.add(key)
        fact = one.get("fact_key")
        address = context.view.link(
            "/kalla",
            rad=fact,
            fynd=None if fact else row["finding_key"],
            stalle=None if fact else number,
        )
        yield Evidence(one["text"], place or "", address)
