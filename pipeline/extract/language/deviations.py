"""What the last columns of an activity table say: whether the activity deviates from its plan.

Belongs here: the words and marks of one cell. A deviation that only an Analys text tells of
is ``activities``' work.
"""

from __future__ import annotations

import re

from pipeline.extract.language.table_heads import FLAGS
from pipeline.extract.language.text import squeeze

_BY_ICON = 0.9
_BY_OTHER_WORDS = 0.8
_AS_PLANNED = (
    r"enligt plan|pågår|pågående|planera[dt]|avsluta[dt]|klart?|genomför[dt]|ej påbörja[dt]"
)
_TOLD: tuple[tuple[re.Pattern[str], tuple[bool, float]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), told)
    for pattern, told in (
        (
            rf"\W*(?:nej|(?:ingen?|inga|ej|utan)(?: avvikelse\w*)?|{_AS_PLANNED})\W*"
            r"|[-–—☐□○\s]*",
            (False, 1.0),
        ),
        (r".*avvik.*|\W*ja\W*|[☒☑\s]+", (True, 1.0)),
        (rf".*[{FLAGS}].*", (True, _BY_ICON)),
        (r".*[^\W\d].*", (True, _BY_OTHER_WORDS)),
        (r".*", (False, _BY_OTHER_WORDS)),
    )
)
"""What a cell is printed as, and what it says with how sure that is; the first counts."""
_DELAYED = re.compile(
    r"\W*(?:avvik\w*|försena\w*|stoppa[dt]|pausa[dt]|inställ[dt]|utgå\w*|avbr[ou]t\w*)\W*",
    re.IGNORECASE,
)


def deviates(printed: str) -> tuple[bool, float]:
    """Tell whether a cell of the deviation column says that there is one, and how surely.

    >>> deviates("Avvikelse"), deviates("Ingen avvikelse"), deviates("Försenad")
    ((True, 1.0), (False, 1.0), (True, 0.8))
    """
    text = squeeze(printed)
    return next(told for pattern, told in _TOLD if pattern.fullmatch(text))


def is_delayed(status: str) -> bool:
    """Tell whether a status is a deviation, where no column says more of one."""
    return bool(_DELAYED.fullmatch(squeeze(status)))
