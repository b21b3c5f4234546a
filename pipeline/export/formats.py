"""What a table can be exported as; here alone, so that the command's help imports no more."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A format of exported files."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
