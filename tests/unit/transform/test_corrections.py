"""The list of corrections: what an entry must have, and one whose document is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT
from pipeline.transform import build_tables
from pipeline.transform.corrections import (
    Correction,
    CorrectionError,
    append_correction,
    misfits,
    read_corrections,
    without_document,
)
from tests.unit.transform.reports import full_report, outcome

ENTRY = """
corrections:
  - {source_file: a.txt, document_sha256: 12ab, line: 7, printed: "1,9", right: "1,6",
     why: the parts add up to it, who: N.N.}
"""


def test_entries_are_read(tmp_path: Path) -> None:
    (tmp_path / "corrections.yml").write_text(ENTRY, encoding="utf-8")
    (entry,) = read_corrections(tmp_path / "corrections.yml")
    assert (entry.line, entry.printed, entry.right) == (7, "1,9", "1,6")


@pytest.mark.parametrize(
    "text",
    [
        "corrections: [",
        "corrections: {a.txt: 1,6}",
        "corrections: [{printed: 1,9}]",
        "corrections: [a]",
    ],
    ids=["no YAML", "no list", "no document", "no entry"],
)
def test_a_list_that_cannot_be_laid_at_a_document_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"corrections\.yml"):
        read_corrections(path)


def test_the_shipped_file_can_be_read() -> None:
    read_corrections(PROJECT_ROOT / "expectations" / "corrections.yml")


def test_an_entry_for_a_document_that_is_not_there_is_told_and_changes_nothing() -> None:
    entry = Correction("a.txt", "0" * 64, "1,9", "1,6", "why", "who", line=7)
    outcomes = [outcome(full_report())]
    assert without_document(outcomes, [entry]) == (entry,)
    assert misfits(outcomes, [entry]) == ()
    plain = build_tables(outcomes, extractor_version="v1")
    assert build_tables(outcomes, extractor_version="v1", corrections=[entry]) == plain


ANOTHER = Correction("b.txt", "34cd", "2,9", "2,6", "why", "who", line=8)


@pytest.mark.parametrize(
    "text",
    [
        ENTRY,
        ENTRY.replace("  - {", "- {"),
        "# ours\ncorrections: []\n",
        "- {source_file: a.txt, document_sha256: '', line: 7, printed: '1', right: '2', why: x,\n"
        "   who: y}\n",
    ],
    ids=["indented", "not indented", "none yet", "a list alone"],
)
def test_an_entry_is_written_behind_those_of_a_person(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    before = read_corrections(path)
    append_correction(path, ANOTHER)
    assert read_corrections(path) == (*before, ANOTHER)
    assert path.read_text(encoding="utf-8").startswith(text.partition("[]")[0].rstrip())


def test_a_list_that_no_entry_fits_behind_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    flow = (
        "corrections: [{source_file: a, document_sha256: b, line: 1, printed: c, right: d, why: e,"
        " who: f}]\n"
    )
    path.write_text(flow, encoding="utf-8")
    with pytest.raises(CorrectionError, match="with a dash before each"):
        append_correction(path, ANOTHER)
    assert path.read_text(encoding="utf-8") == flow
