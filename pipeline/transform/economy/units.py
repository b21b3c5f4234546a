"""Units of figures: what a cell, a label, a header or a title says that a number counts.

Belongs here: words of units as data, and the order in which places are asked. The number
itself is read by ``extract``; amounts in SEK are ``money``'s work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.language.values import parse_cell
from pipeline.extract.report import ReportTable, TableCell
from pipeline.transform.economy.notes import note_of


@dataclass(frozen=True, slots=True)
class _UnitWord:
    unit: str
    pattern: re.Pattern[str]


def _words(*pairs: tuple[str, str]) -> tuple[_UnitWord, ...]:
    return tuple(_UnitWord(unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in pairs)


STATED = _words(
    ("mnkr", r"\b(?:mnkr|mkr|msek|miljoner kronor)\b"),
    ("tkr", r"\b(?:tkr|tsek|tusen kronor|tusentals? kronor)\b"),
    ("kr", r"\b(?:kr|kronor|sek)\b"),
    ("%", r"%|\bi procent\b|\bprocent\W*$"),
    ("st", r"[,(] ?st\b\.?"),
)
"""Units that are printed as such."""

COUNTED = _words(
    ("månadspersoner", r"\bmånadspersoner\b"),
    ("helårspersoner", r"\bhelårspersoner\b"),
    ("årsarbetare", r"\bårsarbetare\b"),
    ("barn/anställd", r"\bbarn ?/ ?anställd"),
    ("barn/avdelning", r"\bbarn ?/ ?avd"),
    ("barn/grupp", r"\bbarngrupp\b"),
    ("timmar", r"timmar\b"),
    ("dygn", r"dygn\b"),
    ("platser", r"\b\w*platser\b"),
    ("personer", r"\bantal(?:et)? (?:unika )?(?:personer|individer)\b"),
    ("barn", r"\bantal(?:et)? barn\b"),
    ("%", r"^(?:varav )?andel"),
    ("st", r"\bantal(?:et)?\b"),
)
"""What a name says that is counted. The first that fits counts; a new word is a line."""

NOTED = _words(
    ("personer", r"\bunika (?:individer|personer|brukare|klienter|besökare)\b"),
    ("hushåll", r"\bunika hushåll\b"),
)
"""What a note says that is counted ("* Unika individer"), where nothing nearer says it."""

_SPELLINGS = {"procent": "%", "kronor": "kr", "mkr": "mnkr", "stycken": "st"}
_USUAL = {"complaints": "st"}
"""What tables of a kind count where they do not say."""

_MONEY = frozenset({"mnkr", "tkr", "kr"})


def unit_of(table: ReportTable, cell: TableCell) -> str | None:
    """The unit of a cell's number; None where it is printed nowhere.

    Asked in this order: the cell, its row's label, its column's label, the sub-heading, the
    header's first label, the table's unit (header or caption), its title, a note below it that
    is about the cell. A table of money counts money wherever no unit is printed as such: "Stöd
    till personer" there is a name.
    """
    parsed = parse_cell(cell.text)
    if parsed is not None and parsed.unit:
        return spelled(parsed.unit)
    header = table.columns[0] if table.columns else ""
    near = (cell.row_label, cell.column_label, cell.row_group or "")
    if found := _first(STATED, near):
        return found
    if table.unit in _MONEY:
        return table.unit
    return (
        _first((*STATED, *COUNTED), (*near, header))
        or spelled(table.unit)
        or _first((*STATED, *COUNTED), (table.title,))
        or _first(NOTED, (note_of(table, cell) or "",))
        or _USUAL.get(table.kind)
    )


def spelled(unit: str | None) -> str | None:
    """A unit in the one spelling of the warehouse ("procent" is "%")."""
    if unit is None:
        return None
    plain = unit.strip().casefold().rstrip(".")
    return _SPELLINGS.get(plain, plain if plain in _KNOWN else unit.strip())


def _first(words: Iterable[_UnitWord], texts: Iterable[str]) -> str | None:
    words = tuple(words)
    return next((w.unit for text in texts for w in words if text and w.pattern.search(text)), None)


_KNOWN = frozenset(word.unit for word in (*STATED, *COUNTED, *NOTED))
