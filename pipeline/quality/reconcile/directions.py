"""Which way an indicator is good: as curated, as its targets say, or its name beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.quality.reconcile.facts import SURE, Indicator

_MORE_IS_BETTER = re.compile(
    r"nöjd|trygghet|trygga\b|tryggt|förtroende|bemött|kan påverka|delaktig|legitimerad|behörig"
    r"|förbättrad|deltar i|rekommender|välkom|lust att lära|personalen lyssnar|trevlig|behållit"
    r"|når målen|till tals|avvärjts|följts upp|genomförda|ekologisk|elbil|elektroniska inköp"
    r"|digital|avslutad utbildning|inskrivningsgrad|skattning|kompetens|\bvet\b|lätt att förstå"
    r"|har utvecklats|planterade|medskapande|god arbetsgivare|inom 48 timmar"
    r"|preventionsindex|erbjudna platser|platser för studerande|som arbetat|feriejobb"
    r"|trygghetsvandringar|besök på|antal föreningar|besvarats|arbete eller studier|biogas"
    r"|matavfall till|sjuksköterskor",
    re.IGNORECASE,
)
_LESS_IS_BETTER = re.compile(
    r"ekonomiskt bistånd|med bistånd|sjukfrånvaro|avhysning(?!ar som avvärjts)|vräk|ny anmälan"
    r"|återaktualis|avstår från|\boro\b|otrygg|våld|svinn|utsläpp|klimatpåverkan|köpt energi"
    r"|energianvändning|barn per (?:grupp|anställd|legitimerad)|vandrarhem|tillfälligt boende"
    r"|medarbetare som en person|olika medarbetare|timavlönade|personalomsättning|väntetid|olycka"
    r"|skyddat boende|hemlös|brott|kriminalitet|missbruk|narkotika|trångbo",
    re.IGNORECASE,
)


_AIMS = {"increase": "higher", "min": "higher", "decrease": "lower", "max": "lower"}
"""What a target without a plain number aims at: "öka", "Minskning", "Max 10 personer"."""


def direction(row: Indicator, curated: Mapping[str, str | None]) -> str | None:
    """'higher' or 'lower', which is better; None where neither is sure."""
    known = curated.get(row.indicator_key)
    if known is not None:
        return known
    printed = {_AIMS[q] for q in (cell.qualifier for cell in row.cells.values()) if q in _AIMS}
    if len(printed) == 1:
        return printed.pop()
    more, less = _MORE_IS_BETTER.search(row.name), _LESS_IS_BETTER.search(row.name)
    if bool(more) == bool(less):
        return None
    return "higher" if more else "lower"


def is_missed(row: Indicator, better: str | None, target: str = "target") -> bool | None:
    """Whether an outcome is surely worse than its target; None where that cannot be told."""
    outcome, wanted = row.figure("outcome"), row.figure(target)
    if outcome is None or wanted is None or better is None:
        return None
    if min(outcome.confidence, wanted.confidence) < SURE:
        return None
    gap = outcome.value - wanted.value
    return gap < 0 if better == "higher" else gap > 0
