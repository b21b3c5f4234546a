"""Pages whose style sheets are drawn by lot: looks that nobody chose for the reader.

Belongs here: what may be drawn, and how often. A layout that somebody writes looks like those
that came before it; most of what the reader did not know was found in pages like these.
"""

from __future__ import annotations

from tests.corpus.swedish import rng
from tests.corpus.web import DRAWN_ICON, RULES, WebStyle

PROGRAMS = ("chromium", "chromium", "weasyprint", "webkit", "libreoffice")
"""What prints a page, by lot."""

_MAY = (
    (
        0.5,
        "th{text-align:center}",
        "th{text-align:right}",
        "th:not(:first-child){text-align:center}",
    ),
    (0.3, ".n{text-align:center !important}"),
    (
        0.6,
        "th{vertical-align:bottom}",
        "th{vertical-align:middle}",
        "td,th{vertical-align:middle}",
        "td,th{vertical-align:bottom}",
        "tbody td{vertical-align:bottom}",
    ),
    (
        0.4,
        "table{table-layout:fixed}",
        "table{width:auto}",
        "table{width:80%;margin-left:10%}",
        "table{table-layout:fixed} td:first-child,th:first-child{width:28%}",
    ),
    (
        0.4,
        "td,th{padding:0 2px}",
        "td,th{padding:1px 3px}",
        "td,th{padding:6px 10px}",
        "td{padding:0 4px 0 0}",
    ),
    (0.4, "table{line-height:1}", "table{line-height:1.6}", "body{line-height:1.5}"),
    (
        0.4,
        "table{font-size:6.5pt}",
        "table{font-size:8pt}",
        "table{font-size:11pt}",
        "table{font-size:9pt;letter-spacing:.3px}",
    ),
    (
        0.5,
        "thead{border-bottom:2px solid black}",
        "thead tr:last-child{border-bottom:1px solid #888}",
        "table{border:1px solid black}",
        "tbody tr:last-child{border-top:1px solid}",
        "td+td{border-left:1px solid #aaa}",
        "td:first-child{border-right:1px solid}",
        "thead{background:#036;color:white}",
        "tbody tr:nth-child(3n){background:#eee}",
        "tr{border-bottom:1px dotted #999}",
    ),
    (
        0.3,
        "h2,h3,h4{font-style:italic;font-weight:normal}",
        "h3,h4{text-align:center}",
        "h1,h2,h3,h4{letter-spacing:1px}",
        "h2,h3{border-bottom:1px solid #036}",
        "h2{background:#036;color:white;padding:3px}",
    ),
    (
        0.3,
        "body{text-align:justify;hyphens:auto}",
        "p{text-indent:1em;margin:0}",
        "p{margin:2pt 0}",
        "td{hyphens:auto}",
    ),
    (
        0.3,
        "tr{break-inside:avoid}",
        "thead{display:table-row-group}",
        "thead{display:table-row-group} tr{break-inside:auto}",
    ),
    (
        0.2,
        "td:first-child{font-weight:bold}",
        "td{color:#333}",
        "th{font-weight:normal;font-style:italic}",
    ),
    (
        0.3,
        "@page{size:letter;margin:1in}",
        "@page{margin:1cm}",
        "@page{margin:3cm 3.5cm}",
        "@page{size:B5;margin:1.2cm}",
        "@page{size:A3;margin:2.5cm}",
    ),
)
"""How often something is said of a page, and what may be said."""
_FONTS = ("sans-serif", "serif", "'DejaVu Sans'", "'Liberation Serif'", "'Liberation Sans'")


def random_style(seed: object) -> WebStyle:
    """Return the style sheet that a seed draws.

    >>> random_style(1) == random_style(1) != random_style(2)
    True
    """
    source = rng("random web", seed)
    said = [source.choice(choices) for often, *choices in _MAY if source.random() < often]
    return WebStyle(
        rules=source.choice((*RULES, "none")),
        icon=source.choice(("●", "✔", "■", "", DRAWN_ICON)),
        icon_column=source.random() < 0.4,
        numbers_right=source.random() < 0.5,
        grouped_headers=source.random() < 0.6,
        landscape=source.random() < 0.2,
        size=source.choice((8, 9, 10, 11, 12)),
        font=source.choice(_FONTS),
        extra=" ".join(said),
        title_row=source.random() < 0.2,
    )


def random_program(seed: object) -> str:
    """Return the program that prints the page of a seed."""
    return str(rng("random program", seed).choice(PROGRAMS))
