"""What goal sections claim about their activities and indicators, against the rows.

A section belongs to the goal whose title stands in its path, or (in the summary) to the
direction goal that its heading names; a goal covers the goals below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from pipeline.quality.reconcile.checks import said
from pipeline.quality.reconcile.directions import direction, is_missed
from pipeline.quality.reconcile.facts import BOTH_SURE, SURE, Facts, Indicator, Row
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.plain import clause_after, holds, says_only, words
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import COUNT, Sentence, count_of
from pipeline.transform.keys import normal_form

_DONE = (
    r"(?:genomför(?:ts|da)|avsluta(?:ts|de)|utför(?:ts|da)|slutför(?:ts|da)"
    r"|färdigställ(?:ts|da)|klara)"
)
_CARRIED_OUT = re.compile(
    r"(?P<what>(?:samtliga|alla)(?:\s+(?:av\s+)?(?:de|nämndens|målets|planerade|våra|\d+))*"
    r"\s+aktiviteter(?:na)?|\baktiviteterna|nämndens\s+aktiviteter"
    r"|kommunfullmäktiges och nämndens aktiviteter)"
    r"(?:\s+(?:inom|för|under)\s+(?:nämnd)?(?:målet|området|verksamhetsområdet))?\s+"
    rf"(?:har\s+|är\s+)?{_DONE}",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"flertalet|merparten|de flesta|huvuddelen|påbörja|beräkna|bedöms|inlett|planera(?:s|r|t)\b",
    re.IGNORECASE,
)
_ALL_THE_YEAR = words(
    r"inom under för i med på (?:nämnd|års)?mål(?:et|en)? området verksamhetsområdet året helt"
    r" enligt plan(?:en|eringen)? som planerat gott goda resultat sin helhet till fullo tid 20\d\d"
)
"""What may follow "alla aktiviteter har genomförts" without making them fewer."""
_WHOSE = r"(?:de\s+|nämndens\s+|målets\s+|våra\s+|totalt\s+|sammanlagt\s+|planerade\s+)*"
_COUNTED = (
    re.compile(
        rf"\bav\s+(?:[\wåäö]+\s+){{0,4}}?(?P<all>{COUNT})\s+aktiviteter(?:na)?\s+(?:är|har)\s+"
        rf"(?P<done>{COUNT})\s+(?:stycken\s+|st\s+)?{_DONE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<done>{COUNT})\s+av\s+{_WHOSE}(?P<all>{COUNT})\s+(?:planerade\s+)?"
        rf"aktiviteter(?:na)?\s+(?:(?:är|har)\s+)?{_DONE}",
        re.IGNORECASE,
    ),
)
_REACH = r"(?:når|nått|uppnår|uppnått|uppfyller|uppfyllt|klarar)"
_ALL_REACHED = re.compile(
    r"målen i (?:kommunfullmäktiges |nämndens )?indikator(?:er|erna)\s+"
    r"(?:har\s+)?(?:uppnåtts|uppnås|nåtts|uppfyllts)"
    r"|(?<!flertalet )tillhörande indikatorer uppnått (?:sina )?mål(?:en)?"
    r"|(?<!inte )(?<!från )(?:samtliga|alla)\s+(?:av\s+)?(?:kommunfullmäktiges\s+|nämndens\s+"
    r"|målets\s+)?(?:[\wåäö]+\s+)?indikatorer(?:na)?\s+"
    rf"(?:(?:har\s+)?(?:uppnåtts|uppnås|uppfyllts|uppfylls)|(?:har\s+)?{_REACH}\s+"
    r"(?:sina\s+|sitt\s+)?(?:års)?mål(?:en|et)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows that a goal section speaks of: its own and those of goals below."""

    goal: Row
    activities: tuple[Row, ...]
    indicators: tuple[Indicator, ...]

    @property
    def deviations(self) -> list[Row]:
        """Activities with a marked deviation."""
        return [row for row in self.activities if row["has_deviation"]]

    @property
    def is_surely_read(self) -> bool:
        """Whether every activity was read with certainty."""
        return all(row["confidence"] >= SURE for row in self.activities)


class Scopes:
    """Finds the scope of a sentence."""

    def __init__(self, facts: Facts) -> None:
        """Index goals, activities and indicators by report."""
        self._goals: dict[str, list[Row]] = {key: [] for key in facts.reports}
        for goal in facts.goals:
            self._goals[goal["report_key"]].append(goal)
        self._activities = facts.activities
        self._indicators = facts.indicators

    def of(self, sentence: Sentence) -> Scope | None:
        """The scope of the goal that a sentence is printed under, if any."""
        goal = self._goal(sentence)
        if goal is None:
            return None
        keys = self.below(goal)
        own = sentence.report_key
        return Scope(
            goal,
            tuple(
                row
                for row in self._activities
                if row["report_key"] == own and row["goal_key"] in keys
            ),
            tuple(
                row for row in self._indicators if row.report_key == own and row.goal_key in keys
            ),
        )

    def indicators_of(self, scope: Scope) -> tuple[Indicator, ...]:
        """The indicators of a scope; a committee goal without any speaks of its parent's."""
        if scope.indicators or scope.goal["level"] != "namndmal":
            return scope.indicators
        return tuple(
            row
            for row in self._indicators
            if row.report_key == scope.goal["report_key"]
            and row.goal_key == scope.goal["parent_goal_key"]
        )

    def with_parents(self, scope: Scope) -> tuple[Indicator, ...]:
        """The indicators of a scope and of the goal above it."""
        above = scope.goal["parent_goal_key"]
        own = scope.goal["report_key"]
        return scope.indicators + tuple(
            row for row in self._indicators if row.report_key == own and row.goal_key == above
        )

    def _goal(self, sentence: Sentence) -> Row | None:
        goals = self._goals[sentence.report_key]
        path = [normal_form(part) for part in sentence.path.split(" / ")]
        best: Row | None = None
        for goal in goals:
            titles = {
                normal_form(goal["goal_title_printed"]),
                normal_form(f"{goal['goal_code_printed'] or ''}{goal['goal_title_printed']}"),
            }
            if titles & set(path):
                best = goal
        if best is not None:
            return best
        heading = _words(sentence.heading)
        direction = [goal for goal in goals if goal["level"] == "inriktningsmal"]
        return next(
            (g for g in direction if _same_title(_words(g["goal_title_printed"]), heading)), None
        )

    def below(self, goal: Row) -> set[str]:
        """The keys of a goal and of all goals below it."""
        keys = {goal["goal_key"]}
        for other in self._goals[goal["report_key"]]:
            if other["parent_goal_key"] in keys:
                keys.add(other["goal_key"])
        return keys


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-zåäö]{3,}", text.casefold()))


def _same_title(one: set[str], other: set[str]) -> bool:
    """Whether two titles have nearly all words in common ("åt alla", "för alla")."""
    return bool(one and other) and len(one & other) >= 0.8 * max(len(one), len(other))


@rule("activities_carried_out")
def activities_carried_out(facts: Facts) -> Iterator[Finding]:
    """As "Samtliga aktiviteter har genomförts" against activities with a marked deviation."""
    scopes = Scopes(facts)
    for sentence in facts.sentences:
        match = _CARRIED_OUT.search(sentence.text)
        counted = any(pattern.search(sentence.text) for pattern in _COUNTED)
        if match is None or counted or _NOT_ALL.search(sentence.text):
            continue
        if not holds(sentence.text, match.start(), match.end()):
            continue
        if not says_only(clause_after(sentence.text, match.end()), _ALL_THE_YEAR):
            continue
        scope = scopes.of(sentence)
        if scope is None or not scope.deviations:
            continue
        count = len(scope.deviations)
        yield said(
            "activities_carried_out",
            [sentence],
            stated=Decimal(0),
            expected=Decimal(count),
            unit="avvikelser",
            severity="error" if scope.is_surely_read else "warning",
            sv=f"Texten säger att {match['what'].casefold()} har genomförts, men {count} av "
            f"{len(scope.activities)} aktiviteter har en markerad avvikelse.",
            en=f"The text says that the activities were carried out, but {count} of "
            f"{len(scope.activities)} are marked with a deviation.",
            evidence=[Evidence.of(row) for row in scope.deviations],
        )


@rule("activity_count")
def activity_count(facts: Facts) -> Iterator[Finding]:
    """As "Av 34 aktiviteter är 32 genomförda" against rows and marked deviations."""
    scopes = Scopes(facts)
    for sentence in facts.sentences:
        # What is carried out is known when the year is over.
        if facts.reports[sentence.report_key]["report_type"] != "VB":
            continue
        matches = [pattern.search(sentence.text) for pattern in _COUNTED]
        match = next((one for one in matches if one), None)
        scope = scopes.of(sentence) if match else None
        if match is None or scope is None or not scope.activities:
            continue
        stated_all, stated_done = count_of(match["all"]), count_of(match["done"])
        done = len(scope.activities) - len(scope.deviations)
        if stated_all != len(scope.activities) or stated_done == done:
            continue
        yield said(
            "activity_count",
            [sentence],
            stated=Decimal(stated_done),
            expected=Decimal(done),
            unit="aktiviteter",
            severity="error" if scope.is_surely_read else "warning",
            sv=f"Texten anger att {stated_done} av {stated_all} aktiviteter är genomförda, men "
            f"{len(scope.deviations)} har en markerad avvikelse.",
            en=f"The text says that {stated_done} of {stated_all} activities were carried out, "
            f"but {len(scope.deviations)} are marked with a deviation.",
            evidence=[Evidence.of(row) for row in scope.deviations],
        )


@rule("indicators_reached")
def indicators_reached(facts: Facts) -> Iterator[Finding]:
    """As "Målen i kommunfullmäktiges indikatorer har uppnåtts" against outcomes and targets."""
    scopes = Scopes(facts)
    better = facts.dimensions.directions
    for sentence in facts.sentences:
        match = _ALL_REACHED.search(sentence.text)
        if match is None or _NOT_ALL.search(sentence.text):
            continue
        if not holds(sentence.text, match.start(), match.end()):
            continue
        if not says_only(clause_after(sentence.text, match.end()), _ALL_THE_YEAR):
            continue
        scope = scopes.of(sentence)
        rows = scopes.indicators_of(scope) if scope else ()
        missed = [row for row in rows if is_missed(row, direction(row, better))]
        if not missed or scope is None:
            continue
        names = "; ".join(
            f"{row.name} ({row.cells['outcome'].text} mot {row.cells['target'].text})"
            for row in missed
        )
        yield said(
            "indicators_reached",
            [sentence],
            stated=Decimal(0),
            expected=Decimal(len(missed)),
            unit="indikatorer",
            sv=f"Texten säger att indikatorernas mål har uppnåtts, men inte: {names}.",
            en=f"The text says that the indicators reached their targets, but not: {names}.",
            evidence=[row.evidence for row in missed],
        )


_MANY = (
    re.compile(
        rf"\bav\s+de\s+(?P<all>{COUNT})\s+indikatorer(?:na)?\b.*?(?:helt\s+(?:på|i)\s+"
        rf"(?P<met>{COUNT})|(?P<more>{COUNT})\s+(?:stycken\s+)?(?:uppnås|uppfylls)\s+helt)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bav\s+{_WHOSE}(?P<all>{COUNT})\s+indikatorer(?:na)?(?P<what>[^.]*?)\s+{_REACH}\s+"
        rf"(?P<met>{COUNT})\s+(?:stycken\s+|st\s+)?(?:sitt\s+|sina\s+)?(?:års)?mål",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<met>{COUNT})\s+av\s+{_WHOSE}(?P<all>{COUNT})\s+indikatorer(?:na)?(?P<what>[^.]*?)"
        rf"\s+(?:{_REACH}\s+(?:sina\s+|sitt\s+)?(?:års)?mål|(?:har\s+)?(?:uppnåtts|uppnås"
        r"|uppfylls|uppfyllts))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:års)?målen?t?\s+(?:har\s+)?(?:nås|nåtts|uppnås|uppnåtts|uppfylls)\s+(?:för|i)\s+"
        rf"(?P<met>{COUNT})\s+av\s+{_WHOSE}(?P<all>{COUNT})\s+indikatorer",
        re.IGNORECASE,
    ),
)


@rule("indicator_count")
def indicator_count(facts: Facts) -> Iterator[Finding]:
    """As "Av de 30 indikatorerna uppnås målet helt i 11" against outcomes and targets.

    Only where the number of all indicators is that of the rows (or of the rows with both
    figures), and each of these has a known direction: else the committee may have counted
    otherwise.
    """
    scopes = Scopes(facts)
    better = facts.dimensions.directions
    for sentence in facts.sentences:
        matches = [pattern.search(sentence.text) for pattern in _MANY]
        match = next((one for one in matches if one), None)
        scope = scopes.of(sentence) if match else None
        if match is None or scope is None:
            continue
        judged = [row for row in scope.indicators if row.figure("outcome") and row.figure("target")]
        verdicts = [is_missed(row, direction(row, better)) for row in judged]
        if count_of(match["all"]) not in (len(scope.indicators), len(judged)) or None in verdicts:
            continue
        reached = [row for row, missed in zip(judged, verdicts, strict=True) if not missed]
        groups = match.groupdict()
        stated = count_of(groups["met"] or groups["more"])
        unsure = sum(not _is_surely_read(row) for row in judged)
        if abs(stated - len(reached)) > unsure:
            yield said(
                "indicator_count",
                [sentence],
                stated=Decimal(stated),
                expected=Decimal(len(reached)),
                unit="indikatorer",
                severity="warning",
                sv=f"Texten anger att {stated} indikatorer når sitt mål, men raderna visar "
                f"{len(reached)}.",
                en=f"The text says that {stated} indicators reach their target, but the rows "
                f"show {len(reached)}.",
                evidence=[row.evidence for row in reached or judged],
            )


def _is_surely_read(row: Indicator) -> bool:
    """Whether outcome and target of a row were both read with certainty."""
    figures = (row.figure("outcome"), row.figure("target"))
    return prod(one.confidence for one in figures if one is not None) >= BOTH_SURE


_TARGET_MET = re.compile(
    r"(?:där\s+)?(?:års)?målet\s+(?:nås|uppnås|uppfylls|har nåtts)\b(?!\s+(?:inte|ej|delvis))"
)
_LONG_NAME = 40


@rule("target_said_reached")
def target_said_reached(facts: Facts) -> Iterator[Finding]:
    """An Analys text that names another indicator as one whose target is reached."""
    better = facts.dimensions.directions
    for row in facts.indicators:
        for sentence in row.analyses:
            if not _TARGET_MET.search(sentence.text):
                continue
            form = normal_form(sentence.text)
            for other in facts.indicators:
                name = normal_form(other.name)[:_LONG_NAME]
                if other is row or other.report_key != row.report_key or len(name) < _LONG_NAME:
                    continue
                if name in form and is_missed(other, direction(other, better)):
                    outcome, target = other.figure("outcome"), other.figure("target")
                    yield said(
                        "target_said_reached",
                        [sentence],
                        stated=outcome.value if outcome else None,
                        expected=target.value if target else None,
                        unit=other.unit,
                        sv=f"Texten säger att målet nås, men {other.name} har utfallet "
                        f"{other.cells['outcome'].text} mot årsmålet {other.cells['target'].text}.",
                        en=f"The text says that the target is reached, but {other.name} has "
                        f"{other.cells['outcome'].text} against {other.cells['target'].text}.",
                        evidence=[other.evidence],
                    )


_EXPECTED = re.compile(
    r"^\W*(?:andelen|antalet|andel|antal)\s+(?P<what>.*?)\s+(?P<way>minskar|ökar)\W*$",
    re.IGNORECASE,
)
_AS_EXPECTED = re.compile(
    r"(?:de\s+|nämndmålets?\s+|samtliga\s+|alla\s+)?förväntade\s+resultat(?:en)?\s+(?:har\s+|är\s+)?"
    r"(?:uppnåtts|uppnådda|uppfyllts|uppfyllda|nåtts)",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(r"\s+och\s+(?:andelen|antalet|andel|antal)\s+", re.IGNORECASE)
_STEMS = re.compile(r"[a-zåäö]{5,}")
_STEM = 6


@rule("expected_result")
def expected_results(facts: Facts) -> Iterator[Finding]:
    """As "Antalet feriejobb ökar" among results that "have been reached" while it fell."""
    scopes = Scopes(facts)
    promises: dict[str, list[tuple[Sentence, str, bool]]] = {}
    for sentence in facts.sentences:
        match = _EXPECTED.search(sentence.text)
        scope = scopes.of(sentence) if match else None
        if match and scope and normal_form(sentence.heading) == "förväntatresultat":
            for what in _AND_ALSO.split(match["what"]):
                rises = match["way"].casefold() == "ökar"
                promises.setdefault(scope.goal["goal_key"], []).append((sentence, what, rises))
    for sentence in facts.sentences:
        claim = _AS_EXPECTED.search(sentence.text)
        if claim is None or _NOT_ALL.search(sentence.text[: claim.end()]):
            continue
        scope = scopes.of(sentence)
        if scope is None or scope.goal["level"] != "namndmal":
            continue
        rows = scopes.with_parents(scope)
        for promise, what, rises in promises.get(scope.goal["goal_key"], ()):
            same = [row for row in rows if _is_about(row, what)]
            if len(same) == 1:
                yield from _unlike_expected(sentence, promise, same[0], rises=rises)


def _is_about(row: Indicator, what: str) -> bool:
    """Whether every long word of an expected result is in an indicator's name."""
    wanted = {word[:_STEM] for word in _STEMS.findall(what.casefold())}
    printed = {word[:_STEM] for word in _STEMS.findall(row.name.casefold())}
    return len(wanted) > 1 and wanted <= printed


def _unlike_expected(
    sentence: Sentence, promise: Sentence, row: Indicator, *, rises: bool
) -> Iterator[Finding]:
    now, before = row.figure("outcome"), row.figure("previous_outcome")
    if now is None or before is None or min(now.confidence, before.confidence) < SURE:
        return
    change = now.value - before.value
    if not change or (change > 0) == rises:
        return
    yield said(
        "expected_result",
        [sentence, promise],
        stated=now.value,
        expected=before.value,
        unit=row.unit,
        severity="warning",
        sv=f"Texten säger att de förväntade resultaten har uppnåtts, bland dem att {row.name} "
        f"{'ökar' if rises else 'minskar'}, men utfallet gick från "
        f"{row.cells['previous_outcome'].text} till {row.cells['outcome'].text}.",
        en=f"The text says that the expected results were reached, among them that {row.name} "
        f"{'rises' if rises else 'falls'}, but it went from {row.cells['previous_outcome'].text} "
        f"to {row.cells['outcome'].text}.",
        evidence=[now.evidence],
    )


_OF_ONE = r"kommunfullmäktiges\s+indikator\s+"
_ONE_INDICATOR = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("not", r"\binte\s+(?:\w+\s+)?nått\s+målet\s+i\s+kommunfullmäktiges\s+indikator\b"),
        ("not", _OF_ONE + r"(?:inte|ej)\s+(?:uppn|når|uppf)"),
        ("partly", _OF_ONE + r"(?:delvis\s+(?:uppn|når|uppf)|uppnås\s+delvis)"),
        ("fully", _OF_ONE + r"(?:uppnås|uppfylls|når\s+målet)(?!\s+(?:delvis|inte))"),
    )
)
_IN_WORDS = {
    "not": ("inte når målet", "is missed"),
    "partly": ("delvis når målet", "is partly met"),
    "fully": ("når målet", "is met"),
}


@rule("one_indicator")
def one_indicator(facts: Facts) -> Iterator[Finding]:
    """What a goal and the goals below it say of the council's one indicator.

    Said differently in two places, or said of one where the goal has several.
    """
    scopes = Scopes(facts)
    claims: dict[str, list[tuple[Sentence, str]]] = {}
    for sentence in facts.sentences:
        told = next((name for name, text in _ONE_INDICATOR if text.search(sentence.text)), None)
        scope = scopes.of(sentence) if told else None
        if told is None or scope is None or scope.goal["level"] == "inriktningsmal":
            continue
        own = scope.goal["level"] == "verksamhetsomradesmal"
        key = scope.goal["goal_key" if own else "parent_goal_key"]
        claims.setdefault(key, []).append((sentence, told))
        rows = [row for row in scope.indicators if row.goal_key == key] if own else []
        if len(rows) > 1 and told != "not":
            yield said(
                "one_indicator",
                [sentence],
                stated=Decimal(1),
                expected=Decimal(len(rows)),
                unit="indikatorer",
                severity="warning",
                sv=f"Texten talar om kommunfullmäktiges enda indikator, men målet har {len(rows)}.",
                en=f"The text speaks of the council's only indicator, but there are {len(rows)}.",
                evidence=[row.evidence for row in rows],
            )
    for own_claims in claims.values():
        if len({told for _, told in own_claims}) > 1:
            words = [_IN_WORDS[told] for _, told in own_claims]
            yield said(
                "one_indicator",
                [sentence for sentence, _ in own_claims],
                severity="warning",
                sv="Texterna säger olika om kommunfullmäktiges indikator: att den "
                + ", att den ".join(dict.fromkeys(sv for sv, _ in words))
                + ".",
                en="The texts differ about the council's indicator: it "
                + ", it ".join(dict.fromkeys(en for _, en in words))
                + ".",
            )
