"""Which libraries decide on a reading: all that the extractor's files import."""

from __future__ import annotations

import ast
import importlib.metadata
import sys
from pathlib import Path

from pipeline.intake import version
from pipeline.intake.version import EXTRACT_DIR, distributions_of, extractor_libraries
from tests.support.effort import calls_of


def _imported(folder: Path) -> set[str]:
    """Distributions of the modules that the files import, as Python's own parser finds them."""
    distributions = importlib.metadata.packages_distributions()
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module or "")
    modules = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
    return {one for module in modules for one in distributions.get(module, [])}


def test_the_libraries_are_those_that_pythons_parser_finds() -> None:
    found = extractor_libraries()
    assert {name for name, _ in found} == _imported(EXTRACT_DIR)
    assert "pypdfium2" in dict(found)


def test_imports_within_functions_and_of_parts_count_and_files_are_not_parsed(
    tmp_path: Path,
) -> None:
    (tmp_path / "one.py").write_text(
        "from __future__ import annotations\n\n\ndef f():\n    import pypdfium2.raw\n\n\n"
        "from pydantic import TypeAdapter\nfrom .near import here\nimported = 1\n"
    )
    (tmp_path / "half_written.py").write_text("import lxml\ndef (\n")
    assert version._imported_modules(tmp_path) == {"__future__", "pypdfium2", "pydantic", "lxml"}


def test_distributions_are_those_that_the_standard_library_finds() -> None:
    known = importlib.metadata.packages_distributions()
    modules = [name for name in known if name.isidentifier()]
    assert len(modules) > 100
    assert distributions_of(modules) == {one for name in modules for one in known[name]}
    assert distributions_of(["pypdfium2", "no_such_module"]) == {"pypdfium2"}


def test_to_find_a_few_distributions_not_every_file_of_all_is_looked_at() -> None:
    calls_of(extractor_libraries)  # what Python keeps of folders is there
    assert calls_of(extractor_libraries) < calls_of(importlib.metadata.packages_distributions) / 5
