"""Renders a report as other people's programs do: their files, and their text of files.

Belongs here: one function a way, by name, in two sets of layouts that are never mixed: one
to learn from, one to check on. A program that is not installed is named, never imitated.
Two ways are imitated, since Word cannot be had here; their rules:

Word's "save as plain text" (``word_text``): every paragraph is a line, in cells too; an
empty cell is an empty line; a bullet is "•" and a tab; tabs of a contents list stay.
Copy and paste from Word into a text field (``word_paste``): a row of a table is a line,
its cells parted by tabs; the paragraphs of one cell are lines; a cell that spans a row has
no tabs; a cell merged upwards is empty.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from tests.browser.chromium import NAMES
from tests.corpus import flow_text, pdf, random_html, random_word, web, word
from tests.corpus.model import Report
from tests.corpus.plain_text import word_text

OFFICE = "soffice"
_BROWSER_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
_TIMEOUT = 180


@dataclass(frozen=True, slots=True)
class Source:
    """A report to be written into a folder in one layout of a set, or in one drawn by lot."""

    report: Report
    seed: int
    folder: Path
    held_out: bool
    by_lot: bool = False

    def path(self, name: str) -> Path:
        """A file in the folder."""
        return self.folder / name


@dataclass(frozen=True, slots=True)
class Way:
    """``programs`` must be on the path, ``modules`` importable."""

    write: Callable[[Source], Path]
    programs: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """What is not installed here."""
        return [
            *(program for program in self.programs if shutil.which(program) is None),
            *(name for name in self.modules if importlib.util.find_spec(name) is None),
        ]


# --- layouts ------------------------------------------------------------------------------------


def word_style(seed: int, *, held_out: bool) -> word.WordStyle:
    """The look of a DOCX: by the seed, with what the set of layouts has beside it.

    No tracked changes: other programs print deleted words.
    """
    style = replace(word.style_of((held_out, seed)), tracked=0.0)
    if held_out:
        return replace(
            style,
            contents=("", "\t", " .......... ")[seed % 3],
            title_rows=seed % 4 == 1,
            merged_outcomes=seed % 3 == 1,
            icons=("✔", "", "■")[seed % 3],
        )
    return replace(
        style,
        contents=("\t", "")[seed % 2],
        title_rows=seed % 3 == 1,
        merged_outcomes=seed % 5 == 1,
    )


def web_style(seed: int, *, held_out: bool) -> web.WebStyle:
    """The look of a page."""
    style = web.style_of((held_out, seed))
    return replace(style, merged_outcomes=seed % (3 if held_out else 5) == 1)


# --- files that other ways start from -----------------------------------------------------------


def _docx(source: Source, *, plain: bool = True) -> Path:
    """Write a DOCX; a plain one has nothing that other programs print and Word does not."""
    path = source.path("report.docx")
    if source.by_lot:
        path.write_bytes(random_word.render(source.report, source.seed, plain=plain).data)
        return path
    style = word_style(source.seed, held_out=source.held_out)
    path.write_bytes(word.render(source.report, source.seed, style).data)
    return path


def _html(source: Source) -> Path:
    path = source.path("report.html")
    if source.by_lot:
        path.write_bytes(random_html.render(source.report, source.seed).data)
        return path
    style = web_style(source.seed, held_out=source.held_out)
    path.write_bytes(web.render(source.report, source.seed, style).data)
    return path


def _run(*command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, timeout=_TIMEOUT
    )


def _office(path: Path, kind: str) -> Path:
    """Convert a file with LibreOffice; the result has the same stem."""
    profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    _run(OFFICE, "--headless", profile, "--convert-to", kind, "--outdir", path.parent, path)
    return path.with_suffix(f".{kind.partition(':')[0]}")


def _office_pdf(source: Source) -> Path:
    return _office(_docx(source), "pdf")


def _browser_pdf(source: Source) -> Path:
    program = next(found for name in NAMES if (found := shutil.which(name)))
    path, page = source.path("report.pdf"), _html(source)
    profile = f"--user-data-dir={source.folder / 'browser'}"
    _run(program, *_BROWSER_FLAGS, profile, f"--print-to-pdf={path}", page.as_uri())
    return path


def _drawn_pdf(source: Source) -> Path:
    path = source.path("report.pdf")
    path.write_bytes(pdf.render(source.report, (source.held_out, source.seed)).data)
    return path


_PRINTED: Mapping[str, tuple[Callable[[Source], Path], tuple[str, ...]]] = {
    "office": (_office_pdf, (OFFICE,)),
    "chromium": (_browser_pdf, NAMES[:1]),
    "reportlab": (_drawn_pdf, ()),
}
"""PDFs whose text is taken, and the program that prints them."""


def _written(source: Source, text: str, suffix: str = ".txt") -> Path:
    path = source.path(f"text{suffix}")
    path.write_text(text, encoding="utf-8")
    return path


# --- text of a DOCX -----------------------------------------------------------------------------


def _pandoc(form: str, suffix: str) -> Callable[[Source], Path]:
    def write(source: Source) -> Path:
        path = source.path(f"text{suffix}")
        _run("pandoc", "-t", form, _docx(source), "-o", path)
        return path

    return write


def _markitdown(source: Source) -> Path:
    made = importlib.import_module("markitdown").MarkItDown().convert(str(_docx(source)))
    return _written(source, made.text_content, ".md")


def _mammoth(form: str, suffix: str) -> Callable[[Source], Path]:
    def write(source: Source) -> Path:
        mammoth = importlib.import_module("mammoth")
        with _docx(source).open("rb") as file:
            return _written(source, getattr(mammoth, f"convert_to_{form}")(file).value, suffix)

    return write


def _docx2txt(source: Source) -> Path:
    return _written(source, importlib.import_module("docx2txt").process(str(_docx(source))))


def _office_docx(source: Source) -> Path:
    """A DOCX as LibreOffice saves it again."""
    return _office(_office(_docx(source), "odt"), "docx")


def _office_text(source: Source) -> Path:
    return _office(_docx(source), "txt:Text (encoded):UTF8")


def _office_html(source: Source) -> Path:
    return _office(_docx(source), "html")


def _html2text(source: Source) -> Path:
    page = _html(source).read_text(encoding="utf-8")
    return _written(source, importlib.import_module("html2text").html2text(page), ".md")


def _word_lines(source: Source, row: Callable[[list[list[str]]], Iterator[str]]) -> Path:
    """Write a line a paragraph, and of a table the lines that ``row`` makes of a row's cells."""
    document = Document(BytesIO(_docx(source).read_bytes()))
    lines: list[str] = []
    for part in _printed(document.element.body, qn("w:p"), qn("w:tbl")):
        if part.tag == qn("w:p"):
            style = WordParagraph(part, document._body).style
            bullet = "•\t" if style is not None and style.name == "List Bullet" else ""
            lines += f"{bullet}{word_text(part)}".split("\n")
        else:
            lines += _table_lines(part, row)
    return _written(source, "\n".join(lines))


def _printed(element: Any, *tags: str) -> Iterator[Any]:
    """Yield the children with these tags, also those in content controls and insertions."""
    for part in element.iterchildren(*tags, *map(qn, ("w:sdt", "w:sdtContent", "w:ins"))):
        if part.tag in tags:
            yield part
        else:
            yield from _printed(part, *tags)


def _table_lines(table: Any, row: Callable[[list[list[str]]], Iterator[str]]) -> Iterator[str]:
    """Yield the lines of a table; one that stands in a cell gives lines of that cell."""
    for tr in _printed(table, qn("w:tr")):
        cells: list[list[str]] = []
        for tc in _printed(tr, qn("w:tc")):
            lines: list[str] = []
            for part in _printed(tc, qn("w:p"), qn("w:tbl")) if tc.vMerge != "continue" else ():
                is_text = part.tag == qn("w:p")
                lines += word_text(part).split("\n") if is_text else _table_lines(part, row)
            cells.append(lines)
        yield from row(cells)


def _word_tika(source: Source) -> Path:
    return _written(source, flow_text.tika(_docx(source).read_bytes()))


def _word_text(source: Source) -> Path:
    return _word_lines(source, lambda cells: (line for cell in cells for line in cell or [""]))


def _word_paste(source: Source) -> Path:
    return _word_lines(
        source, lambda cells: iter("\t".join("\n".join(cell) for cell in cells).split("\n"))
    )


# --- text of a PDF ------------------------------------------------------------------------------


def _poppler(*flags: str) -> Callable[[Path], str]:
    def text(path: Path) -> str:
        made = path.with_suffix(".poppler.txt")
        _run("pdftotext", *flags, path, made)
        return made.read_text(encoding="utf-8")

    return text


def _pymupdf(path: Path) -> str:
    with importlib.import_module("pymupdf").open(path) as document:
        return "\f".join(page.get_text() for page in document)


def _pypdf(path: Path) -> str:
    reader = importlib.import_module("pypdf").PdfReader(path)
    return "\n".join(page.extract_text() for page in reader.pages)


def _pdfminer(path: Path) -> str:
    return str(importlib.import_module("pdfminer.high_level").extract_text(path))


EXTRACTORS: Mapping[str, tuple[Callable[[Path], str], tuple[str, ...], tuple[str, ...]]] = {
    "pdftotext": (_poppler(), ("pdftotext",), ()),
    "pdftotext_layout": (_poppler("-layout"), ("pdftotext",), ()),
    "pdftotext_raw": (_poppler("-raw"), ("pdftotext",), ()),
    "pymupdf": (_pymupdf, (), ("pymupdf",)),
    "pypdf": (_pypdf, (), ("pypdf",)),
    "pdfminer": (_pdfminer, (), ("pdfminer",)),
    "tika": (lambda path: flow_text.tika(path.read_bytes()), (), ("iscc_tika",)),
}
"""What takes the text of a PDF, and the programs and modules that it needs."""


def _extracted(
    print_pdf: Callable[[Source], Path], extract: Callable[[Path], str]
) -> Callable[[Source], Path]:
    return lambda source: _written(source, extract(print_pdf(source)))


WAYS: Mapping[str, Way] = {
    "docx": Way(partial(_docx, plain=False)),
    "office_docx": Way(_office_docx, (OFFICE,)),
    "pandoc_plain": Way(_pandoc("plain", ".txt"), ("pandoc",)),
    "pandoc_markdown": Way(_pandoc("markdown", ".md"), ("pandoc",)),
    "pandoc_gfm": Way(_pandoc("gfm", ".md"), ("pandoc",)),
    "pandoc_html": Way(_pandoc("html", ".html"), ("pandoc",)),
    "markitdown": Way(_markitdown, modules=("markitdown",)),
    "mammoth_html": Way(_mammoth("html", ".html"), modules=("mammoth",)),
    "mammoth_markdown": Way(_mammoth("markdown", ".md"), modules=("mammoth",)),
    "html": Way(_html),
    "html2text": Way(_html2text, modules=("html2text",)),
    "office_html": Way(_office_html, (OFFICE,)),
    "office_text": Way(_office_text, (OFFICE,)),
    "docx2txt": Way(_docx2txt, modules=("docx2txt",)),
    "word_text": Way(_word_text),
    "word_paste": Way(_word_paste),
    "word_tika": Way(_word_tika, modules=("iscc_tika",)),
    **{
        f"{name}_{printer}": Way(_extracted(printed, extract), (*programs, *needed), modules)
        for name, (extract, programs, modules) in EXTRACTORS.items()
        for printer, (printed, needed) in _PRINTED.items()
    },
}
"""Every way by name."""


def names(chosen: Sequence[str]) -> list[str]:
    """The ways of these names, and those that begin with one of the words; all for none.

    >>> names(["html", "mammoth"])
    ['mammoth_html', 'mammoth_markdown', 'html']
    """
    begun = tuple(word for word in chosen if word not in WAYS)
    return [name for name in WAYS if not chosen or name in chosen or name.startswith(begun)]
