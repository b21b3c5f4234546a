"""What the dashboard answers to programs, to pages of other sites, and to hostile addresses."""

from __future__ import annotations

import csv
import http.client
import io
import json
from urllib.parse import quote, urlencode, urlsplit

import pyarrow.parquet as pq
import pytest

from pipeline.dashboard import queries
from pipeline.dashboard.pages.menu import PAGES
from pipeline.dashboard.release import Releases
from pipeline.dashboard.view import CHOICES
from tests.support.dashboard import YEAR
from tests.support.job import Ran

HOSTILE = "<script>alert(1)</script>\u202e"


def ask(
    address: str, path: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=given)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, said, answer.read()
    finally:
        connection.close()


def test_other_names_and_pages_of_other_sites_are_refused(dashboard_address: str) -> None:
    assert ask(dashboard_address, "/")[0] == 200
    assert ask(dashboard_address, "/", Host="evil.example")[0] == 421
    assert ask(dashboard_address, "/utgava", Origin="https://evil.example")[0] == 403
    assert ask(dashboard_address, "/", Sec_Fetch_Site="cross-site")[0] == 403
    assert ask(dashboard_address, "/", method="POST")[0] == 405


@pytest.mark.parametrize("path", ["/", "/static/dashboard.css", "/finns-inte"])
def test_every_answer_forbids_what_is_from_elsewhere(dashboard_address: str, path: str) -> None:
    _, headers, _ = ask(dashboard_address, path)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/kalla"])
def test_hostile_choices_stay_text(dashboard_address: str, path: str) -> None:
    query = urlencode({**dict.fromkeys(sorted(CHOICES), HOSTILE), HOSTILE: HOSTILE})
    status, _, body = ask(dashboard_address, f"{path}?{query}")
    assert status == 200
    assert b"<script>alert" not in body
    assert "\u202e".encode() not in body


@pytest.mark.parametrize("choice", ["rad=finns-inte", "fynd=x&stalle=99", "rad=" + quote("'; --")])
def test_an_unknown_place_is_not_found(dashboard_address: str, choice: str) -> None:
    assert ask(dashboard_address, f"/kalla?{choice}")[0] == 404
    assert ask(dashboard_address, f"/kalla/sida.png?{choice}")[0] == 404


def test_a_table_is_downloaded_with_units_sources_and_release(
    dashboard_address: str, dashboard_run: Ran
) -> None:
    release = json.loads(ask(dashboard_address, "/utgava")[2])["release"]
    ((facts,),) = dashboard_run.rows(
        "select count(*) from fact_indicator_row where report_key = 'kvarnsjo-2025-vb'"
    )
    table = "indikatorer?sida=/namnd&rapport=VB"
    _, headers, body = ask(dashboard_address, f"/hamta/csv/{table}")
    assert release in headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert 0 < len(rows) <= facts
    assert {row["release"] for row in rows} == {release}
    with_outcome = [row for row in rows if row["Utfall"]]
    assert all(
        row["Utfall: källa"].startswith(f"kvarnsjo-{YEAR}-vb.pdf s. ") for row in with_outcome
    )

    _, _, body = ask(dashboard_address, f"/hamta/parquet/{table}")
    read = pq.read_table(io.BytesIO(body))
    assert read.schema.metadata[b"release"].decode() == release
    assert read.num_rows == len(rows)

    _, _, body = ask(dashboard_address, "/hamta/xlsx/verksamhetsomraden?sida=/ekonomi")
    assert body[:2] == b"PK"


def test_every_question_can_be_asked_of_this_release(dashboard_run: Ran) -> None:
    release = Releases(dashboard_run.settings).current()
    asked = {"committee": "kvarnsjo", "year": YEAR, "report": f"kvarnsjo-{YEAR}-vb"}
    for value in vars(queries).values():
        if isinstance(value, queries.Query):
            release.rows(value, **asked, threshold=0.8, words="trygg", key="x", printed="x")
