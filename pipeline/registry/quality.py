"""Tables that say how far the sources and the warehouse can be trusted."""

from __future__ import annotations

from pipeline.registry import vocabulary
from pipeline.registry.common import PROVENANCE, REPORT_KEY, fact_key
from pipeline.registry.finding_rules import FINDING_RULES
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

_TEXT = LogicalType.TEXT

DATA_FINDING = TableSpec(
    name="data_finding",
    layer=Layer.QUALITY,
    maker=Maker.RECONCILE,
    description="Contradictions found in the sources: a report against itself, another "
    "report or arithmetic.",
    grain="One row a contradiction.",
    key=("finding_key",),
    columns=(
        ColumnSpec(
            "finding_key",
            _TEXT,
            "Stable key from report, rule and the places involved.",
            nullable=False,
        ),
        REPORT_KEY,
        ColumnSpec(
            "rule",
            _TEXT,
            "Rule that found it. "
            + " ".join(f"{rule}: {what}" for rule, what in FINDING_RULES.items()),
            nullable=False,
        ),
        ColumnSpec(
            "severity",
            _TEXT,
            "error: proved beyond rounding; warning: likely; info: within what rounding allows.",
            nullable=False,
            allowed=vocabulary.SEVERITIES,
        ),
        ColumnSpec("stated", LogicalType.DOUBLE, "The figure that is printed, in `unit`."),
        ColumnSpec("expected", LogicalType.DOUBLE, "The figure that follows, in `unit`."),
        ColumnSpec("difference", LogicalType.DOUBLE, "stated - expected, in `unit`."),
        ColumnSpec("unit", _TEXT, "Unit of the figures as printed."),
        ColumnSpec("explanation_sv", _TEXT, "What contradicts what, in Swedish.", nullable=False),
        ColumnSpec("explanation_en", _TEXT, "What contradicts what, in English.", nullable=False),
        ColumnSpec(
            "caused_by_finding_key",
            _TEXT,
            "The finding that this one follows from; null for a cause of its own.",
        ),
        ColumnSpec(
            "likely_culprit",
            _TEXT,
            "The printed figure whose change would make all linked findings agree.",
        ),
        ColumnSpec(
            "evidence",
            LogicalType.EVIDENCE,
            "Every place involved: file, page, lines and text; fact_key of the row that holds it "
            "(its table cell, sentence's section, ...), the headings above it, and where in a "
            "table it stands.",
            nullable=False,
        ),
    ),
)

EXTRACTION_PROBLEM = TableSpec(
    name="extraction_problem",
    layer=Layer.QUALITY,
    maker=Maker.TRANSFORM,
    description="What a report promised and the reader did not understand; counted, never dropped.",
    grain="One row a problem.",
    key=("fact_key",),
    columns=(
        fact_key("problem"),
        REPORT_KEY,
        ColumnSpec("code", _TEXT, "Short stable name of the problem.", nullable=False),
        ColumnSpec("message", _TEXT, "What was expected and what was found.", nullable=False),
        ColumnSpec("about_fact_key", _TEXT, "The row of a fact that it is about; null for none."),
        *PROVENANCE,
    ),
)

REJECTED_DOCUMENT = TableSpec(
    name="rejected_document",
    layer=Layer.QUALITY,
    maker=Maker.TRANSFORM,
    description="Files that could not be read as a report, or were read and are not believed "
    "(held_back), with the reason.",
    grain="One row a rejected file.",
    key=("source_file",),
    columns=(
        ColumnSpec("source_file", _TEXT, "File, as path below the raw folder.", nullable=False),
        ColumnSpec("document_sha256", _TEXT, "SHA-256 of the file's bytes.", nullable=False),
        ColumnSpec("reason_code", _TEXT, "Short stable name of the reason.", nullable=False),
        ColumnSpec(
            "reason",
            _TEXT,
            "The reason in a sentence; of a document held back: what failed, three examples "
            "with their places, and what to do.",
            nullable=False,
        ),
        ColumnSpec(
            "first_seen_at",
            LogicalType.TIMESTAMP,
            "When a run met it first, UTC.",
            nullable=False,
        ),
    ),
)

LOAD_RUN = TableSpec(
    name="load_run",
    layer=Layer.QUALITY,
    maker=Maker.RUN,
    description="Runs of the pipeline, this one included.",
    grain="One row a run.",
    key=("run_id",),
    columns=(
        ColumnSpec("run_id", _TEXT, "Key of the run.", nullable=False),
        ColumnSpec("started_at", LogicalType.TIMESTAMP, "Start, UTC.", nullable=False),
        ColumnSpec(
            "finished_at",
            LogicalType.TIMESTAMP,
            "End, UTC; null for the run that builds this database.",
        ),
        ColumnSpec(
            "documents_seen", LogicalType.INTEGER, "Files found.", nullable=False, unit="file"
        ),
        ColumnSpec(
            "documents_new",
            LogicalType.INTEGER,
            "Files read for the first time or by a new reader.",
            nullable=False,
            unit="file",
        ),
        ColumnSpec(
            "documents_failed", LogicalType.INTEGER, "Files rejected.", nullable=False, unit="file"
        ),
        ColumnSpec(
            "facts_written", LogicalType.INTEGER, "Rows in all facts.", nullable=False, unit="row"
        ),
        ColumnSpec(
            "published",
            LogicalType.BOOLEAN,
            "True where the run published a release; null while it runs.",
        ),
    ),
)

BRIDGE_FINDING_FACT = TableSpec(
    name="bridge_finding_fact",
    layer=Layer.BRIDGE,
    maker=Maker.REGISTRY,
    description="Which rows of facts a finding rests on: the rows that its evidence names, the "
    "typed rows behind a table cell, the row of an indicator's cell, the amounts of a sentence.",
    grain="One row a finding and a row of a fact.",
    key=("finding_key", "fact_table", "fact_key"),
    columns=(
        ColumnSpec(
            "finding_key",
            _TEXT,
            "The finding (data_finding).",
            nullable=False,
            references="data_finding",
        ),
        ColumnSpec("fact_table", _TEXT, "Name of the fact table.", nullable=False),
        ColumnSpec("fact_key", _TEXT, "The row in it.", nullable=False),
    ),
)

QUALITY = (DATA_FINDING, BRIDGE_FINDING_FACT, EXTRACTION_PROBLEM, REJECTED_DOCUMENT, LOAD_RUN)
