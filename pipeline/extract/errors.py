"""Errors of reading one document, each with the remedy in its message."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """A file that cannot become a Report; it goes to ``rejected_document``.

    ``reason_code`` is a short stable name ('empty', 'not_a_report', 'unreadable_head',
    'no_text', ...); ``reason`` is a sentence that a person understands, with what to do.
    """

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason_code, reason)
        self.reason_code = reason_code
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason_code}: {self.reason}"
