"""Invented activities with dates, deviations and analysis.

Belongs here: what the city council and a committee plan for a year. The same activities
stand in all four reports of the year; deviations appear as the year goes on.
"""

from __future__ import annotations

from datetime import date

from tests.corpus.model import ActivityRow, ActivityTable, Kind
from tests.corpus.swedish import rng

LEADERS = (
    "Socialnämnden",
    "Kulturnämnden",
    "Äldrenämnden",
    "Miljönämnden",
    "Kommunstyrelsen",
    "Arbetsmarknadsnämnden",
    "Trafiknämnden",
)
JOINT = (
    "ska i samarbete med stadsdelsnämnderna",
    "ska tillsammans med stadsdelsnämnderna och med stöd av kommunstyrelsen",
    "ska i samråd med stadsdelsnämnderna",
)
CITY_TASKS = {
    "arbete": ("pröva nya vägar in i arbetslivet för unga som varken studerar eller arbetar",),
    "trygghet": ("ta fram en gemensam lägesbild av tryggheten kring stadens torg",),
    "förskola": ("följa upp hur övergången från förskola till förskoleklass fungerar",),
    "stöd": (
        "utveckla uppföljningen av placeringar så att barnets egen berättelse blir synlig",
        "införa en gemensam modell för att upptäcka våld i nära relationer",
    ),
    "äldre": ("sprida arbetssätt som bryter ofrivillig ensamhet bland äldre",),
    "kultur": (
        "se över hur fritidsgårdarnas lokaler kan hållas öppna under kvällar, helger och lov, "
        "inklusive hur verksamheten kan bli mer rörlig och nå unga där de är",
    ),
    "klimat": ("minska engångsmaterial i kök, på förskolor och i omsorgen",),
    "utemiljö": ("kartlägga värmeöar och föreslå var skugga och grönska gör mest nytta",),
    "boende": ("korta tiden i tillfälliga boenden för familjer med barn",),
    "ekonomi": ("pröva gemensamma inköp av tjänster inom omsorgen",),
    "medarbetare": ("ta fram en introduktion för nya chefer",),
    "demokrati": ("höja valdeltagandet i områden där det är lågt",),
}
OWN_VERBS = (
    "Förvaltningen ska utveckla",
    "Förvaltningen ska under året genomföra",
    "Nämnden ska inventera",
    "Utbilda medarbetare i",
    "Ta fram en rutin för",
    "Följa upp",
)
OWN_OBJECTS = {
    "arbete": ("mötet med arbetsgivare", "handledning för feriearbetare", "studiebesök"),
    "trygghet": ("platssamverkan vid torget", "minst fyra trygghetsvandringar", "skadegörelse"),
    "förskola": (
        "högläsning på alla avdelningar",
        "lärmiljöer för de yngsta barnen, inne och ute, med stöd av specialpedagoger",
        "barns delaktighet",
    ),
    "stöd": ("samtalsstöd i grupp", "samordnad individuell plan, SIP", "öppenvårdens utbud"),
    "äldre": ("måltidsombudens roll", "träffpunkternas program", "välfärdsteknik i hemmet"),
    "kultur": ("lovprogram tillsammans med föreningar", "fritidsbanken", "unga ledare"),
    "klimat": ("matsvinn i köken", "källsortering", "lånecyklar i tjänsten"),
    "utemiljö": ("slåtterängar", "parklekarnas gårdar", "belysning längs gångvägar"),
    "boende": ("hembesök vid hyresskuld", "samverkan med hyresvärdar", "boendevägledning"),
    "ekonomi": ("lokalernas beläggning", "avtalsuppföljning", "månadsuppföljningen"),
    "medarbetare": ("schemaläggning som håller över tid", "skyddsronder", "bemötande"),
    "demokrati": ("medborgarbudget", "klarspråk i beslut", "barnkonsekvensanalyser"),
}
ANALYSES = (
    "Arbetet har tagit längre tid än beräknat och avslutas under nästa år.",
    "Aktiviteten har flyttats fram eftersom en nyckelfunktion var vakant under våren.",
    "Insatsen är genomförd och arbetssättet ingår nu i ordinarie verksamhet.",
    "Aktiviteten genomförs inte av {leader}.",
)


def _dates(key: tuple[object, ...], year: int) -> tuple[date | None, date | None]:
    source = rng(*key, "dates")
    start: date | None = date(year, 1, 1)
    end: date | None = date(year, 12, 31)
    if source.random() < 0.15:
        start = date(year - source.randint(1, 2), source.choice((1, 9)), 1)
    elif source.random() < 0.08:
        start = date(year, source.choice((2, 3, 4, 8)), source.randint(1, 28))
    if source.random() < 0.15:
        end = date(year, source.choice((6, 8, 10)), 30)
    if source.random() < 0.03:
        end = None
    if source.random() < 0.01:
        start = None
    if start and end and end < start:
        end = date(year, 12, 31)
    return start, end


def _row(key: tuple[object, ...], text: str, kind: Kind, year: int) -> ActivityRow:
    source = rng(*key, "deviation")
    start, end = _dates(key, year)
    chance = {Kind.VP: 0.0, Kind.T1: 0.06, Kind.T2: 0.1, Kind.VB: 0.14}[kind]
    deviates = source.random() < chance
    analysis = ""
    if deviates:
        analysis = source.choice(ANALYSES[:2])
    elif kind is not Kind.VP and source.random() < 0.12:
        analysis = source.choice(ANALYSES[2:]).format(leader=source.choice(LEADERS))
    return ActivityRow(text, start, end, deviates, analysis, source.random() < 0.75)


def _table(
    key: tuple[object, ...], texts: tuple[str, ...], kind: Kind, year: int, goal: int
) -> ActivityTable:
    return ActivityTable(
        goal,
        kind is not Kind.VP,
        tuple(_row((*key, text), text, kind, year) for text in sorted(texts)),
    )


def city_table(
    seed: object, committee: str, theme: str, kind: Kind, year: int, goal: int
) -> ActivityTable:
    """The city council's activities of a theme: the same text for every committee."""
    source = rng(seed, "city activities", year, theme)
    texts = tuple(
        f"{source.choice(LEADERS)} {source.choice(JOINT)} {task}"
        for task in CITY_TASKS[theme]
        if source.random() < 0.8
    )
    return _table((seed, "city", committee, year), texts, kind, year, goal)


def own_table(
    seed: object, committee: str, theme: str, title: str, kind: Kind, year: int, goal: int
) -> ActivityTable:
    """The committee's own activities under one of its goals."""
    source = rng(seed, "own activities", committee, year, title)
    objects = source.sample(OWN_OBJECTS[theme], source.randint(0, 3))
    ends = source.choice(("", "."))
    texts = tuple(f"{source.choice(OWN_VERBS)} {thing}{ends}" for thing in objects)
    return _table((seed, "own", committee, year, title), texts, kind, year, goal)
