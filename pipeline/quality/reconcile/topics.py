"""Which service area a sentence or heading speaks of."""

from __future__ import annotations

import re
from functools import cached_property

from pipeline.quality.reconcile.facts import Facts, Line
from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.keys import normal_form
from pipeline.transform.seeds import ServiceAreaNames, service_area_names

_VARAV = re.compile(r"\(varav\)", re.IGNORECASE)
_SHORTEST_NAME = 5


class Topics:
    """Names of service areas as the reports and the curated lists print them."""

    def __init__(self, facts: Facts) -> None:
        """Collect the names of all budget lines."""
        self._names: ServiceAreaNames = service_area_names()
        self._printed: dict[tuple[str, str], str] = {}
        self._labels: dict[str, str] = {}
        for line in facts.lines:
            if line.area is not None and not line.is_total:
                form = normal_form(labels.subitem_name(line.label))
                self._printed.setdefault((line.report_key, form), line.area)
                if line.area in self._names.by_key and line.area != TOTAL_KEY:
                    self._labels.setdefault(labels.subitem_name(line.label), line.area)

    def of_heading(self, report_key: str, heading: str) -> str | None:
        """The area that a heading names, all of it; None where it names something else."""
        name = labels.subitem_name(_VARAV.sub("", heading))
        known = self._names.find(name)
        return known.key if known else self._printed.get((report_key, normal_form(name)))

    def in_text(self, text: str) -> set[str]:
        """All areas that a text names, longer names before their parts."""
        return self._named(text)[0]

    def without_names(self, text: str) -> str:
        """The words of a text but for the names of areas, in small letters."""
        return self._named(text)[1]

    def _named(self, text: str) -> tuple[set[str], str]:
        form = _spaced(text)
        found: set[str] = set()
        for name, pattern, area in self._patterns:
            # Most texts name few of a hundred areas: a look for the letters is quicker.
            if name in form and pattern.search(form):
                found.add(area)
                form = pattern.sub(" ", form)
        return found, form

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], str]]:
        """Names, with a pattern of their endings ("socialpsykiatrin"), the longest first."""
        names = {
            _spaced(area.name).strip(): area.key
            for area in self._names.by_key.values()
            if area.key != TOTAL_KEY
        }
        names |= {_spaced(label).strip(): area for label, area in self._labels.items()}
        return [
            (name, re.compile(rf"\b{re.escape(name)}\w{{0,5}}\b"), area)
            for name, area in sorted(names.items(), key=lambda pair: -len(pair[0]))
            if len(name) >= _SHORTEST_NAME
        ]


def _spaced(text: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return f" {' '.join(words)} "


_OF_THE_WHOLE = frozenset({"budget_overview", "budget_by_area", "turnover"})
_SUMMED = frozenset({"cost_income_development", "forecast_history", "staff_costs"})


def names_its_area(line: Line, kind: str) -> bool:
    """Whether a line of the whole committee stands in a table of the whole committee.

    A Summa below a heading that no area is known by is not the committee's (VP 2026).
    """
    return line.area != TOTAL_KEY or kind in _OF_THE_WHOLE or (line.is_total and kind in _SUMMED)


def sure_lines(facts: Facts) -> list[Line]:
    """Budget lines but for sums whose area is not known."""
    kinds = {(table.report_key, table.table_no): table.kind for table in facts.printed}
    return [x for x in facts.lines if names_its_area(x, kinds[x.report_key, x.table_no])]
