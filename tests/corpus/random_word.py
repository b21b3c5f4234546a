"""DOCX files whose inside is drawn by lot: habits of writers and programs that nobody chose.

Belongs here: how a heading is made to look like one, and what stands in the XML around the words
that are printed: pieces of runs, tracked changes, hidden text, content controls, fields, notes,
comments, text boxes, signs. What the tables are is ``random_tables``' lot. ``plain`` leaves out
what other programs print though Word does not (deleted text), or lose (tables in text boxes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from tests.corpus.model import Report
from tests.corpus.random_grid import Box, Grid, Line
from tests.corpus.random_tables import items
from tests.corpus.rendering import Rendering
from tests.corpus.swedish import rng
from tests.corpus.word_package import (
    BY,
    field_nodes,
    packed,
    run_node,
    style_node,
    text_box,
    text_node,
)

_WIDTH = 9600
_WIDE = 6

_HABITS: dict[str, tuple[float, float, float]] = {
    # habit: (how often a file has it, how often it then does it, at least and at most)
    "split": (0.6, 0.05, 0.6),
    "proof": (0.4, 0.05, 0.3),
    "bookmark": (0.4, 0.02, 0.2),
    "inserted": (0.25, 0.01, 0.15),
    "deleted": (0.25, 0.01, 0.1),
    "deleted row": (0.15, 0.02, 0.1),
    "inserted row": (0.15, 0.02, 0.2),
    "formatted": (0.25, 0.02, 0.2),
    "hidden": (0.15, 0.01, 0.05),
    "comment": (0.25, 0.01, 0.06),
    "note": (0.25, 0.01, 0.1),
    "control in text": (0.2, 0.02, 0.2),
    "control of cell": (0.2, 0.02, 0.3),
    "control of row": (0.1, 0.02, 0.3),
    "control of block": (0.15, 0.02, 0.2),
    "field": (0.2, 0.02, 0.15),
    "link": (0.15, 0.01, 0.05),
    "soft hyphen": (0.2, 0.02, 0.2),
    "break": (0.2, 0.01, 0.1),
    "paragraphs": (0.15, 0.01, 0.06),
    "empty paragraph": (0.3, 0.01, 0.2),
    "leading tab": (0.1, 0.02, 0.3),
    "page": (0.4, 0.01, 0.03),
    "text box": (0.2, 0.01, 0.03),
    "framed": (0.15, 0.1, 0.6),
    "turned": (0.2, 0.3, 0.9),
    "boxed": (0.06, 0.1, 0.5),
    "page break": (0.3, 0.05, 0.3),
}
_OTHERWISE = ("deleted", "deleted row", "hidden", "boxed", "control of row")
"""Habits that other programs print though Word does not, or lose."""
_HEADINGS = (
    *("built in", "built in", "swedish", "named", "custom", "outline", "direct outline"),
    *("direct", "bold", "size"),
)
"""How headings are made: by a style of whatever name, by an outline level, by looks alone."""
_SIZES = {1: 32, 2: 28, 3: 26, 4: 24, 5: 22, 6: 22}
_BODY = 21


class _Lot:
    """What a file does by lot, and what it gathers for its other parts."""

    def __init__(self, source: Random, *, plain: bool) -> None:
        self.source = source
        self.habits: dict[str, float] = {}
        self.notes: list[str] = []
        self.comments: list[str] = []
        self.number = 100
        draw = self.source
        for name, (files, least, most) in _HABITS.items():
            often = draw.uniform(least, most) if draw.random() < files else 0.0
            unprinted = name in _OTHERWISE and plain
            self.habits[name] = 0.0 if unprinted else often
        self.codes = ("=SUM(ABOVE)", "FORMTEXT", *(() if plain else ("REF _Ref99 \\h",)))
        self.heading = draw.choice(_HEADINGS)
        self.numbered = draw.random() < 0.2 and self.heading in ("built in", "swedish", "custom")
        self.bullet = draw.choice(("list", "style", "typed •\t", "typed -\t"))
        self.space = draw.choice((" ", " ", "\u00a0", "\u2009", "\u202f"))
        self.minus = draw.choice(("-", "-", "\u2212", "\u2011", "no break"))
        self.header_rows = draw.random() < 0.5
        self.bold_heads = draw.random() < 0.7
        self.contents = draw.choice(("", "", "control", "field", "typed"))
        self.sign = draw.random() < 0.2

    def does(self, name: str) -> bool:
        """Draw whether a habit shows now."""
        often = self.habits[name]
        return bool(often) and self.source.random() < often

    def next(self) -> int:
        """A number for a bookmark or a change."""
        self.number += 1
        return self.number


# --- runs and paragraphs ------------------------------------------------------------------------


def _runs(lot: _Lot, text: str, looks: str = "") -> str:
    """Return runs that print a text, with what stands between and around them by lot."""
    if not text:
        return ""
    pieces = [text]
    if lot.does("split") and len(text) > 1:
        cuts = sorted({lot.source.randrange(1, len(text)) for _ in range(3)})
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    made = [_piece(lot, piece, looks) for piece in pieces]
    if lot.does("deleted"):
        gone = f"<w:r>{text_node('utgår 12 ', 'w:delText')}</w:r>"
        at = lot.source.randrange(len(made) + 1)
        made.insert(at, f'<w:del w:id="{lot.next()}" {BY}>{gone}</w:del>')
    if lot.does("hidden"):
        made.insert(0, run_node("dolt 99 ", "<w:vanish/>"))
    whole = "".join(made)
    for name, wrap in _AROUND.items():
        if lot.does(name):
            whole = wrap(lot, whole)
    return whole


def _piece(lot: _Lot, text: str, looks: str) -> str:
    marks = looks
    if lot.does("formatted"):
        before = '<w:rPr><w:vanish/><w:sz w:val="60"/></w:rPr>'
        marks += f'<w:rPrChange w:id="{lot.next()}" {BY}>{before}</w:rPrChange>'
    run = run_node(text, marks)
    if lot.does("inserted"):
        run = f'<w:ins w:id="{lot.next()}" {BY}>{run}</w:ins>'
    if lot.does("proof"):
        run = f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'
    if lot.does("page"):
        run = f"<w:r><w:lastRenderedPageBreak/></w:r>{run}"
    return run


def _bookmark(lot: _Lot, runs: str) -> str:
    number = lot.next()
    start = f'<w:bookmarkStart w:id="{number}" w:name="_Ref{number}"/>'
    return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'


def _commented(lot: _Lot, runs: str) -> str:
    lot.comments.append("Stämmer detta? 17 %")
    at = len(lot.comments)
    return (
        f'<w:commentRangeStart w:id="{at}"/>{runs}<w:commentRangeEnd w:id="{at}"/>'
        f'<w:r><w:commentReference w:id="{at}"/></w:r>'
    )


def _control(_: _Lot, inner: str) -> str:
    return (
        '<w:sdt><w:sdtPr><w:alias w:val="Fält"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


_AROUND = {
    "field": lambda lot, runs: field_nodes(lot.source.choice(lot.codes), runs),
    "link": lambda _lot, runs: f'<w:hyperlink w:anchor="_Ref99">{runs}</w:hyperlink>',
    "bookmark": _bookmark,
    "comment": _commented,
    "control in text": _control,
}


def _paragraph(lot: _Lot, runs: str, properties: str = "") -> str:
    if lot.does("formatted"):
        before = '<w:pPr><w:pStyle w:val="Heading1"/><w:outlineLvl w:val="0"/></w:pPr>'
        properties += f'<w:pPrChange w:id="{lot.next()}" {BY}>{before}</w:pPrChange>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _numbers(lot: _Lot, text: str) -> str:
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", lot.space, text)
    text = re.sub(r"(?<=\d) (?=%$)", lot.space, text)
    minus = "\u2011" if lot.minus == "no break" else lot.minus
    return re.sub(r"(?<![\w-])-(?=\d)", minus, text)


_LONG = re.compile(r"(\w{5})(\w{5,})")


def _words(lot: _Lot, text: str) -> str:
    """Return a text of a cell with breaks and soft hyphens at its words by lot."""
    if lot.does("soft hyphen"):
        text = _LONG.sub("\\1\u00ad\\2", text, count=1)
    if " " in text and not re.search(r"\d", text):
        for name, sign in (("break", "\v"), ("paragraphs", "\n")):
            if lot.does(name):
                return text.replace(" ", f" {sign}" if sign == "\v" else sign, 1)
    return text


# --- tables -------------------------------------------------------------------------------------


def _cell(lot: _Lot, box: Box, width: int, *, below: bool = False) -> str:
    spans = "".join(
        (
            f'<w:tcW w:w="{width * box.columns}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else "",
            ("<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>') if box.rows > 1 else "",
        )
    )
    text = "" if below else _numbers(lot, box.text) if box.number else _words(lot, box.text)
    looks = "<w:b/>" if box.head and lot.bold_heads else ""
    alone = '<w:jc w:val="right"/>' if box.number else ""
    made = [_icon(lot, part, looks, alone) for part in text.split("\n")]
    if box.number and lot.does("leading tab"):
        made[0] = _paragraph(lot, run_node("\t") + _runs(lot, text))
    if text and "\n" not in text and not box.head and lot.does("note"):
        made[-1] = made[-1].removesuffix("</w:p>") + _note(lot) + "</w:p>"
    if text and lot.does("empty paragraph"):
        made.insert(lot.source.choice((0, len(made))), "<w:p/>")
    cell = f"<w:tc><w:tcPr>{spans}</w:tcPr>{''.join(made)}</w:tc>"
    return _control(lot, cell) if lot.does("control of cell") else cell


def _icon(lot: _Lot, text: str, looks: str, properties: str) -> str:
    """Return a paragraph, its icon as a sign of a sign font where the file has these."""
    if lot.sign and text[:1] in ("✔", "■") and text[1:2] in ("", " "):
        code = {"✔": "F0FC", "■": "F06E"}[text[0]]
        sign = f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'
        return _paragraph(lot, sign + _runs(lot, text[1:], looks), properties)
    return _paragraph(lot, _runs(lot, text, looks), properties)


def _note(lot: _Lot) -> str:
    lot.notes.append("Uppgiften avser hela året.")
    return (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteReference w:id="{len(lot.notes)}"/></w:r>'
    )


def _table(lot: _Lot, grid: Grid) -> str:
    width = _WIDTH // max(len(grid.rows[0]), 1)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for _ in grid.rows[0])
    rows = "".join(_rows(lot, grid, width))
    style = '<w:tblPr><w:tblStyle w:val="Tabellrutnt"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{style}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _rows(lot: _Lot, grid: Grid, width: int) -> Iterator[str]:
    open_above: dict[int, tuple[Box, int]] = {}
    for number, row in enumerate(grid.rows):
        cells = []
        for at, box in enumerate(row):
            if box is not None:
                open_above[at] = (box, number + box.rows - 1)
                cells.append(_cell(lot, box, width))
            elif at in open_above and number <= open_above[at][1] and not _beside(row, at):
                cells.append(_cell(lot, open_above[at][0], width, below=True))
        marks = "<w:cantSplit/>" if number % 2 else ""
        marks += "<w:tblHeader/>" if number < grid.heads and lot.header_rows else ""
        if number >= grid.heads and lot.does("inserted row"):
            marks += f'<w:ins w:id="{lot.next()}" {BY}/>'
        made = f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"
        if number >= grid.heads and lot.does("deleted row") and not _is_crossed(open_above, number):
            mark = f'<w:trPr><w:del w:id="{lot.next()}" {BY}/></w:trPr>'
            gone = "".join(
                '<w:tc><w:tcPr/><w:p><w:del w:id="9" '
                f"{BY}><w:r>{text_node('Struken 13', 'w:delText')}</w:r></w:del></w:p></w:tc>"
                for _ in row
            )
            yield f"<w:tr>{mark}{gone}</w:tr>"
        yield _control(lot, made) if lot.does("control of row") else made


def _is_crossed(open_above: dict[int, tuple[Box, int]], number: int) -> bool:
    """Tell whether a merged cell goes on into a row."""
    return any(box.rows > 1 and last >= number for box, last in open_above.values())


def _beside(row: tuple[Box | None, ...], at: int) -> bool:
    """Tell whether a cell left of a place covers it."""
    return any((box := row[n]) is not None and n + box.columns > at for n in range(at - 1, -1, -1))


def _framed(lot: _Lot, grid: Grid) -> str:
    table = _table(lot, grid)
    if len(grid.rows) > 1 and lot.does("framed"):
        width = f'<w:tcPr><w:tcW w:w="{_WIDTH}" w:type="dxa"/></w:tcPr>'
        cells = f"<w:tc>{width}{table}<w:p/></w:tc>"
        table = (
            f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="{_WIDTH}"/></w:tblGrid>'
            f"<w:tr>{cells}</w:tr></w:tbl>"
        )
    elif len(grid.rows) > 1 and lot.does("boxed"):
        return f"<w:p><w:r>{text_box(table + '<w:p/>')}</w:r></w:p>"
    if len(grid.rows[0]) > _WIDE and lot.does("turned"):
        upright, lying = (
            f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="{w}" w:h="{h}"/></w:sectPr></w:pPr></w:p>'
            for w, h in ((11906, 16838), (16838, 11906))
        )
        return f"{upright}{table}{lying}"
    return table


# --- headings and texts -------------------------------------------------------------------------


def _style_id(lot: _Lot, level: int) -> str:
    return {"swedish": f"Rubrik{level}", "named": f"Rubrik{level}", "custom": f"Niva{level}",
            "outline": f"Niva{level}"}.get(lot.heading, f"Heading{level}")  # fmt: skip


def _heading(lot: _Lot, line: Line) -> str:
    level = line.level or 1
    size = _SIZES[level]
    looks = {
        "direct": f'<w:b/><w:sz w:val="{size}"/>',
        "direct outline": f'<w:b/><w:sz w:val="{size}"/>',
        "bold": "<w:b/>",
        "size": f'<w:sz w:val="{size}"/>',
    }
    properties = ""
    if lot.heading == "direct outline":
        properties = f'<w:outlineLvl w:val="{level - 1}"/>'
    elif lot.heading not in looks:
        properties = f'<w:pStyle w:val="{_style_id(lot, level)}"/>'
        if lot.numbered and line.kind == "goal":
            properties += '<w:numPr><w:numId w:val="0"/></w:numPr>'
    if line.level == 1 and lot.does("page break"):
        properties += "<w:pageBreakBefore/>"
    return _paragraph(lot, _runs(lot, line.text, looks.get(lot.heading, "")), properties)


def _line(lot: _Lot, line: Line) -> str:
    if line.level is not None:
        return _heading(lot, line)
    if line.kind == "bullet":
        if lot.bullet.startswith("typed"):
            return _paragraph(lot, _runs(lot, lot.bullet.removeprefix("typed ") + line.text))
        style = '<w:pStyle w:val="Punktlista"/>'
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
        return _paragraph(lot, _runs(lot, line.text), style if lot.bullet == "style" else listed)
    if line.kind == "caption":
        return _caption(lot, line.text)
    made = _paragraph(lot, _runs(lot, line.text))
    if line.text and lot.does("text box"):
        beside = _paragraph(lot, run_node("Läs mer på webbplatsen."))
        made += f"<w:p><w:r>{text_box(beside)}</w:r></w:p>"
    return made


def _caption(lot: _Lot, text: str) -> str:
    style = '<w:pStyle w:val="Beskrivning"/>'
    if text.startswith("Tabell"):
        return _paragraph(lot, run_node(text), style)
    number = field_nodes("SEQ Tabell \\* ARABIC", run_node(str(lot.next() - 100)))
    return _paragraph(lot, f"{run_node('Tabell ')}{number}{run_node(f'. {text}')}", style)


def _contents(lot: _Lot, lines: list[str]) -> str:
    """Return a contents list: in a control of Word's gallery, in a field, or typed with tabs."""
    if not lot.contents:
        return ""
    style = '<w:pPr><w:pStyle w:val="Innehll1"/></w:pPr>'
    rows = [
        "<w:p>" + style + "{}" + run_node(f"{text}\t{number}") + "{}</w:p>"
        for number, text in enumerate(lines, start=3)
    ]
    if lot.contents == "typed" or not rows:
        head = _paragraph(lot, run_node("Innehåll"))
        return (head if lot.source.random() < 0.5 else "") + "".join(
            row.replace(style, "").format("", "") for row in rows
        )
    begin, end = field_nodes('TOC \\o "1-3" \\h', "|").split("|")
    rows = [
        row.format(begin if at == 0 else "", end if at == len(rows) - 1 else "")
        for at, row in enumerate(rows)
    ]
    if lot.contents == "field":
        return "".join(rows)
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{''.join(rows)}</w:sdtContent></w:sdt>"
    )


def _body(lot: _Lot, report: Report, seed: object) -> str:
    made: list[str] = []
    found = list(items(report, seed))
    first = next(
        (n for n, item in enumerate(found) if getattr(item, "text", "") == "Stadsdelsdirektör"), 0
    )
    headed = [x.text for x in found if isinstance(x, Line) and x.level and x.level < 3]
    for number, item in enumerate(found):
        block = _framed(lot, item) if isinstance(item, Grid) else _line(lot, item)
        made.append(_control(lot, block) if lot.does("control of block") else block)
        if (
            isinstance(item, Grid)
            and number + 1 < len(found)
            and isinstance(found[number + 1], Grid)
        ):
            made.append("<w:p/>")
        if number == first:
            made.append(_contents(lot, headed))
    return "".join(made)


def _styles(lot: _Lot) -> str:
    made = [
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{_BODY}"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>",
        style_node("Normal", "Normal", ' w:default="1"'),
        style_node("Punktlista", "List Bullet", "", '<w:numPr><w:numId w:val="2"/></w:numPr>'),
        style_node("Beskrivning", "caption", ""),
        style_node("Innehll1", "toc 1", ""),
    ]
    for level, size in _SIZES.items():
        listed = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        numbers = listed if lot.numbered and level <= 3 else ""
        bold = f'<w:b/><w:sz w:val="{size}"/>'
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        if lot.heading == "custom":
            made.append(
                style_node(f"Heading{level}", f"heading {level}", "", outline + numbers, bold)
            )
            based = f'<w:basedOn w:val="Heading{level}"/>'
            made.append(style_node(f"Niva{level}", f"Stad nivå {level}", "", "", "", based))
            continue
        name = {"outline": f"Stad nivå {level}", "named": f"Rubrik {level}"}.get(
            lot.heading, f"heading {level}"
        )
        said = "" if lot.heading == "named" else outline
        made.append(style_node(_style_id(lot, level), name, "", said + numbers, bold))
    return "".join(made)


def render(report: Report, seed: object, *, plain: bool = False) -> Rendering:
    """Render a report that ``random_tables.reworked`` made, in the habits that a seed draws.

    A plain file is for other programs: it has nothing that these print otherwise, or lose.
    """
    lot = _Lot(rng("random word", seed), plain=plain)
    body = _body(lot, report, seed)
    return Rendering(packed(report, body, _styles(lot), lot.notes, lot.comments), ".docx")
