"""Typesets a report with fpdf2 (PyPI ``fpdf2``), in looks of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import reportlab

from tests.corpus.model import Report
from tests.corpus.printed import PrintedTable, Text, items

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


def render(report: Report, look: FpdfLook) -> bytes:
    """The PDF of a report."""
    from fpdf import FPDF

    class Page(FPDF):
        def footer(self) -> None:
            self.set_y(-40)
            self.set_font("Vera", size=8)
            self.cell(0, 10, f"Sid {self.page_no()} ({{nb}})", align="R")

    pdf = Page(unit="pt", format="A4")
    pdf.set_margin(56)
    pdf.set_auto_page_break(True, margin=56)
    pdf.add_font("Vera", "", str(_FONTS / "Vera.ttf"))
    pdf.add_font("Vera", "B", str(_FONTS / "VeraBd.ttf"))
    pdf.add_page()
    for item in items(report, grouped=look.grouped, icons=look.icons):
        if isinstance(item, PrintedTable):
            _table(pdf, item, look)
        else:
            _text(pdf, item, look)
    return bytes(pdf.output())


def _text(pdf: Any, item: Text, look: FpdfLook) -> None:
    level = item.level
    size = look.size if level is None else {1: 16, 2: 14, 3: 12}.get(level, look.size)
    pdf.set_font("Vera", "" if level is None else "B", size)
    pdf.multi_cell(
        0,
        size * 1.25,
        f"- {item.text}" if item.bullet else item.text,
        align="L",
        new_x="LMARGIN",
        new_y="NEXT",
    )
    pdf.ln(size * 0.5)


def _table(pdf: Any, table: PrintedTable, look: FpdfLook) -> None:
    from fpdf.fonts import FontFace

    pdf.set_font("Vera", "", look.size - 2)
    title = int(look.title_row and bool(table.title))
    aligned = ["LEFT"] * table.numbers_from
    aligned += [look.numbers] * (table.columns - table.numbers_from)
    with pdf.table(
        borders_layout=look.borders,
        col_widths=[round(share * 1000) for share in table.shares],
        text_align=tuple(aligned),
        headings_style=FontFace(emphasis="BOLD" if look.bold_head else None),
        num_heading_rows=len(table.head) + title,
        line_height=(look.size - 2) * 1.25,
        padding=look.padding,
        cell_fill_color=225 if look.shaded else None,
        cell_fill_mode="ROWS" if look.shaded else "NONE",
    ) as made:
        if title:
            made.row().cell(table.title, colspan=table.columns)
        for head in table.head:
            row = made.row()
            for cell in head:
                row.cell(cell.text, colspan=cell.columns, rowspan=cell.rows)
        for cells in table.rows:
            row = made.row()
            for text in cells:
                row.cell(text, colspan=table.columns if len(cells) == 1 else 1)
    pdf.set_font("Vera", "", look.size)
    for note in table.notes:
        pdf.multi_cell(0, look.size * 1.25, note, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(look.size)
