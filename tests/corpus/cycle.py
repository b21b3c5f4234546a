"""Composes the reports of an invented committee's year.

Belongs here: what stands in which report in which order. The figures come from
``indicators``, ``activities`` and ``tables``, the words from ``prose`` and ``goals``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar, cast

from tests.corpus import activities, indicators, prose, tables
from tests.corpus.goals import Mandate, committee_goals, mandate_of
from tests.corpus.model import (
    ActivityTable,
    Assessment,
    AssessmentLine,
    Block,
    Bullets,
    DataTable,
    Decision,
    Goal,
    GoalHeading,
    Head,
    Heading,
    IndicatorTable,
    Kind,
    Level,
    Paragraph,
    Report,
)
from tests.corpus.swedish import mnkr, number, rng
from tests.corpus.tables import Context

INVENTED = (
    "Granholmen-Söderbacka",
    "Kvarnsjö",
    "Ekbacken-Lillvreten",
    "Norrmossen-Åkerlund",
    "Vattenvik",
    "Tallhöjden",
    "Björksundet-Ängsro",
)
REAL = (
    "Bromma",
    "Enskede-Årsta-Vantör",
    "Farsta",
    "Hägersten-Älvsjö",
    "Hässelby-Vällingby",
    "Järva",
    "Kungsholmen",
    "Norra innerstaden",
    "Skarpnäck",
    "Skärholmen",
    "Södermalm",
    "Spånga-Tensta",
    "Utbildningsnämnden",
    "Socialnämnden",
)
"""Selectable, so that heads of real committees can be tested; what they say is invented."""

FIRST_NAMES = ("Alma", "Birger", "Disa", "Eskil", "Frej", "Hedda", "Ingrid", "Malte", "Svea")
LAST_NAMES = ("Almdal", "Bergvret", "Ekskär", "Fornholm", "Grankvist", "Lindros", "Ståhlö")


@dataclass(frozen=True, slots=True)
class Style:
    """How one committee in one year words and sets its reports."""

    codes: str
    assessment: str
    heading_on_own_line: bool
    million: str
    economy_tables: float
    prose: float


def style_of(seed: object, committee: str, year: int) -> Style:
    """A committee keeps its style over a mandate."""
    source = rng(seed, "style", committee, mandate_of(year).first_year)
    return Style(
        codes=source.choice(("plain", "plain", "dot", "none")),
        assessment=source.choice(("Uppfylls", "Uppfylls", "Uppnås")),
        heading_on_own_line=source.random() < 0.4,
        million="mkr" if year < 2019 and source.random() < 0.4 else "mnkr",
        economy_tables=source.uniform(0.6, 1.0),
        prose=source.uniform(0.6, 1.4),
    )


def compose(seed: object, committee: str, year: int, kind: Kind) -> Report:
    """The report of a committee for a period; the same arguments give the same report."""
    context = Context(seed, committee, kind, year)
    style = style_of(seed, committee, year)
    goals, themes = _goals(context, style)
    blocks: list[Block] = []
    blocks += _summary(context, goals)
    if kind is not Kind.VP:
        blocks.append(Heading(1, "Uppföljning av Kommunfullmäktiges inriktningsmål"))
    for index, theme in enumerate(themes):
        blocks += _goal_section(context, style, goals, index, theme)
    blocks += _economy(context, style)
    blocks += _other(context)
    report = Report(_head(context), _decisions(context), goals, tuple(blocks))
    return report if style.million == "mnkr" else _respelt(report, style.million)


T = TypeVar("T")


def _respelt(value: T, million: str) -> T:
    """The same with another short form of a million: "Mnkr" → "Mkr", everywhere."""
    changed: object = value
    if isinstance(value, str) and not isinstance(value, StrEnum):
        changed = value.replace("mnkr", million).replace("Mnkr", million.capitalize())
    elif isinstance(value, tuple):
        changed = tuple(_respelt(item, million) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: _respelt(getattr(value, f.name), million) for f in fields(value)}
        changed = replace(value, **parts)
    return cast("T", changed)


def _name(source_key: tuple[object, ...]) -> str:
    source = rng(*source_key)
    return f"{source.choice(FIRST_NAMES)} {source.choice(LAST_NAMES)}"


def _head(context: Context) -> Head:
    source = context.rng("head")
    year, kind = context.year, context.kind
    is_city = context.committee.endswith("nämnden")
    who = context.committee if is_city else f"{context.committee} stadsdelsnämnd"
    written = {
        Kind.VP: date(year - 1, 11, 20),
        Kind.T1: date(year, 5, 4),
        Kind.T2: date(year, 9, 10),
        Kind.VB: date(year + 1, 1, 23),
    }[kind] + timedelta(days=source.randint(0, 9))
    number_in_kind = kind.value[-1]
    titles = {
        Kind.VP: (f"Verksamhetsplan {year} för {who}", f"Verksamhetsplan och budget för år {year}"),
        Kind.T1: (),
        Kind.T2: (),
        Kind.VB: (
            f"Nämndens verksamhetsberättelse {year}",
            f"Verksamhetsberättelse {year} {context.committee}",
            f"Verksamhetsberättelse med bokslut {year} för {who}",
        ),
    }
    followups = (
        f"Tertialrapport {number_in_kind} {year} för {who}",
        f"Tertialrapport {number_in_kind} år {year}",
        f"Tertialrapport Tertial {number_in_kind} {year} för {who}",
    )
    labels = ("Dnr", "Dnr:", "Diarienummer")
    serial = source.randint(20, 980)
    numbers = (f"{year}/{serial}", f"1.2.1-{serial}/{year}", f"1.2.{source.randint(1, 6)}-{serial}")
    return Head(
        committee=context.committee,
        committee_kind="facknamnd" if is_city else "stadsdelsnamnd",
        kind=kind,
        year=year,
        title=source.choice(titles[kind] or followups),
        report_date=written,
        meeting_date=written + timedelta(days=source.randint(14, 24)),
        diary_number=source.choice(numbers),
        diary_label=source.choice(labels),
        case_officer=_name((context.seed, "officer", context.committee, year, kind)),
        director=_name((context.seed, "director", context.committee, mandate_of(year).first_year)),
        address=(
            f"Torggatan {source.randint(2, 40)}, plan {source.randint(1, 6)}",
            f"Box {source.randint(100, 990)}",
            f"000 {source.randint(10, 99)} Stockholm",
        ),
    )


def _goals(context: Context, style: Style) -> tuple[tuple[Goal, ...], tuple[str, ...]]:
    """The goal tree in reading order and the theme of each goal ('' for a direction)."""
    mandate: Mandate = mandate_of(context.year)
    goals: list[Goal] = []
    themes: list[str] = []

    def code(text: str, level: Level) -> str:
        if style.codes == "none" and level is Level.COMMITTEE:
            return ""
        dotted = context.rng("dot", text).random() < (0.9 if style.codes == "dot" else 0.1)
        return f"{text}." if dotted and level is not Level.DIRECTION else text

    for i, (direction, areas) in enumerate(mandate.directions, start=1):
        top = len(goals)
        goals.append(_goal(context, Level.DIRECTION, str(i), f"{i}.", direction, None))
        themes.append("")
        for j, (title, theme) in enumerate(areas, start=1):
            area, text = len(goals), f"{i}.{j}"
            goals.append(_goal(context, Level.AREA, text, code(text, Level.AREA), title, top))
            themes.append(theme)
            own = committee_goals(context.seed, context.committee, context.year, theme)
            for k, own_title in enumerate(own, start=1):
                own_code = f"{text}.{k}"
                printed = code(own_code, Level.COMMITTEE)
                goals.append(
                    _goal(
                        context,
                        Level.COMMITTEE,
                        own_code if printed else "",
                        printed,
                        own_title,
                        area,
                    )
                )
                themes.append(theme)
    return tuple(goals), tuple(themes)


def _goal(
    context: Context, level: Level, code: str, printed: str, title: str, parent: int | None
) -> Goal:
    assessment: Assessment | None = None
    if context.kind is not Kind.VP:
        source = rng(context.seed, "assessment", context.committee, context.year, title)
        roll = source.random() + {Kind.T1: 0.0, Kind.T2: 0.02, Kind.VB: 0.05}[context.kind]
        if roll < 0.78:
            assessment = Assessment.FULLY
        elif roll < 0.97:
            assessment = Assessment.PARTLY
        elif level is not Level.DIRECTION:
            assessment = Assessment.NOT
        if level is not Level.DIRECTION and source.random() < 0.02:
            assessment = None
    return Goal(level, code, printed, title, parent, assessment)


LABELS = {
    Level.DIRECTION: "KF:s inriktningsmål:",
    Level.AREA: "KF:s mål för verksamhetsområdet:",
    Level.COMMITTEE: "Nämndmål:",
}


def _below(goals: tuple[Goal, ...], parent: int) -> list[Assessment]:
    return [g.assessment for g in goals if g.parent == parent and g.assessment is not None]


def _goal_section(
    context: Context, style: Style, goals: tuple[Goal, ...], index: int, theme: str
) -> list[Block]:
    goal = goals[index]
    blocks: list[Block] = [GoalHeading(index, LABELS[goal.level], style.heading_on_own_line)]
    if goal.assessment is not None:
        ending = {Assessment.NOT: "ej"}.get(goal.assessment, goal.assessment.value)
        blocks.append(AssessmentLine(index, f"{style.assessment} {ending}"))
    if goal.level is Level.DIRECTION:
        return blocks + _direction_text(context, goals, index)
    if goal.level is Level.AREA:
        return blocks + _area_text(context, style, goals, index, theme)
    return blocks + _own_text(context, goals, index, theme)


def _judged(goals: tuple[Goal, ...], index: int, what: str) -> list[Block]:
    own = goals[index].assessment
    if own is None:
        return []
    return [Paragraph(prose.assessment_sentence(own, _below(goals, index), what))]


def _direction_text(context: Context, goals: tuple[Goal, ...], index: int) -> list[Block]:
    if context.kind is Kind.VP:
        return [
            Paragraph(
                "Nämnden bidrar till inriktningen genom de mål, indikatorer och aktiviteter "
                "som beskrivs nedan."
            )
        ]
    return _judged(goals, index, "mål för verksamhetsområdet")


def _area_text(
    context: Context, style: Style, goals: tuple[Goal, ...], index: int, theme: str
) -> list[Block]:
    source = context.rng("area text", goals[index].title)
    kind, year = context.kind, context.year
    blocks: list[Block] = []
    if kind is not Kind.VP:
        blocks.append(Heading(3, "Analys"))
        blocks += _judged(goals, index, "nämndmål")

    def text(sentences: int) -> Paragraph:
        return Paragraph(prose.paragraph(source, theme, kind, year, sentences), tight=True)

    blocks.append(text(source.randint(2, 4)))
    for title in source.sample(prose.SUBHEADINGS, round(source.randint(1, 4) * style.prose)):
        blocks += [Heading(4, title), text(source.randint(2, 6))]
        if source.random() < 0.4:
            blocks.append(text(source.randint(2, 4)))
    if source.random() < 0.7:
        blocks += [Heading(4, "Agenda 2030"), text(2)]
    specs = indicators.city_specs(context.seed, mandate_of(year).first_year, theme)
    table = indicators.table(context.seed, context.committee, "KF", specs, kind, year, index)
    planned = activities.city_table(context.seed, context.committee, theme, kind, year, index)
    return [*blocks, *_filled(table), *_filled(planned)]


def _filled(table: IndicatorTable | ActivityTable) -> list[Block]:
    return [table] if table.rows else []


def _own_text(context: Context, goals: tuple[Goal, ...], index: int, theme: str) -> list[Block]:
    goal, kind, year = goals[index], context.kind, context.year
    source = context.rng("own text", goal.title)
    steady = rng(context.seed, context.committee, year, "own text", goal.title)
    blocks: list[Block] = [
        Heading(3, "Beskrivning"),
        Paragraph(prose.paragraph(steady, theme, Kind.VP, year, steady.randint(2, 3))),
        Heading(3, "Förväntat resultat"),
        Bullets(prose.expected_results(steady, theme, year)),
    ]
    if kind is not Kind.VP:
        blocks += [Heading(3, "Analys"), *_judged(goals, index, "nämndmål")]
        blocks.append(
            Paragraph(prose.paragraph(source, theme, kind, year, source.randint(2, 4)), tight=True)
        )
    # Only the first goal of a theme carries the committee's own indicators: one indicator
    # stands once in a report.
    first = goals[index - 1].level is Level.AREA
    specs = indicators.own_specs(context.seed, context.committee, theme) if first else ()
    table = indicators.table(context.seed, context.committee, "namnd", specs, kind, year, index)
    planned = activities.own_table(
        context.seed, context.committee, theme, goal.title, kind, year, index
    )
    return [*blocks, *_filled(table), *_filled(planned)]


def _result(context: Context) -> tuple[int, int]:
    """Deviation before and after the result units' transfers."""
    kind, lines = context.kind, context.money().lines
    before = sum(line.budget(kind).net + line.asked(kind) - line.result(kind).net for line in lines)
    return before, sum(line.deviation(kind) for line in lines)


def _summary(context: Context, goals: tuple[Goal, ...]) -> list[Block]:
    source = context.rng("summary")
    title = "Inledning" if context.kind is Kind.VP else "Sammanfattande analys"
    blocks: list[Block] = [Heading(1, title)]
    if context.kind is Kind.VP:
        net = sum(line.plan.net for line in context.money().lines)
        blocks.append(
            Paragraph(
                f"Nämndens driftbudget för {context.year} uppgår till netto {mnkr(net)} mnkr. "
                "Planen beskriver hur nämnden bidrar till kommunfullmäktiges mål."
            )
        )
    else:
        below = [g.assessment for g in goals if g.level is Level.AREA and g.assessment]
        met = below.count(Assessment.FULLY)
        blocks.append(
            Paragraph(
                f"Av {len(below)} bedömda mål för verksamhetsområdet bedöms {met} uppfyllas helt. "
                + prose.result_sentence(context.kind, *_result(context))
            )
        )
    for direction in (g for g in goals if g.level is Level.DIRECTION):
        theme = source.choice(tuple(prose.WORK))
        blocks.append(Heading(4, direction.title))
        blocks.append(
            Paragraph(prose.paragraph(source, theme, context.kind, context.year, 4), tight=True)
        )
    return blocks


def _captioned(table: DataTable, level: int = 3) -> list[Block]:
    return [Heading(level, table.title), table]


def _economy(context: Context, style: Style) -> list[Block]:
    makers = {Kind.VP: _plan_economy, Kind.VB: _closing_economy}
    return makers.get(context.kind, _follow_up_economy)(context, style)


def _keep(context: Context, style: Style, what: str) -> bool:
    """Whether this committee's reports of this year hold an optional table."""
    return context.yearly("keeps", what, context.year, context.kind).random() < style.economy_tables


def _follow_up_economy(context: Context, style: Style) -> list[Block]:
    kind, year = context.kind, context.year
    overview = tables.budget_overview(context)
    blocks: list[Block] = [Heading(1, "Uppföljning av ekonomi"), *_captioned(overview, 2)]
    blocks += [
        tables.budget_by_area(context),
        Paragraph(prose.result_sentence(kind, *_result(context))),
    ]
    if 2020 <= year <= 2022:
        for pandemic in (tables.pandemic_costs(context), tables.grants_received(context)):
            blocks += _captioned(pandemic)
    figures = list(tables.key_figures(context))
    for line in context.money().lines:
        if not line.name[0].isupper() or not line.plan.cost:
            continue
        blocks += [
            Heading(3, line.name),
            Paragraph(prose.area_sentence(line, kind), tight=True),
        ]
        if figures and line.name != "Nämnd och administration" and _keep(context, style, line.name):
            figure = figures.pop(0)
            blocks += [Heading(4, figure.title), figure]
    blocks += _captioned(tables.result_units(context), 2)
    blocks += _captioned(tables.investments(context), 2)
    blocks += [Heading(2, "Omslutningsförändringar"), *_turnover(context, style)]
    return blocks + _applications(context)


def _turnover(context: Context, style: Style) -> list[Block]:
    """Omslutning as a table, or as amounts in one long sentence."""
    table = tables.turnover_changes(context)
    *rows, total = table.rows
    if _keep(context, style, "turnover table"):
        return [table]
    parts = ", ".join(f"{r.cells[0].text} {r.cells[1].text} mnkr" for r in rows)
    return [
        Paragraph(
            f"Omslutningsförändringar föreslås med {total.cells[1].text} mnkr. Beloppet avser "
            f"{parts}."
        )
    ]


def _applications(context: Context) -> list[Block]:
    """The applications for budget adjustments: tables, sentences, a list."""
    blocks: list[Block] = [Heading(2, "Budgetjusteringar")]
    groups = (
        ("Investeringar", tables.investment_applications(context)),
        ("Drift", tables.running_applications(context)),
    )
    for title, items in groups:
        if not items:
            continue
        total = sum(value for _, value in items)
        blocks.append(Heading(3, title))
        if len(items) > 1:
            blocks.append(tables.budget_adjustments(title, items))
        blocks.append(Paragraph(f"Nämnden ansöker om sammanlagt {mnkr(total)} mnkr, se nedan."))
        blocks.append(
            Bullets(tuple(f"{mnkr(value)} mnkr avseende {name.lower()}" for name, value in items))
        )
    if len(blocks) == 1:
        blocks.append(Paragraph("Nämnden begär inga budgetjusteringar."))
    return blocks


def _plan_economy(context: Context, style: Style) -> list[Block]:
    table = tables.budget_by_area(context)
    net = sum(line.plan.net for line in context.money().lines)
    blocks: list[Block] = [Heading(1, "Redovisning av ekonomi"), *_captioned(table, 2)]
    blocks.append(
        Paragraph(f"Kommunfullmäktiges driftbudget för nämnden är netto {mnkr(net)} mnkr.")
    )
    for detail in tables.area_details(context):
        line = context.money().line(detail.title)
        old = context.money(1).line(detail.title).budget(Kind.VB).net
        blocks += [*_captioned(detail), Paragraph(prose.plan_sentence(line, old))]
    units = tuple(unit.name for unit in context.money().units)
    blocks += [
        Heading(2, "Resultatenheter"),
        Paragraph(
            "Nämnden anmäler följande resultatenheter. Högst 10 procent av bruttobudgeten "
            "får föras över till nästa år."
        ),
        Bullets(units),
        Heading(2, "Omslutningsförändringar"),
        *_turnover(context, style),
    ]
    return blocks + _applications(context)


def _closing_economy(context: Context, style: Style) -> list[Block]:
    kind = context.kind
    blocks: list[Block] = [
        Heading(1, "Uppföljning av ekonomi"),
        *_captioned(tables.budget_overview(context), 2),
        Paragraph(prose.result_sentence(kind, *_result(context))),
        tables.budget_by_area(context),
        Heading(2, "Utfall jämfört med budget per verksamhetsområde"),
    ]
    for detail in tables.area_details(context):
        line = context.money().line(detail.title)
        blocks += [*_captioned(detail), Paragraph(prose.area_sentence(line, kind))]
        if line.name == "Förskoleverksamhet" and _keep(context, style, "children"):
            blocks += _captioned(tables.children_count(context), 4)
        if line.name == "Äldreomsorg" and _keep(context, style, "placements"):
            blocks += _captioned(tables.placements_by_month(context), 4)
    for make in (tables.forecast_history, tables.cost_income, tables.staff_costs):
        if _keep(context, style, make.__name__):
            blocks += _captioned(make(context), 2)
    units = tables.result_units(context)
    blocks += _captioned(units, 2)
    lines = context.money().lines
    opening, closing = (
        sum(getattr(line, name) for line in lines) for name in ("opening", "closing")
    )
    blocks.append(
        Paragraph(
            f"Fonderna var {mnkr(opening)} mnkr när året började och {mnkr(closing)} mnkr när det "
            "slutade."
        )
    )
    blocks += _captioned(tables.investments(context), 2)
    blocks += _captioned(tables.balance_sheet(context), 2)
    return blocks


def _other(context: Context) -> list[Block]:
    if context.kind is not Kind.VB:
        return [Heading(1, "Övrigt"), Paragraph("Ärendet har beretts inom förvaltningen.")]
    by_period, by_month = tables.staff_turnover(context)
    head = _head(context)
    blocks: list[Block] = [
        Heading(1, "Övrigt"),
        Heading(2, by_period.title),
        by_period,
        by_month,
        *_captioned(tables.complaints(context), 2),
    ]
    names = (f"{head.director}, stadsdelsdirektör", f"{head.case_officer}, avdelningschef")
    return blocks + _captioned(tables.approvals(context, names, head.report_date.isoformat()), 2)


def _decisions(context: Context) -> tuple[Decision, ...]:
    kind, year = context.kind, context.year
    is_city = context.committee.endswith("nämnden")
    who = context.committee if is_city else f"{context.committee} stadsdelsnämnd"
    what = {
        Kind.VP: f"fastställer verksamhetsplan för år {year}",
        Kind.VB: f"godkänner verksamhetsberättelsen med bokslut {year}",
    }.get(kind, f"godkänner tertialrapport {kind.value[-1]} år {year}")
    texts: list[tuple[str, int | None]] = [
        (
            f"{who} {what} med tillhörande bilagor och lämnar ärendet vidare till kommunstyrelsen.",
            None,
        )
    ]
    applications = (*tables.investment_applications(context), *tables.running_applications(context))
    if kind is not Kind.VB:
        texts += [
            (f"Nämnden ansöker om budgetjustering med {mnkr(v)} mnkr avseende {name.lower()}.", v)
            for name, v in applications
        ]
        total = tables.turnover_changes(context).rows[-1].cells[1].number or Decimal(0)
        value = int(total * 10)
        texts.append((f"Nämnden anmäler omslutningsförändringar om {mnkr(value)} mnkr.", value))
    else:
        closing = sum(line.closing for line in context.money().lines)
        texts.append(
            (
                f"Nämnden begär att {mnkr(closing)} mnkr avseende resultatenheterna överförs till "
                f"{year + 1}.",
                closing,
            )
        )
    decisions = [
        Decision(i, text, None if value is None else Decimal(value) * 100_000)
        for i, (text, value) in enumerate(texts, start=1)
    ]
    if kind is Kind.VP:
        kronor = context.rng("training").randint(200, 900) * 1000
        decisions.append(
            Decision(
                len(decisions) + 1,
                f"Nämnden ansöker om kompetensutvecklingsmedel, {number(kronor)} kr, för "
                "grundutbildning inom omsorgen.",
                Decimal(kronor),
            )
        )
    decisions.append(Decision(len(decisions) + 1, "Paragrafen justeras omedelbart."))
    return tuple(decisions)


def cycle(seed: object, committee: str, year: int) -> tuple[Report, ...]:
    """The four reports of a committee's year."""
    return tuple(compose(seed, committee, year, kind) for kind in Kind)


def any_context(seed: int) -> Context:
    """Whose report of which year and kind a seed alone chooses."""
    source = rng("any report", seed)
    pool = INVENTED if source.random() < 0.7 else REAL
    committee, year = source.choice(pool), source.randint(2015, 2027)
    return Context(seed, committee, source.choice(tuple(Kind)), year)


def any_report(seed: int) -> Report:
    """A report chosen by a seed alone: committee, year and kind as it falls."""
    return composed(any_context(seed))


def composed(context: Context) -> Report:
    """The report of a context."""
    return compose(context.seed, context.committee, context.year, context.kind)
