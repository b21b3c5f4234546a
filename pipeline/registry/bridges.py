"""SQL of ``bridge_finding_fact``: which rows of facts a finding rests on.

It follows from what the facts refer to: evidence names a row; a typed row stands behind a
table cell, an indicator's cell in its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.registry.specs import Layer, TableSpec
from pipeline.registry.sql_text import GENERATED, source

_NARRATIVE = "fact_narrative_amount"
_INDICATOR_ROW, _INDICATOR_VALUE = "fact_indicator_row", "fact_indicator_value"


def bridge_sql(tables: Iterable[TableSpec]) -> str:
    """The model's SQL for these tables."""
    facts = [table for table in tables if table.layer is Layer.FACT]
    touched = "\n    union\n".join(_touched(facts))
    return (
        f"-- {GENERATED}\n"
        "with place as (\n"
        "    select\n"
        "        finding.finding_key,\n"
        "        finding.report_key,\n"
        "        involved.evidence.fact_key,\n"
        "        involved.evidence.text\n"
        f"    from {source('data_finding')} as finding,\n"
        "        unnest(finding.evidence) as involved (evidence)\n"
        "),\n\n"
        f"touched as (\n{touched}\n)\n\n"
        "select finding_key, fact_table, fact_key\n"
        "from touched\n"
        "order by finding_key, fact_table, fact_key\n"
    )


def _touched(facts: Iterable[TableSpec]) -> Iterator[str]:
    for fact in facts:
        if "table_cell_key" in fact.column_names:
            yield _rows(fact.name, "fact_key", "fact.table_cell_key = place.fact_key")
        elif fact.name == _NARRATIVE:
            # Evidence of prose is a sentence, and an amount in prose knows its sentence.
            yield _rows(
                fact.name,
                "fact_key",
                "fact.report_key = place.report_key and trim(fact.sentence) = place.text",
            )
        else:
            yield _rows(fact.name, "fact_key", "fact.fact_key = place.fact_key")
    # A cell speaks for its row, and what is wrong with a row is wrong with its cells.
    yield _rows(
        _INDICATOR_VALUE, "indicator_row_key", "fact.fact_key = place.fact_key", of=_INDICATOR_ROW
    )
    yield _rows(_INDICATOR_VALUE, "fact_key", "fact.indicator_row_key = place.fact_key")


def _rows(fact: str, key: str, where: str, *, of: str | None = None) -> str:
    return (
        f"    select place.finding_key, '{of or fact}' as fact_table, fact.{key} as fact_key\n"
        f"    from {source(fact)} as fact\n"
        f"    inner join place on {where}"
    )
