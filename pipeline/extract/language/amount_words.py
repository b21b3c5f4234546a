"""Words that say what an amount of money in running text is of.

Belongs here: the words, as tables of data; a new word is a line. How they are weighed against
each other is ``parsers.amounts``' work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DECIDING, NAMING, FAINT = 3, 2, 1
"""Strength: a verb or phrase that settles it, a noun, a word that hardly says anything."""


@dataclass(frozen=True, slots=True)
class AmountWord:
    """What a word says; ``change`` where the word itself says that something rose or fell."""

    what: str
    strength: int
    pattern: re.Pattern[str]
    change: str | None = None


def _word(what: str, strength: int, pattern: str, change: str | None = None) -> AmountWord:
    return AmountWord(what, strength, re.compile(pattern, re.IGNORECASE), change)


WORDS: tuple[AmountWord, ...] = (
    _word("result", DECIDING, r"\b(?:förbättra\w*|bättre) (?:resultat|utfall)\w*", "increase"),
    _word("result", DECIDING, r"\b(?:försämra\w*|sämre) (?:resultat|utfall)\w*", "decrease"),
    _word("result", DECIDING, r"\b\w*prognosen (?:har )?(?:förbättra\w*|höj\w*)", "increase"),
    _word("result", DECIDING, r"\b\w*prognosen (?:har )?(?:försämra\w*|sänk\w*)", "decrease"),
    _word("turnover", DECIDING, r"\bomslut\w*"),
    _word(
        "turnover",
        DECIDING,
        r"\bkostnader(?:na)? och intäkter(?:na)?\b.{0,25}\b(?:öka|utöka|minska)\w*",
    ),
    _word("application", DECIDING, r"\bansök\w*|\bsök(?:er|s|t|ts|te|tes|ta)\b|\bäska\w*"),
    _word("application", DECIDING, r"\bbegär(?:an|s|de|da|t|ts)?\b"),
    _word("application", NAMING, r"\bbudgetjustering\w*"),
    _word("application", NAMING, r"\bprestations\w*förändring\w*"),
    _word(
        "grant",
        DECIDING,
        r"\bbevilja(?:s|t|ts|des)\b|\bfick\b|\bfått\b"
        r"|\berh[åö]ll\w*|\berhöles\b",
    ),
    _word("grant", DECIDING, r"\bfördela(?:de|r|s|des)\b|\bdelade ut\b|\bbetalade ut\b"),
    _word("budget", DECIDING, r"\btilldela(?:s|t|ts|des)?\b"),
    _word("transfer", DECIDING, r"\b(?:förde|förs|fördes|förts|föra|föras)\b"),
    _word("transfer", DECIDING, r"\bför\b[^.;,]{0,25}\böver\b"),
    _word("transfer", DECIDING, r"\böverför(?:s|a|as|t|ts|de|des)?\b|\bomfördel\w*"),
    _word("transfer", DECIDING, r"\b(?:insättning|avsättning|uttag)(?:en|ar|et)?\b"),
    _word("limit", DECIDING, r"\blimit\w*"),
    _word("balance", NAMING, r"\bbalansomslut\w*|\bbalansen\b"),
    _word("liabilities", NAMING, r"\b\w*skuld(?:er|erna|en)\b"),
    _word("liabilities", NAMING, r"\bupplupna kostnader\b|\bförutbetalda intäkter\b"),
    _word("assets", NAMING, r"\bförutbetalda kostnader\b|\bupplupna intäkter\b"),
    _word(
        "assets",
        NAMING,
        r"\b\w*fordring(?:ar|arna)\b|\b\w*tillgång(?:ar|arna)\b"
        r"|\blikvida medel\b",
    ),
    _word("surplus", NAMING, r"\b\w*överskott(?:et|en|ets)?\b|\böverskjutande\b"),
    _word("deficit", NAMING, r"\b\w*underskott(?:et|en|ets)?\b"),
    _word("fund", NAMING, r"\b\w*fond(?:en|er|erna|ernas)?\b"),
    _word("investment", NAMING, r"\b\w*investering(?:en|ar|arna|s\w*)?\b"),
    _word("net", NAMING, r"\bnetto ?kostnad\w*"),
    _word("cost", NAMING, r"\bprisökning\w*|\bkostnadsökning\w*", "increase"),
    _word("cost", NAMING, r"\b\w*kostnad(?:er|erna|en|ens|s)?\b|\b\w*utgift(?:er|erna|en)?\b"),
    _word("cost", NAMING, r"\b\w*hyr(?:a|an|or|orna)\b|\bkosta(?:r|de|t)?\b"),
    _word("cost", NAMING, r"\b(?:viten?|böter|löner(?:na)?)\b"),
    _word("income", NAMING, r"\b\w*intäkt(?:er|erna|en|s)?\b|\b\w*inkomst(?:er|erna)?\b"),
    _word("income", NAMING, r"\b\w*avgift(?:er|erna|en)?\b|\bersättning(?:en|ar|arna)?\b"),
    _word("income", NAMING, r"\bförsäljning(?:en)?\b"),
    _word("grant", NAMING, r"\b\w*bidrag(?:et|en)?\b"),
    _word("budget", NAMING, r"\b\w*budget(?:en|ram\w*|reserv\w*|medel)?\b|\banslag(?:et|en)?\b"),
    _word("budget", NAMING, r"\bbudgetera(?:t|ts|s)\b|\bram(?:en)?\b"),
    _word("assets", FAINT, r"\bfaktur(?:a|an|or)\b"),
    _word("budget", FAINT, r"\b\w*medel(?:n|s)?\b|\bnetto\b"),
)
"""Of words that overlap the longest counts."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """What the words right behind an amount say of it."""

    what: str
    pattern: re.Pattern[str]


def _predicate(what: str, pattern: str) -> Predicate:
    return Predicate(what, re.compile(pattern, re.IGNORECASE))


SETTLING_PREDICATES: tuple[Predicate, ...] = (
    _predicate(
        "transfer",
        r"^\s*över till\b|^[^.,;]{0,60}\b(?:överförs|överfördes|förs över"
        r"|fördes över|föras (?:in|över)|förs in|(?:har )?omfördela(?:s|ts|des))\b",
    ),
    _predicate("budget", r"^\s*(?:ska |skall )?(?:täcka|finansiera|räcka)\b"),
    _predicate("grant", r"^\s*(?:är |har |blev |blir )?bevilja(?:de|ts|s|des)\b"),
)
"""These settle it against any word before the amount."""

SPENT = _predicate(
    "cost",
    r"^[^.,;]{0,20}\b(?:förbruka(?:s|t|ts|des)|använ(?:ds|ts|t|des)|nyttja(?:s|t|ts|des)|gått till"
    r"|gick till)\b",
)

RISE = re.compile(
    r"\b(?:öka(?:r|de|t|ts|s|des|nde|d)?|höj(?:er|de|t|s|ts|des|a|da)|stig(?:er|it)|steg"
    r"|utöka\w*|förbättra\w*|högre|\w*ökning(?:en|ar|arna)?|höjning(?:en)?|förbättring(?:en)?)\b",
    re.IGNORECASE,
)
FALL = re.compile(
    r"\b(?:minska(?:r|de|t|ts|s|des|nde|d)?|sänk(?:er|te|t|s|ts|tes|a|ta)|sjunk(?:er|it)|sjönk"
    r"|försämra\w*|lägre|minskning(?:en|ar)?|sänkning(?:en)?|försämring(?:en)?)\b",
    re.IGNORECASE,
)
CHANGES = {"increase": RISE, "decrease": FALL}
CHANGE_NOUN = re.compile(
    r"\b(?:\w*ökning|höjning|minskning|sänkning|försämring|förbättring)(?:en|ar)?\b", re.IGNORECASE
)
CHANGED_THING = re.compile(
    r"\b(?:ökade?|minskade?|högre|lägre|höjda?|sänkta?)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""An adjective right before the thing that rose or fell ("minskade statsbidrag")."""
CHANGED_LIST = re.compile(
    r"\b(?:öka(?:d|de|t)|minska(?:d|de|t))\s+(?!med\b|till\b|från\b|på\b|i\b|under\b)\w+"
    r"(?:,\s+[^.;]*?\s(?:och|samt)|\s+(?:och|samt))\s+$",
    re.IGNORECASE,
)
"""An adjective before the first of several things, up to the last of them."""
MORE_OR_LESS = {
    "increase": re.compile(r"^\s*(?:mer|högre|bättre|över)\b", re.IGNORECASE),
    "decrease": re.compile(r"^\s*(?:mindre|lägre|sämre|under)\b", re.IGNORECASE),
}

PREPOSITION = re.compile(
    r"\b(?P<word>om|med|på|till|från|motsvarande|motsvarar)\s+(?:(?:ca|cirka|totalt|sammanlagt"
    r"|ytterligare|drygt|knappt|netto|hela|c:a|omkring|runt|minst|högst)\.?\s+){0,2}$",
    re.IGNORECASE,
)
CONNECTS = re.compile(
    r"^[\s,(]*(?:(?:år )?(?:19|20)\d\d)?[\s,)]*"
    r"(?:(?:och|samt|respektive|varav|eller|till|därav)\b|[-–]|$)",
    re.IGNORECASE,
)
"""What stands between an amount and one that is said of the same thing."""
CLAUSE = re.compile(
    r"[,;:]?\s+(?=(?:men|medan|trots att|så att|vilket|varvid|eftersom)\b)"
    r"|[,;:]\s+(?=(?:och|då|där|varav|som)\b)",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:jämfört|jämför|jämförelse|förhållande|relation) (?:med|till)\b.*?"
    r"(?=,|\b(?:är|har|hade|visar|redovisa\w*|blev|beror|uppgår|motsvarar|och|men|ett|en|efter|före|innan)\b|$)"
    r"|\b(?:mot|än|inom ramen för|i linje med) (?:\w+ )?budget\w*"
    r"|\b(?:före|efter|innan)\s+(?:\w+\s+){0,2}?resultat(?:över|disp|enhet)\w*(?: fonder)?",
    re.IGNORECASE,
)
"""What an amount is held against, or with or without; it says nothing of what it is."""
BETWEEN = re.compile(r"\s*(?:mellan|över|under)\s*", re.IGNORECASE)
"""Between a noun and the amount that bounds it ("hyran mellan 2 000 kr")."""
END_OF_PHRASE = re.compile(r",|\b(?:och|samt|varav|men|medan|vilket|som)\b", re.IGNORECASE)
BUDGET = re.compile(r"\b\w*budget(?:en)?\b", re.IGNORECASE)
CAUSE = re.compile(
    r"\b(?:på grund av|till följd av|beroende på|med anledning av|utifrån|avseende|gällande"
    r"|för att|i syfte att|genom att)\b",
    re.IGNORECASE,
)
BELONGING = re.compile(
    r"\b(?:för|av|inom|till|från|med|i|mot|hos|via)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""A preposition right before a noun: the noun belongs to another word."""
BACK_REFERENCE = re.compile(
    r"^\W*(?:det|detta|den|denna|de|dessa|av detta|av dessa|vilket|därav|prognosen|utfallet"
    r"|bokslutet|ökningen|minskningen|budgeten|bara|i jämförelse|jämfört|resultatet|merparten"
    r"|resterande)\b",
    re.IGNORECASE,
)
FINITE_VERB = re.compile(
    r"\b(?:är|var|har|hade|ska|kan|får|fick|blir|blev|uppgår|uppgick|visar|redovisa[rs]|söks|söker"
    r"|ansöker|avser|beräknas|förväntas|prognostisera[rs]|planeras|används|föreslås|erhöll|beror)\b",
    re.IGNORECASE,
)
INVESTMENT_HEADING = re.compile(
    r"^\W*(?:\w*investering|inventarier|maskiner|nycklade medel)", re.IGNORECASE
)
SIGNED_RESULT = re.compile(r"\b\w*avvikelsen?\b|\bresultat(?:et)?\b", re.IGNORECASE)
"""What is a surplus or a deficit by the sign of its amount, where no other word says more."""
INVESTING = re.compile(r"investering|inventarier|maskiner", re.IGNORECASE)

HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern, re.IGNORECASE))
    for what, pattern in (
        ("application", r"budgetjustering|ansök|äskande"),
        ("turnover", r"omslutning"),
        ("investment", r"investering|inventarier och maskiner|maskiner och inventarier"),
    )
)
"""What amounts under a heading are of, where their own text does not say."""

EXPECTED = re.compile(
    r"\w*prognos\w*|\bförvänta\w*|\bberäkna[rs]\b|\bbedöms\b|\bväntas\b", re.IGNORECASE
)
EXPECTED_IN_THE_END = re.compile(r"\w*prognos\w*", re.IGNORECASE)
"""Closing accounts say "beräknas" of what has come out."""
PHASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (phase, re.compile(pattern, re.IGNORECASE))
    for phase, pattern in (
        ("budget", r"\bbudgetera\w*|\btilldela\w*|\bplanera[rs]\b"),
        (
            "outcome",
            r"\butfall\w*|\bbokslut\w*|\bredovisa[rs]?\w*|\bförbruka\w*|\banvänts\b"
            r"|\bgått till\b|\bvisar\b",
        ),
    )
)
HAS_COME = re.compile(
    r"\bhar\s+(?:\w+\s+)?(?:öka|minska|sjunki|stigi|uppgå|kosta)t\b"
    r"(?:\s+(?:med|till|totalt|cirka|ca|drygt|knappt|omkring)\b\.?)*\s*$",
    re.IGNORECASE,
)
"""What a follow-up says right before an amount of the months that are over ("har minskat med")."""
PHASED = frozenset(
    ("surplus", "deficit", "result", "cost", "income", "net", "budget", "investment", "turnover")
)
"""Meanings that are of a budget, a forecast or an outcome."""

BASES = re.compile(
    r"\b(före|innan|efter)\s+(?:\w+\s+){0,2}?resultat(?:över|disp|enhet)", re.IGNORECASE
)
BASIS = {"före": "before_transfer", "innan": "before_transfer", "efter": "after_transfer"}

_PER = (
    r"(kvm|m2|m²|kvadratmeter|barn|plats|dygn|\w+ och \w+|månad|hushåll|person|elev|timme|år|vecka"
    r"|dag|brukare|invånare|enhet|lägenhet)"
)
PER_BEHIND = re.compile(
    rf"^\s*(?:/\s*{_PER}|(?:i snitt |i genomsnitt )?per (?:och )?{_PER})\b", re.IGNORECASE
)
PER_BEFORE = re.compile(
    rf"\b(?:medel|snitt|genomsnitt)\w*\b[^.;]{{0,30}}\bper {_PER}\b"
    r"(?=\s+(?:har|är|var|uppgår|uppgick|blev|ökade|minskade)\b)",
    re.IGNORECASE,
)

_ONE_YEAR = r"((?:19|20)\d\d)\b(?!-\d|\s*[-–]\s*(?:19|20)\d\d)"
YEAR_BEHIND = re.compile(
    r"^(?: (?:i snitt |i genomsnitt )?per (?:månad|år))?,? ?\(?"
    rf"(?:under |för |i )?(?:år |helåret )?{_ONE_YEAR}",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
NOT_ITS_YEAR = re.compile(
    r"\b(?:jämfört|jämför|jämförelse|förhållande|relation) (?:med|till)\b[^,]*?(?:19|20)\d\d"
    r"|\b(?:från|till|sedan|än|mellan|mot)\s+(?:och med |år |\w+ ){0,2}(?:19|20)\d\d"
    r"(?:\s*(?:och|-|–)\s*(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
COMPARED_YEAR = re.compile(
    r"^\W*jämfört med (?:år )?((?:19|20)\d\d) har\b.*\bpå\s*$", re.IGNORECASE
)
HAS_CHANGED = re.compile(r"^\s*(?:har )?(?:minskat|ökat|sjunkit|stigit)\b", re.IGNORECASE)

PART_OF = re.compile(
    r"\b(?:varav|därav|av vilk(?:a|et|en)|fördela(?:t|de|s) (?:på|mellan|med))\b", re.IGNORECASE
)
"""Behind these words an amount lies inside one that is said before."""
UP_TO = re.compile(r"\s*(?:[-–]|till|upp till)\s*", re.IGNORECASE)
"""Between the two ends of a range."""

APPLICATION_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("competence", r"kompetensutveckling"),
        ("turnover", r"\bomslutning\w*"),
        ("operation", r"\bdrift(?:medel|en|budget\w*)?\b"),
        ("investment", r"investering"),
    )
)
"""What kind of money is applied for."""
LAST_WORD = re.compile(r"([^\W\d]+)\W*$")
APPLIED_FOR = re.compile(
    r"(?:ansök\w*|söker|begär\w*|äskar) (?:om |av )?(?P<purpose>(?!budgetjustering)\w.*?)"
    r"(?:,| om| med| på)?\s*$"
    r"|(?:godkänner|anmäler|fastställer) (?P<thing>\w+)(?: om| med| på)\s*$",
    re.IGNORECASE,
)
"""What is applied for, said before its amount ("ansökan om kompetensutveckling om 1,4 mnkr")."""
SEE_APPENDIX = re.compile(
    r"[\s,(]*\b(?:se|enligt|i enlighet med|i)\s+bilag(?:a|or|an|orna)\b[^,.;]*", re.IGNORECASE
)
