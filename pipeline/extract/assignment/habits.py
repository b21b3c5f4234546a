"""Which columns one document fills, where it differs from what reports usually do.

How often a column is filled is learned from reports of one template (``column_weights``). A
document of another habit shows that in the rows that leave no doubt: one whose rows owned by the
committee have as many values as columns prints the city's target there too. Belongs here: what
such rows add to the weights of the cues that look at nothing but which columns are filled.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.extract.assignment.columns import Reading, RowContext, filling

Habit = Mapping[str, float]
"""Natural logarithms of odds to add, by "cue:what it sees"."""
_NEVER, _ALWAYS = 0.002, 0.998
_USUAL: Mapping[str, tuple[float, float]] = {
    "filled:annual outcome": (0.8, _ALWAYS),
    "filled:annual previous_outcome": (0.7, _ALWAYS),
    "filled:annual target": (_ALWAYS, _ALWAYS),
    "filled:autumn forecast": (0.1, 0.4),
    "filled:autumn outcome": (0.1, 0.4),
    "filled:autumn previous_outcome": (0.75, 0.98),
    "filled:autumn target": (_ALWAYS, _ALWAYS),
    "filled:city kf_target": (0.9, _ALWAYS),
    "filled:committee kf_target": (_NEVER, _NEVER),
    "filled:measured forecast": (_ALWAYS, _ALWAYS),
    "filled:measured outcome": (_ALWAYS, _ALWAYS),
    "filled:measured previous_outcome": (0.5, _ALWAYS),
    "filled:measured target": (_ALWAYS, _ALWAYS),
    "filled:plan target": (_ALWAYS, _ALWAYS),
    "filled:survey outcome": (0.9, _ALWAYS),
    "filled:survey previous_outcome": (0.75, 0.98),
    "filled:survey target": (_ALWAYS, _ALWAYS),
    "filled:unmeasured forecast": (0.1, 0.4),
    "filled:unmeasured outcome": (_NEVER, _NEVER),
    "filled:unmeasured previous_outcome": (0.7, 0.98),
    "filled:unmeasured target": (_ALWAYS, _ALWAYS),
    "sexes_in_pairs:annual": (0.3, 0.6),
    "sexes_in_pairs:autumn": (0.05, 0.3),
    "sexes_in_pairs:measured": (0.2, 0.6),
    "sexes_in_pairs:survey": (0.4, 0.7),
    "sexes_in_pairs:unmeasured": (_NEVER, _NEVER),
}
"""The least and the greatest share of rows in which a report of the learned template fills a
column, or both sexes: the extremes of 80 generated reports (seeds 0 to 79, rows read with 0.9 or
more, eight of a kind or more), hardly rounded. ``python -m tests.learning.habits`` prints them."""
_SURELY = 0.9
_CHANCE, _HALF = 0.05, 0.5
_USUAL_ROWS = 3
"""As many rows of the usual kind are thought beside those of a document."""


def learn_habit(rows: Iterable[tuple[RowContext, Sequence[Reading]]]) -> Habit:
    """Learn from a document's sure rows what it fills more or less often than any usual report.

    Args:
        rows: What is known of each row, with its readings, the most probable first.

    Returns:
        Additions to weights; none for what is as often as usual.
    """
    asked: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for context, found in rows:
        if found and found[0].probability >= _SURELY:
            asked.update(filling(context.columns, context))
            told.update(filling(found[0].measures, context))
    return {
        name: change
        for name, count in asked.items()
        if name in _USUAL and (change := _change(told[name], count, *_USUAL[name]))
    }


def _change(told: int, rows: int, least: float, most: float) -> float:
    """Return how much likelier a thing is that ``told`` of some rows show; 0 where it is usual.

    So it is where chance may have it so. What is even rarer, or even more often, says nothing:
    rows that are read as usual are no witnesses for it.

    >>> _change(3, 4, 0.5, 0.9), round(_change(3, 4, 0.002, 0.002), 1), _change(1, 1, 0.1, 0.4)
    (0.0, 5.9, 0.0)
    """
    usual = min(max(told / rows, least), most)
    if (told / rows - usual) * (_HALF - usual) <= 0:
        return 0.0
    times, chance = (told, usual) if usual < _HALF else (rows - told, 1 - usual)
    if _by_chance(times, rows, chance) > _CHANCE:
        return 0.0
    share = (told + _USUAL_ROWS * usual) / (rows + _USUAL_ROWS)
    return _odds(share) - _odds(usual)


def _by_chance(times: int, rows: int, share: float) -> float:
    """Return the probability of a thing in so many rows or more, if each has it with ``share``."""
    ways = (math.comb(rows, k) * share**k * (1 - share) ** (rows - k) for k in range(times))
    return 1 - sum(ways)


def _odds(share: float) -> float:
    return math.log(share / (1 - share))
