"""Rows right below an Analys text whose cells blank lines part."""

from __future__ import annotations

import pytest

from pipeline.extract.parsers.indicator_rows import RawRow, cut_rows
from tests.unit.extract.making import run_table

HEADER = "Indikator\nPeriodens utfall\nUtfall VB 2018\nÅrsmål\nKF:s årsmål\nPeriod"
ABOVE = "Andel lotter med kompost 40 % 35 % 45 % 50 % 2019"
TEXT = "Analys\nAndelen har stigit med 5 procentenheter, och odlarna vill ha fler lådor."


def read(*parts: str) -> list[tuple[str, str | None, list[str]]]:
    rows = cut_rows(run_table(HEADER, *parts), 4).rows
    return [(row.name, row.period, texts(row)) for row in rows]


def texts(row: RawRow) -> list[str]:
    return [cell.parsed.text for cell in row.cuts[0]]


def test_a_row_whose_remark_and_period_are_parted_by_blank_lines() -> None:
    rows = read(
        ABOVE,
        f"{TEXT}\nAntal bikupor 12 st 9 st Tas fram",
        "av\nnämnd/styrelse",
        "Tertial 1\n2019",
    )
    assert rows[1] == (
        "Antal bikupor",
        "Tertial 1 2019",
        ["12 st", "9 st", "Tas fram av nämnd/styrelse"],
    )


def test_a_name_whose_values_and_remark_are_parted_by_blank_lines() -> None:
    rows = read(
        ABOVE,
        f"{TEXT}\nAntal bikupor som står\npå skolornas tak",
        "12 st 9 st Tas fram\nav",
        "nämnd",
        "2019",
    )
    assert rows[1][:2] == ("Antal bikupor som står på skolornas tak", "2019")
    assert rows[1][2] == ["12 st", "9 st", "Tas fram av nämnd"]


def test_a_name_below_an_analysis_whose_word_and_text_are_one_line() -> None:
    rows = read(
        ABOVE,
        "Analys Odlarna vill ha fler lådor.\nAntal bikupor\nsom står",
        "12 st 9 st 11 st 10 st 2019",
    )
    assert rows[1] == ("Antal bikupor som står", "2019", ["12 st", "9 st", "11 st", "10 st"])


def test_a_sentence_that_a_page_break_cuts_goes_on_the_analysis_and_no_name() -> None:
    parts = (ABOVE, "Analys\nOdlarna vill", HEADER, "ha fler lådor än\nvad som ryms")
    (row,) = cut_rows(run_table(HEADER, *parts), 4).rows
    assert row.name == "Andel lotter med kompost"
    assert row.analysis is not None
    assert row.analysis.text == "Odlarna vill ha fler lådor än vad som ryms"


@pytest.mark.parametrize(
    ("name", "certain"),
    [
        ("Antal bikupor", True),
        ("Antal lotter med minst 50 rutor", True),
        ("81 %", False),
        ("2019 Antal bikupor", False),
        ("Antal kupor, 14,1 per odlare", False),
    ],
)
def test_a_name_that_holds_a_value_is_in_doubt(name: str, certain: bool) -> None:
    (row,) = cut_rows(run_table(HEADER, f"{name}\n\n12 st 9 st 11 st 10 st 2019"), 4).rows
    assert row.name == name
    assert row.certain is certain
