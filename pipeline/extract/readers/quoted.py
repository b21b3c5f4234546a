"""Text that was quoted in a mail: ">" before every line is the mail's, not the report's.

Belongs here: taking those marks off, line by line, so that the lines keep their numbers.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"^ ?(?:> ?)+", re.MULTILINE)
_BARE_MARKS = re.compile(r"^>+", re.MULTILINE)
_NO_SPACE = re.compile(r"^>+[^\s>]", re.MULTILINE)
"""A mark that no space parts from its line: then the spaces behind others are the line's."""
_FEWEST, _SHARE = 20, 0.3
"""So many lines, and such a share of those that are not blank, are quoted in a quoted text."""


def unquoted(text: str) -> str:
    r"""Return a text without the marks of quoting, where enough of its lines have them.

    >>> unquoted("Hej!" + "\n> Mål\n>> 12,5" * 20).splitlines()[:3]
    ['Hej!', 'Mål', '12,5']
    >>> unquoted("> 40 %") == "> 40 %"
    True
    """
    quoted = len(_MARKS.findall(text))
    if quoted < _FEWEST or quoted < _SHARE * sum(map(bool, map(str.strip, text.split("\n")))):
        return text
    return (_BARE_MARKS if _NO_SPACE.search(text) else _MARKS).sub("", text)
