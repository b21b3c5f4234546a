"""Columns of a run table that belong together: the sexes of one period.

They are filled together or not at all. Where a table has such columns for two periods, a
row that has only one of them took the place of another or was replaced by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SEX = re.compile(r"\b(?:kvinnor|män|flickor|pojkar)$", re.IGNORECASE)


def sibling_columns(labels: Sequence[str]) -> list[tuple[int, ...]]:
    """Return groups of columns (0-based) whose labels differ only in a sex at their end.

    >>> sibling_columns(["T1 2020 Kvinnor", "T1 2020 Män", "T1 2021 Kvinnor", "T1 2021 Män"])
    [(0, 1), (2, 3)]
    """
    groups: dict[str, list[int]] = {}
    for column, label in enumerate(labels):
        if _SEX.search(label):
            groups.setdefault(_SEX.sub("", label).strip(), []).append(column)
    return [tuple(columns) for columns in groups.values() if len(columns) > 1]


def half_filled(columns: Sequence[int], siblings: Sequence[Sequence[int]]) -> int:
    """Return how many groups of siblings have some of their columns filled, but not all."""
    return sum(0 < len(set(group) & set(columns)) < len(group) for group in siblings)


def takes_place(label: str, above: str) -> bool:
    """Tell whether a row's label takes up that of a row above ("Torg", "Torg och parker")."""
    return bool(above) and label.startswith(f"{above} ")
