"""From the raw folder to one outcome a document: read, or rejected with a reason.

Belongs here: which files count (``inventory``), reading them in processes that can be
killed (``engine``, ``worker``), keeping what was read (``cache``), which of two files
with the same report is current (``supersede``), what the reports of a run tell each other
(``knowledge``), when a bad file was first seen, which documents are not believed (``hold``,
``by_hand``), and what stands in for a file meanwhile (``keep``, ``carry``).

Does not belong here: how a document is read (``extract``), what becomes of a Report
(``transform``).

Reading is imported when it is asked for (``pipeline.lazy``): a look at the folder needs none
of the libraries that open documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake.inventory import Inventory, take_inventory
from pipeline.intake.outcome import DocumentOutcome, Rejection, SourceFile
from pipeline.intake.version import extractor_version
from pipeline.lazy import imported_when_asked

if TYPE_CHECKING:
    from pipeline.intake.read import read_documents

__all__ = [
    "DocumentOutcome",
    "Inventory",
    "Rejection",
    "SourceFile",
    "extractor_version",
    "read_documents",
    "take_inventory",
]

__getattr__ = imported_when_asked({"read_documents": "pipeline.intake.read"})
