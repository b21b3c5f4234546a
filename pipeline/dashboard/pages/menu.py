"""The pages by their address, in the order of the menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.dashboard.pages import (
    committee,
    comparison,
    contradictions,
    coverage,
    indicator,
    money,
    overview,
    search,
    source,
)
from pipeline.dashboard.pages.context import Maker


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu: its label in ``words``, and what makes it."""

    label: str
    make: Maker
    in_menu: bool = True


PAGES: Mapping[str, Entry] = {
    "/": Entry("overview", overview.make),
    "/namnd": Entry("committee", committee.make),
    "/indikator": Entry("indicator", indicator.make),
    "/ekonomi": Entry("money", money.make),
    "/jamforelse": Entry("comparison", comparison.make),
    "/motsagelser": Entry("contradictions", contradictions.make),
    "/sok": Entry("search", search.make),
    "/tackning": Entry("coverage", coverage.make),
    "/kalla": Entry("source", source.make, in_menu=False),
}
