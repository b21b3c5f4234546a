"""The same figure twice: one of the two places changed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.corpus.contradictions.kinds import (
    Injected,
    changed,
    kind,
    rows_labelled,
    tables,
    with_block,
)
from tests.corpus.model import Assessment, IndicatorTable, Paragraph, Report
from tests.corpus.prose import WORDS
from tests.corpus.rendering import (
    assessment_anchor,
    block_anchor,
    decision_anchor,
    goal_anchor,
    row_anchor,
    table_anchor,
)
from tests.corpus.swedish import number
from tests.corpus.truth import Contradiction


@kind
def detail_against_overview(report: Report, source: Random) -> Injected | None:
    """A figure of an area's own table that the table of all areas prints otherwise."""
    found = []
    for index, table in tables(report, "area_detail"):
        row_no = next(
            (n for n, row in enumerate(table.rows) if row.cells[0].text in ("Summa", "Netto")), None
        )
        if row_no is None:
            continue
        columns = [
            c
            for c, cell in enumerate(table.rows[row_no].cells)
            if cell.number and c < 4 and "Avvikelse" not in table.columns[c]
        ]
        found += [(index, table, row_no, column) for column in columns]
    if not found:
        return None
    place = source.choice(found)
    return changed(report, place, source, "twice", rows_labelled(report, place[1].title))


@kind
def history_against_areas(report: Report, source: Random) -> Injected | None:
    """A deviation among those of earlier forecasts."""
    found = [
        (index, table, row_no, 1)
        for index, table in tables(report, "forecast_history")
        for row_no, row in enumerate(table.rows[:-1])
        if row.cells[1].number
    ]
    if not found:
        return None
    place = source.choice(found)
    label = place[1].rows[place[2]].cells[0].text
    own = row_anchor(place[0], place[2])
    return changed(
        report, place, source, "twice", [a for a in rows_labelled(report, label) if a != own]
    )


@kind
def funds_against_units(report: Report, source: Random) -> Injected | None:
    """The funds in the overview (mnkr) against the table of result units (tkr)."""
    found = [
        (index, table, row_no, column)
        for index, table in tables(report, "budget_overview")
        for row_no, row in enumerate(table.rows)
        if row.cells[0].text.startswith("Resultatenheternas")
        for column, name in enumerate(table.columns)
        if row.cells[column].number and str(report.head.year - 1) not in name
    ]
    if not found:
        return None
    place = source.choice(found)
    return changed(report, place, source, "twice")


@kind
def period_against_month(report: Report, source: Random) -> Injected | None:
    """Staff turnover after four, eight or twelve months in two tables."""
    found = [
        (index, table, row_no, column)
        for index, table in tables(report, "staff_turnover")
        if len(table.columns) == 4
        for row_no, row in enumerate(table.rows)
        for column, cell in enumerate(row.cells)
        if column and cell.number and row_no
    ]
    if not found:
        return None
    place = source.choice(found)
    year = place[1].rows[place[2]].cells[0].text
    own = row_anchor(place[0], place[2])
    others = [a for a in rows_labelled(report, year) if a != own]
    return changed(report, place, source, "twice", others)


@kind
def key_figure_against_indicator(report: Report, source: Random) -> Injected | None:
    """A key figure of the report's own period that its indicator gives otherwise."""
    outcomes = [
        row_anchor(index, row_no)
        for index, block in enumerate(report.blocks)
        if isinstance(block, IndicatorTable)
        for row_no, row in enumerate(block.rows)
        if row.name.startswith("Andel legitimerade") and row.cells[0].number
    ]
    found = [
        (index, table, row_no, len(table.columns) - 1)
        for index, table in tables(report, "key_figures")
        for row_no, row in enumerate(table.rows)
        if row.cells[0].text.startswith("Andel legitimerade")
    ]
    if not found or not outcomes:
        return None
    return changed(report, found[0], source, "twice", outcomes)


def _decision(report: Report, source: Random, word: str, kinds: tuple[str, ...]) -> Injected | None:
    """A decision with another amount than the table it takes it from."""
    found = [d for d in report.decisions if word in d.text and d.amount_sek]
    places = [table_anchor(index) for index, _ in tables(report, *kinds)]
    if not found or not places:
        return None
    decision = found[0]
    assert decision.amount_sek is not None
    value = decision.amount_sek + 100_000 * source.randint(4, 40)
    old, new = (
        number((x / 1_000_000).quantize(Decimal("0.1"))) for x in (decision.amount_sek, value)
    )
    mended = replace(decision, text=decision.text.replace(old, new, 1), amount_sek=value)
    decisions = tuple(mended if d.number == decision.number else d for d in report.decisions)
    return replace(report, decisions=decisions), Contradiction(
        "twice",
        f"Decision point {decision.number} says {new} mnkr, the table {old}.",
        (decision_anchor(decision.number), *places),
        f"{new} ",
    )


@kind
def decided_transfer(report: Report, source: Random) -> Injected | None:
    """What is asked to be carried over, against the table of result units."""
    return _decision(report, source, "resultatenheterna", ("result_units", "budget_overview"))


@kind
def decided_turnover(report: Report, source: Random) -> Injected | None:
    """The turnover that is decided, against its table."""
    return _decision(report, source, "omslutningsförändringar", ("turnover",))


_FUNDS = re.compile(r"Fonderna var ([\d ,]+) mnkr när året började och ([\d ,]+) mnkr")


@kind
def funds_in_prose(report: Report, source: Random) -> Injected | None:
    """What the funds were when the year began or ended."""
    for index, block in enumerate(report.blocks):
        match = _FUNDS.search(block.text) if isinstance(block, Paragraph) else None
        if match is None or not isinstance(block, Paragraph):
            continue
        group = source.choice((1, 2))
        value = Decimal(match[group].replace(" ", "").replace(",", "."))
        new = number(value + Decimal(source.randint(9, 60)).scaleb(-1))
        text = block.text[: match.start(group)] + new + block.text[match.end(group) :]
        units = [table_anchor(i) for i, _ in tables(report, "result_units")]
        return with_block(report, index, replace(block, text=text)), Contradiction(
            "claim", f"False: {text}", (block_anchor(index), *units), text
        )
    return None


_MET = re.compile(r"^(Av (\d+) bedömda mål .*? bedöms )(\d+)( uppfyllas helt)")


@kind
def goals_met(report: Report, source: Random) -> Injected | None:
    """How many goals the summary says are fully met."""
    for index, block in enumerate(report.blocks):
        match = _MET.search(block.text) if isinstance(block, Paragraph) else None
        if match is None or not isinstance(block, Paragraph):
            continue
        count = int(match[3])
        fewer = count and (source.random() < 0.5 or count == int(match[2]))
        other = count - 1 if fewer else count + 1
        sentence = f"{match[1]}{other}{match[4]}"
        text = sentence + block.text[match.end() :]
        return with_block(report, index, replace(block, text=text)), Contradiction(
            "claim", f"False: {sentence}", (block_anchor(index),), sentence
        )
    return None


@kind
def assessment_in_words(report: Report, source: Random) -> Injected | None:
    """A goal's assessment in prose against the one that is printed below its heading."""
    found = [
        (index, block)
        for index, block in enumerate(report.blocks)
        if isinstance(block, Paragraph) and block.text.startswith("Bedömningen är att målet uppf")
    ]
    if not found:
        return None
    index, block = source.choice(found)
    swaps = {"uppfylls helt": "uppfylls delvis", "uppfylls delvis": "uppfylls helt"}
    old = next(words for words in swaps if words in block.text)
    text = block.text.replace(old, swaps[old], 1)
    goal = max(
        n
        for n, _ in enumerate(report.goals)
        if any(
            getattr(b, "goal", None) == n and type(b).__name__ == "GoalHeading"
            for b in report.blocks[:index]
        )
    )
    return with_block(report, index, replace(block, text=text)), Contradiction(
        "claim",
        f"False: {text}",
        (block_anchor(index), goal_anchor(goal), assessment_anchor(goal)),
        text.split(". ")[0],
    )


@kind
def sub_goals_counted(report: Report, source: Random) -> Injected | None:
    """How many of the goals below are said to be assessed how."""
    numerals = ("två", "tre", "fyra", "fem")
    found = [
        (index, block, word)
        for index, block in enumerate(report.blocks)
        if isinstance(block, Paragraph) and block.text.startswith("Bedömningen är att målet")
        for word in numerals
        if f"{word} {WORDS[Assessment.FULLY]}" in block.text
    ]
    if not found:
        return None
    index, block, word = source.choice(found)
    other = numerals[numerals.index(word) - 1] if word != "två" else "ett"
    phrase = f"{other} {WORDS[Assessment.FULLY]}"
    text = block.text.replace(f"{word} {WORDS[Assessment.FULLY]}", phrase, 1)
    return with_block(report, index, replace(block, text=text)), Contradiction(
        "claim", f"False: {text}", (block_anchor(index),), text.split(". ")[1]
    )
