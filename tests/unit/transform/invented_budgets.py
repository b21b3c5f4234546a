"""Budgets that nobody decided on, printed as committees print theirs.

A budget is drawn as areas with their parts. The report prints it by area with a total (which may
be rounded otherwise than its areas), in an overview and each area's own table, or as a total
alone. It may repeat it in an overview and in the areas' own tables, in any order: in one row, in
rows that nobody curated, with the capital costs that lie inside, or two areas in one table; and a
table of an area may contradict the table by area. Every amount is in tenths of a million, as
reports print them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from pipeline.extract.report import Report, ReportTable, ReportType
from tests.unit.transform.reports import head, report, table

YEAR = 2024
COMMITTEES = ("Norrängen-Sjövik", "Bergsvik")
AREAS: dict[str, tuple[str, ...]] = {
    "Förskola": (),
    "Äldreomsorg": (),
    "Nämnd och administration": (),
    "Individ- och familjeomsorg": ("varav barn och ungdom", "varav vuxna", "varav socialpsykiatri"),
    "Stöd och service till personer med funktionsnedsättning": (),
    "Barn, kultur och fritid": (),
    "Arbetsmarknadsåtgärder": (),
    "Ekonomiskt bistånd": ("varav handläggning",),
}
NEWCOMERS = "Nyanlända"
"""Part of care in most reports, printed without "varav"; a row of its own beside it in some."""
CITY = ("Stadsmiljö", "Avskrivningar", "Internräntor")
CITY_IN_ONE = "Stadsmiljö, inkl avskrivningar & räntor"
MEASURES = ("budget_cost", "budget_income", "budget_net")
JOINED = ("Ekonomiskt bistånd", "Arbetsmarknadsåtgärder")
JOINED_TITLE = "Ekonomiskt bistånd och arbetsmarknad"
_OVERVIEW = "budget_overview"
_UNKNOWN = ("Lokaler", "Personal")
_NET = ("Mnkr", f"Budget {YEAR}")
_COLUMNS = ("Mnkr", "Budget (kostnader +)", "Budget (intäkter -)", "Budget (netto)")


@dataclass(frozen=True)
class Line:
    """A printed row: costs and income in tenths of a million; a part lies in an area before."""

    label: str
    cost: int
    income: int
    is_part: bool = False

    @property
    def tenths(self) -> tuple[int, int, int]:
        """Costs, income, net."""
        return self.cost, self.income, self.cost + self.income

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        return (self.label, *map(printed, self.tenths))


@dataclass(frozen=True)
class Budget:
    """One report's budget: its lines and the tables that print it."""

    committee: str
    report_type: ReportType
    lines: tuple[Line, ...]
    rounded_by: int = 0
    tables: tuple[ReportTable, ...] = ()

    @property
    def whole(self) -> tuple[int, int, int]:
        """What the areas cost, earn and cost net together, in tenths of a million."""
        own = [line.tenths for line in self.lines if not line.is_part]
        cost, income, net = (sum(column) for column in zip(*own, strict=True))
        return cost, income, net

    @property
    def total(self) -> tuple[int, int, int]:
        """The printed total: the whole but for rounding."""
        cost, income, net = self.whole
        return cost + self.rounded_by, income, net + self.rounded_by

    @property
    def is_by_area(self) -> bool:
        """Whether one table prints the areas and their total."""
        return any(table.kind == "budget_by_area" for table in self.tables)

    @property
    def prints_areas(self) -> tuple[bool, bool, bool]:
        """Whether costs, income and net are printed of the areas: their own tables print net."""
        return self.is_by_area, self.is_by_area, any(t.kind != _OVERVIEW for t in self.tables)

    @property
    def report(self) -> Report:
        """The report that prints it."""
        return report(head(self.committee, self.report_type, YEAR), tables=self.tables)


def printed(tenths: int) -> str:
    """An amount as a table prints it."""
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10},{abs(tenths) % 10}"


@st.composite
def budgets(draw: st.DrawFn, committee: str, report_type: ReportType) -> Budget:
    """A budget of one report with one table by area and some that repeat it."""
    lines = tuple(draw(_lines()))
    rounded_by = draw(st.sampled_from((-1, 0, 1))) if len(lines) > 1 else 0
    budget = Budget(committee, report_type, lines, rounded_by)
    tables = draw(st.one_of(_printed_by_area(budget), _printed_in_own_tables(budget)))
    order = draw(st.permutations(tables))
    return replace(
        budget,
        tables=tuple(replace(table, number=number) for number, table in enumerate(order, start=1)),
    )


@st.composite
def cycles(draw: st.DrawFn) -> tuple[Budget, ...]:
    """Some reports of a year of one committee or two, in any order."""
    kinds = list(ReportType)
    found = [
        draw(budgets(committee, kind))
        for committee in draw(st.sampled_from((COMMITTEES, COMMITTEES[:1])))
        for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3, unique=True))
    ]
    return tuple(draw(st.permutations(found)))


@st.composite
def _lines(draw: st.DrawFn) -> list[Line]:
    amounts = st.integers(0, 9_999)
    lines: list[Line] = []
    for area in draw(st.lists(st.sampled_from(sorted(AREAS)), min_size=1, unique=True)):
        parts = [
            Line(part, draw(amounts), -draw(amounts), is_part=True)
            for part in AREAS[area]
            if draw(st.booleans())
        ]
        # What no part names is left to the area, so that parts need not sum to it.
        cost = sum(part.cost for part in parts) + draw(amounts)
        income = sum(part.income for part in parts) - draw(amounts)
        lines += [Line(area, cost, income), *parts]
        if area == "Individ- och familjeomsorg" and draw(st.booleans()):
            # Large enough to tell by the sum where it lies.
            of_newcomers = draw(st.integers(3_000, 9_000)), -draw(st.integers(1_000, 2_000))
            lines.append(Line(NEWCOMERS, *of_newcomers, is_part=draw(st.booleans())))
    city = draw(st.sampled_from(((), CITY, (CITY_IN_ONE,))))
    return lines + [Line(label, draw(amounts), -draw(amounts)) for label in city]


@st.composite
def _printed_by_area(draw: st.DrawFn, budget: Budget) -> list[ReportTable]:
    overview = [_overview(budget)] if draw(st.booleans()) else []
    return [*overview, _by_area(budget), *draw(_repetitions(budget))]


@st.composite
def _printed_in_own_tables(draw: st.DrawFn, budget: Budget) -> list[ReportTable]:
    """The overview, and either no area at all or each in its own table."""
    if draw(st.booleans()):
        return [_overview(budget)]
    return [_overview(budget), *draw(_own_tables(budget, draws=st.just(True), drifts=st.just(0)))]


def _by_area(budget: Budget) -> ReportTable:
    total = ("Totalt", *map(printed, budget.total))
    return table("budget_by_area", _COLUMNS, *(line.cells for line in budget.lines), total)


def _overview(budget: Budget) -> ReportTable:
    cost, income, net = map(printed, budget.total)
    return table(
        _OVERVIEW,
        _NET,
        ("Anslag för nämndens verksamhet (netto)", net),
        ("Kostnader (+)", cost),
        ("Intäkter (-)", income),
    )


@st.composite
def _repetitions(draw: st.DrawFn, budget: Budget) -> list[ReportTable]:
    """Some areas' own tables, and a table of two areas."""
    found = draw(_own_tables(budget, draws=st.booleans(), drifts=st.sampled_from((0, 0, 37))))
    net = {line.label: line.tenths[-1] for line in budget.lines}
    if net.keys() >= set(JOINED) and draw(st.booleans()):
        rows = [(area, printed(net[area])) for area in JOINED]
        rows.append(("Summa", printed(sum(net[area] for area in JOINED))))
        found.append(table("area_detail", _NET, *rows, title=JOINED_TITLE))
    return found


@st.composite
def _own_tables(
    draw: st.DrawFn,
    budget: Budget,
    draws: st.SearchStrategy[bool],
    drifts: st.SearchStrategy[int],
) -> list[ReportTable]:
    """The tables of areas; ``drifts`` is by how much they contradict the table by area."""
    return [
        table(
            "area_detail",
            _NET,
            *_inside(line.label, line.tenths[-1] + draw(drifts), draw(st.booleans())),
            title=line.label,
        )
        for line in budget.lines
        if not line.is_part and draw(draws)
    ]


def _inside(area: str, net: int, in_parts: bool) -> list[tuple[str, str]]:
    """The rows of an area's own table: its net cost, or what it is made of and the sum."""
    if not in_parts:
        return [("Netto", printed(net))]
    one, other = ("Park", "Avskrivningar och internränta") if area == CITY_IN_ONE else _UNKNOWN
    return [(one, printed(net - net // 3)), (other, printed(net // 3)), ("Summa", printed(net))]
