"""Tables whose cells bars part, wrapped like prose, as html2text prints them.

A row ends in two spaces, as a break inside a cell does; any other line goes on with the next, and
no bar stands at the ends of a row. Belongs here: telling such text, and making rows of tabs of
it, which are put together by their number as those of a word processor are.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pipeline.extract.document import (
    Block,
    Document,
    GridTable,
    Line,
    Paragraph,
    Place,
    SourceFormat,
    place_of,
)
from pipeline.extract.language.text import squeeze, strip_markup
from pipeline.extract.readers.markup.blocks import Spanning, grid
from pipeline.extract.readers.markup.lost_spans import with_lost_spans
from pipeline.extract.readers.markup.markdown import unmarked
from pipeline.extract.readers.text import flow_text, tab_text
from pipeline.extract.readers.text.lines import read_lines

_RULE = re.compile(r"^-{3}(?:\|-{3})+ *$")
_ANY_RULE = re.compile(r"^-{3}(?:\|-{3})* *$")
_BAR = re.compile(r"(?<!\\)\|")
_BEGINS = re.compile(r"^(?:#{1,6} | *[*+-] | *\d+\. )")
_GLUED = re.compile(r"^(Analys|Kommentar)(?=[A-ZÅÄÖ])")
"""A label whose line break was lost before what it heads."""
_FIGURE = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d")
"""A figure that is no year."""
_SPACED_HYPHEN = re.compile("(?<=[^\\W\\d_]) \u00ad(?=[^\\W\\d_])")
"""A soft hyphen that stands where a word may be parted, with a space before it."""
_TWICE = re.compile(r"([^\W\d].{2,}?) ?\1")
_HEADING = re.compile(r"^#{1,6} +")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FEWEST, _HEADS = 2, 2
_AT_HYPHEN = re.compile(r"((?<=[^\W\d_])-)\n(?!(?:och|eller|samt)\b)(?=[^\W\d_])(\S+)")
"""Lines are broken at the hyphens that words have, and at no other place inside a word."""
_NOTE_MARK = re.compile(r"(?<=\S)\[\d{1,3}\](?=\s*(?:\||$))")
"""The mark of a footnote behind what a cell says."""
_SET_IN = "    "
_WRAP = 78
"""Letters on a line at which html2text wraps."""
_PARTS = "Nämndmål: ny tabell"
"""What parts a table from another right below it: what no cell of a table goes on with."""
_TABLE = "Här står en tabell."
"""What stands for a table where the text around it is read."""
_END = "  "
_UNTOLD = 0.9
"""How sure the columns of a header are that may be two rows."""


def is_wrapped(text: str) -> bool:
    """Tell whether a text has rules without bars at their ends, and ends its rows in spaces."""
    rules = [line for line in text.split("\n") if _ANY_RULE.match(line)]
    ruled = [line for line in rules if _RULE.match(line) or line.endswith(_END)]
    return len(ruled) >= _FEWEST and all(line.endswith(_END) for line in ruled)


def read(text: str) -> Document:
    """Read such a text into paragraphs and grid tables in reading order."""
    texts = _without_odd_bars(_SPACED_HYPHEN.sub("", text).split("\n"))
    rules = {
        number: len(_BAR.findall(line)) + 1
        for number, line in enumerate(texts, start=1)
        if _ANY_RULE.match(line)
    }
    source = read_lines("\n".join(map(_tabbed, texts)))
    lines = tuple(_parted(list(map(_said_once, _unwrapped(source.lines, rules))), rules))
    made = tab_text.read_source(replace(source, lines=lines), partial(_table, rules))
    printed = [line.text for line in read_lines(text).lines]
    return replace(
        made,
        source_format=SourceFormat.MARKUP_TEXT,
        blocks=tuple(
            _as_printed(block, printed)
            for block in made.blocks
            if not (isinstance(block, Paragraph) and block.text == _PARTS)
        ),
    )


def read_beside(text: str) -> Document:
    """Read such a text whose other tables are printed as paragraphs, one a cell."""
    tables = [block for block in read(text).blocks if isinstance(block, GridTable)]
    texts = ["" if _ANY_RULE.match(line) else line for line in text.split("\n")]
    for table in tables:
        start, end = (table.place.line_start or 1) - 1, table.place.line_end or 0
        texts[start:end] = ["", _TABLE, *[""] * (end - start - 2)][: end - start]
    around = flow_text.read_double_spaced(unmarked("\n".join(texts)))
    others = [
        block
        for block in around.blocks
        if not (isinstance(block, Paragraph) and block.text == _TABLE)
    ]
    blocks = sorted((*others, *tables), key=lambda block: block.place.line_start or 0)
    return replace(around, source_format=SourceFormat.MARKUP_TEXT, blocks=tuple(blocks))


def _without_odd_bars(texts: Sequence[str]) -> list[str]:
    """Return lines without the bar before the first cell of a table: its rule has one less.

    It parts the cell from the last one of the table above.
    """
    made = list(texts)
    for at, rule in enumerate(texts):
        if not _ANY_RULE.match(rule):
            continue
        start = at
        while (
            start
            and texts[start - 1].strip()
            and not (start < at and texts[start - 1].endswith(_END))
        ):
            start -= 1
        bars = sum(len(_BAR.findall(text)) for text in texts[start:at])
        if texts[start].startswith("| ") and bars == len(_BAR.findall(rule)) + 1:
            made[start] = texts[start].removeprefix("| ")
    return made


def _parted(lines: Sequence[Line], rules: Mapping[int, int]) -> Iterator[Line]:
    """Yield lines, and one that parts tables before a header that stands right below a table."""
    row = False
    for line in lines:
        text = line.text.rstrip()
        cells = rules.get(line.number + text.count("\n") + 1)
        fields = [squeeze(field) for field in text.split("\t")]
        new = cells == len(fields) > 1 and not tab_text.is_known_header(fields)
        if row and new:
            yield replace(line, text=_PARTS)
        row = "\t" in text
        yield line


def _said_once(line: Line) -> Line:
    """Return a row without the labels that a narrow screen shows in its cells a second time.

    A header printed again has each of its labels twice.
    """
    if "\t" not in line.text:
        return line
    ends = _END if line.text.endswith(_END) else ""
    cells = [squeeze(text) for text in line.text.split("\t")]
    twice = [found[1] if (found := _TWICE.fullmatch(cell)) else cell for cell in cells]
    return replace(line, text="\t".join(twice) + ends) if twice != cells else line


def _without_labels(rows: Sequence[Sequence[Spanning]]) -> list[list[Spanning]]:
    """Return rows without the labels of their columns before what their cells say.

    Pages that show a row as a card on a narrow screen have the label in every cell.
    """
    heads = [row for row in rows[:_HEADS] if not any(_FIGURE.search(cell.text) for cell in row)]
    labels = {squeeze(cell.text) for row in (rows[0], *heads) for cell in row} - {""}
    made = [list(row) for row in rows]
    for row in made[1:]:
        for at, cell in enumerate(row):
            label = max(filter(cell.text.startswith, labels), key=len, default="")
            rest = cell.text.removeprefix(label)
            if label and rest[:1].strip():
                row[at] = replace(cell, text=rest)
    return made


def _as_printed(block: Block, printed: Sequence[str]) -> Block:
    """Return a block whose places say what stands in the file, bars and marks too."""
    place = _verbatim(block.place, printed)
    if not isinstance(block, GridTable):
        return replace(block, place=place)
    rows = tuple(
        tuple(cell and replace(cell, place=_verbatim(cell.place, printed)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=rows, place=place)


def _verbatim(place: Place, printed: Sequence[str]) -> Place:
    if place.line_start is None or place.line_end is None:
        return place
    return replace(place, text="\n".join(printed[place.line_start - 1 : place.line_end]))


def _table(rules: Mapping[int, int], lines: Sequence[Sequence[Line]]) -> GridTable | None:
    """Return a table: HTML prints no cell in places that a merged one covers.

    A rule says by its number of line how many cells the header above it has. A header that was
    put together of lines, and that no rule bears out, may be two rows.
    """
    rows = [[Spanning(cell.text, cell.place) for cell in tab_text.cells_of(row)] for row in lines]
    head = place_of(lines[0])
    printed = head.text.rstrip().split("\n")
    told = rules.get((head.line_start or 0) + len(printed))
    parted = any(part.endswith(_END) for part in printed[:-1])
    whole, confidence = with_lost_spans(_without_labels(rows))
    if parted and told != len(rows[0]):
        confidence = min(confidence, _UNTOLD)
    return grid(whole, place_of([line for row in lines for line in row]), 1, confidence)


def _tabbed(line: str) -> str:
    if _ANY_RULE.match(line):
        return ""
    plain = _GLUED.sub(r"\1 ", _HEADING.sub("", strip_markup(_NOTE_MARK.sub("", line))))
    ends = _END if line.endswith(_END) else ""
    return _ESCAPE.sub(r"\1", _BAR.sub("\t", plain)) + ends * (not plain.endswith(_END))


def _unwrapped(lines: Sequence[Line], rules: Container[int]) -> Iterator[Line]:
    """Yield lines, those that are one as one with line breaks in it; rules end the line above."""
    waiting: list[Line] = []
    for line in lines:
        rule = line.number in rules
        ended = not waiting or not waiting[-1].text.strip() or waiting[-1].text.endswith(_END)
        told = waiting and _is_whole_term(waiting[-1].text, line.text)
        begins = ended or told or not line.text.strip() or _BEGINS.match(line.text)
        if waiting and not rule and begins:
            yield _one(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _one(waiting)


def _is_whole_term(above: str, text: str) -> bool:
    """Tell whether a line is what is said of a term, and the next one another term.

    What is said is set in; the next line has a word that had room on it.
    """
    first = text.split(" ", 1)[0]
    return above.startswith(_SET_IN) and len(above.rstrip()) + 1 + len(first) <= _WRAP


def _one(lines: Sequence[Line]) -> Line:
    """Return lines as one; a line that is broken at a hyphen goes on without a space.

    The break stands behind the word then: there are as many as before.
    """
    text = "\n".join(line.text for line in lines)
    return replace(lines[0], text=_AT_HYPHEN.sub(r"\1\2\n", text))
