"""Whether a document's text is text at all: fonts and encodings may leave only signs.

The reader of a PDF knows fonts that do not say which letters they draw, but not all of
them; text files have been stored in the wrong encoding. Words that stand in any Swedish
text tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.document import Block, Paragraph

_COMMON = frozenset(
    ("och", "i", "att", "för", "av", "som", "på", "med", "till", "en", "ett", "den", "det", "de",
     "är", "har", "ska", "inom", "om", "vid", "från", "under", "the", "and", "of", "to", "in")
)  # fmt: skip
_LIKE_A_WORD = re.compile(r"^(?=.*[aeiouyåäö])[^\W\d_]+(?:[-/][^\W\d_]+)*[.,:;!?)]*$")
_LEAST_WORDS = 60
_LEAST_SHARE = 0.03
_LEAST_LIKE = 0.5


def is_garbled(blocks: Sequence[Block]) -> bool:
    """Tell whether paragraphs hold hardly any word that Swedish (or English) cannot do without.

    Most of the others are no words by their look either. Too few words tell nothing.
    """
    words = [
        word
        for block in blocks
        if isinstance(block, Paragraph)
        for word in re.findall(r"\S+", block.text.casefold())
    ]
    known = sum(word in _COMMON for word in words)
    like = sum(bool(_LIKE_A_WORD.match(word)) for word in words)
    few = known < _LEAST_SHARE * len(words) and like < _LEAST_LIKE * len(words)
    return few and len(words) >= _LEAST_WORDS
