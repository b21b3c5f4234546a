"""How surely a cell of layout text stands in its row and below its label.

Where runs of spaces are all that tells columns and rows, a table shows by itself how well that
went: labels that fit their columns, rows with one line of values, words near their column.
Belongs here: what is seen of a cell, and the confidence that follows. The weights are learned
(``layout_weights``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.spelling import Spelling, usual_spelling
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import parse_cell
from pipeline.extract.readers.text.layout_closing import strange_words
from pipeline.extract.readers.text.layout_lines import PERIOD, SEVERAL, SEXES, is_value
from pipeline.extract.readers.text.layout_rows import Row
from pipeline.extract.readers.text.layout_weights import LAYOUT_WEIGHTS, SURE_FROM
from pipeline.extract.report import Qualifier

SUREST = 0.995
UNSURE = 0.945
"""What is less sure than ``SURE_FROM`` stays below what readers take for sure (0.95)."""
_MOST = 4
_VALUE_INSIDE = re.compile(r"\d,\d|\d ?%|\d\d\d")
_NUMBER = re.compile(r"(?<![\w-])[-+–]?\d[\d ]*(?:,\d+)?")
_DATED = re.compile(r"\d{4}-\d{2}|20\d\d")
_OPEN = re.compile(r"(?:\b(?:och|av|från|till|i|inom|med|per|för|efter|före|inkl\.?)|[-/(,])$")
"""How a label ends that goes on elsewhere."""
_UNIT = re.compile(r"[\d\s,.+–-]")
"""All of a value but its unit."""
_NAMED = re.compile(r"[^\W\d_]|%")
"""What a unit has."""
_ANSWER = re.compile(r"ja|nej", re.IGNORECASE)
_CLEAR = 8.0
"""Letters from which on a text is clearly not of the column beside."""
_DEAR = 4.0
"""A label against which there is so much is hardly right."""

Evidence = Mapping[str, float]
"""What a cell, its row and its table look like, by name: each between 0 and about 4."""


@dataclass(frozen=True, slots=True)
class LayoutLooks:
    """What the cells of a table have in common.

    ``labels`` are its columns' as they are printed, ``cost`` is what is against them (0 where
    they are known), ``parts`` the pages it stands on.
    """

    labels: Sequence[str]
    known: bool
    cost: float
    parts: int
    costs: Mapping[int, float] = field(default_factory=dict)
    spelling: Spelling = field(default_factory=usual_spelling)


def sureness(seen: Evidence) -> float:
    """Return how probably a cell's text, row and column are all right."""
    odds = sum(LAYOUT_WEIGHTS.get(name, 0.0) * amount for name, amount in seen.items())
    share = 1 / (1 + math.exp(-odds))
    return round(min(share, SUREST if share >= SURE_FROM else UNSURE), 4)


def evidence(groups: Sequence[Sequence[Row]], looks: LayoutLooks) -> list[dict[int, Evidence]]:
    """Return what is seen of the cells of each row by column; nothing of Analys texts."""
    texts = [_texts(group) for group in groups]
    table = _of_table([text for text in texts if text], looks)
    numeric = _numeric_columns(texts, len(looks.labels))
    found: list[dict[int, Evidence]] = []
    counts = Counter(len(text.keys() - {0}) for text in texts if text)
    usual = counts.most_common(1)[0][0] if counts else 0
    shapes = Counter(frozenset(text) for text in texts if text)
    edges = _at_edges(groups)
    for group, cells, edge in zip(groups, texts, edges, strict=True):
        row = {
            **_of_row(group, cells, looks),
            "edge": float(edge),
            "torn": float(edge and bool(strange_words(cells.get(0, ""), looks.spelling))),
            "odd shape": 1 - shapes[frozenset(cells)] / max(1, shapes.total()),
            **_of_pairs(cells, looks),
            "odd texts": float(min(len(_odd_texts(cells)), SEVERAL)),
            "fewer": float(len(cells.keys() - {0}) < usual),
            "more": float(len(cells.keys() - {0}) > usual),
        }
        found.append(
            {
                at: _by_kind({**table, **row, **dict(_of_cell(group, at, cells, looks, numeric))})
                for at in cells
            }
        )
    return found


def _by_kind(seen: Evidence) -> Evidence:
    """Return what is seen of a cell, that of known tables by names of their own beside these.

    Their columns are known and others' are guessed, so the same says less or more of them.
    """
    if not seen["known"]:
        return seen
    return {**seen, **{f"known: {name}": amount for name, amount in seen.items() if name != "one"}}


def _at_edges(groups: Sequence[Sequence[Row]]) -> list[bool]:
    """Tell of each row whether a page ends in it, right above or right below it."""
    pages = [{row.line.page for row in group} for group in groups]
    beside = zip([set(), *pages], pages, [*pages[1:], set()], strict=False)
    return [len(above | own | below) > 1 for above, own, below in beside]


def _of_pairs(cells: Mapping[int, str], looks: LayoutLooks) -> dict[str, float]:
    """Return what the cells of a row say of each other: women and men, units."""
    sexes = [{at for at, label in enumerate(looks.labels) if sex.search(label)} for sex in SEXES]
    filled = [len(at_sex & cells.keys()) for at_sex in sexes]
    values = [text for at, text in cells.items() if at and is_value(text)]
    units = {_UNIT.sub("", text) for text in values}
    return {
        "lone sex": float(all(sexes) and filled[0] != filled[1]),
        "units": float(looks.known and len(units) > 1),
    }


def _odd_texts(cells: Mapping[int, str]) -> list[int]:
    """Return the columns whose text is neither a value nor a remark, a period, date or answer.

    Parts of two cells in one read so, and what is left of the one beside it.
    """
    return [
        at
        for at, text in cells.items()
        if at
        and not (_DATED.search(text) or PERIOD.match(text) or _ANSWER.fullmatch(text))
        and (parsed := parse_cell(text)) is not None
        and parsed.qualifier is Qualifier.TEXT
    ]


def _texts(group: Sequence[Row]) -> dict[int, str]:
    """Return the texts of a row by column, their lines joined; none of an Analys text."""
    if any(row.analysis for row in group):
        return {}
    columns = sorted({at for row in group for at in row.cells})
    return {
        at: squeeze(" ".join(row.cells[at] for row in group if at in row.cells)) for at in columns
    }


def _of_table(rows: Sequence[Mapping[int, str]], looks: LayoutLooks) -> dict[str, float]:
    size = max(1, len(rows))
    counts = Counter(len(row.keys() - {0}) for row in rows)
    count = max(1, len(looks.labels) - 1)
    heads = looks.labels[1:]
    odd = [head for head in heads if not head or head[:1].islower() or heads.count(head) > 1]
    values = sum(len(row.keys() - {0}) for row in rows)
    strange = [head for head in heads if strange_words(head, looks.spelling)]
    return {
        "one": 1.0,
        "known": float(looks.known),
        "cost": min(looks.cost / count, float(_MOST)),
        "odd heads": len(odd) / count,
        "strange heads": len(strange) / count,
        "uneven": 1 - counts.most_common(1)[0][1] / size if counts else 0.0,
        "no heads": float(not any(looks.labels)),
        "empty cells": 1 - values / (size * count),
        "few rows": 1 / size,
        "columns": count / _MOST,
        "odd texts of table": sum(len(_odd_texts(row)) for row in rows) / max(1, values),
        "parts": float(min(looks.parts, _MOST) - 1),
        "odd rows": sum(_is_odd(row.get(0, "")) for row in rows) / size,
        "values in labels": sum(bool(_VALUE_INSIDE.search(row.get(0, ""))) for row in rows) / size,
    }


def _of_row(group: Sequence[Row], cells: Mapping[int, str], looks: LayoutLooks) -> dict[str, float]:
    label, count = cells.get(0, ""), len(looks.labels)
    valued = sum(bool(row.cells.keys() - {0}) for row in group)
    return {
        "lines": min(len(group), _MOST) / _MOST,
        "lines of values": float(min(max(valued, 1), _MOST) - 1),
        "odd row": float(_is_odd(label)),
        "value in label": float(bool(_VALUE_INSIDE.search(label))),
        "long label": min(len(label.split()), 4 * _MOST) / _MOST,
        "strange label": float(strange_words(label, looks.spelling) > 0),
        "open label": float(bool(_OPEN.search(label))),
        "missing": 1 - len(cells.keys() - {0}) / max(1, count - 1),
    }


def _of_cell(
    group: Sequence[Row],
    at: int,
    cells: Mapping[int, str],
    looks: LayoutLooks,
    numeric: Mapping[int, float],
) -> Iterator[tuple[str, float]]:
    text, label = cells[at], looks.labels[at]
    number = is_value(text)
    yield "number", float(number)
    bare = looks.known and number and not _is_named(text)
    others = (other for near, other in cells.items() if near not in (0, at))
    yield "bare", float(bare and any(map(_is_named, others)))
    yield "wrapped", float(sum(at in row.cells for row in group) > 1)
    worded = at > 0 and not number and not _DATED.search(text)
    yield "worded", float(worded and not PERIOD.match(text))
    yield "strange text", float(strange_words(text, looks.spelling) > 0)
    ahead = min((row.ahead.get(at, _CLEAR) for row in group), default=_CLEAR)
    yield "close", 1 - max(0.0, min(ahead, _CLEAR)) / _CLEAR
    yield "two numbers", float(not _DATED.search(text) and len(_NUMBER.findall(text)) > 1)
    yield "unlike", abs(float(number) - numeric[at])
    yield "headless", float(not label)
    yield "odd head", float(label[:1].islower() or looks.labels.count(label) > 1)
    yield "long head", min(len(label.split()), 2 * _MOST) / _MOST
    yield "strange head", float(min(strange_words(label, looks.spelling), SEVERAL))
    cost = min(looks.costs.get(at, 0.0), 2.0 * _MOST)
    yield "own cost", cost / _MOST
    yield "dear head", float(cost > _DEAR)
    yield "open head", float(bool(_OPEN.search(label)) or label.count("(") != label.count(")"))
    yield "tight", float(any(at in row.tight for row in group))
    outside = max((row.outside.get(at, 0.0) for row in group), default=0.0)
    yield "outside", min(outside, float(_MOST)) / _MOST
    yield "last", float(at == len(looks.labels) - 1)


def _is_named(text: str) -> bool:
    """Tell whether a text has a number with its unit; a period or a date has none."""
    other = _DATED.search(text) or PERIOD.match(text) or not any(map(str.isdigit, text))
    return not other and _NAMED.search(text) is not None


def _numeric_columns(rows: Sequence[Mapping[int, str]], count: int) -> dict[int, float]:
    """Return the share of each column's texts that are values."""
    found: dict[int, float] = {}
    for at in range(count):
        texts = [row[at] for row in rows if at in row]
        found[at] = sum(map(is_value, texts)) / max(1, len(texts))
    return found


def _is_odd(label: str) -> bool:
    """Tell whether a label is empty or begins as none does that is whole."""
    return not label or (label[:1].islower() and not names_part(label))
