"""Typesets a report with LaTeX (Debian's texlive-latex-extra), in looks of its own.

Belongs here: the LaTeX source of a report, and its compilation.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.model import Report
from tests.corpus.printed import HeadCell, PrintedTable, Text, items

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
    "\n": r"\par ",
} | {character: f"\\{character}" for character in "&%$#_{}"}
_ALIGNED = {"left": r"\raggedright", "right": r"\raggedleft", "justified": ""}


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
    paper = "a4paper,landscape" if look.landscape else "a4paper"
    parts = [
        f"\\documentclass[{look.size}pt]{{extarticle}}",
        f"\\usepackage[{paper},margin=2cm]{{geometry}}",
        r"\usepackage[T1]{fontenc}\usepackage{lmodern,textcomp}\usepackage[swedish]{babel}",
        r"\usepackage{array,longtable,booktabs,multirow,fancyhdr}",
        "" if look.serif else r"\renewcommand{\familydefault}{\sfdefault}",
        r"\pagestyle{fancy}\fancyhf{}\setlength{\headheight}{14pt}",
        f"\\lhead{{{_said(report.head.committee)} stadsdelsförvaltning}}\\rfoot{{Sid \\thepage}}",
        f"\\setlength{{\\tabcolsep}}{{{look.gap}pt}}\\setlength{{\\parindent}}{{0pt}}",
        r"\setlength{\parskip}{4pt}\emergencystretch=3em\begin{document}",
    ]
    for item in items(report, grouped=look.grouped, icons=look.icons):
        parts += _table(item, look) if isinstance(item, PrintedTable) else [_text(item)]
    return "\n".join([*parts, r"\end{document}"])


def _said(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)


def _text(item: Text) -> str:
    if item.bullet:
        return f"\\begin{{itemize}}\\item {_said(item.text)}\\end{{itemize}}"
    if item.level is not None:
        return f"\\{_SECTIONS.get(item.level, 'paragraph*')}{{{_said(item.text)}}}"
    return _said(item.text) + "\n"


def _table(table: PrintedTable, look: LatexLook) -> Iterator[str]:
    bar, line = ("|", r"\hline") if look.rules == "all" else ("", "")
    ruled = look.rules == "booktabs"
    columns = bar.join(
        f">{{{_ALIGNED[look.numbers if n >= table.numbers_from else look.text]}\\arraybackslash}}"
        f"p{{\\dimexpr {share:.4f}\\linewidth-2\\tabcolsep\\relax}}"
        for n, share in enumerate(table.shares)
    )
    yield f"{{\\small\\begin{{longtable}}[l]{{{bar}{columns}{bar}}}"
    yield r"\toprule" if ruled else line
    if look.title_row and table.title:
        yield f"\\multicolumn{{{table.columns}}}{{l}}{{\\textbf{{{_said(table.title)}}}}}\\\\{line}"
    yield from (f"{row}\\\\" for row in _head(table))
    yield (r"\midrule" if ruled else line) + (r"\endhead" if look.repeated else r"\endfirsthead")
    for cells in table.rows:
        over = len(cells) == 1
        width = f"p{{\\dimexpr {sum(table.shares):.4f}\\linewidth-2\\tabcolsep\\relax}}"
        said = [_said(cell) for cell in cells]
        row = (
            f"\\multicolumn{{{table.columns}}}{{{bar}{width}{bar}}}{{{said[0]}}}"
            if over
            else " & ".join(said)
        )
        yield f"{row}\\\\{line}"
    yield r"\bottomrule" if ruled else ""
    yield r"\end{longtable}}"
    yield from (_said(note) + "\n" for note in table.notes)


def _head(table: PrintedTable) -> Iterator[str]:
    """The header's rows: a cell over several rows stands in the first, the others are empty."""
    below: dict[int, int] = {}
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
            said = f"\\textbf{{{_said(cell.text)}}}"
            cells.append(
                said if cell.columns == 1 else f"\\multicolumn{{{cell.columns}}}{{c}}{{{said}}}"
            )
            column += cell.columns
        yield " & ".join(cells)
