"""Published tables as files for other programs: XLSX, CSV, Parquet.

Belongs here: what an exported file holds (``content``) and how each format (``formats``)
writes it (``files``): typed cells, no formulas, each column's description, and which
release it is from. Does not belong here: which table somebody wants (``console``,
``dashboard``).
"""
