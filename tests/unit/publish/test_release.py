"""Publishing: what may be released, what readers see meanwhile, and the way back."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.intake.inventory import sha256_of
from pipeline.publish.database import connect, connect_for_reading
from pipeline.publish.prune import prune
from pipeline.publish.release import (
    ReleaseRefused,
    current_release,
    is_up_to_date,
    releases,
)
from pipeline.publish.rollback import rollback
from pipeline.publish.staging import Stage, find, staged_runs, yield_claims
from pipeline.quality import verdict as verdicts
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.staged import (
    FAILED,
    PASSED,
    VALUES,
    at,
    publish,
    published_value,
    stage,
)

OTHER = {**VALUES, ("f1", "provby-2021-t1"): 10.0}
THIRD = {**VALUES, ("f1", "provby-2021-t1"): 100.0}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def test_a_release_is_a_link_to_a_complete_read_only_file(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    assert settings.database.is_symlink()
    assert not settings.database.readlink().is_absolute()
    assert settings.database.resolve() == release.database
    assert [path.name for path in sorted(release.database.parent.glob("[!.]*"))] == [
        "manifest.json",
        "namndlager.duckdb",
        "readings.json",
        "verdict.json",
    ]
    assert release.database.stat().st_mode & 0o222 == 0
    assert published_value(settings) == 1.0


def test_the_manifest_says_what_the_release_is_made_from(settings: Settings) -> None:
    run = stage(settings, 1)
    manifest = publish(settings, run, 2).manifest
    assert manifest.run_id == run.info.run_id
    assert manifest.input_digest == run.info.input_digest
    assert manifest.row_counts == {"dim_report": 2, "fact_indicator_value": 3, "load_run": 1}
    assert manifest.database_sha256 == sha256_of(settings.database)
    assert manifest.documents == {"a.txt": "hash-1"}
    assert manifest.versions["duckdb"] == duckdb.__version__
    assert manifest.versions["namndlager"] == importlib.metadata.version("namndlager")


def test_a_release_can_be_opened_by_clients_two_years_old(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        (tags,) = connection.execute(
            "select tags from duckdb_databases() where database_name = 'namndlager'"
        ).fetchone() or ({},)
    assert tags["storage_version"] == "v1.0.0+"


def test_the_run_of_a_release_stands_in_it_as_finished(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        row = connection.execute("select finished_at, published from load_run").fetchone()
    assert row == (at(2).replace(tzinfo=None), True)


def test_without_a_verdict_nothing_is_released(settings: Settings) -> None:
    run = stage(settings, 1, with_verdict=False)
    with pytest.raises(ReleaseRefused, match="has no verdict"):
        publish(settings, run, 2)
    assert current_release(settings) is None


@pytest.mark.parametrize("field", ["run_id", "input_digest"])
def test_a_foreign_verdict_releases_nothing(settings: Settings, field: str) -> None:
    run = stage(settings, 1)
    verdict = verdicts.read(run.verdict)
    foreign = replace(verdict, **{field: "another"})  # type: ignore[arg-type]
    verdicts.write(foreign, run.verdict)
    with pytest.raises(ReleaseRefused, match="not on this one"):
        publish(settings, run, 2)
    assert current_release(settings) is None


def test_a_verdict_that_says_no_leaves_the_last_release_and_says_why(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    bad = stage(settings, 3, values=OTHER, results=(PASSED, FAILED))
    with pytest.raises(ReleaseRefused, match=r"1 checks block.*\n.*keys .*not unique") as refused:
        publish(settings, bad, 4)
    for page in (bad.checks_page, bad.findings_page):
        assert str(page) in str(refused.value), "where to look"
    assert published_value(settings) == 1.0


def test_a_stage_that_runs_again_takes_the_verdict_away(settings: Settings) -> None:
    run = stage(settings, 1)
    run.start(Stage.BUILD)
    assert not run.verdict.exists()
    assert not run.database.exists()


def test_a_diff_against_a_release_that_is_no_longer_current_is_refused(settings: Settings) -> None:
    slow = stage(settings, 1)
    publish(settings, stage(settings, 2, values=OTHER), 3)
    with pytest.raises(ReleaseRefused, match="another run published in between"):
        publish(settings, slow, 4)
    assert published_value(settings) == 10.0


def test_the_same_content_makes_no_second_release(settings: Settings) -> None:
    first = publish(settings, stage(settings, 1), 2)
    second = publish(settings, stage(settings, 3), 4)
    assert first.is_new
    assert not second.is_new
    assert second.manifest == first.manifest
    assert len(releases(settings)) == 1


def test_a_published_input_is_up_to_date_until_it_changes(settings: Settings) -> None:
    run = stage(settings, 1)
    digest = run.info.input_digest
    assert not is_up_to_date(settings, digest)
    publish(settings, run, 2)
    assert is_up_to_date(settings, digest)
    assert not is_up_to_date(settings, "another input")


def test_a_reader_keeps_what_it_opened_and_a_new_one_sees_the_new_release(
    settings: Settings,
) -> None:
    publish(settings, stage(settings, 1), 2)
    question = "select value from fact_indicator_value where fact_key = 'f1'"
    with connect(settings.database) as reader:
        assert reader.execute(question).fetchall() == [(1.0,)]
        publish(settings, stage(settings, 3, values=OTHER), 4)
        assert reader.execute(question).fetchall() == [(1.0,)]
    assert published_value(settings) == 10.0


READER_PROCESS = """
import sys, duckdb
seen = set()
print("ready", flush=True)
while "stop" not in seen:
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        total, = connection.execute("select sum(value) from fact_indicator_value").fetchone()
    seen.add(total)
    if total == float(sys.argv[2]):
        break
print(sorted(seen))
"""


def test_a_second_process_finds_only_whole_releases_while_one_is_published(
    settings: Settings,
) -> None:
    publish(settings, stage(settings, 1), 2)
    last = 3
    arguments = [str(settings.database), str(2.0 + 3.0 + last)]
    with subprocess.Popen(
        [sys.executable, "-c", READER_PROCESS, *arguments], stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for number in range(1, last + 1):
            values = {**VALUES, ("f1", "provby-2021-t1"): float(number)}
            publish(settings, stage(settings, 2 * number + 1, values=values), 2 * number + 2)
        seen = reader.communicate(timeout=60)[0]
    assert reader.returncode == 0
    assert set(eval(seen)) <= {6.0, 7.0, 8.0}


def test_rollback_goes_back_and_keeps_the_bad_release_from_returning(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    bad = publish(settings, stage(settings, 3, values=OTHER), 4)
    assert rollback(settings, now=at(9)).release_id < bad.manifest.release_id
    assert published_value(settings) == 1.0
    with pytest.raises(ReleaseRefused, match="somebody rolled back"):
        publish(settings, stage(settings, 5, values=OTHER), 6)
    assert publish(settings, stage(settings, 7, values=THIRD), 8).is_new


def test_rolling_forward_again_lifts_the_hold(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    newer = publish(settings, stage(settings, 3, values=OTHER), 4).manifest.release_id
    rollback(settings, now=at(9))
    rollback(settings, newer, now=at(9))
    assert published_value(settings) == 10.0
    assert not publish(settings, stage(settings, 5, values=OTHER), 6).is_new


def test_rollback_refuses_a_damaged_release(settings: Settings) -> None:
    old = publish(settings, stage(settings, 1), 2)
    publish(settings, stage(settings, 3, values=OTHER), 4)
    old.database.chmod(0o644)
    with old.database.open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(ReleaseRefused, match="is not what was published"):
        rollback(settings, now=at(9))
    assert published_value(settings) == 10.0


def test_rollback_without_an_earlier_release_says_so(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    with pytest.raises(ReleaseRefused, match="no release before this"):
        rollback(settings, now=at(9))


def test_old_releases_and_runs_go_but_never_the_current_one(settings: Settings) -> None:
    settings = replace(settings, keep_releases=2)
    kept = []
    for number in range(4):
        values = {**VALUES, ("f1", "provby-2021-t1"): float(number)}
        run = stage(settings, 2 * number, values=values)
        kept.append(publish(settings, run, 2 * number + 1).manifest.release_id)
    yield_claims(settings)
    prune(settings)
    assert [manifest.release_id for manifest in releases(settings)] == kept[-2:]
    assert len(staged_runs(settings)) == 2
    assert published_value(settings) == 3.0


def test_a_file_in_the_place_of_the_link_is_never_overwritten(settings: Settings) -> None:
    run = stage(settings, 1)
    settings.database.write_bytes(b"somebody's own")
    with pytest.raises(ReleaseRefused, match="not the link"):
        publish(settings, run, 2)
    assert settings.database.read_bytes() == b"somebody's own"


def test_a_stage_repeated_alone_works_on_the_newest_run_that_came_so_far(
    settings: Settings,
) -> None:
    stage(settings, 1)
    newer = stage(settings, 2)
    assert find(settings, name="foreign", after=Stage.DIFF) == newer
    assert find(settings, name="m01", after=Stage.DIFF).folder.name.endswith("-m01")
    with pytest.raises(FileNotFoundError, match="finished 'release'"):
        find(settings, name="m01", after=Stage.RELEASE)


def test_published_databases_are_opened_without_files_or_downloads(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    with connect_for_reading(settings.database) as connection:
        for sql in (
            f"select * from read_text('{PROJECT_ROOT / 'LICENSE'}')",
            "install fts",
            "set enable_external_access = true",
            "delete from load_run",
            "copy load_run to 'out.csv'",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)
