"""Search over all text, all tables, and the names of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dashboard import queries
from pipeline.dashboard.figures import place_of
from pipeline.dashboard.pages.context import Context, Page
from pipeline.dashboard.places.in_text import Piece
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Table, table
from pipeline.dashboard.tables import Row as TableRow

AROUND = 120
"""Letters of a section that are shown before and after the first word that is found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds the words: its heading, a snippet, where it stands."""

    row: Row
    snippet: tuple[Piece, ...]
    place: str
    address: str


def make(context: Context) -> Page:
    """Make the page."""
    words, view = context.words, context.view
    asked = view.get("q")
    sections = context.rows(queries.SEARCH, words=asked) if asked else []
    indicators = context.rows(queries.INDICATORS, words=asked) if asked else []
    tables = _tables(context, asked)
    return Page(
        "search.html",
        words("search"),
        {
            "asked": asked or "",
            "hits": list(_hits(context, sections, asked or "")),
            "indicators": indicators,
            "in_tables": tables,
        },
        [tables],
    )


def _hits(context: Context, rows: Sequence[Row], asked: str) -> Iterator[Hit]:
    for row in rows:
        address = context.source(row["fact_key"]) or ""
        yield Hit(row, snippet(row["body"] or "", asked), place_of(row) or "", address)


def snippet(body: str, asked: str, around: int = AROUND) -> tuple[Piece, ...]:
    """Part of a text around the first of the words, each word that begins so marked."""
    words = [re.escape(word) for word in re.findall(r"\w+", asked)]
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\w*", re.IGNORECASE) if words else None
    first = pattern.search(body) if pattern else None
    start = max(0, first.start() - around) if first else 0
    cut = body[start : (first.end() if first else 0) + around]
    pieces = [Piece("… ")] if start else []
    last = 0
    for match in pattern.finditer(cut) if pattern else ():
        pieces += [Piece(cut[last : match.start()]), Piece(match[0], is_marked=True)]
        last = match.end()
    pieces.append(Piece(cut[last:]))
    return tuple(piece for piece in pieces if piece.text)


def _tables(context: Context, asked: str | None) -> Table:
    words = context.words
    rows = context.rows(queries.SEARCH_TABLES, words=asked) if asked else []
    return table(
        "i-tabeller",
        words("in_tables"),
        [
            Column("committee", words("committee")),
            Column("report", words("report")),
            Column("table", words("table")),
            Column("row", words("row")),
            Column("column", words("column")),
            Column("value", words("value"), Kind.NUMBER),
            Column("unit", words("unit")),
        ],
        [
            TableRow(
                (
                    row["committee_name"],
                    f"{row['report_type']}\u00a0{row['report_year']}",
                    row["table_title"],
                    row["row_label"],
                    row["column_label"],
                    context.figure(row),
                    row["table_unit"],
                )
            )
            for row in rows
        ],
    )
