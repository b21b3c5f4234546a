"""Curated names that people maintain: the seed files of the dbt project.

They are read here, because keys are made before dbt runs, and published by dbt, so
that an analyst sees which names are joined and why.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.settings import PROJECT_ROOT
from pipeline.transform.keys import normal_form

SEED_FOLDER = PROJECT_ROOT / "dbt_project" / "seeds"


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """A service area (verksamhetsområde); ``is_curated`` False where only a report names it."""

    key: str
    name: str
    parent_key: str | None
    is_curated: bool = True


@dataclass(frozen=True, slots=True)
class ServiceAreaNames:
    """Curated service areas by key and by the normal form of every known printing."""

    by_key: Mapping[str, ServiceArea]
    by_form: Mapping[str, ServiceArea]

    def find(self, printed: str) -> ServiceArea | None:
        """The curated area that is printed like this; None where it is not known."""
        return self.by_form.get(normal_form(printed))


@cache
def service_area_names(folder: Path = SEED_FOLDER) -> ServiceAreaNames:
    """Read ``curated_service_area.csv`` and ``curated_service_area_alias.csv``.

    Raises:
        ValueError: an alias or a parent names no area, or a printing has two areas.
    """
    areas = {
        row["service_area_key"]: ServiceArea(
            row["service_area_key"],
            row["service_area_name"],
            row["parent_service_area_key"] or None,
        )
        for row in _rows(folder / "curated_service_area.csv")
    }
    aliases = [
        (row["printed"], row["service_area_key"])
        for row in _rows(folder / "curated_service_area_alias.csv")
    ]
    unknown = {key for _, key in aliases if key not in areas}
    unknown |= {a.parent_key for a in areas.values() if a.parent_key and a.parent_key not in areas}
    if unknown:
        raise ValueError(f"{folder}: no service area {sorted(unknown)} in curated_service_area.csv")
    by_form: dict[str, ServiceArea] = {}
    for printed, key in [*((area.name, area.key) for area in areas.values()), *aliases]:
        area = by_form.setdefault(normal_form(printed), areas[key])
        if area.key != key:
            raise ValueError(f"{folder}: {printed!r} stands for both {area.key} and {key}")
    return ServiceAreaNames(areas, by_form)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
