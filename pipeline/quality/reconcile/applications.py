"""Applications: decision points against the paragraphs and tables that explain them.

The same application is told by its words: rare words count more. A pair is compared only
where each is the other's best match, so that similar applications are not mixed up.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.quality.reconcile.checks import Check, found, in_sentence, restating
from pipeline.quality.reconcile.facts import Facts, Figure, Row
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import stated_amounts
from pipeline.quality.reconcile.table_arithmetic import figure_of
from pipeline.quality.reconcile.topics import sure_lines
from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.economy.money import sek_per_unit

RULE = "decision_against_application"

_ITEM = re.compile(r"\bansök\w*|\bsök(?:s|er)\b|\bäska\w*|^\W*\d+(?:,\d+)?\s*(?:mnkr|mkr|tkr|kr)\b")
_STEM = 6
_WORD = re.compile(r"[a-zåäöé]{4,}")
_ALIKE = 0.45
_SAME = 0.6
"""So alike two texts are surely about one application; others may be about a part of it."""
_MARGIN = 0.1
_COMMON = frozenset(
    [
        "nämnd",
        "nämnde",
        "stadsd",
        "förval",
        "ansöke",
        "söker",
        "medel",
        "budget",
        "avseen",
        "enligt",
        "bilaga",
        "mnkr",
        "samt",
        "invest",
        "drift",
        "godkän",
        "kommun",
        "hos",
        "med",
        "för",
        "till",
        "som",
        "den",
        "det",
    ]
)


@dataclass(frozen=True, slots=True)
class Application:
    """An amount that is applied for, with the words that say what for."""

    words: frozenset[str]
    figure: Figure
    unit: str


@rule(RULE)
def decisions_against_applications(facts: Facts) -> Iterator[Finding]:
    """Decision points whose amount differs from the paragraph or row of the same purpose."""
    decisions: dict[str, list[Application]] = {}
    for row in facts.rows("fact_decision"):
        if row["amount_sek"] is not None and _applies(row["decision_text"]):
            decisions.setdefault(row["report_key"], []).append(_of_decision(row))
    for report_key, points in decisions.items():
        for others in (_in_prose(facts, report_key), _in_tables(facts, report_key)):
            for point, other, alike in _pairs(points, others):
                severity = "error" if alike >= _SAME else "warning"
                yield from _differ(report_key, point, other, severity)


def _applies(text: str) -> bool:
    return bool(re.search(r"ansök|budgetjust|äska", text, re.IGNORECASE))


def _of_decision(row: Row) -> Application:
    """An amount of a decision: by the point's words, or by its own purpose beside others."""
    stated = stated_amounts(row["decision_text"])
    own = next((one for one in stated if one.sek == row["amount_sek"]), None)
    about = row["purpose"] if len(stated) > 1 else None
    return Application(
        words=_words(about or row["decision_text"]),
        figure=Figure(
            row["fact_key"],
            row["amount_sek"],
            own.half_step if own else half_step_of("0"),
            row["confidence"],
            Evidence.of(row),
        ),
        unit=own.unit if own else "kr",
    )


def _in_prose(facts: Facts, report_key: str) -> list[Application]:
    """Sentences and bullets that apply for one amount, outside of the decision itself."""
    found_ = []
    decided = {row["decision_text"] for row in facts.rows("fact_decision")}
    last = max(
        (
            row["source_line_end"] or 0
            for row in facts.rows("fact_decision")
            if row["report_key"] == report_key
        ),
        default=0,
    )
    for sentence in facts.sentences:
        amounts = stated_amounts(sentence.text)
        if sentence.report_key != report_key or len(amounts) != 1 or sentence.text in decided:
            continue
        line = sentence.evidence.line_start
        in_decision = (line is not None and line <= last) or "beslut" in sentence.heading.casefold()
        if in_decision or not _ITEM.search(sentence.text):
            continue
        amount = amounts[0]
        found_.append(
            Application(_words(sentence.text), in_sentence(sentence, amount), amount.unit)
        )
    return found_


def _in_tables(facts: Facts, report_key: str) -> list[Application]:
    """Rows of tables of applications, but for totals and rows that count several."""
    found_ = []
    for table in facts.printed:
        factor = sek_per_unit(table.unit)
        if table.report_key != report_key or factor is None or len(table.columns) != 1:
            continue
        for row in table.rows:
            several = re.search(r"\(\d+\)", row.label) and not row.label.rstrip().endswith("(1)")
            cell = next(iter(row.cells.values()))
            if cell.number is None or labels.is_total(row.label) or several:
                continue
            plain = figure_of(cell)
            figure = Figure(
                plain.fact_key,
                plain.value * factor,
                plain.half_step * factor,
                plain.confidence,
                plain.evidence,
            )
            found_.append(Application(_words(row.label), figure, table.unit or "kr"))
    return found_


def _words(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(word[:_STEM] for word in words) - _COMMON


def _pairs(
    points: Sequence[Application], others: Sequence[Application]
) -> Iterator[tuple[Application, Application, float]]:
    """Pairs that are each other's best match, clearly, and how alike they are."""
    weights = _weights([*points, *others])
    for point in points:
        ranked = sorted(others, key=lambda other: -_alike(point, other, weights))
        if not ranked or _alike(point, ranked[0], weights) < _ALIKE:
            continue
        best = ranked[0]
        back = sorted(points, key=lambda one: -_alike(one, best, weights))
        if (
            back[0] is point
            and _is_clear(point, ranked, weights)
            and _is_clear(best, back, weights)
        ):
            yield point, best, _alike(point, best, weights)


def _is_clear(
    one: Application, ranked: Sequence[Application], weights: Mapping[str, float]
) -> bool:
    """Whether the best match is clearly better than the next with another amount."""
    best = _alike(one, ranked[0], weights)
    return all(
        best - _alike(one, other, weights) >= _MARGIN
        for other in ranked[1:]
        if other.figure.value != ranked[0].figure.value
    )


def _weights(applications: Sequence[Application]) -> dict[str, float]:
    counts = Counter(word for one in applications for word in one.words)
    return {word: math.log(1 + len(applications) / count) for word, count in counts.items()}


def _alike(one: Application, other: Application, weights: Mapping[str, float]) -> float:
    """How much of the shorter one's words, by weight, both have."""
    both = sum(weights[word] for word in one.words & other.words)
    shorter = min(sum(weights[word] for word in side.words) for side in (one, other))
    return both / shorter if shorter else 0.0


def _differ(
    report_key: str, point: Application, other: Application, severity: str
) -> Iterator[Finding]:
    yield from found(
        Check(
            rule=RULE,
            report_key=report_key,
            stated=point.figure.value,
            expected=other.figure.value,
            tolerance=restating(point.figure, other.figure),
            unit=point.unit,
            figures=(point.figure, other.figure),
            severity=severity,
            sv="Beslutspunkten anger {stated}, men samma ansökan längre fram {expected} "
            "(skillnad {difference}).",
            en="The decision point says {stated}, but the same application further on "
            "{expected} (difference {difference}).",
        )
    )


_DECIDED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"omslutningsförändring", re.IGNORECASE), "turnover_cost"),
    (
        re.compile(r"resultatenhet\w*[^.]*\böverför|\böverför\w*[^.]*resultatenhet", re.IGNORECASE),
        "transfer_out",
    ),
    (re.compile(r"\b(?:nettobudget|driftbudget\w*[^.]*\bnetto)\b", re.IGNORECASE), "budget_net"),
)
"""What a decision's only amount is, and the measure of the whole committee that it repeats."""


@rule("decision_against_table")
def decisions_against_tables(facts: Facts) -> Iterator[Finding]:
    """As "anmäler omslutningsförändringar om X mnkr" against the sum of their table."""
    wholes: dict[tuple[str, str], list[Figure]] = {}
    for line in sure_lines(facts):
        if line.area == TOTAL_KEY:
            wholes.setdefault((line.report_key, line.measure), []).append(line.figure)
    for unit in facts.unit_amounts:
        if unit.is_total:
            measure = unit.measure.removeprefix("expected_")
            wholes.setdefault((unit.report_key, measure), []).append(unit.figure)
    for row in facts.rows("fact_decision"):
        text = row["decision_text"]
        repeated = next((name for pattern, name in _DECIDED if pattern.search(text)), "")
        known = wholes.get((row["report_key"], repeated), [])
        if row["amount_sek"] is None or len(stated_amounts(text)) != 1 or not known:
            continue
        point = _of_decision(row)
        checks = [
            Check(
                rule="decision_against_table",
                report_key=row["report_key"],
                stated=point.figure.value,
                expected=abs(figure.value),
                tolerance=restating(point.figure, figure),
                unit=point.unit,
                figures=(point.figure, figure),
                weights=(1, -1 if figure.value > 0 else 1),
                sv="Beslutspunkten anger {stated}, men tabellens summa är {expected} (skillnad "
                "{difference}).",
                en="The decision point says {stated}, but the table's total is {expected} "
                "(difference {difference}).",
            )
            for figure in known
        ]
        yield from found(next((check for check in checks if check.agrees), checks[-1]))
