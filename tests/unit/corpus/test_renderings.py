"""What a rendering guarantees: the same bytes, and truth that points at what is printed."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from tests.corpus import cycle, flow_text, library, pdf, tab_text, truth, typeset
from tests.corpus.model import MEASURES, Kind, Report
from tests.corpus.rendering import Rendering, row_anchor, table_anchor
from tests.support.real_reports import TRUTH

TEXT_FORMATS = ("tab_text", "tab_text_clean", "flow_text", "flow_text_raw")
SEEDS = range(6)


def words(text: str) -> str:
    """A text without white space and markup: what all renderings have in common."""
    return re.sub(r"\s|<[pi/]+>", "", text)


@cache
def case(name: str, seed: int) -> tuple[Report, Rendering]:
    report = cycle.any_report(seed)
    return report, library.render(report, name, seed)


def lines_of(rendering: Rendering) -> list[str]:
    return rendering.data.decode().split("\n")


@pytest.mark.parametrize("name", sorted(library.FORMATS))
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    report = cycle.any_report(11)
    first, second = (library.render(report, name, 11) for _ in range(2))
    assert first.data == second.data
    assert first.spans == second.spans


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_truth_lines_point_at_lines_that_begin_the_thing(name: str, seed: int) -> None:
    report, rendering = case(name, seed)
    lines = lines_of(rendering)
    found = truth.truth_of(report, rendering.spans)
    for kind, column in (("goals", "title"), ("indicators", "name"), ("activities", "text")):
        assert found[kind]
        for row in found[kind]:
            line = lines[int(row["line"]) - 1]
            start = words(row[column])[:8]
            assert start in words(line), (kind, row["line"], row[column], line)
    for row in found["goals"]:
        if row["assessment"]:
            assert re.search("Uppfylls|Uppnås", lines[int(row["assessment_line"]) - 1])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_every_cell_is_printed_between_the_lines_of_its_table(name: str, seed: int) -> None:
    report, rendering = case(name, seed)
    lines = lines_of(rendering)
    found = truth.truth_of(report, rendering.spans)
    inside = {
        row["table_id"]: words("".join(lines[int(row["line_start"]) - 1 : int(row["line_end"])]))
        for row in found["tables"]
    }
    assert found["cells"]
    for row in found["cells"]:
        assert words(row["raw"]) in inside[row["table_id"]], row
        assert words(row["row_label"]) in inside[row["table_id"]], row


@pytest.mark.parametrize("seed", SEEDS)
def test_an_indicator_row_holds_its_values_in_tab_text(seed: int) -> None:
    report = cycle.any_report(seed)
    rendering = tab_text.render(report, seed, tab_text.NO_FAULTS)
    lines = lines_of(rendering)
    for row in truth.truth_of(report, rendering.spans)["indicators"]:
        fields = lines[int(row["line"]) - 1].split("\t")
        printed = [field for field in fields[1:-1] if field]
        expected = [row[m] for m in MEASURES if row[m]]
        assert printed == expected
        assert fields[-1] == row["period"]


def test_clean_tab_text_has_no_faults_and_faulty_tab_text_records_them() -> None:
    report = cycle.any_report(4)
    assert tab_text.render(report, 4, tab_text.NO_FAULTS).glitches == ()
    kinds = {
        glitch.kind
        for seed in range(12)
        for glitch in tab_text.render(cycle.any_report(seed), seed).glitches
    }
    assert kinds >= {
        "icon_column",
        "markup",
        "misspelt_header",
        "repeated_header",
        "page_break",
        "broken_word",
        "broken_header",
        "run_together",
    }


def test_a_fault_is_recorded_at_the_line_where_it_stands() -> None:
    found = 0
    for seed in range(12):
        rendering = tab_text.render(cycle.any_report(seed), seed)
        lines = lines_of(rendering)
        for glitch in rendering.glitches:
            line = lines[glitch.line - 1]
            if glitch.kind == "broken_word":
                assert glitch.what.split(" for ")[0] in line
                found += 1
            if glitch.kind == "misspelt_header":
                assert glitch.what.split(" for ")[0] in line
            if glitch.kind == "markup":
                assert "<" in line or "**" in line
    assert found > 3


@pytest.mark.parametrize("seed", SEEDS)
def test_flow_text_leaves_no_trace_of_empty_cells(seed: int) -> None:
    """Where cells do not end in a space, a row's text is its non-empty cells and no more."""
    report = cycle.compose(seed, "Kvarnsjö", 2021, Kind.T1)
    rendering = flow_text.by_tika(report, seed, typeset.FLOW_LIKE_2021, kept=1.0)
    assert "\t" not in rendering.data.decode()
    assert "  2021" not in rendering.data.decode()


def test_flow_text_has_the_header_shattered_as_in_the_real_t1_of_2021() -> None:
    report = cycle.compose(3, "Granholmen-Söderbacka", 2021, Kind.T1)
    text = flow_text.by_tika(report, 3, typeset.FLOW_LIKE_2021).data.decode()
    assert " Indikator Periodens \nutfall\n\nUtfall \nmän/ \npojkar\n\n" in text
    assert "helår Årsmål KF:s \n\nårsmål Period\n\n" in text


def test_stripped_flow_text_begins_a_page_with_a_space_and_keeps_some_page_lines() -> None:
    report = cycle.compose(5, "Vattenvik", 2024, Kind.VB)
    raw = flow_text.by_tika(report, 5, kept=1.0).data.decode()
    stripped = flow_text.by_tika(report, 5, kept=0.2).data.decode()
    pages = raw.count("\nSid ")
    assert pages > 10
    assert 0 < stripped.count("\nSid ") < pages
    assert stripped.count("\n ") > raw.count("\n ")


def test_a_text_that_does_not_hold_the_printed_lines_is_refused() -> None:
    report = cycle.any_report(2)
    setting = typeset.lay_out(report, typeset.layout_of(2))
    lines = flow_text.printed(setting)
    text = "\n".join(line.text for _, line in lines)
    assert flow_text.align(text, lines)
    with pytest.raises(flow_text.NotFoundAgainError):
        flow_text.align(text.replace("a", "b", 1), lines)
    with pytest.raises(flow_text.NotFoundAgainError):
        flow_text.align(text + "\nmore", lines)


def test_word_like_wrapping() -> None:
    """A continued line keeps its space; a word too wide is cut; thousands stay together."""
    assert typeset.wrap("Utfall kvinnor/ flickor", "Times-Bold", 9.5, 24) == [
        "Utfall ",
        "kvinn",
        "or/ ",
        "flicko",
        "r",
    ]
    assert typeset.wrap("1 675 GWh", "Times-Roman", 9.5, 24) == ["1 675 ", "GWh"]
    assert typeset.wrap("", "Times-Roman", 9.5, 24) == [""]


def layouts() -> list[typeset.Layout]:
    return [typeset.layout_of(seed) for seed in range(60)]


def test_layouts_vary_in_everything_that_a_reader_of_pdf_must_bear() -> None:
    assert {layout.rules for layout in layouts()} == {"full", "horizontal", "none"}
    assert {layout.icon for layout in layouts()} == {"space", "glyph", "padded"}
    assert len({layout.family for layout in layouts()}) == 3
    assert len({layout.page for layout in layouts()}) == 2


def test_header_rows_are_repeated_after_page_breaks() -> None:
    report = cycle.compose(3, "Granholmen-Söderbacka", 2021, Kind.T1)
    setting = typeset.lay_out(report, typeset.FLOW_LIKE_2021)
    headers = [line for _, line in flow_text.printed(setting) if line.text == "Indikator"]
    tables = sum(1 for block in report.blocks if type(block).__name__ == "IndicatorTable")
    assert len(headers) > tables


def test_a_pdf_is_a_pdf_with_as_many_pages_as_were_set() -> None:
    import pypdfium2

    report = cycle.any_report(3)
    setting = typeset.lay_out(report, typeset.layout_of(3))
    document = pypdfium2.PdfDocument(pdf.draw(setting))
    assert len(document) == len(setting.pages)
    first = document[0].get_textpage().get_text_bounded()
    assert f"Sid 1 ({len(setting.pages)})" in first


@pytest.mark.real_reports
def test_truth_has_the_columns_of_the_hand_read_truth() -> None:
    for name in ("goals", "indicators", "activities", "tables", "cells"):
        with (TRUTH / "doc002" / f"{name}.csv").open(encoding="utf-8") as file:
            assert tuple(next(csv.reader(file))) == truth.COLUMNS[name]
    with (TRUTH / "contradictions.csv").open(encoding="utf-8") as file:
        assert (*next(csv.reader(file)), "printed") == truth.COLUMNS["contradictions"]


def test_a_case_on_disk_is_a_report_with_its_truth_beside(tmp_path: Path) -> None:
    report = cycle.any_report(1)
    path = library.write_case(report, "tab_text", 1, tmp_path, inject=("wrong_total",))
    folder = tmp_path / "truth" / path.stem
    assert {file.name for file in folder.iterdir()} == {f"{name}.csv" for name in truth.COLUMNS}
    with (folder / "goals.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(report.goals)
    with (folder / "contradictions.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["source_file"] == path.name
    assert row["kind"] == "sum"


def everything_printed(report: Report) -> int:
    anchors = tab_text.render(report, 0, tab_text.NO_FAULTS).spans
    return sum(1 for what, _, _ in anchors if what == "row")


def test_spans_name_every_row_and_table() -> None:
    report = cycle.any_report(6)
    spans = flow_text.by_tika(report, 6).spans
    rows = sum(1 for what, _, _ in spans if what == "row")
    assert rows == everything_printed(report)
    for number, block in enumerate(report.blocks):
        if type(block).__name__ == "DataTable":
            assert spans[table_anchor(number)][0] < spans[row_anchor(number, 0)][0]
