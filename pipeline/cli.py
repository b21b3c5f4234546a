"""The command ``namndlager``: run the pipeline, look at what it published.

Belongs here: options, and what is printed. What is done stands in the stages; ``run``
executes the same Dagster job as the nightly schedule.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.console.screen import Screen, escape
from pipeline.export.formats import Format
from pipeline.settings import PROJECT_ROOT, Settings, quiet

CORRECTIONS = PROJECT_ROOT / "expectations" / "corrections.yml"

EXIT_CODES = """
Exit codes: 0 done; 1 it could not be done, or what was looked for is not there or not well
(the last line says what to do); 2 wrong use: an option, filter, name or setting that does
not exist. Colours, bars and pages are for terminals only (NO_COLOR=1 for none there); what
is asked for with --json, export or query --format is always bare.
"""

app = typer.Typer(
    help="Nämndlager: the public reports of Stockholm's committees as a DuckDB warehouse.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
out = Screen(highlight=False)
err = Screen(stderr=True, highlight=False)


class QueryFormat(StrEnum):
    """How ``query`` prints rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def _be_quiet(is_quiet: bool) -> None:
    out.quiet = out.quiet or is_quiet


def _show_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        out.print(f"namndlager {version('namndlager')}")
        raise typer.Exit


def _rules(begun: str) -> Iterable[tuple[str, str]]:
    """Rules of reconciliation that begin so, for the shell's completion."""
    from pipeline.registry.finding_rules import FINDING_RULES

    return [(rule, what) for rule, what in FINDING_RULES.items() if rule.startswith(begun)]


def _severities(begun: str) -> Iterable[str]:
    from pipeline.registry.vocabulary import SEVERITIES

    return [severity for severity in SEVERITIES if severity.startswith(begun)]


def _tables(begun: str) -> Iterable[str]:
    from pipeline.registry import TABLES

    return [name for name in TABLES if name.startswith(begun)]


AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for machines.")]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", callback=_be_quiet, help="Print errors only, and what was asked for."
    ),
]


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say the version."),
    ] = False,
    quiet_: Quiet = False,
) -> None:
    """Nämndlager: the public reports of Stockholm's committees as a DuckDB warehouse."""


@app.command()
def run(
    force: Annotated[
        bool, typer.Option("--force", help="Run although nothing has changed since the release.")
    ] = False,
    accept_changes: Annotated[
        bool,
        typer.Option(
            "--accept-changes", help="Publish although the diff to the last release objects."
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where documents are held back.")
    ] = False,
    reread: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE", help="Read this document again in spite of the cache; * for any text."
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Leave this document out of this run; * for any text."),
    ] = None,
    quiet_: Quiet = False,
) -> None:
    """Read raw/ and publish the warehouse: the job that also runs at night.

    Example: namndlager run --reread kvarnsjo-2025-t1.pdf --without "*draft*"
    """
    from dataclasses import replace

    from pipeline.console.run import run_pipeline

    settings = _settings()
    settings = replace(settings, accept_changes=accept_changes or settings.accept_changes)
    raise typer.Exit(
        run_pipeline(
            settings,
            out,
            err=_trouble(),
            force=force or accept_changes,
            strict=strict,
            reread=reread or (),
            without=without or (),
        )
    )


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say what is published, from what, and how the last runs went."""
    from pipeline.console.status import show_status

    raise _answer(lambda: show_status(_settings(), out, as_json=as_json))


@app.command(no_args_is_help=True)
def query(
    sql: Annotated[str, typer.Argument(help="SQL; '-' reads it from standard input.")],
    format: Annotated[
        QueryFormat, typer.Option("--format", "-f", help="How the rows are printed.")
    ] = QueryFormat.TABLE,
) -> None:
    """Run SQL on the published database, read-only.

    Example: namndlager query "from mart_coverage"
    """
    from pipeline.console.query import run_query

    text = sys.stdin.read() if sql == "-" else sql
    raise typer.Exit(run_query(_settings(), text, format, out, err))


@app.command(no_args_is_help=True)
def export(
    table: Annotated[
        str, typer.Argument(help="A published table or view.", autocompletion=_tables)
    ],
    format: Annotated[
        Format, typer.Option("--format", "-f", help="What is written.")
    ] = Format.XLSX,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file; TABLE.FORMAT if left out, '-' for CSV."),
    ] = None,
    swedish: Annotated[
        bool,
        typer.Option(
            "--swedish", help="CSV as a Swedish spreadsheet opens it: semicolon, decimal comma."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
    quiet_: Quiet = False,
) -> None:
    """Write a whole table to a file: typed cells, what the columns mean, which release.

    Example: namndlager export mart_budget_followup --format csv --swedish
    """
    from pipeline.console.export import export_table

    raise typer.Exit(
        export_table(
            _settings(),
            table,
            out,
            err,
            format=format,
            output=output,
            swedish=swedish,
            force=force,
        )
    )


@app.command()
def site(
    folder: Annotated[Path, typer.Argument(help="The folder to write into.")] = Path("site"),
    quiet_: Quiet = False,
) -> None:
    """Write the release as plain pages that need no script and no network.

    Each release has a folder of its own in FOLDER, whose index.html leads to all of them: for
    any web server, or to hand out on a stick.
    """
    from pipeline.console.site import write_site

    raise typer.Exit(write_site(_settings(), folder, out, err))


@app.command()
def findings(
    report: Annotated[str | None, typer.Option(help="Only this report_key.")] = None,
    severity: Annotated[
        str | None,
        typer.Option(help="error, warning or info.", autocompletion=_severities),
    ] = None,
    rule: Annotated[str | None, typer.Option(help="Only this rule.", autocompletion=_rules)] = None,
    last_run: Annotated[
        bool,
        typer.Option("--last-run", help="Those of the last run, also if it was not released."),
    ] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Count causes by rule, and list nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Summarise and list where the sources contradict themselves, with every place involved."""
    from pipeline.console.findings import show_findings

    raise _answer(
        lambda: show_findings(
            _settings(),
            out,
            err,
            report=report,
            severity=severity,
            rule=rule,
            last_run=last_run,
            summary_only=summary,
            as_json=as_json,
        )
    )


@app.command(no_args_is_help=True)
def explain(
    key: Annotated[str, typer.Argument(help="A fact_key, a finding_key, or a report_key.")],
    indicator: Annotated[
        str | None, typer.Argument(help="With a report_key: an indicator_key or part of a name.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow a figure to its place: file, page and lines, the text printed there.

    Says the table, row and column, how its column was told, where else the figure is
    printed, and what contradicts it.
    Example: namndlager explain <report_key> "elbilar"
    """
    from pipeline.console.explain import explain_fact, explain_indicator

    settings = _settings()
    if indicator is None:
        raise _answer(lambda: explain_fact(settings, key, out, err, as_json=as_json))
    raise _answer(lambda: explain_indicator(settings, key, indicator, out, err, as_json=as_json))


@app.command(no_args_is_help=True)
def correct(
    key: Annotated[str, typer.Argument(help="The fact_key of the figure (see findings, explain).")],
    right: Annotated[
        str,
        typer.Argument(help="What is right: a number or date, or 'column: target' (a measure)."),
    ],
    why: Annotated[str, typer.Option(help="Why: what proves it.")],
    who: Annotated[str, typer.Option(help="Who vouches for it.")],
    file: Annotated[Path, typer.Option(help="The list of corrections.")] = CORRECTIONS,
) -> None:
    """Correct a misprint or a doubtful reading from the next run on; the print is kept beside.

    Example: namndlager correct <fact_key> 81,5 --why "the text below says 81,5" --who "A. Berg"
    """
    from pipeline.console.correct import write_correction

    raise _answer(
        lambda: write_correction(
            _settings(), key, right, why=why, who=who, file=file, out=out, err=err
        )
    )


@app.command()
def hold(
    file: Annotated[str, typer.Argument(help="A document, as its path below the raw folder.")],
    why: Annotated[str, typer.Option(help="Why it is not to be believed.")],
    who: Annotated[str | None, typer.Option(help="Who says so; you, if left out.")] = None,
) -> None:
    """Keep a document out of the facts from the next run on, as a failed check does.

    Example: namndlager hold kvarnsjo-2025-t1.pdf --why "a draft, the figures will change"
    """
    from pipeline.console.hold import hold_file

    raise typer.Exit(hold_file(_settings(), file, who=who, why=why, out=out, err=err))


@app.command()
def unhold(
    file: Annotated[str, typer.Argument(help="A document that is held back by hand.")],
) -> None:
    """Let a document out again that somebody held back by hand."""
    from pipeline.console.hold import unhold_file

    raise typer.Exit(unhold_file(_settings(), file, out=out, err=err))


@app.command()
def forget(
    file: Annotated[
        str, typer.Argument(help="A document that has left the raw folder, as its path below it.")
    ],
) -> None:
    """Remove a document from the cache, from what is kept, and from every release.

    Releases that hold it are removed, the current one when a run has published one without
    it. Says what it does not reach: backups by name, corrections, the history of runs.
    """
    from pipeline.console.forget import forget_file

    raise typer.Exit(forget_file(_settings(), file, out=out, err=err))


@app.command()
def rollback(
    release: Annotated[
        str | None, typer.Argument(help="The release to go to; the one before if left out.")
    ] = None,
    why: Annotated[str, typer.Option(help="Why: `status` and the schedule tell it.")] = "",
) -> None:
    """Make an earlier release current; nothing is published by itself until `resume`."""
    from pipeline.console.storage import roll_back

    raise typer.Exit(roll_back(_settings(), release, why=why, out=out, err=err))


@app.command()
def resume() -> None:
    """End a rollback: the schedule publishes again."""
    from pipeline.console.storage import end_rollback

    raise typer.Exit(end_rollback(_settings(), out))


@app.command()
def releases(as_json: AsJson = False) -> None:
    """List the releases that are kept, the oldest first."""
    from pipeline.console.status import show_releases

    show_releases(_settings(), out, as_json=as_json)


@app.command()
def verify(quiet_: Quiet = False) -> None:
    """Check every release: checksum, whether it opens, every value of every table, row counts.

    Ends with 1 where the current one is damaged or cannot be opened.
    """
    from pipeline.console.storage import verify_releases

    raise typer.Exit(verify_releases(_settings(), out, _trouble()))


@app.command()
def prune(
    keep: Annotated[
        int | None, typer.Option(min=1, help="How many releases and runs; else as every night.")
    ] = None,
    quiet_: Quiet = False,
) -> None:
    """Remove old releases, runs, cache entries, logs, and damaged files that were set aside.

    The current release, the one before it and runs in progress always stay.
    """
    from pipeline.console.storage import prune_storage

    raise typer.Exit(prune_storage(_settings(), keep, out))


@app.command(no_args_is_help=True)
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write (.tar.gz).")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
    corrections: Annotated[Path, typer.Option(help="The list of corrections.")] = CORRECTIONS,
    quiet_: Quiet = False,
) -> None:
    """Write what cannot be made again from raw/ into one file."""
    from pipeline.console.storage import write_backup

    raise typer.Exit(
        write_backup(_settings(), file, corrections=corrections, force=force, out=out, err=err)
    )


@app.command(no_args_is_help=True)
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Although there is a warehouse: it is moved aside.")
    ] = False,
    corrections: Annotated[Path, typer.Option(help="The list of corrections.")] = CORRECTIONS,
    quiet_: Quiet = False,
) -> None:
    """Make a warehouse from a backup; its release is published at once."""
    from pipeline.console.storage import restore_backup

    raise typer.Exit(
        restore_backup(_settings(), file, corrections=corrections, force=force, out=out, err=err)
    )


@app.command()
def watch(
    every: Annotated[
        float | None, typer.Option(help="Look again after so many seconds, until stopped.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look once (as without --every).")] = False,
    test: Annotated[
        bool, typer.Option("--test", help="Send a test event to every hook, and nothing else.")
    ] = False,
) -> None:
    """Tell an operator, by the hooks of the settings, what is the matter; each thing once.

    The schedule's daemon and `namndlager run` do so by themselves; this is for cron, systemd.
    """
    from pipeline.console.watch import try_hooks
    from pipeline.console.watch import watch as keep_watch

    if once and every is not None:
        raise typer.BadParameter("--once and --every exclude each other")
    settings = _settings()
    if test:
        raise typer.Exit(try_hooks(settings, out))
    raise typer.Exit(keep_watch(settings, out, every=every))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Examine environment, folders, settings, schedule and release; say what to mend."""
    from pipeline.console.doctor import run_doctor

    raise typer.Exit(run_doctor(os.environ, out, as_json=as_json))


@app.command()
def dashboard(
    port: Annotated[int, typer.Option(help="Port on loopback.", min=1, max=65535)] = 8600,
) -> None:
    """Serve the dashboard: pages on the published figures, each one click from its place."""
    from pipeline.dashboard.serve import address_of, serve
    from pipeline.server.guard import AllowedHosts

    try:
        settings = _settings()
        allowed = AllowedHosts.beside_loopback(settings.ui_hosts)
        out.print(f"Dashboard on {address_of(port)} (stop with Ctrl-C)")
        serve(settings, port, allowed)
    except ValueError as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from None


@app.command(name="open", no_args_is_help=True)
def open_in_dashboard(
    key: Annotated[str, typer.Argument(help="A fact_key, a finding_key or a report_key.")],
    port: Annotated[int, typer.Option(help="Port of the dashboard.", min=1, max=65535)] = 8600,
    only_print: Annotated[
        bool, typer.Option("--print", help="Print the address and open nothing.")
    ] = False,
) -> None:
    """Open the place of a figure in the dashboard (namndlager dashboard); print its address."""
    from pipeline.console.open import open_key

    launch = None if only_print else typer.launch
    raise typer.Exit(open_key(_settings(), key, port, out, err, launch))


@app.command()
def ui(
    port: Annotated[int, typer.Option(help="Port on loopback.", min=1, max=65535)] = 3000,
) -> None:
    """Open the Dagster UI with schedule and sensor, on this machine only."""
    from pipeline.console.dagster_home import dagster_home
    from pipeline.server.guard import AllowedHosts
    from pipeline.server.ui import UiStopped, serve

    try:
        allowed = AllowedHosts.beside_loopback(_settings().ui_hosts)
        home = dagster_home()
        out.print(f"Dagster UI on http://127.0.0.1:{port} (stop with Ctrl-C); its data: {home}")
        serve(port, allowed)
    except (ValueError, UiStopped) as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from None


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except ValueError as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None


def _trouble() -> Screen:
    """Where a command that tells how it gets on says what went wrong: heard also if quiet."""
    return err if out.quiet else out


def _answer(ask: Callable[[], int | None]) -> typer.Exit:
    """The end of a command that reads the published database, which may be damaged."""
    import duckdb

    try:
        return typer.Exit(ask() or 0)
    except duckdb.IOException as error:
        err.print(f"[red]{escape(str(error))}[/red]", soft_wrap=True)
        return typer.Exit(1)


def main() -> Any:
    """Entry point of the command: what it or the system refuses is said in a sentence."""
    quiet()
    try:
        return app()
    except Exception as error:
        from pipeline.publish.published import ReleaseRefused

        if not isinstance(error, OSError | ReleaseRefused):
            raise
        err.print(f"[red]{escape(_refused(error))}[/red]", soft_wrap=True)
        sys.exit(1)


def _refused(error: Exception) -> str:
    if not isinstance(error, OSError) or error.filename is None:
        return str(error)
    return (
        f"{error.filename}: {error.strerror}. Is there room, and may this user read and write "
        "there? `namndlager doctor` says more."
    )


if __name__ == "__main__":
    main()
