"""One way to read a row of a run table: which of its values fill which columns."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.language.values import number_in


@dataclass(frozen=True, slots=True)
class Fit:
    """A row's values and their columns (0-based among the value columns).

    ``shares`` are the probabilities of the single values, where they differ.
    """

    values: tuple[str, ...]
    columns: tuple[int, ...]
    probability: float = 0.0
    shares: tuple[float, ...] = ()

    def number(self, column: int) -> float | None:
        """Return the number in a value column, None where it is empty or a word."""
        if column not in self.columns:
            return None
        return number_in(self.values[self.columns.index(column)])
