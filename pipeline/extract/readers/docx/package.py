"""The files inside a DOCX, opened with care: it comes from outside.

Belongs here: the ZIP with its limits, XML without entities, which part is which. Names of
elements are compared without namespace, for the two dialects of the format differ in it.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipeline.extract.errors import UnreadableDocument

MOST_BYTES = 256 * 1024 * 1024
MOST_RATIO = 300
MOST_PARTS = 10_000
_MOST_DIGITS = 9
"""Of a whole number in a DOCX; int() refuses thousands of them."""
_RATIO_FROM = 4 * 1024 * 1024
_DAMAGED = "The DOCX is damaged and cannot be opened. Fetch it again from its source."


class Element(Protocol):
    """What is used of an lxml element, which has no types of its own."""

    tag: object
    text: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator[Element]: ...

    def __len__(self) -> int: ...

    def iter(self, *tags: str) -> Iterator[Element]:
        """Yield the element and all below it, of these tags if any are given."""
        ...

    def iterchildren(self, *tags: str) -> Iterator[Element]:
        """Yield the elements right below, of these tags if any are given."""
        ...


def local(element: Element) -> str:
    """Return an element's name without namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return None


def whole_number(element: Element | None, name: str, *, most: int = 10**6) -> int | None:
    """Return an attribute that is a whole number from 0 to ``most``; None for any other.

    A damaged or careless file has anything there: text, fractions, a hundred thousand.
    """
    return whole(attribute(element, name), most=most)


def whole(text: str | None, *, most: int = 10**6) -> int | None:
    """Return a text that is a whole number from 0 to ``most``, in plain digits.

    >>> whole("12"), whole("12,5"), whole("²"), whole("-1"), whole("9" * 5000)
    (12, None, None, None, None)
    """
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return None
    return int(text) if int(text) <= most else None


def child(element: Element | None, *names: str) -> Element | None:
    """Follow names of child elements; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def by_name(element: Element | None) -> dict[str, Element]:
    """Return the child elements by name, the first of each: for who asks for several."""
    found: dict[str, Element] = {}
    for part in element if element is not None else ():
        found.setdefault(local(part), part)
    return found


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Yield the element and those below it that have a name, in whatever namespace."""
    return element.iter(f"{{*}}{name}")


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as ``w:b`` is there and not turned off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX that are read; a part that is missing is None.

    ``imports`` are the bytes of other files that are taken in whole, by the id of their relation.
    """

    body: Element
    styles: Element | None
    numbering: Element | None
    headers: dict[str, Element]
    notes: tuple[Element, ...]
    properties: Element | None
    imports: dict[str, bytes]


def open_package(content: bytes) -> Package:
    """Open a DOCX.

    Raises:
        UnreadableDocument: 'damaged', 'too_large' (a ZIP bomb) or 'unsupported_format'.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _package(archive)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableDocument("damaged", _DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for a part that needs a password
        raise UnreadableDocument(
            "encrypted", "The DOCX is protected by a password. Save it without one."
        ) from error


def _package(archive: ZipFile) -> Package:
    parts = {info.filename: info for info in _within_limits(archive)}
    main = next(
        (target for kind, target in _relations(archive, parts, "") if kind == "officeDocument"),
        "word/document.xml",
    )
    root = _xml(archive, parts, main)
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument(
            "unsupported_format",
            "The file is a ZIP archive but no DOCX. Unpack it, or save it as DOCX or PDF.",
        )
    related = list(_relations(archive, parts, main, with_ids=True))
    first = {kind: target for kind, target in reversed(_relations(archive, parts, main))}
    properties = next((name for name in parts if name.endswith("docProps/app.xml")), "")
    return Package(
        body=body,
        styles=_xml(archive, parts, first.get("styles", "")),
        numbering=_xml(archive, parts, first.get("numbering", "")),
        headers={
            identity: part
            for identity, target in related
            if ("header" in target or "footer" in target)
            and (part := _xml(archive, parts, target)) is not None
        },
        notes=tuple(
            part
            for kind in ("footnotes", "endnotes")
            if (part := _xml(archive, parts, first.get(kind, ""))) is not None
        ),
        properties=_xml(archive, parts, properties),
        imports={
            attribute(chunk, "id") or "": archive.read(parts[target])
            for chunk in descendants(body, "altChunk")
            if (target := dict(related).get(attribute(chunk, "id") or "")) in parts
        },
    )


def _within_limits(archive: ZipFile) -> Iterator[ZipInfo]:
    """Yield the entries of an archive that does not unpack to a multiple of its size.

    Raises:
        UnreadableDocument: 'too_large'.
    """
    entries = archive.infolist()
    total = sum(info.file_size for info in entries)
    packed = sum(info.compress_size for info in entries)
    bomb = total > _RATIO_FROM and total > MOST_RATIO * max(1, packed)
    if bomb or total > MOST_BYTES or len(entries) > MOST_PARTS:
        raise UnreadableDocument(
            "too_large",
            "The DOCX unpacks to far more than a report holds. Save it again from Word.",
        )
    yield from entries


def _xml(archive: ZipFile, parts: dict[str, ZipInfo], name: str) -> Element | None:
    """Parse a part; entities and document types are refused."""
    info = parts.get(name)
    if info is None:
        return None
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) > info.file_size or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableDocument("damaged", _DAMAGED)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("damaged", _DAMAGED) from error
    return root


def _relations(
    archive: ZipFile, parts: dict[str, ZipInfo], part: str, *, with_ids: bool = False
) -> list[tuple[str, str]]:
    """Return (kind, target) of a part's relations, or (id, target)."""
    folder, name = posixpath.split(part)
    root = _xml(archive, parts, posixpath.join(folder, "_rels", f"{name}.rels"))
    found = []
    for relation in root if root is not None else ():
        target = attribute(relation, "Target") or ""
        if attribute(relation, "TargetMode") == "External":
            continue
        target = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        key = attribute(relation, "Id") if with_ids else kind
        found.append((key or "", posixpath.normpath(target)))
    return found
