"""What a header cell of an indicator table says, word for word: a grammar of few words.

A header names one thing (an outcome, a forecast, a target) and says more of it: whose it is,
of which year, of which part of the year, of whom. Every word must be known, and none may
contradict another, or the cell names nothing that is known.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.report import Measure

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("past", r"föregående(?:år|period)s?|föreg\.?år|f\.?g\.?år|förraåret|fjolåret|fjolårets?"),
    ("so_far", r"ackumulera(?:t|de|d)|ack\.?(?![a-zåäö])|hittills"),
    (
        "so_far",
        rf"{_MONTH}(?:[-–/]|till){_MONTH}|(?:t|tertial)[123](?=20\d\d|\D|$)|(?:kvartal|kv)\.?[1-4](?=20\d\d|\D|$)",
    ),
    ("so_far", r"delår(?:et)?s?|halvår(?:et)?s?|perioden?s?"),
    ("forecast", r"prognos(?:en|tiserat|tiserad)?|(?:helårs?|års)prognos"),
    ("aim", r"(?:års?)?mål(?:tal|värde|nivå|sättning|et|en)?(?!upp)"),
    ("outcome", r"(?:års|helårs)?(?:utfall(?:et)?(?:svärde)?|resultat(?:et)?|värde)"),
    ("council", r"kommunfullmäktiges?|kf:?s?|stadens?"),
    ("own", r"(?:stadsdels)?nämnd(?:en)?s?(?:egna?)?|egna?|förvaltningens"),
    ("women", r"(?:kvinnor|flickor|tjejer)(?:[/,-]*(?:flickor|kvinnor))?"),
    ("men", r"(?:män|pojkar|killar)(?:[/,-]*(?:pojkar|män))?"),
    ("all", r"totalt?|alla|samtliga"),
    ("year", r"20\d\d"),
    ("", r"helår(?:et)?s?|år(?:et)?s?|för|vid|i|per|[-–/.,()]"),
)
_WORD = re.compile(
    "|".join(f"(?P<w{number}>{pattern})" for number, (_, pattern) in enumerate(_WORDS))
)
_NAMES = ("outcome", "forecast", "aim")
_SEXES = {"women": Measure.OUTCOME_WOMEN, "men": Measure.OUTCOME_MEN}
_OF_OUTCOMES = frozenset(("past", "so_far", "women", "men", "all", "year"))


@lru_cache(maxsize=1 << 12)
def named_measure(text: str) -> Measure | None:
    """Return the measure that a header cell (compact) names; None where a word is not known.

    >>> named_measure("utfallack."), named_measure("kf:småltal2023"), named_measure("mål,helår")
    (<Measure.OUTCOME: 'outcome'>, <Measure.KF_TARGET: 'kf_target'>, <Measure.TARGET: 'target'>)
    >>> named_measure("måluppfyllelse")
    """
    said = _said(text)
    if said is None:
        return None
    names = [name for name in _NAMES if name in said]
    if names == ["outcome"] or said == {"past"}:  # of a year before nothing else is measured
        return _outcome(said)
    whole = not said & {"past", "so_far", "women", "men"}
    if names == ["aim"] and said <= {"aim", "own"} and "own" in said:
        return None  # "Nämndmål" is a goal
    if names == ["aim"] and whole and not {"council", "own"} <= said:
        return Measure.KF_TARGET if "council" in said else Measure.TARGET
    if names in (["forecast"], ["outcome", "forecast"]) and whole and "council" not in said:
        return Measure.FORECAST
    return None


_MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_UP_TO = re.compile(rf"(?:[-–/]|till)({_MONTH})")
_PART = re.compile(
    r"(?<![a-zåäö])(?:t|tertial)([123])(?=20\d\d|\D|$)|(?:kvartal|kv)\.?([1-4])(?=20\d\d|\D|$)"
)
_YEAR = 12


def last_month(text: str) -> int:
    """Return the month up to which a header (compact) is about, 1 to 12: the year's last by itself.

    >>> last_month("utfallt1"), last_month("utfalljan-aug"), last_month("utfall")
    (4, 8, 12)
    """
    if up_to := _UP_TO.search(text):
        return _MONTHS.index(up_to[1][:3]) + 1
    if part := _PART.search(re.sub(r"utfall|resultat|värde", " ", text)):
        return 4 * int(part[1]) if part[1] else 3 * int(part[2])
    return _YEAR


def is_past(text: str) -> bool:
    """Tell whether a header (compact) is about the year before the report's, by its words.

    >>> is_past("föregåendeårsutfall"), is_past("utfall2024")
    (True, False)
    """
    return "past" in (_said(text) or ())


def _said(text: str) -> frozenset[str] | None:
    """Return what the words of a cell say; None where not all of it is known words."""
    found: set[str] = set()
    at = 0
    while at < len(text):
        match = _WORD.match(text, at)
        if match is None or match.lastgroup is None:
            return None
        found.add(_WORDS[int(match.lastgroup[1:])][0])
        at = match.end()
    return frozenset(found)


def _outcome(said: frozenset[str]) -> Measure | None:
    more = said - {"outcome", ""}
    if not more <= _OF_OUTCOMES or len(more & {"women", "men", "all"}) > 1:
        return None
    sex = next((measure for word, measure in _SEXES.items() if word in more), None)
    if "past" in more:
        return None if sex or "so_far" in more else Measure.PREVIOUS_OUTCOME
    return sex or Measure.OUTCOME
