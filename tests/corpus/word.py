"""Renders a report as DOCX, with what committees' own files contain.

Belongs here: real headings and tables, header cells merged over columns, group cells merged
over rows, page headers and footers with fields, bullet lists, tracked changes (their
accepted reading is the truth), headings that only look like headings. Bytes are the same
for the same seed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from tests.corpus.model import (
    ActivityTable,
    AssessmentLine,
    Bullets,
    DataTable,
    GoalHeading,
    Heading,
    IndicatorTable,
    Paragraph,
    Report,
)
from tests.corpus.rendering import Rendering
from tests.corpus.swedish import rng
from tests.corpus.typeset import column_groups, outcome_head

EPOCH = (2020, 1, 1, 0, 0, 0)
_WIDE = 5
"""A data table with more columns than these stands on a page of its own, if any does."""
_NOTED = 3
"""Every so manyeth row of an indicator or activity table has a footnote, if any has."""
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RUN_IN = 4
_FIRST_PAGE, _BLOCKS_A_PAGE = 3, 8


@dataclass(frozen=True, slots=True)
class WordStyle:
    """How a DOCX is built.

    ``styled_headings`` is False where headings are bold paragraphs only; ``tracked`` is
    the share of paragraphs with tracked changes; ``icons`` is the sign before a name.
    ``title_rows`` puts a data table's title into its first row, ``captions`` above it;
    ``landscape`` turns the sections that hold wide tables; ``repeated_headers`` marks header
    rows to be printed again on every page.
    ``merged_outcomes`` merges the header over the outcomes of all, of men and of women.
    ``contents`` stands before the page numbers of a contents list (none where empty).
    """

    styled_headings: bool = True
    merged_headers: bool = True
    merged_groups: bool = True
    icon_column: bool = True
    icons: str = "●"
    tracked: float = 0.05
    table_style: str = "Table Grid"
    page_break_chapters: bool = True
    title_rows: bool = False
    captions: bool = False
    landscape: bool = False
    numbers_right: bool = False
    footnotes: bool = False
    repeated_headers: bool = True
    contents: str = ""
    merged_outcomes: bool = False


def style_of(seed: object) -> WordStyle:
    """A style varied by seed."""
    source = rng("word style", seed)
    return WordStyle(
        styled_headings=source.random() < 0.8,
        merged_headers=source.random() < 0.6,
        merged_groups=source.random() < 0.6,
        icon_column=source.random() < 0.6,
        icons=source.choice(("●", "✓", "")),
        tracked=source.choice((0.0, 0.05, 0.15)),
        table_style=source.choice(("Table Grid", "Table Grid", "Light List")),
        page_break_chapters=source.random() < 0.5,
    )


class _Writer:
    """A Word document under construction."""

    def __init__(self, style: WordStyle, source: Random) -> None:
        self.document: Document = docx.Document()
        self.style = style
        self.source = source
        self.notes: list[str] = []

    def paragraph(self, text: str, style: str | None = None) -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style)
        if text and " " in text and self.source.random() < self.style.tracked:
            _tracked(paragraph, text, self.source)
        else:
            paragraph.add_run(text)
        return paragraph

    def heading(self, text: str, level: int) -> None:
        if self.style.styled_headings:
            self.document.add_heading(text, level)
            return
        run = self.document.add_paragraph().add_run(text)
        run.bold = True
        run.font.size = Pt({1: 16, 2: 14, 3: 12, 4: 11}[level])

    def table(self, rows: int, columns: int) -> Table:
        table: Table = self.document.add_table(rows, columns)
        table.style = self.style.table_style
        return table


def _tracked(paragraph: WordParagraph, text: str, source: Random) -> None:
    """A word inserted and another deleted, both tracked: accepted, the text is ``text``."""
    words = text.split(" ")
    at = source.randrange(1, len(words))
    paragraph.add_run(" ".join(words[:at]) + " ")
    for tag, kind, content in (("w:del", "w:delText", "utgår "), ("w:ins", "w:t", words[at])):
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(source.randint(1, 99_999)))
        change.set(qn("w:author"), "Handläggare")
        change.set(qn("w:date"), "2020-01-01T00:00:00Z")
        run, node = OxmlElement("w:r"), OxmlElement(kind)
        node.text = content
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(node)
        change.append(run)
        paragraph._p.append(change)
    rest = words[at + 1 :]
    paragraph.add_run(" " + " ".join(rest) if rest else "")


def _field(paragraph: WordParagraph, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _furniture(writer: _Writer, report: Report) -> None:
    section = writer.document.sections[0]
    section.header.paragraphs[0].add_run("Tjänsteutlåtande")
    page = section.header.add_paragraph("Sid ")
    _field(page, "PAGE")
    page.add_run(" (")
    _field(page, "NUMPAGES")
    page.add_run(")")
    section.footer.paragraphs[0].add_run(f"{report.head.committee} stadsdelsförvaltning")


def _repeat(table: Table, rows: int) -> None:
    """Mark the leading rows as header rows that Word repeats on every page."""
    for row in table.rows[:rows]:
        properties = row._tr.get_or_add_trPr()
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        properties.append(mark)


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold or None


def _added_row(table: Table) -> list[_Cell]:
    row = table.add_row()  # type: ignore[no-untyped-call, unused-ignore]
    return list(row.cells)


def _value_table(
    writer: _Writer,
    headers: tuple[str, ...],
    rows: list[tuple[bool, tuple[str, ...], str]],
) -> None:
    offset = int(writer.style.icon_column)
    columns = len(headers) + offset
    head = outcome_head(headers) if writer.style.merged_outcomes else [(h, ()) for h in headers]
    size = 1 + any(below for _, below in head)
    table = writer.table(size, columns)
    _head_of_values(table, head, offset)
    for has_icon, values, analysis in rows:
        cells = _added_row(table)
        icon = writer.style.icons if has_icon else ""
        if offset:
            _fill(cells[0], icon)
        for index, text in enumerate(values):
            _fill(cells[index + offset], text)
        if writer.style.footnotes and not len(table.rows) % _NOTED:
            _footnote(writer, cells[offset].paragraphs[0], "Uppgiften avser hela året.")
        if analysis:
            cells = _added_row(table)
            merged = cells[0].merge(cells[-1])
            merged.paragraphs[0].add_run("Analys")
            merged.add_paragraph(analysis)
    _repeat(table, size if writer.style.repeated_headers else 0)
    writer.document.add_paragraph()


def _head_of_values(table: Table, head: list[tuple[str, tuple[str, ...]]], offset: int) -> None:
    """Fill a header of one row or of two; a label without others below it is as high as both."""
    rows = [list(row.cells) for row in table.rows]
    at = offset
    for text, below in head:
        target = rows[0][at].merge(rows[0 if below else -1][at + max(len(below), 1) - 1])
        _fill(target, text, bold=True)
        for part in below:
            _fill(rows[1][at], part, bold=True)
            at += 1
        at += not below


def _footnote(writer: _Writer, paragraph: WordParagraph, text: str) -> None:
    """Put a real footnote's mark behind a paragraph; its text goes to the page's foot."""
    writer.notes.append(text)
    run = paragraph.add_run()
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(len(writer.notes)))
    run._r.append(mark)


def _add_footnotes(writer: _Writer) -> None:
    own = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p>{own}<w:r><w:t xml:space="preserve"> {text}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, text in enumerate(writer.notes, start=1)
    )
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    content = f'<w:footnotes xmlns:w="{_MAIN}">{lines}{notes}</w:footnotes>'
    part = Part(
        PackURI("/word/footnotes.xml"), _NOTE_TYPE, content.encode(), writer.document.part.package
    )
    writer.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _data_table(writer: _Writer, block: DataTable) -> None:
    groups = column_groups(block.columns) if writer.style.merged_headers else []
    head = 2 if groups else 1
    turned = writer.style.landscape and len(block.columns) > _WIDE
    if turned:
        _new_section(writer, WD_ORIENT.LANDSCAPE)
    title = f"{block.title}, {block.unit}" if block.unit else block.title
    if writer.style.captions:
        writer.document.add_paragraph(f"Tabell: {title}", "Caption")
    titles = int(writer.style.title_rows)
    table = writer.table(titles + head + len(block.rows), len(block.columns))
    whole = [list(row.cells) for row in table.rows]
    if titles:
        _fill(whole[0][0].merge(whole[0][-1]), title, bold=True)
    cells = whole[titles:]
    _head_of_data(cells, block, groups)
    for index, row in enumerate(block.rows, start=head):
        for column, cell in enumerate(row.cells):
            _fill(cells[index][column], cell.text)
            if writer.style.numbers_right and column not in block.label_columns:
                cells[index][column].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if writer.style.merged_groups and len(block.label_columns) > 1 and block.label_columns[1] == 1:
        _merge_groups(cells[head:])
    _repeat(table, titles + head if writer.style.repeated_headers else 0)
    for note in block.notes:
        writer.paragraph(note)
    writer.document.add_paragraph()
    if turned:
        _new_section(writer, WD_ORIENT.PORTRAIT)


def _head_of_data(
    cells: list[list[_Cell]], block: DataTable, groups: Sequence[tuple[str, int, int]]
) -> None:
    """Fill the header: in two rows where columns share words, merged over what they share."""
    grouped = {c: shared for shared, a, b in groups for c in range(a, b + 1)}
    for column, name in enumerate(block.columns):
        if column in grouped:
            _fill(cells[1][column], name.rpartition(" ")[2], bold=True)
        else:
            target = cells[0][column]
            if groups:
                target = target.merge(cells[1][column])
            _fill(target, name, bold=True)
    for shared, first, last in groups:
        _fill(cells[0][first].merge(cells[0][last]), shared, bold=True)


def _new_section(writer: _Writer, orientation: WD_ORIENT) -> None:
    section = writer.document.add_section(WD_SECTION.NEW_PAGE)
    sides = sorted((section.page_width or 0, section.page_height or 0))
    upright = orientation is WD_ORIENT.PORTRAIT
    section.orientation = orientation
    section.page_width, section.page_height = sides if upright else reversed(sides)


def _merge_groups(rows: list[list[_Cell]]) -> None:
    """Merge a group cell with the empty cells below it, as Word tables do."""
    starts = [i for i, row in enumerate(rows) if row[0].text]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        if end - start > 1:
            text = rows[start][0].text
            merged = rows[start][0].merge(rows[end - 1][0])
            for extra in merged.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
            assert merged.text == text


def _first_page(writer: _Writer, report: Report) -> None:
    head = report.head
    for text in (
        f"{head.diary_label} {head.diary_number}",
        head.report_date.isoformat(),
        "Handläggare",
        head.case_officer,
        "Till",
        report.committee_name,
        head.meeting_date.isoformat(),
    ):
        writer.paragraph(text)
    writer.document.add_heading(head.title, 0)
    writer.heading("Förslag till beslut", 2)
    for decision in report.decisions:
        writer.document.add_paragraph(f"{decision.number}. {decision.text}")
    writer.paragraph(head.director)
    writer.paragraph("Stadsdelsdirektör")
    if writer.style.contents:
        _contents(writer, report)


def _contents(writer: _Writer, report: Report) -> None:
    """A contents list of plain paragraphs: headings and goals with page numbers."""
    writer.heading("Innehållsförteckning", 1)
    for number, block in enumerate(report.blocks):
        match block:
            case Heading(level=level) if level < _RUN_IN:
                text = block.text
            case GoalHeading():
                goal = report.goals[block.goal]
                text = " ".join(
                    part for part in (block.label, goal.printed_code, goal.title) if part
                )
            case _:
                continue
        page = _FIRST_PAGE + number // _BLOCKS_A_PAGE
        writer.document.add_paragraph(f"{text}{writer.style.contents}{page}")


def _goal(writer: _Writer, report: Report, block: GoalHeading) -> None:
    goal = report.goals[block.goal]
    text = " ".join(part for part in (goal.printed_code, goal.title) if part)
    level = {"KF:s inriktningsmål:": 1, "KF:s mål för verksamhetsområdet:": 2}.get(block.label, 3)
    if block.own_line:
        writer.heading(block.label, level)
        writer.heading(text, level)
    else:
        writer.heading(f"{block.label} {text}", level)


def _chapter(writer: _Writer, block: Heading) -> None:
    if block.level == 1 and writer.style.page_break_chapters:
        writer.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    writer.heading(block.text, block.level)


def _block(writer: _Writer, report: Report, block: object) -> None:
    match block:
        case Heading():
            _chapter(writer, block)
        case Paragraph():
            writer.paragraph(block.text)
        case Bullets():
            for item in block.items:
                writer.paragraph(item, "List Bullet")
        case GoalHeading():
            _goal(writer, report, block)
        case AssessmentLine():
            icon = f"{writer.style.icons} " if writer.style.icons else ""
            writer.document.add_paragraph(icon + block.text)
        case IndicatorTable():
            _value_table(
                writer,
                ("Indikator", *block.headers, block.period_header),
                [
                    (r.has_icon, (r.name, *(c.text for c in r.cells), r.period), r.analysis)
                    for r in block.rows
                ],
            )
        case ActivityTable():
            _activities(writer, block)
        case DataTable():
            _data_table(writer, block)


def _activities(writer: _Writer, block: ActivityTable) -> None:
    columns = 4 if block.has_deviation_column else 3
    _value_table(
        writer,
        ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")[:columns],
        [
            (
                row.has_icon,
                (
                    row.text,
                    row.start.isoformat() if row.start else "",
                    row.end.isoformat() if row.end else "",
                    "Avvikelse" if row.deviation else "",
                )[:columns],
                row.analysis,
            )
            for row in block.rows
        ],
    )


def _same_bytes(data: bytes) -> bytes:
    """The same package with fixed times, so that a seed gives the same bytes."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2020-01-01T00:00:00Z", content)
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return result.getvalue()


def render(
    report: Report,
    seed: object,
    style: WordStyle | None = None,
    dress: Callable[[Document], None] | None = None,
) -> Rendering:
    """Render to DOCX in the given style, or one chosen by the seed; ``dress`` changes its look."""
    writer = _Writer(style or style_of(seed), rng("docx", seed))
    _furniture(writer, report)
    _first_page(writer, report)
    for block in report.blocks:
        _block(writer, report, block)
    if writer.notes:
        _add_footnotes(writer)
    if dress is not None:
        dress(writer.document)
    buffer = BytesIO()
    writer.document.save(buffer)
    return Rendering(_same_bytes(buffer.getvalue()), ".docx")
