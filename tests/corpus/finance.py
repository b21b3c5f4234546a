"""The invented money of a committee: a year's path from plan to closing accounts.

Belongs here: amounts and their identities, in whole tenths of a million SEK (result units
in thousands), so that every sum is exact as printed. No printing: ``tables`` does that.

What follows what: the budget of a follow-up is the plan's budget plus what was granted;
what T1 applies for is granted in T2, what T2 applies for stands in the closing accounts;
a result unit's closing fund is next year's opening fund; last year's outcome is printed
as such by this year's reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.corpus.model import Kind
from tests.corpus.swedish import rng


@dataclass(frozen=True, slots=True)
class Area:
    """A service area: ``size`` is its share of costs in mnkr for a committee of size 1."""

    name: str
    size: float
    income_share: float
    parts: tuple[tuple[str, float], ...] = ()
    has_result_units: bool = False


AREAS = (
    Area("Nämnd och administration", 70, 0.02),
    Area(
        "Individ- och familjeomsorg",
        360,
        0.1,
        (
            ("barn och ungdom", 0.58),
            ("vuxen", 0.17),
            ("socialpsykiatri", 0.2),
            ("nyanlända", 0.05),
        ),
    ),
    Area("Stadsmiljöverksamhet", 34, 0.01),
    Area("avskrivningar", 20, 0.0),
    Area("internräntor", 4, 0.0),
    Area("Förskoleverksamhet", 640, 0.09, has_result_units=True),
    Area("Äldreomsorg", 870, 0.17, has_result_units=True),
    Area(
        "Stöd och service till personer med funktionsnedsättning",
        480,
        0.1,
        has_result_units=True,
    ),
    Area("Barn, kultur och fritid", 46, 0.07),
    Area("Arbetsmarknadsåtgärder", 26, 0.15),
    Area("Ekonomiskt bistånd", 140, 0.03, (("handläggning", 0.28),)),
    Area("Övrig verksamhet", 0, 0.0),
)
"""Parts of 'Ekonomiskt bistånd' do not add up to it: only one of them is told apart."""

GRANTS = {
    "Stadsmiljöverksamhet": ("Skötsel av naturreservat", "Biologisk mångfald"),
    "Barn, kultur och fritid": ("Sommarlovsverksamhet", "Förlängda öppettider"),
    "Äldreomsorg": ("Tomgångshyror", "Kompetensutveckling"),
    "Individ- och familjeomsorg": ("Medel mot segregation", "Socialt förebyggande arbete"),
    "Förskoleverksamhet": ("Ersättning för hög hyra", "Språkutveckling"),
}

INVESTMENTS = (
    "Parkinvesteringar",
    "Reinvesteringar",
    "Nycklade medel stadsmiljö",
    "Klimatinvesteringar",
    "Trygghetsinvesteringar",
    "Maskiner och inventarier",
)


@dataclass(frozen=True, slots=True)
class Money:
    """Costs positive, income negative, in tenths of mnkr."""

    cost: int
    income: int

    @property
    def net(self) -> int:
        """What the committee's own money has to pay."""
        return self.cost + self.income

    def __add__(self, other: Money) -> Money:
        return Money(self.cost + other.cost, self.income + other.income)


ZERO = Money(0, 0)


@dataclass(frozen=True, slots=True)
class Unit:
    """A result unit's year in thousands of SEK, surplus positive."""

    name: str
    area: str
    gross_budget: int
    opening: int
    result: int

    @property
    def closing(self) -> int:
        """What is carried over: at most ten percent of the gross budget."""
        limit = self.gross_budget // 10
        return max(min(self.opening + self.result, limit), -limit)


@dataclass(frozen=True, slots=True)
class Line:
    """A service area's year. ``parts`` are (name, Line) for its varav rows."""

    name: str
    plan: Money
    granted: tuple[int, int, int]
    requested: tuple[int, int]
    forecast: tuple[Money, Money]
    outcome: Money
    opening: int
    expected_closing: tuple[int, int]
    closing: int
    parts: tuple[Line, ...] = ()

    def budget(self, kind: Kind) -> Money:
        """The budget in force when a report is written."""
        steps = {Kind.VP: 0, Kind.T1: 1, Kind.T2: 2, Kind.VB: 3}[kind]
        return self.plan + Money(sum(self.granted[:steps]), 0)

    def result(self, kind: Kind) -> Money:
        """Forecast (T1, T2) or outcome (VB) before transfers."""
        return {Kind.T1: self.forecast[0], Kind.T2: self.forecast[1]}.get(kind, self.outcome)

    def after_transfer(self, kind: Kind) -> int:
        """Net after the result units' funds are taken in and set aside."""
        closing = {Kind.T1: self.expected_closing[0], Kind.T2: self.expected_closing[1]}.get(
            kind, self.closing
        )
        return self.result(kind).net - self.opening + closing

    def asked(self, kind: Kind) -> int:
        """What this report applies for."""
        return {Kind.T1: self.requested[0], Kind.T2: self.requested[1]}.get(kind, 0)

    def deviation(self, kind: Kind) -> int:
        """Surplus positive: budget with what is applied for, less the net after transfers."""
        return self.budget(kind).net + self.asked(kind) - self.after_transfer(kind)


@dataclass(frozen=True, slots=True)
class Investment:
    """A kind of investment in tenths of mnkr; ``applied`` for in VP, T1 and T2."""

    item: str
    plan: int
    applied: tuple[int, int, int]
    outcome: int

    def budget(self, kind: Kind) -> int:
        """The plan with what was applied for in earlier reports."""
        return self.plan + sum(self.applied[: list(Kind).index(kind)])

    def asked(self, kind: Kind) -> int:
        """What this report applies for."""
        return 0 if kind is Kind.VB else self.applied[list(Kind).index(kind)]


@dataclass(frozen=True, slots=True)
class Year:
    """A committee's economy of one year."""

    year: int
    lines: tuple[Line, ...]
    units: tuple[Unit, ...]
    investments: tuple[Investment, ...]

    def line(self, name: str) -> Line:
        """The service area called ``name``."""
        return next(line for line in self.lines if line.name == name)


def _round_to_hundred(units: list[Unit]) -> list[Unit]:
    """Let an area's closing funds add up to whole tenths of mnkr (hundreds of tkr)."""
    rest = sum(unit.closing for unit in units) % 100
    last = units[-1]
    limit = last.gross_budget // 10
    carried = max(min(last.opening + last.result, limit - 100), 100 - limit)
    rest = (sum(unit.closing for unit in units[:-1]) + carried) % 100
    result = carried - rest - last.opening
    units[-1] = Unit(last.name, last.area, last.gross_budget, last.opening, result)
    return units


def unit_names(seed: object, committee: str) -> dict[str, tuple[str, ...]]:
    """The result units of a committee by service area."""
    source = rng(seed, "unit names", committee)
    places = source.sample(PLACES, 14)
    pre = places[: source.randint(5, 10)]
    return {
        "Förskoleverksamhet": tuple(f"{place}s förskolor" for place in pre),
        "Äldreomsorg": (
            f"{places[10]}s vård- och omsorgsboende",
            f"{places[11]}s hemtjänst",
            f"{places[12]}s servicehus",
        ),
        "Stöd och service till personer med funktionsnedsättning": (
            f"Grupp- och servicebostad {committee}",
            f"{places[13]}s dagliga verksamhet",
        ),
    }


PLACES = (
    "Alkärr",
    "Björkängen",
    "Dalbacka",
    "Ekhöjden",
    "Fiskarudden",
    "Grindtorp",
    "Hasselbacken",
    "Isbergslund",
    "Kvarnmalmen",
    "Lindhagsro",
    "Mossebo",
    "Näckdalen",
    "Odenmark",
    "Rönnvreten",
    "Sjöstugan",
    "Tallmossen",
    "Vassviken",
    "Åkersbro",
    "Älghult",
    "Österkulla",
)


@cache
def units_of(seed: object, committee: str, year: int) -> tuple[Unit, ...]:
    """The result units of a year; funds carry over from year to year (from 2013)."""
    earlier = (
        {}
        if year <= 2013
        else {unit.name: unit.closing for unit in units_of(seed, committee, year - 1)}
    )
    found: list[Unit] = []
    for area, names in unit_names(seed, committee).items():
        group = []
        for name in names:
            source = rng(seed, "unit", committee, name, year)
            base = rng(seed, "unit size", committee, name).randint(22_000, 90_000)
            # It never shrinks, so that no opening fund is over its ten percent.
            gross = round(base * 1.03 ** (year - 2013))
            opening = earlier.get(name, 0)
            result = 0 if source.random() < 0.1 else round(source.gauss(0.01, 0.02) * gross)
            group.append(Unit(name, area, gross, opening, result))
        found += _round_to_hundred(group)
    return tuple(found)


def _split(total: int, shares: tuple[float, ...]) -> list[int]:
    """Whole numbers in these shares that add up to the total."""
    parts = [round(total * share / sum(shares)) for share in shares[:-1]]
    return [*parts, total - sum(parts)]


def _money(cost: float, income_share: float) -> Money:
    return Money(round(cost), -round(cost * income_share))


def _shifted(money: Money, cost: float, income: float) -> Money:
    return Money(money.cost + round(cost), money.income - round(income))


@cache
def year_of(seed: object, committee: str, year: int) -> Year:
    """The committee's economy of a year."""
    size = rng(seed, "size", committee).uniform(0.55, 1.6)
    units = units_of(seed, committee, year)
    lines = tuple(_line(seed, committee, year, area, size, units) for area in AREAS)
    return Year(year, lines, units, _investments(seed, committee, year, size))


def _line(
    seed: object, committee: str, year: int, area: Area, size: float, units: tuple[Unit, ...]
) -> Line:
    source = rng(seed, "line", committee, area.name, year)
    tilt = rng(seed, "tilt", committee, area.name).uniform(0.8, 1.2)
    cost = area.size * 10 * size * tilt * 1.028 ** (year - 2020)
    plan = _money(cost, area.income_share)
    grants = area.name in GRANTS and plan.cost > 0
    first, second = (
        (source.choice((0, 0, source.randint(3, 60))) for _ in range(2)) if grants else (0, 0)
    )
    granted = (source.choice((0, 0, source.randint(2, 40))) if grants else 0, first, second)
    requested = (first, second)
    own = [unit for unit in units if unit.area == area.name]
    opening = sum(unit.opening for unit in own) // 100
    closing = sum(unit.closing for unit in own) // 100
    drift = source.gauss(0, 0.018) * plan.cost if source.random() < 0.8 else 0.0
    more_income = abs(source.gauss(0.01, 0.03)) * plan.cost if plan.income else 0.0
    outcome = _shifted(plan, drift + more_income + sum(granted), more_income)
    forecasts = tuple(
        _shifted(
            plan,
            drift * share + more_income * share + sum(granted[: step + 1]) + requested[step],
            more_income * share,
        )
        for step, share in ((0, source.uniform(0, 0.6)), (1, source.uniform(0.4, 1.0)))
    )
    expected = tuple(
        closing if foresees_result(seed, committee, year, area.name, kind) else opening
        for kind in (Kind.T1, Kind.T2)
    )
    parts = _parts(source.random(), area, plan, granted, requested, forecasts, outcome)
    return Line(
        area.name,
        plan,
        granted,
        requested,
        (forecasts[0], forecasts[1]),
        outcome,
        opening,
        (expected[0], expected[1]),
        closing,
        parts,
    )


def _parts(
    skew: float,
    area: Area,
    plan: Money,
    granted: tuple[int, int, int],
    requested: tuple[int, int],
    forecasts: tuple[Money, ...],
    outcome: Money,
) -> tuple[Line, ...]:
    """The varav rows: they add up to the area in every column, except a single one."""
    if not area.parts:
        return ()
    names = [name for name, _ in area.parts]
    shares = tuple(share for _, share in area.parts)
    if len(area.parts) == 1:
        shares = (shares[0], 1 - shares[0])
        names.append("")
    swayed = tuple(share * (1 + 0.1 * (skew - 0.5) * (-1) ** i) for i, share in enumerate(shares))

    def split(money: Money, by: tuple[float, ...]) -> list[Money]:
        costs, incomes = _split(money.cost, by), _split(money.income, by)
        return [Money(cost, income) for cost, income in zip(costs, incomes, strict=True)]

    plans, outcomes = split(plan, shares), split(outcome, swayed)
    first, second = (split(money, swayed) for money in forecasts)
    lines = [
        Line(
            name,
            plans[i],
            granted if i == 0 else (0, 0, 0),
            requested if i == 0 else (0, 0),
            (first[i], second[i]),
            outcomes[i],
            0,
            (0, 0),
            0,
        )
        for i, name in enumerate(names)
    ]
    return tuple(line for line in lines if line.name)


def foresees_result(seed: object, committee: str, year: int, area: str, kind: Kind) -> bool:
    """Whether a follow-up already counts with its units' results, or with unchanged funds."""
    return kind is Kind.VB or rng(seed, "foresees", committee, year, area, kind).random() < 0.6


def _investments(seed: object, committee: str, year: int, size: float) -> tuple[Investment, ...]:
    rows = []
    for item in INVESTMENTS:
        source = rng(seed, "investment", committee, item, year)
        budget = round(source.uniform(8, 120) * size)
        applied = [0, 0, 0]
        applied[source.randrange(3)] = source.choice((0, 0, source.randint(2, 40)))
        outcome = round((budget + sum(applied)) * source.uniform(0.8, 1.0))
        rows.append(Investment(item, budget, (applied[0], applied[1], applied[2]), outcome))
    return tuple(rows)
