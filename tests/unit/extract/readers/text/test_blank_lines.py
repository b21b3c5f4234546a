"""Blank lines that part nothing: behind Analys, behind every line of a text set wide."""

from __future__ import annotations

from pipeline.extract.document import Document, Paragraph, RunTable
from pipeline.extract.parsers.run_tables import read_run
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.blank_lines import tables_are_apart, without_idle_blanks
from tests.unit.extract.making import lines, printed

HEADER = "Indikator Periodens utfall Utfall VB 2018 Årsmål KF:s årsmål Period"


def left(text: str) -> str:
    printed_lines = lines(text)
    kept = without_idle_blanks(printed_lines, apart=tables_are_apart(printed_lines))
    return "\n".join(line.text for line in kept)


def tables(text: str) -> list[str]:
    document: Document = flow_text.read(printed(text))
    return [block.place.text for block in document.blocks if isinstance(block, RunTable)]


def test_an_analysis_may_stand_apart_from_its_word_where_another_row_follows() -> None:
    text = f"""
        {HEADER}
        Andel nöjda odlare 71 % 70 % 75 % 80 % 2019

        Analys

        Fler odlare har fått en lott.

        Andel lotter med kompost 40 % 35 % 45 % 50 % 2019
    """
    assert "Analys\nFler odlare har fått en lott.\n\nAndel" in left(text)
    (table,) = tables(text)
    assert table.endswith("50 % 2019")


def test_the_last_rows_analysis_may_stand_apart_where_the_goal_has_had_its_own_text() -> None:
    goal = "Nämndmål: Parken är öppen\n\nAnalys\n\nMålet uppfylls.\n\n"
    table = f"{HEADER}\nAndel nöjda odlare 71 % 70 % 75 % 80 % 2019\n\nAnalys\n\nFler har en lott."
    whole = left(goal + table)
    assert "Analys\n\nMålet uppfylls." in whole
    assert whole.endswith("Analys\nFler har en lott.")
    assert left(table) == table, "it may be the goal's own"


def test_an_analysis_below_a_table_and_before_the_next_one_is_the_goals_own() -> None:
    text = f"""
        {HEADER}
        Andel nöjda odlare 71 % 70 % 75 % 80 % 2019

        Analys

        Fler odlare har fått en lott.

        Aktivitet Startdatum Slutdatum Avvikelse
        Nämnden ska öppna en park 2019-01-01 2019-12-31
    """
    assert left(text) == printed(text)


WIDE = "\n\n".join(
    f"Odling nummer {number} i parken har under våren fått en ny·\n\nkompost och en gärds\n\n"
    "gård av hassel"
    for number in range(24)
)


def test_where_every_line_is_followed_by_a_blank_one_the_space_at_its_end_tells_the_wrap() -> None:
    first = left(WIDE).split("\n\n")[0]
    assert first.split("\n") == [
        "Odling nummer 0 i parken har under våren fått en ny ",
        "kompost och en gärds",
        "gård av hassel",
    ]


def test_paragraphs_that_all_end_in_a_space_stay_apart() -> None:
    text = "\n\n".join(f"Odling nummer {number} är öppen.·" for number in range(40))
    assert left(text) == printed(text)


def set_wide(rows: int) -> str:
    """A table of which every line is followed by a blank one, and nothing marks wrapped lines."""
    below = "".join(
        f"Andel nöjda\nodlare i park\nnummer {row} 71 % 70 % 75 % 2019\nAnalys\n"
        "Fler odlare har fått en lott, och de\nsom har en är nöjda. Gården\när öppen.\n"
        for row in range(rows)
    )
    header = "Indikator\nPeriodens\nutfall\nUtfall\nVB 2018\nÅrsmål Period\n"
    return (header + below).replace("\n", "\n\n")


def test_where_tables_are_set_wide_their_blank_lines_part_nothing() -> None:
    first, *rest = left(set_wide(12)).split("Andel nöjda\n")
    assert first == "Indikator\nPeriodens\nutfall\nUtfall\nVB 2018\nÅrsmål Period\n"
    assert set(rest[:-1]) == {part for part in rest[:-1] if "\n\n" not in part}
    (table,) = tables(set_wide(12))
    assert "odlare i park\nnummer 7 71 % 70 % 75 % 2019\nAnalys\nFler" in table


def test_blank_lines_between_rows_stay_where_lines_of_a_cell_stand_together() -> None:
    rows = "\n\n".join(
        f"Andel nöjda\nodlare i park\nnummer {row} 71 % 70 % 75 % 2019" for row in range(12)
    )
    text = f"Indikator Periodens utfall Utfall VB 2018 Årsmål Period\n\n{rows}"
    assert left(text) == text


def test_the_rest_of_a_name_below_a_repeated_header_goes_on_over_blank_lines() -> None:
    text = """
        Aktivitet Startdatum Slutdatum Avvikelse

        Nämnden ska öppna ett kafé 2019-01-01 2019-12-31

        Aktivitet Startdatum Slutdatum Avvikelse

        i parken, inklusive hur gästerna

        kan odla sin egen sallad

        Nämndmål: Parken är öppen
    """
    (table,) = tables(text)
    assert table.endswith("kan odla sin egen sallad")


def test_where_tables_are_set_wide_so_are_those_of_money() -> None:
    money = (
        "Nämndmål: Parken är öppen\nBeskrivning\nParken är öppen hela året.\n\n"
        "Verksamhet (mnkr)\nBudget\n2019\nBokslut\n2019\nNetto-\nförändring\n"
        "Odling i lådor och\nväxthus 12,0 13,0 1,0\nStigar 10,0 11,0 1,0\n"
        "Bänkar som är\nav trä 2,0 2,0 0,0\nTotalt 24,0 26,0 2,0\n"
    ).replace("\n", "\n\n")
    document = flow_text.read(set_wide(12) + money)
    *_, table = [block for block in document.blocks if isinstance(block, RunTable)]
    body = read_run(table)
    assert body.columns == ("Verksamhet (mnkr)", "Budget 2019", "Bokslut 2019", "Nettoförändring")
    assert list(dict.fromkeys(cell.row_label for cell in body.cells)) == [
        "Odling i lådor och växthus",
        "Stigar",
        "Bänkar som är av trä",
        "Totalt",
    ]


def test_blank_lines_behind_every_line_of_running_text_part_no_paragraphs() -> None:
    sentence = "Odlarna har under året byggt nya kompostlådor vid koloniområdets norra\n\n" + (
        "och södra grind, och därmed har mängden matavfall som körs bort minskat.\n\n"
    )
    heading = "KF:s inriktningsmål: 3. En stad som\n\nodlar sin mat\n\n"
    document = flow_text.read(f"Odling\n\n{sentence * 24}{heading}{sentence}")
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "KF:s inriktningsmål: 3. En stad som odlar sin mat" in texts
    assert texts[-1].startswith("Odlarna har") and texts[-1].endswith("minskat.")


def test_blank_lines_behind_few_lines_of_running_text_part_paragraphs() -> None:
    sentence = "Odlarna har under året byggt nya kompostlådor vid koloniområdets norra\n\n" + (
        "och södra grind, och därmed har mängden matavfall som körs bort minskat.\n\n"
    )
    heading = "KF:s inriktningsmål: 3. En stad som\n\nodlar sin mat\n\n"
    whole = sentence.replace("norra\n\n", "norra\n") * 24
    document = flow_text.read(f"Odling\n\n{whole}{heading}{whole}")
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "KF:s inriktningsmål: 3. En stad som" in texts


def test_an_analysis_may_stand_apart_below_a_name_that_a_page_break_parts() -> None:
    text = f"""
        {HEADER}
        Andel odlare som har en lott i 71 % 70 % 75 % 80 % 2019

        {HEADER}

        norra parken

        Analys

        Fler odlare har fått en lott.

        Andel lotter med kompost 40 % 35 % 45 % 50 % 2019
    """
    assert "Analys\nFler odlare har fått en lott.\n\nAndel" in left(text)
    (table,) = tables(text)
    assert table.endswith("50 % 2019")
