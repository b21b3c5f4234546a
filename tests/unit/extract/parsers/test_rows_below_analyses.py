"""Rows right below an Analys text whose cells blank lines part."""

from __future__ import annotations

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
