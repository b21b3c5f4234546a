"""Percent in prose computed on the wrong base.

"en ökning med P procent, motsvarande Y mnkr" of a level L says that Y is P per cent of
L - Y. VP 2026 divides once by L instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.quality.reconcile.checks import Check, found, in_sentence
from pipeline.quality.reconcile.facts import Facts, Figure
from pipeline.quality.reconcile.finding import AGREES, Finding
from pipeline.quality.reconcile.plain import WHOLE, around, says_only, words
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence, StatedAmount, stated_amounts
from pipeline.quality.reconcile.topics import Topics, sure_lines
from pipeline.transform.economy.areas import TOTAL_KEY

RULE = "percent_of_change"

_BEFORE_AND_AFTER = 2
"""Years that a change needs."""
_PERCENT = re.compile(
    r"(?P<word>ökning|minskning|ökat|minskat)\w*\s[^.%]{0,40}?(?P<percent>\d+(?:,\d+)?)\s*"
    r"(?:%|procent(?:enhet)?(?:er)?)\s*,?\s*(?:\w+\s)?motsvara(?:nde|r)\s+$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:uppgår till|\bblir|\bbli|\boch är|,\s+till)(?:\s+netto)?\s+$", re.IGNORECASE
)
_AMOUNT_FIRST = re.compile(
    r"^,?\s+(?:eller|motsvarande|vilket motsvarar|vilket är|\()\s*(?P<percent>\d+(?:,\d+)?)\s*"
    r"(?:%|procent)(?!\s+av\b)",
    re.IGNORECASE,
)
_GROWS = re.compile(r"\b(?P<word>ök|minsk)\w*\s+(?:\w+\s+){0,3}?med\s+$", re.IGNORECASE)
_HUNDRED = Decimal(100)


@rule(RULE)
def percent_of_change(facts: Facts) -> Iterator[Finding]:
    """Findings of every change that is given both as percent and as amount of a level."""
    previous: Sentence | None = None
    for sentence in facts.sentences:
        together = _level(previous, sentence)
        if together is not None:
            yield from _of_sentence(sentence, *together)
        previous = sentence


def _level(previous: Sentence | None, sentence: Sentence) -> tuple[Sentence, StatedAmount] | None:
    """The level that a sentence's changes lead to: in itself, else in the one before."""
    for one in (sentence, previous):
        if one is None or (one.report_key, one.section_no) != (
            sentence.report_key,
            sentence.section_no,
        ):
            continue
        for amount in stated_amounts(one.text):
            if _LEVEL.search(one.text[: amount.start]):
                return one, amount
    return None


def _of_sentence(sentence: Sentence, where: Sentence, level: StatedAmount) -> Iterator[Finding]:
    for amount in stated_amounts(sentence.text):
        if where is sentence and amount.start == level.start:
            continue
        match = _PERCENT.search(sentence.text[: amount.start])
        direction = match
        if match is None:
            match = _AMOUNT_FIRST.search(sentence.text[amount.end :])
            direction = _GROWS.search(sentence.text[: amount.start])
        if match is None or direction is None:
            continue
        sign = -1 if direction.group("word").casefold().startswith("minsk") else 1
        base = level.sek - sign * amount.sek
        more = [in_sentence(where, level)]
        yield from _wrong(RULE, sentence, match, amount, base, more, level.sek)


def _wrong(
    rule_name: str,
    sentence: Sentence,
    match: re.Match[str],
    amount: StatedAmount,
    base: Decimal,
    more: Sequence[Figure],
    other_base: Decimal,
) -> Iterator[Finding]:
    if base <= 0:
        return
    stated = Decimal(match.group("percent").replace(",", "."))
    expected = (_HUNDRED * amount.sek / base).quantize(Decimal("0.01"))
    by_other = _HUNDRED * amount.sek / other_base
    step = half_step_of(match.group("percent"))
    figure = Figure(
        f"{sentence.fact_key}-{match.start('percent')}", stated, step, 1.0, sentence.evidence
    )
    hint = abs(stated - by_other) <= step
    yield from found(
        Check(
            rule=rule_name,
            report_key=sentence.report_key,
            stated=stated,
            expected=expected,
            tolerance=step + _HUNDRED * amount.half_step / base + Decimal("0.005"),
            unit="procent",
            figures=(figure, in_sentence(sentence, amount), *more),
            weights=(1, 0, *(0 for _ in more)),
            sv=f"Förändringen anges till {{stated}}, men {amount.text} är {{expected}} av det "
            f"tidigare beloppet{' (räknat på det nya blir det så)' if hint else ''}.",
            en=f"The change is said to be {{stated}}, but {amount.text} is {{expected}} of the "
            f"earlier amount{' (of the new one it would be so)' if hint else ''}.",
        )
    )


_OF_STAFF = re.compile(
    r"^(?:Ökningen|Minskningen|Förändringen) motsvarar (?:ca |cirka )?(?P<percent>\d+(?:,\d+)?) ?"
    r"(?:%|procent)\b"
)


@rule("percent_of_staff_costs")
def percent_of_staff_costs(facts: Facts) -> Iterator[Finding]:
    """As "Ökningen motsvarar ca P procent" after a sentence about all staff costs."""
    totals = [
        line
        for line in facts.lines
        if line.measure == "staff_cost" and (line.is_total or line.area == TOTAL_KEY)
    ]
    previous: Sentence | None = None
    for sentence in facts.sentences:
        match = _OF_STAFF.search(sentence.text)
        if match and previous and previous.text.startswith("Personalkostnad"):
            own = [line for line in totals if line.report_key == sentence.report_key]
            amounts = stated_amounts(previous.text)
            if len(own) == _BEFORE_AND_AFTER and amounts:
                base = min(own, key=lambda line: line.year).figure
                new = base.value + amounts[0].sek
                yield from _wrong(
                    "percent_of_staff_costs",
                    sentence,
                    match,
                    amounts[0],
                    base.value,
                    [base],
                    new,
                )
        previous = sentence


_OF_NET_BUDGET = re.compile(
    r"\b(?:motsvarar|är|utgör) (?:(?:över|under)skottet |avvikelsen )?(?:ca |cirka )?"
    r"(?P<percent>\d+(?:,\d+)?) ?(?:%|procent) av "
    r"(?:nämndens |den (?:totala )?)?(?:netto)?budget(?:en)?\b(?! för)",
    re.IGNORECASE,
)
_OF_A_RESULT = re.compile(
    r"avvikelse|överskott|underskott|^det(?:ta)? (?:motsvarar|är|utgör)", re.IGNORECASE
)
_PLAIN = words(
    WHOLE,
    r"motsvarar utgör avvikelsen? (?:över|under)skott(?:et)? prognos\w*"
    r" (?:års)?resultat(?:et)? efter före"
    r" resultat(?:överföring|disposition)\w* (?:netto)?budget(?:en)? avvikelse",
)


@rule("percent_of_budget")
def percent_of_budget(facts: Facts) -> Iterator[Finding]:
    """As "motsvarar P procent av nämndens nettobudget" against deviation and budget."""
    topics = Topics(facts)
    for sentence in facts.sentences:
        match = _OF_NET_BUDGET.search(sentence.text)
        if match is None or not _OF_A_RESULT.search(sentence.text):
            continue
        plain = topics.without_names(around(sentence.text, match.start("percent"), match.end()))
        if not says_only(plain, _PLAIN, [facts.reports[sentence.report_key]["report_year"]]):
            continue
        area = topics.of_heading(sentence.report_key, sentence.heading) or TOTAL_KEY
        if topics.in_text(sentence.text) - {area}:
            continue
        own = [
            x for x in sure_lines(facts) if x.report_key == sentence.report_key and x.area == area
        ]
        year = max((line.year for line in own), default=0)
        latest = [line for line in own if line.year == year]
        budget = [line.figure for line in latest if line.measure == "budget_net"]
        meant = _meant(sentence.text) if budget else set()
        changes = [line.figure for line in latest if line.measure in meant]
        told = [one for change in changes for one in _of_budget(sentence, match, budget[0], change)]
        agreeing = [one for one in told if one.severity == AGREES]
        yield from agreeing or sorted(told, key=_distance)[:1]


def _distance(finding: Finding) -> Decimal:
    return abs(finding.difference or Decimal(0))


def _meant(text: str) -> set[str]:
    """The measures of a deviation that a sentence may mean."""
    after = {"deviation_after_transfer"}
    before = {"deviation_before_transfer", "deviation"}
    if "efter resultat" in text:
        return after | ({"deviation"} if "före resultat" not in text else set())
    return before if "före resultat" in text else after | before


def _of_budget(
    sentence: Sentence, match: re.Match[str], base: Figure, change: Figure
) -> Iterator[Finding]:
    amount = StatedAmount(abs(change.value), change.half_step, "avvikelsen", 0, 0)
    more = [change, base]
    yield from _wrong("percent_of_budget", sentence, match, amount, base.value, more, base.value)
