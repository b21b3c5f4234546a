"""The printed text of a report: every quote once, every fact marked in it."""

from __future__ import annotations

from typing import Any

from lxml import html

from pipeline.site.source import Block, blocks_of

ROW = "Förskola\t457,1\t466,4\t457,1"


def fact(key: str, text: str, printed: str | None = None, **place: Any) -> dict[str, Any]:
    return {
        "fact_key": key,
        "printed": printed,
        "source_page": place.get("page"),
        "source_line_start": place.get("line"),
        "source_line_end": place.get("end", place.get("line")),
        "source_bbox": place.get("box"),
        "source_text": text,
    }


def marked(block: Block, key: str) -> str | None:
    """What stands in the anchor of a fact; None where it is not in the block."""
    found = html.fromstring(f"<div>{block.text}</div>").xpath(f"//*[@id='{key}']")
    return found[0].text_content() if found else None


def test_cells_of_one_line_are_one_block_with_an_anchor_each() -> None:
    (block,) = blocks_of(
        [
            fact("budget", ROW, "457,1", line=7),
            fact("forecast", ROW, "466,4", line=7),
            fact("again", ROW, "457,1", line=7),
        ]
    )
    assert block.where == "rad 7"
    assert html.fromstring(f"<div>{block.text}</div>").text_content() == ROW
    assert [marked(block, key) for key in ("budget", "forecast", "again")] == [
        "457,1",
        "466,4",
        "457,1",
    ]
    assert str(block.text).index("budget") < str(block.text).index("again")


def test_a_figure_is_not_marked_inside_a_longer_one() -> None:
    (block,) = blocks_of([fact("short", "Antal 15 5", "5", line=1)])
    assert str(block.text) == 'Antal 15 <span id="short">5</span>'


def test_a_sentence_in_a_section_is_marked_there_and_not_repeated() -> None:
    section = "Ekonomi\nNämnden väntar ett underskott om 0,9 mnkr.\nDet beror på lokaler."
    sentence = "Nämnden väntar ett underskott om 0,9 mnkr."
    (block,) = blocks_of(
        [fact("amount", sentence, line=11), fact("section", section, line=10, end=12)]
    )
    assert marked(block, "amount") == sentence
    assert marked(block, "section") == ""
    assert block.where == "rad 10–12"


def test_text_stands_in_the_order_of_the_report() -> None:
    blocks = blocks_of(
        [
            fact("c", "sist", page=2, box={"y1": 820.0}),
            fact("b", "längre ned", page=1, box={"y1": 90.0}),
            fact("a", "överst", page=1, box={"y1": 790.0}),
        ]
    )
    assert [marked(block, key) is not None for block, key in zip(blocks, "abc", strict=True)] == [
        True,
        True,
        True,
    ]


def test_text_of_a_report_stays_text() -> None:
    (block,) = blocks_of([fact("x", "<script>1</script>\u202e 5", "5", line=1)])
    assert "<script" not in block.text
    assert "\u202e" not in block.text
    assert marked(block, "x") == "5"


def test_a_fact_whose_words_are_not_found_is_still_reached() -> None:
    (block,) = blocks_of([fact("x", "Antal femton", "15", line=1)])
    assert str(block.text) == '<a id="x"></a>Antal femton'
