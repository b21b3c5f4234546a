"""What a year looks like, for all who must tell it from other numbers or find it in a text.

Reports tell of their own time: 1850 is an amount.
"""

from __future__ import annotations

import re

YEAR = r"(?:199\d|20[0-5]\d)"
"""A year in a pattern; what may stand beside it is the pattern's to say."""

YEAR_IN_TEXT = re.compile(rf"(?<!\d){YEAR}(?!\d)")
"""A year that is not part of a longer number."""

_YEAR = re.compile(YEAR)


def is_year(text: str) -> bool:
    """Tell whether a text is a year and nothing else.

    >>> is_year("2024"), is_year("2 024"), is_year("1850"), is_year("VB 2024")
    (True, False, False, False)
    """
    return _YEAR.fullmatch(text) is not None
