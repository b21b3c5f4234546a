"""Prose: sections with their headings. Amounts of money in them are read by ``amounts``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Block, Paragraph, merge_places
from pipeline.extract.parsers.headings import HeadingTree
from pipeline.extract.parsers.outline import Outline
from pipeline.extract.report import Section

HEADINGS_JOINT = " / "


@dataclass(slots=True)
class _Draft:
    """A section being gathered, below the heading of that number."""

    heading: int | None
    parts: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)


def read_sections(
    blocks: Sequence[Block], outline: Outline, tree: HeadingTree
) -> tuple[Section, ...]:
    """Return the prose under every heading; a table ends a section's part that has text.

    A heading without prose is a section too, so that no line is lost. The path names all
    headings above ("Uppföljning av ekonomi / Investeringar"), the heading itself last.
    """
    drafts: list[_Draft] = []
    draft = _Draft(None)
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            if draft.parts or not draft.title:
                drafts.append(draft)
                draft = _Draft(draft.heading)
        elif index in tree.opens:
            drafts.append(draft)
            draft = _Draft(tree.under[index], [], [block])
        elif index in outline.headings:
            draft.title.append(block)
        else:
            draft.parts.append(block)
    drafts.append(draft)
    return _sections([one for one in drafts if one.parts or one.title], tree)


def _sections(drafts: Sequence[_Draft], tree: HeadingTree) -> tuple[Section, ...]:
    first: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if draft.heading is not None:
            first.setdefault(draft.heading, number)
    return tuple(_section(draft, tree, first) for draft in drafts)


def _section(draft: _Draft, tree: HeadingTree, first: Mapping[int, int]) -> Section:
    heading = None if draft.heading is None else tree.headings[draft.heading]
    above = heading.parent if heading else None
    return Section(
        path=HEADINGS_JOINT.join(tree.path(draft.heading)),
        heading=heading.title if heading else "",
        body="\n".join(part.text for part in draft.parts),
        place=merge_places([part.place for part in (*draft.title, *draft.parts)]),
        level=heading.level if heading else 0,
        parent=None if above is None else first.get(above),
    )
