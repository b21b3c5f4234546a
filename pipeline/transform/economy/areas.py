"""Service areas of budget rows: curated names first, else the printed one."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.transform import keys
from pipeline.transform.economy import labels
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

TOTAL_KEY = "namnden-totalt"

_NOT_IN_PROSE = frozenset(
    ("adm", "fritid", "funk", "fsk", "äo", "flykting", "övrigt", "övrig verksamhet")
    + ("handläggare", "handläggning", "administration", "nämnden totalt", "total drift")
    + ("totalt drift", "slutligt resultat", "stöd och service", "avskrivningar", "internräntor")
    + ("internränta",)
)
"""Names that tell an area in a table's label only: in a text they are everyday words."""
_NO_HEADING = frozenset(("Övrig verksamhet", "Nämnden totalt"))
"""Areas whose short names head chapters of another kind ("Övrigt")."""
HEADINGS_JOINT = " / "
_ENDING = r"(?:s?(?:verksamhet(?:en)?|omsorg(?:en)?)|n|en|ns|ens|s)?"
_GAP = r"[\s,–-]+(?:och[\s–-]+)?"


def area_of_title(title: str, names: ServiceAreaNames) -> ServiceArea | None:
    """The curated area that a table's title names; None where it names none."""
    return names.find(labels.clean(title))


def area_of_row(
    label: str, parent: ServiceArea | None, names: ServiceAreaNames
) -> ServiceArea | None:
    """The area of a row label. ``parent`` is the area that the row is printed under.

    A sum is the parent's (the committee's where there is none). A name that is not
    curated becomes an area of its own: near names are never merged in silence.
    """
    total = names.by_key[TOTAL_KEY]
    name = labels.subitem_name(label)
    known = names.find(name)
    if known is not None:
        return known
    if labels.is_total(label):
        return parent or total
    if not keys.normal_form(name):
        return None
    above = parent or total
    return ServiceArea(f"{above.key}-{keys.name_key(name)}", name, above.key, is_curated=False)


def spoken_of(
    text: str, names: ServiceAreaNames, *, leads: re.Pattern[str] | None = None
) -> ServiceArea | None:
    """The one area that a heading or a clause names; None where it names none or several.

    "IOF Barn och unga" names an area and a part of it: the part is meant. Where ``leads`` is
    given, only names count before which it ends.
    """
    taken: list[tuple[int, int, ServiceArea]] = []
    for pattern, area in _patterns(names):
        for found in pattern.finditer(text):
            if leads is not None and not leads.search(text[: found.start()]):
                continue
            if not any(found.start() < end and start < found.end() for start, end, _ in taken):
                taken.append((found.start(), found.end(), area))
    areas = {area.key: area for _, _, area in taken}
    above = {key for area in areas.values() for key in _ancestors(area, names)}
    left = [area for key, area in areas.items() if key not in above]
    return left[0] if len(left) == 1 else None


def names_areas(path: str, names: ServiceAreaNames) -> bool:
    """Whether the last heading of a path names any area, even several."""
    heading = path.split(HEADINGS_JOINT)[-1]
    return any(pattern.search(heading) for pattern, _ in _patterns(names))


def area_of_headings(path: str, names: ServiceAreaNames) -> ServiceArea | None:
    """The area that the nearest heading names, of headings joined by ' / '; None without one.

    A heading may be nothing but the short name of a part ("Flykting (varav)").
    """
    for heading in reversed(path.split(HEADINGS_JOINT)):
        whole = names.find(labels.without_parentheses(labels.clean(heading)))
        if whole is not None and whole.name not in _NO_HEADING:
            return whole
        if found := spoken_of(heading, names):
            return found
    return None


def _ancestors(area: ServiceArea, names: ServiceAreaNames) -> set[str]:
    found: set[str] = set()
    waiting = [area.key]
    while waiting:
        key = waiting.pop()
        parent = names.by_key[key].parent_key
        wholes = [*names.wholes.get(key, ()), *([parent] if parent else [])]
        waiting += [whole for whole in wholes if whole not in found]
        found.update(wholes)
    return found


def _patterns(names: ServiceAreaNames) -> tuple[tuple[re.Pattern[str], ServiceArea], ...]:
    """Every printing of an area as a pattern of running text, the longest first."""
    return _compiled(tuple((printed, names.by_key[key]) for printed, key in names.printings))


@lru_cache(maxsize=4)
def _compiled(
    printings: tuple[tuple[str, ServiceArea], ...],
) -> tuple[tuple[re.Pattern[str], ServiceArea], ...]:
    known = [
        (printed, area) for printed, area in printings if printed.casefold() not in _NOT_IN_PROSE
    ]
    return tuple(
        (_pattern(printed), area) for printed, area in sorted(known, key=lambda one: -len(one[0]))
    )


def _pattern(printed: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in re.split(r"[\s,–&-]+", printed) if word not in ("", "och")]
    return re.compile(rf"(?<!\w){_GAP.join(words)}{_ENDING}(?!\w)", re.IGNORECASE)
