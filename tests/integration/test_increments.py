"""A database made out of that of a release says what one says that is made whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.extract.report import Measure, ReportType, Section
from pipeline.intake import DocumentOutcome
from pipeline.intake.inventory import sha256_of
from pipeline.publish import increments
from pipeline.publish.build import Built, build_database
from pipeline.publish.database import connect
from pipeline.publish.databases import VOLATILE_TABLES
from pipeline.publish.dbt_nodes import DbtNode
from pipeline.publish.diff import fingerprint_of, numbers_of
from pipeline.publish.published import Manifest, Release
from pipeline.publish.row_digests import BuiltDigests, KeptDigests, by_report, nights_of
from pipeline.publish.run_log import to_table
from pipeline.publish.staging import Stage, StagedRun, begin
from pipeline.quality import reconcile
from pipeline.registry.scopes import KEY_OF, SCOPES, Scope
from pipeline.settings import Settings
from pipeline.transform import build_tables, write_parquet
from tests.unit.transform.reports import (
    BUDGET_COLUMNS,
    cell,
    full_report,
    indicator,
    outcome,
    place,
    report,
    table,
)

Files = dict[str, DocumentOutcome]

KINDS = (
    ReportType.FIRST_FOLLOW_UP,
    ReportType.SECOND_FOLLOW_UP,
    ReportType.ANNUAL_REPORT,
)


def archive() -> Files:
    """Reports of three committees."""
    return {
        f"{committee}-{year}-{kind.value}.txt": outcome(
            full_report(committee, kind, year), f"{committee}-{year}-{kind.value}.txt"
        )
        for committee in ("Norrängen", "Sjövik", "Åsen")
        for year in (2023, 2024)
        for kind in KINDS
    }


def other_figures(files: Files) -> None:
    """A report prints other figures: of an indicator, of its budget, of an investment."""
    name = "Sjövik-2024-VB.txt"
    full = full_report("Sjövik", ReportType.ANNUAL_REPORT, 2024)
    rows = (("Äldreomsorg", "100,0", "93,0", "7,0"), ("Totalt", "150,0", "144,5", "5,5"))
    changed = replace(
        full,
        indicators=(
            indicator(
                "Andel förskolor med läshörna",
                cell(Measure.OUTCOME, "62 %", 62.0, confidence=0.5),
                cell(Measure.TARGET, "81 %", 81.0),
                goal=1,
            ),
        ),
        tables=(
            table("budget_by_area", BUDGET_COLUMNS, *rows),
            table("investments", ("Mnkr", "Budget 2024"), ("Parker", "9,0"), number=3),
        ),
    )
    files[name] = outcome(changed, name)


def other_goal(files: Files) -> None:
    """A report gives a goal that others print too another title, and an indicator a unit."""
    name = "Åsen-2024-VB.txt"
    full = full_report("Åsen", ReportType.ANNUAL_REPORT, 2024)
    first, *others = full.goals
    counted = indicator(
        "Andel förskolor med läshörna", cell(Measure.OUTCOME, "7", 7.0), goal=1, unit="st"
    )
    files[name] = outcome(
        replace(
            full, goals=(replace(first, title="En trygg Stad!"), *others), indicators=(counted,)
        ),
        name,
    )


def one_more(files: Files) -> None:
    """A report comes: the year's plan of a committee that is there."""
    name = "Norrängen-2024-VP.txt"
    files[name] = outcome(full_report("Norrängen", ReportType.PLAN, 2024), name)


def one_more_committee(files: Files) -> None:
    """A report comes of a committee that nobody knew, with an indicator of its own."""
    name = "Ekbacken-2024-VB.txt"
    full = full_report("Ekbacken", ReportType.ANNUAL_REPORT, 2024)
    own = indicator("Antal bänkar", cell(Measure.OUTCOME, "12", 12.0), unit="st")
    files[name] = outcome(replace(full, indicators=(*full.indicators, own)), name)


def another_version(files: Files) -> None:
    """Of a report a better version comes, and the other one is superseded."""
    old = "Sjövik-2023-VB.txt"
    new = "Sjövik-2023-VB-2.txt"
    full = full_report("Sjövik", ReportType.ANNUAL_REPORT, 2023)
    goals = full.goals[:2]
    files[new] = outcome(replace(full, goals=goals, activities=()), new)
    files[old] = outcome(full, old, is_current=False)


def only_its_head(files: Files) -> None:
    """A report says nothing any more but which one it is."""
    name = "Norrängen-2023-T2.txt"
    full = full_report("Norrängen", ReportType.SECOND_FOLLOW_UP, 2023)
    files[name] = outcome(report(full.head), name)


def other_words(files: Files) -> None:
    """A report has more sections, with words that no other prints and that begin otherwise."""
    name = "Norrängen-2024-T2.txt"
    full = full_report("Norrängen", ReportType.SECOND_FOLLOW_UP, 2024)
    texts = {"Abborrar": "Ålar och abborrar trivs.", "Ekonomi": "Nämnden har ett underskott."}
    sections = [Section(head, head, body, place(f"{head}\n{body}")) for head, body in texts.items()]
    files[name] = outcome(replace(full, sections=(*full.sections, *sections)), name)


def fewer_words(files: Files) -> None:
    """They go again, and so do the stems that only it had; another has a section more."""
    name = "Norrängen-2024-T2.txt"
    full = full_report("Norrängen", ReportType.SECOND_FOLLOW_UP, 2024)
    files[name] = outcome(replace(full, sections=full.sections[1:]), name)
    name = "Åsen-2023-T1.txt"
    full = full_report("Åsen", ReportType.FIRST_FOLLOW_UP, 2023)
    more = Section("Bad", "Bad", "Ett bad klarar sin budget.", place("Bad"))
    files[name] = outcome(replace(full, sections=(more, *full.sections)), name)


def nothing(_files: Files) -> None:
    """Nothing changes."""


CHANGES = (
    other_figures,
    other_goal,
    one_more,
    one_more_committee,
    another_version,
    only_its_head,
    other_words,
    fewer_words,
    nothing,
)


class Nights:
    """Databases made one after the other; each is a release for the next."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.release: Release | None = None
        self._count = 0

    def build(
        self, outcomes: Sequence[DocumentOutcome], *, whole: bool = False
    ) -> tuple[StagedRun, Built]:
        """The database of some outcomes."""
        self._count += 1
        now = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=self._count)
        run = begin(self.settings, name=f"n{self._count}", now=now, input_digest=str(self._count))
        tables = build_tables(outcomes, extractor_version="v1")
        found = {"data_finding": reconcile.find(tables), "load_run": to_table([])}
        write_parquet({**tables, **found}, run.parquet)
        run.start(Stage.BUILD)
        built = build_database(run, replace(self.settings, build_whole=whole))
        assert all(one.went_well for one in built.done)
        return run, built

    def publish(self, run: StagedRun) -> None:
        """Let the next database go on from that of a run."""
        fingerprint, digests = numbers_of(run.database, BuiltDigests.of(run))
        kept = KeptDigests.below(self.settings.cache_dir)
        kept.keep(fingerprint, digests, beside=None)
        manifest = Manifest(
            release_id=run.info.run_id,
            run_id=run.info.run_id,
            published_at=run.info.started_at,
            input_digest=run.info.input_digest,
            code_digest=run.info.code_digest,
            extractor_version="v1",
            fingerprint=fingerprint,
            database_sha256=sha256_of(run.database),
            documents={},
            row_counts={},
            versions={},
            warnings=0,
        )
        self.release = Release(manifest, run.database, is_new=True)


@pytest.fixture(name="nights")
def _nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nights]:
    nights = Nights(Settings(warehouse_dir=tmp_path / "warehouse"))
    monkeypatch.setattr(increments, "current_release", lambda _settings: nights.release)
    monkeypatch.setattr(increments, "LEAST_REPORTS", 0)
    yield nights


def rows_of(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables and views, sorted; but the log of runs."""
    with connect(database) as connection:
        names = [
            name for (name,) in connection.execute("select name from (show tables)").fetchall()
        ]
        return {
            name: sorted(connection.execute(f'from "{name}"').fetchall(), key=repr)
            for name in names
            if name not in VOLATILE_TABLES
        }


def test_what_changes_night_by_night_is_said_as_by_a_whole_database(nights: Nights) -> None:
    files = archive()
    first, _ = nights.build([*files.values()], whole=True)
    nights.publish(first)
    for number, change in enumerate(CHANGES, start=1):
        change(files)
        run, built = nights.build([*files.values()])
        whole, made_whole = nights.build([*files.values()], whole=True)
        assert rows_of(run.database) == rows_of(whole.database), change.__doc__
        fingerprint, digests = numbers_of(run.database, BuiltDigests.of(run))
        assert fingerprint == fingerprint_of(whole.database), change.__doc__
        assert nights_of(by_report(digests)) == number, change.__doc__
        told = {one.unique_id for one in built.done}
        assert told == {one.unique_id for one in made_whole.done}, change.__doc__
        nights.publish(run)


def test_a_report_that_changed_is_what_rows_are_made_of(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    replaced: Callable[..., None] = increments._Night._replace

    def noted(self: object, table: DbtNode, insert: object, only: frozenset[str] | None) -> None:
        name = table.name
        said.extend([name] if only is None else [f"{name}: {one}" for one in sorted(only)])
        replaced(self, table, insert, only)

    files = archive()
    first, _ = nights.build([*files.values()], whole=True)
    nights.publish(first)
    monkeypatch.setattr(increments._Night, "_replace", noted)
    other_figures(files)
    nights.build([*files.values()])
    assert "fact_table_cell: sjovik-2024-vb" in said
    assert not [one for one in said if one.startswith("fact_") and "sjovik" not in one]
    assert not [one for one in said if one.startswith(("curated_", "meta_", "v_"))]
    assert {one for one in said if one.startswith("fact_table_cell")} == {
        "fact_table_cell: sjovik-2024-vb"
    }
    assert {one for one in said if one.startswith("fact_budget_line")} == {
        f"fact_budget_line: sjovik-{year}-{kind}"
        for year in (2023, 2024)
        for kind in ("t1", "t2", "vb")
    }


def test_words_of_other_reports_are_not_looked_at(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    replaced: Callable[..., None] = increments._Night._replace

    def noted(self: object, table: DbtNode, *rest: object) -> None:
        said.append(table.name)
        replaced(self, table, *rest)

    files = archive()
    first, _ = nights.build([*files.values()], whole=True)
    nights.publish(first)
    monkeypatch.setattr(increments._Night, "_replace", noted)
    other_words(files)
    nights.build([*files.values()])
    assert "mart_coverage" in said
    assert not {"stored_section", "search_word", "search_posting"}.intersection(said)


def test_the_search_is_made_whole_where_many_reports_changed(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(increments, "MOST_REPORTS", 0)
    files = archive()
    first, _ = nights.build([*files.values()], whole=True)
    nights.publish(first)
    other_words(files)
    run, _ = nights.build([*files.values()])
    whole, _ = nights.build([*files.values()], whole=True)
    assert BuiltDigests.of(run).rows() is not None
    assert rows_of(run.database) == rows_of(whole.database)
    assert numbers_of(run.database, BuiltDigests.of(run))[0] == fingerprint_of(whole.database)


@pytest.mark.parametrize(
    "why", ["a report went", "another code", "damaged", "asked", "no digests", "few reports"]
)
def test_a_database_is_made_whole_where_nothing_can_be_gone_on_from(
    nights: Nights, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    files = archive()
    first, _ = nights.build([*files.values()], whole=True)
    nights.publish(first)
    assert nights.release is not None
    if why == "a report went":
        del files["Sjövik-2024-VB.txt"]
    elif why == "another code":
        manifest = replace(nights.release.manifest, code_digest="another")
        nights.release = replace(nights.release, manifest=manifest)
    elif why == "damaged":
        with nights.release.database.open("ab") as file:
            file.write(b"more")
    elif why == "few reports":
        monkeypatch.setattr(increments, "LEAST_REPORTS", len(files) + 1)
    elif why == "no digests":
        KeptDigests.below(nights.settings.cache_dir).forget()
    other_goal(files)
    run, _ = nights.build([*files.values()], whole=why == "asked")
    assert BuiltDigests.of(run).rows() is None
    _, digests = numbers_of(run.database, BuiltDigests.of(run))
    assert nights_of(by_report(digests)) == 0


def test_scopes_are_of_tables_that_name_their_reports() -> None:
    from pipeline.registry import TABLES

    for name, scope in SCOPES.items():
        columns = TABLES[name].column_names
        is_named = "report_key" in columns or "committee_key" in columns
        assert is_named or scope is Scope.SEARCH, name
    for name, key in KEY_OF.items():
        assert key in TABLES[name].column_names, name
