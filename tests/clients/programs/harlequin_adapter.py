"""Harlequin, the SQL IDE for terminals: its own adapter, opened as ``harlequin -r FILE`` does."""

import json
import sys

from harlequin_duckdb.adapter import DuckDbAdapter

database, question = sys.argv[1:]


def connect() -> object:
    return DuckDbAdapter((database,), read_only=True).connect()


def ask(connection: object, sql: str) -> list[tuple[object, ...]]:
    cursor = connection.execute(sql)  # type: ignore[attr-defined]
    return list(zip(*[column.to_pylist() for column in cursor.fetchall().columns], strict=True))


for line in sys.stdin:
    opened = connect()
    if line == "arrived\n":
        catalog = opened.get_catalog()  # type: ignore[attr-defined]
        told = {"databases": len(catalog.items)}
        print(json.dumps(told), flush=True)
    else:
        ((name, marks, facts),) = ask(opened, question)
        print(json.dumps({"name": name, "marks": marks, "facts": facts}), flush=True)
    opened.close()  # type: ignore[attr-defined]
