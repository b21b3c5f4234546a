"""The command ``python -m tests.reconciliation``: precision and recall."""

from __future__ import annotations

import argparse
from collections import Counter

from tests.reconciliation.compare import Row, Score, read_proven, score
from tests.reconciliation.generated import errors_in_clean, injected
from tests.reconciliation.reading import PROVEN, findings_of
from tests.support.real_reports import REPORTS, TRUTH, missing


def main(arguments: list[str] | None = None) -> int:
    """Print what is found of what is known, and every error that nobody proved."""
    parser = argparse.ArgumentParser(prog="python -m tests.reconciliation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="generated reports; 0 for none")
    parser.add_argument("--format", default="tab_text")
    parser.add_argument(
        "--together", type=int, default=8, help="kinds of contradictions in one report"
    )
    options = parser.parse_args(arguments)
    if reason := missing():
        print(f"Not compared: what is proven of the real reports ({reason}).")
    else:
        _real_reports()
    if options.seeds:
        _generated(range(options.seeds), options.format, options.together)
    return 0


def _real_reports() -> None:
    findings = findings_of(sorted(REPORTS.glob("*.txt")))
    _print("proven.csv", score(findings, read_proven(PROVEN)))
    shared = read_proven(TRUTH / "contradictions.csv")
    _print("shared truth", score(findings, shared), with_precision=False)
    counts = Counter(finding["severity"] for finding in findings)
    print("findings in the real reports:", dict(sorted(counts.items())))


def _print(name: str, result: Score, *, with_precision: bool = True) -> None:
    known = len(result.found) + len(result.missed)
    print(f"{name}: recall {result.recall:.3f} ({len(result.found)} of {known})")
    for one in result.missed:
        print(f"  missed: {one.source_file[:3]} {one.places} {one.kind}: {one.what}")
    if with_precision:
        print(f"precision of errors {result.precision:.3f} ({result.errors} errors)")
        for finding in result.unproven:
            print(f"  unproven: {_told(finding)}")


def _told(finding: Row) -> str:
    lines = sorted({place["line_start"] or 0 for place in finding["evidence"]})
    return f"{finding['rule']} {lines[:5]} {finding['explanation_sv']}"


def _generated(seeds: range, format_name: str, together: int) -> None:
    false = list(errors_in_clean(seeds, format_name))
    print(
        f"{len(seeds)} clean generated reports and their neighbours: {len(false)} errors "
        "and warnings"
    )
    for finding in false:
        print(f"  false: {finding['severity']} {finding['report_key']} {_told(finding)}")
    cases = list(injected(seeds, format_name, together=together))
    for kind in sorted({case.kind for case in cases}):
        own = [case for case in cases if case.kind == kind]
        print(f"  {kind}: {sum(case.is_found for case in own)} of {len(own)} found")
    for case in cases:
        if not case.is_found:
            print(f"  not found: {case.kind} seed {case.seed} {case.proven.what}")
    found = sum(case.is_found for case in cases)
    print(f"injected: {found} of {len(cases)} found")


if __name__ == "__main__":
    raise SystemExit(main())
