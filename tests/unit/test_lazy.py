"""Modules whose import is put off until somebody asks for something of them."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.lazy import put_off
from pipeline.settings import PROJECT_ROOT


@pytest.fixture(name="costly")
def _costly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that nobody has imported yet."""
    (tmp_path / "costly_module.py").write_text("answer = 42\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "costly_module", raising=False)
    return "costly_module"


def test_it_is_imported_when_it_is_asked(costly: str) -> None:
    with put_off(costly):
        module = import_module(costly)
    assert costly not in sys.modules
    assert module.answer == 42
    assert costly in sys.modules


def test_it_may_be_asked_at_once(costly: str) -> None:
    with put_off(costly):
        assert import_module(costly).answer == 42
    assert import_module(costly).answer == 42


def test_others_import_it_as_ever(costly: str) -> None:
    with put_off(costly):
        put_aside = import_module(costly)
    module = import_module(costly)
    assert module is not put_aside
    assert Path(str(module.__file__)).stem == costly


def test_what_was_imported_before_stays(costly: str) -> None:
    module = import_module(costly)
    with put_off(costly):
        assert import_module(costly) is module
    assert sys.modules[costly] is module


def test_a_name_that_it_does_not_have_is_told(costly: str) -> None:
    with put_off(costly):
        module = import_module(costly)
    with pytest.raises(AttributeError, match="question"):
        _ = module.question


def test_great_expectations_needs_neither_statistics_nor_pictures() -> None:
    asked = """
import sys
from pipeline.quality import expectations
expectations._context()
print(*sorted({"scipy.stats", "altair", "great_expectations"} & sys.modules.keys()))
"""
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["great_expectations"]
