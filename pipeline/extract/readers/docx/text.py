"""The text of a DOCX paragraph as it is printed once all changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.extract.language.line_kinds import is_told_assessment
from pipeline.extract.language.text import normalise_characters, raised
from pipeline.extract.readers.docx.package import (
    Element,
    attribute,
    by_name,
    child,
    descendants,
    is_on,
    local,
    whole_number,
)
from pipeline.extract.readers.docx.styles import (
    PLAIN,
    Look,
    Run,
    Styles,
    is_unprinted,
    paragraph_look,
    stands_raised,
)

REMOVED = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback"})
"""Elements whose content is not printed (deletions, field codes, spare drawings)."""

_PROPERTIES = frozenset({"pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr"})
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}
_SIGN_FONTS = ("wingdings", "webdings", "symbol")
_SYMBOLS = {
    **{code: chr(code) for code in b"0123456789%()+,./:<=> "},
    **{0x2D: "-", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB9: "≠"},
}
"""What Adobe's Symbol font has of the characters that stand in figures."""

_BULLET_SIGN = "●"
_BOXES = {
    "wingdings": {0x78: "☒", 0xFD: "☒", 0xFE: "☒", 0x6F: "☐", 0xA8: "☐"},
    "wingdings 2": {0x51: "☒", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x30: "☐"},
}
"""Boxes of two of Word's fonts, with a tick or a cross and without."""
_PRIVATE = 0xF000


def _printed_runs(element: Element) -> Iterator[Element]:
    """Yield the runs below that are printed, in order; text boxes are left out."""
    for part in element:
        name = local(part)
        if name in REMOVED or name in _PROPERTIES or name == "txbxContent":
            continue
        if name == "r":
            yield part
        if len(part) and (name != "r" or not _is_hidden(part)):
            yield from _printed_runs(part)


def _is_hidden(run: Element) -> bool:
    return is_on(child(run, "rPr", "vanish"))


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes that hang on a paragraph."""
    if next(descendants(paragraph, "txbxContent"), None) is not None:
        yield from _text_boxes(paragraph)


def _text_boxes(element: Element) -> Iterator[Element]:
    for part in element:
        name = local(part)
        if name in REMOVED:
            continue
        if name == "txbxContent":
            yield part
        else:
            yield from _text_boxes(part)


def runs(paragraph: Element, styles: Styles) -> tuple[Run, ...]:
    """Return a paragraph's text by runs."""
    if paragraph not in styles.runs:
        styles.runs[paragraph] = tuple(_runs(paragraph, styles))
    return styles.runs[paragraph]


def _runs(paragraph: Element, styles: Styles) -> Iterator[Run]:
    look = paragraph_look(styles, child(paragraph, "pPr"))
    printed = [*_printed(paragraph, styles, look)]
    yield from printed
    if not any(run.text.strip() for run in printed):
        yield from (_run({}, text, PLAIN, look) for text in _pictured(paragraph))


def _pictured(paragraph: Element) -> Iterator[str]:
    """Yield how far a goal is met where a picture says it, which has words for who hears it."""
    pictures = (one for run in _printed_runs(paragraph) for one in descendants(run, "docPr"))
    for picture in pictures:
        if is_told_assessment(words := attribute(picture, "descr") or ""):
            yield words


def _printed(paragraph: Element, styles: Styles, look: Look) -> Iterator[Run]:
    found = _printed_runs(paragraph)
    has_fields = next(descendants(paragraph, "fldChar"), None) is not None
    for part in _shown(found) if has_fields else found:
        marks = by_name(child(part, "rPr"))
        style = attribute(marks.get("rStyle"), "val")
        given = styles.looks.get(style, PLAIN) if style else PLAIN
        if not _is_unprinted(marks, given, look) and (text := "".join(_characters(part))):
            is_raised = stands_raised(marks) or ("vertAlign" not in marks and given.raised)
            yield _run(marks, raised(text) if is_raised else text, given, look)


def _shown(runs: Iterable[Element]) -> Iterator[Element]:
    """Yield runs without the results of fields that stand in another field's code."""
    codes: list[bool] = []
    for run in runs:
        for mark in run.iterchildren("{*}fldChar"):
            kind = attribute(mark, "fldCharType")
            if kind == "begin":
                codes.append(True)
            elif codes and kind == "separate":
                codes[-1] = False
            elif codes and kind == "end":
                codes.pop()
        if not any(codes[:-1]):
            yield run


def _is_unprinted(marks: Mapping[str, Element], given: Look, look: Look) -> bool:
    """Tell whether a run is hidden or struck: by itself, its style or its paragraph's style."""
    for said in (is_unprinted(marks), given.unprinted, look.unprinted):
        if said is not None:
            return said
    return False


def _run(marks: Mapping[str, Element], text: str, given: Look, look: Look) -> Run:
    bold, size = marks.get("b"), whole_number(marks.get("sz"), "val")
    return Run(
        text=text,
        bold=is_on(bold) if bold is not None else bool(given.bold or look.bold),
        size=size / 2 if size else given.size or look.size,
    )


def _characters(run: Element) -> Iterator[str]:
    for part in run:
        name = local(part)
        if name == "t":
            yield part.text or ""
        elif name == "sym":
            yield _sign(part)
        elif name == "fldChar":
            yield _filled_in(child(part, "ffData"))
        elif name == "AlternateContent":
            for choice in part:
                if local(choice) == "Choice":
                    yield from _characters(choice)
                    break
        elif name == "br" and attribute(part, "type") in ("page", "column"):
            yield " "
        else:
            yield _CHARACTERS.get(name, "")


def _filled_in(form: Element | None) -> str:
    """Return what a form's old field shows, which has no text: the entry chosen, or a box."""
    choices, box = child(form, "ddList"), child(form, "checkBox")
    if choices is not None:
        entries = [
            attribute(entry, "val") or "" for entry in choices if local(entry) == "listEntry"
        ]
        given = by_name(choices)
        chosen = whole_number(given.get("result", given.get("default")), "val") or 0
        return entries[chosen] if chosen < len(entries) else ""
    if box is None:
        return ""
    said = child(box, "checked")
    return "☒" if is_on(said if said is not None else child(box, "default")) else "☐"


_CODE = re.compile(r"(?!D[89A-F])[0-9A-F]{1,4}", re.IGNORECASE)
"""A sign's code; what is half of a surrogate pair is none."""


def _sign(element: Element) -> str:
    """Return a sign given by font and code; a sign font's letters are icons."""
    printed = _CODE.fullmatch(attribute(element, "char") or "")
    code = int(printed[0], 16) if printed else 0
    font = (attribute(element, "font") or "").casefold()
    if font.startswith("symbol") and (letter := _SYMBOLS.get(code & 0xFF)):
        return letter
    if box := _BOXES.get(font, {}).get(code & 0xFF):
        return box
    if font.startswith(_SIGN_FONTS) or code >= _PRIVATE:
        return _BULLET_SIGN
    return chr(code) if code else ""


def paragraph_text(paragraph: Element, styles: Styles) -> str:
    """Return a paragraph's text with plain characters; line breaks inside stay."""
    return normalise_characters("".join(run.text for run in runs(paragraph, styles)))


def is_joined_to_next(paragraph: Element) -> bool:
    """Tell whether the next paragraph goes on with a paragraph's word or sentence.

    It does where the end between them was deleted, and after a dropped capital.
    """
    marks = by_name(child(paragraph, "pPr"))
    if attribute(marks.get("framePr"), "dropCap") in ("drop", "margin"):
        return True
    mark = by_name(marks.get("rPr"))
    return "del" in mark or "moveFrom" in mark
