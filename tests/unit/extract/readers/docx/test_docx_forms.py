"""DOCX as Word and its relatives write it, beyond what python-docx can make."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.extract.document import Document, GridTable, Paragraph
from pipeline.extract.readers.docx import reader as docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CHANGE = 'w:id="1" w:author="X" w:date="2020-01-01T00:00:00Z"'
LISTS = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
  <w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""


def read(*body: str, **parts: str) -> Document:
    """Read a document of the given body, and other parts by name (numbering, footnotes)."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        main = f'<Relationship Id="r1" Type="{KIND}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{main}</Relationships>')
        others = ""
        for name, content in parts.items():
            others += f'<Relationship Id="{name}" Type="{KIND}/{name}" Target="{name}.xml"/>'
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{others}</Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>',
        )
    return docx.read(buffer.getvalue())


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{''.join(runs)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    body = content if content.startswith("<") else paragraph(run(content))
    return f"<w:tc>{inner}{body}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    made = (c if c.startswith(("<w:tc", "<w:sdt")) else cell(c) for c in cells)
    return f"<w:tr>{inner}{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, GridTable)
    ]


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


# --- changes ------------------------------------------------------------------------------------


def test_a_paragraph_that_was_moved_stands_where_it_was_moved_to() -> None:
    moved_from = f"<w:rPr><w:moveFrom {CHANGE}/></w:rPr>"
    document = read(
        paragraph(
            f"<w:moveFrom {CHANGE}>{run('Parken öppnar.')}</w:moveFrom>", properties=moved_from
        ),
        paragraph(run("Torget stänger.")),
        paragraph(f"<w:moveTo {CHANGE}>{run('Parken öppnar.')}</w:moveTo>"),
    )
    assert prose(document) == ["Torget stänger.", "Parken öppnar."]


def test_rows_deleted_and_inserted() -> None:
    deleted = f"<w:del {CHANGE}><w:r><w:delText>Torg</w:delText></w:r></w:del>"
    document = read(
        table(
            row("Post", "Mnkr"),
            row(cell(paragraph(deleted)), cell(paragraph()), properties=f"<w:del {CHANGE}/>"),
            row("Parker", "1,5", properties=f"<w:ins {CHANGE}/>"),
        )
    )
    assert grids(document) == [[["Post", "Mnkr"], ["Parker", "1,5"]]]


def test_a_deleted_paragraph_end_inside_a_cell() -> None:
    end = f"<w:rPr><w:del {CHANGE}/></w:rPr>"
    content = paragraph(run("Parker "), properties=end) + paragraph(run("och torg"))
    document = read(table(row("Post", "Mnkr"), row(cell(content), "1,5")))
    assert grids(document)[0][1] == ["Parker och torg", "1,5"]


# --- tables -------------------------------------------------------------------------------------


def test_content_controls_round_text_rows_and_cells() -> None:
    document = read(
        control(paragraph(control(run("Inne")), run(" och ute"))),
        table(
            row("Post", "Mnkr"),
            control(row(control(cell("Parker")), cell(control(paragraph(run("1,5")))))),
        ),
    )
    assert prose(document) == ["Inne och ute"]
    assert grids(document) == [[["Post", "Mnkr"], ["Parker", "1,5"]]]


def test_rows_that_start_late_and_end_early() -> None:
    document = read(
        table(
            row("Post", "2020", "2021"),
            row("1,5", "1,6", properties='<w:gridBefore w:val="1"/>'),
            row("Torg", properties='<w:gridAfter w:val="2"/>'),
        )
    )
    assert grids(document)[0][1:] == [["", "1,5", "1,6"], ["Torg", "", ""]]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    inner = table(row("A", "B"), row("1", "2"))
    document = read(
        table(row("Post", "Mnkr"), row(cell(paragraph(run("Parker")) + inner + "<w:p/>"), "1,5"))
    )
    assert grids(document) == [[["Post", "Mnkr"], ["Parker", "1,5"]], [["A", "B"], ["1", "2"]]]


def test_a_table_that_only_frames_a_page_is_none() -> None:
    inner = table(row("Indikator", "Årsmål"), row("Antal träd", "5"))
    text = paragraph(run("Nämndmål: Barnen leker"))
    document = read(table(row(cell(text + inner + paragraph(run("En text."))))))
    assert grids(document) == [[["Indikator", "Årsmål"], ["Antal träd", "5"]]]
    assert prose(document) == ["Nämndmål: Barnen leker", "En text."]


# --- characters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Symbol", "F02D", "-5 %"),
        ("Symbol", "F0B3", "≥5 %"),
        ("Symbol", "F0B1", "±5 %"),
        ("Wingdings", "F0FC", "●5 %"),
        ("Wingdings", "F0FD", "☒5 %"),
        ("Wingdings 2", "00A3", "☐5 %"),
    ],
)
def test_signs_given_by_font_and_code(font: str, code: str, text: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    document = read(table(row("Post", "Mål"), row("Träd", cell(paragraph(sign, run("5 %"))))))
    assert grids(document)[0][1][1] == text


def test_breaks_tabs_and_hyphens_in_a_cell() -> None:
    first = paragraph(run("rad ett"), "<w:r><w:br/></w:r>", run("rad"), "<w:r><w:tab/></w:r>",
                      run("två"))  # fmt: skip
    second = paragraph(run("2020"), "<w:r><w:noBreakHyphen/></w:r>", run("01"))
    document = read(table(row("A", "B"), row(cell(first), cell(second))))
    assert grids(document)[0][1] == ["rad ett rad två", "2020-01"]


def test_the_mark_of_a_footnote_is_no_part_of_the_number() -> None:
    mark = run("1", '<w:vertAlign w:val="superscript"/>')
    document = read(table(row("Post", "Mål"), row("Träd", cell(paragraph(run("5 %"), mark)))))
    assert grids(document)[0][1][1] == "5 %¹"


# --- lists and notes ----------------------------------------------------------------------------


def test_numbers_count_empty_paragraphs_but_no_deleted_ones() -> None:
    gone = f"<w:rPr><w:del {CHANGE}/></w:rPr>"
    deleted = f"<w:del {CHANGE}><w:r><w:delText>Bort</w:delText></w:r></w:del>"
    document = read(
        paragraph(run("Parker"), properties=numbered(0)),
        paragraph(run("Träd"), properties=numbered(1)),
        paragraph(deleted, properties=numbered(1) + gone),
        paragraph(run("Buskar"), properties=numbered(1)),
        paragraph(properties=numbered(0)),
        paragraph(run("Torg"), properties=numbered(0)),
        numbering=LISTS,
    )
    assert prose(document) == ["1. Parker", "1.1 Träd", "1.2 Buskar", "3. Torg"]


def test_footnotes_stand_at_the_end() -> None:
    note = paragraph("<w:r><w:footnoteRef/></w:r>", run(" Gäller parker."))
    document = read(
        paragraph(run("Träden"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" växer.")),
        footnotes=f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{note}</w:footnote>',
    )
    assert prose(document) == ["Träden växer.", "Gäller parker."]


# --- what is not printed ------------------------------------------------------------------------

HIDDEN = (
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Secret"/>'])
def test_struck_and_hidden_text_is_no_fact(mark: str) -> None:
    body = paragraph(run("71 % ", mark), run("72 %"))
    assert [block.place.text for block in read(body, styles=HIDDEN).blocks] == ["72 %"]


def test_a_mark_that_is_off_hides_nothing() -> None:
    body = paragraph(run("72 %", '<w:strike w:val="0"/><w:vanish w:val="false"/>'))
    assert [block.place.text for block in read(body).blocks] == ["72 %"]


def test_a_dropped_capital_is_the_first_letter_of_its_word() -> None:
    capital = paragraph(run("S"), properties='<w:framePr w:dropCap="drop" w:lines="2"/>')
    (found,) = read(capital, paragraph(run("imhallen öppnade i maj."))).blocks
    assert isinstance(found, Paragraph)
    assert found.text == "Simhallen öppnade i maj."


def test_a_small_table_that_frames_a_cells_text_is_the_cells_text() -> None:
    framed = table(row("Simma mer")) + "<w:p/>"
    outer = table(row("Aktivitet", "Startdatum"), row(framed, "2024-01-01"))
    assert grids(read(outer)) == [
        [["Aktivitet", "Startdatum"], ["Simma mer", "2024-01-01"]],
    ]


def test_a_header_in_a_table_of_its_own_heads_the_one_below() -> None:
    header, body = table(row("Enhet", "Antal")), table(row("Havet", "5"), row("Sjön", "6"))
    assert grids(read(header, body)) == [[["Enhet", "Antal"], ["Havet", "5"], ["Sjön", "6"]]]


def test_two_tables_of_one_title_are_two_where_their_headers_differ() -> None:
    title = cell("Ekonomi, mnkr", '<w:gridSpan w:val="2"/>')
    first = table(row(title), row("Konto", "Budget"), row("Hyra", "3,0"), row("Lön", "9,0"))
    second = table(row(title), row("Konto", "Utfall"), row("Hyra", "3,1"), row("Lön", "9,4"))
    assert len(grids(read(first, second))) == 2
    assert len(grids(read(first, first))) == 1


def test_a_list_of_contents_without_a_heading_is_set_aside() -> None:
    names = ["Sammanfattning", "Alla barn leker", "Lön och hyra", "Ekonomi", "Bilaga"]
    entries = [paragraph(run(f"{name}\t{page}")) for page, name in enumerate(names, start=3)]
    sections = [part for name in names for part in (paragraph(run(name)), paragraph(run("Text.")))]
    document = read(*(part.replace("\t", "</w:t><w:tab/><w:t>") for part in entries), *sections)
    assert prose(document) == [text for name in names for text in (name, "Text.")]
    assert len(document.furniture) == len(names)


def test_rising_numbers_behind_names_that_head_nothing_are_text() -> None:
    texts = [f"Lag {name} {points}" for points, name in enumerate("ABCDEF", start=3)]
    assert prose(read(*(paragraph(run(text)) for text in texts))) == texts


def test_a_picture_alone_says_how_far_a_goal_is_met_to_who_hears_it() -> None:
    drawn = '<w:drawing><i:inline xmlns:i="u:x"><i:docPr descr="{}"/></i:inline></w:drawing>'
    met, icon = (f"<w:r>{drawn.format(said)}</w:r>" for said in ("Målet uppfylls delvis", "Ikon"))
    deleted = f"<w:del>{met}</w:del>"
    body = (paragraph(met), paragraph(icon), paragraph(deleted), paragraph(met, run("Se bild")))
    assert prose(read(*body)) == ["Målet uppfylls delvis", "Se bild"]


def field(code: str, result: str, form: str = "") -> str:
    """A field: its code, in which others may stand, and what it shows."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}">{form * (kind == "begin")}'
                   "</w:fldChar></w:r>" for kind in ("begin", "separate", "end")}  # fmt: skip
    shown = marks["separate"] + result if result else ""
    return marks["begin"] + code + shown + marks["end"]


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def test_a_field_in_another_ones_code_shows_nothing() -> None:
    total = field(code(" = ") + field(code(" REF norr "), run("5")) + code(" + 1 "), run("6"))
    twice = field(code(" REF a "), run("7") + field(code(" PAGE "), run("8")))
    document = read(table(row("Hamn", "Båtar"), row("Norr", paragraph(total, twice))))
    assert grids(document) == [[["Hamn", "Båtar"], ["Norr", "678"]]]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="Helt"/><w:listEntry w:val="Delvis"/>'
         "</w:ddList>", "Delvis"),
        ('<w:ddList><w:listEntry w:val="Helt"/><w:listEntry w:val="Delvis"/></w:ddList>', "Helt"),
        ('<w:ddList><w:result w:val="9"/><w:listEntry w:val="Helt"/></w:ddList>', ""),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:textInput/>", ""),
    ],
)  # fmt: skip
def test_a_field_of_an_old_form_shows_what_was_chosen(form: str, shown: str) -> None:
    filled = field(code(" FORM "), "", f"<w:ffData>{form}</w:ffData>")
    assert prose(read(paragraph(run("Bryggan byggs: "), filled))) == [
        f"Bryggan byggs: {shown}".strip()
    ]


@pytest.mark.parametrize(
    "mark", ['<w:rStyle w:val="Mark"/>', '<w:position w:val="8"/><w:sz w:val="12"/>']
)
def test_a_mark_that_its_style_or_its_place_raises_is_no_part_of_the_number(mark: str) -> None:
    style = (
        '<w:style w:type="character" w:styleId="Mark"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    level = '<w:rStyle w:val="Mark"/><w:vertAlign w:val="baseline"/>'
    rows = [row("Norr", paragraph(run("81,5"), run("1", mark))),
            row("Söder", paragraph(run("81,5"), run("1", level)))]  # fmt: skip
    assert grids(read(table(*rows), styles=style)) == [[["Norr", "81,5¹"], ["Söder", "81,51"]]]


def test_a_text_box_in_a_cell_is_its_text_or_stands_below_the_table() -> None:
    def box(text: str) -> str:
        content = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
        return f"<w:r><w:pict><w:textbox>{content}</w:textbox></w:pict></w:r>"

    document = read(table(row("Hamn", "Båtar"), row("Norr", paragraph(box("12"))),
                          row("Söder", paragraph(run("13"), box("Räknat i maj.")))))  # fmt: skip
    assert grids(document) == [[["Hamn", "Båtar"], ["Norr", "12"], ["Söder", "13"]]]
    assert prose(document) == ["Räknat i maj."]


def test_of_two_forms_of_a_block_the_first_is_printed() -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    forms = (
        f"<mc:Choice>{paragraph(run('Ny brygga.'))}</mc:Choice>"
        f"<mc:Fallback>{paragraph(run('Brygga.'))}</mc:Fallback>"
    )
    document = read(f"<mc:AlternateContent {space}>{forms}</mc:AlternateContent>")
    assert prose(document) == ["Ny brygga."]
