"""Renders a report as HTML, to be printed as PDF by a browser or converted by an office.

Belongs here: the page and its style sheet, varied by seed: tables with full rules, with
level ones, with shaded rows or with nothing at all; icons drawn or printed, in a column of
their own or before the name; header cells over columns and rows; justified prose. What
browsers make of it is unlike what ``typeset`` and ``pdf`` draw, which is its use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tests.corpus import printed
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
from tests.corpus.rendering import Rendering
from tests.corpus.swedish import rng
from tests.corpus.typeset import column_groups, outcome_head

RULES = {
    "full": "td,th{border:1px solid #666;padding:2px 4px}",
    "level": "td,th{border-bottom:1px solid #999;padding:3px 5px}",
    "none": "td,th{padding:3px 6px}",
    "shaded": "td,th{padding:4px 6px} tbody tr:nth-child(even),thead{background:#e2e8ee}",
}
DRAWN_ICON = "<svg width=9 height=9><circle cx=4.5 cy=4.5 r=4 fill=green /></svg>"


@dataclass(frozen=True, slots=True)
class WebStyle:
    """How a page looks; ``rules`` is a key of ``RULES``, ``size`` that of prose in points.

    ``title_row`` puts a data table's title into its first row; ``boxes`` makes tables of
    flexible boxes, as web applications do, instead of table elements; ``merged_outcomes`` merges
    the header over the outcomes of all, of men and of women.
    """

    rules: str = "full"
    icon: str = "●"
    icon_column: bool = False
    numbers_right: bool = False
    grouped_headers: bool = True
    landscape: bool = False
    size: int = 10
    font: str = "sans-serif"
    extra: str = ""
    title_row: bool = False
    boxes: bool = False
    merged_outcomes: bool = False


def style_of(seed: object) -> WebStyle:
    """A style varied by seed."""
    source = rng("web style", seed)
    extras = (
        "table{line-height:1.3}",
        "th{text-align:center}",
        "th{background:#2a4;color:white}",
        "td,th{vertical-align:middle}",
        "p{margin:3pt 0}",
        "h3,h4{font-weight:normal;color:#246}",
        "tr{break-inside:avoid}",
        "body{text-align:justify;hyphens:auto}",
    )
    return WebStyle(
        rules=source.choice(tuple(RULES)),
        icon=source.choice(("●", "✔", DRAWN_ICON)),
        icon_column=source.random() < 0.5,
        numbers_right=source.random() < 0.5,
        grouped_headers=source.random() < 0.7,
        landscape=source.random() < 0.15,
        size=source.choice((9, 10, 11)),
        font=source.choice(("sans-serif", "serif")),
        extra=" ".join(text for text in extras if source.random() < 0.25),
    )


def _sheet(style: WebStyle) -> str:
    return (
        f"body{{font:{style.size}pt {style.font}}} h1{{font-size:18pt}} h2{{font-size:14pt}}"
        f" h3{{font-size:12pt}} h4{{font-size:{style.size}pt}}"
        f" table{{border-collapse:collapse;width:100%;font-size:{style.size - 1.5}pt;"
        "margin-bottom:8pt} td,th{vertical-align:top;text-align:left}"
        f" .t{{font-size:{style.size - 1.5}pt;margin:6pt 0 10pt}} .r{{display:flex;gap:8px;"
        "padding:3px 0;break-inside:avoid} .r:first-child{font-weight:bold}"
        f" {RULES[style.rules]} .n{{text-align:{'right' if style.numbers_right else 'left'}}}"
        f" @page{{size:A4{' landscape' if style.landscape else ''};margin:2cm}} {style.extra}"
    )


def _row(cells: Sequence[str], numbers_from: int | None = None) -> str:
    marked = (
        f"<td{' class=n' if numbers_from is not None and index >= numbers_from else ''}>{cell}</td>"
        for index, cell in enumerate(cells)
    )
    return f"<tr>{''.join(marked)}</tr>"


def _head(cells: Sequence[tuple[str, int, int]]) -> str:
    """A header row of (text, columns, rows)."""
    made = (f"<th colspan={c} rowspan={r}>{escape(text)}</th>" for text, c, r in cells)
    return f"<tr>{''.join(made)}</tr>"


def _table(head: Sequence[str], rows: Sequence[str]) -> str:
    return f"<table><thead>{''.join(head)}</thead><tbody>{''.join(rows)}</tbody></table>"


def _value_table(
    style: WebStyle,
    headers: Sequence[str],
    rows: Sequence[tuple[bool, Sequence[str], str]],
) -> str:
    """A table of indicators or activities: (has an icon, cells, analysis) for each row."""
    columns = [*([""] if style.icon_column else []), *headers]
    made = []
    for has_icon, values, analysis in rows:
        icon = style.icon if has_icon else ""
        cells = [escape(value) for value in values]
        if style.icon_column:
            cells.insert(0, icon)
        elif icon.startswith("<"):
            cells[0] = f"{icon} {cells[0]}"
        made.append(_row(cells))
        if analysis:
            text = f"<p><b>Analys</b></p><p>{escape(analysis)}</p>"
            made.append(f"<tr><td colspan={len(columns)}>{text}</td></tr>")
    head = outcome_head(columns) if style.merged_outcomes else [(name, ()) for name in columns]
    lower = [(part, 1, 1) for _, below in head for part in below]
    high = 2 if lower else 1
    upper = [(name, max(len(below), 1), 1 if below else high) for name, below in head]
    return _table([_head(upper), *([_head(lower)] if lower else [])], made)


def _data_table(style: WebStyle, block: DataTable) -> str:
    groups = column_groups(block.columns) if style.grouped_headers else []
    starts = {first: (shared, last) for shared, first, last in groups}
    inside = {column for _, first, last in groups for column in range(first, last + 1)}
    upper: list[tuple[str, int, int]] = []
    lower: list[tuple[str, int, int]] = []
    for column, name in enumerate(block.columns):
        if column in starts:
            shared, last = starts[column]
            upper.append((shared, last - column + 1, 1))
        if column in inside:
            lower.append((name.rpartition(" ")[2], 1, 1))
        else:
            upper.append((name, 1, 2 if groups else 1))
    first = min(c for c in range(len(block.columns)) if c not in block.label_columns)
    rows = [_row([escape(cell.text) for cell in row.cells], first) for row in block.rows]
    notes = "".join(f"<p>{escape(note)}</p>" for note in block.notes)
    unit = f", {block.unit}" if block.unit else ""
    title = [(f"{block.title}{unit}", len(block.columns), 1)]
    heads = [*([_head(title)] if style.title_row else []), _head(upper)]
    return _table([*heads, *([_head(lower)] if lower else [])], rows) + notes


def _goal(report: Report, block: GoalHeading) -> str:
    goal = report.goals[block.goal]
    text = escape(" ".join(part for part in (goal.printed_code, goal.title) if part))
    level = {"KF:s inriktningsmål:": 1, "KF:s mål för verksamhetsområdet:": 2}.get(block.label, 3)
    label = escape(block.label)
    if block.own_line:
        return f"<h{level}>{label}</h{level}><h{level}>{text}</h{level}>"
    return f"<h{level}>{label} {text}</h{level}>"


def _first_page(report: Report) -> Iterator[str]:
    head = report.head
    for text in (
        f"{head.diary_label} {head.diary_number}",
        head.report_date.isoformat(),
        "Handläggare",
        head.case_officer,
        "Till",
        report.committee_name,
        head.meeting_date.isoformat(),
    ):
        yield f"<div>{escape(text)}</div>"
    yield f"<h1>{escape(head.title)}</h1><h2>Förslag till beslut</h2>"
    points = "".join(f"<li>{escape(point.text)}</li>" for point in report.decisions)
    yield f"<ol>{points}</ol><p>{escape(head.director)}<br>Stadsdelsdirektör</p>"


def _block(style: WebStyle, report: Report, block: object) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{escape(block.text)}</p>"
        case Bullets():
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
        case GoalHeading():
            return _goal(report, block)
        case AssessmentLine():
            return f"<p>{style.icon} {escape(block.text)}</p>"
        case IndicatorTable():
            return _value_table(
                style,
                ("Indikator", *block.headers, block.period_header),
                [
                    (r.has_icon, (r.name, *(cell.text for cell in r.cells), r.period), r.analysis)
                    for r in block.rows
                ],
            )
        case ActivityTable():
            return _activities(style, block)
        case DataTable():
            return _data_table(style, block)
        case _:
            raise TypeError(f"no HTML for {type(block).__name__}")


def _activities(style: WebStyle, block: ActivityTable) -> str:
    columns = 4 if block.has_deviation_column else 3
    return _value_table(
        style,
        ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")[:columns],
        [
            (
                row.has_icon,
                (
                    row.text,
                    row.start.isoformat() if row.start else "",
                    row.end.isoformat() if row.end else "",
                    "Avvikelse" if row.deviation else "",
                )[:columns],
                row.analysis,
            )
            for row in block.rows
        ],
    )


def _boxes(report: Report, style: WebStyle) -> Iterator[str]:
    """A page whose tables are flexible boxes: a row is a box, a cell a box of a share of it."""
    for item in printed.items(report, grouped=False, icons=True):
        if isinstance(item, printed.Text):
            tag = f"h{item.level}" if item.level else "li" if item.bullet else "p"
            yield f"<{tag}>{escape(item.text)}</{tag}>"
            continue
        yield "<div class=t>"
        for cells in [[cell.text for cell in item.head[0]], *item.rows]:
            boxes = (
                f'<div class="{"n" if column >= item.numbers_from else "c"}"'
                f' style="flex:{share * 100:.1f}">{escape(text).replace(chr(10), "<br>")}</div>'
                for column, (text, share) in enumerate(zip(cells, item.shares, strict=False))
            )
            yield f"<div class=r>{''.join(boxes)}</div>"
        yield "</div>"
        yield from (f"<p>{escape(note)}</p>" for note in item.notes)


def render(report: Report, seed: object, style: WebStyle | None = None) -> Rendering:
    """Render to HTML in the given style, or one chosen by the seed."""
    chosen = style or style_of(seed)
    parts = [*_first_page(report), *(_block(chosen, report, block) for block in report.blocks)]
    if chosen.boxes:
        parts = list(_boxes(report, chosen))
    page = (
        f"<!doctype html><html lang=sv><meta charset=utf-8><style>{_sheet(chosen)}</style>"
        f"<body>\n{chr(10).join(parts)}\n</body></html>\n"
    )
    return Rendering(page.encode(), ".html")
