"""Question files: what is asked, where the answer is read, the answer, the query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FOLDER = Path(__file__).parent
_FIELDS = ("sv", "en", "read")
_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``answer`` holds rows of cells as ``cells_of`` writes them."""

    name: str
    swedish: str
    english: str
    read_at: str
    answer: tuple[tuple[str, ...], ...]
    sql: str


def questions(about: str) -> list[Question]:
    """All questions of a folder, in the order of their numbers."""
    return [read_question(path) for path in sorted((_FOLDER / about).glob("*.sql"))]


def read_question(path: Path) -> Question:
    """Read a question file.

    Raises:
        ValueError: a field is missing, or the file has no answer or no query.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    comment = [line.removeprefix("--") for line in lines if line.startswith("--")]
    named = (line.strip().partition(":") for line in comment if not line.startswith("  "))
    fields = {name: text.strip() for name, _, text in named}
    answer = tuple(
        tuple(cell.strip() for cell in line.split(_CELLS))
        for line in comment
        if line.startswith("  ")
    )
    sql = "\n".join(line for line in lines if not line.startswith("--")).strip()
    missing = [name for name in _FIELDS if not fields.get(name)]
    if missing or not answer or not sql:
        raise ValueError(f"{path.name}: lacks {missing or 'an answer or a query'}")
    return Question(path.stem, fields["sv"], fields["en"], fields["read"], answer, sql)


def cells_of(row: tuple[object, ...]) -> tuple[str, ...]:
    """A row as an answer writes it."""
    return tuple(_cell(value) for value in row)


def _cell(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
