"""Tables of a PDF: a person who looks at the page sees the rows that are expected here."""

from __future__ import annotations

from io import BytesIO
from typing import ClassVar

import pdfplumber
import pytest
from reportlab.lib.utils import simpleSplit

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

EDGES = (LEFT, 250, 320, 390, 460, 520)
BUDGET = [
    ["Mnkr", "Budget", "Utfall", "Avvikelse", "Prognos"],
    ["Äldreomsorg", "1 234,5", "1 240,1", "", "-5,6"],
    ["Stöd och service till\npersoner med behov", "334,5", "", "5,6", ""],
    ["Summa", "1 569,0", "1 240,1", "5,6", "-5,6"],
]
BUDGET_READ = [
    ["Mnkr", "Budget", "Utfall", "Avvikelse", "Prognos"],
    ["Äldreomsorg", "1 234,5", "1 240,1", "", "-5,6"],
    ["Stöd och service till personer med behov", "334,5", "", "5,6", ""],
    ["Summa", "1 569,0", "1 240,1", "5,6", "-5,6"],
]


def marked(rows: list[list[str]]) -> list[list[str]]:
    """Print a space where a line is wrapped between words, as Word does."""
    return [[cell.replace("\n", " \n") for cell in row] for row in rows]


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
@pytest.mark.parametrize("sides", ["", "lrrrr", "lcccc"])
@pytest.mark.parametrize("rules", ["full", "horizontal", "below", "none"])
def test_rows_and_true_empty_cells_whatever_the_rules(rules: str, sides: str, align: str) -> None:
    sheet = Sheet()
    sheet.text("En rad text som står ovanför tabellen och slutar med punkt.")
    sheet.gap()
    sheet.table(marked(BUDGET), EDGES, rules=rules, sides=sides, align=align)
    sheet.gap()
    sheet.text("En rad text som står under tabellen och slutar med punkt.")
    document = sheet.read()
    assert grids(document) == [BUDGET_READ]
    assert prose(document) == [
        "En rad text som står ovanför tabellen och slutar med punkt.",
        "En rad text som står under tabellen och slutar med punkt.",
    ]


def test_rules_round_the_header_and_at_the_end_only() -> None:
    sheet = Sheet()
    sheet.table(marked(BUDGET), EDGES, rules="ends", sides="lrrrr")
    assert grids(sheet.read()) == [BUDGET_READ]


def test_a_column_without_any_value_is_kept() -> None:
    sheet = Sheet()
    rows = [["Nyckeltal", "jan", "feb", "mar"], ["Barn", "1", "", "3"], ["Platser", "4", "", "6"]]
    sheet.table(rows, (LEFT, 250, 320, 390, 460), rules="horizontal", sides="lrrr")
    assert grids(sheet.read()) == [rows]


def test_header_cells_over_two_columns_and_two_rows_between_rules() -> None:
    sheet = Sheet()
    top, low, edges = 700.0, 660.0, (70.0, 200.0, 300.0, 400.0)
    sheet.put("Verksamhet", 73, 676, bold=True)
    sheet.put("Utfall", 273, 688, bold=True)
    sheet.put("Kvinnor", 203, 668, bold=True)
    sheet.put("Män", 303, 668, bold=True)
    for text, x in (("Boendestöd", 73), ("14", 203), ("15", 303)):
        sheet.put(text, x, 648)
    for y in (top, low, 640):
        sheet.canvas.line(edges[0], y, edges[-1], y)
    sheet.canvas.line(200, 680, 400, 680)
    for x, y in ((70, top), (200, top), (300, 680), (400, top)):
        sheet.canvas.line(x, y, x, 640)
    document = sheet.read()
    assert grids(document) == [
        [["Verksamhet", "Utfall", None], [None, "Kvinnor", "Män"], ["Boendestöd", "14", "15"]]
    ]
    table = next(block for block in document.blocks if isinstance(block, GridTable))
    head = table.rows[0][0]
    assert head is not None and (head.columns, head.rows) == (1, 2)


def test_a_label_centred_over_two_columns_without_uprights() -> None:
    sheet = Sheet()
    edges = (LEFT, 200, 260, 320, 380, 440)
    sheet.put("T1 2023", 243, 703, bold=True)
    sheet.put("T1 2024", 363, 703, bold=True)
    for y in (715, 698):
        sheet.canvas.line(LEFT, y, 440, y)
    sheet.y = 698
    header = ["Insats", "Kvinnor", "Män", "Kvinnor", "Män"]
    sheet.table([header, ["Stöd", "14", "15", "16", "17"], ["Boende", "1", "", "3", "4"]], edges,
                rules="horizontal", sides="lrrrr")  # fmt: skip
    assert grids(sheet.read())[0][:2] == [["", "T1 2023", None, "T1 2024", None], header]


def test_a_word_cut_by_a_narrow_column_is_closed() -> None:
    sheet = Sheet()
    sheet.text("Här är text vars rader bryts mellan ord, och där står ett blanksteg efter varje ")
    sheet.text("rad som fortsätter på nästa rad i samma stycke. ")
    sheet.gap()
    edges = (LEFT, 250, 284, 330)
    rows = [["Indikator", "kvinn\nor/ \nflickor", "Period"],
            ["Andel trygga", "81,2 \n%", "Tertial 1 \n2024"],
            ["Antal barn per grupp", "16,1 \nbarn/a\nvd.", "2024"]]  # fmt: skip
    sheet.table(rows, edges, rules="full")
    assert grids(sheet.read()) == [
        [["Indikator", "kvinnor/ flickor", "Period"],
         ["Andel trygga", "81,2 %", "Tertial 1 2024"],
         ["Antal barn per grupp", "16,1 barn/avd.", "2024"]]
    ]  # fmt: skip


def test_words_on_lines_of_their_own_stay_apart_where_no_wrap_is_marked() -> None:
    sheet = Sheet()
    sheet.text("Periodens utfall står i tabellen.")
    sheet.gap()
    edges = (LEFT, 250, 302, 400)
    rows = [["Indikator", "Periodens\nutfall", "Period"], ["Andel trygga", "81,2 %", "2024"]]
    sheet.table(rows, edges, rules="full")
    assert grids(sheet.read())[0][0] == ["Indikator", "Periodens utfall", "Period"]


@pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
def test_an_analysis_over_the_whole_width_is_one_cell(rules: str) -> None:
    sheet = Sheet()
    long = "Utfallet är tre procentenheter högre än året före och når det mål som nämnden har satt."
    rows = [["Indikator", "Utfall", "Årsmål", "KF:s årsmål", "Period"],
            ["Andel trygga", "81 %", "80 %", "", "2024"],
            [f"Analys\n{long}"],
            ["Andel nöjda", "", "75 %", "70 %", "2024"]]  # fmt: skip
    sheet.table(rows, EDGES, rules=rules)
    document = sheet.read()
    assert grids(document) == [
        [rows[0], rows[1], [f"Analys {long}", None, None, None, None], rows[3]]
    ]


class TestPageBreaks:
    """A table that goes on over a page break is one table."""

    HEAD: ClassVar = ["Aktivitet", "Startdatum", "Slutdatum"]
    EDGES = (LEFT, 380, 450, 520)

    def sheet(self, first: list[list[str]], second: list[list[str]], rules: str) -> Sheet:
        sheet = Sheet()
        sheet.y = 160
        sheet.table(marked([self.HEAD, *first]), self.EDGES, rules=rules)
        sheet.page()
        sheet.table(marked(second), self.EDGES, rules=rules, header=second[0] == self.HEAD)
        sheet.gap()
        sheet.text("Texten efter tabellen.")
        return sheet

    @pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
    def test_the_repeated_header_counts_once(self, rules: str) -> None:
        one, two = ["Inventera parkerna", "2024-01-01", ""], ["Mäta ljud", "", "2024-12-31"]
        sheet = self.sheet([one], [self.HEAD, two], rules)
        assert grids(sheet.read()) == [[self.HEAD, one, two]]

    @pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
    def test_the_header_need_not_be_repeated(self, rules: str) -> None:
        one, two = ["Inventera parkerna", "2024-01-01", ""], ["Mäta ljud", "2024-02-01", ""]
        three = ["Öppna lekplatsen", "2024-03-01", "2024-12-31"]
        sheet = self.sheet([one], [two, three], rules)
        assert grids(sheet.read()) == [[self.HEAD, one, two, three]]

    @pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
    def test_a_row_cut_by_the_break_is_one_row(self, rules: str) -> None:
        text = (
            "Trafiknämnden ska i samarbete med stadsdelsnämnderna pröva gemensamma inköp av "
            "tjänster inom omsorgen och se över hur fritidsgårdarnas och bibliotekens lokaler kan "
            "hållas öppna under helger och lov samt vad det kostar"
        )
        lines = simpleSplit(text, "Helvetica", 9, 380 - LEFT - 6)
        whole, other = ["Inventera parkerna", "2024-01-01", ""], ["Mäta ljud", "2024-02-01", ""]
        sheet = self.sheet(
            [whole, ["\n".join(lines[:2]), "2024-01-01", "2024-12-31"]],
            [self.HEAD, ["\n".join(lines[2:]), "", ""], other],
            rules,
        )
        assert grids(sheet.read()) == [
            [self.HEAD, whole, [text, "2024-01-01", "2024-12-31"], other]
        ]

    def test_a_note_below_the_break_is_no_part_of_the_last_row(self) -> None:
        sheet = Sheet()
        for _ in range(8):
            sheet.text("Texten är större än den som står i tabellen och tar upp hela raden här.")
        sheet.y = 160
        rows = [["Mnkr", "Utfall", "T1"], ["Stadsmiljö", "-0,6", "0,0"], ["Summa", "-0,6", "0,0"]]
        sheet.table(rows, self.EDGES, rules="none", sides="lrr")
        sheet.page()
        sheet.text("*Prognos justerad budget", size=9)
        document = sheet.read()
        assert grids(document) == [rows]
        assert prose(document)[-1] == "*Prognos justerad budget"

    def test_a_row_of_numbers_below_the_break_is_a_row_of_its_own(self) -> None:
        head = ["Mnkr", "Utfall", "T1"]
        sheet = Sheet()
        sheet.y = 160
        sheet.table([head, ["Stadsmiljö", "-0,6", "0,0"]], self.EDGES)
        sheet.page()
        sheet.table([head, ["avskrivningar", "-0,4", "0,1"]], self.EDGES)
        assert grids(sheet.read()) == [
            [head, ["Stadsmiljö", "-0,6", "0,0"], ["avskrivningar", "-0,4", "0,1"]]
        ]


@pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
def test_two_tables_after_each_other_are_two(rules: str) -> None:
    sheet = Sheet()
    one = [["Indikator", "Utfall", "Period"], ["Andel trygga", "81 %", "2024"]]
    two = [["Aktivitet", "Startdatum", "Slutdatum"], ["Mäta ljud", "2024-01-01", "2024-12-31"]]
    for rows in (one, two):
        sheet.table(rows, (LEFT, 380, 450, 520), rules=rules)
        sheet.gap(26)
    assert grids(sheet.read()) == [one, two]


def test_a_heading_between_two_tables_of_one_width_parts_them() -> None:
    sheet = Sheet()
    rows = [["Mnkr", "Budget", "Utfall"], ["Parker", "1,5", "2,0"], ["Torg", "0,5", "0,4"]]
    for title in ("Investeringar", "Analys av balansräkning"):
        sheet.text(title, size=13, bold=True)
        sheet.gap(10)
        sheet.table(rows, (LEFT, 380, 450, 520), rules="horizontal", sides="lrr")
        sheet.gap(30)
    document = sheet.read()
    assert prose(document) == ["Investeringar", "Analys av balansräkning"]
    assert grids(document) == [rows, rows]


def test_shaded_rows_without_rules() -> None:
    sheet = Sheet()
    rows = [["Nyckeltal", "jan", "feb"], ["Barn", "101", "99"], ["Avdelningar", "8", ""]]
    for number in (0, 2):
        sheet.canvas.setFillGray(0.85)
        sheet.canvas.rect(LEFT, 780 - 15.35 * (number + 1), 450, 15.35, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table(rows, (LEFT, 380, 450, 520), rules="none", sides="lrr")
    assert grids(sheet.read()) == [rows]


def test_a_frame_around_prose_is_no_table() -> None:
    sheet = Sheet()
    sheet.canvas.rect(LEFT - 5, 740, 460, 55)
    sheet.text("Text i en ruta som inte är någon tabell utan bara ska synas mer.")
    document = sheet.read()
    assert grids(document) == []
    assert prose(document) == ["Text i en ruta som inte är någon tabell utan bara ska synas mer."]


def test_sender_and_addressee_beside_each_other_are_no_table() -> None:
    sheet = Sheet()
    for left, right in (("Handläggare", "Till"), ("Anna Ek", "Kvarnsjö stadsdelsnämnd"),
                        ("Telefon: 08-508 00 000", "2024-05-23")):  # fmt: skip
        sheet.put(left, LEFT, sheet.y, size=11)
        sheet.put(right, 330, sheet.y, size=11)
        sheet.gap()
    document = sheet.read()
    assert grids(document) == []
    assert prose(document) == ["Handläggare", "Anna Ek", "Telefon: 08-508 00 000", "Till",
                               "Kvarnsjö stadsdelsnämnd", "2024-05-23"]  # fmt: skip


def test_every_cell_has_page_box_and_verbatim_text() -> None:
    sheet = Sheet()
    sheet.page()
    sheet.table(marked(BUDGET), EDGES)
    table = next(block for block in sheet.read().blocks if isinstance(block, GridTable))
    cell = table.rows[2][0]
    assert cell is not None
    assert (cell.place.page, cell.place.text) == (2, "Stöd och service till\npersoner med behov")
    assert cell.place.bbox is not None
    assert cell.place.bbox[0] == pytest.approx(LEFT + 3, abs=0.1)
    assert (cell.place.line_start, cell.place.line_end) == (None, None)


def test_fully_ruled_cells_are_those_that_pdfplumber_sees() -> None:
    sheet = Sheet()
    sheet.table(marked(BUDGET), EDGES, sides="lrrrr", align="middle")
    content = sheet.bytes()
    with pdfplumber.open(BytesIO(content)) as oracle:
        seen = [[" ".join((cell or "").split()) for cell in row]
                for row in oracle.pages[0].extract_tables()[0]]  # fmt: skip
    assert seen == BUDGET_READ
