"""What prose says of the result units against their table.

"Förskolans resultatenheter" are those whose name tells of a preschool; a group is compared
only where its members can be told by name or the sentence gives their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.quality.reconcile.checks import (
    ZERO,
    Check,
    found,
    in_sentence,
    restating,
    rounding,
    said,
)
from pipeline.quality.reconcile.facts import SURE, Facts, Figure, Line, UnitAmount
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.plain import (
    WHOLE,
    Words,
    around,
    clause_after,
    says_only,
    words,
)
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import (
    COUNT,
    NUMBER_WORDS,
    Sentence,
    StatedAmount,
    count_of,
    stated_amounts,
)
from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import TOTAL_KEY
from pipeline.transform.keys import normal_form

RULE = "result_units_in_prose"

_UNITS = re.compile(r"resultatenhet|\benheterna\b", re.IGNORECASE)
_PRESCHOOL = re.compile(r"förskol", re.IGNORECASE)
_SOCIAL = re.compile(
    r"social omsorg|funktionsnedsättning|omsorg(?:en)?s? resultatenhet", re.IGNORECASE
)
_RESULT = re.compile(r"\b(?P<word>överskott|underskott)\s+(?:om|på|med)\s+$", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:från|över från|fördes|ackumulera\w*|fonder\w*|ingående|föra|för med|till (?:år )?20\d\d"
    r"|efter resultat\w*|varierar|jämfört med)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^\s*efter\s+resultat", re.IGNORECASE)


_OF_RESULTS = words(
    WHOLE,
    r"(?:resultat)?enhet(?:er|erna|ernas) förskol\w* sociala? omsorg\w* funktionsnedsättning stöd"
    r" service personer (?:över|under)skott samlade sammanlagda resultat(?:et)? årsresultat före"
    r" innan efter resultat(?:överföring|disposition)\w* prognostiserar beräknas väntas visa",
    " ".join(NUMBER_WORDS),
)
_OF_FUNDS = words(
    WHOLE,
    r"fond(?:er|erna|ernas)? resultatfond(?:er|erna)? resultatenhet(?:er|erna|ernas) ingående"
    r" utgående"
    r" gick in ut började slutade när början slut ingång(?:en)? utgång(?:en)? värde ackumulerade",
)
_OF_INVESTMENTS = words(
    WHOLE,
    r"investering(?:ar|arna|sbudget|sbudgeten|sutgifter|sutgifterna)s? budget(?:en)?"
    r" använ(?:t|ts|de|des) nyttja(?:t|ts|de) förbruka(?:t|ts|de) av",
)


def _is_plain(
    facts: Facts, sentence: Sentence, amount: StatedAmount, known: Words, also: str = ""
) -> bool:
    """Whether all words around an amount are known, or in ``also`` (a name)."""
    said_ = around(sentence.text, amount.start, amount.end)
    for name in also.split():
        said_ = said_.replace(name, " ")
    return says_only(said_, known, [facts.reports[sentence.report_key]["report_year"]])


class Units:
    """The result units of every report, by unit and measure."""

    def __init__(self, facts: Facts) -> None:
        """Collect the units and their sums."""
        self.rows: dict[str, dict[str, dict[str, UnitAmount]]] = {}
        self.totals: dict[str, dict[str, UnitAmount]] = {}
        for amount in facts.unit_amounts:
            measure = amount.measure.removeprefix("expected_")
            if amount.is_total:
                self.totals.setdefault(amount.report_key, {})[measure] = amount
            else:
                units = self.rows.setdefault(amount.report_key, {})
                units.setdefault(amount.unit_name, {})[measure] = amount

    def group(self, report_key: str, text: str, heading: str) -> list[dict[str, UnitAmount]] | None:
        """The units that a sentence speaks of; None where that cannot be told."""
        units = self.rows.get(report_key, {})
        preschools = [name for name in units if _PRESCHOOL.search(name)]
        where = text if _PRESCHOOL.search(text) or _SOCIAL.search(text) else heading
        if _PRESCHOOL.search(where):
            return [units[name] for name in preschools]
        if _SOCIAL.search(where):
            # Only where all that is no preschool belongs to social care (VB 2024).
            others = [unit for name, unit in units.items() if name not in preschools]
            homes = any(re.search(r"hemtjänst|servicehus|vård-? och", name, re.I) for name in units)
            return None if homes else others
        return list(units.values()) if normal_form(heading) == "resultatenheter" else None


@rule(RULE)
def results_of_units(facts: Facts) -> Iterator[Finding]:
    """As "Enheterna visar ett underskott om X" against the results in the table."""
    units = Units(facts)
    for sentence in facts.sentences:
        if not _UNITS.search(sentence.text):
            continue
        group = units.group(sentence.report_key, _subject(facts, sentence), sentence.heading)
        last = 0
        for amount in stated_amounts(sentence.text):
            before = sentence.text[last : amount.start]
            match, after = _RESULT.search(before), sentence.text[amount.end :]
            last = amount.end
            if match is None or _OTHER_TIME.search(before) or _AFTER.search(after):
                continue
            if re.match(r"[^.]{0,25}(?:20\d\d|till|i fond|för med)", after) and "förs" in after:
                continue
            if not _is_plain(facts, sentence, amount, _OF_RESULTS):
                continue
            results = [unit["result"] for unit in group or () if "result" in unit]
            if group and len(results) == len(group):
                sign = 1 if match["word"].casefold() == "överskott" else -1
                total = units.totals.get(sentence.report_key, {}).get("result")
                is_all = len(results) == len(units.rows[sentence.report_key])
                whole = total if is_all else None
                yield from _compare(sentence, amount, sign, results, whole)


def _subject(facts: Facts, sentence: Sentence) -> str:
    """The sentence that says which units are meant: this one, else one before it.

    "Social omsorgs resultatenheter förde över ... För 2024 redovisar resultatenheterna ...":
    the second speaks of those of the first as long as the paragraph lasts.
    """
    paragraph = [
        one
        for one in facts.sentences
        if (one.report_key, one.section_no) == (sentence.report_key, sentence.section_no)
        and (one.evidence.line_start, one.evidence.page)
        == (sentence.evidence.line_start, sentence.evidence.page)
        and sentence.position - _FAR_BACK <= one.position <= sentence.position
    ]
    naming = (
        one.text
        for one in reversed(paragraph)
        # A sentence that names both kinds speaks of all units.
        if bool(_PRESCHOOL.search(one.text)) is not bool(_SOCIAL.search(one.text))
    )
    return next(naming, sentence.text)


_FAR_BACK = 3
"""A subject is remembered over so many sentences."""


def _compare(
    sentence: Sentence,
    amount: StatedAmount,
    sign: int,
    results: Sequence[UnitAmount],
    whole: UnitAmount | None,
) -> Iterator[Finding]:
    """Against the units' results; ``whole`` is their printed sum, which may be meant."""
    expected = sum((one.figure.value for one in results), ZERO)
    stated = in_sentence(sentence, amount, amount.sek * sign)
    opposite = expected * sign < 0
    if whole is not None and abs(stated.value - whole.figure.value) <= rounding(
        stated, whole.figure
    ):
        return
    yield from found(
        Check(
            rule=RULE,
            report_key=sentence.report_key,
            stated=stated.value,
            expected=expected,
            tolerance=rounding(stated, *(one.figure for one in results)),
            unit=amount.unit,
            figures=(stated, *(one.figure for one in results)),
            more_evidence=[whole.figure.evidence] if whole else [],
            sv="Texten anger enheternas resultat till {stated} (överskott positivt), men "
            "tabellens "
            + f"{len(results)} enheter ger {{expected}}"
            + (", alltså motsatsen." if opposite else "."),
            en="The text gives the units' result as {stated} (surplus positive), but the "
            f"table's {len(results)} units make {{expected}}"
            + (", the opposite." if opposite else "."),
        )
    )


_IN_FUNDS = re.compile(
    rf"\b(?P<some>{COUNT})\s+(?:av\s+(?P<all>{COUNT})\s+)?(?:resultat)?enheter\s+"
    r"(?:för med sig\s+)?(?:har\s+)?ett\s+(?P<word>överskott|underskott)\s+i\s+fonder",
    re.IGNORECASE,
)
_SHOWS = r"(?:visar|uppvisar|redovisar|har|gör|gjorde|fick)"
_ALL_UNITS = rf"(?:de\s+|nämndens\s+|våra\s+)?(?P<all>{COUNT})\s+(?:resultat)?enhete(?:r|rna)"
_OF_THE_YEAR = (
    re.compile(
        rf"\b(?P<some>{COUNT})\s+av\s+{_ALL_UNITS}\s+{_SHOWS}\s+(?:ett\s+)?"
        r"(?P<word>överskott|underskott)(?!\s+i\s+fond)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bav\s+{_ALL_UNITS}\s+{_SHOWS}\s+(?P<some>{COUNT})\s+(?:stycken\s+|st\s+)?(?:ett\s+)?"
        r"(?P<word>överskott|underskott)(?!\s+i\s+fond)",
        re.IGNORECASE,
    ),
)
_COUNTED = ((_IN_FUNDS, "transfer_out"), *((one, "result") for one in _OF_THE_YEAR))
_EARLIER = re.compile(r"jämfört med 20\d\d", re.IGNORECASE)


@rule("result_unit_count")
def result_unit_count(facts: Facts) -> Iterator[Finding]:
    """As "Elva av tolv enheter har ett överskott i fonderna" against the signs in the table."""
    units = Units(facts)
    for sentence in facts.sentences:
        matches = ((pattern.search(sentence.text), measure) for pattern, measure in _COUNTED)
        match, measure = next((pair for pair in matches if pair[0]), (None, ""))
        if match and not _EARLIER.search(sentence.text[: match.start()]):
            yield from _counted(units, sentence, match, measure)


def _counted(
    units: Units, sentence: Sentence, match: re.Match[str], measure: str
) -> Iterator[Finding]:
    group = units.group(sentence.report_key, sentence.text, sentence.heading) or []
    amounts = _of_size(units, group, sentence, match, measure)
    if not amounts:
        return
    surplus = match["word"].casefold() == "överskott"
    same = [one for one in amounts if one.figure.value * (1 if surplus else -1) > 0]
    others = [one for one in amounts if one not in same]
    stated = count_of(match["some"])
    unsure = sum(one.figure.confidence < SURE for one in amounts)
    if abs(stated - len(same)) <= unsure:
        return
    named = ", ".join(labels.clean(one.unit_name) for one in others)
    yield said(
        "result_unit_count",
        [sentence],
        stated=Decimal(stated),
        expected=Decimal(len(same)),
        unit="enheter",
        sv=f"Texten anger att {stated} enheter har {match['word']}, men tabellen visar "
        f"{len(same)} av {len(amounts)} (inte {named}).",
        en=f"The text says that {stated} units have a "
        f"{'surplus' if surplus else 'deficit'}, but the table shows {len(same)} of "
        f"{len(amounts)} (not {named}).",
        evidence=[one.figure.evidence for one in others],
    )


def _of_size(
    units: Units,
    group: Sequence[Mapping[str, UnitAmount]],
    sentence: Sentence,
    match: re.Match[str],
    measure: str,
) -> list[UnitAmount]:
    """The group's amounts where it has the size that the sentence gives ("av tolv")."""
    size = re.search(rf"\bav (?:de )?({COUNT})\b", sentence.text, re.IGNORECASE)
    wanted = count_of(match["all"] or (size.group(1) if size else "0"))
    rows = units.rows.get(sentence.report_key, {})
    if len(group) != wanted:
        # All units, where there are so many; else those whose name tells of a preschool.
        preschools = [unit for name, unit in rows.items() if _PRESCHOOL.search(name)]
        group = list(rows.values()) if len(rows) == wanted else preschools
    amounts = [unit[measure] for unit in group if measure in unit]
    return amounts if len(amounts) == wanted else []


_FUNDS = re.compile(r"resultatfonder|fonderna|fonder\b", re.IGNORECASE)


@rule("added_to_funds")
def added_to_funds(facts: Facts) -> Iterator[Finding]:
    """What is said to be put into the funds against closing less opening funds."""
    units = Units(facts)
    for sentence in facts.sentences:
        if not _FUNDS.search(sentence.text):
            continue
        for amount in stated_amounts(sentence.text)[:2]:
            before = sentence.text[: amount.start]
            says = re.search(r"insättning(?:\s+i)?\s+(?:i\s+)?fonderna\s+om\s+$", before, re.I)
            says = says or (
                re.search(r"(?:beräknar att )?föra\s+$", before, re.I)
                if sentence.text[amount.end :].lstrip().startswith("till resultatfond")
                else None
            )
            if not says:
                continue
            group = units.group(sentence.report_key, sentence.text, sentence.heading)
            preschools = _same_paragraph_speaks_of_preschools(facts, sentence)
            rows = units.rows.get(sentence.report_key, {})
            if preschools:
                group = [unit for name, unit in rows.items() if _PRESCHOOL.search(name)]
            elif not group or not _PRESCHOOL.search(sentence.text):
                group = list(rows.values())
            yield from _added(sentence, amount, group)


def _same_paragraph_speaks_of_preschools(facts: Facts, sentence: Sentence) -> bool:
    """Whether the sentences before, in the same section, are about the preschools' units."""
    earlier = [
        one
        for one in facts.sentences
        if (one.report_key, one.section_no) == (sentence.report_key, sentence.section_no)
        and sentence.position - 4 <= one.position <= sentence.position
    ]
    return any(_PRESCHOOL.search(one.text) and _UNITS.search(one.text) for one in earlier)


def _added(
    sentence: Sentence, amount: StatedAmount, group: Sequence[Mapping[str, UnitAmount]]
) -> Iterator[Finding]:
    terms: list[tuple[Figure, int]] = []
    for unit in group:
        if "transfer_out" not in unit or "transfer_in" not in unit:
            return
        terms += [(unit["transfer_out"].figure, 1), (unit["transfer_in"].figure, -1)]
    if not terms:
        return
    stated = in_sentence(sentence, amount)
    yield from found(
        Check(
            rule="added_to_funds",
            report_key=sentence.report_key,
            stated=stated.value,
            expected=sum((figure.value * sign for figure, sign in terms), ZERO),
            tolerance=rounding(stated, *(figure for figure, _ in terms)),
            unit=amount.unit,
            figures=(stated, *(figure for figure, _ in terms)),
            weights=(1, *(-sign for _, sign in terms)),
            sv="Texten anger att {stated} förs till fonderna, men enligt tabellen växer de med "
            "{expected}.",
            en="The text says that {stated} is put into the funds, but by the table they grow by "
            "{expected}.",
        )
    )


_CLAUSE = re.compile(r",\s|;\s|\boch\b", re.IGNORECASE)
_OPENING = re.compile(
    r"\bingående\b|gick in i (?:året|20)|året började|årets (?:början|ingång)|ingången av året",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\butgående\b|det slutade|året slutade|årets (?:slut|utgång)|utgången av året",
    re.IGNORECASE,
)


@rule("funds_in_prose")
def funds_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "Fonderna var X när året började och Y när det slutade" against the units' sums."""
    units = Units(facts)
    for sentence in facts.sentences:
        totals = units.totals.get(sentence.report_key)
        if not totals or not _FUNDS.search(sentence.text):
            continue
        group = units.group(sentence.report_key, sentence.text, "")
        if group is not None and len(group) != len(units.rows[sentence.report_key]):
            continue
        ends = [*(match.start() for match in _CLAUSE.finditer(sentence.text)), len(sentence.text)]
        for start, end in zip([0, *ends], ends, strict=False):
            clause = sentence.text[start:end]
            own = [x for x in stated_amounts(sentence.text) if start <= x.start < end]
            opening, closing = _OPENING.search(clause), _CLOSING.search(clause)
            if len(own) != 1 or bool(opening) == bool(closing):
                continue
            if not _is_plain(facts, sentence, own[0], _OF_FUNDS):
                continue
            total = totals.get("transfer_in" if opening else "transfer_out")
            if total is not None:
                yield from _of_funds(sentence, own[0], total)


def _of_funds(sentence: Sentence, amount: StatedAmount, total: UnitAmount) -> Iterator[Finding]:
    stated = in_sentence(sentence, amount)
    yield from found(
        Check(
            rule="funds_in_prose",
            report_key=sentence.report_key,
            stated=abs(stated.value),
            expected=abs(total.figure.value),
            tolerance=rounding(stated, total.figure),
            unit=amount.unit,
            figures=(stated, total.figure),
            weights=(1, -1 if total.figure.value > 0 else 1),
            sv="Texten anger fonderna till {stated}, men tabellen över resultatenheter ger "
            "{expected}.",
            en="The text gives the funds as {stated}, but the table of result units makes "
            "{expected}.",
        )
    )


_INVESTED: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...] = tuple(
    (re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE) if after else None, name)
    for before, after, name in (
        (r"\binvesteringsbudget(?:en)?\s+(?:på|om|är|uppgår till|var)\s+$", None, "budget"),
        (r"\binvestering[^.]*\bmot\s+(?:en\s+)?budget(?:en)?\s+(?:på|om)\s+$", None, "budget"),
        (
            r"\binvestering(?:ar|arna|sutgifter|sutgifterna)\s+(?:under året\s+)?"
            r"(?:uppgick till|blev|var)\s+(?:totalt\s+)?$",
            None,
            "outcome",
        ),
        (
            r"\binvesteringsbudget[^.]*\b(?:har|är)\s+$",
            r"^\s+(?:använts|använt|nyttjats|förbrukats|förbrukade)",
            "outcome",
        ),
        (
            r"\bhar\s+(?:använt|nyttjat|förbrukat)\s+$",
            r"^\s+av\s+(?:den\s+)?(?:totala\s+)?investeringsbudget",
            "outcome",
        ),
    )
)
"""What an amount about all investments is: words before it, words after it, measure."""


@rule("investment_total_in_prose")
def investment_total_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "Av investeringsbudgeten på X har Y använts" against the total of investments."""
    totals = {
        (row["report_key"], row["measure"]): facts.money(row)
        for row in facts.rows("fact_investment")
        if row["is_total"]
    }
    for sentence in facts.sentences:
        if not re.search(r"invester", sentence.text, re.IGNORECASE):
            continue
        for amount in stated_amounts(sentence.text):
            before, after = sentence.text[: amount.start], sentence.text[amount.end :]
            measure = next(
                (
                    name
                    for pattern, follows, name in _INVESTED
                    if pattern.search(before) and (follows is None or follows.search(after))
                ),
                None,
            )
            total = totals.get((sentence.report_key, measure))
            if total is None or not _is_plain(facts, sentence, amount, _OF_INVESTMENTS):
                continue
            stated = in_sentence(sentence, amount)
            word = ("budgeten", "the budget") if measure == "budget" else ("utfallet", "outcome")
            yield from found(
                Check(
                    rule="investment_total_in_prose",
                    report_key=sentence.report_key,
                    stated=stated.value,
                    expected=total.value,
                    tolerance=restating(stated, total),
                    unit=amount.unit,
                    figures=(stated, total),
                    sv=f"Texten anger {{stated}}, men {word[0]} för alla investeringar är "
                    "{expected} i tabellen.",
                    en=f"The text says {{stated}}, but {word[1]} of all investments is "
                    "{expected} in the table.",
                )
            )


_USED = re.compile(r"\b(?:nyttja(?:t|ts)|förbruka(?:t|ts)|använt)\s+$", re.IGNORECASE)
_IN_THE_YEAR = r"(?:\s+(?:under|för|i))?(?:\s+(?:året|20\d\d))?\s*"
_STEM = 7


@rule("investments_in_prose")
def investments_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "nyttjat X mnkr i trygghetsmedel" against the outcome of the item of that name."""
    outcomes = [row for row in facts.rows("fact_investment") if row["measure"] == "outcome"]
    for sentence in facts.sentences:
        for amount in stated_amounts(sentence.text):
            after = clause_after(sentence.text, amount.end).casefold()
            if not _USED.search(sentence.text[: amount.start]):
                continue
            for row in outcomes:
                stem = labels.clean(row["item"]).casefold()[:_STEM]
                if row["report_key"] != sentence.report_key or row["is_total"]:
                    continue
                if not re.fullmatch(rf"\s(?:i|av|för) {re.escape(stem)}\w*{_IN_THE_YEAR}", after):
                    continue
                stated, figure = in_sentence(sentence, amount), facts.money(row)
                yield from found(
                    Check(
                        rule="investments_in_prose",
                        report_key=sentence.report_key,
                        stated=stated.value,
                        expected=figure.value,
                        tolerance=rounding(stated, figure),
                        unit=amount.unit,
                        figures=(stated, figure),
                        sv=f"Texten anger att {{stated}} är använt, men tabellen {{expected}} för "
                        f"{row['item']}.",
                        en=f"The text says that {{stated}} is used, but the table {{expected}} for "
                        f"{row['item']}.",
                    )
                )


_TURNOVER_SIDES: Mapping[str, tuple[str, str, str]] = {
    "turnover_cost": ("budget_cost", "kostnaderna", "costs"),
    "turnover_income": ("budget_income", "intäkterna", "income"),
}


@rule("turnover_within_costs")
def turnover_within_costs(facts: Facts) -> Iterator[Finding]:
    """Costs met by income from outside are part of an area's costs and income: never more."""
    budget: dict[tuple[object, ...], list[Line]] = {}
    for line in facts.lines:
        key = (line.report_key, line.area, line.year, line.measure)
        budget.setdefault(key, []).append(line)
    by_area = {table.table_no for table in facts.printed if table.kind == "budget_by_area"}
    # A table without net amounts is no budget, whatever its title was taken for.
    nets = {(x.table_no, x.area, x.year) for x in facts.lines if x.measure == "budget_net"}
    told: set[tuple[object, ...]] = set()
    for line in facts.lines:
        if line.measure not in _TURNOVER_SIDES or line.area in (None, TOTAL_KEY):
            continue
        measure, word_sv, word_en = _TURNOVER_SIDES[line.measure]
        key = (line.report_key, line.area, line.year, measure)
        # Rows of another detail table are of its area only if its title was read right.
        known = [
            other.figure
            for other in budget.get(key, [])
            if other.table_no in (line.table_no, *by_area)
            and (other.table_no, other.area, other.year) in nets
        ]
        if known and key not in told:
            same = [
                other.figure.evidence
                for other in facts.lines
                if (other.area, other.measure, other.year) == (line.area, line.measure, line.year)
                and other is not line
            ]
            for one in _beyond(line, min(known, key=_size), word_sv, word_en, same):
                told.add(key)
                yield one


def _size(figure: Figure) -> Decimal:
    return abs(figure.value)


def _beyond(
    line: Line, least: Figure, word_sv: str, word_en: str, same: Sequence[Evidence]
) -> Iterator[Finding]:
    """A turnover that is more than the side of the account that it is part of."""
    surely_read = min(line.figure.confidence, least.confidence) >= SURE
    slack = rounding(line.figure, least)
    if abs(line.figure.value) <= abs(least.value) + slack or not surely_read:
        return
    yield from found(
        Check(
            rule="turnover_within_costs",
            report_key=line.report_key,
            stated=abs(line.figure.value),
            expected=abs(least.value),
            tolerance=slack,
            unit=line.unit,
            figures=(line.figure, least),
            weights=(1, -1) if line.figure.value > 0 else (-1, 1),
            more_evidence=same,
            sv=f"{line.label}: omslutningsförändringen {{stated}} är större än {word_sv} "
            "{expected}, som den är en del av.",
            en=f"{line.label}: the turnover {{stated}} exceeds the {word_en} {{expected}} that it "
            "is a part of.",
        )
    )
