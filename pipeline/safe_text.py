r"""Text that came from files, on its way to where people look at it.

Documents and file names come from outside. On a terminal their escape sequences would be
obeyed, in a log their line breaks would forge lines, in a spreadsheet a text that begins
like a formula would be computed. Belongs here: making text harmless without hiding that
something stood there. Does not belong here: markup of a certain output (``console.screen``,
``quality.offline_page``), and what is private (``extract.personal_numbers``).
"""

from __future__ import annotations

import re

from pipeline.extract.personal_numbers import mask_personal_numbers

_TWO_DIGITS = 0xFF
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
"""Controls, marks of direction, what has no width, line separators, halves of characters."""

_CONTROL = re.compile(f"[{_UNSEEN}\t\n]")
_CONTROL_IN_LINES = re.compile(f"[{_UNSEEN}]")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}

_FORMULA = re.compile(f"[\\s{_UNSEEN}]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]")
"""What a spreadsheet may take for a formula: some skip what stands before the first sign."""


def visible(text: str) -> str:
    r"""The text on one line, with escapes for what a terminal obeys or nobody sees.

    >>> visible("a\x1b[2J\nb")
    'a\\x1b[2J\\nb'
    """
    return _CONTROL.sub(_escaped, text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines: its line ends and tabs stay."""
    return _CONTROL_IN_LINES.sub(_escaped, text.replace("\r\n", "\n"))


def loggable(text: str) -> str:
    """The text for a log or a message: on one line, and without personal identity numbers."""
    return visible(mask_personal_numbers(text).text)


def neutral(value: object) -> object:
    """A cell for a spreadsheet that computes nothing: a text like a formula gets an apostrophe.

    Numbers are no texts and stay: -5 is a number, "-5" might be the start of a formula.
    """
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _SHORT.get(character) or (f"\\x{code:02x}" if code <= _TWO_DIGITS else f"\\u{code:04x}")
