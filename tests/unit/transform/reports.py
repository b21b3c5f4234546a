"""Small reports built by hand, for tests that need a Report without reading a file.

Committees, goals and figures are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from pipeline.extract.document import Place, SourceFormat
from pipeline.extract.report import (
    ActivityRow,
    Analysis,
    Assessment,
    Decision,
    Goal,
    GoalLevel,
    Head,
    IndicatorCell,
    IndicatorRow,
    Measure,
    NarrativeAmount,
    Problem,
    Qualifier,
    Report,
    ReportTable,
    ReportType,
    Section,
    TableCell,
)
from pipeline.intake import DocumentOutcome, Rejection, SourceFile
from pipeline.intake.stored import in_memory


def place(text: str, line: int = 1) -> Place:
    """One line of a text file."""
    return Place(text=text, line_start=line, line_end=line)


def head(
    committee: str = "Norrängen-Sjövik",
    report_type: ReportType = ReportType.ANNUAL_REPORT,
    year: int = 2024,
) -> Head:
    """The head of a report of an invented committee."""
    return Head(
        committee_name=committee,
        committee_kind="stadsdelsnamnd",
        report_type=report_type,
        report_year=year,
        period_end={
            ReportType.FIRST_FOLLOW_UP: date(year, 4, 30),
            ReportType.SECOND_FOLLOW_UP: date(year, 8, 31),
        }.get(report_type, date(year, 12, 31)),
        title=f"{report_type.value} {year} {committee}",
        place=place(f"{committee} {report_type.value} {year}"),
        confidence=1.0,
    )


def goal(
    title: str,
    level: GoalLevel = GoalLevel.DIRECTION,
    *,
    parent: int | None = None,
    code: str | None = None,
    assessment: Assessment | None = None,
) -> Goal:
    """A goal section."""
    return Goal(
        level=level,
        code=code,
        title=title,
        parent=parent,
        assessment=assessment,
        place=place(title),
        assessment_place=place("Uppfylls helt", 2) if assessment else None,
        confidence=1.0,
    )


def cell(
    measure: Measure,
    text: str,
    value: float | None = None,
    *,
    qualifier: Qualifier | None = None,
    confidence: float = 1.0,
) -> IndicatorCell:
    """A cell of an indicator row, without a unit of its own."""
    return IndicatorCell(measure, text, value, qualifier, None, place(text), confidence)


def indicator(
    name: str,
    *cells: IndicatorCell,
    goal: int | None = None,
    unit: str | None = "%",
    analysis: str | None = None,
) -> IndicatorRow:
    """An indicator row."""
    return IndicatorRow(
        name=name,
        goal=goal,
        period="2024",
        unit=unit,
        cells=cells,
        analysis=Analysis(analysis, place(analysis)) if analysis else None,
        place=place(name),
        confidence=1.0,
    )


def activity(
    text: str,
    start: date | None = None,
    end: date | None = None,
    *,
    goal: int | None = None,
    deviates: bool = False,
) -> ActivityRow:
    """An activity row without analysis."""
    return ActivityRow(text, goal, start, end, deviates, None, place(text), 1.0)


def number_in(text: str) -> float | None:
    """The number of a table cell as the tests write it: "-1 234,5"."""
    plain = text.replace(" ", "").replace(",", ".").replace("%", "")
    try:
        return float(plain)
    except ValueError:
        return None


def table(
    kind: str,
    columns: Sequence[str],
    *rows: Sequence[str],
    title: str = "Tabell",
    unit: str | None = "mnkr",
    notes: tuple[str, ...] = (),
    number: int = 1,
) -> ReportTable:
    """A table as a person would draw it: the first entry of a row is its label."""
    cells = tuple(
        TableCell(
            row_no=row_no,
            row_label=row[0],
            row_group=None,
            column_no=column_no,
            column_label=columns[column_no - 1],
            text=text,
            value=number_in(text),
            place=place(text, line=row_no),
            confidence=1.0,
        )
        for row_no, row in enumerate(rows, start=1)
        for column_no, text in enumerate(row[1:], start=2)
        if text
    )
    return ReportTable(
        number=number,
        kind=kind,
        title=title,
        unit=unit,
        columns=tuple(columns),
        cells=cells,
        notes=notes,
        place=place(title),
        confidence=1.0,
    )


def report(
    the_head: Head | None = None,
    *,
    goals: tuple[Goal, ...] = (),
    indicators: tuple[IndicatorRow, ...] = (),
    activities: tuple[ActivityRow, ...] = (),
    tables: tuple[ReportTable, ...] = (),
    decisions: tuple[Decision, ...] = (),
    sections: tuple[Section, ...] = (),
    narrative_amounts: tuple[NarrativeAmount, ...] = (),
    problems: tuple[Problem, ...] = (),
    source_format: SourceFormat = SourceFormat.TAB_TEXT,
) -> Report:
    """A report that says what is given and nothing else."""
    return Report(
        head=the_head or head(),
        source_format=source_format,
        page_count=None,
        decisions=decisions,
        goals=goals,
        indicators=indicators,
        activities=activities,
        tables=tables,
        sections=sections,
        narrative_amounts=narrative_amounts,
        problems=problems,
    )


def outcome(
    the_report: Report, source_file: str = "a.txt", *, is_current: bool = True
) -> DocumentOutcome:
    """The outcome of a file that was read."""
    return DocumentOutcome(
        _source(source_file), in_memory(the_report), None, is_current, False, 0.0
    )


def rejected(source_file: str = "broken.txt") -> DocumentOutcome:
    """The outcome of a file that was rejected."""
    rejection = Rejection("empty_file", "The file is empty.", datetime(2026, 1, 2, tzinfo=UTC))
    return DocumentOutcome(_source(source_file), None, rejection, False, False, 0.0)


def _source(source_file: str) -> SourceFile:
    digest = sha256(source_file.encode()).hexdigest()
    return SourceFile(source_file, Path(source_file), digest, 1)


BUDGET_COLUMNS = ("Mnkr", "Budget 2024 (netto)", "Bokslut 2024 (netto)", "Avvikelse 2024")


def full_report(
    committee: str = "Norrängen-Sjövik",
    report_type: ReportType = ReportType.ANNUAL_REPORT,
    year: int = 2024,
) -> Report:
    """A report with one row at least for every fact."""
    return report(
        head(committee, report_type, year),
        goals=(
            goal("En trygg stad", code="1", assessment=Assessment.FULLY),
            goal(
                "Alla barn lär sig läsa",
                GoalLevel.OPERATIONAL_AREA,
                parent=0,
                code="1.1",
                assessment=Assessment.PARTLY,
            ),
            goal("Förskolan läser högt", GoalLevel.COMMITTEE, parent=1, code="1.1.1"),
        ),
        indicators=(
            indicator(
                "Andel förskolor med läshörna",
                cell(Measure.OUTCOME, "82 %", 82.0),
                cell(Measure.OUTCOME_MEN, "80 %", 80.0),
                cell(Measure.OUTCOME_WOMEN, "84,5 %", 84.5),
                cell(Measure.PREVIOUS_OUTCOME, "79 %", 79.0),
                cell(Measure.TARGET, "81 %", 81.0, confidence=0.6),
                cell(Measure.KF_TARGET, "Min 80 %", 80.0, qualifier=Qualifier.MIN),
                goal=1,
                analysis="Fler förskolor har fått läshörnor.",
            ),
        ),
        activities=(
            activity("Köpa böcker", date(year, 1, 1), date(year, 6, 30), goal=2),
            activity("Läsa dem", date(year, 3, 1), None, goal=2, deviates=True),
        ),
        tables=(
            table(
                "budget_by_area",
                BUDGET_COLUMNS,
                ("Äldreomsorg", "100,0", "99,0", "1,0"),
                ("Förskola", "50,0", "51,5", "-1,5"),
                ("Totalt", "150,0", "150,5", "-0,5"),
            ),
            table(
                "result_units",
                ("Enhet", "Bruttobudget 2024", "Resultat 2024 Överskott (-) Underskott (+)"),
                ("Almens förskolor", "60 000", "-1 200"),
                unit="tkr",
                number=2,
            ),
            table(
                "investments",
                ("Mnkr", "Budget 2024", "Bokslut 2024"),
                ("Parker", "6,0", "5,5"),
                number=3,
            ),
            table(
                "key_figures",
                ("Nyckeltal", "Kvinnor 2024", "Män 2024"),
                ("Antal boende, st", "12", "14"),
                unit=None,
                number=4,
            ),
            table(
                "balance_sheet",
                ("Tillgångar (mnkr)", "Bokslut 2024"),
                ("Maskiner och inventarier", "48,1"),
                number=5,
            ),
            table(
                "pandemic_costs",
                ("Kostnader", "Fsk", "Totalt"),
                ("Inhyrd personal", "30", "30"),
                title="Pandemi",
                unit="tkr",
                number=6,
            ),
        ),
        decisions=(
            Decision(
                1, "Nämnden ansöker om 0,5 mnkr.", Decimal(500_000), "lekplats", place("1."), 1.0
            ),
        ),
        sections=(Section("Ekonomi", "Ekonomi", "Nämnden klarar sin budget.", place("Ekonomi")),),
        narrative_amounts=(
            NarrativeAmount(
                "Ekonomi",
                "Underskottet är 0,5 mnkr.",
                "deficit",
                Decimal(500_000),
                place("0,5"),
                1.0,
            ),
        ),
        problems=(Problem("indicator_table_without_rows", "Rubrik utan rader", None),),
    )
