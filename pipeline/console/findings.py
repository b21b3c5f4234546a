"""``namndlager findings``: where the sources contradict themselves, causes first.

A summary opens the answer: how many causes of which rule, and how many findings follow
from them. Findings of a run whose release was blocked are listed from its staged tables.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Column, Table

from pipeline.console.answers import FINDINGS, FindingGroup, Findings, Record
from pipeline.console.query import fetch
from pipeline.console.screen import escape, paged, write_json
from pipeline.publish.database import NO_NETWORK
from pipeline.publish.staging import staged_runs
from pipeline.quality.places import place_of
from pipeline.registry.finding_rules import FINDING_RULES
from pipeline.registry.vocabulary import SEVERITIES
from pipeline.settings import Settings

COLOURS = {"error": "red", "warning": "yellow"}

WRONG_USE = 2

FOLLOWS = 4
"""How far in what follows from a finding stands below it."""

MOST_NAMED = 12
"""So many names are told to somebody who gave one that does not exist."""


class NoSuchFilter(ValueError):
    """A filter names nothing that exists; the message says what does."""


def show_findings(
    settings: Settings,
    out: Console,
    err: Console,
    *,
    report: str | None = None,
    severity: str | None = None,
    rule: str | None = None,
    last_run: bool = False,
    summary_only: bool = False,
    as_json: bool = False,
) -> int:
    """Summarise and list contradictions; 1 where there is no database, 2 for a wrong filter."""
    try:
        source, rows = _last_run(settings) if last_run else _published(settings)
        found = _chosen(source, rows, report=report, severity=severity, rule=rule)
    except FileNotFoundError as error:
        err.print(f"[red]{escape(str(error))}[/red]", soft_wrap=True)
        return 1
    except NoSuchFilter as error:
        err.print(f"[red]{escape(str(error))}[/red]", soft_wrap=True)
        return WRONG_USE
    if as_json:
        write_json(out, FINDINGS, found)
        return 0
    with paged(out):
        _show_summary(found, out)
        if not summary_only:
            _show_list(found.findings, out)
    return 0


def evidence_place(evidence: Record) -> str:
    """Where a piece of evidence stands: file, page or lines."""
    return place_of(
        evidence["source_file"], evidence["page"], evidence["line_start"], evidence["line_end"]
    )


def distinct(evidence: Sequence[Record]) -> list[Record]:
    """Pieces of evidence, each line of a source once."""
    by_place = {(evidence_place(one), one["text"]): one for one in evidence}
    return list(by_place.values())


def _published(settings: Settings) -> tuple[tuple[str, list[str]], list[Record]]:
    """The source of the findings with its reports, and the findings."""
    if not settings.database.exists():
        hint = " (--last-run lists those of a run that was not released)"
        told = hint if staged_runs(settings) else ""
        raise FileNotFoundError(f"{settings.database} is not there yet: namndlager run{told}")
    names, rows = fetch(settings, "from data_finding")
    reports = [str(key) for (key,) in fetch(settings, "select report_key from dim_report")[1]]
    release = settings.database.resolve().parent.name
    return (release, reports), [dict(zip(names, row, strict=True)) for row in rows]


def _last_run(settings: Settings) -> tuple[tuple[str, list[str]], list[Record]]:
    for run in reversed(staged_runs(settings)):
        findings = run.parquet / "data_finding.parquet"
        if findings.is_file():
            reports = [str(row["report_key"]) for row in _rows(run.parquet / "dim_report.parquet")]
            return (run.info.run_id, reports), _rows(findings)
    raise FileNotFoundError("no run has got as far as comparing the reports: namndlager run")


def _rows(parquet: Path) -> list[Record]:
    with duckdb.connect(config=dict(NO_NETWORK)) as connection:
        result = connection.execute("from read_parquet(?)", [str(parquet)])
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _chosen(
    source: tuple[str, list[str]],
    rows: Sequence[Record],
    *,
    report: str | None,
    severity: str | None,
    rule: str | None,
) -> Findings:
    name, reports = source
    wanted = {
        "report_key": _known("report", report, reports),
        "severity": _known("severity", severity, SEVERITIES),
        "rule": _known("rule", rule, FINDING_RULES.keys()),
    }
    filters = {column: value for column, value in wanted.items() if value is not None}
    chosen = [row for row in rows if all(row[column] == value for column, value in filters.items())]
    chosen.sort(key=lambda row: (SEVERITIES.index(row["severity"]), row["report_key"]))
    return Findings(
        source=name,
        total=len(chosen),
        causes=sum(row["caused_by_finding_key"] is None for row in chosen),
        summary=tuple(_groups(chosen)),
        findings=tuple(chosen),
    )


def _known(what: str, given: str | None, known: Collection[str]) -> str | None:
    """The filter, if there is such a thing; a typing error is no empty answer."""
    if given is None or given in known:
        return given
    near = difflib.get_close_matches(given, known, n=3, cutoff=0.5)
    some = ", ".join(sorted(known)[:MOST_NAMED]) + (" …" if len(known) > MOST_NAMED else "")
    meant = f"did you mean {', '.join(near)}?" if near else f"there are {some}"
    raise NoSuchFilter(f"there is no {what} {given}; {meant}")


def _groups(rows: Sequence[Record]) -> list[FindingGroup]:
    """Rules with their causes; what follows from a cause counts under the cause's rule."""
    causes = {row["finding_key"]: row for row in rows if row["caused_by_finding_key"] is None}
    members: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in rows:
        # Where a filter has left the cause out, what follows from it stands for itself.
        head = causes.get(row["caused_by_finding_key"], row)
        members[head["severity"], head["rule"]].append(row)
    groups = []
    for (severity, rule), found in members.items():
        own = sum(row["finding_key"] in causes for row in found)
        groups.append(
            FindingGroup(
                severity=severity,
                rule=rule,
                compares=FINDING_RULES.get(rule, ""),
                causes=own,
                consequences=len(found) - own,
                reports=tuple(sorted({row["report_key"] for row in found})),
            )
        )
    groups.sort(key=lambda group: (SEVERITIES.index(group.severity), -group.causes, group.rule))
    return groups


def _show_summary(found: Findings, out: Console) -> None:
    follow = found.total - found.causes
    out.print(
        f"[bold]{found.total} findings[/bold] in {found.source}: {found.causes} causes, "
        f"{follow} that follow from them",
        soft_wrap=True,
    )
    if not found.summary:
        return
    rule = Column("rule", no_wrap=True)
    table = Table("severity", rule, "causes", "follow", "reports", "what contradicts what")
    for group in found.summary:
        colour = COLOURS.get(group.severity, "default")
        table.add_row(
            f"[{colour}]{group.severity}[/{colour}]",
            group.rule,
            str(group.causes),
            str(group.consequences),
            str(len(group.reports)),
            group.compares,
        )
    out.print(table)


def _show_list(rows: Sequence[Record], out: Console) -> None:
    """Causes, each with what follows from it below it."""
    shown = {row["finding_key"] for row in rows}
    follow: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row["caused_by_finding_key"] in shown:
            follow[row["caused_by_finding_key"]].append(row)
    for row in rows:
        if row["caused_by_finding_key"] not in shown:
            show_finding(row, out)
            for one in follow[row["finding_key"]]:
                show_finding(one, out, indent=FOLLOWS)


def show_finding(row: Record, out: Console, *, indent: int = 0) -> None:
    """A finding in a frame: both figures and every place."""
    lines = [
        f"[bold]{escape(row['report_key'])}[/bold]  {escape(row['explanation_en'])}",
        escape(row["explanation_sv"]),
        f"stated {row['stated']}, expected {row['expected']}, difference {row['difference']}"
        f" {escape(row['unit'] or '')}",
    ]
    lines += [
        f"  [dim]{escape(evidence_place(one))}:[/dim] {escape(one['text'])}"
        for one in distinct(row["evidence"])
    ]
    # Above the frame, not in it: a frame as wide as a terminal would cut the key.
    colour = COLOURS.get(row["severity"], "default")
    key = escape(row["finding_key"])
    head = f"{' ' * indent}[{colour}]{row['severity']}[/{colour}]  {row['rule']}  {key}"
    out.print(head, soft_wrap=True)
    out.print(Padding(Panel.fit("\n".join(lines), border_style=colour), (0, 0, 0, indent)))
