"""Typesets a report with Typst (PyPI ``typst``), in looks of its own.

Belongs here: the Typst source of a report, and its compilation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.corpus.model import Report
from tests.corpus.printed import PrintedTable, Text, items


@dataclass(frozen=True, slots=True)
class TypstLook:
    """How a report looks; ``stroke`` and ``fill`` are Typst expressions for all tables.

    ``numbers`` and ``head`` are Typst alignments of values and header cells; ``plain`` sets
    headings and header cells without bold letters; ``booktabs`` rules only above and below
    the header and at the end. Without ``columns`` Typst itself tells how wide they are.
    """

    stroke: str = "0.5pt"
    fill: str = "none"
    numbers: str = "left"
    head: str = "left + bottom"
    booktabs: bool = False
    grouped: bool = True
    icons: bool = True
    title_row: bool = False
    caption: bool = False
    columns: bool = True
    justified: bool = False
    landscape: bool = False
    inset: str = "4pt"
    size: float = 10
    font: str = "Libertinus Serif"


def source(report: Report, look: TypstLook) -> str:
    """The Typst source of a report."""
    parts = [
        f'#set page("a4", flipped: {str(look.landscape).lower()}, margin: 2cm,'
        f" header: {_said(report.head.committee + ' stadsdelsförvaltning')},"
        ' footer: context [Sid #counter(page).display("1 (1)", both: true)])',
        f"#set text(font: {json.dumps(look.font)}, size: {look.size}pt, lang: {json.dumps('sv')})",
        f"#set par(justify: {str(look.justified).lower()})",
        "#show table: set text(size: 0.85em, hyphenate: true)",
        "#show table: set par(justify: false)",
        "#set table.cell(breakable: true)",
    ]
    for item in items(report, grouped=look.grouped, icons=look.icons):
        parts += _table(item, look) if isinstance(item, PrintedTable) else [_text(item)]
    return "\n".join(parts)


def render(report: Report, look: TypstLook) -> bytes:
    """The PDF of a report."""
    import typst

    return bytes(typst.compile(source(report, look).encode()))


def _said(text: str) -> str:
    return f"[#{json.dumps(text, ensure_ascii=False)}]"


def _text(item: Text) -> str:
    if item.bullet:
        return f"- #{json.dumps(item.text, ensure_ascii=False)}"
    if item.level is not None:
        return f"#heading(level: {item.level}, {_said(item.text)})"
    return f"#par({_said(item.text)})"


def _table(table: PrintedTable, look: TypstLook) -> Iterator[str]:
    widths = ", ".join(f"{share * 100:.2f}%" for share in table.shares)
    if not look.columns:
        widths = ", ".join(["auto"] * table.columns)
    stroke = "none" if look.booktabs else look.stroke
    if look.caption and table.title:
        yield f"#par(emph({_said('Tabell: ' + table.title)}))"
    yield f"#table(columns: ({widths}), stroke: {stroke}, fill: {look.fill}, inset: {look.inset},"
    yield (
        f"  align: (x, y) => if y < {len(table.head) + look.title_row} {{ {look.head} }}"
        f" else if x >= {table.numbers_from} {{ {look.numbers} }} else {{ left }},"
    )
    rule = "  table.hline(stroke: 0.6pt),"
    yield rule if look.booktabs else ""
    yield "  table.header("
    if look.title_row and table.title:
        yield f"    table.cell(colspan: {table.columns}, strong({_said(table.title)})),"
    for row in table.head:
        for cell in row:
            over = f"colspan: {cell.columns}, rowspan: {cell.rows}"
            yield f"    table.cell({over}, strong({_said(cell.text)})),"
    yield "  ),"
    yield rule if look.booktabs else ""
    for cells in table.rows:
        for text in cells:
            span = table.columns if len(cells) == 1 else 1
            body = "#parbreak()".join(
                f"#{json.dumps(part, ensure_ascii=False)}" for part in text.split("\n")
            )
            yield f"  table.cell(colspan: {span}, [{body}]),"
    yield (rule if look.booktabs else "") + ")"
    for note in table.notes:
        yield f"#par({_said(note)})"
