"""Headers of indicator tables: shattered, misprinted, of other years."""

from __future__ import annotations

import pytest

from pipeline.extract.language.indicator_headers import (
    NAME,
    PERIOD,
    header_layout,
    header_size,
    match_columns,
    match_single,
)
from pipeline.extract.language.line_kinds import is_indicator_header
from pipeline.extract.report import Measure as M
from tests.unit.extract.making import lines, printed

SHATTERED = """
      Indikator Periodens·
    utfall

    Utfall·
    män/·
    pojkar

    Utfall·
    kvinn
    or/·
    flicko
    r

    Perio
    dens·
    utfall·
    VB·
    2020

    Progno
    s helår Årsmål KF:s·

    årsmål Period

    Andel nöjda
"""


def test_a_header_shattered_over_lines_is_read_whole() -> None:
    found = lines(SHATTERED)
    size = header_size(found)
    assert "".join(line.text for line in found[size:]) == "Andel nöjda"
    assert list(header_layout(found[:size])) == [
        M.OUTCOME,
        M.OUTCOME_MEN,
        M.OUTCOME_WOMEN,
        M.PREVIOUS_OUTCOME,
        M.FORECAST,
        M.TARGET,
        M.KF_TARGET,
    ]


def test_the_lines_of_every_column_show_how_wide_it_is() -> None:
    found = lines(SHATTERED)
    layout = header_layout(found[: header_size(found)])
    assert layout[M.OUTCOME_MEN] == ("Utfall ", "män/ ", "pojkar")
    assert layout[M.OUTCOME_WOMEN] == ("Utfall ", "kvinn", "or/ ", "flicko", "r")
    assert layout[M.FORECAST] == ("Progno", "s helår")
    assert layout[M.KF_TARGET] == ("KF:s ", "årsmål")


def test_a_header_whose_words_are_hyphenated_is_read_whole() -> None:
    found = lines("""
        Indika-
        tor
        Utfall
        män/ poj-
        kar
        KF:s års-
        mål Period
        Andel nöjda
    """)
    assert header_size(found) == 7
    layout = header_layout(found[:7])
    assert layout[M.OUTCOME_MEN] == ("Utfall", "män/ poj", "kar")
    assert layout[M.KF_TARGET] == ("KF:s års", "mål")


def test_a_header_cut_after_every_few_letters_is_read_to_its_last_column() -> None:
    words = (
        "Indi kato r|Peri oden s utfal l|Utfal l män/ pojk ar|Utfal l kvin nor/ flick or"
        "|Peri oden s utfal l VB 2024|Prog nos helår|Årsm ål|KF:s årsm ål|Peri od"
    )
    printed = words.replace(" ", "\n").replace("|", "\n\n")
    found = lines(f"{printed}\n\nAndel\nnöjd\na")
    size = header_size(found)
    assert [line.text for line in found[size:] if line.text] == ["Andel", "nöjd", "a"]
    assert len(header_layout(found[:size])) == 7


def test_a_cell_whose_hyphenated_lines_stand_beside_each_other_is_read_whole() -> None:
    found = lines(
        "Indikator Periodens ut- fall Utfall män/ pojkar Utfall kvin- nor/ flickor Period"
    )
    assert header_size(found) == 1
    assert list(header_layout(found)) == [M.OUTCOME, M.OUTCOME_MEN, M.OUTCOME_WOMEN]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Indikator Årsmål KF:s årsmål år 2026 Periodicitet", [M.TARGET, M.KF_TARGET]),
        ("Indikator Utfall Årsmål Period", [M.OUTCOME, M.TARGET]),
        (
            "Indikator Periodens utfall Utfall VB 2019 Prognos helår Årsmål Period",
            [M.OUTCOME, M.PREVIOUS_OUTCOME, M.FORECAST, M.TARGET],
        ),
        (
            "Indikator Periodens utfall män Periodens utfall kvinnor Årsmål Period",
            [M.OUTCOME_MEN, M.OUTCOME_WOMEN, M.TARGET],
        ),
        ("Indikatorer Årsmål 2018 KF:s årsmål 2018 Periodicitet", [M.TARGET, M.KF_TARGET]),
        ("Indikator Bokslut 2014 Årsmål 2015 Period", [M.PREVIOUS_OUTCOME, M.TARGET]),
        (
            "Indikator Utfall helår Utfall 2014 Årsmål Målvärde KF Period",
            [M.OUTCOME, M.PREVIOUS_OUTCOME, M.TARGET, M.KF_TARGET],
        ),
        (
            "Indikator Resultat 2014 Resultat 2015 Målvärde 2015 Period",
            [M.PREVIOUS_OUTCOME, M.OUTCOME, M.TARGET],
        ),
        ("Indikator Resultat 2014 Målvärde Period", [M.PREVIOUS_OUTCOME, M.TARGET]),
        ("Indikator KF:s mål 2016 Nämndens mål 2016 Mätperiod", [M.KF_TARGET, M.TARGET]),
        (
            "Indikator Periodens utfall Kvinnor Män Prognos Årsmål Period",
            [M.OUTCOME, M.OUTCOME_WOMEN, M.OUTCOME_MEN, M.FORECAST, M.TARGET],
        ),
        (
            "Indikator Utfall Flickor Utfall Pojkar Utfall Totalt Prognos Årsmål Period",
            [M.OUTCOME_WOMEN, M.OUTCOME_MEN, M.OUTCOME, M.FORECAST, M.TARGET],
        ),
        ("Indikator Utfall Periodicitet", [M.OUTCOME]),
    ],
)
def test_columns_of_other_reports_and_years(header: str, columns: list[M]) -> None:
    found = lines(header)
    assert header_size(found) == 1
    assert list(header_layout(found)) == columns


def test_a_row_below_is_no_part_of_the_header() -> None:
    found = lines("Indikator Årsmål Period\nAndel nöjda\n80 % År")
    assert header_size(found) == 1


def test_period_cut_in_two_is_not_the_last_column() -> None:
    found = lines("Indikator Period\nens utfall Årsmål Period")
    assert header_size(found) == 2
    assert list(header_layout(found)) == [M.OUTCOME, M.TARGET]


@pytest.mark.parametrize(
    "text",
    [
        "indikatorårsmålkommentarperiod",
        "indikatorårsmålårsmålperiod",
        "indikatorutfall2015utfall2014utfall2013period",
        "indikator",
        "",
    ],
    ids=["unknown column", "a column twice", "three outcomes", "one column only", "nothing"],
)
def test_what_is_no_header(text: str) -> None:
    assert match_columns(text) is None


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("indikator", NAME),
        ("periodensutfal", M.OUTCOME),
        ("arsmål", M.TARGET),
        ("kf:sarsmål", M.KF_TARGET),
        ("kfsårsmål", M.KF_TARGET),
        ("utfallmän/pojkar", M.OUTCOME_MEN),
        ("utfallvb2023", M.PREVIOUS_OUTCOME),
        ("utfalvb2023", M.PREVIOUS_OUTCOME),
        ("periodicitet", PERIOD),
        ("resultatack.2021", M.OUTCOME),
        ("utfalljan-okt2021", M.OUTCOME),
        ("ackumuleratutfallkvinnor", M.OUTCOME_WOMEN),
        ("utfallfjolåret", M.PREVIOUS_OUTCOME),
        ("föregåendeår", M.PREVIOUS_OUTCOME),
        ("prognostiseratutfallhelår", M.FORECAST),
        ("målsättning2021", M.TARGET),
        ("stadensmåltal", M.KF_TARGET),
        ("måltal(nämnd)", M.TARGET),
        ("effektindikatorer", NAME),
        ("nämndmål", None),
        ("nämndmål:", None),
        ("prognost1", None),
        ("målföregåendeår", None),
        ("måluppfyllelse", None),
        ("avvikelsemotmål", None),
        ("utfallmotprognosmål", None),
        ("kommentar", None),
        ("", None),
    ],
)
def test_one_header_cell_even_misprinted(cell: str, column: M | str | None) -> None:
    assert match_single(cell) == column


@pytest.mark.parametrize(
    ("below", "columns"),
    [
        ("Totalt\nKvinnor/\nflickor\nMän/\npojkar", ["outcome", "outcome_women", "outcome_men"]),
        ("Pojkar Flickor", ["outcome_men", "outcome_women"]),
    ],
)
def test_sexes_below_a_merged_outcome_are_columns_of_their_own(
    below: str, columns: list[str]
) -> None:
    header = lines(f"Indikator\nUtfall 2030\nÅrsmål\nMätperiod\n{below}")
    following = lines("Andel pojkar som simmar\n31 %\n2030")
    assert header_size((*header, *following)) == len(header)
    assert [column.value for column in header_layout(header)] == [*columns, "target"]


@pytest.mark.parametrize(
    ("below", "columns"),
    [
        (
            "Totalt Kvinnor Män Nämnd KF",
            ["outcome", "outcome_women", "outcome_men", "target", "kf_target"],
        ),
        ("Nämnden\nStaden", ["outcome", "target", "kf_target"]),
    ],
)
def test_columns_below_two_merged_labels_are_those_of_each(below: str, columns: list[str]) -> None:
    header = lines(f"Indikatorer Utfall Mål Mätperiod\n{below}")
    following = lines("Andel pojkar som simmar\n31 %\n2030")
    assert header_size((*header, *following)) == len(header)
    assert [column.value for column in header_layout(header)] == columns


@pytest.mark.parametrize("below", ["Nämnd KF Totalt Män", "Totalt Nämnd Män KF", "Totalt", "KF KF"])
def test_labels_in_another_order_are_not_below_merged_ones(below: str) -> None:
    text = lines(f"Indikatorer Utfall Mål Mätperiod\n{below}")
    assert header_size(text) == 1


def test_a_name_of_a_sex_below_a_header_of_sexes_is_a_rows() -> None:
    text = lines("Indikator\nUtfall\nUtfall män\nUtfall kvinnor\nPeriod\nMän\nKvinnor\n2030")
    assert header_size(text) == len("12345")


def test_columns_whose_labels_stand_lower_are_part_of_the_header_in_their_usual_order() -> None:
    found = lines("Indikator Utfall VB 2018 Årsmål Period\nPeriodens\nutfall\nAndel nöjda odlare")
    size = header_size(found)
    assert size == 3
    assert list(header_layout(found[:size])) == [
        M.OUTCOME,
        M.PREVIOUS_OUTCOME,
        M.TARGET,
    ]


def test_a_header_in_capitals_is_hyphenated_as_one_in_small_letters() -> None:
    """Narrow columns part "PE-" / "RIO-" / "DENS"; each hyphen is one of the wrap."""
    header = (
        "INDI-|KATOR||PE-|RIO-|DENS·|UT-|FALL||PRO-|GNOS·|HELÅR||ÅRS-|MÅL||KF:S·|ÅRS-|MÅL||PE-|RIOD"
    )
    found = lines(printed(f"{header}||Andel båtar".replace("|", "\n")))
    assert is_indicator_header(found, 0)
    assert "".join(line.text for line in found[header_size(found) :]) == "Andel båtar"
    assert list(header_layout(found[: header_size(found)])) == [
        M.OUTCOME,
        M.FORECAST,
        M.TARGET,
        M.KF_TARGET,
    ]
