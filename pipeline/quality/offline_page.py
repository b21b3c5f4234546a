"""One self-contained HTML page: no script, no outside asset, readable without network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from pipeline.safe_text import visible_lines

_LAYOUT = """<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem;
  padding: 0 1rem; color: #222; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid #ddd;
  padding: .35rem .6rem; text-align: left; vertical-align: top; }
.error { color: #a40000; } .warning { color: #8a5a00; } .info { color: #555; }
.finding { border-left: 4px solid #ccc; margin: 1rem 0; padding: .3rem 1rem; }
.finding.error { border-color: #a40000; } .finding.warning { border-color: #d59b00; }
.finding * { color: #222; } .consequence { margin-left: 2rem; }
blockquote { margin: .2rem 0; padding-left: .8rem; border-left: 2px solid #eee;
  white-space: pre-wrap; font-family: ui-monospace, monospace; font-size: .85em; }
</style></head><body><h1>{{ title }}</h1>
"""


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_harmless
    )


def _harmless(value: object) -> object:
    """What a template prints, with escapes for marks of direction and controls of a source."""
    return visible_lines(value) if type(value) is str else value


def write_page(path: Path, title: str, body: str, values: Mapping[str, Any]) -> None:
    """Render a Jinja body below the page's head; values are escaped."""
    template = _environment().from_string(_LAYOUT + body + "</body></html>\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(template.render(title=title, **values), encoding="utf-8")
