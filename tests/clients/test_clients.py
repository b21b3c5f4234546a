"""Clients whose packages are in the environment, while releases come; the others are a command."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from tests.clients.harness import CLIENTS, Client, judge, started
from tests.clients.releases import TwoReleases, two_releases
from tests.support.job import Ran

HERE = [
    client
    for client in CLIENTS
    if client.modules and all(importlib.util.find_spec(name) for name in client.modules)
]

TURNS = 4
"""So many publishes here; the command has more."""


@pytest.fixture(scope="module")
def releases(one_report_run: Ran, tmp_path_factory: pytest.TempPathFactory) -> TwoReleases:
    return two_releases(one_report_run.settings.database, tmp_path_factory.mktemp("clients"))


def test_the_clients_of_the_environment_are_these_at_least() -> None:
    assert {"duckdb 1.5 (Python)", "ADBC", "SQLAlchemy", "pandas"} <= {one.name for one in HERE}


@pytest.mark.parametrize("client", HERE, ids=lambda client: client.name)
def test_a_client_follows_releases_without_an_error(client: Client, releases: TwoReleases) -> None:
    with started(client, Path(sys.executable), releases.database) as asked:
        judged = judge(asked, releases, turns=TURNS)
    assert judged.wrong == []
    assert judged.answers == TURNS
    assert judged.arrived.get("reads_files", False) is False
    assert judged.arrived.get("comments", 1) > 0
