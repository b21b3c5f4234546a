"""Analys texts that follow a row of an indicator or activity table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.extract.document import Cell, Chunk, Line, merge_places, place_of
from pipeline.extract.language.text import ICONS, join_lines, squeeze, strip_icon, strip_markup
from pipeline.extract.report import Analysis

_ANALYSIS = re.compile(r"^\W*Analys\b:?\s*")
_COMMENT = re.compile(r"^\W*(?:Kommentar(?:er)?|Analys)\b(?:\s*(?::|$)\s*|\s+(?=[A-ZÅÄÖ0-9]))")
"""A row of one cell that begins so says what other templates call Analys."""
_WITHIN = re.compile(r"(?<=\S)\W*\s\W*(?:Analys|Kommentar(?:er)?)\W*:\W*\s(?=\W*[A-ZÅÄÖ0-9])")
"""Behind a name in its own cell; the colon tells it from a name that has the word."""
_WIDE, _LEAST_WORDS = 3, 5
_LONG = 30
_LABEL_AND_TEXT = 2
"""Lines of the word and its text."""
_SENTENCE_END = (".", "!", "?")
_NEXT_SENTENCE = re.compile(r"[.!?] +[A-ZÅÄÖ]")
_ROW_OPENS = re.compile(rf"[\s{ICONS}]+[A-ZÅÄÖ]")


def opens_analysis(chunk: Chunk) -> bool:
    """Tell whether a chunk of a run table is an Analys text: the word, then more."""
    text = chunk.lines[0].text.strip()
    return bool(_ANALYSIS.match(text)) and (text.rstrip(":") == "Analys" or len(text) > _LONG)


def lines_of_opening(chunk: Chunk) -> int:
    """Return how many lines an Analys text has at least: the word may stand on its own line."""
    return _LABEL_AND_TEXT if not _ANALYSIS.sub("", chunk.lines[0].text.strip()) else 1


def is_cut_analysis(analysis: Analysis | None, below: Chunk) -> bool:
    """Tell whether an Analys text is cut by a page break, and what stands below is its rest.

    Of some only the word stands above the break; then a sentence ends in what is below. Behind a
    whole one it does so on the last line, without any value before it that may end in "avd.".
    """
    if analysis is None:
        return False
    texts = [line.text.rstrip() for line in below.lines]
    if is_whole_sentence(analysis.text):
        return texts[-1].endswith(_SENTENCE_END) and not any(map(_has_digit, texts))
    if analysis.text:
        return texts[0].strip()[:1].islower()
    return len(texts[0]) > _LONG and any(text.endswith(_SENTENCE_END) for text in texts)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def analysis_of(
    lines: Sequence[Line], *, wrap_is_marked: bool, above: Analysis | None = None
) -> Analysis:
    """Return the Analys text that some lines print, behind what stands ``above`` a page break."""
    text = join_lines([line.text for line in lines], wrap_is_marked=wrap_is_marked)
    place = place_of(list(lines))
    if above is None:
        return Analysis(_ANALYSIS.sub("", text), place)
    return Analysis(squeeze(f"{above.text} {text}"), merge_places([above.place, place]))


def split_analysis(
    chunk: Chunk,
    *,
    end_is_marked: bool,
    is_row: Callable[[Sequence[Line]], bool],
    least: int = _LABEL_AND_TEXT,
) -> tuple[Chunk, Chunk | None]:
    """Part an Analys text from the next row, where no blank line stands between them.

    Args:
        chunk: Lines of which the first ones are the Analys text.
        end_is_marked: Whether a line without a space at its end ends a paragraph.
        is_row: Tells whether lines are a row, whatever stands before them.
        least: How many lines the text has at least.

    Returns:
        The text and what follows it: lines after the end of a sentence that open with a
        status icon (or the spaces that are left of it), or are a row.
    """
    for index in range(least, len(chunk.lines)):
        before, rest = chunk.lines[index - 1].text, chunk.lines[index:]
        if not before.rstrip().endswith(_SENTENCE_END):
            continue
        goes_on = end_is_marked and before[-1:].isspace()
        if _ROW_OPENS.match(rest[0].text) or (not goes_on and is_row(rest)):
            return Chunk(chunk.lines[:index]), Chunk(rest)
    return chunk, None


def split_at_last_sentence(
    chunk: Chunk, *, least: int = _LABEL_AND_TEXT
) -> tuple[Chunk, Chunk | None]:
    """Part an Analys text from the name of the next row, of which the values stand below.

    The name is what begins with a capital letter on the line after the last full stop. The text
    has at least so many lines.
    """
    for index in range(len(chunk.lines) - 1, least - 1, -1):
        ends = chunk.lines[index - 1].text.rstrip().endswith(_SENTENCE_END)
        if ends and strip_icon(chunk.lines[index].text)[:1].isupper():
            return Chunk(chunk.lines[:index]), Chunk(chunk.lines[index:])
    return chunk, None


def is_whole_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return text.endswith(_SENTENCE_END)


def is_one_sentence(text: str) -> bool:
    """Tell whether a text is short of a second sentence, as names and activities mostly are."""
    return text[:1].isupper() and not _NEXT_SENTENCE.search(text)


def is_analysis_row(filled: Sequence[Cell], last: Analysis | None) -> bool:
    """Tell whether the filled cells of a grid's row are an Analys line.

    Text alone on a row after an empty Analys line belongs to that line, as whole sentences over
    several columns belong to the row above them.
    """
    if _ANALYSIS.match(filled[0].text):
        return True
    if len(filled) > 1:
        return False
    (cell,) = filled
    return (
        bool(_COMMENT.match(cell.text))
        or (last is not None and not last.text)
        or (cell.columns >= _WIDE and _is_prose(cell.text))
    )


def part_analysis(cell: Cell) -> tuple[str, Analysis | None]:
    """Part the name in a cell from the Analys text that stands behind it in the same cell.

    >>> from pipeline.extract.document import Place
    >>> part_analysis(Cell("Antal besök **Analys:** Fler kom.", Place("")))[0]
    'Antal besök'
    """
    if (opens := _WITHIN.search(cell.text)) is None:
        return cell.text, None
    return cell.text[: opens.start()], Analysis(squeeze(cell.text[opens.end() :]), cell.place)


def _is_prose(text: str) -> bool:
    return text.rstrip().endswith(_SENTENCE_END) and len(text.split()) >= _LEAST_WORDS


def analysis_in_row(filled: Sequence[Cell], last: Analysis | None) -> Analysis:
    """Return a grid row's Analys text, joined to the one that it goes on with."""
    text = squeeze(" ".join(strip_markup(cell.text) for cell in filled))
    text = _ANALYSIS.sub("", _COMMENT.sub("", text))
    places = [filled[0].place]
    if last is not None:
        text = squeeze(f"{last.text} {text}")
        places.insert(0, last.place)
    return Analysis(text, merge_places(places))
