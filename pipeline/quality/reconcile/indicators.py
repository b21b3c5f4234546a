"""Indicators: sexes against the total, Analys against the row, key figures, prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from math import prod

from pipeline.quality.reconcile.checks import Check, found, restating, rounding
from pipeline.quality.reconcile.facts import BOTH_SURE, LIKELY, SURE, Facts, Figure, Indicator
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.plain import (
    WHOLE,
    Words,
    clause,
    clause_after,
    says_only,
    words,
)
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import (
    ABOUT,
    COUNT,
    NUMBER_WORDS,
    Sentence,
    count_of,
)
from pipeline.quality.reconcile.table_arithmetic import figure_of
from pipeline.transform.keys import normal_form

_COUNTS = re.compile(r"^antal", re.IGNORECASE)


@rule("total_outside_sexes")
def total_outside_sexes(facts: Facts) -> Iterator[Finding]:
    """An outcome outside of men and women, that is not their sum either.

    Shares of a whole add up instead of enclosing it (T1 2021, preschool teachers). Where most
    rows of a report would be wrong, its columns were read shifted, and nothing is told.
    """
    compared = [trio for row in facts.indicators if (trio := _sexes(row)) is not None]
    told = [finding for trio in compared for finding in _outside(*trio)]
    if len(told) < _MANY_OUTSIDE or 2 * len(told) <= len(compared):
        yield from told


_MANY_OUTSIDE = 3


def _sexes(row: Indicator) -> tuple[Indicator, Figure, Figure, Figure] | None:
    """A row with its outcome for all, men and women; None unless all were surely read."""
    total, men, women = (row.figure(m) for m in ("outcome", "outcome_men", "outcome_women"))
    if total is None or men is None or women is None:
        return None
    sure = total.confidence * men.confidence * women.confidence >= BOTH_SURE
    return (row, total, men, women) if sure else None


def _outside(row: Indicator, total: Figure, men: Figure, women: Figure) -> Iterator[Finding]:
    low, high = sorted((men, women), key=lambda figure: figure.value)
    slack = total.half_step + low.half_step
    inside = low.value - slack < total.value < high.value + slack
    added = abs(men.value + women.value - total.value) <= total.half_step
    if added or inside:
        return
    nearest = low if total.value < low.value else high
    # Half-open intervals of rounding that touch: likely, as others may be counted.
    touching = abs(total.value - nearest.value) == slack
    yield from found(
        Check(
            rule="total_outside_sexes",
            report_key=row.report_key,
            stated=total.value,
            expected=men.value + women.value if _is_count(row) else nearest.value,
            tolerance=Decimal(0),
            unit=row.unit,
            severity="warning" if touching else "error",
            figures=(total, men, women),
            sv=f"{row.name}: totalen {{stated}} ligger utanför män och kvinnor "
            f"({row.cells['outcome_men'].text} och {row.cells['outcome_women'].text}).",
            en=f"{row.name}: the total {{stated}} lies outside men and women "
            f"({row.cells['outcome_men'].text} and {row.cells['outcome_women'].text}).",
        )
    )


def _is_count(row: Indicator) -> bool:
    return bool(_COUNTS.search(row.name)) and (row.unit or "st") in ("st", "personer", "barn")


_NUMBER = rf"(?P<number>\d+(?:,\d+)?|{COUNT})"
_POINTS = r"procentenhet(?:er)?"
_CITY = re.compile(
    rf"\b{_NUMBER}\s+{_POINTS}\s+(?P<word>högre|lägre|över|under)\s+(?:än\s+)?[^.]*?"
    r"(?:stadens?|snitt\w*|genomsnitt\w*|medel\w*)[^.\d]*?(?P<other>\d+(?:,\d+)?)\s*(?:%|procent)",
    re.IGNORECASE,
)
_UNIT = rf"(?P<unit>{_POINTS}|procent|%|enhet(?:er)?|indexenhet(?:er)?|poäng|st|personer|barn)"
_MOVED = r"(?P<word>ökning|minskning|ökat|minskat|ökade|minskade|höjts|stigit|sjunkit|steg|sjönk)"
_BEFORE = r"(?P<base>verksamhetsberättelsen|föregående|förra|året innan|i fjol|20\d\d)"
_CHANGED = re.compile(
    rf"\b{_MOVED}\w*\s+(?:\w+\s+){{0,2}}?med\s+{_NUMBER}\s+{_UNIT}[^.]*?"
    rf"\b(?:sedan|jämfört med|mot)\s+{_BEFORE}",
    re.IGNORECASE,
)
_CHANGED_FIRST = re.compile(
    r"^jämfört med (?:året innan|föregående år|förra året|20\d\d)[^.]*?\b"
    rf"{_MOVED}\w*\s+med\s+{_NUMBER}\s+{_UNIT}",
    re.IGNORECASE,
)
_FROM_TARGET = re.compile(
    rf"\b{_NUMBER}\s+{_POINTS}\s+(?P<side>från|ifrån|under|över|lägre än|högre än)\s+"
    r"(?P<whose>stadens\s+)?(?:års)?målet?\b"
    rf"|avståndet till årsmålet är (?P<distance>\d+(?:,\d+)?)\s+{_POINTS}",
    re.IGNORECASE,
)
_HALF = Decimal("0.5")


@rule("analysis_against_row")
def analysis_against_row(facts: Facts) -> Iterator[Finding]:
    """What an Analys text says about distances and changes against its own row."""
    for row in facts.indicators:
        outcome = row.figure("outcome")
        year = facts.reports[row.report_key]["report_year"]
        for sentence in row.analyses if outcome else ():
            assert outcome is not None
            if outcome.confidence >= SURE:
                yield from _against_city(row, outcome, sentence)
                yield from _against_previous(row, outcome, sentence, year)
            yield from _against_target(row, outcome, sentence)


_OF_A_ROW = (
    r"utfall(?:et)?s? resultat(?:et)?s? värdet? andel(?:en)? indikatorns? index(?:et)? nivån"
    r" ligger låg nu dock"
    r" ökning(?:en)? minskning(?:en)? (?:ök|minsk|höj)\w+ stigit sjunkit steg sjönk motsvarar"
    r" procentenhet(?:er)? procent enhet(?:er)? indexenhet(?:er)? poäng sedan jämfört mot än högre"
    r" lägre över under ifrån från (?:års)?mål(?:et|värdet)? avståndet hel[at]? delvis nås uppnås"
    r" stadens? snitt\w* (?:genomsnitt|medel)\w* (?!20\d\d)\d+ "
) + " ".join(NUMBER_WORDS)
_PLAIN = words(WHOLE, _OF_A_ROW)
_OF_CHANGE = words(WHOLE, _OF_A_ROW, "verksamhetsberättelsen föregående förra innan fjol")


def _is_plain(
    row: Indicator, match: re.Match[str], known: Words = _PLAIN, years: Collection[int] = ()
) -> bool:
    """Whether the clause of a match has words that are known or of the row's name, and no other."""
    said = re.findall(r"[^\W_]+", clause(match.string, match.start(), match.end()).casefold())
    own = set(re.findall(r"[^\W_]+", row.name.casefold()))
    return says_only(" ".join(word for word in said if word not in own), known, years)


def _number(text: str) -> Decimal:
    if re.fullmatch(r"\d+(?:,\d+)?", text):
        return Decimal(text.replace(",", "."))
    return Decimal(count_of(text))


def _stated(sentence: Sentence, match: re.Match[str], group: str = "number") -> Figure:
    text = match[group]
    is_rough = ABOUT.search(sentence.text[: match.start(group)])
    half_step = half_step_of(text) * (2 if is_rough else 1)
    return Figure(f"{sentence.fact_key}-{text}", _number(text), half_step, 1.0, sentence.evidence)


def _against_city(row: Indicator, outcome: Figure, sentence: Sentence) -> Iterator[Finding]:
    for match in _CITY.finditer(sentence.text):
        if not _is_plain(row, match):
            continue
        stated = _stated(sentence, match)
        sign = 1 if match["word"].casefold() in ("högre", "över") else -1
        other = _number(match["other"])
        yield from _points(
            row,
            stated,
            sign * (outcome.value - other),
            [outcome],
            half_step_of(match["other"]),
            f"{row.cells['outcome'].text} mot {match['other']} procent",
            f"{row.cells['outcome'].text} against {match['other']} %",
        )


def _against_previous(
    row: Indicator, outcome: Figure, sentence: Sentence, year: int
) -> Iterator[Finding]:
    previous = row.figure("previous_outcome")
    if previous is None or outcome.confidence * previous.confidence < BOTH_SURE:
        return
    for pattern in (_CHANGED, _CHANGED_FIRST):
        for match in pattern.finditer(sentence.text):
            if not _is_plain(row, match, _OF_CHANGE, [year - 1]):
                continue
            stated = _stated(sentence, match)
            sign = -1 if match["word"].casefold().startswith(("minsk", "sj")) else 1
            change = sign * (outcome.value - previous.value)
            in_percent = match["unit"].casefold() in ("procent", "%")
            relative = (100 * change / previous.value) if previous.value else Decimal(0)
            slack = rounding(stated, outcome, previous)
            if in_percent and row.unit == "%" and abs(change - stated.value) <= slack:
                # Points called percent: the figure is right, the word makes it wrong.
                yield from _percent_word(row, stated, relative, [outcome, previous])
                continue
            if in_percent and abs(relative - stated.value) <= stated.half_step + _HALF:
                continue
            yield from _points(
                row,
                stated,
                relative if in_percent else change,
                [outcome, previous],
                Decimal(0),
                f"{row.cells['outcome'].text} mot {row.cells['previous_outcome'].text}",
                f"{row.cells['outcome'].text} against {row.cells['previous_outcome'].text}",
            )


def _percent_word(
    row: Indicator, stated: Figure, relative: Decimal, figures: list[Figure]
) -> Iterator[Finding]:
    yield from found(
        Check(
            rule="analysis_against_row",
            report_key=row.report_key,
            stated=stated.value,
            expected=relative.quantize(Decimal("0.1")),
            tolerance=stated.half_step,
            unit="procent",
            figures=(stated, *figures),
            weights=(1, 0, 0),
            severity="warning",
            sv=f"{row.name}: förändringen anges till {{stated}}, men det är procentenheter; i "
            "procent är den {expected}.",
            en=f"{row.name}: the change is said to be {{stated}}, but these are percentage "
            "points; in per cent it is {expected}.",
        )
    )


def _against_target(row: Indicator, outcome: Figure, sentence: Sentence) -> Iterator[Finding]:
    for match in _FROM_TARGET.finditer(sentence.text):
        targets = [row.figure("kf_target" if match["whose"] else "target"), row.figure("target")]
        known = [target for target in targets if target is not None]
        if not known or not _is_plain(row, match):
            continue
        stated = _stated(sentence, match, "number" if match["number"] else "distance")
        distance = abs(outcome.value - known[0].value)
        above = match["side"] and match["side"].casefold() in ("över", "högre än")
        below = match["side"] and match["side"].casefold() in ("under", "lägre än")
        if above or below:
            distance = (outcome.value - known[0].value) * (1 if above else -1)
        yield from _points(
            row,
            stated,
            distance,
            [outcome, known[0]],
            Decimal(0),
            f"utfall {row.cells['outcome'].text}",
            f"outcome {row.cells['outcome'].text}",
        )


def _points(
    row: Indicator,
    stated: Figure,
    expected: Decimal,
    figures: Sequence[Figure],
    slack: Decimal,
    of_sv: str,
    of_en: str,
) -> Iterator[Finding]:
    if prod(figure.confidence for figure in figures) < BOTH_SURE:
        if _is_a_distance(row, stated, rounding(stated, *figures) + slack):
            return
        figures = _in_any_reading(figures)
    yield from found(
        Check(
            rule="analysis_against_row",
            report_key=row.report_key,
            stated=stated.value,
            expected=expected.quantize(Decimal("0.01")),
            tolerance=rounding(stated, *figures) + slack,
            unit="procentenheter",
            figures=(stated, *figures),
            weights=(1, *(0 for _ in figures)),
            sv=f"{row.name}: analysen anger {{stated}}, men raden ger {{expected}} ({of_sv}).",
            en=f"{row.name}: the analysis says {{stated}}, but the row gives {{expected}} "
            f"({of_en}).",
        )
    )


def _is_a_distance(row: Indicator, stated: Figure, tolerance: Decimal) -> bool:
    """Whether any two figures of a row are as far apart as is said, in whichever columns."""
    return any(
        abs(abs(one.value - other.value) - abs(stated.value)) <= tolerance
        for one, other in combinations(_figures(row), 2)
    )


def _figures(row: Indicator) -> list[Figure]:
    return [cell.figure for cell in row.cells.values() if cell.figure is not None]


def _in_any_reading(figures: Sequence[Figure]) -> list[Figure]:
    """Figures whose columns are in doubt where no other reading would settle the matter."""
    return [replace(one, confidence=max(one.confidence, LIKELY)) for one in figures]


_NAME = re.compile(r"[,\s]*(%|procent|st|antal|\*)\s*$", re.IGNORECASE)
_SHORTEST_NAME = 15


@rule("key_figure_against_indicator")
def key_figure_against_indicator(facts: Facts) -> Iterator[Finding]:
    """A key figure of the report's own period against the indicator of the same name."""
    names = [(normal_form(row.name), row) for row in facts.indicators]
    for table in facts.printed:
        report = facts.reports[table.report_key]
        period = f"{report['report_type']}{report['report_year']}".casefold()
        for row in table.rows:
            form = normal_form(_NAME.sub("", row.label))
            same = [one for name, one in names if name.startswith(form)]
            if len(form) < _SHORTEST_NAME or len(same) != 1:
                continue
            outcome = same[0].figure("outcome")
            for column, cell in row.cells.items():
                if (
                    normal_form(table.columns[column]) != period
                    or cell.number is None
                    or not outcome
                ):
                    continue
                figure = figure_of(cell)
                yield from found(
                    Check(
                        rule="key_figure_against_indicator",
                        report_key=table.report_key,
                        stated=figure.value,
                        expected=outcome.value,
                        tolerance=restating(figure, outcome),
                        unit=same[0].unit,
                        figures=(figure, outcome),
                        # They may be read on different days: likely, not proved.
                        severity="warning",
                        sv=f"{row.label}: nyckeltalet är {{stated}}, men indikatorns utfall "
                        "{expected}.",
                        en=f"{row.label}: the key figure is {{stated}}, but the indicator's "
                        "outcome {expected}.",
                    )
                )


_ELSEWHERE = re.compile(r"\bstaden|stadsdel|\bfrån\s*$|målet", re.IGNORECASE)
_LEVEL = re.compile(
    r"^\W*(?:(?:har|är|blev|var|visar|når|ligger på|uppgår till|uppgick till|på|utfallet|ett"
    r"|utfall)\W+){1,4}(?P<number>\d+(?:,\d+)?)\s*(?:%|procent\b)",
    re.IGNORECASE,
)
_SHORTEST_SPOKEN = 12


@rule("indicator_level_in_prose")
def indicator_level_in_prose(facts: Facts) -> Iterator[Finding]:
    """A sentence that names an indicator in full and gives its level, against the outcome."""
    rows = [
        row for row in facts.indicators if len(row.name) >= _SHORTEST_SPOKEN and row.unit == "%"
    ]
    names = sorted({row.name.casefold() for row in rows}, key=len, reverse=True)
    for sentence in facts.sentences:
        text = sentence.text.casefold()
        given = "%" in text or "procent" in text
        name = next((name for name in names if name in text), None) if given else None
        match = _LEVEL.search(sentence.text[text.index(name) + len(name) :]) if name else None
        own = [row for row in rows if row.name.casefold() == name]
        outcomes = [one for row in own for one in _outcomes(row)]
        if match is None or not outcomes or _ELSEWHERE.search(sentence.text):
            continue
        if not says_only(clause_after(match.string, match.end()), words(WHOLE)):
            continue
        stated = _stated(sentence, match)
        checks = [
            Check(
                rule="indicator_level_in_prose",
                report_key=sentence.report_key,
                stated=stated.value,
                expected=outcome.value,
                tolerance=restating(stated, outcome),
                unit="%",
                figures=(stated, outcome),
                sv=f"Texten anger {{stated}} för {name}, men indikatorns utfall är {{expected}}.",
                en=f"The text gives {{stated}} for {name}, but the indicator's outcome is "
                "{expected}.",
            )
            for outcome in outcomes
        ]
        yield from found(next((check for check in checks if check.agrees), checks[0]))


def _outcomes(row: Indicator) -> list[Figure]:
    """The outcome, or all that it may be where the columns of the row are in doubt."""
    outcome = row.figure("outcome")
    if outcome is not None and outcome.confidence >= SURE:
        return [outcome]
    in_doubt = [one for one in (outcome, *_figures(row)) if one is not None]
    return _in_any_reading(in_doubt)


SPOKEN_NAMES: Mapping[str, str] = {
    "sjukfrånvaron": "sjukfrånvaro",
    "korttidsfrånvaron": "sjukfrånvarodag114",
}
"""How prose names an indicator whose own name it does not use (VB 2024)."""

_OF_A_LEVEL = words(
    WHOLE,
    r"sjukfrånvaron? rullande tolv 12 månader(?:na)?s? totalen kvar ny lägsta högsta nivå nu"
    r" (?:ök|minsk|sjunk)\w+ utfall(?:et)?",
)
_NOW = re.compile(
    r"^(?P<name>\w+)\s+(?:har sjunkit|har minskat|har ökat|ligger|ligger kvar|uppgår|är)\b"
    r"(?P<between>[^.]*?)\(?(?P<number>\d+(?:,\d+)?)\s*(?:%|procent)"
)


@rule("indicator_in_prose")
def indicator_in_prose(facts: Facts) -> Iterator[Finding]:
    """A level that prose gives for an indicator against its outcome, at the end of a year."""
    for sentence in facts.sentences:
        match = _NOW.search(sentence.text)
        if match is None or _ELSEWHERE.search(match["between"]):
            continue
        after = clause_after(sentence.text, match.end())
        if not says_only(f"{match['between']} {after}", _OF_A_LEVEL):
            continue
        form = SPOKEN_NAMES.get(match["name"].casefold())
        for row in facts.indicators:
            outcome = row.figure("outcome")
            same = row.report_key == sentence.report_key and normal_form(row.name) == form
            if not same or outcome is None or facts.reports[row.report_key]["report_type"] != "VB":
                continue
            stated = _stated(sentence, match)
            yield from found(
                Check(
                    rule="indicator_in_prose",
                    report_key=row.report_key,
                    stated=stated.value,
                    expected=outcome.value,
                    tolerance=restating(stated, outcome),
                    unit="%",
                    figures=(stated, outcome),
                    sv=f"{row.name}: texten anger {{stated}}, men indikatorn {{expected}}.",
                    en=f"{row.name}: the text says {{stated}}, but the indicator {{expected}}.",
                )
            )
