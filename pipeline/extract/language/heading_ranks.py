"""Which headings stand above which others, told by their words.

Text that lost its typography says no level. The reports of all committees follow one template,
so its chapters and parts are known by name; what is not known stands below what is. Ranks
only order: a heading closes every open one of its own rank or a greater one.

Belongs here: the names, as data. The tree is built by ``parsers.headings``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CHAPTER, PART, SUBPART, AREA, FACET, OTHER = 10, 20, 30, 40, 50, 60
GOAL_RANKS = (20, 30, 40)
"""Ranks of the three levels of goals below a chapter that introduces them."""


@dataclass(frozen=True, slots=True)
class HeadingName:
    """Headings of one rank; ``within`` must be found among the open headings where given.

    ``in_goals`` says that they are known by name in a goal's section too; there most words are
    everyday ones ("Ekonomiskt bistånd", "Övrigt").
    """

    rank: int
    pattern: re.Pattern[str]
    within: re.Pattern[str] | None = None
    in_goals: bool = False


def _named(rank: int, pattern: str, within: str = "", *, in_goals: bool = False) -> HeadingName:
    return HeadingName(
        rank,
        re.compile(rf"^(?:{pattern})\W*$", re.IGNORECASE),
        re.compile(within, re.IGNORECASE) if within else None,
        in_goals,
    )


_AREAS = (
    r"(?:verksamhet(?:en)? för )?barn,? (?:och )?kultur-? och fritid",
    r"(?:fritid och kultur|kultur och fritid)",
    r"nämnd\w*-? ?(?:och (?:förvaltnings)?administration|adm\w*)",
    r"nämnd\w*-? och (?:förvaltning\w*|ledning)",
    r"(?:central |förvaltnings|gemensam )?administration(?:en)?",
    r"individ-? ?och familjeomsorg(?:en)?(?:,? ink\w*\.? socialpsykiatri)?",
    r"stadsmiljö\w*(?:,? ink\w*\.? .*)?",
    r"kapitalkostnader.*|avskrivningar och (?:intern)?räntor",
    r"förskol\w*(?:-? och pedagogisk \w+)?|barnomsorg",
    r"äldreomsorg\w*|omsorg om äldre|vård och omsorg om äldre",
    r"(?:stöd-? och service|omsorg) (?:till|om|för) personer med funktions\w+",
    r"funktionsnedsättning\w*",
    r"arbetsmarknad(?:såtgärder|sinsatser|)",
    r"ekonomiskt bistånd(?: och arbetsmarknad\w*)?|försörjningsstöd",
    r"övrig verksamhet",
    r"nämnden totalt",
    r"pandemi\b.*",
)
_PARTS_OF_AREAS = (
    r".*\(varav\)",
    r"(?:iof )?barn och (?:unga|ungdom\w*)",
    r"(?:iof )?vux(?:en|na)(?:omsorg\w*)?",
    r"socialpsykiatri(?:n)?",
    r"(?:flykting\w*|nyanlända|ensamkommande .*)",
)
_APPLIED = r"budgetjustering"
_MONEY_CHAPTER = r"ekonomi"
_OTHER_CHAPTERS = r"särskilda redovisningar|konsekvenser"

NAMES: tuple[HeadingName, ...] = (
    _named(
        CHAPTER,
        r"sammanfattning|inledning|ärendets beredning|bilagor|bakgrund|ärendet|attesterat av"
        r"|\w* ?förslag till (?:nämndens )?beslut",
    ),
    _named(
        CHAPTER,
        r"sammanfattande analys|särskilda redovisningar"
        r"|uppföljning av (?:kommunfullmäktiges|kf:?s?|nämndens) (?:inriktnings)?mål"
        r"|(?:kommunfullmäktiges|kf:?s?) (?:inriktnings)?mål"
        r"|(?:(?:uppföljning|redovisning) av )?(?:ekonomi|nämndens ekonomi)"
        r"|ekonomisk (?:uppföljning|redovisning)",
        in_goals=True,
    ),
    _named(PART, r"systematiskt kvalitetsarbete", r"särskilda redovisningar"),
    _named(CHAPTER, r"systematiskt kvalitetsarbete", in_goals=True),
    _named(PART, r"övrigt", rf"{_OTHER_CHAPTERS}|{_MONEY_CHAPTER}"),
    _named(CHAPTER, r"övrigt"),
    _named(SUBPART, r"drift(?:medel)?|investering(?:ar|smedel)", _APPLIED),
    _named(
        PART,
        r"(?:analys av resultaträkning.*|uppföljning av driftbudget\w*|driftbudget\w*)"
        r"|nämndens ekonomiska förutsättningar|resultatenheter|investering(?:ar|sbudget)"
        r"|försäljning\w* av anläggningstillgångar|verksamhetsprojekt.*|omslutningsförändring\w*"
        r"|budgetjustering\w*|medel för lokaländamål|ombudgetering\w*|analys av balansräkning\w*"
        r"|övriga ekonomiska redovisningar|konsekvenser av .*pandemi\w*"
        r"|bedömning av nämndens interna kontroll|kvalitetsarbete"
        r"|systematiskt arbetsmiljöarbete|(?:redovisning av )?synpunkter och klagomål"
        r"|lex sarah|egenkontroller.*",
        rf"{_MONEY_CHAPTER}|{_OTHER_CHAPTERS}",
    ),
    _named(
        SUBPART,
        r".* per verksamhetsområde(?: .*)?"
        r"|(?:kostnads|intäkts|personalkostnads)\w*-?(?: .*)?utveckling|särskilda satsningar",
        _MONEY_CHAPTER,
    ),
    _named(AREA, "|".join(_AREAS), rf"{_MONEY_CHAPTER}|{_OTHER_CHAPTERS}|kvalitetsarbete"),
    _named(FACET, "|".join(_PARTS_OF_AREAS), _MONEY_CHAPTER),
    _named(
        FACET,
        r"beskrivning|förväntat resultat|analys|agenda 2030|måluppfyllelse|resursanvändning",
        in_goals=True,
    ),
)
"""Tried in this order; a heading of no name has the rank ``OTHER``."""

GOAL_CHAPTER = re.compile(r"(?:inriktnings)?mål\b", re.IGNORECASE)
"""A chapter that introduces the goals."""
LISTING = re.compile(
    r"^(?:beskrivning|förväntat resultat|\w* ?förslag till (?:nämndens )?beslut)\W*$", re.IGNORECASE
)
"""Parts that hold text and lists, never headings."""
LETTERHEAD = re.compile(
    r"^(?:till|handläggare|diarienummer)\W*$|\b(?:telefon|tel|e-post|box \d)|@|\d{4}-\d\d-\d\d"
    r"|^\w+(?:vägen|gatan|torget|plan) \d",
    re.IGNORECASE,
)
"""Lines of an address or a letter's head."""
CAPTION = re.compile(
    r"^\W*(?:nedan(?:stående)?|tabell(?:en)?|diagram(?:met)?|figur(?:en)?)\b", re.IGNORECASE
)
"""What is said of a table or chart below: its title, no heading of text."""
CODE = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-ZÅÄÖ])")


def rank_of(title: str, open_titles: str, *, in_goal: bool = False) -> int:
    """Return the rank of a heading below those that are open (joined by line breaks).

    ``in_goal`` says that a goal's section is open.
    """
    plain = CODE.sub("", title.strip())
    for name in NAMES:
        if in_goal and not name.in_goals:
            continue
        inside = name.within is None or name.within.search(open_titles)
        if inside and name.pattern.match(plain):
            return name.rank
    return OTHER


def names_heading(line: str) -> bool:
    """Tell whether a line is the name of a chapter or of a service area and nothing else."""
    return any(
        name.rank in (CHAPTER, AREA) and name.pattern.match(line.strip()) for name in NAMES
    ) and not line.rstrip().endswith(".")
