"""Markdown, pandoc's drawn tables and HTML: the same report, the same rows."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from pipeline.extract import read_report
from pipeline.extract.document import GridTable, Paragraph, SourceFormat
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.markup import html, markdown
from pipeline.extract.readers.markup.cut_words import joined, spelling_beside
from pipeline.extract.report import Measure, Report

HEAD = """\
Skogsdals stadsdelsnämnd

Verksamhetsberättelse 2024 för Skogsdals stadsdelsnämnd

"""
GOALS = """\
{h1}KF:s inriktningsmål: 1. En stad för alla{e1}

{p}Uppfylls helt{q}

{h2}KF:s mål för verksamhetsområdet: 1.1 Alla barn lär sig simma{e2}

{p}Uppfylls delvis{q}

"""
MARKS = {"h1": "# ", "e1": "", "h2": "## ", "e2": "", "p": "", "q": ""}
TAGS = {
    "h1": "<h1>", "e1": "</h1>", "h2": "<h2>", "e2": "</h2>", "p": "<p>", "q": "</p>",
}  # fmt: skip

NO_MARKS = dict.fromkeys(MARKS, "")
PARAGRAPHS = "<p>" + HEAD.replace("\n\n", "</p>\n<p>") + "</p>"
PIPES = """\
| Indikator | Periodens utfall | Årsmål | KF:s årsmål | Period |
| --- | --- | --- | --- | --- |
| Andel simkunniga | 68 % | 69 % |  | 2024 |
| Antal simlektioner | 1 200 st |  | 900 st | VB 2024 |
"""
EMPTY_FIRST_ROW = """\
|  |  |  |  |  |
| --- | --- | --- | --- | --- |
| **Indikator** | **Periodens utfall** | **Årsmål** | **KF:s årsmål** | **Period** |
| Andel simkunniga | 68 % | 69 % |  | 2024 |
| Antal simlektioner | 1 200 st |  | 900 st | VB 2024 |
"""
LOOSE = """\
Indikator| Periodens utfall| Årsmål|
KF:s årsmål| Period{gap}
---|---|---|---|---{gap}
Andel simkunniga| 68
%| 69 %| | 2024{gap}
Antal simlektioner| 1 200 st| | 900 st|
VB 2024{gap}
""".replace("{gap}", "  ")
MULTILINE = """\
  -----------------------------------------------------------
  **Indikator**   **Periodens   **Årsmål**   **KF:s   **Period**
                  utfall**                   årsmål**
  --------------- ------------- ------------ -------- ----------
  Andel           68 %          69 %                  2024
  simkunniga

  Antal           1 200 st                   900 st   VB 2024
  simlektioner
  -----------------------------------------------------------
"""
GRID = """\
+--------------+-----------+--------+--------+---------+
| Indikator    | Periodens | Årsmål | KF:s   | Period  |
|              | utfall    |        | årsmål |         |
+==============+===========+========+========+=========+
| Andel sim    | 68 %      | 69 %   |        | 2024    |
| kunniga      |           |        |        |         |
+--------------+-----------+--------+--------+---------+
| Antal        | 1 200 st  |        | 900 st | VB 2024 |
| simlektioner |           |        |        |         |
+--------------+-----------+--------+--------+---------+
""".replace("| Andel sim    |", "| Andel        |").replace("| kunniga      |", "| simkunniga   |")
TABLE = """\
<table><thead><tr><th>Indikator</th><th>Periodens utfall</th><th>Årsmål</th>
<th>KF:s årsmål</th><th>Period</th></tr></thead><tbody>
<tr><td>Andel simkunniga</td><td><s>66 %</s> 68 %</td><td>69 %</td><td></td><td>2024</td></tr>
<tr><td>Antal simlektioner</td><td>1 200 st</td><td></td><td>900 st</td><td>VB 2024</td></tr>
</tbody></table>
"""


def values(report: Report) -> list[tuple[str, str | None, dict[Measure, str]]]:
    return [
        (row.name, row.period, {cell.measure: cell.text for cell in row.cells})
        for row in report.indicators
    ]


def written(folder: Path, text: str, suffix: str) -> Report:
    path = folder / f"report{suffix}"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".md", HEAD + GOALS.format_map(MARKS) + PIPES),
        (".md", HEAD + GOALS.format_map(MARKS) + EMPTY_FIRST_ROW),
        (".md", HEAD + GOALS.format_map(MARKS) + LOOSE),
        (".md", HEAD + GOALS.format_map(MARKS) + MULTILINE),
        (".txt", HEAD + GOALS.format_map(NO_MARKS) + MULTILINE.replace("**", "  ")),
        (".txt", HEAD + GOALS.format_map(NO_MARKS) + GRID),
        (".md", HEAD + GOALS.format_map(MARKS) + TABLE),
        (".html", PARAGRAPHS + GOALS.format_map(TAGS) + TABLE),
    ],
    ids=["pipes", "empty first row", "loose bars", "multiline", "plain multiline", "grid",
         "tags in Markdown", "html"],
)  # fmt: skip
def test_every_markup_gives_the_same_rows(tmp_path: Path, suffix: str, text: str) -> None:
    report = written(tmp_path, text, suffix)
    assert report.source_format is SourceFormat.MARKUP_TEXT
    assert [(goal.code, goal.assessment) for goal in report.goals] == [
        ("1", "fully"),
        ("1.1", "partly"),
    ]
    assert values(report) == [
        ("Andel simkunniga", "2024", {Measure.OUTCOME: "68 %", Measure.TARGET: "69 %"}),
        (
            "Antal simlektioner",
            "VB 2024",
            {Measure.OUTCOME: "1 200 st", Measure.KF_TARGET: "900 st"},
        ),
    ]


def grids(text: str) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in read_text(text).blocks
        if isinstance(block, GridTable)
    ]


def test_a_word_wider_than_its_column_is_put_together() -> None:
    text = dedent("""\
        +-------+-------+
        | Verk  | Utf   |
        | samhe | 2024  |
        | tenhe |       |
        +=======+=======+
        | be    | 5     |
        | folkn |       |
        | ingen |       |
        +-------+-------+
        """)
    assert grids(text)[0][1] == ["befolkningen", "5"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("hu/shåll", "hushåll"),
        ("Tas/fram/av/nämnd", "Tas fram av nämnd"),  # a word that fills its column
        ("**I/ndika/tor**", "**Indikator**"),  # marks are letters too
        ("VB/2/018**", "VB 2 018**"),  # nor does '018**' fill six letters
        ("2019-/01-01", "2019-01-01"),
        ("risk-/och", "risk- och"),
        ("nytt,/bygge", "nytt, bygge"),
    ],
)
def test_pieces_of_words_that_fill_their_column_go_together(lines: str, text: str) -> None:
    width = {"VB/2/018**": 6}.get(lines, 5)
    assert joined(lines.split("/"), width, spelling_beside([])) == text


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        ("på/gående", 6, "pågående"),  # both are known, and so is the whole word
        ("till/delas", 5, "tilldelas"),
        ("för/söker", 5, "försöker"),
        ("som/lever", 5, "som lever"),
        ("till/skolan", 6, "till skolan"),
        ("arbete/eller", 5, "arbete eller"),
    ],
)
def test_more_words_are_longer_than_a_narrow_column_than_just_as_long(
    lines: str, width: int, text: str
) -> None:
    assert joined(lines.split("/"), width, spelling_beside([])) == text


def test_a_piece_that_had_room_on_the_line_above_is_no_word() -> None:
    assert joined(["VB", "2", "018**"], 5, spelling_beside([])) == "VB 2018**"


def test_words_of_the_running_text_are_known() -> None:
    cell = ["hos", "talgo", "xarna"]
    assert joined(cell, 5, spelling_beside(["Talgoxarna kom i mars."])) == "hos talgoxarna"


def test_merged_cells_of_a_grid_table() -> None:
    text = dedent("""\
        +-----+-----------+
        | Mån | Antal     |
        |     +-----+-----+
        |     | 1   | 2   |
        +=====+=====+=====+
        | Maj | 3   | 4   |
        +-----+-----+-----+
        """)
    assert grids(text) == [[["Mån", "Antal", None], [None, "1", "2"], ["Maj", "3", "4"]]]


def test_a_row_with_more_cells_than_the_header_loses_none() -> None:
    text = "| A | B |\n|---|---|\n| Förskola | 1 | 2 |\n| Skola | 3 |\n"
    assert grids(text)[0][1] == ["Förskola", "1", "2"]


def test_what_a_browser_does_not_show_is_no_text() -> None:
    text = (
        "<html><head><title>T</title><style>p{}</style></head><body><p>Synligt</p>"
        "<p style='display:none'>Dolt</p><p hidden>Dolt</p>"
        "<p><del>Struket</del>Kvar<sup>2</sup></p>"
        "<script>x</script></body></html>"
    )
    assert [block.place.text for block in html.read(text).blocks] == ["Synligt", "Kvar²"]


def test_lists_keep_their_numbers_in_both() -> None:
    marked = markdown.read("Förslag\n\n3. Nämnden godkänner.\n4. Nämnden begär 2 mnkr.\n")
    tagged = html.read("<html><ol start=3><li>Nämnden godkänner.<li>Nämnden begär 2 mnkr.</ol>")
    wanted = ["3. Nämnden godkänner.", "4. Nämnden begär 2 mnkr."]
    assert [getattr(block, "text", "") for block in marked.blocks][1:] == wanted
    assert [getattr(block, "text", "") for block in tagged.blocks] == wanted


def test_a_place_names_the_lines_of_the_file() -> None:
    table = next(b for b in read_text(HEAD + PIPES).blocks if isinstance(b, GridTable))
    first = table.rows[1][0]
    assert first is not None
    assert (table.place.line_start, first.place.line_start) == (5, 7)


def tables_of(text: str) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in html.read(text).blocks
        if isinstance(block, GridTable)
    ]


INDICATORS = [["Indikator", "Utfall 2022"], ["Andel låntagare", "31 %"]]


def test_rows_that_a_browser_does_not_show_are_none() -> None:
    rows = "".join(
        f"<tr{how}><td>{name}</td><td>{value}</td></tr>"
        for how, (name, value) in zip(
            ("", ' style="display: none"', " hidden", ""),
            (INDICATORS[0], ("Gammal", "1 %"), ("Utkast", "2 %"), INDICATORS[1]),
            strict=True,
        )
    )
    assert tables_of(f"<html><body><table>{rows}</table></body></html>") == [INDICATORS]


def test_elements_that_say_that_they_are_a_table_are_one() -> None:
    rows = "".join(
        '<div role="row">'
        + "".join(f'<div role="{role}"><span>{text}</span></div>' for text in row)
        + "</div>"
        for role, row in zip(("columnheader", "gridcell"), INDICATORS, strict=True)
    )
    page = f'<html><body><div role="grid"><div role="rowgroup">{rows}</div></div></body></html>'
    assert tables_of(page) == [INDICATORS]


def test_a_table_with_a_heading_above_another_table_arranges_the_page() -> None:
    inner = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in INDICATORS
    )
    page = (
        "<html><body><table><tr><td><h3>Nämndmål: Alla läser</h3><p>Uppfylls delvis</p>"
        f"<table>{inner}</table></td><td><p>Kontakta oss</p></td></tr></table></body></html>"
    )
    assert tables_of(page) == [INDICATORS]
    texts = [block.text for block in html.read(page).blocks if isinstance(block, Paragraph)]
    assert texts == ["Nämndmål: Alla läser", "Uppfylls delvis", "Kontakta oss"]


def cells(text: str) -> list[list[str]]:
    """The texts of the one table of a Markdown text, row by row."""
    (table,) = (b for b in markdown.read(text).blocks if isinstance(b, GridTable))
    return [[cell.text if cell else "" for cell in row] for row in table.rows]


def test_a_backslash_that_ends_a_line_of_pandocs_markdown_is_no_letter() -> None:
    assert cells(
        dedent("""\
            -----------------------------------
            **Anläggning**     **Besök i\\
                               maj**
            ------------------ ----------------
            Badet vid\\         410
            Norra sjön

            Ishallen           1 200
            -----------------------------------
        """)
    ) == [["Anläggning", "Besök i maj"], ["Badet vid Norra sjön", "410"], ["Ishallen", "1 200"]]


@pytest.mark.parametrize("printed", ["^2)^", "<sup>2)</sup>", "^2^", "^(2)"])
def test_raised_letters_of_markdown_are_marks_of_notes(printed: str) -> None:
    table = cells(f"| Bad | Besök |\n| --- | --- |\n| Norra | 410{printed} |\n| Södra | 12 m^2^ |")
    assert table[1][1] in ("410²⁾", "410²")
    assert table[2][1] == "12 m²"


def test_pandocs_double_hyphen_is_a_dash() -> None:
    blocks = markdown.read("# Plan\n\nVi bygger ut 2024--2026 -- minst två bad.\n\n---\n").blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts == ["Plan", "Vi bygger ut 2024–2026 – minst två bad."]


def test_ends_of_html_parts_between_markdown_are_nothing_to_read() -> None:
    blocks = markdown.read(
        '# Plan\n\n<div class="ruta">\n\nText.\n\n</div>\n\n</div>\n\nSlut.'
    ).blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts == ["Plan", "Text.", "Slut."]


NOTED = {
    "pandoc": '<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>',
    "mammoth": '<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>',
    "Word": '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
    "LibreOffice": '<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a>',
    "by hand": '<sup><a href="#k1">1</a></sup>',
    "below a paragraph": '<p></p><sup><a href="#k1">(1)</a></sup>',
    "around what is raised": '<a href="#k1"><sup>1</sup></a>',
    "in Markdown": "[^1]",
    "markitdown": "[[1]](#footnote-1)",
    "plain": "[1]",
}


@pytest.mark.parametrize("mark", NOTED.values(), ids=NOTED)
def test_the_mark_of_a_footnote_is_no_part_of_a_value(mark: str) -> None:
    rows = [["Konto", "Utfall"], ["Hyra" + mark, "77 %" + mark], ["Yta", "31 m²"]]
    if mark.startswith("<"):
        made = "".join(f"<tr>{''.join(f'<td>{x}</td>' for x in row)}</tr>" for row in rows)
        text = f"<html><body><p>Text.</p><p>Mer.</p><table>{made}</table></body></html>"
    else:
        head, *rest = (f"| {' | '.join(row)} |" for row in rows)
        text = "\n".join(["# Plan", "", head, "|---|---|", *rest, ""])
    (table,) = [block for block in read_text(text).blocks if isinstance(block, GridTable)]
    printed = [[cell.text for cell in row if cell] for row in table.rows]
    assert printed == [["Konto", "Utfall"], ["Hyra", "77 %"], ["Yta", "31 m²"]]


def test_what_stands_inside_raised_text_is_raised() -> None:
    rows = (
        "<tr><td>Konto</td><td>Utfall</td></tr><tr><td>Hyra</td><td>77<sup><i>1</i></sup></td></tr>"
    )
    text = f"<html><body><p>Se<sup><b>2</b></sup></p><table>{rows}</table></body></html>"
    above, table = read_text(text).blocks
    assert isinstance(above, Paragraph)
    assert isinstance(table, GridTable)
    assert above.text == "Se²"
    assert [cell.text for cell in table.rows[1] if cell] == ["Hyra", "77¹"]


def test_raised_links_to_other_pages_are_text() -> None:
    text = '<html><body><p>Lag<sup><a href="https://lag.example/4">4</a></sup></p></body></html>'
    (found,) = read_text(text).blocks
    assert isinstance(found, Paragraph)
    assert found.text == "Lag⁴"


def test_links_that_are_no_marks_of_footnotes_are_text() -> None:
    text = "# Plan\n\nSe [not 2](#footnote-2) och [12](#sida) samt \\[3\\] i lagen.\n"
    (_, found) = [block.text for block in read_text(text).blocks if isinstance(block, Paragraph)]
    assert found == "Se not 2 och 12 samt [3] i lagen."


def test_the_mark_of_a_footnote_is_no_part_of_escaped_text() -> None:
    mark = '<a id="footnote-ref-2"></a>[\\[2\\]](\\#footnote\\-2)'
    text = f"Antal lotter{mark}\n\nSe [not 2](\\#footnote\\-2)\\."
    assert markdown.unmarked(text) == "Antal lotter\n\nSe [not 2](#footnote-2)."


def test_escaped_text_without_tables_is_read_without_its_escapes() -> None:
    # Days that no table is known for weigh against the reading that sees them.
    days = "2031\\-01\\-15\n\n2031\\-05\\-31"
    rows = "\n\n".join([f"Plantera träd i parken\n\n{days}"] * 6)
    head = "__Nämndens aktiviteter__\n\n__Start__\n\n__Slut__"
    text = f"KF:s inriktningsmål:\n\n1\\. En trygg stad\n\n{head}\n\n{rows}\n\nGott år\\.\n"
    first, second, table, last = read_text(text).blocks
    assert [block.text for block in (first, second, last) if isinstance(block, Paragraph)] == [
        "KF:s inriktningsmål:",
        "1. En trygg stad",
        "Gott år.",
    ]
    assert isinstance(table, GridTable)
    assert [cell and cell.text for cell in table.rows[1]] == [
        "Plantera träd i parken",
        "2031-01-15",
        "2031-05-31",
    ]


def _drawn_rows(text: str) -> list[list[str | None]]:
    table = next(block for block in markdown.read(text).blocks if isinstance(block, GridTable))
    return [[cell.text if cell else None for cell in row] for row in table.rows]


def test_three_hyphens_in_a_cell_are_the_dash_that_pandoc_spells_so() -> None:
    text = "# Plan\n\n| Namn | Nu | Då |\n|---|---|---|\n| Skola | --- | 5--7 |\n"
    assert _drawn_rows(text)[1] == ["Skola", "—", "5–7"]


def test_columns_are_counted_in_the_letters_of_the_file() -> None:
    text = (
        "  Namn               Budget 2025  Utfall 2025\n"
        "  ------------------ ------------ ------------\n"
        "  Verks\u00adamhet\u00aden      12,5         13,5\n"
        "  Netto              14,5         15,5\n"
        "  ------------------ ------------ ------------\n"
    )
    assert _drawn_rows(text)[1] == ["Verksamheten", "12,5", "13,5"]


def test_numbers_that_a_narrow_column_cuts_are_whole() -> None:
    text = (
        "+---------+-------+-------+\n"
        "| Namn    | Mål   | Utfall|\n"
        "+=========+=======+=======+\n"
        "| Andel   | 2     | 9     |\n"
        "|         | 5,4\u00a0% | 1\u00a0%[^2 |\n"
        "|         |       | ]     |\n"
        "+---------+-------+-------+\n"
    )
    assert _drawn_rows(text)[1][1] == "25,4 %"


def test_a_title_in_a_table_s_first_cell_stands_over_all_of_its_header() -> None:
    text = (
        "+-------------+------------+------------+\n"
        "| Aktiviteter |            |            |\n"
        "+=============+============+============+\n"
        "|             | Aktivitet  | Startdatum |\n"
        "+-------------+------------+------------+\n"
        "| ✔           | Följa upp  | 2018-01-01 |\n"
        "+-------------+------------+------------+\n"
    )
    assert _drawn_rows(text)[0] == ["Aktiviteter", None, None]


def test_markdown_that_begins_with_a_tag_and_holds_tables_of_html_is_markdown() -> None:
    rows = "<tr><th>Mnkr</th><th>Budget</th></tr><tr><td>Park</td><td>1,5</td></tr>"
    text = (
        '<div class="front">\n\nTjänsteutlåtande\n\n</div>\n\n## Ekonomi\n\n'
        f"<table>\n{rows}\n</table>\n\n### Investeringar\n\n"
        "| Mnkr | Budget |\n|---|---|\n| Torg | 2,5 |\n"
    )
    document = read_text(text)
    headings = [(b.text, b.level) for b in document.blocks if isinstance(b, Paragraph) and b.level]
    assert headings == [("Ekonomi", 2), ("Investeringar", 3)]
    tables = [block for block in document.blocks if isinstance(block, GridTable)]
    assert [[cell.text for cell in table.rows[1] if cell] for table in tables] == [
        ["Park", "1,5"],
        ["Torg", "2,5"],
    ]


def test_a_page_of_html_is_one_whatever_its_text_looks_like() -> None:
    page = "<html><body><pre># Mål\n# Budget</pre><p>Text</p></body></html>"
    assert [block.text for block in read_text(page).blocks if isinstance(block, Paragraph)][-1] == (
        "Text"
    )


def test_pandocs_words_with_a_style_are_words() -> None:
    text = '# Mål\n\n[●]{style="color:#2e8b57"} Uppfylls\n[helt]{.underline}, se [1] och [a](#b)\n'
    assert [block.text for block in markdown.read(text).blocks if isinstance(block, Paragraph)] == [
        "Mål",
        "● Uppfylls helt, se [1] och a",
    ]


def test_a_picture_alone_says_how_far_a_goal_is_met_to_who_hears_it() -> None:
    met, icon = (f'<img src="x.png" alt="{said}">' for said in ("Uppfylls delvis", "Ikon"))
    page = f"<html><body><p><b>{met}</b></p><p>{icon}</p><p>{met} Uppfylls delvis</p><table>"
    page += f"<tr><td>{met}</td><td>1</td></tr><tr><td>{met} Ja</td><td>2</td></tr></table></body>"
    first, second, table = html.read(page).blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert (first.text, second.text) == ("Uppfylls delvis", "Uppfylls delvis")
    assert isinstance(table, GridTable)
    assert [row[0].text for row in table.rows if row[0]] == ["Uppfylls delvis", "Ja"]


def test_a_table_without_cells_loses_none_of_its_text() -> None:
    page = "<html><body><table><tr><div>Andel nöjda</div><div>80 %</div></tr></table></body></html>"
    texts = [block.text for block in html.read(page).blocks if isinstance(block, Paragraph)]
    assert " ".join(texts) == "Andel nöjda 80 %"


def test_the_kind_of_a_quotation_that_is_set_apart_is_not_said() -> None:
    document = markdown.read("# Mål\n\n> [!NOTE]\n> **Bedömning:** Uppfylls helt\n\n> [1] citat\n")
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["Mål", "Bedömning: Uppfylls helt", "[1] citat"]
