"""Amounts in prose that name what they are: net costs, budgets, turnover.

A pattern says what an amount is; the area is the one that the heading or sentence names,
else the whole committee's. A new kind of sentence is one line of ``PATTERNS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.quality.reconcile.checks import Check, found, in_sentence, restating, rounding
from pipeline.quality.reconcile.facts import Facts, Line
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence, StatedAmount, stated_amounts
from pipeline.quality.reconcile.topics import Topics, sure_lines
from pipeline.quality.reconcile.wording import in_english, in_swedish
from pipeline.transform.economy.areas import TOTAL_KEY

RULE = "amount_in_prose"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text before an amount that tells its measure; ``of_total``: always the committee's."""

    before: re.Pattern[str]
    measures: tuple[str, ...]
    of_total: bool = False
    sign: int = 1


def _pattern(before: str, *measures: str, of_total: bool = False, sign: int = 1) -> Pattern:
    return Pattern(re.compile(before + r"\s+$", re.IGNORECASE), measures, of_total, sign)


PATTERNS: tuple[Pattern, ...] = (
    _pattern(r"prognostiseras nettokostnader(?:na)? till", "forecast_net", of_total=True),
    _pattern(
        r"för kostnaderna prognostiseras(?: totalt)?(?: till)?", "forecast_cost", of_total=True
    ),
    _pattern(
        r"prognostiseras.*\boch för intäkterna(?: till)?",
        "forecast_income",
        of_total=True,
        sign=-1,
    ),
    _pattern(r"\bnetto ?budget(?:en)?(?: för [^.]{3,90}?)? uppgår till", "budget_net"),
    _pattern(
        r"\b(?:driftbudget\w*|budget för drift)(?: [^.]{0,40}?)? (?:uppgår till|är)"
        r"(?: [^.]{0,20}?)? ?netto",
        "budget_net",
        of_total=True,
    ),
    _pattern(r"^driftbudget\w* uppgår till", "budget_net", of_total=True),
    _pattern(r"\bomslutning\w* beräknas till", "turnover_cost"),
    _pattern(
        r"(?:föreslår|föreslås|anmäler|godkänner) omslutningsförändringar (?:om|med|på)"
        r"|omslutningsförändringar (?:föreslås|anmäls|uppgår) (?:med|till)",
        "turnover_cost",
        "volume_adjustment_income",
        of_total=True,
    ),
)


@rule(RULE)
def amounts_in_prose(facts: Facts) -> Iterator[Finding]:
    """Findings of every amount that the tables print otherwise."""
    topics = Topics(facts)
    lines: dict[tuple[object, ...], list[Line]] = {}
    for line in sure_lines(facts):
        lines.setdefault((line.report_key, line.area, line.measure), []).append(line)
    for sentence in facts.sentences:
        for amount in stated_amounts(sentence.text):
            pattern = _pattern_of(sentence, amount)
            if pattern is None:
                continue
            area = TOTAL_KEY if pattern.of_total else _area(sentence, topics)
            for measure in pattern.measures:
                known = lines.get((sentence.report_key, area, measure))
                if known:
                    yield from _compare(sentence, amount, pattern.sign, known)
                    break


def _pattern_of(sentence: Sentence, amount: StatedAmount) -> Pattern | None:
    before = sentence.text[: amount.start]
    return next((pattern for pattern in PATTERNS if pattern.before.search(before)), None)


def _area(sentence: Sentence, topics: Topics) -> str | None:
    named = topics.in_text(sentence.report_key, sentence.text)
    if len(named) == 1:
        return next(iter(named))
    return topics.of_heading(sentence.report_key, sentence.heading)


def _compare(
    sentence: Sentence, amount: StatedAmount, sign: int, known: Sequence[Line]
) -> Iterator[Finding]:
    year = max(line.year for line in known)
    latest = [line for line in known if line.year == year]
    stated = in_sentence(sentence, amount)
    checks = [
        Check(
            rule=RULE,
            report_key=sentence.report_key,
            stated=stated.value,
            expected=abs(line.figure.value),
            tolerance=restating(stated, line.figure),
            unit=amount.unit,
            figures=(stated, line.figure),
            weights=(1, -sign if line.figure.value * sign > 0 else 1),
            severity=_severity(stated.value, line),
            sv=f"Texten anger {{stated}}, men tabellens {in_swedish(line.measure)} för "
            f"{line.label} är {{expected}}.",
            en=f"The text says {{stated}}, but the table's {in_english(line.measure)} of "
            f"{line.label} is {{expected}}.",
        )
        for line in latest
    ]
    if not any(check.agrees for check in checks):
        yield from found(checks[0])


def _severity(stated: object, line: Line) -> str:
    """One step of the last digit is a different rounding somewhere: likely, not proved."""
    small = abs(abs(line.figure.value) - stated) <= 2 * line.figure.half_step  # type: ignore[operator]
    return "warning" if small else "error"


_REQUIRED_INCOME = re.compile(r"\bintäkts ?krav\w* (?:om|på)\s+$", re.IGNORECASE)


@rule("income_requirement")
def income_requirement(facts: Facts) -> Iterator[Finding]:
    """The income that the committee must raise, plus turnover, against all budgeted income."""
    whole = {
        (line.report_key, line.measure): line
        for line in sure_lines(facts)
        if line.area == TOTAL_KEY
    }
    for sentence in facts.sentences:
        income = whole.get((sentence.report_key, "budget_income"))
        turnover = whole.get((sentence.report_key, "turnover_income"))
        for amount in stated_amounts(sentence.text):
            if (
                not income
                or not turnover
                or not _REQUIRED_INCOME.search(sentence.text[: amount.start])
            ):
                continue
            stated = in_sentence(sentence, amount)
            yield from found(
                Check(
                    rule="income_requirement",
                    report_key=sentence.report_key,
                    stated=stated.value + abs(turnover.figure.value),
                    expected=abs(income.figure.value),
                    tolerance=rounding(stated, turnover.figure, income.figure),
                    unit=amount.unit,
                    figures=(stated, income.figure, turnover.figure),
                    weights=(1, 1, -1),
                    sv=f"Intäktskravet {amount.text} och omslutningsförändringarna blir "
                    "{stated}, men tabellens intäkter är {expected}.",
                    en=f"The required income {amount.text} and the turnover make {{stated}}, but "
                    "the table's income is {expected}.",
                )
            )
