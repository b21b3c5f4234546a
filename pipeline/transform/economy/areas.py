"""Service areas of budget rows: curated names first, else the printed one."""

from __future__ import annotations

from pipeline.transform import keys
from pipeline.transform.economy import labels
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

TOTAL_KEY = "namnden-totalt"


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
