"""Corrections of what a source misprints, or of a doubtful reading.

``expectations/corrections.yml`` lists them: source, place, what is printed, what is
right, why, who. A place is a line of a text, or a page and the row it is printed ``of``;
``occurrence`` tells equal cells of one place apart. They are applied to Reports before
facts are made, so that facts, marts and findings agree. An entry that no longer fits
holds its document back: the source or the reader has changed, and somebody has to look.

The original stays beside: a corrected cell keeps its printed text and place, only its
value (or column, or date) changes, and each correction is told as an extraction problem of
code 'corrected'. What is right is a number or a date as it would be printed, or
``column: <measure>`` for an indicator value that stands in another column.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from pipeline.extract.document import Place
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import parse_date, to_number
from pipeline.extract.report import ActivityRow, Measure, Problem, Report
from pipeline.intake import DocumentOutcome
from pipeline.intake.gist import StoredReport
from pipeline.intake.hold import Hold
from pipeline.person import kept

PROBLEM_CODE = "corrected"

MISFIT = "correction_fits"
"""Name of the check that every entry can be applied to its document."""

_REMEDY = "Mend or remove the entry in expectations/corrections.yml."

_FIELDS = frozenset({"source_file", "document_sha256", "printed", "right", "why", "who"})
_DOCUMENT_FIELDS = frozenset({"source_file", "document_sha256"})
_PLACE_FIELDS = frozenset({"line", "page", "of", "occurrence"})
_NUMBERS = ("line", "page", "occurrence")
_ISO_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_DASH = re.compile(r"^( *)- ", re.MULTILINE)
_COLUMN = "column:"
_CORRECTABLE = ("fact_indicator_value", "fact_table_cell", "fact_activity")
_ROW_COLUMN = {
    "fact_indicator_value": "indicator_name_printed",
    "fact_table_cell": "row_label",
    "fact_activity": "activity_text",
}
_TEXT_COLUMN = {"fact_indicator_value": "value_text", "fact_table_cell": "raw_text"}


class CorrectionError(ValueError):
    """A correction is incomplete, or does not fit what is printed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: where the document prints ``printed``, ``right`` is right.

    Attributes:
        line: The line of a text, 1-based; None for PDF and DOCX.
        page: The page of a PDF, 1-based.
        of: The row's name as printed: an indicator, an activity, a label.
        occurrence: Which one, from 1, where several are printed alike at this place; None
            where there is but one.
        flaw: What is wrong with the entry itself, in a sentence; it then corrects nothing,
            and its document is held back. None where it is complete.
    """

    source_file: str
    document_sha256: str
    printed: str
    right: str
    why: str
    who: str
    line: int | None = None
    page: int | None = None
    of: str | None = None
    occurrence: int | None = None
    flaw: str | None = None

    @property
    def place(self) -> str:
        """'a.txt, line 7' or 'a.pdf, page 3, of Andel nöjda'."""
        parts = [
            f"{name} {value}"
            for name, value in (("line", self.line), ("page", self.page), ("of", self.of))
            if value is not None
        ]
        return ", ".join((self.source_file, *parts))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Something that can be corrected: where and how it is printed, and its correction.

    ``key`` tells it from all others of its report, whatever was corrected before.
    """

    key: tuple[object, ...]
    place: Place
    printed: str
    of: str
    corrected: Callable[[], Report]


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read the list of corrections; no file is no correction.

    An entry that is not complete keeps its ``flaw``: it concerns its document only.

    Raises:
        CorrectionError: the file is no list of entries, or an entry names no document.
    """
    if not path.exists():
        return ()
    return _entries(path, path.read_bytes())


def _entries(path: Path, content: bytes) -> tuple[Correction, ...]:
    """The entries in the content of a list of corrections."""
    try:
        listed = yaml.safe_load(content) or {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise CorrectionError(f"{path} is no YAML: {error}") from None
    entries = listed.get("corrections") if isinstance(listed, dict) else listed
    if not isinstance(entries or [], list):
        raise CorrectionError(f"{path}: 'corrections' must be a list of entries")
    return tuple(_correction(path, entry) for entry in entries or ())


def _correction(path: Path, entry: object) -> Correction:
    given = entry if isinstance(entry, dict) else {}
    if not given.keys() & _DOCUMENT_FIELDS:
        raise CorrectionError(
            f"{path}: an entry names no document ({' or '.join(sorted(_DOCUMENT_FIELDS))}): {entry}"
        )
    flaw = next(_flaws(given), None)
    if flaw is not None:
        file, sha256 = (str(given.get(name, "")) for name in ("source_file", "document_sha256"))
        return Correction(file, sha256, printed="", right="", why="", who="", flaw=flaw)
    texts: dict[str, Any] = {name: str(given[name]) for name in given.keys() - set(_NUMBERS)}
    return Correction(**texts, **{name: given[name] for name in given.keys() & set(_NUMBERS)})


def _flaws(entry: Mapping[str, object]) -> Iterator[str]:
    given = set(entry)
    if not given >= _FIELDS or not given <= _FIELDS | _PLACE_FIELDS:
        yield (
            f"an entry has the fields {sorted(given)}, it must have {sorted(_FIELDS)} "
            f"and may have {sorted(_PLACE_FIELDS)}"
        )
    if not given & {"line", "page", "of"}:
        yield "an entry says no place: a line, a page or a row (of)"
    for name in _NUMBERS:
        number = entry.get(name, 1)
        if not isinstance(number, int) or number < 1:
            yield f"{name} must be a number from 1 on, not {number!r}"


def correct(
    outcomes: Sequence[DocumentOutcome], corrections: Sequence[Correction]
) -> tuple[DocumentOutcome, ...]:
    """The outcomes with the corrections of their bytes, applied when a report is opened.

    Entries for a document that was not read change nothing. A report is opened by a
    CorrectionError where an entry cannot be applied; ``misfits`` says so beforehand.
    """
    return tuple(_corrected(outcome, _of(outcome, corrections)) for outcome in outcomes)


def misfits(
    outcomes: Sequence[DocumentOutcome], corrections: Sequence[Correction]
) -> tuple[Hold, ...]:
    """Documents with an entry that cannot be applied: either of them has to be looked at."""
    holds = []
    for outcome in outcomes:
        corrected = _corrected(outcome, _of(outcome, corrections))
        try:
            if corrected is not outcome and corrected.report is not None:
                corrected.report.load()
        except CorrectionError as error:
            name = outcome.source.source_file
            failed = f"A correction does not fit what was read: {error}."
            holds.append(Hold(name, MISFIT, failed, _REMEDY))
    return tuple(holds)


def without_document(
    outcomes: Sequence[DocumentOutcome], corrections: Sequence[Correction]
) -> tuple[Correction, ...]:
    """Entries for bytes that are not among the documents of the run."""
    used = {entry for outcome in outcomes for entry in _of(outcome, corrections)}
    return tuple(entry for entry in corrections if entry not in used)


def digests(corrections: Sequence[Correction]) -> dict[str, str]:
    """A digest of the entries of each document, by the hash of its bytes."""
    entries: dict[str, list[Correction]] = {}
    for correction in corrections:
        entries.setdefault(correction.document_sha256, []).append(correction)
    return {
        sha256: _digest([asdict(entry) for entry in of_one]) for sha256, of_one in entries.items()
    }


def _digest(listed: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def _of(outcome: DocumentOutcome, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The entries of a document: by its bytes, or by its name where an entry says no bytes."""
    source = outcome.source
    return tuple(
        entry
        for entry in corrections
        if entry.document_sha256 == source.sha256
        or (not entry.document_sha256 and entry.source_file == source.source_file)
    )


Part = TypeVar("Part")


def _corrected(outcome: DocumentOutcome, entries: Sequence[Correction]) -> DocumentOutcome:
    """The outcome with the entries of its document; the outcome itself where there are none."""
    stored = outcome.report
    if stored is None or not entries:
        return outcome
    digest = _digest([stored.digest, *map(asdict, entries)])[: len(stored.digest)]
    load = partial(_corrected_report, stored, entries)
    return replace(outcome, report=replace(stored, digest=digest, load=load))


def _corrected_report(stored: StoredReport, entries: Sequence[Correction]) -> Report:
    """The report with entries applied.

    Raises:
        CorrectionError: nothing, or more than one thing, is printed like that there; it is
            corrected by another entry already; or an entry is not complete.
    """
    report = stored.load()
    done: set[tuple[object, ...]] = set()
    for entry in entries:
        if entry.flaw is not None:
            raise CorrectionError(f"{entry.source_file or entry.document_sha256}: {entry.flaw}")
        spot = _spot(report, entry)
        if spot.key in done:
            raise CorrectionError(
                f"{entry.place}: {entry.printed!r} is corrected by another entry already; "
                "keep one of them"
            )
        done.add(spot.key)
        report = _told(spot.corrected(), spot, entry)
    return report


def _spot(report: Report, correction: Correction) -> _Spot:
    """The one thing that an entry corrects."""
    spots = [
        spot
        for spots in (_indicators, _table_cells, _dates)
        for spot in spots(report, correction)
        if _is_there(spot, correction)
    ]
    number = correction.occurrence or 1
    if len(spots) < number or (len(spots) > 1 and correction.occurrence is None):
        found = "nothing" if not spots else f"{len(spots)} things"
        raise CorrectionError(
            f"{correction.place}: {found} printed as {correction.printed!r} there; look at the "
            "source and mend the entry (several are told apart by 'occurrence') or remove it"
        )
    return spots[number - 1]


def _told(corrected: Report, spot: _Spot, correction: Correction) -> Report:
    problem = Problem(
        PROBLEM_CODE,
        f"{correction.printed} is taken as {correction.right}: "
        f"{kept(correction.why)} ({kept(correction.who)})",
        replace(spot.place, text=correction.printed),
    )
    return replace(corrected, problems=(*corrected.problems, problem))


def _is_there(spot: _Spot, correction: Correction) -> bool:
    place = spot.place
    if correction.line is not None and not (
        place.line_start is not None
        and place.line_end is not None
        and place.line_start <= correction.line <= place.line_end
    ):
        return False
    if correction.page is not None and correction.page != place.page:
        return False
    if correction.of is not None and squeeze(correction.of) != squeeze(spot.of):
        return False
    return spot.printed.strip() == correction.printed.strip()


def _measure(correction: Correction) -> Measure:
    name = correction.right.removeprefix(_COLUMN).strip()
    try:
        return Measure(name)
    except ValueError:
        known = ", ".join(Measure)
        raise CorrectionError(
            f"{correction.place}: {name!r} is no column; there are {known}"
        ) from None


def _number(correction: Correction) -> float:
    number = to_number(correction.right)
    if number is None:
        raise CorrectionError(f"{correction.place}: {correction.right!r} is no number")
    return number


def _indicators(report: Report, correction: Correction) -> Iterator[_Spot]:
    def corrected(position: int, number: int) -> Report:
        row = report.indicators[position]
        cell = row.cells[number]
        if correction.right.startswith(_COLUMN):
            measure = _measure(correction)
            changed = replace(cell, measure=measure, confidence=1.0, alternatives=())
        else:
            changed = replace(cell, value=_number(correction), qualifier=None, confidence=1.0)
        cells = _with(row.cells, number, changed)
        rows = _with(report.indicators, position, replace(row, cells=cells))
        return replace(report, indicators=rows)

    for position, row in enumerate(report.indicators):
        for number, cell in enumerate(row.cells):
            key = ("indicator", position, number, correction.right.startswith(_COLUMN))
            change = partial(corrected, position, number)
            yield _Spot(key, cell.place, cell.text, row.name, change)


def _table_cells(report: Report, correction: Correction) -> Iterator[_Spot]:
    def corrected(position: int, number: int) -> Report:
        table = report.tables[position]
        changed = replace(table.cells[number], value=_number(correction), confidence=1.0)
        cells = _with(table.cells, number, changed)
        tables = _with(report.tables, position, replace(table, cells=cells))
        return replace(report, tables=tables)

    for position, table in enumerate(report.tables):
        for number, cell in enumerate(table.cells):
            change = partial(corrected, position, number)
            key = ("table", position, number)
            yield _Spot(key, cell.place, cell.text, cell.row_label, change)


def _dates(report: Report, correction: Correction) -> Iterator[_Spot]:
    """The dates of activities; an impossible one was read as missing."""
    right = parse_date(correction.right)
    if right is None:
        return

    def corrected(position: int) -> Report:
        row = _with_date(report.activities[position], parse_date(correction.printed), right)
        return replace(report, activities=_with(report.activities, position, row))

    for position, row in enumerate(report.activities):
        if correction.printed.strip() in row.place.text:
            key = ("date", position, correction.printed.strip())
            change = partial(corrected, position)
            yield _Spot(key, row.place, correction.printed, row.text, change)


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
        CorrectionError: no such fact.
    """
    row, name = _fact(tables, fact_key)
    line, page = row["source_line_start"], row["source_page"]
    where = (
        ("source_file", "source_line_start")
        if line is not None
        else ("source_file", "source_page", _ROW_COLUMN[name])
    )
    like = [
        other
        for other in tables[name].to_pylist()
        if all(other[column] == row[column] for column in where)
        and _printed(other, name) == _printed(row, name)
    ]
    reports = tables["dim_report"]
    own = reports.filter(pc.equal(reports["source_file"], row["source_file"]))
    return Correction(
        source_file=row["source_file"],
        document_sha256=own["document_sha256"][0].as_py(),
        printed=_printed(row, name),
        right=right,
        why=why,
        who=who,
        line=line,
        page=page if line is None else None,
        of=row[_ROW_COLUMN[name]] if line is None else None,
        occurrence=like.index(row) + 1 if len(like) > 1 else None,
    )


def _printed(row: Mapping[str, Any], name: str) -> str:
    return str(row[_TEXT_COLUMN[name]]) if name in _TEXT_COLUMN else _printed_date(row)


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
    """Write a correction at the end of the list, comments kept.

    Raises:
        CorrectionError: the list could not be read with the entry behind it; it stays as it was.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else "corrections: []\n"
    said = {name: value for name, value in asdict(correction).items() if value is not None}
    entry = yaml.safe_dump([said], allow_unicode=True, sort_keys=False)
    head = text.replace("corrections: []", "corrections:").rstrip("\n")
    content = f"{head}\n{indent(entry, _indentation(head))}".encode()
    before = read_corrections(path)
    try:
        is_behind = _entries(path, content) == (*before, correction)
    except CorrectionError:
        is_behind = False
    if not is_behind:
        raise CorrectionError(
            f"no entry can be written behind the others of {path}: write them as a list with a "
            "dash before each"
        )
    path.write_bytes(content)


def _indentation(listed: str) -> str:
    """The spaces before the dash of the first entry: all others of a list stand like it."""
    first = _DASH.search(listed)
    return first[1] if first else ""
