"""Names of files as text: any name can be stored, and leads back to its file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.names import restored, storable

ANY_NAME = st.binary(min_size=1, max_size=20).filter(lambda name: not set(name) & {0, ord("/")})
TRICKY = st.lists(
    st.sampled_from([b"\\", b"x", b"5", b"c", b"e", b"\xe5", b"\xff", "å".encode()]), min_size=1
).map(b"".join)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        (b"rapport.txt", "rapport.txt"),
        ("2021/Älvsjö.txt".encode(), "2021/Älvsjö.txt"),
        (b"r\xe5d.txt", "r\\xe5d.txt"),
        (b"a\\b.txt", "a\\b.txt"),
        (b"a\\xe5.txt", "a\\x5cxe5.txt"),
    ],
    ids=["plain", "Swedish", "Windows-1252", "backslash", "looks escaped"],
)
def test_what_a_name_is_stored_as(name: bytes, stored: str) -> None:
    assert storable(os.fsdecode(name)) == stored


@given(ANY_NAME | TRICKY)
def test_any_name_can_be_stored_and_leads_back(name: bytes) -> None:
    path = Path(os.fsdecode(name))
    stored = storable(path)
    assert stored.encode("utf-8")
    assert restored(stored) == path


@given(TRICKY, TRICKY)
def test_two_names_never_become_one(one: bytes, two: bytes) -> None:
    same = storable(os.fsdecode(one)) == storable(os.fsdecode(two))
    assert same == (one == two)
