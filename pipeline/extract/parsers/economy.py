"""All other tables: which there are, what kind each is, its title, unit and cells.

Every table that is neither indicators nor activities becomes cells, whatever its kind.
Kinds and units are told by words in title and header: a table of data, no chain of ifs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import GridTable, RunTable
from pipeline.extract.language.values import is_unclear
from pipeline.extract.parsers.run_tables import read_run
from pipeline.extract.report import Problem, ReportTable, TableCell
from pipeline.extract.tables.grid_tables import TableBody, read_grid


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table and the words that tell it; ``title``/``header`` are patterns.

    All patterns that are given must be found; ``rows`` is looked for in the row labels.
    """

    name: str
    title: str = ""
    header: str = ""
    rows: str = ""


_ABOUT_INVESTMENTS = (
    r"^(?:uppföljning av |redovisning av |ekonomisk \w+ (?:av|för) )?\w*investering"
)
_AREA = (
    r"(?:äldreomsorg|förskol|individ- ?och ?familj|stöd och service|funktionsneds|funktionshinder"
    r"|socialpsykiatri|ekonomiskt bistånd|stadsmiljö|arbetsmarknad|barn, kultur|kultur|fritid"
    r"|nämnd(?:en)? och (?:förvaltning|admin)|barn och (?:unga|ungdom)|vuxna?\b|missbruk"
    r"|flykting|hemtjänst|särskilt boende|vård- och omsorg)"
)
_SOME_AREAS = rf"(?m)^\W*{_AREA}[^\n]*\n(?:[^\n]*\n)*?\W*{_AREA}"
_MONEY_OVER_TIME = (
    r"^(?!.*\b(?:antal|snitt|platser|årsarbetare|volym|procent)\b)"
    r"(?=.*\b\w*budget).*(?:prognos|utfall|bokslut|avvikelse)"
)
"""A budget beside what became of it."""
TABLE_KINDS: tuple[TableKind, ...] = (
    TableKind("signatures", header=r"^namn\b.*datum"),
    TableKind("complaints", header=r"klagomål|synpunkt"),
    TableKind("complaints", rows=r"antal beröm|synpunkter/klagomål"),
    TableKind("balance_sheet", header=r"tillgångar|skulder"),
    TableKind("staff_turnover", header=r"personalomsättning"),
    TableKind("staff_turnover", title=r"personalomsättning"),
    TableKind("staff_costs", title=r"personalkostnad"),
    TableKind("result_units", header=r"resultatenhet|bruttobudget"),
    TableKind("result_units", title=r"resultatenhet", header=r"resultat|balans|fond|överför"),
    TableKind("state_grants", title=r"statsbidrag"),
    TableKind("state_grants", header=r"statsbidrag"),
    TableKind("pandemic_costs", title=r"pandemi|covid", header=r"pandemi|covid|kostnad"),
    TableKind("pandemic_costs", header=r"pandemi"),
    TableKind("pandemic_costs", title=r"pandemi|covid"),
    TableKind(
        "budget_adjustments", header=r"^(?:beskrivning|ansökan|ansökt)\b.*(?:\bbj\b|budgetjust)"
    ),
    TableKind("investments", title=r"investering", rows=r"investering"),
    TableKind("investments", title=_ABOUT_INVESTMENTS, header=r"budget|belopp|plan|utfall"),
    TableKind("investments", title=_ABOUT_INVESTMENTS, header=r"\b20\d\d\b.*\b20\d\d\b"),
    TableKind("investments", header=_ABOUT_INVESTMENTS),
    TableKind(
        "investments", rows=r"(?:park|re|klimat|trygghets)investering[\s\S]*(?:maskin|inventarie)"
    ),
    TableKind("budget_adjustments", title=r"^budgetjustering"),
    TableKind("turnover", title=r"omslutning"),
    TableKind("turnover", header=r"ökade kostnader/intäkter"),
    TableKind(
        "forecast_history", header=r"bokslut.*\bt2\b.*\bt1\b|\bt1\b.*\bt2\b.*(?:bokslut|vb)\b"
    ),
    TableKind(
        "cost_income_development", title=r"(?:kostnads|intäkts)\w*-? ?(?:och )?\w*utveckling"
    ),
    TableKind(
        "cost_income_development", header=r"kostnader 20\d\d.*intäkter 20\d\d.*kostnader 20\d\d"
    ),
    TableKind("budget_overview", rows=r"anslag för|före resultatdispos"),
    TableKind(
        "budget_by_area",
        header=r"budget|bokslut|prognos|netto|kostnader",
        rows=r"individ- ?och ?familjeomsorg[\s\S]*äldreomsorg|äldreomsorg[\s\S]*ekonomiskt bistånd",
    ),
    TableKind(
        "budget_by_area",
        header=r"budget|bokslut|prognos|netto|kostnader",
        rows=r"\A(?=[\s\S]*(?m:^)äldreomsorg)(?=[\s\S]*(?m:^)förskol)",
    ),
    TableKind("key_figures", header=r"nyckeltal"),
    TableKind("key_figures", title=r"nyckeltal|statistik"),
    TableKind(
        "area_detail", header=r"(?:mnkr|mkr|tkr).*(?:budget|bokslut|prognos|netto|kostnader)"
    ),
    TableKind("area_detail", header=r"(?:budget|bokslut) \d{4}.*(?:mnkr|mkr|tkr)"),
    TableKind("budget_by_area", header=_MONEY_OVER_TIME, rows=_SOME_AREAS),
    TableKind("key_figures", header=r"\bjan\w*\b.*\b(?:feb\w*|mar\w*)\b|snitt|antal"),
)
"""Kinds in the order in which they are tried; what none tells is 'other'."""

_UNITS = (
    ("mnkr", re.compile(r"\b(?:mnkr|mkr|msek|miljoner kronor)\b", re.IGNORECASE)),
    ("tkr", re.compile(r"\b(?:tkr|tsek|tusental(?:s)? kronor|tusen kronor)\b", re.IGNORECASE)),
    ("kr", re.compile(r"\b(?:kronor|kr)\b", re.IGNORECASE)),
    ("procent", re.compile(r"\bi procent\b|\(%\)|, %$", re.IGNORECASE)),
)
_STATED_UNIT = re.compile(
    r"\b(?:belopp|siffror|uppgifter|summor)\w*\b[^.]{0,60}?\bi (?P<unit>[^.,;()]{2,22})",
    re.IGNORECASE,
)
_CAPTION_NUMBER = re.compile(r"^tabell(?:\s+\d+(?:\.\d+)*)?\s*[:.–-]\s*(?=\S)", re.IGNORECASE)
_UNIT_BEHIND = re.compile(
    r"[\s,(]*\b(?:i )?(?:mnkr|mkr|tkr|kr|kronor|procent|st|%|miljoner kronor|tusental kronor)\)?$",
    re.IGNORECASE,
)
"""The unit behind the title in a table's first row."""
_IN_WHOLE_KRONOR = re.compile(
    r"(?:\(|, ?|\bi )(?:hela )?(?:kronor|kr|sek)\)?[\s:.]*$", re.IGNORECASE
)
"""A title may say so; a sentence above a table names kronor of its own."""
_USUAL_UNITS = {"result_units": "tkr"}
_HALF = 0.5
_UNCLEAR = 0.7
_MONEY_KINDS = frozenset(
    {
        "budget_overview",
        "budget_by_area",
        "area_detail",
        "investments",
        "turnover",
        "cost_income_development",
        "forecast_history",
        "staff_costs",
        "balance_sheet",
        "budget_adjustments",
        "pandemic_costs",
        "result_units",
    }
)


def read_table(
    table: GridTable | RunTable, *, number: int, title: str, caption: str
) -> tuple[ReportTable, tuple[Problem, ...]]:
    """Read one other table into cells.

    Args:
        table: The table.
        number: Its number among the report's other tables, from 1.
        title: The nearest heading above, or the caption: with a number before it and a unit
            behind it, which are left out.
        caption: The text between that heading and the table, for its unit.
    """
    body = read_grid(table) if isinstance(table, GridTable) else read_run(table)
    if body.titles:
        caption = " ".join((*body.titles, title, caption))
        title = body.titles[0]
    caption, printed = f"{title} {caption}", title
    title = _UNIT_BEHIND.sub("", _CAPTION_NUMBER.sub("", title))
    kind = table_kind(title, body)
    problems = tuple(
        Problem("table_text_left", f"'{left.text}' in the table '{title}' is in no cell.", left)
        for left in body.left_over
    )
    unclear = _unclear(body.cells)
    problems += tuple(
        Problem(
            "value_not_understood",
            f"'{cell.text}' in the table '{title}' is not understood as one value.",
            cell.place,
        )
        for cell in body.cells
        if cell in unclear
    )
    cells = tuple(
        replace(cell, confidence=min(cell.confidence, _UNCLEAR)) if cell in unclear else cell
        for cell in body.cells
    )
    report_table = ReportTable(
        number=number,
        kind=kind,
        title=title,
        unit=table_unit(kind, printed, caption, body),
        columns=body.columns,
        cells=cells,
        notes=body.notes,
        place=table.place,
        confidence=min((cell.confidence for cell in cells), default=1.0),
    )
    return report_table, problems


def _unclear(cells: Sequence[TableCell]) -> frozenset[TableCell]:
    """Return the cells that print figures of which no value was told, in columns of values."""
    columns: dict[int, list[TableCell]] = defaultdict(list)
    for cell in cells:
        columns[cell.column_no].append(cell)
    return frozenset(
        cell
        for number, column in columns.items()
        if number > 1 and sum(c.value is not None for c in column) > _HALF * len(column)
        for cell in column
        if cell.value is None and is_unclear(cell.text)
    )


def table_kind(title: str, body: TableBody) -> str:
    """Return the name of the first kind of which all patterns are found, else 'other'."""
    header = " ".join(body.columns)
    named = ((cell.row_group or "", cell.row_label) for cell in body.cells)
    rows = "\n".join(dict.fromkeys(label for labels in named for label in labels if label))
    for kind in TABLE_KINDS:
        patterns = ((kind.title, title), (kind.header, header), (kind.rows, rows))
        if all(not p or re.search(p, text, re.IGNORECASE) for p, text in patterns):
            return kind.name
    return "other"


def table_unit(kind: str, title: str, caption: str, body: TableBody) -> str | None:
    """Return the unit of a table's amounts: printed in its header, else above it."""
    header = " ".join(body.columns)
    for text in (header, title, caption, " ".join(body.groups)):
        for unit, pattern in _UNITS:
            if text and pattern.search(text) and (unit != "kr" or text is header):
                return unit
    if any(_IN_WHOLE_KRONOR.search(text) for text in (title, *body.titles)):
        return "kr"
    return _USUAL_UNITS.get(kind)


def stated_unit(text: str) -> str | None:
    """Return the unit that a sentence says all amounts are in; None where it says none.

    >>> stated_unit("Alla belopp anges i tusental kronor."), stated_unit("Beloppet är stort.")
    ('tkr', None)
    """
    found = _STATED_UNIT.search(text)
    return next((unit for unit, said in _UNITS if found and said.search(found["unit"])), None)


def is_money(kind: str) -> bool:
    """Tell whether tables of a kind hold amounts of money."""
    return kind in _MONEY_KINDS


def kinds() -> Sequence[str]:
    """Return the names of all kinds, 'other' last."""
    return (*dict.fromkeys(kind.name for kind in TABLE_KINDS), "other")
