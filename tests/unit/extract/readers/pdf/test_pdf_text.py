"""Prose of a PDF: paragraphs, headings, bullets, page furniture, and files without text."""

from __future__ import annotations

from io import BytesIO
from unittest.mock import Mock

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.extract.document import Paragraph, ParagraphRole, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.pdf import calls, drawings, page
from pipeline.extract.readers.pdf import reader as pdf
from tests.corpus.cycle import any_report
from tests.corpus.pdf import render
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

LINES = (
    "Nämnden redovisar ett överskott efter resultatöverföringar, vilket är bättre än prognosen",
    "i den andra tertialrapporten. Det beror på lägre kostnader för placeringar av barn och",
    "unga.",
)


def test_lines_of_a_paragraph_are_joined() -> None:
    sheet = Sheet()
    for line in LINES:
        sheet.text(line)
    assert prose(sheet.read()) == [" ".join(LINES)]


@pytest.mark.parametrize(("label", "count"), [("Båtar", 2), ("Båtar:", 1)])
def test_a_bold_heading_stands_before_its_text_on_one_line(label: str, count: int) -> None:
    sheet = Sheet()
    sheet.put(label, LEFT, sheet.y, size=11, bold=True)
    sheet.text("Båtarna ligger vid bryggan hela sommaren,", LEFT + 48)
    sheet.text("och på land när isen har lagt sig.")
    found = prose(sheet.read())
    assert (len(found), found[0].split()[0]) == (count, label)
    assert found[-1].endswith("vid bryggan hela sommaren, och på land när isen har lagt sig.")


def test_how_far_a_goal_is_met_is_no_rest_of_its_name() -> None:
    sheet = Sheet()
    sheet.text(LINES[0])
    sheet.text("Uppnås delvis")
    sheet.text("Arbetet fortsätter.")
    assert prose(sheet.read()) == [LINES[0], "Uppnås delvis", "Arbetet fortsätter."]


def test_where_letters_stand_is_asked_once_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    # The boxes of some letters are higher than those of others in the same font.
    asked = Mock(side_effect=calls.origin)
    monkeypatch.setattr(calls, "origin", asked)
    with pypdfium2.PdfDocument(render(any_report(9301), 9301).data) as document:
        words = [word for number in range(5, 10) for word in page.read_words(document[number])[1]]
    assert asked.call_count < 1.3 * len(words)


def test_letters_are_asked_for_without_a_check_of_pointers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Mock(side_effect=pdfium_c.FPDFText_GetUnicode)
    boxes = Mock(side_effect=pdfium_c.FPDFText_GetLooseCharBox)
    monkeypatch.setattr(pdfium_c, "FPDFText_GetUnicode", asked)
    monkeypatch.setattr(pdfium_c, "FPDFText_GetLooseCharBox", boxes)
    with pypdfium2.PdfDocument(render(any_report(9301), 9301).data) as document:
        _, words, _ = page.read_words(document[5])
    assert len(words) > 100
    assert asked.call_count + boxes.call_count < 2 * len(words)


def test_objects_are_asked_for_without_a_check_of_pointers(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("FPDFPageObj_GetType", "FPDFPageObj_GetFillColor", "FPDFPathSegment_GetPoint")
    asked = [Mock(side_effect=getattr(pdfium_c, name)) for name in names]
    for name, mock in zip(names, asked, strict=True):
        monkeypatch.setattr(pdfium_c, name, mock)
    with pypdfium2.PdfDocument(render(any_report(9301), 9301).data) as document:
        found = drawings.read_drawings(document[5], 0)
    assert len(found.inks) > 20 and len(found.rules.level) > 5
    assert sum(mock.call_count for mock in asked) == 0


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    more = ("Samverkan med polisen har ökat under året och nya rutiner finns på plats sedan i maj,",
            "vilket syns i årets mätning.")  # fmt: skip
    sheet = Sheet()
    for line in (*LINES, *more):
        sheet.text(line)
    assert prose(sheet.read()) == [" ".join(LINES), " ".join(more)]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    sheet = Sheet()
    for line in LINES[:2]:
        sheet.text(line)
    sheet.page()
    sheet.text(LINES[2])
    paragraphs = [b for b in sheet.read().blocks if isinstance(b, Paragraph)]
    assert [p.text for p in paragraphs] == [" ".join(LINES)]
    assert paragraphs[0].place.page == 1


def test_hyphens_at_line_ends() -> None:
    sheet = Sheet()
    sheet.text("Förvaltningen har begärt medel för omslutningsförändringar samt för budget-")
    sheet.text("justeringar i tertialrapporten, och har stärkt samarbetet med Hägersten-")
    sheet.text("Älvsjö om prestations- och omslutningsförändringar under hela året som gått.")
    assert prose(sheet.read()) == [
        "Förvaltningen har begärt medel för omslutningsförändringar samt för budgetjusteringar i "
        "tertialrapporten, och har stärkt samarbetet med Hägersten-Älvsjö om prestations- och "
        "omslutningsförändringar under hela året som gått."
    ]


def test_headings_by_size_and_weight() -> None:
    sheet = Sheet()
    sheet.text("Uppföljning av ekonomi", size=16, bold=True)
    sheet.gap()
    sheet.text("Resultatenheter", bold=True)
    for line in LINES:
        sheet.text(line)
    blocks = [b for b in sheet.read().blocks if isinstance(b, Paragraph)]
    assert [(b.role, b.level) for b in blocks] == [
        (ParagraphRole.HEADING, 1),
        (ParagraphRole.HEADING, 2),
        (ParagraphRole.BODY, None),
    ]


def test_a_dash_in_a_wrapped_heading_is_no_bullet() -> None:
    sheet = Sheet()
    sheet.text(
        "KF:s mål: 2.1 Staden blir klimatneutral och leder omställningen", size=14, bold=True
    )
    sheet.text("– utsläppen minskar varje år", size=14, bold=True)
    assert prose(sheet.read()) == [
        "KF:s mål: 2.1 Staden blir klimatneutral och leder omställningen "
        "– utsläppen minskar varje år"
    ]


@pytest.mark.parametrize("mark", ["•", "-"])
def test_bullets_hang_before_their_text(mark: str) -> None:
    sheet = Sheet()
    for text in ("Fler boende är nöjda", "Unga är delaktiga i beslut som rör dem"):
        sheet.put(mark, LEFT + 14, sheet.y, size=11)
        sheet.text(text, LEFT + 26)
    paragraphs = [b for b in sheet.read().blocks if isinstance(b, Paragraph)]
    assert [(p.text, p.role) for p in paragraphs] == [
        (f"{mark} Fler boende är nöjda", ParagraphRole.BULLET),
        (f"{mark} Unga är delaktiga i beslut som rör dem", ParagraphRole.BULLET),
    ]


def test_page_headers_and_footers_are_furniture() -> None:
    said = ["Parkerna är trygga.", "Skolan är öppen.", "Torget byggs om.", "Lokalerna räcker."]
    sheet = Sheet()
    for line in LINES:
        sheet.text(line)
    for number, sentence in enumerate(said, start=1):
        sheet.put("Tjänsteutlåtande", 440, 810, size=10, bold=True)
        sheet.put(f"Sid {number} (71)", 440, 798, size=10)
        sheet.put("stockholm.se", LEFT, 30, size=8)
        sheet.text(sentence)
        sheet.page()
    document = sheet.read()
    assert prose(document) == [" ".join(LINES), *said]
    assert document.page_count == 71
    assert [p.text for p in document.furniture[:3]] == [
        "Tjänsteutlåtande", "Sid 1 (71)", "stockholm.se"]  # fmt: skip


def test_a_footer_that_has_the_number_of_its_page_twice_is_furniture() -> None:
    sheet = Sheet()
    said = ["Parkerna är trygga.", "Skolan är öppen.", "Torget byggs om."]
    for number, sentence in enumerate(said, start=1):
        sheet.put("plan.example/rapport-2-slutlig.html", LEFT, 30, size=8)
        sheet.put(f"{number} (3)", 500, 30, size=8)
        sheet.text(sentence)
        sheet.page()
    assert " ".join(prose(sheet.read())) == " ".join(said)


@pytest.mark.parametrize("form", ["{}", "- {} -", "Sida {}", "{} av 9"])
def test_a_chapter_that_changes_beside_the_number_of_its_page_is_furniture(form: str) -> None:
    sheet = Sheet()
    said = ["Parkerna är trygga.", "Skolan är öppen.", "Torget byggs om.", "Lokalerna räcker."]
    for number, (sentence, chapter) in enumerate(zip(said, "ABCD", strict=True), start=4):
        sheet.put(f"Kapitel {chapter}", LEFT, 30, size=8)
        sheet.put(form.format(number), 500, 30, size=8)
        sheet.text(sentence)
        sheet.page()
    assert " ".join(prose(sheet.read())) == " ".join(said)


def test_a_last_row_on_each_page_is_no_furniture() -> None:
    sheet = Sheet()
    for number in ("12", "7", "45"):
        sheet.text("Parkerna är trygga.")
        sheet.put("Bänkar", LEFT, 60)
        sheet.put(number, 300, 60)
        sheet.page()
    assert "Bänkar 45" in " ".join(prose(sheet.read()))


def test_a_table_of_contents_is_furniture() -> None:
    sheet = Sheet()
    sheet.text("Innehållsförteckning", bold=True)
    for number, title in enumerate(("Sammanfattning", "Ekonomi", "Investeringar", "Övrigt"), 3):
        sheet.put(f"{title} {'.' * 60}", LEFT, sheet.y, size=11)
        sheet.put(str(number), 510, sheet.y, size=11)
        sheet.gap()
    sheet.gap()
    sheet.text("Nämnden redovisar ett överskott.")
    assert prose(sheet.read()) == ["Nämnden redovisar ett överskott."]


def test_composed_letters_and_plain_characters() -> None:
    sheet = Sheet()
    sheet.text("Utfallet var \u22125,6 mnkr\u00a0och 1\u00a0675 GWh.")
    document = sheet.read()
    assert prose(document) == ["Utfallet var -5,6 mnkr och 1 675 GWh."]
    assert document.source_format is SourceFormat.PDF


class TestUnreadable:
    """Files that give no text say why, in words that help."""

    @staticmethod
    def reason(content: bytes) -> str:
        with pytest.raises(UnreadableDocument) as caught:
            pdf.read(content)
        return caught.value.reason_code

    def test_a_password(self) -> None:
        sheet = Sheet(encrypt=StandardEncryption("hemligt", canPrint=1))
        sheet.text(LINES[0])
        assert self.reason(sheet.bytes()) == "encrypted"

    def test_only_the_right_to_change_it_is_protected(self) -> None:
        sheet = Sheet(encrypt=StandardEncryption("", "hemligt", canModify=0))
        sheet.text("Den går att läsa ändå.")
        assert prose(pdf.read(sheet.bytes())) == ["Den går att läsa ändå."]

    def test_a_scan_without_text(self) -> None:
        sheet = Sheet()
        sheet.canvas.rect(50, 50, 400, 700, fill=1)
        sheet.page()
        assert self.reason(sheet.bytes()) == "no_text"

    def test_cut_off(self) -> None:
        sheet = Sheet()
        for _ in range(40):
            sheet.text(LINES[0])
            sheet.page()
        content = sheet.bytes()
        assert self.reason(content[: len(content) // 2]) == "damaged"

    def test_not_a_pdf_behind_its_first_bytes(self) -> None:
        assert self.reason(b"%PDF-1.7\n" + BytesIO(b"x" * 500).getvalue()) == "damaged"


def test_a_hyphen_goes_where_the_report_has_the_name_without_one() -> None:
    sheet = Sheet()
    sheet.text("Förskolorna i Öborg är öppna, och Öborg har fler platser.")
    sheet.gap()
    sheet.table([["Enhet", "Antal"], ["Norra Ö-\nborg", "12"], ["Södra", "14"]], (LEFT, 120, 200))
    (table,) = grids(sheet.read())
    assert table[1] == ["Norra Öborg", "12"]


def test_one_long_word_that_begins_behind_others_shows_that_cells_cut_words() -> None:
    sheet = Sheet()
    sheet.text("Avvikelsen efter resultatöverföringar är liten.")
    sheet.gap()
    rows = [
        ["Enhet", "Budget\n2024 efter res\nultatöverföri\nngar"],
        ["Norra", "12"],
        ["Södra", "14"],
    ]
    sheet.table(rows, (LEFT, 180, 245), rules="none", align="bottom")
    (table,) = grids(sheet.read())
    assert table[0] == ["Enhet", "Budget 2024 efter resultatöverföringar"]


def test_goals_of_a_list_without_bullets_are_paragraphs_of_their_own() -> None:
    sheet = Sheet()
    goals = [
        "KF:s mål för verksamhetsområdet: 3.1 Alla barn har nära till en park med vatten i",
        "KF:s mål för verksamhetsområdet: 3.2 Alla barn har nära till en skola med träd på",
    ]
    for line in (goals[0], "sommaren", goals[1], "gården"):
        sheet.text(line)
    assert prose(sheet.read()) == [f"{goals[0]} sommaren", f"{goals[1]} gården"]
    sheet = Sheet()
    for line in goals:
        sheet.text(line)
    assert prose(sheet.read()) == goals
