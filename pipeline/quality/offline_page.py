"""One self-contained HTML page: no script, no outside asset, readable without network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipeline.quality.swedish import counted, number
from pipeline.safe_text import visible_lines

Link = tuple[str, str]
"""What a link says, and where it leads."""

_LAYOUT = """<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><style>
:root { color-scheme: light dark; --ink: #1d2126; --soft: #50565e; --line: #d5d9de;
  --paper: #fff; --tint: #f3f5f7; --link: #0b4f9e; --error: #a40000; --warning: #7a4f00;
  --mark: #ffe38a; --mark-ink: #1d2126; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #b3b9c1; --line: #41474f;
  --paper: #16191d; --tint: #20252b; --link: #8cc0ff; --error: #ff9c94; --warning: #f0c05a;
  --mark: #6b5200; --mark-ink: #fff; } }
body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 76rem;
  padding: 1rem 1rem 4rem; color: var(--ink); background: var(--paper); }
a { color: var(--link); } nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
  border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
h3 { font-size: 1.05rem; margin-top: 1.6rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: .6rem 0; }
td, th { border-bottom: 1px solid var(--line); padding: .3rem .7rem .3rem 0;
  text-align: left; vertical-align: top; } th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
.error { color: var(--error); } .warning { color: var(--warning); }
.info, footer, .soft { color: var(--soft); } .mark { color: var(--warning); padding-left: .2rem; }
a.doubtful { text-decoration: underline dashed; font-style: italic; }
a.contradicted { text-decoration: underline wavy; }
a.corrected { text-decoration: underline double; }
a.carried { text-decoration: underline dotted; }
a.out_of_bounds { text-decoration-thickness: 3px; }
.finding { border-left: 4px solid var(--line); margin: 1rem 0; padding: .2rem 1rem; }
.finding.error { border-color: var(--error); } .finding.warning { border-color: var(--warning); }
.finding, .finding * { color: var(--ink); } .finding a { color: var(--link); }
.consequence { margin-left: 2rem; }
blockquote, .printed { margin: .2rem 0; padding-left: .8rem; border-left: 2px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 3;
  font-family: ui-monospace, monospace; font-size: .85rem; }
select { max-width: 100%; font: inherit; }
mark, :target { background: var(--mark); color: var(--mark-ink); }
:target { outline: 3px solid var(--warning); scroll-margin: 30vh; }
footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: .8rem;
  font-size: .9rem; }
@media print { nav, .filter { display: none; } details > * { display: block; } }
{{ style }}</style></head><body>
{% if navigation %}<nav aria-label="Sidor">{% for label, address in navigation %}
<a href="{{ address }}">{{ label }}</a>{% endfor %}</nav>{% endif %}
<main><h1>{{ title }}</h1>
{{ body }}</main>
{% if footer %}<footer>{{ footer }}</footer>{% endif %}
</body></html>
"""


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=_harmless,
    )
    environment.filters["number"] = number
    environment.globals["counted"] = counted
    return environment


def _harmless(value: object) -> object:
    """What a template prints, with escapes for marks of direction and controls of a source."""
    return visible_lines(value) if type(value) is str else value


def write_page(
    path: Path,
    title: str,
    body: str,
    values: Mapping[str, Any],
    *,
    navigation: Sequence[Link] = (),
    footer: str = "",
    style: str = "",
) -> None:
    """Render a Jinja body into the page; values are escaped.

    ``navigation`` are links to other pages beside it, ``style`` is more CSS for this one.
    """
    environment = _environment()
    page = environment.from_string(_LAYOUT).render(
        title=title,
        body=Markup(environment.from_string(body).render(**values)),  # noqa: S704 - escaped
        navigation=navigation,
        footer=footer,
        style=Markup(style),  # noqa: S704 - ours
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
