"""What an Analys text says of its own row in words: target, change, women and men."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.quality.reconcile.checks import said
from pipeline.quality.reconcile.directions import direction, is_missed
from pipeline.quality.reconcile.facts import BOTH_SURE, Facts, Figure, Indicator
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.plain import (
    WHOLE,
    Words,
    before_reason,
    clause,
    says_only,
    words,
)
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence

_TARGET = r"(?:års)?mål(?:et|värdet)?(?: för (?:hel)?året)?(?: 20\d\d)?"
_MET = r"(?:nås|nåtts|nåddes|uppnås|uppnåtts|uppnåddes|uppfylls|uppfyllts|uppfylldes)"
_SAYS_MET = re.compile(
    rf"\b{_TARGET}\s+(?:har\s+|är\s+|blev\s+)?(?:därmed\s+)?(?:(?P<not>inte|ej)\s+)?{_MET}"
    r"(?:\s+(?P<after>inte|ej|delvis|nästan))?\b"
    rf"|\b(?P<side>bättre|sämre)\s+än\s+{_TARGET}\b"
    rf"|\b(?P<reach>når)\s+(?P<never>inte\s+|ej\s+)?(?:upp\s+till\s+|sitt\s+)?{_TARGET}\b",
    re.IGNORECASE,
)
_FORESEEN = re.compile(
    r"prognos|beräkna|vänta|bedöm|kommer att|\bom\b|för att|ska\b|kunna|förra|föregående|20\d\d"
    r"|kommunfullmäktige|\bKF|stadens|nämndmål|tillhörande indikator|andra indikator|resultatmål",
    re.IGNORECASE,
)


_OF_A_ROW = (
    r"utfall(?:et)? resultat(?:et)? värdet? andel(?:en)? antalet indikatorn nivån"
    r" index(?:et)? jämfört mot"
    r" sedan än bland hos god bred marginal råge helt"
)
_OF_TARGETS = words(
    WHOLE,
    _OF_A_ROW,
    r"(?:års)?mål(?:et|värdet)? bättre sämre når sitt upp inte ej"
    r" (?:upp)?(?:nås|nåtts|nåddes|fylls|fyllts|fylldes)",
)
_OF_CHANGES = words(
    WHOLE,
    _OF_A_ROW,
    r"(?:ök|minsk|sjunk|stig|försäm|förbätt)\w+ steg sjönk högre lägre föregående förra innan fjol"
    r" mätning(?:en)? verksamhetsberättelsen",
)
_OF_SEXES = words(
    WHOLE,
    _OF_A_ROW,
    r"högre lägre visar når kvinnor(?:na)? flickor(?:na)? män(?:nen)? pojkar(?:na)?",
)
_BUT = re.compile(r"\bmen\b", re.IGNORECASE)


def _is_plain(
    row: Indicator, match: re.Match[str], known: Words, years: Collection[int] = ()
) -> bool:
    """Whether a clause has words that are known or of the row's name, and no other."""
    own = set(re.findall(r"[^\W_]+", row.name.casefold()))
    said_ = re.findall(r"[^\W_]+", before_reason(clause(match.string, match.start(), match.end())))
    return says_only(" ".join(one for one in said_ if one.casefold() not in own), known, years)


@rule("target_in_analysis")
def target_in_analysis(facts: Facts) -> Iterator[Finding]:
    """As "Årsmålet nås" below a row whose outcome is worse than its target, or the reverse.

    Only in annual reports: during the year it may speak of what is foreseen.
    """
    for row in facts.indicators:
        better = direction(row, facts.dimensions.directions)
        missed = is_missed(row, better)
        if missed is None or facts.reports[row.report_key]["report_type"] != "VB":
            continue
        for sentence in row.analyses:
            match = _SAYS_MET.search(sentence.text)
            if match is None or match["after"] in ("delvis", "nästan"):
                continue
            if _FORESEEN.search(sentence.text) or _names_another(sentence, row, facts):
                continue
            if not _is_plain(row, match, _OF_TARGETS) or _BUT.search(sentence.text, match.end()):
                continue
            if _says_met(match) == missed:
                yield _against_target(row, sentence, missed=missed)


def _says_met(match: re.Match[str]) -> bool:
    if match["side"]:
        return match["side"].casefold() == "bättre"
    return not (match["not"] or match["after"] or match["never"])


def _names_another(sentence: Sentence, row: Indicator, facts: Facts) -> bool:
    """Whether a text names another indicator than its own row's."""
    said_ = sentence.text.casefold()
    return any(
        other.name.casefold() in said_ for other in facts.indicators if other.name != row.name
    )


def _against_target(row: Indicator, sentence: Sentence, *, missed: bool) -> Finding:
    outcome, target = row.figure("outcome"), row.figure("target")
    assert outcome is not None and target is not None
    printed = f"{row.cells['outcome'].text} mot årsmålet {row.cells['target'].text}"
    in_english = f"{row.cells['outcome'].text} against the target {row.cells['target'].text}"
    return said(
        "target_in_analysis",
        [sentence],
        stated=outcome.value,
        expected=target.value,
        unit=row.unit,
        sv=f"{row.name}: texten säger att målet {'nås' if missed else 'inte nås'}, men utfallet är "
        f"{printed}.",
        en=f"{row.name}: the text says that the target is {'met' if missed else 'missed'}, but the "
        f"outcome is {in_english}.",
        evidence=[outcome.evidence, target.evidence],
    )


_SUBJECT = r"(?:utfallet|resultatet|värdet|andelen|indikatorn|nivån|index(?:et)?|antalet)"
_EARLIER = (
    r"(?:föregående år|förra året|året innan|i fjol|föregående mätning|förra mätningen"
    r"|förra verksamhetsberättelsen|verksamhetsberättelsen 20\d\d|20\d\d)"
)
_UP = r"ökat|ökade|stigit|steg|högre|ökning|förbättrats"
_DOWN = r"minskat|minskade|sjunkit|sjönk|lägre|minskning|försämrats"
_MOVED = re.compile(
    rf"^(?:{_SUBJECT}\s+(?:har\s+|är\s+)?(?P<one>{_UP}|{_DOWN})\s+(?:än|jämfört med|sedan|mot)\s+"
    rf"{_EARLIER}"
    rf"|(?:det|detta)\s+(?:är|innebär)\s+en\s+(?P<two>ökning|minskning)\s+(?:jämfört med|sedan|mot)"
    rf"\s+{_EARLIER})",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"bättrats|sämrats", re.IGNORECASE)


@rule("change_in_analysis")
def change_in_analysis(facts: Facts) -> Iterator[Finding]:
    """As "Utfallet är lägre än föregående år" where last year's outcome is lower."""
    for row in facts.indicators:
        now, before = row.figure("outcome"), row.figure("previous_outcome")
        if now is None or before is None or now.confidence * before.confidence < BOTH_SURE:
            continue
        for sentence in row.analyses:
            match = _MOVED.search(sentence.text)
            word = (match["one"] or match["two"]) if match else None
            if match is None or word is None or _RELATIVE.search(word):
                continue
            year = facts.reports[row.report_key]["report_year"]
            if not _is_plain(row, match, _OF_CHANGES, [year - 1]):
                continue
            rises = bool(re.fullmatch(_UP, word, re.IGNORECASE))
            if now.value != before.value and (now.value > before.value) != rises:
                # During the year the same period of last year may be meant.
                sure = facts.reports[row.report_key]["report_type"] == "VB"
                yield _said_of(
                    row,
                    sentence,
                    [now, before],
                    "change_in_analysis",
                    f'texten säger "{match.group(0)}", men utfallet gick från '
                    f"{row.cells['previous_outcome'].text} till {row.cells['outcome'].text}",
                    f"the text says the opposite of the change from "
                    f"{row.cells['previous_outcome'].text} to {row.cells['outcome'].text}",
                    severity="error" if sure else "warning",
                )


_WOMEN, _MEN = r"(?:kvinnor(?:na)?|flickor(?:na)?)", r"(?:män(?:nen)?|pojkar(?:na)?)"
_COMPARED = (
    re.compile(
        rf"^(?P<a>{_WOMEN}|{_MEN})(?:s)?\s+(?:har|når|visar)\s+(?:ett\s+)?(?P<side>högre|lägre)\s+"
        rf"(?:utfall|resultat|värde|andel)\w*\s+än\s+(?P<b>{_WOMEN}|{_MEN})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:andelen|utfallet|resultatet|värdet)\s+är\s+(?P<side>högre|lägre)\s+(?:bland|för|hos)"
        rf"\s+(?P<a>{_WOMEN}|{_MEN})\s+än\s+(?:bland|för|hos)?\s*(?P<b>{_WOMEN}|{_MEN})\b",
        re.IGNORECASE,
    ),
)


@rule("sexes_in_analysis")
def sexes_in_analysis(facts: Facts) -> Iterator[Finding]:
    """As "Kvinnor har ett högre utfall än män" where the row has it the other way round."""
    for row in facts.indicators:
        men, women = row.figure("outcome_men"), row.figure("outcome_women")
        if men is None or women is None or men.confidence * women.confidence < BOTH_SURE:
            continue
        for sentence in row.analyses:
            matches = [pattern.search(sentence.text) for pattern in _COMPARED]
            match = next((one for one in matches if one), None)
            if match is None or not _is_plain(row, match, _OF_SEXES):
                continue
            first_is_women = bool(re.fullmatch(_WOMEN, match["a"], re.IGNORECASE))
            higher = match["side"].casefold() == "högre"
            says_women_higher = first_is_women == higher
            if men.value != women.value and (women.value > men.value) != says_women_higher:
                yield _said_of(
                    row,
                    sentence,
                    [men, women],
                    "sexes_in_analysis",
                    f'texten säger "{match.group(0)}", men raden har '
                    f"{row.cells['outcome_women'].text} för kvinnor och "
                    f"{row.cells['outcome_men'].text} för män",
                    "the text says the opposite of the row: "
                    f"{row.cells['outcome_women'].text} for women and "
                    f"{row.cells['outcome_men'].text} for men",
                )


def _said_of(
    row: Indicator,
    sentence: Sentence,
    figures: Sequence[Figure],
    rule_name: str,
    sv: str,
    en: str,
    *,
    severity: str = "error",
) -> Finding:
    return said(
        rule_name,
        [sentence],
        stated=figures[0].value,
        expected=figures[1].value,
        unit=row.unit,
        severity=severity,
        sv=f"{row.name}: {sv}.",
        en=f"{row.name}: {en}.",
        evidence=[figure.evidence for figure in figures],
    )
