"""No personal identity number reaches a file: a whole run, and a look into all it wrote."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.export.content import content_of, table_names
from pipeline.export.files import csv_text
from pipeline.publish.database import connect_for_reading
from pipeline.publish.published import current_release
from pipeline.settings import Settings
from pipeline.site import build_site
from tests.support.job import Ran, run
from tests.support.shared_runs import SAMPLES


def invented(count: int) -> Iterator[str]:
    """Ten digits each: people born on one day who never were, so that each can be looked for."""
    for serial in range(count):
        nine = f"810914{serial + 117:03}"
        doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
        yield nine + str(-sum(n // 10 + n % 10 for n in doubled) % 10)


FORMS = (
    "{d}-{s}",
    "19{d}-{s}",
    "{d}+{s}",
    "{d} {s}",
    "{d}\u00a0{s}",
    "{d}/{s}",
    "{d}.{s}",
    "{d}{s}",
    "19{d}{s}",
    "{d}\u2013{s}",
    "{d}\u2011{s}",
    "{d} \u2212 {s}",
    "nr{d}-{s}",
    "namn,{d}-{s}",
    "19{y}-{m}-{n}-{s}",
    "{y} {m} {n}-{s}",
    "{y}.{m}.{n}-{s}",
    "{d}-\u200b{s}",
    "{d}\u00ad-{s}",
    "{d}\ufeff{s}",
    "{d}-\n{s}",
    "{d}\n-{s}",
    "{y}{m}\n{n}-{s}",
    "{d}-\n\n{s}",  # over the border of two paragraphs, as over that of two pages
)
WIDE = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))

NUMBERS = list(invented(len(FORMS) + 12))


def typed(form: str, number: str) -> str:
    """A number in a form: d and s are its date and serial, y, m, n the parts of the date."""
    return form.format(d=number[:6], s=number[6:], y=number[:2], m=number[2:4], n=number[4:6])


def written(report: str, numbers: Iterator[str]) -> str:
    """A report with a number in every form in its prose, its analyses and a table."""
    prose = [f"Ärendet rör {typed(form, next(numbers))} och avslutades." for form in FORMS]
    prose.append(f"Ärendet rör {typed('{d}-{s}', next(numbers)).translate(WIDE)}.")
    prose.append(f"- {next(numbers)}, {next(numbers)}; {typed('{d}-{s}', next(numbers))}")
    table = f"Namn\tNummer\nAnna\t{typed('{d}-{s}', next(numbers))}\nBo\t{next(numbers)}"
    text = report.replace("\nSamverkan\n", "\nSamverkan\n\n" + "\n\n".join([*prose, table]), 1)
    analysis = f"Analys Rör {typed('{d}-{s}', next(numbers))}."
    return text.replace("Analys Underlaget är litet", f"{analysis} Underlaget är litet", 1)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("private")
    raw = folder / "raw"
    raw.mkdir()
    numbers = iter(NUMBERS)
    report = (SAMPLES / "kvarnsjo-2025-t1.txt").read_text(encoding="utf-8")
    assert "\nSamverkan\n" in report and "Analys Underlaget är litet" in report
    text = written(report, numbers)
    named = f"Yttrande {typed('{d}-{s}', next(numbers))}.txt"
    (raw / named).write_text(text, encoding="utf-8")
    sidecar = f"confirmed_by: Anna Berg, {typed('{d}-{s}', next(numbers))}\n"
    (raw / f"{named}.yml").write_text(sidecar, encoding="utf-8")
    damaged = f"{next(numbers)} \x1b[2J.pdf"
    (raw / damaged).write_bytes(b"%PDF-1.7\n\x00 truncated")
    other = raw / f"bilaga_{typed('{d}_{s}', next(numbers))}"
    other.mkdir()
    (other / "minnesanteckning.txt").write_text(f"Rör {next(numbers)}.\n" * 40, encoding="utf-8")
    return run(Settings(raw_dir=raw, warehouse_dir=folder / "warehouse"))


def texts_in(path: Path) -> Iterator[str]:
    """Everything that a file says, unpacked."""
    if path.name.endswith(".gz"):
        yield gzip.decompress(path.read_bytes()).decode()
    elif path.suffix == ".parquet":
        yield said_by(pq.read_table(path))
    elif path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            names = connection.execute(
                "select schema_name, table_name from duckdb_tables()"
            ).fetchall()
            for schema, name in names:
                yield said_by(connection.execute(f'from "{schema}"."{name}"').to_arrow_table())
    yield path.read_bytes().decode("utf-8", "ignore")


def said_by(table: pa.Table) -> str:
    return "\n".join(str(row) for row in table.to_pylist())


def plain(text: str) -> str:
    """Digits of every script as ASCII, and escapes as what they stand for."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"[^\x00-\x7f]", lambda m: str(int(m[0])) if m[0].isdecimal() else " ", text)


def found_in(text: str) -> list[str]:
    """The numbers that stand in a text, whatever stands between their digits."""
    apart = r"(?:\\[nt]|[^0-9A-Za-z]){0,8}"
    pattern = "|".join(apart.join(number) for number in NUMBERS)
    return re.findall(pattern, plain(text))


def test_the_look_finds_what_is_there(tmp_path: Path) -> None:
    for number, form in zip(NUMBERS, FORMS, strict=False):
        assert found_in(typed(form, number)), form
    table = pa.table({"text": ["Rör " + typed("{d}\u2013{s}", NUMBERS[0])]})
    pq.write_table(table, tmp_path / "a.parquet")
    assert any(found_in(text) for text in texts_in(tmp_path / "a.parquet"))


def test_no_number_stands_in_any_file_of_warehouse_and_dagster_nor_on_the_console(
    ran: Ran,
) -> None:
    assert ran.status == 0, ran.printed
    home = ran.settings.warehouse_dir.parent
    files = [
        path
        for folder in (ran.settings.warehouse_dir, home / "dagster")
        for path in folder.rglob("*")
        if path.is_file()
    ]
    assert {path.suffix for path in files} >= {".gz", ".parquet", ".duckdb", ".json", ".html"}
    told = {
        str(path.relative_to(home)): numbers
        for path in files
        if (numbers := [n for text in (path.name, *texts_in(path)) for n in found_in(text)])
    }
    assert told == {}
    assert found_in(ran.printed) == []


def test_no_number_stands_in_an_export_or_on_a_page(ran: Ran, tmp_path: Path) -> None:
    release = current_release(ran.settings)
    assert release is not None
    site = build_site(release, tmp_path / "site")
    with connect_for_reading(release.database) as connection:
        texts = {
            name: csv_text(content_of(connection, name, "release"))
            for name in table_names(connection)
        }
    assert "XXXXXX-XXXX" in texts["dim_report"]
    texts |= {path.name: path.read_text("utf-8") for path in site.folder.rglob("*.html")}
    assert len(texts) > 40
    assert {name: found for name, text in texts.items() if (found := found_in(text))} == {}


def test_no_escape_of_a_file_name_reaches_a_page_a_log_or_the_console(ran: Ran) -> None:
    home = ran.settings.warehouse_dir.parent
    obeyed = [
        path.name
        for folder in (ran.settings.warehouse_dir, home / "dagster")
        for path in folder.rglob("*")
        if path.is_file() and b"\x1b[2J" in path.read_bytes()
    ]
    assert obeyed == []
    assert "\x1b" not in ran.printed and r"\x1b[2J" in ran.printed


def test_the_document_is_published_and_says_where_numbers_were_masked(ran: Ran) -> None:
    ((name,),) = ran.rows("select source_file from dim_report")
    assert re.fullmatch(r"Yttrande XXXXXX-XXXX~[0-9a-f]{2}\.txt", name)
    problems = ran.rows(
        "select message, source_text from extraction_problem"
        " where code = 'personal_identity_number'"
    )
    assert len(problems) >= len(FORMS)
    assert all("X" in text for _, text in problems if text)


def test_rejected_files_keep_a_name_that_tells_them_apart(ran: Ran) -> None:
    names = [name for (name,) in ran.rows("select source_file from rejected_document order by 1")]
    assert len(names) == 2
    assert re.fullmatch(r"XXXXXXXXXX \\x1b\[2J~[0-9a-f]{2}\.pdf", names[0])
    assert re.fullmatch(r"bilaga_XXXXXX_XXXX/minnesanteckning~[0-9a-f]{2}\.txt", names[1])
