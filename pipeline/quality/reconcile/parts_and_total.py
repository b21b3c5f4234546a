"""Parts against their total: varav rows, Summa and Totalt rows, total columns.

What counts as a part is not always printed: "avskrivningar" stands below "Stadsmiljö"
and is added beside it (T1 2021, VB 2024), a single "varav handläggare" is not all of
its parent. So a set of parts is believed only where it adds up in another column, and
only then a column where it does not is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.quality.reconcile.checks import NEARLY_CERTAIN, is_plausible
from pipeline.quality.reconcile.facts import LIKELY, SURE, Facts
from pipeline.quality.reconcile.finding import AGREES, Finding
from pipeline.quality.reconcile.printed import (
    PrintedCell,
    PrintedRow,
    PrintedTable,
)
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.wording import english, swedish
from pipeline.transform.economy import labels

RULE = "parts_and_total"

_DOES_NOT_ADD = re.compile(r"procent|%|andel|snitt|medel|förändringi|index|per barn|kvot")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FEWEST_PARTS = 2
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts and the total that is printed for them, in one column or one row."""

    table: PrintedTable
    part_names: tuple[str, ...]
    total_name: str
    where: str
    total: PrintedCell
    parts: tuple[PrintedCell, ...]

    @property
    def stated(self) -> Decimal:
        """The printed total."""
        return self.total.number or Decimal(0)

    @property
    def expected(self) -> Decimal:
        """The sum of the printed parts."""
        return sum((part.number or Decimal(0) for part in self.parts), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """What the total has too much."""
        return self.stated - self.expected

    @property
    def rounding_of_parts(self) -> Decimal:
        """By how much rounding of n parts may move their sum: n half steps."""
        return sum((part.half_step for part in self.parts), Decimal(0))

    @property
    def agrees(self) -> bool:
        """Whether the difference may come from rounding of parts and total."""
        return abs(self.difference) <= self.rounding_of_parts + self.total.half_step

    @property
    def says_something(self) -> bool:
        """Whether agreement would be no accident: two parts and a total that are not zero."""
        return bool(self.stated) and sum(bool(part.number) for part in self.parts) >= _FEWEST_PARTS

    @property
    def is_surely_read(self) -> bool:
        """Whether every cell was read with high confidence."""
        return min(cell.confidence for cell in (self.total, *self.parts)) >= SURE

    @property
    def is_exactly_read(self) -> bool:
        """Whether nothing had to be inferred."""
        return min(cell.confidence for cell in (self.total, *self.parts)) >= NEARLY_CERTAIN

    @property
    def is_likely_read(self) -> bool:
        """Whether no cell was more likely read wrongly than rightly."""
        return min(cell.confidence for cell in (self.total, *self.parts)) >= LIKELY


@rule(RULE)
def parts_and_total(facts: Facts) -> Iterator[Finding]:
    """Findings of all tables of all current reports."""
    for table in facts.printed:
        columns = (_column_totals(table), _varav_columns(table))
        for sums in (*_subitem_sums(table), *_row_totals(table), *columns):
            yield from _findings(sums)


def _findings(sums: Sequence[Sum]) -> Iterator[Finding]:
    """Findings of one set of parts, seen in all its columns (or rows)."""
    agreeing = sum(one.agrees and one.says_something for one in sums)
    disagreeing = sum(not one.agrees for one in sums)
    is_believed = agreeing >= max(1, disagreeing) or any(_lists_all_parts(one) for one in sums)
    for one in sums:
        if one.difference and (one.agrees or is_believed) and _is_told(one):
            yield _finding(one)
        elif one.agrees and one.says_something:
            yield replace(_finding(one), severity=AGREES)


def _is_told(one: Sum) -> bool:
    """Whether a difference may come from the source rather than from reading.

    Figures far apart that were read from text without columns were torn, most likely.
    """
    near = is_plausible(one.stated, one.expected) or one.is_exactly_read
    return near and (one.is_surely_read or (not one.agrees and one.is_likely_read))


def _lists_all_parts(one: Sum) -> bool:
    """Whether a table says by its kind that its rows are all there is ("Totalt ansökt")."""
    if one.table.kind != "budget_adjustments":
        return False
    cells = (pair for row in one.table.rows for pair in row.cells.items())
    return len({column for column, cell in cells if cell.number is not None}) == 1


def _severity(one: Sum) -> str:
    if abs(one.difference) <= one.rounding_of_parts:
        return "info"
    is_proof = one.is_surely_read and is_plausible(one.stated, one.expected)
    return "warning" if one.agrees or not is_proof else "error"


def _finding(one: Sum) -> Finding:
    unit, title = one.table.unit, labels.clean(one.table.title)
    delar, parts = _listed(one.part_names, "de", "delarna"), _listed(one.part_names, "the", "parts")
    rounding = "avrundningsdifferens" in one.table.notes.casefold()
    within = _severity(one) == "info"
    sv = (
        f"{title}, {one.where}: {one.total_name} är {swedish(one.stated, unit)}, men "
        f"{delar} ger tillsammans {swedish(one.expected, unit)} (skillnad "
        f"{swedish(one.difference, unit)})."
    )
    en = (
        f"{title}, {one.where}: {one.total_name} is {english(one.stated, unit)}, but "
        f"{parts} add up to {english(one.expected, unit)} (difference "
        f"{english(one.difference, unit)})."
    )
    if within:
        sv += " Avrundning kan förklara skillnaden."
        en += " Rounding can explain the difference."
    elif rounding:
        sv += " Tabellen anger avrundningsdifferenser, men skillnaden är större än så."
        en += " The table mentions rounding differences, but this one is larger."
    return Finding(
        report_key=one.table.report_key,
        rule=RULE,
        severity=_severity(one),
        facts=(one.total.fact_key, *(part.fact_key for part in one.parts)),
        stated=one.stated,
        expected=one.expected,
        unit=unit,
        explanation_sv=sv,
        explanation_en=en,
        evidence=(one.total.evidence, *(part.evidence for part in one.parts)),
        tolerance=one.rounding_of_parts + one.total.half_step,
    )


def _listed(names: Sequence[str], the: str, parts: str) -> str:
    """Names of parts; of a long list its number, first and last."""
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    return f"{the} {len(names)} {parts} {names[0]} … {names[-1]}"


def _subitem_sums(table: PrintedTable) -> Iterator[list[Sum]]:
    """Varav rows against the row above them; a single one is seldom all of it."""
    parent: PrintedRow | None = None
    subitems: list[PrintedRow] = []
    for row in (*table.rows, None):
        if row is not None and row.is_subitem:
            subitems.append(row)
            continue
        if parent is not None and len(subitems) >= _FEWEST_PARTS:
            yield _by_column(table, parent, subitems)
        parent, subitems = row, []


def _row_totals(table: PrintedTable) -> Iterator[list[Sum]]:
    """Summa and Totalt rows against the rows above, in the reading that adds up best."""
    for position, row in enumerate(table.rows):
        if not row.is_total:
            continue
        readings = [
            _by_column(table, row, parts)
            for parts in _possible_parts(table.rows[:position])
            if len(parts) >= _FEWEST_PARTS
        ]
        counted = _counted_varav(table, position)
        if counted is not None:
            yield counted[1]
        elif readings:
            # The first reading wins where several add up in as many columns.
            yield max(readings, key=_agreement)


def _agreement(sums: Sequence[Sum]) -> int:
    return sum(one.agrees for one in sums)


@rule("varav_in_total")
def varav_in_total(facts: Facts) -> Iterator[Finding]:
    """Rows called varav that a total counts beside their neighbours: parts of nothing."""
    for table in facts.printed:
        for position, row in enumerate(table.rows):
            counted = _counted_varav(table, position) if row.is_total else None
            if counted is not None:
                yield _varav_finding(table, row, *counted)


def _counted_varav(table: PrintedTable, position: int) -> tuple[list[PrintedRow], list[Sum]] | None:
    """Varav rows without which a total misses, and with which it agrees, in every column."""
    above, total = table.rows[:position], table.rows[position]
    plain = [row for row in above if not row.is_subitem]
    if len(plain) < _FEWEST_PARTS or any(row.is_total for row in above):
        return None
    without = [one for one in _by_column(table, total, plain) if one.says_something]
    if sum(one.agrees for one in without) > len(without) / 2:
        return None
    for run in _runs_of_subitems(above):
        sums = [one for one in _by_column(table, total, [*plain, *run]) if one.says_something]
        if sums and all(one.agrees and one.is_surely_read for one in sums):
            return run, sums
    return None


def _runs_of_subitems(rows: Sequence[PrintedRow]) -> Iterator[list[PrintedRow]]:
    run: list[PrintedRow] = []
    for row in (*rows, None):
        if row is not None and row.is_subitem:
            run.append(row)
            continue
        if run:
            yield run
            if len(run) > 1:
                yield from ([one] for one in run)
        run = []


def _varav_finding(
    table: PrintedTable, total: PrintedRow, run: Sequence[PrintedRow], sums: Sequence[Sum]
) -> Finding:
    names = _listed([labels.clean(row.label) for row in run], "de", "raderna")
    title, total_name = labels.clean(table.title), labels.clean(total.label)
    cells = [next(iter(row.cells.values())) for row in (*run, total)]
    return Finding(
        report_key=table.report_key,
        rule="varav_in_total",
        severity="warning",
        facts=tuple(cell.fact_key for cell in cells),
        stated=None,
        expected=None,
        unit=None,
        explanation_sv=f"{title}: {names} kallas varav men räknas i {total_name}, som bara stämmer "
        f"({len(sums)} kolumner) när de läggs till de andra raderna.",
        explanation_en=f"{title}: {names} are called varav but counted in {total_name}, which "
        f"agrees (in {len(sums)} columns) only when they are added to the other rows.",
        evidence=tuple(cell.evidence for cell in cells),
    )


def _possible_parts(above: Sequence[PrintedRow]) -> Iterator[list[PrintedRow]]:
    """Rows that a total may add: those since the last total, all, or the totals before."""
    plain = [row for row in above if not row.is_subitem]
    last_total = max((i for i, row in enumerate(plain) if row.is_total), default=-1)
    yield plain[last_total + 1 :]
    if last_total >= 0:
        yield [row for row in plain if not row.is_total]
        yield [row for row in plain if row.is_total]


def _by_column(
    table: PrintedTable,
    total: PrintedRow,
    parts: Sequence[PrintedRow],
    *,
    gaps_in_doubt: bool = False,
) -> list[Sum]:
    """The sums of some rows; ``gaps_in_doubt``: also where a cell may have been missed."""
    sums = []
    for column, label in table.columns.items():
        cells = [row.cells[column] for row in parts if column in row.cells]
        total_cell = total.cells.get(column)
        if total_cell is None or _is_torn(total, column, cells):
            continue
        # A cell that is missed may be part of its neighbour: "1 284 488" in two columns.
        missed = any(column not in row.cells and not _is_surely_read(row) for row in parts)
        if missed and not gaps_in_doubt:
            continue
        if _adds_up(total_cell, cells) and _is_additive(table, label):
            sums.append(
                Sum(
                    table=table,
                    part_names=tuple(labels.clean(row.label) for row in parts),
                    total_name=labels.clean(total.label),
                    where=labels.clean(label),
                    total=total_cell,
                    parts=tuple(cells),
                )
            )
    return sums


def _is_surely_read(row: PrintedRow) -> bool:
    return all(cell.confidence >= SURE for cell in row.cells.values())


def _column_totals(table: PrintedTable) -> list[Sum]:
    """A last column "Total" or "Summa" against the columns before it, in every row."""
    numbers = sorted(table.columns)
    if not numbers or not labels.is_total(table.columns[numbers[-1]]):
        return []
    sums = []
    for row in table.rows:
        total = row.cells.get(numbers[-1])
        cells = [cell for column, cell in row.cells.items() if column != numbers[-1]]
        if total is not None and len(cells) >= _FEWEST_PARTS and _adds_up(total, cells):
            sums.append(
                Sum(
                    table=table,
                    part_names=tuple(labels.clean(table.columns[n]) for n in numbers[:-1]),
                    total_name=labels.clean(table.columns[numbers[-1]]),
                    where=labels.clean(row.label),
                    total=total,
                    parts=tuple(cells),
                )
            )
    return sums


_VARAV_COLUMN = re.compile(r"^\W*(?:varav|därav)\b", re.IGNORECASE)


def _varav_columns(table: PrintedTable) -> list[Sum]:
    """Columns "Varav kvinnor", "Varav män" against the column before them, in every row.

    A share of the column before, as five per cent of a gross budget, stands alone.
    """
    numbers = sorted(table.columns)
    varav = [n for n in numbers if _VARAV_COLUMN.search(labels.clean(table.columns[n]))]
    if len(varav) < _FEWEST_PARTS or varav[0] == numbers[0]:
        return []
    whole = numbers[numbers.index(varav[0]) - 1]
    sums = []
    for row in table.rows:
        total = row.cells.get(whole)
        cells = [row.cells[number] for number in varav if number in row.cells]
        if total is not None and len(cells) == len(varav) and _adds_up(total, cells):
            sums.append(
                Sum(
                    table=table,
                    part_names=tuple(labels.clean(table.columns[n]) for n in varav),
                    total_name=labels.clean(table.columns[whole]),
                    where=labels.clean(row.label),
                    total=total,
                    parts=tuple(cells),
                )
            )
    return sums


def _adds_up(total: PrintedCell, parts: Sequence[PrintedCell]) -> bool:
    """Whether a sum of these cells makes sense: numbers, and no percentages."""
    cells = (total, *parts)
    return (
        total.number is not None
        and any(part.number is not None for part in parts)
        and not any(cell.is_words or cell.is_share for cell in cells)
    )


def _is_torn(total: PrintedRow, column: int, parts: Sequence[PrintedCell]) -> bool:
    """Whether the total was torn at a thousands blank: "1 030" beside "955" is 1 030 955.

    Flow text leaves no trace of an empty cell (T1 2021 prints no sum in one column), and
    a number that its own neighbour completes is our misreading, not a contradiction.
    """
    expected = sum((part.number or Decimal(0) for part in parts), Decimal(0))
    return any(
        joined is not None and joined == expected
        for left in (column - 1, column)
        for joined in [_joined(total.cells.get(left), total.cells.get(left + 1))]
    )


def _joined(left: PrintedCell | None, right: PrintedCell | None) -> Decimal | None:
    if left is None or right is None or left.number is None or right.number is None:
        return None
    digits = "".join((left.text + right.text).split()).replace("\u2212", "-").replace(",", ".")
    return Decimal(digits) if _NUMBER.fullmatch(digits) else None


def _is_additive(table: PrintedTable, column_label: str) -> bool:
    """Whether numbers of a column can be added: no shares and no means."""
    # What stands in parentheses is a remark: "(max 10 %)" in T1 2021.
    column = labels.without_parentheses(column_label)
    texts = (column, table.unit or "", "" if table.is_money else table.title)
    return not any(_DOES_NOT_ADD.search(text.casefold()) for text in texts)


@rule("group_of_rows")
def groups_of_rows(facts: Facts) -> Iterator[Finding]:
    """Two ways to divide one total: a group of rows that makes it, and one that exceeds it.

    T1 2021 divides complaints by sender and by kind. A warning: one may be counted twice.
    """
    for table in facts.printed:
        totals = [row for row in table.rows if row.group is None and row.cells]
        groups: dict[str, list[PrintedRow]] = {}
        for row in table.rows:
            if row.group is not None:
                groups.setdefault(row.group, []).append(row)
        for total in totals:
            made = [name for name, rows in groups.items() if _makes(table, total, rows)]
            for name in groups if made else ():
                if name not in made:
                    yield from _exceeds(table, total, name, groups[name])


def _makes(table: PrintedTable, total: PrintedRow, rows: Sequence[PrintedRow]) -> bool:
    sums = [one for one in _by_column(table, total, rows) if one.stated]
    agree = [one.agrees if table.is_money else not one.difference for one in sums]
    return len(rows) >= _FEWEST_PARTS and len(sums) > 1 and all(agree)


def _exceeds(
    table: PrintedTable, total: PrintedRow, name: str, rows: Sequence[PrintedRow]
) -> Iterator[Finding]:
    """Columns in which cells that were read with certainty are more than the total already."""
    for one in _by_column(table, total, rows, gaps_in_doubt=True):
        sure = tuple(part for part in one.parts if part.confidence >= SURE)
        known = replace(one, parts=sure)
        more = known.expected - one.stated > (known.rounding_of_parts if table.is_money else 0)
        if sure and more and known.is_surely_read:
            sv = (
                f"{one.total_name}, {one.where}: {swedish(one.stated, table.unit)}, men raderna "
                f"under {labels.clean(name)} är minst {swedish(known.expected, table.unit)}."
            )
            en = (
                f"{one.total_name}, {one.where}: {english(one.stated, table.unit)}, but the rows "
                f"below {labels.clean(name)} are at least {english(known.expected, table.unit)}."
            )
            yield Finding(
                report_key=table.report_key,
                rule="group_of_rows",
                severity="warning",
                facts=(one.total.fact_key, *(part.fact_key for part in sure)),
                stated=one.stated,
                expected=known.expected,
                unit=table.unit,
                explanation_sv=sv,
                explanation_en=en,
                evidence=(one.total.evidence, *(part.evidence for part in sure)),
            )
