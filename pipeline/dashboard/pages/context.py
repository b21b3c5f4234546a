"""What every page is made from: a release, the view that is asked for, words, and doubts.

What is the same for all pages of a release (its reports, which facts are contradicted) is
asked once a release.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.dashboard import queries
from pipeline.dashboard.figures import Figure, Judge
from pipeline.dashboard.numerals import day
from pipeline.dashboard.queries import Query
from pipeline.dashboard.release import OpenRelease, Releases, Row
from pipeline.dashboard.tables import Table
from pipeline.dashboard.view import View
from pipeline.dashboard.words import Words
from pipeline.settings import Settings

REPORT_ORDER = ("VP", "T1", "T2", "VB")


@dataclass(frozen=True)
class Library:
    """What is known of a release as a whole."""

    release: OpenRelease
    reports: Sequence[Row]
    judge: Judge
    published: str

    @classmethod
    def of(cls, release: OpenRelease, settings: Settings) -> Library:
        """Ask a release for it."""
        reports = release.rows(queries.REPORTS)
        run = release.row(queries.PUBLISHED)
        return cls(
            release,
            reports,
            Judge(
                settings.confidence_threshold,
                contradicted=_keys(release, queries.CONTRADICTED),
                corrected=_keys(release, queries.CORRECTED),
                carried=frozenset(r["report_key"] for r in reports if r["carried_from"]),
            ),
            day(run["run_at"]) if run and run["run_at"] else "",
        )

    @property
    def committees(self) -> Mapping[str, str]:
        """Names of the committees by key, in the order of the names."""
        return {row["committee_key"]: row["committee_name"] for row in self.reports}

    def years(self, committee: str | None = None) -> list[int]:
        """Years with a report, the latest first."""
        found = {
            int(row["report_year"])
            for row in self.reports
            if committee in (None, row["committee_key"])
        }
        return sorted(found, reverse=True)

    def of_committee(self, committee: str, year: int) -> list[Row]:
        """The reports of a committee and year in the order of the year."""
        return [
            row
            for row in self.reports
            if row["committee_key"] == committee and row["report_year"] == year
        ]


def _keys(release: OpenRelease, query: Query) -> frozenset[str]:
    return frozenset(row["fact_key"] for row in release.rows(query))


@dataclass
class Libraries:
    """Gives the library of the current release, made once a release."""

    settings: Settings
    releases: Releases
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _latest: Library | None = None

    def current(self) -> Library:
        """The library of the current release.

        Raises:
            NothingPublished: there is none.
        """
        release = self.releases.current()
        with self._lock:
            if self._latest is None or self._latest.release is not release:
                self._latest = Library.of(release, self.settings)
            return self._latest


@dataclass(frozen=True)
class Context:
    """One page that is being made."""

    settings: Settings
    library: Library
    view: View

    @property
    def words(self) -> Words:
        """The words of the view's language."""
        return Words(self.view.language)

    @property
    def judge(self) -> Judge:
        """What is to be said against figures."""
        return self.library.judge

    def rows(self, query: Query, **values: object) -> list[Row]:
        """The rows of a query on the release."""
        return self.library.release.rows(query, **values)

    def row(self, query: Query, **values: object) -> Row | None:
        """The first row of a query on the release."""
        return self.library.release.row(query, **values)

    def figure(self, row: Row | None, unit: str | None = None) -> Figure | None:
        """The figure of a fact's row."""
        return self.judge.figure(row, unit)

    def source(self, fact_key: str | None) -> str | None:
        """The address of the place of a fact."""
        return self.view.link("/kalla", rad=fact_key) if fact_key else None

    def committee(self) -> str | None:
        """The committee that is chosen, else the first."""
        chosen = self.view.get("namnd")
        known = self.library.committees
        return chosen if chosen in known else next(iter(known), None)

    def year(self, committee: str | None = None) -> int | None:
        """The year that is chosen, else the latest with a report."""
        years = self.library.years(committee)
        chosen = self.view.number("ar")
        return chosen if chosen in years else next(iter(years), None)

    def report(self, committee: str, year: int) -> Row | None:
        """The report that is chosen, else the last of the year."""
        reports = self.library.of_committee(committee, year)
        chosen = self.view.get("rapport")
        asked = [row for row in reports if row["report_type"] == chosen]
        return next(iter(asked or reports[::-1]), None)


@dataclass(frozen=True)
class Page:
    """A page: what its template shows, and the tables that can be downloaded from it."""

    template: str
    title: str
    values: Mapping[str, Any]
    tables: Sequence[Table] = ()
    status: int = 200


Maker = Callable[[Context], Page]
