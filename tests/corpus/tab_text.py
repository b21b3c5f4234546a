"""Renders a report as tab text: one table row a line, cells split by tabs.

Belongs here: the writer and the faults that real tab text shows, each at its own rate and
each recorded. What a fault breaks is only the print: truth stays what the report says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from tests.corpus.model import (
    ActivityRow,
    ActivityTable,
    AssessmentLine,
    Bullets,
    DataTable,
    GoalHeading,
    Heading,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    Report,
    RowStyle,
)
from tests.corpus.rendering import (
    Anchor,
    Glitch,
    Rendering,
    Span,
    assessment_anchor,
    block_anchor,
    decision_anchor,
    goal_anchor,
    row_anchor,
    table_anchor,
)
from tests.corpus.swedish import rng


@dataclass(frozen=True, slots=True)
class Faults:
    """How often each fault is made: a probability a table, row, cell or paragraph."""

    icon_column: float = 0.15
    italic_part: float = 0.5
    paragraph_markup: float = 0.1
    bold_bullet: float = 0.05
    misspelt_header: float = 0.05
    page_break: float = 0.06
    broken_word: float = 0.25
    broken_header: float = 0.3
    run_together: float = 0.05
    shifted_row: float = 0.04
    empty_line: float = 0.1
    contents: float = 0.7


NO_FAULTS = Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
SOME_FAULTS = Faults()

ICONS = ("✓", "⚠", "●")
MISSPELT = {"Årsmål": "Arsmål", "Avvikelse": "Awikelse", "Periodens utfall": "Periodens utfal"}


class _Writer:
    """Collects lines, spans and faults while a report is walked through."""

    def __init__(self, source: Random, faults: Faults) -> None:
        self.lines: list[str] = []
        self.spans: dict[Anchor, Span] = {}
        self.glitches: list[Glitch] = []
        self.source = source
        self.faults = faults

    def chance(self, rate: float) -> bool:
        return self.source.random() < rate

    def line(self, text: str = "") -> int:
        self.lines.append(text)
        return len(self.lines)

    def block(self, text: str) -> int:
        """A paragraph with an empty line after it."""
        number = self.line(text)
        self.line()
        return number

    def fault(self, kind: str, what: str, ahead: int = 1) -> None:
        self.glitches.append(Glitch(len(self.lines) + ahead, kind, what))

    def mark(self, anchor: Anchor, line: int) -> None:
        self.spans[anchor] = (line, line)

    def end_table(self) -> None:
        """The empty line after a table, forgotten when two tables run together."""
        if self.chance(self.faults.run_together):
            self.fault("run_together", "no empty line after the table", 0)
        else:
            self.line()


def render(report: Report, seed: object, faults: Faults = SOME_FAULTS) -> Rendering:
    """Render to UTF-8 with Unix line ends; all faults made are in ``Rendering.glitches``."""
    writer = _Writer(rng("tab text", seed), faults)
    _head(writer, report)
    if writer.chance(faults.contents):
        _contents(writer, report)
    for number, block in enumerate(report.blocks):
        _block(writer, report, number, block)
        if writer.chance(faults.empty_line / 10):
            writer.line(" ")
    text = "\n".join(writer.lines) + "\n"
    return Rendering(text.encode(), ".txt", writer.spans, tuple(writer.glitches))


def _block(writer: _Writer, report: Report, number: int, block: object) -> None:
    match block:
        case Heading():
            writer.block(block.text)
        case Paragraph():
            writer.mark(block_anchor(number), writer.block(block.text))
        case Bullets():
            first = len(writer.lines) + 1
            _bullets(writer, block)
            writer.spans[block_anchor(number)] = (first, len(writer.lines) - 1)
        case GoalHeading():
            _goal(writer, report, block)
        case AssessmentLine():
            icon = writer.source.choice(("● ", " ", ""))
            writer.mark(assessment_anchor(block.goal), writer.block(icon + block.text))
        case IndicatorTable():
            _indicators(writer, number, block)
        case ActivityTable():
            _activities(writer, number, block)
        case DataTable():
            _table(writer, number, block)


def _head(writer: _Writer, report: Report) -> None:
    head = report.head
    for _ in range(writer.source.randint(0, 4)):
        writer.line()
    for text in (
        head.report_date.isoformat(),
        "",
        f"{head.diary_label} {head.diary_number}",
        "",
        "Handläggare",
        head.case_officer,
        "",
        "Till",
        report.committee_name,
        head.meeting_date.isoformat(),
        "",
        head.title,
        "",
        report.committee_name,
        "",
        "Förvaltningens förslag till beslut",
        "",
    ):
        writer.line(text)
    for decision in report.decisions:
        number = writer.line(f"{decision.number}. {decision.text}")
        writer.mark(decision_anchor(decision.number), number)
    writer.line()
    for text in (report.committee_name, "", *head.address, ""):
        writer.line(text)


def _goal_text(report: Report, block: GoalHeading) -> str:
    goal = report.goals[block.goal]
    return " ".join(part for part in (goal.printed_code, goal.title) if part)


def _contents(writer: _Writer, report: Report) -> None:
    writer.block("Innehållsförteckning")
    page = 4
    for block in report.blocks:
        page += writer.source.randint(0, 1)
        dots = writer.source.choice(("", "", "....."))
        if isinstance(block, Heading) and block.level <= 2:
            writer.line(f"{block.text}{dots}\t{page}")
        elif isinstance(block, GoalHeading) and not block.label.startswith("Nämnd"):
            writer.line(f"{block.label} {_goal_text(report, block)}{dots}\t{page}")
    writer.line()


def _bullets(writer: _Writer, block: Bullets) -> None:
    for item in block.items:
        shown = item
        if writer.chance(writer.faults.bold_bullet):
            first, _, rest = item.partition(" ")
            writer.fault("markup", "** around words")
            shown = f"**{first}** {rest}"
        writer.line(f"- {shown}")
    writer.line()


def _goal(writer: _Writer, report: Report, block: GoalHeading) -> None:
    text = _goal_text(report, block)
    if block.own_line:
        writer.line(block.label)
        number = writer.block(text)
    else:
        number = writer.block(f"{block.label} {text}")
    writer.mark(goal_anchor(block.goal), number)


def _header(writer: _Writer, cells: list[str]) -> str:
    shown = list(cells)
    for index, cell in enumerate(shown):
        if cell in MISSPELT and writer.chance(writer.faults.misspelt_header):
            shown[index] = MISSPELT[cell]
            writer.fault("misspelt_header", f"{MISSPELT[cell]} for {cell}")
        elif writer.chance(writer.faults.broken_header) and "resultatöverföring" in cell.lower():
            at = cell.lower().index("överföring") + len("över")
            shown[index] = f"{cell[:at]}- {cell[at:]}"
            writer.fault("broken_header", shown[index])
    return "\t".join(shown)


def _broken(writer: _Writer, text: str) -> str:
    """'Minskning' → 'Minsknin g': a word cut by a narrow cell and joined with a space."""
    for word, cut in (("nämnd/styrelse", 7), ("Minskning", 8), ("Fastställs", 8)):
        if word in text and writer.chance(writer.faults.broken_word):
            broken = f"{word[:cut]} {word[cut:]}"
            writer.fault("broken_word", f"{broken} for {word}")
            return text.replace(word, broken)
    return text


def _page_break(writer: _Writer, header: str) -> None:
    """An empty line inside a table, most often with the header again."""
    if writer.chance(writer.faults.page_break):
        writer.line()
        if writer.chance(0.7):
            writer.fault("repeated_header", "header again after a page break")
            writer.line(header)
        else:
            writer.fault("page_break", "empty line inside the table", 0)


def _analysis(writer: _Writer, text: str, columns: int) -> None:
    if not text:
        return
    tabs = "\t" * (columns - 1)
    if writer.chance(writer.faults.paragraph_markup):
        writer.fault("markup", "<p> around Analys")
        indent = writer.source.choice(("", "\t"))
        writer.line(f"{indent}<p>Analys</p> <p>{text}</p>{tabs}")
    else:
        writer.line(f"Analys {text}{tabs}")


def _icon(writer: _Writer, row: IndicatorRow | ActivityRow, own_column: bool) -> str:
    icon = writer.source.choice(ICONS) if row.has_icon else ""
    if own_column:
        return f"{icon}\t"
    return writer.source.choice(("  ", " ", f"{icon} ", "")) if row.has_icon else ""


def _indicators(writer: _Writer, number: int, table: IndicatorTable) -> None:
    own_column = writer.chance(writer.faults.icon_column)
    header = _header(writer, ["Indikator", *table.headers, table.period_header])
    if own_column:
        writer.fault("icon_column", "an icon column without header")
        header = f"\t{header}"
    first = writer.line(header)
    for index, row in enumerate(table.rows):
        cells = [_broken(writer, cell.text) for cell in row.cells]
        icon = _icon(writer, row, own_column)
        line = writer.line("\t".join((icon + row.name, *cells, row.period)))
        writer.mark(row_anchor(number, index), line)
        _analysis(writer, row.analysis, len(cells) + 2)
        if index + 1 < len(table.rows):
            _page_break(writer, header)
    writer.spans[table_anchor(number)] = (first, len(writer.lines))
    writer.end_table()


def _activities(writer: _Writer, number: int, table: ActivityTable) -> None:
    own_column = writer.chance(writer.faults.icon_column)
    columns = ["Aktivitet", "Startdatum", "Slutdatum"]
    columns += ["Avvikelse"] if table.has_deviation_column else []
    header = _header(writer, columns)
    if own_column:
        writer.fault("icon_column", "an icon column without header")
        header = f"\t{header}"
    first = writer.line(header)
    for index, row in enumerate(table.rows):
        cells = [row.start.isoformat() if row.start else "", row.end.isoformat() if row.end else ""]
        cells += ["Avvikelse" if row.deviation else ""] if table.has_deviation_column else []
        line = writer.line("\t".join((_icon(writer, row, own_column) + row.text, *cells)))
        writer.mark(row_anchor(number, index), line)
        _analysis(writer, row.analysis, len(columns))
        if index + 1 < len(table.rows):
            _page_break(writer, header)
    writer.spans[table_anchor(number)] = (first, len(writer.lines))
    writer.end_table()


def _table(writer: _Writer, number: int, table: DataTable) -> None:
    header = _header(writer, list(table.columns))
    first = writer.line(header)
    italic = writer.chance(writer.faults.italic_part)
    for index, row in enumerate(table.rows):
        cells = [cell.text for cell in row.cells]
        if italic and row.style is RowStyle.PART and re.match(r"varav (?!oms)", cells[0]):
            cells[0] = f"<i>{cells[0]}</i>"
            writer.fault("markup", "<i> around the label")
        if not cells[0] and writer.chance(writer.faults.shifted_row):
            writer.fault("shifted_row", "first cell missing, row shifted by one")
            cells = [*cells[1:], ""]
        line = writer.line("\t".join(cells))
        writer.mark(row_anchor(number, index), line)
        if 2 < index + 1 < len(table.rows):
            _page_break(writer, header)
    writer.spans[table_anchor(number)] = (first, len(writer.lines))
    for note in table.notes:
        writer.line(note)
    writer.line()
