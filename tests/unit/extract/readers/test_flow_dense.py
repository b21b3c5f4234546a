"""Flow text as other tools make it: tables found without the help of blank lines."""

from __future__ import annotations

from pipeline.extract.document import Document, Paragraph, RunTable
from pipeline.extract.readers import flow_text
from pipeline.extract.readers.flow_habits import habit_of
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


def test_the_rest_of_a_name_below_a_repeated_header_ends_before_the_next_table() -> None:
    header = "Indikator\nÅrsmål\nPeriodicitet"
    row = "Andel gäster som vet att\n64 %\nÅr"
    activities = "Aktivitet Startdatum Slutdatum\nGräva 2021-01-01 2021-12-31"
    document = flow_text.read(f"{PROSE}\n{header}\n{row}\n{header}\nparken är öppen\n{activities}")
    assert [table.place.text for table in tables(document)] == [
        f"{header}\n{row}\n{header}\nparken är öppen",
        activities,
    ]
