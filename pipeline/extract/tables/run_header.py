"""What the header of a run table says: its labels, merged cells, columns of words, two sides.

``header_labels`` cuts a string of words into labels; here stands which strings those are.
A header may have two rows, where neighbouring columns share a merged cell above; it may
name columns that hold words; and a balance sheet names its columns twice, side by side.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from pipeline.extract.language.line_kinds import COLUMN_WORD, LABEL_HEAD, may_span
from pipeline.extract.language.text import compact, squeeze
from pipeline.extract.language.years import YEAR, YEAR_IN_TEXT, is_year
from pipeline.extract.tables.header_labels import (
    HeaderWord,
    in_months,
    label_score,
    label_shares,
    split_labels,
)

_ENDS_WITH_YEAR = re.compile(rf"{YEAR}\)?$")
_SEX = re.compile(r"^(?:kvinnor|män|flickor|pojkar|totalt|totalt?)$", re.IGNORECASE)
_PERIOD = re.compile(r"^(?:T[123]|V[BP])$")
_SMALL = re.compile(
    r"^(?!(?:och|eller|samt|av|för|i|på|med|till|från|per|om|inom|inkl|exkl|efter|före|mellan|vid"
    r"|under|mot|utan|enligt)$)[a-zåäö]+$"
)
_WORDY = re.compile(
    r"^(?:synpunkter/|kategori|uppdelning|sammanfattning|kommentar|åtgärd|orsak|analys|förklaring"
    r"|vadavser|vaddetavser|beskrivning|anmärkning|ansvarig)"
)
_WORDY_STARTS = (
    *("ana", "anm", "ans", "bes", "för", "kat", "kom", "ors", "sam", "syn", "upp", "vad", "åtg"),
)
"""The first letters of such labels."""
_PARTICIPLE = re.compile(r"^(?:[A-ZÅÄÖ]\w+(?:ade|erad|ärda)|Nya)$")
"""What says something of the words behind it, each of which heads a column: "Ökade"."""
_NAMES_COLUMN = re.compile(r"(?:Utfall|Bokslut|Budget|Prognos|Avvikelse|bokslut|prognos|budget)$")
"""What may span years or periods."""
_MOST_SPANNING = 9
"""Words that stand above the head of the rows' labels and span columns."""
_LONGEST_SPAN = 4
"""Words of what spans columns; what has more is a title."""
_WITHOUT_LABEL, _OF_MONTHS = -3.0, 1.0
"""Of a header without a label of the rows' names; it is no month among others."""
_PARENT = 1.5
_LOWER_WORD = 1.0
_MERGED = -1.0
_SPANS = 1.0
_GOES_ON = -2.0
_CUT = -5.0
_SMALL_GOES_ON = -3.0
"""Of a word in small letters on the line below another, with no blank line between."""


@dataclass(frozen=True, slots=True)
class Header:
    """The labels of a table's columns.

    ``labels`` has one entry a column, in the order in which they are printed; ``values``
    are the indices of those that hold values; ``second_label`` says that the column after
    the first holds labels too; ``sides`` is 2 where labels and values stand twice in a row.
    """

    labels: tuple[str, ...]
    values: tuple[int, ...]
    second_label: bool = False
    sides: int = 1


@lru_cache(maxsize=2048)
def read_header(
    words: tuple[HeaderWord, ...], count: int, sides: int, *, wrap_is_marked: bool
) -> tuple[float, Header]:
    """Return how well a header fits a number of values, and its labels then.

    Args:
        words: The header's words; may be empty.
        count: The most values of a row, of one side where there are two.
        sides: 2 where the body shows that labels and values stand twice in a row.
        wrap_is_marked: Whether the source marks wrapped lines by trailing spaces.
    """
    total = sides * (count + 1)
    values = tuple(i for i in range(total) if i % (count + 1))
    score, labels = _labels(words, total, wrap_is_marked=wrap_is_marked)
    if sides == 1 and len(words) == count > 1:  # the label of the rows' names is empty
        first, second = (word.text for word in words[:2])
        lacks = _OF_MONTHS if in_months(first, "", [second]) else _WITHOUT_LABEL
        score = label_score(words, count) + lacks
    if sides == 1 and any(_may_begin_wordy(word.text) for word in words):
        wordy = list(_with_columns_of_words(words, count, wrap_is_marked=wrap_is_marked))
        if wordy:
            return max(wordy, key=lambda found: found[0])
    return score, Header(labels, values, sides=sides)


def header_shares(words: tuple[HeaderWord, ...], header: Header) -> tuple[float, ...]:
    """Return how probable each label of a header is, among the ways to cut its words."""
    total = len(header.labels)
    if len(words) == total - 1 and header.sides == 1:
        return (1.0, *label_shares(words, total - 1))
    flat = label_score(words, total)
    best = max(_merged(words, total), key=lambda found: found[0], default=None)
    spanned = max((found[0] for found in _spanned(words, total)), default=-math.inf)
    if spanned > max(flat, best[0] if best else flat):
        return (1 / (1 + math.exp(max(flat, best[0] if best else flat) - spanned)),) * total
    if best is None or best[0] <= flat:
        other = max(spanned, best[0] if best else -math.inf)
        whole = 1 / (1 + math.exp(other - flat))
        return tuple(share * whole for share in label_shares(words, total))
    score, upper, lower, parents = best
    whole = 1 / (1 + math.exp(flat - score))
    shares = label_shares(upper, total - len(lower) + len(parents))
    each = len(lower) // len(parents)
    return tuple(
        share * whole
        for index, share in enumerate(shares)
        for _ in range(each if index in parents else 1)
    )


def is_two_sided(words: tuple[HeaderWord, ...], count: int, *, wrap_is_marked: bool) -> bool:
    """Tell whether a header names its value columns twice, each time after a label."""
    total = 2 * (count + 1)
    if len(words) < total:
        return False
    _, labels = _labels(words, total, wrap_is_marked=wrap_is_marked)
    left, right = labels[1 : count + 1], labels[count + 2 :]
    return left == right and labels[0] != labels[count + 1] and all(map(str.strip, left))


def _labels(
    words: Sequence[HeaderWord], total: int, *, wrap_is_marked: bool
) -> tuple[float, tuple[str, ...]]:
    """Return the best score of ``total`` labels, merged cells included, and the labels."""
    flat = label_score(words, total)
    best = max(_merged(words, total), key=lambda found: found[0], default=None)
    above = max(_spanned(words, total), key=lambda found: found[0], default=None)
    if above is not None and above[0] > max(flat, best[0] if best else flat):
        return above[0], _below(above, total, wrap_is_marked=wrap_is_marked)
    if best is None or best[0] <= flat:
        return flat, split_labels(words, total, wrap_is_marked=wrap_is_marked)
    _, upper, lower, parents = best
    names = split_labels(upper, total - len(lower) + len(parents), wrap_is_marked=wrap_is_marked)
    share = len(lower) // len(parents)
    labels: list[str] = []
    for index, name in enumerate(names):
        if index in parents:
            at = parents.index(index) * share
            labels += [squeeze(f"{name} {word.text}") for word in lower[at : at + share]]
        else:
            labels.append(name)
    return best[0], tuple(labels)


_Spanned = tuple[float, Sequence[HeaderWord], Sequence[HeaderWord], int, int]


def _spanned(words: Sequence[HeaderWord], total: int) -> Iterator[_Spanned]:
    """Yield (score, words above, words below, parents, columns of each) of a header with a span.

    What spans columns stands on a line above all others, as where labels stand at the bottom of
    their cells: "Ökade" above "Verksamhetsområde (mnkr) kostnader intäkter". The last labels of
    the lower line are words of one kind, and share out evenly among what spans them. Names of
    columns may span what stands on the last line of several.
    """
    head = _head_below(words)
    first = head or next((at for at, word in enumerate(words) if word.line != words[0].line), 0)
    above, below = words[:first], words[first:]
    several = bool(first) and below[-1].line != below[0].line
    if not first or len(below) < total:
        return
    if several and not head and not all(_NAMES_COLUMN.match(word.text) for word in above):
        return
    if below[0].text[:1].islower() or below[0].parts <= _GOES_ON:
        return  # the lower line goes on with the upper
    if _says_again(above[0].text, below[0].text):
        return  # a title that the header below it repeats
    for size in range(2, total):
        kinds = [word.text for word in below[-size:]]
        alone = bool(head) and all(word.breaks_line for word in below[-size:])
        alone = alone or (bool(head) and all(map(_SEX.match, kinds)))
        if not _of_one_kind(kinds) or (several and not alone and not _is_last_line(below, size)):
            continue
        for parents in range(1, size // 2 + 1):
            if size % parents or not parents <= len(above) <= parents * _LONGEST_SPAN:
                continue
            if not _periodic(kinds, size // parents):
                continue
            score = label_score(below[:-size], total - size) + label_score(above, parents)
            score += _SPANS + max(0.0, below[0].parts)
            score += sum(max(_LOWER_WORD, word.parts) for word in below[-size:])
            yield score, above, below, parents, size // parents


def _head_below(words: Sequence[HeaderWord]) -> int:
    """Return where the head of the rows' labels begins a line below what may span columns, or 0."""
    starts = [at for at, word in enumerate(words[:_MOST_SPANNING]) if at and word.breaks_line]
    texts = [word.text for word in words]
    head = next((at for at in starts if LABEL_HEAD.match(" ".join(texts[at:]))), 0)
    lines = [" ".join(texts[one:two]) for one, two in pairwise((0, *starts)) if two <= head]
    return head if all(map(may_span, lines)) else 0


def _below(spanned: _Spanned, total: int, *, wrap_is_marked: bool) -> tuple[str, ...]:
    """Return the labels of a header with what spans columns above them."""
    _, above, below, parents, each = spanned
    size = parents * each
    names = split_labels(above, parents, wrap_is_marked=wrap_is_marked)
    first = split_labels(below[:-size], total - size, wrap_is_marked=wrap_is_marked)
    last = [f"{names[at // each]} {word.text}" for at, word in enumerate(below[-size:])]
    if len(first) == parents > 1 and len(set(names)) == 1:  # a label and its columns, twice
        return tuple(
            label
            for at, own in enumerate(first)
            for label in (own, *last[at * each : at * each + each])
        )
    at = len(first)
    if below[-size].glued:  # it stands before what it is drawn behind, else a space were between
        at = next((n for n, label in enumerate(first) if n and not _is_wordy(label)), at)
    return (*first[:at], *last, *first[at:])


def _is_last_line(words: Sequence[HeaderWord], size: int) -> bool:
    """Tell whether the last words of some are those of their last line."""
    begins = [number for number, word in enumerate(words) if word.breaks_line]
    return bool(begins) and begins[-1] == len(words) - size


_Merged = tuple[float, Sequence[HeaderWord], Sequence[HeaderWord], tuple[int, ...]]


def _merged(words: Sequence[HeaderWord], total: int) -> Iterator[_Merged]:
    """Yield (score, upper words, lower words, parents) of the ways to see two header rows.

    The lower row is some words of one kind (years; kvinnor, män) at the header's end, or words
    that come again in their order. They share out evenly among their parents, which are labels
    of the upper row.
    """
    for size in range(2, min(total, len(words))):
        lower, upper = words[-size:], words[:-size]
        one_line = lower[0].line == lower[-1].line
        starts_line = lower[0].breaks_line and (one_line or lower[0].parts > _CUT)
        if not starts_line or not _may_stand_below([word.text for word in lower]):
            continue
        apart = one_line or bool(_PARTICIPLE.match(upper[-1].text))
        goes_on = _CUT if apart or not _are_small([w.text for w in lower]) else _SMALL_GOES_ON
        if any(word.parts <= goes_on for word in lower[1:]):
            continue  # these words go on with each other: they are one label, wrapped
        if not is_year(lower[0].text) and _of_one_kind([upper[-1].text, lower[0].text]):
            continue  # the lower row begins earlier
        for groups in range(1, size // 2 + 1):
            if size % groups or not _periodic([word.text for word in lower], size // groups):
                continue
            above = total - size + groups
            if above < groups + 1 or len(upper) < above:
                continue
            score = label_score(upper, above)
            names = split_labels(upper, above, wrap_is_marked=False)
            years = is_year(lower[0].text)
            open_, parents = max(
                (sum(_openness(names[i], years=years) for i in chosen), chosen)
                for chosen in combinations(range(1, above), groups)
            )
            if any(_says_again(names[0], names[i]) for i in parents):
                continue  # a title that the header below it repeats
            if any(
                _alike(names[i], names[j]) for i in parents for j in {*range(1, above)} - {*parents}
            ):
                continue  # nothing stands below a label of the same kind
            score += open_ / groups * _PARENT + _MERGED
            score += sum(max(_LOWER_WORD, word.parts) for word in lower)
            yield score, upper, lower, parents


def _alike(one: str, other: str) -> bool:
    """Tell whether two labels say the same of two years: "Timmar 2024", "Timmar 2025"."""
    bare, same = (squeeze(YEAR_IN_TEXT.sub("", label)) for label in (one, other))
    return bool(bare) and bare == same


def _says_again(title: str, label: str) -> bool:
    """Tell whether a label begins with the word that a title does, which names no values."""
    one, other = (text.split()[0].rstrip(",.:").casefold() for text in (title, label))
    return one == other and not COLUMN_WORD.match(title)


def _of_one_kind(texts: Sequence[str]) -> bool:
    kinds = (is_year, _SEX.match, _PERIOD.match, _SMALL.match)
    return any(all(map(is_kind, texts)) for is_kind in kinds)


def _may_stand_below(texts: Sequence[str]) -> bool:
    """Tell whether words may be labels below merged cells: of one kind, or come again in order.

    >>> _may_stand_below(["Brutto", "Avgifter", "Brutto", "Avgifter"])
    True
    >>> _may_stand_below(["Brutto", "Avgifter", "Netto", "Brutto"])
    False
    """
    size = len(texts)
    again = (_periodic(texts, period) for period in range(2, size // 2 + 1) if not size % period)
    return _of_one_kind(texts) or (all(text[:1].isupper() for text in texts) and any(again))


def _are_small(texts: Sequence[str]) -> bool:
    """Tell whether words are any words in small letters, as a wrapped label has them too."""
    return all(map(_SMALL.match, texts)) and not all(map(_SEX.match, texts))


def _periodic(texts: Sequence[str], period: int) -> bool:
    """Tell whether words repeat after so many, and none does earlier."""
    once = texts[:period]
    return len(set(once)) == period and list(texts) == list(once) * (len(texts) // period)


def _openness(name: str, *, years: bool) -> float:
    """Score a label of the upper row as one that words below complete."""
    if name.endswith(")"):
        return -0.5
    if years:
        return -1.0 if _ENDS_WITH_YEAR.search(name) else 1.0
    return 1.0 if len(name.split()) == 1 or _ENDS_WITH_YEAR.search(name) else 0.0


def _is_wordy(label: str) -> bool:
    return bool(_WORDY.match(compact(label)))


def _may_begin_wordy(text: str) -> bool:
    """Tell whether a word may be the first of a label of a column of words."""
    first = compact(text)[:3]
    return any(start.startswith(first) for start in _WORDY_STARTS)


def _with_columns_of_words(
    words: Sequence[HeaderWord], count: int, *, wrap_is_marked: bool
) -> Iterator[tuple[float, Header]]:
    """Yield the headers that name columns of words beside the first and the values.

    The last may be one of the ``count`` columns, where spaces stand for its empty cells.
    """
    for first, last in ((1, 1), (1, 0), (0, 1), (0, 0)):
        total = count + 1 + first + last
        if len(words) < total:
            continue
        score, labels = _labels(words, total, wrap_is_marked=wrap_is_marked)
        wordy = [_is_wordy(label) for label in labels]
        around = [*range(1, 1 + first), *range(total - last, total)]
        inside = wordy[1 + first : total - max(last, 1)]
        if any(wordy) and all(wordy[i] for i in around) and not any(inside):
            values = tuple(range(1 + first, total - last))
            yield score + sum(wordy), Header(labels, values, second_label=bool(first))
