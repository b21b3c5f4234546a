"""ADBC: Arrow tables without copying; a new connection follows new releases."""

import json
import sys
from pathlib import Path

import adbc_driver_duckdb
from adbc_driver_manager import dbapi

database, question = sys.argv[1:]
SAFE = {
    "access_mode": "read_only",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def connect() -> dbapi.Connection:
    options = {"entrypoint": "duckdb_adbc_init", "path": str(Path(database).resolve()), **SAFE}
    driver = adbc_driver_duckdb.driver_path()
    return dbapi.connect(driver, db_kwargs=options, autocommit=True)


def ask(sql: str) -> dict[str, object]:
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetch_arrow_table().to_pylist()[0])


for line in sys.stdin:
    if line == "arrived\n":
        told = ask(
            "select version() as version, count(comment) as comments from duckdb_columns()"
            " where table_name = 'mart_coverage'"
        )
        print(json.dumps(told), flush=True)
    else:
        print(json.dumps(ask(question)), flush=True)
