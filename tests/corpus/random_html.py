"""Web pages whose inside is drawn by lot: what publishing systems make of a report.

Belongs here: which tags hold headings, tables, cards and texts, what stands around them, how
a cell's text is wrapped. What the tables are is ``random_tables``' lot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from random import Random

from tests.corpus.model import Report
from tests.corpus.random_grid import Box, Grid, Line, Row
from tests.corpus.random_tables import items
from tests.corpus.rendering import Rendering
from tests.corpus.swedish import rng

_HEADINGS = ("tags", "tags", "tags below", "aria", "bold")
_TABLES = ("sections", "sections", "plain", "bold", "several bodies", "roles", "foot first")
_CARDS = ("table", "terms", "list", "boxes", "terms in boxes")
_WRAPS = ("{}", "{}", "<p>{}</p>", "<div>{}</div>", "<span><span>{}</span></span>")
_EMPTY = ("", "", "&nbsp;", "<br>", "<p>&nbsp;</p>")


class _Page:
    """How one page is written."""

    def __init__(self, source: Random) -> None:
        self.source = source
        self.heading = source.choice(_HEADINGS)
        self.table = source.choice(_TABLES)
        self.card = source.choice(_CARDS)
        self.wrap = source.choice(_WRAPS)
        self.empty = source.choice(_EMPTY)
        self.scope = source.random() < 0.5
        self.row_heads = source.random() < 0.3
        self.caption = source.random() < 0.5
        self.details = source.random() < 0.2
        self.sections = source.random() < 0.3
        self.soft = source.random() < 0.2
        self.spoken = source.random() < 0.12
        self.nowrap = source.random() < 0.3
        self.space = source.choice((" ", " ", "&nbsp;", "&thinsp;", "&#8239;"))
        self.minus = source.choice(("-", "-", "&minus;", "&#8209;"))
        self.frame = source.choice((0, 0, 0.1, 0.5))
        self.furniture = source.random() < 0.6

    def text(self, box: Box) -> str:
        """Return a cell's content."""
        if not box.text:
            return self.empty
        made = escape(box.text)
        if box.number:
            made = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", self.space, made)
            made = re.sub(r"(?<![\w-])-(?=\d)", self.minus, made)
        elif self.soft:
            made = re.sub(r"(\w{6})(\w{6,})", "\\1&shy;\\2", made, count=1)
        if self.nowrap and box.number:
            made = f'<span style="white-space: nowrap">{made}</span>'
        parts = made.split("\n")
        whole = self.wrap.format(made) if len(parts) == 1 else "".join(f"<p>{x}</p>" for x in parts)
        return whole.replace("\v", "<br>")


# --- tables -------------------------------------------------------------------------------------


def _cell(page: _Page, box: Box, *, head: bool, first: bool, label: str) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", box.columns), ("rowspan", box.rows))
        if count > 1
    )
    text = page.text(box)
    if head and page.table in ("plain", "bold", "foot first"):
        bold = f"<strong>{text}</strong>" if page.table == "bold" and box.text else text
        return f"<td{spans}>{bold}</td>"
    if head:
        return f"<th{spans}{' scope=col' if page.scope else ''}>{text}</th>"
    if first and page.row_heads and box.text and box.columns == 1:
        return f"<th{spans}{' scope=row' if page.scope else ''}>{text}</th>"
    if page.spoken and label and box.text and not box.columns > 1:
        hidden = f'<span aria-hidden="true" class="label">{escape(label)}</span>'
        text = hidden + text
    return (
        f"<td{spans} data-label={escape(label)!r}>{text}</td>"
        if label
        else f"<td{spans}>{text}</td>"
    )


def _rows(page: _Page, grid: Grid) -> Iterator[str]:
    labels = [box.text if box else "" for box in grid.rows[grid.heads - 1]] if grid.heads else []
    for number, row in enumerate(grid.rows):
        head = number < grid.heads
        cells = (
            _cell(
                page,
                box,
                head=head,
                first=at == 0,
                label="" if head or not labels or not at else labels[at],
            )
            for at, box in enumerate(row)
            if box is not None
        )
        yield f"<tr>{''.join(cells)}</tr>"


def _table(page: _Page, grid: Grid, caption: str) -> str:
    if page.table == "roles" and not _has_spans(grid):
        return _of_roles(page, grid)
    rows = list(_rows(page, grid))
    head, body = "\n".join(rows[: grid.heads]), "\n".join(rows[grid.heads :])
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    columns = "<colgroup>" + "<col>" * len(grid.rows[0]) + "</colgroup>"
    if page.table in ("plain", "bold", "foot first"):
        inner = f"<tbody>{head}{body}</tbody>"
    elif page.table == "several bodies":
        inner = f"<thead>{head}</thead>" + "".join(
            f"<tbody>{''.join(part)}</tbody>" for part in _bodies(grid, rows)
        )
    else:
        inner = (f"<thead>{head}</thead>" if head else "") + f"<tbody>{body}</tbody>"
    made = f"<table>{said}{columns}{inner}</table>"
    if page.source.random() < page.frame:
        return f"<table><tr><td>{made}</td></tr></table>"
    return f'<div class="table-responsive" tabindex="0">{made}</div>'


def _bodies(grid: Grid, rows: list[str]) -> Iterator[list[str]]:
    """Yield the rows of a table in bodies; none parts a merged cell from what it covers."""
    part: list[str] = []
    last = 0
    for number in range(grid.heads, len(rows)):
        part.append(rows[number])
        last = max([last, *(number + box.rows - 1 for box in grid.rows[number] if box)])
        if last <= number and len(part) > 1:
            yield part
            part = []
    if part:
        yield part


def _has_spans(grid: Grid) -> bool:
    return any(box is None for row in grid.rows for box in row)


def _of_roles(page: _Page, grid: Grid) -> str:
    def cells(row: Row, role: str) -> str:
        return "".join(f'<div role="{role}">{page.text(box)}</div>' for box in row if box)

    rows = "".join(
        f'<div role="row">{cells(row, "columnheader" if n < grid.heads else "cell")}</div>'
        for n, row in enumerate(grid.rows)
    )
    return f'<div role="table">{rows}</div>'


def _card(page: _Page, grid: Grid) -> str:
    pairs = [
        (escape(label.text), page.text(value))
        for label, value in ((row[0] or Box(), row[1] or Box()) for row in grid.rows)
    ]
    if page.card == "table":
        rows = "".join(f"<tr><th scope=row>{a}</th><td>{b}</td></tr>" for a, b in pairs)
        return f"<table>{rows}</table>"
    if page.card == "terms":
        return f"<dl>{''.join(f'<dt>{a}</dt><dd>{b}</dd>' for a, b in pairs)}</dl>"
    if page.card == "terms in boxes":
        return f"<dl>{''.join(f'<div><dt>{a}</dt><dd>{b}</dd></div>' for a, b in pairs)}</dl>"
    told = [(a, b) for a, b in pairs if b != page.empty]
    if page.card == "list":
        return f"<ul>{''.join(f'<li><b>{a}:</b> {b}</li>' for a, b in told)}</ul>"
    rows = "".join(
        f'<div class="row"><div class="label">{a}</div><div class="value">{b}</div></div>'
        for a, b in told
    )
    return f'<div class="card">{rows}</div>'


# --- headings and the page ----------------------------------------------------------------------


def _heading(page: _Page, line: Line) -> str:
    level, text = line.level or 1, escape(line.text)
    if page.heading == "aria":
        return f'<div role="heading" aria-level="{level}" class="rubrik{level}">{text}</div>'
    if page.heading == "bold":
        return f'<p class="rubrik{level}"><strong>{text}</strong></p>'
    return "<h{0}>{1}</h{0}>".format(min(level + (page.heading == "tags below"), 6), text)


def _line(page: _Page, line: Line) -> str:
    if line.level is not None:
        return _heading(page, line)
    if line.kind == "bullet":
        return f"<ul><li>{escape(line.text)}</li></ul>"
    return f"<p>{escape(line.text)}</p>" if line.text else ""


def _body(page: _Page, report: Report, seed: object) -> str:
    made: list[str] = []
    caption = ""
    is_open = ""
    for item in items(report, seed):
        if isinstance(item, Grid):
            made.append(_card(page, item) if item.card else _table(page, item, caption))
            caption = ""
            continue
        if item.kind == "caption" and page.caption and not item.text.startswith("Tabell"):
            caption = item.text
            continue
        if item.level == 1 and (page.details or page.sections):
            made.append(is_open)
            is_open = "</details>" if page.details else "</section>"
            made.append(
                f"<details><summary>{_heading(page, item)}</summary>"
                if page.details
                else f"<section>{_heading(page, item)}"
            )
            continue
        made.append(_line(page, item))
    return "\n".join((*made, is_open))


_ABOVE = (
    '<a class="skip" href="#main">Hoppa till innehåll</a><nav><ul><li><a href="/">Start</a></li>'
    '<li><a href="/a">Politik</a></li></ul></nav><script>var antal = 12;</script>'
)
_BELOW = (
    '<footer><p>Kontakta oss</p><p><a href="#top">Till toppen</a></p></footer>'
    '<div style="display:none"><table><tr><td>Indikator</td><td>Årsmål</td></tr>'
    "<tr><td>Gömd rad</td><td>17 %</td></tr></table></div>"
)


def render(report: Report, seed: object) -> Rendering:
    """Render a report that ``random_tables.reworked`` made, as a page that a seed draws."""
    page = _Page(rng("random html", seed))
    above, below = (_ABOVE, _BELOW) if page.furniture else ("", "")
    text = (
        "<!DOCTYPE html>\n<html lang=sv><head><meta charset=utf-8><title>Rapport</title>"
        f"<style>td{{padding:2px}}</style></head><body>{above}<main id=main>"
        f"{_body(page, report, seed)}</main>{below}</body></html>\n"
    )
    return Rendering(text.encode(), ".html")
