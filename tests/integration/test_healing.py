"""A whole run on a warehouse in which everything was damaged at once."""

from __future__ import annotations

from pathlib import Path

from pipeline.publish.published import current_release, releases
from pipeline.publish.verify import all_problems_of
from pipeline.storage import DAMAGED
from tests.support.job import run
from tests.support.shared_runs import SharedRuns, one_report


def truncate(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_the_next_run_heals_everything_and_says_so(shared_runs: SharedRuns, tmp_path: Path) -> None:
    first = shared_runs.copied(one_report, tmp_path)
    assert first.status == 0, first.printed
    settings = first.settings
    old = current_release(settings)
    assert old is not None
    facts = first.rows("select count(*) from fact_indicator_value")
    truncate(old.database)
    truncate(settings.state_dir / "verified.json")
    truncate(settings.state_dir / "rejections_first_seen.json")
    truncate(old.database.parent / "manifest.json")
    for entry in settings.cache_dir.rglob("*.json.gz"):
        truncate(entry)
    with (settings.state_dir / "runs.jsonl").open("ab") as stream:
        stream.write(b'{"run_id": "cut of')
    again = run(settings)
    assert again.status == 0, again.printed
    assert f"the published file is replaced: {old.database} is not what was" in again.printed
    for name in ("verified.json", "manifest.json", "runs.jsonl"):
        assert f"{name}{DAMAGED}" in again.printed
    new = current_release(settings)
    assert new is not None
    assert new.manifest.release_id != old.manifest.release_id
    assert new.manifest.fingerprint == old.manifest.fingerprint
    assert again.rows("select count(*) from fact_indicator_value") == facts
    assert all_problems_of(new.database.parent) == ()
    assert [m.sequence for m in releases(settings)] == [1, 2]
    assert "Nothing has changed" in run(settings).printed
