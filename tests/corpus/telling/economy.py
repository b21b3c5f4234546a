"""Claims about money: levels, results, changes and shares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from tests.corpus.finance import Line, Money
from tests.corpus.model import Heading, Kind, Paragraph, Proof, Report
from tests.corpus.swedish import capital, count_word, decimal, mnkr
from tests.corpus.tables import Context
from tests.corpus.telling.kinds import (
    Told,
    end_of_section,
    plain,
    statement,
    tables,
    teller,
    wrong,
)

NET = "Anslag för nämndens verksamhet (netto)"


def _total(context: Context) -> tuple[Money, Money, int]:
    """Budget, result before transfers, and deviation after them, of the whole committee."""
    kind, lines = context.kind, context.money().lines
    budget = sum((line.budget(kind) for line in lines), Money(0, 0))
    result = sum((line.result(kind) for line in lines), Money(0, 0))
    return budget, result, sum(line.deviation(kind) for line in lines)


def _tenths(value: int) -> Decimal:
    return Decimal(value).scaleb(-1)


def _areas(report: Report, context: Context, source: Random) -> list[tuple[int, Line]]:
    """Some areas with a section of their own: the block that ends it, and the area's year."""
    lines = {line.name: line for line in context.money().lines if line.plan.cost}
    first = next((i for i, _ in tables(report, "budget_by_area")), len(report.blocks))
    found = [
        (index, lines[block.text])
        for index, block in enumerate(report.blocks)
        if isinstance(block, Heading) and block.text in lines and index > first
    ]
    chosen = source.sample(found, min(3, len(found)))
    return [(_own_end(report, index), line) for index, line in sorted(chosen)]


def _own_end(report: Report, heading: int) -> int:
    """The first paragraph below a heading, tables between them or not."""
    index = heading
    while not isinstance(report.blocks[index], Paragraph):
        index += 1
    return end_of_section(report, index)


@teller
def net_level(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """The committee's net costs, as the overview prints them."""
    found = next(iter(tables(report, "budget_overview")), None)
    if found is None:
        return
    value = _tenths(_total(context)[1].net)
    template = source.choice(
        (
            "Nämndens nettokostnader blev {x} mnkr.",
            "Årets nettokostnader uppgick till {x} mnkr.",
            "Nettokostnaderna för året landade på {x} mnkr.",
        )
        if context.kind is Kind.VB
        else (
            "Nämndens nettokostnader beräknas bli {x} mnkr för helåret.",
            "Helårsprognosen innebär nettokostnader på {x} mnkr.",
            "Sammantaget väntas nettokostnaderna landa på {x} mnkr.",
        )
    )
    yield statement(
        net_level,
        end_of_section(report, found[0]),
        template,
        {"x": plain(value)},
        {"x": plain(wrong(source, value))},
        Proof("budget_overview", NET),
    )


@teller
def gross_levels(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """Costs and income of the committee in one sentence."""
    found = next(iter(tables(report, "budget_overview")), None)
    if found is None:
        return
    result = _total(context)[1]
    cost, income = _tenths(result.cost), _tenths(-result.income)
    template = source.choice(
        (
            "Kostnaderna uppgick till {c} mnkr och intäkterna till {i} mnkr.",
            "Intäkterna blev {i} mnkr medan kostnaderna blev {c} mnkr.",
            "Bruttokostnaderna var {c} mnkr och intäkterna {i} mnkr.",
        )
        if context.kind is Kind.VB
        else (
            "Kostnaderna väntas uppgå till {c} mnkr och intäkterna till {i} mnkr.",
            "Enligt prognosen blir intäkterna {i} mnkr och kostnaderna {c} mnkr.",
            "Bruttokostnaderna beräknas till {c} mnkr och intäkterna till {i} mnkr.",
        )
    )
    changed = (
        {"c": plain(wrong(source, cost))}
        if source.random() < 0.5
        else {"i": plain(wrong(source, income))}
    )
    row = {"c": "Kostnader", "i": "Intäkter"}[next(iter(changed))]
    yield statement(
        gross_levels,
        end_of_section(report, found[0]),
        template,
        {"c": plain(cost), "i": plain(income)},
        changed,
        Proof("budget_overview", row),
    )


@teller
def share_of_budget(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """The deviation as a percentage of the net budget."""
    found = next(iter(tables(report, "budget_by_area")), None)
    budget, _, after = _total(context)
    if found is None or context.kind is Kind.VP or not after:
        return
    share = decimal(Decimal(abs(after)) * 100 / budget.net, 1)
    template = source.choice(
        (
            "{Word} efter resultatöverföringar motsvarar {p} procent av nämndens nettobudget.",
            "Avvikelsen efter resultatöverföringar motsvarar {p} procent av nettobudgeten.",
            "Efter resultatöverföringar är {word} {p} procent av nämndens nettobudget.",
        )
    )
    word = "överskottet" if after > 0 else "underskottet"
    yield statement(
        share_of_budget,
        end_of_section(report, found[0]),
        template,
        {"p": plain(share), "word": word, "Word": capital(word)},
        {"p": plain(share + Decimal(source.randint(3, 19)).scaleb(-1))},
        Proof("budget_by_area", ""),
        Proof("budget_overview", ""),
    )


def _result_words(source: Random, value: Decimal, kind: Kind) -> tuple[str, dict[str, str]]:
    """A wording for a deviation and the words in it; the opposite sign turns each around."""
    surplus = value > 0
    words = {
        "word": "överskott" if surplus else "underskott",
        "sign": "plus" if surplus else "minus",
        "side": "lägre" if surplus else "högre",
        "passes": "underskrids" if surplus else "överskrids",
        "how": "positiv" if surplus else "negativ",
    }
    shows = "visar" if kind is Kind.VB else "väntas visa"
    what = "Utfallet" if kind is Kind.VB else "Prognosen"
    template = source.choice(
        (
            f"Resultatet efter överföringar {shows} ett {{word}} på {{x}} mnkr mot budget.",
            f"Området {shows} ett {{sign}} på {{x}} mnkr efter resultatöverföringar.",
            "Budgeten {passes} med {x} mnkr efter resultatöverföringar.",
            f"{what} efter resultatöverföringar är {{x}} mnkr {{side}} än budget.",
            "Avvikelsen mot budget är {how} med {x} mnkr efter resultatöverföringar.",
        )
    )
    return template, words


def _area_proof(context: Context, line: Line) -> Proof:
    return Proof("budget_by_area", line.name)


@teller
def area_result(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """An area's deviation, with another amount when false."""
    if context.kind is Kind.VP:
        return
    for after, line in _areas(report, context, source):
        value = _tenths(line.deviation(context.kind))
        if not value:
            continue
        template, words = _result_words(source, value, context.kind)
        changed = {"x": plain(abs(value) + Decimal(source.randint(9, 70)).scaleb(-1))}
        yield statement(
            area_result,
            after,
            template,
            {**words, "x": plain(abs(value))},
            changed,
            _area_proof(context, line),
        )


@teller
def area_result_sign(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """An area's deviation, its opposite when false."""
    if context.kind is Kind.VP:
        return
    for after, line in _areas(report, context, source):
        value = _tenths(line.deviation(context.kind))
        if abs(value) < Decimal("0.2"):
            continue
        template, words = _result_words(source, value, context.kind)
        _, opposite = _result_words(source, -value, context.kind)
        yield statement(
            area_result_sign,
            after,
            template,
            {**words, "x": plain(abs(value))},
            opposite,
            _area_proof(context, line),
        )


@teller
def area_budget(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """An area's net budget."""
    for after, line in _areas(report, context, source):
        value = _tenths(line.budget(context.kind).net)
        template = source.choice(
            (
                "Områdets nettobudget är {x} mnkr.",
                "Budgeten för {area} är {x} mnkr netto.",
                "Till {area} är {x} mnkr avsatta i nettobudget.",
                "Nettobudgeten för {area} uppgår till {x} mnkr.",
            )
        )
        yield statement(
            area_budget,
            after,
            template,
            {"x": plain(value), "area": line.name[0].lower() + line.name[1:]},
            {"x": plain(wrong(source, value))},
            _area_proof(context, line),
        )


@teller
def percent_of_increase(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A plan's change in percent and mnkr: the percent is of last year's budget."""
    if context.kind is not Kind.VP:
        return
    for after, line in _areas(report, context, source):
        old = _tenths(context.money(1).line(line.name).budget(Kind.VB).net)
        new = _tenths(line.plan.net)
        change = new - old
        share, false = (decimal(abs(change) * 100 / base, 1) for base in (old, new))
        if not change or share == false or not share:
            false = share + Decimal("0.7")
        if not change:
            continue
        word = "ökning" if change > 0 else "minskning"
        grows = "ökar" if change > 0 else "minskar"
        template = source.choice(
            (
                "Jämfört med föregående år är det en {word} med {p} procent, motsvarande {x} "
                "mnkr, till {new} mnkr.",
                "Nettobudgeten uppgår till {new} mnkr. Det är en {word} med {p} procent, vilket "
                "motsvarar {x} mnkr.",
                "Nettobudgeten {grows} med {x} mnkr, eller {p} procent, och blir {new} mnkr.",
            )
        )
        yield statement(
            percent_of_increase,
            after,
            template,
            {
                "p": plain(share),
                "x": plain(abs(change)),
                "new": plain(new),
                "word": word,
                "grows": grows,
            },
            {"p": plain(false)},
        )


def _change_template(source: Random, what: str) -> str:
    return source.choice(
        (
            f"{capital(what)} har {{grew}} med {{x}} mnkr jämfört med föregående år.",
            f"Jämfört med året innan är {what} {{x}} mnkr {{side}}.",
            f"{capital(what)} {{grows}} med {{x}} mnkr mellan åren.",
            f"{capital(what)} är {{x}} mnkr {{side}} än föregående år.",
        )
    )


def _change_words(change: Decimal) -> dict[str, str]:
    up = change > 0
    return {
        "grew": "ökat" if up else "minskat",
        "grows": "ökade" if up else "minskade",
        "side": "högre" if up else "lägre",
    }


def _cost_changes(
    report: Report, context: Context, source: Random
) -> Iterator[tuple[int, Line, str, Decimal]]:
    """Costs and income of some areas with their change: (block, area, what, change)."""
    if next(iter(tables(report, "cost_income_development")), None) is None:
        return
    for after, line in _areas(report, context, source):
        old = context.money(1).line(line.name).outcome
        costs, income = line.outcome.cost - old.cost, old.income - line.outcome.income
        what, change = source.choice((("kostnaderna", costs), ("intäkterna", income)))
        if change:
            yield after, line, what, _tenths(change)


@teller
def cost_change(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """Costs or income against last year, with another amount when false."""
    for after, line, what, change in _cost_changes(report, context, source):
        yield statement(
            cost_change,
            after,
            _change_template(source, what),
            {**_change_words(change), "x": plain(abs(change))},
            {"x": plain(abs(change) + Decimal(source.randint(9, 60)).scaleb(-1))},
            Proof("cost_income_development", line.name),
        )


@teller
def cost_change_direction(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """Costs or income against last year, an increase called a decrease when false."""
    for after, line, what, change in _cost_changes(report, context, source):
        if abs(change) < Decimal("0.3"):
            continue
        yield statement(
            cost_change_direction,
            after,
            _change_template(source, what),
            {**_change_words(change), "x": plain(abs(change))},
            _change_words(-change),
            Proof("cost_income_development", line.name),
        )


@teller
def staff_cost_change(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """Staff costs of an area against last year."""
    for index, table in tables(report, "staff_costs"):
        rows = [r for r in table.rows[:-1] if abs(r.cells[3].number or Decimal(0)) > Decimal("0.4")]
        for row in source.sample(rows, min(2, len(rows))):
            change = row.cells[3].number or Decimal(0)
            area = row.cells[0].text
            template = source.choice(
                (
                    "Personalkostnaderna för {area} har {grew} med {x} mnkr.",
                    "Inom {area} är personalkostnaderna {x} mnkr {side} än föregående år.",
                    "Personalkostnaderna inom {area} {grows} med {x} mnkr mellan åren.",
                )
            )
            wrongly = source.choice(
                (_change_words(-change), {"x": plain(abs(change) + Decimal("1.7"))})
            )
            yield statement(
                staff_cost_change,
                end_of_section(report, index),
                template,
                {
                    **_change_words(change),
                    "x": plain(abs(change)),
                    "area": area[0].lower() + area[1:],
                },
                wrongly,
                Proof("staff_costs", area),
            )


@teller
def forecast_change(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """The result against an earlier forecast, in the table of forecasts."""
    for index, table in tables(report, "forecast_history"):
        rows = [r for r in table.rows if abs(_gap(r.cells[1].number, r.cells[2].number)) > 4]
        if not rows:
            return
        row = source.choice(rows)
        change = (row.cells[1].number or Decimal(0)) - (row.cells[2].number or Decimal(0))
        label = row.cells[0].text
        area = "nämnden" if label == table.rows[-1].cells[0].text else label
        better = ("bättre", "sämre") if change > 0 else ("sämre", "bättre")
        template = source.choice(
            (
                "Resultatet för {area} är {x} mnkr {side} än i tertialrapport 2.",
                "Jämfört med tertialrapport 2 är resultatet för {area} {x} mnkr {side}.",
                "För {area} blev resultatet {x} mnkr {side} än prognosen i tertialrapport 2.",
            )
        )
        false = source.choice(({"side": better[1]}, {"x": plain(abs(change) + Decimal("1.3"))}))
        yield statement(
            forecast_change,
            end_of_section(report, index),
            template,
            {"side": better[0], "x": plain(abs(change)), "area": area[0].lower() + area[1:]},
            false,
            Proof("forecast_history", label),
        )


def _gap(one: Decimal | None, other: Decimal | None) -> Decimal:
    """A difference in tenths."""
    return ((one or Decimal(0)) - (other or Decimal(0))) * 10


@teller
def balance_change(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A row of the balance sheet against last year."""
    for index, table in tables(report, "balance_sheet"):
        row = source.choice(table.rows[:-1])
        label = source.choice((0, 3))
        sign, first = (-1, 4) if label else (1, 1)
        new, old = (row.cells[column].number or Decimal(0) for column in (first, first + 1))
        change = Decimal((new - old) * sign)
        if abs(change) < Decimal("0.3"):
            continue
        template = source.choice(
            (
                "{label} har {grew} med {x} mnkr sedan förra bokslutet.",
                "{label} {grows} med {x} mnkr under året.",
                "{label} är {x} mnkr {side} än vid förra årsskiftet.",
            )
        )
        false = source.choice((_change_words(-change), {"x": plain(abs(change) + Decimal("2.6"))}))
        yield statement(
            balance_change,
            end_of_section(report, index),
            template,
            {**_change_words(change), "x": plain(abs(change)), "label": row.cells[label].text},
            false,
            Proof("balance_sheet", row.cells[0].text),
        )


@teller
def units_result(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """The result of all result units together (in tkr in the table, in mnkr here)."""
    for index, table in tables(report, "result_units"):
        column = next(i for i, name in enumerate(table.columns) if "esultat 2" in name)
        value = -(table.rows[-1].cells[column].number or Decimal(0)) / 1000
        if abs(value) < Decimal("0.4"):
            continue
        words = ("överskott", "underskott") if value > 0 else ("underskott", "överskott")
        template = source.choice(
            (
                "Resultatenheterna redovisar tillsammans ett {word} om {x} mnkr.",
                "Sammantaget visar resultatenheterna ett {word} på {x} mnkr för året.",
                "Det samlade resultatet för nämndens resultatenheter är ett {word} på {x} mnkr.",
            )
        )
        more = abs(value) + Decimal("1.9")
        false = source.choice(({"word": words[1]}, {"x": plain(decimal(more, 1))}))
        yield statement(
            units_result,
            end_of_section(report, index),
            template,
            {"word": words[0], "x": plain(decimal(abs(value), 1))},
            false,
            Proof("result_units", table.rows[-1].cells[0].text),
        )


@teller
def unit_count(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """How many result units have a surplus."""
    for index, table in tables(report, "result_units"):
        column = next(i for i, name in enumerate(table.columns) if "esultat 2" in name)
        results = [-(row.cells[column].number or Decimal(0)) for row in table.rows[:-1]]
        surplus = source.random() < 0.5
        count = sum(value > 0 if surplus else value < 0 for value in results)
        template = source.choice(
            (
                "{n} av {all} resultatenheter redovisar {word}.",
                "Av de {all} resultatenheterna visar {low} ett {word}.",
                "{n} av nämndens {all} resultatenheter visar ett {word} för året.",
            )
        )
        other = count + 1 if count < len(results) and source.random() < 0.5 else max(count - 1, 0)
        if other == count:
            other = count + 1
        yield statement(
            unit_count,
            end_of_section(report, index),
            template,
            {
                "n": capital(count_word(count)),
                "low": count_word(count),
                "all": count_word(len(results)),
                "word": "överskott" if surplus else "underskott",
            },
            {"n": capital(count_word(other)), "low": count_word(other)},
            Proof("result_units", ""),
        )


@teller
def investments_used(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """What was used of the year's investments."""
    if context.kind is not Kind.VB:
        return
    for index, table in tables(report, "investments"):
        total = table.rows[-1].cells
        budget, used = total[1].number or Decimal(0), total[2].number or Decimal(0)
        template = source.choice(
            (
                "Av investeringsbudgeten på {b} mnkr har {u} mnkr använts.",
                "Investeringarna uppgick till {u} mnkr mot en budget på {b} mnkr.",
                "Nämnden har använt {u} mnkr av investeringsbudgeten på {b} mnkr.",
            )
        )
        false = source.choice(
            ({"b": plain(wrong(source, budget))}, {"u": plain(used - Decimal("1.4"))})
        )
        yield statement(
            investments_used,
            end_of_section(report, index),
            template,
            {"b": plain(budget), "u": plain(used)},
            false,
            Proof("investments", total[0].text),
        )


@teller
def parts_in_sentence(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """An amount with its parts after varav."""
    if context.kind is Kind.VB:
        return
    index = next(
        (
            i
            for i, block in enumerate(report.blocks)
            if isinstance(block, Heading) and block.text == "Omslutningsförändringar"
        ),
        None,
    )
    if index is None:
        return
    one, two = (Decimal(source.randint(8, 95)).scaleb(-1) for _ in range(2))
    purpose, other = source.sample(("språkstöd", "öppna träffpunkter", "lokalanpassningar"), 2)
    template = source.choice(
        (
            "Riktade bidrag beräknas till {x} mnkr, varav {a} mnkr till {p} och {b} mnkr till {q}.",
            "Statsbidragen uppgår till {x} mnkr. Av dessa avser {a} mnkr {p} och {b} mnkr {q}.",
            "Av bidragen på sammanlagt {x} mnkr går {a} mnkr till {p} och {b} mnkr till {q}.",
        )
    )
    yield statement(
        parts_in_sentence,
        end_of_section(report, index),
        template,
        {"x": plain(one + two), "a": plain(one), "b": plain(two), "p": purpose, "q": other},
        {"x": plain(max(one, two) + min(one, two) / 2)},
    )


@teller
def opening_funds(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """What the result units brought from last year: tkr in the table, mnkr here."""
    for index, table in tables(report, "result_units"):
        value = sum(line.opening for line in context.money().lines)
        if not value:
            continue
        template = source.choice(
            (
                "Resultatenheterna gick in i året med fonder på {x} mnkr.",
                "Vid årets början uppgick resultatenheternas fonder till {x} mnkr.",
                "Ingående fonder för resultatenheterna var {x} mnkr.",
            )
        )
        yield statement(
            opening_funds,
            end_of_section(report, index),
            template,
            {"x": mnkr(value)},
            {"x": mnkr(value + source.randint(8, 60))},
            Proof("result_units", table.rows[-1].cells[0].text),
        )
