"""Dates and years: impossible ones, wrong ones in headers, comparisons with the future."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pipeline.extract.language.years import YEAR
from pipeline.quality.reconcile.checks import rounding, said
from pipeline.quality.reconcile.facts import Facts, Line
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.printed import PrintedTable
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence
from pipeline.transform.economy import labels
from pipeline.transform.keys import normal_form

_FROM_AND_TO = 2
"""Years in the label of a change."""
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>20\d\d)\b)?", re.IGNORECASE
)
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


@rule("impossible_date")
def impossible_date(facts: Facts) -> Iterator[Finding]:
    """As "31 november", "2024-02-30"."""
    for sentence in facts.sentences:
        for match in _DAY.finditer(sentence.text):
            if not _may_be_meant(match, facts.reports[sentence.report_key]["report_year"]):
                yield _impossible(sentence, match.group(0))
        for match in _ISO.finditer(sentence.text):
            if not _is_day(*map(int, match.groups())):
                yield _impossible(sentence, match.group(0))
    for row in facts.activities:
        for match in _ISO.finditer(row["source_text"]):
            if not _is_day(*map(int, match.groups())):
                place = _activity_sentence(row)
                yield _impossible(place, match.group(0))


def _may_be_meant(match: re.Match[str], report_year: int) -> bool:
    """Whether there is such a day in its year; without one, in a year that a report speaks of."""
    month = _MONTHS.index(match["month"].casefold()) + 1
    said_year = match["year"]
    years = [int(said_year)] if said_year else [report_year - 1, report_year, report_year + 1]
    return any(_is_day(year, month, int(match["day"])) for year in years)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _impossible(sentence: Sentence, printed: str) -> Finding:
    return said(
        "impossible_date",
        [sentence],
        sv=f"Datumet {printed} finns inte.",
        en=f"There is no such date as {printed}.",
    )


def _activity_sentence(row: object) -> Sentence:
    assert isinstance(row, dict)
    return Sentence(
        report_key=row["report_key"],
        section_no=0,
        position=0,
        path="",
        heading="",
        text=row["fact_key"],
        evidence=Evidence.of(row),
    )


@rule("activity_dates")
def activity_dates(facts: Facts) -> Iterator[Finding]:
    """An activity that ends before it starts, or is over before the report's year."""
    for row in facts.activities:
        start, end = row["start_date"], row["end_date"]
        year = facts.reports[row["report_key"]]["report_year"]
        if start and end and end < start:
            yield said(
                "activity_dates",
                [_activity_sentence(row)],
                sv=f"Aktiviteten slutar {end} men börjar {start}.",
                en=f"The activity ends {end} but starts {start}.",
            )
        elif (end and end.year < year) or (start and start.year > year + 1):
            yield said(
                "activity_dates",
                [_activity_sentence(row)],
                severity="warning",
                sv=f"Aktivitetens tid ({start} till {end}) ligger utanför rapportens år {year}.",
                en=f"The activity's time ({start} to {end}) lies outside the report's year {year}.",
            )


@rule("period_year")
def period_year(facts: Facts) -> Iterator[Finding]:
    """An indicator's period outside the report's year; only where other rows keep to it."""
    usual = Counter((row.report_key, labels.year_in(row.period or "")) for row in facts.indicators)
    for row in facts.indicators:
        report = facts.reports[row.report_key]
        year, own = labels.year_in(row.period or ""), report["report_year"]
        known = usual[row.report_key, own] > usual[row.report_key, year]
        if year is None or year == own or report["report_type"] == "VP" or not known:
            continue
        yield Finding(
            report_key=row.report_key,
            rule="period_year",
            severity="error" if year > own else "warning",
            facts=(row.evidence.text, row.name, row.period or ""),
            stated=Decimal(year),
            expected=Decimal(own),
            unit=None,
            explanation_sv=f"{row.name}: perioden anges till {row.period}, men rapporten gäller "
            f"{own}.",
            explanation_en=f"{row.name}: the period is given as {row.period}, but the report is "
            f"about {own}.",
            evidence=(row.evidence,),
        )


@rule("header_year")
def header_year(facts: Facts) -> Iterator[Finding]:
    """A column of last year's outcome that gives this year's deviation: a wrong header.

    VB 2024 prints "Bokslut 2023" over the outcome of 2024; the deviation of 2024 proves it.
    """
    tables: dict[tuple[str, int], list[Line]] = {}
    for line in facts.lines:
        tables.setdefault((line.report_key, line.table_no), []).append(line)
    for lines in tables.values():
        yield from _wrong_header(lines)
    yield from _wrong_investment_header(facts)
    yield from _unlike_its_siblings(facts)


_DATED = frozenset(
    {"budget_overview", "budget_by_area", "investments", "staff_costs", "cost_income_development"}
)


@rule("header_years")
def header_years(facts: Facts) -> Iterator[Finding]:
    """Headers of one table that cannot all have the right year: "Budget 2022", "Bokslut 2024".

    One phrase with the same year twice, or a phrase that has not the report's year while the
    others have it. A plan prints earlier years on purpose, and a follow-up earlier outcomes.
    """
    for table in facts.printed:
        report = facts.reports[table.report_key]
        if table.kind not in _DATED or report["report_type"] == "VP":
            continue
        phrases: dict[str, list[tuple[int, int]]] = {}
        for column, label in table.columns.items():
            years = labels.years_in(label)
            if len(years) == 1:
                phrases.setdefault(re.sub(YEAR, "", normal_form(label)), []).append(
                    (years[0], column)
                )
        own = report["report_year"]
        newest = {phrase: max(years)[0] for phrase, years in phrases.items()}
        for phrase, columns in phrases.items():
            # What a follow-up prints of outcomes may be of years before.
            past = report["report_type"] != "VB" and re.search("bokslut|utfall", phrase)
            lacks = own in newest.values() and newest[phrase] < own and not past
            twice = len({year for year, _ in columns}) < len(columns)
            if lacks or twice:
                yield _unlikely_year(table, columns, own)
        yield from _change_of_other_years(table)


_CHANGE = re.compile(r"(?:netto)?förändring")


def _change_of_other_years(table: PrintedTable) -> Iterator[Finding]:
    """A column "Förändring 2023-2024" beside columns of other years."""
    single = {ys[0] for label in table.columns.values() if len(ys := labels.years_in(label)) == 1}
    for column, label in table.columns.items():
        years = set(labels.years_in(label))
        of_change = len(years) == _FROM_AND_TO and _CHANGE.match(normal_form(label))
        if of_change and single and not years <= single:
            yield _unlikely_year(table, [(max(single), column)], max(years))


def _unlikely_year(table: PrintedTable, columns: Sequence[tuple[int, int]], own: int) -> Finding:
    numbers = {column for _, column in columns}
    cells = [row.cells[n] for row in table.rows for n in numbers if n in row.cells]
    names = ", ".join(labels.clean(table.columns[n]) for n in sorted(numbers))
    return Finding(
        report_key=table.report_key,
        rule="header_years",
        severity="warning",
        facts=tuple(cell.fact_key for cell in cells[:2]) or (table.title, names),
        stated=Decimal(columns[0][0]),
        expected=Decimal(own),
        unit=None,
        explanation_sv=f"{labels.clean(table.title)}: kolumnerna heter {names}, vilket inte "
        f"stämmer med de andra kolumnernas år ({own}).",
        explanation_en=f"{labels.clean(table.title)}: the columns are called {names}, which does "
        f"not fit the years of the other columns ({own}).",
        evidence=tuple(cell.evidence for cell in cells),
    )


def _wrong_header(lines: Sequence[Line]) -> Iterator[Finding]:
    deviations = [x for x in lines if x.measure == "deviation"]
    year = max((line.year for line in deviations), default=0)
    outcomes = [x for x in lines if x.measure in ("outcome_net", "outcome_before_transfer")]
    if not year or any(_printed_year(line) == year for line in outcomes):
        return
    proofs = []
    for deviation in (line for line in deviations if line.year == year):
        same = [x for x in lines if x.label == deviation.label]
        budget = [x for x in same if x.measure == "budget_net" and x.year == year]
        outcome = [x for x in same if x in outcomes]
        if len(budget) != 1 or len(outcome) != 1:
            continue
        gap = budget[0].figure.value - outcome[0].figure.value - deviation.figure.value
        slack = rounding(budget[0].figure, outcome[0].figure, deviation.figure)
        if abs(gap) > slack:
            return
        proofs.append((budget[0], outcome[0], deviation))
    if proofs and any(deviation.figure.value for *_, deviation in proofs):
        yield _header_finding([line.figure.evidence for line in proofs[0]], proofs[0][1], year)


def _printed_year(line: Line) -> int:
    """The year that the header above an amount names, which the amount may prove wrong."""
    return labels.year_in(line.figure.evidence.column_label or "") or line.year


def _header_finding(evidence: Sequence[Evidence], line: Line, year: int) -> Finding:
    return Finding(
        report_key=line.report_key,
        rule="header_year",
        severity="error",
        facts=(line.figure.fact_key,),
        stated=Decimal(_printed_year(line)),
        expected=Decimal(year),
        unit=None,
        explanation_sv=f"Kolumnrubriken anger {_printed_year(line)}, men kolumnens belopp ger "
        f"avvikelsen för {year}: rubriken har fel år.",
        explanation_en=f"The header says {_printed_year(line)}, but the column's amounts give the "
        f"deviation of {year}: the header has the wrong year.",
        evidence=(evidence[1], evidence[0], *evidence[2:]),
    )


def _wrong_investment_header(facts: Facts) -> Iterator[Finding]:
    """The same for investments, whose columns are budget, outcome and deviation."""
    rows: dict[tuple[object, ...], dict[tuple[str, int], Line]] = {}
    for row in facts.rows("fact_investment"):
        line = Line(
            report_key=row["report_key"],
            table_no=row["table_no"],
            area=None,
            label=row["item"],
            is_total=row["is_total"],
            is_subitem=False,
            measure=row["measure"],
            year=row["fiscal_year"],
            unit=row["printed_unit"],
            figure=facts.money(row),
        )
        key = (row["report_key"], row["table_no"])
        rows.setdefault(key, {})[f"{row['item']}|{row['measure']}", row["fiscal_year"]] = line
    for cells in rows.values():
        lines = list(cells.values())
        yield from _wrong_header(
            [
                Line(
                    x.report_key,
                    x.table_no,
                    x.area,
                    x.label,
                    x.is_total,
                    x.is_subitem,
                    {"budget": "budget_net", "outcome": "outcome_net"}.get(x.measure, x.measure),
                    x.year,
                    x.unit,
                    x.figure,
                )
                for x in lines
            ]
        )


_FEWEST_SIBLINGS = 3


def _unlike_its_siblings(facts: Facts) -> Iterator[Finding]:
    """A detail table whose header differs in one year from those of all other areas.

    Found too where the area's figures are zero, which no arithmetic tells apart.
    """
    details: dict[str, list[PrintedTable]] = {}
    for table in facts.printed:
        if table.kind == "area_detail":
            details.setdefault(table.report_key, []).append(table)
    for tables in details.values():
        headers = Counter(tuple(table.columns.values()) for table in tables)
        usual, count = headers.most_common(1)[0]
        for table in tables:
            header = tuple(table.columns.values())
            odd = [
                (column, one, other)
                for (column, one), other in zip(table.columns.items(), usual, strict=False)
                if one != other
            ]
            if count < _FEWEST_SIBLINGS or len(header) != len(usual) or len(odd) != 1:
                continue
            column, one, other = odd[0]
            years = labels.year_in(one), labels.year_in(other)
            if None in years or re.sub(YEAR, "", one) != re.sub(YEAR, "", other):
                continue
            yield from _odd_header(table, column, one, other, count)


def _odd_header(
    table: PrintedTable, column: int, printed: str, usual: str, count: int
) -> Iterator[Finding]:
    cells = [row.cells[column] for row in table.rows if column in row.cells]
    if not cells:
        return
    yield Finding(
        report_key=table.report_key,
        rule="header_year",
        severity="error",
        facts=(cells[0].fact_key,),
        stated=Decimal(labels.year_in(printed) or 0),
        expected=Decimal(labels.year_in(usual) or 0),
        unit=None,
        explanation_sv=f"{labels.clean(table.title)}: kolumnen heter {printed}, men {usual} i de "
        f"{count} andra tabellerna av samma slag.",
        explanation_en=f"{labels.clean(table.title)}: the column is called {printed}, but {usual} "
        f"in the {count} other tables of its kind.",
        evidence=tuple(cell.evidence for cell in cells[:1]),
    )


_WHEN = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_COMPARED = re.compile(r"jämfört med|jämförelse med|än\b|sedan\b", re.IGNORECASE)
_IN_PARENTHESES = re.compile(
    rf"\((?:\d[\d ]*)\s+(?:i\s+)?(?P<month>{_MONTH})\s+(?P<year>20\d\d)\)", re.IGNORECASE
)
_THAN_YEAR = re.compile(
    r"\b(?:färre|fler|högre|lägre|mer|mindre|större)\s+än\s+(?:år\s+|under\s+)?"
    r"(?P<year>20\d\d)\b(?!\s+års\b)"
)


_SINCE = re.compile(
    r"\b(?:jämfört med|jämförelse med|sedan|än)\s+(?:år\s+|under\s+)?"
    r"(?P<year>20\d\d)\b(?!\s+års\b)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:beräkna|vänta|förvänta|prognos|bedöm|planera|behov|kommer|ska\b|skulle|kan\b|mål)",
    re.IGNORECASE,
)
_FURTHEST = 2
"""A year misprinted is near; a plan for 2030 or 2040 is meant."""


@rule("compared_with_future")
def compared_with_future(facts: Facts) -> Iterator[Finding]:
    """A month compared with a later one, a count of a month still to come, the own year."""
    for sentence in facts.sentences:
        report = facts.reports[sentence.report_key]
        yield from _later_month(sentence)
        yield from _future_month(sentence, report["period_end"], report["report_type"])
        if _TO_COME.search(sentence.text):
            continue
        later = _SINCE.search(sentence.text)
        ahead = int(later["year"]) - report["report_year"] if later else 0
        if later and 0 < ahead <= _FURTHEST and report["report_type"] != "VP":
            yield _compared(sentence, int(later["year"]), report["report_year"] - 1)
            continue
        match = _THAN_YEAR.search(sentence.text)
        own = report["report_type"] != "VP" and match
        if match and own and 0 <= int(match["year"]) - report["report_year"] <= _FURTHEST:
            yield _compared(sentence, int(match["year"]), report["report_year"] - 1)


def _month(match: re.Match[str]) -> tuple[int, int]:
    return int(match["year"]), _MONTHS.index(match["month"].casefold()) + 1


def _later_month(sentence: Sentence) -> Iterator[Finding]:
    found = list(_WHEN.finditer(sentence.text))
    for first, second in pairwise(found):
        between = sentence.text[first.end() : second.start()]
        tail, after = between[-25:], sentence.text[second.end() :]
        told = re.match(r"\s*(?:då|när|\()", after)
        if "jämfört med" in tail and not told and _month(second) > _month(first):
            yield _compared(sentence, _month(second)[0], _month(second)[0] - 1)


def _future_month(sentence: Sentence, period_end: date, report_type: str) -> Iterator[Finding]:
    # A plan counts what was before its year begins.
    year = period_end.year - (1 if report_type == "VP" else 0)
    last = (year, 12 if report_type == "VP" else period_end.month)
    for match in _IN_PARENTHESES.finditer(sentence.text):
        if _month(match) > last:
            yield _compared(sentence, _month(match)[0], _month(match)[0] - 1)


def _compared(sentence: Sentence, stated: int, expected: int) -> Finding:
    return said(
        "compared_with_future",
        [sentence],
        stated=Decimal(stated),
        expected=Decimal(expected),
        sv=f"Texten jämför med en tid som inte kan vara förfluten ({stated}).",
        en=f"The text compares with a time that cannot have been ({stated}).",
    )
