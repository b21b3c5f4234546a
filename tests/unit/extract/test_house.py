"""The packages of ``extract`` look in one direction only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

EXTRACT = Path(__file__).resolve().parents[3] / "pipeline" / "extract"
WAIST = {"document", "report", "errors"}
MAY_IMPORT = {
    "language": WAIST,
    "readers": WAIST | {"language"},
    "tables": WAIST | {"language"},
    "assignment": WAIST | {"language", "tables"},
    "parsers": WAIST | {"language", "tables", "assignment"},
}


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    imported = {
        (path.relative_to(EXTRACT).as_posix(), name)
        for path in (EXTRACT / package).rglob("*.py")
        for name in _imported_packages(path)
    }
    assert {name for _, name in imported}, "nothing was looked at"
    assert {(file, name) for file, name in imported if name not in MAY_IMPORT[package]} <= {
        (file, package) for file, _ in imported
    }


def _imported_packages(path: Path) -> set[str]:
    """First names below ``pipeline.extract`` of what a module imports."""
    modules: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules.append(node.module)
        elif isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
    parts = [module.split(".") for module in modules]
    return {part[2] for part in parts if part[:2] == ["pipeline", "extract"] and len(part) > 2}
