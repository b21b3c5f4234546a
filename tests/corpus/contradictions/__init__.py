"""Contradictions on request: a report with a known fault in what it says.

Belongs here: one small function a kind of contradiction, found by its decorator
(``kinds.kind``). Each takes a report and a random source and gives the changed report with
a record of what was changed and which places are involved, or None where the report has
nothing of that kind to change. Claims (``tests.corpus.telling``) are a kind each.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from tests.corpus.contradictions.kinds import KINDS, Injected
from tests.corpus.model import Report
from tests.corpus.swedish import rng

__all__ = ["KINDS", "Injected", "inject"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def inject(report: Report, kind: str, seed: object) -> Injected | None:
    """Put one contradiction of a kind into a report; None where it has no place for it."""
    return KINDS[kind](report, rng("inject", kind, seed))
