"""A raw folder with odd reports among good ones, each odd in one known way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from random import Random
from textwrap import wrap
from types import MappingProxyType

from tests.corpus import cycle
from tests.corpus.library import render
from tests.corpus.model import ActivityTable, Cell, IndicatorTable, Kind, Report

ABSURD = Cell("255 294 294 st", Decimal(255_294_294), "st")
SEED = "gate"
_COUNT = re.compile(r"^\d[\d ]* st$")


def misprint(report: Report) -> Report:
    """One activity's end date lies two years back."""
    year = report.head.year
    blocks = list(report.blocks)
    for number, block in enumerate(blocks):
        if isinstance(block, ActivityTable) and block.rows[0].start:
            late = replace(block.rows[0], start=date(year - 3, 1, 1), end=date(year - 2, 12, 31))
            blocks[number] = replace(block, rows=(late, *block.rows[1:]))
            return replace(report, blocks=tuple(blocks))
    raise ValueError("the report prints no activity with dates")


def absurd_count(report: Report) -> Report:
    """One count of an indicator is 255,294,294."""
    blocks = list(report.blocks)
    for number, block in enumerate(blocks):
        if not isinstance(block, IndicatorTable):
            continue
        for row_no, row in enumerate(block.rows):
            counts = [n for n, cell in enumerate(row.cells) if _COUNT.match(cell.text)]
            if counts:
                cells = (*row.cells[: counts[0]], ABSURD, *row.cells[counts[0] + 1 :])
                rows = list(block.rows)
                rows[row_no] = replace(row, cells=cells)
                blocks[number] = replace(block, rows=tuple(rows))
                return replace(report, blocks=tuple(blocks))
    raise ValueError("the report counts nothing in pieces")


def as_prose(text: str, *, kept: float = 0.1) -> str:
    """Tab text whose tables came out of a tool as running text, but for a few."""
    source = Random(SEED)
    lines: list[str] = []
    for is_table, group in groupby(text.split("\n"), key=lambda line: "\t" in line):
        rows = list(group)
        if is_table and source.random() >= kept:
            lines += wrap(" ".join(" ".join(rows).split()), 90)
        else:
            lines += rows
    return "\n".join(lines)


def write_night(folder: Path, *, good: int) -> Mapping[str, str]:
    """Write ``good`` good reports and the odd ones; give the odd files by their oddity."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(good):
        committee = cycle.INVENTED[number % len(cycle.INVENTED)]
        kind = tuple(Kind)[number // len(cycle.INVENTED) % len(Kind)]
        report = cycle.compose(SEED, committee, 2023, kind)
        _write(report, "tab_text_clean", folder, f"good-{number}")
    report = cycle.compose(SEED, "Vattenvik", 2024, Kind.T2)
    odd = {
        "misprint": _write(misprint(report), "docx", folder, "misprint"),
        "printed count": _write(
            absurd_count(cycle.compose(SEED, "Kvarnsjö", 2024, Kind.T2)), "docx", folder, "printed"
        ),
        "inferred count": _write(
            absurd_count(cycle.compose(SEED, "Tallhöjden", 2024, Kind.VP)),
            "flow_text",
            folder,
            "inferred",
        ),
        "sidecar": _write(
            cycle.compose(SEED, "Ekbacken-Lillvreten", 2024, Kind.VP),
            "tab_text_clean",
            folder,
            "sidecar",
        ),
        "implausible sidecar": _write(
            cycle.compose(SEED, "Norrmossen-Åkerlund", 2024, Kind.VP),
            "tab_text_clean",
            folder,
            "implausible",
        ),
        "unreadable tables": _write(
            cycle.compose(SEED, "Björksundet-Ängsro", 2024, Kind.T1),
            "tab_text_clean",
            folder,
            "unreadable",
            as_prose,
        ),
    }
    said = "committee: Farsta\nkind: VB\nyear: 2019\n"
    (folder / f"{odd['sidecar']}.yml").write_text(said, encoding="utf-8")
    (folder / f"{odd['implausible sidecar']}.yml").write_text("year: 1\n", encoding="utf-8")
    return MappingProxyType(odd)


def _write(
    report: Report,
    format_name: str,
    folder: Path,
    name: str,
    damage: Callable[[str], str] | None = None,
) -> str:
    rendering = render(report, format_name, SEED)
    data = rendering.data
    if damage is not None:
        data = damage(data.decode("utf-8")).encode("utf-8")
    path = folder / f"{name}{rendering.suffix}"
    path.write_bytes(data)
    return path.name
