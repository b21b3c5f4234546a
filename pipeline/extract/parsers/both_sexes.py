"""Cells that print women's and men's outcome, behind the outcome of all or alone.

Committees that spare two columns write "K 82 % M 79 %", or "81 % (kvinnor 82 %, män 79 %)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.language.values import ParsedCell, parse_cell
from pipeline.extract.report import IndicatorCell, Measure

_WOMEN = r"(?:K(?:v|vinnor)?|F(?:lickor)?|T(?:jejer)?)(?:/(?:flickor|tjejer|F))?"
_MEN = r"(?:M(?:än)?|P(?:ojkar)?)(?:/(?:pojkar|P))?"
_BEGIN = r"(?:(?:(?:tot(?:alt|\.)?|alla|samtliga)[.:]* )?(?P<all>\d[^(;/]*?) ?[(,;/] ?(?:varav )?)?"
_AHEAD = re.compile(
    rf"{_BEGIN}(?P<one>{_WOMEN}|{_MEN})[.:=]* ?(?P<value>\d.*?)[ ,;/]+(?:och )?"
    rf"(?P<other>{_WOMEN}|{_MEN})[.:=]* ?(?P<next>\d[^)]*)\)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"{_BEGIN}(?P<value>\d[^(;/]*?) ?\(?(?P<one>{_WOMEN}|{_MEN})\.?\)?[ ,;/]+(?:och )?"
    rf"(?P<next>\d[^(;/]*?) ?\(?(?P<other>{_WOMEN}|{_MEN})\.?\)*",
    re.IGNORECASE,
)
"""The word or the letter of a sex before its outcome, and behind it."""
_SEX_OF = {
    **dict.fromkeys("kft", Measure.OUTCOME_WOMEN),
    **dict.fromkeys("mp", Measure.OUTCOME_MEN),
}
_OUTCOMES = frozenset((Measure.OUTCOME, Measure.OUTCOME_MEN, Measure.OUTCOME_WOMEN))


def by_sex(cells: Sequence[IndicatorCell]) -> Iterator[IndicatorCell]:
    """Yield cells, one that prints outcomes of both sexes as two, and that of all as a third."""
    for cell in cells:
        found = _matched(cell.text) if cell.measure in _OUTCOMES else None
        parts = _parts(found, cell) if found else {}
        taken = {other.measure for other in cells if other is not cell}
        if not parts or taken & parts.keys():
            yield cell
            continue
        for measure, parsed in parts.items():
            yield replace(
                cell,
                measure=measure,
                text=parsed.text,
                value=parsed.value,
                qualifier=parsed.qualifier,
                unit=parsed.unit,
            )


def _matched(text: str) -> re.Match[str] | None:
    return _AHEAD.fullmatch(text) or _BEHIND.fullmatch(text)


def _parts(found: re.Match[str], cell: IndicatorCell) -> dict[Measure, ParsedCell]:
    """Return what is said of women, of men and of all; nothing where one of them is no number."""
    measures = [_SEX_OF[found[name][0].casefold()] for name in ("one", "other")]
    told = [parse_cell(found[name].strip()) for name in ("value", "next")]
    if found["all"]:
        measures.append(cell.measure)
        told.append(parse_cell(found["all"].strip()))
    parts = {
        measure: parsed
        for measure, parsed in zip(measures, told, strict=True)
        if parsed and parsed.value is not None and parsed.qualifier is None
    }
    return parts if len(parts) == len(told) else {}
