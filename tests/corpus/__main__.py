"""The command of the report generator: ``python -m tests.corpus --help``."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.corpus import cycle, library
from tests.corpus.model import Kind


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.corpus",
        description="Invents committee reports with known truth and renders them.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser(
        "render", help="render the reports of some seeds to a folder, with their truth"
    )
    render.add_argument("folder", type=Path)
    render.add_argument("--format", choices=sorted(library.FORMATS), default="tab_text")
    render.add_argument("--seed", type=int, default=0, help="the first seed")
    render.add_argument("--count", type=int, default=1, help="how many seeds")
    render.add_argument("--committee", help="instead of one chosen by the seed")
    render.add_argument("--year", type=int, choices=range(2015, 2028), metavar="2015-2027")
    render.add_argument("--kind", choices=[kind.value for kind in Kind])
    render.add_argument(
        "--inject",
        action="append",
        default=[],
        choices=sorted(library.CONTRADICTIONS),
        help="put a contradiction of this kind into each report (may be repeated)",
    )
    samples = commands.add_parser("samples", help="write the samples that ship with the project")
    samples.add_argument("folder", type=Path)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    options = _parser().parse_args(arguments)
    if options.command == "samples":
        for path in library.write_samples(options.folder):
            print(path)
        return 0
    for seed in range(options.seed, options.seed + options.count):
        report = cycle.any_report(seed)
        if options.committee or options.year or options.kind:
            report = cycle.compose(
                seed,
                options.committee or report.head.committee,
                options.year or report.head.year,
                Kind(options.kind) if options.kind else report.head.kind,
            )
        path = library.write_case(
            report, options.format, seed, options.folder, inject=tuple(options.inject)
        )
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
