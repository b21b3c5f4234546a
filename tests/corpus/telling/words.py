"""Claims that need no table: dates, counts of people, global goals, whole sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from tests.corpus.model import Heading, Kind, Paragraph, Report
from tests.corpus.swedish import number
from tests.corpus.tables import Context
from tests.corpus.telling.goals import sections
from tests.corpus.telling.kinds import Told, statement, teller

GLOBAL_GOALS = (
    (3, "God hälsa och välbefinnande"),
    (5, "Jämställdhet"),
    (10, "Minskad ojämlikhet"),
    (11, "Hållbara städer och samhällen"),
    (12, "Hållbar konsumtion och produktion"),
)


def _some(report: Report, source: Random, count: int) -> list[int]:
    """Paragraphs of goal texts after which something can be said."""
    found = [
        index
        for index, block in enumerate(report.blocks)
        if isinstance(block, Paragraph) and index and isinstance(report.blocks[index - 1], Heading)
    ]
    return sorted(source.sample(found, min(count, len(found))))


@teller
def sexes_of_people(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """People and how many of them are women and men."""
    for after in _some(report, source, 2):
        women, men = source.randint(14, 460), source.randint(14, 460)
        template = source.choice(
            (
                "Totalt deltog {n} personer, varav {a} kvinnor och {b} män.",
                "Insatsen nådde {n} personer ({a} kvinnor och {b} män).",
                "Av de {n} deltagarna var {a} kvinnor och {b} män.",
                "Verksamheten tog emot {n} ungdomar, {a} flickor och {b} pojkar.",
            )
        )
        yield statement(
            sexes_of_people,
            after,
            template,
            {"n": number(women + men), "a": str(women), "b": str(men)},
            {"n": number(women + men + source.randint(3, 20))},
        )


@teller
def day_of_month(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A day that exists, or one that does not."""
    for after in _some(report, source, 2):
        month, day = source.choice((("juni", 31), ("november", 31), ("februari", 30)))
        template = source.choice(
            (
                "Nästa dialogmöte hölls den {d} {m}.",
                "Insatserna pågick från den 2 januari till den {d} {m}.",
                "Redovisningen avser läget per {d} {m}.",
            )
        )
        true = {"d": str(source.randint(3, 28)), "m": month}
        yield statement(day_of_month, after, template, true, {"d": str(day)})


@teller
def earlier_time(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A comparison with a time before the report's, or with one still to come."""
    if context.kind is Kind.VP:
        return
    year = context.year
    for after in _some(report, source, 2):
        template = source.choice(
            (
                "Besöken är fler än under {y}.",
                "Jämfört med {y} är väntetiden kortare.",
                "Antalet deltagare är färre än år {y}.",
                "Det är en ökning sedan {y}.",
            )
        )
        yield statement(
            earlier_time,
            after,
            template,
            {"y": str(year - source.choice((1, 2)))},
            {"y": str(year + source.choice((1, 2)))},
        )


@teller
def global_goal(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A goal of the Agenda 2030 by number and name."""
    for after in _some(report, source, 2):
        true, name = source.choice(GLOBAL_GOALS)
        template = source.choice(
            (
                "Arbetet bidrar till mål {n} i Agenda 2030, {name}.",
                "Verksamheten verkar för mål {n}. {name} i Agenda 2030.",
                "I Agenda 2030 hör detta till mål {n}: {name}.",
            )
        )
        false = {"n": str(true % 17 + 1)}
        yield statement(global_goal, after, template, {"n": str(true), "name": name}, false)


@teller
def whole_sentence(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A sentence to its end, or broken off."""
    for _, _, after, _ in list(sections(report))[:3] or [
        (0, "", i, ()) for i in _some(report, source, 1)
    ]:
        start, end = source.choice(
            (
                ("Träffpunkterna drivs tillsammans med föreningar och", "anhöriga."),
                (
                    "Förvaltningen följer utvecklingen varje månad, stödjer enheterna samt",
                    "redovisar läget för nämnden.",
                ),
                ("Under hösten prövas nya arbetssätt för att", "nå fler hushåll."),
                ("Lokalerna används av skolor, föreningar,", "studieförbund och boende."),
            )
        )
        yield statement(
            whole_sentence, after, "{start}{end}", {"start": start, "end": f" {end}"}, {"end": ""}
        )


@teller
def report_date(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A date written with figures."""
    for after in _some(report, source, 1):
        day = date(context.year, source.randint(1, 3), source.randint(1, 28))
        yield statement(
            report_date,
            after,
            "Mätningen avslutades {d}.",
            {"d": day.isoformat()},
            {"d": f"{context.year}-0{day.month}-32"},
        )
