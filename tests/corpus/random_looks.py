"""Looks drawn by lot for typesetters that know no style sheets: Typst, LaTeX, fpdf2, and others.

Belongs here: what may be drawn, whatever the program. Each typesetter makes of a look what it
can (``typst_pages.drawn`` and its like). Style sheets are drawn by ``random_web``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tests.corpus.printed import HeadCell, PrintedTable, Text
from tests.corpus.swedish import rng

Side = Literal["left", "center", "right"]
PROGRAMS = ("typst", "latex", "fpdf", "platypus", "docx")
"""What may set a look drawn here; "docx" is a Word file that LibreOffice prints."""
RULES = (
    "grid", "level", "head", "booktabs", "outer", "dotted", "double", "uprights", "partial", "none",
)  # fmt: skip
"""All cells in boxes; a line below each row; below the header only; above and below the header
and at the end; a frame around the table; dotted lines below rows; double lines around header and
end; between columns only; below the labels over several columns and below the header; none."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was drawn: lengths in points, margins in centimetres.

    ``table_size`` and ``leading`` are shares of the size of prose and of a font. ``padding`` is
    that at the sides of a cell and above and below it. ``fill`` shades every second row, the
    header, or the column of labels. ``widths`` are those that a table's writer gives, equal ones,
    by what cells hold, or with a column of labels wider or narrower than that. ``head`` says how
    header cells look, ``heading`` how headings differ from text, ``totals`` how rows of totals do.
    ``running`` and ``numbering`` stand above and below each page.
    """

    paper: str = "a4"
    landscape: bool = False
    margin: float = 2.0
    size: float = 10
    table_size: float = 0.85
    leading: float = 1.2
    serif: bool = True
    rules: str = "grid"
    fill: str = "none"
    padding: tuple[float, float] = (3, 3)
    numbers: Side = "left"
    heads: Side = "left"
    valign: str = "top"
    head_valign: str = "bottom"
    widths: str = "shares"
    head: str = "bold"
    title_row: bool = False
    caption: str = "none"
    grouped: bool = True
    icons: bool = True
    repeated: bool = True
    torn: bool = True
    justified: bool = False
    two_columns: bool = False
    heading: str = "larger"
    bullet: str = "•"
    running: str = ""
    numbering: str = "Sid {} ({})"
    totals: str = "plain"
    aside: bool = False
    watermark: bool = False


def random_look(program: str, seed: object) -> Look:
    """Return the look that a seed draws for a program.

    >>> random_look("typst", 1) == random_look("typst", 1) != random_look("typst", 2)
    True
    """
    source = rng("random look", program, seed)
    draw, chance = source.choice, source.random
    return Look(
        paper=draw(("a4", "a4", "a4", "letter", "b5")),
        landscape=chance() < 0.2,
        margin=draw((1.2, 1.8, 2.0, 2.5, 3.0)),
        size=draw((8.5, 9, 10, 10.5, 11, 12)),
        table_size=draw((0.75, 0.85, 0.9, 1.0)),
        leading=draw((1.05, 1.2, 1.2, 1.4, 1.6)),
        serif=chance() < 0.5,
        rules=draw((*RULES, "none", "none")),
        fill=draw(("none", "none", "none", "rows", "head", "labels")),
        padding=(draw((1.5, 3, 4, 6)), draw((0.5, 1.5, 3, 5))),
        numbers=draw(("left", "right", "right", "center")),
        heads=draw(("left", "center", "right")),
        valign=draw(("top", "top", "middle", "bottom")),
        head_valign=draw(("top", "middle", "bottom", "bottom")),
        widths=draw(("shares", "shares", "equal", "content", "wide", "narrow")),
        head=draw(("bold", "bold", "plain", "upper", "italic", "inverse")),
        title_row=chance() < 0.2,
        caption=draw(("none", "none", "above", "below")),
        grouped=chance() < 0.6,
        icons=chance() < 0.5,
        repeated=chance() < 0.7,
        torn=chance() < 0.5,
        justified=chance() < 0.3,
        two_columns=chance() < 0.15,
        heading=draw(("larger", "larger", "same", "spaced", "bar", "ruled", "centred", "italic")),
        bullet=draw(("•", "–", "*", "·")),
        running=draw(("", "Stadsdelsförvaltningen", "Tjänsteutlåtande", "Bilaga 1")),
        numbering=draw(("Sid {} ({})", "{}", "- {} -", "{}/{}", "Sida {} av {}", "")),
        totals=draw(("plain", "bold", "ruled")),
        aside=chance() < 0.15,
        watermark=chance() < 0.1,
    )  # fmt: skip


_LONG = 200
_ASIDE = "Visste du att? Mer om nämndens arbete finns att läsa på webbplatsen för alla invånare."


def shares_of(table: PrintedTable, widths: str) -> tuple[float, ...]:
    """Return the columns' widths, of 1, as ``Look.widths`` asks for them."""
    others = table.columns - 1
    if widths == "equal":
        return (1 / table.columns,) * table.columns
    if widths in ("wide", "narrow") and others:
        first = table.shares[0] * (1.25 if widths == "wide" else 0.75)
        return (first, *[(1 - first) / others] * others)
    return table.shares


def dressed(items: Iterator[Text | PrintedTable], look: Look) -> Iterator[Text | PrintedTable]:
    """Yield what is printed as a look changes it: widths, capitals of headers, a box somewhere.

    Only heads of indicators and activities get capitals: what other tables' columns are called
    is a fact, and not the same in capitals.
    """
    aside = look.aside
    for item in items:
        if isinstance(item, PrintedTable):
            yield _dressed_table(item, look)
        elif aside and is_long(item):
            yield replace(item, beside=_ASIDE)
            aside = False
        else:
            yield item


def is_long(item: Text | PrintedTable) -> bool:
    """Tell whether an item is a text long enough for a box beside it, or for columns of its own."""
    return isinstance(item, Text) and len(item.text) > _LONG and not item.bullet


def _dressed_table(table: PrintedTable, look: Look) -> PrintedTable:
    head = table.head
    if look.head == "upper" and not table.title:
        head = tuple(tuple(replace(cell, text=cell.text.upper()) for cell in row) for row in head)
    return replace(table, head=head, shares=shares_of(table, look.widths))


def ends_of_head(head: tuple[tuple[HeadCell, ...], ...]) -> list[tuple[int, int]]:
    """Return the first and last column of each label over several columns."""
    found, column = [], 0
    for cell in head[0]:
        if cell.columns > 1:
            found.append((column, column + cell.columns - 1))
        column += cell.columns
    return found
