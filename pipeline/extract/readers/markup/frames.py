"""Tables that a grid table of one cell frames, as pandoc prints a table inside another.

Belongs here: taking the frame away, so that what stands in it is read as if it stood alone, and
putting together its lines: those that are wider than the frame are cut from the right, so that
their first piece is the short one and the others fill the frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.document import Line

Span = tuple[int, int]
_EDGE = re.compile(r"^ {0,3}\+-+\+ *$")
_DASHES = re.compile(r"-+")
_RULE = re.compile(r"^ *-[- ]*$")
_GRID = re.compile(r"^ *\+[-=+:]+$")
_INDENT = "  "
"""What stands before every table with ruled columns."""
_HTML, _END_OF_HTML = "<table", "</table>"
_SIDE = 2
"""A bar and a space at each side of the frame."""
_WRAP = 72
"""Letters on a line at which pandoc wraps HTML."""
_STRADDLES, _ASTRAY, _NOTHING = 3, 1, 2
"""What is against a row that has letters between columns, beside where one begins, or none."""
_MOST_PIECES = 6


def opened(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the frames around tables; edges of a frame are blank lines."""
    made: list[Line] = []
    at = 0
    while at < len(lines):
        end = _framed(lines, at)
        if end is None:
            made.append(lines[at])
            at += 1
            continue
        made.append(replace(lines[at], text=""))
        made += _inside(lines[at + 1 : end], len(lines[at].text.strip()) - 2 * _SIDE)
        made.append(replace(lines[end], text=""))
        at = end + 1
    return made


def _framed(lines: Sequence[Line], start: int) -> int | None:
    """Return the lower edge of the frame whose upper one is a line; None where it has no table."""
    if not _EDGE.match(lines[start].text):
        return None
    end = start + 1
    while end < len(lines) and lines[end].text.lstrip().startswith("|"):
        end += 1
    if end >= len(lines) or lines[end].text.strip() != lines[start].text.strip():
        return None
    inner = [line.text.strip()[_SIDE:-_SIDE] for line in lines[start + 1 : end]]
    drawn = any(_RULE.match(text) or _GRID.match(text) or _HTML in text for text in inner)
    return end if drawn else None


def _inside(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Yield the lines of a frame as they were before they were cut."""
    inner = [replace(line, text=line.text.strip()[_SIDE:-1][:width]) for line in lines]
    at = 0
    while at < len(inner):
        end = at + 1
        if _HTML in inner[at].text:
            while end < len(inner) and _END_OF_HTML not in inner[end - 1].text:
                end += 1
            yield from _whole_html(inner[at:end], width)
        elif _GRID.match(inner[at].text.rstrip()):
            while end < len(inner) and inner[end].text.strip():
                end += 1
            yield from _whole_grid(inner[at:end])
        else:
            while end < len(inner) and not (
                _HTML in inner[end].text or _GRID.match(inner[end].text.rstrip())
            ):
                end += 1
            yield from _whole_columns(inner[at:end], width)
        at = end


# --- HTML and grids -----------------------------------------------------------------------------


def _whole_html(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Yield lines of HTML: a word that had room on the line above is the rest of one."""
    waiting = replace(lines[0], text=lines[0].text.rstrip())
    for line in lines[1:]:
        text = line.text.rstrip()
        first = text.split(" ", 1)[0]
        room = len(waiting.text) + 1 + len(first) <= _WRAP
        begins = not waiting.text or waiting.text.endswith(">") or text.startswith("<")
        if len(text) == width and room and not begins:
            waiting = replace(waiting, text=waiting.text + text)
        else:
            yield waiting
            waiting = replace(line, text=text)
    yield waiting


def _whole_grid(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a grid table, all of which are as long as its first rule."""
    pieces = 1
    while pieces < len(lines) and re.fullmatch(r"[-=+:]+", lines[pieces].text):
        pieces += 1
    first = len(lines[0].text.rstrip())
    for at in range(0, len(lines), pieces):
        rest = "".join(line.text for line in lines[at + 1 : at + pieces])
        yield replace(lines[at], text=lines[at].text[:first].ljust(first) + rest)


# --- tables with ruled columns ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of dashes; ``texts`` are the ways to put its pieces together."""

    line: Line
    texts: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it parts no columns."""
        return len(self.texts) == 1 and len(_DASHES.findall(self.texts[0])) == 1


_Part = _Rule | list[Line]


def _whole_columns(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Yield lines among which rules of dashes show columns, their rows put together by these."""
    parts = list(_parts(lines))
    longest = {len(part.texts[0]) for part in parts if isinstance(part, _Rule) and part.is_whole}
    told: dict[int, str] = {}
    for at, part in enumerate(parts):
        if isinstance(part, _Rule):
            fitting = [text for text in part.texts if len(text) in longest] or part.texts
            told[at] = min(fitting, key=lambda text: _against(_beside(parts, at), text, width))
    for at, part in enumerate(parts):
        if isinstance(part, _Rule):
            yield replace(part.line, text=told[at])
            continue
        rule = next((told[n] for n in (at - 1, at + 1) if " " in told.get(n, "").strip()), "")
        yield from _rows(part, rule, width)[1] if len(rule) > width else _stripped(part)


def _parts(lines: Sequence[Line]) -> Iterator[_Part]:
    """Yield rules and the lines between them; dashes right below dashes go on with their rule."""
    waiting: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _RULE.match(lines[end].text):
            end += 1
        if end == at:
            waiting.append(lines[at])
            at += 1
            continue
        indented = lines[at].text.startswith(_INDENT)
        if not indented and waiting and not waiting[-1].text.strip():
            at -= 1  # nothing but white space is over
            waiting.pop()
        yield waiting
        waiting = []
        rest = "".join(line.text for line in lines[at + 1 : end]).rstrip()
        over = len(_INDENT) - (len(rest) - len(rest.lstrip()))
        first = lines[at].text.rstrip() or " " * over
        parted = rest.startswith("-") and " " in f"{first.strip()}{rest}"
        gap = [f"{first} {rest}"] if first.strip() and parted else []
        yield _Rule(lines[at], (first + rest, *gap))
        at = end
    yield waiting


def _beside(parts: Sequence[_Part], at: int) -> Iterator[list[Line]]:
    for near in (at - 1, at + 1):
        part = parts[near] if 0 <= near < len(parts) else None
        if isinstance(part, list):
            yield part


def _against(parts: Iterator[list[Line]], rule: str, width: int) -> int:
    return sum(_rows(part, rule, width)[0] for part in parts) if len(rule) > width else 0


def _stripped(lines: Sequence[Line]) -> list[Line]:
    return [replace(line, text=line.text.rstrip()) for line in lines]


def _rows(lines: Sequence[Line], rule: str, width: int) -> tuple[int, list[Line]]:
    """Return lines put together so that least is against them, and how much is.

    A line is as long as its last column's text makes it.
    """
    starts = [found.start() for found in _DASHES.finditer(rule)]
    ways: list[tuple[int, int, list[Line]]] = [(0, 0, [])]
    for end in range(1, len(lines) + 1):
        found: list[tuple[int, int, list[Line]]] = []
        if not lines[end - 1].text.strip():
            cost, count, made = ways[end - 1]
            found.append((cost, count + 1, [*made, replace(lines[end - 1], text="")]))
        for start in range(max(0, end - _MOST_PIECES), end):
            against, text = _line([line.text for line in lines[start:end]], starts, rule, width)
            if text is not None:
                cost, count, made = ways[start]
                found.append((cost + against, count + 1, [*made, replace(lines[start], text=text)]))
        ways.append(min(found, key=lambda way: way[:2]))
    return ways[-1][0], ways[-1][2]


def _line(
    pieces: Sequence[str], starts: Sequence[int], rule: str, width: int
) -> tuple[int, str | None]:
    """Return the line that pieces make, and what is against it; None where they are none.

    One piece is always a line, if need be one that is not understood.
    """
    last, rest, first = starts[-1], "".join(pieces[1:]), pieces[0].rstrip()
    ways = [(len(rule), first)] if not rest else []  # one that is not understood
    filled = not pieces[-1][-1:].isspace()
    for size in range(1, len(rule) - last + 1) if filled or not rest else (0,):
        over = last + size - len(rest)
        cut = -(-(last + size) // width) == len(pieces)
        if rest and cut and len(first) <= over:
            text = (first.ljust(over) + rest).rstrip()
            ways.append((_misplaced(text, starts) if text else _NOTHING, text))
        elif not rest and cut and len(first) <= last + size:
            ways.append((_misplaced(first, starts) if first else _NOTHING, first))
    return min(ways, default=(0, None))


def _misplaced(text: str, starts: Sequence[int]) -> int:
    """Count what stands beside the columns, or over the white space between them."""
    cost = _ASTRAY * bool(text[: starts[0]].strip())
    for at, end in pairwise([*starts, len(text) + 1]):
        cell = text[at:end]
        cost += _STRADDLES * (at > 0 and text[at - 1 : at].strip() != "")
        cost += _ASTRAY * (bool(cell.strip()) and cell[0].isspace())
    return cost
