"""The pages, one function for each kind: what stands on it, and where its figures lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.dashboard.figures import SIGNS, Mark
from pipeline.dashboard.figures import Figure as Judged
from pipeline.dashboard.numerals import percent
from pipeline.dashboard.words import Words
from pipeline.quality.swedish import (
    ASSESSMENTS,
    INDICATOR_MEASURES,
    INDICATOR_STATUS,
    number,
)
from pipeline.registry import TABLES
from pipeline.site.archive import Archive, ReportLine, Row, file_name

MILLION = 1_000_000

TOTAL = "namnden-totalt"
"""The key of a committee's total among its service areas."""

BUDGET_COLUMNS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("VP", "budget", ("budget_net",)),
    ("T1", "prognos", ("forecast_after_transfer", "forecast_net")),
    ("T1", "avvikelse", ("deviation_after_transfer", "deviation")),
    ("T2", "prognos", ("forecast_after_transfer", "forecast_net")),
    ("T2", "avvikelse", ("deviation_after_transfer", "deviation")),
    ("VB", "budget", ("budget_net",)),
    ("VB", "utfall", ("outcome_after_transfer", "outcome_net")),
    ("VB", "avvikelse", ("deviation_after_transfer", "deviation")),
)
"""Report, what its column says, and the measures that fill it: the first that is printed."""


WORDS = Words("sv")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: what it says, where that is printed, and what is to be said against it."""

    text: str
    address: str | None = None
    of: Judged | None = None
    is_number: bool = True

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is to be said against it; each looks different."""
        return self.of.marks if self.of else ()

    @property
    def signs(self) -> str:
        """What stands behind it: '?62 %', '≠'."""
        return "".join(
            SIGNS[mark] + (self._likely if mark is Mark.DOUBTFUL else "") for mark in self.marks
        )

    @property
    def said(self) -> str:
        """The same in words, with the second reading."""
        said = [WORDS(mark) for mark in self.marks]
        if self.of and self.of.second and Mark.DOUBTFUL in self.marks:
            measure, share = self.of.second
            column = WORDS.measure(measure).lower()
            said.append(WORDS("second_reading", measure=column, likely=percent(share, "sv")))
        return "; ".join(said)

    @property
    def _likely(self) -> str:
        return percent((self.of.confidence if self.of else None) or 0.0, "sv")


EMPTY = Figure("")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name (with an address, if it has a page) and its cells."""

    name: str
    cells: tuple[Figure, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a page; nothing is shown where it has no lines."""

    caption: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CommitteeYear:
    """What a committee's page says of a year."""

    year: int
    reports: tuple[ReportLine, ...]
    sheets: tuple[Sheet, ...]


def committee_years(archive: Archive, committee_key: str) -> list[CommitteeYear]:
    """The years of a committee, the latest first."""
    years: dict[int, list[ReportLine]] = defaultdict(list)
    for report in archive.reports:
        if report.committee_key == committee_key and report.is_current:
            years[report.year].append(report)
    budget = _budget(archive, committee_key)
    return [
        CommitteeYear(
            year,
            tuple(reports),
            (
                _budget_sheet(archive, year, budget.get(year, [])),
                _goals_sheet(archive, reports),
                _indicators_sheet(archive, reports),
            ),
        )
        for year, reports in sorted(years.items(), reverse=True)
    ]


def indicator_sheet(archive: Archive, indicator_key: str) -> Sheet:
    """An indicator in every report that prints it."""
    rows = archive.rows(
        f"select {_VALUE} from fact_indicator_value where indicator_key = ?", indicator_key
    )
    cells: dict[str, dict[str, Figure]] = defaultdict(dict)
    for row in rows:
        cells[row["report_key"]].setdefault(row["measure"], _printed(archive, row))
    return Sheet(
        "",
        tuple(INDICATOR_MEASURES.values()),
        tuple(
            Line(
                report.name,
                tuple(cells[report.key].get(measure, EMPTY) for measure in INDICATOR_MEASURES),
                source_page(report.key),
            )
            for report in archive.reports
            if report.key in cells and report.is_current
        ),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A published table of the data dictionary: columns with type and description."""

    name: str
    question: str
    description: str
    columns: tuple[tuple[str, str, str], ...]


def dictionary(archive: Archive) -> list[Entry]:
    """Every published table, as the database itself describes it."""
    columns: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in archive.rows(
        "select table_name, column_name, data_type, comment from duckdb_columns()"
        " where schema_name = 'main' and not internal order by table_name, column_index"
    ):
        described = row["column_name"], row["data_type"], row["comment"] or ""
        columns[row["table_name"]].append(described)
    comments = archive.rows(
        "select table_name as name, comment from duckdb_tables() where schema_name = 'main'"
        " union all select view_name, comment from duckdb_views()"
        " where schema_name = 'main' and not internal order by 1"
    )
    return [
        Entry(
            row["name"], _question(row["name"]), row["comment"] or "", tuple(columns[row["name"]])
        )
        for row in comments
    ]


def source_page(report_key: str, fact_key: str | None = None) -> str:
    """The address of a report's text, or of a fact in it, from a page in a folder beside."""
    anchor = "" if fact_key is None else f"#{fact_key}"
    return f"../kalla/{file_name(report_key)}.html{anchor}"


def _question(table: str) -> str:
    spec = TABLES.get(table)
    return (spec.question_sv or "") if spec else ""


# --- a committee's tables ------------------------------------------------------------------------


def _budget(archive: Archive, committee_key: str) -> dict[int, list[Row]]:
    """Canonical budget lines of a committee, of the year that their report is about."""
    years: dict[int, list[Row]] = defaultdict(list)
    for row in archive.rows(
        "select line.fact_key, line.table_cell_key, line.report_key, report_type, fiscal_year,"
        " line.service_area_key, area.service_area_name, line.adds_to_total, measure, amount_sek,"
        " line.confidence, line.is_out_of_bounds"
        " from fact_budget_line as line join dim_report as report using (report_key)"
        " left join dim_service_area as area using (service_area_key)"
        " left join dim_service_area as parent"
        " on parent.service_area_key = line.parent_service_area_key"
        " where report.committee_key = ? and report.is_current and line.is_canonical"
        " and line.scope in ('committee', 'area') and fiscal_year = report_year"
        # Areas by name, each followed by those that lie in it, and the total at last.
        " order by line.service_area_key = 'namnden-totalt',"
        " case when line.adds_to_total then area.service_area_name"
        " else coalesce(parent.service_area_name, area.service_area_name) end,"
        " not line.adds_to_total, area.service_area_name",
        committee_key,
    ):
        years[row["fiscal_year"]].append(row)
    return years


def _budget_sheet(archive: Archive, year: int, rows: Iterable[Row]) -> Sheet:
    found: dict[str, dict[tuple[str, str], Figure]] = defaultdict(dict)
    for row in rows:
        area = _area(row)
        found[area][row["report_type"], row["measure"]] = _amount(archive, row)
    lines = (
        Line(area, tuple(_first(figures, kind, given) for kind, _, given in BUDGET_COLUMNS))
        for area, figures in found.items()
    )
    return Sheet(
        f"Budget och utfall {year}, netto i mnkr, efter resultatöverföringar där båda trycks",
        tuple(f"{kind} {what}" for kind, what, _ in BUDGET_COLUMNS),
        tuple(line for line in lines if any(cell.text for cell in line.cells)),
    )


def _area(row: Row) -> str:
    """The name of a row; what lies in another row says so, for it is not to be added again."""
    name = str(row["service_area_name"] or row["service_area_key"] or "utan verksamhetsområde")
    is_part = row["adds_to_total"] or row["service_area_key"] == TOTAL
    return name if is_part else f"varav {name[0].lower()}{name[1:]}"


def _first(figures: Mapping[tuple[str, str], Figure], kind: str, measures: Iterable[str]) -> Figure:
    return next((figures[kind, name] for name in measures if (kind, name) in figures), EMPTY)


def _amount(archive: Archive, row: Row) -> Figure:
    amount: Decimal = row["amount_sek"]
    if amount is None:
        return EMPTY
    address = source_page(row["report_key"], row["table_cell_key"] or row["fact_key"])
    return Figure(number(amount / MILLION, 1), address, archive.judge.figure(row))


def _goals_sheet(archive: Archive, reports: Iterable[ReportLine]) -> Sheet:
    """Goals with the assessment of the year's latest report that assesses any."""
    for report in reports:
        rows = archive.rows(
            "select fact_key, report_key, goal.code, goal.title, assessment, confidence,"
            " is_out_of_bounds, null as value"
            " from fact_goal_assessment join dim_goal as goal using (goal_key)"
            " where report_key = ? order by source_page, source_line_start, fact_key",
            report.key,
        )
        if any(row["assessment"] for row in rows):
            return Sheet(
                f"Mål, bedömda i {report.name}",
                ("bedömning",),
                tuple(_goal(archive, row) for row in rows),
            )
    return Sheet("Mål", (), ())


def _goal(archive: Archive, row: Row) -> Line:
    address = source_page(row["report_key"], row["fact_key"])
    said = ASSESSMENTS.get(row["assessment"], row["assessment"])
    cell = Figure(said, address, archive.judge.figure(row), is_number=False)
    return Line(f"{row['code'] or ''} {row['title']}".strip(), (cell,))


_SHOWN_MEASURES = ("outcome", "forecast", "target", "kf_target")

_VALUE = (
    "report_key, fact_key, indicator_key, measure, value_text, value, qualifier, unit, confidence,"
    " alternatives, is_out_of_bounds"
)


def _indicators_sheet(archive: Archive, reports: Sequence[ReportLine]) -> Sheet:
    """Indicators of the year's latest report that prints any."""
    for report in reports:
        values = archive.rows(
            f"select {_VALUE} from fact_indicator_value where report_key = ?", report.key
        )
        if not values:
            continue
        cells: dict[str, dict[str, Figure]] = defaultdict(dict)
        for row in values:
            cells[row["indicator_key"]].setdefault(row["measure"], _printed(archive, row))
        marts = archive.rows(
            "select indicator_key, indicator_name, status from mart_indicator_scorecard"
            " where report_key = ? order by indicator_name",
            report.key,
        )
        return Sheet(
            f"Indikatorer i {report.name}",
            (*(INDICATOR_MEASURES[name] for name in _SHOWN_MEASURES), "mot målet"),
            tuple(_indicator(row, cells[row["indicator_key"]]) for row in marts),
        )
    return Sheet("Indikatorer", (), ())


def _indicator(row: Row, cells: Mapping[str, Figure]) -> Line:
    status = INDICATOR_STATUS.get(row["status"], row["status"])
    shown = (cells.get(name, EMPTY) for name in _SHOWN_MEASURES)
    address = f"../indikator/{file_name(row['indicator_key'])}.html"
    return Line(row["indicator_name"], (*shown, Figure(status, is_number=False)), address)


def _printed(archive: Archive, row: Row) -> Figure:
    address = source_page(row["report_key"], row["fact_key"])
    is_number = row["value"] is not None
    return Figure(row["value_text"], address, archive.judge.figure(row), is_number)
