"""``namndlager open``: a key leads to its page, and what is no key is told."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.console.open import open_key
from pipeline.settings import Settings
from tests.support.handmade import publish

REPORT = "ankeby-2025-vb"
NO_SERVER = 9
"""A port where no dashboard answers."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return publish(
        tmp_path_factory.mktemp("release"),
        {
            "dim_committee": [{"committee_key": "ankeby", "committee_name": "Ankeby"}],
            "dim_report": [
                {
                    "report_key": REPORT,
                    "committee_key": "ankeby",
                    "report_type": "VB",
                    "report_year": 2025,
                }
            ],
            "fact_indicator_value": [{"fact_key": "a-figure", "report_key": REPORT}],
            "data_finding": [{"finding_key": "a-finding", "report_key": REPORT}],
        },
    )


def opened(settings: Settings, key: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    launched: list[str] = []
    status = open_key(
        settings, key, NO_SERVER, Console(file=out), Console(file=err), launched.append
    )
    assert launched == [], "nothing is launched where nobody answers"
    return status, out.getvalue().strip(), err.getvalue()


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("a-figure", "/kalla?rad=a-figure"),
        ("a-finding", "/motsagelser#a-finding"),
        (REPORT, "/namnd?namnd=ankeby&ar=2025&rapport=VB"),
    ],
)
def test_a_key_leads_to_its_page(settings: Settings, key: str, path: str) -> None:
    status, said, told = opened(settings, key)
    assert (status, said) == (0, f"http://127.0.0.1:{NO_SERVER}{path}")
    assert "make dashboard" in told


def test_what_is_no_key_is_told(settings: Settings) -> None:
    status, said, told = opened(settings, "[b]nothing")
    assert (status, said) == (1, "")
    assert "[b]nothing" in " ".join(told.split())


def test_before_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    nothing = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    status, _, told = opened(nothing, "a-figure")
    assert status == 1 and "namndlager run" in " ".join(told.split())
