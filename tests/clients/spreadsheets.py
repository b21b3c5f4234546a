"""Programs that get a figure by a file: Excel's format, and R by CSV."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
from openpyxl import load_workbook

from pipeline.export.content import Content, content_of
from pipeline.export.files import WRITERS, csv_text
from pipeline.export.formats import Format
from tests.clients.releases import TwoReleases

MART = "mart_budget_followup"
COLUMN = "vb_outcome_net"


def _content(releases: TwoReleases) -> tuple[Content, float]:
    """The mart, and the sum of its column as the database has it."""
    with duckdb.connect(str(releases.database), read_only=True) as connection:
        ((total,),) = connection.execute(f"select sum({COLUMN}) from {MART}").fetchall()
        return content_of(connection, MART, "release"), float(total)


def read_xlsx(releases: TwoReleases, folder: Path) -> str:
    """Write XLSX and read it back with openpyxl."""
    content, total = _content(releases)
    WRITERS[Format.XLSX](content, folder / "mart.xlsx")
    header, *rows = load_workbook(folder / "mart.xlsx")["data"].iter_rows(values_only=True)
    column = header.index(COLUMN)
    found = sum(row[column] or 0 for row in rows)
    return f"{len(rows)} rows, sum of {COLUMN} {found:,.2f}, in the database {total:,.2f}"


def read_by_r(releases: TwoReleases, folder: Path) -> str:
    """Write Swedish CSV and sum a column of it in R."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return "left out: there is no Rscript (Debian: r-base-core)"
    content, total = _content(releases)
    path = folder / "mart.csv"
    path.write_text(csv_text(content, swedish=True), encoding="utf-8", newline="")
    program = (
        f"d <- read.csv2('{path}', fileEncoding = 'UTF-8-BOM');"
        f"cat(nrow(d), format(sum(d${COLUMN}, na.rm = TRUE), nsmall = 2, digits = 15))"
    )
    done = subprocess.run([rscript, "-e", program], capture_output=True, text=True, check=True)
    return f"rows and sum of {COLUMN} {done.stdout}, in the database {total:,.2f}"


SPREADSHEETS: Mapping[str, Callable[[TwoReleases, Path], str]] = {
    "Excel (XLSX, by openpyxl)": read_xlsx,
    "R (CSV)": read_by_r,
}
