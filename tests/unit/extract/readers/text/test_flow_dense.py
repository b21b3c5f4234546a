"""Flow text as other tools make it: tables found without the help of blank lines."""

from __future__ import annotations

from pipeline.extract.document import Document, Paragraph, RunTable
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.flow_habits import habit_of
from tests.unit.extract.making import lines

PROSE = "Nämnden öppnar ett kafé i parken och bygger en lekplats för alla åldrar som vill leka."
ROWS = [
    f"{label}\n{size},5\n1 {size}2,0\n-{size},0"
    for label, size in zip("ABCDEF", range(10, 16), strict=True)
]
TABLE = "Mnkr\nBudget 2021\nUtfall 2021\nAvvikelse 2021\n" + "\n".join(ROWS)


def tables(document: Document) -> list[RunTable]:
    return [block for block in document.blocks if isinstance(block, RunTable)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_values_alone_on_their_lines_tell_the_habit() -> None:
    apart = lines(TABLE)
    beside = lines("Parker 10,5 12,0\n\nTorg 9,5 8,0\n\nLek 7,5 6,0")
    assert habit_of(apart, 0).cells_apart
    assert not habit_of(beside, 2).cells_apart
    assert habit_of(beside, 2).spaced
    assert not habit_of(beside, 0).spaced


def test_a_table_stands_between_prose_without_blank_lines() -> None:
    document = flow_text.read(f"{PROSE}\nEkonomi\n{TABLE}\n{PROSE}\n{PROSE}")
    (table,) = tables(document)
    assert table.cells_apart
    assert table.place.text == TABLE
    assert prose(document)[:2] == [PROSE, "Ekonomi"]
    assert PROSE in prose(document)[-1]


def test_a_header_under_a_title_opens_a_new_table_though_it_is_the_same() -> None:
    document = flow_text.read(f"{PROSE}\nParker\n{TABLE}\nTorg\n{TABLE}\n{PROSE}")
    assert [table.place.text for table in tables(document)] == [TABLE, TABLE]
    assert "Torg" in prose(document)


def test_no_line_is_lost_and_none_stands_twice() -> None:
    text = f"{PROSE}\nParker\n{TABLE}\n*Enligt plan\n{PROSE}\nTorg\n{TABLE}\n{PROSE}"
    document = flow_text.read(text)
    numbers = [
        number
        for block in document.blocks
        for number in range(block.place.line_start or 0, (block.place.line_end or 0) + 1)
    ]
    assert numbers == list(range(1, text.count("\n") + 2))


def test_a_sentence_under_a_note_is_no_part_of_it_where_every_line_ends_in_a_space() -> None:
    text = f"{PROSE}\nEkonomi\n{TABLE}\n*Enligt plan\n{PROSE}\nTorg\n{TABLE}\n{PROSE}"
    document = flow_text.read("\n".join(f"{line} " for line in text.split("\n")))
    assert [table.place.text.count("*Enligt plan") for table in tables(document)] == [1, 0]
    assert prose(document)[-3:-1] == [PROSE, "Torg"]


def test_who_signed_when_is_a_table() -> None:
    text = f"{PROSE}\n{TABLE}\n{PROSE}\nAttesterat av\nNamn\nDatum\n"
    signed = "Asta Ek, parkchef\n2024-02-01\nBo Alm, torgchef\n2024-02-02"
    (_, table) = tables(flow_text.read(f"{text}{signed}\n{PROSE}"))
    assert table.place.text == f"Namn\nDatum\n{signed}"


def test_a_header_repeated_above_other_sub_headings_opens_no_table() -> None:
    header = "Nyckeltal parker, T2\n2021\n2022\n2023"
    first = "Träd\nAntal ekar\n10\n11\n12\nAntal björkar\n20\n21\n22"
    second = "Gräs\nAntal ängar\n1\n2\n3\nAntal mattor\n4\n5\n6"
    document = flow_text.read(f"{PROSE}\nParker\n{header}\n{first}\n{header}\n{second}\n{PROSE}")
    (table,) = tables(document)
    assert table.place.text == f"{header}\n{first}\n{header}\n{second}"


def test_values_that_never_end_in_a_space_tell_that_spaces_mark_wrapped_lines() -> None:
    rows = "\n".join(f"Park {n} och \ntorg\n{n},5\n{n},0" for n in range(10, 40))
    wrapped = flow_text.read(f"{PROSE}\nMnkr\nBudget \n2021\nUtfall \n2021\n{rows}\n{PROSE}")
    (table,) = tables(wrapped)
    assert table.wrap_is_marked and table.end_is_marked
    spaced = "\n".join(f"{line.strip()} " for line in rows.split("\n"))
    everywhere = flow_text.read(f"{PROSE} \nMnkr \nBudget \n2021 \nUtfall \n2021 \n{spaced}")
    assert not tables(everywhere)[0].end_is_marked


def test_the_rest_of_a_name_below_a_repeated_header_ends_before_the_next_table() -> None:
    header = "Indikator\nÅrsmål\nPeriodicitet"
    row = "Andel gäster som vet att\n64 %\nÅr"
    activities = "Aktivitet Startdatum Slutdatum\nGräva 2021-01-01 2021-12-31"
    document = flow_text.read(f"{PROSE}\n{header}\n{row}\n{header}\nparken är öppen\n{activities}")
    assert [table.place.text for table in tables(document)] == [
        f"{header}\n{row}\n{header}\nparken är öppen",
        activities,
    ]


def test_a_wide_row_of_whole_numbers_is_a_row_though_they_could_be_one_number() -> None:
    months = "Antal besök Jan Feb Mar Apr Maj Jun Jul Aug Sep Okt Nov Dec"
    rows = [
        f"Besökare i parken {year} {' '.join(str(number) for number in range(first, first + 12))}"
        for year, first in ((2024, 310), (2025, 421))
    ]
    table = "\n".join((months, *rows))
    document = flow_text.read(f"{PROSE}\n{PROSE}\nBesök\n{table}\n{PROSE}\n{PROSE}")
    assert [found.place.text for found in tables(document)] == [table]


def test_what_spans_columns_belongs_to_the_header_below_it() -> None:
    spanned = (
        "T1 2020\nT1 2021\nVerksamhet\nKvinnor\nMän\nKvinnor\nMän\n"
        "Simskola\n8\n11\n9\n12\nOdling för alla\n5\n6\n7\n8"
    )
    document = flow_text.read(f"{PROSE}\nParker\n{TABLE}\n{PROSE}\nOdling\n{spanned}\n{PROSE}")
    assert [table.place.text for table in tables(document)] == [TABLE, spanned]


def test_a_wide_label_of_names_above_one_of_a_column_is_no_running_text() -> None:
    wide = (
        "Beskrivning av varje justering, inom parentes antal ansökningar\nMkr\n"
        "Stöd till skolan (1)\n1,3\nKurser (1)\n0,9\nTotalt ansökt (2)\n2,2"
    )
    document = flow_text.read(f"{PROSE}\nParker\n{TABLE}\n{PROSE}\nDrift i år\n{wide}\n{PROSE}")
    assert [table.place.text for table in tables(document)] == [TABLE, wide]
