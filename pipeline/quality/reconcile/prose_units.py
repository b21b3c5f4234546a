"""What prose says of the result units against their table.

"Förskolans resultatenheter" are those whose name tells of a preschool; a group is compared
only where its members can be told by name or the sentence gives their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.quality.reconcile.checks import ZERO, Check, found, in_sentence, rounding, said
from pipeline.quality.reconcile.facts import SURE, Facts, Figure, UnitAmount
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import (
    COUNT,
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
        preschools = {name for name in units if _PRESCHOOL.search(name)}
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
        group = units.group(sentence.report_key, sentence.text, sentence.heading)
        last = 0
        for amount in stated_amounts(sentence.text):
            before = sentence.text[last : amount.start]
            match, after = _RESULT.search(before), sentence.text[amount.end :]
            last = amount.end
            if match is None or _OTHER_TIME.search(before) or _AFTER.search(after):
                continue
            if re.match(r"[^.]{0,25}(?:20\d\d|till|i fond|för med)", after) and "förs" in after:
                continue
            results = [unit["result"] for unit in group or () if "result" in unit]
            if group and len(results) == len(group):
                sign = 1 if match["word"].casefold() == "överskott" else -1
                total = units.totals.get(sentence.report_key, {}).get("result")
                is_all = len(results) == len(units.rows[sentence.report_key])
                places = [total.figure.evidence] if total and is_all else []
                yield from _compare(sentence, amount, sign, results, places)


def _compare(
    sentence: Sentence,
    amount: StatedAmount,
    sign: int,
    results: Sequence[UnitAmount],
    places: Sequence[Evidence],
) -> Iterator[Finding]:
    expected = sum((one.figure.value for one in results), ZERO)
    stated = in_sentence(sentence, amount, amount.sek * sign)
    opposite = expected * sign < 0
    yield from found(
        Check(
            rule=RULE,
            report_key=sentence.report_key,
            stated=stated.value,
            expected=expected,
            tolerance=rounding(stated, *(one.figure for one in results)),
            unit=amount.unit,
            figures=(stated, *(one.figure for one in results)),
            more_evidence=places,
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
_OF_THE_YEAR = re.compile(
    rf"\b(?P<some>{COUNT})\s+av\s+(?P<all>{COUNT})\s+(?:resultat)?enheter\s+"
    r"(?:visar|uppvisar|redovisar)\s+(?:ett\s+)?(?P<word>överskott|underskott)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"jämfört med 20\d\d", re.IGNORECASE)


@rule("result_unit_count")
def result_unit_count(facts: Facts) -> Iterator[Finding]:
    """As "Elva av tolv enheter har ett överskott i fonderna" against the signs in the table."""
    units = Units(facts)
    for sentence in facts.sentences:
        for pattern, measure in ((_IN_FUNDS, "transfer_out"), (_OF_THE_YEAR, "result")):
            match = pattern.search(sentence.text)
            if match is None or _EARLIER.search(sentence.text[: match.start()]):
                continue
            group = units.group(sentence.report_key, sentence.text, sentence.heading) or []
            amounts = _of_size(units, group, sentence, match, measure)
            if not amounts:
                continue
            surplus = match["word"].casefold() == "överskott"
            same = [one for one in amounts if (one.figure.value > 0) == surplus]
            others = [one for one in amounts if (one.figure.value > 0) != surplus]
            stated = count_of(match["some"])
            if stated == len(same):
                continue
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
    if len(group) != wanted:
        rows = units.rows.get(sentence.report_key, {})
        group = [unit for name, unit in rows.items() if _PRESCHOOL.search(name)]
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


_USED = re.compile(r"\b(?:nyttja(?:t|ts)|förbruka(?:t|ts)|använt)\s+$", re.IGNORECASE)
_STEM = 7


@rule("investments_in_prose")
def investments_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "nyttjat X mnkr i trygghetsmedel" against the outcome of the item of that name."""
    outcomes = [row for row in facts.rows("fact_investment") if row["measure"] == "outcome"]
    for sentence in facts.sentences:
        for amount in stated_amounts(sentence.text):
            after = sentence.text[amount.end :].split(".")[0].casefold()
            if not _USED.search(sentence.text[: amount.start]):
                continue
            for row in outcomes:
                stem = labels.clean(row["item"]).casefold()[:_STEM]
                if row["report_key"] != sentence.report_key or row["is_total"]:
                    continue
                if f" {stem}" not in after[:40]:
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


@rule("turnover_within_costs")
def turnover_within_costs(facts: Facts) -> Iterator[Finding]:
    """Costs met by income from outside are part of an area's costs, so never more."""
    costs: dict[tuple[str, str | None, int], list[Figure]] = {}
    for line in facts.lines:
        if line.measure == "budget_cost":
            costs.setdefault((line.report_key, line.area, line.year), []).append(line.figure)
    for line in facts.lines:
        known = costs.get((line.report_key, line.area, line.year), [])
        if line.measure != "turnover_cost" or line.area in (None, TOTAL_KEY) or not known:
            continue
        least = min(known, key=lambda figure: figure.value)
        surely_read = min(line.figure.confidence, least.confidence) >= SURE
        if line.figure.value <= least.value + rounding(line.figure, least) or not surely_read:
            continue
        yield from found(
            Check(
                rule="turnover_within_costs",
                report_key=line.report_key,
                stated=line.figure.value,
                expected=least.value,
                tolerance=rounding(line.figure, least),
                unit=line.unit,
                figures=(line.figure, least),
                sv=f"{line.label}: omslutningsförändringen {{stated}} är större än kostnaderna "
                "{expected}, som den är en del av.",
                en=f"{line.label}: the turnover {{stated}} exceeds the costs {{expected}} that it "
                "is a part of.",
            )
        )
