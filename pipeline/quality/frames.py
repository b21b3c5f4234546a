"""Pandas frames that expectations look at: the facts, and one row a report.

Completeness is a property of a document, not of a table: ``report_completeness`` has
one row a current report with what was found in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import pyarrow as pa

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


DERIVED: Mapping[str, Callable[[Tables], pd.DataFrame]] = MappingProxyType(
    {"report_completeness": report_completeness}
)
