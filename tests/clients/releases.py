"""A warehouse with two releases that take turns, and can be told apart."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.publish.pointer import point
from pipeline.publish.published import DATABASE
from pipeline.settings import Settings

NAMES = ("first", "second")

MARKS = """
create table this_release as select '{name}' as name;
create table rows_of_this_release as select range as n from range({rows});
"""
"""Two tables that have to be of one release: the second has 1 row in the first, 2 in the second."""

QUESTION = (
    "select (select name from this_release) as name,"
    " (select count(*) from rows_of_this_release) as marks,"
    " (select count(*) from mart_indicator_scorecard) as facts"
)


@dataclass(frozen=True)
class TwoReleases:
    """Two releases of one warehouse; ``facts`` are rows of mart_indicator_scorecard in both."""

    settings: Settings
    facts: int

    @property
    def database(self) -> Path:
        """The address that every client is given."""
        return self.settings.database

    def publish(self, name: str) -> None:
        """Make a release current, as a run does."""
        point(self.settings, self.settings.releases_dir / name / DATABASE)


def two_releases(database: Path, folder: Path) -> TwoReleases:
    """Copy a published database into two releases; the first is current."""
    settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")
    facts = 0
    for rows, name in enumerate(NAMES, 1):
        copy = settings.releases_dir / name / DATABASE
        copy.parent.mkdir(parents=True)
        shutil.copyfile(database.resolve(), copy)
        with duckdb.connect(str(copy)) as connection:
            connection.execute(MARKS.format(name=name, rows=rows))
            ((facts,),) = connection.execute(
                "select count(*) from mart_indicator_scorecard"
            ).fetchall()
        copy.chmod(0o444)
    made = TwoReleases(settings, facts)
    made.publish(NAMES[0])
    return made
