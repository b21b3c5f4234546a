"""Columns of layout text below a known header that is moved, narrow or printed with less white."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

from pipeline.extract.readers.text import layout_text
from tests.unit.extract.readers.drawing import Texts, grids


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


def test_texts_that_stand_below_its_labels_are_their_columns() -> None:
    (table,) = read("""\
Indik    Perio     Utfall   Utfall    Progn Årsm        KF:s       Perio
ator     dens      män/     VB        os    ål          årsm       d
         utfall    pojkar   2030      helår             ål

Antal    5 st               5 st      4 st      4 st    Tas        Tertial
roddar                                                  fram       2
e                                                       av         2031
                                                        nämnd
""")
    assert table[1] == [
        "Antal roddare",
        *("5 st", "", "5 st", "4 st", "4 st", "Tas fram av nämnd", "Tertial 2 2031"),
    ]


def test_values_below_a_header_with_less_white_are_as_far_right_as_their_periods() -> None:
    (table,) = read("""\
                                      Utfall     Utfall
                             Perioden män/       kvinnor/   Utfall VB Prognos            KF:s
Indikator                    s utfall pojkar     flickor    2030      helår    Årsmål    årsmål     Period
Andel roddare som är nöjda
                                                                   64 %      67 %    65 %      85 %        2031
med bryggan
Andel gäster som är nöjda
                                                                   83 %              89 %          82      2031
med bänkarna
""")
    assert [row[1:] for row in table[1:]] == [
        ["", "", "", "64 %", "67 %", "65 %", "85 %", "2031"],
        ["", "", "", "83 %", "", "89 %", "82", "2031"],
    ]
