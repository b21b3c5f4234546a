"""Running text from sentence templates of our own.

Belongs here: sentences about themes, and sentences whose figures come from the committee's
economy or from the report's own assessments, so that prose and tables agree.
"""

from __future__ import annotations

from random import Random

from tests.corpus.finance import Line
from tests.corpus.model import Assessment, Kind
from tests.corpus.swedish import capital, count_word, mnkr, number

PEOPLE = {
    "arbete": ("arbetssökande", "unga utan arbete", "nyanlända"),
    "trygghet": ("boende", "butiksägare", "unga"),
    "förskola": ("barn", "vårdnadshavare", "barngrupper"),
    "stöd": ("brukare", "familjer", "klienter"),
    "äldre": ("äldre", "anhöriga", "omsorgstagare"),
    "kultur": ("ungdomar", "besökare", "ledare"),
    "klimat": ("medarbetare", "kockar", "leverantörer"),
    "utemiljö": ("parkbesökare", "förskolegrupper", "odlare"),
    "boende": ("hushåll", "hyresgäster", "barnfamiljer"),
    "ekonomi": ("chefer", "controllers", "beställare"),
    "medarbetare": ("medarbetare", "chefer", "vikarier"),
    "demokrati": ("invånare", "föreningar", "förstagångsväljare"),
}
WORK = {
    "arbete": ("arbetsträning", "feriearbete", "jobbcoachning"),
    "trygghet": ("platssamverkan", "trygghetsvandringar", "föräldrastöd"),
    "förskola": ("högläsning", "utevistelse", "undervisning i mindre grupper"),
    "stöd": ("öppenvård", "boendestöd", "familjebehandling"),
    "äldre": ("hemtjänst", "dagverksamhet", "social samvaro"),
    "kultur": ("lovverksamhet", "öppen fritid", "skapande i ateljé"),
    "klimat": ("källsortering", "energisparande", "återbruk"),
    "utemiljö": ("slåtter", "trädvård", "plantering"),
    "boende": ("boendestöd", "hyresrådgivning", "uppsökande arbete"),
    "ekonomi": ("månadsuppföljning", "avtalsuppföljning", "lokalplanering"),
    "medarbetare": ("introduktion", "skyddsronder", "handledning"),
    "demokrati": ("medborgardialog", "klarspråk", "minoritetssamråd"),
}
PARTNERS = (
    "polisen",
    "skolorna",
    "civilsamhället",
    "regionen",
    "fastighetsägarna",
    "andra stadsdelsförvaltningar",
    "biblioteket",
)
DONE = (
    "Under perioden har {work} erbjudits på {n} platser, och {people} har deltagit i planeringen.",
    "Samarbetet med {partner} kring {work} har fördjupats och träffarna är nu återkommande.",
    "Totalt har {big} {people} tagit del av {work}, varav {share} procent är kvinnor.",
    "En ny rutin för {work} är på plats. Den har tagits fram tillsammans med {people} och prövas "
    "vid {n} enheter innan den införs brett.",
    "Antalet {people} som söker sig till verksamheten har ökat, vilket ställer krav på bemanning, "
    "lokaler och tillgänglighet under kvällar och helger.",
    "Utmaningen är fortfarande att nå {people} som inte själva söker stöd.",
    "Enheterna har delat med sig av sina erfarenheter av {work} i nätverk som leds av "
    "förvaltningens utvecklingsledare.",
    "Väntetiden har kortats till {n} veckor tack vare förändrad fördelning av ärenden.",
    "Förvaltningen bedömer att {work} ger effekt på sikt, men att underlaget ännu är för litet för "
    "säkra slutsatser.",
    "Vid uppföljningen i samråd med {partner} framkom att {people} önskar tydligare information.",
    "Av de {people} som svarat på den egna enkäten är {share} procent nöjda, jämfört med {less} "
    "procent vid förra mätningen.",
)
PLANNED = (
    "Förvaltningen ska fortsätta utveckla {work} tillsammans med {partner}.",
    "Målet är att fler {people} ska få ta del av {work} under året.",
    "Under året planeras {n} nya grupper för {people}.",
    "Arbetssättet följs upp varje tertial och resultatet återförs till {people}.",
    "Särskilt fokus läggs på {people} som har svårt att ta del av ordinarie verksamhet, bland "
    "annat genom uppsökande arbete, anpassad information och tolk vid behov.",
    "Kompetensen inom {work} ska stärkas genom handledning och gemensamma utbildningsdagar.",
    "Insatserna samordnas med {partner} så att {people} möter en sammanhållen verksamhet.",
    "Utfallet från år {year} visar att {work} behöver nå fler, i synnerhet pojkar och unga män.",
)
SUBHEADINGS = (
    "Samverkan",
    "Uppsökande arbete",
    "Goda exempel",
    "Kompetensutveckling",
    "Digitalisering",
    "Mänskliga rättigheter",
    "Barns delaktighet",
    "Tillgänglighet",
)
RESULTS = (
    "Fler {people} känner till det stöd som finns.",
    "{People} är delaktiga i beslut som rör dem",
    "Arbetet med {work} är likvärdigt i hela området.",
    "Fler {people} är nöjda med verksamheten",
    "Kvaliteten i {work} följs upp varje år.",
)


def fill(source: Random, template: str, theme: str, year: int) -> str:
    """A sentence about a theme."""
    share = source.randint(41, 78)
    people = source.choice(PEOPLE[theme])
    return template.format(
        work=source.choice(WORK[theme]),
        people=people,
        People=capital(people),
        partner=source.choice(PARTNERS),
        n=source.randint(2, 14),
        big=number(source.randint(120, 2400)),
        share=share,
        less=share - source.randint(1, 9),
        year=year - 1,
    )


def paragraph(source: Random, theme: str, kind: Kind, year: int, sentences: int) -> str:
    """Some sentences about a theme, none of them twice."""
    pool = PLANNED if kind is Kind.VP else DONE
    chosen = source.sample(pool, min(sentences, len(pool)))
    return " ".join(fill(source, template, theme, year) for template in chosen)


def expected_results(source: Random, theme: str, year: int) -> tuple[str, ...]:
    """The bullets of 'Förväntat resultat'."""
    return tuple(
        fill(source, template, theme, year)
        for template in source.sample(RESULTS, source.randint(2, 4))
    )


def balance_words(value: int) -> str:
    """'ett överskott om 1,2 mnkr', 'ett underskott om 1,2 mnkr' or 'en budget i balans'."""
    if value == 0:
        return "en budget i balans"
    word = "överskott" if value > 0 else "underskott"
    return f"ett {word} om {mnkr(abs(value))} mnkr"


def result_sentence(kind: Kind, before: int, after: int) -> str:
    """The year in one sentence, before and after the result units' transfers."""
    verb = "Bokslutet visar" if kind is Kind.VB else "Prognosen för helåret visar"
    return (
        f"{verb} {balance_words(before)} före resultatöverföringar och {balance_words(after)} "
        "efter resultatöverföringar."
    )


AREA_SUBJECT = "Verksamheten"
"""How a sentence on a service area's result begins."""


def area_sentence(line: Line, kind: Kind) -> str:
    """What a service area's row says, in words."""
    verb = "redovisar" if kind is Kind.VB else "prognostiserar"
    return f"{AREA_SUBJECT} {verb} {balance_words(line.deviation(kind))} efter överföringar."


def plan_sentence(line: Line, old_budget: int) -> str:
    """A plan's net budget against last year's final budget."""
    change = line.plan.net - old_budget
    if not change:
        return f"Nettobudgeten uppgår till {mnkr(line.plan.net)} mnkr, oförändrat mot året innan."
    word = "ökning" if change > 0 else "minskning"
    return (
        f"Nettobudgeten uppgår till {mnkr(line.plan.net)} mnkr, en {word} med "
        f"{mnkr(abs(change))} mnkr jämfört med slutlig budget året innan."
    )


WORDS = {
    Assessment.FULLY: "uppfyllas helt",
    Assessment.PARTLY: "uppfyllas delvis",
    Assessment.NOT: "inte uppfyllas",
}


def assessment_sentence(own: Assessment, below: list[Assessment], what: str) -> str:
    """A goal's assessment and how its sub-goals are assessed, counted from the report."""
    verdict = "inte uppfylls" if own is Assessment.NOT else f"uppfylls {own.value}"
    text = f"Bedömningen är att målet {verdict}."
    if not below:
        return text
    if len(below) == 1:
        return f"{text} Underliggande {what} bedöms {WORDS[below[0]]}."
    counts = [
        f"{neuter(below.count(level))} {WORDS[level]}" for level in Assessment if level in below
    ]
    tail = " och ".join([", ".join(counts[:-1]), counts[-1]] if len(counts) > 1 else counts)
    return f"{text} Av {count_word(len(below))} {what} bedöms {tail}."


def neuter(value: int) -> str:
    """A number of goals in words: 1 → 'ett'."""
    return "ett" if value == 1 else count_word(value)
