"""The DuckDB command line: started anew for each question, it is always at the new release."""

import json
import subprocess
import sys

database, question = sys.argv[1:]

SAFE = "set enable_external_access = false; set lock_configuration = true;"


def ask(sql: str) -> list[dict[str, object]]:
    done = subprocess.run(
        ["duckdb", "-readonly", "-json", database, f"{SAFE} {sql}"],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return list(json.loads(done.stdout))


for line in sys.stdin:
    if line == "arrived\n":
        comments = ask(
            "select version() as version, count(comment) as comments from duckdb_columns()"
            " where table_name = 'mart_coverage'"
        )
        print(json.dumps(comments[0]), flush=True)
    else:
        print(json.dumps(ask(question)[0]), flush=True)
