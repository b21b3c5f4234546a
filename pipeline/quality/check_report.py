"""The check report: every check of a verdict as a page for people, failed ones first."""

from __future__ import annotations

from pathlib import Path

from pipeline.quality.offline_page import write_page
from pipeline.quality.verdict import Verdict

_BODY = """
<p>{{ verdict.run_id }}: {% if verdict.may_release %}får publiceras{% else
 %}<b class="error">får inte publiceras; den förra versionen ligger kvar</b>{% endif %}.
{{ verdict.results | length }} kontroller, {{ verdict.errors }} fel, {{ verdict.warnings }}
varningar{% if verdict.warning_budget is not none %} (budget {{ verdict.warning_budget }}){%
 endif %}.</p>
<table><tr><th>Utfall</th><th>Tabell</th><th>Kontroll</th><th>Sett</th><th>Skäl</th></tr>
{% for result in results %}
<tr><td class="{{ 'info' if result.passed else result.severity }}">{{
 'ja' if result.passed else result.severity }}</td><td>{{ result.table }}</td>
<td>{{ result.kind }}: {{ result.name }}</td><td>{{ result.observed }}</td>
<td>{{ result.message }}</td></tr>
{% endfor %}</table>
"""


def write_check_report(verdict: Verdict, path: Path) -> None:
    """Write the page for a verdict."""
    results = sorted(
        verdict.results,
        key=lambda result: (result.passed, result.severity != "error", result.table, result.name),
    )
    write_page(path, "Kontroller", _BODY, {"verdict": verdict, "results": results})
