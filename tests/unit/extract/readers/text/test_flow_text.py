"""Flow text: where its tables stand among the prose."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Document, Paragraph, RunTable, SourceFormat
from pipeline.extract.language.line_kinds import is_row_end, tail_values
from pipeline.extract.parsers.run_tables import read_run
from pipeline.extract.readers.text import flow_text
from tests.unit.extract.making import printed

INTRODUCTION = """
    Nämnden öppnar ett kafé i parken och bygger en lekplats för alla åldrar som vill leka.
"""


def read(*parts: str) -> Document:
    return flow_text.read("\n\n".join(printed(part) for part in parts))


def tables(document: Document) -> list[str]:
    return [block.place.text for block in document.blocks if isinstance(block, RunTable)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def shape(document: Document) -> str:
    """P for a paragraph, T for a table, in reading order."""
    return "".join("T" if isinstance(block, RunTable) else "P" for block in document.blocks)


# --- indicators and activities ------------------------------------------------------------------

INDICATORS = """
    Indikator Årsmål KF:s årsmål år 2026 Periodicitet

    Andel nöjda gäster på
    parklekar

    70 % 75 % År

    Antal nya träd

    40 st Tas fram av nämnd År
"""
ACTIVITIES = """
    Aktivitet Startdatum Slutdatum

    Nämnden ska öppna ett kafé i
    parken

    2026-01-01 2026-12-31
"""


def test_an_indicator_table_reaches_from_its_header_to_its_last_period() -> None:
    document = read(INTRODUCTION, INDICATORS, "Goda exempel", INTRODUCTION)
    assert document.source_format is SourceFormat.FLOW_TEXT
    assert shape(document) == "PTPP"
    assert tables(document) == [printed(INDICATORS)]


def test_a_row_of_many_lines_of_values_ends_no_table() -> None:
    name = "Klimat\npåverk\nan från\ninköpt\na båtar\noch\nsegel"
    row = f"{name}\n" + "1,63\nkg\n" * 14 + "Tertial\n1 2031"
    document = read("Indikator Periodens utfall Årsmål Period", row, "Bra resultat.")
    assert shape(document) == "TP"


def test_an_activity_table_reaches_from_its_header_to_its_last_date() -> None:
    document = read(INTRODUCTION, ACTIVITIES, INTRODUCTION)
    assert tables(document) == [printed(ACTIVITIES)]


def test_a_deviation_on_a_line_of_its_own_belongs_to_the_table() -> None:
    text = printed(ACTIVITIES) + "\n⚠ Avvikelse"
    (table,) = tables(read(INTRODUCTION, text, INTRODUCTION))
    assert table.endswith("Avvikelse")


def test_a_deviation_below_a_blank_line_belongs_to_the_table() -> None:
    table = """
        Aktivitet Startdatum Slutdatum Avvikelse

        Nämnden ska öppna ett kafé

        2026-01-01

        2026-12-31

        Avvikelse
    """
    assert tables(read(INTRODUCTION, table, INTRODUCTION)) == [printed(table)]


def test_a_wide_activity_does_not_end_its_table() -> None:
    wide = """
        Nämnden ska öppna ett kafé i parken som vänder sig till alla åldrar och ligger nära
        lekplatsen

        2026-01-01 2026-12-31
    """
    document = read(INTRODUCTION, ACTIVITIES, wide, INTRODUCTION)
    (table,) = tables(document)
    assert table.endswith("2026-01-01 2026-12-31")
    assert "lekplatsen" in table
    assert shape(document) == "PTP"


def test_an_activity_table_right_below_an_indicator_table_is_one_of_its_own() -> None:
    assert shape(read(INDICATORS, ACTIVITIES)) == "TT"


def test_an_analysis_belongs_to_the_table() -> None:
    analysis = """
        Analys
        Träden planteras på våren och vattnas hela sommaren av dem som bor i närheten av parken.
    """
    (table,) = tables(read(INDICATORS, analysis, INTRODUCTION))
    assert table.endswith("närheten av parken.")


def test_a_goal_heading_ends_a_table() -> None:
    document = read(INDICATORS, "Nämndmål:\n1.1.1 Alla barn leker", INTRODUCTION)
    assert tables(document) == [printed(INDICATORS)]
    assert any("Alla barn leker" in text for text in prose(document))


@pytest.mark.parametrize(
    "line",
    [
        "NÄMNDENS ÅTAGANDE:\nAlla barn leker",
        "Nämndmål 1.1.1 Alla barn leker",
        "KF:s mål för verksamhetsområdet 1.1: Alla barn leker",
        "● Uppfylls delvis",
    ],
)
def test_the_next_goal_ends_a_table(line: str) -> None:
    document = read(INDICATORS, line, "Uppföljning sker varje år", INDICATORS, ACTIVITIES)
    assert shape(document).replace("P", "") == "TTT"
    assert tables(document)[0] == printed(INDICATORS)


def test_a_wrapped_name_that_speaks_of_goals_ends_no_table() -> None:
    name = """
        Andel anställda som känner till
        nämndens mål

        70 % 75 % År
    """
    assert len(tables(read(INDICATORS, name, INTRODUCTION))) == 1


@pytest.mark.parametrize("owner", ["Nämndens i", "KF:s i", "Nämndi"])
def test_whose_the_rows_are_may_stand_in_the_header(owner: str) -> None:
    indicators = INDICATORS.replace("    I", f"    {owner}", 1)
    assert tables(read(INTRODUCTION, indicators, INTRODUCTION)) == [printed(indicators)]


def test_a_table_over_a_page_break_is_one() -> None:
    rest = """
        Indikator Årsmål KF:s årsmål år 2026 Periodicitet

        Antal nya bänkar

        8 st 80 st År
    """
    document = read(INDICATORS, "Sid 3 (71)", rest, INTRODUCTION)
    assert len(tables(document)) == 1
    assert document.page_count == 71
    assert all("Sid 3" not in text for text in (*tables(document), *prose(document)))


# --- other tables -------------------------------------------------------------------------------

BUDGET = """
    Mnkr Budget 2021 Prognos 2021

    Förskola 290,3 280,4

    Äldreomsorg 45,8 45,8

    Summa 336,1 326,2
"""


def test_a_table_of_amounts_stands_apart_from_title_and_prose() -> None:
    document = read("Uppföljning av driftbudget", BUDGET, INTRODUCTION)
    assert shape(document) == "PTP"
    assert tables(document) == [printed(BUDGET)]
    assert prose(document)[0] == "Uppföljning av driftbudget"


def test_a_header_of_other_columns_opens_a_new_table() -> None:
    figures = """
        Nyckeltal T1 2020 T1 2021

        Antal barn 705 842

        Antal avdelningar 34 37
    """
    assert tables(read(BUDGET, figures)) == [printed(BUDGET), printed(figures)]


def test_a_repeated_header_opens_no_new_table() -> None:
    rest = """
        Mnkr Budget 2021 Prognos 2021

        Stab 5,0 6,0
    """
    assert len(tables(read(BUDGET, rest))) == 1


def test_rows_that_no_blank_line_parts_are_one_table_however_many() -> None:
    rows = "\n".join(f"Lekplats {letter} {number},5 {number},0"
                     for number, letter in enumerate("ABCDEFGHIJKLMN", start=10))  # fmt: skip
    table = f"Mnkr Budget 2021 Prognos 2021\n\n{rows}\n\nSumma 245,0 238,0"
    assert tables(read("Lek", table, INTRODUCTION)) == [table]


def test_a_header_whose_first_word_is_cut_opens_a_table() -> None:
    units = """
        Resultatenheten
        s namn

        Budget
        Resultat

        Norra lekplatsen 1 234 -234

        Södra lekplatsen 856 144
    """
    found = tables(read(BUDGET, "Enheter i parkerna", units, INTRODUCTION))
    assert found == [printed(BUDGET), printed(units)]


def test_what_spans_the_years_that_a_header_ends_with_belongs_to_the_table() -> None:
    table = """
        Utfall

        Lekplats (antal) Budget 2025 2025 2024

        Norra 12,5 14,0 1,5

        Södra 10,0 9,0 1,0
    """
    assert tables(read("Besök på lekplatser", table, INTRODUCTION)) == [printed(table)]


def test_what_spans_the_sexes_that_a_header_ends_with_belongs_to_the_table() -> None:
    table = """
        Varav

        Nyckeltal Budget
        2031 Snitt i år flickor pojkar

        Norra 12,5 14,0 9,0 5,0

        Södra 10,0 9,0 3,0 6,0
    """
    document = read("Besök på lekplatser", table, INTRODUCTION)
    assert tables(document) == [printed(table)]
    block = next(block for block in document.blocks if isinstance(block, RunTable))
    assert read_run(block).columns[-2:] == ("Varav flickor", "Varav pojkar")


def test_a_label_of_many_lines_in_a_narrow_column_belongs_to_the_header() -> None:
    label = "Har re-|sulta-|tet|upp-|kom-|mit|av|hem-|vis-|tens|eget|hand-|lande?|JA /|NEJ"
    header = f"Resultatenhetens namn||Bud-|get|2031||{label}".replace("|", "\n")
    table = f"{header}\n\nNorra 1 234 JA\n\nSödra 856 NEJ"
    assert tables(read("Enheter i parkerna.", table, INTRODUCTION)) == [table]


def test_a_table_right_below_a_heading() -> None:
    rows = "Norra 12,5 14,0\nSödra 10,0 9,0"
    heading = "Uppföljning av ekonomi"
    found = tables(read(f"{heading}\nMnkr Budget Bokslut\n{rows}", INTRODUCTION))
    assert found == [f"Mnkr Budget Bokslut\n{rows}"]


def test_a_header_whose_last_lines_do_not_name_all_columns_begins_above_them() -> None:
    table = """
        Mnkr Budget 2025 Bokslut 2025
        Avvikelse bokslut
        2025 2024

        Netto 12,5 14,0 1,5 2,0
    """
    assert tables(read("Lekplatser", "Parker", table, INTRODUCTION)) == [printed(table)]


def test_a_balance_sheet_begins_with_the_labels_of_both_its_sides() -> None:
    sheet = """
        Tillgångar (mnkr)

        Bokslut Skulder och lån (mnkr)

        Bokslut

        2025 2024 2025 2024

        Gungor och
        rutschbanor

        12,4 11,0 Lån av banken -9,4 -8,0

        Sandlådor 2,0 3,0 Lån av staden -5,0 -6,0
    """
    assert tables(read(BUDGET, "Ställning", sheet, INTRODUCTION))[-1] == printed(sheet)


def test_a_note_under_a_table_belongs_to_it() -> None:
    (table,) = tables(read(BUDGET, "*Prognosen är justerad", INTRODUCTION))
    assert table.endswith("*Prognosen är justerad")


@pytest.mark.parametrize(
    "text",
    [
        "Vi fick 1 240 ansökningar om jobb, och 900 får ett. Det är 100 fler än 800.",
        "Förskolan har 15 avdelningar\noch växer till 2025",
        "Bilaga 4\n\nBilaga 5\n\nBilaga 6",
        "1. En stad för alla\n\n2. En stad som växer",
    ],
    ids=["sentences", "a year at the end of a line", "numbered attachments", "numbered headings"],
)
def test_numbers_in_prose_make_no_table(text: str) -> None:
    assert tables(read(INTRODUCTION, text, INTRODUCTION)) == []


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Förskola 2 433,4 20,2 31,1", ["2 433,4", "20,2", "31,1"]),
        ("Antal barn 3 705 3 842", ["3 705", "3 842"]),
        ("Andel nöjda 33,5% 34,5 %", ["33,5", "34,5"]),
        ("Park 5 - -3", ["5", "-", "-3"]),
        ("Ekens förskola 5 JA 7", ["5", "JA", "7"]),
        ("Text utan värden", []),
    ],
)
def test_the_values_at_the_end_of_a_line(line: str, values: list[str]) -> None:
    assert [value.removesuffix("%").strip() for value in tail_values(line)] == values


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Förskola 290,3 280,4", True),
        ("Antal barn 705", True),
        ("Budget 2021", False),
        ("Prognos T1 2021", False),
        ("Prognos tertial 1", False),
        ("Se bilaga 4", False),
        ("Det kostade 290.", False),
        ("Varav 5 %", False),
        ("Förskola", False),
    ],
)
def test_lines_that_end_a_row(line: str, is_one: bool) -> None:
    assert is_row_end(line) is is_one


def test_lines_of_a_document_without_tables_are_prose() -> None:
    assert shape(read(INTRODUCTION, INTRODUCTION)) == "PP"


def test_form_feeds_number_the_pages_of_tables_too() -> None:
    document = flow_text.read(f"{printed(INTRODUCTION)}\n\f{printed(BUDGET)}\n")
    table = document.blocks[-1]
    assert isinstance(table, RunTable)
    assert (table.place.page, table.place.line_start) == (2, 2)


def test_prose_and_tables_may_mark_wraps_in_different_ways() -> None:
    # Some makers of PDF end every line of prose in a space, of cells only wrapped ones.
    prose_part = """
        Nämnden öppnar ett kafé i parken·
        och bygger en lekplats.·

    """
    table_part = """
        Indikator Årsmål Period

        Andel nöjda gäster på·
        parklekar

        70 % År

    """
    text = "\n\n".join(
        [*(printed(prose_part) for _ in range(20)), *(printed(table_part) for _ in range(12))]
    )
    document = flow_text.read(text)
    table = document.blocks[-1]
    assert isinstance(table, RunTable)
    assert (table.wrap_is_marked, table.end_is_marked) == (True, True)
    assert prose(document)[0] == "Nämnden öppnar ett kafé i parken och bygger en lekplats."
    assert len(prose(document)) == 20


def test_wraps_are_marked_though_units_and_periods_are_wrapped_too() -> None:
    # Some tools print no blank lines; in narrow columns a fourth of the values end in a space.
    row = "Antal\nbarn·\nper·\nanstäl\nld\n4,7 st 4,5·\n% Tertial 2·\n2025\n"
    other = "Antal\nkök\n3 st 4 st 2025\n"
    document = read("Indikator Utfall Årsmål Period\n" + (row + other * 4) * 15)
    (table,) = (block for block in document.blocks if isinstance(block, RunTable))
    assert (table.wrap_is_marked, table.end_is_marked) == (True, True)


def test_a_title_above_a_header_with_its_own_label_is_no_part_of_the_table() -> None:
    document = read(
        INTRODUCTION,
        """
        Verksamhet för lek och fritid
        Budget 2026 (mnkr) Kostnader Intäkter Netto

        Lekplatser 63,9 -6,0 57,9

        Summa 63,9 -6,0 57,9
        """,
    )
    (table,) = tables(document)
    assert table.startswith("Budget 2026 (mnkr)")
    assert "Verksamhet för lek och fritid" in prose(document)


def test_a_header_that_begins_with_the_unit_goes_on_with_the_label_above_it() -> None:
    """So it does where a page prints it again, and the label is none of the row below."""
    header = "Budget 2031·\n\n(mnkr) Avgifter 2031 Bidrag 2031\n\nNetto·\n\n2031"
    first, last = "Bryggor 20,5 -1,5 19,0", "Summa 20,5 -1,5 19,0"
    document = read("Hamn och sjö", header, first, header, last, INTRODUCTION)
    (table,) = tables(document)
    assert table.startswith("Budget 2031")
    assert table.count("(mnkr)") == 2
    assert "Hamn och sjö" in prose(document)


def test_a_title_with_its_unit_and_a_header_of_months_open_tables_of_their_own() -> None:
    units = """
        Lekplatser (tkr)

        Enhet Ingående
        resultat

        Årets
        resultat

        Lekplatser norr 1 234 -234

        Lekplatser söder 856 144
    """
    months = """
        Antal besök i månaden

        Jan Feb Mar Apr

        Barn 12 13 14 15

        Vuxna 10 11 12 14
    """
    document = read(INTRODUCTION, BUDGET, units, months, INTRODUCTION)
    assert [table.split("\n")[0] for table in tables(document)[1:]] == [
        "Enhet Ingående",
        "Jan Feb Mar Apr",
    ]
    titles = [text for text in prose(document) if "(tkr)" in text or "månaden" in text]
    assert titles == ["Lekplatser (tkr)", "Antal besök i månaden"]


def test_a_row_as_wide_as_the_page_that_wraps_does_not_end_its_table() -> None:
    wide = """
        Indikator Periodens utfall Utfall VB 2018 Årsmål KF:s årsmål Period
        Andel odlare med egen kompost som tycker att det är lätt att få plats med den vid lotten

        och som är nöjda 71 % 70 % 75 % 80 % VB

        2019
        Andel nya odlare 40 % 35 % 45 % 50 % 2019
    """
    (table,) = tables(read(INTRODUCTION, wide, INTRODUCTION))
    assert table.endswith("Andel nya odlare 40 % 35 % 45 % 50 % 2019")


def test_a_wide_row_whose_period_is_a_word_does_not_end_its_table() -> None:
    wide = """
        Indikator Årsmål KF:s årsmål Periodicitet

        Andel nya odlare 40 % 35 % År

        Andel gäster på parklekar och kaféer i hela stadsdelen som är nöjda med hur de alla blir
        bemötta
        78 % 80 % År

        Andel nöjda odlare 40 % 35 % År
    """
    (table,) = tables(read(INTRODUCTION, wide, INTRODUCTION))
    assert table.endswith("Andel nöjda odlare 40 % 35 % År")


def test_a_header_as_wide_as_the_page_belongs_to_its_table() -> None:
    header = (
        "Budget 2025 (mnkr) Kostnader 2025 Intäkter 2025 VP 2025 Netto Netto budget 2024 "
        "Netto prognos 2024"
    )
    table = f"{header}\nGungor 5,2 -1,0 4,2 4,1 4,0\nSandlådor 2,0 -1,0 1,0 1,1 1,2"
    assert tables(read("Lekplatser, mnkr", table, INTRODUCTION)) == [table]


def test_a_date_is_whole_though_a_blank_line_cuts_it() -> None:
    cut = """
        Aktivitet Startdatum Slutdatum

        Nämnden ska öppna ett kafé
        2026-01-01 2026-12-

        31
    """
    (table,) = tables(read(INTRODUCTION, cut, INTRODUCTION))
    assert table.endswith("2026-01-01 2026-12-31")


def test_a_title_that_begins_as_the_header_below_it_is_no_part_of_the_table() -> None:
    counted = """
        Antal barn i parkleken

        Antal barn Budget
        2021
        Bokslut
        2021

        1-3 år 1 652 1 723

        4-5 år 2 748 2 783
    """
    (table,) = tables(read(INTRODUCTION, counted, INTRODUCTION))
    assert table.startswith("Antal barn Budget\n2021")


def test_the_rest_of_the_last_name_of_a_table_is_part_of_it_without_a_header_above() -> None:
    text = """
        Indikator Årsmål KF:s årsmål år 2024 Periodicitet
        Andel
        80 %
        83 %
        År
        gäster
        som är nöjda
        Nämndmål: Parken är öppen
    """
    (table,) = [
        block for block in flow_text.read(printed(text)).blocks if isinstance(block, RunTable)
    ]
    assert table.place.text.endswith("som är nöjda")


def test_the_rest_of_a_name_below_a_repeated_header_has_as_many_lines_as_its_column_is_narrow() -> (
    None
):
    header = "Indikator Årsmål KF:s årsmål år 2024 Periodicitet"
    rest = "av de\ngäster\nsom\nbesö\nker\nvåra\nparker\noch är\nnöjda"
    prose = "Nämnden följer noga hur gästerna har det i parkerna och vid kaféerna."
    text = f"{header}\nAndel\n80 %\n83 %\nÅr\n{header}\n{rest}\n{prose}\n"
    (table,) = [block for block in flow_text.read(text).blocks if isinstance(block, RunTable)]
    assert table.place.text.endswith("nöjda")


@pytest.mark.parametrize("between", [" ", "\n"])
@pytest.mark.parametrize("again", [False, True])
def test_the_text_below_an_activitys_dates_is_part_of_its_table(between: str, again: bool) -> None:
    header = between.join(("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"))
    text = (
        f"{header}\n2021-01-01{between}2021-12-31\n{header if again else ''}\n"
        "Nämnden ska öppna\nett kafé och ett\nväxthus i den\nstora parken\ni parken\n"
        "Nämndmål: Parken är öppen\n"
    )
    (table,) = [block for block in flow_text.read(text).blocks if isinstance(block, RunTable)]
    assert table.place.text.endswith("i parken")


def test_prose_below_an_activity_of_which_only_the_dates_are_left_is_none_of_its_text() -> None:
    dates = "Aktivitet Startdatum Slutdatum Avvikelse\n2021-01-01 2021-12-31\n"
    prose = "Parken har under året varit öppen för alla som vill odla eller vila.\n" * 12
    (table,) = [
        block for block in flow_text.read(dates + prose).blocks if isinstance(block, RunTable)
    ]
    assert table.place.text.endswith("2021-12-31")
