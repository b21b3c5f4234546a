"""What stands in deploy/ and docs/operations.md fits the program that it runs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from pipeline.cli import app
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.watch.decide import Kind

DEPLOY = PROJECT_ROOT / "deploy"
DOCS = sorted((PROJECT_ROOT / "docs").glob("*.md"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
COMMANDS = set(getattr(get_command(app), "commands"))  # noqa: B009  click's type does not say so


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"NAMNDLAGER_(?!RAW_ON|DATA_ON)[A-Z_]+", text))


@pytest.mark.parametrize(
    "path",
    [DEPLOY / "namndlager.env", DEPLOY / "container" / "Containerfile", *DOCS],
    ids=lambda path: path.name,
)
def test_every_setting_that_is_named_is_one(path: Path) -> None:
    with pytest.raises(ValueError, match="known are") as told:
        Settings.from_environment({"NAMNDLAGER_NO_SUCH": "x"})
    known = settings_in(str(told.value).partition("known are")[2])
    named = settings_in(path.read_text(encoding="utf-8"))
    assert named <= known, named - known


@pytest.mark.parametrize("path", [*UNITS, *DOCS], ids=lambda path: path.name)
def test_every_command_that_is_named_is_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|bin/|&& |^    )namndlager ([a-z]+)", text, re.MULTILINE))
    assert named <= COMMANDS, named - COMMANDS


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_run_as_their_user_and_write_in_one_folder(unit: Path) -> None:
    lines = set(unit.read_text(encoding="utf-8").splitlines())
    assert {
        "User=namndlager",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ReadWritePaths=/var/lib/namndlager",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
    } <= lines


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """The program does not stand in /opt here, so each unit names one that is there."""
    copies = []
    for path in [*UNITS, *TIMERS]:
        text = re.sub(
            r"/opt/namndlager/\.venv/bin/\w+",
            shutil.which("true") or "/bin/true",
            path.read_text(encoding="utf-8"),
        )
        copies.append(tmp_path / path.name)
        copies[-1].write_text(text, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, copies)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_the_container_has_a_user_a_health_check_and_a_read_only_system() -> None:
    compose = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["namndlager"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["healthcheck"]["test"][1:] == ["namndlager", "doctor"]
    assert "ports" not in service
    containerfile = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    (user,) = re.findall(r"--uid (\d+)", containerfile)
    assert service["user"] == f"{user}:{user}"
    assert (PROJECT_ROOT / service["build"]["dockerfile"]).exists()
    written = {volume["target"] for volume in service["volumes"] if not volume.get("read_only")}
    assert written == {"/var/lib/namndlager"}
    for name in ("NAMNDLAGER_WAREHOUSE", "DAGSTER_HOME"):
        assert f"{name}=/var/lib/namndlager/" in containerfile


def test_every_event_is_described() -> None:
    text = (PROJECT_ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for event in (*Kind, "resolved", "test"):
        assert f"| `{event}` |" in text
