"""Where a row's name ends in flow text, and the ways to cut what follows into cells.

A name ends where the rest of the row is nothing but cells. Where words stand among the
cells that no rule knows, it ends where values begin, and the words are kept as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extract.assignment.columns import RunCell
from pipeline.extract.assignment.runs import (
    Glue,
    Word,
    repeated_units,
    run_cell,
    segmentations,
    text_cell,
)
from pipeline.extract.document import RunTable
from pipeline.extract.language.values import parse_cell

_NUMBER = re.compile(r"[-+±/≤≥<>]*\d.*")
_HAS_DIGIT, _HAS_SHARE = re.compile(r"\d"), re.compile("%")
_SHARE = re.compile(r"\d+(?:,\d+)?%")
_PREPOSITIONS = frozenset(
    ("att", "av", "ca", "cirka", "de", "den", "det", "efter", "eller", "enligt", "ett", "från")
    + ("för", "i", "inom", "med", "mellan", "minst", "högst", "och", "om", "per", "på", "till")
    + ("under", "utan", "var", "vart", "vid", "än", "över")
)
"""No name ends with these: "möter under 14 dagar"."""
_NO_BOUNDS = frozenset(
    ("att", "av", "de", "den", "det", "efter", "eller", "enligt", "ett", "från", "för", "i")
    + ("inom", "med", "och", "per", "på", "utan", "var", "vart", "vid")
)
"""A name torn by a page break may end with these; a share after them is a value."""
BOUNDS_IN_NAMES = frozenset(("ca", "cirka", "under", "upp", "över"))
"""With a number after them these are a value, but more often part of a name."""
_TAKE_A_NUMBER = frozenset(
    ("agenda", "dag", "del", "fas", "grupp", "kapitel", "klass", "kvartal", "nivå", "steg")
    + ("typ", "zon", "åk", "årskurs")
)
"""A bare number after these may belong to the name: "årskurs 9"; not to "barn per grupp"."""
PARTS_NAME = (Glue.BLANK, Glue.PAUSE, Glue.CELL)
_BETWEEN_CELLS = (*PARTS_NAME, Glue.LINE, Glue.SPACE)
_MOST_WORDS = 8
_Piece = tuple[Sequence[Word], RunCell | None]
"""Words that are one cell: a known one, or None where no rule knows them."""


@dataclass(frozen=True, slots=True)
class Split:
    """Where a row's name ends and how the rest may be cut; not ``certain`` where guessed."""

    name_words: int
    cuts: tuple[tuple[RunCell, ...], ...]
    certain: bool = True


def split_name(words: Sequence[Word], table: RunTable, columns: int) -> Split | None:
    """Find where the name ends: as early as possible, the rest must be cells.

    A name of several lines ends its chunk; only a name of one line has its values beside
    it, so other places are tried last. Values apart from the name that are more than the
    columns are returned too: the row then has no reading, which is said. None where
    nothing tells the values from the name.
    """
    units = repeated_units(words)
    starts = [i for i in range(1, len(words)) if words[i].glue.may_part]
    likely = [i for i in starts if _may_end_name(words, i)]
    last = next((i for i in starts if _opens_values(words, i, table)), len(words))
    ways_from = segmentations(words, wrap_is_marked=table.wrap_is_marked, units=units)
    for index in dict.fromkeys((*likely, *starts)):
        if index > last:
            continue
        ways = ways_from(index)
        cuts = tuple(cut for cut in ways if len(cut) <= columns)
        if ways and not cuts and words[index].glue in PARTS_NAME:
            return Split(index, ways)
        if cuts:
            return Split(index, cuts)
    return guessed_split(words, table, columns, last) if last < len(words) else None


def guessed_split(
    words: Sequence[Word], table: RunTable, columns: int, name_words: int | None = None
) -> Split:
    """Split a row that holds words no rule knows, by default at the first blank line."""
    if name_words is None:
        blanks = (i for i in range(1, len(words)) if words[i].glue in PARTS_NAME)
        name_words = next(blanks, len(words))
    return Split(name_words, (_unknown_cells(words[name_words:], table, columns),), certain=False)


def _may_end_name(words: Sequence[Word], index: int) -> bool:
    """Tell whether a name may well end before a word.

    It does at a blank line, on its first line, and before a number that is no part of it.
    """
    word, before = words[index], words[index - 1]
    if word.glue in PARTS_NAME:
        return True
    name_end = before.text.casefold()
    if _is_share(words[index:], before):
        return True
    if word.text.casefold() in BOUNDS_IN_NAMES:
        return False
    bare = word.text.isdigit() and not _is_unit(words[index + 1 : index + 2])
    counted = index > 1 and words[index - 2].text.casefold() == "per"
    if name_end in _PREPOSITIONS or (bare and name_end in _TAKE_A_NUMBER and not counted):
        return False
    return before.line is words[0].line or _NUMBER.fullmatch(word.text) is not None


def _is_share(words: Sequence[Word], before: Word) -> bool:
    """Tell whether words begin with a share that is no bound in a name ("minst 64 %")."""
    line = [word.text for word in words if word.line is words[0].line]
    if not _SHARE.match("".join(line[:2])):
        return False
    alone = words[0].line.text.split() == line and _SHARE.fullmatch("".join(line)) is not None
    return alone or before.text.casefold() in _NO_BOUNDS


def _is_unit(words: Sequence[Word]) -> bool:
    parsed = parse_cell(f"1 {words[0].text}") if words else None
    return parsed is not None and parsed.unit is not None


def _opens_values(words: Sequence[Word], index: int, table: RunTable) -> bool:
    """Tell whether values begin: a share or two known values on a new line.

    In the middle of a line it is a share with a capital letter after it, as remarks have.
    """
    if words[index].glue not in _BETWEEN_CELLS or not _may_end_name(words, index):
        return False
    in_line = words[index].glue is Glue.SPACE
    least = _words_until(words[index : index + _MOST_WORDS], _HAS_SHARE if in_line else _HAS_DIGIT)
    first, size = _known_cell(words[index:], table, least) if least else (None, 0)
    if first is None or first.parsed.value is None:
        return False
    after = words[index + size :]
    if in_line:
        return first.parsed.unit == "%" and bool(after) and after[0].text[0].isupper()
    return first.parsed.unit == "%" or _known_cell(after, table)[0] is not None


def _words_until(words: Sequence[Word], sign: re.Pattern[str]) -> int:
    """Return how many words there are up to the first that has a sign; 0 where none has."""
    return next((size for size, word in enumerate(words, start=1) if sign.search(word.text)), 0)


def _known_cell(
    words: Sequence[Word], table: RunTable, least: int = 1
) -> tuple[RunCell | None, int]:
    """Return the longest known cell that words begin with, and of how many words it is.

    It has at least ``least`` words.
    """
    for size in range(min(len(words), _MOST_WORDS), least - 1, -1):
        cell = run_cell(words[:size], wrap_is_marked=table.wrap_is_marked)
        if cell is not None:
            return cell, size
    return None, 0


def _unknown_cells(words: Sequence[Word], table: RunTable, columns: int) -> tuple[RunCell, ...]:
    """Cut words into known cells as far as possible; the words between become text.

    Where that gives more cells than columns, unknown words are joined to numbers.
    """
    pieces: list[_Piece] = []
    at = 0
    while at < len(words):
        cell, size = _known_cell(words[at:], table)
        if cell is None and pieces and pieces[-1][1] is None:
            pieces[-1] = ([*pieces[-1][0], words[at]], None)
        else:
            pieces.append((words[at : at + (size or 1)], cell))
        at += size or 1
    for goes_on in (_bare_number_after_words, _words_after_value):
        if len(pieces) > columns:
            pieces = _joined(pieces, goes_on)
    return tuple(
        cell or text_cell(text, wrap_is_marked=table.wrap_is_marked) for text, cell in pieces
    )


def _bare_number_after_words(before: RunCell | None, cell: RunCell | None) -> bool:
    """Tell whether a number goes on the words before it: "se bilaga", "3"."""
    return before is None and cell is not None and cell.parsed.text.isdigit()


def _words_after_value(before: RunCell | None, cell: RunCell | None) -> bool:
    """Tell whether words go on the value before them: "34", "träd"."""
    return before is not None and cell is None


def _joined(
    pieces: Sequence[_Piece], goes_on: Callable[[RunCell | None, RunCell | None], bool]
) -> list[_Piece]:
    joined: list[_Piece] = []
    for text, cell in pieces:
        if joined and goes_on(joined[-1][1], cell):
            joined[-1] = ([*joined[-1][0], *text], None)
        else:
            joined.append((text, cell))
    return joined
