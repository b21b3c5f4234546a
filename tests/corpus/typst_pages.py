"""Typesets a report with Typst (PyPI ``typst``), in looks of its own.

Belongs here: the Typst source of a report, and its compilation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.corpus.model import Report
from tests.corpus.printed import PrintedTable, Text, items
from tests.corpus.random_looks import Look, dressed, ends_of_head


@dataclass(frozen=True, slots=True)
class TypstLook:
    """How a report looks; ``stroke`` and ``fill`` are Typst expressions for all tables.

    ``numbers`` and ``head`` are Typst alignments of values and header cells; ``plain`` sets
    headings and header cells without bold letters; ``booktabs`` rules only above and below
    the header and at the end. Without ``columns`` Typst itself tells how wide they are.
    ``extra`` are rules for the whole document; ``lines`` are the lines drawn around the header
    ("top", "groups", "head", "end", "totals"), each as thick as ``line`` says. ``drawn`` is the
    look by lot that changes what is printed, if any.
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
    extra: str = ""
    lines: tuple[str, ...] = ()
    line: str = "0.6pt"
    caption_below: bool = False
    repeated: bool = True
    drawn: Look | None = None


_STROKES = {
    "grid": "0.5pt",
    "level": "(x, y) => (bottom: 0.4pt)",
    "dotted": '(x, y) => (bottom: (paint: luma(120), thickness: 0.6pt, dash: "dotted"))',
    "uprights": "(x, y) => if x > 0 { (left: 0.5pt) }",
}
_LINES = {
    "head": ("head",),
    "booktabs": ("top", "head", "end"),
    "double": ("top", "head", "end"),
    "outer": ("top", "end"),
    "partial": ("groups", "head"),
}
_FILLS = {
    "rows": '(x, y) => if calc.even(y) { rgb("e8ecf0") }',
    "labels": '(x, y) => if x == 0 { rgb("eef2e6") }',
}
_HEADINGS = {
    "same": "#show heading: set text(size: {size}pt)",
    "spaced": "#show heading: set text(tracking: 0.12em)",
    "bar": '#show heading: it => block(fill: rgb("003366"), inset: 4pt, width: 100%,'
    " text(fill: white, it.body))",
    "ruled": "#show heading: it => block(stroke: (bottom: 1pt), inset: 2pt, width: 100%, it.body)",
    "centred": "#show heading: set align(center)",
    "italic": '#show heading: set text(weight: "regular", style: "italic")',
}
_HEADS = {
    "plain": "#show strong: it => it.body",
    "italic": '#show strong: it => text(style: "italic", it.body)',
    "inverse": "#show table.cell.where(y: 0): set text(fill: white)",
}


def drawn(look: Look) -> TypstLook:
    """What Typst makes of a look drawn by lot."""
    side, above = look.padding
    valign = {"middle": "horizon"}
    fill = _FILLS.get(look.fill, "none")
    if look.head == "inverse" or look.fill == "head":
        fill = (
            f'(x, y) => if y == 0 {{ rgb("{"123a63" if look.head == "inverse" else "dde6ee"}") }}'
        )
    extra = [
        f"#set page(margin: {look.margin}cm)",
        f"#set page(header: {_said(look.running) if look.running else 'none'})",
        f"#set page(footer: {_numbered(look.numbering)})",
        f'#set page("{dict(letter="us-letter", b5="iso-b5").get(look.paper, look.paper)}")',
        f"#set par(leading: {look.leading - 0.6:.2f}em)",
        f"#show table: set text(size: {look.table_size}em)",
        f"#set list(marker: [#{json.dumps(look.bullet)}])",
        f"#set table.cell(breakable: {str(look.torn).lower()})",
        _HEADINGS.get(look.heading, "").replace("{size}", str(look.size)),
        _HEADS.get(look.head, ""),
        "#set page(background: rotate(45deg, text(60pt, fill: luma(215))[UTKAST]))"
        if look.watermark
        else "",
    ]
    return TypstLook(
        stroke=_STROKES.get(look.rules, "none"),
        fill=fill,
        numbers=f"{look.numbers} + {valign.get(look.valign, look.valign)}",
        head=f"{look.heads} + {valign.get(look.head_valign, look.head_valign)}",
        grouped=look.grouped,
        icons=look.icons,
        title_row=look.title_row,
        caption=look.caption != "none",
        caption_below=look.caption == "below",
        columns=look.widths != "content",
        justified=look.justified,
        landscape=look.landscape,
        inset=f"(x: {side}pt, y: {above}pt)",
        size=look.size,
        font="Libertinus Serif" if look.serif else "DejaVu Sans",
        extra="\n".join(extra),
        lines=(*_LINES.get(look.rules, ()), *(["totals"] if look.totals == "ruled" else [])),
        line="(paint: black, thickness: 0.5pt)" if look.rules == "outer" else "0.6pt",
        repeated=look.repeated,
        drawn=look,
    )


def _numbered(numbering: str) -> str:
    """What stands at the foot of a page: numbers where ``Look.numbering`` has braces."""
    if not numbering:
        return "none"
    page, all_pages = "#counter(page).get().first()", "#counter(page).final().first()"
    return f"context align(right)[{numbering.format(page, all_pages)}]"


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
        look.extra,
    ]
    printed = items(report, grouped=look.grouped, icons=look.icons)
    for item in dressed(printed, look.drawn) if look.drawn else printed:
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
    if item.beside:
        box = f"block(fill: luma(230), inset: 6pt, {_said(item.beside)})"
        return f"#grid(columns: (1fr, 35%), gutter: 12pt, par({_said(item.text)}), {box})"
    return f"#par({_said(item.text)})"


def _table(table: PrintedTable, look: TypstLook) -> Iterator[str]:
    widths = ", ".join(f"{share * 100:.2f}%" for share in table.shares)
    if not look.columns:
        widths = ", ".join(["auto"] * table.columns)
    stroke = "none" if look.booktabs else look.stroke
    caption = [f"#par(emph({_said('Tabell: ' + table.title)}))"] if table.title else []
    yield from caption if look.caption and not look.caption_below else ()
    yield f"#table(columns: ({widths}), stroke: {stroke}, fill: {look.fill}, inset: {look.inset},"
    yield (
        f"  align: (x, y) => if y < {len(table.head) + look.title_row} {{ {look.head} }}"
        f" else if x >= {table.numbers_from} {{ {look.numbers} }} else {{ {_labels(look)} }},"
    )
    lines = ("top", "head", "end") if look.booktabs else look.lines
    yield from _frame(table, look)
    yield _line("top", lines, look)
    yield f"  table.header(repeat: {str(look.repeated).lower()},"
    if look.title_row and table.title:
        yield f"    table.cell(colspan: {table.columns}, strong({_said(table.title)})),"
    for number, row in enumerate(table.head):
        for cell in row:
            over = f"colspan: {cell.columns}, rowspan: {cell.rows}"
            yield f"    table.cell({over}, strong({_said(cell.text)})),"
        if "groups" in lines and number == 0:
            yield from (
                f"    table.hline(start: {first}, end: {last + 1}, stroke: {look.line}),"
                for first, last in ends_of_head(table.head)
            )
    yield "  ),"
    yield _line("head", lines, look)
    bold = look.drawn is not None and look.drawn.totals != "plain"
    for number, cells in enumerate(table.rows):
        total = bold and number in table.totals
        yield _line("totals", lines, look) if number in table.totals else ""
        for text in cells:
            span = table.columns if len(cells) == 1 else 1
            body = "#parbreak()".join(
                f"#{json.dumps(part, ensure_ascii=False)}" for part in text.split("\n")
            )
            body = f'#text(weight: "bold")[{body}]' if total and body else body
            yield f"  table.cell(colspan: {span}, [{body}]),"
    yield _line("end", lines, look) + ")"
    yield from caption if look.caption and look.caption_below else ()
    for note in table.notes:
        yield f"#par({_said(note)})"


def _labels(look: TypstLook) -> str:
    """How labels are aligned: as high in their row as the values, where a lot drew that."""
    return f"left{look.numbers[look.numbers.index(' + ') :]}" if look.drawn else "left"


def _line(where: str, lines: tuple[str, ...], look: TypstLook) -> str:
    return f"  table.hline(stroke: {look.line})," if where in lines else ""


def _frame(table: PrintedTable, look: TypstLook) -> Iterator[str]:
    if look.drawn is not None and look.drawn.rules == "outer":
        for at in (0, table.columns):
            yield f"  table.vline(x: {at}, stroke: {look.line}),"
