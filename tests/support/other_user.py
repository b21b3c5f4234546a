"""Doing something as a user without rights: root may read everything."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def folder_for_everybody() -> Iterator[Path]:
    """A folder that other users can reach; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def without_rights(ask: Callable[[], str]) -> str:
    """What a question gives when a user without rights asks; skips where there is none."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no users to change to")
    if os.geteuid() != 0:
        return ask()
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            answer = stream.read().decode()
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 1:
            pytest.skip(f"this process may not become another user: {answer}")
        assert os.waitstatus_to_exitcode(status) == 0, answer
        return answer
    _answer_as_nobody(ask, writing)
    raise AssertionError("the child has ended")


def _answer_as_nobody(ask: Callable[[], str], writing: int) -> None:
    """Answer into a pipe and end this process."""
    status, answer = 1, ""
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        status = 2
        answer, status = ask(), 0
    except BaseException as error:
        answer = repr(error)
    finally:
        os.write(writing, answer.encode())
        os._exit(status)
