"""DuckDB's own Python client: a new connection for each question follows new releases.

The link is followed first: an open connection to the link's own name would be given again
by this process's cache although the link leads elsewhere by now.
"""

import json
import sys
from pathlib import Path

import duckdb

database, question = sys.argv[1:]


def connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(Path(database).resolve()), read_only=True)
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return connection


def answer(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    result = connection.execute(question)
    return dict(zip([column[0] for column in result.description], result.fetchone(), strict=True))


def arrived(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    ((comments,),) = connection.execute(
        "select count(comment) from duckdb_columns() where table_name = 'mart_coverage'"
    ).fetchall()
    try:
        connection.execute("from read_text('/etc/hostname')")
        reads_files = True
    except duckdb.Error:
        reads_files = False
    return {"version": duckdb.__version__, "comments": comments, "reads_files": reads_files}


for line in sys.stdin:
    with connect() as opened:
        print(json.dumps(arrived(opened) if line == "arrived\n" else answer(opened)), flush=True)
