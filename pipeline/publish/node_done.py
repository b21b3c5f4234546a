"""What came of one node of dbt's, whoever ran its SQL.

Does not belong here: running it (``build``, ``statements``), what a node is (``dbt_nodes``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WENT_WELL = frozenset({"success", "pass"})
DID_NOT_RUN = frozenset({"error", "runtime error", "skipped"})


@dataclass(frozen=True, slots=True)
class NodeDone:
    """A dbt node that has ended.

    Attributes:
        unique_id: which.
        status: in dbt's words ("success", "pass", "fail", "warn", "error", "skipped").
        message: what dbt says of it; may be empty.
        failures: rows that a test found; None for others.
        seconds: how long it took.
        sql: as it was run; empty where it was not.
        run: id of the earlier run in which it ended; empty where it did in this one.
    """

    unique_id: str
    status: str
    message: str = ""
    failures: int | None = None
    seconds: float = 0.0
    sql: str = ""
    run: str = ""

    @property
    def went_well(self) -> bool:
        """True for a table that was built and a test that passed."""
        return self.status in WENT_WELL


NodeProgress = Callable[[NodeDone], None]
"""Told of each node while others run, in the thread that runs them."""
