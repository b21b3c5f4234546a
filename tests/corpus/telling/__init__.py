"""Sentences that say again, in other words, what a report's tables and goals print.

Belongs here: claims that a reader can check. Each kind is one small function: it looks for
places in a report and gives true sentences in several wordings, each with the sentence
that would be false there (``model.Claim``), so that ``contradictions`` needs nothing but
the claim. Reports that ``cycle`` composes hold none of them; ``told`` puts them in.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from tests.corpus.model import Block, IndicatorTable, Paragraph, Report
from tests.corpus.tables import Context
from tests.corpus.telling.kinds import KINDS, Told

__all__ = ["KINDS", "Told", "told"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def told(report: Report, context: Context) -> Report:
    """The report with claims of every kind that it has a place for."""
    after: dict[int, list[Told]] = {}
    for name in sorted(KINDS):
        source = context.rng("telling", name)
        for one in KINDS[name](report, context, source):
            after.setdefault(one.after, []).append(one)
    million = "mkr" if any(_unit(block) == "mkr" for block in report.blocks) else "mnkr"
    blocks: list[Block] = []
    for index, block in enumerate(report.blocks):
        own = [_respelt(one, million) for one in after.get(index, ())]
        blocks.append(_analysed(block, [one for one in own if one.row is not None]))
        blocks += [Paragraph(one.text, claim=one.claim) for one in own if one.row is None]
    return replace(report, blocks=tuple(blocks))


def _unit(block: Block) -> str:
    return getattr(block, "unit", "")


def _respelt(one: Told, million: str) -> Told:
    claim = replace(one.claim, false=one.claim.false.replace("mnkr", million))
    return replace(one, text=one.text.replace("mnkr", million), claim=claim)


def _analysed(block: Block, claims: list[Told]) -> Block:
    """An indicator table whose rows say these things; the first claim of a row wins."""
    if not isinstance(block, IndicatorTable):
        return block
    rows = list(block.rows)
    for one in claims:
        assert one.row is not None
        if not rows[one.row].analysis:
            rows[one.row] = replace(rows[one.row], analysis=one.text, claim=one.claim)
    return replace(block, rows=tuple(rows))
