"""The README's queries and answers: read for the test, written anew by this module.

``python -m tests.support.readme`` runs every query on the samples and puts the answers
into README.md, for a person to read over before they are committed.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline.console.query import fetch, markdown
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import run

README = PROJECT_ROOT / "README.md"

_EXAMPLE = re.compile(r"```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\n)+)", re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Every query of the README with the answer that stands below it."""
    text = README.read_text(encoding="utf-8")
    return [(match["sql"], match["answer"].strip()) for match in _EXAMPLE.finditer(text)]


def answer(settings: Settings, sql: str) -> str:
    """The answer of a published database, as the README shows it."""
    return markdown(*fetch(settings, sql))


def refreshed(text: str, ask: Callable[[str], str]) -> str:
    """The README with every answer asked for again."""
    return _EXAMPLE.sub(lambda match: f"```sql\n{match['sql']}```\n\n{ask(match['sql'])}\n", text)


def main() -> None:
    """Write the answers anew."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(warehouse_dir=Path(folder) / "warehouse")
        ran = run(settings)
        assert ran.status == 0, ran.printed
        text = README.read_text(encoding="utf-8")
        README.write_text(refreshed(text, lambda sql: answer(settings, sql)), encoding="utf-8")


if __name__ == "__main__":
    main()
