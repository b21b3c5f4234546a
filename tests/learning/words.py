"""The command ``python -m tests.learning.words``: collect the words that reports use.

From the running text of the real reports, in lower case, in alphabetical order: names of
people and places, which have capitals, stay out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.extract.document import Paragraph
from pipeline.extract.readers.detect import read_document
from tests.support.real_reports import REPORTS

TARGET = Path(__file__).resolve().parents[2] / "pipeline" / "extract" / "language" / "words.txt"
_WORD = re.compile(r"(?<![\w-])[a-zåäöé]{3,}(?![\w-])")


def main() -> int:
    """Write the words; exit 2 where there are no reports."""
    parser = argparse.ArgumentParser(prog="python -m tests.learning.words", description=__doc__)
    parser.add_argument("--reports", type=Path, default=REPORTS)
    reports = sorted(parser.parse_args().reports.glob("*.txt"))
    if not reports:
        print("No reports to take words from: name their folder by --reports.", file=sys.stderr)
        return 2
    words = words_in(text for report in reports for text in _running_text(report))
    TARGET.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words written: {TARGET.name}")
    return 0


def _running_text(report: Path) -> Iterator[str]:
    blocks = read_document(report).blocks
    yield from (block.text for block in blocks if isinstance(block, Paragraph))


def words_in(texts: Iterable[str]) -> list[str]:
    """Return the different words of texts that stand in lower case.

    >>> words_in(["Anna Ek leder budget- och plangruppen.", "Plangruppen planerar"])
    ['leder', 'och', 'plangruppen', 'planerar']
    """
    return sorted({word for text in texts for word in _WORD.findall(text)})


if __name__ == "__main__":
    sys.exit(main())
