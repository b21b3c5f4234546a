"""Bullets that stand apart from their items, in the middle of a table that goes over a page."""

from __future__ import annotations

from pipeline.extract.document import RunTable
from pipeline.extract.parsers.activities import read_activities
from pipeline.extract.parsers.indicators import Placed
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.lone_bullets import without_lone_bullets
from tests.unit.extract.making import lines, printed

CUT_BY_A_PAGE = """
    Fler känner till parken.
    Odlingen är öppen.
    Aktivitet Startdatum Slutdatum Avvikelse
    Bygga ett växthus 2022-01-01 2022-12-31 Avvikelse
    •
    •
    Aktivitet Startdatum Slutdatum Avvikelse
    Analys
    Marken var frusen länge.
"""


def test_an_analysis_below_the_bullets_of_a_page_is_the_row_s_above_them() -> None:
    tables = [t for t in flow_text.read(printed(CUT_BY_A_PAGE)).blocks if isinstance(t, RunTable)]
    (row,) = read_activities([Placed(table, 0, False) for table in tables]).rows
    assert row.text == "Bygga ett växthus"
    assert row.analysis is not None
    assert row.analysis.text == "Marken var frusen länge."


def test_a_bullet_that_its_item_follows_stays() -> None:
    text = lines(printed("•\nParken är öppen.\n•\nOdlingen är öppen.\n•\n•\nEtt växthus är byggt."))
    assert without_lone_bullets(text) == tuple(text)


def test_status_icons_stay() -> None:
    text = lines(printed("●\n●\n●\nAndel nöjda odlare"))
    assert without_lone_bullets(text) == tuple(text)
