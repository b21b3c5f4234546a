"""Files to findings, without a warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.extract import read_report
from pipeline.intake import DocumentOutcome, SourceFile
from pipeline.intake.stored import in_memory
from pipeline.quality import reconcile
from pipeline.transform import build_tables

PROVEN = Path(__file__).with_name("proven.csv")


def read_facts(paths: Sequence[Path]) -> dict[str, pa.Table]:
    """The Parquet tables of some files, each a current report."""
    outcomes = [
        DocumentOutcome(
            source=SourceFile(
                path.name, path, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size
            ),
            report=in_memory(read_report(path)),
            rejection=None,
            is_current=True,
            from_cache=False,
            seconds=0.0,
        )
        for path in paths
    ]
    return build_tables(outcomes, extractor_version="reconciliation")


def findings_of(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """The findings in some files, as rows of data_finding."""
    rows: list[dict[str, Any]] = reconcile.find(read_facts(paths)).to_pylist()
    return rows
