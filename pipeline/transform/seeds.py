"""Curated names that people maintain: the seed files of the dbt project.

They are read here, because keys are made before dbt runs, and published by dbt, so
that an analyst sees which names are joined and why.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.settings import PROJECT_ROOT
from pipeline.transform.keys import indicator_form, normal_form, slug

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
    """Curated service areas by key and by the normal form of every known printing.

    ``wholes`` are areas that contain another besides its parent, where a report prints them
    ("Stadsmiljö inklusive avskrivningar och räntor" contains the capital costs).
    """

    by_key: Mapping[str, ServiceArea]
    by_form: Mapping[str, ServiceArea]
    wholes: Mapping[str, tuple[str, ...]]
    printings: tuple[tuple[str, str], ...] = ()
    """Every known printing with the key of its area."""

    def find(self, printed: str) -> ServiceArea | None:
        """The curated area that is printed like this; None where it is not known."""
        return self.by_form.get(normal_form(printed))


@cache
def service_area_names(folder: Path = SEED_FOLDER) -> ServiceAreaNames:
    """Read ``curated_service_area.csv`` and the files of its aliases and wholes.

    Raises:
        ValueError: an alias, parent or whole names no area, or a printing has two areas.
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
    wholes: dict[str, tuple[str, ...]] = {}
    for row in _rows(folder / "curated_service_area_whole.csv"):
        part = row["service_area_key"]
        wholes[part] = (*wholes.get(part, ()), row["whole_service_area_key"])
    contained = {key for part, larger in wholes.items() for key in (part, *larger)}
    unknown = {key for key in contained | {key for _, key in aliases} if key not in areas}
    unknown |= {a.parent_key for a in areas.values() if a.parent_key and a.parent_key not in areas}
    if unknown:
        raise ValueError(f"{folder}: no service area {sorted(unknown)} in curated_service_area.csv")
    by_form: dict[str, ServiceArea] = {}
    printings = [*((area.name, area.key) for area in areas.values()), *aliases]
    for printed, key in printings:
        area = by_form.setdefault(normal_form(printed), areas[key])
        if area.key != key:
            raise ValueError(f"{folder}: {printed!r} stands for both {area.key} and {key}")
    return ServiceAreaNames(areas, by_form, wholes, tuple(printings))


@dataclass(frozen=True, slots=True)
class CuratedIndicator:
    """What is known of an indicator apart from the reports.

    ``direction`` is 'higher' or 'lower' (what is better), None where neither is.
    """

    name: str
    unit: str | None
    direction: str | None


@dataclass(frozen=True, slots=True)
class IndicatorNames:
    """Curated indicators by the normal form of every known printing."""

    by_form: Mapping[str, str]
    curated: Mapping[str, CuratedIndicator]

    def canonical(self, printed: str) -> str:
        """The canonical name of a printing; the printing itself where none is curated."""
        return self.by_form.get(indicator_form(printed), printed)

    def find(self, printed: str) -> CuratedIndicator | None:
        """What is curated of the indicator; None where nothing is."""
        return self.curated.get(indicator_form(self.canonical(printed)))


@cache
def indicator_names(folder: Path = SEED_FOLDER) -> IndicatorNames:
    """Read ``curated_indicator.csv`` and ``curated_indicator_alias.csv``.

    An alias may lead to an indicator of which nothing else is curated.

    Raises:
        ValueError: a printing stands for two indicators.
    """
    rows = _rows(folder / "curated_indicator.csv")
    curated = {
        indicator_form(row["indicator_name"]): CuratedIndicator(
            row["indicator_name"], row["unit"] or None, row["direction"] or None
        )
        for row in rows
    }
    aliases = [
        (row["printed"], row["indicator_name"])
        for row in _rows(folder / "curated_indicator_alias.csv")
    ]
    names = [(row["indicator_name"], row["indicator_name"]) for row in rows]
    return IndicatorNames(_by_form([*names, *aliases], indicator_form, folder), curated)


@dataclass(frozen=True, slots=True)
class Merger:
    """A committee that went on in another one."""

    successor_name: str
    merged_on: date


@cache
def committee_mergers(folder: Path = SEED_FOLDER) -> Mapping[str, Merger]:
    """Read ``curated_committee_merger.csv``: mergers by the key of the earlier committee.

    Raises:
        ValueError: a committee goes on in two, or mergers run in a circle.
    """
    mergers: dict[str, Merger] = {}
    for row in _rows(folder / "curated_committee_merger.csv"):
        key = slug(row["committee_name"])
        if key in mergers:
            raise ValueError(f"{folder}: {row['committee_name']!r} has two successors")
        mergers[key] = Merger(row["successor_name"], date.fromisoformat(row["merged_on"]))
    for key in mergers:
        _last_successor(key, mergers)
    return mergers


def current_committee(name: str, folder: Path = SEED_FOLDER) -> str:
    """Name of the committee that is responsible today, after all mergers."""
    return _last_successor(slug(name), committee_mergers(folder)) or name


def _last_successor(key: str, mergers: Mapping[str, Merger]) -> str | None:
    seen, name = {key}, None
    while key in mergers:
        name = mergers[key].successor_name
        key = slug(name)
        if key in seen:
            raise ValueError(f"curated_committee_merger.csv: {name!r} comes after itself")
        seen.add(key)
    return name


@dataclass(frozen=True, slots=True)
class ResultUnitNames:
    """Canonical names of result units by committee ('' for all) and normal form."""

    by_form: Mapping[tuple[str, str], str]

    def canonical(self, committee_key: str, printed: str) -> str:
        """The canonical name of a unit; the printing itself where none is curated."""
        form = normal_form(printed)
        own = self.by_form.get((committee_key, form))
        return own or self.by_form.get(("", form), printed)


@cache
def result_unit_names(folder: Path = SEED_FOLDER) -> ResultUnitNames:
    """Read ``curated_result_unit_alias.csv``."""
    return ResultUnitNames(
        {
            (slug(row["committee_name"]), normal_form(row["printed"])): row["unit_name"]
            for row in _rows(folder / "curated_result_unit_alias.csv")
        }
    )


@cache
def goal_titles(folder: Path = SEED_FOLDER) -> Mapping[tuple[str, str], str]:
    """Read ``curated_goal_alias.csv``: canonical titles by level and normal form."""
    return {
        (row["level"], normal_form(row["printed"])): row["title"]
        for row in _rows(folder / "curated_goal_alias.csv")
    }


def _by_form(
    names: Iterable[tuple[str, str]], form_of: Callable[[str], str], folder: Path
) -> dict[str, str]:
    """Canonical names by the normal form of their printings; one form has one name."""
    by_form: dict[str, str] = {}
    for printed, canonical in names:
        known = by_form.setdefault(form_of(printed), canonical)
        if form_of(known) != form_of(canonical):
            raise ValueError(f"{folder}: {printed!r} stands for both {known!r} and {canonical!r}")
    return by_form


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
