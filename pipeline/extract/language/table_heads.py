"""Words of the tables that every report has: "Indikator", "Nämndens aktiviteter"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.text import ICONS, compact, strip_icon

INDICATORS = "indikator"
ACTIVITIES = "aktivitet"
ACTIVITY_COLUMNS = ("startdatum", "slutdatum", "start", "slut", "avvikelse")
OWNER = r"(?:kf:?s?|kommunfullmäktiges|(?:stadsdels)?nämnd(?:ens)?)?"
"""Whose the rows are, where a header says so, without white space."""

_LONE = "aktivitet startdatum slutdatum avvikelse indikator prognos årsmål periodicitet"
LONE_HEADS = frozenset(_LONE.split())
"""Words that are the whole head of a column of an activity or indicator table."""

_OF_HEADS = "period periodens utfall helår kf:s kfs män män/ kvinnor kvinnor/ pojkar flickor"
HEAD_WORDS = LONE_HEADS | frozenset(_OF_HEADS.split())
"""Words that headers of activities and indicators are made of."""

FLAGS = "⚠✗✘✖■▲◆●"
DEVIATION_WORD = rf"(?:[{ICONS}]\s*)?avvikelse"
DEVIATION = rf"{DEVIATION_WORD}|[{FLAGS}]"
"""What the last cell of an activity says where it deviates: the word, its icon or both."""

COMMENT = re.compile(r"kommentar(?:er)?|analys")
"""Headers (compact) of what is said of every row, as an Analys below it is."""
UNIT_HEAD = re.compile(r"(?:mått)?enhet|mätenhet|sort|mått")
"""Headers (compact) of the units of rows; an "Enhet" may be a place of work too."""
SAID_BESIDE = re.compile(
    r"kommentar(?:er)?|analys|trend|status|ansvarig\w*|källa|riktning|förändring|motivering"
    r"|beskrivning|(?:mät)?metod|bedömning|måluppfyllelse|uppföljning|differens|avvikelse|enhet"
    r"|nästasteg|(?:löp)?(?:nr|nummer)\.?|id"
)
"""Headers (compact) of what reports say beside a row's values: they make no other table of it."""

_UNIT = re.compile(r"^(?:,\s?|\s?\(|\si\s)[\w% ]{1,18}\)?$")
"""What a title in a table may say besides its heading: in which unit its values are."""
_CAPTION = re.compile(r"^tabell(?:en)?\s", re.IGNORECASE)

_OWNER = re.compile(rf"^{OWNER}(?={INDICATORS}|{ACTIVITIES})")


@remembered
def head_word(text: str) -> str:
    """Return a header (or its first cell) without white space, icon and owner.

    >>> head_word("Nämndens aktiviteter Startdatum")
    'aktiviteterstartdatum'
    """
    return _OWNER.sub("", compact(strip_icon(text)))


def is_caption(text: str) -> bool:
    """Tell whether a text says itself that it is a table's title: "Tabell över nyckeltal"."""
    return _CAPTION.match(text) is not None


def repeats(title: str, above: Sequence[str]) -> bool:
    """Tell whether a title says what the last lines ``above`` it say, but for a unit.

    >>> repeats("Investeringar, mnkr", ["Vi bygger.", "Investeringar"])
    True
    """
    said = (" ".join(above[-n:]) for n in range(1, len(above) + 1))
    return any(
        compact(title).startswith(compact(text))
        and (title == text or _UNIT.match(title[len(text) :]) is not None)
        for text in said
    )
