"""Prose: sections with their headings, and the amounts of money that sentences state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Block, Paragraph, ParagraphRole, merge_places
from pipeline.extract.language.values import Amount, amounts
from pipeline.extract.parsers.outline import Outline
from pipeline.extract.report import Goal, NarrativeAmount, Section

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ•–-])")

# What a sentence says of an amount: the nearest of these words before it, else after it.
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("surplus", r"överskott\w*"),
        ("deficit", r"underskott\w*"),
        ("increase", r"ök(?:ar|ade|at|ning\w*|ats|a)\b|höj(?:s|ts|ning\w*|t)\b|förbättra\w*|högre"),
        ("decrease", r"minsk(?:ar|ade|at|ning\w*|ats|a)\b|försämra\w*|lägre"),
        ("application", r"ansök\w*|sök(?:er|s|tes|t)\b|äska\w*|begär\w*|budgetjustering\w*"),
        ("grant", r"bidrag\w*|tilldela\w*|bevilja\w*|erhåll\w*"),
        ("net", r"netto\w*"),
        ("investment", r"invester\w*"),
        ("income", r"intäkt\w*|inkomst\w*|avgift\w*"),
        ("cost", r"kostnad\w*|utgift\w*|kosta\w*"),
        ("budget", r"budget\w*|anslag\w*"),
        ("transfer", r"överför\w*|fond\w*"),
        ("turnover", r"omslut\w*"),
    )
)
_NEAR = 90
_ONE_MEANING = 0.9
_SEVERAL_MEANINGS = 0.7
_NO_MEANING = 0.5


@dataclass(slots=True)
class _Draft:
    """A section being gathered."""

    path: str
    heading: str
    parts: list[Paragraph] = field(default_factory=list)
    title: Paragraph | None = None


def read_sections(blocks: Sequence[Block], outline: Outline) -> tuple[Section, ...]:
    """Return the prose under every heading; a table ends a section's part.

    A heading without prose is a section too, so that no line is lost. The path names the
    goals above ("1 ... / 1.2 ..."), then the heading.
    """
    sections: list[Section] = []
    draft = _Draft("", "")
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            _close(draft, sections)
            draft = _Draft(draft.path, draft.heading)
        elif index in outline.headings or block.role is ParagraphRole.HEADING:
            _close(draft, sections)
            goal = outline.goal_of[index]
            path = _goal_path(outline.goals, goal)
            draft = _Draft(path, "" if index in outline.headings else block.text, [], block)
            if index in outline.headings and goal is not None:
                draft.heading = outline.goals[goal].title
        else:
            draft.parts.append(block)
    _close(draft, sections)
    return tuple(sections)


def _close(draft: _Draft, sections: list[Section]) -> None:
    if not draft.parts and draft.title is None:
        return
    printed = [draft.title, *draft.parts] if draft.title else draft.parts
    sections.append(
        Section(
            path=" / ".join(filter(None, (draft.path, draft.heading))),
            heading=draft.heading,
            body="\n".join(part.text for part in draft.parts),
            place=merge_places([part.place for part in printed if part]),
        )
    )


def _goal_path(goals: Sequence[Goal], index: int | None) -> str:
    names: list[str] = []
    while index is not None:
        goal = goals[index]
        names.insert(0, f"{goal.code} {goal.title}" if goal.code else goal.title)
        index = goal.parent
    return " / ".join(names)


def read_amounts(blocks: Sequence[Block]) -> tuple[NarrativeAmount, ...]:
    """Return every amount in prose with its sentence and what is said of it."""
    found: list[NarrativeAmount] = []
    heading = ""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        if block.role is ParagraphRole.HEADING:
            heading = block.text
        for sentence in _SENTENCE.split(block.text):
            for amount in amounts(sentence):
                what, confidence = meaning(sentence, amount)
                found.append(
                    NarrativeAmount(heading, sentence, what, amount.sek, block.place, confidence)
                )
    return tuple(found)


def meaning(sentence: str, amount: Amount) -> tuple[str, float]:
    """Return what a sentence says of an amount, with the probability.

    The nearest word before the amount counts; one right after it where there is none.
    """
    before = list(_words(sentence[max(0, amount.start - _NEAR) : amount.start]))
    after = list(_words(sentence[amount.end : amount.end + _NEAR // 2]))
    names = {name for _, name in (*before, *after)}
    confidence = _ONE_MEANING if len(names) == 1 else _SEVERAL_MEANINGS
    if before:
        return max(before)[1], confidence
    if after:
        return min(after)[1], confidence
    return "unknown", _NO_MEANING


def _words(text: str) -> Iterator[tuple[int, str]]:
    for name, pattern in _MEANINGS:
        for found in pattern.finditer(text):
            yield found.start(), name
