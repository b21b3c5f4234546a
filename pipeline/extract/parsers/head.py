"""The head of a report: who reports what for when, and the proposed decisions.

Archives lose title pages, so the identity is put together from every mention: what the
head says weighs most, then headings, then the body. A sidecar settles what is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise, takewhile

from pipeline.extract.document import Document, Paragraph, ParagraphRole, Place, merge_places
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.language.amount_words import (
    APPLIED_FOR,
    PART_OF,
    PER_BEHIND,
    SEE_APPENDIX,
    UP_TO,
)
from pipeline.extract.language.amounts import Amount, amounts
from pipeline.extract.language.committees import CITY, DISTRICT
from pipeline.extract.language.text import squeeze, strip_markup
from pipeline.extract.language.titles import (
    abbreviated,
    addressed_committee,
    canonical_committee,
    city_committees,
    districts,
    is_title,
    mentions,
    titled_committee,
)
from pipeline.extract.language.values import parse_date
from pipeline.extract.language.years import YEAR_IN_TEXT
from pipeline.extract.parsers.amounts import sayings
from pipeline.extract.report import Decision, Head, ReportType, SidecarContradiction

_DIARY = re.compile(
    r"\b(?:dnr|diarienummer|diarienr)\b[.:]?\s*"
    r"([A-ZÅÄÖ]{0,4}\s?\d(?:[\d./–-]|\s?[-–/]\s?(?=\d))*\d)",
    re.IGNORECASE,
)
_DIARY_LABEL = re.compile(r"^(?:dnr|diarienummer|diarienr)\b[.:]?$", re.IGNORECASE)
_OFFICER = re.compile(r"\bhandläggare\b:?\s*(.*)$", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"\b(?:telefon|tel|e-post|till|dnr|sida?)\b|[\d(@]", re.IGNORECASE)
_OFFICER_LENGTH = 200
_DECISION_HEADING = re.compile(
    r"^(?:(?:stadsdels)?förvaltningens |\w+(?:förvaltningens|kontorets) |nämndens )?"
    r"förslag till (?:(?:stadsdels)?nämndens )?beslut(?: omedelbar justering)?\W*$"
    r"|^(?:stadsdels)?nämndens beslut(?: (?:den )?\d[\w -]{4,20})?\W*$"
    r"|^\w*(?:nämnden|förvaltningen) (?:föreslås besluta|föreslår att \w*nämnden beslutar)"
    r"(?: följande)?\W*$",
    re.IGNORECASE,
)
_POINT = re.compile(r"^(\d{1,2})(?:[.)]\s*|\s+(?=[A-ZÅÄÖ]))(\S.*)$")
_UNNUMBERED = re.compile(
    r"^(?:[•‣▪–*-]\s*)?(?:att\s|\w*nämnden\s|[\w -]{3,40} stadsdelsnämnd\s|(?:paragrafen|ärendet"
    r"|beslutet|protokollet|punkten)\s)",
    re.IGNORECASE,
)
_UNNUMBERED_CONFIDENCE = 0.9
_RUNNING_CONFIDENCE = 0.9
_PURPOSE = re.compile(
    r"^\W*(?:(?:avseende|för|till|gällande|som avser)\s+)?(\w.{3,})$", re.IGNORECASE
)
_AND_MORE = re.compile(
    r"[\s,;]*(?:\b(?:och|samt|respektive|plus)\b(?:(?!\b(?:och|samt|respektive|plus)\b)\D)*)?$",
    re.IGNORECASE,
)
"""How a point goes on to its next amount."""
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_WRITTEN_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (20\d\d)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"(?<!per )(?<!per den )\b(?:20\d\d-\d\d-\d\d|\d{{1,2}} (?:{'|'.join(_MONTHS)}) 20\d\d"
    r"|\d{1,2}/\d{1,2}[ -]20\d\d)\b",
    re.IGNORECASE,
)
"""A day on which something was written or decided: its year need not be the report's."""
_BY_DAYS = 0.5
_LETTERHEAD = re.compile(r"\b(?:dnr|diarie\w+|tjänsteutlåtande|handläggare)\b", re.IGNORECASE)
_ITEM = re.compile(r"^\W*(?:§+\s*)?\d+(?:[.)]|\s)")
_DATE_LENGTH = 60
_TITLE_LENGTH = 110
_HEAD_BLOCKS = 120
_WEIGHTS = {"head": 6, "heading": 3, "body": 1}
_PERIOD_ENDS = {
    ReportType.FIRST_FOLLOW_UP: (4, 30),
    ReportType.SECOND_FOLLOW_UP: (8, 31),
    ReportType.PLAN: (12, 31),
    ReportType.ANNUAL_REPORT: (12, 31),
}
_CITY_ENDINGS = ("nämnden", "styrelsen")


@dataclass(frozen=True, slots=True)
class _Vote:
    """The value most mentions speak for, the share that does, and the first mention."""

    value: str
    share: float
    place: Place


def read_head(document: Document, goal_start: int) -> Head:
    """Put together the identity of a report.

    Args:
        document: The whole document.
        goal_start: Index of the block where the first goal section starts; what stands
            before it is the head.

    Raises:
        UnreadableDocument: 'unreadable_head', committee, kind or year cannot be told.
    """
    sidecar = _in_one_form(document.sidecar)
    texts = list(_weighted(document, goal_start))
    printed = _printed(texts, sidecar.get("kind"))
    committee, kind, year = (
        _sidecar_vote(sidecar, key) or printed[key] for key in ("committee", "kind", "year")
    )
    committee = committee or _running_committee(document)
    if committee is None or kind is None or year is None:
        votes = {"committee": committee, "kind": kind, "year": year}
        missing = [key for key, vote in votes.items() if vote is None]
        raise UnreadableDocument(
            "unreadable_head",
            f"The report's {' and '.join(missing)} cannot be told. Put a file beside it, with "
            "'.yml' after the whole file name, that says committee, kind (VP, T1, T2 or VB) "
            "and year.",
        )
    report_type = ReportType(kind.value)
    name = committee.value
    month, day = _PERIOD_ENDS[report_type]
    head = [text for text, _, weight in texts if weight == _WEIGHTS["head"]]
    return Head(
        committee_name=name,
        committee_kind=CITY if name.endswith(_CITY_ENDINGS) else DISTRICT,
        report_type=report_type,
        report_year=int(year.value),
        period_end=date(int(year.value), month, day),
        title=_title(texts, report_type, int(year.value)),
        place=committee.place,
        confidence=round(min(committee.share, kind.share, year.share), 3),
        report_date=_report_date(head, int(year.value)),
        diary_number=_diary_number(head),
        case_officer=_case_officer(head),
        confirmed_by=sidecar.get("confirmed_by"),
        sidecar_contradictions=tuple(_contradictions(sidecar, printed)),
    )


def _printed(
    texts: Sequence[tuple[str, Place, int]], said_kind: str | None
) -> dict[str, _Vote | None]:
    """Return what the text itself says; the year is that of the kind which counts."""
    kind = _kind(texts)
    counts = said_kind or (kind.value if kind else None)
    committee = _committee(texts)
    return {
        "committee": replace(committee, value=canonical_committee(committee.value))
        if committee
        else None,
        "kind": kind,
        "year": _year(texts, counts) if counts else None,
    }


def _in_one_form(sidecar: Mapping[str, str]) -> dict[str, str]:
    """Return a sidecar with its committee named as elsewhere ("Farsta stadsdelsnämnd")."""
    said = sidecar.get("committee")
    name = canonical_committee(next(districts(said), said)) if said else None
    return {**sidecar, "committee": name} if name else dict(sidecar)


def _contradictions(
    sidecar: Mapping[str, str], printed: Mapping[str, _Vote | None]
) -> Iterator[SidecarContradiction]:
    """Yield what the text says otherwise than the sidecar, which counts."""
    for key, vote in printed.items():
        said = sidecar.get(key)
        if said and vote and said != vote.value:
            yield SidecarContradiction(key, said, vote.value, vote.place, round(vote.share, 3))


def _weighted(document: Document, goal_start: int) -> Iterator[tuple[str, Place, int]]:
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            in_head = index < min(goal_start, _HEAD_BLOCKS)
            where = (
                "head"
                if in_head
                else ("heading" if block.role is ParagraphRole.HEADING else "body")
            )
            yield block.text, block.place, _WEIGHTS[where]


def _sidecar_vote(sidecar: Mapping[str, str], key: str) -> _Vote | None:
    value = sidecar.get(key)
    return _Vote(value, 1.0, Place(text=f"{key}: {value}")) if value else None


def _elect(votes: Sequence[tuple[str, Place, int]]) -> _Vote | None:
    counts: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for value, place, weight in votes:
        counts[value] += weight
        first.setdefault(value, place)
    if not counts:
        return None
    value, count = counts.most_common(1)[0]
    return _Vote(value, count / counts.total(), first[value])


# --- committee ----------------------------------------------------------------------------------


def _committee(texts: Sequence[tuple[str, Place, int]]) -> _Vote | None:
    """Elect the committee: a title in the head that names one settles it, then an address."""
    head = [(text, place) for text, place, weight in texts if weight == _WEIGHTS["head"]]
    for text, place in head:
        if is_title(text) and (name := titled_committee(text)):
            return _Vote(name, 1.0, place)
    addressed = [(name, place) for text, place in head if (name := addressed_committee(text))]
    if len({name for name, _ in addressed}) == 1:
        return _Vote(addressed[0][0], 1.0, addressed[0][1])
    votes = [(name, place, weight) for text, place, weight in texts for name in districts(text)]
    if votes:
        return _dominant(votes)
    return _elect(
        [
            (name, place, weight)
            for text, place, weight in texts
            if weight > 1
            for name in city_committees(text)
        ]
    )


def _running_committee(document: Document) -> _Vote | None:
    """Elect the committee that page headers and footers name, where the text names none."""
    vote = _elect(
        [
            (name, place, 1)
            for place in document.furniture
            for name in districts(squeeze(place.text))
        ]
    )
    return vote and replace(vote, share=min(vote.share, _RUNNING_CONFIDENCE))


def _dominant(votes: Sequence[tuple[str, Place, int]]) -> _Vote | None:
    """Elect a district committee; others named once or twice are partners, not doubt."""
    elected = _elect(votes)
    if elected is None:
        return None
    rival = Counter(value for value, _, _ in votes if value != elected.value)
    second = max(rival.values(), default=0)
    first = sum(1 for value, _, _ in votes if value == elected.value)
    return _Vote(elected.value, max(elected.share, first / (first + second)), elected.place)


# --- kind and year ------------------------------------------------------------------------------


def _kind(texts: Sequence[tuple[str, Place, int]]) -> _Vote | None:
    """Elect the kind; the first title in the head settles it, else what is named first there.

    Minutes before the report name other papers in their points ("§ 2 Verksamhetsplan ...").
    """
    head = [(text, place) for text, place, weight in texts if weight == _WEIGHTS["head"]]
    titles = [(text, place) for text, place in head if is_title(text) and not _ITEM.match(text)]
    for find in (mentions, abbreviated):
        for text, place in (*titles, *head):
            if found := [mention for mention in find(text) if mention.year]:
                return _Vote(found[0].kind, 1.0, place)
    return _elect(
        [
            (mention.kind, place, weight * (2 if mention.year else 1))
            for text, place, weight in texts
            for mention in mentions(text)
            if mention.year or weight > 1
        ]
    )


def _year(texts: Sequence[tuple[str, Place, int]], kind: str) -> _Vote | None:
    titled = [
        (mention.year, place, weight)
        for text, place, weight in texts
        for mention in (*mentions(text), *abbreviated(text))
        if mention.kind == kind and mention.year
    ]
    head = [vote for vote in titled if vote[2] == _WEIGHTS["head"]]
    if head:
        return _Vote(head[0][0], 1.0, head[0][1])
    for text, place, weight in texts:
        years = set(YEAR_IN_TEXT.findall(_DAY.sub("", text)))
        if weight == _WEIGHTS["head"] and is_title(text) and len(years) == 1:
            return _Vote(years.pop(), 1.0, place)
    if titled:
        return _elect(titled)
    loose = _elect(
        [
            (found[0], place, weight)
            for text, place, weight in texts
            for found in YEAR_IN_TEXT.finditer(_DAY.sub("", text))
        ]
    )
    by_days = _elect(
        [
            (found[0], place, weight)
            for text, place, weight in texts
            for found in YEAR_IN_TEXT.finditer(text)
        ]
    )
    return loose or (by_days and replace(by_days, share=min(by_days.share, _BY_DAYS)))


def _title(texts: Sequence[tuple[str, Place, int]], kind: ReportType, year: int) -> str:
    """Return the report's title as printed, else its kind and year in Swedish."""
    for text, place, weight in texts:
        in_title = weight == _WEIGHTS["head"] or mentions(text)  # "T1 2021" heads columns too
        if (
            weight >= _WEIGHTS["heading"]
            and in_title
            and len(text) < _TITLE_LENGTH
            and _is_title_of(text, kind, year)
        ):
            lines = [squeeze(strip_markup(line)) for line in place.text.splitlines()]
            return next(_titles_in(lines, kind, year), text)
    names = {
        ReportType.PLAN: "Verksamhetsplan",
        ReportType.FIRST_FOLLOW_UP: "Tertialrapport 1",
        ReportType.SECOND_FOLLOW_UP: "Tertialrapport 2",
        ReportType.ANNUAL_REPORT: "Verksamhetsberättelse",
    }
    return f"{names[kind]} {year}"


def _is_title_of(text: str, kind: ReportType, year: int) -> bool:
    named = any(mention.kind == kind.value for mention in (*mentions(text), *abbreviated(text)))
    return named and str(year) in text


def _titles_in(lines: Sequence[str], kind: ReportType, year: int) -> Iterator[str]:
    """Yield the shortest runs of lines that name the report, without letterhead around it."""
    for length in range(1, len(lines) + 1):
        for start in range(len(lines) - length + 1):
            end = start + length
            title = _DIARY.sub("", " ".join(lines[start:end])).strip(" ,;–-")
            if _is_title_of(title, kind, year):
                pairs = pairwise([title, *lines[end:]])
                rest = takewhile(lambda pair: _title_goes_on(*pair), pairs)
                yield " ".join((title, *(line for _, line in rest)))


def _title_goes_on(line: str, following: str) -> bool:
    """Tell whether a title goes on in the next line."""
    return following[:1].islower() or line.endswith(" för")


# --- particulars --------------------------------------------------------------------------------


def _report_date(head: Sequence[str], year: int) -> date | None:
    """Return the letter's date; that beside the addressee is the meeting's, and second best."""
    found: list[tuple[bool, date]] = []
    for text in head:
        if len(text) < _DATE_LENGTH or _LETTERHEAD.search(text):
            day = parse_date(text) or _written_date(text)
            if day and abs(day.year - year) <= 1:
                found.append((addressed_committee(text) is not None, day))
    return min(found, key=lambda item: item[0])[1] if found else None


def _written_date(text: str) -> date | None:
    """Return a date such as "den 20 maj 2021"."""
    found = _WRITTEN_DATE.search(text)
    if not found:
        return None
    try:
        return date(int(found[3]), _MONTHS.index(found[2].casefold()) + 1, int(found[1]))
    except ValueError:
        return None


def _diary_number(head: Sequence[str]) -> str | None:
    for text, following in zip(head, [*head[1:], ""], strict=False):
        whole = f"{text} {following}" if _DIARY_LABEL.match(text.strip()) else text
        if found := _DIARY.search(whole):
            return squeeze(found[1])
    return None


def _case_officer(head: Sequence[str]) -> str | None:
    """Return the name behind "Handläggare", or on the line below it."""
    for text, following in zip(head, [*head[1:], ""], strict=False):
        found = _OFFICER.search(text) if len(text) < _OFFICER_LENGTH else None
        if found:
            for place in (found[1], following):
                name = squeeze(_BEHIND_NAME.split(place)[0]).strip(" ,;:–-")
                if name[:1].isupper():
                    return name
    return None


# --- decisions ----------------------------------------------------------------------------------


def read_decisions(document: Document) -> tuple[Decision, ...]:
    """Read the numbered points of the proposed decision, with amount and purpose."""
    paragraphs = [
        block for block in document.blocks[: _HEAD_BLOCKS * 2] if isinstance(block, Paragraph)
    ]
    start = next((i for i, p in enumerate(paragraphs) if _DECISION_HEADING.match(p.text)), None)
    if start is None:
        return ()
    if not any(_is_point(paragraph, 1) for paragraph in paragraphs[start + 1 : start + 4]):
        return tuple(_unnumbered(paragraphs[start + 1 :]))
    points: list[tuple[int, list[Paragraph]]] = []
    for index in range(start + 1, len(paragraphs)):
        expected = points[-1][0] + 1 if points else 1
        if _is_point(paragraphs[index], expected):
            points.append((expected, [paragraphs[index]]))
        elif points and (
            _goes_on(points[-1][1][-1], paragraphs[index])
            or any(_is_point(ahead, expected) for ahead in paragraphs[index + 1 : index + 3])
        ):
            points[-1][1].append(paragraphs[index])
        elif points:
            break
    return tuple(point for number, parts in points for point in _decisions(number, parts))


def _unnumbered(paragraphs: Sequence[Paragraph]) -> Iterator[Decision]:
    """Yield points without numbers ("att godkänna …", "Nämnden godkänner …") in their order."""
    points = (point for paragraph in paragraphs for point in _by_line(paragraph))
    for number, paragraph in enumerate(points, start=1):
        if not _UNNUMBERED.match(paragraph.text):
            return
        for decision in _decisions(number, [paragraph]):
            yield replace(decision, confidence=_UNNUMBERED_CONFIDENCE)


def _by_line(paragraph: Paragraph) -> list[Paragraph]:
    """Part a paragraph whose every line is a point of its own: a whole sentence that decides."""
    lines = paragraph.place.text.split("\n")
    if len(lines) <= 1 or not all(
        _UNNUMBERED.match(line.strip()) and line.rstrip().endswith(".") for line in lines
    ):
        return [paragraph]
    first = paragraph.place.line_start
    return [
        replace(
            paragraph,
            text=squeeze(line),
            place=replace(
                paragraph.place,
                text=line,
                line_start=None if first is None else first + at,
                line_end=None if first is None else first + at,
            ),
        )
        for at, line in enumerate(lines)
    ]


def _is_point(paragraph: Paragraph, number: int) -> bool:
    found = _POINT.match(paragraph.text)
    return found is not None and int(found[1]) == number


def _goes_on(last: Paragraph, paragraph: Paragraph) -> bool:
    """A point goes on after a blank line if its sentence is not finished."""
    return not last.text.rstrip().endswith((".", ":")) and paragraph.text[:1].islower()


def _decisions(number: int, parts: Sequence[Paragraph]) -> Iterator[Decision]:
    """Yield a point once for every amount that it decides on; once where it names none."""
    text = squeeze(" ".join(part.text for part in parts))
    found = _POINT.match(text)
    text = found[2] if found else text
    whole = Decision(
        number=number,
        text=text,
        amount_sek=None,
        purpose=None,
        place=merge_places([part.place for part in parts]),
        confidence=1.0,
        about=text,
    )
    said = sayings(text)
    own = _own_amounts(text)
    starts = [later.start for _, later in own[1:]]
    start = 0
    for at, (index, amount) in enumerate(own):
        is_last = at == len(starts)
        behind = text[amount.end :] if is_last else text[amount.end : starts[at]]
        behind = behind if is_last else _AND_MORE.sub("", behind)
        end = amount.end + len(behind)
        yield replace(
            whole,
            amount_sek=amount.sek,
            amount_printed=amount.printed,
            purpose=_purpose(text[start : amount.start], behind),
            what=said[index].what,
            about=text[start:end],
        )
        start = end
    if not own:
        yield whole


def _own_amounts(text: str) -> list[tuple[int, Amount]]:
    """The amounts of a point that can be added, each with its number among all of them.

    What lies inside another ("varav 1,2 mnkr") or is for one of many ("per kvm") is not among
    them, nor are amounts behind the first that sum to it.
    """
    every = list(enumerate(amounts(text)))
    own = [
        (index, amount)
        for index, amount in every
        if not PART_OF.search(text[: amount.start].rpartition(". ")[2])
        and not PER_BEHIND.match(text[amount.end :])
        and not (index and UP_TO.fullmatch(text[every[index - 1][1].end : amount.start]))
    ]
    parts = sum((amount.sek for _, amount in own[1:]), Decimal(0))
    return own[:1] if len(own) > 1 and own[0][1].sek == parts else own


def _purpose(before: str, behind: str) -> str | None:
    """What the money of a point is for: behind the amount, else what is applied for before it.

    A mere "se bilaga 2 och 3" says nothing of it.
    """
    if found := _PURPOSE.match(SEE_APPENDIX.sub("", behind)):
        return found[1].rstrip(". ")
    if named := APPLIED_FOR.search(before):
        return named["purpose"] or named["thing"]
    return None
