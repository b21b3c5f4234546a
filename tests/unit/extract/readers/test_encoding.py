"""Bytes of text files: their encoding, bytes that are no text, ends of lines."""

from __future__ import annotations

import pytest

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.encoding import decode

PROSE = "Nämnden öppnar ett kafé i Ängsparken på våren.\nÅterbruket ökar – så även hyran.\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "mac_roman",
    ],
)
def test_encodings_with_and_without_a_mark(encoding: str) -> None:
    decoded = decode(PROSE.encode(encoding))
    assert (decoded.text, decoded.undecodable) == (PROSE, ())


def test_text_of_dos() -> None:
    text = PROSE.replace("–", "-")  # it has no such dash
    assert decode(text.encode("cp850")).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_ends_of_lines(end: str) -> None:
    assert decode("ett\ntvå\n\ntre".replace("\n", end).encode()).text == "ett\ntvå\n\ntre"


def test_mixed_ends_of_lines_count_as_in_an_editor() -> None:
    lines = decode(b"ett\rtv\xc3\xa5\r\ntre\n\rfem\x0bsex\xe2\x80\xa8sju").text.split("\n")
    # LF CR are two ends; a vertical tab and a line separator of Unicode are none.
    assert lines == ["ett", "två", "tre", "", "fem\x0bsex\u2028sju"]


@pytest.mark.parametrize(
    ("damaged", "read"),
    [
        (b"v\xe5rd", "vård"),  # a letter pasted from Windows-1252
        (b"v\xc3rd", "v\ufffdrd"),  # half of a letter of UTF-8
        (b"v\xffrd", "vÿrd"),
        (b"v\x00rd", "vrd"),
    ],
    ids=["Windows", "half a letter", "a byte that UTF-8 never has", "zero"],
)
def test_one_bad_byte_in_utf8_spoils_nothing_but_its_letter(damaged: bytes, read: str) -> None:
    decoded = decode(PROSE.encode() * 50 + b"\xc3\x84ldre" + damaged + b"\n" + PROSE.encode())
    lines = decoded.text.split("\n")
    assert lines[100] == f"Äldre{read}"
    assert "\n".join(lines[:100] + lines[101:]) == PROSE * 51
    (place,) = decoded.undecodable
    assert (place.text, place.line_start, place.line_end) == (f"Äldre{read}", 101, 101)


def test_a_text_that_is_cut_inside_a_letter() -> None:
    decoded = decode((PROSE * 3 + "På").encode()[:-1])
    assert decoded.text == PROSE * 3 + "P\ufffd"
    assert [place.line_start for place in decoded.undecodable] == [7]


def test_of_many_bad_lines_the_first_are_told() -> None:
    decoded = decode((PROSE.encode() + b"\xe5r\n") * 100)
    assert [place.line_start for place in decoded.undecodable] == list(range(3, 61, 3))


def test_half_a_character_of_utf16() -> None:
    decoded = decode(PROSE.encode("utf-16")[:-1])
    assert decoded.text.startswith(PROSE.rstrip("\n"))
    assert len(decoded.undecodable) == 1


@pytest.mark.parametrize(
    "content",
    [bytes(range(32)) * 40, bytes(400), b"\x00\x01\x02\x03" * 100],
    ids=["control characters", "zeros", "numbers"],
)
def test_what_is_no_text(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="not_text"):
        decode(content)
