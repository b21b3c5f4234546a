"""Two figures and their change in one sentence: "ökat från 11 till 12", "5 fler än 2023 (7)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.quality.reconcile.checks import said
from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.wording import english, swedish

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_UNIT = r"(?:\s?(?:%|procent(?:enheter)?|mnkr|mkr|tkr|kr|kronor|st(?:ycken)?|personer|barn))?"
_FROM_TO = re.compile(
    r"\b(?P<word>ök|minsk|stig|steg|sjunk|sjönk)\w*\s+(?:[a-zåäö]+\s+){0,2}?från\s+(?:tidigare\s+)?"
    rf"(?P<old>{_NUMBER})(?P<unit>{_UNIT})(?:\s+(?:år\s+)?(?:20\d\d|i fjol|förra året))?"
    rf"\s+till\s+(?P<new>{_NUMBER})(?P<same>{_UNIT})(?![\d,]|\s?(?:år|månader|veckor)|\s+till\b)",
    re.IGNORECASE,
)
_UP = ("ök", "stig", "steg")
_YEARS = (1990, 2099)
_MORE = re.compile(
    rf"(?<![\d,])(?P<all>{_NUMBER})\s+(?P<what>[a-zåäö]+)\b[^.;:()\d]*?\b(?P<change>{_NUMBER})\s+"
    r"(?:stycken\s+|st\s+)?(?P<word>fler|färre)\s+än\s+(?:år\s+|under\s+)?20\d\d\s+"
    rf"\((?P<old>{_NUMBER})\)",
    re.IGNORECASE,
)


def _number(text: str) -> Decimal:
    return Decimal("".join(text.split()).replace(",", "."))


@rule("from_to_in_prose")
def from_to_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "har minskat från 11,7 till 11,8 procent": the figures go the other way."""
    for sentence in facts.sentences:
        for match in _FROM_TO.finditer(sentence.text):
            old, new = _number(match["old"]), _number(match["new"])
            rises = match["word"].casefold() in _UP
            units = {match[name].strip().casefold() for name in ("unit", "same")} - {""}
            if any(_YEARS[0] <= year <= _YEARS[1] for year in (old, new)) or len(units) > 1:
                continue
            if old == new or (new > old) == rises:
                continue
            unit = next(iter(units), None)
            yield said(
                "from_to_in_prose",
                [sentence],
                stated=new,
                expected=old,
                unit=unit,
                sv=f"Texten talar om en {'ökning' if rises else 'minskning'} från "
                f"{swedish(old, unit)} till {swedish(new, unit)}.",
                en=f"The text speaks of a {'rise' if rises else 'fall'} from "
                f"{english(old, unit)} to {english(new, unit)}.",
            )


@rule("more_than_a_year")
def more_than_a_year(facts: Facts) -> Iterator[Finding]:
    """As "7 025 ärenden, det är 48 fler än 2023 (6 977)": the two and their difference."""
    for sentence in facts.sentences:
        for match in _MORE.finditer(sentence.text):
            whole, change, old = (_number(match[name]) for name in ("all", "change", "old"))
            expected = old + change * (1 if match["word"].casefold() == "fler" else -1)
            if whole != expected:
                yield said(
                    "more_than_a_year",
                    [sentence],
                    stated=whole,
                    expected=expected,
                    sv=f"Texten anger {swedish(whole, None)} {match['what']}, men "
                    f"{swedish(old, None)} och {swedish(change, None)} {match['word']} blir "
                    f"{swedish(expected, None)}.",
                    en=f"The text says {english(whole, None)}, but {english(old, None)} and the "
                    f"change of {english(change, None)} make {english(expected, None)}.",
                )
