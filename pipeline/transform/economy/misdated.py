"""Columns whose header names last year, while their amounts are this year's.

"Budget 2024, Bokslut 2023, Avvikelse bokslut 2024": where budget less outcome is the deviation
of 2024, the outcome is of 2024 whatever its header says (VB 2024). The year is inferred then;
that the header is wrong is a finding (``quality.reconcile.dates``), and the printed header stays
with the cell. Where the arithmetic does not tell, a column is of the year that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from pipeline.extract.language.numbers import decimals
from pipeline.extract.report import TableCell
from pipeline.transform.economy.money import sek_per_unit

_BUDGETS = frozenset(("budget_net", "budget"))
_OUTCOMES = frozenset(("outcome_net", "outcome_before_transfer", "outcome"))
_DEVIATIONS = frozenset(("deviation",))
_INFERRED = 0.9
"""Confidence of an amount whose year is not the one that its header names."""


class _Dated(Protocol):
    @property
    def cell(self) -> TableCell: ...
    @property
    def measure(self) -> str: ...
    @property
    def fiscal_year(self) -> int: ...
    @property
    def amount_sek(self) -> Decimal: ...
    @property
    def printed_unit(self) -> str: ...


def year_of_outcomes(amounts: Sequence[_Dated]) -> int | None:
    """The year that the outcomes of one table are proved to be of; None where headers hold.

    Every row that prints budget, outcome and deviation has to agree, and one of the deviations
    has to be other than zero: no accident.
    """
    year = max((one.fiscal_year for one in amounts if one.measure in _DEVIATIONS), default=None)
    outcomes = [one for one in amounts if one.measure in _OUTCOMES]
    if year is None or any(one.fiscal_year >= year for one in outcomes):
        return None
    of_year = [one for one in amounts if one.fiscal_year == year]
    proved = False
    for outcome in outcomes:
        row = outcome.cell.row_no
        budget = _of_row(of_year, row, _BUDGETS)
        deviation = _of_row(of_year, row, _DEVIATIONS)
        beside = _of_row(outcomes, row, _OUTCOMES)
        if not len(budget) == len(deviation) == len(beside) == 1:
            continue
        gap = budget[0].amount_sek - outcome.amount_sek - deviation[0].amount_sek
        if abs(gap) > sum(map(_half_step_sek, (*budget, outcome, *deviation))):
            return None
        proved = proved or bool(deviation[0].amount_sek)
    return year if proved else None


def is_outcome(amount: _Dated) -> bool:
    """Whether an amount is one that ``year_of_outcomes`` is about."""
    return amount.measure in _OUTCOMES


def unsure(cell: TableCell) -> TableCell:
    """A cell with the confidence of an inferred year."""
    return replace(cell, confidence=min(cell.confidence, _INFERRED))


def _of_row(amounts: Iterable[_Dated], row_no: int, measures: frozenset[str]) -> list[_Dated]:
    return [one for one in amounts if one.cell.row_no == row_no and one.measure in measures]


def _half_step_sek(amount: _Dated) -> Decimal:
    """By how many SEK the printed amount may be rounded."""
    factor = sek_per_unit(amount.printed_unit) or 1
    return Decimal(factor) / 2 / Decimal(10) ** decimals(amount.cell.text)
