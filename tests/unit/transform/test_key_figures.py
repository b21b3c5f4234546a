"""What stands around a key figure says of it: header, title, notes, headings. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.extract.report import ReportTable, ReportType, TableCell
from pipeline.transform.economy.areas import area_of_headings, names_areas, spoken_of
from pipeline.transform.economy.units import spelled, unit_of
from pipeline.transform.seeds import service_area_names
from tests.unit.transform.reports import place, table
from tests.unit.transform.test_economy import rows

FIRST_FOLLOW_UP, SECOND = ReportType.FIRST_FOLLOW_UP, ReportType.SECOND_FOLLOW_UP


def figures(given: ReportTable, *, of: ReportType = ReportType.ANNUAL_REPORT) -> list[Any]:
    """Key figures of a report of 2024 with one table."""
    return rows("fact_key_figure", given, of=of)


def key_table(columns: tuple[str, ...], *body: tuple[str, ...], **of_table: Any) -> ReportTable:
    return table("key_figures", columns, *body, **{"unit": None, "title": "Lek", **of_table})


# --- period -------------------------------------------------------------------------------------


def test_a_quarter_in_the_header_is_of_every_column() -> None:
    found = figures(
        key_table(("Nyckeltal, parklek, kvartal 1", "2023", "2024"), ("Antal besök", "7", "8"))
    )
    names = ("period_year", "period_part", "period_start", "period_end")
    assert [tuple(r[name] for name in names) for r in found] == [
        (2023, "Q1", date(2023, 1, 1), date(2023, 3, 31)),
        (2024, "Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ]


def test_a_part_in_the_title_is_too_unless_the_column_names_its_own() -> None:
    (found,) = figures(key_table(("Nyckeltal", "T1 2024"), ("Antal", "7"), title="Lek, halvår 2"))
    assert found["period_part"] == "T1"
    (found,) = figures(key_table(("Nyckeltal", "2024"), ("Antal", "7"), title="Lek, halvår 2"))
    assert (found["period_part"], found["period_end"]) == ("H2", date(2024, 12, 31))


def test_where_no_period_is_printed_it_is_the_reports_own() -> None:
    columns = ("Avdelning", "Parken", "Ladan")
    (one, _) = figures(key_table(columns, ("Antal beröm", "7", "8")), of=SECOND)
    assert (one["period_part"], one["period_start"], one["period_end"]) == (
        "T2",
        date(2024, 1, 1),
        date(2024, 8, 31),
    )
    (one, _) = figures(key_table(columns, ("Antal beröm", "7", "8")))
    assert (one["period_part"], one["period_end"]) == (None, date(2024, 12, 31))


def test_the_last_of_three_terms_is_the_rest_of_the_year() -> None:
    found = figures(
        key_table(
            ("Uppdelning", "Utfall T1", "Utfall T2", "Utfall VB", "Totalt ack. utfall"),
            ("Antal beröm", "1", "2", "3", "6"),
        )
    )
    assert [(r["period_part"], r["statistic"], r["period_start"].month, r["period_end"].month)
            for r in found] == [
        ("T1", "outcome", 1, 4),
        ("T2", "outcome", 5, 8),
        ("VB", "outcome", 9, 12),
        (None, "accumulated", 1, 12),
    ]  # fmt: skip


# --- statistic ----------------------------------------------------------------------------------


def test_a_note_says_that_all_figures_are_sums_so_far() -> None:
    given = key_table(
        ("Personalomsättning i procent", "jan", "feb"),
        ("2024", "0,5", "0,9"),
        notes=("*ackumulerat till och med perioden",),
    )
    names = ("statistic", "period_start", "period_end", "unit")
    assert [tuple(r[name] for name in names) for r in figures(given)] == [
        ("accumulated", date(2024, 1, 1), date(2024, 1, 31), "%"),
        ("accumulated", date(2024, 1, 1), date(2024, 2, 29), "%"),
    ]


def test_a_part_of_a_column_is_of_its_kind_and_period() -> None:
    found = figures(
        key_table(
            ("Nyckeltal", "Budget 2024", "Snitt jan t.o.m. mars", "Varav kvinnor", "Varav män"),
            ("Boende, antal månadspersoner", "9", "8", "5", "3"),
        )
    )
    assert [(r["statistic"], r["period_part"], r["breakdown"], r["unit"]) for r in found] == [
        ("budget", None, "total", "månadspersoner"),
        ("average", "Q1", "total", "månadspersoner"),
        ("average", "Q1", "women", "månadspersoner"),
        ("average", "Q1", "men", "månadspersoner"),
    ]


@pytest.mark.parametrize(
    ("label", "statistic"),
    [
        ("Vårddygn, snitt per månad", "average"),
        ("Medelavgift, kronor", "average"),
        ("Andel med examen, %", "share"),
        ("Nöjdhetsindex", "index"),
        ("Antal barn", "reading"),
    ],
)
def test_the_name_of_a_figure_says_its_kind_where_the_column_does_not(
    label: str, statistic: str
) -> None:
    (found,) = figures(key_table(("Nyckeltal", "T1 2024"), (label, "7")))
    assert found["statistic"] == statistic
    (found,) = figures(key_table(("Nyckeltal", "Budget 2024"), (label, "7")))
    assert found["statistic"] == "budget"


# --- breakdown ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "breakdown"),
    [
        ("Antal boende", "T1 2024 Kvinnor", "women"),
        ("Antal boende, män", "T1 2024", "men"),
        ("Pojkar", "T1 2024", "men"),
        ("Närstående (anhörig, god man)", "T1 2024", "total"),
        ("Boende (kvinnor)", "T1 2024", "total"),
        ("Våld mot kvinnor", "T1 2024", "total"),
        ("Kvinnor och män", "T1 2024", "total"),
        ("Allmän lek", "T1 2024", "total"),
    ],
)
def test_breakdown_is_told_by_a_closed_list_of_words(row: str, column: str, breakdown: str) -> None:
    (found,) = figures(key_table(("Nyckeltal", column), (row, "7")))
    assert found["breakdown"] == breakdown


# --- name, unit, note, area ---------------------------------------------------------------------


def test_what_heads_the_labels_is_part_of_the_name_where_it_says_what_is_counted() -> None:
    (found,) = figures(key_table(("Antal barn", "Budget 2024"), ("1-3 år", "7")))
    assert (found["figure_name"], found["figure_label"], found["unit"]) == (
        "Antal barn: 1-3 år",
        "1-3 år",
        "barn",
    )
    (found,) = figures(key_table(("Nyckeltal", "Budget 2024"), ("Lekar", "7")))
    assert found["figure_name"] == "Lekar"


def cell(text: str, label: str, column: str = "T1 2024", group: str | None = None) -> TableCell:
    return TableCell(1, label, group, 2, column, text, 7.0, place(text), 1.0)


@pytest.mark.parametrize(
    ("given", "of_table", "unit"),
    [
        (cell("7 st", "Lekar"), {}, "st"),
        (cell("7 %", "Lekar, kronor"), {}, "%"),
        (cell("7", "Utbetalt, mnkr"), {}, "mnkr"),
        (cell("7", "Medelbidrag, kronor"), {}, "kr"),
        (cell("7", "Lekar", "Andel i procent"), {}, "%"),
        (cell("7", "Bostad"), {"columns": ("Verksamhet (helårspersoner)", "T1 2024")},
         "helårspersoner"),
        (cell("7", "Bostad"), {"columns": ("Verksamhet antal personer", "T1 2024")}, "personer"),
        (cell("7", "Barn/anställd"), {}, "barn/anställd"),
        (cell("7", "Andel lekar"), {}, "%"),
        (cell("7", "Lekar"), {"title": "Antal lekar"}, "st"),
        (cell("7", "Lekar"), {"unit": "procent"}, "%"),
        (cell("7", "Lekar"), {"kind": "complaints"}, "st"),
        (cell("7", "Lekar"), {}, None),
        (cell("7", "Antal dygn"), {"kind": "area_detail", "unit": "mnkr"}, "mnkr"),
        (cell("7", "Andel, %"), {"kind": "area_detail", "unit": "mnkr"}, "%"),
    ],
)  # fmt: skip
def test_the_unit_is_taken_from_the_nearest_place_that_prints_it(
    given: TableCell, of_table: dict[str, Any], unit: str | None
) -> None:
    plain = key_table(("Nyckeltal", "T1 2024"), ("x", "7"))
    assert unit_of(replace(plain, **of_table), given) == unit


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("procent", "%"), ("kronor", "kr"), ("St.", "st"), ("GWh", "GWh"), (None, None)],
)
def test_a_unit_has_one_spelling(printed: str | None, unit: str | None) -> None:
    assert spelled(printed) == unit


def test_a_note_goes_with_the_figures_that_bear_its_mark() -> None:
    found = figures(
        key_table(
            ("Nyckeltal", "T1 2024"),
            ("Ärenden*", "7"),
            ("Lekar", "8"),
            notes=("* unika personer", "Siffrorna är preliminära"),
        )
    )
    assert [r["note"] for r in found] == [
        "* unika personer\nSiffrorna är preliminära",
        "Siffrorna är preliminära",
    ]


@pytest.mark.parametrize(
    ("row", "column", "title", "section", "area"),
    [
        ("Äldreomsorg", "2024", "Lek", "", "aldreomsorg"),
        ("Antal", "Förskola", "Lek", "", "forskola"),
        ("Antal", "2024", "Tabell över lek inom IOF Barn och unga", "", "barn-och-ungdom"),
        ("Antal", "2024", "Lek", "Ekonomi / Stadsmiljö / Drift", "stadsmiljo"),
        ("Antal", "2024", "Lek", "Ekonomi / Övrigt", None),
    ],
)
def test_the_area_is_named_by_the_table_or_the_headings_above_it(
    row: str, column: str, title: str, section: str, area: str | None
) -> None:
    given = key_table(("Nyckeltal", column), (row, "7"), title=title)
    (found,) = figures(replace(given, section=section))
    assert found["service_area_key"] == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("IoF vuxna", "vuxna"),
        ("Utfallet för förskoleverksamheten", "forskola"),
        ("stadsmiljöverksamhet inklusive avskrivningar och internränta",
         "stadsmiljo-inklusive-kapitalkostnader"),
        ("Ekonomiskt bistånd och arbetsmarknad", None),
        ("Förskolegatan", None),
        ("Övrig verksamhet", None),
    ],
)  # fmt: skip
def test_areas_that_a_text_names(text: str, area: str | None) -> None:
    found = spoken_of(text, service_area_names())
    assert (found.key if found else None) == area


def test_a_heading_of_two_areas_names_areas_and_none_alone() -> None:
    path, names = "Ekonomi / Ekonomiskt bistånd och arbetsmarknad", service_area_names()
    assert (area_of_headings(path, names), names_areas(path, names)) == (None, True)
    assert not names_areas("Ekonomi / Investeringar", names)


def test_every_cell_of_any_table_has_its_unit() -> None:
    given = table(
        "other", ("Lek", "2024"), ("Antal lekar", "7"), ("Avgift, kronor", "8"), unit=None
    )
    assert [r["unit"] for r in rows("fact_table_cell", given)] == ["st", "kr"]


def test_months_in_the_heading_of_a_grant_count_before_those_in_a_remark() -> None:
    given = table(
        "state_grants",
        ("Statsbidrag", "Mnkr"),
        ("Ersättning (kostnader för januari-april)", "8,7"),
    )
    grouped = replace(
        given, cells=tuple(replace(c, row_group="Tilldelat för jan-mars") for c in given.cells)
    )
    (found,) = rows("fact_pandemic_amount", grouped, of=FIRST_FOLLOW_UP)
    assert found["period_label"] == "jan-mars"


def test_a_note_says_what_is_counted_where_nothing_nearer_does() -> None:
    found = figures(
        key_table(
            ("Nyckeltal", "2024"),
            ("Lekledare*", "7"),
            ("Lekar", "8"),
            ("Speltimmar*", "9"),
            notes=("* Unika individer (exkl. vikarier)",),
        )
    )
    assert [r["unit"] for r in found] == ["personer", None, "timmar"]


def test_a_sum_of_rows_says_that_it_is_one() -> None:
    body = (("Ekorrar", "7"), ("Igelkottar", "8"), ("Totalt antal djur", "15"), ("Summa", "15"))
    found = figures(key_table(("Nyckeltal", "2024"), *body))
    assert [r["is_total"] for r in found] == [False, False, True, True]


def test_the_rows_above_a_sum_add_up_to_it_and_those_behind_it_do_not() -> None:
    body = (
        ("Ekorrar", "7", "4"),
        ("Igelkottar", "8", "4"),
        ("Totalt", "15", "30"),
        ("Fågelbord", "3", "2"),
    )
    found = figures(key_table(("Nyckeltal", "2023", "2024"), *body))
    adding = {(r["figure_label"], r["period_year"]) for r in found if r["adds_to_total"]}
    assert adding == {("Ekorrar", 2023), ("Igelkottar", 2023)}


def test_rows_may_be_months_and_columns_quarters() -> None:
    found = figures(
        key_table(("Månad", "2023", "Kv 2 2024"), ("Januari", "7", ""), ("Medel", "", "8"))
    )
    assert [(r["figure_label"], r["period_month"], r["period_part"]) for r in found] == [
        ("Lek", 1, None),
        ("Medel", None, "Q2"),
    ]
    assert [r["period_end"] for r in found] == [date(2023, 1, 31), date(2024, 6, 30)]


def test_complaints_may_be_printed_with_an_area_a_row() -> None:
    """The same figures as with a department a column: what is counted, and where."""
    columns = ("Område", "Klagomål", "Beröm")
    body = (("Förskola", "1", "2"), ("Äldreomsorg", "3", "4"), ("Summa", "4", "6"))
    found = figures(table("complaints", columns, *body, unit=None))
    assert [(r["figure_label"], r["subject"], r["is_total"], r["value"]) for r in found] == [
        ("Klagomål", "Förskola", False, 1.0),
        ("Beröm", "Förskola", False, 2.0),
        ("Klagomål", "Äldreomsorg", False, 3.0),
        ("Beröm", "Äldreomsorg", False, 4.0),
        ("Klagomål", "Summa", True, 4.0),
        ("Beröm", "Summa", True, 6.0),
    ]
