"""Layout text: a page as a grid of letters, as ``pdftotext -layout`` prints it.

Runs of spaces keep columns below each other, so cells have their columns, and an empty cell
is empty. Rows have to be told by their values: a cell may be wrapped, and others stand at its
top or at its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, pairwise

from pipeline.extract.document import (
    Block,
    Document,
    GridTable,
    Line,
    Place,
    SourceFormat,
    merge_places,
    place_of,
)
from pipeline.extract.language.spelling import Spelling
from pipeline.extract.language.table_heads import head_word, is_caption, repeats
from pipeline.extract.language.text import ICONS, compact, strip_icon
from pipeline.extract.readers.text.footnotes import footnotes, with_notes
from pipeline.extract.readers.text.layout_closing import closed, spelling_of
from pipeline.extract.readers.text.layout_columns import Header
from pipeline.extract.readers.text.layout_dense import spread
from pipeline.extract.readers.text.layout_doubts import UNSURE, LayoutLooks, evidence, sureness
from pipeline.extract.readers.text.layout_drifts import Side, side_of
from pipeline.extract.readers.text.layout_empties import headed
from pipeline.extract.readers.text.layout_heads import Heads
from pipeline.extract.readers.text.layout_known import Region
from pipeline.extract.readers.text.layout_lines import KNOWN_HEAD, Span, lines_apart, segments_of
from pipeline.extract.readers.text.layout_places import places_of
from pipeline.extract.readers.text.layout_regions import regions_of
from pipeline.extract.readers.text.layout_rows import Row, cells_of, grouped, keys_of
from pipeline.extract.readers.text.layout_valued import header_of
from pipeline.extract.readers.text.layout_widths import valued_spans, widened
from pipeline.extract.readers.text.layout_words import apart, in_columns, outside_by, texts_at
from pipeline.extract.readers.text.lines import TextSource, read_lines
from pipeline.extract.readers.text.paragraphs import paragraphs

_TIMES = 3
"""So often the words of a known table are put to columns: by where they stood the time before."""
_ROWS = 12
_COLUMNS = 3
_NEAR = 6
"""So many lines above a table may end with the heading that its title repeats."""
_MOST_COLUMNS = 200
"""No page is so wide; each word of a line is weighed against each column."""
_WIDE_GAP = re.compile(r" {3,}")
_SHARE_APART, _SHARE_CLOSE = re.compile(r"\d\d %"), re.compile(r"\d\d%")
_SHARE_OF_DIGIT = re.compile(r"^(\d)%$")
_LEADING_ICON = re.compile(rf"^([ \t\f]*)[{ICONS}](?=\s)", re.MULTILINE)
"""The status icon before a name; one further right is a cell, such as a deviation."""


def is_layout(text: str) -> bool:
    """Tell whether a text keeps columns apart by runs of spaces."""
    rows = sum(len(_WIDE_GAP.split(line.strip())) >= _COLUMNS for line in text.split("\n"))
    return rows >= _ROWS


def read(text: str) -> Document:
    """Read layout text into paragraphs and grid tables in reading order."""
    source = read_lines(_LEADING_ICON.sub(r"\1 ", text))
    furniture = {place.line_start or 0: place.text for place in source.furniture}
    foot = footnotes(source.lines, furniture)
    source = replace(source, lines=tuple(spread(foot.lines)))
    printed = {
        line.text: given.text
        for line, given in zip(source.lines, foot.lines, strict=True)
        if line is not given
    }
    blocks = with_notes(_verbatim(_blocks(source), printed), foot.notes)
    return Document(
        source_format=SourceFormat.LAYOUT_TEXT,
        blocks=tuple(map(_with_shares_apart, blocks) if _shares_are_apart(text) else blocks),
        furniture=source.furniture,
        page_count=source.page_count,
    )


def _shares_are_apart(text: str) -> bool:
    """Tell whether "%" stands apart from most numbers of several digits."""
    return len(_SHARE_APART.findall(text)) > len(_SHARE_CLOSE.findall(text))


def _with_shares_apart(block: Block) -> Block:
    """Return a table in which one digit and its "%" are apart.

    Poppler takes two letters for one word where nothing else stands in their cell.
    """
    if not isinstance(block, GridTable):
        return block
    rows = (
        tuple(cell and replace(cell, text=_SHARE_OF_DIGIT.sub(r"\1 %", cell.text)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _verbatim(blocks: Iterable[Block], printed: Mapping[str, str]) -> Iterator[Block]:
    """Yield blocks whose cells stand where they do in lines as they are ``printed``."""
    for block in blocks:
        if not isinstance(block, GridTable) or not printed:
            yield block
            continue
        rows = [
            tuple(cell and replace(cell, place=_as_printed(cell.place, printed)) for cell in row)
            for row in block.rows
        ]
        yield replace(block, rows=tuple(rows), place=_as_printed(block.place, printed))


def _as_printed(place: Place, printed: Mapping[str, str]) -> Place:
    lines = (printed.get(line, line) for line in place.text.split("\n"))
    return replace(place, text="\n".join(lines))


def _blocks(source: TextSource) -> Iterator[Block]:
    done = 0
    spelling = spelling_of(line.text for line in source.lines)
    held: list[_Part] = []
    header: Region | None = None
    regions = list(regions_of(source.lines))
    side = _side_of(source.lines, regions)
    for region in regions:
        part = header and _part_below(source.lines, header, region, spelling)
        start = header.start if header and part else region.start
        between = source.lines[done:start]
        adjoins = bool(held) and not any(line.text.strip() for line in between)
        part = part or _part(source.lines, region, held[0] if adjoins else None, spelling, side)
        header = region if part is None else None
        if part is None:
            continue
        if held and not (adjoins and _is_one(held[0], part)):
            yield _table(held, spelling)
            held = []
        yield from _prose(source, [*between, *part.title])
        held.append(part)
        done = region.end
    yield from [_table(held, spelling)] if held else []
    yield from _prose(source, source.lines[done:])


@dataclass(frozen=True, slots=True)
class _Part:
    """What a table has on one page: its header's lines by column, its rows', Analys texts.

    ``own`` says that it has a header of its own; ``header`` are its lines, and ``cost`` is what
    is against the way in which their words are put to columns. ``title`` stands above it,
    ``costs`` are what is against each label, the first ``names`` columns those of names.
    """

    lines: Sequence[Line]
    header: Sequence[Line]
    columns: int
    above: Sequence[Row]
    body: Sequence[Row]
    analyses: Sequence[Row]
    cost: float
    own: bool
    title: Sequence[Line] = ()
    costs: Mapping[int, float] = field(default_factory=dict)
    names: int = 1

    @property
    def labels(self) -> list[str]:
        """The columns' labels without white space."""
        return [
            compact("".join(row.cells.get(at, "") for row in self.above))
            for at in range(self.columns)
        ]


def _part(
    lines: Sequence[Line],
    region: Region,
    above: _Part | None,
    spelling: Spelling,
    side: Side | None,
) -> _Part | None:
    """Return a part of a table; None where it shows no columns.

    ``above`` is what the table has on the pages before, if it may go on here; ``side`` is where
    in their cells the values of known tables stand.
    """
    own = lines[region.start : region.end]
    texts, rest = _without_analyses(lines, region)
    if above is not None and (region.goes_on or not (region.columns or _header_of(texts).size)):
        found = _placed_part(
            own, [*above.header, *texts], rest, spelling, known=bool(region.columns), side=side
        )
        if found is not None and found.columns == above.columns:
            return replace(found, own=False)
    said = [
        text for line in lines[max(region.start - _NEAR, 0) : region.start]
        if (text := line.text.strip())
    ]  # fmt: skip
    known = bool(region.columns)
    return _placed_part(own, texts, rest, spelling, known=known, said=said, side=side)


def _side_of(lines: Sequence[Line], regions: Sequence[Region]) -> Side | None:
    """Return at which side of their cells the values of known tables stand."""
    known = [region for region in regions if region.columns]
    texts = ([line.text for line in lines[table.start : table.end] if line.text.strip()]
             for table in known)  # fmt: skip
    return side_of(chain.from_iterable(valued_spans(table)) for table in texts)


def _is_title(text: str, said: Sequence[str]) -> bool:
    """Tell whether the first line of a header is the table's title, wherever it stands."""
    title = text.strip()
    return len(segments_of(text)) == 1 and (is_caption(title) or repeats(title, said))


def _part_below(
    lines: Sequence[Line], header: Region, region: Region, spelling: Spelling
) -> _Part | None:
    """Return a part of a table whose header stands alone at the foot of the page before it."""
    between = lines[header.end : region.start]
    pages = lines[header.start].page, lines[region.start].page
    if pages[0] == pages[1] or any(line.text.strip() for line in between) or region.columns:
        return None
    texts, rest = _without_analyses(lines, region)
    heads = [line for line in lines[header.start : header.end] if line.text.strip()]
    if _header_of(texts).size or _header_of([*heads, *texts]).size != len(heads):
        return None
    own = [*lines[header.start : header.end], *lines[region.start : region.end]]
    return _placed_part(own, [*heads, *texts], rest, spelling, known=False)


def _is_one(table: _Part, part: _Part) -> bool:
    """Tell whether a part right below a table belongs to it: without header, or with the same."""
    return not part.own or part.labels == table.labels


def _header_of(lines: Sequence[Line]) -> Header:
    far = [1, *(lines_apart(above, below) for above, below in pairwise(lines))]
    return header_of([line.text for line in lines], far)


def _placed_part(
    lines: Sequence[Line],
    plain: Sequence[Line],
    analyses: Sequence[Row],
    spelling: Spelling,
    *,
    known: bool,
    said: Sequence[str] = (),
    side: Side | None = None,
) -> _Part | None:
    """Put the lines of a table into its columns; None where there are none.

    A ``known`` header may stand alone at the foot of a page; icons stand before its rows' names.
    ``said`` are the last texts above the table, which its title may repeat.
    """
    header = _header_of(plain)
    size, columns, named, names, placed = header
    if not 1 < len(columns) <= _MOST_COLUMNS or (len(plain) <= size and not known):
        return None
    texts = [line.text for line in plain[size:]]
    wide = (
        columns if placed else widened(columns, texts, known=known, dated=header.dated, side=side)
    )
    heads = [line.text for line in plain[:size]]
    titled = len(heads) > 1 and _is_title(heads[0], said)
    if named:
        parted = Heads(named, 0.0)
    else:
        wide, parted = headed(heads, wide, spelling, titled=titled)
    first = int(parted.titled)
    above = [Row(*pair) for pair in zip(plain[first:size], parted.lines[first:], strict=True)]
    words = _words_of(plain[size:], wide, header, known=known)
    body = [_row(line, found, wide) for line, found in zip(plain[size:], words, strict=True)]
    if known:
        body = [replace(row, cells=_without_icon(row.cells)) for row in body]
    return _Part(
        [line for line in lines if not first or line.number > plain[0].number],
        plain[first:size],
        len(wide),
        above,
        body,
        analyses,
        parted.cost,
        own=True,
        title=plain[:first],
        costs=parted.costs,
        names=names,
    )


def _words_of(
    lines: Sequence[Line], columns: Sequence[Span], header: Header, *, known: bool
) -> list[dict[int, list[Span]]]:
    """Return the words of lines by column; those of known tables stand below each other."""
    found: list[dict[int, list[Span]]] = []
    if known:
        begins = [segments_of(line.text)[0][0] for line in lines]
        columns = [(min([*begins, columns[0][1]]), columns[0][1]), *columns[1:]]
    for again in range(_TIMES if known else 1):
        stand = places_of(found, len(columns)) if again else None
        found = [
            in_columns(
                line.text,
                columns,
                periods=known,
                dated=header.dated,
                sexes=header.sexes,
                fixed=header.placed,
                places=partial(stand.against, line=before) if stand else None,
            )
            for line, before in zip(lines, found or [{}] * len(lines), strict=True)
        ]
    return found


def _row(line: Line, words: Mapping[int, Sequence[Span]], columns: Sequence[Span]) -> Row:
    """Return a line with its texts by column, and how well they stand there."""
    spans = {at: (found[0][0], found[-1][1]) for at, found in words.items()}
    beside = [(at, two) for at, two in pairwise(sorted(spans)) if spans[two][0] - spans[at][1] <= 1]
    outside = {at: outside_by(span, columns[at]) for at, span in spans.items() if at}
    return Row(
        line,
        texts_at(line.text, words),
        tight=frozenset(at for pair in beside for at in pair),
        outside={at: letters for at, letters in outside.items() if letters},
        ahead=_ahead(spans, columns),
    )


def _ahead(spans: Mapping[int, Span], columns: Sequence[Span]) -> dict[int, float]:
    """Return by how many letters texts are nearer to their column than to an empty one beside."""
    return {
        at: min(apart(span, columns[near]) - apart(span, columns[at]) for near in empty)
        for at, span in spans.items()
        if at
        and (empty := [n for n in (at - 1, at + 1) if 0 < n < len(columns) and n not in spans])
    }


def _without_icon(cells: Mapping[int, str]) -> dict[int, str]:
    """Return the cells of a line without the icon before a name, or the bullet drawn for it."""
    return {
        at: text if at else strip_icon(text) for at, text in cells.items() if at or strip_icon(text)
    }


def _table(parts: Sequence[_Part], spelling: Spelling) -> GridTable:
    """Return a table over all its pages; a row that a page break cuts is one."""
    first = parts[0]
    body = [row for part in parts for row in part.body]
    analyses = [row for part in parts for row in part.analyses]
    groups = [
        group for group in grouped(body, analyses, keys_of(first.labels), first.names) if group
    ]
    sure = _sureness(first, groups, len(parts), spelling)
    head = [cells_of(first.above, first.columns, {}, spelling)] if first.above else []
    return GridTable(
        rows=(
            *head,
            *(
                cells_of(group, first.columns, sure, spelling)
                for group, sure in zip(groups, sure, strict=True)
            ),
        ),
        place=merge_places([place_of(part.lines) for part in parts]),
        header_rows=len(head),
        confidence=max((share for row in sure for share in row.values()), default=UNSURE),
    )


def _sureness(
    first: _Part, groups: Sequence[Sequence[Row]], parts: int, spelling: Spelling
) -> list[dict[int, float]]:
    """Return how sure the cells of each row are, by column."""
    labels = [
        closed([row.cells[at] for row in first.above if at in row.cells], spelling)
        for at in range(first.columns)
    ]
    known = KNOWN_HEAD.fullmatch(head_word(labels[0])) is not None
    looks = LayoutLooks(labels, known, first.cost, parts, first.costs, spelling)
    return [{at: sureness(seen) for at, seen in row.items()} for row in evidence(groups, looks)]


def _prose(source: TextSource, lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the paragraphs of lines; a title that repeats the heading above it is one."""
    dedented = [replace(line, text=line.text.strip()) for line in lines]
    titles = [at for at, (one, two) in enumerate(pairwise(dedented), start=1)
              if one.text and two.text and repeats(two.text, [one.text])]  # fmt: skip
    for start, end in pairwise([0, *titles, len(dedented)]):
        yield from paragraphs(
            dedented[start:end],
            page_breaks=source.page_breaks,
            wrap_is_marked=False,
            end_is_marked=False,
        )


def _without_analyses(lines: Sequence[Line], region: Region) -> tuple[list[Line], list[Row]]:
    """Part the lines of Analys texts from the others; blank lines are left out."""
    plain: list[Line] = []
    rest: list[Row] = []
    for index in range(region.start, region.end):
        if not (text := lines[index].text.strip()):
            continue
        if index in region.texts:
            rest.append(Row(lines[index], {0: text}, analysis=True))
        else:
            plain.append(lines[index])
    return plain, rest
