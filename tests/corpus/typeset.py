"""Sets a report on pages: every printed line with its place, font and size.

Belongs here: layout as data (varied by seed) and a typesetter that works as Word does
where it shows in extracted text: cells are set one after the other in reading order, a
line that continues keeps its trailing space, a word wider than its cell is cut without a
hyphen, header rows are repeated after a page break, a row may be cut by one. No PDF
operators: ``pdf`` draws what stands here, and ``flow_text`` finds it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.corpus.fonts import FAMILIES, Family
from tests.corpus.model import (
    ActivityTable,
    AssessmentLine,
    Bullets,
    DataTable,
    GoalHeading,
    Heading,
    IndicatorTable,
    Paragraph,
    Report,
)
from tests.corpus.rendering import (
    Anchor,
    assessment_anchor,
    block_anchor,
    decision_anchor,
    goal_anchor,
    row_anchor,
    table_anchor,
)
from tests.corpus.swedish import rng

THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
TIED = "\x01"
"""Stands for a thousands space while lines are broken: Word does not break there."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is set. Lengths in points.

    ``rules`` is 'full', 'horizontal' or 'none'; ``value_align`` is where a value stands
    beside a label of several lines: 'top', 'middle' or 'bottom', in indicator tables;
    ``data_align`` the same in other tables; ``number_side`` is where the values of other
    tables stand in their column: 'left', 'middle' or 'right'; ``icon`` is 'space' (a
    drawn sign and a space), 'glyph' (a sign of a font) or 'padded' (a drawn sign and two
    empty paragraphs); ``cell_end`` is printed at the end of each cell, also of an empty
    one (Word's PDF export leaves a space there in some versions).
    """

    page: tuple[float, float] = A4
    margins: tuple[float, float, float, float] = (70, 70, 95, 70)
    family: str = "Times"
    size: float = 11.5
    table_size: float = 9.5
    rules: str = "full"
    header_align: str = "middle"
    value_align: str = "top"
    data_align: str = "top"
    number_side: str = "left"
    leading: float = 1.1
    icon: str = "space"
    cell_end: str = ""
    prose_end: str = ""
    merged_headers: bool = False
    repeat_header: bool = True
    split_rows: bool = True
    name_share: float = 0.27
    widths: tuple[float, ...] = (1.15, 0.92, 0.72, 0.82, 0.98, 0.9, 0.95, 1.05)
    date_width: float = 66
    data_label_share: float = 0.25
    bullet: str = "•"
    footer: bool = False


def layout_of(seed: object) -> Layout:
    """A layout varied by seed around what the real reports show."""
    source = rng("layout", seed)
    base = Layout()
    size = source.choice((10.5, 11, 11.5, 12))
    left, right = source.choice(((70, 70), (62, 80), (80, 62), (56, 56)))
    family = source.choice(("Times", "Times", "Helvetica", "Vera"))
    smaller = source.choice((1.5, 2, 2.5)) + {"Vera": 1.5, "Helvetica": 0.5}.get(family, 0)
    return Layout(
        page=source.choice((A4, A4, A4, LETTER)),
        margins=(left, right, source.choice((86, 95, 110)), source.choice((60, 72, 90))),
        family=family,
        size=size,
        table_size=size - smaller,  # wide fonts are set smaller to fit their columns
        rules=source.choice(("full", "full", "horizontal", "horizontal", "none")),
        header_align=source.choice(("top", "middle", "middle", "bottom")),
        leading=source.choice((1.1, 1.1, 1.15, 1.2)),
        value_align=source.choice(("top", "top", "top", "top", "top", "top", "middle")),
        data_align=source.choice(("top", "middle", "bottom")),
        number_side=source.choice(("left", "left", "middle", "right")),
        icon=source.choice(("space", "space", "glyph", "padded")),
        cell_end=source.choice(("", "", " ")),
        prose_end=source.choice(("", " ")),
        merged_headers=source.random() < 0.25,
        repeat_header=source.random() < 0.85,
        split_rows=source.random() < 0.6,
        name_share=source.uniform(0.23, 0.34),
        widths=tuple(width * source.uniform(0.85, 1.15) for width in base.widths),
        date_width=source.uniform(58, 74),
        data_label_share=source.uniform(0.2, 0.36),
        bullet=source.choice(("•", "•", "-")),
        footer=source.random() < 0.15,
    )


FLOW_LIKE_2021 = Layout()
"""Set like the T1 2021 report among the real ones."""

FLOW_LIKE_2026 = Layout(
    family="Times",
    header_align="middle",
    data_align="middle",
    icon="padded",
    cell_end=" ",
    prose_end=" ",
    name_share=0.3,
)
"""Set like the VP 2026 report among the real ones: every cell ends in a space."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    ``cell`` numbers the run of lines it belongs to (a cell or a paragraph), ``row`` the
    table row (0 outside tables); ``anchors`` are the things that this line prints.
    """

    text: str
    x: float
    y: float
    font: str
    size: float
    cell: int
    anchors: tuple[Anchor, ...] = ()
    is_furniture: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line of a table."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn icon: a filled circle."""

    x: float
    y: float
    radius: float


@dataclass(slots=True)
class Page:
    """What is drawn on a page, in drawing order."""

    items: list[Line | Rule | Sign] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """The printed lines."""
        return [item for item in self.items if isinstance(item, Line)]


@dataclass(frozen=True, slots=True)
class Setting:
    """A report on pages."""

    pages: tuple[Page, ...]
    layout: Layout


@cache
def _width(text: str, font: str, size: float) -> float:
    return float(stringWidth(text.replace(TIED, " "), font, size))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines as Word does; a continued line keeps its trailing space."""
    tied = THOUSANDS.sub(TIED, text)
    if any(_width(word, font, size) > width for word in tied.split() if TIED in word):
        tied = text  # where the whole number does not fit, the break is at its space
    words = re.findall(r"\S+?-(?=[^\W\d])|\S+", tied)
    glued = re.findall(r"\S+?-(?=[^\W\d])|\S+\s*", tied)
    lines = [""]
    for word, with_space in zip(words, glued, strict=True):
        if lines[-1] and _width(lines[-1] + word, font, size) > width:
            lines.append("")
        rest = with_space
        while _width(rest.rstrip(), font, size) > width and not lines[-1]:
            cut = next(
                (
                    i
                    for i in range(len(rest.rstrip()) - 1, 0, -1)
                    if _width(rest[:i], font, size) <= width
                ),
                1,
            )
            lines[-1] = rest[:cut]
            rest = rest[cut:]
            lines.append("")
        lines[-1] += rest
    lines[-1] = lines[-1].rstrip()
    lines[0] = text[: len(text) - len(text.lstrip())] + lines[0]
    return [line.replace(TIED, " ") for line in lines]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A table cell before it is placed: lines and the anchors of its first line."""

    lines: tuple[str, ...]
    anchors: tuple[Anchor, ...] = ()
    sign: bool = False
    side: str = "left"
    span: int = 1


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of cells, or one cell over the whole width (``wide``)."""

    cells: tuple[_Cell, ...]
    font: str
    size: float
    align: str
    wide: bool = False


class _Setter:
    """Fills pages from top to bottom."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.family: Family = FAMILIES[layout.family]
        left, right, top, bottom = layout.margins
        self.left = left
        self.width = layout.page[0] - left - right
        self.top = layout.page[1] - top
        self.bottom = bottom
        self.pages = [Page()]
        self.y = self.top
        self.cell = 0
        self.row = 0
        self.in_row = False

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = self.top

    def room(self, height: float) -> None:
        """Start a new page when ``height`` does not fit."""
        if self.y - height < self.bottom and self.y < self.top:
            self.new_page()

    def put(
        self,
        text: str,
        x: float,
        y: float,
        font: str,
        size: float,
        anchors: tuple[Anchor, ...] = (),
    ) -> None:
        row = self.row if self.in_row else 0
        self.pages[-1].items.append(Line(text, x, y, font, size, self.cell, anchors, row=row))

    def text(
        self,
        text: str,
        *,
        font: str | None = None,
        size: float | None = None,
        before: float = 0.0,
        after: float = 0.0,
        indent: float = 0.0,
        anchors: tuple[Anchor, ...] = (),
        keep: float = 0.0,
        first: str = "",
        width: float | None = None,
    ) -> None:
        """Set a paragraph; spaces around in lines; ``first`` hangs before the first line."""
        font = font or self.family.regular
        size = size or self.layout.size
        leading = size * 1.17
        if self.y < self.top:
            self.y -= before * leading
        self.room(leading * (1 + keep))
        lines = wrap(text, font, size, (width or self.width) - indent)
        lines[-1] += self.layout.prose_end
        self.cell += 1
        for index, line in enumerate(lines):
            self.room(leading)
            self.y -= leading
            shown, x = line, self.left + indent
            if index == 0 and first:
                shown, x = f"{first} {line}", self.left + indent - 12
            self.put(shown, x, self.y, font, size, anchors if index == 0 else ())
        self.y -= after * leading

    def table(self, widths: Sequence[float], headers: Sequence[_Row], rows: Sequence[_Row]) -> None:
        """Set a table; the header rows again on each new page."""
        self.y -= 0.9 * self.layout.size
        self.room(sum(self._height(row) for row in (*headers, *rows[:1])))
        for header in headers:
            self._row(header, widths)
        repeated = [
            _Row(
                tuple(_Cell(cell.lines, side=cell.side, span=cell.span) for cell in header.cells),
                header.font,
                header.size,
                header.align,
            )
            for header in headers
        ]
        for row in rows:
            self._fitted(row, widths, repeated)
        self.y -= 1.4 * self.layout.size

    def _fitted(self, row: _Row, widths: Sequence[float], headers: Sequence[_Row]) -> None:
        space = self.y - self.bottom
        if self._height(row) <= space:
            self._row(row, widths)
            return
        fits = int((space - PADDING) / (row.size * self.layout.leading))
        longest = max(len(cell.lines) for cell in row.cells)
        rest = row
        # As Word's widow control: two lines at least on either side of the break.
        if self.layout.split_rows and row.align == "top" and 2 <= fits <= longest - 2:
            head = tuple(_Cell(c.lines[:fits], c.anchors, c.sign, c.side) for c in row.cells)
            tail = tuple(_Cell(c.lines[fits:], side=c.side) for c in row.cells)
            self._row(_Row(head, row.font, row.size, row.align, row.wide), widths)
            rest = _Row(tail, row.font, row.size, row.align, row.wide)
        self.new_page()
        if self.layout.repeat_header:
            for header in headers:
                self._row(header, widths)
        self._row(rest, widths)

    def _height(self, row: _Row) -> float:
        return max(len(cell.lines) for cell in row.cells) * row.size * self.layout.leading + PADDING

    def _row(self, row: _Row, widths: Sequence[float]) -> None:
        height = self._height(row)
        top = self.y
        x = self.left
        edges = [x]
        self.row += 1
        self.in_row = True
        column = 0
        for cell in row.cells:
            width = sum(widths) if row.wide else sum(widths[column : column + cell.span])
            self._cell(cell, row, (x, x + width), (top, height))
            x += width
            column += cell.span
            edges.append(x)
        self.in_row = False
        self.y -= height
        self._rules(edges, top, self.y)

    def _cell(
        self, cell: _Cell, row: _Row, across: tuple[float, float], down: tuple[float, float]
    ) -> None:
        self.cell += 1
        (x, right), (top, height) = across, down
        leading = row.size * self.layout.leading
        slack = height - PADDING - len(cell.lines) * leading
        shift = {"top": 0.0, "middle": slack / 2, "bottom": slack}[row.align]
        y = top - PADDING / 2 - shift
        if cell.sign and self.layout.icon != "glyph":
            self.pages[-1].items.append(Sign(x + 7, y - row.size * 0.6, row.size * 0.28))
        for index, line in enumerate(cell.lines):
            y -= leading
            text = line
            if index + 1 == len(cell.lines):
                text += self.layout.cell_end
            font = row.font
            if cell.sign and self.layout.icon == "glyph":
                font, text = "ZapfDingbats", GLYPH
            if text:
                room = right - x - 6 - _width(text.rstrip(), font, row.size)
                inset = {"left": 0.0, "middle": room / 2, "right": room}[cell.side]
                self.put(
                    text,
                    x + 3 + inset,
                    y + leading * 0.22,
                    font,
                    row.size,
                    cell.anchors if index == 0 else (),
                )

    def _rules(self, edges: Sequence[float], top: float, bottom: float) -> None:
        if self.layout.rules == "none":
            return
        items = self.pages[-1].items
        left, right = edges[0], edges[-1]
        items += [Rule(left, top, right, top), Rule(left, bottom, right, bottom)]
        if self.layout.rules == "full":
            items += [Rule(x, top, x, bottom) for x in edges]


PADDING = 5.0
GLYPH = "✔"
ICON_WIDTH = 17.0


def lay_out(report: Report, layout: Layout) -> Setting:
    """Set a whole report."""
    setter = _Setter(layout)
    _first_page(setter, report)
    for number, block in enumerate(report.blocks):
        match block:
            case Heading():
                _heading(setter, block)
            case Paragraph():
                before = 0.0 if block.tight else 0.15
                setter.text(block.text, before=before, anchors=(block_anchor(number),))
            case Bullets():
                _bullets(setter, number, block)
            case GoalHeading():
                _goal(setter, report, block)
            case AssessmentLine():
                _assessment(setter, block)
            case IndicatorTable():
                _indicators(setter, number, block)
            case ActivityTable():
                _activities(setter, number, block)
            case DataTable():
                _data(setter, number, block)
    return Setting(_furnished(setter.pages, report, layout), layout)


def _first_page(setter: _Setter, report: Report) -> None:
    head, bold = report.head, setter.family.bold
    setter.text(f"{head.diary_label} {head.diary_number}", size=10)
    setter.text(head.report_date.isoformat(), size=10, after=1)
    setter.text("Handläggare", size=10)
    setter.text(head.case_officer, size=10, after=1)
    setter.text("Till", size=11)
    setter.text(report.committee_name, size=11)
    setter.text(head.meeting_date.isoformat(), size=11, after=2)
    setter.text(head.title, font=bold, size=17, after=1.5)
    setter.text("Förslag till beslut", font=bold, size=13)
    for decision in report.decisions:
        setter.text(
            f"{decision.number}. {decision.text}",
            size=12,
            width=setter.width * 0.72,
            after=0.9,
            anchors=(decision_anchor(decision.number),),
        )
    setter.text(head.director, before=2)
    setter.text("Stadsdelsdirektör" if head.committee_kind == "stadsdelsnamnd" else "Direktör")
    setter.new_page()


HEADING_SIZES = {1: (15.5, 1.6, 0.4), 2: (13.5, 1.5, 0.5), 3: (11.5, 1.4, 1.0), 4: (11.5, 0.1, 0.0)}


def _heading(setter: _Setter, block: Heading) -> None:
    size, before, after = HEADING_SIZES[block.level]
    setter.text(block.text, font=setter.family.bold, size=size, before=before, after=after, keep=3)


def _bullets(setter: _Setter, number: int, block: Bullets) -> None:
    setter.y -= 3
    for item in block.items:
        anchors = (block_anchor(number),)
        setter.text(item, indent=26, first=setter.layout.bullet, anchors=anchors)
    setter.y -= setter.layout.size


def _goal(setter: _Setter, report: Report, block: GoalHeading) -> None:
    goal = report.goals[block.goal]
    text = " ".join(part for part in (goal.printed_code, goal.title) if part)
    anchors = (goal_anchor(block.goal),)
    bold = setter.family.bold
    if block.own_line:
        setter.text(block.label, font=bold, size=12.5, before=2, keep=5)
        setter.text(text, font=bold, size=12.5, after=1.2, anchors=anchors)
    else:
        label = f"{block.label} {text}"
        setter.text(label, font=bold, size=12.5, before=2, after=1.2, keep=5, anchors=anchors)


def _assessment(setter: _Setter, block: AssessmentLine) -> None:
    text = f" {block.text}"
    setter.room(setter.layout.size * 2)
    setter.pages[-1].items.append(Sign(setter.left + 3, setter.y - 8, 3))
    setter.text(text, indent=8, after=1.3, anchors=(assessment_anchor(block.goal),))


def _icon_cell(layout: Layout, has_icon: bool) -> _Cell:
    if not has_icon:
        return _Cell(("",))
    lines = (" ", "" if layout.cell_end else " ") if layout.icon == "padded" else (" ",)
    return _Cell(lines, sign=True)


def _wrapped(setter: _Setter, text: str, width: float, font: str, size: float) -> tuple[str, ...]:
    return tuple(wrap(text, font, size, width - 6))


def _value_table(
    setter: _Setter,
    number: int,
    headers: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[tuple[bool, tuple[str, ...], str]],
) -> None:
    """A table of indicators or activities: icon, name, values; analysis over the width."""
    layout, size = setter.layout, setter.layout.table_size
    bold, regular = setter.family.bold, setter.family.regular
    table = table_anchor(number)
    header = _Row(
        (
            _Cell((" ",), (table,)),
            *(
                _Cell(_wrapped(setter, text, width, bold, size))
                for text, width in zip(headers, widths[1:], strict=True)
            ),
        ),
        bold,
        size,
        layout.header_align,
    )
    body: list[_Row] = []
    for index, (has_icon, cells, analysis) in enumerate(rows):
        anchors = (row_anchor(number, index), table)
        body.append(
            _Row(
                (
                    _icon_cell(layout, has_icon),
                    *(
                        _Cell(
                            _wrapped(setter, text, width, regular, size),
                            anchors if column == 0 else (table,) if text else (),
                        )
                        for column, (text, width) in enumerate(zip(cells, widths[1:], strict=True))
                    ),
                ),
                regular,
                size,
                layout.value_align,
            )
        )
        if analysis:
            lines = ("Analys", *_wrapped(setter, analysis, sum(widths), regular, size))
            body.append(_Row((_Cell(lines, (table,)),), regular, size, "top", wide=True))
    setter.table(widths, [header], body)


def _indicators(setter: _Setter, number: int, table: IndicatorTable) -> None:
    layout = setter.layout
    order = (
        "outcome",
        "outcome_men",
        "outcome_women",
        "previous_outcome",
        "forecast",
        "target",
        "kf_target",
        "period",
    )
    weight = dict(zip(order, layout.widths, strict=True))
    name = setter.width * (layout.name_share if len(table.measures) > 2 else 0.42)
    rest = setter.width - ICON_WIDTH - name
    weights = [weight[measure] for measure in (*table.measures, "period")]
    # No table is so narrow that it cuts an ordinary number: the name gives way.
    least = _width("88,88", setter.family.regular, layout.table_size) + 7
    values = [max(rest * w / sum(weights), least) for w in weights]
    widths = [ICON_WIDTH, setter.width - ICON_WIDTH - sum(values), *values]
    _value_table(
        setter,
        number,
        ("Indikator", *table.headers, table.period_header),
        widths,
        (
            (row.has_icon, (row.name, *(cell.text for cell in row.cells), row.period), row.analysis)
            for row in table.rows
        ),
    )


def _activities(setter: _Setter, number: int, table: ActivityTable) -> None:
    size = setter.layout.table_size
    dated = max(
        setter.layout.date_width,
        _width("2026-12-31", setter.family.regular, size) + 7,
        _width("Startdatum", setter.family.bold, size) + 7,
    )
    columns = 3 if table.has_deviation_column else 2
    widths = [ICON_WIDTH, setter.width - ICON_WIDTH - columns * dated, *[dated] * columns]
    headers = ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")[: columns + 1]
    _value_table(
        setter,
        number,
        headers,
        widths,
        (
            (
                row.has_icon,
                (
                    row.text,
                    row.start.isoformat() if row.start else "",
                    row.end.isoformat() if row.end else "",
                    "Avvikelse" if row.deviation else "",
                )[: columns + 1],
                row.analysis,
            )
            for row in table.rows
        ),
    )


def _data(setter: _Setter, number: int, table: DataTable) -> None:
    layout = setter.layout
    count = len(table.columns)
    size = layout.table_size if count < 9 else max(layout.table_size - 2, 6.5)
    regular = setter.family.regular
    widths = _data_widths(setter, table, size)
    anchor = table_anchor(number)
    sides = [
        "left" if column in table.label_columns else layout.number_side for column in range(count)
    ]
    headers = _data_headers(setter, number, table, widths, sides, size)
    body = [
        _Row(
            tuple(
                _Cell(
                    _wrapped(setter, cell.text, width, regular, size),
                    ((row_anchor(number, index), anchor) if column == first else (anchor,))
                    if cell.text
                    else (),
                    side="left" if len(cell.text) > 30 else sides[column],
                )
                for column, (cell, width) in enumerate(zip(row.cells, widths, strict=True))
            ),
            regular,
            size,
            layout.data_align,
        )
        for index, row in enumerate(table.rows)
        for first in (next(c for c, cell in enumerate(row.cells) if cell.text),)
    ]
    setter.table(widths, headers, body)
    setter.y += 0.8 * layout.size
    for note in table.notes:
        setter.text(note, size=size, after=0.6)


def _data_headers(
    setter: _Setter,
    number: int,
    table: DataTable,
    widths: Sequence[float],
    sides: Sequence[str],
    size: float,
) -> list[_Row]:
    """One header row, or two where neighbouring columns share a merged cell above."""
    bold, align = setter.family.bold, setter.layout.header_align
    anchors = (table_anchor(number),)
    groups = column_groups(table.columns) if setter.layout.merged_headers else []
    starts = {first: (shared, last) for shared, first, last in groups}
    inside = {c for _, first, last in groups for c in range(first, last + 1)}

    def cell(text: str, first: int, last: int) -> _Cell:
        width = sum(widths[first : last + 1])
        lines = _wrapped(setter, text, width, bold, size)
        found = anchors if text else ()
        side = "middle" if last > first else sides[first]
        return _Cell(lines, found, side=side, span=last - first + 1)

    upper = [
        cell(*((starts[c][0], c, starts[c][1]) if c in starts else (name, c, c)))
        for c, name in enumerate(table.columns)
        if c in starts or c not in inside
    ]
    rows = [_Row(tuple(upper), bold, size, align)]
    if groups:
        lower = [
            cell(name.rpartition(" ")[2] if c in inside else "", c, c)
            for c, name in enumerate(table.columns)
        ]
        rows.append(_Row(tuple(lower), bold, size, align))
    return rows


def _data_widths(setter: _Setter, table: DataTable, size: float) -> list[float]:
    """Label columns get their share, long texts twice a value column, values the rest."""
    count = len(table.columns)
    share = setter.layout.data_label_share / len(table.label_columns) ** 0.3
    share = max(share, 0.42 if count <= 3 else 0.0) if count < 9 else min(share, 0.18)
    weights = []
    for column in range(count):
        longest = max((len(row.cells[column].text) for row in table.rows), default=0)
        if column in table.label_columns:
            weights.append(share * count)
        else:
            weights.append(4.0 if longest > 40 else 1.0)
    labels = sum(share for _ in table.label_columns)
    others = [w for c, w in enumerate(weights) if c not in table.label_columns]
    return [
        setter.width
        * (share if c in table.label_columns else (1 - labels) * weights[c] / sum(others))
        for c in range(count)
    ]


def column_groups(columns: Sequence[str]) -> list[tuple[str, int, int]]:
    """Neighbouring columns that share all but their last word: (shared, first, last)."""
    groups: list[tuple[str, int, int]] = []
    for index, name in enumerate(columns):
        shared = name.rpartition(" ")[0]
        if groups and shared and groups[-1][0] == shared and groups[-1][2] == index - 1:
            groups[-1] = (shared, groups[-1][1], index)
        else:
            groups.append((shared, index, index))
    return [group for group in groups if group[2] > group[1]]


def outcome_head(headers: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The header of an indicator table in two rows: a label, and what stands below it, if any.

    The outcomes of all and of both sexes are beside each other and share one label.
    """
    sexes = [index for index, name in enumerate(headers) if name.startswith("Utfall ")][:2]
    if len(sexes) < len(("män", "kvinnor")) or headers[sexes[0] - 1] != "Periodens utfall":
        return [(name, ()) for name in headers]
    first = sexes[0] - 1
    below = ("Totalt", *(headers[index].removeprefix("Utfall ") for index in sexes))
    head: list[tuple[str, tuple[str, ...]]] = [(name, ()) for name in headers]
    return [*head[:first], (headers[first], tuple(map(str.capitalize, below))), *head[first + 3 :]]


def _furnished(pages: list[Page], report: Report, layout: Layout) -> tuple[Page, ...]:
    """Add page headers and footers, now that the number of pages is known."""
    family = FAMILIES[layout.family]
    x, top = layout.page[0] - 150, layout.page[1] - 38
    finished = []
    for number, page in enumerate(pages, start=1):
        end = layout.prose_end
        texts = [f"Tjänsteutlåtande{end}", f"Sid {number} ({len(pages)}){end}"]
        lines = [
            Line(text, x, top - 12 * i, family.bold if i == 0 else family.regular, 10, -1, (), True)
            for i, text in enumerate(texts)
        ]
        if number == 1:
            name = f"{report.head.committee} stadsdelsförvaltning"
            lines.insert(0, Line(name, layout.margins[0], top, family.bold, 10, -2, (), True))
        footer = (
            [Line("stockholm.se", layout.margins[0], 30, family.regular, 8, -3, (), True)]
            if layout.footer
            else []
        )
        finished.append(Page([*lines, *page.items, *footer]))
    return tuple(finished)


def any_layout(source: Random) -> Layout:
    """A layout from a random source."""
    return layout_of(source.random())
