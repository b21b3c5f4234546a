"""Ring 3: contradictions that the sources contain.

Belongs here: rules that read the facts and prove that a report contradicts itself,
another report or arithmetic. A rule is one function with an id, found by its
decorator (``rules``); it yields ``Finding`` (``finding``). Findings describe the world
and never block a release.

A new rule: a module in this package, imported below, and a line in
``registry.vocabulary.FINDING_RULES``.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from pipeline.quality.reconcile import parts_and_total as parts_and_total
from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.rules import RULES
from pipeline.registry import arrow_schema


def find(tables: Mapping[str, pa.Table]) -> pa.Table:
    """All findings of all rules as rows of data_finding, in a stable order."""
    findings: dict[str, Finding] = {}
    facts = Facts(tables)
    for rule in RULES.values():
        for finding in rule(facts):
            findings[finding.key] = finding
    rows = [findings[key].row() for key in sorted(findings)]
    return pa.Table.from_pylist(rows, schema=arrow_schema("data_finding"))
