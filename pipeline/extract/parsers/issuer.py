"""Whose report a document is: a committee's, or one of its units' own.

A preschool's plan names its committee, has indicators and activities and goals of its own,
and is not the committee's plan. What a committee's report has and a unit's has not is
evidence for the one, a unit's name in the title and goals of a unit for the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.document import Block, Paragraph
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.titles import abbreviated, mentions
from pipeline.extract.report import Decision, Goal, GoalLevel

_UNIT = re.compile(
    r"\b(?:förskola[nr]?|förskolor(?:na)?|(?:grund)?skola[nr]?|enheten|enhets\w+|fritidsgård(?:en)?"
    r"|hemtjänst(?:en|enhet)?|(?:vård- och omsorgs|grupp|service|äldre)boende[nt]?"
    r"|träffpunkt(?:en)?|servicehus(?:et)?|dagverksamhet(?:en)?|öppenvård(?:en)?)\b",
    re.IGNORECASE,
)
_UNITS_OWN = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?:enhetsmål|enhetens (?:mål|åtagande|verksamhetsplan"
    r"|verksamhetsberättelse|uppdrag|kvalitetsgaranti)|verksamhetsplan för enheten)",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"\b(?:stadsdels)?nämnd(?:en|ens)?\b|nämnden\b", re.IGNORECASE)
_TITLED, _OWN_GOALS, _DECIDES, _NAMED = 2, 1, 2, 1
_HEAD_BLOCKS = 40


def is_units_own(
    blocks: Sequence[Block], goals: Sequence[Goal], decisions: Sequence[Decision]
) -> bool:
    """Tell whether a document is a plan or report of a unit, and no committee's."""
    texts = [squeeze(block.text) for block in blocks if isinstance(block, Paragraph)]
    titles = [text for text in texts[:_HEAD_BLOCKS] if mentions(text) or abbreviated(text)]
    title = titles[0] if titles else ""
    named = bool(_COMMITTEE.search(title))
    own = sum(_UNITS_OWN.match(text) is not None for text in texts)
    unit = _TITLED * bool(_UNIT.search(title) and not named) + _OWN_GOALS * min(own, 2)
    of_committee = sum(goal.level is GoalLevel.COMMITTEE for goal in goals)
    committee = _DECIDES * bool(decisions) + _NAMED * named + _NAMED * (of_committee > own)
    return unit > max(committee, 1)
