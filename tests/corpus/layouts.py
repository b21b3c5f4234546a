"""Invented reports as other people's programs typeset them: each in several layouts.

Belongs here: which layouts there are, which are for developing and which are held out for
checking, and the programs that they need. A rule or weight is never taught by a layout that
is held out.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.browser.chromium import NAMES
from tests.corpus import fpdf_pages, latex_pages, platypus, typst_pages, web, word, word_looks
from tests.corpus.fpdf_pages import FpdfLook
from tests.corpus.latex_pages import LatexLook
from tests.corpus.model import Report
from tests.corpus.platypus import PlatypusLook
from tests.corpus.random_looks import Look, random_look
from tests.corpus.random_web import random_program, random_style
from tests.corpus.rendering import Rendering
from tests.corpus.typst_pages import TypstLook
from tests.corpus.web import WebStyle
from tests.corpus.word import WordStyle

Typesetter = Callable[[Report, object], bytes]
_COMMANDS = {"libreoffice": "soffice", "latex": "pdflatex", "webkit": "wkhtmltopdf"}
"""Programs that no Python package is: what they are called."""
_BROWSER_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A way to typeset a report as PDF; ``held_out`` ones only check what others taught."""

    program: str
    typeset: Typesetter
    held_out: bool = False


# --- programs -----------------------------------------------------------------------------------


def is_there(program: str) -> bool:
    """Tell whether a program or package is installed."""
    if program == "chromium":
        return any(shutil.which(name) for name in NAMES)
    if program in _COMMANDS:
        return shutil.which(_COMMANDS[program]) is not None
    return importlib.util.find_spec(program) is not None


def office_convert(source: Path, kind: str, folder: Path, *flags: str) -> Path:
    """Convert a file with LibreOffice; give the new one, which has the same stem."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", "--headless", profile, *flags, "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True
    )
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def browser_print(page: Path, *, furniture: bool) -> bytes:
    """Print a page with Chromium; ``furniture`` is date, title, address and page number."""
    program = next(found for name in NAMES if (found := shutil.which(name)))
    path = page.with_suffix(".pdf")
    flags = [*_BROWSER_FLAGS, f"--user-data-dir={page.parent / 'browser'}"]
    flags += [] if furniture else ["--no-pdf-header-footer"]
    subprocess.run(
        [program, *flags, f"--print-to-pdf={path}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path.read_bytes()


def _office(style: WordStyle) -> Typesetter:
    return lambda report, seed: _office_print(word.render(report, seed, style), "pdf")


def _office_web(style: WebStyle) -> Typesetter:
    kind = "pdf:writer_web_pdf_Export"
    return lambda report, seed: _office_print(web.render(report, seed, style), kind)


def _office_print(made: Rendering, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as given:
        path = Path(given) / f"report{made.suffix}"
        path.write_bytes(made.data)
        return office_convert(path, kind, Path(given)).read_bytes()


def _browser(style: WebStyle, *, furniture: bool = False) -> Typesetter:
    def typeset(report: Report, seed: object) -> bytes:
        with tempfile.TemporaryDirectory() as given:
            path = Path(given) / "report.html"
            path.write_bytes(web.render(report, seed, style).data)
            return browser_print(path, furniture=furniture)

    return typeset


def _weasyprint(style: WebStyle) -> Typesetter:
    def typeset(report: Report, seed: object) -> bytes:
        from weasyprint import HTML

        page = web.render(report, seed, style).data.decode()
        return bytes(HTML(string=page).write_pdf())

    return typeset


def _webkit(style: WebStyle) -> Typesetter:
    def typeset(report: Report, seed: object) -> bytes:
        page = web.render(report, seed, style).data
        command = ["wkhtmltopdf", "--quiet", "--encoding", "utf-8", "-", "-"]
        return subprocess.run(command, input=page, check=True, capture_output=True).stdout

    return typeset


def _latex(look: LatexLook) -> Typesetter:
    return lambda report, _: latex_pages.render(report, look)


def _typst(look: TypstLook) -> Typesetter:
    return lambda report, _: typst_pages.render(report, look)


def _fpdf(look: FpdfLook) -> Typesetter:
    return lambda report, _: fpdf_pages.render(report, look)


def _platypus(look: PlatypusLook) -> Typesetter:
    return lambda report, _: platypus.render(report, look)


# --- layouts ------------------------------------------------------------------------------------

_BARE = WordStyle(tracked=0.0, table_style="Normal Table", icon_column=False)
_RULED = WordStyle(tracked=0.0)
_RUNNING = "@page{@top-left{content:'Nämndens handlingar'} @bottom-right{content:counter(page)}}"

LAYOUTS: Mapping[str, PageLayout] = {
    "libreoffice/bare": PageLayout("libreoffice", _office(_BARE)),
    "libreoffice/bare_right": PageLayout(
        "libreoffice",
        _office(replace(_BARE, numbers_right=True, icons="", captions=True)),
    ),
    "libreoffice/footnotes": PageLayout(
        "libreoffice", _office(replace(_RULED, footnotes=True, captions=True))
    ),
    "libreoffice/title_rows": PageLayout(
        "libreoffice", _office(replace(_RULED, title_rows=True, landscape=True))
    ),
    "chromium/zebra": PageLayout(
        "chromium", _browser(WebStyle("shaded", numbers_right=True), furniture=True)
    ),
    "chromium/bottom_heads": PageLayout(
        "chromium",
        _browser(
            WebStyle("level", numbers_right=True, extra="th{vertical-align:bottom}"),
            furniture=True,
        ),
    ),
    "chromium/boxes": PageLayout("chromium", _browser(WebStyle(boxes=True))),
    "chromium/bare_bottom": PageLayout(
        "chromium",
        _browser(
            WebStyle("none", numbers_right=True, title_row=True, extra="th{vertical-align:bottom}")
        ),
    ),
    "weasyprint/bare_middle": PageLayout(
        "weasyprint",
        _weasyprint(WebStyle("none", extra=f"td,th{{vertical-align:middle}} {_RUNNING}")),
    ),
    "weasyprint/zebra_boxes": PageLayout(
        "weasyprint", _weasyprint(WebStyle("shaded", boxes=True, numbers_right=True))
    ),
    "typst/default": PageLayout("typst", _typst(TypstLook())),
    "typst/booktabs": PageLayout(
        "typst", _typst(TypstLook(booktabs=True, numbers="right", head="center + bottom"))
    ),
    "typst/bare": PageLayout(
        "typst", _typst(TypstLook(stroke="none", numbers="right", head="right + bottom"))
    ),
    "fpdf/default": PageLayout("fpdf", _fpdf(FpdfLook())),
    "fpdf/minimal": PageLayout("fpdf", _fpdf(FpdfLook(borders="MINIMAL", numbers="RIGHT"))),
    "fpdf/bare": PageLayout("fpdf", _fpdf(FpdfLook(borders="NONE", icons=True, padding=3))),
    "platypus/head_rule": PageLayout(
        "reportlab", _platypus(PlatypusLook("head", numbers="right", heads="right"))
    ),
    "platypus/torn": PageLayout(
        "reportlab", _platypus(PlatypusLook("level", torn=True, repeated=False))
    ),
    "platypus/bare": PageLayout("reportlab", _platypus(PlatypusLook("none", numbers="center"))),
    "platypus/bare_middle": PageLayout(
        "reportlab",
        _platypus(PlatypusLook("none", numbers="right", valign="MIDDLE", padding=2)),
    ),
    "typst/auto": PageLayout(
        "typst", _typst(TypstLook(stroke="none", columns=False, numbers="right", inset="5pt"))
    ),
    "fpdf/lines": PageLayout(
        "fpdf", _fpdf(FpdfLook(borders="HORIZONTAL_LINES", numbers="RIGHT", title_row=True))
    ),
    "libreoffice/bare_once": PageLayout(
        "libreoffice", _office(replace(_BARE, repeated_headers=False, numbers_right=True))
    ),
    "chromium/narrow": PageLayout(
        "chromium", _browser(WebStyle("none", numbers_right=True, extra="td,th{padding:1px 3px}"))
    ),
    "latex/booktabs": PageLayout("latex", _latex(LatexLook())),
    "latex/bare": PageLayout("latex", _latex(LatexLook(rules="none", numbers="left", gap=6))),
    "webkit/bare": PageLayout("webkit", _webkit(WebStyle("none", numbers_right=True))),
    "latex/justified": PageLayout(
        "latex",
        _latex(LatexLook(rules="all", text="justified", title_row=True, serif=False, icons=False)),
        held_out=True,
    ),
    "latex/bare_once": PageLayout(
        "latex",
        _latex(LatexLook(rules="none", repeated=False, gap=3, size=9, title_row=True)),
        held_out=True,
    ),
    "webkit/level": PageLayout(
        "webkit",
        _webkit(WebStyle("level", title_row=True, extra="th{vertical-align:bottom}")),
        held_out=True,
    ),
    "libreoffice/bare_title_rows": PageLayout(
        "libreoffice",
        _office(replace(_BARE, title_rows=True, landscape=True, icons="✓", icon_column=True)),
        held_out=True,
    ),
    "libreoffice/bare_footnotes": PageLayout(
        "libreoffice",
        _office(replace(_BARE, footnotes=True, repeated_headers=False, styled_headings=False)),
        held_out=True,
    ),
    "chromium/zebra_bottom": PageLayout(
        "chromium",
        _browser(
            WebStyle("shaded", size=9, title_row=True, extra="th,td{vertical-align:bottom}"),
            furniture=True,
        ),
        held_out=True,
    ),
    "chromium/boxes_bottom": PageLayout(
        "chromium",
        _browser(
            WebStyle(
                boxes=True, numbers_right=True, font="serif", extra=".r{align-items:flex-end}"
            ),
            furniture=True,
        ),
        held_out=True,
    ),
    "weasyprint/level": PageLayout(
        "weasyprint",
        _weasyprint(WebStyle("level", title_row=True, extra=f"th{{text-align:center}} {_RUNNING}")),
        held_out=True,
    ),
    "typst/shaded": PageLayout(
        "typst",
        _typst(
            TypstLook(
                stroke="none",
                fill='(x, y) => if calc.even(y) { rgb("e8ecf0") }',
                numbers="center",
                title_row=True,
                inset="5pt",
            )
        ),
        held_out=True,
    ),
    "typst/bare_auto": PageLayout(
        "typst",
        _typst(TypstLook(stroke="none", columns=False, justified=True, icons=False, inset="6pt")),
        held_out=True,
    ),
    "fpdf/level": PageLayout(
        "fpdf",
        _fpdf(FpdfLook(borders="HORIZONTAL_LINES", numbers="CENTER", grouped=True)),
        held_out=True,
    ),
    "fpdf/shaded": PageLayout(
        "fpdf",
        _fpdf(FpdfLook(borders="NONE", shaded=True, numbers="RIGHT", title_row=True)),
        held_out=True,
    ),
    "platypus/zebra": PageLayout(
        "reportlab",
        _platypus(PlatypusLook("zebra", numbers="right", heads="center", valign="MIDDLE")),
        held_out=True,
    ),
    "platypus/bare_torn": PageLayout(
        "reportlab",
        _platypus(PlatypusLook("none", torn=True, family="Times", title_row=True, valign="BOTTOM")),
        held_out=True,
    ),
    "platypus/narrow": PageLayout(
        "reportlab",
        _platypus(PlatypusLook("none", numbers="right", heads="left", family="Vera", padding=1.5)),
        held_out=True,
    ),
    "typst/auto_level": PageLayout(
        "typst",
        _typst(
            TypstLook(
                stroke="(x, y) => (bottom: 0.4pt)",
                columns=False,
                numbers="right + horizon",
                head="center + horizon",
                grouped=False,
            )
        ),
        held_out=True,
    ),
    "weasyprint/break_all": PageLayout(
        "weasyprint",
        _weasyprint(
            WebStyle(
                "none", numbers_right=True, extra="td,th{padding:2px 4px;word-break:break-all}"
            )
        ),
        held_out=True,
    ),
    "fpdf/top_line": PageLayout(
        "fpdf",
        _fpdf(FpdfLook(borders="SINGLE_TOP_LINE", numbers="RIGHT", grouped=True)),
        held_out=True,
    ),
}
"""Layouts by program and name; those at the end are held out."""


def layout_of(name: str) -> PageLayout:
    """Return a layout by its name; "random/7" is what seed 7 draws of all style sheets.

    "random_typst/7" is what it draws for Typst, and so on for ``random_looks.PROGRAMS``.
    Random layouts are held out as long as nobody looked at their misses.
    """
    kind, _, seed = name.partition("/")
    lot, _, program = kind.partition("_")
    if lot != "random":
        return LAYOUTS[name]
    if program:
        needed, typeset = _LOOKS[program]
        return PageLayout(needed, typeset(random_look(program, seed)), held_out=True)
    program, style = random_program(seed), random_style(seed)
    typesetters: Mapping[str, Callable[[WebStyle], Typesetter]] = {
        "chromium": _browser,
        "weasyprint": _weasyprint,
        "webkit": _webkit,
        "libreoffice": _office_web,
    }
    return PageLayout(program, typesetters[program](style), held_out=True)


def _office_look(look: Look) -> Typesetter:
    def typeset(report: Report, seed: object) -> bytes:
        style = word_looks.style_of(look)
        made = word.render(report, seed, style, lambda document: word_looks.dress(document, look))
        return _office_print(made, "pdf")

    return typeset


_LOOKS: Mapping[str, tuple[str, Callable[[Look], Typesetter]]] = {
    "typst": ("typst", lambda look: _typst(typst_pages.drawn(look))),
    "latex": ("latex", lambda look: _latex(latex_pages.drawn(look))),
    "fpdf": ("fpdf", lambda look: _fpdf(fpdf_pages.drawn(look))),
    "platypus": ("reportlab", lambda look: _platypus(platypus.drawn(look))),
    "docx": ("libreoffice", _office_look),
}
"""What a program of ``random_looks`` needs, and how it sets a look."""
