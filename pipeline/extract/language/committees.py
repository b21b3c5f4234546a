"""The committees that publish such reports, as data: names, kinds, other spellings.

District committees that merged keep their own names in old reports; which of them
belong together is the warehouse's matter, not the reader's.
"""

from __future__ import annotations

DISTRICT = "stadsdelsnamnd"
CITY = "facknamnd"

DISTRICT_COMMITTEES: tuple[str, ...] = (
    "Bromma",
    "Enskede-Årsta",
    "Enskede-Årsta-Vantör",
    "Farsta",
    "Hägersten",
    "Hägersten-Liljeholmen",
    "Hägersten-Älvsjö",
    "Hässelby-Vällingby",
    "Järva",
    "Katarina-Sofia",
    "Kista",
    "Kungsholmen",
    "Liljeholmen",
    "Maria-Gamla stan",
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
    "Fastighets- och saluhallsnämnden",
    "Fastighetsnämnden",
    "Förskolenämnden",
    "Gatu- och fastighetsnämnden",
    "Idrottsnämnden",
    "Integrationsnämnden",
    "Kulturnämnden",
    "Kyrkogårdsnämnden",
    "Marknämnden",
    "Miljö- och hälsoskyddsnämnden",
    "Renhållningsnämnden",
    "Servicenämnden",
    "Socialnämnden",
    "Socialtjänst- och arbetsmarknadsnämnden",
    "Socialtjänstnämnden",
    "Stadsbyggnadsnämnden",
    "Trafik- och avfallsnämnden",
    "Trafik- och renhållningsnämnden",
    "Trafiknämnden",
    "Utbildningsnämnden",
    "Valnämnden",
    "Äldrenämnden",
    "Överförmyndarnämnden",
)
