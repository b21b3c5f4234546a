"""Corrections of what a source misprints, or of a doubtful reading.

``expectations/corrections.yml`` lists them: source, place, what is printed, what is
right, why, who. They are applied to Reports before facts are made, so that facts,
marts and findings agree. An entry that no longer fits fails the run: the source or
the reader has changed, and somebody has to look.

The original stays beside: a corrected cell keeps its printed text and place, only its
value (or column, or date) changes, and each correction is told as an extraction problem of
code 'corrected'. What is right is a number or a date as it would be printed, or
``column: <measure>`` for an indicator value that stands in another column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from pipeline.extract.document import Place
from pipeline.extract.report import ActivityRow, Measure, Problem, Report
from pipeline.extract.values import parse_date, to_number
from pipeline.intake import DocumentOutcome

PROBLEM_CODE = "corrected"

_FIELDS = ("source_file", "document_sha256", "line", "printed", "right", "why", "who")
_ISO_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_COLUMN = "column:"
_CORRECTABLE = ("fact_indicator_value", "fact_table_cell", "fact_activity")
_TEXT_COLUMN = {"fact_indicator_value": "value_text", "fact_table_cell": "raw_text"}


class CorrectionError(ValueError):
    """A correction is incomplete, or does not fit what is printed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: at ``line`` of the document stands ``printed``, ``right`` is right."""

    source_file: str
    document_sha256: str
    line: int
    printed: str
    right: str
    why: str
    who: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read the list of corrections; no file is no correction.

    Raises:
        CorrectionError: an entry lacks a field or has an unknown one.
    """
    if not path.exists():
        return ()
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return tuple(_correction(path, entry) for entry in entries.get("corrections") or ())


def _correction(path: Path, entry: dict[str, object]) -> Correction:
    if set(entry) != set(_FIELDS):
        raise CorrectionError(
            f"{path}: an entry has the fields {sorted(entry)}, it must have {sorted(_FIELDS)}"
        )
    line = entry["line"]
    if not isinstance(line, int):
        raise CorrectionError(f"{path}: line must be a number, not {line!r}")
    texts = {name: str(entry[name]) for name in _FIELDS if name != "line"}
    return Correction(line=line, **texts)


def correct(
    outcomes: Sequence[DocumentOutcome], corrections: Sequence[Correction]
) -> Sequence[DocumentOutcome]:
    """The outcomes with all corrections applied.

    Raises:
        CorrectionError: an entry's document is not there, or cannot be applied.
    """
    corrected = list(outcomes)
    for correction in corrections:
        fitting = [
            position
            for position, outcome in enumerate(corrected)
            if outcome.source.sha256 == correction.document_sha256 and outcome.report
        ]
        if not fitting:
            raise CorrectionError(
                f"the correction of {correction.source_file}, line {correction.line}, fits no "
                "document of this run: remove it, or renew its document_sha256 after a look"
            )
        for position in fitting:
            corrected[position] = _apply(corrected[position], correction)
    return corrected


Part = TypeVar("Part")


def _apply(outcome: DocumentOutcome, correction: Correction) -> DocumentOutcome:
    """The outcome with one correction applied.

    Raises:
        CorrectionError: nothing, or more than one thing, is printed like that there.
    """
    report = outcome.report
    if report is None:
        raise CorrectionError(f"{correction.source_file} was rejected; remove its corrections")
    changes = [
        *_indicator_changes(report, correction),
        *_table_changes(report, correction),
        *_activity_changes(report, correction),
    ]
    if len(changes) != 1:
        found = "nothing" if not changes else f"{len(changes)} things"
        raise CorrectionError(
            f"{correction.source_file}, line {correction.line}: {found} printed as "
            f"{correction.printed!r} there; look at the source and mend or remove the entry"
        )
    place = Place(correction.printed, line_start=correction.line, line_end=correction.line)
    told = Problem(
        PROBLEM_CODE,
        f"{correction.printed} is taken as {correction.right}: {correction.why} ({correction.who})",
        place,
    )
    corrected = changes[0]
    return replace(outcome, report=replace(corrected, problems=(*corrected.problems, told)))


def _is_there(place: Place, text: str, correction: Correction) -> bool:
    first, last = place.line_start, place.line_end
    if first is None or last is None:
        return False
    return first <= correction.line <= last and text.strip() == correction.printed.strip()


def _number(correction: Correction) -> float:
    number = to_number(correction.right)
    if number is None:
        raise CorrectionError(
            f"{correction.source_file}, line {correction.line}: {correction.right!r} is no number"
        )
    return number


def _indicator_changes(report: Report, correction: Correction) -> Iterator[Report]:
    for position, row in enumerate(report.indicators):
        for number, cell in enumerate(row.cells):
            if not _is_there(cell.place, cell.text, correction):
                continue
            if correction.right.startswith(_COLUMN):
                measure = Measure(correction.right.removeprefix(_COLUMN).strip())
                changed = replace(cell, measure=measure, confidence=1.0, alternatives=())
            else:
                changed = replace(cell, value=_number(correction), qualifier=None, confidence=1.0)
            cells = (*row.cells[:number], changed, *row.cells[number + 1 :])
            rows = _with(report.indicators, position, replace(row, cells=cells))
            yield replace(report, indicators=rows)


def _table_changes(report: Report, correction: Correction) -> Iterator[Report]:
    for position, table in enumerate(report.tables):
        for number, cell in enumerate(table.cells):
            if not _is_there(cell.place, cell.text, correction):
                continue
            changed = replace(cell, value=_number(correction), confidence=1.0)
            cells = (*table.cells[:number], changed, *table.cells[number + 1 :])
            tables = _with(report.tables, position, replace(table, cells=cells))
            yield replace(report, tables=tables)


def _activity_changes(report: Report, correction: Correction) -> Iterator[Report]:
    """A date of an activity; an impossible one was read as missing."""
    right = parse_date(correction.right)
    for position, row in enumerate(report.activities):
        inside = correction.printed.strip() in row.place.text
        if right is None or not inside or not _is_there(row.place, correction.printed, correction):
            continue
        printed = parse_date(correction.printed)
        rows = _with(report.activities, position, _with_date(row, printed, right))
        yield replace(report, activities=rows)


def _with_date(row: ActivityRow, printed: date | None, right: date) -> ActivityRow:
    if row.start_date == printed:
        return replace(row, start_date=right)
    return replace(row, end_date=right)


def _with(items: tuple[Part, ...], position: int, item: Part) -> tuple[Part, ...]:
    return (*items[:position], item, *items[position + 1 :])


def correction_of(
    tables: Mapping[str, pa.Table], fact_key: str, *, right: str, why: str, who: str
) -> Correction:
    """The correction of the fact with this key.

    ``tables`` are those of a run. A typed economy fact is corrected at its table cell.

    Raises:
        CorrectionError: no such fact, or one that has no line to find it by.
    """
    row, name = _fact(tables, fact_key)
    if row["source_line_start"] is None:
        raise CorrectionError(f"{fact_key} has no line: only text sources can be corrected")
    reports = tables["dim_report"]
    own = reports.filter(pc.equal(reports["source_file"], row["source_file"]))
    printed = row[_TEXT_COLUMN[name]] if name in _TEXT_COLUMN else _printed_date(row)
    return Correction(
        source_file=row["source_file"],
        document_sha256=own["document_sha256"][0].as_py(),
        line=row["source_line_start"],
        printed=printed,
        right=right,
        why=why,
        who=who,
    )


def _printed_date(row: Mapping[str, Any]) -> str:
    """The first date of an activity that is printed and was not read; else its end."""
    read = {str(row["start_date"]), str(row["end_date"])}
    printed = _ISO_DATE.findall(row["source_text"])
    return next((text for text in printed if text not in read), str(row["end_date"]))


def _fact(tables: Mapping[str, pa.Table], fact_key: str) -> tuple[Mapping[str, Any], str]:
    for name, table in tables.items():
        if "fact_key" not in table.column_names:
            continue
        found = table.filter(pc.equal(table["fact_key"], fact_key)).to_pylist()
        if found and "table_cell_key" in found[0]:
            return _fact(tables, found[0]["table_cell_key"])
        if found and name in _CORRECTABLE:
            return found[0], name
    raise CorrectionError(
        f"no fact {fact_key} that can be corrected; take fact_key from "
        f"{', '.join(_CORRECTABLE)} or an economy fact"
    )


def append_correction(path: Path, correction: Correction) -> None:
    """Write a correction at the end of the list, comments kept."""
    text = path.read_text(encoding="utf-8") if path.exists() else "corrections: []\n"
    entry = yaml.safe_dump([asdict(correction)], allow_unicode=True, sort_keys=False)
    head = text.replace("corrections: []", "corrections:").rstrip("\n")
    path.write_text(f"{head}\n{entry}", encoding="utf-8")
    read_corrections(path)
