"""Invented indicators and how they develop over the years.

Belongs here: the catalogue, the yearly series of a committee (outcome, halves by sex,
forecast, target), the city's shared KF targets, and the patterns of empty cells that the
real reports show: survey indicators are empty until the survey is made, men and women
are empty together, a new indicator has no previous outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product

from tests.corpus.goals import THEMES
from tests.corpus.model import EMPTY, Cell, IndicatorRow, IndicatorTable, Kind
from tests.corpus.swedish import decimal, number, rng, trimmed


@dataclass(frozen=True, slots=True)
class Spec:
    """One indicator of the catalogue.

    ``low`` and ``high`` bound its usual level; ``rises`` says whether more is better;
    ``tertial`` whether it is measured during the year; ``sexes`` is 'mean' (the total
    lies between), 'sum' (the total is their sum) or '' (not divided); ``kf`` says what
    the city council prints as its target.
    """

    name: str
    theme: str
    unit: str
    low: float
    high: float
    places: int = 0
    rises: bool = True
    tertial: bool = False
    sexes: str = ""
    kf: str = "number"


def _survey(theme: str, group: str, claim: str) -> Spec:
    rises = not claim.startswith("avstår")
    return Spec(f"Andel {group} som {claim}", theme, "%", 55, 94, rises=rises, sexes="mean")


_SURVEY_PARTS = {
    "förskola": (
        ("föräldrar", "vårdnadshavare till barn på småbarnsavdelning"),
        (
            "tycker att förskolan ger barnet lust att lära",
            "känner sig välkomna när de lämnar och hämtar",
            "upplever att barnet är tryggt i barngruppen",
        ),
    ),
    "stöd": (
        ("brukare inom socialpsykiatrin", "personer i daglig verksamhet", "boende i gruppbostad"),
        (
            "är nöjda med sitt stöd",
            "upplever att personalen lyssnar",
            "vet vem de kan vända sig till (stöd och service till personer med "
            "funktionsnedsättning)",
        ),
    ),
    "äldre": (
        ("äldre med hemtjänst", "boende på vård- och omsorgsboende"),
        (
            "känner sig trygga hemma",
            "kan påverka hur hjälpen utförs",
            "tycker att måltiden är en trevlig stund på dagen",
        ),
    ),
    "kultur": (
        ("barn och ungdomar", "ungdomar i årskurs nio"),
        ("deltar i någon kulturaktivitet", "är nöjda med utbudet av fritidsaktiviteter"),
    ),
    "trygghet": (
        ("invånare", "ungdomar"),
        ("upplever trygghet där de bor", "avstår från att gå ut på kvällen av oro"),
    ),
    "utemiljö": (
        ("invånare",),
        ("är nöjda med skötseln av parker", "är nöjda med städning och renhållning"),
    ),
    "demokrati": (
        ("invånare", "besökare på medborgarkontoret"),
        ("känner förtroende för stadsdelsförvaltningen", "vet hur de lämnar synpunkter"),
    ),
    "medarbetare": (
        ("medarbetare",),
        ("vet vad som förväntas av dem i arbetet", "rekommenderar sin arbetsplats"),
    ),
}

_MEASURED = (
    Spec(
        "Andel barn i hushåll med ekonomiskt bistånd", "arbete", "%", 0.8, 5, 1, False, tertial=True
    ),
    Spec(
        "Andel invånare med ekonomiskt bistånd i förhållande till befolkningen",
        "arbete",
        "%",
        0.6,
        3,
        2,
        False,
        True,
        "mean",
    ),
    Spec(
        "Andel vuxna med bistånd längre än tolv månader",
        "arbete",
        "%",
        0.4,
        2,
        2,
        False,
        True,
        "mean",
    ),
    Spec(
        "Antal erbjudna platser för feriearbete", "arbete", "st", 300, 1300, tertial=True, kf="own"
    ),
    Spec(
        "Antal ungdomar som arbetat under lov genom stadens försorg",
        "arbete",
        "st",
        400,
        1300,
        tertial=True,
        sexes="sum",
        kf="city",
    ),
    Spec(
        "Antal platser för studerande i verksamhetsförlagd utbildning",
        "arbete",
        "st",
        80,
        320,
        tertial=True,
        kf="own",
    ),
    Spec(
        "Antal personer som gått från bistånd till arbete eller studier",
        "arbete",
        "st",
        40,
        240,
        tertial=True,
        sexes="sum",
        kf="own",
    ),
    Spec("Antal barn per grupp", "förskola", "barn/avd.", 13, 17, 1, False, True),
    Spec("Antal barn per anställd (årsarbetare)", "förskola", "st", 4.4, 5.6, 1, False, True),
    Spec(
        "Antal barn per legitimerad förskollärare",
        "förskola",
        "st",
        12,
        17,
        1,
        False,
        True,
        kf="direction",
    ),
    Spec(
        "Andel legitimerade förskollärare av alla anställda (årsarbetare)",
        "förskola",
        "%",
        30,
        44,
        1,
        True,
        True,
        "mean",
        kf="direction",
    ),
    Spec(
        "Andel barnskötare med avslutad utbildning (årsarbetare)",
        "förskola",
        "%",
        45,
        80,
        1,
        kf="later",
    ),
    Spec("Inskrivningsgrad i förskolan", "förskola", "%", 88, 98, 1, kf="own"),
    Spec('Förskolornas skattning av området "Språk och berättande"', "förskola", "", 2.9, 3.9, 2),
    Spec('Förskolornas skattning av området "Natur och teknik"', "förskola", "", 2.9, 3.9, 2),
    Spec(
        "Andel barn och unga som kommer tillbaka med ny anmälan efter avslutad utredning",
        "stöd",
        "%",
        12,
        30,
        1,
        False,
        True,
        "mean",
        kf="later",
    ),
    Spec(
        "Andel utredningar där barnet har kommit till tals",
        "stöd",
        "%",
        60,
        99,
        2,
        True,
        True,
        "mean",
        kf="own",
    ),
    Spec(
        "Andel placerade barn som når målen i matematik i årskurs sex",
        "stöd",
        "%",
        35,
        80,
        2,
        True,
        True,
        "mean",
    ),
    Spec(
        "Andel unga som träffat socialtjänsten inom 48 timmar efter anmälan om brott",
        "stöd",
        "%",
        40,
        100,
        1,
        True,
        True,
        "mean",
        kf="own",
    ),
    Spec(
        "Antal vuxna i skyddat boende som är kända av socialtjänsten",
        "stöd",
        "st",
        20,
        640,
        tertial=False,
        rises=False,
        kf="own",
    ),
    Spec("Preventionsindex ANDTS", "stöd", "", 55, 85, kf="none"),
    Spec(
        "Antal medarbetare som en person med hemtjänst möter under 14 dagar",
        "äldre",
        "personer",
        9,
        14,
        0,
        False,
        kf="max",
    ),
    Spec("Andel sjuksköterskor på särskilda boenden", "äldre", "", 0.03, 0.09, 2, kf="own"),
    Spec("Andel digitala inköp i hemtjänsten", "äldre", "%", 0, 40, kf="own"),
    Spec("Andel hemtjänsttagare med digital tillsyn på natten", "äldre", "%", 0, 30, kf="own"),
    Spec("Köpt energi i stadens lokaler", "klimat", "GWh", 1.6, 4, 2, False, kf="city"),
    Spec(
        "Klimatpåverkan från måltider och livsmedel",
        "klimat",
        "kg CO2 per kg livsmedel",
        1.2,
        1.9,
        2,
        False,
    ),
    Spec("Andel ekologiska livsmedel i egna kök", "klimat", "%", 45, 75, 2),
    Spec("Mängd matavfall till biogas", "klimat", "ton", 60, 210, 0, kf="city"),
    Spec("Andel elbilar och cyklar i tjänsten", "klimat", "%", 40, 100, kf="dash"),
    Spec(
        "Andel byggprojekt där material loggats i byggvarubasen", "klimat", "%", 70, 100, kf="own"
    ),
    Spec("Antal planterade träd på parkmark", "utemiljö", "st", 20, 140, kf="own"),
    Spec("Antal meter restaurerad äng och bryn", "utemiljö", "m", 150, 2400, kf="none"),
    Spec(
        "Antal barnfamiljer i tillfälligt boende på vandrarhem",
        "boende",
        "st",
        0,
        30,
        rises=False,
        tertial=True,
        kf="own",
    ),
    Spec(
        "Antal avhysningar som berör barn",
        "boende",
        "st",
        0,
        9,
        rises=False,
        tertial=True,
        kf="own",
    ),
    Spec(
        "Andel avhysningar som avvärjts efter varsel från hyresvärd",
        "boende",
        "%",
        60,
        98,
        2,
        True,
        True,
        kf="own",
    ),
    Spec(
        "Andel som behållit sitt kontrakt enligt Bostad först efter ett år",
        "boende",
        "%",
        50,
        100,
        kf="own",
    ),
    Spec(
        "Budgetföljsamhet före överföring av resultat",
        "ekonomi",
        "%",
        97,
        103,
        1,
        tertial=True,
        kf="hundred",
    ),
    Spec(
        "Budgetföljsamhet efter överföring av resultat",
        "ekonomi",
        "%",
        97,
        103,
        1,
        tertial=True,
        kf="hundred",
    ),
    Spec("Träffsäkerhet i prognosen efter augusti", "ekonomi", "%", -2, 2, 0, kf="plus_minus"),
    Spec("Andel elektroniska inköp", "ekonomi", "%", 35, 70, 2, kf="own_board"),
    Spec("Andel avtal som har följts upp", "ekonomi", "%", 60, 100, 0),
    Spec("Sjukfrånvaro", "medarbetare", "%", 6, 11, 1, False, True, "mean", kf="own_board"),
    Spec("Sjukfrånvaro dag 1-14", "medarbetare", "%", 2, 4, 1, False, True, "mean", kf="own_board"),
    Spec("Aktivt medskapande, index", "medarbetare", "", 74, 86, 0, sexes="mean"),
    Spec(
        "Andel arbetade timmar av timavlönade inom äldreomsorgen",
        "medarbetare",
        "",
        12,
        26,
        1,
        False,
        True,
        kf="own_board",
    ),
    Spec("Index för god arbetsgivare", "medarbetare", "", 76, 88, 0),
    Spec("Genomförda åtgärder ur risk- och sårbarhetsanalysen", "trygghet", "%", 70, 100, 0),
    Spec("Antal genomförda trygghetsvandringar", "trygghet", "st", 3, 20, tertial=True, kf="own"),
    Spec("Antal besök på öppna fritidsgårdar", "kultur", "st", 9000, 42000, tertial=True, kf="own"),
    Spec("Antal föreningar med verksamhetsstöd", "kultur", "st", 18, 90, kf="none"),
    Spec(
        "Antal medborgarförslag som besvarats inom tre månader",
        "demokrati",
        "st",
        5,
        60,
        tertial=True,
        kf="none",
    ),
)

CATALOGUE = _MEASURED + tuple(
    _survey(theme, group, claim)
    for theme, (groups, claims) in _SURVEY_PARTS.items()
    for group, claim in product(groups, claims)
)

OWN_QUESTIONS = (
    "vet vilket stöd som finns",
    "tycker att informationen är lätt att förstå",
    "skulle rekommendera verksamheten",
    "upplever att verksamheten har utvecklats",
    "blir bemötta med respekt",
)
OWN_GROUPS = {
    "arbete": "deltagare i arbetsträning",
    "trygghet": "nattvandrare",
    "förskola": "vårdnadshavare",
    "stöd": "personer med boendestöd",
    "äldre": "anhöriga",
    "kultur": "besökare i parklek",
    "klimat": "medarbetare",
    "utemiljö": "parkbesökare",
    "boende": "hushåll med stödboende",
    "ekonomi": "beställare",
    "medarbetare": "nyanställda",
    "demokrati": "deltagare i medborgardialog",
}


@dataclass(frozen=True, slots=True)
class Series:
    """What one committee says of one indicator in one year; printed numbers.

    ``parts`` are the outcomes after April, August and December; ``halves`` the same for
    men and women. None where the committee has no figure.
    """

    spec: Spec
    owner: str
    target: Decimal
    parts: tuple[Decimal | None, Decimal | None, Decimal | None]
    halves: tuple[tuple[Decimal, Decimal] | None, ...]
    forecast: tuple[Decimal | None, Decimal | None]


def own_specs(seed: object, committee: str, theme: str) -> tuple[Spec, ...]:
    """The committee's own indicators of a theme (no KF target)."""
    source = rng(seed, "own indicators", committee, theme)
    group = OWN_GROUPS[theme]
    # Some committees have hardly an indicator of their own, some have dozens.
    wealth = rng(seed, "wealth of indicators", committee).random() ** 2
    names = source.sample(OWN_QUESTIONS, round(wealth * source.uniform(0, len(OWN_QUESTIONS))))
    return tuple(
        Spec(
            f"Andel {group} som {claim}",
            theme,
            "%",
            50,
            95,
            kf="none",
            sexes="mean" if source.random() < 0.4 else "",
        )
        for claim in names
    )


def city_specs(seed: object, first_year: int, theme: str) -> tuple[Spec, ...]:
    """The city council's indicators of a theme in a mandate period (from ``first_year``)."""
    source = rng(seed, "city indicators", first_year, theme)
    pool = [spec for spec in CATALOGUE if spec.theme == theme]
    share = rng(seed, "share of catalogue", first_year).uniform(0.45, 1.0)
    kept = source.sample(
        pool, min(max(1, round(len(pool) * share * source.uniform(0.8, 1.1))), len(pool))
    )
    return tuple(sorted(kept, key=lambda spec: spec.name))


def _better(spec: Spec, value: float, share: float) -> float:
    """Move a value a share of its usual span in the good direction, within bounds."""
    step = (spec.high - spec.low) * share * (1 if spec.rises else -1)
    ceiling = 100.0 if spec.unit == "%" and spec.low >= 0 else float("inf")
    return min(max(value + step, 0.0), ceiling)


@cache
def kf_target(seed: object, spec: Spec, year: int) -> Cell:
    """The city council's target of a year: the same for every committee.

    The city as a whole counts the sum of its committees (kf 'city'); the remarks are
    those of the real reports.
    """
    source = rng(seed, "kf target", spec.name, year)
    middle = (spec.low + spec.high) / 2
    remarks = {
        "own": "Tas fram av nämnd",
        "own_board": "Tas fram av nämnd/styrelse",
        "later": source.choice((f"Fastställs {year}", f"Fastställs {year + 1}", "Fastställs t1")),
        "direction": (
            source.choice(("öka", "Ökning"))
            if spec.rises
            else source.choice(("minska", "Minskning"))
        ),
        "dash": "-",
        "none": "",
    }
    if spec.kf in remarks:
        return Cell(remarks[spec.kf])
    if spec.kf == "max":
        limit = decimal(spec.low + 1, 0)
        return Cell(f"Max {limit} {spec.unit}", limit, spec.unit)
    if spec.kf == "plus_minus":
        return Cell(source.choice(("+/-1 %", "+/- 1 %")), Decimal(1), "%")
    if spec.kf == "hundred":
        return Cell("100 %", Decimal(100), "%")
    factor = 13 if spec.kf == "city" else 1
    share = source.uniform(0.05, 0.4)
    goal = decimal(_better(spec, middle, share) * factor, min(spec.places, 1))
    if spec.kf == "city" and goal > 1000:
        goal = decimal(goal / 100, 0) * 100
    return figure(goal, spec.unit, bare=source.random() < 0.1)


def figure(value: Decimal, unit: str, *, bare: bool, keep_zeros: bool = False) -> Cell:
    """A cell with a number and, unless ``bare``, its unit."""
    text = number(value) if keep_zeros else trimmed(value)
    if bare or not unit:
        return Cell(text, Decimal(value), "")
    return Cell(f"{text} {unit}", Decimal(value), unit)


@cache
def _level(seed: object, committee: str, spec: Spec, year: int) -> float:
    """The latent level of a year: a walk that keeps near the committee's own home."""
    home = rng(seed, "level", committee, spec.name).uniform(spec.low, spec.high)
    if year <= 2013:
        return home
    before = _level(seed, committee, spec, year - 1)
    step = rng(seed, "step", committee, spec.name, year).gauss(0.0, 0.08)
    return _better(spec, before + 0.2 * (home - before), step)


def _halves(
    seed: object, committee: str, spec: Spec, year: int, part: int, total: Decimal
) -> tuple[Decimal, Decimal] | None:
    """Men and women so that they enclose the total, or add up to it."""
    source = rng(seed, "halves", committee, spec.name, year, part)
    if spec.sexes == "sum":
        men = Decimal(round(int(total) * source.uniform(0.42, 0.56)))
        return men, total - men
    if spec.sexes != "mean":
        return None
    gap = (spec.high - spec.low) * abs(source.gauss(0, 0.1))
    up = decimal(float(total) + gap * 0.5, spec.places)
    down = decimal(max(float(total) - gap * 0.5, 0.0), spec.places)
    if spec.unit == "%":
        up = min(up, Decimal(100))
    return (up, down) if source.random() < 0.5 else (down, up)


@cache
def series(seed: object, committee: str, owner: str, spec: Spec, year: int) -> Series:
    """One committee's figures of one indicator in one year."""
    source = rng(seed, "series", committee, spec.name, year)
    final = decimal(_level(seed, committee, spec, year), spec.places)
    before = outcome_of_year(seed, committee, spec, year - 1)
    target = decimal(
        _better(spec, float(before if before is not None else final), source.uniform(0, 0.15)),
        0 if spec.unit == "%" and spec.low > 10 else spec.places,
    )
    if spec.kf == "plus_minus":
        target = Decimal(1)
    elif spec.kf == "hundred":
        target = Decimal(100)
    parts: list[Decimal | None] = [None, None, final]
    if spec.tertial:
        for part, share in ((0, 0.3), (1, 0.65)):
            level = float(final) * (
                share if spec.sexes == "sum" or spec.high > 200 else source.uniform(0.95, 1.05)
            )
            if spec.unit == "%":
                level = min(level, 100.0)
            parts[part] = decimal(level, spec.places)
    elif source.random() < 0.25:
        parts[1] = final  # a survey whose result was known after August
    parts[2] = outcome_of_year(seed, committee, spec, year)
    forecast = tuple(
        decimal(
            float(target) + (float(final) - float(target)) * source.uniform(0, 0.6),
            min(spec.places, 1),
        )
        if spec.tertial or source.random() < 0.25
        else None
        for _ in range(2)
    )
    halves = tuple(
        None if value is None else _halves(seed, committee, spec, year, part, value)
        for part, value in enumerate(parts)
    )
    return Series(
        spec, owner, target, (parts[0], parts[1], parts[2]), halves, (forecast[0], forecast[1])
    )


def outcome_of_year(seed: object, committee: str, spec: Spec, year: int) -> Decimal | None:
    """The outcome in the annual report of ``year`` and, as previous, in next year's reports.

    None where it was not measured, and before 2014.
    """
    if year < 2014 or rng(seed, "measured", committee, spec.name, year).random() < 0.04:
        return None
    return decimal(_level(seed, committee, spec, year), spec.places)


@dataclass(frozen=True, slots=True)
class Columns:
    """The value columns that one kind of report prints."""

    measures: tuple[str, ...]
    headers: tuple[str, ...]
    period_header: str


def columns(kind: Kind, year: int, *, older: bool = False) -> Columns:
    """The column set of a report kind; ``older`` picks the headers of earlier years."""
    if kind is Kind.VP:
        return Columns(
            ("target", "kf_target"),
            ("Årsmål", f"KF:s årsmål {year}" if older else f"KF:s årsmål år {year}"),
            "Period" if older else "Periodicitet",
        )
    previous = f"Periodens utfall VB {year - 1}" if older else f"Utfall VB {year - 1}"
    sexes = ("Utfall män/ pojkar", "Utfall kvinnor/ flickor")
    if kind is Kind.VB:
        return Columns(
            ("outcome", "outcome_men", "outcome_women", "previous_outcome", "target", "kf_target"),
            ("Periodens utfall", *sexes, previous, "Årsmål", "KF:s årsmål"),
            "Period",
        )
    return Columns(
        (
            "outcome",
            "outcome_men",
            "outcome_women",
            "previous_outcome",
            "forecast",
            "target",
            "kf_target",
        ),
        ("Periodens utfall", *sexes, previous, "Prognos helår", "Årsmål", "KF:s årsmål"),
        "Period",
    )


def _cells(seed: object, committee: str, data: Series, kind: Kind, year: int) -> dict[str, Cell]:
    """All cells of a row by measure, with the habits of printing units."""
    spec = data.spec
    habit = rng(seed, "habit", committee, spec.name, year, kind.value)
    bare_outcome, bare_forecast = habit.random() < 0.12, habit.random() < 0.3
    bare_target = habit.random() < 0.08
    part = {Kind.T1: 0, Kind.T2: 1, Kind.VB: 2}.get(kind)
    cells: dict[str, Cell] = {"kf_target": EMPTY}
    if data.owner == "KF":
        cells["kf_target"] = kf_target(seed, spec, year)
    target_unit = spec.unit
    cells["target"] = (
        Cell("+/-1 %", Decimal(1), "%")
        if spec.kf == "plus_minus"
        else figure(data.target, target_unit, bare=bare_target, keep_zeros=habit.random() < 0.08)
    )
    if part is None:
        return cells
    outcome = data.parts[part]
    halves = data.halves[part]
    if outcome is not None:
        cells["outcome"] = figure(outcome, spec.unit, bare=bare_outcome)
    if outcome is not None and halves is not None and habit.random() < 0.92:
        cells["outcome_men"] = figure(halves[0], spec.unit, bare=False)
        cells["outcome_women"] = figure(halves[1], spec.unit, bare=False)
    before = outcome_of_year(seed, committee, spec, year - 1)
    comparable = rng(seed, "comparable", committee, spec.name, year).random() > 0.12
    if before is not None and comparable:
        cells["previous_outcome"] = figure(before, spec.unit, bare=bare_outcome)
    if part < 2 and data.forecast[part] is not None:
        forecast = data.forecast[part]
        assert forecast is not None
        cells["forecast"] = figure(forecast, spec.unit, bare=bare_forecast)
    return cells


def _period(spec: Spec, kind: Kind, year: int) -> str:
    if kind is Kind.VP:
        return "Tertial" if spec.tertial else "År"
    if not spec.tertial:
        return str(year)
    return f"VB {year}" if kind is Kind.VB else f"Tertial {kind.value[1]} {year}"


def _analysis(source_key: tuple[object, ...], cells: dict[str, Cell], data: Series) -> str:
    """An analysis text whose figures agree with the row, or one without figures."""
    source = rng(*source_key)
    if source.random() > 0.28:
        return ""
    outcome, before = (
        cells.get("outcome", EMPTY).number,
        cells.get("previous_outcome", EMPTY).number,
    )
    target = cells.get("target", EMPTY).number
    word = "procentenheter" if data.spec.unit == "%" else "enheter"
    comparable = data.spec.unit != "st" and outcome != before
    if outcome is not None and before is not None and comparable:
        change = outcome - before
        verb = "stigit" if change > 0 else "sjunkit"
        return source.choice(
            (
                f"Utfallet har {verb} med {trimmed(abs(change))} {word} sedan förra "
                "verksamhetsberättelsen. Arbetssättet behålls.",
                f"Jämfört med året innan har värdet {verb} med {trimmed(abs(change))} {word}.",
            )
        )
    if outcome is not None and target is not None and data.spec.unit == "%":
        return (
            f"Avståndet till årsmålet är {trimmed(abs(target - outcome))} procentenheter. "
            "Enheterna följer upp resultatet i sina handlingsplaner."
        )
    texts = [
        "Underlaget är litet och resultatet tolkas därför med försiktighet.",
        "Förvaltningen arbetar vidare enligt plan och följer utvecklingen varje månad. "
        "Flera enheter har prövat nya arbetssätt som nu sprids till övriga.",
    ]
    if outcome is None:
        texts.append("Mätningen görs under hösten och redovisas i verksamhetsberättelsen.")
    return source.choice(texts)


def row(
    seed: object, committee: str, owner: str, spec: Spec, kind: Kind, year: int, shape: Columns
) -> IndicatorRow:
    """One printed row."""
    data = series(seed, committee, owner, spec, year)
    cells = _cells(seed, committee, data, kind, year)
    key = (seed, "analysis", committee, spec.name, kind.value, year)
    return IndicatorRow(
        spec.name,
        tuple(cells.get(measure, EMPTY) for measure in shape.measures),
        _period(spec, kind, year),
        "" if kind is Kind.VP else _analysis(key, cells, data),
        has_icon=rng(*key, "icon").random() < 0.75,
    )


def table(
    seed: object,
    committee: str,
    owner: str,
    specs: tuple[Spec, ...],
    kind: Kind,
    year: int,
    goal: int,
) -> IndicatorTable:
    """The indicator table of a goal section; rows that print no value at all are left out."""
    shape = columns(kind, year, older=rng(seed, "headers", committee, year).random() < 0.3)
    rows = tuple(row(seed, committee, owner, spec, kind, year, shape) for spec in specs)
    printed = tuple(r for r in rows if any(cell.text for cell in r.cells))
    return IndicatorTable(goal, shape.measures, shape.headers, shape.period_header, printed)


assert set(OWN_GROUPS) == set(THEMES)
