"""The finding report: every contradiction with its places, as a page for people.

Findings of one cause stand below it; what rounding explains stands last. A place shows its
line once, with the figures that contradict each other marked. What is shown can be narrowed
by committee, rule and size, by style alone: the page has no script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from markupsafe import Markup, escape

from pipeline.quality.offline_page import Link, write_page
from pipeline.quality.swedish import SEVERITIES
from pipeline.safe_text import visible_lines

Row = Mapping[str, Any]

Address = Callable[[Row, Row], str | None]
"""Where a piece of evidence of a finding can be read; None where that is nowhere."""

_BODY = """
<p>{{ findings }} fynd i {{ counted(reports | length, "rapport", "rapporter") }}:
{{ counted(counts.error, "motsägelse", "motsägelser") }},
{{ counted(counts.warning, "trolig", "troliga") }} och
{{ counts.info }} som avrundning förklarar. Det som följer av samma orsak står under den.</p>
{% if reports %}
<p class="filter">Visa: {% for severity, said in severities.items() %}
<label><input type="checkbox" id="visa-{{ severity }}" checked> {{ said }}
({{ counts[severity] }})</label> {% endfor %}</p>
<p class="filter">{% for filter in filters %}
<label>{{ filter.label }} <select id="{{ filter.name }}"><option value="">alla</option>
{% for value, said in filter.options.items() %}<option value="{{ value }}">{{ said }}</option>
{% endfor %}</select></label> {% endfor %}</p>
<ul>{% for report in reports %}<li><a href="#{{ report }}">{{ names[report] }}</a></li>{%
 endfor %}</ul>
{% endif %}
{% macro places(finding) %}
<details open><summary>{{ counted(finding.evidence | length, "ställe", "ställen") }}</summary>
{% for place in finding.evidence %}
<p>{% if place.address %}<a href="{{ place.address }}">{{ place.where }}</a>{% else %}{{
 place.where }}{% endif %}</p>
<blockquote>{{ place.text }}</blockquote>
{% endfor %}</details>
{% endmacro %}
{% macro shown(finding) %}
<div class="finding {{ finding.severity }} {{ finding.groups | join(" ") }}" id="{{ finding.key }}">
<p>{{ finding.explanation }}</p>
{% if finding.culprit %}<p>Trolig felkälla: <strong>{{ finding.culprit }}</strong></p>{% endif %}
{{ places(finding) }}</div>
{% endmacro %}
{% for report, causes in reports.items() %}
<section><h2 id="{{ report }}">{{ names[report] }}</h2>
{% for cause, follow in causes %}
{{ shown(cause) }}
{% for one in follow %}
<div class="consequence">{{ shown(one) }}</div>
{% endfor %}
{% endfor %}</section>
{% else %}
<p>Inga motsägelser hittades.</p>
{% endfor %}
"""

_BY_SEVERITY = "\n".join(
    f"body:has(#visa-{severity}:not(:checked)) .finding.{severity} {{ display: none; }}"
    for severity in SEVERITIES
)
"""The boxes above the findings work by style alone."""

SIZES: Mapping[int, str] = {
    1: "minst 1 % av talet",
    10: "minst 10 % av talet",
    50: "minst hälften av talet",
}
"""How large a difference is, as a share of what was to be expected (in per cent)."""


@dataclass(frozen=True, slots=True)
class _Filter:
    """A choice above the findings; its values are groups that a finding may belong to."""

    name: str
    label: str
    options: Mapping[str, str]

    @property
    def style(self) -> str:
        """Hides the findings of other groups, and reports without any of the chosen one."""
        return "\n".join(
            f'body:has(#{self.name} option[value="{group}"]:checked)'
            f" :is(.finding:not(.{group}), section:not(:has(.{group}))) {{ display: none; }}"
            for group in self.options
        )


_NUMBER = re.compile(r"[-\u2212\u2013]?\d+(?:[ \xa0]\d{3})*(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece of evidence as the page has it."""

    where: str
    text: Markup
    address: str | None


@dataclass(frozen=True, slots=True)
class _Finding:
    """A finding as the page has it."""

    key: str
    severity: str
    explanation: str
    culprit: str | None
    evidence: tuple[_Place, ...]
    groups: tuple[str, ...]


def write_finding_report(
    findings: pa.Table,
    path: Path,
    names: Mapping[str, str],
    *,
    committees: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
    address: Address = lambda _finding, _place: None,
    navigation: Sequence[Link] = (),
    footer: str = "",
) -> None:
    """Write the page for rows of data_finding.

    Args:
        findings: the rows.
        path: the file of the page.
        names: of the reports, by key.
        committees: names of the committees, by the key of the report.
        rules: what rules are called.
        address: where evidence can be read.
        navigation: links to other pages.
        footer: what stands below.
    """
    rows: list[Row] = sorted(findings.to_pylist(), key=_order)
    filters = _filters(rows, committees or {}, rules or {})
    counts = Counter(row["severity"] for row in rows)
    keys = {row["finding_key"] for row in rows}
    consequences: dict[str, list[Row]] = {}
    for row in rows:
        if row["caused_by_finding_key"] in keys:
            consequences.setdefault(row["caused_by_finding_key"], []).append(row)
    reports: dict[str, list[tuple[_Finding, list[_Finding]]]] = {}
    for row in rows:
        if row["caused_by_finding_key"] not in keys:
            follow = [
                _shown(one, address, committees or {})
                for one in consequences.get(row["finding_key"], [])
            ]
            shown = (_shown(row, address, committees or {}), follow)
            reports.setdefault(row["report_key"], []).append(shown)
    write_page(
        path,
        "Motsägelser i rapporterna",
        _BODY,
        {
            "findings": len(rows),
            "counts": {severity: counts[severity] for severity in SEVERITIES},
            "severities": SEVERITIES,
            "filters": filters,
            "reports": reports,
            "names": {report: names.get(report, report) for report in reports},
        },
        navigation=navigation,
        footer=footer,
        style="\n".join([_BY_SEVERITY, *(one.style for one in filters)]),
    )


def _filters(
    rows: Sequence[Row], committees: Mapping[str, str], rules: Mapping[str, str]
) -> tuple[_Filter, ...]:
    """What the findings can be narrowed by: values that occur, by their names."""
    reports = {row["report_key"] for row in rows}
    there = {name for report, name in committees.items() if report in reports}
    known = {row["rule"]: rules.get(row["rule"], row["rule"].replace("_", " ")) for row in rows}
    by_name = sorted(known.items(), key=lambda one: one[1])
    filters = (
        _Filter("namnd", "Nämnd", {_group("namnd", name): name for name in sorted(there)}),
        _Filter("regel", "Regel", {_group("regel", rule): said for rule, said in by_name}),
        _Filter("storlek", "Skillnad", {_group("storlek", n): said for n, said in SIZES.items()}),
    )
    return tuple(one for one in filters if len(one.options) > 1)


def _group(kind: str, value: object) -> str:
    """The class of findings that share a value: letters and digits that styles understand."""
    return f"{kind}-" + re.sub(
        r"[^0-9a-z_]", lambda found: f"-{ord(found[0]):x}", str(value).lower()
    )


def _groups(row: Row, committees: Mapping[str, str]) -> Iterator[str]:
    """The groups that a finding belongs to; a difference of half is one of a tenth as well."""
    yield _group("regel", row["rule"])
    if committee := committees.get(row["report_key"]):
        yield _group("namnd", committee)
    if row["difference"] is not None and row["expected"]:
        share = abs(row["difference"] / row["expected"]) * 100
        yield from (_group("storlek", least) for least in SIZES if share >= least)


def place_words(place: Row) -> str:
    """Where a piece of evidence stands, in Swedish."""
    page, first, last = place["page"], place["line_start"], place["line_end"]
    where = [str(place["source_file"])]
    if page is not None:
        where.append(f"sida {page}")
    if first is not None:
        where.append(f"rad {first}" if last in (None, first) else f"rad {first}–{last}")
    return ", ".join(where)


def marked(text: str, figures: Sequence[float]) -> Markup:
    """The text with every printing of the figures marked.

    >>> marked("Totalt 2 215,9 -2,3", [2215.9])
    Markup('Totalt <mark>2 215,9</mark> -2,3')
    """
    parts: list[Markup] = []
    done = 0
    for found in _NUMBER.finditer(text):
        if _value(found[0]) in figures:
            parts += [_safe(text[done : found.start()])]
            parts += [Markup("<mark>") + _safe(found[0]) + Markup("</mark>")]
            done = found.end()
    return Markup("").join([*parts, _safe(text[done:])])


def _safe(text: str) -> Markup:
    return escape(visible_lines(text))


def _value(printed: str) -> float:
    """The size of a printed number: its sign is often told by the column."""
    digits = re.sub("[ \xa0]", "", printed.lstrip("-\u2212\u2013"))
    return float(digits.replace(",", "."))


def _shown(row: Row, address: Address, committees: Mapping[str, str]) -> _Finding:
    figures = [abs(row[name]) for name in ("stated", "expected") if row[name] is not None]
    distinct = {(place_words(place), place["text"]): place for place in row["evidence"]}
    return _Finding(
        key=row["finding_key"],
        severity=row["severity"],
        explanation=row["explanation_sv"],
        culprit=row["likely_culprit"],
        evidence=tuple(
            _Place(where, marked(text, figures), address(row, place))
            for (where, text), place in distinct.items()
        ),
        groups=tuple(_groups(row, committees)),
    )


def _order(row: Row) -> tuple[str, int, int, int, str]:
    """Reports by key, in them the gravest first, in the order of the report."""
    first = row["evidence"][0] if row["evidence"] else {"page": 0, "line_start": 0}
    rank = list(SEVERITIES).index(row["severity"])
    page, line = first["page"] or 0, first["line_start"] or 0
    return row["report_key"], rank, page, line, row["finding_key"]
