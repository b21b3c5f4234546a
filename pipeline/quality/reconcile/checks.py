"""From a comparison of figures to a finding: tolerance, severity, words, evidence.

A rule makes a ``Check`` for what is printed and what follows; ``found`` judges it. Texts
are templates: ``{stated}``, ``{expected}`` and ``{difference}`` become numbers with unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quality.reconcile.facts import LIKELY, SURE, Figure
from pipeline.quality.reconcile.finding import AGREES, Evidence, Finding
from pipeline.quality.reconcile.sentences import Sentence, StatedAmount
from pipeline.quality.reconcile.wording import english, swedish
from pipeline.transform.economy.money import sek_per_unit

ZERO = Decimal(0)

_IMPLAUSIBLE = 20
NEARLY_CERTAIN = 0.999


@dataclass(frozen=True, slots=True)
class Check:
    """What a figure says (``stated``) and what it should say, both in SEK or as printed.

    ``figures`` are those that it rests on, the stated one first; ``weights`` as in
    ``Finding``. ``tolerance`` is what rounding explains. ``unit`` is the printed unit.
    """

    rule: str
    report_key: str
    stated: Decimal
    expected: Decimal
    tolerance: Decimal
    unit: str | None
    figures: Sequence[Figure]
    sv: str
    en: str
    weights: Sequence[int] = ()
    more_evidence: Sequence[Evidence] = ()
    tell_rounding: bool = False
    severity: str = "error"

    @property
    def difference(self) -> Decimal:
        """Stated - expected."""
        return self.stated - self.expected

    @property
    def agrees(self) -> bool:
        """Whether rounding explains the difference."""
        return abs(self.difference) <= self.tolerance


def found(check: Check) -> Iterator[Finding]:
    """The finding of a check, or its agreement, which clears its figures of suspicion."""
    told = check.difference and (check.tell_rounding or not check.agrees)
    factor = sek_per_unit(check.unit) or 1
    stated, expected = check.stated / factor, check.expected / factor
    sv = check.sv.format(
        stated=swedish(stated, check.unit),
        expected=swedish(expected, check.unit),
        difference=swedish(abs(stated - expected), check.unit),
    )
    en = check.en.format(
        stated=english(stated, check.unit),
        expected=english(expected, check.unit),
        difference=english(abs(stated - expected), check.unit),
    )
    if check.agrees:
        sv, en = f"{sv} Avrundning kan förklara skillnaden.", f"{en} Rounding can explain it."
    yield Finding(
        report_key=check.report_key,
        rule=check.rule,
        severity=_severity(check) if told else AGREES,
        facts=tuple(figure.fact_key for figure in check.figures),
        stated=stated,
        expected=expected,
        unit=check.unit,
        explanation_sv=sv,
        explanation_en=en,
        evidence=(*(figure.evidence for figure in check.figures), *check.more_evidence),
        tolerance=check.tolerance / factor,
        weights=tuple(Decimal(weight) for weight in check.weights),
    )


def _severity(check: Check) -> str:
    least = min((figure.confidence for figure in check.figures), default=1.0)
    if check.agrees or least < LIKELY:
        return "info"
    torn = not (check.stated and check.expected) and least < NEARLY_CERTAIN
    if is_plausible(check.stated, check.expected) and not torn:
        return check.severity if least >= SURE else "warning"
    # Far apart, and read from text without columns: a number was torn, most likely.
    return "warning" if least >= NEARLY_CERTAIN else "info"


_MANY = 3


def is_misread(alike: Sequence[Finding]) -> bool:
    """Whether most of many comparisons of one column differ.

    Then the column is not what it was taken for: a header was read or meant otherwise.
    """
    differing = sum(one.severity in ("error", "warning") for one in alike)
    return differing >= _MANY and 2 * differing > len(alike)


def is_plausible(stated: Decimal, expected: Decimal) -> bool:
    """Whether two figures are near enough to be meant as the same.

    Beyond that a unit was misprinted, or cells were read as one number: likely, not proved.
    """
    small, large = sorted((abs(stated), abs(expected)))
    return not small or large / small < _IMPLAUSIBLE


def rounding(*figures: Figure) -> Decimal:
    """By how much rounding of these figures may move their sum."""
    return sum((figure.half_step for figure in figures), ZERO)


def restating(one: Figure, other: Figure) -> Decimal:
    """How far two prints of one number may differ: not at all where both print it alike."""
    if one.half_step == other.half_step:
        return ZERO
    return max(one.half_step, other.half_step) + min(one.half_step, other.half_step)


def in_sentence(sentence: Sentence, amount: StatedAmount, value: Decimal | None = None) -> Figure:
    """An amount of a sentence as a figure; ``value`` gives it a sign."""
    return Figure(
        fact_key=f"{sentence.fact_key}-{amount.start}",
        value=amount.sek if value is None else value,
        half_step=amount.half_step,
        confidence=1.0,
        evidence=sentence.evidence,
    )


def said(
    rule: str,
    sentences: Sequence[Sentence],
    *,
    sv: str,
    en: str,
    evidence: Sequence[Evidence] = (),
    stated: Decimal | None = None,
    expected: Decimal | None = None,
    severity: str = "error",
    unit: str | None = None,
) -> Finding:
    """A finding about words or counts of sentences, against other places."""
    return Finding(
        report_key=sentences[0].report_key,
        rule=rule,
        severity=severity,
        facts=tuple(sentence.fact_key for sentence in sentences),
        stated=stated,
        expected=expected,
        unit=unit,
        explanation_sv=sv,
        explanation_en=en,
        evidence=(*(sentence.evidence for sentence in sentences), *evidence),
    )
