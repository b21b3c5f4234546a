"""The command of the faults: ``python -m tests.faults --help``."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.fuzz import Tally, make_case, run_cases
from tests.faults.originals import originals

SHOWN = 40


def main(arguments: list[str] | None = None) -> int:
    """Make faults, print what came of them; 1 where a run did not stand them."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    commands = parser.add_subparsers(required=True)
    fuzz = commands.add_parser("fuzz", help="mutated files through reading and transform")
    fuzz.add_argument("--cases", type=int, default=20_000, metavar="N")
    fuzz.add_argument("--seed", default=None, help="default: a new one, which is printed")
    fuzz.add_argument("--minutes", type=float, help="stop after these, whatever is left")
    fuzz.add_argument("--workers", type=int, default=2)
    fuzz.add_argument("--case", type=int, metavar="N", help="only the case of this number")
    fuzz.add_argument("--keep", type=Path, metavar="FILE", help="with --case: write it there")
    fuzz.set_defaults(command=_fuzz)
    return parser


def _fuzz(options: argparse.Namespace) -> int:
    seed = options.seed or secrets.token_hex(3)
    numbers = range(options.cases) if options.case is None else [options.case]
    print(f"seed {seed}; {len(numbers)} cases from {len(originals())} originals", flush=True)
    if options.case is not None and options.keep:
        options.keep.write_bytes(make_case(seed, options.case, originals()).data)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = run_cases(
            numbers,
            seed=seed,
            folder=Path(folder),
            workers=options.workers,
            minutes=options.minutes,
            tell=lambda tally: _progress(tally, started),
        )
    _print_fuzz(tally, seed, time.monotonic() - started)
    return 1 if tally.faulty else 0


def _progress(tally: Tally, started: float) -> None:
    if tally.results % 500 == 0:
        elapsed = time.monotonic() - started
        print(
            f"  {tally.results:>6} cases, {elapsed:6.0f} s, {len(tally.faulty)} faulty, "
            f"{len(tally.defects)} defects of readers",
            file=sys.stderr,
            flush=True,
        )


def _print_fuzz(tally: Tally, seed: str, seconds: float) -> None:
    rows = [
        ("cases", tally.results),
        *((f"  {suffix[1:]}", count) for suffix, count in sorted(tally.formats.items())),
        *((f"  {what}", count) for what, count in sorted(tally.came_of_it.items())),
        ("crashes of the run", tally.count("crash")),
        ("hangs", tally.count("hang")),
        ("facts without a place (files)", tally.count("no place")),
        ("readers with a defect (files)", len(tally.defects)),
    ]
    print(f"\nFuzzing, seed {seed}: {seconds:.0f} s, slowest case {tally.slowest:.1f} s")
    for what, count in rows:
        print(f"  {what:<34}{count:>8,}")
    for result in tally.faulty[:SHOWN]:
        print(f"FAULT {'; '.join(result.faults)}\n      {result.case}")
    for result in tally.defects[:SHOWN]:
        print(f"DEFECT {result.defect}\n      {result.case}")


if __name__ == "__main__":
    raise SystemExit(main())
