"""Typesets a report with ReportLab's Platypus: its own tables, unlike those of ``typeset``."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, B5, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Flow

from tests.corpus.fonts import FAMILIES
from tests.corpus.model import Report
from tests.corpus.printed import PrintedTable, Text, items
from tests.corpus.random_looks import Look, Side, dressed, ends_of_head

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
    drawn: Look | None = None


_RULES: dict[str, tuple[Command, ...]] = {
    "grid": (("GRID", (0, 0), (-1, -1), 0.5, black),),
    "level": (("LINEBELOW", (0, 0), (-1, -1), 0.4, black),),
    "head": (("LINEBELOW", (0, "head"), (-1, "head"), 0.8, black),),
    "zebra": (("ROWBACKGROUNDS", (0, "body"), (-1, -1), (None, HexColor("#e4e9f0"))),),
    "none": (),
    "booktabs": (
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, black),
        ("LINEBELOW", (0, "head"), (-1, "head"), 0.5, black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, black),
    ),
    "outer": (("BOX", (0, 0), (-1, -1), 0.7, black),),
    "dotted": (("LINEBELOW", (0, 0), (-1, -1), 0.5, black, None, (1, 2)),),
    "double": (
        ("LINEBELOW", (0, "head"), (-1, "head"), 0.5, black, None, None, None, 2, 1.5),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, black, None, None, None, 2, 1.5),
    ),
    "uprights": (("LINEAFTER", (0, 0), (-2, -1), 0.5, black),),
    "partial": (("LINEBELOW", (0, "head"), (-1, "head"), 0.5, black),),
}
_SIZES = {"a4": A4, "letter": LETTER, "b5": B5}


def drawn(look: Look) -> PlatypusLook:
    """What Platypus makes of a look drawn by lot."""
    return PlatypusLook(
        rules=look.rules,
        numbers=look.numbers,
        heads=look.heads,
        valign=look.valign.upper(),
        bold_head=look.head in ("bold", "upper", "inverse"),
        grouped=look.grouped,
        icons=look.icons,
        title_row=look.title_row,
        repeated=look.repeated,
        torn=look.torn,
        family="Times" if look.serif else "Helvetica",
        size=look.size,
        drawn=look,
    )


def _fills(look: Look | None, heads: int) -> list[Command]:
    """Shades of rows, the header, and the column of labels, as a lot drew them."""
    shade, dark = HexColor("#e4e9f0"), HexColor("#123a63")
    if look is None:
        return []
    made: list[Command] = []
    if look.fill == "rows":
        made.append(("ROWBACKGROUNDS", (0, heads), (-1, -1), (None, shade)))
    if look.fill == "labels":
        made.append(("BACKGROUND", (0, 0), (0, -1), shade))
    if look.fill == "head" or look.head == "inverse":
        color = dark if look.head == "inverse" else shade
        made.append(("BACKGROUND", (0, 0), (-1, heads - 1), color))
    return made


def render(report: Report, look: PlatypusLook) -> bytes:
    """The PDF of a report."""
    buffer = BytesIO()
    story: list[Flowable] = []
    page = _page(look.drawn)
    width = page[0] - 2 * _margin(look) - 12
    printed = items(report, grouped=look.grouped, icons=look.icons)
    for item in dressed(printed, look.drawn) if look.drawn else printed:
        if isinstance(item, PrintedTable):
            story += _table(item, look, width)
        else:
            story.append(_text(item, look))

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        if look.drawn is not None:
            _furniture(canvas, look.drawn, document.page)
            return
        canvas.setFont(FAMILIES[look.family].regular, 8)
        canvas.drawString(60, 812, f"{report.head.committee} stadsdelsförvaltning")
        canvas.drawRightString(535, 30, f"Sida {document.page}")

    margin = _margin(look)
    document = SimpleDocTemplate(
        buffer, pagesize=page, leftMargin=margin, rightMargin=margin, topMargin=max(margin, 50),
        bottomMargin=max(margin, 50), invariant=1,
    )  # fmt: skip
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return buffer.getvalue()


def _page(look: Look | None) -> tuple[float, float]:
    size = _SIZES[look.paper] if look else A4
    return landscape(size) if look and look.landscape else size


def _margin(look: PlatypusLook) -> float:
    return look.drawn.margin * 28 if look.drawn else 56


def _furniture(canvas: Canvas, look: Look, page: int) -> None:
    width, height = _page(look)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, height - 30, look.running)
    canvas.drawCentredString(width / 2, 30, look.numbering.format(page, "12"))
    if look.watermark:
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.setFillColor(HexColor("#dddddd"))
        canvas.setFont("Helvetica-Bold", 80)
        canvas.drawCentredString(0, 0, "UTKAST")
        canvas.restoreState()


def _style(look: PlatypusLook, size: float, *, bold: bool, align: Side = "left") -> ParagraphStyle:
    family = FAMILIES[look.family]
    return ParagraphStyle(
        "text",
        fontName=family.bold if bold else family.regular,
        fontSize=size,
        leading=size * (look.drawn.leading if look.drawn else 1.2),
        alignment=_ALIGNED[align],
    )


def _text(item: Text, look: PlatypusLook) -> Flow:
    size = look.size if item.level is None else {1: 16, 2: 13, 3: 11}.get(item.level, look.size)
    style = _style(look, size, bold=item.level is not None)
    style.spaceAfter = style.spaceBefore = 5
    if look.drawn is not None:
        _drawn_text(style, look.drawn, heading=item.level is not None)
        bullet = look.drawn.bullet
        return Flow(escape(item.text), style, bulletText=bullet if item.bullet else None)
    return Flow(escape(item.text), style, bulletText="•" if item.bullet else None)


def _drawn_text(style: ParagraphStyle, look: Look, *, heading: bool) -> None:
    if not heading:
        style.alignment = 4 if look.justified else 0
        return
    if look.heading == "same":
        style.fontSize, style.leading = look.size, look.size * look.leading
    if look.heading == "bar":
        style.backColor = HexColor("#c8d8e8")
    if look.heading == "ruled":
        style.borderWidth, style.borderColor, style.borderPadding = 0.5, black, 1
    if look.heading == "centred":
        style.alignment = 1


def _table(table: PrintedTable, look: PlatypusLook, width: float) -> list[Flowable]:
    drawn = look.drawn
    title = int(look.title_row and bool(table.title))
    size = look.size * drawn.table_size if drawn else look.size - 1.5
    side_pad, pad = drawn.padding if drawn else (look.padding, look.padding)
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
            style = _style(look, size, bold=look.bold_head, align=align)
            if drawn and drawn.head == "inverse":
                style.textColor = HexColor("#ffffff")
            made[column] = Flow(escape(cell.text), style)
            end = (column + cell.columns - 1, row_no + cell.rows - 1)
            spans.append(("SPAN", (column, row_no), end))
            covered |= {
                (r, c) for r in range(row_no, end[1] + 1) for c in range(column, end[0] + 1)
            }
            column = end[0] + 1
        grid.append(made)
    for number, cells in enumerate(table.rows):
        total = number in table.totals and drawn is not None and drawn.totals != "plain"
        if len(cells) == 1:
            spans.append(("SPAN", (0, len(grid)), (-1, len(grid))))
        texts = [
            Flow(
                escape(text).replace("\n", "<br/>"),
                _style(
                    look,
                    size,
                    bold=total,
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
                ("VALIGN", (0, 0), (-1, heads - 1),
                 drawn.head_valign.upper() if drawn else "BOTTOM"),
                *[(f"{side}PADDING", (0, 0), (-1, -1), pad) for side in ("TOP", "BOTTOM")],
                *[(f"{side}PADDING", (0, 0), (-1, -1), side_pad) for side in ("LEFT", "RIGHT")],
                *_fills(drawn, heads),
                *rules,
                *_groups(table, look, title),
                *spans,
            ]
        ),
    )  # fmt: skip
    notes = [Flow(escape(note), _style(look, look.size - 1, bold=False)) for note in table.notes]
    caption = [Flow(escape(table.title), _style(look, look.size, bold=False))]
    where = drawn.caption if drawn and table.title else "none"
    above, below = caption * (where == "above"), caption * (where == "below")
    return [*above, flow, *below, *notes, Spacer(1, 8)]


def _groups(table: PrintedTable, look: PlatypusLook, row: int) -> list[Command]:
    """A line below each label over several columns."""
    if look.drawn is None or look.drawn.rules != "partial":
        return []
    return [
        ("LINEBELOW", (first, row), (last, row), 0.4, black)
        for first, last in ends_of_head(table.head)
    ]
