"""What prose says of the assessments of goals, against those printed below headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.quality.reconcile.checks import said
from pipeline.quality.reconcile.facts import SURE, Facts, Row
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.goal_claims import Scopes
from pipeline.quality.reconcile.plain import before_reason, clause_after, says_only, words
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import COUNT, Sentence, count_of

_MET = r"(?:uppfyll(?:s|as|t|ts)|uppnå(?:s|tt|tts)|nås)"
_OWN = re.compile(
    r"^(?:sammantaget bedöms |(?:den samlade |nämndens |vår "
    r"|förvaltningens )?bedömning(?:en)? är att |sammantaget |"
    r"nämnden bedömer att |förvaltningen bedömer att )?"
    r"(?P<level>nämnd|verksamhetsområdes|inriktnings)?målet (?:som helhet )?"
    r"(?:har |är |bedöms |kommer att )*"
    rf"(?:(?P<not>inte|ej) )?{_MET}(?: (?P<how>helt|delvis|ej|inte))?\b",
    re.IGNORECASE,
)
_AT_LAST = words(r"för under i vid året årets slut helhet sin som sammantaget samlat 20\d\d")
_BUT = re.compile(r"\bmen\b", re.IGNORECASE)
_SAID = {"helt": "fully", "delvis": "partly", "ej": "not", "inte": "not"}
_SWEDISH = {"fully": "uppfylls helt", "partly": "uppfylls delvis", "not": "uppfylls inte"}
_ENGLISH = {"fully": "fully met", "partly": "partly met", "not": "not met"}


@rule("assessment_in_prose")
def assessment_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "Bedömningen är att målet uppfylls delvis" below a goal marked as fully met."""
    scopes = Scopes(facts)
    for sentence in facts.sentences:
        match = _OWN.search(sentence.text)
        if match is None or not (match["how"] or match["not"]):
            continue
        rest = before_reason(clause_after(sentence.text, match.end()))
        if _BUT.search(sentence.text, match.end()) or not says_only(rest, _AT_LAST):
            continue
        goal = _goal_meant(facts, scopes, sentence, match["level"])
        printed = goal["assessment"] if goal else None
        told = _SAID[(match["not"] or match["how"]).casefold()]
        if goal is None or printed is None or printed == told:
            continue
        yield said(
            "assessment_in_prose",
            [sentence],
            severity="error" if goal["confidence"] >= SURE else "warning",
            sv=f"Texten säger att målet {_SWEDISH[told]}, men under målets rubrik står att det "
            f"{_SWEDISH[printed]}.",
            en=f"The text says that the goal is {_ENGLISH[told]}, but below its heading it is "
            f"{_ENGLISH[printed]}.",
            evidence=[Evidence.of(goal)],
        )


def _goal_meant(facts: Facts, scopes: Scopes, sentence: Sentence, level: str | None) -> Row | None:
    """The goal of the section; the only one below it where the text says "nämndmålet"."""
    scope = scopes.of(sentence)
    wanted = {"nämnd": "namndmal", "inrik": "inriktningsmal", "verks": "verksamhetsomradesmal"}
    if scope is None or level is None or scope.goal["level"] == wanted[level.casefold()[:5]]:
        return scope.goal if scope else None
    below = [
        goal
        for goal in facts.goals
        if goal["report_key"] == sentence.report_key
        and goal["parent_goal_key"] == scope.goal["goal_key"]
    ]
    return below[0] if len(below) == 1 and level.casefold() == "nämnd" else None


_ALL = re.compile(
    rf"\bav\s+(?:de\s+|nämndens\s+|totalt\s+)*(?P<all>{COUNT})\s+(?:\w+\s+){{0,2}}?"
    r"(?P<what>nämndmål|verksamhetsområdesmål|mål(?:en)? för verksamhetsområdet"
    r"|inriktningsmål|mål för verksamhetsområden)\w*\s+",
    re.IGNORECASE,
)
_LEVELS = {"nämnd": "namndmal", "inrik": "inriktningsmal"}
_SOME = re.compile(
    rf"\b(?P<count>{COUNT})\s+(?:stycken\s+|st\s+)?"
    rf"(?:(?P<not>inte|ej)\s+)?{_MET}(?:\s+(?P<how>helt|delvis|ej|inte))?\b",
    re.IGNORECASE,
)


@rule("goal_count")
def goal_count(facts: Facts) -> Iterator[Finding]:
    """As "Av tolv mål för verksamhetsområdet bedöms nio uppfyllas helt" against the sections.

    Only where the number of all is that of the assessed goals: else others are meant.
    """
    scopes = Scopes(facts)
    for sentence in facts.sentences:
        match = _ALL.search(sentence.text)
        if match is None:
            continue
        word = match["what"].casefold()[:5]
        goals = _assessed(facts, scopes, sentence, _LEVELS.get(word, "verksamhetsomradesmal"))
        if len(goals) != count_of(match["all"]):
            continue
        for part in _SOME.finditer(sentence.text, match.end()):
            told = _SAID.get((part["not"] or part["how"] or "").casefold())
            same = [goal for goal in goals if goal["assessment"] == told]
            stated = count_of(part["count"])
            if told is None or stated == len(same):
                continue
            yield said(
                "goal_count",
                [sentence],
                stated=Decimal(stated),
                expected=Decimal(len(same)),
                unit="mål",
                severity="error" if min(g["confidence"] for g in goals) >= SURE else "warning",
                sv=f"Texten anger att {stated} av {len(goals)} mål {_SWEDISH[told]}, men målens "
                f"egna avsnitt visar {len(same)}.",
                en=f"The text says that {stated} of {len(goals)} goals are {_ENGLISH[told]}, but "
                f"their own sections show {len(same)}.",
                evidence=[Evidence.of(goal) for goal in same or goals],
            )


def _assessed(facts: Facts, scopes: Scopes, sentence: Sentence, level: str) -> list[Row]:
    """The assessed goals of a level that a sentence speaks of."""
    scope = scopes.of(sentence)
    own = [
        goal
        for goal in facts.goals
        if goal["report_key"] == sentence.report_key
        and goal["level"] == level
        and goal["assessment"] is not None
    ]
    if scope is None:
        return own
    below = scopes.below(scope.goal)
    return [goal for goal in own if goal["goal_key"] in below - {scope.goal["goal_key"]}]
