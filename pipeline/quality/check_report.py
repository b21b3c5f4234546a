"""The check report: every check of a verdict as a page for people, failed ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.quality import check_words
from pipeline.quality.levels import Level
from pipeline.quality.offline_page import Link, write_page
from pipeline.quality.verdict import Verdict

_BODY = """
<p>Körning {{ verdict.run_id }}: {% if verdict.may_release %}får publiceras{% else
 %}<b class="error">får inte publiceras; den förra versionen ligger kvar</b>{% endif %}.
{{ counted(verdict.results | length, "kontroll", "kontroller") }}, {{ verdict.errors }} fel,
{{ counted(verdict.warnings, "varning", "varningar") }}.</p>
<div class="wide"><table><tr><th>Utfall</th><th>Tabell</th><th>Kontroll</th><th>Vaktar</th>
<th>Sett</th><th>Skäl</th></tr>
{% for result in results %}
<tr><td class="{{ 'info' if result.passed else result.severity }}">{{
 'godkänd' if result.passed else outcomes[result.severity] }}</td>
<td>{% if result.table in described %}<a href="{{ described[result.table] }}">{{
 result.table }}</a>{% else %}{{ result.table }}{% endif %}</td>
<td>{{ kinds[result.kind] or result.kind }}: {{ result.name | replace("_", " ") }}</td>
<td>{{ levels[result.level] }}</td>
<td>{% if seen(result) is none %}<span lang="en">{{ result.observed }}</span>{% else %}{{
 seen(result) }}{% endif %}</td>
<td>{{ reason(result) }}{% if not result.passed or not reason(result) %}
{% if reason(result) %}<details open><summary>Till den som kör programmet</summary>{% endif %}
<span lang="en">{{ result.message }}</span>{% if reason(result) %}</details>{% endif %}{% endif %}
</td></tr>
{% endfor %}</table></div>
"""

_LEVELS = {
    Level.VALUE: "värde",
    Level.DOCUMENT: "dokument",
    Level.RELEASE: "publicering",
    Level.COUNTED: "räknas",
}
_OUTCOMES = {"error": "underkänd", "warning": "varning"}
_KINDS = {
    "engine": "kunde inte köras",
    "expectation": "förväntan",
    "diff": "jämförelse med förra versionen",
    "anomaly": "ovanligt antal rader",
    "contract": "kontrakt",
    "dbt": "test av tabell",
}
"""In the order of the page: what is said of the world before what guards the program."""


def write_check_report(
    verdict: Verdict,
    path: Path,
    *,
    described: Mapping[str, str] | None = None,
    navigation: Sequence[Link] = (),
    footer: str = "",
) -> None:
    """Write the page for a verdict; ``described`` are addresses where tables are described."""
    kinds = list(_KINDS)
    results = sorted(
        verdict.results,
        key=lambda result: (
            result.passed,
            result.severity != "error",
            kinds.index(result.kind) if result.kind in kinds else len(kinds),
            result.table,
            result.name,
        ),
    )
    shown = {
        "verdict": verdict,
        "results": results,
        "levels": _LEVELS,
        "outcomes": _OUTCOMES,
        "described": described or {},
        "seen": check_words.seen,
        "reason": check_words.reason,
        "kinds": {result.kind: _KINDS.get(result.kind, "") for result in results},
    }
    write_page(path, "Kontroller", _BODY, shown, navigation=navigation, footer=footer)
