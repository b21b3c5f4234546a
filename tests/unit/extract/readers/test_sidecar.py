"""Sidecars: what they may say; what is refused, without repeating what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.sidecar import EARLIEST_YEAR, LATEST_YEAR, MOST_BYTES, read_sidecar
from pipeline.settings import PROJECT_ROOT

DEEP = "[" * 2000 + "]" * 2000
BOMB = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\ncommittee: *c\n"


def said(folder: Path, content: bytes | str) -> dict[str, str]:
    report = folder / "report.txt"
    data = content.encode() if isinstance(content, str) else content
    report.with_name("report.txt.yml").write_bytes(data)
    return read_sidecar(report)


def refusal(folder: Path, content: bytes | str) -> str:
    with pytest.raises(UnreadableDocument) as raised:
        said(folder, content)
    assert raised.value.reason_code == "bad_sidecar"
    assert raised.value.reason.startswith("The sidecar (.yml) beside the file ")
    return raised.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_all_that_a_sidecar_may_say(tmp_path: Path, encoding: str) -> None:
    text = '# ur protokollet\ncommittee: Älvsjö\nkind: t1\nyear: "2021"\nconfirmed_by: Anna Ek\n'
    assert said(tmp_path, text.encode(encoding)) == {
        "committee": "Älvsjö",
        "kind": "T1",
        "year": "2021",
        "confirmed_by": "Anna Ek",
    }


@pytest.mark.parametrize(
    "content", ["", "\n", "# nothing yet\n", "committee:\nyear: ''\n", "---\n"]
)
def test_a_sidecar_that_says_nothing(tmp_path: Path, content: str) -> None:
    assert said(tmp_path, content) == {}


def test_no_sidecar(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "report.txt") == {}


@pytest.mark.parametrize(
    "year", ["abc", "-5", "1", "99999", "2006", "2061", "2021.0", "20 21", "0x7e5", "٢٠٢١", "true"]
)
def test_an_implausible_year(tmp_path: Path, year: str) -> None:
    reason = refusal(tmp_path, f"kind: T1\nyear: {year}\n")
    assert "2007 to 2060 behind 'year:' (line 2)" in reason


def test_the_years_are_those_that_the_expectations_allow() -> None:
    suite = yaml.safe_load((PROJECT_ROOT / "expectations" / "dim_report.yml").read_text("utf-8"))
    bounds = next(
        rule["arguments"]
        for rule in suite["expectations"]
        if rule["arguments"].get("column") == "report_year"
    )
    assert (bounds["min_value"], bounds["max_value"]) == (EARLIEST_YEAR, LATEST_YEAR)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("kind: T3", "VP, T1, T2 or VB behind 'kind:' (line 1)"),
        ("committee: 12345", "a committee's name"),
        ("committee: " + "a" * 101, "a committee's name"),
        ('committee: "a\\nb"', "a committee's name"),
        ('committee: "\\uD800x"', "a committee's name"),
        ("confirmed_by: '-'", "whoever vouches"),
        ("year: 2021\n\nyear: 2022", "says year twice; the second stands in line 3"),
        ("kind: T1\ncolour: red", "committee, kind, year, confirmed_by, and line 2 says"),
        ("- Farsta", "lines such as 'year: 2024'"),
        ("Farsta", "lines such as 'year: 2024'"),
        ("committee: [Farsta]", "without lists and without nesting"),
        ("committee: {name: Farsta}", "without lists and without nesting"),
        ("? [committee]\n: Farsta", "without lists and without nesting"),
        ("year: 2021\n---\nyear: 2022", "without lists and without nesting"),
        ("committee: [", "is no YAML"),
        ("committee: *nobody", "without lists and without nesting"),
        (BOMB, "without lists and without nesting"),
        (DEEP[:MOST_BYTES], "without lists and without nesting"),
        ("committee: " + DEEP, "without lists and without nesting"),
        ("#" * (MOST_BYTES + 1), "too large for a sidecar, which has at most 4,096 bytes"),
        (b"year: 2021\n\x00\x01\x02\x03", "is no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "is no text"),
    ],
)
def test_what_a_sidecar_may_not_say(tmp_path: Path, content: bytes | str, told: str) -> None:
    assert told in refusal(tmp_path, content)


@pytest.mark.parametrize("key", ["year", "kind", "committee", "confirmed_by", "password"])
def test_a_refusal_does_not_repeat_what_stands_in_the_sidecar(tmp_path: Path, key: str) -> None:
    reason = refusal(tmp_path, f"{key}: [hemligt, 811218-9876]\n")
    assert "hemligt" not in reason
    assert "811218" not in reason
    assert "password" not in reason


def test_an_instruction_to_the_yaml_library_is_not_followed(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    refusal(tmp_path, f"committee: !!python/object/apply:os.mkdir ['{trap}']\n")
    assert not trap.exists()
