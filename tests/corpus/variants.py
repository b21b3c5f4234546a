"""Flow text as other tools and archives leave it.

Belongs here: habits that differ from Tika's: cells on lines of their own, other blank
lines, form feeds, and characters written in other ways. A habit changes how a thing is
printed, never what is printed: white space and equal characters apart, the text is the
same, and spans follow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.corpus import flow_text, pdf
from tests.corpus.flow_text import Found, printed, spans_of
from tests.corpus.model import Report
from tests.corpus.rendering import Rendering
from tests.corpus.swedish import rng
from tests.corpus.typeset import Layout, Line, lay_out, layout_of

LIGATURES = (("ffi", "ﬃ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))


@dataclass(frozen=True, slots=True)
class Habit:
    """How a tool writes.

    ``cells`` is 'run' (Tika: one-line cells joined by a space) or 'lines' (each printed
    line on its own). ``blank`` says where empty lines stand: 'as_is' (Tika's), 'none',
    'double', or for lines 'cell', 'row', 'paragraph' (after each of these). ``space`` is the
    thousands separator, ``minus`` the sign before a number.
    """

    cells: str = "run"
    blank: str = "as_is"
    form_feed: bool = False
    line_end: str = "\n"
    space: str = " "
    minus: str = "-"
    soft_hyphen: bool = False
    ligatures: bool = False
    decomposed: bool = False
    keep_trailing_space: bool = True


def habit_of(seed: object) -> Habit:
    """A habit varied by seed."""
    source = rng("habit", seed)
    cells = source.choice(("run", "lines"))
    blanks = ("as_is", "none", "double") if cells == "run" else ("cell", "row", "paragraph", "none")
    return Habit(
        cells=cells,
        blank=source.choice(blanks),
        form_feed=source.random() < 0.4,
        line_end=source.choice(("\n", "\n", "\r\n")),
        space=source.choice((" ", "\u00a0", "\u2009", "\u202f")),
        minus=source.choice(("-", "-", "\u2212")),
        soft_hyphen=source.random() < 0.2,
        ligatures=source.random() < 0.3,
        decomposed=source.random() < 0.3,
        keep_trailing_space=source.random() < 0.5,
    )


def _own_lines(items: Sequence[tuple[int, Line]], blank: str) -> tuple[list[str], list[Found]]:
    """Each printed line on a line of its own, with empty lines where ``blank`` says."""
    rows: list[str] = []
    found: list[Found] = []
    previous: tuple[int, Line] | None = None
    for page, line in items:
        if not line.text.strip():
            continue
        if previous is not None and _parted(previous, (page, line), blank):
            rows.append("")
        rows.append(line.text)
        found.append(Found(line, page, len(rows), len(rows)))
        previous = (page, line)
    return rows, found


def _parted(before: tuple[int, Line], now: tuple[int, Line], blank: str) -> bool:
    (page, a), (next_page, b) = before, now
    if blank == "none":
        return False
    if page != next_page:
        return True
    same_row = a.row == b.row and a.row > 0
    return {
        "cell": a.cell != b.cell,
        "row": a.cell != b.cell and not same_row,
        "paragraph": a.cell != b.cell and not (a.row and b.row),
    }[blank]


def _blanks(rows: list[str], found: list[Found], blank: str) -> tuple[list[str], list[Found]]:
    """Drop or double the empty lines, with all lines renumbered."""
    if blank not in ("none", "double"):
        return rows, found
    result: list[str] = []
    new_number: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        if row.strip() == "" and blank == "none":
            continue
        result.append(row)
        new_number[number] = len(result)
        if row == "" and blank == "double":
            result.append("")
    return result, [
        Found(item.line, item.page, new_number[item.first], new_number[item.last]) for item in found
    ]


def _characters(row: str, habit: Habit) -> str:
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", habit.space, row)
    text = re.sub(r"(?<![\w-])-(?=\d)", habit.minus, text)
    if habit.soft_hyphen:
        text = re.sub(r"(?<=\w{6})(?=heten|ning|verksam)", "\u00ad", text)
    if habit.ligatures:
        for plain, joined in LIGATURES:
            text = text.replace(plain, joined)
    if habit.decomposed:
        text = unicodedata.normalize("NFD", text)
    return text if habit.keep_trailing_space else text.rstrip()


def plain(text: str) -> str:
    """A variant's text with the tool's habits undone and white space taken out."""
    for written, joined in LIGATURES:
        text = text.replace(joined, written)
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u2212", "-")
    return re.sub(r"\s", "", text)


def render(
    report: Report, seed: object, habit: Habit | None = None, layout: Layout | None = None
) -> Rendering:
    """Render to flow text as another tool would write it."""
    chosen = habit or habit_of(seed)
    setting = lay_out(report, layout or layout_of(seed))
    items = printed(setting)
    if chosen.cells == "lines":
        rows, found = _own_lines(items, chosen.blank)
    else:
        text = flow_text.tika(pdf.draw(setting))
        rows, found = text.split("\n"), flow_text.align(text, items)
        rows, found = _blanks(rows, found, chosen.blank)
    rows = [_characters(row, chosen) for row in rows]
    if chosen.form_feed:
        for a, b in pairwise(found):
            if a.page != b.page:
                rows[b.first - 1] = f"\f{rows[b.first - 1]}"
    data = chosen.line_end.join(rows).encode() + chosen.line_end.encode()
    return Rendering(data, ".txt", spans_of(found))
