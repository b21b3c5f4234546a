"""Numbers that a page does not print are counted, so that no reader is blamed for them."""

from pathlib import Path

from tests.accuracy.truth import Truth
from tests.benchmarks.layouts import numbers_cut
from tests.corpus.model import MEASURES
from tests.unit.extract.readers.drawing import Sheet


def test_numbers_beyond_the_edge_of_a_page_are_cut(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text("Lokaler 12,6 81")
    sheet.put("Personal 1 204", 590.0, sheet.y)
    page = tmp_path / "report.pdf"
    page.write_bytes(sheet.bytes())
    indicator = dict.fromkeys((*MEASURES, "period"), "") | {"outcome": "81 %", "target": "77 %"}
    cells = [{"raw": "12,6"}, {"raw": "1 204"}]
    known = Truth("report", [], [indicator], None, [], cells)
    assert numbers_cut(page, known) == 3  # 1, 204 and 77
