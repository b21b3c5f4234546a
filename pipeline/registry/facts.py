"""Facts: what the reports print, one row a printed thing, each with its place."""

from __future__ import annotations

from dataclasses import replace

from pipeline.registry import vocabulary
from pipeline.registry.common import (
    FINDING_KEYS,
    GOAL_KEY,
    HAS_FINDING,
    INDICATOR_KEY,
    IS_OUT_OF_BOUNDS,
    PROVENANCE,
    REPORT_KEY,
    fact_key,
    kept_short,
)
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

_TEXT = LogicalType.TEXT
_INTEGER = LogicalType.INTEGER
_MONEY = LogicalType.MONEY
_MARKS = (IS_OUT_OF_BOUNDS, HAS_FINDING, FINDING_KEYS)


def _fact(
    name: str, *, row: str, description: str, grain: str, columns: tuple[ColumnSpec, ...]
) -> TableSpec:
    """A fact table: its key and report first, its provenance and what keeps other keys last."""
    columns = (fact_key(row), REPORT_KEY, *columns, *PROVENANCE, *_MARKS)
    return TableSpec(
        name=name,
        layer=Layer.FACT,
        maker=Maker.TRANSFORM,
        description=description,
        grain=grain,
        key=("fact_key",),
        columns=tuple(kept_short(columns)),
    )


def _table_reference(what: str = "Number of the table in its report.") -> tuple[ColumnSpec, ...]:
    """Columns that lead from a typed economy fact back to its cell."""
    return (
        ColumnSpec(
            "table_cell_key",
            _TEXT,
            "The printed cell behind it (fact_table_cell.fact_key).",
            nullable=False,
            references="fact_table_cell",
            refers_to="fact_key",
        ),
        ColumnSpec("table_no", _INTEGER, what, nullable=False),
    )


_SERVICE_AREA_KEY = ColumnSpec(
    "service_area_key",
    _TEXT,
    "The service area (verksamhetsområde; dim_service_area); null where the row names none.",
    references="dim_service_area",
)
_FISCAL_YEAR = ColumnSpec(
    "fiscal_year", _INTEGER, "Year (år) that the amount is of.", nullable=False, unit="year"
)
_PRINTED_UNIT = ColumnSpec(
    "printed_unit", _TEXT, "Unit as printed (mnkr, tkr, kr).", nullable=False
)
_AMOUNT = ColumnSpec("amount_sek", _MONEY, "Amount (belopp).", nullable=False, unit="SEK")
_PRINTED_AMOUNTS = (
    replace(
        _AMOUNT,
        description="Amount (belopp) of the row. Not to be added: sums, their parts, repetitions "
        "and earlier reports stand below each other; add amount_to_add_sek.",
    ),
    ColumnSpec(
        "amount_to_add_sek",
        _MONEY,
        "amount_sek in the rows that count once, null in all others: of each committee, measure "
        "and year the parts, as the latest report prints them, or their sum where no report "
        "prints parts; of what is applied for, each report's. May be added over everything but "
        "measure.",
        unit="SEK",
        over_reports=True,
        is_joined=True,
    ),
)


def _words(meanings: dict[str, str]) -> str:
    return "; ".join(f"{word}: {meaning}" for word, meaning in meanings.items())


_APPLICATION_TYPE = ColumnSpec(
    "application_type",
    _TEXT,
    _words(vocabulary.APPLICATION_TYPES)
    + "; null where nothing is applied for, or it is not said.",
    allowed=tuple(vocabulary.APPLICATION_TYPES),
)
_SPOKEN_OF_AREA = ColumnSpec(
    "service_area_key",
    _TEXT,
    "The service area that the text or the headings above it name (dim_service_area); null "
    "where they name none.",
    references="dim_service_area",
)

_INDICATOR_ROW_KEY = ColumnSpec(
    "indicator_row_key",
    _TEXT,
    "The printed row that it belongs to (fact_indicator_row.fact_key).",
    nullable=False,
    references="fact_indicator_row",
    refers_to="fact_key",
)

FACT_INDICATOR_VALUE = _fact(
    "fact_indicator_value",
    row="indicator cell",
    description="Cells of the indicator tables (indikatorer): outcome, forecast, targets.",
    grain="One row a printed cell of an indicator row.",
    columns=(
        _INDICATOR_ROW_KEY,
        GOAL_KEY,
        INDICATOR_KEY,
        ColumnSpec(
            "indicator_name_printed",
            _TEXT,
            "Name of the indicator as this report prints it.",
            nullable=False,
        ),
        ColumnSpec(
            "measure",
            _TEXT,
            "Column of the cell: outcome (utfall), outcome_men (män/pojkar), outcome_women "
            "(kvinnor/flickor), previous_outcome (utfall förra året), forecast (prognos "
            "helår), target (årsmål), kf_target (KF:s årsmål).",
            nullable=False,
            allowed=vocabulary.INDICATOR_MEASURES,
        ),
        ColumnSpec(
            "value",
            LogicalType.DOUBLE,
            "The number in the cell, in `unit`; null where it has none. Not to be added: measures "
            "and reports stand below each other, and most indicators are shares.",
        ),
        ColumnSpec(
            "qualifier",
            _TEXT,
            "Null for a plain number; max, min (bound), plus_minus (+/-), increase (öka), "
            "decrease (minskning), to_be_set (fastställs, tas fram av nämnd), none (-), "
            "unknown (i.u.), text (other words).",
            allowed=vocabulary.QUALIFIERS,
        ),
        ColumnSpec("value_text", _TEXT, "The cell as printed, unwrapped.", nullable=False),
        ColumnSpec(
            "unit",
            _TEXT,
            "Unit (enhet) of the cell, else of its row, the curated one, or what the name says "
            "(andel, antal, index); null where none is.",
        ),
        ColumnSpec("period", _TEXT, "Period or periodicitet as printed ('Tertial 1 2021')."),
        ColumnSpec(
            "period_year",
            _INTEGER,
            "Year (år) that the cell is of: last year for previous_outcome.",
            nullable=False,
            unit="year",
        ),
        ColumnSpec(
            "period_part",
            _TEXT,
            "Part of the year, or report of the cycle, that an outcome is of; null for targets, "
            "forecasts and whole years.",
            allowed=vocabulary.PERIOD_PARTS,
        ),
        ColumnSpec(
            "period_end",
            LogicalType.DATE,
            "Last day of the period that the cell is of.",
            nullable=False,
        ),
        ColumnSpec(
            "alternatives",
            LogicalType.ALTERNATIVES,
            "Columns that the cell may stand in instead, with their probability.",
            nullable=False,
        ),
    ),
)

FACT_INDICATOR_ROW = _fact(
    "fact_indicator_row",
    row="indicator row",
    description="Indicators (indikatorer) that a report lists, also those whose cells are all "
    "empty and which have no row in fact_indicator_value.",
    grain="One row a printed indicator row.",
    columns=(
        GOAL_KEY,
        INDICATOR_KEY,
        ColumnSpec(
            "indicator_name_printed",
            _TEXT,
            "Name of the indicator as this report prints it.",
            nullable=False,
        ),
        ColumnSpec("period", _TEXT, "Period or periodicitet as printed ('Tertial 1 2021')."),
        ColumnSpec(
            "unit",
            _TEXT,
            "Unit (enhet) that the cells agree on, else the curated one, or what the name says "
            "(andel, antal, index); null where none is.",
        ),
        ColumnSpec(
            "printed_cells", _INTEGER, "Cells printed in the row.", nullable=False, unit="count"
        ),
        ColumnSpec("numeric_cells", _INTEGER, "Cells with a number.", nullable=False, unit="count"),
        ColumnSpec(
            "has_analysis",
            LogicalType.BOOLEAN,
            "True where an analysis (analys) follows the row.",
            nullable=False,
        ),
    ),
)

FACT_GOAL_ASSESSMENT = _fact(
    "fact_goal_assessment",
    row="goal section",
    description="How far each goal is met, as the report assesses it (uppfylls helt, "
    "delvis, ej); also goal sections without an assessment.",
    grain="One row a goal section of a report.",
    columns=(
        ColumnSpec(
            "goal_key",
            _TEXT,
            "The goal (mål; dim_goal).",
            nullable=False,
            references="dim_goal",
        ),
        ColumnSpec(
            "assessment",
            _TEXT,
            "fully (uppfylls helt), partly (delvis), not (ej); null where none is printed.",
            allowed=vocabulary.ASSESSMENTS,
        ),
        ColumnSpec("goal_code_printed", _TEXT, "Code of the goal in this report."),
        ColumnSpec(
            "goal_title_printed", _TEXT, "Title of the goal in this report.", nullable=False
        ),
        ColumnSpec(
            "parent_goal_key",
            _TEXT,
            "The goal above it in this report (dim_goal).",
            references="dim_goal",
            refers_to="goal_key",
        ),
        ColumnSpec(
            "section_no",
            _INTEGER,
            "Number of the goal section in its report, from 1.",
            nullable=False,
        ),
        ColumnSpec(
            "goal_line_start",
            _INTEGER,
            "First line of the goal's heading; the provenance is that of the assessment "
            "where one is printed.",
            unit="line",
        ),
    ),
)

FACT_ACTIVITY = _fact(
    "fact_activity",
    row="activity",
    description="Activities (aktiviteter) with their dates and deviations.",
    grain="One row a printed activity.",
    columns=(
        GOAL_KEY,
        ColumnSpec("activity_text", _TEXT, "What is to be done.", nullable=False),
        ColumnSpec(
            "start_date", LogicalType.DATE, "Start (startdatum); null where missing or impossible."
        ),
        ColumnSpec(
            "end_date", LogicalType.DATE, "End (slutdatum); null where missing or impossible."
        ),
        ColumnSpec(
            "has_deviation",
            LogicalType.BOOLEAN,
            "True where a deviation (avvikelse) is marked.",
            nullable=False,
        ),
        ColumnSpec("analysis_text", _TEXT, "Analysis (analys) below the row."),
    ),
)

FACT_INDICATOR_ANALYSIS = _fact(
    "fact_indicator_analysis",
    row="analysis",
    description="Analysis texts (analys) that follow an indicator.",
    grain="One row an analysis text.",
    columns=(
        _INDICATOR_ROW_KEY,
        GOAL_KEY,
        INDICATOR_KEY,
        ColumnSpec("analysis_text", _TEXT, "The analysis (analys).", nullable=False),
    ),
)

FACT_DECISION = _fact(
    "fact_decision",
    row="decision point",
    description="Numbered points of the proposed decision (förslag till beslut).",
    grain="One row an amount of a decision point; one for a point that names none.",
    columns=(
        ColumnSpec("decision_no", _INTEGER, "Number of the point.", nullable=False),
        ColumnSpec("decision_text", _TEXT, "The point as printed.", nullable=False),
        ColumnSpec(
            "amount_sek",
            _MONEY,
            "Amount (belopp) in it; null where it names none. A point that decides on several "
            "has a row for each; what lies inside another (varav) has none. Add within one "
            "application_type (applications: mart_application).",
            unit="SEK",
        ),
        ColumnSpec(
            "printed_unit", _TEXT, "Unit of the amount as printed (mnkr, kronor); null without one."
        ),
        ColumnSpec("purpose", _TEXT, "What the money is for (ändamål), as printed."),
        ColumnSpec(
            "what",
            _TEXT,
            _words(vocabulary.AMOUNT_MEANINGS) + "; null without an amount.",
            allowed=tuple(vocabulary.AMOUNT_MEANINGS),
        ),
        _APPLICATION_TYPE,
        _SPOKEN_OF_AREA,
    ),
)

FACT_TABLE_CELL = _fact(
    "fact_table_cell",
    row="table cell",
    description="Cells of every table that is neither indicators nor activities; nothing "
    "is left out because its kind is unknown.",
    grain="One row a printed cell.",
    columns=(
        ColumnSpec(
            "table_no", _INTEGER, "Number of the table in its report, from 1.", nullable=False
        ),
        ColumnSpec(
            "table_kind",
            _TEXT,
            "Kind of table, told by its header; 'other' where unknown.",
            nullable=False,
        ),
        ColumnSpec("table_title", _TEXT, "Title of the table.", nullable=False),
        ColumnSpec("table_unit", _TEXT, "Unit of the table as printed (mnkr, tkr, ...)."),
        ColumnSpec(
            "table_notes", _TEXT, "Notes below the table (fotnoter), joined; null where none."
        ),
        ColumnSpec("row_no", _INTEGER, "Body row, from 1.", nullable=False),
        ColumnSpec("row_label", _TEXT, "Label of the row.", nullable=False),
        ColumnSpec("row_group", _TEXT, "Sub-heading above the row; null where none."),
        ColumnSpec(
            "column_no",
            _INTEGER,
            "Printed column, from 1, the label column included.",
            nullable=False,
        ),
        ColumnSpec("column_label", _TEXT, "Label of the column.", nullable=False),
        ColumnSpec("raw_text", _TEXT, "The cell as printed, unwrapped.", nullable=False),
        ColumnSpec(
            "value",
            LogicalType.DOUBLE,
            "The number in the cell, in `unit`; null where it has none. Not to be added: sums "
            "stand beside what they sum.",
        ),
        ColumnSpec(
            "unit",
            _TEXT,
            "Unit (enhet) of the number: printed in the cell, its row's or column's label, the "
            "header or the title; null where none is printed.",
        ),
    ),
)

FACT_BUDGET_LINE = _fact(
    "fact_budget_line",
    row="budget amount",
    description="Amounts of the operating budget (driftbudget), in total and per service "
    "area. Costs are positive and income negative; a positive deviation is a surplus.",
    grain="One row an amount: a row, a measure and a year of one table.",
    columns=(
        *_table_reference(),
        ColumnSpec("table_kind", _TEXT, "Kind of the table.", nullable=False),
        _SERVICE_AREA_KEY,
        ColumnSpec("row_label", _TEXT, "Label of the row as printed.", nullable=False),
        ColumnSpec(
            "is_total",
            LogicalType.BOOLEAN,
            "True for a sum of the table's rows (summa, totalt).",
            nullable=False,
        ),
        ColumnSpec(
            "is_subitem",
            LogicalType.BOOLEAN,
            "True for a part of the row above (varav), which is not to be added again.",
            nullable=False,
        ),
        ColumnSpec(
            "measure",
            _TEXT,
            _words(vocabulary.BUDGET_MEASURES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.BUDGET_MEASURES),
        ),
        _FISCAL_YEAR,
        *_PRINTED_AMOUNTS,
        _PRINTED_UNIT,
        ColumnSpec(
            "transfer_basis",
            _TEXT,
            "before_transfer or after_transfer: whether the amount is meant before or after the "
            "transfers of result units (resultatöverföringar), by its measure or by the table's "
            "own arithmetic; null where the table does not tell.",
            allowed=("before_transfer", "after_transfer"),
        ),
        ColumnSpec(
            "includes_volume_adjustment",
            LogicalType.BOOLEAN,
            "Of an adjustment applied for: true where it holds the performance and volume "
            "changes too, false where they stand apart; null where the report does not tell, "
            "and for other measures.",
        ),
        ColumnSpec(
            "scope",
            _TEXT,
            "What the amount is about: the whole committee, one service area, or only its own "
            "table (the Summa of a table that joins areas, a purpose).",
            nullable=False,
            allowed=("committee", "area", "table"),
        ),
        ColumnSpec(
            "is_canonical",
            LogicalType.BOOLEAN,
            "True for the one row of a report that is its figure for the fiscal year, area and "
            "measure: overview before detail, a sum before a row, a sure reading before a "
            "doubtful one.",
            nullable=False,
        ),
        ColumnSpec(
            "adds_to_total",
            LogicalType.BOOLEAN,
            "True for the canonical rows at the first level below the committee's total: those "
            "of one report, fiscal year and measure sum to it.",
            nullable=False,
        ),
        ColumnSpec(
            "is_latest",
            LogicalType.BOOLEAN,
            "True for the canonical row of the latest report of the fiscal year; of the nearest "
            "year's where no report of that year prints it.",
            nullable=False,
            over_reports=True,
        ),
        ColumnSpec(
            "parent_service_area_key",
            _TEXT,
            "The area that contains this one in this report, for this year and measure: the "
            "committee where the row adds to its total; null where the report prints none.",
            references="dim_service_area",
            refers_to="service_area_key",
        ),
        ColumnSpec(
            "canonical_fact_key",
            _TEXT,
            "The canonical row that this row repeats; null for that row itself.",
        ),
        ColumnSpec(
            "difference_to_canonical_sek",
            LogicalType.MONEY,
            "This amount less that of the canonical row.",
            unit="SEK",
        ),
    ),
)

FACT_RESULT_UNIT = _fact(
    "fact_result_unit",
    row="result unit amount",
    description="Result units (resultatenheter): budget, result and funds. Surplus is "
    "positive, whatever sign the column prints.",
    grain="One row a unit and a measure of one table.",
    columns=(
        *_table_reference(),
        ColumnSpec(
            "result_unit_key",
            _TEXT,
            "The result unit under its canonical name (dim_result_unit).",
            nullable=False,
            references="dim_result_unit",
        ),
        ColumnSpec("unit_name", _TEXT, "Name of the result unit as printed.", nullable=False),
        ColumnSpec(
            "is_total",
            LogicalType.BOOLEAN,
            "True for the sum of the units (summa).",
            nullable=False,
        ),
        ColumnSpec(
            "measure",
            _TEXT,
            _words(vocabulary.RESULT_UNIT_MEASURES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.RESULT_UNIT_MEASURES),
        ),
        _FISCAL_YEAR,
        *_PRINTED_AMOUNTS,
        _PRINTED_UNIT,
    ),
)

FACT_INVESTMENT = _fact(
    "fact_investment",
    row="investment amount",
    description="Investments (investeringar) by kind.",
    grain="One row an item, a measure and a year of one table.",
    columns=(
        *_table_reference(),
        ColumnSpec("item", _TEXT, "Kind of investment as printed.", nullable=False),
        ColumnSpec(
            "is_total",
            LogicalType.BOOLEAN,
            "True for the sum of the items (totalt).",
            nullable=False,
        ),
        ColumnSpec(
            "measure",
            _TEXT,
            _words(vocabulary.INVESTMENT_MEASURES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.INVESTMENT_MEASURES),
        ),
        _FISCAL_YEAR,
        *_PRINTED_AMOUNTS,
        _PRINTED_UNIT,
    ),
)

FACT_BALANCE_SHEET = _fact(
    "fact_balance_sheet",
    row="balance sheet amount",
    description="Balance sheet (balansräkning): assets, debts and capital. Signs as "
    "printed: assets positive, debts and capital negative.",
    grain="One row an item, a measure and a year of one table.",
    columns=(
        *_table_reference(),
        ColumnSpec("item", _TEXT, "Item (post) as printed.", nullable=False),
        ColumnSpec(
            "side",
            _TEXT,
            "assets (tillgångar) or liabilities (skulder och kommunkapital).",
            nullable=False,
            allowed=vocabulary.BALANCE_SIDES,
        ),
        ColumnSpec(
            "is_total", LogicalType.BOOLEAN, "True for the sum of a side (summa).", nullable=False
        ),
        ColumnSpec(
            "measure",
            _TEXT,
            _words(vocabulary.BALANCE_MEASURES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.BALANCE_MEASURES),
        ),
        _FISCAL_YEAR,
        *_PRINTED_AMOUNTS,
        _PRINTED_UNIT,
    ),
)

FACT_PANDEMIC_AMOUNT = _fact(
    "fact_pandemic_amount",
    row="pandemic amount",
    description="Costs and state grants of the pandemic (pandemi, Covid-19), by service area.",
    grain="One row an item and a column of one table.",
    columns=(
        *_table_reference(),
        ColumnSpec(
            "measure",
            _TEXT,
            _words(vocabulary.PANDEMIC_MEASURES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.PANDEMIC_MEASURES),
        ),
        ColumnSpec("item", _TEXT, "Kind of cost or grant as printed.", nullable=False),
        ColumnSpec("item_group", _TEXT, "Sub-heading above the row; null where none."),
        _SERVICE_AREA_KEY,
        ColumnSpec(
            "area_label",
            _TEXT,
            "What the column names as printed ('IoF BoU'); null where it names a unit only.",
        ),
        ColumnSpec(
            "is_total", LogicalType.BOOLEAN, "True for the sum of the items.", nullable=False
        ),
        ColumnSpec(
            "is_area_total",
            LogicalType.BOOLEAN,
            "True for the sum over the areas, or where the table has no areas.",
            nullable=False,
        ),
        ColumnSpec("period_label", _TEXT, "Months as printed ('jan-april'); null where none."),
        _FISCAL_YEAR,
        *_PRINTED_AMOUNTS,
        _PRINTED_UNIT,
    ),
)

FACT_KEY_FIGURE = _fact(
    "fact_key_figure",
    row="key figure",
    description="Key figures (nyckeltal), complaints (synpunkter och klagomål) and staff "
    "turnover (personalomsättning) by year, month, sex or department.",
    grain="One row a figure, a period and a breakdown of one table.",
    columns=(
        *_table_reference(),
        ColumnSpec(
            "table_kind",
            _TEXT,
            "key_figures (nyckeltal), complaints (synpunkter och klagomål) or staff_turnover "
            "(personalomsättning).",
            nullable=False,
            allowed=("key_figures", "complaints", "staff_turnover"),
        ),
        ColumnSpec("table_title", _TEXT, "Title of the table.", nullable=False),
        ColumnSpec("figure_group", _TEXT, "Sub-heading above the row; null where none."),
        ColumnSpec(
            "figure_label",
            _TEXT,
            "Name of the row; the table's name where the rows are years.",
            nullable=False,
        ),
        ColumnSpec(
            "figure_name", _TEXT, "Name of the figure: sub-heading and row label.", nullable=False
        ),
        ColumnSpec(
            "is_total",
            LogicalType.BOOLEAN,
            "True for a sum of the table's rows (summa, totalt), not to be added to them.",
            nullable=False,
        ),
        ColumnSpec(
            "adds_to_total",
            LogicalType.BOOLEAN,
            "True for the rows that a sum of the table (is_total) adds up in their column.",
            nullable=False,
        ),
        ColumnSpec(
            "subject",
            _TEXT,
            "What the column names that is no period: a department (avdelning), an age group; "
            "null where it names a period.",
        ),
        ColumnSpec(
            "period_label",
            _TEXT,
            "Period as printed ('T1 2021', 'Jan', 'apr 2023'); the report's own where the "
            "column names none.",
            nullable=False,
        ),
        ColumnSpec(
            "period_year",
            _INTEGER,
            "Year (år) of the figure.",
            nullable=False,
            unit="year",
        ),
        ColumnSpec(
            "period_part",
            _TEXT,
            "Part of the year or report of the cycle that the column names: T1, T2, VB, VP, "
            "Q1 to Q4 (kvartal); null for months and whole years.",
            allowed=vocabulary.PERIOD_PARTS,
        ),
        ColumnSpec("period_month", _INTEGER, "Month (månad), 1 to 12; null for other periods."),
        ColumnSpec(
            "statistic",
            _TEXT,
            _words(vocabulary.STATISTICS) + ".",
            nullable=False,
            allowed=tuple(vocabulary.STATISTICS),
        ),
        ColumnSpec(
            "breakdown",
            _TEXT,
            "men (män), women (kvinnor), or total where neither is named.",
            nullable=False,
            allowed=vocabulary.BREAKDOWNS,
        ),
        ColumnSpec(
            "value",
            LogicalType.DOUBLE,
            "The figure, in `unit`. To be added only over rows with adds_to_total of one column "
            "(table, period and statistic), as the table itself does.",
            nullable=False,
        ),
        ColumnSpec("unit", _TEXT, "Unit (enhet) printed with figure, name or table."),
        ColumnSpec(
            "period_start",
            LogicalType.DATE,
            "First day of the period; for an accumulated figure the first of its year.",
        ),
        ColumnSpec("period_end", LogicalType.DATE, "Last day of the period."),
        _SPOKEN_OF_AREA,
        ColumnSpec(
            "note",
            _TEXT,
            "Note below the table that is about this figure: one with its mark, or one without a "
            "mark; null where none is printed.",
        ),
    ),
)

FACT_NARRATIVE_AMOUNT = _fact(
    "fact_narrative_amount",
    row="amount in prose",
    description="Amounts in running text and what the sentence says of them.",
    grain="One row an amount in a sentence.",
    columns=(
        ColumnSpec("section", _TEXT, "Headings above it, joined by ' / '.", nullable=False),
        ColumnSpec("sentence", _TEXT, "The sentence.", nullable=False),
        ColumnSpec(
            "what",
            _TEXT,
            _words(vocabulary.AMOUNT_MEANINGS) + ".",
            nullable=False,
            allowed=tuple(vocabulary.AMOUNT_MEANINGS),
        ),
        ColumnSpec(
            "change",
            _TEXT,
            _words(vocabulary.AMOUNT_CHANGES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.AMOUNT_CHANGES),
        ),
        ColumnSpec(
            "phase",
            _TEXT,
            _words(vocabulary.AMOUNT_PHASES) + "; null where it is none of them.",
            allowed=tuple(vocabulary.AMOUNT_PHASES),
        ),
        ColumnSpec(
            "fiscal_year",
            _INTEGER,
            "Year (år) that the amount is of: as the sentence says, else the report's.",
            nullable=False,
            unit="year",
        ),
        ColumnSpec(
            "per",
            _TEXT,
            "What the amount is for one of ('kvm', 'månad'); null for an amount as such. Amounts "
            "per something are never to be added.",
        ),
        ColumnSpec(
            "scope",
            _TEXT,
            "Who it is about: " + _words(vocabulary.AMOUNT_SCOPES) + ".",
            nullable=False,
            allowed=tuple(vocabulary.AMOUNT_SCOPES),
        ),
        _SPOKEN_OF_AREA,
        ColumnSpec("who", _TEXT, "The unit as printed ('Beställarenheten'); null for others."),
        _APPLICATION_TYPE,
        ColumnSpec(
            "transfer_basis",
            _TEXT,
            "before_transfer or after_transfer: whether the sentence states it before or after "
            "the transfers of result units (före, efter resultatöverföringar); null where it "
            "does not say for sure.",
            allowed=("before_transfer", "after_transfer"),
        ),
        replace(
            _AMOUNT,
            description="Amount (belopp). Never to be added: prose repeats amounts, and parts "
            "beside their whole.",
        ),
        ColumnSpec(
            "printed_unit", _TEXT, "Unit as printed (mnkr, tkr, kronor); null where not found."
        ),
    ),
)

_SECTION = _fact(
    "document_section",
    row="section",
    description="Sections of prose, for reading and full-text search.",
    grain="One row a heading with the text below it.",
    columns=(
        ColumnSpec("section_no", _INTEGER, "Number of the section, from 1.", nullable=False),
        ColumnSpec("section_path", _TEXT, "Headings down to it, joined by ' / '.", nullable=False),
        ColumnSpec(
            "level",
            _INTEGER,
            "Depth of the heading in the tree of headings, from 1; 0 for text before the first.",
            nullable=False,
        ),
        ColumnSpec(
            "parent_section_no",
            _INTEGER,
            "Number of the section whose heading is next above; null at the top.",
        ),
        ColumnSpec("heading", _TEXT, "The heading (rubrik).", nullable=False),
        ColumnSpec("body", _TEXT, "The text below it.", nullable=False),
    ),
)
DOCUMENT_SECTION = replace(_SECTION, kept_in="stored_section")

FACTS = (
    FACT_INDICATOR_ROW,
    FACT_INDICATOR_VALUE,
    FACT_GOAL_ASSESSMENT,
    FACT_ACTIVITY,
    FACT_INDICATOR_ANALYSIS,
    FACT_DECISION,
    FACT_TABLE_CELL,
    FACT_BUDGET_LINE,
    FACT_RESULT_UNIT,
    FACT_INVESTMENT,
    FACT_BALANCE_SHEET,
    FACT_PANDEMIC_AMOUNT,
    FACT_KEY_FIGURE,
    FACT_NARRATIVE_AMOUNT,
    DOCUMENT_SECTION,
)
