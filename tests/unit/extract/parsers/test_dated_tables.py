"""Activities of flow text with more than dates in their rows."""

from __future__ import annotations

from pipeline.extract.document import GridTable
from pipeline.extract.parsers.activities import read_activities
from pipeline.extract.parsers.dated_tables import with_dated
from pipeline.extract.parsers.indicators import Placed
from pipeline.extract.readers.text import flow_text
from pipeline.extract.report import ActivityRow
from tests.unit.extract.making import printed

SURE = 0.95


def read(text: str) -> list[ActivityRow]:
    blocks = with_dated(flow_text.read(printed(text)).blocks)
    tables = [Placed(block, None, False) for block in blocks if isinstance(block, GridTable)]
    return read_activities(tables).rows


def texts(text: str) -> list[tuple[str, str, str]]:
    return [(row.text, str(row.start_date), str(row.end_date)) for row in read(text)]


def test_what_stands_behind_the_dates_is_no_part_of_the_next_activity() -> None:
    text = """
        Aktivitet Startdatum Slutdatum Status
        Plantera lindar 2031-02-01 2031-12-31 Pågår
        Måla om bryggan vid
        sjön
        2031-03-01 Ej påbörjad
        Stämma flöjter 2031-06-30 Avslutad
        Sjön är ren och klar hela sommaren.
    """
    assert texts(text) == [
        ("Plantera lindar", "2031-02-01", "2031-12-31"),
        ("Måla om bryggan vid sjön", "2031-03-01", "None"),
        ("Stämma flöjter", "None", "2031-06-30"),
    ]


def test_who_is_responsible_stands_on_a_line_of_its_own_before_the_dates() -> None:
    text = """
        Aktivitet Ansvarig Startdatum Slutdatum

        Plantera lindar längs
        allén

        Parkchef öst 2031-02-01 2031-12-31

        Måla om bryggan Hamnchef 2031-03-01 2031-08-31
    """
    rows = read(text)
    assert [row.text for row in rows] == ["Plantera lindar längs allén", "Måla om bryggan"]
    assert [row.confidence >= SURE for row in rows] == [True, False]


def test_an_analysis_stays_with_its_activity() -> None:
    text = """
        Aktivitet Startdatum Slutdatum Status
        Plantera lindar 2031-02-01 2031-12-31 Pågår
        Analys Lindarna kom sent i år.
        Måla om bryggan 2031-03-01 2031-12-31 Pågår
    """
    first, second = read(text)
    assert first.analysis
    assert first.analysis.text == "Lindarna kom sent i år."
    assert second.text == "Måla om bryggan"
