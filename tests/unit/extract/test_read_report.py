"""A whole small report in either dialect, from bytes to what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.extract import parse_document, read_report
from pipeline.extract.document import Place, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.report import Assessment, Report
from tests.unit.extract.making import body, document, heading, printed

HEAD = """
    Farsta stadsdelsförvaltning

    Dnr: FAR 2021/123

    Tertialrapport 1 2021 för Farsta stadsdelsnämnd

    Förslag till beslut

    1. Nämnden godkänner rapporten.

    2. Nämnden ansöker om 3,5 mnkr för trygga parker.

    Sammanfattande analys

    Prognosen pekar mot ett överskott om 27,4 mnkr.

    KF:s inriktningsmål: 1. En stad för alla

    Uppfylls helt

    Nämndmål: 1.1.1 Alla barn leker

    Uppfylls delvis
"""
FLOW_TABLES = """
    Indikator Periodens utfall Prognos helår Årsmål Period

    Andel nöjda gäster

    70 % 75 % 75 % Tertial 1 2021

    Aktivitet Startdatum Slutdatum

    Bygga en lekplats 2021-01-01 2021-12-31

    Uppföljning av ekonomi

    Budget per verksamhet

    Mnkr Budget 2021 Prognos 2021

    Förskola 290,3 280,4

    Äldreomsorg 45,8 45,8
"""
TAB_TABLES = """
    Indikator|Periodens utfall|Prognos helår|Årsmål|Period
    Andel nöjda gäster|70 %|75 %|75 %|Tertial 1 2021

    Aktivitet|Startdatum|Slutdatum
    Bygga en lekplats|2021-01-01|2021-12-31

    Uppföljning av ekonomi

    Budget per verksamhet

    Mnkr|Budget 2021|Prognos 2021
    Förskola|290,3|280,4
    Äldreomsorg|45,8|45,8
"""
LONG_TABLE = "\n".join(["Mnkr|Budget 2020", *(f"Enhet {letter}|1,0" for letter in "abcdef")])
"""Tab text is told by its many rows."""


def flow() -> str:
    return f"{printed(HEAD)}\n\n{printed(FLOW_TABLES)}\n"


def tab() -> str:
    return f"{printed(HEAD)}\n\n{printed(TAB_TABLES)}\n\n{LONG_TABLE}\n".replace("|", "\t")


def read(folder: Path, text: str) -> Report:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


@pytest.mark.parametrize(
    ("write", "source_format"),
    [(flow, SourceFormat.FLOW_TEXT), (tab, SourceFormat.TAB_TEXT)],
    ids=["flow text", "tab text"],
)
def test_both_dialects_say_the_same(
    tmp_path: Path, write: Callable[[], str], source_format: SourceFormat
) -> None:
    report = read(tmp_path, write())
    assert report.source_format is source_format
    assert (report.head.committee_name, report.head.report_type.value) == ("Farsta", "T1")
    assert (report.head.report_year, report.head.diary_number) == (2021, "FAR 2021/123")
    assert [(d.number, d.amount_sek) for d in report.decisions] == [(1, None), (2, 3_500_000)]
    assert [(g.code, g.title, g.parent, g.assessment) for g in report.goals] == [
        ("1", "En stad för alla", None, Assessment.FULLY),
        ("1.1.1", "Alla barn leker", 0, Assessment.PARTLY),
    ]
    (indicator,) = report.indicators
    assert (indicator.name, indicator.goal) == ("Andel nöjda gäster", 1)
    assert (indicator.period, indicator.unit) == ("Tertial 1 2021", "%")
    assert [(c.measure.value, c.value, c.confidence) for c in indicator.cells] == [
        ("outcome", 70, 1.0),
        ("forecast", 75, 1.0),
        ("target", 75, 1.0),
    ]
    (activity,) = report.activities
    assert (activity.text, activity.goal) == ("Bygga en lekplats", 1)
    assert (activity.start_date, activity.end_date) == (date(2021, 1, 1), date(2021, 12, 31))
    table = report.tables[0]
    assert (table.number, table.title, table.unit) == (1, "Budget per verksamhet", "mnkr")
    assert [(c.row_label, c.column_label, c.value) for c in table.cells] == [
        ("Förskola", "Budget 2021", 290.3),
        ("Förskola", "Prognos 2021", 280.4),
        ("Äldreomsorg", "Budget 2021", 45.8),
        ("Äldreomsorg", "Prognos 2021", 45.8),
    ]
    said = [(a.what, a.amount_sek) for a in report.narrative_amounts]
    assert ("surplus", Decimal(27_400_000)) in said
    assert "Sammanfattande analys" in [section.heading for section in report.sections]
    assert report.problems == ()


def test_a_sentence_above_says_in_what_unit_all_amounts_are(tmp_path: Path) -> None:
    said = tab().replace("Mnkr\tBudget 2021", "Verksamhet\tBudget 2021")
    said = said.replace("Budget per", "Siffrorna anges i mkr.\n\nBudget per")
    assert read(tmp_path, said).tables[0].unit == "mnkr"


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_change_nothing(tmp_path: Path, end: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(flow().replace("\n", end).encode())
    assert read_report(path) == read(tmp_path, flow())


def test_no_break_spaces_and_decomposed_letters_change_only_what_is_verbatim(
    tmp_path: Path,
) -> None:
    text = flow().replace("å", "a\u030a").replace("ö", "o\u0308").replace("27,4 ", "27,4\u00a0")
    assert read(tmp_path, text).indicators == read(tmp_path, flow()).indicators


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, flow()) == read(tmp_path, flow())


def test_prose_alone_is_no_report() -> None:
    with pytest.raises(UnreadableDocument) as raised:
        parse_document(document(body("Nämnden öppnar ett kafé i parken.")))
    assert raised.value.reason_code == "not_a_report"


def test_a_report_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        read(tmp_path, printed(FLOW_TABLES))
    assert raised.value.reason_code == "unreadable_head"


def test_a_sidecar_beside_the_file_settles_the_head(tmp_path: Path) -> None:
    said = "committee: Farsta\nkind: T1\nyear: 2021\n"
    (tmp_path / "report.txt.yml").write_text(said, encoding="utf-8")
    report = read(tmp_path, printed(FLOW_TABLES))
    assert (report.head.committee_name, report.head.report_year) == ("Farsta", 2021)


def test_a_number_that_no_reader_gives_is_told(tmp_path: Path) -> None:
    said = "committee: Farsta  # Anna, 811218-9876\nkind: T1\nyear: 2021\n"
    (tmp_path / "report.txt.yml").write_text(said, encoding="utf-8")
    (problem,) = read(tmp_path, printed(FLOW_TABLES)).problems
    assert (problem.code, problem.place) == ("personal_identity_number", None)


def test_an_assessment_at_the_edge_of_a_page_is_said_and_not_given_to_a_goal() -> None:
    """Slides have it in a corner, above the goal: it recurs there, as running heads do."""
    goals = (heading("Farsta stadsdelsnämnd"), heading("Tertialrapport 1 2021"))
    goal = heading("Nämndmål: 1.1.1 Alla barn leker")
    aside = tuple(Place(text, 2) for text in ("Målet uppfylls delvis", "Farsta stadsdelsnämnd"))
    report = parse_document(replace(document(*goals, goal, body("Text.")), furniture=aside))
    assert report.goals[0].assessment is None
    assert [(p.code, p.place.text) for p in report.problems if p.place] == [
        ("assessment_at_edge", "Målet uppfylls delvis")
    ]
