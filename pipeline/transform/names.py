"""Keys of things that reports print under many names: curated aliases before normal forms.

Belongs here: the one place where a printed name becomes a key, so that facts and
dimensions agree. What is curated is read by ``seeds``; near names that nobody has
curated keep keys of their own and are proposed in the review tables of the dbt project.
"""

from __future__ import annotations

from pipeline.extract.report import GoalLevel
from pipeline.transform import keys
from pipeline.transform.seeds import goal_titles, indicator_names, result_unit_names


def indicator_key(printed: str) -> str:
    """Key of an indicator from any of its printings."""
    return keys.indicator_key(indicator_names().canonical(printed))


def goal_key(level: GoalLevel, printed: str, committee: str) -> str:
    """Key of a goal from any printing of its title."""
    return keys.goal_key(level, goal_title(level, printed), committee)


def goal_title(level: GoalLevel, printed: str) -> str:
    """The canonical title of a goal; the printing itself where none is curated."""
    return goal_titles().get((level.value, keys.normal_form(printed)), printed)


def result_unit_key(committee_key: str, printed: str) -> str:
    """Key of a result unit of a committee from any of its printings."""
    name = result_unit_names().canonical(committee_key, printed)
    return f"{committee_key}-{keys.name_key(name)}"
