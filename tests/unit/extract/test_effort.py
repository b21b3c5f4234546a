"""Reading does no work twice, and none that a cheap question spares: calls are counted."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from unittest.mock import patch

from lxml import etree

from pipeline.extract.accounting import Parsed, account
from pipeline.extract.assignment import row_splits, runs
from pipeline.extract.assignment.columns import RowContext, RowReadings, RunCell
from pipeline.extract.document import GridTable, Paragraph, Place, RunTable
from pipeline.extract.language import amounts, indicator_headers, line_kinds, titles
from pipeline.extract.language import text as text_module
from pipeline.extract.language.indicator_headers import header_layout, header_size
from pipeline.extract.language.line_kinds import tail_values
from pipeline.extract.language.numbers import typed_number
from pipeline.extract.language.text import join_lines, nearest, squeeze
from pipeline.extract.language.values import parse_cell, remark_qualifier
from pipeline.extract.parsers import run_tables
from pipeline.extract.readers import dialects
from pipeline.extract.readers.docx import reader as docx_reader
from pipeline.extract.readers.docx import tables as docx_tables
from pipeline.extract.readers.docx import text as docx_text
from pipeline.extract.readers.docx.package import child as element_child
from pipeline.extract.readers.docx.styles import Styles, read_numbering
from pipeline.extract.readers.markup import markdown
from pipeline.extract.readers.markup.drawn_tables import find_drawn
from pipeline.extract.readers.text import cell_heads, flow_habits, flow_known, flow_text
from pipeline.extract.readers.text import lines as text_lines
from pipeline.extract.readers.text.flow_habits import habit_of
from pipeline.extract.report import Measure, ReportType
from pipeline.extract.tables import run_counts, table_sums
from pipeline.extract.tables.run_counts import summing_length
from pipeline.extract.tables.run_rows import Row
from tests.support.effort import calls_of
from tests.unit.extract.making import chunks, lines, place, run_table

FLOW_TABLE = """\
Indikator Periodens utfall Årsmål KF:s årsmål Period

Andel nöjda barn 70 % 75 % 76 % 2021

Andel trygga barn 71 % 75 % 77 % 2021

"""
PROSE = "Nämnden har under året arbetat för att alla barn ska kunna leka.\n\n"
TAB_TABLE = """\
Indikator\tPeriodens utfall\tÅrsmål\tKF:s årsmål\tPeriod
Andel nöjda barn\t70 %\t75 %\t76 %\t2021
Andel trygga barn\t71 %\t75 %\t77 %\t2021
"""
NAME = "Andel barn som upplever att de har goda möjligheter att leka och lära sig " * 3
HEADER = "Indikator\nPeriodens utfall\nÅrsmål\nKF:s årsmål\nPeriod\n"


# --- flow text ----------------------------------------------------------------------------------


def test_lines_of_prose_are_not_asked_for_tables_of_a_line_a_cell() -> None:
    asked = patch.object(cell_heads, "_heads_from", wraps=cell_heads._heads_from)
    with asked as headers:
        flow_text.read(FLOW_TABLE + PROSE * 50)
    assert headers.call_count < 10


def test_tables_of_indicators_are_looked_for_once() -> None:
    asked = patch.object(flow_known, "_known_regions", wraps=flow_known._known_regions)
    with asked as known_regions:
        flow_text.read(FLOW_TABLE + PROSE)
    known_regions.assert_called_once()


# --- headers ------------------------------------------------------------------------------------


def test_a_header_is_read_no_further_than_it_reaches() -> None:
    alone, above = lines(HEADER), lines(HEADER + PROSE * 25)
    assert header_size(alone) == header_size(above)  # also warms what is remembered of texts
    assert calls_of(lambda: header_size(above)) < 2 * calls_of(lambda: header_size(alone))


def test_the_lines_of_a_header_are_prepared_once_for_all_its_columns() -> None:
    header = lines(HEADER)
    with patch.object(indicator_headers, "_letters", wraps=indicator_headers._letters) as letters:
        assert len(header_layout(header)) == 3
    letters.assert_called_once()


def test_a_header_is_compared_with_no_label_whose_letters_it_lacks() -> None:
    with patch.object(text_module, "get_close_matches", wraps=get_close_matches) as compared:
        assert nearest("barnsomgillarbad", ["periodensutfall", "prognoshelår"]) is None
        compared.assert_not_called()
        assert nearest("perlodensutfall", ["periodensutfall"]) == "periodensutfall"


# --- rows of run tables -------------------------------------------------------------------------


def words(text: str) -> list[runs.Word]:
    return runs.words_of(chunks(text), wrap_is_marked=False, end_is_marked=False)


def test_words_that_lead_to_no_cell_are_not_read_as_cells() -> None:
    row = words(NAME + "70 % 75 % 76 %")
    cuts = runs.segmentations(row, wrap_is_marked=False)
    with patch.object(runs, "run_cell", wraps=runs.run_cell) as cell:
        assert not any(map(cuts, range(1, len(row) - 6)))
        assert cuts(len(row) - 6)
    assert cell.call_count < 2 * len(row)


def test_words_far_before_a_number_are_not_asked_whether_they_are_one() -> None:
    table = RunTable(chunks=(), place=place(""), wrap_is_marked=False, end_is_marked=False)
    row = words(NAME + "70 % 75 % 76 %")
    with patch.object(row_splits, "run_cell", wraps=runs.run_cell) as cell:
        split = row_splits.split_name(row, table, 3)
    assert split is not None
    assert split.name_words == len(NAME.split())
    assert cell.call_count < len(row)


def test_one_line_is_joined_to_nothing() -> None:
    assert calls_of(lambda: join_lines(["Andel trygga barn "], wrap_is_marked=True)) < 10


def test_a_run_table_whose_header_can_be_seen_in_one_way_is_sized_once() -> None:
    table = run_table("Verksamhet Budget Utfall", "Förskola 12 15\nÄldreomsorg 20 22")
    with patch.object(run_tables, "_sized", wraps=run_tables._sized) as sized:
        assert len(run_tables.read_run(table).cells) == 4
    sized.assert_called_once()


def test_prose_is_not_searched_for_values_at_its_end() -> None:
    with patch.object(line_kinds, "_TAIL", wraps=line_kinds._TAIL) as pattern:
        assert tail_values("Alla barn ska kunna leka.") == []
        pattern.search.assert_not_called()
        assert tail_values("Budget 12 15,5 % -") == ["12", "15,5 %", "-"]


def test_words_are_no_number_typed_by_hand_at_the_first_look() -> None:
    assert calls_of(lambda: typed_number("välkomnas till 12 platser")) < 5


def test_words_are_no_remark_at_the_first_look() -> None:
    remark_qualifier("")
    assert calls_of(lambda: remark_qualifier("Alla barn ska kunna leka")) < 12


# --- ways to read a text ------------------------------------------------------------------------


def test_bold_words_alone_do_not_make_tab_text_markdown_to_be_read() -> None:
    text = TAB_TABLE + "**Analys** Alla __barn__ kan **leka** och **lära** sig.\n" * 3
    assert markdown.is_markup(text)
    with patch.object(markdown, "find_drawn", wraps=find_drawn) as drawn:
        document = dialects.read_text(text)
    assert any(not isinstance(block, Paragraph) for block in document.blocks)
    drawn.assert_not_called()


def test_bold_words_without_any_table_are_read_as_markdown() -> None:
    text = "**Analys** Alla __barn__ kan **leka** och **lära** sig.\n\n" * 3
    (first, *_) = dialects.read_text(text).blocks
    assert isinstance(first, Paragraph)
    assert first.text == "Analys Alla barn kan leka och lära sig."


# --- prose --------------------------------------------------------------------------------------


def test_a_sentence_without_money_is_not_searched_for_amounts() -> None:
    with patch.object(amounts, "_AMOUNT", wraps=amounts._AMOUNT) as pattern:
        assert not list(amounts.amounts("Av 1 200 barn var 80 procent nöjda med 3 av 4 lekar."))
        pattern.finditer.assert_not_called()
        assert len(list(amounts.amounts("Lekparken kostade 1 200 Kr."))) == 1
        pattern.finditer.assert_called_once()


def test_words_of_prose_without_numbers_are_not_asked_one_by_one() -> None:
    text = " ".join(["Nämnden arbetar för att alla barn ska kunna leka."] * 100)
    block = Paragraph(text, Place(text))
    parsed = Parsed(frozenset(), frozenset(), (), (), (), (), (), ())
    assert calls_of(lambda: account([block], (), parsed)) < len(text.split()) / 2


# --- DOCX ---------------------------------------------------------------------------------------


def test_the_properties_of_a_run_of_word_are_looked_for_once() -> None:
    run = "<r><rPr><rStyle val='a'/><b/><sz val='20'/></rPr><t>Alla barn leker. </t></r>"
    paragraph = etree.fromstring(f"<p>{run * 20}</p>")
    with patch.object(docx_text, "child", wraps=element_child) as child:
        printed = docx_text.runs(paragraph, Styles())
    assert [(one.bold, one.size) for one in printed] == [(True, 10.0)] * 20
    assert child.call_count < 3 * len(printed)


def test_a_cell_of_word_is_asked_for_the_table_in_it_once() -> None:
    row = "<tr>" + "<tc><p><r><t>Alla barn</t></r></p></tc>" * 20 + "</tr>"
    table = etree.fromstring(f"<body><tbl>{row * 2}</tbl></body>")
    with patch.object(docx_reader, "framed", wraps=docx_tables.framed) as framed:
        (block,) = docx_reader._blocks(
            table, docx_reader._State(Styles(), read_numbering(None), 10.0, None)
        )
    assert isinstance(block, GridTable)
    framed.assert_not_called()


# --- once for all -------------------------------------------------------------------------------


def test_a_row_says_once_whether_its_last_value_is_the_sum_of_the_others() -> None:
    row = Row("Summa", None, ["10", "20", "30", "60"], [], [])
    assert summing_length([row, row]) == 4
    with patch.object(run_counts, "adds_up", wraps=table_sums.adds_up) as adds_up:
        assert summing_length([row, row]) == 4
    adds_up.assert_not_called()


def test_cues_of_what_a_row_has_not_are_not_asked() -> None:
    cells = tuple(RunCell(cell, ()) for text in ("7 %", "8 %") if (cell := parse_cell(text)))
    measures = (Measure.OUTCOME, Measure.FORECAST, Measure.TARGET)
    bare = RowContext(measures, ReportType.ANNUAL_REPORT, committee_owned=False, measured=None)
    told = replace(bare, analysis="Utfallet har ökat med 2 procentenheter.", gaps_tell=True)
    with_more = calls_of(lambda: RowReadings([cells], told))
    assert calls_of(lambda: RowReadings([cells], bare)) < 0.8 * with_more


def test_lines_are_squeezed_once_for_the_furniture_of_pages() -> None:
    text = "\n".join(f"Rad {number} av en text" for number in range(100))
    with patch.object(text_lines, "squeeze", wraps=squeeze) as asked:
        text_lines.read_lines(text)
    assert asked.call_count < 3 * 100


def test_lines_without_several_numbers_are_not_searched_for_them() -> None:
    with patch.object(flow_habits, "tail_values", wraps=tail_values) as asked:
        habit_of(lines("Alla barn lär sig simma 2024\n" * 20 + "Budget 12 15\n"), 0)
    asked.assert_called_once()


def test_prose_that_names_no_district_is_not_searched_for_one() -> None:
    with patch.object(titles, "_DISTRICT", wraps=titles._DISTRICT) as pattern:
        assert not list(titles.districts("Alla barn i Farsta lär sig simma."))
        pattern.finditer.assert_not_called()
        assert list(titles.districts("FARSTA STADSDELSNÄMND")) == ["Farsta"]
