"""Typesets a report with fpdf2 (PyPI ``fpdf2``), in looks of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import reportlab

from tests.corpus.model import Report
from tests.corpus.printed import PrintedTable, Text, items
from tests.corpus.random_looks import Look, dressed

_FONTS = Path(reportlab.__file__).parent / "fonts"


@dataclass(frozen=True, slots=True)
class FpdfLook:
    """How a report looks; ``borders`` is a name of ``fpdf.enums.TableBordersLayout``.

    ``numbers`` is the alignment of values ("LEFT", "CENTER", "RIGHT"); ``shaded`` fills every
    second row; ``bold_head`` sets the header in bold letters.
    """

    borders: str = "ALL"
    numbers: str = "LEFT"
    shaded: bool = False
    bold_head: bool = True
    grouped: bool = False
    icons: bool = False
    title_row: bool = False
    padding: float = 2.0
    size: float = 10
    drawn: Look | None = None


_BORDERS = {
    "grid": "ALL",
    "level": "HORIZONTAL_LINES",
    "dotted": "HORIZONTAL_LINES",
    "head": "SINGLE_TOP_LINE",
    "booktabs": "MINIMAL",
    "double": "MINIMAL",
    "outer": "ALL",
    "uprights": "NO_HORIZONTAL_LINES",
    "partial": "INTERNAL",
}
_PAPERS: dict[str, str | tuple[float, float]] = {"a4": "A4", "letter": "letter", "b5": (499, 709)}
_FILLS = {"rows": "EVEN_ROWS", "labels": "EVEN_COLUMNS"}


def drawn(look: Look) -> FpdfLook:
    """What fpdf2 makes of a look drawn by lot."""
    return FpdfLook(
        borders=_BORDERS.get(look.rules, "NONE"),
        numbers=look.numbers.upper(),
        shaded=look.fill == "rows",
        bold_head=look.head in ("bold", "upper", "inverse"),
        grouped=look.grouped,
        icons=look.icons,
        title_row=look.title_row,
        size=look.size,
        drawn=look,
    )


def render(report: Report, look: FpdfLook) -> bytes:
    """The PDF of a report."""
    from fpdf import FPDF

    class Page(FPDF):
        def header(self) -> None:
            if made.running:
                self.set_font("Vera", size=8)
                self.cell(0, 16, made.running, new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-40)
            self.set_font("Vera", size=8)
            self.cell(0, 10, made.numbering.format(self.page_no(), "{nb}"), align="R")

    made = look.drawn or Look()
    margin = made.margin * 28 if look.drawn else 56
    pdf = Page("landscape" if made.landscape else "portrait", "pt", _PAPERS[made.paper])
    pdf.set_margin(margin)
    pdf.set_auto_page_break(True, margin=max(margin, 56))
    pdf.add_font("Vera", "", str(_FONTS / "Vera.ttf"))
    pdf.add_font("Vera", "B", str(_FONTS / "VeraBd.ttf"))
    pdf.add_page()
    printed = items(report, grouped=look.grouped, icons=look.icons)
    for item in dressed(printed, made) if look.drawn else printed:
        if isinstance(item, PrintedTable):
            _table(pdf, item, look)
        else:
            _text(pdf, item, look)
    return bytes(pdf.output())


def _text(pdf: Any, item: Text, look: FpdfLook) -> None:
    level, drawn = item.level, look.drawn or Look()
    size = look.size if level is None else {1: 16, 2: 14, 3: 12}.get(level, look.size)
    if drawn.heading == "same":
        size = look.size
    bar = level is not None and drawn.heading == "bar"
    pdf.set_fill_color(200, 215, 230)
    pdf.set_char_spacing(1.5 if level is not None and drawn.heading == "spaced" else 0)
    pdf.set_font("Vera", "" if level is None else "B", size)
    bullet = f"{drawn.bullet} " if look.drawn else "- "
    pdf.multi_cell(
        0,
        size * (drawn.leading if look.drawn else 1.25),
        f"{bullet}{item.text}" if item.bullet else item.text,
        align=_aligned(drawn, heading=level is not None),
        fill=bar,
        border="B" if level is not None and drawn.heading == "ruled" else 0,
        new_x="LMARGIN",
        new_y="NEXT",
    )
    pdf.set_char_spacing(0)
    pdf.ln(size * 0.5)


def _aligned(look: Look, *, heading: bool) -> str:
    if heading:
        return "C" if look.heading == "centred" else "L"
    return "J" if look.justified else "L"


def _table(pdf: Any, table: PrintedTable, look: FpdfLook) -> None:
    from fpdf.fonts import FontFace

    drawn = look.drawn
    size = look.size * drawn.table_size if drawn else look.size - 2
    pdf.set_font("Vera", "", size)
    title = int(look.title_row and bool(table.title))
    aligned = ["LEFT"] * table.numbers_from
    aligned += [look.numbers] * (table.columns - table.numbers_from)
    if drawn and drawn.caption == "above" and table.title:
        pdf.multi_cell(0, size * 1.25, table.title, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(
        borders_layout=look.borders,
        col_widths=[round(share * 1000) for share in table.shares],
        text_align=tuple(aligned),
        headings_style=_head_style(look),
        num_heading_rows=len(table.head) + title,
        line_height=size * (drawn.leading if drawn else 1.25),
        padding=(drawn.padding[1], drawn.padding[0]) if drawn else look.padding,
        cell_fill_color=225 if look.shaded or (drawn and drawn.fill in _FILLS) else None,
        cell_fill_mode=_FILLS.get(drawn.fill, "NONE") if drawn else _rows_filled(look),
        v_align=drawn.valign.upper() if drawn else "MIDDLE",
        repeat_headings=int(drawn.repeated if drawn else True),
    ) as made:
        if title:
            made.row().cell(table.title, colspan=table.columns)
        for head in table.head:
            row = made.row()
            for number, cell in enumerate(head):
                side = drawn.heads.upper() if drawn and number else None
                row.cell(cell.text, colspan=cell.columns, rowspan=cell.rows, align=side)
        bold = FontFace(emphasis="BOLD") if drawn and drawn.totals != "plain" else None
        for number, cells in enumerate(table.rows):
            row = made.row(style=bold if number in table.totals else None)
            for text in cells:
                row.cell(text, colspan=table.columns if len(cells) == 1 else 1)
    pdf.set_font("Vera", "", look.size)
    if drawn and drawn.caption == "below" and table.title:
        pdf.multi_cell(0, look.size * 1.25, table.title, new_x="LMARGIN", new_y="NEXT")
    for note in table.notes:
        pdf.multi_cell(0, look.size * 1.25, note, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(look.size)


def _rows_filled(look: FpdfLook) -> str:
    return "ROWS" if look.shaded else "NONE"


def _head_style(look: FpdfLook) -> Any:
    from fpdf.fonts import FontFace

    emphasis = "BOLD" if look.bold_head else None
    if look.drawn and look.drawn.head == "inverse":
        return FontFace(emphasis=emphasis, color=255, fill_color=(20, 60, 110))
    if look.drawn and look.drawn.fill == "head":
        return FontFace(emphasis=emphasis, fill_color=(220, 228, 236))
    return FontFace(emphasis=emphasis)
