"""Amounts of money in prose: what each is of, level or change, of which year and phase.

A small grammar. The clause before an amount is searched for words of ``amount_words``: a verb
that decides ("ansöker") counts more than a noun, a noun more than one that belongs to another
("kostnader för placeringar"), and among equals the nearest. What stands right behind may settle
it ("57,6 mnkr överförs"). An amount without a word of its own says the same as the one before
it, or as the sentence before, or as the list's first line, or what its heading is about.

Who is meant is ``transform``'s work: service areas are known there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Block, Paragraph, ParagraphRole
from pipeline.extract.language import amount_words as words
from pipeline.extract.language.amount_words import DECIDING, NAMING, AmountWord
from pipeline.extract.language.amounts import Amount, amounts
from pipeline.extract.parsers.headings import HeadingTree
from pipeline.extract.report import Head, NarrativeAmount, ReportType

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ•–-])")
_SURE, _FROM_NOUN, _TAKEN_OVER, _FROM_HEADING, _NOTHING = 0.97, 0.95, 0.9, 0.8, 0.5
_BEHIND, _NEAR_BEHIND = 45, 30
_FRAGMENT = 110
LEVEL = "level"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of one amount; ``confidence`` is that of ``what``."""

    what: str
    change: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an amount may take over where its own words say nothing.

    ``lead`` is what the first line of a list says, ``before`` what the sentence before says,
    ``headings`` the headings above, ``is_item`` whether the text is a list's item or a heading.
    """

    headings: tuple[str, ...] = ()
    lead: str | None = None
    before: str | None = None
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A word that was found in a text."""

    word: AmountWord
    start: int
    end: int
    strength: int


def read_amounts(
    blocks: Sequence[Block], tree: HeadingTree, head: Head
) -> tuple[NarrativeAmount, ...]:
    """Return every amount in prose with its sentence and what is said of it."""
    found: list[NarrativeAmount] = []
    lead: str | None = None
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        path = tree.path(tree.under[index])
        is_item = block.role is ParagraphRole.BULLET or index in tree.opens
        if block.role is not ParagraphRole.BULLET and not _is_fragment(block.text):
            lead = None
        passed: list[str] = []
        for sentence in _SENTENCE.split(block.text):
            if next(amounts(sentence), None) is not None:
                item = is_item or _is_fragment(sentence)
                said = sayings(sentence, Surroundings(path, lead, _said_before(passed), item))
                found.extend(_typed(sentence, said, path, block, head))
            passed.append(sentence)
        if block.text.rstrip().endswith(":"):
            lead = _said_before(passed)
    return tuple(found)


def _said_before(sentences: Sequence[str]) -> str | None:
    """What the last of some sentences says that says anything of money."""
    for sentence in reversed(sentences):
        said = sayings(sentence)
        what = said[-1].what if said else _subject_of(sentence)
        if what not in (None, UNKNOWN):
            return what
    return None


def _is_fragment(text: str) -> bool:
    """Tell whether a text is no sentence but an item of a list: short, without a verb."""
    return len(text) < _FRAGMENT and words.FINITE_VERB.search(text) is None


def sayings(sentence: str, around: Surroundings = Surroundings()) -> tuple[Saying, ...]:
    """Return what a sentence says of each of its amounts, in order.

    >>> sayings("Nämnden ansöker om 3,38 mnkr.")[0].what
    'application'
    """
    printed = tuple(amounts(sentence))
    said: list[Saying] = []
    for number, amount in enumerate(printed):
        start = printed[number - 1].end if number else 0
        left = sentence[start : amount.start]
        right = _behind(sentence, printed, number)
        last = said[-1] if said else None
        one = _saying(left, right, last, around, sentence)
        if one.what == UNKNOWN and words.SIGNED_RESULT.search(left):
            what = "deficit" if amount.sek < 0 else "surplus"
            one = replace(one, what=what, confidence=_TAKEN_OVER)
        own = f"{words.CLAUSE.split(left)[-1]} {words.END_OF_PHRASE.split(right)[0]}"
        if words.INVESTING.search(own) and one.what in ("budget", "cost"):
            one = replace(one, what="investment")
        said.append(one)
    return tuple(said)


def _behind(sentence: str, printed: Sequence[Amount], number: int) -> str:
    end = printed[number + 1].start if number + 1 < len(printed) else len(sentence)
    return sentence[printed[number].end : end]


def _saying(
    left: str, right: str, last: Saying | None, around: Surroundings, sentence: str
) -> Saying:
    what, confidence, word = _what(left, right, last, around, sentence)
    change = _change(left, right, word, last)
    invests = any(words.INVESTMENT_HEADING.match(heading) for heading in around.headings)
    if what in ("budget", "cost") and invests:
        what = "investment"
    return Saying(what, change, confidence)


_Meaning = tuple[str, float, _Found | None]


def _what(
    left: str, right: str, last: Saying | None, around: Surroundings, sentence: str
) -> _Meaning:
    for predicate in words.SETTLING_PREDICATES:
        if predicate.pattern.search(right):
            return predicate.what, _SURE, None
    if last is None and around.is_item and (listed := _of_list(around)):
        return listed, _TAKEN_OVER, None
    own = _best(left)
    return (
        _of_clause(own, left, right, last)
        or _of_words_behind(right, last, around, sentence)
        or _of_place(around)
    )


def _of_clause(own: _Found | None, left: str, right: str, last: Saying | None) -> _Meaning | None:
    """What the clause before the amount says, or that the last amount's sense goes on."""
    if words.SPENT.pattern.search(right) and (own is None or own.word.what != "grant"):
        return words.SPENT.what, _SURE, own
    if own is not None and own.strength >= DECIDING:
        return own.word.what, _SURE, own
    if own is not None and ((own.strength > 0 and own.word.strength >= NAMING) or last is None):
        return own.word.what, _FROM_NOUN, own
    if last is not None and (own is None or words.CONNECTS.match(left)):
        return last.what, _TAKEN_OVER, own
    return (own.word.what, _FROM_NOUN, own) if own is not None else None


def _of_words_behind(
    right: str, last: Saying | None, around: Surroundings, sentence: str
) -> _Meaning | None:
    """What the words behind the amount say, unless the sentence points back at the one before."""
    behind = _nearest(_found(right[:_BEHIND].split(".")[0]))
    if behind is not None and last is None and not words.BACK_REFERENCE.match(sentence):
        return behind.word.what, _TAKEN_OVER, None
    if around.before is not None and words.BACK_REFERENCE.match(sentence):
        return around.before, _TAKEN_OVER, None
    return (behind.word.what, _TAKEN_OVER, None) if behind is not None else None


def _of_place(around: Surroundings) -> _Meaning:
    """What the headings above say, or else the sentence before."""
    if (heading := _of_headings(around.headings)) is not None:
        return heading, _FROM_HEADING, None
    if around.before is not None:
        return around.before, _FROM_HEADING, None
    return UNKNOWN, _NOTHING, None


def _of_list(around: Surroundings) -> str | None:
    """What a list's items are of: what its first line says, or the chapter of applications."""
    if around.lead is not None:
        return around.lead
    under = _of_headings(around.headings)
    return under if under == "application" else None


def _of_headings(headings: Sequence[str]) -> str | None:
    """What the headings say: applications before investments, which may be applied for."""
    text = "\n".join(headings)
    return next((what for what, pattern in words.HEADINGS if pattern.search(text)), None)


def _subject_of(sentence: str) -> str | None:
    """What a sentence without amounts is about: its first noun, or a verb that decides."""
    found = _found(_masked(sentence))
    deciding = next((one for one in found if one.strength >= DECIDING), None)
    first = deciding or next((one for one in found if one.strength >= NAMING), None)
    return first.word.what if first else None


def _best(left: str) -> _Found | None:
    """The word of the last clause that says most, the nearest of equals."""
    clauses = [_masked(clause) for clause in words.CLAUSE.split(left)]
    for clause in reversed(clauses):
        if found := _found(clause):
            last = found[-1]
            beside = words.BETWEEN.fullmatch(clause[last.end :]) is not None
            best = max(found, key=lambda one: (one.strength, one.end))
            return last if beside and best.strength < DECIDING else best
    return None


def _nearest(found: Sequence[_Found]) -> _Found | None:
    naming = [one for one in found if one.word.strength >= NAMING]
    return min(naming, key=lambda one: one.start, default=None)


def _masked(text: str) -> str:
    """A text with blanks where it says what an amount is held against."""
    return words.COMPARISON.sub(lambda found: " " * len(found[0]), text)


def _found(text: str) -> list[_Found]:
    """The words of a text in order, the longest of those that overlap."""
    every = sorted(
        (
            (match.start(), match.end(), word)
            for word in words.WORDS
            for match in word.pattern.finditer(text)
        ),
        key=lambda one: (one[0] - one[1], -one[2].strength),
    )
    taken: list[_Found] = []
    for start, end, word in every:
        if all(end <= other.start or other.end <= start for other in taken):
            taken.append(_Found(word, start, end, _strength(text, start, word)))
    return sorted(taken, key=lambda one: one.start)


def _strength(text: str, start: int, word: AmountWord) -> int:
    if word.strength >= DECIDING:
        return word.strength
    before = text[:start]
    causes = list(words.CAUSE.finditer(before))
    # "På grund av pandemin, ..." is over where its comma is.
    because = bool(causes) and (causes[-1].start() > 0 or "," not in before)
    belongs = words.BELONGING.search(before) is not None
    return word.strength - (2 if because else 1 if belongs else 0)


# --- level or change ----------------------------------------------------------------------------


def _change(left: str, right: str, word: _Found | None, last: Saying | None) -> str:
    if word is not None and word.word.change is not None:
        return word.word.change
    found = words.PREPOSITION.search(left)
    by = found["word"].casefold() if found else None
    said = _more_or_less(right) or _changed_by(left, by) or _thing_changed(left, word)
    listed = words.CONNECTS.match(left) and not words.FINITE_VERB.search(left)
    if said is None and by is None and last is not None and (word is None or listed):
        return last.change
    return said or LEVEL


def _more_or_less(right: str) -> str | None:
    """The change that stands behind an amount: "2 mnkr lägre än budget"."""
    if " än" not in right[:_BEHIND]:
        return None
    return next((name for name, said in words.MORE_OR_LESS.items() if said.match(right)), None)


def _changed_by(left: str, by: str | None) -> str | None:
    """The change that an amount is the size of, by the preposition before it.

    "Ökat med 2" and "en ökning om 2" are changes, "ökat till 2" and "från 2" levels.
    """
    if by in ("till", "från"):
        return LEVEL
    if by in ("motsvarande", "motsvarar"):
        return _last_change(_masked(left)) if words.CHANGE_NOUN.search(left) else None
    clause = words.CLAUSE.split(left)[-1]
    if by == "med":
        return _last_change(_masked(clause))
    if by in ("om", "på") and (end := _end_of(words.CHANGE_NOUN, clause)):
        return _last_change(clause) if len(clause) - end < _NEAR_BEHIND else None
    return None


def _thing_changed(left: str, word: _Found | None) -> str | None:
    """The change that an adjective says of the thing: "minskade statsbidrag".

    It is said of all things that are listed behind it: "ökad försäljning samt bidrag".
    """
    clause = _clause_of(left)[: word.start] if word else ""
    thing = words.CHANGED_THING.search(clause) or words.CHANGED_LIST.search(clause)
    if thing is None:
        return None
    return "increase" if words.RISE.search(thing[0]) else "decrease"


def _clause_of(left: str) -> str:
    """The clause in which ``_best`` found its word."""
    for clause in reversed(words.CLAUSE.split(left)):
        if _found(_masked(clause)):
            return clause
    return left


def _last_change(text: str) -> str | None:
    """The change that the last word of rising or falling says."""
    ends = {change: _end_of(pattern, text) for change, pattern in words.CHANGES.items()}
    change = max(ends, key=lambda name: ends[name])
    return change if ends[change] else None


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in pattern.finditer(text)), default=0)


# --- year, phase, transfers ---------------------------------------------------------------------


def _typed(
    sentence: str, said: Sequence[Saying], path: tuple[str, ...], block: Paragraph, head: Head
) -> Iterator[NarrativeAmount]:
    printed = tuple(amounts(sentence))
    bases = _transfer_bases(sentence, printed)
    per = _per(sentence, printed)
    year: int | None = None
    for number, (amount, saying) in enumerate(zip(printed, said, strict=True)):
        start = printed[number - 1].end if number else 0
        left, right = sentence[start : amount.start], _behind(sentence, printed, number)
        own, goes_on = _year(left, right)
        if own is not None or not words.CONNECTS.match(left):
            year = own if goes_on else None
        fiscal_year = own or year or head.report_year
        yield NarrativeAmount(
            section=" / ".join(path),
            sentence=sentence,
            what=saying.what,
            amount_sek=abs(amount.sek) if saying.what == "deficit" else amount.sek,
            place=block.place,
            confidence=saying.confidence,
            change=saying.change,
            phase=_phase(saying.what, sentence[: amount.start], right, fiscal_year, head),
            fiscal_year=fiscal_year,
            per=per[number],
            transfer_basis=bases[number],
            printed=amount.printed,
            before=sentence[: amount.start],
            clause=left,
            behind=right,
        )


def _year(left: str, right: str) -> tuple[int | None, bool]:
    """The year that an amount is of, and whether the next amounts are of it too.

    A year before an amount holds until another is said, one behind it is its own.
    """
    if found := words.YEAR_BEHIND.match(right):
        return int(found[1]), False
    if (found := words.COMPARED_YEAR.match(left)) and words.HAS_CHANGED.match(right):
        return int(found[1]), False
    years = words.YEAR_BEFORE.findall(words.NOT_ITS_YEAR.sub(" ", left))
    return (int(years[-1]), True) if years else (None, False)


def _phase(what: str, before: str, right: str, year: int, head: Head) -> str | None:
    """Budget, forecast or outcome: by the last word that says it, else by the report's kind."""
    if what not in words.PHASED:
        return None
    if what == "budget":
        return "budget"
    if year < head.report_year:
        return "outcome"
    text = _masked(f"{before} {right.split(',')[0][:_NEAR_BEHIND]}")
    expected = words.EXPECTED_IN_THE_END if _is_closed(head) else words.EXPECTED
    ends = {phase: _end_of(pattern, text) for phase, pattern in words.PHASES}
    ends["forecast"] = _end_of(expected, text)
    if what == "investment":
        ends["budget"] = max(ends["budget"], _end_of(words.BUDGET, text))
    if ends["forecast"]:
        return "forecast"
    if ends["budget"] or ends["outcome"]:
        return max(ends, key=lambda phase: ends[phase])
    if head.report_type in _FOLLOW_UPS and words.HAS_COME.search(before):
        return "outcome"
    return _PHASE_OF[head.report_type]


def _is_closed(head: Head) -> bool:
    return head.report_type is ReportType.ANNUAL_REPORT


_FOLLOW_UPS = (ReportType.FIRST_FOLLOW_UP, ReportType.SECOND_FOLLOW_UP)
_PHASE_OF = {
    ReportType.PLAN: "budget",
    ReportType.FIRST_FOLLOW_UP: "forecast",
    ReportType.SECOND_FOLLOW_UP: "forecast",
    ReportType.ANNUAL_REPORT: "outcome",
}


def _transfer_bases(sentence: str, printed: Sequence[Amount]) -> list[str | None]:
    """Before or after transfers, for each amount; None where it cannot be told.

    Words are matched to amounts in their order where there are as many; one word alone is said
    of all amounts behind it, or of the only amount.
    """
    found = list(words.BASES.finditer(sentence))
    bases: list[str | None] = [words.BASIS[one[1].lower()] for one in found]
    if len(bases) == len(printed):
        return bases
    if len(found) == 1 and printed and found[0].start() < printed[0].start:
        return bases * len(printed)
    return [None] * len(printed)


def _per(sentence: str, printed: Sequence[Amount]) -> list[str | None]:
    """What each amount is for one of; a range has its unit behind the second amount."""
    before = words.PER_BEFORE.search(sentence)
    found: list[str | None] = [None] * len(printed)
    for number in reversed(range(len(printed))):
        right = _behind(sentence, printed, number)
        behind = words.PER_BEHIND.match(right)
        if behind:
            found[number] = next(group for group in behind.groups() if group).casefold()
        elif number + 1 < len(printed) and re.fullmatch(r"\s*[-–]\s*", right):
            found[number] = found[number + 1]
        elif before and before.end() <= printed[number].start:
            found[number] = before[1].casefold()
    return found
