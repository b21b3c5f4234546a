"""Text whose words tabs part, beside text whose cells they part."""

from __future__ import annotations

from pipeline.extract.document import Paragraph, SourceFormat
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.word_tabs import with_spaces

PROSE = "Bryggorna är hela, och båtarna ligger i hamnen till dess att isen lägger sig.\n"


def test_a_tab_for_every_space_is_a_space() -> None:
    document = read_text(PROSE.replace(" ", "\t") * 10)
    assert document.source_format is SourceFormat.FLOW_TEXT
    (paragraph,) = (block for block in document.blocks if isinstance(block, Paragraph))
    assert paragraph.text == " ".join([PROSE.strip()] * 10)


def test_tabs_between_cells_stay_where_prose_has_spaces() -> None:
    rows = "Antal båtar i hamnen\t12 st\t14 st\tvid årets slut\n" * 40
    assert with_spaces(PROSE * 10 + rows) == PROSE * 10 + rows


def test_letters_keep_their_numbers() -> None:
    printed = PROSE.replace(" ", "\t") * 10
    assert [at for at, letter in enumerate(printed) if letter == "\n"] == [
        at for at, letter in enumerate(with_spaces(printed)) if letter == "\n"
    ]
