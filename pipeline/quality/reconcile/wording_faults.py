"""Labels and words: global goals with a wrong number, sentences that break off, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from pipeline.extract.language.years import YEAR_IN_TEXT
from pipeline.quality.reconcile.checks import said
from pipeline.quality.reconcile.facts import Facts
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.sentences import Sentence
from pipeline.quality.swedish import counted
from pipeline.transform.keys import normal_form

GLOBAL_GOALS: Mapping[str, int] = {
    "ingen fattigdom": 1,
    "ingen hunger": 2,
    "god hälsa och välbefinnande": 3,
    "god utbildning för alla": 4,
    "jämställdhet": 5,
    "rent vatten och sanitet": 6,
    "hållbar energi för alla": 7,
    "anständiga arbetsvillkor och ekonomisk tillväxt": 8,
    "hållbar industri, innovationer och infrastruktur": 9,
    "minskad ojämlikhet": 10,
    "hållbara städer och samhällen": 11,
    "hållbar konsumtion och produktion": 12,
    "bekämpa klimatförändringarna": 13,
    "hav och marina resurser": 14,
    "ekosystem och biologisk mångfald": 15,
    "fredliga och inkluderande samhällen": 16,
    "genomförande och globalt partnerskap": 17,
}
"""The goals of Agenda 2030 by their Swedish name."""

_SENTENCE = re.compile(r"[A-ZÅÄÖ].{30,}")
_BULLET = re.compile(r"[\uf0b7•–\-*]\s")
_NUMBERED = re.compile(
    r"(?<![\d.,])(\d{1,2})\s*[.:;]\s*(" + "|".join(map(re.escape, GLOBAL_GOALS)) + r")\b",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"\bmål\s+(\d{1,2})\b(?:\s+i\s+Agenda\s+2030)?[^.\d]{0,25}?[,:]\s*("
    + "|".join(map(re.escape, GLOBAL_GOALS))
    + r")\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?:,|\b(?:och|samt|eller|att))$")


@rule("global_goal_number")
def global_goal_number(facts: Facts) -> Iterator[Finding]:
    """As "2. Hållbar konsumtion och produktion": that goal is number 12."""
    for _, group in groupby(facts.sentences, key=lambda s: (s.report_key, s.section_no)):
        sentences = list(group)
        # A number and its name are parted by the full stop that ends sentences.
        text = " ".join(sentence.text for sentence in sentences)
        if "Agenda 2030" not in text + sentences[0].heading:
            continue
        for number, name in (*_NUMBERED.findall(text), *_NAMED_AFTER.findall(text)):
            right = GLOBAL_GOALS[name.casefold()]
            if int(number) != right:
                places = [
                    sentence
                    for sentence, following in zip(sentences, [*sentences[1:], None], strict=True)
                    if name in sentence.text or (following and _is_begun(sentence, following, name))
                ]
                yield said(
                    "global_goal_number",
                    places or sentences[:1],
                    stated=_decimal(number),
                    expected=_decimal(right),
                    sv=f"{name} anges som mål {number} i Agenda 2030, men är mål {right}.",
                    en=f"{name} is called goal {number} of the Agenda 2030, but is goal {right}.",
                )


def _is_begun(sentence: Sentence, following: Sentence, name: str) -> bool:
    """Whether a sentence ends with the number of the goal that the next one begins with."""
    return bool(re.search(r"\d\.$", sentence.text)) and following.text.startswith(name)


def _decimal(number: str | int) -> Decimal:
    return Decimal(number)


@rule("broken_sentence")
def broken_sentence(facts: Facts) -> Iterator[Finding]:
    """A paragraph that ends with a comma or "och", where no other goes on."""
    for row in facts.rows("document_section"):
        # A line that breaks off has no full stop, and may have been taken for a heading.
        if _BROKEN.search(row["heading"].strip()) and _SENTENCE.match(row["heading"]):
            yield _breaks_off(_place(row, -1, row["heading"]))
        paragraphs = [part.strip() for part in (row["body"] or "").split("\n") if part.strip()]
        for position, paragraph in enumerate(paragraphs):
            following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
            goes_on = following is not None and not following[0].isupper()
            if not _BROKEN.search(paragraph) or goes_on or _BULLET.match(following or ""):
                continue
            if following is None and not _SENTENCE.match(paragraph):
                continue
            yield _breaks_off(_place(row, position, paragraph))


def _breaks_off(place: Sentence) -> Finding:
    return said(
        "broken_sentence",
        [place],
        severity="warning",
        sv=f'Meningen bryts av: "… {place.text[-40:]}".',
        en=f'The sentence breaks off: "… {place.text[-40:]}".',
    )


_RUN_IN = re.compile(r"\b(?:och|samt|eller|att)\s+[A-ZÅÄÖ][^.()]{3,60}\(\d+(?:,\d+)? ?mnkr\)")


_RUN_TOGETHER = re.compile(
    r"\b(?:och|samt|eller|att)\s+(?:Under|Den|Det|De|En|Ett|Av|Vid|Totalt|Antalet|Andelen"
    r"|Förvaltningen|För|Med|Från|Enligt|Detta|Dessa|Utmaningen)\s+[a-zåäö]"
    r"(?=[^.,]*\b(?:har|är|var|finns|kan|ska|kommer|behöver|innebär|gäller|blir|blev|fortsätter"
    r"|pågår|omfattar|visar|sker|ökar|minskar|[a-zåäö]{3,}(?:as|ades))\b)"
)


@rule("broken_inside")
def broken_inside(facts: Facts) -> Iterator[Finding]:
    """A sentence that breaks off where the next begins: "... stödjer enheterna samt Under"."""
    for sentence in facts.sentences:
        match = _RUN_TOGETHER.search(sentence.text)
        if match:
            yield said(
                "broken_inside",
                [sentence],
                severity="warning",
                sv=f'Meningen bryts av där nästa börjar: "{match.group(0)}".',
                en=f'The sentence breaks off where the next begins: "{match.group(0)}".',
            )


@rule("broken_before_heading")
def broken_before_heading(facts: Facts) -> Iterator[Finding]:
    """A sentence that runs into the next heading: "... skyltning och Stockholm (0,6 mnkr)"."""
    for sentence in facts.sentences:
        match = _RUN_IN.search(sentence.text)
        if match:
            yield said(
                "broken_before_heading",
                [sentence],
                severity="warning",
                sv=f'Meningen bryts av före nästa rubrik: "{match.group(0)}".',
                en=f'The sentence breaks off before the next heading: "{match.group(0)}".',
            )


def _place(row: Mapping[str, object], position: int, text: str) -> Sentence:
    return Sentence(
        report_key=str(row["report_key"]),
        section_no=int(str(row["section_no"])),
        position=position,
        path=str(row["section_path"]),
        heading=str(row["heading"]),
        text=text,
        evidence=Evidence.of(row),
    )


_NO_DATA = re.compile(
    r"\b(?:inga|saknas) (?:data|uppgifter|siffror) för (?P<what>\w+)", re.IGNORECASE
)


@rule("note_against_column")
def note_against_column(facts: Facts) -> Iterator[Finding]:
    """A note "finns inga data för april" below a column of April with figures."""
    for table in facts.printed:
        match = _NO_DATA.search(table.notes)
        if match is None:
            continue
        what = normal_form(match["what"])[:3]
        for column, label in table.columns.items():
            cells = [
                row.cells[column]
                for row in table.rows
                if column in row.cells and row.cells[column].number is not None
            ]
            if cells and normal_form(label).startswith(what):
                yield Finding(
                    report_key=table.report_key,
                    rule="note_against_column",
                    severity="warning",
                    facts=tuple(cell.fact_key for cell in cells),
                    stated=None,
                    expected=None,
                    unit=None,
                    explanation_sv=f"Noten säger att uppgifter saknas för {match['what']}, men "
                    f"kolumnen {label} har {len(cells)} tal.",
                    explanation_en=f"The note says that there are no data for {match['what']}, "
                    f"but the column {label} has {len(cells)} figures.",
                    evidence=tuple(cell.evidence for cell in cells),
                )


_LONGEST_COMMON = 10


@rule("repeated_sentence")
def repeated_sentence(facts: Facts) -> Iterator[Finding]:
    """One long sentence in two sections, word for word but for a year (VB 2024)."""
    known: dict[tuple[str, str], Sentence] = {}
    for sentence in facts.sentences:
        years = YEAR_IN_TEXT.findall(sentence.text)
        if not years or len(sentence.text.split()) < _LONGEST_COMMON:
            continue
        key = (sentence.report_key, normal_form(YEAR_IN_TEXT.sub(" ", sentence.text)))
        other = known.setdefault(key, sentence)
        if other.section_no != sentence.section_no and YEAR_IN_TEXT.findall(other.text) != years:
            yield said(
                "repeated_sentence",
                [other, sentence],
                severity="warning",
                sv="Samma mening står två gånger men med olika år: "
                f"{', '.join(YEAR_IN_TEXT.findall(other.text))} och {', '.join(years)}.",
                en="The same sentence stands twice, with different years: "
                f"{', '.join(YEAR_IN_TEXT.findall(other.text))} and {', '.join(years)}.",
            )


_DOUBLED = re.compile(r"\b((?:[a-zåäö]+ ){1,2}[a-zåäö]+) \1\b|\b(att|och|som|för|med|till|är) \2\b")


@rule("doubled_words")
def doubled_words(facts: Facts) -> Iterator[Finding]:
    """As "för att för att": words that are printed twice."""
    for sentence in facts.sentences:
        match = _DOUBLED.search(sentence.text)
        if match:
            yield said(
                "doubled_words",
                [sentence],
                severity="info",
                sv=f'Ord står dubbelt: "{match.group(0)}".',
                en=f'Words stand twice: "{match.group(0)}".',
            )


_POINTS_OF_MONEY = re.compile(
    r"\d+(?:,\d+)? ?procentenhet(?:er)?,? (?:\w+ )?(?:motsvara(?:nde|r)|eller) (?:netto )?"
    r"\d[\d ]*(?:,\d+)? ?(?:mnkr|mkr|tkr|kr)\b",
    re.IGNORECASE,
)
_POINTS_AS_LEVEL = re.compile(
    r"\bfrån (?:tidigare )?\d+(?:,\d+)? till \d+(?:,\d+)? procentenheter\b", re.IGNORECASE
)


@rule("points_for_percent")
def points_for_percent(facts: Facts) -> Iterator[Finding]:
    """Percentage points where per cent is meant: of an amount, or for a level.

    A report that does so does it everywhere (VP 2026): one finding with all its places.
    """
    for pattern in (_POINTS_OF_MONEY, _POINTS_AS_LEVEL):
        by_report: dict[str, list[Sentence]] = {}
        for sentence in facts.sentences:
            if pattern.search(sentence.text):
                by_report.setdefault(sentence.report_key, []).append(sentence)
        for sentences in by_report.values():
            yield said(
                "points_for_percent",
                sentences,
                severity="warning",
                sv="Procentenheter där procent menas "
                f"({counted(len(sentences), 'ställe', 'ställen')}).",
                en="Percentage points where per cent is meant "
                f"({counted(len(sentences), 'place', 'places')}).",
            )


_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SPAN = re.compile(
    rf"\b({'|'.join(_MONTHS)})[a-z]*\.?\s?[-–]\s?({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE
)


@rule("row_period")
def row_periods(facts: Facts) -> Iterator[Finding]:
    """A row whose label names other months than its text ("jan-mars", "januari-april").

    The text may stand in the label of the next row, below one without figures (T1 2021).
    """
    for table in facts.printed:
        for row, following in zip(table.rows, [*table.rows[1:], None], strict=True):
            texts = [cell for cell in row.cells.values() if cell.is_words]
            said_in = [row.label, *(cell.text for cell in texts)]
            if following and all(cell.number is None for cell in row.cells.values()):
                texts += list(following.cells.values())[:1]
                said_in.append(following.label)
            spans = {
                _months(match): match.group(0) for match in map(_SPAN.search, said_in) if match
            }
            if not _SPAN.search(row.label) or len(spans) <= 1:
                continue
            periods = " / ".join(spans.values())
            yield Finding(
                report_key=table.report_key,
                rule="row_period",
                severity="warning",
                facts=tuple(cell.fact_key for cell in texts),
                stated=None,
                expected=None,
                unit=None,
                explanation_sv=f"Raden {row.label} anger olika perioder: {periods}.",
                explanation_en=f"The row {row.label} names different periods: {periods}.",
                evidence=tuple(cell.evidence for cell in texts),
            )


def _months(match: re.Match[str]) -> tuple[str, str]:
    return match[1].casefold()[:3], match[2].casefold()[:3]


_FEWEST_WORDS = 4


def _one_word_off() -> list[tuple[str, re.Pattern[str]]]:
    """Names of global goals with any other word in one place."""
    found = []
    for name in GLOBAL_GOALS:
        words = name.split()
        if len(words) < _FEWEST_WORDS:
            continue
        for at, word in enumerate(words):
            if len(word.strip(",")) < _FEWEST_WORDS:
                continue
            other = r"[a-zåäö]+" + ("," if word.endswith(",") else "")
            pattern = r"\s+".join(
                [*map(re.escape, words[:at]), other, *map(re.escape, words[at + 1 :])]
            )
            found.append((name, re.compile(rf"\b{pattern}\b", re.IGNORECASE)))
    return found


_ONE_WORD_OFF = _one_word_off()


@rule("global_goal_name")
def global_goal_name(facts: Facts) -> Iterator[Finding]:
    """A global goal with a word of its name exchanged ("hållbar energi, innovationer och ...")."""
    for sentence in facts.sentences:
        where = sentence.text + sentence.heading
        if "Agenda 2030" not in where and "globala mål" not in where:
            continue
        for name, pattern in _ONE_WORD_OFF:
            for match in pattern.finditer(sentence.text):
                if normal_form(match.group(0)) != normal_form(name):
                    yield said(
                        "global_goal_name",
                        [sentence],
                        severity="warning",
                        sv=f'"{match.group(0)}" är inget globalt mål; det heter {name}.',
                        en=f'"{match.group(0)}" is no global goal; it is called {name}.',
                    )
