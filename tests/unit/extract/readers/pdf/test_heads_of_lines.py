"""Rows far below the lines of a known header that stands in the middle, and Analys texts there."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids
from tests.unit.extract.readers.pdf.test_wide_lines import wide_prose

STARTS = (LEFT, 260.0, 320.0, 390.0, 450.0)


def put(sheet: Sheet, *texts: str, bold: bool = False, down: float = 0.0) -> None:
    """Write texts at their columns' places, so far below the last ones."""
    sheet.y -= down
    for text, x in zip(texts, STARTS, strict=False):
        if text:
            sheet.put(text, x, sheet.y, size=7, bold=bold)


def begun() -> Sheet:
    """Return a page with running text and a table whose header has three lines."""
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    put(sheet, "", "Periodens", "Utfall män/", "", "", bold=True, down=20)
    put(sheet, "Indikator", "", "", "Årsmål", "Period", bold=True, down=4)
    put(sheet, "", "utfall", "pojkar", "", "", bold=True, down=4)
    put(sheet, "Antal barn per grupp", "15,7", "", "14,8", "2025", down=16)
    put(sheet, "Andel nöjda barn", "71 %", "70 %", "75 %", "2025", down=16)
    return sheet


def test_a_row_below_an_analysis_may_be_far_below_heads_of_several_lines() -> None:
    sheet = begun()
    put(sheet, "Analys", bold=True, down=16)
    put(sheet, "Jämfört med året innan har värdet stigit.", down=14)
    put(sheet, "Inskrivningsgrad i förskolan", "91,7 %", "", "94 %", "2025", down=28)
    (table,) = grids(sheet.read())
    assert table[-1] == ["Inskrivningsgrad i förskolan", "91,7 %", "", "94 %", "2025"]


def test_an_analysis_in_the_letters_of_a_table_may_be_far_below_its_last_row() -> None:
    sheet = begun()
    put(sheet, "Analys", bold=True, down=26)
    put(sheet, "Aktiviteten genomförs inte.", down=14)
    sheet.gap(40)
    sheet.text("Staden ger stöd efter behov", bold=True, size=14)
    (table,) = grids(sheet.read())
    assert table[-1][0] == "Analys Aktiviteten genomförs inte."
