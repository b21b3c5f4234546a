"""Layout text of narrow columns: headers of many lines, cells of which every line is cut."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.text import layout_text
from pipeline.extract.readers.text.layout_closing import closed
from tests.unit.extract.readers.drawing import Texts, grids


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


VERY_NARROW = """
                         Per           Per
                         iod           iod
                         ens    Utf    ens          KF:
                         utf    all    utf           s
                         all    VB     all    Års   års
                         mä     20     kvi    må    må     Per
   Indikator             n      21     nn     l     l      iod
                                                    Fas
   Andel bänkar                                     tst
   som har målats        51,                        älls
   under sommaren         8     53            56    20     20
                          %      %             %    23     22
   Antal träd            2             1
                         42     98     42    1       26    20
                          7             6    25      0     22
"""


def test_labels_at_the_foot_of_a_header_of_many_lines_are_known() -> None:
    (table,) = read(VERY_NARROW)
    assert [text.replace(" ", "") for text in table[0] if text] == [
        "Indikator", "Periodensutfallmän", "UtfallVB2021", "Periodensutfallkvinn", "Årsmål",
        "KF:sårsmål", "Period",
    ]  # fmt: skip
    assert table[1] == ["Andel bänkar som har målats under sommaren",
                        "51,8 %", "53 %", "", "56 %", "Fastställs 2023", "2022"]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["27", "8", "st"], "278 st"),
        (["0,0", "9"], "0,09"),
        (["2", "42", "7", "m"], "2 427 m"),
        (["51,", "8 %"], "51,8 %"),
        (["1 224", "st"], "1 224 st"),
        (["20", "22"], "2022"),
        (["Fastställs", "20", "23"], "Fastställs 20 23"),
        (["1 250", "12"], "1 250 12"),
    ],
)
def test_a_number_is_whole_where_its_column_has_no_room_for_it(lines: list[str], text: str) -> None:
    assert closed(lines) == text


DATES_CLOSE = """
                                     Startdatu  Slutdatu
Aktivitet                                                 Avvikelse
                                     m          m

Räkna alla bänkar i parken och
                                     2021-01-01 2021-06-30 Avvikelse
måla dem.

Analys

Färgen kom sent, och därför målades bara hälften av bänkarna.
"""


def test_a_row_whose_dates_and_answer_stand_one_space_apart_is_one() -> None:
    (table,) = read(DATES_CLOSE)
    assert table[1] == [
        "Räkna alla bänkar i parken och måla dem.", "2021-01-01", "2021-06-30", "Avvikelse",
    ]  # fmt: skip
    assert str(table[2][0]).startswith("Analys Färgen")


TORN = """
Indikator                                 Årsmål     KF:s årsmål      Period
                                                     2021
Andel bänkar som har målats               81 %       83 %             År
Antal träd i parken                       75 st      Tas fram av      Tertial
                                                     nämnd
\f                                                     KF:s årsmål
Indikator                                 Årsmål                      Period
                                                     2021
Antal lekande barn                        95 st      Tas fram av      Tertial
                                                     nämnd
"""


def test_the_last_line_of_a_row_is_no_header_of_the_next_page() -> None:
    (table,) = read(TORN)
    assert table[0] == ["Indikator", "Årsmål", "KF:s årsmål 2021", "Period"]
    assert [row[2] for row in table[1:]] == ["83 %", "Tas fram av nämnd", "Tas fram av nämnd"]
