"""Markdown: headings, paragraphs, lists and tables by markdown-it; drawn tables beside it.

Pandoc's plain text is read here too: it has the drawn tables and no other marks, so its
letters are left as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.extract.document import Block, Document, Line, SourceFormat, place_of
from pipeline.extract.language.text import normalise_characters, raised, squeeze
from pipeline.extract.readers.contents import without_contents
from pipeline.extract.readers.markup import html
from pipeline.extract.readers.markup.blocks import Spanning, grid, is_note_link, paragraph
from pipeline.extract.readers.markup.drawn_tables import DrawnTable, find_drawn
from pipeline.extract.readers.markup.frames import opened
from pipeline.extract.readers.markup.lost_spans import with_lost_spans
from pipeline.extract.readers.markup.nested_lines import find_nested
from pipeline.extract.readers.markup.spaced_cells import SpacedTable
from pipeline.extract.readers.markup.spaced_tables import find_spaced
from pipeline.extract.readers.text.lines import read_lines

_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_BAR_RULE = re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *\|?)? *$")
_BARRED = re.compile(r"^\s*\|.*\|\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\[-.()#*_!+]")
_BEGINS_TABLE = re.compile(r"\||--|\+[-=:]|<t[abdhr]|\brole\b", re.IGNORECASE)
"""What every table has: bars, a rule, or a tag of HTML that is one or says so."""
_MARKED = re.compile(r"\*\*\S|__\S")
_DRAWN = re.compile(r"^ {0,3}(?:\+(?:[-=:]+\+)+|-{3,}(?: +-+)*|:?-{2,}:?(?:\|:?-{2,}:?)+) *$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"^#{1,6} +|^- (?=\S)|(?<!\\)(?:\*\*|__)|<a id=\"[^\"]*\"></a>")
_DASH = re.compile(r"(?<![-\w])---?(?!-)|(?<=\w)---?(?=\w)")
_DASHES_BY_SIZE = {2: "–", 3: "—"}
_RAISED = re.compile(r"\^(?:([^\s^]{1,3})\^|\(([^()\s]{1,3})\))")
_LINK = re.compile(r"(?<!!)\[((?:\\.|[^\[\]\\\n])+)\]\(((?:\\.|[^()\s\\])+)\)")
_NOTE_MARK = re.compile(r"(?<=\S)\[\^?\d{1,3}\](?!\()")
"""The mark of a footnote, right behind what it is about."""
_ATTRIBUTES = re.compile(r"[ \t]*\{(?:[#.][^\s{}]*|-|[\w:-]+=\"[^\"]*\"|\s)+\}[ \t]*$")
"""What pandoc says of a heading behind it: its address and its style."""
_CALLOUT = re.compile(r"^( {0,3}(?:> ?)+)\[!\w+\][-+]?(?=\s|$)")
"""The kind of a quotation that is set apart ("> [!NOTE]"): it chooses a colour, and is not said."""
_SPAN = re.compile(
    r"\[([^\[\]{}]{1,400})\]\{(?:[#.][^\s{}]{1,80}|[\w:-]{1,40}=\"[^\"]{0,200}\"|\s){1,20}\}"
)
"""Words with a style of their own, as pandoc marks them ("[nya]{.underline}")."""
_DASHES = re.compile(r":?[-–]{3,}:?|:?--+:?|—")
_FEW = 3
_FEWEST_HEADINGS = 2
_WRAP = 78
"""Letters on a line at which converters wrap."""

_BREAKS = frozenset(("softbreak", "hardbreak"))
_INLINE = ("emphasis", "link", "image", "html_inline", "escape", "entity", "autolink", "backticks",
           "strikethrough", "newline")  # fmt: skip


def is_markup(text: str) -> bool:
    """Tell whether a text has marks of Markdown: headings, rules of tables, escapes, bold."""
    if _HEADING.search(text) or is_escaped(text):
        return True
    lines = text.split("\n")
    ruled = any(_BAR_RULE.match(line) for line in lines)
    return ruled or is_drawn(text) or len(_MARKED.findall(text)) > _FEW


def has_structure(text: str) -> bool:
    """Tell whether a text has headings or tables of Markdown, whatever HTML stands between them."""
    headings = islice(_HEADING.finditer(text), _FEWEST_HEADINGS)
    return len(list(headings)) == _FEWEST_HEADINGS or any(map(_BAR_RULE.match, text.split("\n")))


def may_have_tables(text: str) -> bool:
    """Tell whether reading a text as Markdown may find tables: quick, and true too often."""
    plain = normalise_characters(text.replace("\f", ""))
    return _BEGINS_TABLE.search(plain) is not None


def read_spaced(text: str) -> Document:
    """Read Markdown whose tables are printed as paragraphs, one a cell, into blocks."""
    return read(text, spaced=True)


def read(text: str, *, spaced: bool = False) -> Document:
    """Read Markdown, or pandoc's plain text, into paragraphs and grid tables.

    ``spaced`` says that its tables are printed as paragraphs, one a cell.
    """
    source = read_lines(text)
    marked = bool(_HEADING.search(text) or _ESCAPED.search(text) or _MARKED.search(text))
    marked = marked or any(_BAR_RULE.match(line.text) for line in source.lines)
    drawn = opened(_as_drawn(source.lines, text))
    lines = [replace(line, text=normalise_characters(line.text)) for line in drawn]
    if len(lines) == len(source.lines):
        lines = list(source.lines)
    found = list(_Reader(lines, drawn, marked=marked, spaced=spaced).blocks())
    blocks, aside = without_contents(found)
    return Document(
        source_format=SourceFormat.MARKUP_TEXT,
        blocks=blocks,
        furniture=(*source.furniture, *aside),
        page_count=source.page_count,
    )


def _as_drawn(lines: Sequence[Line], text: str) -> list[Line]:
    """Return lines with all letters of the file, for columns are counted in them.

    What was set aside, or has another sign now, stays as it is.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [
        replace(line, text=raw[line.number - 1])
        if _letters(normalise_characters(raw[line.number - 1])) == _letters(line.text)
        else line
        for line in lines
    ]


def _letters(text: str) -> str:
    return text.replace("-", "")


def is_drawn(text: str) -> bool:
    """Tell whether a text has tables drawn with letters."""
    return any(_DRAWN.match(line) for line in text.split("\n"))


def unmarked(text: str) -> str:
    """Return Markdown line by line without its marks, for what has no tables in it.

    mammoth prints every cell of a table as a paragraph of its own.
    """
    bare = (_MARKS.sub("", _LINK.sub(_linked, line)) for line in text.split("\n"))
    return "\n".join(_ESCAPE.sub(r"\1", line) for line in bare)


def _linked(link: re.Match[str]) -> str:
    """Return a link as it stands, and nothing where it is the mark of a footnote."""
    text, address = (_ESCAPE.sub(r"\1", part) for part in link.groups())
    return "" if is_note_link(address, text) else link[0]


def is_escaped(text: str) -> bool:
    """Tell whether a text is Markdown that escapes its signs."""
    return len(_ESCAPED.findall(text)) > _FEW


def _parser(*, marked: bool) -> MarkdownIt:
    """Return a parser; where nothing is marked, letters stand for themselves."""
    parser = MarkdownIt("commonmark", {"html": marked}).enable(["table", "strikethrough"])
    parser.disable(["code", "fence", "reference"])
    if not marked:
        parser.disable([name for name in _INLINE if name != "newline"])
        parser.disable(["heading", "lheading", "hr", "html_block", "blockquote", "table"])
    return parser


@dataclass(frozen=True, slots=True)
class _Reader:
    """Lines, and the same with all letters of the file."""

    lines: Sequence[Line]
    drawn: Sequence[Line]
    marked: bool
    spaced: bool = False

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order; drawn tables stand where their lines do."""
        lines = self.lines
        parser = _parser(marked=self.marked)

        def plain(text: str) -> str:
            return (
                _plain(parser.parseInline(text)[0].children or ())
                if self.marked
                else _typeset(text)
            )

        drawn: list[DrawnTable | SpacedTable] = []
        if self.spaced:
            drawn += find_spaced(lines, plain)
        else:
            drawn += [*find_drawn(self.drawn, plain), *find_nested(lines, plain)]
        drawn.sort(key=lambda table: table.start)
        texts = _with_whole_headings(_widened([line.text for line in lines]))
        if self.marked:
            texts = [_ATTRIBUTES.sub("", text) if _HEADING.match(text) else text for text in texts]
            texts = [_CALLOUT.sub(r"\1", text) for text in texts]
        for table in drawn:
            texts[table.start : table.end] = [""] * (table.end - table.start)
        tokens = parser.parse("\n".join(_unindented(text) for text in texts))
        waiting = list(drawn)
        for start, block in self._parsed(tokens):
            while waiting and waiting[0].start <= start:
                yield waiting.pop(0).grid
            yield block
        yield from (table.grid for table in waiting)

    def _parsed(self, tokens: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        """Yield what markdown-it found, with the index of its first line."""
        number, level = "", None
        index = 0
        while index < len(tokens):
            token = tokens[index]
            start, end = token.map or [0, 0]
            if token.type == "list_item_open":
                number = f"{token.info}{token.markup}" if token.info else "•"
            elif token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = None
            elif token.type == "inline":
                text = f"{number} {_plain(token.children or ())}"
                number = ""
                if made := paragraph(text, place_of(self._filled(start, end)), level=level):
                    yield start, made
            elif token.type == "html_block":
                first = self.lines[start].number
                yield from ((start, block) for block in html.read_blocks(token.content, first))
            elif token.type == "table_open":
                close = _closing(tokens, index)
                if table := self._table(tokens[index:close], start, end):
                    yield start, table
                index = close
            index += 1

    def _filled(self, start: int, end: int) -> Sequence[Line]:
        return self.lines[start : max(end, start + 1)]

    def _table(self, tokens: Sequence[Token], start: int, end: int) -> Block | None:
        rows: list[list[Spanning]] = []
        at = start
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
                at = token.map[0] if token.map else at
            elif token.type == "inline":
                place = place_of(self._filled(at, at + 1))
                if len(rows[-1]) < _printed_cells(place.text):
                    rows[-1].append(Spanning(_plain(token.children or ()), place))
        rows = [row for row in rows if not _parts_foot(row)]
        whole, confidence = with_lost_spans(rows)
        return grid(whole, place_of(self._filled(start, end)), 1, confidence)


def _parts_foot(row: Sequence[Spanning]) -> bool:
    """Tell whether a row is a rule inside a table, as markitdown prints it above a foot."""
    return len(row) > 1 and all(_DASHES.fullmatch(cell.text.strip()) for cell in row)


def _printed_cells(line: str) -> int:
    """Return how many cells a line prints; the parser fills up those that it does not."""
    return len(_BAR.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1


def _closing(tokens: Sequence[Token], index: int) -> int:
    return next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")


def _plain(tokens: Sequence[Token]) -> str:
    """Return the text of inline tokens, without marks, pictures and tags."""
    parts: list[str] = []
    struck = 0
    above = False
    for token in _without_note_links(tokens):
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if struck:
            continue
        tag = token.content.lower() if token.type == "html_inline" else ""
        above = (above or tag.startswith("<sup")) and tag != "</sup>"
        if token.type in ("text", "code_inline"):
            parts.append(raised(token.content) if above else _typeset(token.content))
        elif token.type in _BREAKS or tag.startswith("<br"):
            parts.append(" ")
    return squeeze(_SPAN.sub(r"\1", _NOTE_MARK.sub("", "".join(parts))))


def _without_note_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield inline tokens without the links that are marks of footnotes."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "link_open":
            kinds = [part.type for part in tokens[index:]]
            end = index + kinds.index("link_close")
            text = "".join(part.content for part in tokens[index + 1 : end])
            if is_note_link(str(token.attrs.get("href", "")), text):
                index = end + 1
                continue
        yield token
        index += 1


def _typeset(text: str) -> str:
    """Return text with the letters that Markdown spells: dashes by "--" and "---", raised "^2^"."""
    text = _NOTE_MARK.sub("", text)
    return _DASH.sub(
        lambda found: _DASHES_BY_SIZE[len(found[0])],
        _RAISED.sub(lambda found: raised(found[1] or found[2]), text),
    )


def _unindented(text: str) -> str:
    """Leave out white space before a line: it means nothing in a report's prose."""
    return text.lstrip(" ") if text.startswith("    ") else text


def _widened(texts: Sequence[str]) -> list[str]:
    """Give the head of a table with bars as many cells as its widest row.

    GFM leaves out what stands beyond the head.
    """
    made = list(texts)
    for at in range(1, len(texts)):
        if not (_BAR_RULE.match(texts[at]) and _BARRED.match(texts[at - 1])):
            continue
        end = at + 1
        while end < len(texts) and _BARRED.match(texts[end]):
            end += 1
        widest = max(len(_BAR.findall(text)) for text in texts[at - 1 : end])
        for row, cell in ((at - 1, "  |"), (at, " --- |")):
            made[row] += cell * (widest - len(_BAR.findall(texts[row])))
    return made


def _with_whole_headings(texts: Sequence[str]) -> list[str]:
    """Join headings that were wrapped like prose: the next word had no room on the line."""
    made = list(texts)
    for at in range(len(texts) - 1):
        heading, rest = made[at], texts[at + 1]
        first = rest.split(" ", 1)[0]
        full = len(texts[at]) + len(first) >= _WRAP
        if first and full and _HEADING.match(heading) and not _HEADING.match(rest):
            made[at], made[at + 1] = f"{heading} {rest.strip()}", ""
    return made
