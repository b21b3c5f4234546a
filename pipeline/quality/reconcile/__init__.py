"""Ring 3: contradictions that the sources contain.

Belongs here: rules that read the facts and prove that a report contradicts itself,
another report or arithmetic. A rule is one function with an id, found by its
decorator (``rules``); it yields ``Finding`` (``finding``). Findings describe the world
and never block a release.

A new rule: a function in a module of this package (every module is imported) and a line
in ``registry.finding_rules``.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pyarrow as pa

from pipeline.quality.reconcile.across import findings_across
from pipeline.quality.reconcile.causes import Cell, linked
from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import AGREES, Finding
from pipeline.quality.reconcile.outside_bounds import without_repeats
from pipeline.quality.reconcile.remembered import Remember, Tables, ask_always
from pipeline.quality.reconcile.rules import RULES
from pipeline.quality.reconcile.whereabouts import located
from pipeline.registry import arrow_schema

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def find(tables: Tables, remember: Remember = ask_always) -> pa.Table:
    """All findings of all rules as rows of data_finding, in a stable order.

    Args:
        tables: the facts and dimensions of a run by name.
        remember: gives the findings of all reports, those that were found before where a
            report still prints the same and the rules are the same.
    """
    findings = list(remember(tables, find_in_report))
    across = located(findings_across(tables), tables)
    findings = without_repeats([*findings, *across])
    rows = [finding.row() for finding in sorted(findings, key=lambda finding: finding.key)]
    return pa.Table.from_pylist(rows, schema=arrow_schema("data_finding"))


def find_in_report(tables: Tables) -> list[Finding]:
    """The findings of one report, linked to their causes; nothing else is looked at."""
    facts = Facts(tables)
    told: dict[str, Finding] = {}
    agreeing: dict[str, Finding] = {}
    for name in sorted(RULES):
        for finding in RULES[name](facts):
            (agreeing if finding.severity == AGREES else told)[finding.key] = finding
    cells = {
        cell.fact_key: Cell(table.table_no, row_no, column, cell.text)
        for table in facts.printed
        for row_no, row in enumerate(table.rows)
        for column, cell in row.cells.items()
    }
    findings = linked(list(told.values()), list(agreeing.values()), cells)
    return located(findings, facts.tables)
