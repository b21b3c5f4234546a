"""The tables of a report, printed from the committee's economy and key figures.

Belongs here: one small function a table kind. Arithmetic is right by construction: every
printed figure comes from ``finance`` or from a sum of what the same table prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.corpus import indicators
from tests.corpus.finance import GRANTS, Line, Money, Year, foresees_result, year_of
from tests.corpus.model import EMPTY, Cell, DataTable, Kind, RowStyle, TableRow
from tests.corpus.swedish import MONTHS, decimal, mnkr, number, rng, trimmed

Printed = Cell | Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Context:
    """Whose report of which year the tables stand in."""

    seed: object
    committee: str
    kind: Kind
    year: int

    def money(self, years_back: int = 0) -> Year:
        """The economy of this year or an earlier one."""
        return year_of(self.seed, self.committee, self.year - years_back)

    def rng(self, *parts: object) -> Random:
        """A random source of a named thing in this report."""
        return rng(self.seed, self.committee, self.kind.value, self.year, *parts)

    def yearly(self, *parts: object) -> Random:
        """A random source that does not depend on the committee's report."""
        return rng(self.seed, self.committee, *parts)


def tenths(value: int) -> Cell:
    """An amount in mnkr with one decimal."""
    return Cell(mnkr(value), Decimal(value).scaleb(-1))


def whole(value: int) -> Cell:
    """A whole number with thousands separator."""
    return Cell(number(value), Decimal(value))


def decimals(value: Decimal) -> Cell:
    """A number as it is, without trailing zeros."""
    return Cell(trimmed(value), value)


def _cell(value: Printed) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, Decimal):
        return decimals(value)
    if isinstance(value, int):
        return whole(value)
    return Cell(value) if value else EMPTY


def row(*values: Printed, style: RowStyle = RowStyle.ITEM) -> TableRow:
    """A row from its printed values; None is an empty cell."""
    return TableRow(tuple(_cell(value) for value in values), style)


def amounts(label: str, values: Iterable[int | None], style: RowStyle = RowStyle.ITEM) -> TableRow:
    """A row of amounts in tenths of mnkr."""
    return row(label, *(None if v is None else tenths(v) for v in values), style=style)


def budget_overview(context: Context) -> DataTable:
    """The committee in total: net, income, costs, and the funds of the result units."""
    return _overview_closing(context) if context.kind is Kind.VB else _overview_forecast(context)


def _total(lines: Iterable[Line], of: Callable[[Line], Money]) -> Money:
    total = Money(0, 0)
    for line in lines:
        total += of(line)
    return total


def _overview_forecast(context: Context) -> DataTable:
    kind, year, lines = context.kind, context.year, context.money().lines
    budget = _total(lines, lambda line: line.budget(kind))
    forecast = _total(lines, lambda line: line.result(kind))
    asked = sum(line.asked(kind) for line in lines)
    turnover = budget.income - forecast.income
    before = budget.net + asked - forecast.net
    opening = sum(line.opening for line in lines)
    after = sum(line.deviation(kind) for line in lines)
    closing = opening + before - after
    only_last: list[int | None] = [None, None, None, None]
    return DataTable(
        "budget_overview",
        "Uppföljning av driftbudget",
        "mnkr",
        (
            "Mnkr",
            f"Budget {year} (nämndbudget efter beslutade BJ)",
            "Begärda budgetjusteringar (begärda BJ tertialrapport)",
            "Prestations- och omslutningsförändringar (begärda/förväntade)",
            f"Prognos {year} (inkl. budgetjusteringar och omslutningsförändringar)",
            "Avvikelse (budget inkl. begärda justeringar mot prognos)",
        ),
        (
            amounts(
                "Anslag för nämndens verksamhet (netto)",
                (budget.net, asked, 0, forecast.net, before),
            ),
            amounts("Intäkter", (budget.income, 0, -turnover, forecast.income, 0)),
            amounts("Kostnader", (budget.cost, asked, turnover, forecast.cost, before)),
            amounts(
                "Prognos/avvikelse före resultatdispositioner",
                (*only_last, before),
                RowStyle.TOTAL,
            ),
            amounts(f"Resultatenheternas överskott från {year - 1}", (*only_last, opening)),
            amounts(f"Resultatenheternas överskott till {year + 1}", (*only_last, -closing)),
            amounts(
                "Prognos/avvikelse efter resultatdispositioner",
                (*only_last, after),
                RowStyle.TOTAL,
            ),
        ),
    )


def _overview_closing(context: Context) -> DataTable:
    year = context.year

    def figures(back: int) -> tuple[Money, Money, int, int]:
        lines = context.money(back).lines
        return (
            _total(lines, lambda line: line.budget(Kind.VB)),
            _total(lines, lambda line: line.outcome),
            sum(line.opening for line in lines),
            sum(line.closing for line in lines),
        )

    budget, outcome, opening, closing = figures(0)
    old_budget, old_outcome, old_opening, old_closing = figures(1)
    before, old_before = budget.net - outcome.net, old_budget.net - old_outcome.net

    def last(label: str, new: int, old: int, style: RowStyle = RowStyle.ITEM) -> TableRow:
        return amounts(label, (None, None, new, None, old), style)

    return DataTable(
        "budget_overview",
        "Analys av resultaträkning - uppföljning av driftbudget",
        "mnkr",
        (
            "Mnkr",
            f"Budget {year}",
            f"Bokslut {year}",
            f"Avvikelse {year}",
            f"Bokslut {year - 1}",
            f"Avvikelse {year - 1}",
        ),
        (
            amounts(
                "Anslag för nämndens verksamhet (netto)",
                (budget.net, outcome.net, before, old_outcome.net, old_before),
            ),
            amounts(
                "Kostnader (+)",
                (
                    budget.cost,
                    outcome.cost,
                    budget.cost - outcome.cost,
                    old_outcome.cost,
                    old_budget.cost - old_outcome.cost,
                ),
            ),
            amounts(
                "Intäkter (-)",
                (
                    budget.income,
                    outcome.income,
                    budget.income - outcome.income,
                    old_outcome.income,
                    old_budget.income - old_outcome.income,
                ),
            ),
            last("Avvikelse före resultatdispositioner", before, old_before, RowStyle.TOTAL),
            last(f"Resultatenheternas överskott från {year - 1} (+)", opening, old_opening),
            last(f"Resultatenheternas överskott till {year + 1} (-)", -closing, -old_closing),
            last(
                "Avvikelse efter resultatdispositioner",
                before + opening - closing,
                old_before + old_opening - old_closing,
                RowStyle.TOTAL,
            ),
        ),
    )


def _area_rows(
    context: Context, of: Callable[[Line, Line, Line], tuple[int, ...]], total: str
) -> tuple[TableRow, ...]:
    """A row an area and a part, with the same area one and two years ago, and the total."""
    rows: list[TableRow] = []
    sums: list[int] = []
    for line in context.money().lines:
        old, older = context.money(1).line(line.name), context.money(2).line(line.name)
        values = of(line, old, older)
        sums = [a + b for a, b in zip(sums or [0] * len(values), values, strict=True)]
        rows.append(amounts(line.name, values))
        for part, old_part, older_part in zip(line.parts, old.parts, older.parts, strict=True):
            rows.append(
                amounts(f"varav {part.name}", of(part, old_part, older_part), RowStyle.PART)
            )
    return (*rows, amounts(total, sums, RowStyle.TOTAL))


def budget_by_area(context: Context) -> DataTable:
    """The committee by service area, in the columns of the report's kind."""
    kind, year = context.kind, context.year
    if kind is Kind.VP:
        return _plan_by_area(context)
    if kind is Kind.VB:
        return DataTable(
            "budget_by_area",
            "Analys av resultaträkning - uppföljning av driftbudget",
            "mnkr",
            (
                "Mnkr",
                "Budget (kostnader +)",
                "Budget (intäkter -)",
                "Budget (netto)",
                "Bokslut före resultatöverföringar",
                "Bokslut efter resultatöverföringar",
                f"Avvikelse {year} efter resultatöverföringar",
                f"Avvikelse {year - 1} efter resultatöverföringar",
            ),
            _area_rows(
                context,
                lambda line, old, _: (
                    line.budget(kind).cost,
                    line.budget(kind).income,
                    line.budget(kind).net,
                    line.outcome.net,
                    line.after_transfer(kind),
                    line.deviation(kind),
                    old.deviation(kind),
                ),
                "Totalt",
            ),
        )
    return DataTable(
        "budget_by_area",
        "Uppföljning av driftbudget",
        "mnkr",
        (
            "Mnkr",
            f"Budget {year} (netto, inkl. godkända BJ)",
            "Begärda budgetjusteringar",
            f"Prognos {year} (före resultatöverföringar, inkl. begärda BJ)",
            f"Prognos {year} (efter resultatöverföringar, inkl. begärda BJ)",
            "Avvikelse (+/-) (inkl. begärda BJ)",
        ),
        _area_rows(
            context,
            lambda line, _, __: (
                line.budget(kind).net,
                line.asked(kind),
                line.result(kind).net,
                line.after_transfer(kind),
                line.deviation(kind),
            ),
            "Totalt",
        ),
    )


def _plan_values(line: Line, old: Line, older: Line) -> tuple[int, ...]:
    return (
        line.plan.cost,
        line.plan.income,
        line.plan.net,
        old.budget(Kind.VB).net,
        old.result(Kind.T2).net,
        older.outcome.net,
    )


def turnover_share(context: Context, line: Line) -> int:
    """The income that a plan announces as omslutning beyond the budgeted charges."""
    share = context.yearly("turnover", line.name, context.year).uniform(0.3, 0.9)
    return round(-line.plan.income * share)


def _turnover_row(value: int) -> TableRow:
    return amounts(
        "varav omslutningsförändring", (value, -value, 0, None, None, None), RowStyle.PART
    )


def _plan_by_area(context: Context) -> DataTable:
    year = context.year
    turnover = sum(turnover_share(context, line) for line in context.money().lines)
    return DataTable(
        "budget_by_area",
        "Nämndens ekonomiska förutsättningar",
        "mnkr",
        (
            f"Budget {year} (mnkr)",
            f"Kostnader {year}",
            f"Intäkter {year}",
            f"VP {year} Netto",
            f"Prognos slutlig budget {year - 1} Netto",
            f"Prognos netto utfall okt {year - 1}",
            f"Netto utfall {year - 2}",
        ),
        (*_area_rows(context, _plan_values, "Total drift"), _turnover_row(turnover)),
    )


def area_details(context: Context) -> tuple[DataTable, ...]:
    """A table an area: in a plan its parts with a sum, in closing accounts the net."""
    lines = [line for line in context.money().lines if line.plan.cost or context.kind is Kind.VB]
    make = _plan_detail if context.kind is Kind.VP else _closing_detail
    return tuple(make(context, line) for line in lines if line.name[0].isupper())


def _plan_detail(context: Context, line: Line) -> DataTable:
    year = context.year
    old, older = context.money(1).line(line.name), context.money(2).line(line.name)
    total = _plan_values(line, old, older)
    if len(line.parts) > 1:
        rows = [
            amounts(part.name.capitalize(), _plan_values(part, old_part, older_part))
            for part, old_part, older_part in zip(line.parts, old.parts, older.parts, strict=True)
        ]
    else:
        rows = [amounts(line.name, total)]
        rows += [
            amounts(f"varav {part.name}", _plan_values(part, *others), RowStyle.PART)
            for part, *others in zip(line.parts, old.parts, older.parts, strict=True)
        ]
    return DataTable(
        "area_detail",
        line.name,
        "mnkr",
        (
            f"Budget {year} (mnkr)",
            f"Kostnader {year}",
            f"Intäkter {year}",
            f"VP {year} Netto",
            f"*Netto budget {year - 1}",
            f"Netto prognos {year - 1} okt",
            f"Bokslut {year - 2}",
        ),
        (
            *rows,
            amounts("Summa", total, RowStyle.TOTAL),
            _turnover_row(turnover_share(context, line)),
        ),
        notes=(f"*Prognos justerad budget {year - 1}",),
    )


def _closing_detail(context: Context, line: Line) -> DataTable:
    year = context.year
    old = context.money(1).line(line.name)
    budget, outcome = line.budget(Kind.VB).net, line.outcome.net
    old_before = old.budget(Kind.VB).net - old.outcome.net
    rows = [amounts("Netto", (budget, outcome, budget - outcome, old_before))]
    if line.opening or line.closing:
        rows += [
            amounts(f"Resultatöverföring från {year - 1}", (None, None, line.opening, None)),
            amounts(f"Resultatöverföring till {year + 1}", (None, None, -line.closing, None)),
            amounts(
                "Netto efter resultatdispositioner",
                (None, None, line.deviation(Kind.VB), old.deviation(Kind.VB)),
                RowStyle.TOTAL,
            ),
        ]
    return DataTable(
        "area_detail",
        line.name,
        "mnkr",
        (
            "Mnkr",
            f"Budget {year}",
            f"Bokslut {year}",
            f"Avvikelse bokslut {year}",
            f"Avvikelse bokslut {year - 1}",
        ),
        tuple(rows),
    )


def result_units(context: Context) -> DataTable:
    """The result units in tkr, signs as the headers say.

    Funds and results are printed with surplus negative, what is carried over with
    surplus positive.
    """
    kind, year = context.kind, context.year
    forecast = kind is not Kind.VB
    rows, sums = [], [0, 0, 0, 0, 0]
    for unit in context.money().units:
        foreseen = foresees_result(context.seed, context.committee, year, unit.area, kind)
        result = unit.result if foreseen else 0
        closing = unit.closing if foreseen else unit.opening
        values = [unit.gross_budget, unit.gross_budget // 20, -unit.opening, -result, closing]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        rows.append(_unit_row(unit.name, values, forecast))
    rows.append(_unit_row("Summa resultatenheter", sums, forecast, RowStyle.TOTAL))
    signs = "Överskott (-) Underskott (+)"
    opening = f"Resultatöverföring från {year - 1} {signs}"
    if forecast:
        columns: tuple[str, ...] = (
            "Resultatenhetens namn",
            f"Resultatenhetens bruttobudget {year}",
            f"Varav 5 % av resultatenhetens bruttobudget {year}",
            opening,
            f"Beräknat resultat {year} {signs}",
            "Har resultatet uppkommit av resultatenhetens eget handlande? JA / NEJ",
            f"Beräknad resultatöverföring till {year + 1} (max 10 %) Överskott (+) Underskott (-)",
        )
    else:
        columns = (
            "Resultatenhetens namn",
            f"Resultatenhetens bruttobudget {year}",
            opening,
            f"Resultat {year} {signs}",
            f"Resultatöverföring till {year + 1} Överskott (+) Underskott (-)",
        )
    return DataTable("result_units", "Resultatenheter", "tkr", columns, tuple(rows))


def _unit_row(
    name: str, values: list[int], forecast: bool, style: RowStyle = RowStyle.ITEM
) -> TableRow:
    gross, twentieth, opening, result, closing = values
    if not forecast:
        return row(name, gross, opening, result, closing, style=style)
    share = None if style is RowStyle.TOTAL else twentieth
    return row(name, gross, share, opening, result, "JA", closing, style=style)


def investments(context: Context) -> DataTable:
    """Investments by kind, net."""
    kind, year = context.kind, context.year
    rows: list[TableRow] = []
    sums = [0, 0, 0, 0]
    for line in context.money().investments:
        budget, asked = line.budget(kind), line.asked(kind)
        if kind is Kind.VB:
            # T2 foresaw the whole budget, so both deviations are the same.
            left = budget - line.outcome
            values = [budget, line.outcome, left, left]
        else:
            values = [budget, budget + asked, asked, 0]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        rows.append(amounts(line.item, values))
    rows.append(
        amounts("Totalt investeringar" if kind is Kind.VB else "Totalt", sums, RowStyle.TOTAL)
    )
    if kind is Kind.VB:
        columns: tuple[str, ...] = (
            "Mnkr",
            f"Budget {year}",
            f"Bokslut {year}",
            f"Avvikelse {year}",
            f"Avvikelse mellan prognos T2 och bokslut {year}",
        )
    else:
        columns = (
            "Mnkr, netto",
            f"Budget {year} (inkl. beviljade budgetjusteringar)",
            f"Prognos tertial {year}",
            "Budgetjusteringar (ansökta medel i ärendet)",
            "Avvikelse (utgå från att begärda budgetjusteringar beviljas)",
        )
    return DataTable("investments", "Investeringar", "mnkr", columns, tuple(rows))


def investment_applications(context: Context) -> tuple[tuple[str, int], ...]:
    """What is applied for as investments: (item, tenths of mnkr)."""
    asked = ((line.item, line.asked(context.kind)) for line in context.money().investments)
    return tuple((item, value) for item, value in asked if value)


def running_applications(context: Context) -> tuple[tuple[str, int], ...]:
    """What is applied for to run services: (purpose, tenths of mnkr)."""
    found: list[tuple[str, int]] = []
    for line in context.money().lines:
        asked = line.granted[0] if context.kind is Kind.VP else line.asked(context.kind)
        if asked:
            first, second = GRANTS[line.name]
            half = asked // 3
            found += [(first, asked - half)] + ([(second, half)] if half else [])
    return tuple(found)


def budget_adjustments(title: str, items: tuple[tuple[str, int], ...]) -> DataTable:
    """A list of applications with their sum."""
    rows = tuple(amounts(f"{item} (1)", (value,)) for item, value in items)
    total = amounts(f"Totalt ansökt ({len(items)})", (sum(v for _, v in items),), RowStyle.TOTAL)
    return DataTable(
        "budget_adjustments",
        title,
        "mnkr",
        ("Beskrivning av budgetjusteringen, inom parentes antal ansökningar", "Mnkr"),
        (*rows, total),
    )


def turnover_changes(context: Context) -> DataTable:
    """Omslutning by area: income that pays for its own costs."""
    rows, total = [], 0
    for line in context.money().lines:
        value = (
            turnover_share(context, line)
            if context.kind is Kind.VP
            else line.budget(context.kind).income - line.result(context.kind).income
        )
        if value:
            total += value
            rows.append(amounts(line.name, (value, -value)))
    rows.append(amounts("Summa", (total, -total), RowStyle.TOTAL))
    return DataTable(
        "turnover",
        "Omslutningsförändringar",
        "mnkr",
        ("Verksamhetsområde (mnkr)", "Ökade kostnader", "Ökade intäkter"),
        tuple(rows),
    )


PANDEMIC_AREAS = (
    "Adm",
    "IoF BoU",
    "Fritid",
    "IoF Vux",
    "Ek bist ArbM",
    "Soc. psyk",
    "Funk",
    "Stadsmiljö",
    "Fsk",
    "ÄO",
)


def pandemic_costs(context: Context) -> DataTable:
    """A wide table in tkr with many empty cells."""
    source = context.rng("pandemic")
    until = "april" if context.kind is Kind.T1 else "augusti"
    sums = [0] * len(PANDEMIC_AREAS)
    rows = [row("Kostnader (tkr)", *[None] * (len(PANDEMIC_AREAS) + 1), style=RowStyle.HEADING)]
    for label in ("Inhyrd personal", "Extra personal", "Övriga kostnader (skydd, material)"):
        values = [
            source.choice((None, None, 0, source.randint(2, 90), source.randint(200, 5000)))
            for _ in PANDEMIC_AREAS
        ]
        sums = [a + (b or 0) for a, b in zip(sums, values, strict=True)]
        rows.append(row(label, *values, sum(v or 0 for v in values)))
    rows.append(row("Summa kostnader", *sums, sum(sums), style=RowStyle.TOTAL))
    return DataTable(
        "pandemic_costs",
        "Kostnader till följd av pandemin",
        "tkr",
        (f"Pandemi jan-{until}", *PANDEMIC_AREAS, "Totalsumma, tkr"),
        tuple(rows),
    )


@dataclass(frozen=True, slots=True)
class _Series:
    """A key figure of a committee: the same wherever a period of it is printed."""

    context: Context
    name: str
    low: float
    high: float

    def at(self, year: int, period: str = "mean") -> float:
        """The figure of a period: 'mean', 'plan', 'T1', 'T2', 'VB' or a month."""
        home = self.context.yearly("key figure", self.name).uniform(self.low, self.high)
        trend = 1 + 0.04 * self.context.yearly("trend", self.name, year).gauss(0, 1)
        sway = 1 + 0.015 * self.context.yearly("sway", self.name, year, period).gauss(0, 1)
        return max(home * trend * sway, 0.0)

    def whole(self, year: int, period: str = "mean") -> int:
        """The figure as a whole number."""
        return round(self.at(year, period))

    def decimal(self, year: int, period: str, places: int) -> Decimal:
        """The figure with decimals."""
        return decimal(self.at(year, period), places)


def key_figures(context: Context) -> tuple[DataTable, ...]:
    """Key figures per year, month and sex, in the areas that report them."""
    makers = (_preschool, _children, _psychiatry, _elderly, _disability, _assistance)
    return tuple(make(context) for make in makers)


def _preschool(context: Context) -> DataTable:
    year, now = context.year, context.kind.value
    periods = ((year - 1, "mean"), (year - 1, now), (year, now))

    def series(name: str, low: float, high: float) -> _Series:
        return _Series(context, name, low, high)

    children = [series("Antal barn", 1800, 4200).whole(*period) for period in periods]
    groups = [series("Snitt barngrupp", 14.9, 16.4).at(*period) for period in periods]
    wards = [round(count / size) for count, size in zip(children, groups, strict=True)]
    mean = [decimal(c / w, 1) for c, w in zip(children, wards, strict=True)]
    staff = [series("Barn/anställd", 4.6, 5.4).decimal(*period, 1) for period in periods]
    share = [_licensed_share(context, *period) for period in periods]
    return DataTable(
        "key_figures",
        "Tabell med nyckeltal inom förskolan",
        "",
        ("Nyckeltal", f"Snitt {year - 1}", f"{now} {year - 1}", f"{now} {year}"),
        (
            row("Antal barn", *children),
            row("Antal avdelningar", *wards),
            row("Snitt barngrupp", *mean),
            row("Antal barn/anställd", *staff),
            row(
                "Andel legitimerade förskollärare, %",
                *(Cell(f"{number(value)}%", value, "%") for value in share),
            ),
        ),
    )


def _licensed_share(context: Context, year: int, period: str) -> Decimal:
    """The share of licensed preschool teachers: the indicator's outcome where it has one."""
    spec = next(s for s in indicators.CATALOGUE if s.name.startswith("Andel legitimerade"))
    parts = indicators.series(context.seed, context.committee, "KF", spec, year).parts
    measured = dict(zip(("T1", "T2", "VB"), parts, strict=True)).get(period)
    drawn = _Series(context, "Andel legitimerade", 29, 39).decimal(year, period, 1)
    return drawn if measured is None else measured


def _children(context: Context) -> DataTable:
    year, now = context.year, context.kind.value

    def line(label: str, low: int, high: int) -> TableRow:
        series = _Series(context, label, low, high)
        return row(label, *(series.whole(year - back, now) for back in (2, 1, 0)))

    heading = (None, None, None)
    return DataTable(
        "key_figures",
        "Tabell över nyckeltal inom barn och unga",
        "",
        (f"Nyckeltal barn och unga, {now}", *(str(year - back) for back in (2, 1, 0))),
        (
            row("Inflöde", *heading, style=RowStyle.HEADING),
            line("Antal anmälningar", 800, 1400),
            line("Antal som leder till utredning", 200, 400),
            row("Ärendeflöde", *heading, style=RowStyle.HEADING),
            line("Hanterade ärenden*", 850, 1200),
            line("Vårddygn, snitt per månad", 1200, 2400),
            line("Insatser i egen öppenvård*", 130, 300),
        ),
        notes=("* Unika individer",),
    )


def _psychiatry(context: Context) -> DataTable:
    year, now = context.year, context.kind.value

    def four(label: str, low: int, high: int) -> list[int]:
        women, men = (_Series(context, f"{label} {sex}", low, high) for sex in ("k", "m"))
        return [s.whole(y, now) for y in (year - 1, year) for s in (women, men)]

    old, new = four("Stödboende", 5, 12), four("Träningslägenhet", 12, 20)
    return DataTable(
        "key_figures",
        "Tabell med nyckeltal inom socialpsykiatrin",
        "",
        (
            "Verksamhet antal personer",
            f"{now} {year - 1} Kvinnor",
            f"{now} {year - 1} Män",
            f"{now} {year} Kvinnor",
            f"{now} {year} Män",
        ),
        (
            row("Bostad med särskild service", *four("Bostad med särskild service", 8, 20)),
            row("Stödboende", *old[:2], None, None),
            row("Stödboende och träningslägenhet", None, None, *new[2:]),
            row("Boendestöd", *four("Boendestöd", 90, 220)),
            row("Sysselsättning", *four("Sysselsättning", 30, 70)),
        ),
    )


def _elderly(context: Context) -> DataTable:
    year, now = context.year, context.kind.value
    rows = []
    for label, low, high in (
        ("Vård- och omsorgsboende, antal månadspersoner", 250, 520),
        ("Servicehus, antal månadspersoner", 90, 190),
        ("Hemtjänst, utförda dagtimmar", 28_000, 46_000),
    ):
        series = _Series(context, label, low, high)
        current = series.whole(year, now)
        women = round(current * context.rng("women", label).uniform(0.62, 0.72))
        rows.append(
            row(
                label,
                series.whole(year - 1),
                series.whole(year, "plan"),
                current,
                women,
                current - women,
            )
        )
    return DataTable(
        "key_figures",
        "Tabell över beställarenhetens budget och insatser",
        "",
        (
            "Nyckeltal",
            f"Snitt {year - 1}",
            f"Budget {year}",
            "Snitt i år",
            "Varav kvinnor",
            "Varav män",
        ),
        tuple(rows),
    )


def _disability(context: Context) -> DataTable:
    year, now = context.year, context.kind.value
    rows, sums = [], [0, 0]
    for label, low, high in (
        ("Servicebostad", 35, 60),
        ("Gruppbostad", 90, 150),
        ("Barnboende", 4, 12),
        ("Korttidshem", 60, 95),
        ("Daglig verksamhet", 260, 380),
        ("KTT (korttidstillsyn för skolungdom över 12 år enligt LSS)", 30, 55),
    ):
        series = _Series(context, label, low, high)
        values = [series.whole(year, "plan"), series.whole(year, now)]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        rows.append(row(label, *values))
    cases = _Series(context, "LASS-ärenden", 90, 130)
    return DataTable(
        "key_figures",
        "Tabell med nyckeltal inom funktionsnedsättning",
        "",
        ("Verksamhet (helårspersoner)", f"VP {year}", f"{now} {year} Avläsning"),
        (
            *rows,
            row("Summa", *sums, style=RowStyle.TOTAL),
            row(
                "LASS-ärenden",
                cases.decimal(year, "plan", 1),
                cases.whole(year, now),
                style=RowStyle.OTHER,
            ),
        ),
    )


def _assistance(context: Context) -> DataTable:
    year = context.year
    until = {Kind.T1: 4, Kind.T2: 8}.get(context.kind, 12)
    series = _Series(context, "Antal hushåll", 700, 1300)
    each = _Series(context, "Medelbidrag", 9400, 11_200)
    periods = [(year - 1, "mean"), *((year, month) for month in MONTHS[:until])]
    households = [series.whole(*period) for period in periods]
    mean = [each.whole(*period) for period in periods]
    paid = [decimal(c * m / 1_000_000, 2) for c, m in zip(households, mean, strict=True)]
    return DataTable(
        "key_figures",
        "Tabell över nyckeltal inom ekonomiskt bistånd",
        "",
        (
            "Nyckeltal, ekonomiskt bistånd",
            f"Snitt {year - 1}",
            *(month.capitalize() for month in MONTHS[:until]),
        ),
        (
            row("Antal hushåll", *households),
            row("Utbetalt bistånd, mnkr", *paid),
            row("Medelbidrag, kronor", *mean),
        ),
    )


def placements_by_month(context: Context) -> DataTable:
    """Places a month over four years with their mean."""
    series, rows = _Series(context, "Månadsplatser", 350, 600), []
    for year in range(context.year - 3, context.year + 1):
        values = [series.whole(year, month) for month in MONTHS]
        rows.append(row(f"Månadsplatser {year}", *values, round(sum(values) / 12)))
    return DataTable(
        "key_figures",
        "Placeringar inom beställarenheten",
        "",
        ("Antal placeringar", *(month.capitalize() for month in MONTHS), "Medel"),
        tuple(rows),
    )


def children_count(context: Context) -> DataTable:
    """Children against the budgeted number, by age; no thousands space in one column."""
    year, rows, sums = context.year, [], [0, 0, 0, 0]
    for label, low, high in (
        ("1-3 år", 1500, 2500),
        ("4-5 år", 2000, 3300),
        ("Allmän förskola", 0, 0),
    ):
        series = _Series(context, f"Barn {label}", low, high)
        planned, now = series.whole(year, "plan"), series.whole(year, "VB")
        before = series.whole(year - 1, "VB") - series.whole(year - 1, "plan")
        values = [planned, now, now - planned, before]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        rows.append(_child_row(label, values))
    rows.append(_child_row("Totalt antal barn", sums, RowStyle.TOTAL))
    return DataTable(
        "key_figures",
        "Antal barn i förskolan",
        "",
        (
            "Antal barn",
            f"Budget {year}",
            f"Bokslut {year}",
            f"Avvikelse bokslut {year}",
            f"Avvikelse bokslut {year - 1}",
        ),
        tuple(rows),
    )


def _child_row(label: str, values: list[int], style: RowStyle = RowStyle.ITEM) -> TableRow:
    first, second, *rest = values
    return row(label, first, Cell(str(second), Decimal(second)), *rest, style=style)


def forecast_history(context: Context) -> DataTable:
    """How the deviation was foreseen in T2 and T1."""
    lines = context.money().lines
    kinds = (Kind.VB, Kind.T2, Kind.T1)
    rows = [amounts(line.name, tuple(line.deviation(kind) for kind in kinds)) for line in lines]
    sums = tuple(sum(line.deviation(kind) for line in lines) for kind in kinds)
    return DataTable(
        "forecast_history",
        "Avvikelse per verksamhetsområde jämfört med tidigare prognoser",
        "mnkr",
        ("Verksamhet (mnkr)", "Bokslut", "T2", "T1"),
        (*rows, amounts("Slutligt resultat", sums, RowStyle.TOTAL)),
    )


def cost_income(context: Context) -> DataTable:
    """Costs and income of two years with the change of the net."""
    year = context.year
    return DataTable(
        "cost_income_development",
        "Kostnads- och intäktsutveckling per verksamhetsområde",
        "mnkr",
        (
            "Verksamhet (mnkr)",
            f"Kostnader {year - 1}",
            f"Intäkter {year - 1}",
            f"Kostnader {year}",
            f"Intäkter {year}",
            "Nettoförändring",
        ),
        _area_rows(
            context,
            lambda line, old, _: (
                old.outcome.cost,
                old.outcome.income,
                line.outcome.cost,
                line.outcome.income,
                line.outcome.net - old.outcome.net,
            ),
            "Totalt drift",
        ),
    )


def staff_costs(context: Context) -> DataTable:
    """Staff costs of two years by area."""
    year, rows, sums = context.year, [], [0, 0, 0]
    for line in context.money().lines:
        if not line.name[0].isupper():
            continue
        share = context.yearly("staff", line.name).uniform(0.3, 0.68)
        old = round(context.money(1).line(line.name).outcome.cost * share)
        new = round(line.outcome.cost * share)
        values = [old, new, new - old]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        rows.append(amounts(line.name, values))
    rows.append(amounts("Summa stadsdelsnämnd", sums, RowStyle.TOTAL))
    return DataTable(
        "staff_costs",
        "Personalkostnadsutveckling",
        "mnkr",
        (
            "Verksamhet (mnkr)",
            f"Utfall {year - 1}",
            f"Utfall {year}",
            f"Förändring {year - 1}-{year}",
        ),
        tuple(rows),
    )


ASSETS = (
    "Mark, byggnader och tekniska anläggningar",
    "Maskiner och inventarier",
    "Kundfordringar",
    "Kortfristiga fordringar",
    "Likvida medel",
)
DEBTS = (
    "Kommunkapital",
    "Långfristiga skulder",
    "Leverantörsskulder",
    "Övriga kortfristiga skulder",
    "Upplupna kostnader och förutbetalda intäkter",
)


def _balance(context: Context, year: int) -> tuple[list[int], list[int]]:
    source = context.yearly("balance", year)
    assets = [
        source.randint(low, high)
        for low, high in ((1500, 3000), (300, 700), (300, 600), (50, 120), (1, 9))
    ]
    shares = [source.uniform(0.5, 1.5) * share for share in (45, 2, 36, 2, 18)]
    debts = [round(sum(assets) * share / sum(shares)) for share in shares]
    debts[0] += sum(assets) - sum(debts)
    return assets, [-debt for debt in debts]


def balance_sheet(context: Context) -> DataTable:
    """Assets beside debts: two labels in a row."""
    year = context.year
    (assets, debts), (old_assets, old_debts) = _balance(context, year), _balance(context, year - 1)
    rows = [
        row(asset, tenths(a), tenths(b), debt, tenths(c), tenths(d))
        for asset, a, b, debt, c, d in zip(
            ASSETS, assets, old_assets, DEBTS, debts, old_debts, strict=True
        )
    ]
    rows.append(
        row(
            "Summa",
            tenths(sum(assets)),
            tenths(sum(old_assets)),
            "Summa",
            tenths(sum(debts)),
            tenths(sum(old_debts)),
            style=RowStyle.TOTAL,
        )
    )
    return DataTable(
        "balance_sheet",
        "Analys av balansräkning",
        "mnkr",
        (
            "Tillgångar (mnkr)",
            f"Bokslut {year}",
            f"Bokslut {year - 1}",
            "Skulder och kommunkapital (mnkr)",
            f"Bokslut {year}",
            f"Bokslut {year - 1}",
        ),
        tuple(rows),
        label_columns=(0, 3),
    )


def _turnover_months(context: Context, year: int) -> list[Decimal]:
    source = context.yearly("staff turnover", year)
    values: list[Decimal] = []
    for _ in MONTHS:
        values.append((values[-1] if values else Decimal(0)) + decimal(source.uniform(0, 0.6), 2))
    return values


def staff_turnover(context: Context) -> tuple[DataTable, DataTable]:
    """Staff turnover in percent per tertial and per month; early figures are missing."""
    year = context.year
    tertials, months = [], []
    for back in (2, 1, 0):
        values = _turnover_months(context, year - back)
        unknown = 12 if back == 2 else 3 if back == 1 else 0
        cells: list[Printed] = ["i.u." if i < unknown else values[i] for i in range(12)]
        tertials.append(row(str(year - back), cells[3], cells[7], values[11]))
        if back < 2:
            months.append(row(str(year - back), *cells))
    title = "Personalomsättning"
    return (
        DataTable(
            "staff_turnover",
            title,
            "procent",
            ("Personalomsättning i procent", "T1", "T2", "VB"),
            tuple(tertials),
        ),
        DataTable(
            "staff_turnover",
            title,
            "procent",
            ("Personalomsättning i procent", *MONTHS),
            tuple(months),
            notes=("*ackumulerat till och med månaden",),
        ),
    )


COMPLAINTS = (
    ("Beröm", ("Antal beröm",)),
    (
        "Från vem har synpunkten kommit?",
        (
            "Brukare/patient",
            "Invånare",
            "Närstående (anhörig, god man, etc.)",
            "Ungdom",
            "Vårdnadshavare",
        ),
    ),
    ("Rapportering av lex Sarah", ("Lex Maria", "Lex Sarah")),
    (
        "Vad gällde synpunkten?",
        (
            "Bemötande",
            "Brist i information",
            "Mat och måltider",
            "Tillgänglighet (öppettider, telefontider)",
            "Utebliven eller försenad insats",
        ),
    ),
    ("Återkoppling", ("Antal klagomål där återkoppling har lämnats",)),
)


def complaints(context: Context) -> DataTable:
    """Complaints by group and category over the year's three periods."""
    source, rows = context.rng("complaints"), []
    for group, categories in COMPLAINTS:
        for index, category in enumerate(categories):
            values = [
                source.choice((None, 0, source.randint(1, 30), source.randint(10, 140)))
                for _ in range(3)
            ]
            known = any(value is not None for value in values)
            total = sum(value or 0 for value in values)
            rows.append(
                row(
                    group if index == 0 else None,
                    category,
                    *values,
                    Cell(f"{number(total)} st", Decimal(total), "st") if known else None,
                    None,
                )
            )
    return DataTable(
        "complaints",
        "Redovisning av synpunkter och klagomål",
        "",
        (
            "Uppdelning",
            "Synpunkter/kategorier",
            "Utfall T1",
            "Utfall T2",
            "Utfall VB",
            "Totalt ack. utfall",
            "Sammanfattning och planerade åtgärder",
        ),
        tuple(rows),
        label_columns=(0, 1),
    )


def approvals(context: Context, names: tuple[str, ...], day: str) -> DataTable:
    """Who approved the document and when."""
    return DataTable(
        "signatures",
        "Attesterat av",
        "",
        ("Namn", "Datum"),
        tuple(row(name, day) for name in names),
    )


def grants_received(context: Context) -> DataTable:
    """State grants: a long text between label and amount."""
    source = context.rng("grants")
    value = source.randint(20, 140)
    text = (
        "Ersättning för höga sjuklönekostnader. Fördelningen mellan nämnder redovisas varje "
        "månad och utbetalning sker i efterhand."
    )
    return DataTable(
        "state_grants",
        "Statsbidrag till följd av pandemin",
        "mnkr",
        ("Statsbidrag", "Vad det avser", "Mnkr"),
        (
            row("Ersättning för sjuklön", text, tenths(value)),
            row("Summering", None, tenths(value), style=RowStyle.TOTAL),
        ),
    )
