"""What must be the same on two machines, and how it is told where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.intake.cluster import kit


def test_nothing_differs_from_itself() -> None:
    assert kit.kit_here().differences(kit.kit_here()) == ""


def test_what_differs_is_named_with_what_the_other_one_has() -> None:
    ours = kit.Kit(code="aa", libraries="lxml 6.0", python="3.11", zlib="1.3")
    theirs = replace(ours, libraries="lxml 5.9", python="3.12")
    assert ours.differences(theirs) == (
        "libraries lxml 5.9 instead of lxml 6.0; python 3.12 instead of 3.11"
    )


def test_the_reader_and_what_writes_json_are_among_the_libraries() -> None:
    named = kit.kit_here().libraries
    assert {"lxml", "pypdfium2", "pydantic-core"} <= {part.split()[0] for part in named.split(", ")}


def test_a_process_that_was_started_with_other_code_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fresh = kit.kit_here()
    monkeypatch.setattr(kit, "_AT_START", "0123456789abcdef")
    assert kit.kit_here().code == f"{fresh.code} (started with 0123456789abcdef)"
