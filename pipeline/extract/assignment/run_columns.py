"""Columns of a run table: which values of a row fill which.

Where thousands are parted by spaces and which columns of a shorter row are empty is
inferred: from the other rows, the header's words, the sizes of numbers (``run_scores``), and
from sums.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from pipeline.extract.assignment.counted import within_counts
from pipeline.extract.assignment.fit import Fit
from pipeline.extract.assignment.run_scores import learned, ranked_fits
from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.text import squeeze
from pipeline.extract.tables.run_counts import joinings, summing_length, ways_of
from pipeline.extract.tables.run_rows import Row
from pipeline.extract.tables.run_siblings import takes_place
from pipeline.extract.tables.table_sums import Placement, Solution, Values, adds_up, solutions

_TOTAL = re.compile(r"^\W*(?:summa|summering|total\w*|netto)\b", re.IGNORECASE)
_SUMMED = 0.995
_MAX_WAYS = 6
_MAX_FITS = 4000
_PLAIN = 0.95
_LIKELY = 0.8


# --- which column -------------------------------------------------------------------------------


def fits_of(rows: Sequence[Row], count: int, labels: Sequence[str]) -> list[Fit]:
    """Choose for every row its values and columns, first alone, then by sums."""
    options = [_options(row, count) for row in rows]
    summing = summing_length(rows) > 0
    known = learned(_full_fits(options, count), count, labels)
    ranked = [
        ranked_fits(row, _only_summing(fits) if summing else fits, known)
        for row, fits in zip(rows, options, strict=True)
    ]
    ranked = within_counts(rows, ranked, [_only_full(fits, count) for fits in options])
    chosen = [fits[0] if fits else Fit((), ()) for fits in ranked]
    _like_neighbours(rows, ranked, chosen)
    _replaced(rows, ranked, chosen)
    _settle_by_sums(rows, ranked, chosen, count)
    return chosen


def _only_summing(fits: list[Fit]) -> list[Fit]:
    """Keep the fits whose last value is the sum of the others, where there are any."""
    summing = {values for values in {fit.values for fit in fits} if adds_up(values)}
    return [fit for fit in fits if fit.values in summing] or fits


def _options(row: Row, count: int) -> list[Fit]:
    if not row.pieces:
        return []
    joined = ways_of(row, count)
    if not joined:
        best = next(joinings(tuple(row.pieces), len(row.pieces)), tuple(row.pieces))
        label_part, values = best[: len(best) - count], best[len(best) - count :]
        row.label = squeeze(f"{row.label} {' '.join(label_part)}")
        joined = [values]
    fits = (
        Fit(values, columns)
        for values in joined
        for columns in combinations(range(count), len(values))
    )
    return list(islice(fits, _MAX_FITS))


def _full_fits(options: Sequence[Sequence[Fit]], count: int) -> list[Fit]:
    """Return the fits of the rows that fill all columns in just one way."""
    return [fit for fits in options if (fit := _only_full(fits, count)) is not None]


def _only_full(fits: Sequence[Fit], count: int) -> Fit | None:
    """The one way in which a row fills all columns; None where it does not, or in several."""
    full = [fit for fit in fits if len(fit.values) == count]
    return full[0] if len(full) == 1 else None


def _like_neighbours(
    rows: Sequence[Row], ranked: Sequence[Sequence[Fit]], chosen: list[Fit]
) -> None:
    """Short rows beside each other with as many values have them in the same columns.

    A row whose own columns are plain keeps them.
    """
    index = 0
    while index < len(rows):
        end = index
        size = len(chosen[index].values)
        while end + 1 < len(rows) and len(chosen[end + 1].values) == size and size:
            end += 1
        run = range(index, end + 1)
        if len(run) > 1 and any(len(ranked[i]) > 1 for i in run):
            votes: Counter[tuple[int, ...]] = Counter()
            for i in run:
                for fit in ranked[i]:
                    votes[fit.columns] += round(1000 * fit.probability)
            columns = votes.most_common(1)[0][0]
            for i in run:
                same = [fit for fit in ranked[i] if fit.columns == columns]
                if same and ranked[i][0].probability < _PLAIN:
                    share = votes[columns] / max(1, votes.total())
                    chosen[i] = Fit(same[0].values, columns, max(share, same[0].probability))
        index = end + 1


def _replaced(rows: Sequence[Row], ranked: Sequence[Sequence[Fit]], chosen: list[Fit]) -> None:
    """A short row that took the place of those above has later columns than they have."""
    for last in range(1, len(rows)):
        size = len(chosen[last].values)
        first = last
        while first and len(chosen[first - 1].values) == size and ranked[first - 1]:
            first -= 1
        above = [i for i in range(first, last) if takes_place(rows[last].label, rows[i].label)]
        if not above or ranked[last][0].probability > _PLAIN:
            continue
        ways = [
            (early, late)
            for early in ranked[above[0]]
            for late in ranked[last]
            if len(early.columns) == len(late.columns) == size
            and early.columns[-1] < late.columns[0]
        ]
        if not ways:
            continue
        early, late = max(ways, key=lambda way: way[0].probability * way[1].probability)
        for i in range(above[0], last + 1):
            chosen[i] = replace(
                chosen[i], columns=late.columns if i == last else early.columns, probability=_LIKELY
            )


def sums_agree(rows: Sequence[Row], fits: Sequence[Fit], count: int) -> float:
    """Return the share of columns of the table's totals that are the sum of their parts."""
    agreed = asked = 0
    for total, block in _blocks(rows):
        for column in range(count):
            stated = fits[total].number(column)
            parts = [fits[i].number(column) for i in block]
            if stated is not None and any(part is not None for part in parts):
                known = [part for part in parts if part is not None]
                asked += 1
                agreed += abs(sum(known) - stated) <= max(0.06 * len(known), 0.001 * abs(stated))
    return agreed / asked if asked else 0.0


# --- sums ---------------------------------------------------------------------------------------


def _settle_by_sums(
    rows: Sequence[Row], ranked: Sequence[Sequence[Fit]], chosen: list[Fit], count: int
) -> None:
    """Choose the fits for which a block adds up to its total row, column by column."""
    for total, block in _blocks(rows):
        ways = {i: _likely_values(rows[i], ranked[i], count) for i in (*block, total)}
        found = _adding_up(ways[total], [ways[i] for i in block], count)
        if not found:
            continue
        best = [solution for solution in found if solution.score >= found[0].score - 0.01]
        rows_of = [(solution.total, *solution.parts) for solution in best]
        votes = [Counter(places) for places in zip(*rows_of, strict=True)]
        winner = max(
            rows_of, key=lambda places: sum(v[p] for v, p in zip(votes, places, strict=True))
        )
        for number, i in enumerate((total, *block)):
            chosen[i] = _settled(winner[number], [places[number] for places in rows_of])


def _adding_up(
    total: Sequence[Values], parts: Sequence[Sequence[Values]], count: int
) -> list[Solution]:
    """Return the ways in which parts add up to their total, the best first.

    Of a part's ways to fill all columns the likeliest is tried first. Where the likeliest of all
    parts do not add up, the others are believed only if they do in every column ("33 916 -267
    -8 275" is four values in two ways).
    """
    full = [[values for values in ways if len(values) == count] for ways in parts]
    likeliest = [filled[:1] or list(ways) for filled, ways in zip(full, parts, strict=True)]
    found: list[Solution] = []
    if any(len(ways) != 1 or len(ways[0]) != count for ways in (*likeliest, total)):
        found = solutions(total, likeliest, count)
    if not found and any(len(filled) > 1 for filled in full):
        every = [filled or list(ways) for filled, ways in zip(full, parts, strict=True)]
        found = solutions(total, every, count, exact=True)
    return found


def _likely_values(row: Row, fits: Sequence[Fit], count: int) -> list[tuple[str, ...]]:
    """Return the ways to part a row's values: those whose last is their sum, if any are.

    Otherwise the likely ones first.
    """
    ways = ways_of(row, count)
    summing = [values for values in ways if adds_up(values)]
    ranked = dict.fromkeys([*(fit.values for fit in fits), *ways])
    return (summing or list(ranked))[:_MAX_WAYS]


def _settled(place: Placement, others: Sequence[Placement]) -> Fit:
    """Return a placement with, for every value, the share of solutions that agree."""
    same = [other for other in others if other.values == place.values]
    shares = tuple(
        _SUMMED * sum(other.columns[i] == column for other in same) / len(others)
        for i, column in enumerate(place.columns)
    )
    return Fit(place.values, place.columns, _SUMMED, shares)


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[int, list[int]]]:
    """Yield (total row, its parts): rows above a Summa row, and groups against full rows."""
    for index, row in enumerate(rows):
        if _TOTAL.match(row.label) and row.pieces:
            start = next(
                (
                    i
                    for i in range(index - 1, -1, -1)
                    if _TOTAL.match(rows[i].label) and rows[i].pieces
                ),
                -1,
            )
            parts = [
                i
                for i in range(start + 1, index)
                if rows[i].pieces and not names_part(rows[i].label)
            ]
            if len(parts) > 1:
                yield index, parts
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if row.group and row.pieces:
            groups.setdefault(row.group, []).append(index)
    for parts in groups.values():
        for total in range(parts[0]):
            if rows[total].pieces and rows[total].group is None and len(parts) > 1:
                yield total, parts
