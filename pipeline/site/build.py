"""Write the pages of a release into a folder, and the list of releases beside it.

A release's pages are written aside and renamed, so that nobody reads half of them; pages of
the same release that are there already are replaced.
"""

from __future__ import annotations

import html
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.dashboard.codes import names_of
from pipeline.publish.database import connect_for_reading
from pipeline.publish.published import Manifest, Release
from pipeline.quality import verdict
from pipeline.quality.check_report import write_check_report
from pipeline.quality.finding_report import write_finding_report
from pipeline.quality.offline_page import Link, write_page
from pipeline.quality.swedish import number
from pipeline.site import rooms
from pipeline.site.archive import Archive, ReportLine, Row, file_name
from pipeline.site.source import blocks_of
from pipeline.storage import WRITING

TEMPLATES = Path(__file__).parent / "templates"

PAGES: tuple[Link, ...] = (
    ("Översikt", "index.html"),
    ("Indikatorer", "indikatorer.html"),
    ("Motsägelser", "motsagelser.html"),
    ("Datalexikon", "datalexikon.html"),
    ("Kontroller", "kontroller.html"),
)

Progress = Callable[[int, int], None]
"""Told after each page how many are written, and how many there will be."""


def _untold(done: int, total: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Site:
    """The pages that were written: their folder, the first page, and how many."""

    folder: Path
    index: Path
    pages: int


def build_site(release: Release, folder: Path, *, progress: Progress = _untold) -> Site:
    """Write the pages of a release into ``folder/<release_id>``; index.html leads to all there.

    Raises:
        duckdb.IOException: the release's database cannot be opened.
        OSError: the folder cannot be written to.
    """
    manifest = release.manifest
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{WRITING}{manifest.release_id}"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        with connect_for_reading(release.database) as connection:
            pages = _Pages(Archive(connection), manifest, release.database.parent, aside)
            findings = connection.execute("from data_finding").to_arrow_table()
            count = pages.write(findings, progress)
        home = folder / manifest.release_id
        shutil.rmtree(home, ignore_errors=True)
        aside.replace(home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _write_list(folder)
    return Site(home, home / "index.html", count)


class _Pages:
    """The pages of one release on their way into a folder."""

    def __init__(self, archive: Archive, manifest: Manifest, release: Path, folder: Path) -> None:
        self._archive = archive
        self._release = release
        self._folder = folder
        self._footer = (
            f"Version {manifest.release_id}, publicerad "
            f"{manifest.published_at:%Y-%m-%d %H:%M} UTC. Läst av Nämndlager ur nämndernas egna "
            "rapporter. Efter en siffra: ? osäkert läst, och hur sannolikt den är rätt läst; "
            "≠ motsägs i källan; ✎ rättad; ↺ från en tidigare version; ! ovanligt värde."
        )

    def write(self, findings: pa.Table, progress: Progress) -> int:
        """Write all pages; return how many."""
        archive = self._archive
        committees = {one.committee_key: one.committee for one in archive.reports}
        indicators = archive.rows("from dim_indicator order by indicator_name")
        tasks: list[Callable[[], None]] = [
            lambda: self._index(committees, findings),
            lambda: self._indicators(indicators),
            lambda: self._findings(findings),
            self._dictionary,
            self._checks,
            *(lambda key=key: self._committee(key, committees[key]) for key in committees),
            *(lambda row=row: self._indicator(row) for row in indicators),
            *(lambda one=one: self._source(one) for one in archive.reports),
        ]
        for done, task in enumerate(tasks, 1):
            task()
            progress(done, len(tasks))
        return len(tasks)

    def _page(self, name: str, title: str, template: str, **values: Any) -> None:
        write_page(
            self._folder / name,
            title,
            _template(template),
            values,
            navigation=self._navigation(name),
            footer=self._footer,
        )

    def _navigation(self, name: str) -> tuple[Link, ...]:
        up = "../" if "/" in name else ""
        return tuple((label, f"{up}{address}") for label, address in PAGES)

    def _index(self, committees: Mapping[str, str], findings: pa.Table) -> None:
        counted = Counter(findings.column("report_key").to_pylist())
        self._page(
            "index.html",
            "Nämndernas planer och uppföljningar",
            "index.html",
            committees={
                key: (name, f"namnd/{file_name(key)}.html") for key, name in committees.items()
            },
            reports=self._archive.reports,
            address=lambda key: f"kalla/{file_name(key)}.html",
            findings=counted,
            refused=self._archive.rows("from rejected_document order by source_file"),
            rejections=names_of("rejection", "sv"),
        )

    def _committee(self, key: str, name: str) -> None:
        self._page(
            f"namnd/{file_name(key)}.html",
            name,
            "committee.html",
            years=rooms.committee_years(self._archive, key),
            address=rooms.source_page,
        )

    def _indicators(self, indicators: list[Row]) -> None:
        self._page(
            "indikatorer.html",
            "Indikatorer",
            "indicators.html",
            indicators=[
                (row, f"indikator/{file_name(row['indicator_key'])}.html") for row in indicators
            ],
        )

    def _indicator(self, row: Row) -> None:
        sheet = rooms.indicator_sheet(self._archive, row["indicator_key"])
        name = f"indikator/{file_name(row['indicator_key'])}.html"
        self._page(name, row["indicator_name"], "indicator.html", indicator=row, sheet=sheet)

    def _source(self, report: ReportLine) -> None:
        self._page(
            f"kalla/{file_name(report.key)}.html",
            report.name,
            "source.html",
            report=report,
            committee=f"../namnd/{file_name(report.committee_key)}.html",
            score=None if report.reading_score is None else number(report.reading_score, 2),
            blocks=blocks_of(self._archive.printed(report.key)),
        )

    def _findings(self, findings: pa.Table) -> None:
        write_finding_report(
            findings,
            self._folder / "motsagelser.html",
            {report.key: report.name for report in self._archive.reports},
            committees={report.key: report.committee for report in self._archive.reports},
            rules=names_of("rule", "sv"),
            address=_Addresses(self._archive),
            navigation=PAGES,
            footer=self._footer,
        )

    def _dictionary(self) -> None:
        self._page(
            "datalexikon.html",
            "Datalexikon",
            "dictionary.html",
            entries=rooms.dictionary(self._archive),
        )

    def _checks(self) -> None:
        """The checks that let the release out; releases of older programs kept none."""
        kept = self._release / "verdict.json"
        if kept.is_file():
            write_check_report(
                verdict.read(kept),
                self._folder / "kontroller.html",
                described={
                    entry.name: f"datalexikon.html#{entry.name}"
                    for entry in rooms.dictionary(self._archive)
                },
                navigation=PAGES,
                footer=self._footer,
            )
        else:
            self._page("kontroller.html", "Kontroller", "no_checks.html")


class _Addresses:
    """Where evidence stands on the pages: at its fact if it names one, else at its place."""

    def __init__(self, archive: Archive) -> None:
        self._files = {report.source_file: report.key for report in archive.reports}
        self._anchors: dict[tuple[object, ...], str] = {}
        self._anchored: set[str] = set()
        for report in archive.reports:
            for row in archive.printed(report.key):
                self._anchored.add(row["fact_key"])
                place = (report.key, row["source_page"], row["source_line_start"])
                self._anchors.setdefault((*place, row["source_text"]), row["fact_key"])
                self._anchors.setdefault(place, row["fact_key"])

    def __call__(self, _finding: Row, place: Row) -> str | None:
        report = self._files.get(place["source_file"])
        if report is None:
            return None
        where = (report, place["page"], place["line_start"])
        # A remark of the reader, or a row made from a cell, has no anchor of its own.
        named = place.get("fact_key")
        own = named if named in self._anchored else None
        key = own or self._anchors.get((*where, place["text"])) or self._anchors.get(where)
        return rooms.source_page(report, key).removeprefix("../")


def _write_list(folder: Path) -> None:
    """The list of releases in the folder, the newest first."""
    names = sorted((path.parent.name for path in folder.glob("*/index.html")), reverse=True)
    links = [(name, f"{html.escape(name)}/index.html") for name in names]
    write_page(folder / "index.html", "Nämndlager", _template("releases.html"), {"links": links})


@cache
def _template(name: str) -> str:
    """A template, behind the macros that all share."""
    shared = (TEMPLATES / "macros.html").read_text(encoding="utf-8")
    return shared + (TEMPLATES / name).read_text(encoding="utf-8")
