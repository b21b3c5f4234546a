"""SQLAlchemy: no pool, so that each question opens the release of the moment; reflection."""

import json
import sys

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

database, question = sys.argv[1:]
SAFE = "access_mode=read_only&enable_external_access=false&lock_configuration=true"
engine = create_engine(f"duckdb:///{database}?{SAFE}", poolclass=NullPool)


def arrived() -> dict[str, object]:
    found = inspect(engine)
    columns = found.get_columns("mart_coverage")
    try:
        with engine.connect() as connection:
            connection.execute(text("select * from read_text('/etc/hostname')"))
        reads_files = True
    except DBAPIError:
        reads_files = False
    return {
        "tables": len(found.get_table_names()),
        "columns": len(columns),
        "comments": sum(1 for column in columns if column.get("comment")),
        "keys": found.get_pk_constraint("mart_coverage")["constrained_columns"],
        "reads_files": reads_files,
    }


for line in sys.stdin:
    if line == "arrived\n":
        print(json.dumps(arrived()), flush=True)
    else:
        with engine.connect() as connection:
            print(json.dumps(dict(connection.execute(text(question)).mappings().one())), flush=True)
