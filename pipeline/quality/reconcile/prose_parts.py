"""Parts and their total inside prose: varav in a sentence, lists, enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from pipeline.quality.reconcile.checks import ZERO, Check, found, in_sentence, rounding, said
from pipeline.quality.reconcile.facts import SURE, Facts, Figure
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.printed import PrintedCell, PrintedTable
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import (
    COUNT,
    Sentence,
    StatedAmount,
    count_of,
    stated_amounts,
)
from pipeline.quality.reconcile.wording import english, swedish
from pipeline.transform.economy.money import sek_per_unit
from pipeline.transform.keys import normal_form

_SOUGHT_AND_GRANTED = 2
"""Amounts of a sentence that tells both."""
_ITEM_LETTERS = 160
"""Letters of an item of a list; what is longer is a sentence."""
_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+"
_SEXES = re.compile(
    rf"(?<![\d,])(?<!\d av )(?P<total>{_NUMBER})\s+(?P<what>[a-zåäö]+(?:\s+(?!var)[a-zåäö]+)?)"
    rf"(?:,?\s+var(?:av)?\s+|,\s+|\s*\()(?P<one>{_NUMBER})\s+(?:kvinnor|flickor|män|pojkar)\s+och\s+"
    rf"(?P<other>{_NUMBER})\s+(?:kvinnor|flickor|män|pojkar)\b(?!,?\s+(?:och\s+|samt\s+)?{COUNT})",
    re.IGNORECASE,
)
_VARAV = re.compile(r"\bvarav\b", re.IGNORECASE)
_NO_PART = re.compile(
    r"\b(?:jämfört|redan|tidigare|därutöver|utöver|dessutom|egna|återsök\w*|beviljat\w*|ytterligare"
    r"|(?:över|under)skott\w*|plus|minus|exklusive|inklusive)\b",
    re.IGNORECASE,
)
"""Words before an amount that make it something else than one more part."""
_NET = re.compile(r"(?:över|under)skott|resultat|avvikelse|netto", re.IGNORECASE)
_TOO_MUCH = Decimal("1.5")
"""Several parts that are more than their whole by more than this are of something else."""
_SAY_TOTAL = re.compile(r"\b(?:totalt|sammanlagt|sammantaget|total)\b", re.IGNORECASE)
_APPLIES = re.compile(r"\bansök\w*|\bsök(?:s|er|te)\b", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\(\d+(?:,\d+)? ?(?:mnkr|mkr|tkr|kr)\)")
_FEWEST_PARTS = 2
_WHOLE_TOLERANCE = Decimal("0.02")


def whole(text: str) -> int:
    """A printed whole number."""
    return int("".join(text.split()))


@rule("sexes_in_prose")
def sexes_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "45 personer, varav 18 kvinnor och 27 män": both sexes are everyone."""
    for sentence in facts.sentences:
        for match in _SEXES.finditer(sentence.text):
            total = whole(match["total"])
            parts = whole(match["one"]) + whole(match["other"])
            if total != parts:
                yield said(
                    "sexes_in_prose",
                    [sentence],
                    stated=Decimal(total),
                    expected=Decimal(parts),
                    severity="warning",
                    sv=f"Texten anger {total}, men könen är tillsammans {parts}.",
                    en=f"The text says {total}, but the sexes are {parts} together.",
                )


@rule("varav_in_prose")
def varav_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "A mnkr, varav B mnkr och C mnkr": parts may not exceed their whole.

    Two parts joined by "och" that nearly make the whole are taken for all of it.
    """
    for sentence in facts.sentences:
        amounts = stated_amounts(sentence.text)
        for index, amount in enumerate(amounts[:-1]):
            gap = sentence.text[amount.end : amounts[index + 1].start]
            splits = _SPLIT.search(gap) and _OF.search(sentence.text[: amount.start])
            if not (_VARAV.search(gap) or splits) or "." in gap or _NO_PART.search(gap):
                continue
            # Parts of a result may outweigh it, as others weigh against them.
            if _NET.search(sentence.text[: amount.start]):
                continue
            yield from _exceeding(sentence, amount, sentence, amounts[index + 1 :])
    for sentence, following in pairwise(facts.sentences):
        totals, parts = stated_amounts(sentence.text), stated_amounts(following.text)
        same = sentence.section_no == following.section_no
        if same and len(totals) == 1 and parts and _OF_THESE_GO.search(following.text):
            yield from _exceeding(sentence, totals[0], following, parts)


_SPLIT = re.compile(
    r"\b(?:går|avser|används|är avsatta|har gått|avsätts|fördelas)\b", re.IGNORECASE
)
_OF = re.compile(r"^av\b[^.]*$", re.IGNORECASE)
_OF_THESE_GO = re.compile(
    r"^(?:av (?:detta|dessa|beloppet|summan)|därav|varav)\b.*?"
    r"\b(?:går|avser|används|är|utgör|gäller)\b",
    re.IGNORECASE,
)


def _exceeding(
    sentence: Sentence, amount: StatedAmount, where: Sentence, amounts: Sequence[StatedAmount]
) -> Iterator[Finding]:
    """Parts that are more than their whole; of two or more that are less, a remark."""
    parts = _joined(where.text, amounts)
    total = sum((part.sek for part in parts), ZERO)
    slack = amount.half_step + sum((part.half_step for part in parts), ZERO)
    if len(parts) > 1 and total >= amount.sek * _TOO_MUCH:
        return
    if total > amount.sek + slack or (len(parts) > 1 and abs(total - amount.sek) > slack):
        yield from _found_parts(
            "varav_in_prose",
            sentence,
            amount,
            [(where, part) for part in parts],
            severity="error" if total > amount.sek else "info",
        )


_AND = re.compile(r"(?:\boch\b|,)\s+(?:\w+\s+){0,2}$")
_NEAR_AFTER = 15


def _joined(text: str, amounts: Sequence[StatedAmount]) -> list[StatedAmount]:
    """The amounts that follow each other with "och" and no new sentence between."""
    parts = [amounts[0]]
    for amount in amounts[1:]:
        gap = text[parts[-1].end : amount.start]
        if (
            not _AND.search(gap)
            or _VARAV.search(gap)
            or _NO_PART.search(gap + text[amount.end : amount.end + _NEAR_AFTER])
            or "." in gap
        ):
            break
        parts.append(amount)
    return parts


@rule("list_in_prose")
def list_in_prose(facts: Facts) -> Iterator[Finding]:
    """Amounts of a list (bullets, paragraphs of applications) against the total above it.

    The total stands in the heading ("Klimatinvesteringar (4,4 mnkr)") or in the sentence
    that introduces the list ("sammanlagt 10,1 mnkr").
    """
    key = lambda sentence: (sentence.report_key, sentence.section_no)  # noqa: E731
    for _, group in groupby(facts.sentences, key=key):
        section = list(group)
        yield from _below_heading(section)
        yield from _below_sentence(section)


def _below_heading(section: Sequence[Sentence]) -> Iterator[Finding]:
    heading = section[0].heading
    totals = stated_amounts(heading)
    parts = []
    for sentence in section:
        # The next heading may have run into a sentence that breaks off (VP 2026).
        if _IN_PARENTHESES.search(sentence.text):
            break
        amounts = stated_amounts(sentence.text)
        if amounts and _APPLIES.search(sentence.text):
            parts.append((sentence, amounts[0]))
    if len(totals) == 1 and len(parts) >= _FEWEST_PARTS:
        title = Sentence(
            section[0].report_key,
            section[0].section_no,
            -1,
            section[0].path,
            heading,
            heading,
            section[0].evidence,
        )
        yield from _exact_parts(title, totals[0], parts)


def _below_sentence(section: Sequence[Sentence]) -> Iterator[Finding]:
    for index, sentence in enumerate(section):
        amounts = stated_amounts(sentence.text)
        if len(amounts) != 1 or not _introduces(sentence, section[index + 1 :]):
            continue
        parts: list[tuple[Sentence, StatedAmount]] = []
        for following in section[index + 1 :]:
            own = stated_amounts(following.text)
            if own and _NO_PART.search(following.text):
                parts.clear()
                break
            if len(own) == 1 and _is_item(following):
                parts.append((following, own[0]))
            elif own or parts:
                break
        if len(parts) >= _FEWEST_PARTS:
            yield from _exact_parts(sentence, amounts[0], parts)


def _exact_parts(
    sentence: Sentence, total: StatedAmount, parts: Sequence[tuple[Sentence, StatedAmount]]
) -> Iterator[Finding]:
    """What is applied for is an exact amount ("5 mnkr"): only the total may be rounded.

    A difference that rounding of all parts could explain is likely, not proved.
    """
    for finding in _found_parts("list_in_prose", sentence, total, parts):
        difference = abs(finding.difference or ZERO) * _factor(total)
        severity = "warning" if finding.severity == "info" else finding.severity
        if difference > total.half_step:
            yield replace(finding, severity=severity)


def _factor(amount: StatedAmount) -> int:
    return sek_per_unit(amount.unit) or 1


def _introduces(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    says = _SAY_TOTAL.search(sentence.text) or re.search(r"nedan|följande|:\s*$", sentence.text)
    total = _SAY_TOTAL.search(sentence.text) and not _BULLET.match(sentence.text)
    if _is_item(sentence) and not total:
        return False
    return bool(says) and any(_is_item(one) for one in following[:3])


_BULLET = re.compile(r"[\uf0b7•–\-*]\s")


def _is_item(sentence: Sentence) -> bool:
    """A bullet, or a line that is hardly more than an amount and its purpose."""
    return (
        bool(re.match(r"[\uf0b7•–\-*]\s|\d+(?:,\d+)?\s*(?:mnkr|mkr|tkr|kr)\b", sentence.text))
        or (not sentence.text[0].isupper() and len(sentence.text) < _ITEM_LETTERS)
        or bool(re.match(r"[^.]{3,60}?\s(?:med\s)?\d+(?:,\d+)?\s*mnkr,", sentence.text))
    )


def _found_parts(
    rule_name: str,
    sentence: Sentence,
    total: StatedAmount,
    parts: Sequence[tuple[Sentence, StatedAmount]],
    *,
    severity: str = "error",
) -> Iterator[Finding]:
    figures = [in_sentence(where, part) for where, part in parts]
    stated = in_sentence(sentence, total)
    expected = sum((figure.value for figure in figures), ZERO)
    yield from found(
        Check(
            rule=rule_name,
            report_key=sentence.report_key,
            stated=stated.value,
            expected=expected,
            tolerance=rounding(stated, *figures),
            unit=total.unit,
            figures=(stated, *figures),
            severity=severity,
            tell_rounding=True,
            sv=f"Totalen anges till {{stated}}, men de {len(parts)} delarna ger tillsammans "
            "{expected} (skillnad {difference}).",
            en=f"The total is given as {{stated}}, but its {len(parts)} parts make {{expected}} "
            "(difference {difference}).",
        )
    )


_SIGNED = re.compile(r"(ökad\w*|ökning\w*|minskad\w*|minskning\w*|lägre)[^,;]*?$", re.IGNORECASE)
_THIS_IS = re.compile(r"^(?:det|detta|beloppet|summan)\s+(?:avser|består|gäller)\b", re.IGNORECASE)


@rule("enumeration_in_prose")
def enumeration_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "... föreslås med 89,7 mnkr. Det avser a mnkr, b mnkr ...": parts with their signs."""
    previous: Sentence | None = None
    for sentence in facts.sentences:
        if previous is not None and _THIS_IS.search(sentence.text):
            totals, parts = stated_amounts(previous.text), stated_amounts(sentence.text)
            same = (previous.report_key, previous.section_no) == (
                sentence.report_key,
                sentence.section_no,
            )
            plainly = not _NO_PART.search(sentence.text)
            if same and plainly and len(totals) == 1 and len(parts) > _FEWEST_PARTS:
                yield from _signed_sum(previous, totals[0], sentence, parts)
        previous = sentence


def _signed_sum(
    previous: Sentence, total: StatedAmount, sentence: Sentence, parts: Sequence[StatedAmount]
) -> Iterator[Finding]:
    figures: list[Figure] = []
    last = 0
    for part in parts:
        match = _SIGNED.search(sentence.text[last : part.start])
        lowers = match is not None and match.group(1).casefold().startswith(("minsk", "lägre"))
        figures.append(in_sentence(sentence, part, -part.sek if lowers else part.sek))
        last = part.end
    stated = in_sentence(previous, total)
    yield from found(
        Check(
            rule="enumeration_in_prose",
            report_key=sentence.report_key,
            stated=stated.value,
            expected=sum((figure.value for figure in figures), ZERO),
            tolerance=rounding(stated, *figures),
            unit=total.unit,
            figures=(stated, *figures),
            sv="Totalen anges till {stated}, men det som den avser ger tillsammans {expected}.",
            en="The total is given as {stated}, but what it is for makes {expected} together.",
        )
    )


_COUNT_TOTAL = re.compile(rf"\btotalt\s+({_NUMBER})\s+\w+", re.IGNORECASE)
_OF_THESE = re.compile(r"^(?:av dessa|varav|dessa)\b", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"\b(?:resten|övriga|återstående|bland annat|främst|flera|både|någon|också|även|dessutom)\b",
    re.IGNORECASE,
)
"""Words of parts that are not all there are, or that are counted twice."""
_COUNTED = re.compile(rf"(?<![\d,.-])({_NUMBER})\s+(?=[a-zåäö])")


@rule("count_parts_in_prose")
def count_parts_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "totalt 3 020 ärenden ... Av dessa avsåg 40 beröm ...": parts that nearly are all."""
    sentences = facts.sentences
    for index, sentence in enumerate(sentences[:-1]):
        match = _COUNT_TOTAL.search(sentence.text)
        following = sentences[index + 1]
        apart = _OF_THESE.search(following.text) and not _NOT_ALL.search(following.text)
        if match is None or not apart:
            continue
        total = whole(match.group(1))
        texts = [following]
        more = sentences[index + 2] if index + 2 < len(sentences) else None
        if more and more.section_no == following.section_no and re.match(r"\d", more.text):
            texts.append(more)
        parts = [whole(found_) for one in texts for found_ in _COUNTED.findall(one.text)]
        difference = sum(parts) - total
        if len(parts) <= _FEWEST_PARTS or not difference:
            continue
        if abs(difference) <= _WHOLE_TOLERANCE * total:
            yield said(
                "count_parts_in_prose",
                [sentence, *texts],
                stated=Decimal(total),
                expected=Decimal(sum(parts)),
                sv=f"Texten anger totalt {total}, men delarna är tillsammans {sum(parts)}.",
                en=f"The text says {total} in all, but the parts are {sum(parts)} together.",
            )


_CHANGE = re.compile(
    r"^(?P<label>[A-ZÅÄÖ][^.]*?)\s+har\s+(?P<total>totalt\s+)?(?P<word>ökat|minskat)\s+med\s+$"
)


@rule("change_parts_in_prose")
def change_parts_in_prose(facts: Facts) -> Iterator[Finding]:
    """As "A och B har totalt minskat med X. A har ökat med Y. B har minskat med Z."."""
    changes: list[tuple[Sentence, StatedAmount, str, bool, int]] = []
    for sentence in facts.sentences:
        for amount in stated_amounts(sentence.text):
            match = _CHANGE.search(sentence.text[: amount.start])
            if match:
                sign = 1 if match["word"] == "ökat" else -1
                label = normal_form(match["label"])
                changes.append((sentence, amount, label, bool(match["total"]), sign))
    for index, (sentence, total, label, is_total, sign) in enumerate(changes):
        parts = [
            (where, part, part_sign)
            for where, part, name, _, part_sign in changes[index + 1 : index + 4]
            if (where.report_key, where.section_no) == (sentence.report_key, sentence.section_no)
            and name in label
            and name != label
        ]
        if not is_total or len(parts) < _FEWEST_PARTS:
            continue
        stated = in_sentence(sentence, total, total.sek * sign)
        figures = [in_sentence(where, part, part.sek * s) for where, part, s in parts]
        yield from found(
            Check(
                rule="change_parts_in_prose",
                report_key=sentence.report_key,
                stated=stated.value,
                expected=sum((figure.value for figure in figures), ZERO),
                tolerance=rounding(stated, *figures),
                unit=total.unit,
                figures=(stated, *figures),
                sv="Förändringen anges totalt till {stated}, men delarna ger {expected}.",
                en="The change is {stated} in all, but its parts make {expected}.",
            )
        )


_SOUGHT = re.compile(r"\bsök(?:te|ts|tes)\b", re.IGNORECASE)
_GRANTED = re.compile(r"\b(?:bevilja(?:des|ts|de)|fick|tilldelades|erhöll)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:resterande|återstående|kvarvarande)\b", re.IGNORECASE)
_LONG_WORD = re.compile(r"[a-zåäö]{7,}")
_STEM = 8
_NOT_A_PURPOSE = frozenset(
    word[:_STEM]
    for word in ("resterande", "återstående", "kvarvarande", "förvaltningen", "beviljades",
                 "budgetjustering", "tilldelades", "sammanlagt", "investering", "stadsdelsnämnden")
)  # fmt: skip


@rule("rest_of_application")
def rest_of_application(facts: Facts) -> Iterator[Finding]:
    """As "A söktes och B beviljades ... söker resterande C" for the same purpose: C = A - B."""
    grants: list[tuple[Sentence, StatedAmount, StatedAmount, frozenset[str]]] = []
    for sentence in facts.sentences:
        amounts = stated_amounts(sentence.text)
        if (
            len(amounts) == _SOUGHT_AND_GRANTED
            and _SOUGHT.search(sentence.text)
            and _GRANTED.search(sentence.text)
        ):
            grants.append((sentence, amounts[0], amounts[1], _purpose(sentence.text)))
        if len(amounts) != 1 or not _REST.search(sentence.text):
            continue
        same = [
            grant
            for grant in grants
            if grant[0].section_no == sentence.section_no and grant[3] & _purpose(sentence.text)
        ]
        if len(same) == 1:
            where, sought, granted, _ = same[0]
            yield from _rest(sentence, amounts[0], where, sought, granted)


def _purpose(text: str) -> frozenset[str]:
    """What long words of a sentence begin with: "trygghetsinvesteringar" is "trygghet"."""
    words = _LONG_WORD.findall(text.casefold())
    return frozenset(word[:_STEM] for word in words) - _NOT_A_PURPOSE


def _rest(
    sentence: Sentence,
    rest: StatedAmount,
    where: Sentence,
    sought: StatedAmount,
    granted: StatedAmount,
) -> Iterator[Finding]:
    figures = (
        in_sentence(sentence, rest),
        in_sentence(where, sought),
        in_sentence(where, granted),
    )
    yield from found(
        Check(
            rule="rest_of_application",
            report_key=sentence.report_key,
            stated=rest.sek,
            expected=sought.sek - granted.sek,
            tolerance=rounding(*figures),
            unit=rest.unit,
            figures=figures,
            weights=(1, -1, 1),
            sv=f"Resterande belopp anges till {{stated}}, men {sought.text} söktes och "
            f"{granted.text} beviljades: kvar är {{expected}}.",
            en=f"The rest is given as {{stated}}, but {sought.text} was applied for and "
            f"{granted.text} granted: {{expected}} is left.",
        )
    )


_A_NUMBER_OF = re.compile(
    rf"(?:\bfinns|\bhar|\btotalt|\bvar|\bbor)\s+(?P<all>{COUNT})\s+(?P<what>[a-zåäö]{{4,}})\b",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?:^av dessa\s+\w+|,|\boch|\bsamt)\s+({COUNT})(?=\s+[a-zåäö])", re.IGNORECASE)
_ARTICLES = frozenset({"en", "ett", "noll", "inga", "ingen", "båda"})
_MOST = Decimal("1.2")


@rule("parts_of_a_few")
def parts_of_a_few(facts: Facts) -> Iterator[Finding]:
    """As "finns 17 hushåll. Av dessa har tre ..., sex ... och nio ...": 18 of 17."""
    for sentence, following in pairwise(facts.sentences):
        total = _A_NUMBER_OF.search(sentence.text)
        same = sentence.section_no == following.section_no
        apart = re.match(r"av dessa\b", following.text, re.IGNORECASE)
        if total is None or not same or not apart or _NOT_ALL.search(following.text):
            continue
        words = [word for word in _EACH.findall(following.text) if word.casefold() not in _ARTICLES]
        parts = [Decimal(count_of(word)) for word in words]
        whole_ = Decimal(count_of(total["all"]))
        if len(parts) > _FEWEST_PARTS and whole_ < sum(parts, ZERO) <= whole_ * _MOST:
            yield said(
                "parts_of_a_few",
                [sentence, following],
                stated=whole_,
                expected=sum(parts, ZERO),
                severity="warning",
                sv=f"Texten anger {whole_} {total['what']}, men delarna är tillsammans "
                f"{sum(parts, ZERO)}.",
                en=f"The text says {whole_}, but the parts are {sum(parts, ZERO)} together.",
            )


_FEWEST_SHARED = 3
_NEAR = Decimal("0.05")


@rule("enumeration_against_table")
def enumeration_against_table(facts: Facts) -> Iterator[Finding]:
    """Counts of one passage against the rows of a group of a table, all but one the same.

    As 57, 221 and 5 902 of both, 677 in the text and 390 and 277 in the table (VB 2024).
    """
    for sentence in facts.sentences:
        counts = [whole(text) for text in _COUNTED.findall(sentence.text)]
        if len(counts) <= _FEWEST_SHARED:
            continue
        for table in facts.printed:
            for rows in _groups(table):
                yield from _odd_count(sentence, counts, rows)


def _groups(table: PrintedTable) -> Iterator[list[PrintedCell]]:
    """The last number of each row, by group of rows (all rows where there are none)."""
    for _, group in groupby(table.rows, key=lambda row: row.group):
        cells = [[cell for cell in row.cells.values() if cell.number is not None] for row in group]
        yield [own[-1] for own in cells if own and own[-1].confidence >= SURE]


def _odd_count(
    sentence: Sentence, counts: Sequence[int], cells: Sequence[PrintedCell]
) -> Iterator[Finding]:
    printed = {int(cell.number or 0) for cell in cells}
    odd = [count for count in counts if count not in printed]
    rest = [cell for cell in cells if int(cell.number or 0) not in counts]
    shared = len(set(counts) & printed - {0})
    total = sum((cell.number or ZERO for cell in rest), ZERO)
    near = [count for count in odd if 0 < abs(total - count) <= total * _NEAR]
    if shared < _FEWEST_SHARED or not rest or len(near) != 1:
        return
    names = " och ".join(f"{cell.label} {cell.text}" for cell in rest)
    yield said(
        "enumeration_against_table",
        [sentence],
        stated=Decimal(near[0]),
        expected=total,
        severity="warning",
        sv=f"Texten anger {near[0]}, men i tabellen, som i övrigt har samma tal, återstår {names}, "
        f"tillsammans {swedish(total, None)}.",
        en=f"The text says {near[0]}, but in the table, which has the other figures too, {names} "
        f"are left, {english(total, None)} together.",
        evidence=[cell.evidence for cell in rest],
    )
