"""What is found on a page of a PDF, before any of it is text or a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.readers.geometry.rules import Rules
from pipeline.extract.readers.geometry.words import TextLine, Word


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's lines from the top and its rules; what is slanted, unknown, or hidden on it.

    ``recognised`` says that its text is what a program made of its picture.
    """

    number: int
    height: float
    lines: tuple[TextLine, ...]
    rules: Rules
    slanted: tuple[TextLine, ...] = ()
    unknown: tuple[TextLine, ...] = ()
    hidden: tuple[TextLine, ...] = ()
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A page's words, before they are lines; ``marks`` are no text: a watermark, typed rules."""

    number: int
    height: float
    words: Sequence[Word]
    rules: Rules
    hidden: Sequence[Word]
    marks: Sequence[Word] = ()
    recognised: bool = False
