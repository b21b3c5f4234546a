"""Amounts in prose that name what they are: net costs, budgets, turnover.

A pattern says what an amount is; the area is the one that the heading or sentence names,
else the whole committee's. A new kind of sentence is one line of ``PATTERNS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.language.years import YEAR_IN_TEXT
from pipeline.quality.reconcile.checks import Check, found, in_sentence, restating, rounding
from pipeline.quality.reconcile.facts import Facts, Line, Row
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.plain import WHOLE, around, clause_after, says_only, words
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence, StatedAmount, stated_amounts
from pipeline.quality.reconcile.topics import Topics, sure_lines
from pipeline.quality.reconcile.wording import in_english, in_swedish
from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.keys import normal_form

RULE = "amount_in_prose"


_PLAIN = words(
    WHOLE,
    r"(?:brutto|netto)?(?:kostnad(?:er|erna|en)?|intäkt(?:er|erna)) (?:netto|drift)?budget(?:en)?"
    r" drift avsa\w+ prognos(?:en)? helårsprognosen prognostiseras beräknas väntas förväntas bedöms"
    r" intäkts intäktskrav\w* krav\w* enligt omslutning\w* föreslå[rs] anmäl(?:er|s)"
    r" godkänner före efter resultatöverföring\w*",
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text before an amount, and after it, that tells its measure.

    ``of_total``: always the committee's. ``kinds``: the report kinds in which it means that.
    """

    before: re.Pattern[str]
    measures: tuple[str, ...]
    of_total: bool = False
    sign: int = 1
    kinds: frozenset[str] = frozenset({"VP", "T1", "T2", "VB"})
    after: re.Pattern[str] | None = None


def _pattern(
    before: str,
    *measures: str,
    of_total: bool = False,
    sign: int = 1,
    kinds: str = "VP T1 T2 VB",
    after: str | None = None,
) -> Pattern:
    return Pattern(
        re.compile(before + r"\s+$", re.IGNORECASE),
        measures,
        of_total,
        sign,
        frozenset(kinds.split()),
        re.compile(after, re.IGNORECASE) if after else None,
    )


_IS = r"(?:är|var|blev|blir|på|till|uppg(?:ick|år|å) till|landa(?:de|r)? på|hamna(?:de|r)? på)"
_FORESEEN = r"(?:beräknas|väntas|förväntas|bedöms|prognostiseras)"
_PERIOD = r"(?: (?:för|under) (?:hel)?året| totalt| sammanlagt| sammantaget| 20\d\d)?"
_NET_COSTS = r"\bnettokostnad(?:en|er|erna)?"
_COSTS = r"(?<!netto)(?<!\w)(?:brutto)?kostnader(?:na)?"
_INCOME = r"(?<!\w)(?:brutto)?intäkter(?:na)?"
_NOW = rf"{_PERIOD} {_IS}"
_AHEAD = rf"{_PERIOD}(?: {_FORESEEN})?(?: (?:bli|landa på|uppgå till|hamna på))?(?: {_IS})?"
_FORECAST = r"(?:prognos|beräknas|väntas|förväntas|bedöms)"


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
    _pattern(
        r"\bnetto ?budget(?:en)?(?: för [^.]{3,90}?)? (?:uppgår till|är|på|blir)", "budget_net"
    ),
    _pattern(r"\bbudget(?:en)? för [^.]{3,90}? (?:uppgår till|är)", "budget_net", after=r"^ netto"),
    _pattern(r"^till [^.]{3,90}? är", "budget_net", after=r"^ avsa\w+ i netto ?budget"),
    _pattern(_NET_COSTS + _NOW, "outcome_net", kinds="VB"),
    _pattern(_COSTS + _NOW, "outcome_cost", kinds="VB"),
    _pattern(_INCOME + rf"{_PERIOD}(?: {_IS})?", "outcome_income", sign=-1, kinds="VB"),
    _pattern(rf"{_FORECAST}.*{_NET_COSTS}(?: {_IS})?", "forecast_net", kinds="T1 T2"),
    _pattern(
        rf"{_NET_COSTS}{_PERIOD} {_FORESEEN}(?: (?:bli|landa på|uppgå till|hamna på)| till)",
        "forecast_net",
        kinds="T1 T2",
    ),
    _pattern(_COSTS + _AHEAD, "forecast_cost", kinds="T1 T2"),
    _pattern(_INCOME + _AHEAD, "forecast_income", sign=-1, kinds="T1 T2"),
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
    titles = {
        (table.report_key, normal_form(table.title))
        for table in facts.printed
        if table.kind in ("budget_overview", "budget_by_area")
    }
    for sentence in facts.sentences:
        report = facts.reports[sentence.report_key]
        for amount in stated_amounts(sentence.text):
            pattern = _pattern_of(sentence, amount, report["report_type"])
            if pattern is None or _is_of_another_time(sentence, report):
                continue
            said = topics.without_names(around(sentence.text, amount.start, amount.end))
            if not says_only(said, _PLAIN, [report["report_year"]]):
                continue
            area = TOTAL_KEY if pattern.of_total else _area(sentence, topics)
            if area is None and (sentence.report_key, normal_form(sentence.heading)) in titles:
                area = TOTAL_KEY
            for measure in pattern.measures:
                known = lines.get((sentence.report_key, area, measure))
                if known:
                    yield from _compare(sentence, amount, pattern.sign, known)
                    break


def _pattern_of(sentence: Sentence, amount: StatedAmount, kind: str) -> Pattern | None:
    before, after = sentence.text[: amount.start], sentence.text[amount.end :]
    return next(
        (
            pattern
            for pattern in PATTERNS
            if kind in pattern.kinds
            and pattern.before.search(before)
            and (pattern.after is None or pattern.after.search(after))
            and not (kind in ("T1", "T2") and _is_bare_level(pattern, sentence.text))
        ),
        None,
    )


def _is_bare_level(pattern: Pattern, text: str) -> bool:
    """Whether a follow-up gives a level without saying that it is foreseen."""
    foreseen = {"forecast_net", "forecast_cost", "forecast_income"}
    return bool(foreseen & set(pattern.measures)) and not _FORESEES.search(text)


def _is_of_another_time(sentence: Sentence, report: Row) -> bool:
    """Whether a sentence names another year than the report's, or an earlier one in words."""
    years = {int(year) for year in YEAR_IN_TEXT.findall(sentence.text)}
    return bool(years - {report["report_year"]}) or bool(_EARLIER.search(sentence.text))


def _area(sentence: Sentence, topics: Topics) -> str | None:
    named = topics.in_text(sentence.text)
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


_FORESEES = re.compile(r"prognos|beräkna|vänta|bedöm", re.IGNORECASE)
_EARLIER = re.compile(
    r"föregående|förra året|året innan|jan(?:uari)?[ –-]|per (?:sista|den) |hittills|perioden",
    re.IGNORECASE,
)
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
            said = f"{sentence.text[: amount.start]} {clause_after(sentence.text, amount.end)}"
            if not says_only(said.split(" som ")[0], _PLAIN):
                continue
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
