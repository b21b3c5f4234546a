"""Ring 3: contradictions that the sources contain.

Belongs here: rules that read the facts and prove that a report contradicts itself,
another report or arithmetic. A rule is one function with an id, found by its
decorator (``rules``); it yields ``Finding`` (``finding``). Findings describe the world
and never block a release.

A new rule: a function in a module of this package (every module is imported) and a line
in ``registry.finding_rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

import pyarrow as pa

from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.rules import RULES
from pipeline.registry import arrow_schema

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def find(tables: Mapping[str, pa.Table]) -> pa.Table:
    """All findings of all rules as rows of data_finding, in a stable order."""
    findings: dict[str, Finding] = {}
    facts = Facts(tables)
    for name in sorted(RULES):
        for finding in RULES[name](facts):
            findings[finding.key] = finding
    rows = [findings[key].row() for key in sorted(findings)]
    return pa.Table.from_pylist(rows, schema=arrow_schema("data_finding"))
