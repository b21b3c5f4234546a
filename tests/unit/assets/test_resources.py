"""The options of a run: which documents they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.assets.resources import EVERYTHING, EXAMPLE, RunOptions
from pipeline.intake import SourceFile
from pipeline.settings import Settings

FILES = ("a/kvarnsjo-2025-t1.pdf", "a/kvarnsjo-2024-vb.pdf", "farsta-2025-t1.txt")
SOURCES = [SourceFile(name, Path(name), "hash", 1) for name in FILES]


@pytest.mark.parametrize(
    ("documents", "meant"),
    [
        (["farsta-2025-t1.txt"], FILES[2:]),
        (["*kvarnsjo*"], FILES[:2]),
        (["*2025*"], (FILES[0], FILES[2])),
        ([], FILES),
    ],
)
def test_documents_are_read_again_by_path_committee_or_year(
    documents: list[str], meant: tuple[str, ...]
) -> None:
    options = RunOptions(documents=documents, reread=True)
    assert tuple(source.source_file for source in options.read_again(SOURCES)) == meant


def test_the_launchpad_of_a_night_begins_with_every_option_as_it_is_unsaid() -> None:
    assert RunOptions(**EVERYTHING).model_dump() == RunOptions().model_dump()
    assert EVERYTHING.keys() == EXAMPLE.keys() == RunOptions.model_fields.keys()


def test_nothing_is_read_again_unless_somebody_says_so() -> None:
    assert RunOptions(documents=["*"]).read_again(SOURCES) == []


def test_a_name_that_no_file_has_is_told() -> None:
    options = RunOptions(
        documents=["farsta-2025-t1.txt", "farsta-2025-t2.txt"], without=["*draft*"]
    )
    assert options.unknown(SOURCES) == ["farsta-2025-t2.txt", "*draft*"]


def test_changes_are_accepted_where_the_run_or_the_settings_say_so(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    assert not RunOptions().applied(settings).accept_changes
    assert RunOptions(accept_changes=True).applied(settings).accept_changes
