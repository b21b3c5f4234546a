"""Pages that are written from the registry when the docs are built, so that none is stale.

``reference/tables.md`` has every table and column, ``lineage.md`` what each is made from,
``rules.md`` the rules of reconciliation, ``settings.md`` the settings. They are not kept in git.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path

from sphinx.application import Sphinx

from pipeline.publish.dbt_manifest import DBT_PROJECT
from pipeline.registry import TABLES, TableSpec
from pipeline.registry.dbt_files import DUCKDB_TYPES
from pipeline.registry.finding_rules import FINDING_RULES
from pipeline.settings import Settings, variable_of

MADE_FROM = re.compile(r"(?:ref\(\s*|source\(\s*['\"]\w+['\"],\s*)['\"](\w+)['\"]")
"""A table that a model names: ref('x') or source('parquet', 'x')."""

LAYERS: Mapping[str, str] = {
    "mart": "Marts: what people look at",
    "view": "Views: every plain number may be summed",
    "dimension": "Dimensions",
    "fact": "Facts: one row a printed thing",
    "bridge": "Bridges: which rows belong together",
    "quality": "Quality: how far it can be trusted",
    "meta": "Declarations: keys, relationships and measures as tables",
    "review": "Review: proposals for people",
}
ORDER = {layer: number for number, layer in enumerate(LAYERS)}


def tables_page() -> str:
    """The contract and data dictionary."""
    return "\n".join(_tables_lines()) + "\n"


def rules_page() -> str:
    """The rules of reconciliation."""
    lines = ["# Rules of contradiction", "", "| rule | what it compares |", "|---|---|"]
    lines += [f"| `{rule}` | {_cell(what)} |" for rule, what in FINDING_RULES.items()]
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """The settings with their defaults, as the class documents them."""
    described = _arguments(inspect.getdoc(Settings) or "")
    lines = ["# Settings", "", "| variable | default | what |", "|---|---|---|"]
    for field in fields(Settings):
        default = "" if field.default is MISSING else _default(field.default)
        said = described.get(field.name, "")
        lines.append(f"| `{variable_of(field.name)}` | {default} | {_cell(said)} |")
    return "\n".join(lines) + "\n"


def _tables_lines() -> Iterator[str]:
    yield "# Tables and columns"
    yield ""
    yield "What people who query rely on: names here keep their type and meaning."
    there = {table.layer for table in TABLES.values()}
    for layer in sorted(there, key=lambda layer: ORDER.get(layer, len(ORDER))):
        yield f"\n## {LAYERS.get(layer.value, layer.value.capitalize())}\n"
        for table in TABLES.values():
            if table.layer is layer:
                yield from _table_lines(table)


def _table_lines(table: TableSpec) -> Iterator[str]:
    yield f"\n### {table.name}\n"
    yield f"{_cell(table.description)} {_cell(table.grain)} Key: {', '.join(table.key)}.\n"
    yield "| column | type | what | unit | values |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        name = f"`{column.name}`" + ("" if column.nullable else " (never null)")
        values = ", ".join(f"`{value}`" for value in column.allowed)
        kind = DUCKDB_TYPES[column.type]
        yield f"| {name} | {kind} | {_cell(column.description)} | {column.unit or ''} | {values} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _default(value: object) -> str:
    if isinstance(value, Path):
        return f"`{value.name}/` of the project"
    return f"`{value}`" if value != "" else ""


def _arguments(doc: str) -> dict[str, str]:
    """Descriptions by argument of a Google docstring."""
    found: dict[str, str] = {}
    name = ""
    inside = False
    for line in doc.splitlines():
        if line.strip() in ("Args:", "Raises:"):
            inside = line.strip() == "Args:"
        elif inside and line.startswith("    ") and not line.startswith("     "):
            name, _, said = line.strip().partition(": ")
            found[name] = said
        elif inside and name:
            found[name] += f" {line.strip()}"
    return found


def lineage_page() -> str:
    """Which table is made from which, down to the Parquet of a run."""
    lines = ["# Lineage", "", "What each published table is made from; sources are the Parquet "]
    lines[-1] += "tables that a run writes. `make ui` draws it, with the raw files behind."
    lines += ["", "| table | is made from |", "|---|---|"]
    for path in sorted((DBT_PROJECT / "models").rglob("*.sql")):
        made_from = dict.fromkeys(MADE_FROM.findall(path.read_text(encoding="utf-8")))
        names = ", ".join(f"`{name}`" for name in made_from)
        lines.append(f"| `{path.stem}` | {names} |")
    return "\n".join(lines) + "\n"


PAGES = {
    "reference/lineage.md": lineage_page,
    "reference/tables.md": tables_page,
    "reference/rules.md": rules_page,
    "reference/settings.md": settings_page,
}


def _write(app: Sphinx) -> None:
    for name, page in PAGES.items():
        path = Path(app.srcdir) / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True}
