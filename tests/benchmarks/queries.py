"""How long queries take with four readers while releases come, and what a fact takes of the disk.

    python -m tests.benchmarks.queries                                # the published warehouse
    python -m tests.benchmarks.queries --facts 10000000 --keep /tmp/x # as if it held so many

Each reader is a process that opens the link anew in every round, as a tool does that
follows releases, and asks each mart and view of one committee and over all years, a fact by its
key, and for words. Meanwhile another process copies the database beside it and swaps the
link, again and again. Beside the time that a reader waits stands what its processor did, which
says how long it takes where nothing else runs.

With ``--facts`` every report is there so many times, under keys of its own; ``--keep`` names
the folder of that warehouse, which is made once and stays.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from threading import Event

import duckdb

from pipeline.publish.database import connect, connect_for_reading, quoted
from pipeline.publish.pointer import point, sync
from pipeline.publish.published import DATABASE
from pipeline.registry import TABLES, Layer, TableSpec
from pipeline.settings import Settings
from tests.benchmarks.multiplied import multiplied

READERS = 4
SECONDS = 60
FACTS = "select sum(estimated_size) from duckdb_tables() where table_name like 'fact_%'"
YEARS = ("report_year", "fiscal_year")
WORDS = ("trygghet", "förskolan barn personal", "budgeten i balans", "skyfall", "verksamhet")
_MOST_SUMS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: the table that it is about, its SQL and what stands for its parameters."""

    about: str
    sql: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds that a reader waited, and that its processor worked."""

    about: str
    waited: float
    worked: float


def asked_of(connection: duckdb.DuckDBPyConnection) -> list[Asked]:
    """What is asked of a database."""
    committees = _column(connection, "select committee_key from dim_committee order by 1")
    asked = [Asked("search()", "from search(?) limit 40", (words,)) for words in WORDS]
    asked += [
        Asked(name, f"from {name} where fact_key = ?", (key,))
        for name in ("fact_table_cell", "fact_indicator_value", "document_section")
        for key in _column(connection, f"select fact_key from {name} using sample 3 (reservoir, 1)")
    ]
    # A warehouse that was kept may be of an earlier contract.
    there = _column(connection, "select table_name from information_schema.tables")
    for table in TABLES.values():
        if table.layer in (Layer.MART, Layer.VIEW) and table.name in there:
            asked += _of_table(table, committees[len(committees) // 2])
    return asked


def _column(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [str(value) for (value,) in connection.execute(sql).fetchall()]


def _of_table(table: TableSpec, committee: str) -> Iterator[Asked]:
    """All of one committee; sums over years of all."""
    yield Asked(table.name, f"from {table.name} where committee_key = ?", (committee,))
    year = next(name for name in YEARS if name in table.column_names)
    numbers = [column.name for column in table.columns if column.unit and column.name != year]
    sums = "".join(f", sum({quoted(name)})" for name in numbers[:_MOST_SUMS])
    yield Asked(
        table.name, f"select {year}, count(*){sums} from {table.name} group by all order by all"
    )


def read(settings: Settings, seed: int, seconds: float) -> list[Answered]:
    """Ask everything in rounds, each over a connection of its own, until the time is over."""
    chance = random.Random(seed)
    answered: list[Answered] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with connect_for_reading(settings.database) as connection:
            asked = asked_of(connection)
            chance.shuffle(asked)
            for one in asked:
                if time.monotonic() > end:
                    break
                answered.append(_answer(connection, one))
    return answered


def _answer(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Answered:
    worked, waited = time.process_time(), time.perf_counter()
    connection.execute(asked.sql, list(asked.parameters)).fetchall()
    return Answered(
        asked.about,
        (time.perf_counter() - waited) * 1000,
        (time.process_time() - worked) * 1000,
    )


def publish(settings: Settings, done: Event) -> int:
    """Put a copy of the database in its place, again and again; return how often."""
    times = 0
    first = settings.database.resolve()
    while not done.wait(1):
        folder = settings.releases_dir / f"copy-{times % 2}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        database = folder / DATABASE
        shutil.copyfile(first, database)
        sync(database)
        point(settings, database)
        times += 1
    point(settings, first)
    for number in range(2):
        shutil.rmtree(settings.releases_dir / f"copy-{number}", ignore_errors=True)
    return times


def measure(settings: Settings, readers: int, seconds: float) -> tuple[list[Answered], int]:
    """What readers waited for while releases came, and how many came."""
    context = get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(readers + 1, context) as pool:
        done = manager.Event()
        publishing = pool.submit(publish, settings, done)
        reading = [pool.submit(read, settings, seed, seconds) for seed in range(readers)]
        wait(reading)
        done.set()
        published = publishing.result()
        return [one for future in reading for one in future.result()], published


def disk_of(database: Path) -> Iterator[str]:
    """What a fact takes: of the file, and of the columns that take most."""
    with connect(database) as connection:
        ((facts,),) = connection.execute(FACTS).fetchall()
        ((sections,),) = connection.execute("select count(*) from document_section").fetchall()
        size = database.stat().st_size
        yield f"{int(facts):,} facts, {sections:,} sections, {size / 1e6:,.0f} MB"
        yield f"bytes a fact: {size / facts:.0f}"
        for table, column, taken in _taken(connection):
            yield f"  {taken / facts:6.1f} {table}.{column}"


def _taken(connection: duckdb.DuckDBPyConnection, most: int = 12) -> list[tuple[str, str, int]]:
    """Bytes of the columns that take most: of a shared block, to where the next one begins."""
    names = _column(connection, "select table_name from duckdb_tables()")
    segments = " union all ".join(
        f"select '{name}' as name, column_name, block_id, block_offset, additional_block_ids"
        f" from pragma_storage_info('{name}') where persistent and block_id >= 0"
        for name in names
    )
    return connection.execute(
        f"""
        with size as (select block_size from pragma_database_size()),
        segment as (select distinct on (block_id, block_offset) * from ({segments})),
        part as (
            select name, column_name,
                lead(block_offset, 1, (select block_size from size)) over (
                    partition by block_id order by block_offset
                ) - block_offset
                + len(additional_block_ids) * (select block_size from size) as bytes
            from segment
        )
        select name, column_name, coalesce(sum(bytes), 0)::bigint from part
        group by all order by 3 desc, 1, 2 limit {most}
        """
    ).fetchall()


def table_of(answered: Sequence[Answered]) -> Iterator[str]:
    """Lines of a Markdown table, the slowest first."""
    yield "| asked | times | waited, median | p95 | longest | processor, median | p95 |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    names = {one.about for one in answered}
    groups = {name: [one for one in answered if one.about == name] for name in names}
    for name in sorted(groups, key=lambda name: -_p95([one.waited for one in groups[name]])):
        yield _line(name, groups[name])
    yield _line("all", answered)


def _line(name: str, answered: Sequence[Answered]) -> str:
    waited, worked = [one.waited for one in answered], [one.worked for one in answered]
    return (
        f"| {name} | {len(answered)} | {statistics.median(waited):.0f} | {_p95(waited):.0f}"
        f" | {max(waited):.0f} | {statistics.median(worked):.0f} | {_p95(worked):.0f} |"
    )


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


@contextmanager
def _warehouse(settings: Settings, facts: int, keep: Path | None) -> Iterator[Settings]:
    if keep is not None and (keep / DATABASE).exists():
        yield replace(settings, warehouse_dir=keep)
        return
    with connect(settings.database.resolve()) as connection:
        ((before,),) = connection.execute(FACTS).fetchall()
    copies = max(1, round(facts / before))
    with tempfile.TemporaryDirectory() as folder:
        # Also of one copy: the published warehouse is not swapped under other people.
        yield multiplied(settings, copies, keep or Path(folder) / "warehouse")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.queries",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--facts", type=int, default=0, help="as if the warehouse held so many")
    parser.add_argument("--keep", type=Path, help="folder of that warehouse, which stays")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args(arguments)
    with _warehouse(Settings.from_environment(), asked.facts, asked.keep) as settings:
        print("\n".join(disk_of(settings.database.resolve())), flush=True)
        answered, published = measure(settings, asked.readers, asked.seconds)
    print(f"\n{asked.readers} readers, {published} releases meanwhile; milliseconds\n")
    print("\n".join(table_of(answered)))


if __name__ == "__main__":
    main()
