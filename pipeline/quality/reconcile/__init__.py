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
import pyarrow.compute as pc

from pipeline.quality.reconcile.across import findings_across
from pipeline.quality.reconcile.causes import Cell, linked
from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import AGREES, Finding
from pipeline.quality.reconcile.outside_bounds import without_repeats
from pipeline.quality.reconcile.remembered import Remember, Tables, ask_always
from pipeline.quality.reconcile.rules import RULES
from pipeline.quality.reconcile.whereabouts import located
from pipeline.registry import arrow_schema
from pipeline.transform.sources import HeldSource, Source

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def find(tables: Tables, remember: Remember = ask_always) -> pa.Table:
    """All findings in tables in memory, as ``find_in``: of a few reports."""
    return find_in(HeldSource(tables), remember)


def find_in(source: Source, remember: Remember = ask_always) -> pa.Table:
    """All findings of all rules as rows of data_finding, in a stable order.

    Args:
        source: the facts and dimensions of a run.
        remember: gives the findings of all reports, those that were found before where a
            report still prints the same and the rules are the same.
    """
    across = findings_across(source)
    schema = arrow_schema("data_finding")
    rows = [schema.empty_table()]
    for report, findings in remember(source, find_in_report):
        told = without_repeats([*findings, *across.pop(report, ())])
        if told:
            rows.append(pa.Table.from_pylist([one.row() for one in told], schema=schema))
    found = pa.concat_tables(rows)
    # A key and its report go together, so that rows of one key stand as they were found.
    return found.take(pc.sort_indices(found["finding_key"])).combine_chunks()


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
