"""Facts as they are gone through: part by part, in the order of reports, never all at once.

Belongs here: what a part is, and one that is held in memory. Parts that stand on the disk are
``blocks``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

Tables = Mapping[str, pa.Table]


class Part(Protocol):
    """What was made of some reports that follow each other; opened as often as it is needed."""

    @property
    def reports(self) -> tuple[str, ...]:
        """Their keys, in order."""
        ...

    def tables(self, names: Collection[str]) -> Tables:
        """Some of their tables, in full.

        Raises:
            FileNotFoundError: they have left the cache since.
        """
        ...


@dataclass(frozen=True)
class Held:
    """A part in memory: of a few reports that somebody looks at, or where a disk is full."""

    reports: tuple[str, ...]
    held: Tables

    def tables(self, names: Collection[str]) -> Tables:
        """Some of its tables."""
        return {name: self.held[name] for name in names}
