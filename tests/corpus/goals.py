"""The goal trees of invented mandate periods and of invented committees.

Belongs here: themes (what a goal is about), the city council's goals by mandate period,
and the committees' own goals. All titles are invented in the style of real ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.corpus.swedish import rng

THEMES = (
    "arbete",
    "trygghet",
    "förskola",
    "stöd",
    "äldre",
    "kultur",
    "klimat",
    "utemiljö",
    "boende",
    "ekonomi",
    "medarbetare",
    "demokrati",
)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate period's directions; each holds areas as (title, theme)."""

    first_year: int
    last_year: int
    directions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


MANDATES = (
    Mandate(
        2015,
        2018,
        (
            (
                "En stad som hör ihop och där ingen lämnas utanför",
                (
                    ("Varje barn får en god start i en förskola med hög kvalitet", "förskola"),
                    ("Den som behöver stöd får det tidigt och med rätt kvalitet", "stöd"),
                    ("Äldre i staden har en trygg vardag och ett gott bemötande", "äldre"),
                    ("Fler invånare har egen försörjning genom arbete eller studier", "arbete"),
                ),
            ),
            (
                "En stad som tar ansvar för klimat och natur",
                (
                    ("Stadens energi används klokt och utsläppen blir färre", "klimat"),
                    ("Parker och naturområden är väl skötta och nära alla", "utemiljö"),
                ),
            ),
            (
                "En stad med ordnad ekonomi",
                (
                    ("Stadens pengar används där de gör mest nytta", "ekonomi"),
                    ("Staden är en arbetsgivare med goda villkor", "medarbetare"),
                ),
            ),
            (
                "En stad för alla oavsett bakgrund",
                (
                    ("Kultur och fritid finns nära och är öppna för alla", "kultur"),
                    ("Invånarna har inflytande över det som rör dem", "demokrati"),
                    ("Det är tryggt att vistas ute i hela staden", "trygghet"),
                ),
            ),
        ),
    ),
    Mandate(
        2019,
        2022,
        (
            (
                "En öppen storstad där var och en kan välja sin väg",
                (
                    ("I staden försörjer sig människor själva och vägen dit är kort", "arbete"),
                    ("Staden är trygg, ren och väl omhändertagen", "trygghet"),
                    ("Barn lär sig och växer i förskolor som håller hög klass", "förskola"),
                    (
                        "Människor i behov av stöd får insatser som är rättssäkra, "
                        "samordnade och av god kvalitet",
                        "stöd",
                    ),
                    ("Äldre lever med självbestämmande, trygghet och kvalitet", "äldre"),
                ),
            ),
            (
                "En växande storstad som håller över tid",
                (
                    ("Det byggs bostäder som människor kan bo kvar i", "boende"),
                    ("Kultur, idrott och föreningsliv är tillgängligt för alla", "kultur"),
                    ("Staden ställer om till låga utsläpp", "klimat"),
                    ("Stadens grönska och vatten mår bra", "utemiljö"),
                ),
            ),
            (
                "En storstad med ekonomi i balans och nya lösningar",
                (
                    ("Skattemedlen ger största möjliga nytta för invånarna", "ekonomi"),
                    ("Staden har verksamheter som är effektiva och nyskapande", "medarbetare"),
                ),
            ),
        ),
    ),
    Mandate(
        2023,
        2026,
        (
            (
                "En jämlik stad med stark välfärd i alla stadsdelar",
                (
                    ("Alla barn har rätt till lek, lärande och en likvärdig förskola", "förskola"),
                    ("Staden ger stöd och omsorg efter behov", "stöd"),
                    ("Det ska vara gott att bli gammal - med närhet, omsorg och ro", "äldre"),
                    ("Alla ska kunna delta i kultur-, idrotts- och föreningsliv", "kultur"),
                ),
            ),
            (
                "En grön stad som leder klimatomställningen",
                (
                    ("Staden blir klimatneutral – utsläppen minskar varje år", "klimat"),
                    ("Den biologiska mångfalden i staden ökar", "utemiljö"),
                ),
            ),
            (
                "En stad med hållbar ekonomi, arbete och bostäder åt alla",
                (
                    ("Stadens ekonomi är långsiktig och bär välfärden", "ekonomi"),
                    ("Alla ska ges möjlighet till egen försörjning", "arbete"),
                    ("Alla ska ha rätt till ett bra hem till rimlig kostnad", "boende"),
                    ("Medarbetare i staden ska ha goda förutsättningar i arbetet", "medarbetare"),
                    ("Tryggheten ökar genom tidiga insatser", "trygghet"),
                    ("Staden är öppen, jämställd och demokratisk", "demokrati"),
                ),
            ),
        ),
    ),
    Mandate(
        2027,
        2030,
        (
            (
                "Ett sammanhållet Stockholm med plats för alla livets skeden",
                (
                    ("Barnens första år ger lust att lära", "förskola"),
                    ("Omsorgen om äldre utgår från den enskildes vilja", "äldre"),
                    ("Stöd i rätt tid ger människor egen kraft", "stöd"),
                ),
            ),
            (
                "Ett Stockholm att känna sig hemma i",
                (
                    ("Gator, torg och parker är trygga och vackra", "trygghet"),
                    ("Fritid och kultur når alla barn och unga", "kultur"),
                    ("Hem och bostadsområden utvecklas tillsammans med de boende", "boende"),
                    ("Natur och grönska tål ett varmare klimat", "utemiljö"),
                ),
            ),
            (
                "Ett Stockholm som hushåller och förnyar",
                (
                    ("Varje krona ger värde", "ekonomi"),
                    ("Utsläppen är nära noll", "klimat"),
                    ("Fler arbetar och färre lever på bistånd", "arbete"),
                    ("Stadens medarbetare trivs, utvecklas och stannar", "medarbetare"),
                ),
            ),
        ),
    ),
)

COMMITTEE_GOALS = {
    "arbete": (
        "Invånare i stadsdelsområdet kommer närmare egen försörjning",
        "Unga får en första erfarenhet av arbetslivet",
    ),
    "trygghet": (
        "Invånare känner sig trygga på torg och gångvägar",
        "Det förebyggande arbetet når barn och unga tidigt",
    ),
    "förskola": (
        "Barnen leker, utforskar och lär i en likvärdig förskola",
        "Förskolans miljöer inbjuder till språk och samspel",
    ),
    "stöd": (
        "Barn, unga och vuxna får stöd som gör skillnad",
        "Personer med funktionsnedsättning bestämmer över sin vardag",
        "Handläggningen är rättssäker och enkel att förstå.",
    ),
    "äldre": (
        "Äldre har en meningsfull vardag med insatser av god kvalitet",
        "Anhöriga till äldre får stöd i rätt tid",
    ),
    "kultur": (
        "Barn och unga har en rik fritid, med egna val och eget skapande",
        "Föreningslivet är en självklar del av stadsdelen",
    ),
    "klimat": (
        "Verksamheterna minskar sin energianvändning och sitt avfall",
        "Måltiderna är goda, ekologiska och klimatsmarta",
    ),
    "utemiljö": (
        "Parkerna är välskötta och rika på arter",
        "Lekplatser och stråk är tillgängliga för alla",
    ),
    "boende": (
        "Barnfamiljer har ett stadigvarande hem",
        "Fler får behålla sin bostad genom tidigt stöd",
    ),
    "ekonomi": (
        "Nämndens verksamheter bedrivs kostnadseffektivt inom budget",
        "Lokaler används smart och samutnyttjas",
    ),
    "medarbetare": (
        "Medarbetare och chefer har en hållbar arbetssituation",
        "Nämnden har rätt kompetens för sina uppdrag",
    ),
    "demokrati": (
        "Invånare kan påverka och ta del av nämndens beslut",
        "Rättigheter för barn och minoriteter genomsyrar arbetet",
    ),
}


def mandate_of(year: int) -> Mandate:
    """The mandate period whose goals hold in ``year``."""
    return next(m for m in MANDATES if m.first_year <= year <= m.last_year)


def committee_goals(seed: object, committee: str, year: int, theme: str) -> tuple[str, ...]:
    """The committee's own goals under a theme: one or some, the same all mandate long."""
    mandate = mandate_of(year)
    source = rng(seed, "committee goals", committee, mandate.first_year, theme)
    titles = COMMITTEE_GOALS[theme]
    return tuple(titles[: source.randint(1, len(titles))])
