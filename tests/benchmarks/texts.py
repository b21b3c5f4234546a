"""How well the text that other tools take out of PDFs is read, tool by tool and layout by layout.

``python -m tests.benchmarks.texts --help``. The invented reports are typeset in the layouts of
``tests.corpus.layouts``, which only check where they are held out, or with ``--random N`` in N
looks drawn by lot; a tool (Tika, PyMuPDF, pypdf, pdftotext) takes the text, and what is read of
that is compared with the report's truth. Behind each tool's figures stand those that issue 11
asks for.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.accuracy.foreign import HEAD, Tally, count_report, lines_of
from tests.accuracy.truth import Truth
from tests.benchmarks.layouts import add_choices, pages, wanted
from tests.corpus.foreign import EXTRACTORS
from tests.corpus.layouts import is_there, layout_of

_LINES = "   99.0%   98.0%   93.0%   98.0%   99.0%   92.0%       1 in 400"
_WANTED = {
    "pdftotext_layout": "   99.0%   98.0%   97.0%   98.0%   98.0%   94.0%       1 in 400",
    "pdftotext_raw": _LINES,
    "pymupdf": _LINES,
    "pypdf": _LINES,
    "tika": _LINES,
}
"""What the issue asks of layouts never used for learning, in the order of the table."""
_OR_REFUSED = f"{'what is read is right, or the text is refused':>48}       1 in 200"
"""What is asked of the others, in whose text rows and columns are mostly lost."""


def main() -> int:
    """Measure and print a table a tool."""
    arguments = _parser().parse_args()
    layouts = {
        name: seeds for name, seeds in wanted(arguments) if is_there(layout_of(name).program)
    }
    print(HEAD)
    for tool in arguments.tools:
        if missing := missing_for(tool):
            print(f"{tool:<28}  left out: needs {', '.join(missing)}")
            continue
        everything = Tally(f"{tool}: all")
        for name, seeds in layouts.items():
            found = Tally(f"{tool} {name}{'*' if layout_of(name).held_out else ''}")
            for path, known in texts(name, tool, seeds):
                count_report(found, path, known, misses=arguments.misses)
            everything.add(found)
            print(*lines_of(found), sep="\n", flush=True)
        print(next(lines_of(everything)))
        print(f"{tool + ': asked for':<28}{_WANTED.get(tool, _OR_REFUSED)}\n")
    return 0


def missing_for(tool: str) -> list[str]:
    """Return the programs and modules that a tool needs and that are not installed."""
    _, programs, modules = EXTRACTORS[tool]
    return [
        *(program for program in programs if shutil.which(program) is None),
        *(module for module in modules if importlib.util.find_spec(module) is None),
    ]


def texts(name: str, tool: str, seeds: Sequence[int]) -> Iterator[tuple[Path, Truth]]:
    """Yield what a tool makes of a layout's PDF for every seed, and what is true of it."""
    for page, known in pages(name, seeds):
        text = page.with_suffix(f".{tool}.txt")
        if not text.exists():
            text.write_text(EXTRACTORS[tool][0](page), encoding="utf-8")
        yield text, known


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.texts",
        description="How well the text that other tools take out of PDFs is read.",
    )
    add_choices(parser, which="held_out", seeds=1)
    parser.add_argument("--tools", nargs="*", choices=sorted(EXTRACTORS), default=sorted(_WANTED))
    return parser


if __name__ == "__main__":
    sys.exit(main())
