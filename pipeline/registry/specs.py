"""What a table and a column are, to the registry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LogicalType(StrEnum):
    """Types of columns; ``arrow`` and ``dbt_files`` say what they are in storage."""

    TEXT = "text"
    INTEGER = "integer"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    MONEY = "money"
    """SEK with two decimals."""
    BOX = "box"
    """A rectangle on a page: x0, y0, x1, y1 in PDF points."""
    ALTERNATIVES = "alternatives"
    """Readings that were not chosen: a list of measure and confidence."""
    EVIDENCE = "evidence"
    """Places in the sources: a list of file, page, lines, text and what stands there."""
    KEYS = "keys"
    """A list of keys of another table."""
    PIECES = "pieces"
    """A long text as a list of short ones."""


class Layer(StrEnum):
    """Where a table stands on the way of a value."""

    DIMENSION = "dimension"
    FACT = "fact"
    QUALITY = "quality"
    MART = "mart"
    BRIDGE = "bridge"
    """Which rows of two tables belong together."""
    VIEW = "view"
    """What BI tools get: one subject each, safe to sum."""
    META = "meta"
    """What the registry declares, as tables that a tool can read."""
    STORE = "store"
    """How the file keeps what views and ``search()`` show: for programs, not for people."""
    REVIEW = "review"
    """Proposals for people to decide on; nothing is computed from them."""


class Maker(StrEnum):
    """Which step makes a table.

    ``DBT`` makes it by SQL that people write, ``REGISTRY`` by SQL that follows from the
    declarations; the others hand it on as Parquet.
    """

    TRANSFORM = "transform"
    RECONCILE = "reconcile"
    RUN = "run"
    DBT = "dbt"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column. ``references`` is the table whose key of the same name it holds.

    ``unit`` is what a number counts ('SEK', 'PDF points', 'share 0-1'); ``allowed``
    lists every value that may stand in it; ``refers_to`` names the referenced column
    where it has another name. ``over_reports`` is True for a column of a fact that depends
    on which other reports there are, and so may change though its document does not.
    ``is_joined`` is True for a column that the step which makes the table cannot know yet:
    dbt joins it to the table's Parquet. ``made_of`` is SQL over other columns of the row where
    the database makes the column when it is asked for, and keeps nothing of it.
    """

    name: str
    type: LogicalType
    description: str
    nullable: bool = True
    unit: str | None = None
    allowed: tuple[str, ...] = ()
    references: str | None = None
    refers_to: str | None = None
    over_reports: bool = False
    is_joined: bool = False
    made_of: str | None = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table. ``grain`` says what one row is; ``key`` names the columns that tell it.

    ``question_en`` and ``question_sv`` are what a mart answers, in English and Swedish;
    ``day_column`` is the column with one row a day of a calendar. ``kept_in`` names the table
    that keeps the rows; the table itself is a view of it.
    """

    name: str
    layer: Layer
    maker: Maker
    description: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    question_en: str | None = None
    question_sv: str | None = None
    day_column: str | None = None
    kept_in: str | None = None

    @property
    def is_view(self) -> bool:
        """True where the published object is a view of other tables of the file."""
        return self.layer is Layer.VIEW or self.kept_in is not None

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def stored_columns(self) -> tuple[ColumnSpec, ...]:
        """The columns of the table's Parquet: all but those that dbt joins."""
        return tuple(column for column in self.columns if not column.is_joined)

    def column(self, name: str) -> ColumnSpec:
        """The column of that name; raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}; it has {self.column_names}")
