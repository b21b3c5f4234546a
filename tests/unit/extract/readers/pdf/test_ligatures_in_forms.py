"""Letters of a ligature in a part of a page that is scaled or turned as a whole (a form)."""

from __future__ import annotations

import pypdfium2 as pdfium

from pipeline.extract.readers.pdf.page import read_sideways, read_words

_TEXT = b"""BT /F1 20 Tf 1 0 0 1 30 40 Tm (Di) Tj
/Span << /ActualText (ff) >> BDC (X) Tj EMC (erens) Tj ET"""
"""A word with one sign for two letters, of which the file says what it stands for."""


def page_with(matrix: str) -> pdfium.PdfPage:
    """Return a page that shows a form with one word, put there by a matrix."""
    content = f"q {matrix} cm /Fm1 Do Q".encode()
    resources = b"/Resources << /Font << /F1 6 0 R >> /XObject << /Fm1 5 0 R >> >>"
    box = b"/BBox [0 0 400 400]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Contents 4 0 R %b >>" % resources,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Form %b /Length %d %b >>\nstream\n%b\nendstream"
        % (box, len(_TEXT), resources, _TEXT),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    file = b"%PDF-1.7\n"
    for number, body in enumerate(objects, start=1):
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    return pdfium.PdfDocument(file + b"trailer << /Root 1 0 R >>\n%%EOF")[0]


def test_a_ligature_in_a_scaled_form_stands_in_its_word() -> None:
    _, words, lost = read_words(page_with("0.5 0 0 0.5 100 300"))
    assert [(word.text, word.size) for word in words] == [("Differens", 10.0)]
    assert not lost


def test_a_ligature_in_a_form_that_is_turned_stands_in_its_word() -> None:
    page = page_with("0 1 -1 0 300 100")
    found = {way: [word.text for word in words] for way, words in read_sideways(page, 0)}
    assert found == {90: ["Differens"]}
