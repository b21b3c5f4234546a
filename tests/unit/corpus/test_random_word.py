"""Files by lot: the same seed draws the same, and a file says what its truth says."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.corpus import cycle, random_html, random_word
from tests.corpus.model import IndicatorTable
from tests.corpus.random_tables import cells_beside, reworked, structure_of

SEEDS = range(3)


def test_a_seed_draws_the_same_structure_and_another_seed_another() -> None:
    assert structure_of(1) == structure_of(1)
    assert len({structure_of(seed) for seed in range(20)}) > 15


@pytest.mark.parametrize("seed", SEEDS)
def test_a_docx_is_well_formed_and_the_same_for_a_seed(seed: int) -> None:
    report = reworked(cycle.any_report(seed), seed)
    data = random_word.render(report, seed).data
    assert data == random_word.render(report, seed).data
    with ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    words = "".join(body.itertext())
    assert all(goal.title.split()[0] in words for goal in report.goals)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_holds_every_indicator(seed: int) -> None:
    report = reworked(cycle.any_report(seed), seed)
    page = etree.HTML(random_html.render(report, seed).data)
    words = "".join(page.itertext()).replace("\u00ad", "")
    names = [r.name for b in report.blocks if isinstance(b, IndicatorTable) for r in b.rows]
    assert names
    assert all(name in words for name in names)


def test_what_stands_beside_the_known_columns_is_in_the_truth() -> None:
    seed = next(n for n in range(99) if structure_of(n).extra == "Ansvarig")
    labels = {row["col_label"] for row in cells_beside(cycle.any_report(seed), seed)}
    assert labels - {"Nr"} == {"Ansvarig"}
