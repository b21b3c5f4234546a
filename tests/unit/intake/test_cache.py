"""The cache: a damaged entry is a miss, never an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.intake import SourceFile
from pipeline.intake.cache import ReportCache, Unreadable

SOURCE = SourceFile("a.txt", Path("/raw/a.txt"), "sha-a", 1)
RESULT = Unreadable("no_report", "A text of some length, so that there is something to damage.")


@pytest.fixture
def cache(tmp_path: Path) -> ReportCache:
    made = ReportCache(tmp_path, "reader")
    made.put(SOURCE, RESULT)
    return made


def entry(cache: ReportCache) -> Path:
    (path,) = cache.folder.rglob("*.json.gz")
    return path


def test_no_byte_of_an_entry_can_be_damaged_unseen_or_with_an_error(cache: ReportCache) -> None:
    path = entry(cache)
    data = path.read_bytes()
    for position in range(len(data)):
        damaged = bytearray(data)
        damaged[position] ^= 0x55
        path.write_bytes(damaged)
        assert cache.get(SOURCE) in (None, RESULT)  # what gzip does not use may differ


def test_a_truncated_entry_is_a_miss(cache: ReportCache) -> None:
    path = entry(cache)
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        assert cache.get(SOURCE) is None


def test_a_damaged_entry_is_replaced(cache: ReportCache) -> None:
    entry(cache).write_bytes(b"\x1f\x8b" + bytes(40))
    assert cache.get(SOURCE) is None
    cache.put(SOURCE, RESULT)
    assert cache.get(SOURCE) == RESULT
