"""Pages that are put together of others, scaled and moved: two on a sheet, stamped ones."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from pipeline.extract.readers.pdf.page import read_words
from tests.corpus.fonts import FAMILIES
from tests.unit.extract.readers.drawing import Sheet

TEXTS = {700: "gra\ufb01ker", 686: "\ufb01na nya"}
"""Words with ligatures, by their heights in the form."""


def spelled(file: bytes) -> bytes:
    """Return a file whose font says that its ligature is two letters, as most programs do."""
    return file.replace(b"<FB01>", b"<00660069>")


@pytest.mark.parametrize("part", [1.0, 0.7])
def test_words_stand_where_their_form_puts_them_and_are_as_large(part: float) -> None:
    sheet = Sheet()
    canvas = sheet.canvas
    canvas.setPageCompression(0)
    canvas.beginForm("page")
    canvas.setFont(FAMILIES["Vera"].regular, 10)
    for y, text in TEXTS.items():
        canvas.drawString(100, y, text)
    canvas.endForm()
    canvas.translate(40, -200)
    canvas.scale(part, part)
    canvas.doForm("page")
    with pdfium.PdfDocument(spelled(sheet.bytes())) as document:
        _, words, _ = read_words(document[0])
    assert [word.text for word in words] == ["grafiker", "fina", "nya"]
    assert [word.size for word in words] == pytest.approx([10 * part] * 3)
    starts = [(word.x0, word.y) for word in words[:2]]
    wanted = [(40 + part * 100, -200 + part * y) for y in TEXTS]
    assert [pytest.approx(place, abs=1) for place in wanted] == starts
