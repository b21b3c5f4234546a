"""Ways to spoil a file, by format. Each is a pure function of the bytes and a random source.

A mutation that does not fit (a PDF without streams) gives the bytes back as they are.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from random import Random

Mutation = Callable[[bytes, Random], bytes]

ODD_NUMBERS = (
    *("0", "-1", "1", "2", "99999", "2147483647", "-2147483648", "4294967296", "1e308", "-0.0"),
    *("9" * 400, "0.0000001", "NaN", "255294294", "1 000 000 000 000"),
)
ODD_TEXTS = (
    *("", " ", "\t", "\n", "\r", "\x0b", "\f", "\x00", "\x1b[2J", "\ufeff", "\u200b", "\u2028"),
    *("\ud7ff", "\U0001f600", "a\u0301" * 50, "\u202e", "=1+1", "%", "-", "−", "0", "٣٤", "½"),
    *("|", "||||", "|---|---|", "#" * 300, "•", "(", "[" * 200, "<table>", "&#x41;", "{{ x }}"),
    *("Mål 1.1", "Indikator", "Aktivitet", "Startdatum", "Summa", "mnkr", "Uppfylls delvis"),
    *("31 februari 2021", "2021-02-31", "0000-00-00", "9999-12-31", "Tertial 4 2021", "A" * 20_000),
)


def flip_bytes(data: bytes, random: Random) -> bytes:
    """Other values at a few places."""
    spoiled = bytearray(data)
    for _ in range(random.choice((1, 3, 10, 100))):
        if spoiled:
            spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled)


def truncate(data: bytes, random: Random) -> bytes:
    """Only the beginning, as of a broken download."""
    return data[: random.randint(0, len(data))]


def behead(data: bytes, random: Random) -> bytes:
    """Only the end."""
    return data[random.randint(0, len(data)) :]


def swap_chunks(data: bytes, random: Random) -> bytes:
    """Two stretches change places."""
    a, b, c, d = sorted(random.randint(0, len(data)) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def remove_chunk(data: bytes, random: Random) -> bytes:
    """A stretch is missing."""
    start, end = _stretch(data, random)
    return data[:start] + data[end:]


def repeat_chunk(data: bytes, random: Random) -> bytes:
    """A stretch stands there several times."""
    start, end = _stretch(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 20)) + data[end:]


def insert_odd_text(data: bytes, random: Random) -> bytes:
    """Something that nobody expects, in the middle of anything."""
    at = random.randint(0, len(data))
    return data[:at] + random.choice(ODD_TEXTS).encode() + data[at:]


def odd_number(data: bytes, random: Random) -> bytes:
    """Another number where one stands."""
    found = list(re.finditer(rb"\d+", data))
    for match in sorted(
        random.sample(found, min(len(found), random.choice((1, 2, 8)))), key=_start
    )[::-1]:
        data = data[: match.start()] + random.choice(ODD_NUMBERS).encode() + data[match.end() :]
    return data


def _start(match: re.Match[bytes]) -> int:
    return match.start()


def _stretch(data: bytes, random: Random, longest: int = 4_000) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.randint(0, longest))


# --- text: its lines and its encoding ------------------------------------------------------------


def _on_lines(change: Callable[[list[bytes], Random], list[bytes]]) -> Mutation:
    def mutate(data: bytes, random: Random) -> bytes:
        lines = data.split(b"\n")
        return b"\n".join(change(lines, random))

    mutate.__doc__ = change.__doc__
    return mutate


def _remove_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """Lines are missing here and there."""
    share = random.choice((0.01, 0.1, 0.5))
    return [line for line in lines if random.random() > share]


def _repeat_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """Lines stand there twice, or a hundred times."""
    at = random.randrange(len(lines))
    again = lines[at : at + random.choice((1, 5, 40))]
    return lines[:at] + again * random.choice((1, 2, 100)) + lines[at:]


def _move_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """A block of lines stands somewhere else."""
    at = random.randrange(len(lines))
    block = lines[at : at + random.choice((1, 3, 30))]
    rest = lines[:at] + lines[at + len(block) :]
    to = random.randint(0, len(rest))
    return rest[:to] + block + rest[to:]


def _join_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """Line breaks become blanks, tabs or nothing."""
    glue = random.choice((b" ", b"\t", b"", b" | ", b"    "))
    share = random.choice((0.02, 0.3, 1.0))
    joined: list[bytes] = []
    for line in lines:
        if joined and random.random() < share:
            joined[-1] += glue + line
        else:
            joined.append(line)
    return joined


def _break_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """Blanks or tabs become line breaks."""
    where = random.choice((b" ", b"\t", b"  "))
    share = random.choice((0.02, 0.3, 1.0))
    broken: list[bytes] = []
    for line in lines:
        broken += line.split(where) if random.random() < share else [line]
    return broken


def _shuffle_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """The lines of a stretch in any order."""
    at = random.randrange(len(lines))
    block = lines[at : at + 30]
    random.shuffle(block)
    return lines[:at] + block + lines[at + 30 :]


def _odd_lines(lines: list[bytes], random: Random) -> list[bytes]:
    """Lines that nobody expects between the others."""
    for _ in range(random.choice((1, 5, 30))):
        lines.insert(random.randint(0, len(lines)), random.choice(ODD_TEXTS).encode())
    return lines


def _tabs(lines: list[bytes], random: Random) -> list[bytes]:
    """Columns come and go: tabs, bars and wide gaps for blanks, and the other way round."""
    before, after = random.choice(
        ((b" ", b"\t"), (b"\t", b" "), (b"\t", b"\t\t"), (b" ", b" | "), (b" ", b"      "))
    )
    share = random.choice((0.05, 1.0))
    return [line.replace(before, after) if random.random() < share else line for line in lines]


ENCODINGS = ("latin-1", "utf-16", "utf-16-le", "utf-8-sig", "mac_roman", "utf-32", "utf-7", "cp437")


def reencode(data: bytes, random: Random) -> bytes:
    """The same text as another program would have saved it."""
    return data.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")


def other_line_ends(data: bytes, random: Random) -> bytes:
    """Line ends of other systems, or of several at once."""
    ends = random.choice(((b"\r",), (b"\r\n",), (b"\x85",), (b"\r", b"\n", b"\r\n"), (b"\f",)))
    return b"".join(line + random.choice(ends) for line in data.splitlines())


def odd_characters(data: bytes, random: Random) -> bytes:
    """Letters and digits become lookalikes or get something invisible beside them."""
    text = data.decode("utf-8", "replace")
    letter = random.choice("aeo01259 .,%-|\t")
    return text.replace(letter, random.choice(ODD_TEXTS[:16]) or letter * 2).encode(
        "utf-8", "replace"
    )


# --- DOCX: the members of a zip ------------------------------------------------------------------


def _on_member(change: Mutation) -> Mutation:
    def mutate(data: bytes, random: Random) -> bytes:
        return _rewrite(data, random, lambda name, content: [(name, change(content, random))])

    mutate.__doc__ = change.__doc__
    return mutate


def drop_member(data: bytes, random: Random) -> bytes:
    """A part of the package is missing."""
    return _rewrite(data, random, lambda name, content: [])


def double_member(data: bytes, random: Random) -> bytes:
    """A part is there twice, under its own name or a hostile one."""
    other = random.choice(("", "../../outside.xml", "word/document.xml", "/etc/passwd", "a" * 300))
    return _rewrite(
        data, random, lambda name, content: [(name, content), (other or name, content[:2_000])]
    )


def blow_up_member(data: bytes, random: Random) -> bytes:
    """A part is a hundred times as large as before, and hardly larger when packed."""
    return _rewrite(data, random, lambda name, content: [(name, content + b" " * 20_000_000)])


def _rewrite(
    data: bytes, random: Random, change: Callable[[str, bytes], list[tuple[str, bytes]]]
) -> bytes:
    """The package with one member changed, mostly the one that holds the text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(info.filename, package.read(info)) for info in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return data  # an earlier mutation left no package that can be opened
    if not members:
        return data
    texts = [name for name, _ in members if name == "word/document.xml"]
    chosen = random.choice(texts if texts and random.random() < 0.7 else [n for n, _ in members])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            for new_name, new_content in (
                change(name, content) if name == chosen else [(name, content)]
            ):
                with warnings.catch_warnings(action="ignore"):
                    package.writestr(zipfile.ZipInfo(new_name), new_content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_ELEMENT = re.compile(rb"<(w:[a-zA-Z]+)(?:\s[^<>]*)?>")


def remove_element(data: bytes, random: Random) -> bytes:
    """An element and all that it holds is missing."""
    return _with_element(data, random, lambda element: b"")


def repeat_element(data: bytes, random: Random) -> bytes:
    """An element stands there several times, beside itself."""
    times = random.choice((2, 3, 30))
    return _with_element(data, random, lambda element: element * times)


def nest_element(data: bytes, random: Random) -> bytes:
    """An element stands in copies of the one around it, many deep."""
    depth = random.choice((2, 20, 300))
    opening, closing = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    return _with_element(data, random, lambda element: opening * depth + element + closing * depth)


def _with_element(data: bytes, random: Random, change: Callable[[bytes], bytes]) -> bytes:
    found = list(_ELEMENT.finditer(data))
    if not found:
        return data
    start = random.choice(found)
    end = data.find(b"</" + start[1] + b">", start.end())
    if end < 0 or start[0].endswith(b"/>"):
        end = start.end()
    else:
        end += len(start[1]) + 3
    return data[: start.start()] + change(data[start.start() : end]) + data[end:]


_ATTRIBUTE = re.compile(rb'(w:[a-zA-Z]+)="([^"]*)"')
ODD_ATTRIBUTES = (b"", b"0", b"-5", b"99999", b"1e9", b"true", b"restart", b"continue", b"x" * 99)


def odd_attributes(data: bytes, random: Random) -> bytes:
    """Spans, widths and styles that cannot be."""
    found = list(_ATTRIBUTE.finditer(data))
    for match in sorted(random.sample(found, min(len(found), 5)), key=_start)[::-1]:
        odd = random.choice(ODD_ATTRIBUTES)
        data = data[: match.start(2)] + odd + data[match.end(2) :]
    return data


def spans(data: bytes, random: Random) -> bytes:
    """Cells that reach over more columns and rows than there are."""
    span = random.choice((b"0", b"2", b"63", b"100000", b"-1"))
    merge = random.choice((b'<w:vMerge w:val="restart"/>', b"<w:vMerge/>", b""))
    new = b'<w:tcPr><w:gridSpan w:val="' + span + b'"/>' + merge
    return re.sub(rb"<w:tcPr>", lambda old: new if random.random() < 0.2 else old[0], data)


# --- PDF: its objects and its page contents ------------------------------------------------------

_STREAM = re.compile(rb"(<<[^<>]*(?:<<[^<>]*>>[^<>]*)*>>)\s*stream\r?\n(.*?)\r?\n?endstream", re.S)
_OBJECT = re.compile(rb"\d+ \d+ obj.*?endobj", re.S)
_REFERENCE = re.compile(rb"(\d+) 0 R")


def _on_stream(change: Mutation) -> Mutation:
    """Change what a page draws, and pack it again."""

    def mutate(data: bytes, random: Random) -> bytes:
        streams = [
            (match, content)
            for match in _STREAM.finditer(data)
            if (content := _unpacked(match[1], match[2])) is not None
        ]
        if not streams:
            return data
        match, content = random.choice(streams)
        packed = zlib.compress(change(content, random))
        head = b"<< /Filter /FlateDecode /Length %d >>" % len(packed)
        new = head + b"\nstream\n" + packed + b"\nendstream"
        return data[: match.start()] + new + data[match.end() :]

    mutate.__doc__ = change.__doc__
    return mutate


def _unpacked(head: bytes, packed: bytes) -> bytes | None:
    try:
        if b"ASCII85Decode" in head:
            packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
        if b"FlateDecode" in head:
            packed = zlib.decompress(packed)
    except (ValueError, zlib.error):
        return None
    return packed if b"Tj" in packed or b"TJ" in packed or b" re" in packed else None


def drop_object(data: bytes, random: Random) -> bytes:
    """An object that others refer to is missing."""
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + data[match.end() :]


def swap_references(data: bytes, random: Random) -> bytes:
    """A reference leads to another object: to a font, a page, itself."""
    found = list(_REFERENCE.finditer(data))
    if len(found) < 2:
        return data
    match, other = random.choice(found), random.choice(found)
    return data[: match.start()] + other[0] + data[match.end() :]


def odd_boxes(data: bytes, random: Random) -> bytes:
    """Pages without a size, turned, or as large as a football ground."""
    box = random.choice(
        (b"[0 0 0 0]", b"[0 0 1e7 1e7]", b"[-900 -900 10 10]", b"[a b]", b"[0 0 99 1]")
    )
    rotate = random.choice((b"", b" /Rotate 90", b" /Rotate 180", b" /Rotate 45", b" /UserUnit 75"))
    return re.sub(rb"/MediaBox\s*\[[^\]]*\]", lambda _: b"/MediaBox " + box + rotate, data)


def _operators(data: bytes, random: Random) -> bytes:
    """Drawing operators are dropped, doubled or take each other's place."""
    lines = data.split(b"\n")
    for _ in range(random.choice((1, 5, 50))):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        how = random.randrange(3)
        if how == 0:
            lines[at] = b""
        elif how == 1:
            lines[at] = lines[at] + b"\n" + lines[at]
        else:
            lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


ANY: Mapping[str, Mutation] = {
    "flip_bytes": flip_bytes,
    "truncate": truncate,
    "behead": behead,
    "swap_chunks": swap_chunks,
    "remove_chunk": remove_chunk,
    "repeat_chunk": repeat_chunk,
    "insert_odd_text": insert_odd_text,
    "odd_number": odd_number,
}

TEXT: Mapping[str, Mutation] = {
    "remove_lines": _on_lines(_remove_lines),
    "repeat_lines": _on_lines(_repeat_lines),
    "move_lines": _on_lines(_move_lines),
    "join_lines": _on_lines(_join_lines),
    "break_lines": _on_lines(_break_lines),
    "shuffle_lines": _on_lines(_shuffle_lines),
    "odd_lines": _on_lines(_odd_lines),
    "tabs": _on_lines(_tabs),
    "reencode": reencode,
    "other_line_ends": other_line_ends,
    "odd_characters": odd_characters,
}

DOCX: Mapping[str, Mutation] = {
    **{f"member_{name}": _on_member(mutation) for name, mutation in ANY.items()},
    "member_remove_element": _on_member(remove_element),
    "member_repeat_element": _on_member(repeat_element),
    "member_nest_element": _on_member(nest_element),
    "member_odd_attributes": _on_member(odd_attributes),
    "member_spans": _on_member(spans),
    "drop_member": drop_member,
    "double_member": double_member,
    "blow_up_member": blow_up_member,
}

PDF: Mapping[str, Mutation] = {
    **{f"stream_{name}": _on_stream(mutation) for name, mutation in ANY.items()},
    "stream_operators": _on_stream(_operators),
    "drop_object": drop_object,
    "swap_references": swap_references,
    "odd_boxes": odd_boxes,
}

BY_SUFFIX: Mapping[str, Mapping[str, Mutation]] = {
    ".txt": {**ANY, **TEXT},
    ".docx": {**ANY, **DOCX},
    ".pdf": {**ANY, **PDF},
}
"""Which mutations fit a file, by its suffix."""
