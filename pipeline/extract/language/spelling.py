"""How a document spells: its words, and which letters follow each other in them.

Tells whether two pieces are one word that a wrap has cut. Belongs here: what the words of
a document say of that. Where a wrap can stand is the readers' knowledge.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

_MEMORY = 3
"""How many letters before a letter count, besides all that begin a word."""
_START, _END = "^", "$"
_NEEDED = (2.0, 1.0, 0.0)
"""What two pieces must gain to be one word, by how many of them are known as words."""
_NEEDED_WHERE_FULL = (0.5, 1.0, 0.0)
"""The same where the line before the wrap has no room for another letter: set on the wraps of
PDFs in layouts for developing whose words are known."""
_TWO = -2.0
"""How far two words that a document uses are from one that it does not, see ``Spelling.ahead``."""
_VOWEL = re.compile("[aeiouyåäöéü]")
_OUTSIDE = 30
"""Letters that a document may use besides those it is known to use."""

_WHOLE = frozenset(
    ("i", "å", "och", "att", "som", "av", "på", "med", "för", "till", "om", "vid", "är", "ska")
    + ("samt", "eller", "mot", "från", "inom", "under", "har", "ej", "inte", "kan", "per", "utan")
)
"""Small words that no longer word ends with."""

SMALL_WORDS = frozenset(
    ("av", "och", "eller", "i", "på", "med", "för", "att", "som", "till", "om", "vid", "från")
    + ("inom", "per", "är", "har", "inkl", "exkl", "samt", "mot", "efter", "före", "under", "ut")
    + ("upp", "ej", "inte", "det", "den", "de", "en", "ett", "år", "netto", "utfall", "budget")
    + ("bruttobudget", "nettobudget", "bokslut", "prognos", "ack", "mellan", "slutlig", "beviljas")
    + ("överskott", "underskott")
)
"""Words that are whole when they begin a line."""

_BINDING = re.compile(r"(?:ings|ions|hets|skaps|tids|orgs|arbets)$")
"""Endings of words that are always parts of longer ones, as Swedish puts them together."""

_ENDINGS = ("", "s", "e", "a", "en", "et", "n", "t", "na", "ens", "ets", "ns", "ar", "er", "or") + (
    "arna",
    "erna",
    "orna",
    "arnas",
    "ernas",
    "ornas",
)
"""What nouns, and words that go with them, end with in Swedish."""
_LEAST_STEM = 5

_LABELS = (
    "årsmål helår periodens periodicitet startdatum slutdatum resultatdispositioner juni jan feb "
    "mar apr jun jul aug sep okt nov dec årsarbetare småbarnsavdelning"
)
"""Words of tables that running text does not use."""


@cache
def usual_words() -> Mapping[str, int]:
    """Return the words that reports of the kind are known to use, each once.

    They stand in ``words.txt``, which ``python -m tests.learning.words`` writes.
    """
    known = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    return Counter({word: 1 for word in (*known.split(), *_LABELS.split())})


def spelling_of(words: Mapping[str, int]) -> Spelling:
    """Return how a document spells that has these words, so and so often."""
    return Spelling(_with_more(usual_words(), words), usual_spelling())


def _with_more(words: Mapping[str, int], more: Mapping[str, int]) -> Counter[str]:
    """Return how often there are some words and more of them, which are far fewer."""
    both = Counter(words)
    both.update(more)
    return both


@cache
def usual_spelling() -> Spelling:
    """Return how reports of the kind spell, where a document's own words are not at hand."""
    return Spelling(usual_words())


@dataclass(frozen=True)
class Spelling:
    """How often a document has its words, which are in lower case.

    Reading begins with ``spelling_of``, which knows the usual words too.
    """

    words: Mapping[str, int]
    base: Spelling | None = None
    """A spelling that has a part of these words: their letters are counted once for all."""

    def is_one(self, one: str, two: str, *, whole: bool = True, full: bool = False) -> bool:
        """Tell whether two pieces are one word.

        Args:
            one: What stands before the wrap, from the word's first letter on.
            two: What stands behind it.
            whole: Whether ``two`` is known to reach to the end of its word.
            full: Whether the line before the wrap is seen to have no room for another letter.

        >>> known = Spelling({"verksamheten": 2, "enheten": 1, "verksam": 1})
        >>> known.is_one("verksam", "heten"), known.is_one("verksam", "enheten")
        (True, False)
        """
        return self.ahead(one, two, whole=whole, full=full) > 0

    def ahead(self, one: str, two: str, *, whole: bool = True, full: bool = False) -> float:
        """Return how far two pieces are from what they need to be one word, see ``is_one``.

        It is a difference of logarithms, negative for two words, infinite where it is known.
        """
        one, two = one.casefold(), two.casefold()
        if one + two in self.words and self._are_used_apart(one, two):
            return _TWO
        if whole and one + two in self.words:
            return math.inf
        if whole and two in _WHOLE:
            return -math.inf
        known = (one in self.words) + (whole and two in self.words)
        if _BINDING.search(one):
            return math.inf
        if full and any(p not in self.words and not _VOWEL.search(p) for p in (one, two)):
            return math.inf  # no word is without one
        needed = (_NEEDED_WHERE_FULL if full else _NEEDED)[known]
        return self._gain(one, two, whole=whole) - needed

    def _are_used_apart(self, one: str, two: str) -> bool:
        """Tell whether a document uses two words, but not the one that they would make up."""
        usual: Spelling = self
        while usual.base:
            usual = usual.base
        first, second, both = (
            self.words.get(word, 0) > usual.words.get(word, 0) for word in (one, two, one + two)
        )
        return first and second and not both

    def knows(self, word: str) -> bool:
        """Tell whether a word is known, small ones included."""
        return word.casefold() in self.words or word.casefold() in _WHOLE

    def with_words(self, words: Iterable[str]) -> Spelling:
        """Return a spelling that knows more words."""
        more = Counter(word.casefold() for word in words)
        return Spelling(_with_more(self.words, more), self)

    def _gain(self, one: str, two: str, *, whole: bool) -> float:
        """Return how much likelier (logarithm) the pieces are one word than two."""
        end = _END if whole else ""
        joined, first, second = _START + one + two + end, _START + one + _END, _START + two + end
        return (
            self._likelihood(joined, len(first) - 1)
            - self._likelihood(first, len(first) - 1)
            - self._likelihood(second, 1)
        )

    def _likelihood(self, letters: str, start: int) -> float:
        return sum(
            math.log(self._chance(letters[:at], letters[at])) for at in range(start, len(letters))
        )

    def _chance(self, before: str, letter: str) -> float:
        """Return the probability of a letter behind others.

        That behind all that begin the word, smoothed by those behind fewer and fewer. What
        follows the last few letters is asked of many words, and kept.
        """
        few = before[-_MEMORY:]
        chance = self._chances.get((few, letter))
        if chance is None:
            chance = self._chances[few, letter] = self._chance_behind_few(few, letter)
        return _smoothed(self._behind_all.get(before), letter, chance)

    def _chance_behind_few(self, few: str, letter: str) -> float:
        any_letter = self._behind_few.get("")
        chance = 1 / ((any_letter.kinds if any_letter else 0) + _OUTSIDE)
        for size in range(len(few) + 1):
            chance = _smoothed(self._behind_few.get(few[len(few) - size :]), letter, chance)
        return chance

    @cached_property
    def _chances(self) -> dict[tuple[str, str], float]:
        return {}

    @cached_property
    def _added(self) -> Mapping[str, int]:
        """The words that stand in ``base`` less often, with how much less."""
        known = self.base.words if self.base else {}
        return {
            word: times - known.get(word, 0)
            for word, times in self.words.items()
            if times != known.get(word, 0)
        }

    @cached_property
    def _behind_few(self) -> _Letters:
        """The letters that follow up to three others in different words, counted."""
        known = self.base.words if self.base else {}
        spelt = [_START + word + _END for word in self._added if word not in known]
        runs = Counter(
            [
                letters[at - size : at + 1]
                for letters in spelt
                for at in range(1, len(letters))
                for size in range(min(at, _MEMORY) + 1)
            ]
        )
        return _Letters(_by_letters_before(runs), self.base._behind_few if self.base else None)

    @cached_property
    def _behind_all(self) -> _Letters:
        """The letters that follow the beginnings of words, as often as they do."""
        runs: dict[str, int] = {}
        for word, times in self._added.items():
            letters = _START + word + _END
            for end in range(_MEMORY + 2, len(letters) + 1):
                run = letters[:end]
                runs[run] = runs.get(run, 0) + times
        return _Letters(_by_letters_before(runs), self.base._behind_all if self.base else None)


def _by_letters_before(runs: Mapping[str, int]) -> Mapping[str, Mapping[str, int]]:
    """Return how often each letter follows others, of how often there are runs of both."""
    found: dict[str, dict[str, int]] = {}
    for run, times in runs.items():
        before = run[:-1]
        if before in found:
            found[before][run[-1]] = times
        else:
            found[before] = {run[-1]: times}
    return found


class Inflecting(Spelling):
    """A spelling that knows a word by another form of it.

    >>> Inflecting({"måltider": 1}).knows("måltiden"), Inflecting({"mål": 1}).knows("måltiden")
    (True, False)
    """

    def knows(self, word: str) -> bool:
        """Tell whether a word is known, or one that differs in its ending only."""
        plain = word.casefold()
        stems = (plain.removesuffix(end) for end in _ENDINGS if plain.endswith(end))
        return super().knows(word) or any(
            stem + other in self.words
            for stem in stems
            if len(stem) >= _LEAST_STEM
            for other in _ENDINGS
        )


@dataclass(frozen=True, slots=True)
class _Followers:
    """Letters that were seen behind others: how often, how many kinds, and both together."""

    counts: Mapping[str, int]
    kinds: int
    weight: int


class _Letters:
    """The letters that follow others in some words, and in those of what these are added to."""

    def __init__(self, counts: Mapping[str, Mapping[str, int]], base: _Letters | None) -> None:
        self._layers: tuple[Mapping[str, Mapping[str, int]], ...] = (
            *(base._layers if base else ()),
            counts,
        )
        self._followers: dict[str, _Followers | None] = {}

    def get(self, before: str) -> _Followers | None:
        """Return what follows some letters; None where they are not known."""
        try:
            return self._followers[before]
        except KeyError:
            found = self._followers[before] = self._seen(before)
            return found

    def _seen(self, before: str) -> _Followers | None:
        layers = [counts[before] for counts in self._layers if before in counts]
        if not layers:
            return None
        seen = layers[0]
        for more in layers[1:]:
            seen = {**seen, **{letter: seen.get(letter, 0) + more[letter] for letter in more}}
        return _Followers(seen, len(seen), sum(seen.values()) + len(seen))


def _smoothed(seen: _Followers | None, letter: str, chance: float) -> float:
    """Return what was seen, mixed with a chance: the more, the more different letters follow."""
    if seen is None:
        return chance
    return (seen.counts.get(letter, 0) + seen.kinds * chance) / seen.weight
