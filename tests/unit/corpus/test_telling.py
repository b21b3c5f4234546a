"""Claims in generated reports: true as printed, and each with a false form of its own."""

from __future__ import annotations

import pytest

from tests.corpus import cycle
from tests.corpus.contradictions import KINDS, inject
from tests.corpus.model import Claim, IndicatorTable, Kind, Paragraph, Report
from tests.corpus.tables import Context
from tests.corpus.telling import KINDS as CLAIMS
from tests.corpus.telling import told

CONTEXTS = [Context(seed, "Kvarnsjö", kind, 2022) for seed in range(4) for kind in Kind]
REPORTS = [told(cycle.composed(context), context) for context in CONTEXTS]


def claims(report: Report) -> list[tuple[str, Claim]]:
    """Printed text and claim, of paragraphs and Analys texts."""
    found = [
        (block.text, block.claim)
        for block in report.blocks
        if isinstance(block, Paragraph) and block.claim
    ]
    return found + [
        (row.analysis, row.claim)
        for block in report.blocks
        if isinstance(block, IndicatorTable)
        for row in block.rows
        if row.claim
    ]


@pytest.mark.parametrize("kind", sorted(CLAIMS))
def test_every_kind_is_told_in_several_reports_and_wordings(kind: str) -> None:
    own = [one for report in REPORTS for one in claims(report) if one[1].kind == kind]
    assert len(own) >= 2
    assert all(text != claim.false for text, claim in own)
    assert all("{" not in text + claim.false for text, claim in own)


def test_nothing_else_of_a_report_changes() -> None:
    for context, report in zip(CONTEXTS, REPORTS, strict=True):
        plain = cycle.composed(context)
        kept = [b for b in report.blocks if not (isinstance(b, Paragraph) and b.claim)]
        assert len(kept) == len(plain.blocks)
        assert report.decisions == plain.decisions and report.goals == plain.goals


@pytest.mark.parametrize("kind", sorted(CLAIMS))
def test_a_false_claim_is_printed_in_the_place_of_the_true_one(kind: str) -> None:
    for seed, report in enumerate(REPORTS):
        changed = inject(report, f"claim_{kind}", seed)
        if changed is None:
            continue
        printed, record = changed
        assert len(printed.blocks) == len(report.blocks)
        different = [a for a, b in zip(printed.blocks, report.blocks, strict=True) if a != b]
        assert len(different) == 1
        assert record.printed in str(different[0])
        assert f"claim_{kind}" in KINDS


def test_claims_use_the_short_form_of_a_million_that_the_report_uses() -> None:
    context = next(
        context
        for year in range(2015, 2019)
        for seed in range(30)
        if cycle.style_of(seed, "Kvarnsjö", year).million == "mkr"
        for context in [Context(seed, "Kvarnsjö", Kind.T1, year)]
    )
    texts = [text for text, _ in claims(told(cycle.composed(context), context))]
    assert any("mkr" in text for text in texts)
    assert not any("mnkr" in text for text in texts)
