"""Corrections: applied with the original beside; one that no longer fits holds its document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.document import Place
from pipeline.extract.report import Measure
from pipeline.intake.stored import in_memory
from pipeline.transform import build_tables
from pipeline.transform.corrections import (
    Correction,
    CorrectionError,
    append_correction,
    correction_of,
    digests,
    misfits,
    read_corrections,
)
from tests.unit.transform.reports import (
    activity,
    cell,
    full_report,
    indicator,
    outcome,
    report,
    table,
)

REPORT = report(
    indicators=(indicator("Andel nöjda", cell(Measure.OUTCOME, "8,3 %", 8.3)),),
    tables=(table("budget_by_area", ("Mnkr", "Budget 2024 (netto)"), ("Äldreomsorg", "280,4")),),
    activities=(activity("Läsa 2024-02-30", date(2024, 1, 1), None),),
)
OUTCOME = outcome(REPORT)


def entry(printed: str, right: str, line: int = 1) -> Correction:
    sha256 = OUTCOME.source.sha256
    return Correction("a.txt", sha256, printed, right, "delarna ger det", "N.N.", line=line)


def built(*corrections: Correction) -> dict[str, list[dict[str, object]]]:
    tables = build_tables([OUTCOME], extractor_version="v1", corrections=corrections)
    return {name: facts.to_pylist() for name, facts in tables.items()}


def test_a_table_cell_gets_the_right_value_and_keeps_what_is_printed() -> None:
    facts = built(entry("280,4", "270,3"))
    (corrected,) = facts["fact_table_cell"]
    assert (corrected["value"], corrected["raw_text"]) == (270.3, "280,4")
    assert corrected["source_text"] == "280,4"
    (line,) = facts["fact_budget_line"]
    assert float(str(line["amount_sek"])) == 270_300_000


def test_a_correction_is_told_with_its_reason() -> None:
    (problem,) = built(entry("280,4", "270,3"))["extraction_problem"]
    assert problem["code"] == "corrected"
    assert "delarna ger det (N.N.)" in str(problem["message"])


def test_a_reason_reaches_the_facts_without_personal_numbers() -> None:
    rung = replace(entry("280,4", "270,3"), why="ringt 811218-9876", who="N.N. 670919-9530")
    (problem,) = built(rung)["extraction_problem"]
    assert "ringt XXXXXX-XXXX (N.N. XXXXXX-XXXX)" in str(problem["message"])


def test_an_indicator_value_may_move_to_another_column() -> None:
    (value,) = built(entry("8,3 %", "column: forecast"))["fact_indicator_value"]
    assert (value["measure"], value["value"], value["value_text"]) == ("forecast", 8.3, "8,3 %")


def test_an_impossible_date_is_replaced() -> None:
    (row,) = built(entry("2024-02-30", "2024-02-29"))["fact_activity"]
    assert (row["start_date"], row["end_date"]) == (date(2024, 1, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([entry("999,9", "1,0")], "a.txt, line 1: nothing printed as '999,9' there"),
        ([entry("280,4", "270,3", line=2)], "a.txt, line 2: nothing printed as '280,4' there"),
        ([entry("280,4", "cirka 270")], "a.txt, line 1: 'cirka 270' is no number"),
        ([entry("8,3 %", "column: mål")], "a.txt, line 1: 'mål' is no column; there are outcome"),
        (
            [entry("280,4", "270,3"), entry("280,4", "271")],
            "a.txt, line 1: '280,4' is corrected by another entry already",
        ),
    ],
    ids=["text", "line", "no number", "no column", "twice"],
)
def test_an_entry_that_does_not_fit_holds_its_document_back(
    entries: list[Correction], said: str
) -> None:
    other = outcome(full_report(), "b.txt")
    (hold,) = misfits([OUTCOME, other], entries)
    assert (hold.source_file, hold.check) == ("a.txt", "correction_fits")
    assert said in hold.reason
    assert hold.reason.endswith("Mend or remove the entry in expectations/corrections.yml.")
    with pytest.raises(CorrectionError):
        built(*entries)


def test_a_cell_may_get_both_another_value_and_another_column() -> None:
    (value,) = built(entry("8,3 %", "column: forecast"), entry("8,3 %", "8,5"))[
        "fact_indicator_value"
    ]
    assert (value["measure"], value["value"]) == ("forecast", 8.5)


def test_corrections_of_one_document_have_a_digest_of_their_own() -> None:
    other = replace(entry("1", "2"), document_sha256="other")
    first = digests([entry("280,4", "270,3"), other])
    second = digests([entry("280,4", "270,4"), other])
    assert first.keys() == second.keys() == {OUTCOME.source.sha256, "other"}
    assert first["other"] == second["other"]
    assert first[OUTCOME.source.sha256] != second[OUTCOME.source.sha256]


def test_an_entry_that_matches_two_cells_fails() -> None:
    twice = table("other", ("A", "B", "C"), ("x", "1,0", "1,0"))
    read = replace(OUTCOME, report=in_memory(replace(REPORT, tables=(twice,))))
    with pytest.raises(CorrectionError, match="2 things"):
        build_tables([read], extractor_version="v1", corrections=[entry("1,0", "2,0")])


@pytest.mark.parametrize("number", [1, 2])
def test_two_cells_that_are_printed_alike_are_told_apart(number: int) -> None:
    twice = table("other", ("A", "B", "C"), ("x", "1,0", "1,0"))
    read = replace(OUTCOME, report=in_memory(replace(REPORT, tables=(twice,))))
    tables = build_tables([read], extractor_version="v1")
    key = tables["fact_table_cell"]["fact_key"][number - 1].as_py()
    written = correction_of(tables, key, right="2,0", why="w", who="N.N.")
    assert written.occurrence == number
    corrected = build_tables([read], extractor_version="v1", corrections=[written])
    expected = [1.0, 1.0]
    expected[number - 1] = 2.0
    assert corrected["fact_table_cell"]["value"].to_pylist() == expected


@pytest.mark.parametrize("page", [3, None])
def test_a_source_without_lines_is_corrected_by_page_and_row(page: int | None) -> None:
    (read,) = REPORT.tables
    lifted = replace(
        read, cells=tuple(replace(c, place=Place(c.text, page=page)) for c in read.cells)
    )
    source = replace(OUTCOME, report=in_memory(replace(REPORT, tables=(lifted,))))
    tables = build_tables([source], extractor_version="v1")
    key = tables["fact_table_cell"]["fact_key"][0].as_py()
    written = correction_of(tables, key, right="270,3", why="w", who="N.N.")
    assert (written.line, written.page, written.of) == (None, page, "Äldreomsorg")
    corrected = build_tables([source], extractor_version="v1", corrections=[written])
    assert corrected["fact_table_cell"]["value"].to_pylist() == [270.3]
    elsewhere = replace(written, of="Förskola")
    with pytest.raises(CorrectionError, match="nothing printed as"):
        build_tables([source], extractor_version="v1", corrections=[elsewhere])


@pytest.mark.parametrize(
    ("entry_yaml", "message"),
    [
        ("{source_file: a.txt}", "it must have"),
        ("{document_sha256: SHA, by: N.N.}", "it must have"),
        (
            "{source_file: a, document_sha256: SHA, printed: '1', right: '2', why: w, who: n}",
            "says no place",
        ),
        (
            "{source_file: a, document_sha256: SHA, printed: '1', right: '2', why: w, who: n,"
            " line: x}",
            "line must be a number",
        ),
        (
            "{source_file: a, document_sha256: SHA, printed: '1', right: '2', why: w, who: n,"
            " line: 1, occurrence: -5}",
            "occurrence must be a number from 1 on",
        ),
    ],
)
def test_an_incomplete_entry_holds_its_document_back_and_no_other(
    entry_yaml: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "corrections.yml"
    text = entry_yaml.replace("SHA", OUTCOME.source.sha256)
    path.write_text(f"corrections:\n- {text}\n", encoding="utf-8")
    other = outcome(full_report(), "b.txt")
    (hold,) = misfits([OUTCOME, other], read_corrections(path))
    assert (hold.source_file, hold.check) == ("a.txt", "correction_fits")
    assert message in hold.failed


def test_an_entry_is_written_from_the_key_of_a_typed_fact(tmp_path: Path) -> None:
    tables = build_tables([OUTCOME], extractor_version="v1")
    key = tables["fact_budget_line"]["fact_key"][0].as_py()
    path = tmp_path / "corrections.yml"
    path.write_text("# Why this file exists.\ncorrections: []\n", encoding="utf-8")
    for right in ("270,3", "271"):
        append_correction(path, correction_of(tables, key, right=right, why="w", who="N.N."))
    first, second = read_corrections(path)
    assert (first.printed, first.right, first.line) == ("280,4", "270,3", 1)
    assert first.document_sha256 == OUTCOME.source.sha256
    assert second.right == "271"
    assert path.read_text(encoding="utf-8").startswith("# Why this file exists.")


def test_an_unknown_key_is_refused() -> None:
    tables = build_tables([OUTCOME], extractor_version="v1")
    with pytest.raises(CorrectionError, match="no fact nowhere"):
        correction_of(tables, "nowhere", right="1", why="w", who="N.N.")
