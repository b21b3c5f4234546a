"""Claims of Analys texts about their own row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.corpus.model import IndicatorRow, IndicatorTable, Kind, Proof, Report
from tests.corpus.swedish import trimmed
from tests.corpus.tables import Context
from tests.corpus.telling.goals import RISES, cell, is_met
from tests.corpus.telling.kinds import Told, statement, teller


def _rows(
    report: Report, source: Random, share: float
) -> Iterator[tuple[int, int, IndicatorTable, IndicatorRow]]:
    """A share of the rows without a text: (block, row number, table, row)."""
    for index, block in enumerate(report.blocks):
        if not isinstance(block, IndicatorTable):
            continue
        for number, row in enumerate(block.rows):
            if not row.analysis and source.random() < share:
                yield index, number, block, row


def _of(one: Told, number: int) -> Told:
    return replace(one, row=number)


@teller
def target_reached(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """Whether the outcome reaches the target."""
    if context.kind is not Kind.VB:
        return
    for index, number, table, row in _rows(report, source, 0.3):
        met = is_met(table, row)
        if met is None or (met and cell(table, row, "outcome") == cell(table, row, "target")):
            continue
        yes, no = source.choice(
            (
                ("Årsmålet nås.", "Årsmålet nås inte."),
                ("Målet för året har uppnåtts.", "Målet för året har inte uppnåtts."),
                ("Utfallet innebär att årsmålet uppfylls.", "Årsmålet uppfylls inte."),
                ("Resultatet är bättre än årsmålet.", "Resultatet är sämre än årsmålet."),
            )
        )
        true, false = (yes, no) if met else (no, yes)
        yield _of(
            statement(
                target_reached,
                index,
                "{text}",
                {"text": true},
                {"text": false},
                Proof("indicators", row.name),
            ),
            number,
        )


@teller
def distance_to_target(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """How far above or below its target an outcome is."""
    for index, number, table, row in _rows(report, source, 0.3):
        outcome, target = cell(table, row, "outcome"), cell(table, row, "target")
        if outcome is None or target is None or row.cells[0].unit != "%":
            continue
        gap = outcome - target
        if abs(gap) < 1 or row.name not in RISES:
            continue
        sides = ("över", "under") if gap > 0 else ("under", "över")
        words = {"över": "högre än", "under": "lägre än"}
        template = source.choice(
            (
                "Utfallet ligger {x} procentenheter {side} årsmålet.",
                "Utfallet är {x} procentenheter {than} årsmålet.",
                "Det är {x} procentenheter {side} målet.",
            )
        )
        other = {"side": sides[1], "than": words[sides[1]]}
        false = source.choice((other, {"x": trimmed(abs(gap) + Decimal("2.5"))}))
        yield _of(
            statement(
                distance_to_target,
                index,
                template,
                {"x": trimmed(abs(gap)), "side": sides[0], "than": words[sides[0]]},
                false,
                Proof("indicators", row.name),
            ),
            number,
        )


@teller
def change_since_last_year(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """An outcome against last year's: rise and fall, by how much or not said."""
    for index, number, table, row in _rows(report, source, 0.4):
        outcome, before = cell(table, row, "outcome"), cell(table, row, "previous_outcome")
        if outcome is None or before is None or abs(outcome - before) < 1:
            continue
        up = outcome > before
        words = [
            {"rose": "stigit", "grew": "ökat", "than": "högre än", "way": "ökning"},
            {"rose": "sjunkit", "grew": "minskat", "than": "lägre än", "way": "minskning"},
        ]
        same, opposite = (words[0], words[1]) if up else (words[1], words[0])
        points = "procentenheter" if row.cells[0].unit == "%" else "enheter"
        template = source.choice(
            (
                f"Utfallet har {{grew}} med {{x}} {points} sedan förra året.",
                f"Det är en {{way}} med {{x}} {points} jämfört med föregående år.",
                f"Jämfört med föregående år har utfallet {{rose}} med {{x}} {points}.",
                "Utfallet är {than} föregående år.",
                "Resultatet har {grew} jämfört med året innan.",
            )
        )
        false = opposite
        if "{x}" in template and source.random() < 0.5:
            false = {"x": trimmed(abs(outcome - before) + Decimal("2.5"))}
        yield _of(
            statement(
                change_since_last_year,
                index,
                template,
                {**same, "x": trimmed(abs(outcome - before))},
                false,
                Proof("indicators", row.name),
            ),
            number,
        )


@teller
def which_sex_is_higher(report: Report, context: Context, source: Random) -> Iterator[Told]:
    """Men and women of a row compared."""
    for index, number, table, row in _rows(report, source, 0.4):
        men, women = cell(table, row, "outcome_men"), cell(table, row, "outcome_women")
        if men is None or women is None or men == women:
            continue
        first, last = ("Kvinnor", "män") if women > men else ("Män", "kvinnor")
        template = source.choice(
            (
                "{A} har ett högre utfall än {b}.",
                "Andelen är högre bland {a} än bland {b}.",
                "Utfallet är lägre för {b} än för {a}.",
            )
        )
        yield _of(
            statement(
                which_sex_is_higher,
                index,
                template,
                {"A": first, "a": first.lower(), "b": last},
                {"A": last.capitalize(), "a": last, "b": first.lower()},
                Proof("indicators", row.name),
            ),
            number,
        )
