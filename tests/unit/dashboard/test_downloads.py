"""A table as a file: typed cells, units, sources, the release, and no formulas."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree
from zipfile import ZipFile

import pyarrow.parquet as pq

from pipeline.dashboard.downloads import Origin, to_csv, to_parquet, to_xlsx
from pipeline.dashboard.figures import Figure, Mark
from pipeline.dashboard.tables import Badge, Column, Kind, Link, Row, Table, table

SHOWN: Table = table(
    "prov",
    "Avvikelser",
    [
        Column("area", "Område"),
        Column("deviation", "Avvikelse", Kind.MILLIONS, "mnkr", signed=True),
        Column("day", "Dag", Kind.DAY),
        Column("status", "Läge", Kind.BADGE),
    ],
    [
        Row(
            (
                Link("Förskola", "/ekonomi"),
                Figure(
                    Decimal("-1900000.00"),
                    "SEK",
                    fact_key="k",
                    confidence=0.995,
                    place="a.pdf s. 3",
                ),
                date(2025, 5, 6),
                Badge("Avviker"),
            )
        ),
        Row(("=1+1", None, None, None)),
    ],
)


def origin(language: str) -> Origin:
    return Origin("Ekonomi", "20261128T-1", "http://127.0.0.1:8600/ekonomi", language)


def test_a_swedish_csv_opens_in_a_swedish_spreadsheet() -> None:
    written = to_csv(SHOWN, origin("sv"))
    assert written.startswith(b"\xef\xbb\xbf")
    head, first, second = written.decode("utf-8-sig").splitlines()
    assert head == ("Område;Avvikelse (mnkr);Avvikelse: källa;Avvikelse: säkerhet;Dag;Läge;release")
    assert first == "Förskola;-1,9;a.pdf s. 3;0,995;2025-05-06;Avviker;20261128T-1"
    assert second == "'=1+1;;;;;;20261128T-1"


def test_an_english_csv_has_commas_and_points() -> None:
    first = to_csv(SHOWN, origin("en")).decode().splitlines()[1]
    assert first == "Förskola,-1.9,a.pdf s. 3,0.995,2025-05-06,Avviker,20261128T-1"


def test_a_workbook_has_typed_cells_and_says_where_it_comes_from() -> None:
    with ZipFile(io.BytesIO(to_xlsx(SHOWN, origin("sv")))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = "".join(ElementTree.fromstring(book.read("xl/sharedStrings.xml")).itertext())
    assert "<v>-1.9</v>" in sheet and "<v>0.995</v>" in sheet
    assert "<f>" not in sheet and "=1+1" in texts
    assert "20261128T-1" in texts and "http://127.0.0.1:8600/ekonomi" in texts


def test_parquet_has_types_and_its_fields_say_their_units() -> None:
    read = pq.read_table(io.BytesIO(to_parquet(SHOWN, origin("sv"))))
    assert read.column_names == [
        "area",
        "deviation",
        "deviation_source",
        "deviation_confidence",
        "day",
        "status",
        "release",
    ]
    assert read["deviation"].to_pylist() == [-1.9, None]
    assert read["day"].to_pylist() == [date(2025, 5, 6), None]
    assert read.schema.field("deviation").metadata[b"unit"] == b"mnkr"
    assert read.schema.metadata[b"release"] == b"20261128T-1"


def test_a_doubtful_figure_says_so_in_a_file_too_with_its_second_reading() -> None:
    figure = Figure(
        81.5,
        "%",
        fact_key="k",
        confidence=0.62,
        place="a.pdf s. 3",
        marks=(Mark.CONTRADICTED, Mark.DOUBTFUL),
        second=("forecast", 0.3),
    )
    column = Column("outcome", "Utfall", Kind.NUMBER, "%")
    shown = table("prov", "Indikatorer", [column], [Row((figure,))])
    head, row = to_csv(shown, origin("sv")).decode("utf-8-sig").splitlines()
    assert head == "Utfall (%);Utfall: källa;Utfall: säkerhet;Utfall: anmärkning;release"
    assert "motsägs i källan; osäkert läst" in row
    assert "prognos helår (30" in row
