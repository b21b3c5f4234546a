"""What a budget amount is reckoned with where its column does not say: transfers, volumes.

One heading has two meanings in a report: "Avvikelse" before and after the transfers of
result units, "Begärda budgetjusteringar" with and without changes of performance and volume
(T1 2021). The table's own arithmetic tells which; where it does not, nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.economy.budget import BudgetLine
from pipeline.transform.economy.canonical import ROUNDING_PER_LINE
from pipeline.transform.economy.money import sek_per_unit

BEFORE, AFTER = "before_transfer", "after_transfer"
_PLAIN = ("deviation", "forecast_net", "outcome_net")
"""Measures that may be meant before or after transfers."""
_RESULTS = ("outcome", "forecast")
_DECIMALS = Decimal("0.1")
"""Printed units are rounded to one decimal in tables of a committee's budget."""

Account = Mapping[str, Decimal]
"""Amounts of one area and year in one table, by measure."""


def transfer_bases(lines: Sequence[BudgetLine]) -> tuple[str | None, ...]:
    """Before or after transfers, for every line; None where the report does not tell."""
    accounts = _accounts(lines)
    own = [_basis(line, accounts[_account_of(line)]) for line in lines]
    columns: dict[tuple[int, int, str], set[str]] = {}
    for line, basis in zip(lines, own, strict=True):
        if basis is not None:
            columns.setdefault(_column_of(line), set()).add(basis)
    # Most areas have no transfers: what their column means, the others say.
    return tuple(
        basis
        or (next(iter(told)) if len(told := columns.get(_column_of(line), set())) == 1 else None)
        for line, basis in zip(lines, own, strict=True)
    )


def _column_of(line: BudgetLine) -> tuple[int, int, str]:
    return line.table.number, line.fiscal_year, line.measure


def _basis(line: BudgetLine, account: Account) -> str | None:
    for basis in (BEFORE, AFTER):
        if line.measure.endswith(basis):
            return basis
    if line.measure not in _PLAIN:
        return None
    if line.measure == "deviation":
        return _by_arithmetic(line, account) or _beside(line, account)
    return _beside(line, account)


def _by_arithmetic(line: BudgetLine, account: Account) -> str | None:
    """Which result the deviation is the distance to, where the table prints both.

    The two must differ, or both fit.
    """
    if "budget_net" not in account:
        return None
    budget = account["budget_net"] + account.get("requested_adjustment", Decimal(0))
    fitting = {
        basis
        for result in _RESULTS
        for basis in (BEFORE, AFTER)
        if (amount := account.get(f"{result}_{basis}")) is not None
        and abs(budget - amount - line.amount_sek) <= _slack(line, 4)
    }
    return fitting.pop() if len(fitting) == 1 else None


def _beside(line: BudgetLine, account: Account) -> str | None:
    """A plain amount beside one after transfers in the same account is the one before."""
    stem = line.measure.removesuffix("_net")
    later = {f"{stem}_{AFTER}", f"deviation_{AFTER}"}
    return BEFORE if later & account.keys() else None


def volume_included(lines: Sequence[BudgetLine]) -> tuple[bool | None, ...]:
    """Whether an adjustment applied for holds the volume changes too; None for other lines.

    A table that prints both apart holds them apart. One that prints only the adjustment is
    compared with the committee's two amounts in such a table.
    """
    accounts = _accounts(lines)
    apart = [
        account
        for (_, _, area), account in accounts.items()
        if area == TOTAL_KEY and {"requested_adjustment", "volume_adjustment"} <= account.keys()
    ]
    return tuple(_includes(line, accounts, apart) for line in lines)


def _includes(
    line: BudgetLine,
    accounts: Mapping[tuple[int, int, str | None], Account],
    apart: Sequence[Account],
) -> bool | None:
    if line.measure != "requested_adjustment":
        return None
    if "volume_adjustment" in accounts[_account_of(line)]:
        return False
    total = accounts.get((line.table.number, line.fiscal_year, TOTAL_KEY), {}).get(line.measure)
    if total is None:
        return None
    for account in apart:
        requested, volume = account["requested_adjustment"], account["volume_adjustment"]
        if volume and abs(total - requested - volume) <= _slack(line, 3):
            return True
        if volume and abs(total - requested) <= _slack(line, 2):
            return False
    return None


def _slack(line: BudgetLine, amounts: int) -> Decimal:
    """By how much rounding of so many amounts may move their sum."""
    return amounts * ROUNDING_PER_LINE * _DECIMALS * (sek_per_unit(line.printed_unit) or 1)


def _account_of(line: BudgetLine) -> tuple[int, int, str | None]:
    return line.table.number, line.fiscal_year, line.area.key if line.area else None


def _accounts(
    lines: Sequence[BudgetLine],
) -> dict[tuple[int, int, str | None], dict[str, Decimal]]:
    accounts: dict[tuple[int, int, str | None], dict[str, Decimal]] = {}
    for line in lines:
        accounts.setdefault(_account_of(line), {}).setdefault(line.measure, line.amount_sek)
    return accounts
