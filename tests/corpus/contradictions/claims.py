"""A claim that is false: a kind of contradiction for each kind of claim."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.corpus.contradictions.kinds import KINDS, Injected, Injector, places_of, with_block
from tests.corpus.model import Claim, IndicatorTable, Paragraph, Report
from tests.corpus.rendering import block_anchor, row_anchor
from tests.corpus.telling import KINDS as CLAIMS
from tests.corpus.truth import Contradiction


def _places(report: Report, name: str) -> list[tuple[int, int | None, Claim]]:
    """Claims of a kind: (block, row or None, claim)."""
    found: list[tuple[int, int | None, Claim]] = []
    for index, block in enumerate(report.blocks):
        if isinstance(block, Paragraph) and block.claim and block.claim.kind == name:
            found.append((index, None, block.claim))
        if isinstance(block, IndicatorTable):
            found += [
                (index, n, row.claim)
                for n, row in enumerate(block.rows)
                if row.claim and row.claim.kind == name
            ]
    return found


def _falsified(report: Report, index: int, row_no: int | None, claim: Claim) -> Report:
    block = report.blocks[index]
    if isinstance(block, Paragraph):
        return with_block(report, index, Paragraph(claim.false, block.tight))
    assert isinstance(block, IndicatorTable) and row_no is not None
    row = replace(block.rows[row_no], analysis=claim.false, claim=None)
    rows = (*block.rows[:row_no], row, *block.rows[row_no + 1 :])
    return with_block(report, index, replace(block, rows=rows))


def _injector(name: str) -> Injector:
    def false_claim(report: Report, source: Random) -> Injected | None:
        found = _places(report, name)
        if not found:
            return None
        index, row_no, claim = source.choice(found)
        own = block_anchor(index) if row_no is None else row_anchor(index, row_no)
        anchors = (own, *(a for a in places_of(report, claim.proofs) if a != own))
        record = Contradiction("claim", f"False: {claim.false}", anchors, claim.false)
        return _falsified(report, index, row_no, claim), record

    return false_claim


KINDS.update({f"claim_{name}": _injector(name) for name in CLAIMS})
