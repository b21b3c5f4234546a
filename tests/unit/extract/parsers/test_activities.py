"""Activity tables: text, dates, deviation, Analys text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.document import GridTable, RunTable
from pipeline.extract.parsers.activities import is_activity_table, read_activities
from pipeline.extract.parsers.activity_rows import ActivityResult
from pipeline.extract.parsers.indicators import Placed
from tests.unit.extract.making import grid, run_table

HEADER = "Aktivitet Startdatum Slutdatum Avvikelse"
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def read(*tables: RunTable | GridTable) -> ActivityResult:
    return read_activities([Placed(table, 0, False) for table in tables])


def flow(*body: str, header: str = HEADER) -> ActivityResult:
    return read(run_table(header, *body))


def rows(result: ActivityResult) -> list[tuple[str, date | None, date | None, bool]]:
    return [(row.text, row.start_date, row.end_date, row.has_deviation) for row in result.rows]


def texts(result: ActivityResult) -> list[str]:
    return [row.text for row in result.rows]


def codes(result: ActivityResult) -> list[str]:
    return [problem.code for problem in result.problems]


# --- flow text ----------------------------------------------------------------------------------


def test_rows_of_one_line_and_of_several() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31

        Nämnden ska öppna ett kafé i
        parken

        2021-03-01 2021-06-30
    """)
    assert rows(result) == [
        ("Bygga en lekplats", *YEAR, False),
        ("Nämnden ska öppna ett kafé i parken", date(2021, 3, 1), date(2021, 6, 30), False),
    ]
    assert {row.confidence for row in result.rows} == {1.0}
    assert (result.rows[1].place.line_start, result.rows[1].place.line_end) == (5, 8)
    assert codes(result) == []


def test_rows_without_a_blank_line_between_them() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31
        Öppna ett kafé 2021-01-01 2021-12-31
    """)
    assert texts(result) == ["Bygga en lekplats", "Öppna ett kafé"]


@pytest.mark.parametrize("first, last", [("21-01-01", "21-12-31"), ("2021-01", "2021-12")])
def test_days_with_a_short_year_and_months_end_rows_too(first: str, last: str) -> None:
    result = flow(f"""
        Bygga en lekplats enligt program 2021-25 {first} {last}
        Öppna ett kafé i tre av 12-15-20 parker
        {first} {last} Avvikelse
    """)
    assert rows(result) == [
        ("Bygga en lekplats enligt program 2021-25", *YEAR, False),
        ("Öppna ett kafé i tre av 12-15-20 parker", *YEAR, True),
    ]
    assert codes(result) == []


def test_cells_on_lines_of_their_own_without_blank_lines() -> None:
    result = read(
        run_table("""
        Aktivitet
        Startdatum
        Slutdatum
        Avvikelse
        Bygga en lekplats.
        2021-01-01
        2021-12-31
        Avvikelse
        Analys
        Marken var frusen länge. Bygget blir klart till hösten.
        ✔
        Öppna ett kafé i
        parken
        2021-01-01
        2021-12-31
        Plantera träd
        2021-01-01
        """)
    )
    assert rows(result) == [
        ("Bygga en lekplats.", *YEAR, True),
        ("Öppna ett kafé i parken", *YEAR, False),
        ("Plantera träd", date(2021, 1, 1), None, False),
    ]
    analyses = [row.analysis.text if row.analysis else None for row in result.rows]
    assert analyses == ["Marken var frusen länge. Bygget blir klart till hösten.", None, None]


def test_cells_and_header_words_with_a_blank_line_after_each() -> None:
    result = read(
        run_table(
            "Aktivitet",
            "Startdatum",
            "Slutdatum",
            "Avvikelse",
            "Bygga en lekplats",
            "2021-01-01",
            "2021-12-31",
            "Avvikelse",
            "Öppna ett kafé",
            "2021-01-01",
            "2021-12-31",
        )
    )
    assert rows(result) == [
        ("Bygga en lekplats", *YEAR, True),
        ("Öppna ett kafé", *YEAR, False),
    ]
    assert codes(result) == []


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("Bygga en lekplats\n2021-01-01\nAvvikelse", None),
        ("Bygga en lekplats 2021-01-01 2021-12-31\nAvvikelse", YEAR[1]),
        ("Bygga en lekplats 2021-01-01\nAvvikelse", None),
        ("Bygga en\nlekplats\n2021-01-01\n2021-12-31 Avvikelse", YEAR[1]),
        ("Bygga en lekplats 2021-01-01\n2021-12-31 Avvikelse", YEAR[1]),
        ("Bygga en lekplats 2021-01-01 2021-12-31\n⚠ Avvikelse", YEAR[1]),
    ],
)
def test_the_deviation_on_a_line_of_its_own(printed: str, end: date | None) -> None:
    result = flow(printed)
    assert rows(result) == [("Bygga en lekplats", YEAR[0], end, True)]


def test_an_analysis_of_several_lines_keeps_them() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31

        Analys
        Marken var frusen länge.
        Bygget blir klart till hösten.
        Grannarna är informerade.
    """)
    (row,) = result.rows
    assert row.analysis is not None
    assert row.analysis.text.endswith("Grannarna är informerade.")


def test_a_row_right_below_an_analysis_whose_dates_stand_apart() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31

        Analys
        Marken var frusen länge. Grannarna är informerade.
        Öppna ett kafé i parken

        2021-01-01 2021-12-31
    """)
    assert rows(result) == [
        ("Bygga en lekplats", *YEAR, False),
        ("Öppna ett kafé i parken", *YEAR, False),
    ]
    analysis = result.rows[0].analysis
    assert analysis is not None and analysis.text.endswith("Grannarna är informerade.")


@pytest.mark.parametrize("mark", ["⚠ Avvikelse", "\uf06cAvvikelse", "⚠", "●"])
def test_an_icon_in_the_deviation_column(mark: str) -> None:
    in_cells = read(
        grid(f"""
        Aktivitet | Startdatum | Slutdatum | Avvikelse
        Bygga en lekplats | 2021-01-01 | 2021-12-31 | {mark}
        Öppna ett kafé | 2021-01-01 | 2021-12-31 | ✓
    """)
    )
    in_flow = flow(f"Bygga en lekplats 2021-01-01 2021-12-31 {mark}")
    assert [row.has_deviation for row in in_cells.rows] == [True, False]
    assert rows(in_flow) == [("Bygga en lekplats", *YEAR, True)]
    assert (in_flow.rows[0].confidence < 1) == ("Avvikelse" not in mark)


def test_a_word_in_the_deviation_column() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31 Avvikelse

        Öppna ett kafé 2021-01-01 2021-12-31
    """)
    assert [row.has_deviation for row in result.rows] == [True, False]
    assert result.rows[0].confidence == 1.0


def test_icons_and_hyphens_are_undone() -> None:
    result = flow("""
        ● Bygga en lekplats i stadsdels-
        parken 2021-01-01 2021-12-31
    """)
    assert texts(result) == ["Bygga en lekplats i stadsdelsparken"]


def test_a_date_inside_the_text_is_text() -> None:
    result = flow("""
        Vara klar 2021-05-01 med kafét
        i parken 2021-01-01 2021-12-31
    """)
    assert rows(result) == [("Vara klar 2021-05-01 med kafét i parken", *YEAR, False)]


def test_a_header_repeated_after_a_page_break_is_no_row() -> None:
    result = flow(
        "Bygga en lekplats 2021-01-01 2021-12-31",
        HEADER,
        "Öppna ett kafé 2021-01-01 2021-12-31",
    )
    assert texts(result) == ["Bygga en lekplats", "Öppna ett kafé"]
    assert codes(result) == []


def test_a_header_shattered_over_lines() -> None:
    result = flow(
        "Bygga en lekplats 2021-01-01 2021-12-31",
        header="Aktivitet Start\ndatum\nSlut\ndatum Avvikelse",
    )
    assert rows(result) == [("Bygga en lekplats", *YEAR, False)]


def test_a_row_cut_by_a_page_break_has_its_dates_after_it() -> None:
    result = flow(
        "Nämnden ska öppna ett kafé i",
        HEADER,
        "parken 2021-01-01 2021-12-31",
    )
    assert rows(result) == [("Nämnden ska öppna ett kafé i parken", *YEAR, False)]


def test_a_row_cut_by_a_page_break_has_its_dates_before_it() -> None:
    # T1 2021 prints a row's dates before the page break that its text runs over.
    result = flow(
        "Nämnden ska öppna ett kafé i 2021-01-01 2021-12-31",
        HEADER,
        """
        parken vid torget

        Bygga en lekplats 2021-01-01 2021-12-31
        """,
    )
    assert texts(result) == ["Nämnden ska öppna ett kafé i parken vid torget", "Bygga en lekplats"]
    assert result.rows[0].place.text.endswith("parken vid torget")


def test_the_rest_of_a_text_may_stand_right_above_the_next_row() -> None:
    result = flow(
        "Nämnden ska öppna ett kafé i 2021-01-01 2021-12-31",
        HEADER,
        """
        parken vid
        torget
        Bygga en lekplats 2021-01-01 2021-12-31
        """,
    )
    assert texts(result) == ["Nämnden ska öppna ett kafé i parken vid torget", "Bygga en lekplats"]


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2021-03-01", date(2021, 3, 1), None),
        ("2021-12-31", None, date(2021, 12, 31)),
        (" 2021-03-15", None, date(2021, 3, 15)),
        ("2021-12", date(2021, 12, 1), None),
    ],
    ids=["a start", "the last day of a month is an end", "a gap for the start", "a month"],
)
def test_a_single_date(printed: str, start: date | None, end: date | None) -> None:
    result = flow(f"Bygga en lekplats {printed}")
    assert rows(result) == [("Bygga en lekplats", start, end, False)]
    assert result.rows[0].confidence < 1


def test_an_impossible_date_is_no_date_but_a_problem() -> None:
    result = flow("Bygga en lekplats 2021-02-30 2021-12-31")
    assert rows(result) == [("Bygga en lekplats", None, date(2021, 12, 31), False)]
    assert codes(result) == ["impossible_date"]
    assert "2021-02-30" in result.problems[0].message
    assert result.rows[0].confidence < 1


def test_an_analysis_belongs_to_the_row_above_it() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31

        Analys
        Lekplatsen står färdig och
        används av många.

        Öppna ett kafé 2021-01-01 2021-12-31
    """)
    first, second = result.rows
    assert first.analysis is not None
    assert first.analysis.text == "Lekplatsen står färdig och används av många."
    assert second.analysis is None
    assert second.text == "Öppna ett kafé"


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Analys", "Lekplatsen står färdig och används.", "Lekplatsen står färdig och används."),
        (
            "Analys\nLekplatsen står färdig och",
            "används.",
            "Lekplatsen står färdig och används.",
        ),
    ],
    ids=["the word stands above the break", "the text goes on below it"],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank lines", "none"])
def test_an_analysis_that_a_page_break_cuts_is_one(
    above: str, below: str, whole: str, between: str
) -> None:
    result = flow(
        "Bygga en lekplats 2021-01-01 2021-12-31",
        above,
        HEADER,
        f"{below}{between}Öppna ett kafé 2021-01-01 2021-12-31",
    )
    first, second = result.rows
    assert first.analysis is not None
    assert first.analysis.text == whole
    assert second.text == "Öppna ett kafé"


def test_a_text_that_dates_follow_is_no_rest_of_a_cut_analysis() -> None:
    result = flow(
        "Bygga en lekplats 2021-01-01 2021-12-31",
        "Analys",
        HEADER,
        "Öppna ett kafé med en uteservering i parken.",
        "2021-01-01 2021-12-31",
    )
    assert texts(result)[1] == "Öppna ett kafé med en uteservering i parken."


DELAYED = """
    Bygga en lekplats 2021-01-01 2021-12-31

    Analys
    Bygget har skjutits upp till nästa år.

    Öppna ett kafé 2021-01-01 2021-12-31

    Analys
    Kafét öppnade i mars.
"""


def test_a_deviation_is_inferred_where_the_icons_are_lost() -> None:
    result = flow(DELAYED)
    assert [row.has_deviation for row in result.rows] == [True, False]
    assert result.rows[0].confidence == 0.8
    assert result.rows[1].confidence == 1.0


def test_no_deviation_is_inferred_where_the_column_has_words() -> None:
    result = flow(DELAYED, "Plantera träd 2021-01-01 2021-12-31 Avvikelse")
    assert [row.has_deviation for row in result.rows] == [False, False, True]


def test_no_deviation_is_inferred_where_there_is_no_such_column() -> None:
    result = flow(DELAYED, header="Aktivitet Startdatum Slutdatum")
    assert [row.has_deviation for row in result.rows] == [False, False]


def test_a_header_without_rows_is_a_problem() -> None:
    result = read(run_table(HEADER))
    assert (rows(result), codes(result)) == ([], ["activity_table_without_rows"])


def test_text_without_dates_at_the_end_is_a_problem() -> None:
    result = flow("""
        Bygga en lekplats 2021-01-01 2021-12-31

        Öppna ett kafé
    """)
    assert texts(result) == ["Bygga en lekplats"]
    (problem,) = result.problems
    assert problem.code == "activity_without_dates"
    assert problem.place is not None and problem.place.text == "Öppna ett kafé"


WORDS = st.sampled_from(["bygga", "kafé", "i", "parken", "2021", "och", "14-16", "år"])
SENTENCES = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=6)
DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))


@given(SENTENCES, DAYS, DAYS)
def test_no_word_of_an_activity_is_lost(rest: list[list[str]], start: date, end: date) -> None:
    expected = [" ".join(["Nämnden", "ska", *words]) for words in rest]
    result = flow("\n\n".join(f"{text} {start} {end}" for text in expected))
    assert rows(result) == [(text, start, end, False) for text in expected]


# --- tables with columns ------------------------------------------------------------------------


def test_a_grid_with_icons_and_a_missing_end_date() -> None:
    table = grid("""
         | Aktivitet | Startdatum | Slutdatum | Avvikelse
        ✓ | Bygga en lek- plats | 2021-01-01 | 2021-12-31 |
        ⚠ | <p>Öppna ett kafé</p> | 2021-01-01 | | Avvikelse
    """)
    result = read(table)
    assert rows(result) == [
        ("Bygga en lekplats", *YEAR, False),
        ("Öppna ett kafé", date(2021, 1, 1), None, True),
    ]
    assert result.rows[0].confidence == 1.0
    assert result.rows[1].confidence < 1


def test_a_misprinted_and_a_repeated_header() -> None:
    table = grid("""
        Aktivitet | Startdatum | Sluttdatum | Awikelse
        Bygga en lekplats | 2021-01-01 | 2021-12-31 |
        Aktivitet | Startdatum | Sluttdatum | Awikelse
        Öppna ett kafé | 2021-01-01 | 2021-12-31 | Avvikelse
    """)
    assert rows(read(table)) == [
        ("Bygga en lekplats", *YEAR, False),
        ("Öppna ett kafé", *YEAR, True),
    ]


def test_an_analysis_inside_the_table() -> None:
    table = grid("""
        Aktivitet | Startdatum | Slutdatum
        Bygga en lekplats | 2021-01-01 | 2021-12-31
        Analys Lekplatsen står färdig. | |
        Öppna ett kafé | 2021-01-01 | 2021-12-31
        Analys | |
        Kafét öppnade i mars och är välbesökt. | |
    """)
    result = read(table)
    assert [row.analysis.text if row.analysis else None for row in result.rows] == [
        "Lekplatsen står färdig.",
        "Kafét öppnade i mars och är välbesökt.",
    ]


def test_columns_of_older_activity_tables() -> None:
    table = grid("""
        Aktiviteter    | Ansvarig      | Klart
        Ordna en fest  | Enhetschefen  | 2009-12-31
    """)
    result = read(table)
    assert [(row.text, row.start_date, row.end_date) for row in result.rows] == [
        ("Ordna en fest", None, date(2009, 12, 31))
    ]
    assert "value_outside_columns" in codes(result)


def test_one_column_for_the_span_of_time() -> None:
    result = read(
        grid("""
            Aktivitet         | Tidplan                 | Ansvarig
            Bygga en lekplats | 2021-01-01 – 2021-12-31 |
            Öppna ett kafé    | under året              |
        """)
    )
    assert rows(result) == [
        ("Bygga en lekplats", *YEAR, False),
        ("Öppna ett kafé", None, None, False),
    ]
    assert codes(result) == ["impossible_date"]


def test_days_and_months_as_people_type_them() -> None:
    result = read(
        grid("""
            Aktivitet         | Startdatum | Slutdatum       | Avvikelse
            Bygga en lekplats | 210101     | 31 december 2021 | Nej
            Öppna ett kafé    | 2021-01-01 | 2021-12         | –
            Ordna en fest     | –          | –               | Ja
        """)
    )
    assert rows(result) == [
        ("Bygga en lekplats", *YEAR, False),
        ("Öppna ett kafé", *YEAR, False),
        ("Ordna en fest", None, None, True),
    ]
    assert codes(result) == []
    assert result.rows[0].confidence == 1.0
    assert result.rows[1].confidence < 1


def test_a_status_that_is_a_deviation() -> None:
    result = read(
        grid("""
            Aktivitet         | Startdatum | Slutdatum  | Status
            Bygga en lekplats | 2021-01-01 | 2021-12-31 | Försenad
            Öppna ett kafé    | 2021-01-01 | 2021-12-31 | Pågår
        """)
    )
    assert [row.has_deviation for row in result.rows] == [True, False]
    assert codes(result) == ["value_outside_columns"] * 2


def test_an_impossible_date_in_a_grid() -> None:
    table = grid("""
        Aktivitet | Startdatum | Slutdatum
        Bygga en lekplats | 2021-01-01 | 2021-11-31
    """)
    result = read(table)
    assert rows(result) == [("Bygga en lekplats", date(2021, 1, 1), None, False)]
    assert codes(result) == ["impossible_date"]


def test_a_grid_with_nothing_below_its_header_is_a_problem() -> None:
    assert codes(read(grid("Aktivitet | Startdatum | Slutdatum"))) == [
        "activity_table_without_rows"
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Indikator | Utfall | Årsmål | Period",
        "Aktivitet | Ansvarig | Kostnad",
        "Aktivitet | Startdatum | Slutdatum | Kostnad",
    ],
)
def test_other_grids_are_no_activity_tables(header: str) -> None:
    assert not is_activity_table(grid(header))


def test_other_lines_are_no_activity_header() -> None:
    assert not is_activity_table(run_table("Aktivitet och rörelse"))
    assert not is_activity_table(run_table("Indikator Årsmål Periodicitet"))


def test_text_below_the_dates_of_the_only_row_is_its_own() -> None:
    result = flow("2021-01-01 2021-12-31\nNämnden ska öppna ett kafé\ni parken")
    assert rows(result) == [("Nämnden ska öppna ett kafé i parken", *YEAR, False)]
    assert result.rows[0].confidence < 0.95
    assert codes(result) == []


@pytest.mark.parametrize(
    "header",
    [
        "Aktivitet Startda\u2010\ntum\nSlutda\u2010\ntum\nAvvi\u2010\nkelse",
        "Aktivitet Startdatu\nm\n\nSlutdatu\nm Avvikelse\n",
    ],
)
def test_a_header_whose_words_are_cut_is_no_part_of_the_first_row(header: str) -> None:
    result = flow("Bygga en lekplats 2021-01-01 2021-12-31", header=header)
    assert rows(result) == [("Bygga en lekplats", *YEAR, False)]


@pytest.mark.parametrize("label", ["Analys", "Kommentar"])
def test_a_column_of_what_is_said_of_every_activity(label: str) -> None:
    result = read(
        grid(f"""
            Aktivitet         | Startdatum | Slutdatum  | Trend | {label}
            Bygga en lekplats | 2021-01-01 | 2021-12-31 | ↑     | Lekplatsen står färdig.
            Öppna ett kafé    | 2021-01-01 | 2021-12-31 | →     |
        """)
    )
    assert rows(result) == [("Bygga en lekplats", *YEAR, False), ("Öppna ett kafé", *YEAR, False)]
    said = [row.analysis.text if row.analysis else None for row in result.rows]
    assert said == ["Lekplatsen står färdig.", None]


def test_a_column_that_numbers_activities_and_one_that_is_none_of_theirs() -> None:
    assert texts(
        read(
            grid("""
                Nr | Aktivitet         | Start      | Slut
                1  | Bygga en lekplats | 2021-01-01 | 2021-12-31
            """)
        )
    ) == ["Bygga en lekplats"]


def test_a_short_header_of_the_flow() -> None:
    result = flow("Bygga en lekplats 2021-01-01 2021-12-31", header="Aktiviteter Start Slut")
    assert rows(result) == [("Bygga en lekplats", *YEAR, False)]
    assert not is_activity_table(run_table("Aktiviteter startade i maj"))


# --- columns told by their days -----------------------------------------------------------------


def test_columns_of_days_are_known_whatever_they_are_headed() -> None:
    result = read(
        grid("""
            Aktivitet | Igångsättning | Ansvarig | Målgång
            Rusta upp badplatsen | 2026-02-01 | Parkenheten | 30 juni 2026
            Aktivitet | Igångsättning | Ansvarig | Målgång
            Öppna ett läxkafé | 2026.03.01 | Stab | -
        """)
    )
    assert rows(result) == [
        ("Rusta upp badplatsen", date(2026, 2, 1), date(2026, 6, 30), False),
        ("Öppna ett läxkafé", date(2026, 3, 1), None, False),
    ]


def test_the_earlier_of_two_columns_of_days_begins_an_activity() -> None:
    result = read(
        grid("""
            Aktiviteter | Målgång | Igångsättning
            Rusta upp badplatsen | 2026-06-30 | 2026-02-01
            Öppna ett läxkafé | 2026-12-31 | 2026-03-01
        """)
    )
    assert [(row.start_date, row.end_date) for row in result.rows] == [
        (date(2026, 2, 1), date(2026, 6, 30)),
        (date(2026, 3, 1), date(2026, 12, 31)),
    ]


def test_a_lone_column_of_days_is_the_date_that_the_others_lack() -> None:
    with_start = read(
        grid("Aktivitet | Startdatum | Målgång\nÖppna kafé | 2026-01-02 | 2026-05-06")
    )
    assert [row.end_date for row in with_start.rows] == [date(2026, 5, 6)]
    alone = read(grid("Aktivitet | Målgång\nÖppna kafé | 2026-05-06"))
    assert [(row.start_date, row.end_date) for row in alone.rows] == [(None, date(2026, 5, 6))]


@pytest.mark.parametrize(
    "text",
    [
        "Aktivitet | Igångsättning | Besökare\nÖppna kafé | 2026-01-02 | 14",
        "Aktivitet | Igångsättning | Målgång\nÖppna kafé | snart | 2026-05-06",
        "Åtgärd | Igångsättning | Målgång\nÖppna kafé | 2026-01-02 | 2026-05-06",
    ],
)
def test_a_table_with_strange_columns_of_other_things_is_none_of_activities(text: str) -> None:
    assert not is_activity_table(grid(text))


def test_beside_days_of_start_and_end_there_may_be_columns_of_any_kind() -> None:
    table = grid("""
        Aktivitet | Startdatum | Slutdatum | Agenda 2030
        Öppna kafé | 2026-01-02 | 2026-05-06 | 11
    """)
    assert rows(read(table)) == [("Öppna kafé", date(2026, 1, 2), date(2026, 5, 6), False)]


def test_of_two_strange_columns_one_may_be_empty() -> None:
    result = read(grid("Aktivitet | Igångsättning | Målgång\nÖppna kafé | 2026-05-06 |"))
    assert [(row.start_date, row.end_date) for row in result.rows] == [(date(2026, 5, 6), None)]


def test_a_row_that_was_torn_in_its_text_is_one() -> None:
    result = read(
        grid("""
            Aktivitet                       | Startdatum | Slutdatum
            Rusta upp badplatsen för        | 1 feb      | 30 juni
            fler besökare                   | 2026       | 2026
            Öppna ett läxkafé för ungdomar  |            |
            som går i gymnasiet             | 2026-03-01 | 2026-12-31
            eBrev till alla                 | 2026-03-01 | 2026-12-31
        """)
    )
    assert [(row.text, row.start_date, row.confidence) for row in result.rows] == [
        ("Rusta upp badplatsen för fler besökare", date(2026, 2, 1), 0.9),
        ("Öppna ett läxkafé för ungdomar som går i gymnasiet", date(2026, 3, 1), 0.9),
        ("eBrev till alla", date(2026, 3, 1), 1.0),
    ]


def test_a_row_without_any_date_is_not_sure() -> None:
    result = read(grid("Aktivitet | Startdatum | Slutdatum\nÖppna kafé | |\nVila | 2026-01-02 |"))
    assert [row.confidence for row in result.rows] == [0.7, 0.97]


def test_an_analysis_behind_the_text_in_its_cell_is_no_text() -> None:
    table = grid("""
        Aktivitet | Startdatum | Slutdatum
        Måla bänkar *Analys:* Alla är blå. | 2024-01-01 | 2024-12-31
        Pröva Analys: metoden för bänkar | 2024-01-01 | 2024-12-31
        """)
    found = read(table).rows
    assert [row.text for row in found] == ["Måla bänkar", "Pröva Analys: metoden för bänkar"]
    assert [row.analysis and row.analysis.text for row in found] == ["Alla är blå.", None]
