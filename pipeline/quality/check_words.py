"""What a check says to readers of the Swedish pages.

Belongs here: why a check is made and what it saw, in Swedish, by its name or the form of
what it observed. A bound of ``expectations/`` says its own reason. Does not belong here:
what a check says to those who run the program, which is English (``CheckResult.message``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.quality.results import CheckResult

REASONS: Mapping[str, str] = {
    "schema": "Tabellen har de kolumner och typer som är lovade.",
    "not_null": "Kolumner som alltid ska ha ett värde har det.",
    "key_unique": "Inga två rader har samma nyckel.",
    "allowed_values": "Kodade kolumner har bara värden som är kända.",
    "references": "Varje nyckel leder till en rad i tabellen som den pekar på.",
    "confidence_range": "En sannolikhet ligger mellan 0 och 1.",
    "something_was_read": "Minst ett dokument kan läsas och är trovärdigt.",
    "row_count_is_usual": "Tabellen har ungefär så många rader som i de senaste versionerna.",
    "made_from_what_stands_now": "Tabellen är gjord av det som gäller nu.",
    "schema_is_kept": "Förra versionens tabeller och kolumner finns kvar.",
    "documents_are_kept": "Inte många dokument försvinner på en natt.",
    "no_landslide": "Inte många dokument hålls inne eller avvisas på en gång.",
    "rows_are_kept": "Ett oförändrat dokument ger inte färre rader.",
    "values_are_kept": "Ett oförändrat dokument behåller sina värden.",
    "coverage_is_kept": "Ett oförändrat dokument läses inte sämre.",
}
"""Why a check is made, by its name."""

_TESTS: Mapping[str, str] = {
    "unique_together_": "Inga två rader har samma kombination av dessa kolumner.",
    "unique_": "Inga två rader har samma värde i kolumnen.",
    "not_null_": "Kolumnen har alltid ett värde.",
    "accepted_values_": "Kolumnen har bara värden som är kända.",
    "relationships_": "Varje nyckel leder till en rad i tabellen som den pekar på.",
}
"""The same for dbt's tests, by how their names begin."""

_OTHER_TEST = "Ett villkor som tabellen ska uppfylla; frågan står i projektets dbt-test."

_SEEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r"as declared", "som lovat"),
        (r"pass(, 0 rows)?", "inga avvikande rader"),
        (r"(?:fail|warn), ([\d,]+) rows", r"\1 avvikande rader"),
        (r"(\d+) values, all as expected", r"\1 värden, alla som väntat"),
        (r"(\d+) of (\d+) values unexpected: (.*)", r"\1 av \2 värden avviker: \3"),
        (r"(\d+) of (\d+) files", r"\1 av \2 filer"),
        (r"([\d,]+) rows", r"\1 rader"),
        (r"0 differences", "inga skillnader"),
        (r"(\d+) differences", r"\1 skillnader"),
        (
            r"(\d+) of (\d+) documents of the last release are held back or rejected",
            r"\1 av förra versionens \2 dokument hålls inne eller är avvisade",
        ),
        (r"not checked", "inte kontrollerat"),
        (r"not made yet", "inte gjord än"),
    )
)
"""What checks observe, as whole sentences of the program, and in Swedish."""


def reason(result: CheckResult) -> str:
    """Why a check is made; empty where nobody has said it in Swedish."""
    if said := result.reason_sv or REASONS.get(result.name):
        return said
    if result.kind != "dbt":
        return ""
    return next(
        (told for start, told in _TESTS.items() if result.name.startswith(start)), _OTHER_TEST
    )


def seen(result: CheckResult) -> str | None:
    """What a check saw; None where that is not known in Swedish."""
    for pattern, said in _SEEN:
        if found := pattern.fullmatch(result.observed):
            return found.expand(said)
    return None
