"""Looks drawn by lot for DOCX files: what an office program's menus change in a finished report.

Belongs here: fonts, pages, borders, shades, alignment and widths, set after ``word`` wrote the
file. What the file says is ``word``'s business.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from tests.corpus.random_looks import Look
from tests.corpus.word import WordStyle

_PAPERS = {"a4": (21.0, 29.7), "letter": (21.6, 27.9), "b5": (17.6, 25.0)}
_SIDES = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}
_HEIGHTS = {"top": VERTICAL.TOP, "middle": VERTICAL.CENTER, "bottom": VERTICAL.BOTTOM}
_BORDERS = {
    "grid": {"top": "single", "bottom": "single", "left": "single", "right": "single",
             "insideH": "single", "insideV": "single"},
    "level": {"bottom": "single", "insideH": "single"},
    "booktabs": {"top": "single", "bottom": "single"},
    "outer": {"top": "single", "bottom": "single", "left": "single", "right": "single"},
    "dotted": {"insideH": "dotted", "bottom": "dotted"},
    "double": {"top": "double", "bottom": "double"},
    "uprights": {"insideV": "single"},
}  # fmt: skip
_TEXT = "0123456789 -–,.%"
"""What a cell of nothing but a figure is made of."""
_ICON = 0.05


def style_of(look: Look) -> WordStyle:
    """What ``word`` itself makes of a look drawn by lot."""
    return WordStyle(
        styled_headings=look.heading != "same",
        merged_headers=look.grouped,
        merged_groups=look.grouped,
        icon_column=look.icons and look.serif,
        icons="●" if look.icons else "",
        tracked=0.0,
        table_style="Normal Table",
        page_break_chapters=look.aside,
        title_rows=look.title_row,
        captions=look.caption != "none",
        footnotes=look.two_columns,
        repeated_headers=look.repeated,
        merged_outcomes=look.justified,
    )


def dress(document: Document, look: Look) -> None:
    """Change the look of a finished document."""
    normal = document.styles["Normal"]
    normal.font.name = "DejaVu Serif" if look.serif else "DejaVu Sans"
    normal.font.size = Pt(look.size)
    normal.paragraph_format.line_spacing = look.leading / 1.2
    _pages(document, look)
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style is not None else ""
        if look.justified and name == "Normal":
            paragraph.alignment = ALIGN.JUSTIFY
        if name.startswith("Heading") and look.heading == "centred":
            paragraph.alignment = ALIGN.CENTER
        if name.startswith("Heading") and look.heading == "bar":
            _shade(paragraph._p.get_or_add_pPr(), "C8D8E8")
    for table in document.tables:
        _widths(table, look, _room(look))
        _table(table, look)


def _pages(document: Document, look: Look) -> None:
    sides = [Cm(side) for side in _PAPERS[look.paper]]
    for section in document.sections:
        section.orientation = WD_ORIENT.LANDSCAPE if look.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = reversed(sides) if look.landscape else sides
        section.left_margin = section.right_margin = Cm(look.margin)


def _room(look: Look) -> int:
    return int(Cm(_PAPERS[look.paper][look.landscape] - 2 * look.margin))


def _table(table: Table, look: Look) -> None:
    heads = _heads(table)
    _border(table._tbl.tblPr, "w:tblBorders", _BORDERS.get(look.rules, {}))
    _padding(table, look)
    icons = int(not table.cell(0, 0).text)
    for number, row in enumerate(table.rows):
        if not look.torn:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell in enumerate(row.cells):
            _cell(cell, look, head=number < heads, label=column <= icons)
        _shades(row, look, number - heads)
        if number == heads - 1 and look.rules in ("head", "booktabs", "double", "partial"):
            for cell in row.cells:
                _border(cell._tc.get_or_add_tcPr(), "w:tcBorders", {"bottom": "single"})


def _heads(table: Table) -> int:
    """How many rows open with bold letters: they are the header."""
    for number, row in enumerate(table.rows):
        runs = [run for cell in row.cells for p in cell.paragraphs for run in p.runs]
        if not any(run.bold for run in runs):
            return number
    return 0


def _cell(cell: _Cell, look: Look, *, head: bool, label: bool) -> None:
    cell.vertical_alignment = _HEIGHTS[look.head_valign if head else look.valign]
    for paragraph in cell.paragraphs:
        figure = bool(paragraph.text) and set(paragraph.text) <= set(_TEXT)
        if head and not label:
            paragraph.alignment = _SIDES[look.heads]
        elif figure and not label:
            paragraph.alignment = _SIDES[look.numbers]
        paragraph.paragraph_format.space_after = Pt(look.padding[1])
        paragraph.paragraph_format.space_before = Pt(0)
        for run in paragraph.runs:
            run.font.size = Pt(look.size * look.table_size)
            if head:
                run.bold = look.head in ("bold", "upper", "inverse")
                run.italic = look.head == "italic"
                if look.head == "inverse":
                    run.font.color.rgb = RGBColor(255, 255, 255)


def _shades(row: _Row, look: Look, number: int) -> None:
    """Shade a row's cells; rows of the header have numbers below 0."""
    for column, cell in enumerate(row.cells):
        color = ""
        if number < 0 and look.head == "inverse":
            color = "123A63"
        elif number < 0 and look.fill == "head":
            color = "DDE6EE"
        elif number >= 0 and ((look.fill == "rows" and number % 2) or
                              (look.fill == "labels" and not column)):  # fmt: skip
            color = "E8ECF0"
        if color:
            _shade(cell._tc.get_or_add_tcPr(), color)


def _shade(properties: object, color: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), color)
    properties.append(shade)  # type: ignore[attr-defined]


def _border(properties: object, tag: str, kinds: dict[str, str]) -> None:
    borders = OxmlElement(tag)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in kinds:
            line = OxmlElement(f"w:{side}")
            line.set(qn("w:val"), kinds[side])
            line.set(qn("w:sz"), "4")
            borders.append(line)
    properties.append(borders)  # type: ignore[attr-defined]


def _padding(table: Table, look: Look) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, points in zip(
        ("top", "left", "bottom", "right"), look.padding[::-1] * 2, strict=True
    ):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(int(points * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _widths(table: Table, look: Look, room: int) -> None:
    """Share the room of a page out among the columns; one of nothing but icons stays narrow."""
    columns, icons = len(table.columns), int(not table.cell(0, 0).text)
    first = {"wide": 0.4, "narrow": 0.2, "equal": 1 / (columns - icons)}.get(look.widths, 0.3)
    rest = columns - icons - 1
    shares = [_ICON] * icons + [first] + [(1 - first - _ICON * icons) / max(rest, 1)] * rest
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(room * share)
    for row in table.rows:
        at = 0
        for tc in row._tr.tc_lst:
            tc.width = sum(column.width or 0 for column in list(table.columns)[at:][: tc.grid_span])
            at += tc.grid_span
