"""Who an amount in prose is about, and what kind of money is applied for.

What it is of, its year and phase are read in ``extract.parsers.amounts``; service areas are
known only here. The words around the amount are asked first, then the headings above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.language.amount_words import APPLICATION_TYPES, LAST_WORD
from pipeline.extract.report import Decision, NarrativeAmount
from pipeline.transform.economy.areas import (
    HEADINGS_JOINT,
    area_of_headings,
    names_areas,
    spoken_of,
)
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

_UNIT = re.compile(r"[^\W\d].*$")
_WHO = re.compile(
    r"\b(?P<who>\w*beställar(?:enhet|del)(?:en|erna)?|beställare|utförar(?:enhet|del)(?:en|erna)?"
    r"|utförare|\w*resultatenhet(?:er|erna|en)?|ledning och stab|(?:de )?enheternas?"
    r"|(?:enheten )?(?:ung fritid|medborgar(?:service|kontoret)))\b",
    re.IGNORECASE,
)
"""Units inside a committee that have a result of their own."""
_NEAR_START = 80
_UNIT_HEADING = re.compile(r"^(?:beställar|utförar|resultatenheter\b)", re.IGNORECASE)
_BEHIND = re.compile(r"^\s*(?:i snitt )?(?:inom|för)\b[^,.;]*", re.IGNORECASE)
_LEADS_TO_AREA = re.compile(
    r"(?:^|[.:;,(] ?|\b(?:inom|för|från|till|hos|gemensamma|verksamhetsområdet|verksamheten"
    r"|verksamhetsområdena|iof|område|området)\s)$",
    re.IGNORECASE,
)
"""What stands before the name of an area whose money it is. Its everyday word elsewhere
("giftfri förskola") names a thing."""
_FOLLOWS_UP = re.compile(r"uppföljning|\banalys", re.IGNORECASE)
"""Chapters of what became of a budget ("Uppföljning av driftbudget"): no kind of application."""
_APPLIED_FOR = frozenset(("application", "turnover"))
_OF_UNITS = frozenset(("fund",))
"""What only result units have, whoever is named."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom an amount is about: ``scope`` is 'committee', 'area' or 'unit'."""

    scope: str
    area: ServiceArea | None = None
    unit: str | None = None


def who_of(amount: NarrativeAmount, names: ServiceAreaNames, before: Who | None = None) -> Who:
    """Whom the words around an amount name, else the headings above it.

    ``before`` is whom the amount before in the same paragraph is about: it counts where the
    headings name several areas ("Ekonomiskt bistånd och arbetsmarknad").
    """
    area = _area_in_sentence(amount, names) or area_of_headings(amount.section, names)
    several = area is None and names_areas(amount.section, names)
    if several and before is not None:
        area = before.area
    unit = _unit_of(amount)
    if unit is not None or amount.what in _OF_UNITS:
        return Who("unit", area, unit)
    return Who("area", area) if area or several else Who("committee")


def _area_in_sentence(amount: NarrativeAmount, names: ServiceAreaNames) -> ServiceArea | None:
    """The area named before the amount, or behind it ("... inom äldreomsorgen").

    Where something else is named behind ("för maskiner"), what the sentence said earlier of
    another amount is not meant.
    """
    clause = amount.clause
    if clause != amount.before and (of_another := _BEHIND.match(clause)):
        clause = clause[of_another.end() :]
    if own := _named_area(clause, names):
        return own
    if behind := _BEHIND.match(amount.behind):
        return _named_area(behind[0], names)
    return _named_area(amount.before, names)


def _named_area(text: str, names: ServiceAreaNames) -> ServiceArea | None:
    return spoken_of(text.strip(), names, leads=_LEADS_TO_AREA)


def _unit_of(amount: NarrativeAmount) -> str | None:
    """The unit that a clause begins with, or that heads it."""
    for text in (amount.clause, amount.before):
        found = _WHO.search(text)
        if found and found.start() < _NEAR_START:
            return found["who"]
    heading = amount.section.split(HEADINGS_JOINT)[-1]
    return heading if _UNIT_HEADING.match(heading) else None


def application_type(what: str, text: str, headings: str = "") -> str | None:
    """What kind of money is applied for; None where nothing is, or both kinds are named.

    The word that ends a point counts before others ("..., investering."), the text before
    the headings.
    """
    if what not in _APPLIED_FOR:
        return None
    last = LAST_WORD.search(text)
    ending = _kinds(last[1]) if last else []
    if len(ending) == 1:
        return ending[0]
    said = _kinds(text)
    for heading in reversed(headings.split(HEADINGS_JOINT)):
        said = said or ([] if _FOLLOWS_UP.search(heading) else _kinds(heading))
    return said[0] if len(said) == 1 or said[:1] in (["competence"], ["turnover"]) else None


def _kinds(text: str) -> list[str]:
    return [kind for kind, pattern in APPLICATION_TYPES if pattern.search(text)]


def area_of_decision(decision: Decision, names: ServiceAreaNames) -> ServiceArea | None:
    """The service area that a point of the decision names; None where it names none."""
    return _named_area(decision.purpose or decision.about or decision.text, names)


def printed_unit(printed: str) -> str | None:
    """The words behind a number: "35,3 mnkr" gives "mnkr"."""
    found = _UNIT.search(printed)
    return found.group(0).lower() if found else None
