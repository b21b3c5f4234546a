"""What the cues weigh before any report was seen: a reader's common sense.

The fit is drawn to these weights, so that a cue which generated reports rarely or never
show keeps its say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping


def _odds(share: float) -> float:
    return math.log(share / (1 - share))


_FILLED = {
    "measured": {"outcome": 0.97, "previous_outcome": 0.85, "forecast": 0.93, "target": 0.97},
    "unmeasured": {"outcome": 0.03, "previous_outcome": 0.75, "forecast": 0.25, "target": 0.97},
    "autumn": {"outcome": 0.2, "previous_outcome": 0.75, "forecast": 0.25, "target": 0.97},
    "annual": {"outcome": 0.99, "previous_outcome": 0.75, "target": 0.97},
    "survey": {"outcome": 0.92, "previous_outcome": 0.75, "target": 0.97},
    "plan": {"target": 0.99},
}
_REMARKS = {
    "kf_target": {
        "to_be_set": 0.3,
        "increase": 0.05,
        "decrease": 0.03,
        "max": 0.02,
        "min": 0.02,
        "plus_minus": 0.02,
        "none": 0.04,
        "unknown": 0.005,
        "text": 0.02,
    },
    "target": {
        "to_be_set": 0.01,
        "increase": 0.01,
        "decrease": 0.005,
        "max": 0.01,
        "min": 0.01,
        "plus_minus": 0.02,
        "none": 0.005,
        "unknown": 0.002,
        "text": 0.01,
    },
    "outcome": dict.fromkeys(
        (
            "to_be_set",
            "increase",
            "decrease",
            "max",
            "min",
            "plus_minus",
            "none",
            "unknown",
            "text",
        ),
        0.001,
    ),
}

PRIOR: Mapping[str, float] = {
    **{
        f"filled:{kind} {measure}": _odds(share)
        for kind, shares in _FILLED.items()
        for measure, share in shares.items()
    },
    "filled:city kf_target": _odds(0.95),
    "filled:committee kf_target": _odds(0.03),
    **{
        f"sexes_in_pairs:{kind}": _odds(0.35)
        for kind in ("measured", "unmeasured", "autumn", "annual", "survey")
    },
    "sexes_in_pairs:one alone": -6.0,
    "sexes_in_pairs:without total": -6.0,
    "total_encloses:between": 1.2,
    "total_encloses:sum": 1.2,
    "total_encloses:outside": -1.2,
    **{
        f"kinds_of_cell:{column} {remark}": math.log(share)
        for column, shares in _REMARKS.items()
        for remark, share in shares.items()
    },
    "few_thousands:spaces": -1.5,
    "few_thousands:spaces in a share": -6.0,
    "wrapping:broken though it fits": -3.5,
    "wrapping:whole though too wide": -3.5,
    "gaps:differ": -6.0,
    "nearness:many times larger": -3.0,
    "nearness:forecast below count so far": -2.0,
    "analysis_difference:outcome previous_outcome": 2.0,
    "analysis_difference:outcome target": 2.0,
    "analysis_time:later": -1.5,
    "analysis_time:told": 1.5,
    "other_reports:agree": 2.5,
    "other_reports:differ": -1.5,
}


def bounds(name: str) -> tuple[float | None, float | None]:
    """Return the least and the greatest weight that a name may get; None for no bound.

    What is near by nature is never to speak against itself, whatever a sample says.
    """
    if name.startswith(("nearness:far", "nearness:apart")):
        return None, 0.0
    if name.startswith("nearness:equal"):
        return 0.0, None
    if name in (
        "gaps:differ",
        "nearness:many times larger",
        "nearness:forecast below count so far",
    ):
        return None, 0.0
    if name.startswith("decimals"):
        return None, 0.0
    if name.startswith("few_thousands"):
        return None, -1.0
    if name.startswith("analysis_time"):
        return -2.0, 2.0  # what is announced for later is sometimes printed all the same
    return None, None
