"""Indicators printed as cards, by pages and by what other programs make of these."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable, Paragraph
from pipeline.extract.readers.dialects import read_text

HEAD = "<p>Sjövik</p><p>Plan</p><p>Text.</p>"
TERMS = f"""<html><body>{HEAD}
<h4>Andel låntagare under tolv år</h4>
<dl><dt>Utfall</dt><dd>31,5 %</dd><dt>Utfall flickor</dt><dd></dd><dt>Utfall pojkar</dt><dd>–</dd>
<dt>Årsmål 2031</dt><dd>1 200 st</dd><dt>Period</dt><dd>Tertial 1 2031</dd></dl>
<p>Biblioteket har öppet.</p></body></html>"""
BOXES = f"""<html><body>{HEAD}
<h4>Andel låntagare under tolv år</h4>
<div><span>Utfall</span> <b>31,5 %</b></div><div><span>Utfall pojkar:</span> <b>–</b></div>
<div><span>Årsmål 2031</span> <b>1 200 st</b></div>
<div><span>Period</span> <b>Tertial 1 2031</b></div>
<p>Biblioteket har öppet.</p></body></html>"""
BULLETS = """\
# Plan

### Indikator: Andel låntagare under tolv år

-   **Utfall:** 31,5 %
-   **Utfall pojkar:** –
-   **Årsmål 2031:** 1 200 st
-   **Period:** Tertial 1 2031

Biblioteket har öppet.
"""
BREAKS = """\
# Plan

Indikator
Andel låntagare under tolv år

Utfall
31,5 %

Utfall pojkar
–

Årsmål 2031
1 200 st

Period
Tertial 1 2031

Biblioteket har öppet.
"""


@pytest.mark.parametrize(
    "text",
    [TERMS, BOXES, BULLETS, BREAKS],
    ids=["terms", "boxes", "bullets", "breaks"],
)
def test_labels_with_values_below_a_name_are_a_row(text: str) -> None:
    blocks = read_text(text).blocks
    (table,) = [block for block in blocks if isinstance(block, GridTable)]
    head, row = ([cell.text if cell else "" for cell in row] for row in table.rows)
    found = {label: value for label, value in zip(head, row, strict=True) if value}
    assert found == {
        "Indikator": "Andel låntagare under tolv år",
        "Utfall": "31,5 %",
        "Utfall pojkar": "–",
        "Årsmål 2031": "1 200 st",
        "Period": "Tertial 1 2031",
    }
    assert table.confidence < 1
    prose = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert prose[-1] == "Biblioteket har öppet."
    assert "Utfall" not in " ".join(prose)


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\nUtfall: 31 %\n\nÅrsmål: 33 %\n\nPeriod: 2031\n",
        "# Plan\n\n### Andel låntagare\n\nUtfall: 31 %\n\nÅrsmål: nås\n\nPeriod: 2031\n",
        "# Plan\n\n### Lån och besök\n\nUtfall: 31 mnkr\n\nBudget: 33 mnkr\n\nAvvikelse: 2 mnkr\n",
        "# Plan\n\nMål: fler läser.\n\nUtfall 2031 är gott.\n\nPrognos: oförändrad.\n",
    ],
    ids=["no name", "words", "money", "prose"],
)
def test_what_is_no_card_stays_prose(text: str) -> None:
    assert not any(isinstance(block, GridTable) for block in read_text(text).blocks)


ITEMS = """\
# Plan

-   **Indikator:** Sjukfrånvaro
-   **Årsmål 2031:** 5 %
-   **Period:** Tertial 1 2031
-   **Kommentar:** Fler är friska. Arbetet fortsätter.

Biblioteket har öppet.
"""
LIST = f"""<html><body>{HEAD}
<dl><dt>Indikator</dt><dd>Sjukfrånvaro</dd><dt>Utfall</dt><dd></dd>
<dt>Årsmål 2031</dt><dd>5 %</dd><dt>Period</dt><dd>Tertial 1 2031</dd>
<dt>Kommentar</dt><dd>Fler är friska. Arbetet fortsätter.</dd></dl></body></html>"""


@pytest.mark.parametrize("text", [ITEMS, LIST], ids=["items", "terms"])
def test_a_card_of_one_target_with_what_is_said_of_it(text: str) -> None:
    (table,) = [block for block in read_text(text).blocks if isinstance(block, GridTable)]
    printed = [[cell.text for cell in row if cell] for row in table.rows]
    pairs = printed if len(printed[0]) == 2 else [[*pair] for pair in zip(*printed, strict=True)]
    assert [pair for pair in pairs if pair[1]] == [
        ["Indikator", "Sjukfrånvaro"],
        ["Årsmål 2031", "5 %"],
        ["Period", "Tertial 1 2031"],
        ["Kommentar", "Fler är friska. Arbetet fortsätter."],
    ]


def test_terms_that_are_no_card_stay_prose() -> None:
    text = f"<html><body>{HEAD}<dl><dt>Utfall</dt><dd>Det som blev.</dd></dl></body></html>"
    assert not any(isinstance(block, GridTable) for block in read_text(text).blocks)


def cards(*texts: str) -> list[dict[str, str]]:
    """Return what the cards say that are printed as one line a label and a value."""
    lines = "\n\n".join(part for text in texts for part in text.split(" | "))
    tables = [b for b in read_text(f"# Plan\n\n{lines}\n").blocks if isinstance(b, GridTable)]
    rows = [[[cell.text for cell in row if cell] for row in table.rows] for table in tables]
    return [dict(zip(head, row, strict=True)) for head, row in rows]


@pytest.mark.parametrize("label", ["Enhet", "Uppföljs av"], ids=["known", "not known"])
def test_a_name_never_takes_the_values_of_the_card_above_it(label: str) -> None:
    said = {"Enhet": "%", "Uppföljs av": "Kaféet"}[label]
    below = f"{label} | {said} | Period | 2031 | Utfall | 8{{}} | Årsmål | 85"
    texts = [f"Indikator | Andel nöjda {n} | {below.format(n)}" for n in range(3)]
    found = {card["Indikator"]: card for card in cards(*texts)}
    assert [found[f"Andel nöjda {n}"]["Utfall"] for n in range(3)] == ["80", "81", "82"]
    assert all(card[label] == said for card in found.values())


def test_labels_of_which_the_last_waits_for_a_value_on_every_line_end() -> None:
    texts = ("Utfall män/ pojkar", "Utfall kvinnor/ flickor", "Prognos helår", "Årsmål")
    rest = ("64 % KF:s årsmål", "Fastställs 2031 Period", "2031 Analys", "Indikator", "Andel nöjda")
    lines = ("Sjövik", *texts, *rest)
    assert read_text("\n\n".join(lines)).blocks


def test_a_colon_parts_a_label_from_its_whole_value() -> None:
    lines = ("Indikator: Andel nöjda", "Årsmål: Max 10 personer", "Utfall: 12", "Period: VB 2031")
    text = "# Sjövik\n\n" + "\n".join(f"  * **{line.replace(':', ':**')}" for line in lines) + "\n"
    (table,) = [block for block in read_text(text).blocks if isinstance(block, GridTable)]
    assert [cell.text for cell in table.rows[1] if cell] == [
        "Andel nöjda", "Max 10 personer", "12", "VB 2031"
    ]  # fmt: skip
