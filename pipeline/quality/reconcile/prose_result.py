"""Surplus and deficit in prose against the deviations of the tables.

A sentence counts where it speaks of a whole service area or of the whole committee: its
heading names the area, or it names the committee or the forecast, and no word in it is one
that a plain statement has not (``plain``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quality.reconcile.checks import Check, found, in_sentence, rounding
from pipeline.quality.reconcile.facts import Facts, Figure, Line, Row
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.plain import WHOLE, around, before_reason, says_only, words
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence, StatedAmount, stated_amounts
from pipeline.quality.reconcile.topics import Topics, sure_lines
from pipeline.transform.economy.areas import TOTAL_KEY

RULE = "result_in_prose"

_WORD = re.compile(r"(överskott|underskott)\w*(?![^.]*\b(?:överskott|underskott))", re.IGNORECASE)
_OTHER_WORDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, int], ...] = tuple(
    (re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE) if after else None, sign)
    for before, after, sign in (
        (r"\bett\s+plus\s+(?:på|om)\s+$", None, 1),
        (r"\bett\s+minus\s+(?:på|om)\s+$", None, -1),
        (r"\bbudget(?:en)?\s+(?:\w+\s+){0,2}?underskrids\s+med\s+$", None, 1),
        (r"\bbudget(?:en)?\s+(?:\w+\s+){0,2}?överskrids\s+med\s+$", None, -1),
        (r"\bunderskrider\s+budget(?:en)?\s+med\s+$", None, 1),
        (r"\böverskrider\s+budget(?:en)?\s+med\s+$", None, -1),
        (r"\bavvik\w+\s+(?:mot budget\w*\s+)?(?:är\s+)?positiv\w*\s+med\s+$", None, 1),
        (r"\bavvik\w+\s+(?:mot budget\w*\s+)?(?:är\s+)?negativ\w*\s+med\s+$", None, -1),
        (r"\bpositiv\s+avvikelse\s+(?:mot budget\w*\s+)?(?:på|om|med)\s+$", None, 1),
        (r"\bnegativ\s+avvikelse\s+(?:mot budget\w*\s+)?(?:på|om|med)\s+$", None, -1),
        (
            r"^(?:(?:netto)?utfallet|prognosen|nettokostnad\w*)\b[^.]*\s$",
            r"^\s+(?:lägre|mindre)\s+än\s+budget(?!\w*\s+20)",
            1,
        ),
        (
            r"^(?:(?:netto)?utfallet|prognosen|nettokostnad\w*)\b[^.]*\s$",
            r"^\s+(?:högre|mer)\s+än\s+budget(?!\w*\s+20)",
            -1,
        ),
    )
)
"""Other words for a surplus (1) or deficit (-1): before the amount, and after it."""
_QUALIFIER = re.compile(
    r"\b(före|efter)\s+(?:resultat\w*|över(?:föring|skott)\w*|disposition\w*|insättning\w*"
    r"|avsättning\w*)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^(?:sammantaget|totalt|stadsdelsnämndens?|nämndens?|förvaltningens?|(?:års|helårs)?prognosen"
    r"|bokslutet|före resultat|efter resultat|resultatet|årets resultat)\b",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"nämnd|förvaltning|sammantaget|totalt", re.IGNORECASE)
_ECONOMY = re.compile(
    r"ekonom|budget|drift|resultat|bokslut|prognos|sammanfatt|avvikelse|utfall", re.IGNORECASE
)
"""Headings below which "resultatet" is the committee's and not one unit's."""
_AREA = re.compile(
    r"^(?:verksamhetsområdet|verksamheten|utfallet|efter resultat|före resultat|prognosen"
    r"|bokslutet|området|resultatet|budgeten|avvikelsen|nettoutfallet|nettokostnad\w*)\b",
    re.IGNORECASE,
)
_PLAIN = words(
    WHOLE,
    r"överskott\w* underskott\w* plus minus positiv\w* negativ\w* avvik\w+ resultat(?:et)?"
    r" utfall(?:et)? nettoutfallet nettokostnad\w* bokslut(?:et)?"
    r" (?:års|helårs)?prognos(?:en|ti[sc]era[rs])?"
    r" beräkna[rs]? väntas förväntas bedöm(?:s|er)"
    r" budget(?:en|ens)? (?:över|under)skri(?:der|ds|dits)"
    r" före efter innan (?:resultat|budget|netto)?(?:överföring|disposition|avvikelse)\w* lägre"
    r" högre mindre mer än jämfört förhållande anslag\w* ekonomiska?",
)
_FORESEES = re.compile(r"prognos|beräkna|vänta|bedöm", re.IGNORECASE)
_DEVIATIONS = (
    "deviation_after_transfer",
    "deviation_vb",
    "deviation_before_transfer",
    "deviation",
)
_NEAR = 45
_SPEAKS = re.compile(r"skott|\bplus\b|\bminus\b|skrid|avvik|än budget", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Result:
    """A surplus (positive) or deficit in prose; ``when`` is before or after transfers."""

    sentence: Sentence
    amount: StatedAmount
    sign: int
    when: str | None

    @property
    def value(self) -> Decimal:
        """Surplus positive."""
        return self.amount.sek * self.sign


@rule(RULE)
def results_in_prose(facts: Facts) -> Iterator[Finding]:
    """Findings of every surplus or deficit that no deviation of its area bears out."""
    topics = Topics(facts)
    lines: dict[tuple[str, str | None], list[Line]] = {}
    for line in sure_lines(facts):
        lines.setdefault((line.report_key, line.area), []).append(line)
    for sentence in facts.sentences:
        if not _SPEAKS.search(sentence.text):
            continue
        for result in results(sentence):
            said = before_reason(around(sentence.text, result.amount.start, result.amount.end))
            area = _area(sentence, topics, said)
            known = lines.get((sentence.report_key, area), []) if area else []
            if known and _is_plain(topics.without_names(said), facts.reports[sentence.report_key]):
                yield from _compare(result, known)


def _is_plain(said: str, report: Row) -> bool:
    """Whether words speak of a whole and of the report's own time, and of nothing else."""
    of_a_forecast = report["report_type"] == "VB" and _FORESEES.search(said)
    return not of_a_forecast and says_only(said, _PLAIN, [report["report_year"]])


def _area(sentence: Sentence, topics: Topics, said: str) -> str | None:
    """The area that the words around an amount report the result of."""
    heading = topics.of_heading(sentence.report_key, sentence.heading)
    named = topics.in_text(said)
    if heading:
        inside = not named or named == {heading}
        starts = _AREA.search(sentence.text) or named
        return heading if inside and starts else next(iter(named)) if len(named) == 1 else None
    if named:
        return None
    whole = _WHOLE.search(sentence.text)
    if whole and (_COMMITTEE.search(whole.group(0)) or _ECONOMY.search(sentence.heading)):
        return TOTAL_KEY
    return None


def results(sentence: Sentence) -> list[Result]:
    """Every amount that a sentence calls a surplus or a deficit."""
    text = sentence.text
    amounts = stated_amounts(text)
    given: dict[int, str] = {}
    gaps = [0, *(amount.end for amount in amounts)]
    for index, start in enumerate(gaps):
        end = amounts[index].start if index < len(amounts) else len(text)
        words = [found.group(1).casefold() for found in _QUALIFIER.finditer(text, start, end)]
        before, after = index - 1, index
        for word in words:
            target = before if before >= 0 and before not in given else after
            given.setdefault(target, word)
    found = []
    for index, amount in enumerate(amounts):
        sign = _sign(text, gaps[index], amount)
        if sign:
            found.append(Result(sentence, amount, sign, given.get(index)))
    return found


def _sign(text: str, gap: int, amount: StatedAmount) -> int:
    """1 for a surplus, -1 for a deficit, 0 where the words around say neither."""
    word = _WORD.search(text[max(gap, amount.start - _NEAR) : amount.start])
    if word:
        return 1 if word.group(1).casefold() == "överskott" else -1
    return next(
        (
            sign
            for before, after, sign in _OTHER_WORDS
            if before.search(text[gap : amount.start])
            and (after is None or after.search(text[amount.end :]))
        ),
        0,
    )


def _compare(result: Result, lines: Sequence[Line]) -> Iterator[Finding]:
    candidates = _candidates(result.when, lines)
    if not candidates:
        return
    checks = [_check(result, label, figures, value) for label, figures, value in candidates]
    if any(check.agrees for check in checks):
        return
    mirrored = [check for check in checks if abs(check.stated + check.expected) <= check.tolerance]
    yield from found((mirrored or checks)[0])


def _candidates(
    when: str | None, lines: Sequence[Line]
) -> list[tuple[str, tuple[Figure, ...], Decimal]]:
    """Deviations of the newest year that a sentence may mean."""
    year = max((line.year for line in lines), default=0)
    latest = [line for line in lines if line.year == year]
    by_measure: dict[str, list[Line]] = {}
    for line in latest:
        by_measure.setdefault(line.measure, []).append(line)
    wanted = {
        "after": ("deviation_after_transfer", "deviation_vb"),
        "before": ("deviation_before_transfer",),
    }.get({"efter": "after", "före": "before"}.get(when or "", ""), _DEVIATIONS)
    found: list[tuple[str, tuple[Figure, ...], Decimal]] = [
        (line.label, (line.figure,), line.figure.value)
        for measure in wanted
        for line in by_measure.get(measure, [])
    ]
    if when == "före" or when is None:
        found += _derived(by_measure)
    has_own = "deviation_after_transfer" in by_measure or "deviation_before_transfer" in by_measure
    if (when == "efter" and not found) or (when == "före" and (has_own or not found)):
        found += [(x.label, (x.figure,), x.figure.value) for x in by_measure.get("deviation", [])]
    return found


def _derived(
    by_measure: dict[str, list[Line]],
) -> list[tuple[str, tuple[Figure, ...], Decimal]]:
    """Budget and adjustments less the result before transfers (T1 2021 prints no column)."""
    found = []
    for result in (
        *by_measure.get("forecast_before_transfer", []),
        *by_measure.get("outcome_before_transfer", []),
    ):
        same = {
            line.measure: line
            for group in by_measure.values()
            for line in group
            if line.table_no == result.table_no and line.label == result.label
        }
        if "budget_net" not in same:
            continue
        terms = [same["budget_net"]]
        if "requested_adjustment" in same:
            terms.append(same["requested_adjustment"])
        value = sum((term.figure.value for term in terms), Decimal(0)) - result.figure.value
        figures = (*(term.figure for term in terms), result.figure)
        found.append((result.label, figures, value))
    return found


def _check(result: Result, label: str, figures: Sequence[Figure], value: Decimal) -> Check:
    stated = in_sentence(result.sentence, result.amount, result.value)
    words = ("ett överskott", "a surplus") if result.sign > 0 else ("ett underskott", "a deficit")
    mirrored = value * result.value < 0
    sv = f"Texten anger {words[0]} om {result.amount.text}, men tabellens avvikelse för {label} är "
    en = f"The text says {words[1]} of {result.amount.text}, but the deviation of {label} is "
    return Check(
        rule=RULE,
        report_key=result.sentence.report_key,
        stated=result.value,
        expected=value,
        tolerance=rounding(stated, *figures) if len(figures) > 1 else _same(stated, figures[0]),
        unit=result.amount.unit,
        figures=(stated, *figures),
        sv=sv + "{expected}" + (", alltså motsatsen." if mirrored else "."),
        en=en + "{expected}" + (", the opposite." if mirrored else "."),
    )


def _same(stated: Figure, printed: Figure) -> Decimal:
    """Rounding between prose and a cell: the coarser one decides."""
    if stated.half_step == printed.half_step:
        # A sum of rounded parts and the rounded sum differ by one step (T1 2021: 9,1 and 9,2).
        return stated.half_step
    return rounding(stated, printed)
