"""Answers that are kept: what a short text says is asked thousands of times of one report.

Belongs here: keeping what a pure function of one text has answered. What it answers is its
own module's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")

_LONGEST = 200
"""Letters of a text whose answer is kept: cells of tables have fewer, and a file may have long
texts that would fill the memory."""
_MOST = 1 << 16


def remembered(answer: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A pure function of a text that answers again what it has answered of a short text.

    >>> remembered(str.upper)("utfall")
    'UTFALL'
    """
    known = lru_cache(maxsize=_MOST)(answer)

    @wraps(answer)
    def remembering(text: str) -> Answer:
        return known(text) if len(text) <= _LONGEST else answer(text)

    return remembering
