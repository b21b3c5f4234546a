"""The generator is an oracle: it knows nothing of the code that it tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests import corpus

MODULES = sorted(Path(corpus.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_module_of_the_generator_imports_the_pipeline(module: Path) -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
    assert "pipeline" not in imported
