"""What one report says: the parts of a ``Report``, each value with its place.

Belongs here: frozen records, no behaviour. They hold what is printed and what had to
be inferred to read it, not what the warehouse makes of it (keys, canonical names and
SEK amounts of tables are ``transform``'s work).

``confidence`` is everywhere the probability (0 to 1) that the value and its column are
right; 1 only where nothing had to be inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipeline.extract.document import Place, SourceFormat


class ReportType(StrEnum):
    """The four reports of a year's cycle."""

    PLAN = "VP"
    FIRST_FOLLOW_UP = "T1"
    SECOND_FOLLOW_UP = "T2"
    ANNUAL_REPORT = "VB"


class GoalLevel(StrEnum):
    """Levels of the goal tree, from the city council's direction down to the committee."""

    DIRECTION = "inriktningsmal"
    OPERATIONAL_AREA = "verksamhetsomradesmal"
    COMMITTEE = "namndmal"


class Assessment(StrEnum):
    """How far a goal is met, as printed ("Uppfylls helt / delvis / ej")."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"


class Measure(StrEnum):
    """The value columns of an indicator table."""

    OUTCOME = "outcome"
    OUTCOME_MEN = "outcome_men"
    OUTCOME_WOMEN = "outcome_women"
    PREVIOUS_OUTCOME = "previous_outcome"
    FORECAST = "forecast"
    TARGET = "target"
    KF_TARGET = "kf_target"


class Qualifier(StrEnum):
    """What a cell says that is not a plain number."""

    MAX = "max"
    MIN = "min"
    PLUS_MINUS = "plus_minus"
    INCREASE = "increase"
    DECREASE = "decrease"
    TO_BE_SET = "to_be_set"
    NONE = "none"
    UNKNOWN = "unknown"
    TEXT = "text"
    """Words that no rule knows: kept as printed, counted in coverage."""


@dataclass(frozen=True, slots=True)
class SidecarContradiction:
    """Something that a sidecar says otherwise than the report's own text.

    ``key`` is 'committee', 'kind' or 'year'; ``said`` is the sidecar's value, which counts,
    ``printed`` the text's, at its ``place``; ``confidence`` is how sure the text is (1 where
    a title in the head says it).
    """

    key: str
    said: str
    printed: str
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class Head:
    """Who reports what for when.

    ``committee_name`` is canonical ("Enskede-Årsta-Vantör"); ``committee_kind`` is
    'stadsdelsnamnd' or 'facknamnd'. ``period_end`` is the last day reported on (for a
    plan, the last day of its year). ``place`` is where the identity was read.
    ``confirmed_by`` is who vouches for the sidecar although it contradicts the text.
    """

    committee_name: str
    committee_kind: str
    report_type: ReportType
    report_year: int
    period_end: date
    title: str
    place: Place
    confidence: float
    report_date: date | None = None
    diary_number: str | None = None
    case_officer: str | None = None
    confirmed_by: str | None = None
    sidecar_contradictions: tuple[SidecarContradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One amount of a numbered point of the proposed decision ("Förslag till beslut").

    A point that decides on several amounts stands once for each; ``amount_sek`` is None where
    it names none. ``purpose`` is what the money is for, as printed; ``what`` is what the amount
    is of (as in ``NarrativeAmount``); ``amount_printed`` is the amount with its unit; ``about``
    is what of the text is about this amount.
    """

    number: int
    text: str
    amount_sek: Decimal | None
    purpose: str | None
    place: Place
    confidence: float
    what: str | None = None
    amount_printed: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal section. ``parent`` is an index into ``Report.goals``.

    ``assessment_place`` is None where no assessment is printed.
    """

    level: GoalLevel
    code: str | None
    title: str
    parent: int | None
    assessment: Assessment | None
    place: Place
    assessment_place: Place | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading of a cell's column that was not chosen, with its probability."""

    measure: Measure
    confidence: float


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """A printed cell of an indicator row.

    ``text`` is the cell as printed, unwrapped. ``value`` is its number (None where it
    has none), ``unit`` the unit printed in this cell.
    """

    measure: Measure
    text: str
    value: float | None
    qualifier: Qualifier | None
    unit: str | None
    place: Place
    confidence: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """An Analys text that follows an indicator or an activity."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as printed under one goal. ``goal`` is an index into the goals.

    ``period`` is the Period/Periodicitet cell ("Tertial 1 2021", "2021", "År").
    ``unit`` is the row's unit: the one its cells agree on, None where none is printed.
    """

    name: str
    goal: int | None
    period: str | None
    unit: str | None
    cells: tuple[IndicatorCell, ...]
    analysis: Analysis | None
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity under one goal; a date is None where it is missing or impossible."""

    text: str
    goal: int | None
    start_date: date | None
    end_date: date | None
    has_deviation: bool
    analysis: Analysis | None
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class TableCell:
    """A printed cell of a table that is neither indicators nor activities.

    ``row_no`` counts body rows from 1, ``column_no`` printed columns from 1 with the
    label column included. ``row_group`` is the sub-heading or group cell above the row.
    ``value`` is the number in the cell, in the table's own unit.
    """

    row_no: int
    row_label: str
    row_group: str | None
    column_no: int
    column_label: str
    text: str
    value: float | None
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with its cells. ``number`` counts the report's other tables from 1.

    ``kind`` is one of ``economy.TABLE_KINDS`` or 'other'; ``unit`` is the printed unit
    of its amounts ('mnkr', 'tkr', 'kr', 'procent', ...) or None. ``section`` is the path of the
    headings above it, joined by ' / '.
    """

    number: int
    kind: str
    title: str
    unit: str | None
    columns: tuple[str, ...]
    cells: tuple[TableCell, ...]
    notes: tuple[str, ...]
    place: Place
    confidence: float
    section: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the prose below it; ``path`` joins the headings down to it by ' / '.

    ``level`` is the heading's depth from 1 (0 before the first heading), ``parent`` the index
    of the section of the heading next above.
    """

    path: str
    heading: str
    body: str
    place: Place
    level: int = 0
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class NarrativeAmount:
    """An amount in prose and what the sentence says of it.

    ``section`` joins the headings above by ' / '. ``what`` is what it is of ('surplus', 'cost',
    'application', ..., 'unknown'), ``change`` 'level', 'increase' or 'decrease', ``phase``
    'budget', 'forecast', 'outcome' or None, ``per`` what it is for one of ('kvm'). ``before`` is
    the sentence up to it, ``clause`` that part of it which follows the amount before, ``behind``
    what stands between it and the next.
    """

    section: str
    sentence: str
    what: str
    amount_sek: Decimal
    place: Place
    confidence: float
    change: str = "level"
    phase: str | None = None
    fiscal_year: int | None = None
    per: str | None = None
    transfer_basis: str | None = None
    printed: str = ""
    before: str = ""
    clause: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was promised and not understood; counted, never dropped.

    ``code`` is a short stable name ('indicator_table_without_rows').
    """

    code: str
    message: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that one document says.

    ``reading_score`` (0 to 1) is the share of what its tables print that was read as it
    should be (``accounting``).
    """

    head: Head
    source_format: SourceFormat
    page_count: int | None
    decisions: tuple[Decision, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[IndicatorRow, ...]
    activities: tuple[ActivityRow, ...]
    tables: tuple[ReportTable, ...]
    sections: tuple[Section, ...]
    narrative_amounts: tuple[NarrativeAmount, ...]
    problems: tuple[Problem, ...]
    reading_score: float = 1.0
