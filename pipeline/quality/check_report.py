"""The check report: every check of a verdict as a page for people, failed ones first."""

from __future__ import annotations

from pathlib import Path

from pipeline.quality.levels import Level
from pipeline.quality.offline_page import write_page
from pipeline.quality.verdict import Verdict

_BODY = """
<p>{{ verdict.run_id }}: {% if verdict.may_release %}får publiceras{% else
 %}<b class="error">får inte publiceras; den förra versionen ligger kvar</b>{% endif %}.
{{ verdict.results | length }} kontroller, {{ verdict.errors }} fel, {{ verdict.warnings }}
varningar.</p>
<table><tr><th>Utfall</th><th>Tabell</th><th>Kontroll</th><th>Vaktar</th><th>Sett</th><th>Skäl</th></tr>
{% for result in results %}
<tr><td class="{{ 'info' if result.passed else result.severity }}">{{
 'ja' if result.passed else result.severity }}</td><td>{{ result.table }}</td>
<td>{{ result.kind }}: {{ result.name }}</td><td>{{ levels[result.level] }}</td>
<td>{{ result.observed }}</td>
<td>{{ result.message }}</td></tr>
{% endfor %}</table>
"""

_LEVELS = {
    Level.VALUE: "värde",
    Level.DOCUMENT: "dokument",
    Level.RELEASE: "publicering",
    Level.COUNTED: "räknas",
}


def write_check_report(verdict: Verdict, path: Path) -> None:
    """Write the page for a verdict."""
    results = sorted(
        verdict.results,
        key=lambda result: (result.passed, result.severity != "error", result.table, result.name),
    )
    shown = {"verdict": verdict, "results": results, "levels": _LEVELS}
    write_page(path, "Kontroller", _BODY, shown)
