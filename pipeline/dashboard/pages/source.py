"""Where a figure is printed: document, page or lines, and the figure marked there.

The address holds the key of a fact (``rad``), or a contradiction and the number of one of its
places (``fynd``, ``stalle``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pypdfium2 as pdfium

from pipeline.dashboard import queries
from pipeline.dashboard.figures import Figure, place_of
from pipeline.dashboard.numerals import percent
from pipeline.dashboard.pages.context import Context, Page
from pipeline.dashboard.pages.shared import findings_of
from pipeline.dashboard.places import in_docx, in_pdf, in_text
from pipeline.dashboard.places.documents import bytes_of
from pipeline.dashboard.release import Row
from pipeline.extract.document import Document, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.personal_numbers import mask_personal_numbers

PRINTED = ("value_text", "raw_text", "activity_text", "decision_text", "sentence", "heading")
"""Columns that hold what is printed in a fact's own cell, the first that there is."""

ROW_WORDS = ("indicator_name_printed", "row_label", "unit_name", "item", "figure_label")
COLUMN_WORDS = ("column_label",)

KEPT_DOCUMENTS = 4
"""So many documents that were read again for their tables are kept."""

KEPT_PICTURES = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a report, as a fact or a contradiction says it."""

    key: str | None
    table: str | None
    report: Row
    page: int | None
    line_start: int | None
    line_end: int | None
    box: in_pdf.Box | None
    text: str
    printed: str
    row_words: str
    column_words: str
    fact: Row
    values: Row


def make(context: Context) -> Page:
    """Make the page."""
    words = context.words
    place = find(context)
    if place is None:
        message = words("unknown_key")
        return Page("empty.html", words("source"), {"message": message}, status=404)
    shown = _shown(context, place)
    return Page(
        "source.html",
        _title(context, place),
        {
            "place": place,
            "where": place_of(
                {
                    "source_file": place.report["source_file"],
                    "source_page": place.page,
                    "source_line_start": place.line_start,
                }
            ),
            "figure": _figure(context, place),
            "said": _said(context, place),
            "details": _details(context, place),
            "findings": _findings(context, place),
            "corrections": _corrections(context, place),
            "masked": mask_personal_numbers(place.text).text,
            **shown,
        },
    )


# ── which place ──────────────────────────────────────────────────────────────────────────


def find(context: Context) -> Place | None:
    """The place that the address asks for; None where the release has none such."""
    if key := context.view.get("rad"):
        return _of_fact(context, key)
    if finding := context.view.get("fynd"):
        return _of_finding(context, finding, context.view.number("stalle") or 0)
    return None


def _of_fact(context: Context, key: str) -> Place | None:
    fact = context.row(queries.FACT, key=key)
    if fact is None:
        return None
    values = context.row(queries.FACT_ROWS[fact["table_name"]], key=key) or {}
    report = context.row(queries.REPORT, report=fact["report_key"])
    if report is None:
        return None
    # A typed amount repeats a table's cell, which says what is printed in it.
    cell = values
    if cell_key := values.get("table_cell_key"):
        cell = context.row(queries.FACT_ROWS["fact_table_cell"], key=cell_key) or values
    return Place(
        key=key,
        table=fact["table_name"],
        report=report,
        page=fact["source_page"],
        line_start=fact["source_line_start"],
        line_end=fact["source_line_end"],
        box=_box(fact["source_bbox"]),
        text=fact["source_text"] or "",
        printed=_first(cell, PRINTED),
        row_words=_first(cell, ROW_WORDS),
        column_words=_first(cell, COLUMN_WORDS),
        fact=fact,
        values=values,
    )


def _of_finding(context: Context, finding: str, number: int) -> Place | None:
    row = context.row(queries.FINDING, finding=finding)
    if row is None or number >= len(row["evidence"]):
        return None
    report = context.row(queries.REPORT, report=row["report_key"])
    one = row["evidence"][number]
    sources = [r for r in context.library.reports if r["source_file"] == one["source_file"]]
    report = sources[0] if sources else report
    if report is None:
        return None
    return Place(
        key=None,
        table=None,
        report=report,
        page=one["page"],
        line_start=one["line_start"],
        line_end=one["line_end"],
        box=None,
        text=one["text"] or "",
        printed=one["text"] or "",
        row_words=one.get("row_label") or "",
        column_words=one.get("column_label") or "",
        fact={},
        values={},
    )


def _box(bbox: Mapping[str, float] | None) -> in_pdf.Box | None:
    return (bbox["x0"], bbox["y0"], bbox["x1"], bbox["y1"]) if bbox else None


def _first(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(row[name]) for name in names if row.get(name)), "")


# ── what is shown there ──────────────────────────────────────────────────────────────────


def _shown(context: Context, place: Place) -> dict[str, object]:
    """What the template shows of the document: a picture, lines or a table."""
    report = place.report
    content = bytes_of(context.settings, report["source_file"], report["document_sha256"])
    empty: dict[str, object] = {"kind": "none", "lines": (), "table": None, "several": False}
    if content is None:
        return empty
    try:
        match report["source_format"]:
            case SourceFormat.PDF:
                return {**empty, "kind": "pdf" if place.page else "none"}
            case SourceFormat.DOCX:
                document = _docx(_Bytes(report["document_sha256"], content))
                wanted = in_docx.Wanted(place.printed or place.text, place.row_words, _head(place))
                return {**empty, "kind": "docx", "table": in_docx.find(document, wanted)}
            case _ if place.line_start is not None:
                lines = in_text.lines_around(
                    content,
                    place.line_start,
                    place.line_end or place.line_start,
                    place.printed,
                    is_html=str(report["source_file"]).lower().endswith((".html", ".htm")),
                )
                several = any(line.marks > 1 for line in lines)
                return {**empty, "kind": "text", "lines": lines, "several": several}
    except UnreadableDocument:
        pass
    return empty


def _head(place: Place) -> str:
    """A pattern of the head of the column that the place stands in."""
    by_measure = in_docx.MEASURE_HEADS.get(str(place.values.get("measure")), "")
    return re.escape(" ".join(place.column_words.split()).casefold()) or by_measure


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The bytes of a document, told apart by their hash."""

    sha256: str
    content: bytes = field(compare=False, repr=False)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _docx(document: _Bytes) -> Document:
    return in_docx.read(document.content)


def picture(context: Context, *, close: bool) -> bytes | None:
    """The picture of the page of a PDF; None where there is none."""
    place = find(context)
    if place is None or place.page is None or place.report["source_format"] != SourceFormat.PDF:
        return None
    report = place.report
    masked = context.rows(queries.MASKED_ON_PAGE, report=report["report_key"], page=place.page)
    boxes = tuple(box for row in masked if (box := _box(row["source_bbox"])))
    content = bytes_of(context.settings, report["source_file"], report["document_sha256"])
    if content is None:
        return None
    try:
        document = _Bytes(report["document_sha256"], content)
        return _picture(document, place.page, place.box, boxes, close=close)
    except (ValueError, pdfium.PdfiumError):
        return None


@lru_cache(maxsize=KEPT_PICTURES)
def _picture(
    document: _Bytes,
    page: int,
    box: in_pdf.Box | None,
    masked: tuple[in_pdf.Box, ...],
    *,
    close: bool,
) -> bytes:
    return in_pdf.picture(document.content, page, box, masked, close=close)


# ── what is said of the figure ───────────────────────────────────────────────────────────


def _title(context: Context, place: Place) -> str:
    names = context.row(
        queries.NAMES,
        indicator=place.values.get("indicator_key"),
        goal=place.values.get("goal_key"),
        area=place.values.get("service_area_key"),
    )
    said = names or {}
    for name in (said.get("indicator"), said.get("area"), place.row_words, said.get("goal")):
        if name:
            return str(name)
    return context.words("source")


def _figure(context: Context, place: Place) -> Figure | None:
    return context.figure(place.values) if place.values else None


def _said(context: Context, place: Place) -> list[tuple[str, str]]:
    """What is to be said against the figure: the mark, and a sentence."""
    figure, words = _figure(context, place), context.words
    if figure is None:
        return []
    language = context.view.language
    said = []
    for mark in figure.marks:
        likely = percent(figure.confidence or 0.0, language)
        sentence = words(f"{mark}_long", **_values_of(mark, likely, place.report["carried_from"]))
        if mark == "doubtful" and figure.second:
            measure, share = figure.second
            sentence += " " + words(
                "second_reading",
                measure=words.measure(measure).lower(),
                likely=percent(share, language),
            )
        said.append((str(mark), sentence))
    return said


def _values_of(mark: str, likely: str, release: str | None) -> dict[str, str]:
    return {"doubtful": {"likely": likely}, "carried": {"release": release or ""}}.get(mark, {})


def _details(context: Context, place: Place) -> list[tuple[str, str]]:
    """What the fact is, in the words of its own columns."""
    words, values = context.words, place.values
    told = [
        (words("kind"), words.code("table", place.table)),
        (words("column"), words.measure(str(values.get("measure") or place.column_words))),
        (words("amount"), words.code("amount", values.get("what"))),
        (words("row"), place.row_words),
        (words("table"), str(values.get("table_title") or "")),
        (words("period"), str(values.get("period") or values.get("fiscal_year") or "")),
        (words("printed"), place.printed if place.printed != place.text else ""),
    ]
    return [(name, text) for name, text in told if text]


def _findings(context: Context, place: Place) -> list[object]:
    if place.key is None:
        return []
    rows = context.rows(
        queries.FINDINGS_AT,
        report=place.report["report_key"],
        key=place.key,
        file=place.report["source_file"],
        page=place.page,
        line_start=place.line_start,
        line_end=place.line_end,
        printed=place.printed,
    )
    keys = {row["finding_key"] for row in rows}
    all_of_report = context.rows(queries.FINDINGS, report=place.report["report_key"])
    return [*findings_of(context, [row for row in all_of_report if row["finding_key"] in keys])]


def _corrections(context: Context, place: Place) -> list[str]:
    rows = context.rows(
        queries.CORRECTIONS_AT,
        report=place.report["report_key"],
        printed=place.text,
        page=place.page,
        line_start=place.line_start,
    )
    return [row["message"] for row in rows]
