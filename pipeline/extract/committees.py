"""The committees that publish such reports, as data: names, kinds, other spellings.

District committees that merged keep their own names in old reports; which of them
belong together is the warehouse's matter, not the reader's.
"""

from __future__ import annotations

DISTRICT = "stadsdelsnamnd"
CITY = "facknamnd"

DISTRICT_COMMITTEES: tuple[str, ...] = (
    "Bromma",
    "Enskede-Årsta-Vantör",
    "Farsta",
    "Hägersten-Liljeholmen",
    "Hägersten-Älvsjö",
    "Hässelby-Vällingby",
    "Järva",
    "Kista",
    "Kungsholmen",
    "Liljeholmen",
    "Norra innerstaden",
    "Norrmalm",
    "Rinkeby",
    "Rinkeby-Kista",
    "Skarpnäck",
    "Skärholmen",
    "Spånga-Tensta",
    "Södermalm",
    "Vantör",
    "Älvsjö",
    "Östermalm",
)

CITY_COMMITTEES: tuple[str, ...] = (
    "Arbetsmarknadsnämnden",
    "Avfallsnämnden",
    "Exploateringsnämnden",
    "Fastighetsnämnden",
    "Förskolenämnden",
    "Idrottsnämnden",
    "Kulturnämnden",
    "Kyrkogårdsnämnden",
    "Miljö- och hälsoskyddsnämnden",
    "Servicenämnden",
    "Socialnämnden",
    "Stadsbyggnadsnämnden",
    "Trafiknämnden",
    "Utbildningsnämnden",
    "Valnämnden",
    "Äldrenämnden",
    "Överförmyndarnämnden",
)
