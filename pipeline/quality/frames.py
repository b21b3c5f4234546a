"""Pandas frames that expectations look at: the facts, and one row a report.

Completeness is a property of a document, not of a table: ``report_completeness`` has
one row a current report with what was found in it; ``goal_headings`` one row an area
goal with what stands below it; ``activity_cycle`` one row an activity; what a report
promises and does not give stands in ``structure``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import pyarrow as pa

from pipeline.quality.structure import report_structure

Tables = Mapping[str, pa.Table]

_COUNTED = {
    "goals": "fact_goal_assessment",
    "indicator_values": "fact_indicator_value",
    "activities": "fact_activity",
    "decisions": "fact_decision",
    "table_cells": "fact_table_cell",
    "sections": "document_section",
    "problems": "extraction_problem",
}


def frame(name: str, tables: Tables) -> pd.DataFrame:
    """The frame of that name: a derived one, or a table; KeyError where there is none."""
    if name in DERIVED:
        return DERIVED[name](tables)
    return _plain(tables[name])


def _plain(table: pa.Table) -> pd.DataFrame:
    """A table as pandas; decimals become floats, which bounds can be compared with."""
    columns = {
        field.name: table[field.name].cast(pa.float64())
        if pa.types.is_decimal(field.type)
        else table[field.name]
        for field in table.schema
    }
    plain: pd.DataFrame = pa.table(columns).to_pandas(date_as_object=False)
    return plain


def report_completeness(tables: Tables) -> pd.DataFrame:
    """One row a current report: its identity, and how many of everything it has."""
    reports = _plain(tables["dim_report"])
    counted = reports.loc[
        reports["is_current"].astype(bool), ["report_key", "report_type", "report_year"]
    ].copy()
    for column, table in _COUNTED.items():
        counts = tables[table].select(["report_key"]).to_pandas()["report_key"].value_counts()
        counted[column] = counted["report_key"].map(counts).fillna(0).astype("int64")
    assessed = _plain(tables["fact_goal_assessment"])
    share = assessed["assessment"].notna().groupby(assessed["report_key"]).mean()
    counted["share_goals_assessed"] = counted["report_key"].map(share).fillna(0.0).astype("float64")
    return counted


def goal_headings(tables: Tables) -> pd.DataFrame:
    """One row an operational area goal of a current report: what stands below its heading.

    Rows of the committee goals below it count too.
    """
    reports = _plain(tables["dim_report"])
    current = reports.loc[reports["is_current"].astype(bool), ["report_key", "report_type"]]
    levels = _plain(tables["dim_goal"])[["goal_key", "level"]]
    goals = _plain(tables["fact_goal_assessment"]).merge(levels, on="goal_key").merge(current)
    goals = goals.drop_duplicates(["report_key", "goal_key"])  # a report may repeat a goal
    areas = goals.loc[goals["level"] == "verksamhetsomradesmal"].copy()
    parents = goals.set_index(["report_key", "goal_key"])["parent_goal_key"]
    for column, table in (("indicators", "fact_indicator_value"), ("activities", "fact_activity")):
        rows = tables[table].select(["report_key", "goal_key"]).to_pandas()
        owners = pd.MultiIndex.from_frame(rows)
        own = rows.value_counts(["report_key", "goal_key"])
        rows["goal_key"] = parents.reindex(owners).to_numpy()
        below = rows.dropna().value_counts(["report_key", "goal_key"])
        counts = own.add(below, fill_value=0)
        index = pd.MultiIndex.from_frame(areas[["report_key", "goal_key"]])
        areas[column] = counts.reindex(index).fillna(0).to_numpy().astype("int64")
    areas["is_assessed"] = areas["assessment"].notna()
    areas["rows"] = areas["indicators"] + areas["activities"]
    wanted = ["report_key", "report_type", "goal_key", "indicators", "activities", "rows"]
    return areas[[*wanted, "is_assessed"]].reset_index(drop=True)


def activity_cycle(tables: Tables) -> pd.DataFrame:
    """One row an activity: by how many years its dates lie from the report's year."""
    years = _plain(tables["dim_report"])[["report_key", "report_year", "report_type"]]
    wanted = ["fact_key", "report_key", "start_date", "end_date"]
    rows = _plain(tables["fact_activity"])[wanted].merge(years)
    for column in ("start", "end"):
        printed = pd.to_datetime(rows[f"{column}_date"]).dt.year
        rows[f"{column}_offset"] = printed - rows["report_year"]
    return rows[["fact_key", "report_key", "report_type", "start_offset", "end_offset"]]


DERIVED: Mapping[str, Callable[[Tables], pd.DataFrame]] = MappingProxyType(
    {
        "report_completeness": report_completeness,
        "goal_headings": goal_headings,
        "activity_cycle": activity_cycle,
        "report_structure": report_structure,
    }
)
