"""Styles and numbering of a DOCX: what a paragraph looks like, and its number or bullet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.extract.readers.docx.package import (
    Element,
    attribute,
    by_name,
    child,
    is_on,
    local,
    whole_number,
)

_BODY_TEXT = 9
"""The outline level that says: no heading (ECMA-376, 17.3.1.20)."""
_HEADING_NAME = re.compile(r"^(?:heading|rubrik|överskrift)\s*(\d)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|innehåll)\s*(?:\d|heading)", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "rubrik", "titel"})
_PLACEHOLDER = re.compile(r"%(\d)")
_UNPRINTED = ("vanish", "strike", "dstrike")
_DEEPEST = 20
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Look:
    """What styles say of a paragraph; None where they do not say."""

    level: int | None = None
    contents: bool = False
    bold: bool | None = None
    size: float | None = None
    unprinted: bool | None = None
    number_id: str | None = None
    number_level: int = 0
    raised: bool = False


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look."""

    text: str
    bold: bool
    size: float | None


@dataclass(slots=True)
class Styles:
    """The styles of a document by id; looks are inherited from the style below.

    ``runs`` keeps what paragraphs have been found to print: the size of most text is asked
    of all of them before they are read.
    """

    looks: dict[str, Look] = field(default_factory=dict)
    default: str = ""
    runs: dict[Element, tuple[Run, ...]] = field(default_factory=dict)

    def look(self, style: str | None) -> Look:
        """Return a style's look, or the default paragraph style's."""
        return self.looks.get(style or self.default, PLAIN)


def read_styles(root: Element | None) -> Styles:
    """Read the styles part."""
    elements = {
        attribute(style, "styleId") or "": style
        for style in (root if root is not None else ())
        if local(style) == "style"
    }
    default = next(
        (
            name
            for name, style in elements.items()
            if attribute(style, "default") in ("1", "true")
            and attribute(style, "type") == "paragraph"
        ),
        "",
    )
    base = _with_run(Look(), child(root, "docDefaults", "rPrDefault", "rPr"))
    return Styles({name: _look(name, elements, base, 0) for name in elements}, default)


def _look(name: str, elements: dict[str, Element], base: Look, depth: int) -> Look:
    style = elements.get(name)
    if style is None or depth > _DEEPEST:
        return base
    below = attribute(child(style, "basedOn"), "val")
    look = _look(below, elements, base, depth + 1) if below else base
    look = _with_run(_with_paragraph(look, child(style, "pPr")), child(style, "rPr"))
    printed = attribute(child(style, "name"), "val") or name
    heading = _HEADING_NAME.match(printed)
    if heading:
        look = replace(look, level=int(heading[1]))
    elif printed.casefold() in _TITLE_NAMES:
        look = replace(look, level=1)
    return replace(look, contents=look.contents or bool(_CONTENTS_NAME.match(printed)))


def _with_paragraph(look: Look, properties: Element | None) -> Look:
    outline = whole_number(child(properties, "outlineLvl"), "val")
    if outline is not None:
        look = replace(look, level=outline + 1 if outline < _BODY_TEXT else None)
    numbering = child(properties, "numPr")
    if numbering is not None:
        level = whole_number(child(numbering, "ilvl"), "val")
        look = replace(
            look,
            number_id=attribute(child(numbering, "numId"), "val") or look.number_id,
            number_level=look.number_level if level is None else level,
        )
    return look


def _with_run(look: Look, properties: Element | None) -> Look:
    marks = by_name(properties)
    bold, size = marks.get("b"), whole_number(marks.get("sz"), "val")
    if bold is not None:
        look = replace(look, bold=is_on(bold))
    if size is not None:
        look = replace(look, size=size / 2)
    unprinted = is_unprinted(marks)
    is_raised = look.raised if "vertAlign" not in marks else stands_raised(marks)
    return replace(look, unprinted=look.unprinted if unprinted is None else unprinted,
                   raised=is_raised)  # fmt: skip


def stands_raised(marks: Mapping[str, Element]) -> bool:
    """Tell whether properties raise text as a footnote's mark: by name, or higher and smaller."""
    if "vertAlign" in marks:
        return attribute(marks["vertAlign"], "val") == "superscript"
    return "sz" in marks and bool(whole_number(marks.get("position"), "val"))


def is_unprinted(marks: Mapping[str, Element]) -> bool | None:
    """Tell whether text is hidden or struck out; None where its properties do not say."""
    given = [mark for name in _UNPRINTED if (mark := marks.get(name)) is not None]
    return any(is_on(mark) for mark in given) if given else None


def paragraph_look(styles: Styles, properties: Element | None) -> Look:
    """Return the look of a paragraph: its style's, changed by its own properties."""
    look = styles.look(attribute(child(properties, "pStyle"), "val"))
    return _with_paragraph(look, properties)


# --- numbering ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document; ``label`` counts on with every call."""

    levels: dict[str, dict[int, _Level]]
    lists: dict[str, str]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, look: Look) -> str:
        """Return the number or bullet of the next paragraph with this look, or nothing."""
        if look.number_id in (None, "0"):
            return ""
        assert look.number_id is not None
        levels = self.levels.get(look.number_id, {})
        level = levels.get(look.number_level)
        if level is None:
            return ""
        if level.form == "bullet":
            return BULLET
        if level.form == "none":
            return ""
        self._count(look.number_id, look.number_level, levels)
        home = self.lists.get(look.number_id, look.number_id)

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            given = levels.get(at, level)
            return numeral(self.counts.get((home, at), given.start), given.form)

        return _PLACEHOLDER.sub(shown, level.text)

    def _count(self, number_id: str, at: int, levels: dict[int, _Level]) -> None:
        home = self.lists.get(number_id, number_id)
        level = levels[at]
        self.counts[home, at] = self.counts.get((home, at), level.start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == home and key[1] > at]:
            del self.counts[deeper]


def read_numbering(root: Element | None) -> Numbering:
    """Read the numbering part."""
    abstract: dict[str, dict[int, _Level]] = {}
    levels: dict[str, dict[int, _Level]] = {}
    lists: dict[str, str] = {}
    for element in root if root is not None else ():
        if local(element) == "abstractNum":
            abstract[attribute(element, "abstractNumId") or ""] = dict(
                _level(part) for part in element if local(part) == "lvl"
            )
        elif local(element) == "num":
            name = attribute(element, "numId") or ""
            home = attribute(child(element, "abstractNumId"), "val") or ""
            levels[name] = dict(abstract.get(home, {}))
            lists[name] = f"abstract {home}"
            for override in element:
                start = whole_number(child(override, "startOverride"), "val")
                at = whole_number(override, "ilvl") or 0
                if local(override) == "lvlOverride" and start is not None and at in levels[name]:
                    levels[name][at] = replace(levels[name][at], start=start)
                    lists[name] = name
    return Numbering(levels, lists)


def _level(element: Element) -> tuple[int, _Level]:
    start = whole_number(child(element, "start"), "val")
    return whole_number(element, "ilvl") or 0, _Level(
        form=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        start=1 if start is None else start,
    )


def numeral(number: int, form: str) -> str:
    """Return a number in the form that a list has.

    >>> numeral(4, "decimal"), numeral(4, "lowerLetter"), numeral(4, "upperRoman")
    ('4', 'd', 'IV')
    """
    if form.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("Roman"):
        text, rest = "", number
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
    elif form == "decimalZero":
        text = f"{number:02d}"
    else:
        text = str(number)
    return text.upper() if form.startswith("upper") else text
