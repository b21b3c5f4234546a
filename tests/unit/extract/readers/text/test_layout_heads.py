"""Labels over several columns of a header in layout text."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.text import layout_text
from tests.unit.extract.readers.drawing import Texts, grids


def head(text: str) -> Texts:
    (table,) = grids(layout_text.read(text))
    return table[0]


BESIDE = """\
Båtar                   Köpta 2030     I hamn i år            Därav
                                                          roddbåtar    kanoter
Ekor, antal                    475             456              328        131
Jollar, antal                  151             142               98         44
"""
ABOVE = """\
                                                                          Därav
Båtar                                 Köpta 2030    I hamn i år
                                                                  roddbåtar       kanoter
Ekor, antal                                 475             456         328           131
Jollar, antal                               151             142          98            44
"""


@pytest.mark.parametrize("text", [BESIDE, ABOVE], ids=["beside labels", "above all labels"])
def test_a_text_over_two_columns_heads_these_and_none_beside_them(text: str) -> None:
    assert head(text) == ["Båtar", "Köpta 2030", "I hamn i år", "Därav roddbåtar", "Därav kanoter"]


def test_texts_over_columns_with_the_same_labels_head_each_beside_a_column_of_its_own() -> None:
    text = """\
                              Vår 2030                   Höst 2030
Bryggor            Hela    Målade     Trasiga       Målade     Trasiga
Norra bryggan        12        14           9           13          10
Södra bryggan        20        17           3           18           4
"""
    assert head(text) == [
        *("Bryggor", "Hela", "Vår 2030 Målade", "Vår 2030 Trasiga"),
        *("Höst 2030 Målade", "Höst 2030 Trasiga"),
    ]


def test_the_first_line_of_a_label_that_is_higher_than_others_is_over_no_other_column() -> None:
    text = """\
                           Avvikelse
                    inkl. åror (mnkr)     Prognos
Ekor, antal                     475           456
Jollar, antal                   151           142
"""
    assert head(text) == ["", "Avvikelse inkl. åror (mnkr)", "Prognos"]
