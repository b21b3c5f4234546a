"""Numbers in a DOCX that cannot be, and packages that do not unpack: told or passed over."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from pipeline.extract import UnreadableDocument, read_report
from pipeline.extract.report import Report
from tests.corpus import library
from tests.faults.originals import short_report

SEED = 25
"""Of a short report with tables, and with each number that is spoiled here."""


@cache
def sound() -> bytes:
    return library.render(short_report(SEED), "docx", SEED).data


def with_text(data: bytes, pattern: str, new: str) -> bytes:
    """The package with something else in word/document.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as package:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/document.xml":
                changed, times = re.subn(pattern, new, content.decode("utf-8"))
                assert times > 0
                content = changed.encode("utf-8")
            package.writestr(info, content)
    return out.getvalue()


def read(data: bytes, tmp_path: Path) -> Report:
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    return read_report(path)


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many goals the sound report has."""
    return len(read(sound(), tmp_path_factory.mktemp("sound")).goals)


@pytest.mark.parametrize("value", ["", "restart", "1e9", "-5", "100000", "²", "9" * 5000])
@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r'<w:gridCol w:w="\d+"', '<w:gridCol w:w="{}"'),
        (r'<w:gridSpan w:val="\d+"', '<w:gridSpan w:val="{}"'),
        (r'<w:sz w:val="\d+"', '<w:sz w:val="{}"'),
    ],
)
def test_a_number_that_is_none_is_passed_over(
    pattern: str, new: str, value: str, goals: int, tmp_path: Path
) -> None:
    report = read(with_text(sound(), pattern, new.format(value)), tmp_path)
    assert len(report.goals) == goals > 0
    assert report.tables


def test_a_part_that_does_not_unpack_is_damage(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(sound())) as package:
        part = package.getinfo("word/document.xml")
    spoiled = bytearray(sound())
    middle = part.header_offset + part.compress_size // 2
    spoiled[middle : middle + 400] = bytes(400)
    with pytest.raises(UnreadableDocument) as told:
        read(bytes(spoiled), tmp_path)
    assert told.value.reason_code == "damaged"
