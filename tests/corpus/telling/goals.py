"""Claims of goal sections about their activities, indicators and levels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from tests.corpus.indicators import CATALOGUE
from tests.corpus.model import (
    ActivityTable,
    Block,
    GoalHeading,
    IndicatorRow,
    IndicatorTable,
    Kind,
    Paragraph,
    Proof,
    Report,
)
from tests.corpus.swedish import capital, count_word, trimmed
from tests.corpus.tables import Context
from tests.corpus.telling.kinds import Told, statement, teller

RISES = {spec.name: spec.rises for spec in CATALOGUE}
"""Whether more is better: committees' own indicators are shares of the content."""


def sections(report: Report) -> Iterator[tuple[int, str, int, tuple[Block, ...]]]:
    """Goal sections: (goal, title, block after which a claim is printed, own blocks)."""
    starts = [i for i, block in enumerate(report.blocks) if isinstance(block, GoalHeading)]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        heading = report.blocks[start]
        assert isinstance(heading, GoalHeading)
        own = report.blocks[start:end]
        judged = next(
            (
                start + i
                for i, block in enumerate(own)
                if isinstance(block, Paragraph) and block.text.startswith("Bedömningen")
            ),
            None,
        )
        if judged is not None:
            yield heading.goal, report.goals[heading.goal].title, judged, own


def _below(report: Report, goal: int) -> set[int]:
    """A goal and all goals below it."""
    keys = {goal}
    for index, other in enumerate(report.goals):
        if other.parent in keys:
            keys.add(index)
    return keys


def activities(report: Report, goal: int) -> list[tuple[str, bool]]:
    """Text and deviation of the activities of a goal and those below it."""
    wanted = _below(report, goal)
    return [
        (row.text, row.deviation)
        for block in report.blocks
        if isinstance(block, ActivityTable) and block.goal in wanted
        for row in block.rows
    ]


def indicator_rows(report: Report, goal: int) -> list[tuple[IndicatorTable, IndicatorRow]]:
    """The indicator rows of a goal and those below it."""
    wanted = _below(report, goal)
    return [
        (block, row)
        for block in report.blocks
        if isinstance(block, IndicatorTable) and block.goal in wanted
        for row in block.rows
    ]


def cell(table: IndicatorTable, row: IndicatorRow, measure: str) -> Decimal | None:
    """The number of a measure in a row."""
    cells = dict(zip(table.measures, row.cells, strict=True))
    found = cells.get(measure)
    return found.number if found else None


def is_met(table: IndicatorTable, row: IndicatorRow) -> bool | None:
    """Whether an outcome reaches its target; None where that cannot be told."""
    outcome, target = cell(table, row, "outcome"), cell(table, row, "target")
    if outcome is None or target is None or "+/-" in row.cells[table.measures.index("target")].text:
        return None
    return outcome >= target if RISES.get(row.name, True) else outcome <= target


@teller
def activity_count(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """How many of a goal's activities were carried out."""
    if context.kind is not Kind.VB:
        return
    for goal, _, after, _ in sections(report):
        rows = activities(report, goal)
        if len(rows) < 2 or source.random() < 0.5:
            continue
        done = sum(not deviates for _, deviates in rows)
        template = source.choice(
            (
                "{Done} av {all} aktiviteter har genomförts.",
                "Av {all} aktiviteter är {done} genomförda.",
                "Under året har {done} av de {all} aktiviteterna slutförts.",
                "Totalt är {done} av målets {all} aktiviteter genomförda enligt plan.",
            )
        )
        false = done - 1 if done and (done == len(rows) or source.random() < 0.5) else done + 1
        yield statement(
            activity_count,
            after,
            template,
            {
                "Done": capital(count_word(done)),
                "done": count_word(done),
                "all": count_word(len(rows)),
            },
            {"Done": capital(count_word(false)), "done": count_word(false)},
            *(Proof("activities", text) for text, deviates in rows if deviates),
        )


@teller
def all_activities(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A goal with deviations whose activities, when false, are all said to be carried out."""
    if context.kind is not Kind.VB:
        return
    for goal, _, after, _ in sections(report):
        rows = activities(report, goal)
        off = [text for text, deviates in rows if deviates]
        if not off or len(rows) < 2 or len(off) == len(rows):
            continue
        yield statement(
            all_activities,
            after,
            source.choice(
                (
                    "{some} aktiviteter har genomförts.",
                    "{some} planerade aktiviteter är genomförda.",
                    "{some} aktiviteter inom målet har slutförts under året.",
                )
            ),
            {"some": source.choice(("De flesta", "Merparten av målets", "Flertalet"))},
            {"some": source.choice(("Samtliga", "Alla"))},
            *(Proof("activities", text) for text in off),
        )


@teller
def indicator_count(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """How many indicators reach their targets."""
    if context.kind is not Kind.VB:
        return
    for goal, _, after, _ in sections(report):
        rows = indicator_rows(report, goal)
        judged = [is_met(table, row) for table, row in rows]
        known = [met for met in judged if met is not None]
        if len(known) < 3 or source.random() < 0.4:
            continue
        met = sum(known)
        template, size = source.choice(
            (
                ("{Met} av {all} indikatorer med både utfall och årsmål når målet.", len(known)),
                ("Av de {all} indikatorerna uppnår {met} sitt årsmål.", len(rows)),
                ("Årsmålet nås för {met} av {all} indikatorer.", len(rows)),
                ("{Met} av {all} indikatorer uppfyller sina årsmål.", len(rows)),
            )
        )
        false = met - 1 if met and (met == len(known) or source.random() < 0.5) else met + 1
        yield statement(
            indicator_count,
            after,
            template,
            {"Met": capital(count_word(met)), "met": count_word(met), "all": count_word(size)},
            {"Met": capital(count_word(false)), "met": count_word(false)},
        )


@teller
def all_indicators(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """A goal with a missed target, whose indicators, when false, all reach theirs."""
    if context.kind is not Kind.VB:
        return
    for goal, _, after, _ in sections(report):
        missed = [row for table, row in indicator_rows(report, goal) if is_met(table, row) is False]
        sure = [row for row in missed if RISES.get(row.name, True)]
        if not sure:
            continue
        yield statement(
            all_indicators,
            after,
            source.choice(
                (
                    "{some} indikatorer når sina årsmål.",
                    "{some} indikatorer har uppnått årsmålet.",
                    "{some} indikatorer uppfyller sina mål för året.",
                )
            ),
            {"some": source.choice(("Långt ifrån alla", "Bara några", "Inte alla"))},
            {"some": source.choice(("Samtliga", "Alla", "Målets samtliga"))},
            *(Proof("indicators", row.name) for row in missed),
        )


@teller
def indicator_level(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """An indicator's outcome in the goal's prose."""
    if context.kind is Kind.VP:
        return
    for _, _, after, own in sections(report):
        rows = [
            (cell(block, row, "outcome"), row)
            for block in own
            if isinstance(block, IndicatorTable)
            for row in block.rows
            if row.cells[0].unit == "%"
        ]
        if not rows or source.random() < 0.5:
            continue
        value, row = source.choice(rows)
        if value is None:
            continue
        name = row.name[0].lower() + row.name[1:]
        yield statement(
            indicator_level,
            after,
            source.choice(
                (
                    "Indikatorn {name} har utfallet {x} procent.",
                    "Utfallet för {name} är {x} procent.",
                    "{Name} uppgår till {x} procent.",
                )
            ),
            {"name": name, "Name": row.name, "x": trimmed(value)},
            {"x": trimmed(value + 4 if value < 96 else value - 4)},
            Proof("indicators", row.name),
        )
