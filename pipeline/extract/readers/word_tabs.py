"""Text whose words tabs part: some makers of PDF print a tab for every space.

Belongs here: telling such text from tab text, whose prose has spaces, and taking a tab for a
space in it, so that lines and letters keep their numbers.
"""

from __future__ import annotations

import re

_WORDS = re.compile(r"(?<=[^\W\d_]),?(?:(\t)| )(?=[a-zåäö])")
"""White space before a word in small letters: inside running text, hardly ever between cells."""
_FEWEST, _NEARLY_ALL = 50, 0.9


def with_spaces(text: str) -> str:
    r"""Return a text with spaces for its tabs, where nearly all its words are parted by these.

    >>> with_spaces("vi\tser\ttill\tatt\tallt\tgår\tbra\n" * 20)[:14]
    'vi ser till at'
    >>> with_spaces("Mål\t12,5\noch så vidare\n" * 50)[:3]
    'Mål'
    """
    if "\t" not in text:
        return text
    found = _WORDS.findall(text)
    tabs = sum(map(bool, found))
    enough = len(found) >= _FEWEST and tabs >= _NEARLY_ALL * len(found)
    return text.replace("\t", " ") if enough else text
