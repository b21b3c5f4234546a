"""What readers of the pages are told instead of keys and codes: Swedish names and numbers.

Belongs here: words for the coded values of the registry, names of reports, and figures as
Swedish prints them. Does not belong here: what is told about them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pyarrow as pa

REPORT_TYPES: Mapping[str, str] = {
    "VP": "verksamhetsplan",
    "T1": "tertialrapport 1",
    "T2": "tertialrapport 2",
    "VB": "verksamhetsberättelse",
}
"""In the order of the year."""

SEVERITIES: Mapping[str, str] = {
    "error": "motsägelse",
    "warning": "trolig motsägelse",
    "info": "förklaras av avrundning",
}
ASSESSMENTS: Mapping[str | None, str] = {
    "fully": "uppfylls helt",
    "partly": "uppfylls delvis",
    "not": "uppfylls inte",
    None: "inte bedömt",
}
GOAL_LEVELS: Mapping[str, str] = {
    "inriktningsmal": "inriktningsmål",
    "verksamhetsomradesmal": "mål för verksamhetsområdet",
    "namndmal": "nämndmål",
}
INDICATOR_MEASURES: Mapping[str, str] = {
    "outcome": "utfall",
    "outcome_men": "utfall män",
    "outcome_women": "utfall kvinnor",
    "previous_outcome": "utfall förra året",
    "forecast": "prognos",
    "target": "årsmål",
    "kf_target": "KF:s årsmål",
}
INDICATOR_STATUS: Mapping[str | None, str] = {
    "reached": "nått",
    "nearly": "nästan nått",
    "nearly_reached": "nästan nått",
    "not_reached": "inte nått",
    "no_outcome": "inget utfall",
    "not_judged": "går inte att bedöma",
    None: "",
}
THIN_MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"


def report_name(committee: str, report_type: str, year: int) -> str:
    """The name of a report.

    >>> report_name("Kvarnsjö", "VB", 2025)
    'Kvarnsjö, verksamhetsberättelse 2025'
    """
    return f"{committee}, {REPORT_TYPES.get(report_type, report_type)} {year}"


def report_names(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """Names by report key, from ``dim_report`` and ``dim_committee``."""
    committees = {
        row["committee_key"]: row["committee_name"] for row in tables["dim_committee"].to_pylist()
    }
    return {
        row["report_key"]: report_name(
            committees.get(row["committee_key"], row["committee_key"]),
            row["report_type"],
            row["report_year"],
        )
        for row in tables["dim_report"].to_pylist()
    }


def report_committees(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """Names of the committees by report key, from ``dim_report`` and ``dim_committee``."""
    names = {
        row["committee_key"]: row["committee_name"] for row in tables["dim_committee"].to_pylist()
    }
    return {
        row["report_key"]: names.get(row["committee_key"], row["committee_key"])
        for row in tables["dim_report"].to_pylist()
    }


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """A figure as Swedish prints it; all of its decimals where no number of them is given.

    >>> number(-2215.9)
    '\N{MINUS SIGN}2\N{NO-BREAK SPACE}215,9'
    """
    given = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,}"
    shown = given.removesuffix(".0") if decimals is None else given
    return shown.replace(",", NO_BREAK).replace(".", ",").replace("-", THIN_MINUS)


def counted(count: int, one: str, more: str) -> str:
    """A count with its word: '1 ställe', '2 ställen'."""
    return f"{number(count)} {one if count == 1 else more}"
