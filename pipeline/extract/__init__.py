"""From one file to one ``Report``: what the report says, each value with its place.

Belongs here, each package importing only those before it: ``language`` (how the reports
speak), ``readers`` (bytes to a ``Document``), ``tables`` (headers, labels, rows),
``assignment`` (which value in which column), ``parsers`` (a ``Document`` to the parts of a
``Report``; no reader is known there). ``document`` and ``report`` are the waist between.
Pure functions; the only I/O is reading the one file.

Does not belong here: Dagster, pandas, keys of the warehouse, anything that needs to
know about more than the document at hand (``transform`` does that).

``read_report`` is the whole way; ``parse_document`` the half behind the narrow waist. They
stand in ``whole`` and are imported when they are asked for: who needs only what a Report is,
or how a personal number is masked, does without every reader's libraries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.errors import UnreadableDocument
from pipeline.lazy import imported_when_asked

if TYPE_CHECKING:
    from pipeline.extract.readers.detect import read_document
    from pipeline.extract.whole import parse_document, read_indicator_tables, read_report

__all__ = [
    "UnreadableDocument",
    "parse_document",
    "read_document",
    "read_indicator_tables",
    "read_report",
]

__getattr__ = imported_when_asked(
    {
        "parse_document": "pipeline.extract.whole",
        "read_document": "pipeline.extract.readers.detect",
        "read_indicator_tables": "pipeline.extract.whole",
        "read_report": "pipeline.extract.whole",
    }
)
