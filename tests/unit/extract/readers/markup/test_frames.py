"""Tables inside a grid table of one cell, as pandoc prints a table that a cell of another holds."""

from __future__ import annotations

from pipeline.extract.document import GridTable, Paragraph
from pipeline.extract.readers.markup import markdown

_WIDTH = 69
_EDGE = "+" + "-" * (_WIDTH + 2) + "+"


def _framed(lines: list[str]) -> str:
    """Cut lines from the right at the frame's width and set a frame around them."""
    pieces: list[str] = []
    for line in lines:
        over = len(line) % _WIDTH
        cut = [line[:over]] if over or not line else []
        cut += [line[at : at + _WIDTH] for at in range(over, len(line), _WIDTH)]
        pieces += cut
    rows = (f"| {piece.ljust(_WIDTH)} |" for piece in pieces)
    return "\n".join(("# Rubrik", "", _EDGE, *rows, _EDGE, "", "Mer text.", ""))


def _rows(text: str) -> list[list[str]]:
    tables = [block for block in markdown.read(text).blocks if isinstance(block, GridTable)]
    assert len(tables) == 1
    return [[cell.text if cell else "" for cell in row] for row in tables[0].rows]


_COLUMNS = (30, 30, 16, 14)
_RULE = "  " + " ".join("-" * width for width in _COLUMNS)
_WHOLE = "  " + "-" * (len(_RULE) - 2)


def _line(*cells: str) -> str:
    """A line as long as the last column's text makes it."""
    padded = "".join(f"{text:<{width + 1}}" for text, width in zip(cells, _COLUMNS, strict=False))
    return "  " + padded[: len(padded) - (_COLUMNS[-1] + 1)] + cells[-1]


_HEAD = ("Indikator", "Periodens utfall", "Årsmål", "Period")


def test_a_table_wider_than_its_frame_is_put_together_by_its_rule() -> None:
    table = [
        _WHOLE,
        _line(*_HEAD),
        _RULE,
        _line("Andel elever som trivs i sin", "81 %", "", "2025"),
        _line("klass", "", "", ""),
        "",
        _line("Antal platser", "", "93", ""),
        _WHOLE,
    ]
    assert _rows(_framed(table)) == [
        list(_HEAD),
        ["Andel elever som trivs i sin klass", "81 %", "", "2025"],
        ["Antal platser", "", "93", ""],
    ]


def test_a_rule_of_which_only_white_space_is_over_is_still_one() -> None:
    rule = "  " + " ".join("-" * width for width in (30, 18, 19))
    whole = "  " + "-" * (len(rule) - 2)
    assert len(rule) == _WIDTH + 2
    table = [
        whole,
        f"  {'Aktivitet':<31}{'Startdatum':<19}Slutdatum",
        rule,
        f"  {'Ta fram en rutin':<31}{'2025-01-01':<19}2025-12-31",
        "",
        whole,
    ]
    assert _rows(_framed(table)) == [
        ["Aktivitet", "Startdatum", "Slutdatum"],
        ["Ta fram en rutin", "2025-01-01", "2025-12-31"],
    ]


def test_a_page_s_table_in_a_frame_is_read_as_one() -> None:
    table = [
        "<table>",
        "<tbody>",
        "<tr><td>Andel elever som trivs i sin klass och vet vem de kan vända</td>",
        "<td>81 %</td></tr>",
        "</tbody>",
        "</table>",
    ]
    assert len(table[2]) > _WIDTH
    rows = _rows(_framed(table))
    assert rows == [["Andel elever som trivs i sin klass och vet vem de kan vända", "81 %"]]


def test_a_frame_of_a_text_is_no_frame() -> None:
    text = "\n".join(("Text.", "", _EDGE, f"| {'Läs mer om detta.':<{_WIDTH}} |", _EDGE, ""))
    assert _rows(text) == [["Läs mer om detta."]]


def test_what_pandoc_says_of_a_heading_is_no_part_of_it() -> None:
    text = "## Nämnd och administration {#nämnd-och-administration .Stad-nivå-3}\n\nText.\n"
    first = markdown.read(text).blocks[0]
    assert isinstance(first, Paragraph) and first.text == "Nämnd och administration"
