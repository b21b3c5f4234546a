"""Looks drawn by lot are the same for the same seed, many, and printed by their program."""

from __future__ import annotations

import pytest

from tests.corpus import cycle, layouts, random_looks
from tests.corpus.printed import HeadCell, PrintedTable
from tests.corpus.random_looks import Look


@pytest.mark.parametrize("program", random_looks.PROGRAMS)
def test_a_seed_draws_one_look_for_a_program(program: str) -> None:
    looks = [random_looks.random_look(program, seed) for seed in range(40)]
    assert looks == [random_looks.random_look(program, seed) for seed in range(40)]
    assert len(set(looks)) == len(looks)
    assert {look.rules for look in looks} == set(random_looks.RULES)


@pytest.mark.parametrize("program", random_looks.PROGRAMS)
def test_a_drawn_look_is_held_out_and_gives_a_pdf(program: str) -> None:
    layout = layouts.layout_of(f"random_{program}/3")
    assert layout.held_out
    if not layouts.is_there(layout.program):
        pytest.skip(f"{layout.program} is not installed")
    assert layout.typeset(cycle.any_report(3), 3).startswith(b"%PDF")


def test_only_heads_of_indicators_and_activities_get_capitals() -> None:
    row = (HeadCell("Indikator"), HeadCell("Utfall"))
    tables = [PrintedTable((row,), (), (0.3, 0.7), 1, title) for title in ("", "Driftbudget")]
    heads = [
        [cell.text for cell in table.head[0]]
        for table in random_looks.dressed(iter(tables), Look(head="upper"))
        if isinstance(table, PrintedTable)
    ]
    assert heads == [["INDIKATOR", "UTFALL"], ["Indikator", "Utfall"]]


def test_labels_over_several_columns_are_named_by_their_columns() -> None:
    head = (HeadCell("Verksamhet"), HeadCell("Budget", 2), HeadCell("Utfall", 2))
    assert random_looks.ends_of_head((head,)) == [(1, 2), (3, 4)]
