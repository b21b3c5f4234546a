"""A place is found again in the bytes of each format, and personal numbers are not shown."""

from __future__ import annotations

import gzip
import hashlib
import io
from pathlib import Path

import pytest
from docx import Document as NewDocument
from PIL import Image
from reportlab.pdfgen import canvas

from pipeline.dashboard.places import in_docx, in_pdf, in_text
from pipeline.dashboard.places.documents import bytes_of
from pipeline.settings import Settings

NUMBER = "811218-9876"
"""The example of the tax agency: no person has it."""

TEXT = f"""Indikator Utfall Mål
Andel nöjda
82 % 82,5 % 182 %
Handläggare {NUMBER}
slut"""


def test_the_lines_of_a_place_are_shown_with_the_figure_marked() -> None:
    lines = in_text.lines_around(TEXT.encode(), 3, 3, "82 %", around=1)
    assert [line.number for line in lines] == [2, 3, 4]
    there = lines[1]
    assert there.is_there and not lines[0].is_there
    assert [(piece.text, piece.is_marked) for piece in there.pieces] == [
        ("82 %", True),
        (" 82,5 % 182 %", False),
    ]


def test_of_html_the_text_is_shown_on_its_lines() -> None:
    markup = "<table\n class=a><tr><td>Andel &amp; antal</td><td>82 %</td></tr>\n<p>slut 1 < 2</p>"
    lines = in_text.lines_around(markup.encode(), 2, 2, "82 %", is_html=True)
    assert [(line.number, "".join(piece.text for piece in line.pieces)) for line in lines] == [
        (1, ""),
        (2, "Andel & antal\t82 %\t"),
        (3, "slut 1 < 2"),
    ]
    assert lines[1].marks == 1


def test_a_personal_number_is_masked_in_the_text_around() -> None:
    shown = "".join(
        piece.text
        for line in in_text.lines_around(TEXT.encode(), 3, 3, "82 %")
        for piece in line.pieces
    )
    assert NUMBER not in shown and "XXXXXX-XXXX" in shown


@pytest.mark.parametrize(
    ("line", "printed", "marked"),
    [
        ("1 234,5 234,5", "234,5", 2),
        ("-9,1 9,1", "9,1", 1),
        ("2025 25", "25", 1),
        ("15  500 st", "15 500 st", 1),
        ("ingen siffra", "", 0),
    ],
)
def test_only_whole_figures_are_marked(line: str, printed: str, marked: int) -> None:
    assert sum(piece.is_marked for piece in in_text.pieces_of(line, printed)) == marked


def pdf_with(text: str, x: float, y: float) -> bytes:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(400, 300))
    page.setFont("Helvetica", 20)
    page.drawString(40, 250, "Verksamheten har gett ett resultat")
    page.drawString(x, y, text)
    page.save()
    return stream.getvalue()


def colours(png: bytes, box: in_pdf.Box) -> set[tuple[int, ...]]:
    """The colours of a part of the picture of a page that is 300 points high."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    x0, y0, x1, y1 = (round(value * in_pdf.SCALE) for value in box)
    height = round(300 * in_pdf.SCALE)
    part = image.crop((x0, height - y1, x1, height - y0))
    return {color for _, color in part.getcolors(1_000_000) or []}  # type: ignore[misc]


def test_the_cell_is_outlined_on_the_page() -> None:
    box = (100.0, 100.0, 160.0, 120.0)
    png = in_pdf.picture(pdf_with("82 %", 110, 104), 1, box, (), close=False)
    assert (200, 30, 30) in colours(png, (90, 90, 170, 130))
    assert (200, 30, 30) not in colours(png, (0, 200, 400, 300))
    close = Image.open(
        io.BytesIO(in_pdf.picture(pdf_with("82 %", 110, 104), 1, box, (), close=True))
    )
    assert close.size[1] < 300 * in_pdf.SCALE


def test_a_personal_number_is_black_on_the_picture() -> None:
    png = in_pdf.picture(pdf_with(NUMBER, 100, 100), 1, None, (), close=False)
    middle = (104.0, 104.0, 200.0, 110.0)
    assert colours(png, middle) == {(0, 0, 0)}
    plain = in_pdf.picture(pdf_with("811218 kronor", 100, 100), 1, None, (), close=False)
    assert (255, 255, 255) in colours(plain, middle)


def test_what_the_reader_masked_is_black_as_well() -> None:
    masked = (200.0, 50.0, 260.0, 70.0)
    png = in_pdf.picture(pdf_with("82 %", 100, 100), 1, None, (masked,), close=False)
    assert colours(png, masked) == {(0, 0, 0)}


def test_there_is_no_picture_of_a_page_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no page 2"):
        in_pdf.picture(pdf_with("82 %", 100, 100), 2, None, (), close=False)


def docx_with(rows: list[list[str]]) -> bytes:
    document = NewDocument()
    document.add_heading("Uppföljning", 1)
    document.add_paragraph("Förvaltningen redovisar ett underskott om 3,4 mnkr.")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


ROWS = [
    ["Indikator", "Periodens utfall", "Utfall förra året", "Årsmål", "KF:s årsmål"],
    ["Andel nöjda", "80 %", "81 %", "82 %", "82 %"],
    ["Andel trygga", "82 %", "82 %", "82 %", "82 %"],
]


@pytest.mark.parametrize(
    ("measure", "column"),
    [("outcome", 1), ("previous_outcome", 2), ("target", 3), ("kf_target", 4)],
)
def test_the_head_of_the_column_tells_equal_cells_apart(measure: str, column: int) -> None:
    wanted = in_docx.Wanted("82 %", "Andel trygga", in_docx.MEASURE_HEADS[measure])
    found = in_docx.find(in_docx.read(docx_with(ROWS)), wanted)
    assert isinstance(found, in_docx.ShownTable)
    marked = [[cell.is_there for cell in row.cells] for row in found.rows]
    assert marked == [[False] * 5, [False] * 5, [at == column for at in range(5)]]


def test_a_place_in_prose_is_its_paragraph() -> None:
    wanted = in_docx.Wanted("ett underskott om 3,4 mnkr")
    found = in_docx.find(in_docx.read(docx_with(ROWS)), wanted)
    assert isinstance(found, in_docx.ShownText)
    assert found.heading == "Uppföljning"


def test_a_long_table_is_shown_around_the_place() -> None:
    rows = [["Post", "Utfall"], *([f"Post {n}", str(n)] for n in range(40))]
    found = in_docx.find(in_docx.read(docx_with(rows)), in_docx.Wanted("20", "Post 20"))
    assert isinstance(found, in_docx.ShownTable)
    assert [row.cells[0].text for row in found.rows][:2] == ["Post", "Post 14"]
    assert (found.before, found.after) == (14, 13)


def test_only_the_bytes_that_were_read_are_shown(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    settings.raw_dir.mkdir()
    (settings.raw_dir / "a.txt").write_bytes(b"as it was read")
    digest = hashlib.sha256(b"as it was read").hexdigest()
    assert bytes_of(settings, "a.txt", digest) == b"as it was read"
    (settings.raw_dir / "a.txt").write_bytes(b"changed since")
    assert bytes_of(settings, "a.txt", digest) is None
    kept = settings.kept_dir / digest[:2] / digest
    kept.mkdir(parents=True)
    (kept / "source.gz").write_bytes(gzip.compress(b"as it was read"))
    assert bytes_of(settings, "a.txt", digest) == b"as it was read"


def test_a_path_out_of_the_raw_folder_is_not_followed(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    settings.raw_dir.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    digest = hashlib.sha256(b"secret").hexdigest()
    assert bytes_of(settings, "../secret.txt", digest) is None
