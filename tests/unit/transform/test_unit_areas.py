"""Which service area a result unit works in. All names are invented."""

from __future__ import annotations

import pytest

from pipeline.transform.economy.unit_areas import area_of_unit
from pipeline.transform.seeds import service_area_names


@pytest.mark.parametrize(
    ("name", "group", "area"),
    [
        ("Almens förskolor", None, "forskola"),
        ("Björkens vård- och omsorgsboende", None, "aldreomsorg"),
        ("Ekens servicehus", None, "aldreomsorg"),
        ("Ekens servicebostäder", None, "stod-och-service"),
        ("Dagliga verksamheten Asken", None, "stod-och-service"),
        ("Askens dagliga verksamhet", None, "stod-och-service"),
        ("Utförarna Socialpsykiatri", None, "socialpsykiatri"),
        ("Linden", "Förskola", "forskola"),
        ("Linden", "Äldreomsorg", "aldreomsorg"),
        ("Linden", None, None),
        ("Summa förskolor", "Förskola", None),
    ],
)
def test_the_area_of_a_unit(name: str, group: str | None, area: str | None) -> None:
    found = area_of_unit(name, group, service_area_names())
    assert (found.key if found else None) == area
