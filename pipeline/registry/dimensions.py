"""Dimensions: what facts are about, with one row and one key for each thing."""

from __future__ import annotations

from pipeline.registry import vocabulary
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

_TEXT = LogicalType.TEXT
_YEARS = (
    ColumnSpec(
        "first_year",
        LogicalType.INTEGER,
        "First year of which a report prints it.",
        nullable=False,
        unit="year",
    ),
    ColumnSpec(
        "last_year",
        LogicalType.INTEGER,
        "Last year of which a report prints it.",
        nullable=False,
        unit="year",
    ),
)

DIM_COMMITTEE = TableSpec(
    name="dim_committee",
    layer=Layer.DIMENSION,
    maker=Maker.TRANSFORM,
    description="Committees (nämnder) that decide on the reports.",
    grain="One row a committee.",
    key=("committee_key",),
    columns=(
        ColumnSpec("committee_key", _TEXT, "Key: the name in plain letters.", nullable=False),
        ColumnSpec(
            "committee_name",
            _TEXT,
            "Name of the committee (nämnd) without the word stadsdelsnämnd.",
            nullable=False,
        ),
        ColumnSpec(
            "kind",
            _TEXT,
            "District committee (stadsdelsnamnd) or city committee (facknamnd).",
            nullable=False,
        ),
        ColumnSpec(
            "current_committee_key",
            _TEXT,
            "Committee that is responsible today: itself, or the one that it went on in after "
            "all mergers (sammanslagningar; seed curated_committee_merger). Group by it to "
            "follow an area over a merger; it need not have reports of its own.",
            nullable=False,
        ),
        ColumnSpec("current_committee_name", _TEXT, "Name of that committee.", nullable=False),
        ColumnSpec(
            "merged_on",
            LogicalType.DATE,
            "Day on which it went on in another committee; null where it has not.",
        ),
    ),
)

DIM_REPORT = TableSpec(
    name="dim_report",
    layer=Layer.DIMENSION,
    maker=Maker.TRANSFORM,
    description="Reports that were read, superseded versions included.",
    grain="One row a report document.",
    key=("report_key",),
    columns=(
        ColumnSpec(
            "report_key",
            _TEXT,
            "Key: committee, year and kind; a superseded version carries its digest behind.",
            nullable=False,
        ),
        ColumnSpec(
            "committee_key",
            _TEXT,
            "The committee (nämnd) that reports (dim_committee).",
            nullable=False,
            references="dim_committee",
        ),
        ColumnSpec(
            "report_type",
            _TEXT,
            "VP verksamhetsplan (plan), T1 and T2 tertialrapport (follow-up), "
            "VB verksamhetsberättelse (annual report).",
            nullable=False,
            allowed=vocabulary.REPORT_TYPES,
        ),
        ColumnSpec(
            "report_year",
            LogicalType.INTEGER,
            "Year that the report is about.",
            nullable=False,
            unit="year",
        ),
        ColumnSpec(
            "period_end",
            LogicalType.DATE,
            "Last day reported on; for a plan the last day of its year.",
            nullable=False,
        ),
        ColumnSpec("report_date", LogicalType.DATE, "Date printed in the head (datum)."),
        ColumnSpec("diary_number", _TEXT, "Diary number (diarienummer, dnr) as printed."),
        ColumnSpec("case_officer", _TEXT, "Case officer (handläggare) as printed."),
        ColumnSpec("title", _TEXT, "Title of the report.", nullable=False),
        ColumnSpec("source_file", _TEXT, "File, as path below the raw folder.", nullable=False),
        ColumnSpec(
            "source_format",
            _TEXT,
            "Format told by the content: pdf, docx or a dialect of text.",
            nullable=False,
            allowed=vocabulary.SOURCE_FORMATS,
        ),
        ColumnSpec("document_sha256", _TEXT, "SHA-256 of the file's bytes.", nullable=False),
        ColumnSpec(
            "page_count",
            LogicalType.INTEGER,
            "Pages that the format or the page footers state; null where neither does.",
            unit="page",
        ),
        ColumnSpec(
            "reading_score",
            LogicalType.DOUBLE,
            "Share of what the tables print that was read as it should be (0 to 1).",
            nullable=False,
        ),
        ColumnSpec(
            "extractor_version",
            _TEXT,
            "Digest of the code and libraries that read the file.",
            nullable=False,
        ),
        ColumnSpec(
            "head_confidence",
            LogicalType.DOUBLE,
            "Probability that committee, kind and year are right.",
            nullable=False,
            unit="share 0-1",
        ),
        ColumnSpec(
            "is_current",
            LogicalType.BOOLEAN,
            "False where another file with the same committee, kind and year supersedes it.",
            nullable=False,
        ),
        ColumnSpec(
            "carried_from",
            _TEXT,
            "Release whose reading stands in, because the file could not be read in this run or "
            "is not believed (rejected_document says why); document_sha256 and all places are "
            "of the bytes that were read then. Null where the file was read in this run.",
        ),
    ),
)

DIM_GOAL = TableSpec(
    name="dim_goal",
    layer=Layer.DIMENSION,
    maker=Maker.TRANSFORM,
    description="Goals (mål). The city council's (KF) are shared by all committees, a "
    "nämndmål belongs to one. Code and parent are those of the latest report.",
    grain="One row a goal, whichever reports print it.",
    key=("goal_key",),
    columns=(
        ColumnSpec(
            "goal_key",
            _TEXT,
            "Key from level, owner and the normal form of the title.",
            nullable=False,
        ),
        ColumnSpec(
            "level",
            _TEXT,
            "inriktningsmal (direction goal), verksamhetsomradesmal (operational area "
            "goal) or namndmal (committee goal).",
            nullable=False,
            allowed=vocabulary.GOAL_LEVELS,
        ),
        ColumnSpec("code", _TEXT, "Number ('1', '1.2', '1.2.1'); null where none is printed."),
        ColumnSpec("title", _TEXT, "Title of the goal (mål).", nullable=False),
        ColumnSpec(
            "parent_goal_key",
            _TEXT,
            "The goal above it (dim_goal); null for a direction goal.",
            references="dim_goal",
            refers_to="goal_key",
        ),
        ColumnSpec(
            "committee_key",
            _TEXT,
            "The committee that set it (dim_committee); null for goals of the council (KF).",
            references="dim_committee",
        ),
        *_YEARS,
    ),
)

DIM_INDICATOR = TableSpec(
    name="dim_indicator",
    layer=Layer.DIMENSION,
    maker=Maker.TRANSFORM,
    description="Indicators (indikatorer), one under all its printings.",
    grain="One row an indicator, whichever reports print it.",
    key=("indicator_key",),
    columns=(
        ColumnSpec(
            "indicator_key",
            _TEXT,
            "Key from the normal form of the canonical name.",
            nullable=False,
        ),
        ColumnSpec(
            "indicator_name",
            _TEXT,
            "Canonical name: the curated one (seed curated_indicator), else the most frequent "
            "printing, the latest among equals.",
            nullable=False,
        ),
        ColumnSpec(
            "unit",
            _TEXT,
            "Unit (enhet): the curated one, else that which its values have most often; null "
            "where none is.",
        ),
        ColumnSpec(
            "owner",
            _TEXT,
            "KF where the city council set it (it stands under a KF goal or has a KF "
            "target somewhere), else namnd.",
            nullable=False,
            allowed=vocabulary.OWNERS,
        ),
        ColumnSpec(
            "direction",
            _TEXT,
            "higher or lower is better; null where nothing says, and then it is not judged.",
            allowed=vocabulary.DIRECTIONS,
        ),
        ColumnSpec(
            "direction_source",
            _TEXT,
            "What the direction is known from, the first that says one: "
            + "; ".join(f"{word}: {what}" for word, what in vocabulary.DIRECTION_SOURCES.items())
            + ". Null where the direction is not known.",
            allowed=tuple(vocabulary.DIRECTION_SOURCES),
        ),
        ColumnSpec(
            "is_additive",
            LogicalType.BOOLEAN,
            "True where the indicator counts things (st, personer), which add up over "
            "committees; false for shares, means, indices and amounts per something.",
            nullable=False,
        ),
        ColumnSpec(
            "is_curated",
            LogicalType.BOOLEAN,
            "True where the indicator is in the seed curated_indicator.",
            nullable=False,
        ),
        ColumnSpec(
            "printings",
            LogicalType.INTEGER,
            "Different names under which it is printed (fact_indicator_row has them).",
            nullable=False,
            unit="count",
        ),
        *_YEARS,
    ),
)

DIM_SERVICE_AREA = TableSpec(
    name="dim_service_area",
    layer=Layer.DIMENSION,
    maker=Maker.TRANSFORM,
    description="Service areas (verksamhetsområden) of the budget, under canonical names; "
    "the names and their other printings are seeds of the dbt project.",
    grain="One row a service area.",
    key=("service_area_key",),
    columns=(
        ColumnSpec("service_area_key", _TEXT, "Key: the name in plain letters.", nullable=False),
        ColumnSpec(
            "service_area_name",
            _TEXT,
            "Canonical name of the service area (verksamhetsområde).",
            nullable=False,
        ),
        ColumnSpec(
            "parent_service_area_key",
            _TEXT,
            "The area that it is part of (varav; dim_service_area).",
            references="dim_service_area",
            refers_to="service_area_key",
        ),
        ColumnSpec(
            "is_curated",
            LogicalType.BOOLEAN,
            "True where the name is in the curated list; false where only a report prints it.",
            nullable=False,
        ),
    ),
)

DIM_RESULT_UNIT = TableSpec(
    name="dim_result_unit",
    layer=Layer.DIMENSION,
    maker=Maker.TRANSFORM,
    description="Result units (resultatenheter) of a committee under canonical names; other "
    "names are joined by the seed curated_result_unit_alias.",
    grain="One row a result unit of a committee, its sum row included.",
    key=("result_unit_key",),
    columns=(
        ColumnSpec("result_unit_key", _TEXT, "Key from committee and name.", nullable=False),
        ColumnSpec(
            "committee_key",
            _TEXT,
            "The committee (nämnd) whose unit it is (dim_committee).",
            nullable=False,
            references="dim_committee",
        ),
        ColumnSpec(
            "unit_name", _TEXT, "Canonical name of the unit (resultatenhet).", nullable=False
        ),
        ColumnSpec(
            "service_area_key",
            _TEXT,
            "The service area that the unit works in (dim_service_area), by its sub-heading in "
            "the table, else by its name; null where neither tells, and for the sum.",
            references="dim_service_area",
        ),
        ColumnSpec(
            "is_total", LogicalType.BOOLEAN, "True for the sum of the units.", nullable=False
        ),
        *_YEARS,
    ),
)

DIM_DATE = TableSpec(
    name="dim_date",
    layer=Layer.DIMENSION,
    maker=Maker.DBT,
    description="Calendar of the years that reports and budgets are about (kalender); "
    "period_end of the views leads to it.",
    grain="One row a day.",
    key=("date_day",),
    day_column="date_day",
    columns=(
        ColumnSpec("date_day", LogicalType.DATE, "The day.", nullable=False),
        ColumnSpec("year", LogicalType.INTEGER, "Its year.", nullable=False, unit="year"),
        ColumnSpec(
            "tertial",
            _TEXT,
            "Third of the year (tertial): T1 to April, T2 to August, T3 to December.",
            nullable=False,
            allowed=("T1", "T2", "T3"),
        ),
        ColumnSpec("quarter", LogicalType.INTEGER, "Quarter, 1 to 4.", nullable=False),
        ColumnSpec("month", LogicalType.INTEGER, "Month, 1 to 12.", nullable=False),
        ColumnSpec(
            "is_end_of_tertial",
            LogicalType.BOOLEAN,
            "True for the last day of a tertial, on which follow-ups and accounts report.",
            nullable=False,
        ),
    ),
)

DIMENSIONS = (
    DIM_DATE,
    DIM_COMMITTEE,
    DIM_REPORT,
    DIM_GOAL,
    DIM_INDICATOR,
    DIM_SERVICE_AREA,
    DIM_RESULT_UNIT,
)
