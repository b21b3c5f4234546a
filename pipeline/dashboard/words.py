"""What stands on the screen, in Swedish and English: labels and sentences, said once.

What coded values are called stands in ``codes``. A code that has no word there is shown as it
is by ``Words.code``, so that a new one is seen, not lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.dashboard.codes import CODES

_LANGUAGE_COLUMN = {"sv": 0, "en": 1}

LABELS: Mapping[str, tuple[str, str]] = {
    # the shell
    "skip": ("Till innehållet", "Skip to content"),
    "pages": ("Sidor", "Pages"),
    "overview": ("Översikt", "Overview"),
    "committee": ("Nämnd", "Committee"),
    "indicator": ("Indikator", "Indicator"),
    "money": ("Ekonomi", "Money"),
    "comparison": ("Jämförelse", "Comparison"),
    "contradictions": ("Motsägelser", "Contradictions"),
    "search": ("Sök", "Search"),
    "coverage": ("Täckning", "Coverage"),
    "source": ("Källa", "Source"),
    "theme": ("Utseende", "Theme"),
    "theme_auto": ("Som datorn", "As the device"),
    "theme_ljust": ("Ljust", "Light"),
    "theme_morkt": ("Mörkt", "Dark"),
    "release": ("Utgåva", "Release"),
    "new_release": ("En ny utgåva är publicerad.", "A new release has been published."),
    "reload": ("Visa den", "Show it"),
    "show": ("Visa", "Show"),
    "all": ("Alla", "All"),
    "first_rows": (
        "De {number} första av {all} rader visas; filen har alla.",
        "The first {number} of {all} rows are shown; the file has all.",
    ),
    "download": ("Hämta", "Download"),
    "copy_link": ("Kopiera länk", "Copy link"),
    "copied": ("Länken är kopierad", "Link copied"),
    "print": ("Skriv ut", "Print"),
    "nothing_here": ("Här finns inget att visa.", "There is nothing to show here."),
    "legend": ("Så läser du siffrorna", "How to read the figures"),
    "legend_click": (
        "Varje siffra är en länk till stället där den är tryckt.",
        "Every figure is a link to the place where it is printed.",
    ),
    # what is to be said against a figure
    "doubtful": ("osäkert läst", "doubtful reading"),
    "contradicted": ("motsägs i källan", "contradicted in the source"),
    "out_of_bounds": ("ovanligt värde", "unusual value"),
    "corrected": ("rättad", "corrected"),
    "carried": ("från tidigare utgåva", "carried over from an earlier release"),
    "doubtful_long": (
        "Sannolikheten att siffran är rätt läst är {likely}.",
        "The figure is read right with a probability of {likely}.",
    ),
    "second_reading": (
        "Den andra läsningen är kolumnen {measure} ({likely}).",
        "The other reading is the column {measure} ({likely}).",
    ),
    "contradicted_long": (
        "Rapporten säger också något annat; se motsägelserna nedan.",
        "The report also says otherwise; see the contradictions below.",
    ),
    "out_of_bounds_long": (
        "Värdet ligger utanför det som är rimligt för sitt slag.",
        "The value lies outside what is reasonable for its kind.",
    ),
    "corrected_long": (
        "Värdet är rättat för hand; det tryckta står kvar nedan.",
        "The value was corrected by hand; the print is kept below.",
    ),
    "carried_long": (
        "Läst för utgåva {release} och överförd, eftersom filen inte kan läsas eller inte är "
        "trovärdig nu.",
        "Read for release {release} and carried over, because the file cannot be read or is "
        "not believed now.",
    ),
    "confidence": ("Säkerhet", "Confidence"),
    "remark": ("Anmärkning", "Remark"),
    # committee
    "year": ("År", "Year"),
    "report": ("Rapport", "Report"),
    "reports": ("Rapporter", "Reports"),
    "dated": ("daterad", "dated"),
    "diary": ("Dnr", "Reg. no."),
    "goals": ("Mål", "Goals"),
    "goal": ("Mål", "Goal"),
    "goals_lead": (
        "Måluppfyllelse enligt rapporten. Öppna ett mål för dess indikatorer och aktiviteter.",
        "Goals as the report assesses them. Open one for its indicators and activities.",
    ),
    "assessment": ("Måluppfyllelse", "Assessment"),
    "indicators": ("Indikatorer", "Indicators"),
    "activities": ("Aktiviteter", "Activities"),
    "activity": ("Aktivitet", "Activity"),
    "start": ("Start", "Start"),
    "end": ("Slut", "End"),
    "status": ("Läge", "Status"),
    "analysis": ("Analys", "Analysis"),
    "reached_of": ("{reached} av {judged} uppnådda", "{reached} of {judged} reached"),
    "fully_of": ("{fully} av {assessed} uppfylls helt", "{fully} of {assessed} met fully"),
    "reason": ("Varför", "Why"),
    "budget_result": ("Budgetutfall", "Budget result"),
    "budget_lead": (
        "Avvikelse från budget per verksamhetsområde; överskott är positivt.",
        "Deviation from budget by service area; a surplus is positive.",
    ),
    "changed": ("Förändrat sedan förra rapporten", "Changed since the last report"),
    "changed_lead": ("Jämfört med {report}.", "Compared with {report}."),
    "no_earlier": (
        "Ingen tidigare rapport för året finns i lagret.",
        "No earlier report of the year is in the warehouse.",
    ),
    "nothing_changed": ("Inget av detta har ändrats.", "None of this has changed."),
    "before": ("Förut", "Before"),
    "now": ("Nu", "Now"),
    "what": ("Vad", "What"),
    "doubts": ("Osäkert lästa siffror", "Doubtful figures"),
    "doubts_lead": (
        "Siffror som med mindre än {threshold} sannolikhet är rätt lästa. Titta efter i källan "
        "innan de citeras.",
        "Figures that are read right with a probability below {threshold}. Look them up before "
        "you quote them.",
    ),
    "no_doubts": ("Alla siffror är säkert lästa.", "All figures are read surely."),
    "no_findings": ("Inga motsägelser är funna.", "No contradictions were found."),
    "printed": ("Tryckt", "Printed"),
    "column": ("Kolumn", "Column"),
    "second": ("Andra läsningen", "Other reading"),
    "largest_deviation": ("Största avvikelsen", "Largest deviation"),
    "total": ("Totalt", "Total"),
    # measures
    "outcome": ("Utfall", "Outcome"),
    "outcome_men": ("Män", "Men"),
    "outcome_women": ("Kvinnor", "Women"),
    "previous_outcome": ("Utfall förra året", "Last year's outcome"),
    "forecast": ("Prognos helår", "Full-year forecast"),
    "target": ("Årsmål", "Target"),
    "kf_target": ("KF:s årsmål", "Council's target"),
    "change": ("Förändring", "Change"),
    "change_since_last_year": ("Sedan förra året", "Since last year"),
    "unit": ("Enhet", "Unit"),
    "owner": ("Satt av", "Set by"),
    "period": ("Period", "Period"),
    "value": ("Värde", "Value"),
    "deviation": ("Avvikelse", "Deviation"),
    # indicator
    "choose_indicator": ("Välj en indikator", "Choose an indicator"),
    "indicator_lead": (
        "Utfall över åren, med nämndens och kommunfullmäktiges årsmål.",
        "Outcome over the years, with the committee's and the council's targets.",
    ),
    "first_committees": (
        "De {number} första av {all} nämnder är ritade; tabellen har alla. Välj en nämnd för att "
        "se bara den.",
        "The first {number} of {all} committees are drawn; the table has all. Choose a committee "
        "to see it alone.",
    ),
    "forecast_outcome": ("Prognos mot utfall", "Forecast against outcome"),
    "forecast_t1": ("Prognos T1", "Forecast T1"),
    "forecast_t2": ("Prognos T2", "Forecast T2"),
    "committees": ("Nämnder", "Committees"),
    "words": ("Ord", "Words"),
    "first_year": ("Från", "From"),
    "last_year": ("Till", "To"),
    "direction": ("Bättre när", "Better when"),
    "restated": ("Utfall enligt nästa år", "Outcome as told next year"),
    # money
    "service_area": ("Verksamhetsområde", "Service area"),
    "money_lead": (
        "Nettobudget, prognoser och utfall i miljoner kronor. Överskott är positivt.",
        "Net budget, forecasts and outcome in million SEK. A surplus is positive.",
    ),
    "waterfall": ("Från budget till utfall", "From budget to outcome"),
    "waterfall_lead": (
        "Hur områdenas avvikelser leder från budget till utfall. Bara områden som summerar till "
        "nämndens total är med.",
        "How the areas' deviations lead from budget to outcome. Only areas that add up to the "
        "committee's total are shown.",
    ),
    "adds_up": (
        "Områdena summerar till {sum} mnkr; nämndens tryckta total är {total} mnkr.",
        "The areas add up to {sum} million; the committee's printed total is {total} million.",
    ),
    "adds_up_not": (
        "Områdena summerar till {sum} mnkr, men nämndens tryckta total är {total} mnkr.",
        "The areas add up to {sum} million, but the committee's printed total is {total} million.",
    ),
    "vp_budget_net": ("Budget (VP)", "Budget (VP)"),
    "t1_forecast_net": ("Prognos T1", "Forecast T1"),
    "t2_forecast_net": ("Prognos T2", "Forecast T2"),
    "vb_budget_net": ("Budget (VB)", "Budget (VB)"),
    "vb_outcome_net": ("Utfall (VB)", "Outcome (VB)"),
    "vb_deviation": ("Avvikelse (VB)", "Deviation (VB)"),
    "t1_deviation": ("Avvikelse T1", "Deviation T1"),
    "t2_deviation": ("Avvikelse T2", "Deviation T2"),
    "million": ("mnkr", "SEK million"),
    "part_of": ("varav", "of which"),
    "result_units": ("Resultatenheter", "Result units"),
    "result_units_lead": (
        "Enheter som tar med sig sitt resultat till nästa år; fonden får vara högst 10 % av "
        "bruttobudgeten.",
        "Units that take their result along to the next year; the fund may be at most 10 % of "
        "the gross budget.",
    ),
    "result_unit": ("Resultatenhet", "Result unit"),
    "gross_budget": ("Bruttobudget", "Gross budget"),
    "transfer_in": ("Fond från förra året", "Fund from last year"),
    "result": ("Resultat", "Result"),
    "transfer_out": ("Fond till nästa år", "Fund to next year"),
    "investments": ("Investeringar", "Investments"),
    "item": ("Post", "Item"),
    "applications": ("Begärda budgetjusteringar", "Applications for money"),
    "applications_lead": (
        "Vad nämnden har begärt, som det står i beslut och tabeller. Samma begäran kan stå på "
        "flera ställen: summera inte.",
        "What the committee has asked for, as decisions and tables print it. One application "
        "may stand in several places: do not add them up.",
    ),
    "granted": ("Sökt och beviljat", "Applied for and granted"),
    "granted_lead": (
        "Där en mening säger både vad som söktes och vad som beviljades.",
        "Where one sentence says both what was applied for and what was granted.",
    ),
    "sentence": ("Meningen", "The sentence"),
    "sought": ("Sökt", "Applied for"),
    "was_granted": ("Beviljat", "Granted"),
    "not_granted": ("Inte beviljat", "Not granted"),
    "purpose": ("Ändamål", "Purpose"),
    "printed_in": ("Står i", "Printed in"),
    "amount": ("Belopp", "Amount"),
    # comparison
    "comparison_lead": (
        "Nämndernas utfall för samma indikator, år och rapport.",
        "The committees' outcomes for the same indicator, year and report.",
    ),
    "few": (
        "Bara {number} av nämnderna har ett utfall: för få för en rättvis jämförelse.",
        "Only {number} committees have an outcome: too few for a fair comparison.",
    ),
    "few_both": (
        "Bara {number} av nämnderna har utfall för båda: för få för att säga något om samband.",
        "Only {number} committees have outcomes of both: too few to tell of a relation.",
    ),
    "few_changes": (
        "Bara {number} av nämnderna har utfall att jämföra med året innan: för få för en "
        "rättvis jämförelse.",
        "Only {number} committees have outcomes to compare with the year before: too few for a "
        "fair comparison.",
    ),
    "per_inhabitant": ("Nettokostnad per invånare", "Net cost per inhabitant"),
    "per_inhabitant_lead": (
        "Utfallet i verksamhetsberättelsen delat med den folkmängd som nämnden själv anger.",
        "The outcome of the annual report, divided by the population that the committee gives.",
    ),
    "no_population": (
        "Ingen rapport för {year} anger nämndens folkmängd, så kostnader per invånare kan inte "
        "räknas fram. Vad rapporterna själva ger i förhållande till befolkningen står bland "
        "indikatorerna.",
        "No report of {year} gives its committee's population, so costs per inhabitant cannot be "
        "told. What reports give in relation to the population stands among the indicators.",
    ),
    "few_populations": (
        "Bara {number} av nämnderna anger sin folkmängd: för få för en rättvis jämförelse.",
        "Only {number} committees give their population: too few for a fair comparison.",
    ),
    "population": ("Folkmängd", "Population"),
    "inhabitants": ("invånare", "inhabitants"),
    "kronor_each": ("kr/invånare", "SEK/inhabitant"),
    "rank": ("Plats", "Rank"),
    "over_years": ("Över åren", "Over the years"),
    "difference_from_median": ("Mot median", "Against median"),
    "against": ("Mot indikator", "Against indicator"),
    "scatter": ("Två indikatorer mot varandra", "Two indicators against each other"),
    "most_improved": ("Mest förbättrade nämnder", "Most improved committees"),
    "improved_lead": (
        "Andel indikatorer med känd riktning vars utfall har förbättrats sedan året innan, i "
        "verksamhetsberättelserna.",
        "Share of indicators with a known direction whose outcome improved since the year "
        "before, in the annual reports.",
    ),
    "improved": ("Förbättrade", "Improved"),
    "worsened": ("Försämrade", "Worse"),
    "unchanged": ("Oförändrade", "Unchanged"),
    # contradictions
    "contradictions_lead": (
        "Där rapporterna säger emot sig själva: båda siffrorna, varje ställe, och vad som "
        "troligen är fel.",
        "Where the reports contradict themselves: both figures, every place, and what is "
        "probably wrong.",
    ),
    "rule": ("Regel", "Rule"),
    "severity": ("Slag", "Kind"),
    "smallest": ("Minst (storlek)", "At least (size)"),
    "stated": ("Anges", "Stated"),
    "expected": ("Borde vara", "Expected"),
    "difference": ("Skillnad", "Difference"),
    "culprit": ("Trolig felkälla", "Probable culprit"),
    "places": ("Ställen", "Places"),
    "place": ("Ställe", "Place"),
    "causes": ("{number} orsaker, {all} fynd", "{number} causes, {all} findings"),
    "first_shown": (
        "De {number} första visas; filtrera för färre.",
        "The first {number} are shown; filter for fewer.",
    ),
    "follows": ("Följer av samma orsak", "Follows from the same cause"),
    "print_view": ("Utskrift för granskning", "Print view for an audit"),
    "screen_view": ("Tillbaka till skärmvyn", "Back to the screen view"),
    "explanation": ("Förklaring", "Explanation"),
    # search
    "search_lead": (
        "Sök i all text och alla tabeller. Början av ord räcker.",
        "Search all text and all tables. The beginnings of words are enough.",
    ),
    "search_words": ("Sökord", "Search words"),
    "in_text": ("I text", "In text"),
    "in_tables": ("I tabeller", "In tables"),
    "table": ("Tabell", "Table"),
    "row": ("Rad", "Row"),
    "no_hits": ("Inga träffar på {words}.", "Nothing found for {words}."),
    # coverage
    "coverage_lead": (
        "Vad som är läst, hur säkert, och vad som hålls inne och varför.",
        "What was read, how surely, and what is held back and why.",
    ),
    "format": ("Format", "Format"),
    "score": ("Läst", "Read"),
    "score_long": (
        "Andelen av det tryckta som är redovisad: som tal, text eller känd marginaltext.",
        "The share of what is printed that is accounted for: as figures, text or furniture.",
    ),
    "indicator_values": ("Indikatorvärden", "Indicator values"),
    "of_which_doubtful": ("varav osäkra", "of which doubtful"),
    "table_cells": ("Tabellceller", "Table cells"),
    "tables": ("Tabeller", "Tables"),
    "typed": ("Typade tal", "Typed figures"),
    "problems": ("Anmärkningar", "Remarks"),
    "held_back": ("Inte med i utgåvan", "Not in the release"),
    "held_back_none": (
        "Inget dokument hålls inne eller är avvisat.",
        "No document is held back or rejected.",
    ),
    "superseded": ("Ersatta versioner", "Superseded versions"),
    "file": ("Fil", "File"),
    "first_seen": ("Först sedd", "First seen"),
    "message": ("Vad", "What"),
    "kind": ("Slag", "Kind"),
    "number": ("Antal", "Number"),
    # source
    "printed_here": ("Här är siffran tryckt", "Here the figure is printed"),
    "page": ("Sida", "Page"),
    "lines": ("Rader", "Lines"),
    "line": ("Rad", "Line"),
    "text_there": ("Texten på stället", "The text there"),
    "around": ("Texten runt omkring", "The text around"),
    "close_up": ("Närbild", "Close-up"),
    "whole_page": ("Hela sidan", "The whole page"),
    "picture_of": ("Sida {page} i {file}, stället är inramat", "Page {page} of {file}, outlined"),
    "table_there": ("Tabellen på stället", "The table there"),
    "rows_left_out": ("{number} rader till", "{number} more rows"),
    "several_times": (
        "Samma text står flera gånger på raden; alla är markerade.",
        "The same text stands several times on the line; all are marked.",
    ),
    "no_source": (
        "Dokumentets byte finns inte kvar här, så bara den sparade texten kan visas.",
        "The document's bytes are not kept here, so only the stored text can be shown.",
    ),
    "unknown_key": (
        "Ingen siffra i den här utgåvan har den nyckeln.",
        "No figure of this release has that key.",
    ),
    "value_published": ("Publicerat värde", "Published value"),
    "findings_here": ("Motsägelser här", "Contradictions here"),
    "correction": ("Rättelse", "Correction"),
    "key": ("Nyckel", "Key"),
    # errors
    "error": ("Något gick fel", "Something went wrong"),
    "not_found": ("Sidan finns inte.", "There is no such page."),
    "not_published": (
        "Inget är publicerat ännu. Kör make warehouse och ladda om sidan.",
        "Nothing is published yet. Run make warehouse and reload this page.",
    ),
    "too_slow": (
        "Frågan tog för lång tid. Välj mindre, till exempel en nämnd eller ett år.",
        "The question took too long. Choose less, for example one committee or one year.",
    ),
    "unreadable": ("Utgåvan kan inte öppnas just nu.", "The release cannot be opened now."),
    # overview
    "overview_lead": (
        "Stadsdelsnämndernas planer och uppföljningar, varje siffra med stället där den är tryckt.",
        "Plans and follow-ups of the district committees, every figure with the place where it "
        "is printed.",
    ),
    "figures_read": ("Lästa siffror", "Figures read"),
    "documents_read": ("Rapporter i utgåvan", "Reports in the release"),
    "what_deviates": ("Störst avvikelse från budget", "Furthest from budget"),
    "deviates_lead": (
        "Verksamhetsområden i de senaste verksamhetsberättelserna.",
        "Service areas in the latest annual reports.",
    ),
    "which_reports": ("Rapporter per nämnd och år", "Reports by committee and year"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language ('sv' or 'en')."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """A label or sentence, with its values put in.

        Raises:
            KeyError: there is no such label.
        """
        text = LABELS[key][_LANGUAGE_COLUMN[self.language]]
        return text.format(**values) if values else text

    def code(self, kind: str, value: str | None) -> str:
        """What a coded value is called; itself, with spaces, where nobody has said; "" for None."""
        if value is None:
            return ""
        said = CODES[kind].get(value)
        return said[_LANGUAGE_COLUMN[self.language]] if said else value.replace("_", " ")

    def measure(self, name: str) -> str:
        """What a measure of any fact is called; a printed column label stays itself."""
        said = LABELS.get(name)
        return said[_LANGUAGE_COLUMN[self.language]] if said else self.code("measure", name)
