"""What an invented report says, before it is rendered to any format.

Belongs here: frozen records. A report is a head, a goal tree and a sequence of blocks in
reading order; indicator tables, activity tables and other tables are blocks. A renderer
walks over the blocks and says where it printed what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The four reports of a year's cycle."""

    VP = "VP"
    T1 = "T1"
    T2 = "T2"
    VB = "VB"


class Level(StrEnum):
    """Levels of the goal tree, named as in the hand-read truth."""

    DIRECTION = "inriktningsmal"
    AREA = "verksamhetsomradesmal"
    COMMITTEE = "namndmal"


class Assessment(StrEnum):
    """How far a goal is met, named as in the hand-read truth."""

    FULLY = "helt"
    PARTLY = "delvis"
    NOT = "inte"


MEASURES = (
    "outcome",
    "outcome_men",
    "outcome_women",
    "previous_outcome",
    "forecast",
    "target",
    "kf_target",
)
"""The value columns of an indicator table in the order of the hand-read truth."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal section; ``parent`` is an index into ``Report.goals``.

    ``printed_code`` is the code as this report prints it ("1.2." for "1.2", or empty).
    """

    level: Level
    code: str
    printed_code: str
    title: str
    parent: int | None
    assessment: Assessment | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: its text, the number in it and the unit printed beside it."""

    text: str
    number: Decimal | None = None
    unit: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the figures of a claim are printed: a row of a table, by its label.

    ``block`` is a table kind, 'indicators' or 'activities'; no label means the whole table.
    """

    block: str
    label: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What can be checked in a text: ``false`` is how it reads when it is wrong."""

    kind: str
    false: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator: ``cells`` follow the value columns of its table; a claim is its analysis."""

    name: str
    cells: tuple[Cell, ...]
    period: str
    analysis: str = ""
    has_icon: bool = True
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """``measures`` and ``headers`` name the value columns; name and period stand around."""

    goal: int
    measures: tuple[str, ...]
    headers: tuple[str, ...]
    period_header: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity; a missing date is not printed."""

    text: str
    start: date | None
    end: date | None
    deviation: bool = False
    analysis: str = ""
    has_icon: bool = True


@dataclass(frozen=True, slots=True)
class ActivityTable:
    """``has_deviation_column`` is False in a plan."""

    goal: int
    has_deviation_column: bool
    rows: tuple[ActivityRow, ...]


class RowStyle(StrEnum):
    """What a table row is in its table's arithmetic."""

    ITEM = "item"
    PART = "part"
    TOTAL = "total"
    HEADING = "heading"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TableRow:
    """``cells`` has one entry a printed column, label columns included."""

    cells: tuple[Cell, ...]
    style: RowStyle = RowStyle.ITEM


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table that holds neither indicators nor activities.

    ``label_columns`` are the (0-based) columns whose text labels the cells to their
    right; ``title`` is the heading or caption above; ``notes`` are printed below.
    """

    kind: str
    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    label_columns: tuple[int, ...] = (0,)
    notes: tuple[str, ...] = ()

    def label_of(self, row: TableRow, column: int) -> str:
        """The innermost label of a value cell: the nearest label column to its left."""
        return row.cells[max(c for c in self.label_columns if c < column)].text


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is a chapter, 4 a run-in heading between paragraphs."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``tight`` means that it follows the block above without a gap."""

    text: str
    tight: bool = False
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalHeading:
    """The heading of a goal section; ``goal`` is an index into ``Report.goals``.

    ``label`` ("Nämndmål:") stands on a line of its own or before code and title.
    """

    goal: int
    label: str
    own_line: bool


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """The printed assessment of a goal ("Uppfylls delvis")."""

    goal: int
    text: str


Block = (
    Heading
    | Paragraph
    | Bullets
    | GoalHeading
    | AssessmentLine
    | IndicatorTable
    | ActivityTable
    | DataTable
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A numbered point of the proposed decision; ``amount_sek`` is None where none is."""

    number: int
    text: str
    amount_sek: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Who reports what for when, and how the first page says it."""

    committee: str
    committee_kind: str
    kind: Kind
    year: int
    title: str
    report_date: date
    meeting_date: date
    diary_number: str
    diary_label: str
    case_officer: str
    director: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    head: Head
    decisions: tuple[Decision, ...]
    goals: tuple[Goal, ...]
    blocks: tuple[Block, ...]

    @property
    def committee_name(self) -> str:
        """The committee as it names itself ("X stadsdelsnämnd", "Socialnämnden")."""
        if self.head.committee_kind == "stadsdelsnamnd":
            return f"{self.head.committee} stadsdelsnämnd"
        return self.head.committee
