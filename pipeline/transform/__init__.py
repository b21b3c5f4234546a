"""From Reports to the facts and dimensions of the warehouse.

Belongs here: keys, canonical names, SEK amounts, corrections, and the Parquet files
that hold the result. Pure functions of the outcomes of a run; the same outcomes give
the same bytes. The tables' columns are declared in ``pipeline.registry``.

Does not belong here: reading documents (``extract``), judging the result
(``quality``), what people look at (the dbt project).

The way of a row: ``build`` gives each report a ``ReportContext`` (``context``) with its
keys (``keys``); one function a fact (``facts``, ``economy``) yields rows; ``rows`` adds
the provenance and makes the Arrow table; ``parquet`` writes it, part by part, so that the
facts of all reports are never in memory at once.
"""

from pipeline.transform.build import assemble, build_tables
from pipeline.transform.parquet import read_parquet_tables, write_parquet

__all__ = ["assemble", "build_tables", "read_parquet_tables", "write_parquet"]
