"""What an indicator's figures mean: which direction is better, and whether they add up.

Belongs here: tables of words and the rules that read them. A new word is a line. What words
cannot say stays unknown and is judged by nobody: a wrong direction turns a success into a
failure, an unknown one only leaves a gap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set

from pipeline.extract.report import IndicatorCell, IndicatorRow, Measure, Qualifier, ReportType
from pipeline.transform.seeds import indicator_names

HIGHER, LOWER = "higher", "lower"

_BETTER = {
    Qualifier.MIN: HIGHER,
    Qualifier.INCREASE: HIGHER,
    Qualifier.MAX: LOWER,
    Qualifier.DECREASE: LOWER,
}
_TARGETS = (Measure.TARGET, Measure.KF_TARGET)

_WORDS: Sequence[tuple[str | None, str]] = (
    # That more of them are known is good, that more of them are there is not.
    (None, r"kända av|kännedom av socialtjänsten"),
    # Told by how many people come, less is better; by what people say of it, more.
    (None, r"^(?!.*(?:\bandel|index|upplev|nöjd)).*kontinuitet"),
    # Something bad that is kept away, mended or answered is good, and goes before the bad word.
    (HIGHER, r"avvärj|förebygg|åtgärda|besvara|prevention"),
    (HIGHER, r"\binte (?:\w+ )?(?:upplever|känner|utsatts?|utsätts|fått vänta|behövt)"),
    (HIGHER, r"\butan (?:hjälp|återfall|ny anmälan)|från (?:ekonomiskt )?bistånd till"),
    (HIGHER, r"\bvet (?:hur|var|vart|vem|vad)\b|nöjda? med (?:hanteringen|bemötandet)"),
    (HIGHER, r"självförsörj|bostad först|fossilfri|\bel(?:bil|fordon)"),
    (HIGHER, r"\binom \S+ (?:timmar|dagar|dygn|veckor|månader)\b|\bi tid\b"),
    (LOWER, r"\bminska(?:r|d|t|nde)?\b|\bmax(?:imalt)?\b|\bhögst\b"),
    (LOWER, r"klagomål|sjukfrånvaro|sjuktal|sjuklön|personalomsättning"),
    (LOWER, r"vräk|avhysning|hemlös|vandrarhem|tillfälligt boende"),
    (LOWER, r"otrygg|\boro\b|\borolig|avstår från|diskriminer|kränk"),
    (LOWER, r"\but(?:satta?|sätts|satts) för"),
    (LOWER, r"väntetid|\bkötid|handläggningstid|\bväntar\b|(?:ej|inte) verkställ"),
    (LOWER, r"svinn|utsläpp|klimatpåverkan|koldioxid|växthusgas"),
    (LOWER, r"\benergi\b|energianvändning|energiförbrukning|elanvändning|elförbrukning"),
    (LOWER, r"ekonomiskt bistånd|försörjningsstöd|bistånd längre|bidragsberoende|arbetslös"),
    (LOWER, r"timavlönad|timanställd|visstidsanställd|konsult|inhyrd|bemanningsföretag"),
    (LOWER, r"återaktualiser|\båter (?:blir|kommer)|kommer tillbaka|återkommer|återfall"),
    (LOWER, r"\b(?:barn|elever|brukare) per\b|barngruppernas? storlek"),
    (LOWER, r"\bmöter under\b|olika (?:medarbetare|personal|personer)"),
    (LOWER, r"engångs|\bplast|kemikalie|skadliga ämnen|skadegörelse|klotter|nedskräp"),
    (LOWER, r"fallolyck|\balkohol|narkotika|\bdroger?\b|\btobak|\bröker\b|brottslighet"),
    (HIGHER, r"nöjd|trygg|förtroende|delaktig|inflytande|påverka|rekommender|trivs|meningsfull"),
    (HIGHER, r"bemöt|respekt|lyssna|hänsyn|till tals|stimuler|\blust att\b"),
    (HIGHER, r"\b(?:upplever|känner|anser|tycker|uppger|instämmer)\b"),
    (HIGHER, r"ekologisk|vegetarisk|återvinn|återbruk|sorter|matavfall|biogas|miljöbil"),
    (HIGHER, r"index|skattning|självvärdering|kvalitet|kontinuitet|resultat på områdets?"),
    (HIGHER, r"legitimerad|behörig|utbildning|utbildad|kompetens|heltid"),
    (HIGHER, r"genomför|genomgått|fullfölj|deltar|deltag|följts? upp|uppfölj|uppfyll"),
    (HIGHER, r"\bnår\b|\bnåtts\b|klarar|behållit|behåller|\bsvarar på\b|färdigställ"),
    (HIGHER, r"digital|elektronisk|\be-(?:handel|tjänst|faktur)|\bcyk(?:el|lar)"),
    (HIGHER, r"inskriv|jobb\b|arbetat under|till arbete|i arbete|praktik|platser för"),
    (HIGHER, r"besök på|föreningar|trygghetsvandring|\bträd\b|\bäng|biologisk mångfald|loggats"),
    (HIGHER, r"aktuella? (?:\w+)?plan|upprätta|tillgänglig|mötesplats|medborgarförslag"),
)
"""Words of names, the first that is found counting; None where it says nothing either way."""

_COMPILED = tuple((better, re.compile(words, re.IGNORECASE)) for better, words in _WORDS)
_REMARK = re.compile(r"\([^()]*\)")

_COUNTED = frozenset(
    (
        *("st", "stycken", "antal", "personer", "barn", "besök", "platser", "träd", "timmar"),
        *("ton", "kg", "kilo", "gwh", "mwh", "kwh", "tkr", "mnkr", "kr", "kronor", "sek"),
        *("m", "m2", "m²", "kvm", "meter", "hektar", "ha"),
    )
)
"""Units of things that add up, where the name says no mean."""

_NO_SUM = re.compile(
    r"\bper\b|/|snitt|medel|\bindex|\bandel|grad\b|\bmöter\b|ålder\b|\btid(?:en)?\b|poäng|"
    r"skattning|kvot|procent|säkerhet",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^(?:antale?t?|mängde?n?|summa)\b", re.IGNORECASE)

_NAMED_UNITS = tuple(
    (unit, re.compile(words, re.IGNORECASE))
    for unit, words in (
        ("index", r"index\b"),
        ("%", r"^andel(?:en|ar)?\b"),
        ("st", r"^antal(?:et)?\b"),
    )
)
"""What the name of an indicator says that its figures are, where no cell prints a unit."""

_FEWEST_SIDES = 2
"""From so many targets on one side of the outcomes before them is it no accident."""
_MANY_SIDES = 4
"""So many targets on the other side than a name's words say leave the direction open."""


def direction_of(name: str, better: Set[str], sides: Collection[str]) -> tuple[str, str] | None:
    """Which direction of an indicator is better, and what says so (vocabulary).

    ``better`` is what the qualifiers of all its targets call better, ``sides`` on which side of
    the outcomes its targets lie, one a committee and year. Curated indicators are looked up
    before. None where nothing says it.
    """
    # One target on a side of the outcome before it may be an accident.
    by_targets = _only(sides) if len(sides) >= _FEWEST_SIDES else None
    in_words = by_words(name)
    if in_words and by_targets not in (None, in_words) and len(sides) >= _MANY_SIDES:
        in_words = by_targets = None
    said = (
        (_only(better), "printed_target"),
        (in_words, "words"),
        (by_targets, "targets"),
    )
    return next(((better, source) for better, source in said if better is not None), None)


def by_words(name: str) -> str | None:
    """What the words of a name call better; None where no known word is in it."""
    said = _REMARK.sub("", name)
    return next((better for better, words in _COMPILED if words.search(said)), None)


def unit_of_row(row: IndicatorRow) -> str | None:
    """The unit that an indicator's cells print, else the curated one, else what its name says.

    A share whose figures are all at most 1 may be one of a hundred or of one, so nothing is
    said of it.
    """
    if row.unit is not None:
        return row.unit
    curated = indicator_names().find(row.name)
    if curated is not None and curated.unit:
        return curated.unit
    said = next((unit for unit, words in _NAMED_UNITS if words.search(row.name)), None)
    numbers = [cell.value for cell in row.cells if cell.value is not None]
    if said == "%" and numbers and max(map(abs, numbers)) <= 1:
        return None
    return said


def is_additive(name: str, unit: str | None) -> bool:
    """Whether figures of an indicator add up over committees: counts and amounts do."""
    if _NO_SUM.search(name) or (unit and _NO_SUM.search(unit)):
        return False
    return (unit or "").casefold() in _COUNTED or (unit is None and bool(_COUNT.search(name)))


def better_by_qualifiers(row: IndicatorRow) -> Iterator[str]:
    """What the qualifiers of a row's targets call better ("Max 10": lower)."""
    for cell in row.cells:
        if cell.measure in _TARGETS and cell.qualifier in _BETTER:
            yield _BETTER[cell.qualifier]


def side_of_target(row: IndicatorRow, kind: ReportType) -> str | None:
    """On which side of the outcomes a row's own target lies: a better one than was reached.

    The outcomes are last year's and, in an annual report, the year's own, which counts before.
    """
    plain = {cell.measure: cell.value for cell in row.cells if _is_plain(cell)}
    target = plain.get(Measure.TARGET)
    known = [Measure.PREVIOUS_OUTCOME]
    if kind is ReportType.ANNUAL_REPORT:
        known.insert(0, Measure.OUTCOME)
    for measure in known:
        reached = plain.get(measure)
        if target is not None and reached is not None and target != reached:
            return HIGHER if target > reached else LOWER
    return None


_SURE = 0.9


def _is_plain(cell: IndicatorCell) -> bool:
    return cell.value is not None and cell.qualifier is None and cell.confidence >= _SURE


def _only(said: Iterable[str]) -> str | None:
    """The one thing that is said; None where nothing is, or different things are."""
    different = set(said)
    return different.pop() if len(different) == 1 else None
