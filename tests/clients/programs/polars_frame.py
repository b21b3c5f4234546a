"""polars: a frame over Arrow from a connection that is opened for it."""

import json
import sys
from pathlib import Path

import duckdb
import polars as pl

database, question = sys.argv[1:]


def ask(sql: str) -> pl.DataFrame:
    with duckdb.connect(str(Path(database).resolve()), read_only=True) as connection:
        return pl.read_database(sql, connection)


for line in sys.stdin:
    if line == "arrived\n":
        frame = ask("select * from mart_budget_followup")
        told = {"rows": frame.height, "vb_outcome_net": str(frame.schema["vb_outcome_net"])}
        print(json.dumps(told), flush=True)
    else:
        print(json.dumps(ask(question).to_dicts()[0]), flush=True)
