"""Words in small capitals: as large as those that begin with a capital.

Belongs here: what shows such letters. A program that draws them takes capitals of a smaller size,
so that "Utfall" begins larger than "utfall" beside it, and the lines of one head seem to be of
two sizes. Letters that look alike are one sign of the font, which says but one case for both, so
that "Indikator" may be "IndIkator": its size shows what a letter is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.readers.geometry.words import Word

_LEAST = 3
"""So many different words of two sizes show small capitals."""
_SIZES = (0.6, 0.9)
"""Parts of a capital's size that small ones are."""
_OTHERS = 0.1
"""Share of words of the smaller size that begin with a capital and go on without, at most."""
_Face = tuple[float, bool]


def cased(characters: Sequence[str], lesser: Sequence[int]) -> Sequence[str]:
    """Return the letters of a word of two sizes, the larger ones as capitals, others as small.

    Args:
        characters: A word's, whose first one is of the larger size.
        lesser: The numbers of those of the smaller one.

    Where all are said to be capitals, they stay so, as those that nothing says to be of both cases,
    and where few letters are smaller: a hyphen or a note mark is.

    >>> "".join(cased("indIkator", range(1, 9))), "".join(cased("administra-", [10]))
    ('Indikator', 'administra-')
    """
    letters = sum(one.isalpha() for one in characters)
    if 2 * sum(characters[at].isalpha() for at in lesser) < letters:
        return characters
    large = [one for at, one in enumerate(characters) if at not in lesser]
    small = [characters[at] for at in lesser]
    mixed = any(one.islower() for one in large) or any(one.isupper() for one in small)
    if not mixed or not any(one.islower() for one in characters):
        return characters
    return [one.lower() if at in lesser else one.upper() for at, one in enumerate(characters)]


def small_capitals_evened(pages: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """Return the words of pages, those all in small capitals as large as the capitals are.

    Those that begin with a capital of their own are none, whatever the others' size is. They are
    in a size in which hardly a word begins with a capital, or words are capitals only;
    others go on with it.
    """
    found: dict[_Face, Counter[float]] = {}
    seen: set[tuple[_Face, str]] = set()
    for word in (word for words in pages for word in words):
        low, high = (part * word.size for part in _SIZES)
        face = (word.small, word.bold)
        if low < word.small < high and word.text[0].isalpha() and (face, word.text) not in seen:
            seen.add((face, word.text))
            found.setdefault(face, Counter())[word.size] += 1
    sizes = {face: size.most_common(1)[0][0] for face, size in found.items()
             if size.total() >= _LEAST and _is_small(face, pages)}  # fmt: skip
    if not sizes:
        return list(pages)
    return [
        [
            _evened(w, size) if not w.small and (size := sizes.get((w.size, w.bold))) else w
            for w in words
        ]
        for words in pages
    ]


def _evened(word: Word, size: float) -> Word:
    """Return a word all in small capitals in the size of capitals."""
    text = word.text if word.text.isupper() else word.text.lower()
    return replace(word, size=size, text=text)


def _is_small(face: _Face, pages: Sequence[Sequence[Word]]) -> bool:
    """Tell whether hardly a word of a face has a capital before small letters.

    Or no letter of it is said to be of both cases: one sign stands for both.
    """
    texts = {w.text for words in pages for w in words if (w.size, w.bold) == face}
    letters = {letter for text in texts for letter in text}
    if not any(one.isupper() and one.lower() in letters for one in letters):
        return True
    capitals = sum(text[0].isupper() and text[1:2].islower() for text in texts)
    return capitals <= _OTHERS * len(texts)
