"""DOCX: what is printed once all changes are accepted, as a person sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock
from zipfile import ZIP_DEFLATED, ZipFile

import docx as word
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.extract.document import Document, GridTable, Paragraph, ParagraphRole
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import read_document
from pipeline.extract.readers.docx import reader as docx
from pipeline.extract.readers.docx import text as docx_text
from pipeline.extract.readers.docx.styles import numeral


def content(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document: WordDocument) -> Document:
    return docx.read(content(document))


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, GridTable)
    ]


def fill(table: Table, rows: list[list[str]]) -> Table:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


def add_table(document: WordDocument, rows: list[list[str]]) -> Table:
    return fill(document.add_table(len(rows), len(rows[0])), rows)


def wrapped(paragraph: WordParagraph, name: str, text: str, tag: str = "w:t") -> None:
    """Add a run inside a mark of tracked changes ("w:ins", "w:del")."""
    mark, run, letters = OxmlElement(name), OxmlElement("w:r"), OxmlElement(tag)
    letters.text = text
    letters.set(qn("xml:space"), "preserve")
    run.append(letters)
    mark.append(run)
    paragraph._p.append(mark)


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part changed."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            read_part = old.read(info)
            new.writestr(info.filename, change(read_part) if info.filename == part else read_part)
    return buffer.getvalue()


ROWS = [["Mnkr", "Budget", "Utfall"], ["Parker", "1,5", ""], ["Torg", "0,5", "0,4"]]


class TestText:
    def test_tracked_changes_are_accepted(self) -> None:
        document = word.Document()
        paragraph = document.add_paragraph("Utfallet är ")
        wrapped(paragraph, "w:del", "lägre", "w:delText")
        wrapped(paragraph, "w:ins", "högre")
        wrapped(paragraph, "w:moveFrom", " än väntat")
        paragraph.add_run(" än målet.")
        assert prose(read(document)) == ["Utfallet är högre än målet."]

    def test_a_deleted_paragraph_end_joins_two_paragraphs(self) -> None:
        document = word.Document()
        first = document.add_paragraph("Nämnden redovisar ")
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:del"))
        first._p.get_or_add_pPr().append(mark)
        document.add_paragraph("ett överskott.")
        assert prose(read(document)) == ["Nämnden redovisar ett överskott."]

    def test_soft_hyphens_tabs_breaks_and_plain_characters(self) -> None:
        document = word.Document()
        document.add_paragraph("Budget\u00adjusteringar\tom \u22125,6\u00a0mnkr\noch a\u030arsmål.")
        assert prose(read(document)) == ["Budgetjusteringar om -5,6 mnkr och årsmål."]

    def test_hidden_text_is_not_printed(self) -> None:
        document = word.Document()
        paragraph = document.add_paragraph("Syns. ")
        paragraph.add_run("Syns inte.").font.hidden = True
        assert prose(read(document)) == ["Syns."]

    def test_field_codes_are_not_printed_but_their_results_are(self) -> None:
        document = word.Document()
        paragraph = document.add_paragraph("Se sidan ")
        for kind, text in (("begin", None), (None, " PAGEREF mål "), ("separate", None)):
            run = paragraph.add_run()._r
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = text
            run.append(part)
        paragraph.add_run("12")
        assert prose(read(document)) == ["Se sidan 12"]

    def test_a_text_box_stands_after_the_paragraph_it_hangs_on(self) -> None:
        document = word.Document()
        run = document.add_paragraph("Brödtexten slutar här.").add_run()._r
        box = OxmlElement("w:txbxContent")
        inner = word.Document().add_paragraph("Text i en ruta.")._p
        box.append(inner)
        drawing = OxmlElement("w:pict")
        drawing.append(box)
        run.append(drawing)
        document.add_paragraph("Nästa stycke.")
        assert prose(read(document)) == [
            "Brödtexten slutar här.", "Text i en ruta.", "Nästa stycke."]  # fmt: skip


class TestLooks:
    def test_headings_by_style_and_by_look(self) -> None:
        document = word.Document()
        document.add_heading("Ekonomi", 1)
        document.add_paragraph().add_run("Resultatenheter").bold = True
        document.add_paragraph("Nämnden redovisar ett överskott.")
        blocks = [b for b in read(document).blocks if isinstance(b, Paragraph)]
        assert [(b.role, b.level) for b in blocks] == [
            (ParagraphRole.HEADING, 1),
            (ParagraphRole.HEADING, None),
            (ParagraphRole.BODY, None),
        ]

    def test_bullets_and_numbers_of_lists(self) -> None:
        document = word.Document()
        document.add_paragraph("Fler boende är nöjda.", style="List Bullet")
        document.add_paragraph("Nämnden godkänner rapporten.", style="List Number")
        document.add_paragraph("Nämnden begär medel.", style="List Number")
        read_back = read(document)
        assert prose(read_back) == [
            "• Fler boende är nöjda.",
            "1. Nämnden godkänner rapporten.",
            "2. Nämnden begär medel.",
        ]
        first = read_back.blocks[0]
        assert isinstance(first, Paragraph)
        assert first.role is ParagraphRole.BULLET

    @pytest.mark.parametrize(
        ("number", "form", "printed"),
        [(3, "decimal", "3"), (3, "lowerLetter", "c"), (28, "upperLetter", "BB"),
         (14, "lowerRoman", "xiv"), (1999, "upperRoman", "MCMXCIX"), (7, "decimalZero", "07")],
    )  # fmt: skip
    def test_forms_of_numbers(self, number: int, form: str, printed: str) -> None:
        assert numeral(number, form) == printed


class TestTables:
    def test_cells_and_true_empty_cells(self) -> None:
        document = word.Document()
        add_table(document, ROWS)
        assert grids(read(document)) == [ROWS]

    def test_cells_merged_over_columns_and_rows(self) -> None:
        document = word.Document()
        table = document.add_table(3, 3)
        table.cell(0, 1).merge(table.cell(0, 2)).text = "Utfall"
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Verksamhet"
        for place, text in (((1, 1), "Kvinnor"), ((1, 2), "Män"), ((2, 0), "Stöd"), ((2, 1), "14")):
            table.cell(*place).text = text
        read_back = read(document)
        assert grids(read_back) == [
            [["Verksamhet", "Utfall", None], [None, "Kvinnor", "Män"], ["Stöd", "14", ""]]
        ]
        grid = next(b for b in read_back.blocks if isinstance(b, GridTable))
        assert [(c.columns, c.rows) for c in grid.rows[0] if c] == [(1, 2), (2, 1)]

    def test_marked_header_rows_are_counted(self) -> None:
        document = word.Document()
        table = add_table(document, ROWS)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        grid = next(b for b in read(document).blocks if isinstance(b, GridTable))
        assert grid.header_rows == 1

    def test_two_tables_with_one_header_are_one(self) -> None:
        document = word.Document()
        add_table(document, ROWS[:2])
        document.add_paragraph("")
        add_table(document, [ROWS[0], ROWS[2]])
        assert grids(read(document)) == [ROWS]

    def test_tables_with_text_between_stay_two(self) -> None:
        document = word.Document()
        add_table(document, ROWS)
        document.add_paragraph("Torgens kostnader:")
        add_table(document, ROWS)
        assert grids(read(document)) == [ROWS, ROWS]

    def test_a_deleted_row_is_gone(self) -> None:
        document = word.Document()
        table = add_table(document, ROWS)
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
        assert grids(read(document)) == [[ROWS[0], ROWS[2]]]

    def test_a_table_that_only_frames_text_is_text(self) -> None:
        document = word.Document()
        document.add_table(1, 1).cell(0, 0).text = "Text i en ruta."
        read_back = read(document)
        assert grids(read_back) == []
        assert prose(read_back) == ["Text i en ruta."]

    def test_a_nested_table_is_a_table_of_its_own(self) -> None:
        document = word.Document()
        fill(document.add_table(1, 1).cell(0, 0).add_table(3, 3), ROWS)
        assert grids(read(document)) == [ROWS]

    def test_grid_lines_that_do_not_quite_meet_make_no_column(self) -> None:
        document = word.Document()
        table = add_table(document, [["Mnkr", "Budget", ""], ["Parker", "1,5", ""]])
        for column, width in zip(table._tbl.tblGrid, ("3000", "40", "2960"), strict=True):
            column.set(qn("w:w"), width)
        for row, spans in zip(table._tbl.tr_lst, ((1, 2), (2, 1)), strict=True):
            row.remove(row.tc_lst[2])
            for cell, span in zip(row.tc_lst, spans, strict=True):
                cell.grid_span = span
        assert grids(read(document)) == [[["Mnkr", "Budget"], ["Parker", "1,5"]]]


class TestWhatIsNoText:
    def test_headers_footers_and_page_count(self) -> None:
        document = word.Document()
        document.sections[0].header.paragraphs[0].text = "Sid 3 (71)"
        document.sections[0].footer.paragraphs[0].text = "stockholm.se"
        document.add_paragraph("Nämnden redovisar ett överskott.")
        read_back = read(document)
        assert prose(read_back) == ["Nämnden redovisar ett överskott."]
        assert [place.text for place in read_back.furniture] == ["Sid 3 (71)", "stockholm.se"]
        assert read_back.page_count == 71

    def test_a_table_of_contents_by_its_styles(self) -> None:
        document = word.Document()
        style = document.styles.add_style("toc 1", 1)
        for title in ("Sammanfattning\t3", "Ekonomi\t7"):
            document.add_paragraph(title, style=style)
        document.add_paragraph("Nämnden redovisar ett överskott.")
        assert prose(read(document)) == ["Nämnden redovisar ett överskott."]


class TestUnreadable:
    @staticmethod
    def reason(data: bytes) -> str:
        with pytest.raises(UnreadableDocument) as caught:
            docx.read(data)
        return caught.value.reason_code

    def test_cut_off(self) -> None:
        data = content(word.Document())
        assert self.reason(data[: len(data) // 2]) == "damaged"

    def test_entities_are_refused(self) -> None:
        data = content(word.Document())
        entity = b'<!DOCTYPE x [<!ENTITY a "b">]>'

        def add(part: bytes) -> bytes:
            return re.sub(rb"(<\?xml[^>]*\?>)", rb"\1" + entity, part, count=1)

        assert self.reason(changed(data, "word/document.xml", add)) == "damaged"

    def test_a_zip_bomb(self) -> None:
        data = content(word.Document())
        bomb = changed(data, "docProps/core.xml", lambda _: b" " * (64 * 1024 * 1024))
        assert len(bomb) < 1024 * 1024
        assert self.reason(bomb) == "too_large"

    def test_another_archive(self) -> None:
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            archive.writestr("läs mig.txt", "hej")
        assert self.reason(buffer.getvalue()) == "unsupported_format"


@pytest.mark.parametrize(
    ("inside", "code"), [("EncryptedPackage", "encrypted"), ("WordDocument", "unsupported_format")]
)
def test_a_compound_file_is_an_encrypted_docx_or_one_of_old_word(
    inside: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + inside.encode("utf-16-le"))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.reason_code == code


def test_what_a_paragraph_prints_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # The size of most text is asked of all paragraphs before any is read, a heading's again.
    asked = Mock(side_effect=docx_text._characters)
    monkeypatch.setattr(docx_text, "_characters", asked)
    document = word.Document()
    for line in ("Sammanfattning", "Nämnden redovisar ett överskott.", "Budget och utfall"):
        document.add_paragraph(line)
    assert len(prose(read(document))) == 3
    assert asked.call_count == 3
