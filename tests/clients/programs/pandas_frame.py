"""pandas: a frame by SQL over an engine without a pool."""

import json
import sys

import pandas as pd
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

database, question = sys.argv[1:]
SAFE = "access_mode=read_only&enable_external_access=false&lock_configuration=true"
engine = create_engine(f"duckdb:///{database}?{SAFE}", poolclass=NullPool)

for line in sys.stdin:
    if line == "arrived\n":
        frame = pd.read_sql("select * from mart_indicator_scorecard", engine)
        types = {name: str(kind) for name, kind in frame.dtypes.items()}
        told = {
            "rows": len(frame),
            "outcome": types["outcome"],
            "report_year": types["report_year"],
        }
        print(json.dumps(told), flush=True)
    else:
        (row,) = pd.read_sql(question, engine).to_dict("records")
        print(json.dumps(row), flush=True)
