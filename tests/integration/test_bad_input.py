"""Bad files among good ones: each gets its reason, and the rest is published.

All of them stand in one raw folder, and one run has to cope with them together.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.extract import read_report
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import Ran, run

SAMPLES = sorted((PROJECT_ROOT / "raw" / "samples").glob("*.txt"))
MOST_PAGES = 60
DEEP = "/".join(["d"] * 33)


@dataclass(frozen=True)
class Bad:
    """A bad file: how it comes into being, its reason, and words that a person is told."""

    make: Callable[[Path], object]
    code: str
    told: str


def _write(content: bytes | str) -> Callable[[Path], object]:
    data = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(data)


def _with_sidecar(content: bytes) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        shutil.copy(SAMPLES[0], path)
        path.with_name(path.name + ".yml").write_bytes(content)

    return make


def _linked_sidecar(path: Path) -> None:
    shutil.copy(SAMPLES[0], path)
    secret = path.parent.parent / "secret.yml"
    secret.write_text("committee: hemligt\n")
    path.with_name(path.name + ".yml").symlink_to(secret)


def _headless(path: Path) -> None:
    # The head is all that stands before the first goal section.
    lines = SAMPLES[0].read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[60:]), encoding="utf-8")


def _outside(path: Path) -> None:
    path.symlink_to(shutil.copy(SAMPLES[0], path.parent.parent / "elsewhere.txt"))


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(4 << 30)


def _nested(path: Path) -> None:
    """1,500 folders in each other; ``path`` is the deepest that is looked at."""
    folder = path.parents[32]
    for _ in range(1500):
        folder = folder / "d"
        folder.mkdir()


def _pages(path: Path) -> None:
    pdf = pdfium.PdfDocument.new()
    for _ in range(MOST_PAGES + 1):
        pdf.new_page(200, 200)
    pdf.save(path)


def _socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(path.parent)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.fchdir(here)
    os.close(here)


def _zip(path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    path.write_bytes(buffer.getvalue())


BAD: dict[str, Bad] = {
    "empty.txt": Bad(_write(""), "empty", "its download or copy failed"),
    "minutes.txt": Bad(_write("Protokoll\n\nMötet öppnades.\n" * 30), "not_a_report", "No goals"),
    "headless.txt": Bad(_headless, "unreadable_head", "cannot be told"),
    "scan.pdf": Bad(_write(b"%PDF-1.7\n\0\1 truncated"), "damaged", "Fetch it again"),
    "outside.txt": Bad(_outside, "symlink", "leads out of the raw folder"),
    "self.txt": Bad(lambda path: path.symlink_to(path.name), "symlink", "to itself"),
    DEEP: Bad(_nested, "too_deep", "read 32 deep below the raw folder"),
    "sparse.txt": Bad(_sparse, "too_large", "has 4,294,967,296 bytes; at most 104,857,600"),
    "long.pdf": Bad(_pages, "too_large", "has 61 pages; at most 60 are read"),
    "pipe": Bad(os.mkfifo, "not_a_file", "pipe, socket or device"),
    "socket": Bad(_socket, "not_a_file", "pipe, socket or device"),
    "linked.txt": Bad(_linked_sidecar, "bad_sidecar", "linked.txt.yml is a symbolic link"),
    "word.txt": Bad(_with_sidecar(b"year: abc"), "bad_sidecar", "2007 to 2060 behind 'year:'"),
    "minus.txt": Bad(_with_sidecar(b"year: -5"), "bad_sidecar", "2007 to 2060 behind 'year:'"),
    "far.txt": Bad(_with_sidecar(b"year: 99999"), "bad_sidecar", "2007 to 2060 behind 'year:'"),
    "deep.txt": Bad(_with_sidecar(b"[" * 4000), "bad_sidecar", "(.yml) beside the file"),
    "key.txt": Bad(_with_sidecar(b"colour: red"), "bad_sidecar", "line 1 says something else"),
    "rich.txt": Bad(_write(r"{\rtf1\ansi Verksamhetsplan}"), "unsupported_format", "This is RTF"),
    "page.txt": Bad(_write("<!DOCTYPE html><p>x</p>"), "not_a_report", "No goals"),
    "open.docx": Bad(_zip, "unsupported_format", "OpenDocument text (ODT)"),
    "photo.pdf": Bad(_write(b"\x89PNG\r\n\x1a\n" + bytes(99)), "unsupported_format", "a picture"),
    "noise.txt": Bad(_write(bytes(range(32)) * 40), "not_text", "neither text nor PDF nor DOCX"),
}

ODD_NAME = os.fsdecode(b"r\xe5d.txt")


def _odd(path: Path) -> None:
    """A report with a name that is not UTF-8, ends of lines of old Macs, and one bad byte."""
    content = SAMPLES[1].read_bytes().replace(b"\n", b"\r")
    path.write_bytes(content + b"\rMed v\xe4nlig h\xc3\xa4lsning\r")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    folder = tmp_path_factory.mktemp("bad")
    raw = folder / "raw"
    raw.mkdir()
    shutil.copy(SAMPLES[0], raw / "good.txt")
    shutil.copy(SAMPLES[0], raw / "good-v2.txt")
    _odd(raw / ODD_NAME)
    for name, bad in BAD.items():
        bad.make(raw / name)
    yield run(Settings(raw_dir=raw, warehouse_dir=folder / "warehouse", max_pages=MOST_PAGES))
    deepest = raw.joinpath(*["d"] * 1500)
    for _ in range(1500):  # what pytest's cleaning would stumble over
        deepest.rmdir()
        deepest = deepest.parent


def test_bad_files_are_rejected_and_the_rest_is_published(ran: Ran) -> None:
    assert ran.status == 0, ran.printed
    reasons = dict(ran.rows("select source_file, reason_code from rejected_document"))
    assert reasons == {name: bad.code for name, bad in BAD.items()}
    assert ran.rows("select count(*) > 0 from fact_indicator_value") == [(True,)]

    # Two files with one report: the greater name is current, the other stays queryable.
    assert ran.rows("select source_file, is_current from dim_report order by 1") == [
        ("good-v2.txt", True),
        ("good.txt", False),
        ("r\\xe5d.txt", True),
    ]
    assert ran.rows(
        "select documents_seen, documents_new, documents_failed, published from load_run"
    ) == [(len(BAD) + 3, len(BAD) + 3, len(BAD), True)]


@pytest.mark.parametrize("name", BAD)
def test_a_person_is_told_why(ran: Ran, name: str) -> None:
    ((reason,),) = ran.rows(f"select reason from rejected_document where source_file = '{name}'")
    assert BAD[name].told in reason
    assert reason.endswith(".")
    assert "hemligt" not in reason
    assert "defect" not in reason
    assert f"{name}: rejected ({BAD[name].code}) {reason}" in ran.printed


def test_a_report_of_an_old_mac_with_a_bad_byte_is_read_whole(ran: Ran) -> None:
    plain = read_report(SAMPLES[1])
    ((indicators,),) = ran.rows(
        "select count(distinct indicator_name_printed) from fact_indicator_value "
        "where source_file = 'r\\xe5d.txt'"
    )
    assert indicators == len({row.name for row in plain.indicators if row.cells})
    ((_code, line),) = ran.rows(
        "select code, source_line_start from extraction_problem "
        "where source_file = 'r\\xe5d.txt' and code = 'undecodable_bytes'"
    )
    assert line == len(SAMPLES[1].read_text(encoding="utf-8").split("\n")) + 1


def test_a_run_that_cannot_start_says_why(tmp_path: Path) -> None:
    ran = run(Settings(raw_dir=tmp_path / "nowhere", warehouse_dir=tmp_path / "warehouse"))
    assert ran.status == 1
    assert "there is no raw folder" in ran.printed
