"""Characters, wrapped lines and stray marks, made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.language.text import (
    close_cuts,
    close_hyphens,
    close_known_words,
    compact,
    goes_on_word,
    is_bullet,
    join_lines,
    nearest,
    normalise_characters,
    squeeze,
    strip_icon,
    strip_markup,
    text_width,
)
from tests.unit.extract.making import printed


@pytest.mark.parametrize(
    ("as_extracted", "plain"),
    [
        ("40\u00a0126", "40 126"),
        ("40\u2009126\u202f%", "40 126 %"),
        ("\u22126,9", "-6,9"),
        ("Ha\u0308gersten-A\u030alvsjo\u0308", "Hägersten-Ålvsjö"),
        ("bud\u00adget", "budget"),
        ("\ufeffIndikator\u200b", "Indikator"),
        ("e\ufb03ektiv \ufb01naliserad \ufb02yktig", "effiektiv finaliserad flyktig"),
        ("Liljeholmen\u2010Södermalm", "Liljeholmen-Södermalm"),
        ("13–20 år", "13–20 år"),
    ],
    ids=[
        "no-break space",
        "thin spaces",
        "minus sign",
        "decomposed letters",
        "soft hyphen",
        "invisible marks",
        "ligatures",
        "hyphen sign",
        "a dash stays",
    ],
)
def test_characters_are_made_plain(as_extracted: str, plain: str) -> None:
    assert normalise_characters(as_extracted) == plain


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_plain_characters_stay_as_many_lines_and_do_not_change_again(text: str) -> None:
    plain = normalise_characters(text)
    assert plain.count("\n") == text.count("\n")
    assert normalise_characters(plain) == plain


def test_an_accent_after_an_invisible_mark_is_composed() -> None:
    assert normalise_characters("Ha\u00ad\u030aga") == "Håga"


# --- lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("Andel barn som\nlever i familjer", "Andel barn som lever i familjer"),
        ("Begärda budget-\njusteringar", "Begärda budgetjusteringar"),
        ("Enskede-\nÅrsta-\nVantör", "Enskede-Årsta-Vantör"),
        ("PI-\nmini", "PI-mini"),
        ("ÅRETS RESUL-\nTAT", "ÅRETS RESULTAT"),
        ("COVID-\n19", "COVID-19"),
        ("Prestations-\noch omslutningsförändringar", "Prestations- och omslutningsförändringar"),
        ("kultur-\neller idrottsliv", "kultur- eller idrottsliv"),
        ("Utfall jan-\napr", "Utfall jan-apr"),
        ("Ack. januari-\naugusti 2031", "Ack. januari-augusti 2031"),
        ("Till och med janu-\nari", "Till och med januari"),
        ("2020/\n2021", "2020/ 2021"),
        ("(begärda/\nförväntade)", "(begärda/förväntade)"),
        ("  en rad  ", "en rad"),
    ],
    ids=[
        "words",
        "soft hyphen",
        "name",
        "acronym",
        "capitals",
        "number after a hyphen",
        "hyphen before och",
        "hyphen before eller",
        *("span of months", "span of whole months", "month"),
        "slash",
        "slash between two words",
        "white space",
    ],
)
def test_lines_of_a_source_that_marks_nothing(wrapped: str, whole: str) -> None:
    assert join_lines(wrapped.split("\n"), wrap_is_marked=False) == whole


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("Progno\ns helår", "Prognos helår"),
        ("Utfall·\nkvinn\nor/·\nflicko\nr", "Utfall kvinnor/ flickor"),
        ("Minsknin\ng", "Minskning"),
        ("Tas·\nfram av·\nnämnd/s\ntyrelse", "Tas fram av nämnd/styrelse"),
        ("Andel barn·\nsom lever·", "Andel barn som lever"),
        ("Resultat-\nenhetens·\nnamn", "Resultatenhetens namn"),
        ("1,93·\n%", "1,93 %"),
        ("arbets-·\nmarknaden", "arbetsmarknaden"),
        ("ur ett barn-·\nsom ett vuxenperspektiv", "ur ett barn- som ett vuxenperspektiv"),
        ("Fritids-·\nochkulturliv", "Fritids- ochkulturliv"),
        ("Antal\nUnga", "Antal Unga"),
        ("Index·\nANDT\nS", "Index ANDTS"),
        ('Området·\n"Natur·\noch·\ntek\nnik\n"', 'Området "Natur och teknik"'),
        (
            "Andel·\nboende·\npå·\nhemmet·\nsom·\ntycker·\natt·\nmålti\nden är·\nbra",
            "Andel boende på hemmet som tycker att måltiden är bra",
        ),
    ],
    ids=[
        "a word cut in a narrow column",
        "a header cut to pieces",
        "a remark cut",
        "a remark cut after a slash",
        "marked wraps",
        "soft hyphen and mark",
        "a value and its unit",
        "a hyphenated word",
        "hyphen before som",
        "och without its space",
        "no cut before a capital letter",
        "capital letters cut",
        "the closing mark of what is quoted",
        "a line with room for the space that would part words",
    ],
)
def test_lines_of_a_source_that_marks_wraps_by_a_space(wrapped: str, whole: str) -> None:
    assert join_lines(printed(wrapped).split("\n"), wrap_is_marked=True) == whole


WORDS = st.lists(st.text("abcåäöABÖ0123456789,%", min_size=1, max_size=12), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_words_wrapped_with_marks_come_back(words: list[str], data: st.DataObject) -> None:
    lines = [""]
    for word in words:
        if lines[-1] and data.draw(st.booleans()):
            lines.append("")
        lines[-1] += word + " "
    assert join_lines(lines, wrap_is_marked=True) == " ".join(words)


@given(st.lists(st.text(max_size=20), max_size=6), st.booleans())
def test_unwrapping_loses_nothing_but_hyphens_and_space(lines: list[str], marked: bool) -> None:
    whole = join_lines(lines, wrap_is_marked=marked)
    assert compact(whole).replace("-", "") == compact("".join(lines)).replace("-", "")


# --- marks in one line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Resultat- enhetens namn", "Resultatenhetens namn"),
        ("Hägersten- Älvsjö", "Hägersten-Älvsjö"),
        ("Prestations- och omslutningsförändringar", "Prestations- och omslutningsförändringar"),
        ("barn- eller ungdomsvård", "barn- eller ungdomsvård"),
        ("10 - 12 år", "10 - 12 år"),
        ("Individ - och familj", "Individ - och familj"),
    ],
)
def test_hyphens_inside_a_line_are_closed(broken: str, whole: str) -> None:
    assert close_hyphens(broken) == whole


@pytest.mark.parametrize(
    ("marked_up", "plain"),
    [
        ("<p>Andel nöjda</p>", "Andel nöjda"),
        ("**Indikator**", "Indikator"),
        ("Antal<br/>platser <i>st</i>", "Antal platser st"),
        ("<B>Summa</B>", "Summa"),
        ("färre än < 5 barn", "färre än < 5 barn"),
        ("*Netto budget", "*Netto budget"),
    ],
)
def test_stray_markup_is_removed(marked_up: str, plain: str) -> None:
    assert squeeze(strip_markup(marked_up)) == plain


@pytest.mark.parametrize("icon", ["● ", "✓", " ⚠ ", "■ ●", "\uf0fc ", "◼ "])
def test_icons_before_a_name_are_removed(icon: str) -> None:
    assert strip_icon(f"{icon}Andel ● nöjda") == "Andel ● nöjda"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("• en punkt", True), (" – en punkt", True), ("- en punkt", True), ("-5 mnkr", False)],
)
def test_bullets(line: str, is_one: bool) -> None:
    assert is_bullet(line) is is_one


@pytest.mark.parametrize(
    ("misprint", "word"),
    [("awikelse", "avvikelse"), ("arsmål", "årsmål"), ("antal", None), ("", None)],
)
def test_a_misprint_is_near_its_word(misprint: str, word: str | None) -> None:
    assert nearest(misprint, ["avvikelse", "årsmål", "period"]) == word


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert text_width("mmm") > text_width("aaa") > text_width("iii") > text_width("") == 0
    assert text_width("18 %") > text_width("18")


def test_a_word_is_cut_only_where_it_fills_its_line_alone() -> None:
    cut = ["socialpsykiat", "rin som", "är öppen"]
    assert join_lines(cut, wrap_is_marked=True) == "socialpsykiatrin som är öppen"
    assert join_lines(["är med inom", "parken"], wrap_is_marked=True) == "är med inom parken"


@pytest.mark.parametrize(
    ("lines", "closed"),
    [
        (["Resultatöv", "erföring", "från 2022"], ["Resultatöverföring", "från 2022"]),
        (["Budget", "efter", "beslut"], ["Budget", "efter", "beslut"]),
        (["uppkommit", "av", "eget"], ["uppkommit", "av", "eget"]),
        (["Underskott", "(+)"], ["Underskott", "(+)"]),
    ],
)
def test_a_word_wider_than_its_column_is_closed(lines: list[str], closed: list[str]) -> None:
    assert close_cuts(lines) == closed


def test_two_known_words_are_none_cut_where_a_space_had_no_room() -> None:
    lines = ["Andel ", "ekologiska", "livsmedel ", "i egna ", "verksam", "heter"]
    assert (
        join_lines(lines, wrap_is_marked=True) == "Andel ekologiska livsmedel i egna verksamheter"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["Avvikelse", "(utgå från att", "budgetjusteringar", "beviljas)"],
        ["Totalt", "ack.", "utfall"],
        ["Torgens", "bruttobudget", "2023"],
    ],
)
def test_a_whole_word_under_a_wide_one_is_no_rest_of_it(lines: list[str]) -> None:
    assert close_cuts(lines) == lines


def test_closing_marks_and_hanging_hyphens_stay_with_the_word_before_them() -> None:
    assert join_lines(["eget handlande", "? JA / NEJ"], wrap_is_marked=False) == (
        "eget handlande? JA / NEJ"
    )
    assert join_lines(["inkl. beviljade", ")"], wrap_is_marked=False) == "inkl. beviljade)"
    assert join_lines(["Park", "- och torg"], wrap_is_marked=False) == "Park- och torg"
    assert (
        join_lines(["gott att ro -", "med vind"], wrap_is_marked=False) == "gott att ro - med vind"
    )


def test_a_small_word_behind_an_unknown_one_is_no_rest_of_it() -> None:
    assert join_lines(["lekgunga", "i parken"], wrap_is_marked=True) == "lekgunga i parken"


def test_a_hyphen_behind_one_small_letter_goes_where_reports_use_the_whole_word() -> None:
    assert join_lines(["(+) Un-", "derskott (-)"], wrap_is_marked=False) == "(+) Underskott (-)"
    assert join_lines(["PI-", "mini"], wrap_is_marked=False) == "PI-mini"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Må-", "nadshyra 2019"], "Månadshyra 2019"),
        (["An-", "sökningsavgift"], "Ansökningsavgift"),
        (["It-", "stöd"], "It-stöd"),
        (["Id-", "kort"], "Id-kort"),
        (["E-", "tjänst"], "E-tjänst"),
    ],
)
def test_a_hyphen_behind_one_small_letter_goes_where_both_sides_are_one_word_by_their_letters(
    lines: list[str], whole: str
) -> None:
    assert join_lines(lines, wrap_is_marked=False) == whole


def test_an_unknown_word_torn_by_a_page_break_goes_on_by_its_letters() -> None:
    assert goes_on_word("efter varsel från hyresv", ["ärd"])
    assert goes_on_word("barn per anställd (årsa", ["rbetare)"])
    assert not goes_on_word("skattning av Rodd", ["på sjön"])


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Barnens ", "språk", "utvecklingen"], "Barnens språkutvecklingen"),
        (["Alla ", "färdig", "ställa"], "Alla färdigställa"),
        (["Cykelbana", "vägar"], "Cykelbana vägar"),
        (["måltid", "en är god"], "måltiden är god"),
        (["nöjda", "gäster"], "nöjda gäster"),
    ],
)
def test_letters_tell_a_cut_word_from_two_that_fill_their_lines(
    lines: list[str], whole: str
) -> None:
    assert join_lines(lines, wrap_is_marked=True) == whole


@pytest.mark.parametrize(
    ("lines", "closed"),
    [
        (["Begärd budget", "ram"], ["Begärd budgetram"]),
        (["Medel till om", "sorgen"], ["Medel till omsorgen"]),
        (["Andel av personer", "nas tid"], ["Andel av personernas tid"]),
        (["Belopp efter", "frågan"], ["Belopp efter", "frågan"]),
        (["Slutlig budget", "till parken"], ["Slutlig budget", "till parken"]),
        (["Utfall för", "skolan"], ["Utfall för", "skolan"]),
        (["Antal personer", "brukare"], ["Antal personer", "brukare"]),
    ],
)
def test_words_that_columns_cut_behind_known_ones_are_closed(
    lines: list[str], closed: list[str]
) -> None:
    assert close_known_words(lines) == closed
