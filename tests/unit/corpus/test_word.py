"""DOCX renderings: real headings and tables, and the accepted text is the report's."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from tests.corpus import cycle, word
from tests.corpus.model import DataTable, IndicatorTable, Kind, Paragraph

REPORT = cycle.compose(6, "Tallhöjden", 2024, Kind.VB)


def opened(style: word.WordStyle) -> Document:
    return docx.Document(BytesIO(word.render(REPORT, 1, style).data))


def accepted(document: Document) -> list[str]:
    """The text of every paragraph with insertions taken and deletions left out."""
    return [
        "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
        for paragraph in document.paragraphs
    ]


def test_accepted_changes_give_the_reports_own_sentences() -> None:
    document = opened(word.WordStyle(tracked=1.0))
    texts = accepted(document)
    assert list(document.element.iter(qn("w:del")))
    prose = [block.text for block in REPORT.blocks if isinstance(block, Paragraph)]
    assert prose
    assert set(prose) <= set(texts)


@pytest.mark.parametrize("icon_column", [True, False])
def test_indicator_tables_have_a_column_a_measure(icon_column: bool) -> None:
    document = opened(word.WordStyle(icon_column=icon_column))
    first = next(block for block in REPORT.blocks if isinstance(block, IndicatorTable))
    table = next(t for t in document.tables if "Indikator" in [c.text for c in t.rows[0].cells])
    offset = int(icon_column)
    assert len(table.columns) == len(first.headers) + 2 + offset
    row = [cell.text for cell in table.rows[1].cells][offset:]
    expected = first.rows[0]
    assert row == [expected.name, *(cell.text for cell in expected.cells), expected.period]


def test_merged_headers_join_to_the_column_names() -> None:
    document = opened(word.WordStyle(merged_headers=True))
    block = next(b for b in REPORT.blocks if isinstance(b, DataTable) and b.kind == "complaints")
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Uppdelning")
    joined = []
    for upper, lower in zip(table.rows[0].cells, table.rows[1].cells, strict=True):
        same = upper._tc is lower._tc or upper.text == lower.text
        joined.append(upper.text if same else f"{upper.text} {lower.text}")
    assert tuple(joined) == block.columns


def test_headings_are_styled_or_only_look_like_headings() -> None:
    def styled(style: word.WordStyle) -> int:
        names = [p.style.name for p in opened(style).paragraphs if p.style is not None]
        return names.count("Heading 2")

    assert styled(word.WordStyle()) > 5
    assert styled(word.WordStyle(styled_headings=False)) == 0


def test_page_header_says_page_of_pages() -> None:
    section = opened(word.WordStyle()).sections[0]
    assert section.header.paragraphs[0].text == "Tjänsteutlåtande"
    assert "NUMPAGES" in section.header.paragraphs[1]._p.xml
