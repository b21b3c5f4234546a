"""What became of every word: signs of failure are problems, and the score falls."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import UnreadableDocument, read_report
from pipeline.extract.accounting import Parsed, account
from pipeline.extract.document import Paragraph, Place
from pipeline.extract.report import Report
from pipeline.extract.table_doubts import DOUBTED

HEAD = """\
Skogsdals stadsdelsnämnd

Verksamhetsberättelse 2024 för Skogsdals stadsdelsnämnd

# KF:s inriktningsmål: 1. En stad för alla

Uppfylls helt

## KF:s mål för verksamhetsområdet: 1.1 Alla barn lär sig simma

Uppfylls delvis

"""
TABLE = """\
| Indikator | Periodens utfall | Årsmål | KF:s årsmål | Period |
| --- | --- | --- | --- | --- |
| Andel simkunniga | 68 % | 69 % | 70 % | 2024 |
| Antal simlektioner | 1 200 st | 1 300 st | 900 st | VB 2024 |

"""
SHATTERED = "\n\n".join(
    ("Andel simkunniga", "Årsmål", "68 %", "Periodens utfall", "69 %", "KF:s årsmål", "2024-01-01")
)


def written(folder: Path, text: str) -> Report:
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


def test_a_report_read_as_it_should_be(tmp_path: Path) -> None:
    report = written(tmp_path, HEAD + TABLE)
    assert report.problems == ()
    assert report.reading_score > 0.9


def test_a_table_without_a_column_of_periods_is_read_as_it_should_be(tmp_path: Path) -> None:
    untimed = "| Indikator | Utfall |\n| --- | --- |\n| Antal bad | 31 |\n| Antal pass | 7 |\n"
    assert written(tmp_path, HEAD + TABLE + untimed).reading_score > 0.9
    torn = TABLE.replace("| VB 2024 |", "|  |")
    assert written(tmp_path, HEAD + torn).reading_score < 0.9


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (SHATTERED, "table_part_in_prose"),
        ("Indikator Periodens utfall Årsmål KF:s årsmål Period 68 % 69 %", "table_in_prose"),
        ("Aktiviteter Ansvarig Start Slut", "table_in_prose"),
        ("Måla bryggan Hamnfogden 2024-02-01 2024-08-31 före sommaren", "table_in_prose"),
        ("\\[TABLE\\]", "table_left_out"),
    ],
    ids=[
        *("cells as paragraphs", "a table in one paragraph", "a header of activities"),
        *("an activity", "left out by a converter"),
    ],
)
def test_what_only_tables_hold_is_a_problem_where_it_ends_in_prose(
    tmp_path: Path, text: str, code: str
) -> None:
    report = written(tmp_path, HEAD + text + "\n")
    assert {problem.code for problem in report.problems} - {DOUBTED} == {code}
    assert all(problem.place and problem.place.line_start for problem in report.problems)
    assert report.reading_score < 0.5


def test_a_count_that_the_report_states_and_that_was_not_found(tmp_path: Path) -> None:
    report = written(
        tmp_path, HEAD + "Målet nås för 8 av de 12 indikatorerna i planen.\n\n" + TABLE
    )
    assert [(p.code, p.message) for p in report.problems] == [
        ("fewer_than_stated", "'av de 12 indikatorerna', and 2 were read.")
    ]


def test_every_word_is_in_exactly_one_place() -> None:
    blocks = [Paragraph(text, Place(text)) for text in ("Ett mål", "Löpande text här.", "68 %")]
    parsed = Parsed(frozenset(), frozenset({0}), (), (), (), (), (), ())
    words = account(blocks, [Place("Sid 3 (7)")], parsed).words
    assert (words.facts, words.sections, words.problems, words.furniture) == (2, 3, 2, 3)
    assert words.total == 10


UNIT = """\
Skogsdals stadsdelsförvaltning

# Verksamhetsplan 2025 {title}

## Enhetsmål: Barnen simmar

| Indikator | Årsmål | Periodicitet |
| --- | --- | --- |
| Andel simkunniga | 69 % | År |
"""


@pytest.mark.parametrize("title", ["Förskolan Havet", "Skogsdals vård- och omsorgsboende"])
def test_a_units_own_plan_is_not_its_committees(tmp_path: Path, title: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        written(tmp_path, UNIT.format(title=title).replace("Skogsdals stad", "Farsta stad"))
    assert refused.value.reason_code == "not_a_report"
    assert "unit" in str(refused.value)
