"""The command of the faults: ``python -m tests.faults --help``."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults.fuzz import Result, Tally, make_case, run_cases
from tests.faults.gate import gate_night
from tests.faults.kill import POINTS, Kill, Place, Toll, kill_runs, undisturbed
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
    kill = commands.add_parser("kill", help="runs killed at any point, with readers beside them")
    kill.add_argument("--points", type=int, default=110, metavar="N", help="how many kills")
    kill.add_argument("--seed", default=None, help="default: a new one, which is printed")
    kill.add_argument(
        "--heal-every", type=int, default=1, metavar="N", help="a run in peace after N kills"
    )
    kill.set_defaults(command=_kill)
    gate = commands.add_parser("gate", help="odd reports among good and real ones")
    gate.set_defaults(command=lambda _: gate_night())
    return parser


def _fuzz(options: argparse.Namespace) -> int:
    seed = options.seed or secrets.token_hex(3)
    numbers = range(options.cases) if options.case is None else [options.case]
    print(f"seed {seed}; {len(numbers)} cases from {len(originals())} originals", flush=True)
    if options.case is not None and options.keep:
        options.keep.write_bytes(make_case(seed, options.case, originals()).data)
    started = time.monotonic()
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = run_cases(
            numbers,
            seed=seed,
            folder=Path(folder),
            workers=options.workers,
            minutes=options.minutes,
            tell=lambda tally: _progress(tally, started, told),
        )
    _print_fuzz(tally, seed, time.monotonic() - started)
    return 1 if tally.faulty else 0


def _progress(tally: Tally, started: float, told: Counter[str]) -> None:
    """Say each fault and defect as it is found, and now and then how far it is."""
    for kind, found in (("FAULT", tally.faulty), ("DEFECT", tally.defects)):
        for result in found[told[kind] :]:
            print(f"{kind} {_what_went_wrong(result)}", file=sys.stderr, flush=True)
        told[kind] = len(found)
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
    for kind, found in (("FAULT", tally.faulty), ("DEFECT", tally.defects)):
        for result in found[:SHOWN]:
            print(f"{kind} {_what_went_wrong(result)}")


def _what_went_wrong(result: Result) -> str:
    return f"{'; '.join(result.faults) or result.defect}\n      {result.case}"


def _kill(options: argparse.Namespace) -> int:
    seed = options.seed or secrets.token_hex(3)
    points = [POINTS[number % len(POINTS)] for number in range(options.points)]
    print(f"seed {seed}; {len(points)} kills at {len(POINTS)} points", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder, "killed"))
        changed, before = undisturbed(Place(Path(folder, "undisturbed")), place)
        toll = kill_runs(
            points,
            seed=seed,
            place=place,
            changed=changed,
            before=before,
            logs=Path(folder, "readers"),
            heal_every=options.heal_every,
            tell=lambda kill: _tell_kill(kill, started),
        )
    _print_kills(toll, seed, time.monotonic() - started)
    return 0 if toll.is_sound else 1


def _tell_kill(kill: Kill, started: float) -> None:
    elapsed = time.monotonic() - started
    outcome = kill.told or ("healed" if kill.is_followed else "")
    print(
        f"  {kill.number:>4} {elapsed:6.0f} s  {kill.point:<11}+ {kill.delay:5.2f} s  {outcome}",
        file=sys.stderr,
        flush=True,
    )


def _print_kills(toll: Toll, seed: str, seconds: float) -> None:
    rows = [
        ("runs started", toll.runs),
        ("killed", len(toll.kills)),
        *((f"  at {point}", count) for point, count in toll.by_point.items()),
        ("  with documents to read", sum(kill.without_cache for kill in toll.kills)),
        ("next runs in peace", toll.healing),
        ("  that gave the undisturbed release", toll.healed),
        ("queries meanwhile", toll.queries),
        ("  refused", len(toll.refused)),
        ("  wrong", len(toll.wrong)),
    ]
    print(f"\nKilling, seed {seed}: {seconds:.0f} s")
    for what, count in rows:
        print(f"  {what:<36}{count:>8,}")
    for kill in toll.kills:
        if kill.told:
            print(
                f"BROKEN after kill {kill.number} at {kill.point} + {kill.delay:.3f} s: {kill.told}"
            )
    for said in [*toll.refused, *toll.wrong][:SHOWN]:
        print(f"READER {said}")


if __name__ == "__main__":
    raise SystemExit(main())
