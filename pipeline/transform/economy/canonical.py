"""Which of a report's budget lines is the figure, and which of them add up to the whole.

A committee's budget stands several times in a report: in the overview, by service area,
in detail tables, in sums of single tables. For every fiscal year, service area and measure
one line is canonical; the others repeat it. Of the canonical lines those add to the total
that stand at the first level below it: a varav row lies inside its parent, and an area that
contains another ("Stadsmiljö inklusive kapitalkostnader") takes that one's place.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations

from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.economy.budget import BudgetLine
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

COMMITTEE, AREA, TABLE = "committee", "area", "table"

_TABLE_ORDER = ("budget_by_area", "budget_overview", "cost_income_development", "area_detail")
"""Overview before detail, among tables that are alike otherwise: a table that prints the total
and its areas goes before one that prints only one of them, because it can be added up."""

_SURE = 0.8
"""A line read less surely than this is the figure only where no other table prints it."""

_MOST_BESIDE = 2
"""How many areas are tried beside those that usually contain them: more would fit by chance."""

ROUNDING_PER_LINE = Decimal("0.5")
"""How many printed units (of the last printed digit) each added line may be rounded by."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a budget line is among the lines of its report.

    Attributes:
        scope: what the line is about: the 'committee', an 'area', or only its own 'table'.
        is_canonical: it is the report's figure for its year, area and measure.
        adds_to_total: its siblings with this flag sum to the committee's total.
        repeats: position of the canonical line that this one repeats; None for that line
            itself and for lines that are about their table only.
        parent_key: the area that contains the line's area among those that the report prints
            for its year and measure; the committee where the line adds to the total.
    """

    scope: str
    is_canonical: bool
    adds_to_total: bool
    repeats: int | None
    parent_key: str | None


def standings(lines: Sequence[BudgetLine], names: ServiceAreaNames) -> tuple[Standing, ...]:
    """The standing of every line of one report, in their order."""
    figures: dict[tuple[int, str, str], list[int]] = {}
    for position, line in enumerate(lines):
        if line.area is not None:
            figures.setdefault((line.fiscal_year, line.measure, line.area.key), []).append(position)
    whole_tables = _whole_tables(lines)
    canonical = {
        figure: min(positions, key=lambda position: _rank(lines[position], position, whole_tables))
        for figure, positions in figures.items()
    }
    adding = _adding(lines, canonical, names)
    return tuple(
        _standing(position, line, canonical, adding, names) for position, line in enumerate(lines)
    )


def _standing(
    position: int,
    line: BudgetLine,
    canonical: Mapping[tuple[int, str, str], int],
    adding: frozenset[int],
    names: ServiceAreaNames,
) -> Standing:
    if line.area is None:
        return Standing(
            TABLE, is_canonical=False, adds_to_total=False, repeats=None, parent_key=None
        )
    first = canonical[line.fiscal_year, line.measure, line.area.key]
    printed = (
        key
        for key in containers(line.area, names)
        if (line.fiscal_year, line.measure, key) in canonical
    )
    return Standing(
        scope=COMMITTEE if line.area.key == TOTAL_KEY else AREA,
        is_canonical=position == first,
        adds_to_total=position in adding,
        repeats=None if position == first else first,
        parent_key=TOTAL_KEY if first in adding else next(printed, None),
    )


def _whole_tables(lines: Sequence[BudgetLine]) -> frozenset[tuple[int, str]]:
    """Number and measure of the tables that print the committee's total and its areas."""
    printed: dict[tuple[int, str], set[bool]] = {}
    for line in lines:
        if line.area is not None and not line.is_subitem:
            of_table = printed.setdefault((line.table.number, line.measure), set())
            of_table.add(line.area.key == TOTAL_KEY)
    return frozenset(table for table, kinds in printed.items() if len(kinds) > 1)


def _rank(
    line: BudgetLine, position: int, whole_tables: Container[tuple[int, str]]
) -> tuple[bool, bool, int, bool, int]:
    kind = line.table.kind
    order = _TABLE_ORDER.index(kind) if kind in _TABLE_ORDER else len(_TABLE_ORDER)
    is_partial = (line.table.number, line.measure) not in whole_tables
    # In a detail table the area's own sum goes before a row that bears the area's name.
    return line.cell.confidence < _SURE, is_partial, order, not line.is_total, position


def _adding(
    lines: Sequence[BudgetLine],
    canonical: Mapping[tuple[int, str, str], int],
    names: ServiceAreaNames,
) -> frozenset[int]:
    """Positions of the lines that sum to the committee's total of their year and measure.

    They stand in the table that prints the total. Where that table has no areas (the
    overview), the areas' own tables are taken if they sum to it within rounding. An area that
    is usually inside another may be printed beside it; the sum tells which it is here.
    """
    adding: set[int] = set()
    for (year, measure, key), total in canonical.items():
        if key != TOTAL_KEY:
            continue
        of_measure = {
            area: position
            for (other_year, other, area), position in canonical.items()
            if (other_year, other) == (year, measure) and area != TOTAL_KEY
        }
        table = lines[total].table
        printed = {
            line.area.key
            for line in lines
            if line.table is table and line.measure == measure and line.area is not None
        }
        beside = {area: position for area, position in of_measure.items() if area in printed}
        ways = list(_ways(lines, beside or of_measure, names))
        fitting = next((parts for parts in ways if _sum_up(lines, parts, total)), None)
        adding.update(fitting or (ways[0] if beside else ()))
    return frozenset(adding)


def _ways(
    lines: Sequence[BudgetLine], by_area: Mapping[str, int], names: ServiceAreaNames
) -> Iterator[list[int]]:
    """The ways in which areas may make a whole, by their positions, the most usual first.

    Each area that another of them contains by its name lies inside that one or, which the sum
    must tell, beside it: mostly none does, or else all do. A row that nobody curated is one of
    its area's own table, and lies inside.
    """
    own = [position for position in by_area.values() if not lines[position].is_subitem]
    inside = [
        position
        for position in own
        if any(whole in by_area for whole in containers(lines[position].area, names))
    ]
    known = [position for position in inside if _is_curated(lines[position])]
    some = chain.from_iterable(
        combinations(known, number) for number in range(1, 1 + min(len(known), _MOST_BESIDE))
    )
    for beside in ((), tuple(known), *some):
        yield [position for position in own if position not in inside or position in beside]


def _is_curated(line: BudgetLine) -> bool:
    """Whether the area has a name that people gave it: others are rows of one area's table."""
    return line.area is not None and line.area.is_curated


def containers(area: ServiceArea | None, names: ServiceAreaNames) -> Iterator[str]:
    """Keys of all areas that an area is part of, the nearest first, the committee left out."""
    waiting = [area] if area else []
    while waiting:
        part = waiting.pop(0)
        above = [*names.wholes.get(part.key, ()), *([part.parent_key] if part.parent_key else [])]
        for key in above:
            if key != TOTAL_KEY:
                yield key
                waiting.append(names.by_key[key])


def _sum_up(lines: Sequence[BudgetLine], parts: Sequence[int], total: int) -> bool:
    """Whether the parts sum to the total as far as printed digits tell."""
    if not parts:
        return False
    sek = sum((lines[position].amount_sek for position in parts), Decimal(0))
    allowed = ROUNDING_PER_LINE * (len(parts) + 1) * _last_digit_sek(lines[total])
    return abs(sek - lines[total].amount_sek) <= allowed


def _last_digit_sek(line: BudgetLine) -> Decimal:
    """What one step of the last printed digit is worth in SEK."""
    if not line.cell.value:
        return Decimal(1)
    printed = Decimal(repr(line.cell.value))
    unit = abs(line.amount_sek / printed)
    exponent = printed.normalize().as_tuple().exponent
    return unit * Decimal(10) ** min(0, exponent if isinstance(exponent, int) else 0)
