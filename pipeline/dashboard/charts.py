"""Charts as SVG, drawn on the server from Vega-Lite specifications.

Belongs here: what a chart looks like, as data. A mark of a figure is a link to where it is
printed; colours are variables of the style sheet, so that a chart follows light and dark.
Every chart stands beside an exact table, so nothing can be read from colour alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten, wrap
from typing import Any, Literal

Spec = Mapping[str, Any]
Rows = Sequence[Mapping[str, object]]

FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
"""As in the style sheet: where texts stand is computed from the widths of their letters."""

WIDTH = 400
"""Points; a chart is as wide as half a desk's page, or a telephone."""

ROW = 33
LABEL = 27
"""Letters of a label on one line; a longer one goes on in the next."""

MOST_LABELS = 25
"""With more points their names would cover each other: they are told by pointing at one."""

KEPT = 256
"""So many drawings are kept: a page that is opened again is not drawn again."""

_LOCALES: Mapping[str, Literal["sv-SE", "en-GB"]] = {"sv": "sv-SE", "en": "en-GB"}

_CONFIG: Spec = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink)",
        "titleColor": "var(--soft)",
        "labelFontSize": 13,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "gridColor": "var(--line)",
        "labelLimit": 190,
    },
    "legend": {
        "labelColor": "var(--ink)",
        "titleColor": "var(--soft)",
        "labelFontSize": 13,
        "orient": "bottom",
        "direction": "horizontal",
        "symbolStrokeWidth": 2,
        "labelLimit": 260,
    },
    "header": {"labelColor": "var(--ink)", "labelFontSize": 14, "labelFontWeight": "bold"},
    "text": {"font": FONT, "fontSize": 13, "color": "var(--ink)"},
}

_BY_SIGN: Spec = {
    "condition": {"test": "datum.value < 0", "value": "var(--bad)"},
    "value": "var(--good)",
}
_SET_OFF: Spec = {
    "fillOpacity": {"condition": {"test": "datum.signs", "value": 0.25}, "value": 1},
    "strokeDash": {"condition": {"test": "datum.signs", "value": [3, 2]}, "value": [1, 0]},
}
"""A mark whose figure has something said against it is hollow, its outline broken."""

_LINK: Spec = {
    "href": {"field": "address", "type": "nominal"},
    "description": {"field": "name", "type": "nominal"},
}
"""A mark leads to where its figure is printed, and is called something."""


def _names(rows: Rows) -> Spec:
    """The axis of names down the side, in the order of the rows, long ones on two lines."""
    return {
        "field": "label",
        "type": "nominal",
        "sort": [row["label"] for row in rows],
        "title": None,
        "axis": {
            "ticks": False,
            "domain": False,
            "labelPadding": 6,
            "labelFontSize": 12.5,
            "labelExpr": "split(datum.label, '\\n')",
        },
    }


def _wrapped(rows: Rows) -> list[dict[str, object]]:
    return [{**row, "label": "\n".join(_lines(str(row["label"])))} for row in rows]


def _lines(label: str) -> list[str]:
    first, *rest = wrap(label, LABEL) or [""]
    return [first, shorten(" ".join(rest), LABEL, placeholder=" …")] if rest else [first]


def deviations(rows: Rows) -> Spec:
    """Bars to the left and right of nothing: label, value (million SEK), told, signs, address."""
    rows = _wrapped(rows)
    bar = {
        "mark": {"type": "bar", "height": 16, "cornerRadius": 1, "strokeWidth": 1.5},
        "encoding": {
            "x": {
                "field": "value",
                "type": "quantitative",
                "title": None,
                "axis": {"tickCount": 4, "domain": False},
                "scale": {"nice": True, "padding": 42},
            },
            "fill": _BY_SIGN,
            "stroke": _BY_SIGN,
            **_SET_OFF,
            **_LINK,
        },
    }
    words = {
        "x": {"field": "value", "type": "quantitative"},
        "text": {"field": "told", "type": "nominal"},
    }
    left = {
        "transform": [{"filter": "datum.value < 0"}],
        "mark": {"type": "text", "align": "right", "dx": -5},
        "encoding": words,
    }
    right = {
        "transform": [{"filter": "datum.value >= 0"}],
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": words,
    }
    return _chart(
        rows,
        height=ROW * max(1, len(rows)),
        encoding={"y": _names(rows)},
        layer=[bar, left, right],
    )


def waterfall(rows: Rows) -> Spec:
    """Steps from one total to another: label, start, end, value, told, signs, kind, address.

    ``kind`` is 'total' or 'step'.
    """
    rows = _wrapped(rows)
    least = min(min(float(str(row["start"])), float(str(row["end"]))) for row in rows[1:-1] or rows)
    most = max(max(float(str(row["start"])), float(str(row["end"]))) for row in rows)
    margin = (most - least) * 0.25 or 1.0
    floor = max(0.0, least - margin)
    colour = {
        "condition": [
            {"test": "datum.kind == 'total'", "value": "var(--total)"},
            {"test": "datum.value > 0", "value": "var(--bad)"},
        ],
        "value": "var(--good)",
    }
    return _chart(
        [{**row, "start": floor if row["kind"] == "total" else row["start"]} for row in rows],
        height=ROW * len(rows),
        encoding={"y": _names(rows)},
        layer=[
            {
                "mark": {"type": "bar", "height": 16, "cornerRadius": 1, "strokeWidth": 1.5},
                "encoding": {
                    "x": {
                        "field": "start",
                        "type": "quantitative",
                        "title": None,
                        "scale": {"zero": False, "nice": False, "domain": [floor, most + margin]},
                        "axis": {"tickCount": 4, "domain": False},
                    },
                    "x2": {"field": "end"},
                    "fill": colour,
                    "stroke": colour,
                    **_SET_OFF,
                    **_LINK,
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {
                    "x": {"field": "right", "type": "quantitative"},
                    "text": {"field": "told", "type": "nominal"},
                },
                "transform": [{"calculate": "max(datum.start, datum.end)", "as": "right"}],
            },
        ],
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How a series is drawn: told apart by shape and dashes as well as by colour."""

    colour: str
    shape: str
    dash: tuple[int, int] = (1, 0)


_LOOKS = (
    _Look("var(--accent)", "circle"),
    _Look("var(--target)", "square", (6, 3)),
    _Look("var(--kf)", "triangle-up", (2, 3)),
    _Look("var(--women)", "diamond"),
    _Look("var(--men)", "cross"),
)


def over_years(rows: Rows, unit: str, names: Sequence[str]) -> Spec:
    """Lines over years in a small chart a committee.

    Rows have committee, year, series, value, signs, address; a point with signs is hollow.
    ``names`` are the series in the order of their look: outcome, own target, council's target,
    women, men.
    """
    said = {row["series"] for row in rows}
    used = [(name, look) for name, look in zip(names, _LOOKS, strict=True) if name in said]
    names = [name for name, _ in used]
    years = sorted({int(str(row["year"])) for row in rows})
    series = {
        "field": "series",
        "type": "nominal",
        "sort": list(names),
        "title": None,
    }
    encoding = {
        "x": {
            "field": "year",
            "type": "ordinal",
            "title": None,
            "scale": {"domain": years, "padding": 0.3},
            "axis": {"labelAngle": 0, "grid": False},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": unit,
            "scale": {"zero": False, "nice": True},
            "axis": {"tickCount": 5},
        },
        "color": {
            **series,
            "scale": {"domain": list(names), "range": [look.colour for _, look in used]},
        },
    }
    dash = {**series, "scale": {"domain": list(names), "range": [look.dash for _, look in used]}}
    shape = {**series, "scale": {"domain": list(names), "range": [look.shape for _, look in used]}}
    committees = len({row["committee"] for row in rows})
    return {
        **_base(rows),
        "facet": {"field": "committee", "type": "nominal", "title": None},
        "columns": 1 if committees == 1 else 2,
        "spec": {
            "width": WIDTH if committees == 1 else 250,
            "height": 190,
            "layer": [
                {
                    "mark": {"type": "line", "strokeWidth": 2},
                    "encoding": {**encoding, "strokeDash": dash},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                    "encoding": {
                        **encoding,
                        "shape": shape,
                        "stroke": encoding["color"],
                        "fillOpacity": _SET_OFF["fillOpacity"],
                        **_LINK,
                    },
                },
                {
                    "transform": [{"filter": "datum.signs"}],
                    "mark": {"type": "text", "dy": -11, "fontSize": 11},
                    "encoding": {
                        "x": encoding["x"],
                        "y": encoding["y"],
                        "text": {"field": "signs", "type": "nominal"},
                    },
                },
            ],
        },
    }


def scatter(rows: Rows, x_title: str, y_title: str) -> Spec:
    """Two indicators against each other: x, y, label, signs, address."""
    encoding = {
        "x": {
            "field": "x",
            "type": "quantitative",
            "title": x_title,
            "scale": {"zero": False, "nice": True, "padding": 20},
            "axis": {"tickCount": 5, "titleLimit": WIDTH},
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "title": y_title,
            "scale": {"zero": False, "nice": True, "padding": 20},
            "axis": {"tickCount": 5, "titleLimit": 300},
        },
    }
    return _chart(
        rows,
        height=300,
        encoding=encoding,
        layer=[
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 90,
                    "fill": "var(--accent)",
                    "stroke": "var(--accent)",
                },
                "encoding": {**_SET_OFF, **_LINK},
            },
            *(
                [
                    {
                        "mark": {"type": "text", "dy": -12},
                        "encoding": {"text": {"field": "label", "type": "nominal"}},
                    }
                ]
                if len(rows) <= MOST_LABELS
                else []
            ),
        ],
    )


def _base(rows: Rows) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": _CONFIG,
        "padding": 4,
        "data": {
            "values": [
                {"signs": "", **row, "address": _whole(row["address"]), "name": _name(row)}
                for row in rows
            ]
        },
    }


def _name(row: Mapping[str, object]) -> str:
    """What a mark is called, for who does not see it: "Kvarnsjö Utfall 2025 26.1"."""
    said = ("committee", "series", "year", "label", "told", "value", "x", "y", "signs")
    shown = [name for name in said if name in row and not (name == "value" and "told" in row)]
    return " ".join(str(row[name]).replace("\n", " ") for name in shown)


def _whole(address: object) -> str | None:
    return f"{_HERE}{address}" if address else None


def _chart(rows: Rows, *, height: int, encoding: Spec, layer: Sequence[Spec]) -> Spec:
    return {
        **_base(rows),
        "width": WIDTH,
        "height": height,
        "encoding": encoding,
        "layer": list(layer),
    }


def draw(spec: Spec, language: str, name: str) -> str:
    """The SVG of a specification; ``name`` is what a screen reader calls it.

    Text of the data is escaped by the drawing library; nothing is fetched.
    """
    return _drawn(json.dumps(spec, default=float), _LOCALES[language]).replace(
        "<svg ", f'<svg role="group" aria-label="{_attribute(name)}" ', 1
    )


def warm_up() -> None:
    """Draw something: the first drawing of a process takes a second."""
    draw(deviations([{"label": "", "value": 1, "told": "", "address": ""}]), "sv", "")


@lru_cache(maxsize=KEPT)
def _drawn(text: str, locale: Literal["sv-SE", "en-GB"]) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(
        json.loads(text), format_locale=locale, allowed_base_urls=[]
    )
    return _for_pages(svg)


_HERE = "http://namndlager.invalid"
"""Stands before addresses while they are drawn: Vega puts a site of its own before bare paths."""

_LINKED = re.compile(r'<a xlink:href="([^"]*)"([^>]*)>(<[^>]*?\saria-label="([^"]*)")')
_ROLES = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')
_SIZE = re.compile(r'<svg([^>]*?) width="([\d.]+)" height="[\d.]+"')


def _for_pages(svg: str) -> str:
    """Without what Vega says of every mark, which the table beside says better; any width."""
    named = _LINKED.sub(r'<a tabindex="-1" href="\1" title="\4"\2>\3', svg)
    plain = _ROLES.sub("", named).replace(f'href="{_HERE}', 'href="')
    links = re.sub(r'(<a [^>]*?)title="', r'\1aria-label="', plain)
    return _SIZE.sub(r'<svg\1 style="max-width:\2px"', links, count=1)


def _attribute(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))
