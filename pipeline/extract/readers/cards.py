"""Indicators printed as cards: a name, and below it each label with its value.

Web pages set them as boxes, as lists of terms or as lists with bullets, and what is made of
these has a line "Årsmål: 85 %", or the label and the value on lines of their own. Belongs here:
finding them among paragraphs, and in what was taken for a table without columns, and making a
table of each. Which texts are labels is known by ``language``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.document import (
    Block,
    Cell,
    Document,
    GridTable,
    Line,
    Paragraph,
    Place,
    RunTable,
    merge_places,
    place_of,
)
from pipeline.extract.language.indicator_headers import NAME, PERIOD, Column, match_single
from pipeline.extract.language.line_kinds import STRUCTURE, is_activity_header, is_indicator_header
from pipeline.extract.language.table_heads import ACTIVITIES, COMMENT, UNIT_HEAD, head_word
from pipeline.extract.language.text import compact, is_bullet, squeeze
from pipeline.extract.language.values import is_period, is_unit, parse_cell
from pipeline.extract.report import Measure, Qualifier

UNIT = "unit"
_CONFIDENCE = 0.99
_NAMED_ABOVE = 0.97
_FEWEST_LABELS = 3
_LONGEST = 160
_LONGEST_LABEL = 5
"""Words of a label."""
_MARKS = re.compile(r"^(?:[•●*–-]|#{1,6})\s+|^:\s+")
_DASHES = frozenset("-–−")
_MAY_LABEL = re.compile(
    r"utfall|mål|prognos|period|indikator|män|kvinnor|flickor|pojkar|resultat|värde|bokslut|mät"
    r"|enhet|mått",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\d.,])(?!20\d\d\b)\d|%|\b20\d\d [^\W\d]|[-–−]$")
"""What no label prints: figures but years, and a dash for none.

A misspelt label is known too, and so a value behind one would be a part of it.
"""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A text of its own: of block ``at``, or of one of its lines."""

    at: int
    text: str
    source: Line | Place

    @property
    def place(self) -> Place:
        """Where it is printed; hardly any text is of a card and asked for it."""
        return self.source if isinstance(self.source, Place) else place_of([self.source])


@dataclass(frozen=True, slots=True)
class _Part:
    """A label, or a value, as one unit prints it; ``column`` is None for a value."""

    text: str
    place: Place
    column: Column | None = None


@dataclass(slots=True)
class _Card:
    """Labels with their values, and the units that they take, end exclusive."""

    start: int
    end: int
    pairs: list[tuple[_Part, _Part]] = field(default_factory=list)

    @property
    def columns(self) -> list[Column | None]:
        """The columns that the labels name."""
        return [label.column for label, _ in self.pairs]


def with_cards(document: Document) -> Document:
    """Return a document with a table for each card; what it takes is no paragraph any more."""
    units = [unit for at, block in enumerate(document.blocks) for unit in _units(at, block)]
    cards = list(_cards(units))
    if not cards:
        return document
    tables = {card.start: _table(card) for card in cards}
    taken = {n: card.start for card in cards for n in range(card.start, card.end)}
    touched = {units[n].at for n in taken}
    blocks: list[Block] = []
    beginning = {at: n for n, unit in reversed([*enumerate(units)]) for at in (unit.at,)}
    for at, block in enumerate(document.blocks):
        if at not in touched:
            blocks.append(block)
            continue
        for n in range(beginning[at], len(units)):
            if units[n].at != at:
                break
            if n in tables:
                blocks.append(tables[n])
            elif n not in taken:
                blocks.append(Paragraph(squeeze(units[n].text), units[n].place))
    return replace(document, blocks=tuple(blocks))


def _units(at: int, block: Block) -> Iterator[_Unit]:
    if isinstance(block, Paragraph):
        yield _Unit(at, block.text, block.place)
    elif isinstance(block, RunTable):
        lines = [line for chunk in block.chunks for line in chunk.lines]
        known = lines and (is_indicator_header(lines, 0) or is_activity_header(lines, 0))
        filled = [line for line in lines if line.text.strip()]
        if known and not _is_card(lines[1].text if len(lines) > 1 else ""):
            yield _Unit(at, "", block.place)
        else:
            yield from (_Unit(at, line.text, line) for line in filled)
    else:
        yield _Unit(at, "", block.place)


def _is_card(text: str) -> bool:
    """Tell whether what stands below "Indikator" is a name, and no label of another column."""
    return bool(text.strip()) and _column(text) is None


def _cards(units: Sequence[_Unit]) -> Iterator[_Card]:
    index = done = 0
    while index < len(units):
        card = _card(units, index)
        if card is None:
            index += 1
            continue
        if NAME not in card.columns and card.start > done:
            _take_name(units, card)
        if NAME in card.columns:
            yield card
            done = card.end
        index = card.end


def _card(units: Sequence[_Unit], start: int) -> _Card | None:
    """Return the labels and values from a unit on, as long as no label comes again.

    A last label without a value is none of its labels.
    """
    card = _Card(start, start)
    label: _Part | None = None
    for at in range(start, len(units)):
        parts = _parts(units[at], label)
        if not parts:
            break
        labels = [part.column for part in parts if part.column is not None]
        held = [*card.columns, label.column if label else None]
        if any(column in held for column in labels) or (NAME in labels and any(held)):
            break  # a card begins with its name: another one's stands here
        for part in parts:
            if part.column is not None:
                if label is not None:
                    card.pairs.append((label, replace(part, text="", column=None)))
                label = part
            elif label is not None:
                card.pairs.append((label, part))
                label = None
        card.end = at + 1 if label is None else card.end
    measured = [
        label.column
        for label, value in card.pairs
        if isinstance(label.column, Measure) and value.text
    ]
    told = len(measured) + (NAME in card.columns)
    if len(card.pairs) < _FEWEST_LABELS or not measured or told <= 1 or card.end == start:
        return None
    _take_comment(units, card)
    return card


def _take_comment(units: Sequence[_Unit], card: _Card) -> None:
    """Take what is said of a card's indicator right below its values ("Kommentar: ...")."""
    below = units[card.end : card.end + 2]
    text = _MARKS.sub("", squeeze(below[0].text)).strip() if below else ""
    head, colon, rest = text.partition(":")
    if not COMMENT.fullmatch(compact(head)):
        return
    size = 1
    if not rest.strip() and len(below) > 1 and _is_comment(below[1], told=bool(colon)):
        rest, size = squeeze(below[1].text), 2
    if rest.strip():
        place = below[size - 1].place
        card.pairs.append((_Part(head, below[0].place), _Part(rest.strip(), place)))
    card.end += size


def _is_comment(unit: _Unit, *, told: bool) -> bool:
    """Tell whether a text may be said of a card: a sentence, and no other card's label."""
    text = squeeze(unit.text)
    ends = text.endswith((".", "!", "?")) and " " in text
    return ends and not STRUCTURE.match(text) and (told or _column(text) is None)


def name_columns(terms: Sequence[str]) -> bool:
    """Tell whether terms are the labels of an indicator's or an activity's card."""
    columns = [_column(term) for term in terms]
    measured = any(isinstance(column, Measure) for column in columns)
    planned = [head_word(term) for term in terms]
    return (NAME in columns and measured) or (
        any(word.startswith(ACTIVITIES) for word in planned)
        and any(word.startswith(("start", "slut")) for word in planned)
    )


def _parts(unit: _Unit, label: _Part | None) -> list[_Part]:
    """Return what a unit prints: a label, a label and its value, the value of a label above it.

    A value may have the next label behind it, where lines were joined.
    """
    text = squeeze(unit.text)
    text = text if label and text[:1] in _DASHES else _MARKS.sub("", text).strip()
    if not text or len(text) > _LONGEST or (label is None and not _MAY_LABEL.search(text)):
        return []
    if said := _said(text):
        return [_Part(said[1], unit.place, said[0]), _Part(said[2], unit.place)]
    if (column := _column(text)) is not None:
        return [_Part(text, unit.place, column)]
    if label is not None and _is_value(label.column, text):
        return [_Part(text, unit.place)]
    words = text.split(" ")
    for size in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
        head, rest = " ".join(words[:size]), " ".join(words[size:]).lstrip(": ")
        column = _column(head)
        colon = head.endswith(":")
        told = colon or column is not NAME or (size == 1 and rest[:1].isupper())
        named = colon and column is NAME and not STRUCTURE.match(rest)
        if column is not None and told and (named or _is_value(column, rest)):
            return [_Part(head, unit.place, column), _Part(rest, unit.place)]
        head, rest = " ".join(words[:-size]), " ".join(words[-size:])
        column = _column(rest)
        if label is not None and column is not None and _is_value(label.column, head):
            return [_Part(head, unit.place), _Part(rest, unit.place, column)]
    return []


def _said(text: str) -> tuple[Column, str, str] | None:
    """Return the label and the value of a text that a colon parts: "Period: VB 2026"."""
    head, _, rest = text.partition(": ")
    column = _column(head) if rest else None
    rest = rest.strip()
    if column is None or column is NAME or not _is_value(column, rest):
        return None
    return column, f"{head}:", rest


def _column(text: str) -> Column | None:
    bare = text.strip().rstrip(": ")
    if not _MAY_LABEL.search(bare) or _FIGURE.search(bare) or is_period(bare):
        return None
    word = compact(bare)
    return UNIT if UNIT_HEAD.fullmatch(word) else match_single(word)


def _is_value(column: Column | None, text: str) -> bool:
    if column is NAME:
        word = text[:1].isupper() and not _MAY_LABEL.search(text)
        return (word or len(text.split()) > 1) and not STRUCTURE.match(text)
    if column is PERIOD:
        return is_period(text)
    if column is UNIT:
        return is_unit(text)
    parsed = parse_cell(text)
    return parsed is not None and parsed.qualifier is not Qualifier.TEXT


def _take_name(units: Sequence[_Unit], card: _Card) -> None:
    """Take the text right above a card as its name, where it is short and no sentence."""
    above = units[card.start - 1]
    text = _MARKS.sub("", squeeze(above.text)).strip()
    short = len(text.split()) > 1 and len(text) <= _LONGEST and not text.endswith((".", ":", "!"))
    if not short or is_bullet(above.text) or STRUCTURE.match(text) or _column(text) is not None:
        return
    head, _, name = text.partition(": ")
    if not (name and _column(head) is NAME):
        name = text
    place = above.place
    card.pairs.insert(0, (_Part("Indikator", place, NAME), _Part(name, place)))
    card.start -= 1


def _table(card: _Card) -> GridTable:
    ordered = sorted(card.pairs, key=lambda pair: pair[0].column is not NAME)
    above = ordered[0][0].place == ordered[0][1].place
    head = tuple(Cell(label.text.rstrip(": "), label.place) for label, _ in ordered)
    values = tuple(Cell(value.text, value.place) for _, value in ordered)
    place = merge_places([part.place for pair in card.pairs for part in pair])
    return GridTable((head, values), place, 1, _NAMED_ABOVE if above else _CONFIDENCE)
