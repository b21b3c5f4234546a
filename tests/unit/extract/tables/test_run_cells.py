"""Tables of flow text whose cells stand on lines of their own, or without blank lines."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.parsers.run_tables import read_run
from pipeline.extract.tables.grid_tables import TableBody
from tests.unit.extract.making import printed, run_table


def cells(body: TableBody) -> list[tuple[str, str, str]]:
    """(row label, column label, text) of the cells that hold values."""
    return [(c.row_label, c.column_label, c.text) for c in body.cells if c.column_no > 1]


def read_apart(text: str) -> TableBody:
    return read_run(replace(run_table(text), cells_apart=True))


LINES = """
    Mnkr
    Budget
    2021
    Prognos
    2021
    Parker, torg, gator och
    stränder
    1 204,5
    1 199,0
    Drift
    Lekplatser
    12,0
    11,5
    Summa
    1 216,5
    1 210,5
"""


def test_lines_without_blank_lines_become_rows() -> None:
    body = read_apart(LINES)
    assert body.columns == ("Mnkr", "Budget 2021", "Prognos 2021")
    assert cells(body) == [
        ("Parker, torg, gator och stränder", "Budget 2021", "1 204,5"),
        ("Parker, torg, gator och stränder", "Prognos 2021", "1 199,0"),
        ("Lekplatser", "Budget 2021", "12,0"),
        ("Lekplatser", "Prognos 2021", "11,5"),
        ("Summa", "Budget 2021", "1 216,5"),
        ("Summa", "Prognos 2021", "1 210,5"),
    ]


def test_a_label_that_would_have_fitted_beside_the_next_is_a_sub_heading() -> None:
    assert read_apart(LINES).groups == ("Drift",)


def test_a_sub_heading_below_the_header_is_known_by_those_further_down() -> None:
    head = "Mnkr Budget 2031 Utfall 2031 Avvikelse"
    costs = "Kostnader\nLöner 12,5 12,0 0,5\nMat från andra kök 3,5 3,0 0,5"
    rows = f"{costs}\nIntäkter\nHyror -4,5 -4,0 -0,5"
    body = read_run(run_table(f"{head}\n{rows}"))
    assert body.columns == ("Mnkr", "Budget 2031", "Utfall 2031", "Avvikelse")
    assert body.groups == ("Kostnader", "Intäkter")


def test_days_of_a_balance_are_labels_each() -> None:
    body = read_run(run_table("Mnkr 2031-12-31 2030-12-31\nKassa 12,5 13,5\nFordringar 7,0 8,5"))
    assert body.columns == ("Mnkr", "2031-12-31", "2030-12-31")


def test_either_sex_is_a_label() -> None:
    rows = "Kock 1 200 135 80\nVaktmästare 2 098 102 33"
    body = read_run(run_table(f"Yrke Anställda Kvinnor Män\n{rows}"))
    assert body.columns == ("Yrke", "Anställda", "Kvinnor", "Män")


def test_numbers_that_would_all_be_millions_are_several() -> None:
    rows = "Kock 197 271 211 5,5\nVaktmästare 174 446 433 5,0\nVärd 478 628 165 15,5"
    body = read_run(run_table(f"Yrke Antal anställda Börjat Slutat Andel\n{rows}"))
    assert all(cell.value is not None and cell.value < 1e6 for cell in body.cells)


def test_words_that_come_again_stand_below_what_spans_them() -> None:
    head = "Park Medel 2030 Medel 2031\nBrutto Avgifter Netto Brutto Avgifter Netto"
    body = read_run(
        run_table(f"{head}\nEklunden 9,5 -1,5 8,0 9,0 -2,0 7,0\nAlängen 4,5 -0,5 4,0 5,0 -1,0 4,0")
    )
    own = ("Brutto", "Avgifter", "Netto")
    spanned = [f"Medel {year} {word}" for year in (2030, 2031) for word in own]
    assert body.columns == ("Park", *spanned)


def test_a_blank_line_after_every_cell_parts_them() -> None:
    apart = "\n\n".join(
        ("Enhet", "Budget 2021", "Utfall 2021", "Parker", "10,0", "9,0", "Torg", "4,0", "5,0")
    )
    assert cells(read_apart(apart)) == [
        ("Parker", "Budget 2021", "10,0"),
        ("Parker", "Utfall 2021", "9,0"),
        ("Torg", "Budget 2021", "4,0"),
        ("Torg", "Utfall 2021", "5,0"),
    ]


def test_thousands_are_never_parted_where_a_line_is_a_value() -> None:
    body = read_apart("Enhet\nBudget 2021\nUtfall 2021\nParker\n40 126\n37 385\nTorg\n7\n8")
    assert [text for _, _, text in cells(body)] == ["40 126", "37 385", "7", "8"]


def test_a_balance_sheet_has_two_sides() -> None:
    body = read_run(
        run_table(
            """
            Tillgångar (mnkr) Bokslut 2021 Bokslut 2020 Skulder (mnkr) Bokslut 2021 Bokslut 2020
            """,
            """
            Inventarier 10,0 9,0 Eget kapital -7,0 -6,0

            Kassa 2,0 1,0 Lån -5,0 -4,0
            """,
        )
    )
    assert ("Inventarier", "Bokslut 2020", "9,0") in cells(body)
    assert ("Eget kapital", "Bokslut 2021", "-7,0") in cells(body)
    assert ("Lån", "Bokslut 2020", "-4,0") in cells(body)
    assert [c.column_no for c in body.cells[:4]] == [2, 3, 5, 6]


def test_a_merged_header_cell_counts_for_the_columns_below_it() -> None:
    body = read_run(
        run_table(
            "Mnkr Budget 2021 Avvikelse", "2021 2020", "Parker 5,0 1,0 2,0\n\nTorg 6,0 0,5 1,5"
        )
    )
    assert body.columns == ("Mnkr", "Budget 2021", "Avvikelse 2021", "Avvikelse 2020")


def test_years_that_tell_rows_apart_are_labels() -> None:
    body = read_run(
        run_table("Antal platser Jan Feb Mar", "Platser 2020 11 12 13\n\nPlatser 2021 14 15 16")
    )
    assert cells(body)[0] == ("Platser 2020", "Jan", "11")
    assert cells(body)[-1] == ("Platser 2021", "Mar", "16")


def test_a_short_row_stands_where_its_own_values_add_up() -> None:
    body = read_run(
        run_table(
            "Mnkr Kostnader 2021 Intäkter 2021 Netto 2021 Utfall 2020 Utfall 2019",
            """
            Parker 50,0 -5,0 45,0 44,0 41,0

            Torg 30,0 -2,0 28,0 27,5 26,0

            Nya avgifter 4,0 -4,0 0,0
            """,
        )
    )
    short = [c for c in body.cells if c.row_label == "Nya avgifter"]
    assert [c.column_label for c in short] == ["Kostnader 2021", "Intäkter 2021", "Netto 2021"]


def test_spaces_beyond_one_are_empty_cells() -> None:
    body = read_run(
        run_table(
            "Mnkr·Budget 2021·Bokslut 2021·Avvikelse 2021·Avvikelse 2020·",
            """
            Netto·10,5·11,0·-0,5·-0,2·

            Att föra över···1,5··

            Summa·10,5·11,0·1,0·-0,2·
            """,
        )
    )
    carried = [c for c in body.cells if c.row_label == "Att föra över"]
    assert [(c.column_label, c.text) for c in carried] == [("Avvikelse 2021", "1,5")]
    assert carried[0].confidence > 0.9


def test_labels_of_two_columns_on_one_line_are_parted() -> None:
    body = read_run(
        run_table(
            "Uppdelning Kategori Utfall T1 Utfall T2",
            """
            Beröm Antal beröm 4 6

            Ämne

            Bemötande 1 2

            Lokaler 3 5
            """,
        )
    )
    assert [c.row_label for c in body.cells if c.column_no == 3] == [
        "Antal beröm", "Bemötande", "Lokaler",
    ]  # fmt: skip
    assert [c.row_group for c in body.cells if c.column_no == 3] == ["Beröm", "Ämne", "Ämne"]
    assert "Utfall T1" in body.columns


def test_who_signed_and_when() -> None:
    body = read_run(
        run_table("Namn Datum", "Anna Ek, avdelningschef 2024-02-01\n\nBo Al, direktör 2024-02-03")
    )
    assert cells(body) == [
        ("Anna Ek, avdelningschef", "Datum", "2024-02-01"),
        ("Bo Al, direktör", "Datum", "2024-02-03"),
    ]


def test_blank_lines_around_every_cell_tell_the_labels_of_the_header() -> None:
    body = read_apart("""
        Nyckeltal parker,
        T2

        2021

        2022

        Träd

        Antal ekar

        10

        11

        Antal björkar

        20

        21
    """)
    assert body.columns == ("Nyckeltal parker, T2", "2021", "2022")
    assert body.groups == ("Träd",)
    assert cells(body)[0] == ("Antal ekar", "2021", "10")


def test_blank_lines_around_every_row_tell_where_the_header_ends() -> None:
    body = read_apart("""
        Område (mnkr)
        Ökade kostnader
        Ökade intäkter

        Parker
        1,1
        -1,1

        Torg
        40,7
        -40,7
    """)
    assert body.columns == ("Område (mnkr)", "Ökade kostnader", "Ökade intäkter")
    assert cells(body)[0] == ("Parker", "Ökade kostnader", "1,1")


def test_an_answer_after_a_slash_ends_the_header() -> None:
    body = read_apart("""
        Enhet
        Eget resultat? JA /
        NEJ
        Budget 2021
        Parker
        JA
        10,5
        Torg
        NEJ
        12,5
    """)
    assert body.columns == ("Enhet", "Eget resultat? JA / NEJ", "Budget 2021")
    assert [text for _, _, text in cells(body)] == ["JA", "10,5", "NEJ", "12,5"]


# --- rows that a page break tears ---------------------------------------------------------------

TORN = """
    Mnkr
    Budget
    2021
    Prognos
    2021
    Avvikelse
    2021
    Parker,
    torg och
    1 204,5
    1 199,0
    5,5

    Mnkr
    Budget
    2021
    Prognos
    2021
    Avvikelse
    2021
    stränder
    (netto)
    Lek och
    bad
    12,0
    11,5
    0,5
    varav bad
    2,0
    1,5
    0,5
"""
TORN_ROWS = ["Parker, torg och stränder (netto)", "Lek och bad", "varav bad"]


def test_the_rest_of_a_label_below_a_page_break_goes_on_the_row_whose_values_stand_above() -> None:
    body = read_apart(TORN)
    assert body.columns == ("Mnkr", "Budget 2021", "Prognos 2021", "Avvikelse 2021")
    assert list(dict.fromkeys(label for label, _, _ in cells(body))) == TORN_ROWS
    assert ("Lek och bad", "Prognos 2021", "11,5") in cells(body)


def test_the_rest_of_a_label_goes_on_a_row_that_is_one_line_too() -> None:
    text = printed(TORN).replace("5\n1 199,0\n5,5", "5 1 199,0 5,5")
    text = text.replace("12,0\n11,5\n0,5", "12,0 11,5 0,5").replace("2,0\n1,5\n0,5", "2,0 1,5 0,5")
    body = read_run(run_table(text))
    assert list(dict.fromkeys(label for label, _, _ in cells(body))) == TORN_ROWS


def test_rows_that_print_fewer_values_do_not_narrow_the_header() -> None:
    body = read_run(
        run_table("""
        Mnkr Budget
        2021
        Prognos
        2021
        Avvikelse
        2021
        Parker och torg 1 204,5 1 199,0 5,5
        Torg 2,0 1,0 1,0
        Badplats nummer ett 2,0 1,5
        Badplats nummer två 2,5 1,5
        Badplats nummer tre 3,0 1,5
        """)
    )
    assert body.columns == ("Mnkr", "Budget 2021", "Prognos 2021", "Avvikelse 2021")


def test_a_year_ends_a_label_where_a_tool_joins_the_cells_of_a_header_on_one_line() -> None:
    joined = printed(LINES).replace("Budget\n2021\nPrognos\n2021", "Budget 2021 Prognos\n2021")
    assert read_apart(joined).columns == ("Mnkr", "Budget 2021", "Prognos 2021")


def test_a_label_whose_word_is_cut_is_one_where_wraps_are_marked() -> None:
    table = run_table(
        """
        Mnkr
        Budget·
        2021
        Prognos·
        2021
        Strandprome
        nad och·
        bad
        12,0
        11,5
        """,
        marked=True,
    )
    body = read_run(replace(table, cells_apart=True))
    assert {label for label, _, _ in cells(body)} == {"Strandpromenad och bad"}


def test_a_label_wrapped_in_small_letters_is_no_second_row_of_a_header() -> None:
    body = read_run(
        run_table(
            "Mnkr\nBudget\n(netto)",
            "Utfall 2021\nefter\nresultatöverföringar",
            "Utfall 2020\nefter\nresultatöverföringar",
            "Parker 12,0 11,5 11,0",
            "Torg 2,0 1,5 1,0",
            "Stränder 3,0 2,5 2,0",
        )
    )
    assert body.columns == (
        "Mnkr",
        "Budget (netto)",
        "Utfall 2021 efter resultatöverföringar",
        "Utfall 2020 efter resultatöverföringar",
    )


def test_cells_that_stand_close_share_lines_and_are_parted_by_how_many_others_have() -> None:
    body = read_apart(
        """
        Gårdar
        Snitt 2019
        Budget 2020
        Utfall 2020
        Alnäs
        12
        1 150
        7
        Björkvik
        8 1 031 1 022
        Dalby, % 36,4%
        41,0%
        12,5%
        Ekeby 1 204
        31
        9
        """
    )
    assert body.columns == ("Gårdar", "Snitt 2019", "Budget 2020", "Utfall 2020")
    assert [(c.row_label, c.text) for c in body.cells if c.row_label != "Alnäs"] == [
        ("Björkvik", "8"),
        ("Björkvik", "1 031"),
        ("Björkvik", "1 022"),
        ("Dalby, %", "36,4%"),
        ("Dalby, %", "41,0%"),
        ("Dalby, %", "12,5%"),
        ("Ekeby", "1 204"),
        ("Ekeby", "31"),
        ("Ekeby", "9"),
    ]


def test_a_small_number_ends_a_label_unless_cells_touch_and_its_row_lacks_a_value() -> None:
    text = "Gårdar\nKupor 2020\nKupor 2021\nBjörk\n8\n9\nAlnäs 12\n7\nDalby\n4\n3"
    apart = replace(run_table(text), cells_apart=True)
    touching = replace(apart, cells_touch=True)
    assert [row for row, _, text in cells(read_run(apart)) if text == "7"] == ["Alnäs 12"]
    assert ("Alnäs", "Kupor 2020", "12") in cells(read_run(touching))


def test_a_header_may_share_one_line_where_cells_touch() -> None:
    text = "Gårdar Kupor 2020 Kupor 2021\nAlnäs\n5\n7\nBjörk\n8\n9"
    touching = replace(run_table(text), cells_apart=True, cells_touch=True)
    assert read_run(touching).columns == ("Gårdar", "Kupor 2020", "Kupor 2021")


def test_a_row_of_numbers_without_commas_that_is_printed_again_is_no_row() -> None:
    body = read_apart("Enhet\nBudget\nUtfall\nParker\n17 0\n3 5\nParker\n17,0\n3,5\nTorg\n4,0\n5,0")
    assert [text for _, _, text in cells(body)] == ["17,0", "3,5", "4,0", "5,0"]


def test_values_above_a_page_break_are_of_the_label_below_it() -> None:
    header = "Enhet\nKupor\nLådor\nBurkar"
    rows = "Alnäs\n5\n7\n1\nBjörk\n8\n9\n2\nDalby koloniträdgård\n4\n3\n1\n6\n6\n2"
    body = read_apart(f"{header}\n{rows}\n{header}\nEkeby gård\noch kvarn\nFors\n11\n12\n13")
    assert [row for row, column, _ in cells(body) if column == "Kupor"] == [
        "Alnäs", "Björk", "Dalby koloniträdgård", "Ekeby gård och kvarn", "Fors",
    ]  # fmt: skip


def test_a_number_broken_at_its_thousands_is_one_where_its_row_had_too_many() -> None:
    body = read_apart("Enhet\nKupor\nLådor\nAlnäs\n5\n700\nBjörk\n8\n900\nSumma\n13\n1\n600,5")
    assert ("Summa", "Lådor", "1 600,5") in cells(body)
    assert ("Alnäs", "Lådor", "700") in cells(body)


def test_what_spans_columns_may_stand_above_the_head_of_the_rows_labels() -> None:
    body = read_apart(
        "T1 2016\nT1 2017\nVerksamhet\nKvinnor\nMän\nKvinnor\nMän\n"
        "Simskola\n8\n11\n9\n12\nOdling för alla\n5\n6\n7\n8"
    )
    assert body.columns == (
        "Verksamhet", "T1 2016 Kvinnor", "T1 2016 Män", "T1 2017 Kvinnor", "T1 2017 Män",
    )  # fmt: skip
    varav = read_apart(
        "Varav\nNyckeltal\nSnitt 2016\nflickor\npojkar\nSimskola\n9\n4\n5\nOdling\n8\n3\n5"
    )
    assert varav.columns == ("Nyckeltal", "Snitt 2016", "Varav flickor", "Varav pojkar")


def test_the_label_of_an_only_row_is_none_of_the_header_where_no_blank_line_parts_anything() -> (
    None
):
    body = read_apart("Mnkr\nKupor 2021\nKupor 2020\nGårdar\n74,9\n76,5")
    assert cells(body) == [("Gårdar", "Kupor 2021", "74,9"), ("Gårdar", "Kupor 2020", "76,5")]


def test_a_year_names_the_first_row_where_years_name_the_others() -> None:
    body = read_apart(
        "Frånvaro\nFrånvaro i procent\nT1\nT2\nVB\n2024\n1,1\n2,2\n3,74\n2025\n2,06\n3,18\n4,16"
    )
    assert cells(body)[:3] == [("2024", "T1", "1,1"), ("2024", "T2", "2,2"), ("2024", "VB", "3,74")]


def test_a_title_that_the_header_below_it_repeats_spans_no_columns() -> None:
    header = "Personalomsättning, procent\nPersonalomsättning i procent T1 T2 VB"
    body = read_run(run_table(f"{header}\n2020 i.u. i.u. 3,86\n2021 1,61 3,06 4,53"))
    assert body.columns[1:] == ("T1", "T2", "VB")


def test_a_label_of_lines_may_begin_with_the_comment_of_the_row_above() -> None:
    names = ["Bad", "Torg", "Lekplatser", "Parker", "Gator", "Broar", "Summa"]
    lines = [f"{name}\n12,0 13,5 -1,5" for name in names]
    lines[1] = f"Arbetet fortgår\n{lines[1]}"
    head = "Mnkr Budget 2021 Bokslut 2021 Avvikelse 2021 Kommentar"
    body = read_run(run_table("\n".join([head, *lines])))
    sure = {cell.row_label: cell.confidence for cell in body.cells if cell.column_no > 1}
    assert sure["Arbetet fortgår Torg"] <= 0.6 < sure["Lekplatser"]


def test_sub_headings_below_a_header_of_years_are_of_no_label_where_cells_touch() -> None:
    text = """
        Nyckeltal 2029 2030 2031
        Inflöde
        Antal kupor
        810
        820
        830
        Antal gårdar
        12
        14
        15
        """
    touching = replace(run_table(text), cells_apart=True, cells_touch=True)
    assert read_run(touching).columns == ("Nyckeltal", "2029", "2030", "2031")


def test_a_sub_heading_between_a_header_and_rows_on_lines_of_their_own() -> None:
    body = read_run(
        run_table(
            """
            Nyckeltal 2029 2030 2031
            Inflöde
            Antal kupor 810 820 830
            Antal gårdar 12 14 15
            """,
            "* Unika gårdar",
        )
    )
    assert body.columns == ("Nyckeltal", "2029", "2030", "2031")


def test_a_title_above_the_unit_that_heads_the_labels_is_no_label() -> None:
    text = "Odlingar\nMnkr, netto\nBudget 2030\nUtfall 2030\nKupor\n8,5\n8,7\nBin\n7,5\n7,9"
    body = read_run(replace(run_table(text), cells_apart=True))
    assert body.columns == ("Mnkr, netto", "Budget 2030", "Utfall 2030")
