"""Contradictions on request: exactly one thing changes, and the record says which."""

from __future__ import annotations

import pytest

from tests.corpus import contradictions, cycle, tab_text, truth
from tests.corpus.model import Kind, Report
from tests.corpus.tables import Context
from tests.corpus.telling import told

CONTEXTS = [Context(seed, "Kvarnsjö", kind, 2022) for seed in range(4) for kind in Kind]
REPORTS = [told(cycle.composed(context), context) for context in CONTEXTS]
TWO_LINES = {"unbalanced"}
"""Kinds that change a figure and its sum alike."""


def printed(report: Report) -> list[str]:
    return tab_text.render(report, 0, tab_text.NO_FAULTS).data.decode().split("\n")


@pytest.mark.parametrize("kind", sorted(contradictions.KINDS))
def test_a_contradiction_changes_one_place_and_names_it(kind: str) -> None:
    injected = 0
    for seed, report in enumerate(REPORTS):
        result = contradictions.inject(report, kind, seed)
        if result is None:
            continue
        changed, record = result
        before, after = printed(report), printed(changed)
        different = [n for n, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b]
        if len(before) == len(after):
            assert len(different) == (2 if kind in TWO_LINES else 1)
        spans = tab_text.render(changed, 0, tab_text.NO_FAULTS).spans
        assert record.what
        (known,) = truth.truth_of(changed, spans, [record])["contradictions"]
        places = [tuple(map(int, place.split("-"))) for place in known["lines"].split(";")]
        assert any(place[0] <= line <= place[-1] for place in places for line in different)
        injected += 1
    assert injected >= 2


@pytest.mark.parametrize("kind", sorted(contradictions.KINDS))
def test_the_same_seed_puts_in_the_same_contradiction(kind: str) -> None:
    for report in REPORTS:
        assert contradictions.inject(report, kind, 1) == contradictions.inject(report, kind, 1)


def test_truth_lists_the_contradiction_with_its_lines() -> None:
    result = contradictions.inject(REPORTS[1], "wrong_total", 3)
    assert result is not None
    changed, record = result
    rendering = tab_text.render(changed, 3)
    (row,) = truth.truth_of(changed, rendering.spans, [record], "x.txt")["contradictions"]
    line = rendering.data.decode().split("\n")[int(row["lines"].split(";")[0]) - 1]
    assert row["what"].split("printed ")[1].split(", its")[0] in line
