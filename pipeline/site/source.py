"""The printed text of a report, put together from what its facts quote.

Each fact quotes what is printed at its place. Quotes of one place are one block, a quote
inside a longer one is part of it; in the block stands an anchor at each fact, around the
words of the cell where they can be told from others. So a link to a fact marks the cell
(``:target``), in every format, without the original file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from pipeline.safe_text import visible_lines
from pipeline.site.archive import Row

NEAR = 400
"""So many quotes back one is looked for that holds the next: a long chapter's worth."""

Place = tuple[int, int, float]
"""Page, line, and how far down on the page, as far as the format has them."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the report's text with its anchors; ``where`` says page and lines."""

    where: str
    text: Markup


@dataclass(slots=True)
class _Quote:
    """What is printed at one place, and the facts (with their words) that stand there."""

    row: Row
    facts: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return str(self.row["source_text"])


def blocks_of(printed: Iterable[Row]) -> list[Block]:
    """The text of a report, in its order, from its facts."""
    quotes = _outermost(_quotes(printed))
    return [Block(_where(quote.row), _anchored(quote)) for quote in quotes]


def _quotes(printed: Iterable[Row]) -> list[_Quote]:
    by_place: dict[tuple[object, ...], _Quote] = {}
    for row in printed:
        lines = row["source_page"], row["source_line_start"], row["source_line_end"]
        quote = by_place.setdefault((*lines, row["source_text"]), _Quote(row))
        quote.facts.append((row["fact_key"], row["printed"]))
    return sorted(by_place.values(), key=lambda quote: _place(quote.row))


def _outermost(quotes: Sequence[_Quote]) -> list[_Quote]:
    """Quotes that no other holds; the facts of the others move into those."""
    kept: list[_Quote] = []
    for quote in quotes:
        near = reversed(kept[-NEAR:])
        holder = next((other for other in near if _holds(other, quote)), None)
        if holder is None:
            kept.append(quote)
        else:
            words = quote.text
            holder.facts += [(key, printed or words) for key, printed in quote.facts]
    return kept


def _holds(outer: _Quote, inner: _Quote) -> bool:
    same_page = outer.row["source_page"] == inner.row["source_page"]
    last, first = outer.row["source_line_end"], inner.row["source_line_start"]
    reaches = last is None or first is None or last >= first
    return same_page and reaches and inner.text in outer.text


def _anchored(quote: _Quote) -> Markup:
    """The text with an anchor at each fact: around its words, or else before the text."""
    spans: list[tuple[int, int, str]] = []
    before: list[str] = []
    reached: dict[str, int] = {}
    for key, words in quote.facts:
        span = _free_span(quote.text, words, reached.get(words or "", 0), spans)
        if span is None:
            before.append(key)
        else:
            spans.append((*span, key))
            reached[words or ""] = span[1]
    parts = [Markup('<a id="{}"></a>').format(key) for key in before]
    done = 0
    for start, end, key in sorted(spans):
        parts.append(_safe(quote.text[done:start]))
        cell = _safe(quote.text[start:end])
        parts.append(Markup('<span id="{}">{}</span>').format(key, cell))
        done = end
    return Markup("").join([*parts, _safe(quote.text[done:])])


def _free_span(
    text: str, words: str | None, begin: int, taken: Sequence[tuple[int, int, str]]
) -> tuple[int, int] | None:
    """Where the words stand whole and nobody else's anchor does; facts come in print order."""
    if not words:
        return None
    start = text.find(words, begin)
    while start >= 0:
        end = start + len(words)
        is_whole = _is_edge(text, start - 1) and _is_edge(text, end)
        if is_whole and all(end <= first or start >= last for first, last, _ in taken):
            return start, end
        start = text.find(words, start + 1)
    return None


def _is_edge(text: str, position: int) -> bool:
    return not (0 <= position < len(text)) or not (text[position].isalnum())


def _place(row: Row) -> tuple[Place, int]:
    """The order of the text; of two quotes that begin alike the longer comes first."""
    box: Any = row["source_bbox"]
    # Points are counted from the foot of the page.
    place = (row["source_page"] or 0, row["source_line_start"] or 0, -box["y1"] if box else 0.0)
    # Without lines the order is that of the tables: sections, and then what stands in them.
    return place, -len(row["source_text"]) if row["source_line_start"] is not None else 0


def _where(row: Row) -> str:
    page, first, last = row["source_page"], row["source_line_start"], row["source_line_end"]
    if first is not None:
        return f"rad {first}" if last in (None, first) else f"rad {first}–{last}"
    return "" if page is None else f"sida {page}"


def _safe(text: str) -> Markup:
    return escape(visible_lines(text))
