"""Digests of the code follow what stands on the disk, however long the process has run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.intake.version import code_digest
from pipeline.publish.digests import loaded_code_digest
from pipeline.settings import PROJECT_ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the program, its models and its expectations."""
    for folder in ("pipeline", "dbt_project", "expectations"):
        left_out = shutil.ignore_patterns("target", "logs")
        shutil.copytree(PROJECT_ROOT / folder, tmp_path / folder, ignore=left_out)
    shutil.copytree(PROJECT_ROOT / "tests" / "support", tmp_path / "tests" / "support")
    (tmp_path / "tests" / "__init__.py").touch()
    return tmp_path


def test_a_digest_follows_an_edit_in_the_same_process(project: Path) -> None:
    folders = [project / "expectations"]
    corrections = project / "expectations" / "corrections.yml"
    before = code_digest(folders)
    text = corrections.read_bytes()
    corrections.write_bytes(text + b"# looked at\n")
    assert code_digest(folders) != before
    corrections.write_bytes(text)
    assert code_digest(folders) == before


def test_an_edit_that_keeps_the_size_is_seen(project: Path) -> None:
    folders = [project / "dbt_project"]
    model = next((project / "dbt_project" / "models").rglob("*.sql"))
    before = code_digest(folders)
    model.write_bytes(model.read_bytes()[::-1])
    assert code_digest(folders) != before


def test_asking_again_reads_no_file(project: Path) -> None:
    folders = [project / "pipeline"]
    before = code_digest(folders)
    for path in (project / "pipeline").rglob("*.py"):
        stat = path.stat()
        path.write_bytes(bytes(stat.st_size))  # other bytes behind the same size and time
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert code_digest(folders) == before


def test_the_loaded_code_is_the_program_and_which_models_there_are(project: Path) -> None:
    before = loaded_code_digest(project)
    model = next((project / "dbt_project" / "models").rglob("*.sql"))
    model.write_text("select 1")
    (project / "expectations" / "corrections.yml").write_text("[]")
    assert loaded_code_digest(project) == before  # every run reads them
    model.rename(model.with_name("another_model.sql"))
    renamed = loaded_code_digest(project)
    assert renamed != before
    (project / "pipeline" / "settings.py").write_text("# edited")
    assert loaded_code_digest(project) != renamed


SERVER = """
import sys
import dagster as dg
from pathlib import Path
from pipeline.assets.schedules import every_night
from pipeline.intake import take_inventory
from pipeline.publish.digests import code_digest
from pipeline.publish.freshness import Verified, remember
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.staged import publish, stage

assert PROJECT_ROOT == Path(sys.argv[1]), PROJECT_ROOT
folder = PROJECT_ROOT / "trial"
(folder / "raw").mkdir(parents=True)
settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")

def tick():
    context = dg.build_schedule_context(resources={"settings": settings})
    data = every_night.evaluate_tick(context)
    print(data.skip_message or "runs")

def edit(name):
    with (PROJECT_ROOT / name).open("a") as stream:
        stream.write("\\n# edited\\n")

current = publish(settings, stage(settings, 1), 2).manifest.release_id
remember(settings, Verified(current, take_inventory(settings).digest, code_digest()))
tick()
edit("expectations/corrections.yml")
tick()
edit("pipeline/storage.py")
tick()
"""


def test_a_server_whose_program_changed_says_reload(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVER, str(project)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, after_a_correction, after_code = done.stdout.splitlines()[-3:]
    assert first == "raw/ and the code are those of the current release"
    assert after_a_correction == "runs"
    assert after_code.startswith("code changed since the server started: reload the code location")
