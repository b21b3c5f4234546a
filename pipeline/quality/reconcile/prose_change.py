"""Increases and decreases in prose against the tables of two years.

Four kinds of sentence are known: costs and income of an area, staff costs of an area, the
result against earlier forecasts, and the rows of the balance sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.quality.reconcile.checks import Check, found, in_sentence, rounding, said
from pipeline.quality.reconcile.facts import Facts, Figure, Line
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.plain import (
    WHOLE,
    Words,
    around,
    before_reason,
    clause_after,
    says_only,
    words,
)
from pipeline.quality.reconcile.printed import PrintedTable
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence, StatedAmount, stated_amounts
from pipeline.quality.reconcile.table_arithmetic import figure_of
from pipeline.quality.reconcile.topics import Topics
from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.economy.money import sek_per_unit
from pipeline.transform.keys import normal_form

_BEFORE_AND_AFTER = 2
"""Years that a change needs."""
_GREW = r"(ökat|minskat|ökade|minskade|ökar|minskar|stigit|sjunkit|steg|sjönk)"
_EARLIER = r"(?:föregående år|förra året|året innan|i fjol|förra bokslutet|förra årsskiftet|20\d\d)"
_SIDE = (
    r"(?<![a-zåäö])(?<!förutbetalda\s)(?<!upplupna\s)"
    r"(nettokostnad\w*|kostnader(?:na)?|intäkter(?:na)?)"
)
_COST_AND_INCOME = re.compile(
    rf"{_SIDE}(?:\s+20\d\d)?\s+(?:har\s+)?(?:totalt\s+)?{_GREW}\s+(?:totalt\s+)?med\s+$",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    rf"{_SIDE}\s+(?:är|blev|var)\s+$|(?:är|blev|var)\s+(?=nettok|kost|intä){_SIDE}\s+$",
    re.IGNORECASE,
)
_HIGHER = re.compile(r"^\s+(högre|lägre)\b", re.IGNORECASE)
_AGAINST_EARLIER = re.compile(
    rf"(?:än|jämfört med|mot|sedan)\s+(?:vid\s+|under\s+|i\s+)?{_EARLIER}", re.IGNORECASE
)
_STAFF = re.compile(
    rf"\bpersonalkostnad\w*(?:[\s,]+\w+){{0,9}}?\s+{_GREW}\s+med\s+$", re.IGNORECASE
)
_STAFF_LEVELS = re.compile(
    r"\bpersonalkostnad\w*(?:[\s,]+\w+){0,9}?\s+(?:är|blev|var)\s+$"
    r"|\b(?:är|blev|var)\s+personalkostnad\w*\s+$",
    re.IGNORECASE,
)
_RESULT = re.compile(r"\b(förbättra|försämra)\w*\s+resultat", re.IGNORECASE)
_BETTER = re.compile(r"^\s+(bättre|sämre)\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"(?:tertialrapport|tertial|T)\s?([12])\b")
_UP = ("öka", "ökat", "ökade", "förbättra", "högre", "stig", "steg", "bättre")
_SIDES: Mapping[str, tuple[str, ...]] = {
    "n": ("outcome_cost", "outcome_income"),
    "k": ("outcome_cost",),
    "i": ("outcome_income",),
}

_PLAIN = words(
    WHOLE,
    r"kostnader(?:na)? intäkter(?:na)? (?:netto|brutto|personal)kostnad\w*"
    r" (?:ök|minsk)(?:at|ade|ar)"
    r" stigit sjunkit steg sjönk högre lägre större mindre än jämfört sedan mellan åren"
    r" föregående förra innan fjol bokslutet årsskiftet",
)

_OF_FORECASTS = words(
    WHOLE,
    r"(?:för(?:bättr|sämr)|oförändr)a\w* (?:budget)?avvikelsen? resultat(?:et)?"
    r" bokslut(?:et)? bättre sämre"
    r" prognos(?:en|er|erna)? tidigare lämnade såväl jämfört förhållande än efter före t?[12]"
    r" resultatöverföring\w* tertial(?:rapport)?",
)

Terms = list[tuple[Figure, int]]


@rule("cost_change_in_prose")
def cost_changes(facts: Facts) -> Iterator[Finding]:
    """As "Kostnaderna har ökat med X" against the table of costs and income over years."""
    topics = Topics(facts)
    titles = {(table.report_key, normal_form(table.title)) for table in facts.printed}
    for sentence in facts.sentences:
        if not stated_amounts(sentence.text):
            continue
        area = topics.of_heading(sentence.report_key, sentence.heading)
        if (sentence.report_key, normal_form(sentence.heading)) in titles and area is None:
            area = TOTAL_KEY
        for amount in stated_amounts(sentence.text):
            found_words = _change_words(sentence.text, amount, _COST_AND_INCOME, _LEVELS)
            if found_words is None or area is None:
                continue
            if not _speaks_plainly(facts, topics, sentence, amount):
                continue
            what, word = found_words
            measures = _SIDES[what[0].casefold()]
            terms = _two_years(facts.lines, sentence.report_key, area, measures)
            if terms:
                grows = 1 if measures != ("outcome_income",) else -1
                yield from _compare("cost_change_in_prose", sentence, amount, word, terms, grows)


def _speaks_plainly(
    facts: Facts,
    topics: Topics,
    sentence: Sentence,
    amount: StatedAmount,
    known: Words = _PLAIN,
) -> bool:
    """Whether a sentence is about a whole and the two years that the tables compare."""
    year = facts.reports[sentence.report_key]["report_year"]
    said_ = topics.without_names(around(sentence.text, amount.start, amount.end))
    return says_only(said_, known, [year, year - 1])


def _change_words(
    text: str, amount: StatedAmount, grew: re.Pattern[str], levels: re.Pattern[str]
) -> tuple[str, str] | None:
    """What changes and which way: "kostnaderna ... ökat", or "... är X högre än 2023"."""
    before, after = text[: amount.start], text[amount.end :]
    match = grew.search(before)
    if match:
        return match.group(1), match.group(match.lastindex or 0)
    match, side = levels.search(before), _HIGHER.search(after)
    if match and side and _AGAINST_EARLIER.search(text):
        named = next((group for group in match.groups() if group), match.group(0))
        return named, side.group(1)
    return None


@rule("staff_cost_in_prose")
def staff_costs(facts: Facts) -> Iterator[Finding]:
    """As "Personalkostnaderna har minskat med X" against the table of staff costs."""
    topics = Topics(facts)
    for sentence in facts.sentences:
        if "ersonalkostnad" not in sentence.text:
            continue
        named = topics.in_text(sentence.text)
        heading = topics.of_heading(sentence.report_key, sentence.heading)
        area = next(iter(named)) if len(named) == 1 else None if named else heading or TOTAL_KEY
        for amount in stated_amounts(sentence.text):
            found_words = _change_words(sentence.text, amount, _STAFF, _STAFF_LEVELS)
            if found_words is None or area is None:
                continue
            if not _speaks_plainly(facts, topics, sentence, amount):
                continue
            if area == TOTAL_KEY and not sentence.text.startswith("Personalkostnad"):
                continue
            terms = _two_years(facts.lines, sentence.report_key, area, ("staff_cost",))
            if terms:
                word = found_words[1]
                yield from _compare("staff_cost_in_prose", sentence, amount, word, terms, 1)


_RISING_STAFF = re.compile(r"\b(ökade|högre|minskade|lägre)\s+personalkostnader\b", re.IGNORECASE)
_CAUSE = re.compile(r"\bkostnader\w*\s+(?:beror|har)|kostnads(?:ökning|minskning)", re.IGNORECASE)


@rule("staff_cost_direction")
def staff_cost_direction(facts: Facts) -> Iterator[Finding]:
    """Costs said to rise by "ökade personalkostnader" where these fell, or the reverse.

    Only where the section compares costs of two years (VB 2024), not with the budget.
    """
    topics = Topics(facts)
    compared = {
        (sentence.report_key, sentence.section_no)
        for sentence in facts.sentences
        if any(
            _COST_AND_INCOME.search(sentence.text[: amount.start])
            for amount in stated_amounts(sentence.text)
        )
    }
    for sentence in facts.sentences:
        match = _RISING_STAFF.search(sentence.text)
        if not match or not says_only(clause_after(sentence.text, match.end()), words(WHOLE)):
            continue
        area = topics.of_heading(sentence.report_key, sentence.heading)
        if not area or (sentence.report_key, sentence.section_no) not in compared:
            continue
        terms = _two_years(facts.lines, sentence.report_key, area, ("staff_cost",))
        change = sum((figure.value * sign for figure, sign in terms), Decimal(0))
        rises = match.group(1).casefold() in ("ökade", "högre")
        if not terms or not _CAUSE.search(sentence.text) or not change or (change > 0) == rises:
            continue
        yield said(
            "staff_cost_direction",
            [sentence],
            sv=f'Texten säger "{match.group(0)}", men tabellen visar att personalkostnaderna '
            f"{'minskade' if rises else 'ökade'}.",
            en=f"The text says that staff costs {'rose' if rises else 'fell'}, the table the "
            "opposite.",
            evidence=[figure.evidence for figure, _ in terms],
        )


@rule("forecast_change_in_prose")
def forecast_comparisons(facts: Facts) -> Iterator[Finding]:
    """Both ways of saying it."""
    yield from _forecast_changes(facts)
    yield from _better_than_forecast(facts)
    yield from _parts_of_forecast_change(facts)


def _parts_of_forecast_change(facts: Facts) -> Iterator[Finding]:
    """A change that is the whole area's, given to some of its parts beside another part's.

    VB 2024: three parts "försämrat 6,7", the fourth "förbättrat 2,5", the area -6,7.
    """
    topics = Topics(facts)
    changes: dict[tuple[str, int, str, str], list[tuple[Sentence, StatedAmount, Decimal, set[str]]]]
    changes = {}
    for sentence in facts.sentences:
        area = topics.of_heading(sentence.report_key, sentence.heading)
        parts = topics.in_text(sentence.text) - {area}
        words = list(_RESULT.finditer(sentence.text))
        amounts = stated_amounts(sentence.text)
        if area is None or not parts or not words or not amounts:
            continue
        after = sentence.text[amounts[0].end : amounts[1].start if len(amounts) > 1 else None]
        sign = 1 if words[0].group(1).casefold().startswith(_UP) else -1
        for number in _FOLLOW_UP.findall(after.split("förbättra")[0].split("försämra")[0]):
            key = (sentence.report_key, sentence.section_no, area, number)
            one = (sentence, amounts[0], sign * amounts[0].sek, parts)
            changes.setdefault(key, []).append(one)
    for (report_key, _, area, number), told in changes.items():
        terms = _against_forecast(facts.lines, report_key, area, number)
        if len(told) <= 1 or not terms:
            continue
        whole = sum((figure.value * sign for figure, sign in terms), Decimal(0))
        slack = rounding(*(figure for figure, _ in terms))
        culprit = next((one for one in told if abs(one[2] - whole) <= slack), None)
        others = sum((one[2] for one in told if one is not culprit), Decimal(0))
        if culprit is None or abs(others) <= slack:
            continue
        yield from _too_much(culprit, [one for one in told if one is not culprit], whole, terms)


Told = tuple[Sentence, StatedAmount, Decimal, set[str]]


def _too_much(
    culprit: Told, others: Sequence[Told], whole: Decimal, terms: Terms
) -> Iterator[Finding]:
    stated = in_sentence(culprit[0], culprit[1], culprit[2])
    rest = [in_sentence(where, amount, value) for where, amount, value, _ in others]
    figures = [*rest, *(figure for figure, _ in terms)]
    yield from found(
        Check(
            rule="forecast_change_in_prose",
            report_key=culprit[0].report_key,
            stated=stated.value,
            expected=whole - sum((figure.value for figure in rest), Decimal(0)),
            tolerance=rounding(stated, *figures),
            unit=culprit[1].unit,
            figures=(stated, *figures),
            weights=(1, *(1 for _ in rest), *(-sign for _, sign in terms)),
            sv=f"{culprit[0].heading}: texten ger en del av området hela områdets förändring "
            "{stated}, fast andra delar ändras för sig; för delen återstår {expected}.",
            en=f"{culprit[0].heading}: the text gives a part of the area the whole area's change "
            "{stated}, though other parts change on their own; {expected} is left for it.",
        )
    )


def _better_than_forecast(facts: Facts) -> Iterator[Finding]:
    """As "Resultatet för X är Y bättre än i tertialrapport 2"."""
    topics = Topics(facts)
    for sentence in facts.sentences:
        numbers = set(_FOLLOW_UP.findall(sentence.text))
        if "resultat" not in sentence.text.casefold() or len(numbers) != 1:
            continue
        named = topics.in_text(sentence.text)
        heading = topics.of_heading(sentence.report_key, sentence.heading)
        whole = re.search(r"\bnämnden\b", sentence.text)
        area = next(iter(named)) if len(named) == 1 else TOTAL_KEY if whole else heading
        for amount in stated_amounts(sentence.text):
            side = _BETTER.search(sentence.text[amount.end :])
            if side is None or area is None or len(named) > 1:
                continue
            if not _speaks_plainly(facts, topics, sentence, amount, _OF_FORECASTS):
                continue
            terms = _against_forecast(facts.lines, sentence.report_key, area, *numbers)
            if terms:
                word = side.group(1)
                yield from _compare("forecast_change_in_prose", sentence, amount, word, terms, 1)


def _forecast_changes(facts: Facts) -> Iterator[Finding]:
    """As "Förbättrat resultat med X jämfört med tertialrapport 1" against the earlier forecasts."""
    topics = Topics(facts)
    titles = {(table.report_key, normal_form(table.title)) for table in facts.printed}
    for sentence in facts.sentences:
        if not _RESULT.search(sentence.text) or not stated_amounts(sentence.text):
            continue
        area = topics.of_heading(sentence.report_key, sentence.heading)
        if (sentence.report_key, normal_form(sentence.heading)) in titles and area is None:
            area = TOTAL_KEY
        named = topics.in_text(sentence.text) - {area}
        # A sentence that names parts of the area compares those, which no row prints.
        if area is None or named or "resultat" not in sentence.text:
            continue
        amounts = stated_amounts(sentence.text)
        ends = [*(amount.start for amount in amounts[1:]), len(sentence.text)]
        for amount, end in zip(amounts, ends[: len(amounts)], strict=True):
            said_ = list(_RESULT.finditer(sentence.text[: amount.start]))
            after = sentence.text[amount.end : end].split("oförändra")[0]
            plainly = _speaks_plainly(facts, topics, sentence, amount, _OF_FORECASTS)
            for number in _FOLLOW_UP.findall(after) if said_ and plainly else ():
                terms = _against_forecast(facts.lines, sentence.report_key, area, number)
                if terms:
                    yield from _compare(
                        "forecast_change_in_prose", sentence, amount, said_[-1].group(1), terms, 1
                    )


def _two_years(lines: Sequence[Line], report_key: str, area: str, measures: Sequence[str]) -> Terms:
    """Figures of one table's newest and oldest year; empty where it has not two years."""
    own = [
        line
        for line in lines
        if line.report_key == report_key and line.area == area and line.measure in measures
    ]
    for table in sorted({line.table_no for line in own}):
        rows = [line for line in own if line.table_no == table]
        years = sorted({line.year for line in rows})
        if len(years) == _BEFORE_AND_AFTER and len(rows) == _BEFORE_AND_AFTER * len(measures):
            return [(line.figure, 1 if line.year == years[-1] else -1) for line in rows]
    return []


def _against_forecast(lines: Sequence[Line], report_key: str, area: str, number: str) -> Terms:
    own = {
        line.measure: line.figure
        for line in lines
        if line.report_key == report_key and line.area == area
    }
    result, forecast = own.get("deviation_vb"), own.get(f"deviation_t{number}")
    return [(result, 1), (forecast, -1)] if result and forecast else []


def _compare(
    rule_name: str,
    sentence: Sentence,
    amount: StatedAmount,
    word: str,
    terms: Terms,
    grows: int,
) -> Iterator[Finding]:
    """A stated change against the change of figures. ``grows`` -1: income is negative."""
    sign = 1 if word.casefold().startswith(_UP) else -1
    expected = grows * sum((figure.value * weight for figure, weight in terms), Decimal(0))
    stated = in_sentence(sentence, amount, amount.sek * sign)
    opposite = expected * sign < 0
    yield from found(
        Check(
            rule=rule_name,
            report_key=sentence.report_key,
            stated=stated.value,
            expected=expected,
            tolerance=rounding(stated, *(figure for figure, _ in terms)),
            unit=amount.unit,
            figures=(stated, *(figure for figure, _ in terms)),
            weights=(1, *(-grows * weight for _, weight in terms)),
            sv=f"{sentence.heading}: texten anger förändringen {{stated}}, men tabellen ger "
            f"{{expected}}{', alltså motsatt riktning' if opposite else ''}.",
            en=f"{sentence.heading}: the text says a change of {{stated}}, but the table gives "
            f"{{expected}}{', the opposite direction' if opposite else ''}.",
        )
    )


_BALANCE = re.compile(
    rf"^(?P<label>[A-ZÅÄÖ][^.]*?)\s+(?:har\s+)?(?:totalt\s+)?{_GREW}\s+(?:totalt\s+)?med\s+$"
)
_BALANCE_LEVELS = re.compile(r"^(?P<label>[A-ZÅÄÖ][^.]*?)\s+(?:är|blev|var)\s+$")


@rule("balance_change_in_prose")
def balance_changes(facts: Facts) -> Iterator[Finding]:
    """As "Leverantörsskulder har ökat med X" against the two years of the balance sheet."""
    sheets = [table for table in facts.printed if table.kind == "balance_sheet"]
    for table in sheets:
        rows = dict(_balance_rows(table))
        factor = sek_per_unit(table.unit) or 1
        for sentence in facts.sentences:
            if sentence.report_key != table.report_key:
                continue
            for amount in stated_amounts(sentence.text):
                found_words = _change_words(sentence.text, amount, _BALANCE, _BALANCE_LEVELS)
                before = sentence.text[: amount.start]
                match = _BALANCE.search(before) or _BALANCE_LEVELS.search(before)
                pair = rows.get(normal_form(match["label"])) if match else None
                after = before_reason(clause_after(sentence.text, amount.end))
                year = facts.reports[table.report_key]["report_year"]
                if not says_only(after, _PLAIN, [year, year - 1]):
                    continue
                if found_words is None or pair is None:
                    continue
                sign = 1 if pair[0].value >= 0 else -1
                terms = [(_scaled(pair[0], factor), sign), (_scaled(pair[1], factor), -sign)]
                word = found_words[1]
                yield from _compare("balance_change_in_prose", sentence, amount, word, terms, 1)


def _balance_rows(table: PrintedTable) -> Iterator[tuple[str, tuple[Figure, Figure]]]:
    """(label, (newest, oldest)) of both sides of the sheet."""
    for row in table.rows:
        sides: dict[str, list[tuple[int, Figure]]] = {}
        label = row.label
        for column, cell in row.cells.items():
            if cell.number is None:
                # Where a reader keeps the second label as a cell, it names those after it.
                label = cell.text
                continue
            own = label if label != row.label else cell.label
            years = labels.years_in(table.columns[column])
            # A label of two years is that of two columns run together.
            sides.setdefault(own, []).append((years[0] if len(years) == 1 else 0, figure_of(cell)))
        for own, numbers in sides.items():
            if len({year for year, _ in numbers} - {0}) == len(numbers) == _BEFORE_AND_AFTER:
                newest, oldest = sorted(numbers, key=lambda pair: -pair[0])
                yield normal_form(own), (newest[1], oldest[1])


def _scaled(figure: Figure, factor: int) -> Figure:
    return Figure(
        figure.fact_key,
        figure.value * factor,
        figure.half_step * factor,
        figure.confidence,
        figure.evidence,
    )
