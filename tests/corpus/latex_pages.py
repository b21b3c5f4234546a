"""Typesets a report with LaTeX (Debian's texlive-latex-extra), in looks of its own.

Belongs here: the LaTeX source of a report, and its compilation.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tests.corpus.model import Report
from tests.corpus.printed import HeadCell, PrintedTable, Text, items
from tests.corpus.random_looks import Look, dressed, ends_of_head, is_long

_SECTIONS = {1: "section*", 2: "subsection*", 3: "subsubsection*"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': r"\textquotedbl{}",
    "●": r"$\bullet$",
    "−": "$-$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "\u00a0": "~",
    "\n": r"\endgraf ",
} | {character: f"\\{character}" for character in "&%$#_{}"}
_ALIGNED = {
    "left": r"\raggedright",
    "right": r"\raggedleft",
    "center": r"\centering",
    "justified": "",
}


@dataclass(frozen=True, slots=True)
class LatexLook:
    """How a report looks; ``rules`` is none, booktabs or all.

    ``numbers`` and ``text`` say how columns are aligned: left, right or justified, which cuts
    words at line ends; ``gap`` is half the room between two columns, in points.
    """

    rules: str = "booktabs"
    numbers: str = "right"
    text: str = "left"
    grouped: bool = True
    icons: bool = True
    title_row: bool = False
    repeated: bool = True
    serif: bool = True
    landscape: bool = False
    gap: float = 4
    size: int = 10
    drawn: Look | None = None

    @property
    def lines(self) -> Lines:
        """The rules of its tables."""
        return _LINES[self.drawn.rules if self.drawn else self.rules]


@dataclass(frozen=True, slots=True)
class Lines:
    """Rules between columns and at a table's sides, and level ones.

    The latter stand above it, below labels over several columns, below the header and each row,
    and at its end.
    """

    between: str = ""
    sides: str = ""
    top: str = ""
    groups: bool = False
    head: str = ""
    row: str = ""
    end: str = ""


_H = r"\hline"
_BOOKTABS = Lines(top=r"\toprule", head=r"\midrule", end=r"\bottomrule")
_LINES = {
    "none": Lines(),
    "booktabs": _BOOKTABS,
    "all": Lines("|", "|", _H, head=_H, row=_H),
    "grid": Lines("|", "|", _H, head=_H, row=_H),
    "level": Lines(head=_H, row=_H),
    "head": Lines(head=_H),
    "outer": Lines(sides="|", top=_H, end=_H),
    "dotted": Lines(head=_H, row=r"\hdashline[1pt/2pt]"),
    "double": Lines(top=_H + _H, head=_H, end=_H + _H),
    "uprights": Lines(between="|"),
    "partial": replace(_BOOKTABS, groups=True),
}
_CLASS_SIZES = (8, 9, 10, 11, 12)
_SIZES = {0.75: r"\scriptsize", 0.85: r"\footnotesize", 0.9: r"\small", 1.0: r"\normalsize"}
_HEADINGS = {
    "same": r"\titleformat*{@}{\normalsize\bfseries}",
    "spaced": r"\titleformat*{@}{\bfseries\lsstyle}",
    "bar": r"\titleformat{@}{\bfseries}{}{0pt}{\colorbox{gray!30}}",
    "ruled": r"\titleformat{@}{\bfseries}{}{0pt}{}[\titlerule]",
    "centred": r"\titleformat*{@}{\bfseries\centering}",
    "italic": r"\titleformat*{@}{\itshape}",
}
_HEADS = {
    "plain": r"\newcommand{\headed}[1]{#1}",
    "italic": r"\newcommand{\headed}[1]{\textit{#1}}",
    "inverse": r"\newcommand{\headed}[1]{\textcolor{white}{\textbf{#1}}}",
}
_FILLED = {"inverse": r"\rowcolor{blue!40!black}", "head": r"\rowcolor{gray!25}"}


def drawn(look: Look) -> LatexLook:
    """What LaTeX makes of a look drawn by lot."""
    return LatexLook(
        numbers=look.numbers,
        text="justified" if look.justified else "left",
        grouped=look.grouped,
        icons=look.icons,
        title_row=look.title_row,
        repeated=look.repeated,
        serif=look.serif,
        landscape=look.landscape,
        gap=look.padding[0],
        size=min(_CLASS_SIZES, key=lambda size: abs(size - look.size)),
        drawn=look,
    )


def _preamble(look: Look) -> Iterator[str]:
    yield r"\usepackage[table]{xcolor}\usepackage{arydshln,titlesec,enumitem}"
    yield r"\usepackage{microtype,multicol,lastpage}"
    yield f"\\linespread{{{look.leading / 1.2:.2f}}}"
    yield f"\\setlist[itemize]{{label={_said(look.bullet)}}}"
    yield f"\\renewcommand{{\\arraystretch}}{{{1 + look.padding[1] / 12:.2f}}}"
    yield f"\\lhead{{{look.running}}}\\rfoot{{{look.numbering.format(*_PAGES)}}}"
    if look.heading in _HEADINGS:
        for name in ("section", "subsection", "subsubsection"):
            yield _HEADINGS[look.heading].replace("@", f"\\{name}")
    yield _HEADS.get(look.head, r"\newcommand{\headed}[1]{\textbf{#1}}")
    if look.watermark:
        yield r"\usepackage{draftwatermark}\SetWatermarkText{UTKAST}"


_PAGES = (r"\thepage", r"\pageref{LastPage}")


def render(report: Report, look: LatexLook) -> bytes:
    """The PDF of a report.

    Raises:
        subprocess.CalledProcessError: LaTeX ended with an error.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.tex"
        path.write_text(source(report, look))
        command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", path.name]
        for _ in range(2):  # longtable learns its widths from the first time
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return path.with_suffix(".pdf").read_bytes()


def source(report: Report, look: LatexLook) -> str:
    """The LaTeX source of a report."""
    paper = f"{look.drawn.paper if look.drawn else 'a4'}paper"
    paper += ",landscape" if look.landscape else ""
    margin = look.drawn.margin if look.drawn else 2
    parts = [
        f"\\documentclass[{look.size}pt]{{extarticle}}",
        f"\\usepackage[{paper},margin={margin}cm]{{geometry}}",
        r"\usepackage[T1]{fontenc}\usepackage{lmodern,textcomp}\usepackage[swedish]{babel}",
        r"\usepackage{array,longtable,booktabs,multirow,fancyhdr}",
        "" if look.serif else r"\renewcommand{\familydefault}{\sfdefault}",
        r"\pagestyle{fancy}\fancyhf{}\setlength{\headheight}{14pt}",
        f"\\lhead{{{_said(report.head.committee)} stadsdelsförvaltning}}\\rfoot{{Sid \\thepage}}",
        f"\\setlength{{\\tabcolsep}}{{{look.gap}pt}}\\setlength{{\\parindent}}{{0pt}}",
        r"\setlength{\parskip}{4pt}\emergencystretch=3em",
        *(_preamble(look.drawn) if look.drawn else [r"\newcommand{\headed}[1]{\textbf{#1}}"]),
        r"\begin{document}",
    ]
    printed = items(report, grouped=look.grouped, icons=look.icons)
    if look.drawn is not None:
        printed = dressed(printed, look.drawn)
    columns = look.drawn is not None and look.drawn.two_columns
    for many, some in groupby(printed, lambda item: columns and is_long(item)):
        parts.append(r"\begin{multicols}{2}" if many else "")
        for item in some:
            parts += _table(item, look) if isinstance(item, PrintedTable) else [_text(item)]
        parts.append(r"\end{multicols}" if many else "")
    return "\n".join([*parts, r"\end{document}"])


def _said(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)


def _text(item: Text) -> str:
    if item.bullet:
        return f"\\begin{{itemize}}\\item {_said(item.text)}\\end{{itemize}}"
    if item.level is not None:
        return f"\\{_SECTIONS.get(item.level, 'paragraph*')}{{{_said(item.text)}}}"
    if item.beside:
        box = f"\\fbox{{\\parbox{{0.3\\linewidth}}{{{_said(item.beside)}}}}}"
        text = f"\\parbox{{0.6\\linewidth}}{{{_said(item.text)}}}"
        return f"\\noindent {text}\\hfill {box}\n"
    return _said(item.text) + "\n"


def _table(table: PrintedTable, look: LatexLook) -> Iterator[str]:
    lines, size = look.lines, _SIZES[look.drawn.table_size] if look.drawn else r"\small"
    columns = lines.between.join(_columns(table, look))
    caption = f"\\textit{{Tabell: {_said(table.title)}}}\n" if table.title else ""
    captioned = look.drawn.caption if look.drawn else "none"
    yield caption if captioned == "above" else ""
    yield f"{{{size}\\begin{{longtable}}[l]{{{lines.sides}{columns}{lines.sides}}}"
    yield lines.top
    if look.title_row and table.title:
        title = f"\\textbf{{{_said(table.title)}}}"
        yield f"\\multicolumn{{{table.columns}}}{{l}}{{{title}}}\\\\{lines.row}"
    filled = _FILLED.get(look.drawn.head, _FILLED.get(look.drawn.fill, "")) if look.drawn else ""
    groups = "".join(
        f"\\cmidrule(lr){{{first + 1}-{last + 1}}}" for first, last in ends_of_head(table.head)
    )
    for number, row in enumerate(_head(table, look)):
        yield f"{filled}{row}\\\\" + (groups if lines.groups and not number else "")
    yield lines.head + (r"\endhead" if look.repeated else r"\endfirsthead")
    yield from (f"{row}\\\\{lines.row}" for row in _rows(table, look))
    yield lines.end
    yield r"\end{longtable}}"
    yield caption if captioned == "below" else ""
    yield from (_said(note) + "\n" for note in table.notes)


def _columns(table: PrintedTable, look: LatexLook) -> Iterator[str]:
    """How each column is set; columns as wide as their values are only those of numbers."""
    place = {"middle": "m", "bottom": "b"}.get(look.drawn.valign if look.drawn else "", "p")
    filled = r"\columncolor{gray!15}" if look.drawn and look.drawn.fill == "labels" else ""
    for number, share in enumerate(table.shares):
        side = look.numbers if number >= table.numbers_from else look.text
        yield (
            f">{{{filled if not number else ''}{_ALIGNED[side]}\\arraybackslash}}"
            f"{place}{{\\dimexpr {share:.4f}\\linewidth-2\\tabcolsep\\relax}}"
        )


def _rows(table: PrintedTable, look: LatexLook) -> Iterator[str]:
    sides = look.lines.sides
    width = f"p{{\\dimexpr {sum(table.shares):.4f}\\linewidth-2\\tabcolsep\\relax}}"
    totals = look.drawn.totals if look.drawn else "plain"
    zebra = look.drawn is not None and look.drawn.fill == "rows"
    for number, cells in enumerate(table.rows):
        said = [_said(cell) for cell in cells]
        total = number in table.totals and totals != "plain"
        if total:
            said = [f"\\textbf{{{cell}}}" for cell in said]
        start = r"\hline " if total and totals == "ruled" else ""
        start += r"\rowcolor{gray!15}" if zebra and number % 2 else ""
        if len(cells) == 1:
            over = f"\\multicolumn{{{table.columns}}}{{{sides}{width}{sides}}}{{{said[0]}}}"
            yield start + over
        else:
            yield start + " & ".join(said)


def _head(table: PrintedTable, look: LatexLook) -> Iterator[str]:
    """The header's rows: a cell over several rows stands in the first, the others are empty."""
    below: dict[int, int] = {}
    side = {"left": r"\raggedright ", "right": r"\raggedleft ", "center": r"\centering "}
    aligned = side[look.drawn.heads] if look.drawn else ""
    for row in table.head:
        cells, column, waiting = [], 0, iter(row)
        while column < table.columns:
            if below.get(column, 0):
                below[column] -= 1
                cells.append("")
                column += 1
                continue
            cell: HeadCell = next(waiting, HeadCell(""))
            below[column] = cell.rows - 1
            said = f"\\headed{{{_said(cell.text)}}}"
            said = f"{aligned if column else ''}{said}{_ARRAY if aligned else ''}"
            cells.append(
                said if cell.columns == 1 else f"\\multicolumn{{{cell.columns}}}{{c}}{{{said}}}"
            )
            column += cell.columns
        yield " & ".join(cells)


_ARRAY = r"\arraybackslash "
