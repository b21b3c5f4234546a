"""Published tables as files for other programs: XLSX, CSV, Parquet.

Belongs here: what an exported file holds (``content``) and how each format writes it
(``files``): typed cells, no formulas, each column's description, and which release it is
from. Does not belong here: which table somebody wants (``console``, ``dashboard``).
"""

from pipeline.export.content import Content, NoSuchTable, content_of
from pipeline.export.files import WRITERS, Format, TooLarge, write_csv

__all__ = [
    "WRITERS",
    "Content",
    "Format",
    "NoSuchTable",
    "TooLarge",
    "content_of",
    "write_csv",
]
