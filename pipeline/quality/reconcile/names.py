"""One thing under several names: rows of tables, titles of goals, the committee itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from pipeline.quality.reconcile.checks import said
from pipeline.quality.reconcile.facts import Facts, Line, Row
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.printed import PrintedRow
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence
from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.keys import normal_form
from pipeline.transform.seeds import service_area_names

_BY_AREA = frozenset(
    {"budget_by_area", "cost_income_development", "staff_costs", "forecast_history", "turnover"}
)
_FEWEST_SHARED = 3

Named = tuple[frozenset[str], Finding]


@rule("row_name")
def row_names(facts: Facts) -> Iterator[Finding]:
    """An area that one table calls otherwise than another.

    Proved by the rows around it, which are the same in both tables, or by figures that are
    the same below two names of one area; a known other name alone is only told.
    """
    told: dict[frozenset[str], Finding] = {}
    for names, finding in (*_between_neighbours(facts), *_of_one_area(facts)):
        told.setdefault(names, finding)
    yield from told.values()


def _form(label: str) -> str:
    return normal_form(labels.subitem_name(label))


def _between_neighbours(facts: Facts) -> Iterator[Named]:
    tables = [
        (table.report_key, [row for row in table.rows if not row.is_total and row.cells])
        for table in facts.printed
        if table.kind in _BY_AREA
    ]
    for (report_key, one), (_, other) in combinations(tables, 2):
        mine, theirs = [_form(row.label) for row in one], [_form(row.label) for row in other]
        if len(set(mine) & set(theirs)) < _FEWEST_SHARED:
            continue
        places = {around: at for at, around in _neighbours(theirs) if theirs[at] not in mine}
        for at, around in _neighbours(mine):
            if around in places and mine[at] not in theirs:
                yield _of_rows(report_key, one[at], other[places[around]])


def _neighbours(forms: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each place with what stands before and after it; the first row has nothing before."""
    for at, (before, _, after) in enumerate(zip(["", *forms], forms, forms[1:], strict=False)):
        yield at, (before, after)


def _of_rows(report_key: str, one: PrintedRow, other: PrintedRow) -> Named:
    cells = [next(iter(row.cells.values())) for row in (one, other)]
    return _named(
        report_key,
        cells[0].fact_key,
        (one.label, other.label),
        [cell.evidence for cell in cells],
        "som står mellan samma rader",
        "which stands between the same rows",
        "warning",
    )


def _named(
    report_key: str,
    key: str,
    names: tuple[str, str],
    evidence: Sequence[Evidence],
    why_sv: str,
    why_en: str,
    severity: str,
) -> Named:
    one, other = (labels.clean(name) for name in names)
    if _is_inflected(*(_form(name) for name in names)):
        severity = "info"
    return frozenset(_form(name) for name in names), Finding(
        report_key=report_key,
        rule="row_name",
        severity=severity,
        facts=(key, one, other),
        stated=None,
        expected=None,
        unit=None,
        explanation_sv=f"En och samma rad, {why_sv}, heter {one} i en tabell och {other} i en "
        "annan.",
        explanation_en=f"One row, {why_en}, is called {one} in one table and {other} in another.",
        evidence=tuple(evidence),
    )


def _of_one_area(facts: Facts) -> Iterator[Named]:
    """Rows of one curated area under different names, with a figure that is the same."""
    known = service_area_names()
    areas: dict[tuple[str, str], dict[str, list[Line]]] = {}
    for line in facts.lines:
        named = known.find(labels.subitem_name(line.label))
        # "Netto" below the title of an area names no area.
        if named and named.key == line.area != TOTAL_KEY and not line.is_total:
            forms = areas.setdefault((line.report_key, line.area or ""), {})
            forms.setdefault(_form(line.label), []).append(line)
    for (report_key, _), forms in areas.items():
        for one, other in combinations(forms.values(), 2):
            same = _same_figure(one, other)
            first, second = same or (one[0], other[0])
            yield _named(
                report_key,
                first.figure.fact_key,
                (first.label, second.label),
                [first.figure.evidence, second.figure.evidence],
                "med samma belopp" if same else "av samma verksamhetsområde",
                "with the same amount" if same else "of the same service area",
                "warning" if same else "info",
            )


def _same_figure(one: Sequence[Line], other: Sequence[Line]) -> tuple[Line, Line] | None:
    return next(
        (
            (a, b)
            for a in one
            for b in other
            if (a.measure, a.year, a.figure.value) == (b.measure, b.year, b.figure.value)
            and a.figure.value
            and a.table_no != b.table_no
        ),
        None,
    )


@rule("area_name")
def area_names(facts: Facts) -> Iterator[Finding]:
    """Service areas that headings call otherwise than rows of tables do: one finding a report."""
    known = service_area_names()
    for report_key in facts.reports:
        rows: dict[str, Line] = {}
        for line in facts.lines:
            named = known.find(labels.subitem_name(line.label))
            if line.report_key == report_key and named and named.key != TOTAL_KEY:
                rows.setdefault(named.key, line)
        others: dict[str, tuple[Line, Sentence]] = {}
        for heading in _headings(facts):
            named = known.find(labels.clean(heading.text))
            row = rows.get(named.key) if named else None
            own = heading.report_key == report_key and len(heading.text) >= _SHORTEST_HEADING
            if named and row and own and not _is_one_name(row.label, heading.text):
                others.setdefault(named.key, (row, heading))
        if others:
            pairs = "; ".join(
                f"{labels.clean(line.label)} / {heading.text}" for line, heading in others.values()
            )
            yield said(
                "area_name",
                [heading for _, heading in others.values()],
                severity="warning",
                sv=f"Verksamhetsområden heter olika i tabeller och rubriker: {pairs}.",
                en=f"Service areas have different names in tables and headings: {pairs}.",
                evidence=[line.figure.evidence for line, _ in others.values()],
            )


def _is_one_name(label: str, heading: str) -> bool:
    one, other = _form(label), _form(_VARAV.sub("", heading))
    return one == other or _is_inflected(one, other)


def _headings(facts: Facts) -> Iterator[Sentence]:
    """Headings as sentences, each at the line that its section begins with."""
    for row in facts.rows("document_section"):
        if row["heading"]:
            yield Sentence(
                report_key=row["report_key"],
                section_no=row["section_no"],
                position=-1,
                path=row["section_path"],
                heading=row["heading"],
                text=row["heading"],
                evidence=replace(
                    Evidence.of(row), line_end=row["source_line_start"], text=row["heading"]
                ),
            )


_SHORTEST_HEADING = 8
"""Shorter ones are chapters too: "Övrigt"."""
_VARAV = re.compile(r"\(varav\)", re.IGNORECASE)
_STEM = 3
_ALIKE = 0.6


def _is_inflected(one: str, other: str) -> bool:
    """Whether two names are forms of one word: "vuxen", "vuxna"."""
    return one[:_STEM] == other[:_STEM] and SequenceMatcher(None, one, other).ratio() >= _ALIKE


_FEWEST_WORDS = 5
_OPENING = 3
_TITLES_ALIKE = 0.93
_ANY_WORD = re.compile(r"[^\W\d_]+")


@rule("goal_title")
def goal_titles(facts: Facts) -> Iterator[Finding]:
    """Headings or sentences that quote a goal's title with a word of it changed."""
    titles = [(goal, _letters(goal["goal_title_printed"])) for goal in facts.goals]
    known = {"".join(title) for _, title in titles}
    openings: dict[tuple[str, ...], list[tuple[Row, list[str]]]] = {}
    for goal, title in titles:
        if len(title) >= _FEWEST_WORDS:
            openings.setdefault(tuple(title[:_OPENING]), []).append((goal, title))
    quotes: dict[tuple[str, str], tuple[Row, list[Sentence]]] = {}
    for sentence in (*_headings(facts), *facts.sentences):
        words = _letters(sentence.text)
        for at in range(len(words) - _OPENING + 1):
            for goal, title in openings.get(tuple(words[at : at + _OPENING]), ()):
                quoted = "".join(words[at : at + len(title)])
                alike = goal["report_key"] == sentence.report_key and quoted not in known
                if alike and _is_nearly(quoted, "".join(title)):
                    places = quotes.setdefault((goal["fact_key"], quoted), (goal, []))[1]
                    places.append(sentence)
    for goal, sentences in quotes.values():
        yield said(
            "goal_title",
            sentences,
            severity="warning",
            sv=f"Målet {goal['goal_title_printed']} återges med andra ord än i sin rubrik: "
            f'"{sentences[0].text[:160]}".',
            en=f"The goal {goal['goal_title_printed']} is quoted with other words than those of "
            f'its heading: "{sentences[0].text[:160]}".',
            evidence=[Evidence.of(goal)],
        )


def _letters(text: str) -> list[str]:
    return _ANY_WORD.findall(text.casefold())


def _is_nearly(quoted: str, title: str) -> bool:
    return SequenceMatcher(None, quoted, title, autojunk=False).ratio() >= _TITLES_ALIKE


_QUOTED = re.compile(r"[\"”“»]([A-ZÅÄÖ][\w ]{9,40}?)[\"”“«]")
_ONE_NAME = 0.88


@rule("quoted_name")
def quoted_names(facts: Facts) -> Iterator[Finding]:
    """A name in quotation marks that is printed in two ways ("Almverkstaden", "Almverkstan")."""
    names: dict[str, tuple[str, Sentence]] = {}
    for sentence in facts.sentences:
        for name in _QUOTED.findall(sentence.text):
            names.setdefault(normal_form(name), (name, sentence))
    for (one, (name, first)), (other, (again, second)) in combinations(names.items(), 2):
        # A word more, a number or an ending makes another name, or a form of the same.
        same_words = len(name.split()) == len(again.split()) and name[-1] == again[-1]
        grown = one.startswith(other) or other.startswith(one) or re.search(r"\d", one + other)
        if grown or not same_words or SequenceMatcher(None, one, other).ratio() < _ONE_NAME:
            continue
        yield said(
            "quoted_name",
            [first, second],
            severity="warning",
            sv=f"Ett namn är skrivet på två sätt: {name} och {again}.",
            en=f"One name is printed in two ways: {name} and {again}.",
        )


_WORD = re.compile(r"[^\W\d_]{4,}(?:[-–][^\W\d_]{3,})+")


@rule("committee_name")
def committee_names(facts: Facts) -> Iterator[Finding]:
    """The committee's own name with one letter wrong ("Hägersten-Ålvsjö")."""
    rows = facts.tables["dim_committee"].to_pylist()
    known = {row["committee_key"]: row["committee_name"] for row in rows}
    for report in facts.reports.values():
        name = known.get(report["committee_key"], "")
        if "-" not in name:
            continue
        analyses = (sentence for row in facts.indicators for sentence in row.analyses)
        for sentence in (*facts.sentences, *analyses):
            for match in _WORD.finditer(sentence.text):
                printed = match.group(0)
                if sentence.report_key == report["report_key"] and _is_misspelt(printed, name):
                    yield said(
                        "committee_name",
                        [sentence],
                        severity="warning",
                        sv=f"Nämndens namn är skrivet {printed}, men den heter {name}.",
                        en=f"The committee's name is printed {printed}, but it is {name}.",
                    )


def _is_misspelt(printed: str, name: str) -> bool:
    """Whether two names differ in one letter."""
    return (
        len(printed) == len(name) and sum(a != b for a, b in zip(printed, name, strict=True)) == 1
    )
