"""What may be added to what: measures, metrics, and the views that are safe to sum.

Belongs here: the kinds of declarations. ``views`` declares each view with its dimensions and
measures, ``metrics`` what is computed from them; dbt's semantic models, the data dictionary,
``meta_measure`` and the tests that try the sums follow from both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

NOT_ADDITIVE = "_not_additive"
TIME = "period_end"
"""The column of every view that says when: the last day that a row is about."""


class Aggregation(StrEnum):
    """How the values of a measure may be put together."""

    SUM = "sum"
    """Added over every dimension of its view."""
    LAST = "last"
    """Added over every dimension but time: of several days the last counts."""
    NEVER = "never"
    """Never added: a share, a mean, a level, or figures with several units or measures."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeric column of a view. Only what may be summed over everything has a plain name."""

    name: str
    label_en: str
    label_sv: str
    description: str
    unit: str
    aggregation: Aggregation = Aggregation.SUM
    type: LogicalType = LogicalType.INTEGER

    def __post_init__(self) -> None:
        """Refuse a name that promises another aggregation."""
        if self.name.endswith(NOT_ADDITIVE) is (self.aggregation is Aggregation.SUM):
            raise ValueError(f"{self.name}: {self.aggregation}; end it in {NOT_ADDITIVE} or do not")

    @property
    def column(self) -> ColumnSpec:
        """Its column: null only where a row has no such figure."""
        return ColumnSpec(
            self.name,
            self.type,
            f"{self.label_en} ({self.label_sv}): {self.description}",
            nullable=self.type is not LogicalType.INTEGER,
            unit=self.unit,
        )


@dataclass(frozen=True, slots=True)
class View:
    """A view in which every measure with a plain name may be summed over every dimension.

    ``subject`` begins the names of its measures in dbt; ``key`` says what one row counts.
    """

    name: str
    subject: str
    question_en: str
    question_sv: str
    grain: str
    key: tuple[str, ...]
    dimensions: tuple[ColumnSpec, ...]
    measures: tuple[Measure, ...]
    more: str = ""

    @property
    def table(self) -> TableSpec:
        """The view as a table of the registry."""
        return TableSpec(
            name=self.name,
            layer=Layer.VIEW,
            maker=Maker.DBT,
            description=f"{self.question_en} ({self.question_sv}) {self.more}".rstrip(),
            grain=self.grain,
            key=self.key,
            columns=(*self.dimensions, *(measure.column for measure in self.measures)),
            question_en=self.question_en,
            question_sv=self.question_sv,
        )

    def measure_name(self, measure: str) -> str:
        """The name of one of its measures in dbt, where names are shared by all views."""
        return f"{self.subject}_{measure}"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure computed from summed measures of one view: their ratio, or one of them scaled."""

    name: str
    label_en: str
    label_sv: str
    description: str
    unit: str
    view: str
    numerator: str
    denominator: str | None = None
    divided_by: int = 1
