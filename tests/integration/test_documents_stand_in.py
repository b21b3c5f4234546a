"""Two nights: a damaged file is stood in for, a held one leaves, a correction holds.

Then a file is forgotten, and no trace of it is left.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.assets import settling
from pipeline.console.forget import forget_file
from pipeline.intake.cache import document_folder
from pipeline.settings import Settings
from pipeline.transform.corrections import PROBLEM_CODE as CORRECTED
from tests.integration.test_cli import Command, command
from tests.support.job import Ran, run
from tests.support.shared_runs import GOOD, OTHERS, SharedRuns, three_reports

DAMAGED, DAMAGED_KEY = GOOD, "kvarnsjo-2024-vp"
SOUND, HELD = OTHERS
SOUND_KEY = "kvarnsjo-2025-vp"

VALUES_OF_DAMAGED = f"select count(*) from fact_indicator_value where report_key = '{DAMAGED_KEY}'"


@dataclass(frozen=True)
class Nights:
    """The night after three reports were published, and what somebody did between.

    Attributes:
        namndlager: the command on this warehouse.
        published: id of the first release.
        values: how many indicator values it had of the report that was damaged since.
        corrected: key and printed text of a target that was corrected to 47.3.
        second: the night.
    """

    namndlager: Command
    published: str
    values: int
    corrected: tuple[str, str]
    second: Ran

    @property
    def settings(self) -> Settings:
        """Raw folder and warehouse."""
        return self.second.settings


@pytest.fixture(scope="module", name="nights")
def _nights(shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("stand-in")
    first = shared_runs.copied(three_reports, folder)
    assert first.status == 0, first.printed
    [(values,)] = first.rows(VALUES_OF_DAMAGED)
    assert values > 0
    published = first.settings.database.resolve().parent.name
    namndlager = command(first.settings.raw_dir, first.settings.warehouse_dir)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(folder / "dagster"))
        patch.setattr(settling, "CORRECTIONS", folder / "corrections.yml")
        corrected = _correct(first, namndlager)
        _hold(namndlager)
        damaged = first.settings.raw_dir / DAMAGED
        damaged.write_text("Nedladdningen bröts.\n", encoding="utf-8")
        second = run(first.settings)
        yield Nights(namndlager, published, values, corrected, second)


def _correct(first: Ran, namndlager: Command) -> tuple[str, str]:
    """Correct a target; what the next run would refuse is refused at once."""
    [(key, printed)] = first.rows(
        "select fact_key, value_text from fact_indicator_value where measure = 'target'"
        f" and value is not null and report_key = '{SOUND_KEY}' order by source_line_start limit 1"
    )
    words = ("--why", "the text says so", "--who", "test", "--file", str(settling.CORRECTIONS))
    refused = namndlager("correct", key, "ungefär femtio", *words)
    assert refused.returncode == 1
    assert "'ungefär femtio' is no number" in refused.stderr.replace("\n", " ")
    assert namndlager("correct", "no-such-key", "1", *words).returncode == 1
    assert not settling.CORRECTIONS.exists()
    answer = namndlager("correct", key, "47,3", *words)
    assert answer.returncode == 0, answer.stderr
    again = namndlager("correct", key, "47,4", *words)
    assert again.returncode == 1
    assert "is corrected by another entry already" in again.stderr.replace("\n", " ")
    return key, printed


def _hold(namndlager: Command) -> None:
    unknown = namndlager("hold", "granholmen-2024-vp.txt", "--why", "a draft")
    assert unknown.returncode == 1
    assert f"did you mean {HELD}" in unknown.stderr.replace("\n", " ")
    assert namndlager("hold", HELD, "--why", "a draft", "--who", "A. Berg").returncode == 0


def test_the_damaged_file_is_stood_in_for_and_the_held_one_is_not(nights: Nights) -> None:
    second = nights.second
    assert second.status == 0, second.printed
    assert second.rows(
        "select report_key, source_file, carried_from from dim_report order by 1"
    ) == [
        (DAMAGED_KEY, DAMAGED, nights.published),
        (SOUND_KEY, SOUND, None),
    ]
    assert second.rows(VALUES_OF_DAMAGED) == [(nights.values,)]
    reasons = dict(second.rows("select source_file, reason from rejected_document"))
    assert reasons.keys() == {DAMAGED, HELD}
    stands_in = f" Its reading of release {nights.published} stands in for it."
    assert reasons[DAMAGED].endswith(stands_in)
    assert reasons[HELD].startswith("Held back by A. Berg on ")
    assert "Held back" in second.printed


def test_a_value_that_is_carried_over_says_so(nights: Nights) -> None:
    [(carried,)] = nights.second.rows(
        f"select fact_key from fact_indicator_value where report_key = '{DAMAGED_KEY}' limit 1"
    )
    explained = nights.namndlager("explain", carried).stdout.replace("│", " ").split()
    said = f"read for release {nights.published} and carried over since"
    assert said in " ".join(explained)


def test_a_correction_holds_from_the_next_run_on_and_the_print_stays(nights: Nights) -> None:
    key, printed = nights.corrected
    assert nights.second.rows(
        f"select value_text, value from fact_indicator_value where fact_key = '{key}'"
    ) == [(printed, 47.3)]
    assert nights.second.rows(
        f"select count(*) from extraction_problem where code = '{CORRECTED}'"
    ) == [(1,)]
    # The correction is wished, so nothing warns of the value that it changed.
    assert "values_are_kept" not in nights.second.printed


def test_a_file_is_forgotten_once_it_is_gone_and_leaves_no_trace(nights: Nights) -> None:
    settings = nights.settings
    sha256 = json.loads(
        (settings.database.resolve().parent / "manifest.json").read_text(encoding="utf-8")
    )["documents"][SOUND]
    backups = settings.state_dir / "backups.json"
    backup = {"path": "/backups/monday.tar", "made_at": "2026-01-02T03:04:05Z"}
    backups.write_text(json.dumps([{**backup, "documents": {SOUND: sha256}}]), encoding="utf-8")
    said = io.StringIO()
    console = Console(file=said, width=200)

    def forget(name: str) -> int:
        return forget_file(settings, name, out=console, err=console)

    assert forget("never-seen.txt") == 1
    assert forget(SOUND) == 1
    assert f"{SOUND} still in {settings.raw_dir}" in said.getvalue()
    assert document_folder(settings.kept_dir, sha256).is_dir()

    (settings.raw_dir / SOUND).unlink()
    assert forget(SOUND) == 0, said.getvalue()
    assert "still in the backup /backups/monday.tar of 2026-01-02 03:04" in said.getvalue()
    assert "still in expectations/corrections.yml: 1 entries" in said.getvalue()
    for folder in (settings.kept_dir, settings.cache_dir):
        assert not document_folder(folder, sha256).exists()
    backups.unlink()
    assert _files_that_name(settings.warehouse_dir, SOUND, sha256) == []


def _files_that_name(folder: Path, *names: str) -> list[Path]:
    written = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(written) > 20
    traces = [name.encode() for name in names]
    return [path for path in written if any(trace in path.read_bytes() for trace in traces)]
