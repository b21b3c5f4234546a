"""What stands in a file and is read by nobody: it is told where it holds a personal number."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as word
import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract.privacy import PROBLEM_CODE, look_behind
from pipeline.extract.readers.unseen import raw_texts, sidecar_texts
from pipeline.extract.report import Problem

NUMBER = "811218-9876"


def _html(part: str) -> bytes:
    return f"<!doctype html><html><body><p>Årsmål</p>{part}</body></html>".encode()


def _docx(author: str = "", comment: str = "", **parts: str) -> bytes:
    document = word.Document()
    document.core_properties.author = author
    run = document.add_paragraph("Årsmål").runs
    if comment:
        document.add_comment(run, text=comment)
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer, "a") as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def _pdf(draw: Callable[[Canvas], object]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(80, 700, "Årsmål")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(80, 600, NUMBER)


def _beyond_the_edge(canvas: Canvas) -> None:
    canvas.drawString(-400, 600, NUMBER)


UNSEEN: dict[str, bytes] = {
    "comment of HTML": _html(f"<!-- rör {NUMBER} -->"),
    "title of HTML": _html("").replace(b"<body>", f"<title>{NUMBER}</title><body>".encode()),
    "deleted, with marks between": _html("<del>811218<b>-</b>98<i>76</i></del>"),
    "entities": _html("<p hidden>811218&#45;9876</p>"),
    "ten plain digits": _html("<!-- 8112189876 -->"),
    "author of DOCX": _docx(author=f"Anna {NUMBER}"),
    "comment of DOCX": _docx(comment=f"Ring {NUMBER}"),
    "deleted runs of DOCX": _docx(more="<w:del><w:t>811218-</w:t><w:t>9876</w:t></w:del>"),
    "title of PDF": _pdf(lambda canvas: canvas.setTitle(f"Rör {NUMBER}")),
    "note of PDF": _pdf(lambda canvas: canvas.textAnnotation(NUMBER, [80, 80, 90, 90])),
    "white on white": _pdf(_in_white),
    "beyond the edge": _pdf(_beyond_the_edge),
}


@pytest.mark.parametrize("content", UNSEEN.values(), ids=UNSEEN)
def test_a_number_that_nobody_sees_is_told_and_not_repeated(content: bytes) -> None:
    (problem,) = look_behind((), raw_texts(content))
    assert (problem.code, problem.place) == (PROBLEM_CODE, None)
    assert "9876" not in problem.message


@pytest.mark.parametrize(
    "content",
    [
        _html("<p>811218 9876</p><p>12,5</p>"),  # two amounts, for all that is known here
        _docx(author="Anna 811218-9875", comment="Dnr 811218-98"),
        _pdf(lambda canvas: canvas.setTitle("Dnr 2025/811218")),
        b"PK\x03\x04 cut off",
        b"%PDF-1.7 cut off",
    ],
    ids=["amounts", "no number", "no number in PDF", "no archive", "no PDF"],
)
def test_what_is_none_is_not_told(content: bytes) -> None:
    assert look_behind((), raw_texts(content)) == ()


def test_a_comment_in_a_sidecar_is_looked_at(tmp_path: Path) -> None:
    assert list(sidecar_texts(tmp_path / "a.txt")) == []
    (tmp_path / "a.txt.yml").write_text(f"year: 2024  # ring {NUMBER}\n", encoding="utf-8")
    assert look_behind((), sidecar_texts(tmp_path / "a.txt")) != ()


def test_one_number_is_enough_to_be_told() -> None:
    """Then the bytes of the file are not kept; a second problem says nothing new."""
    seen = Problem(PROBLEM_CODE, "A personal identity number was masked.", None)
    assert look_behind((seen,), raw_texts(UNSEEN["comment of HTML"])) == ()
