"""The service area that a result unit works in: by its sub-heading, else by its name.

Belongs here: words of units' names as data; a new word is a line. A unit that no word tells
stays without an area: a wrong one would move money.
"""

from __future__ import annotations

import re

from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import spoken_of
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

_WORDS = tuple(
    (key, re.compile(words, re.IGNORECASE))
    for key, words in (
        ("forskola", r"förskol"),
        ("socialpsykiatri", r"socialpsykiatri"),
        ("aldreomsorg", r"omsorgsboende|servicehus|hemtjänst|dagverksamhet|äldre"),
        (
            "stod-och-service",
            r"servicebost|gruppbost|daglig\w* verksamhet|assistans|\blss\b|korttids|funktionsneds",
        ),
        ("barn-kultur-och-fritid", r"fritid|parklek|ungdomsgård|\bkultur"),
    )
)
"""Words of names, the first that is found counting."""


def area_of_unit(name: str, group: str | None, names: ServiceAreaNames) -> ServiceArea | None:
    """The curated area of a unit's sub-heading or name; None where neither tells, and of sums."""
    if labels.is_total(name):
        return None
    for said in (group or "", name):
        known = names.find(labels.clean(said))
        key = next((key for key, words in _WORDS if words.search(said)), None)
        if found := known or (names.by_key.get(key) if key else None) or spoken_of(said, names):
            return found
    return None
