"""Typesets a report with ReportLab's Platypus: its own tables, unlike those of ``typeset``."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Flow

from tests.corpus.fonts import FAMILIES
from tests.corpus.model import Report
from tests.corpus.printed import PrintedTable, Text, items

Side = Literal["left", "center", "right"]
_ALIGNED: dict[Side, Literal[0, 1, 2]] = {"left": 0, "center": 1, "right": 2}
Command = Any


@dataclass(frozen=True, slots=True)
class PlatypusLook:
    """How a report looks; ``rules`` is 'grid', 'level', 'head', 'zebra' or 'none'.

    ``numbers`` and ``heads`` are how values and their headers are aligned; ``repeated`` says
    that the header is printed again after a page break; ``torn`` that rows may break.
    """

    rules: str = "grid"
    numbers: Side = "left"
    heads: Side = "left"
    valign: str = "TOP"
    bold_head: bool = True
    grouped: bool = True
    icons: bool = True
    title_row: bool = False
    repeated: bool = True
    torn: bool = False
    family: str = "Helvetica"
    size: float = 9.5
    padding: float = 3


_RULES: dict[str, tuple[Command, ...]] = {
    "grid": (("GRID", (0, 0), (-1, -1), 0.5, black),),
    "level": (("LINEBELOW", (0, 0), (-1, -1), 0.4, black),),
    "head": (("LINEBELOW", (0, "head"), (-1, "head"), 0.8, black),),
    "zebra": (("ROWBACKGROUNDS", (0, "body"), (-1, -1), (None, HexColor("#e4e9f0"))),),
    "none": (),
}


def render(report: Report, look: PlatypusLook) -> bytes:
    """The PDF of a report."""
    buffer = BytesIO()
    story: list[Flowable] = []
    for item in items(report, grouped=look.grouped, icons=look.icons):
        story += _table(item, look) if isinstance(item, PrintedTable) else [_text(item, look)]

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FAMILIES[look.family].regular, 8)
        canvas.drawString(60, 812, f"{report.head.committee} stadsdelsförvaltning")
        canvas.drawRightString(535, 30, f"Sida {document.page}")

    document = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=56, rightMargin=56, topMargin=56, bottomMargin=56,
        invariant=1,
    )  # fmt: skip
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return buffer.getvalue()


def _style(look: PlatypusLook, size: float, *, bold: bool, align: Side = "left") -> ParagraphStyle:
    family = FAMILIES[look.family]
    return ParagraphStyle(
        "text",
        fontName=family.bold if bold else family.regular,
        fontSize=size,
        leading=size * 1.2,
        alignment=_ALIGNED[align],
    )


def _text(item: Text, look: PlatypusLook) -> Flow:
    size = look.size if item.level is None else {1: 16, 2: 13, 3: 11}.get(item.level, look.size)
    style = _style(look, size, bold=item.level is not None)
    style.spaceAfter = style.spaceBefore = 5
    return Flow(escape(item.text), style, bulletText="•" if item.bullet else None)


def _table(table: PrintedTable, look: PlatypusLook) -> list[Flowable]:
    width = A4[0] - 112 - 12
    title = int(look.title_row and bool(table.title))
    size = look.size - 1.5
    heads = len(table.head) + title
    grid: list[list[Flow | str]] = []
    spans: list[Command] = []
    if title:
        bold = _style(look, size, bold=look.bold_head)
        grid.append([Flow(escape(table.title), bold), *[""] * (table.columns - 1)])
        spans.append(("SPAN", (0, 0), (-1, 0)))
    covered: set[tuple[int, int]] = set()
    for row_no, row in enumerate(table.head, start=title):
        made: list[Flow | str] = [""] * table.columns
        column = 0
        for cell in row:
            while (row_no, column) in covered:
                column += 1
            side: Side = look.heads if column >= table.numbers_from else "left"
            align: Side = "center" if cell.columns > 1 else side
            made[column] = Flow(
                escape(cell.text), _style(look, size, bold=look.bold_head, align=align)
            )
            end = (column + cell.columns - 1, row_no + cell.rows - 1)
            spans.append(("SPAN", (column, row_no), end))
            covered |= {
                (r, c) for r in range(row_no, end[1] + 1) for c in range(column, end[0] + 1)
            }
            column = end[0] + 1
        grid.append(made)
    for cells in table.rows:
        if len(cells) == 1:
            spans.append(("SPAN", (0, len(grid)), (-1, len(grid))))
        texts = [
            Flow(
                escape(text).replace("\n", "<br/>"),
                _style(
                    look,
                    size,
                    bold=False,
                    align=look.numbers if column >= table.numbers_from else "left",
                ),
            )
            for column, text in enumerate(cells)
        ]
        grid.append([*texts, *[""] * (table.columns - len(cells))])
    places = {"head": heads - 1, "body": heads}
    rules: list[Any] = [
        tuple(
            (part[0], places.get(part[1], part[1])) if isinstance(part, tuple) and len(part) == 2
            and isinstance(part[0], int) else part
            for part in command
        )
        for command in _RULES[look.rules]
    ]  # fmt: skip
    flow = Table(
        grid,
        colWidths=[share * width for share in table.shares],
        repeatRows=heads if look.repeated else 0,
        splitInRow=int(look.torn),
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), look.valign),
                ("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM"),
                *[(f"{side}PADDING", (0, 0), (-1, -1), look.padding)
                  for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")],
                *rules,
                *spans,
            ]
        ),
    )  # fmt: skip
    notes = [Flow(escape(note), _style(look, look.size - 1, bold=False)) for note in table.notes]
    return [flow, *notes, Spacer(1, 8)]
