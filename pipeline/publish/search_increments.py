"""The tables of the search brought up to date: their rows carry numbers that count over all.

A section's number is its place among the sections of all reports, a stem's its place among all
stems: one new section or stem moves all behind it. What rows say beside that follows from their
own report. So of the reports that changed rows are made anew, by what dbt said of the table,
asked of these reports alone; of all others only the numbers move. Rows are those of tables that
are made whole (tests/integration/test_increments).

Belongs here: the SQL of that. Does not belong here: which reports changed (``increments``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

import duckdb

SECTIONS, WORDS, POSTINGS = "stored_section", "search_word", "search_posting"
"""In the order in which they are made; each reads those before it."""

MOST_REPORTS = 20
"""Where more changed, the tables are made whole: each adds to what is asked of every row."""

_SHOWN = '"namndlager"."main"."document_section"'
"""Sections, as the statements of words and postings name them."""

Span = tuple[int, int]
"""The number of a report's first section, and the one behind its last."""

Piece = tuple[int, int]
"""From which number on sections move, and by how many."""


class SearchNight:
    """The three tables on their way from one release to the next."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int]) -> None:
        """``counts`` are the sections of each report in the release."""
        self._connection = connection
        self._before = spans(counts)
        self._counts = counts
        self._pieces: Sequence[Piece] = ()
        self._have_stems_moved = False

    def sections(self, columns: str, query: str, relation: str, now: Mapping[str, int]) -> None:
        """Make the sections of some reports anew.

        Args:
            columns: those that ``query`` gives, in brackets.
            query: what fills the table.
            relation: what it reads sections from.
            now: the sections of each of these reports.
        """
        where = of_reports(now)
        # What these reports printed: their words are taken off (``words``).
        self._connection.execute(
            'create temp table "sections before" as'
            f" select report_key, heading, body from document_section {where}"
        )
        self._connection.execute(f"delete from {SECTIONS} {where}")
        counts = {**self._counts, **now}
        after = spans(counts)
        self._pieces = [*moved(self._before, after, but=now)]
        if self._pieces:
            first = self._pieces[0][0]
            self._connection.execute(
                f"update {SECTIONS} set section_id = {_moved_sql('section_id', self._pieces)}"
                f" where section_id >= {first}"
            )
        # Asked of these reports alone, it counts from 1.
        alone = spans(now)
        pieces = [(alone[one][0], after[one][0] - alone[one][0]) for one in sorted(now)]
        few = narrowed(query, relation, f"(select * from {relation} {where})")
        self._connection.execute(
            f"insert into {SECTIONS} {columns} select * replace"
            f" ({_moved_sql('section_id', pieces)} as section_id) from {few} as made"
        )

    def words(self, query: str, reports: Collection[str]) -> bool:
        """Add the words of some reports, take off those that they printed before.

        True where the table has other rows now. ``query`` is what fills it.
        """
        now = narrowed(query, _SHOWN, f"(select * from {_SHOWN} {of_reports(reports)})")
        before = narrowed(query, _SHOWN, '"sections before"')
        self._connection.execute(
            'create temp table "words changed" as'
            " select term, stem, sum(sections)::integer as sections from ("
            f"select term, stem, sections from {now} as now union all"
            f" select term, stem, -sections from {before} as before)"
            " group by all having sum(sections) <> 0"
        )
        if not self._has('from "words changed"'):
            return False
        for statement in _WORDS:
            self._connection.execute(statement)
        self._have_stems_moved = self._has('from "stems moved" where before <> now')
        return True

    def postings(self, columns: str, query: str, reports: Collection[str]) -> None:
        """Say for some reports anew which words stand where, and move the numbers of all others.

        ``columns`` are those that ``query`` gives, in brackets.
        """
        gone = [self._before[one] for one in sorted(reports) if one in self._before]
        stays = " and ".join(f"section_id not between {a} and {b - 1}" for a, b in gone) or "true"
        if self._pieces or self._have_stems_moved:
            stem = "moved.now" if self._have_stems_moved else "stem_id"
            stems = ' inner join "stems moved" as moved on stem_id = moved.before'
            self._connection.execute(
                f'create temp table "postings kept" as select {stem} as stem_id,'
                f" {_moved_sql('section_id', self._pieces)} as section_id, weight"
                f" from {POSTINGS}{stems if self._have_stems_moved else ''} where {stays}"
            )
            self._connection.execute(f"delete from {POSTINGS}")
            self._connection.execute(
                f'insert into {POSTINGS} by name select * from "postings kept"'
            )
            self._connection.execute('drop table "postings kept"')
        elif gone:
            self._connection.execute(f"delete from {POSTINGS} where not ({stays})")
        few = narrowed(query, _SHOWN, f"(select * from {_SHOWN} {of_reports(reports)})")
        self._connection.execute(f"insert into {POSTINGS} {columns} select * from {few} as made")

    def _has(self, rows: str) -> bool:
        return self._connection.execute(f"select 1 {rows} limit 1").fetchone() is not None


_WORDS = (
    f'create temp table "stems before" as select distinct stem, stem_id from {WORDS}',
    'create temp table "words now" as select term, stem, sum(sections)::integer as sections'
    f' from (select term, stem, sections from {WORDS} union all from "words changed")'
    " group by all having sum(sections) <> 0",
    f"delete from {WORDS}",
    f"insert into {WORDS} by name select term, stem,"
    ' dense_rank() over (order by stem)::integer as stem_id, sections from "words now"'
    " order by term",
    'create temp table "stems moved" as select before.stem_id as before, now.stem_id as now'
    f' from "stems before" as before inner join (select distinct stem, stem_id from {WORDS})'
    " as now using (stem)",
)
"""Words with what changed; which stem has another number."""


def spans(counts: Mapping[str, int]) -> dict[str, Span]:
    """The numbers of each report's sections, which are counted in the order of reports' keys."""
    keys = sorted(counts)
    ends = accumulate((counts[one] for one in keys), initial=1)
    firsts = [*ends]
    return {one: (firsts[i], firsts[i + 1]) for i, one in enumerate(keys)}


def moved(
    before: Mapping[str, Span], after: Mapping[str, Span], *, but: Collection[str]
) -> Iterator[Piece]:
    """From which numbers on those of reports that stay move, and by how many, ascending."""
    by = 0
    for one in sorted(before.keys() - set(but)):
        if (now := after[one][0] - before[one][0]) != by:
            by = now
            yield before[one][0], by


def of_reports(reports: Iterable[str]) -> str:
    """That a row is of some reports, as SQL."""
    keys = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(reports))
    return f"where report_key in ({keys})"


def narrowed(query: str, relation: str, instead: str) -> str:
    """A query that reads something else instead of a relation.

    Raises:
        RuntimeError: it does not name that relation.
    """
    if relation not in query:
        raise RuntimeError(f"what fills a table of the search names no {relation}")
    return query.replace(relation, instead)


def _moved_sql(column: str, pieces: Iterable[Piece]) -> str:
    """A number after all have moved, as SQL."""
    whens = " ".join(f"when {column} >= {first} then {by}" for first, by in [*pieces][::-1])
    return f"({column} + case {whens} else 0 end)::integer" if whens else column
