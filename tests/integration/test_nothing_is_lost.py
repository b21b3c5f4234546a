"""Every printed line of a text stands in a fact, a table cell, a section or a problem.

Only the headers of indicator and activity tables do not: they became the columns.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.extract import parse_document, read_document
from pipeline.extract.document import Document, Place
from pipeline.extract.language.text import compact, normalise_characters, strip_icon
from tests.corpus import cycle, library
from tests.support.real_reports import REPORTS

_HEADER = re.compile(
    r"(?:indikator|utfall?män/pojkar|utfall?kvinnor/flickor|(?:periodens)?utfall?(?:vb\d{4})?"
    r"|prognoshelår|(?:kf:s)?[åa]rsmål(?:år)?(?:\d{4})?|period(?:icitet)?"
    r"|aktivitet|startdatum|slutdatum|a(?:vv|w)ikelse)+"
)


def lost_lines(path: Path, document: Document | None = None) -> list[str]:
    """The runs of printed lines that no place in the report covers."""
    document = document or read_document(path)
    covered: set[int] = set()
    for place in (*_places(parse_document(document)), *document.furniture):
        if place.line_start is not None and place.line_end is not None:
            covered.update(range(place.line_start, place.line_end + 1))
    lost: list[str] = []
    run: list[str] = []
    text = normalise_characters(path.read_text(encoding="utf-8-sig"))
    for number, line in enumerate(text.splitlines() if "\f" not in text else text.split("\n"), 1):
        if number in covered and run:
            lost.append(compact("".join(run)))
            run = []
        elif number not in covered and line.strip():
            run.append(strip_icon(line))
    return [run for run in (*lost, compact("".join(run))) if run and not _HEADER.fullmatch(run)]


def _places(part: object) -> Iterator[Place]:
    if isinstance(part, Place):
        yield part
    elif dataclasses.is_dataclass(part):
        for one in dataclasses.fields(part):
            yield from _places(getattr(part, one.name))
    elif isinstance(part, tuple | list):
        for one in part:
            yield from _places(one)


@pytest.mark.real_reports
@pytest.mark.parametrize("document", ["001", "002", "003"])
def test_of_the_real_reports(document: str) -> None:
    (path,) = REPORTS.glob(f"{document}_*.txt")
    assert lost_lines(path) == []


@pytest.mark.parametrize(
    ("format_name", "seed"),
    [
        ("tab_text", 3),
        ("tab_text", 4),
        ("tab_text_tika", 4),
        ("tab_text_tika", 5),
        ("flow_text", 3),
        ("flow_text", 5),
        ("flow_text_other", 3),
        ("flow_text_other", 4),
        ("flow_text_cells", 4),
        ("flow_text_cells", 5),
    ],
)
def test_of_generated_reports(format_name: str, seed: int, tmp_path: Path) -> None:
    path = library.write_case(cycle.any_report(seed), format_name, seed, tmp_path)
    assert lost_lines(path) == []


def test_a_lost_line_is_seen(tmp_path: Path) -> None:
    path = library.write_case(cycle.any_report(3), "tab_text", 3, tmp_path)
    document = read_document(path)
    blocks = document.blocks[:-3] + document.blocks[-2:]
    assert lost_lines(path, dataclasses.replace(document, blocks=blocks)) != []
