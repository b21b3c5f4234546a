"""ibis: tables as expressions; a new backend connection follows new releases."""

import json
import sys
from pathlib import Path

import ibis

database, question = sys.argv[1:]


def connect() -> ibis.BaseBackend:
    return ibis.duckdb.connect(str(Path(database).resolve()), read_only=True)


for line in sys.stdin:
    backend = connect()
    if line == "arrived\n":
        marts = backend.table("mart_coverage")
        told = {"tables": len(backend.list_tables()), "reports": int(marts.count().execute())}
        print(json.dumps(told), flush=True)
    else:
        row = backend.sql(question).execute().iloc[0].to_dict()
        print(
            json.dumps(
                {name: getattr(value, "item", lambda v=value: v)() for name, value in row.items()}
            ),
            flush=True,
        )
    backend.disconnect()
