"""The finding report: every contradiction with its places, as a page for people.

Findings of one cause stand below it; what rounding explains stands last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.quality.offline_page import write_page
from pipeline.registry.finding_rules import FINDING_RULES

Row = Mapping[str, Any]

_SEVERITIES = ("error", "warning", "info")
_NAMES = {"error": "Motsägelser", "warning": "Troliga motsägelser", "info": "Avrundning"}
_BODY = """
<p>{{ findings }} fynd i {{ reports | length }} rapporter: {{ counts.error }} motsägelser,
{{ counts.warning }} troliga och {{ counts.info }} som avrundning förklarar.
Följder av samma orsak står under den.</p>
{% macro places(finding) %}
<details><summary>{{ finding.evidence | length }} ställen</summary>
{% for place in finding.evidence %}
<p>{{ place.source_file }}{% if place.page %}, sida {{ place.page }}{% endif %}
{% if place.line_start %}, rad {{ place.line_start }}{% if place.line_end != place.line_start %}–{{
 place.line_end }}{% endif %}{% endif %}</p>
<blockquote>{{ place.text }}</blockquote>
{% endfor %}</details>
{% endmacro %}
{% macro shown(finding) %}
<div class="finding {{ finding.severity }}" id="{{ finding.finding_key }}">
<p>{{ finding.explanation_sv }}</p>
<p lang="en"><i>{{ finding.explanation_en }}</i></p>
{% if finding.likely_culprit %}
<p>Trolig felkälla: <b>{{ finding.likely_culprit }}</b></p>
{% endif %}
<p class="info">{{ rules[finding.rule] }}</p>
{{ places(finding) }}</div>
{% endmacro %}
{% for report, groups in reports.items() %}
<h2>{{ report }}</h2>
{% for severity, causes in groups.items() %}
<h3 class="{{ severity }}">{{ names[severity] }} ({{ causes | length }})</h3>
{% for cause in causes %}
{{ shown(cause) }}
{% for one in consequences.get(cause.finding_key, []) %}
<div class="consequence">{{ shown(one) }}</div>
{% endfor %}
{% endfor %}
{% endfor %}
{% else %}
<p>Inga motsägelser hittades.</p>
{% endfor %}
"""


def write_finding_report(findings: pa.Table, path: Path) -> None:
    """Write the page for rows of data_finding."""
    rows: list[Row] = findings.to_pylist()
    consequences: dict[str, list[Row]] = {}
    for row in rows:
        if row["caused_by_finding_key"]:
            consequences.setdefault(row["caused_by_finding_key"], []).append(row)
    write_page(
        path,
        "Motsägelser i rapporterna",
        _BODY,
        {
            "findings": len(rows),
            "counts": {
                name: Counter(row["severity"] for row in rows)[name] for name in _SEVERITIES
            },
            "reports": _by_report([row for row in rows if not row["caused_by_finding_key"]]),
            "consequences": consequences,
            "names": _NAMES,
            "rules": FINDING_RULES,
        },
    )


def _by_report(causes: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    """Causes by report and severity, in the order of the report."""
    grouped: dict[str, dict[str, list[Row]]] = {}
    for severity in _SEVERITIES:
        for row in sorted(causes, key=_place):
            if row["severity"] == severity:
                grouped.setdefault(row["report_key"], {}).setdefault(severity, []).append(row)
    return dict(sorted(grouped.items()))


def _place(row: Row) -> tuple[int, int, str]:
    first = row["evidence"][0] if row["evidence"] else {"page": 0, "line_start": 0}
    return first["page"] or 0, first["line_start"] or 0, row["finding_key"]
