"""Bytes of a text file to its text: which encoding, which bytes are none, where lines end.

The rule of lines: CR LF, LF and CR alone each end one, also mixed, as editors number them.
No other character does.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.document import Place
from pipeline.extract.errors import UnreadableDocument

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BEYOND_ASCII = 0x80
"""The first byte that encodings read differently."""
_EIGHT_BITS = ("cp1252", "mac_roman", "cp850")
"""Encodings of Windows, old Macs and DOS; the first wins where none fits better."""

_SWEDISH = frozenset("åäöÅÄÖéÉ")
_FEWEST_TELLING = 5
_LOST = "\ufffd"
_TORN = frozenset("ÂÃâ")
"""What Windows-1252 makes of the first byte of a letter or dash in UTF-8 that is cut off."""

_HIGH_BYTE_IS_ZERO = 0.6
_LOW_BYTE_IS_ZERO = 0.1
_SAMPLE = 1 << 16

_MOST_CONTROL = 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""What no text holds. Tab, the ends of lines and pages and the vertical tab are not here."""

_LINE_END = re.compile(r"\r\n?")
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""The text of a file, each line ended by "\n".

    ``undecodable`` are the lines (the first twenty) with bytes that are no text in the
    file's encoding.
    """

    text: str
    undecodable: tuple[Place, ...] = ()


def decode(content: bytes) -> Decoded:
    """Return the text of a file.

    Known are UTF-8, UTF-16 (with and without its mark), UTF-32 with its mark, Windows-1252,
    Mac Roman and DOS 850. A byte that is no UTF-8 in a text that is becomes what Windows-1252
    says of it, else U+FFFD; control characters go; both are told by ``undecodable``.

    Raises:
        UnreadableDocument: 'not_text', too much of it are control characters.
    """
    text, odd = _decoded(content)
    control = sum(1 for _ in _CONTROL.finditer(text))
    if control > _MOST_CONTROL * len(text):
        raise UnreadableDocument(
            "not_text", "The file is neither text nor PDF nor DOCX. Convert it to one of these."
        )
    lines = _LINE_END.sub("\n", text)
    if not odd and not control:
        return Decoded(lines)
    return Decoded(_CONTROL.sub("", lines).replace(_ODD, ""), tuple(_places(lines)))


_ODD = "\ufdd0"
"""Stands before a character that came of an undecodable byte: a code that is no character."""


def _decoded(content: bytes) -> tuple[str, bool]:
    """Return the text and whether it has marks of undecodable bytes in it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _with_marks(content[len(mark) :], encoding)
    if wide := _wide_without_mark(content):
        return _with_marks(content, wide)
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    text, odd = _with_marks(content, "utf-8")
    sound = sum(not character.isascii() for character in text) - 2 * text.count(_ODD)
    if sound >= text.count(_ODD):
        return text, odd
    return _with_marks(content, _eight_bits(content))


def _with_marks(content: bytes, encoding: str) -> tuple[str, bool]:
    text = content.decode(encoding, _ERRORS)
    return text, _ODD in text


def _wide_without_mark(content: bytes) -> str | None:
    """Tell UTF-16 without its mark: of Western letters every other byte is zero."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if not half:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _HIGH_BYTE_IS_ZERO and even < _LOW_BYTE_IS_ZERO:
        return "utf-16-le"
    if even > _HIGH_BYTE_IS_ZERO and odd < _LOW_BYTE_IS_ZERO:
        return "utf-16-be"
    return None


def _eight_bits(content: bytes) -> str:
    """Return the encoding in which most bytes above ASCII are Swedish letters."""
    high = bytes(byte for byte in content if byte >= _BEYOND_ASCII)

    def swedish(encoding: str) -> int:
        return sum(letter in _SWEDISH for letter in high.decode(encoding, "replace"))

    best = max(_EIGHT_BITS, key=swedish)
    return best if swedish(best) >= _FEWEST_TELLING else _EIGHT_BITS[0]


def _places(text: str) -> Iterator[Place]:
    found = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if _ODD in line or _CONTROL.search(line):
            yield Place(_CONTROL.sub("", line).replace(_ODD, ""), None, number, number)
            found += 1
            if found == _MOST_PLACES:
                return


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that UTF-8 does not know as Windows-1252, marked; others are lost."""
    assert isinstance(error, UnicodeDecodeError)
    lost = error.object[error.start : error.end]
    letters = lost.decode("cp1252", "replace") if error.encoding == "utf-8" else _LOST
    kept = (_LOST if letter in _TORN else letter for letter in letters)
    return "".join(_ODD + letter for letter in kept), error.end


_ERRORS = "namndlager-as-windows"
codecs.register_error(_ERRORS, _as_windows)
