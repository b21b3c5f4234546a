"""Header words of flow text cut into labels."""

from __future__ import annotations

import pytest

from pipeline.extract.parsers.run_tables import read_run
from pipeline.extract.tables.header_labels import (
    header_words,
    label_score,
    label_shares,
    split_labels,
)
from pipeline.extract.tables.run_header import header_shares, read_header
from pipeline.extract.tables.run_rows import lines_after_blank
from tests.unit.extract.making import run_table


def labels(text: str, count: int, *, marked: bool = False) -> list[str]:
    table = run_table(text, marked=marked)
    lines = [line for chunk in table.chunks for line in chunk.lines]
    words = header_words(lines, lines_after_blank(table), table)
    return list(split_labels(words, count, wrap_is_marked=marked))


def best_count(text: str, counts: range) -> int:
    table = run_table(text)
    lines = [line for chunk in table.chunks for line in chunk.lines]
    words = header_words(lines, lines_after_blank(table), table)
    return max(counts, key=lambda count: label_score(words, count))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Mnkr Budget 2021 Prognos 2021", ["Mnkr", "Budget 2021", "Prognos 2021"]),
        ("Nyckeltal Snitt 2020 T1 2020 T1 2021", ["Nyckeltal", "Snitt 2020", "T1 2020", "T1 2021"]),
        ("Verksamhet 2019 2020 2021", ["Verksamhet", "2019", "2020", "2021"]),
        (
            "Mnkr Kostnader 2021 Intäkter 2021 Netto 2021",
            ["Mnkr", "Kostnader 2021", "Intäkter 2021", "Netto 2021"],
        ),
        ("Månad Jan Feb Mars Snitt", ["Månad", "Jan", "Feb", "Mars", "Snitt"]),
        (
            "Mnkr Budget (efter justering) Prognos (före överföring)",
            ["Mnkr", "Budget (efter justering)", "Prognos (före överföring)"],
        ),
    ],
)
def test_a_header_of_one_line(header: str, expected: list[str]) -> None:
    assert labels(header, len(expected)) == expected


def test_the_star_of_a_note_begins_a_label_whatever_blank_lines_say() -> None:
    header = """
        Budget 2022 (mnkr)
        Kostnader

        2022
        Intäkter

        2022
        VP 2022

        Netto
        *Netto

        budget 2021

        Netto
        prognos
        2021 okt Bokslut 2020
        """
    assert labels(header, 7) == [
        "Budget 2022 (mnkr)", "Kostnader 2022", "Intäkter 2022", "VP 2022 Netto",
        "*Netto budget 2021", "Netto prognos 2021 okt", "Bokslut 2020",
    ]  # fmt: skip


def test_blank_lines_part_labels() -> None:
    assert labels(
        """
        Verksamhet

        Plan för
        året

        Hittills i
        år
        """,
        3,
    ) == ["Verksamhet", "Plan för året", "Hittills i år"]


def test_marks_say_where_a_label_goes_on() -> None:
    assert labels(
        """
        Mnkr
        Begärda·
        budget-
        justeringar
        Prognos·
        2021
        """,
        3,
        marked=True,
    ) == ["Mnkr", "Begärda budgetjusteringar", "Prognos 2021"]


def test_a_word_cut_inside_is_closed() -> None:
    assert labels(
        """
        Namn
        Underskot
        t 2021
        Eget·
        handlande
        """,
        3,
        marked=True,
    ) == ["Namn", "Underskott 2021", "Eget handlande"]


def test_icons_are_no_words() -> None:
    assert labels("● Mnkr Budget 2021", 2) == ["Mnkr", "Budget 2021"]


def test_a_header_with_too_few_words_leaves_labels_empty() -> None:
    assert labels("2021 2022", 3) == ["", "2021", "2022"]


def test_no_header_gives_empty_labels() -> None:
    assert split_labels((), 3, wrap_is_marked=False) == ("", "", "")


def test_a_header_fits_its_own_number_of_labels_best() -> None:
    assert best_count("Mnkr Budget 2021 Prognos 2021 Avvikelse 2021", range(2, 8)) == 4


def test_a_label_is_as_probable_as_the_cuts_that_have_it() -> None:
    table = run_table("Mnkr Budget 2021 Prognos 2021 Utfall 2021")
    words = header_words(table.chunks[0].lines, lines_after_blank(table), table)
    sure, unsure = label_shares(words, 4), label_shares(words, 3)
    assert min(sure) > 0.9
    assert min(unsure) < 0.9
    assert all(0 <= share <= 1.000001 for share in (*sure, *unsure))
    assert label_shares(words, 9) == (0.0,) * 9


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("T1\n\nNyckeltal Snitt 2025 2025 2026", ("Snitt 2025", "T1 2025", "T1 2026")),
        ("Ökade\nVerksamhet (mnkr) kostnader intäkter", ("Ökade kostnader", "Ökade intäkter")),
        ("Park (mnkr)\nÖkade\nkostnader\nintäkter", ("Ökade kostnader", "Ökade intäkter")),
        (
            "T1 2025 T1 2026\n\nVerksamhet Kvinnor Män Kvinnor Män",
            ("T1 2025 Kvinnor", "T1 2025 Män", "T1 2026 Kvinnor", "T1 2026 Män"),
        ),
    ],
)
def test_what_spans_columns_stands_on_the_line_above(
    header: str, expected: tuple[str, ...]
) -> None:
    table = run_table(header)
    lines = [line for chunk in table.chunks for line in chunk.lines]
    words = header_words(lines, lines_after_blank(table), table)
    _, found = read_header(words, len(expected), 1, wrap_is_marked=False)
    assert found.labels[1:] == expected
    assert all(0 < share <= 1 for share in header_shares(words, found))


def test_a_wrapped_label_spans_no_columns() -> None:
    table = run_table("Beskrivning av justeringen, inom·\nparentes antal ansökningar", marked=True)
    lines = [line for chunk in table.chunks for line in chunk.lines]
    words = header_words(lines, lines_after_blank(table), table)
    _, found = read_header(words, 1, 1, wrap_is_marked=True)
    assert not any("justeringen, inom antal" in label for label in found.labels)


@pytest.mark.parametrize("unit", ["Mnkr", "Mkr", "Tkr"])
def test_a_unit_alone_heads_a_column_in_any_short_form(unit: str) -> None:
    """Reports write a million crowns in two ways."""
    rows = "Stöd till skolan (1) 1,3\n\nKurser (1) 0,9\n\nTotalt ansökt (2) 2,2"
    header = f"Beskrivning av justeringen,\ninom parentes antal ansökningar\n\n{unit}"
    columns = read_run(run_table(header, rows)).columns
    assert columns == ("Beskrivning av justeringen, inom parentes antal ansökningar", unit)


@pytest.mark.parametrize(
    "header",
    [
        "Mnkr|Kostnader||2024|Intäkter||2024|Plan 2024||Netto|*Netto||budget 2023|Bokslut||2022",
        "Mnkr|Kostnader|2024||Intäkter|2024||Plan 2024|Netto||*Netto|budget 2023||Bokslut|2022",
    ],
)
def test_what_blank_lines_part_is_told_by_the_words_around_them(header: str) -> None:
    """Where labels stand in the middle of their cells, blank lines stand inside of them."""
    assert labels(header.replace("|", "\n"), 6) == [
        "Mnkr",
        "Kostnader 2024",
        "Intäkter 2024",
        "Plan 2024 Netto",
        "*Netto budget 2023",
        "Bokslut 2022",
    ]


def test_words_that_stand_out_of_columns_do_not_show_how_wide_they_are() -> None:
    """Words wider than their column stand out of it; all others are wrapped as it is."""
    header = """\
Enhetens namn|Enhetens|budget|2025|Varav 5 %|av|verksamhetens|budget|2025|Resultatöverföring|från
|2024|Överskott|(-)|Underskott|(+)|Beräknat|resultat|2025|Överskott|(-)|Underskott|(+)|Har
|resultatet|uppkommit|av|verksamhetens|eget|handlande?|JA / NEJ|Beräknad|överföring|till 2026
|(max 10 %)|Överskott|(+)|Underskott|(-)"""
    found = labels(header.replace("\n", "").replace("|", "\n"), 7)
    assert found[2:4] == [
        "Varav 5 % av verksamhetens budget 2025",
        "Resultatöverföring från 2024 Överskott (-) Underskott (+)",
    ]


def test_months_are_columns_where_the_names_of_rows_have_no_label() -> None:
    table = run_table("Jan Feb Mars April", "Platser 410 402 418 415\nBarn 210 203 215 221")
    columns = read_run(table).columns
    assert columns == ("", "Jan", "Feb", "Mars", "April")


@pytest.mark.parametrize(
    "header",
    [
        "Mnkr|Avgifter|2031||Plan 2031|Netto||*Netto|budget 2030||Bokslut|2029",
        "Mnkr|Avgifter||2031|Plan 2031||Netto|*Netto||budget 2030|Bokslut||2029",
    ],
)
def test_a_header_whose_labels_are_broken_by_hand_marks_no_wraps(header: str) -> None:
    """Cells below it end wrapped lines in a space; "Netto" and "budget" are two words."""
    rows = "Båtar och 1 102,3 2 204,4 3,1 4,0\nBryggor på den·\nnorra ön 5,2 6,3 7,4 8,5"
    table = run_table(header.replace("|", "\n"), rows, marked=True)
    assert read_run(table).columns == (
        "Mnkr",
        "Avgifter 2031",
        "Plan 2031 Netto",
        "*Netto budget 2030",
        "Bokslut 2029",
    )


def test_marks_of_cells_do_not_cut_a_header_that_has_none() -> None:
    """No blank lines part rows: where the header ends is told by its words alone."""
    header = "Mnkr|Avgifter|2031|Bidrag|2031|Prognos|netto|2030|Netto|utfall 2029"
    rows = "Båtar 12,3 22,4 3,1 4,0\nBryggor på den·\nnorra ön 5,2 6,3 7,4 8,5\nBad 1,5 2,7 1,5 2,5"
    table = run_table(f"{header}\n{rows}".replace("|", "\n"), marked=True)
    columns = read_run(table).columns
    assert columns == (
        "Mnkr",
        "Avgifter 2031",
        "Bidrag 2031",
        "Prognos netto 2030",
        "Netto utfall 2029",
    )


def test_small_words_at_the_ends_of_lines_show_that_a_header_marks_no_wraps() -> None:
    header = "Mnkr|Medel som kommer från|enhetens|egna båtar||Medel till|kajer på öarna"
    rows = "Båtar 12,3 22,4\nBryggor på den·\nnorra ön 5,2 6,3\nBad 1,5 2,7"
    table = run_table(header.replace("|", "\n"), rows, marked=True)
    assert read_run(table).columns[1:] == (
        "Medel som kommer från enhetens egna båtar",
        "Medel till kajer på öarna",
    )
