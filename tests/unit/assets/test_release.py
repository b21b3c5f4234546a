"""Whether a release is what the next night would give as well."""

from __future__ import annotations

from pathlib import Path

from pipeline.assets.release import is_final
from pipeline.assets.resources import RunOptions
from pipeline.publish.staging import begin, yield_claims
from pipeline.settings import Settings
from tests.support.staged import at


def test_what_is_left_out_of_a_run_is_read_by_the_next(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    run = begin(settings, name="whole", now=at(1), input_digest="files")
    part = begin(settings, name="part", now=at(2), input_digest="files", made_from="whole")
    yield_claims(settings)
    assert is_final(run, [], RunOptions())
    assert not is_final(run, [], RunOptions(without=["*draft*"]))
    assert not is_final(part, [], RunOptions())
