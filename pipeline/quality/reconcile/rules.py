"""The rules of reconciliation, by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import Finding
from pipeline.registry.finding_rules import FINDING_RULES

Rule = Callable[[Facts], Iterable[Finding]]

RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule under an id that ``finding_rules.FINDING_RULES`` explains."""
    if name not in FINDING_RULES:
        raise ValueError(f"explain the rule {name!r} in registry.finding_rules.FINDING_RULES")

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register
