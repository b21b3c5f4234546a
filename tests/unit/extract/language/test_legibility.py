"""Text that is none: what is left where letters were lost."""

from __future__ import annotations

import pytest

from pipeline.extract import UnreadableDocument, parse_document
from pipeline.extract.language.legibility import is_garbled
from tests.unit.extract.making import body, document

SWEDISH = "Nämnden har under året öppnat en park för barn och unga i området. " * 8
SIGNS = "'LDULHQXPPHU +DQGO¤JJDUH %LUJHU *UDQNYLVW 7LOO 9HUNVDPKHWVSODQ RFK EXGJHW I¶U " * 8


def test_text_in_swedish_is_none() -> None:
    assert not is_garbled([body(SWEDISH)])


def test_signs_instead_of_letters() -> None:
    assert is_garbled([body(SIGNS)])


def test_headings_without_any_common_word_are_text() -> None:
    assert not is_garbled([body("Protokoll Närvarande: Ordförande, sekreterare. " * 20)])


def test_too_little_text_tells_nothing() -> None:
    assert not is_garbled([body("Äldreomsorg 12,5 mnkr")])


@pytest.mark.parametrize(("text", "code"), [(SIGNS, "garbled_text"), (SWEDISH, "not_a_report")])
def test_a_document_without_goals_says_why(text: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        parse_document(document(body(text)))
    assert raised.value.reason_code == code
