"""What the words of column and row labels mean, as data.

Labels are compared in their normal form (letters and digits only), because flow text
breaks header words anywhere ("Prestations- och omslutnings- förändringar"). What
stands in parentheses qualifies a column but does not name it: "Prognos (inkl.
budgetjusteringar)" is a forecast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.language.years import YEAR, YEAR_IN_TEXT
from pipeline.transform.keys import normal_form


@dataclass(frozen=True, slots=True)
class Word:
    """A meaning and the pattern that tells it in the normal form of a label."""

    meaning: str
    pattern: str


PHASES = (
    Word("deviation_from_t2", r"avvikelsemellanprognost2"),
    Word(
        "deviation_from_forecast",
        r"avvikelse\w{0,6}(mot|från|jämförtmed|jmf|gentemot)(t[12]|tertial[12]|(års|helårs)?prognos)",
    ),
    Word("deviation", r"^(budget|prognos)?avvikelse"),
    Word("requested_adjustment", r"^(begärd|ansökt|sökt)\w*(budgetjust|bj|medel)|^budgetjustering"),
    Word("volume_adjustment", r"prestations\w*förändring|omslutningsförändring"),
    Word("change", r"^(netto)?förändring"),
    Word("final_budget", r"(slutlig|justerad|reviderad|omräknad)\w*budget"),
    Word("forecast", r"prognos"),
    Word("outcome", r"bokslut|utfall"),
    Word("budget", r"budget|^vp\d*"),
)
"""What a column is about. The first that fits counts: "Prognos slutlig budget" is no
outcome forecast (VP 2026), "Prognos netto utfall" is none of the closing accounts."""

FORECAST_HISTORY_PHASES = (
    Word("deviation_t1", r"^(t1|tertial(rapport)?1)"),
    Word("deviation_t2", r"^(t2|tertial(rapport)?2)"),
    Word("deviation_vb", r"^(bokslut|vb)"),
)
"""Columns of "budgetavvikelse i jämförelse med tidigare prognoser" (VB 2024)."""

ASPECTS = (
    Word("after_transfer", r"efterresultat(över|disp)"),
    Word("before_transfer", r"föreresultat(över|disp)"),
    Word("transfer_in", r"(över(föring|skott)|fond)\w*från"),
    Word("transfer_out", r"(över(föring|skott)|fond)\w*till"),
    Word("cost", r"(?<!netto)kostnad"),
    Word("income", r"(?<!netto)intäkt"),
    Word("net", r"netto"),
)
"""Which side of the account a column or a row is. Transfers are those of result units."""

TURNOVER_ROW = r"omslutningsförändring"
"""A row "varav omslutningsförändring": costs that are met by income outside the budget."""

TOTAL_ROW = r"^(summa|summering|total|slutligtresultat)"
SUBITEM_ROW = r"^\W*(varav|därav)\b|\(varav\)"

_REMEMBERED = 16_384
"""Labels that are known by heart: every rule asks for those of all rows of a report."""

_LAST_YEAR = re.compile(r"\b(?:föregående år|förra året|fjolåret|fg\.? år|f\. ?å\.)", re.IGNORECASE)
_SHARE = re.compile(r"%|\bprocent", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^)]*\)?")
_MARKUP = re.compile(r"<[^>]*>|\*+")
_ONLY_YEARS = re.compile(rf"^(?:{YEAR}\s*)+$")
_SUBITEM = re.compile(SUBITEM_ROW, re.IGNORECASE)
_SURPLUS_SIGN = re.compile(r"(?<!under)överskott\(?([+\-−–])|\(?([+\-−–])\)?=överskott")
_DEFICIT_SIGN = re.compile(r"underskott\(?([+\-−–])|\(?([+\-−–])\)?=underskott")


@lru_cache(maxsize=_REMEMBERED)
def clean(label: str) -> str:
    """A label without markup, asterisks and outer blanks."""
    return _MARKUP.sub("", label).strip(" \t\u00a0-–•")


def first_meaning(words: tuple[Word, ...], label: str) -> str | None:
    """The first word of ``words`` that is in ``label``; None where none is."""
    form = normal_form(label)
    return next((word.meaning for word in words if re.search(word.pattern, form)), None)


def names_cost_and_income(label: str) -> bool:
    """Whether a column holds either side ("Ökade kostnader/intäkter"), so that none is sure."""
    form = normal_form(label)
    return "kostnad" in form and "intäkt" in form


def is_share(label: str) -> bool:
    """Whether a column holds per cent, not money, in a table of money ("Avvikelse %")."""
    return _SHARE.search(without_parentheses(label)) is not None


def without_parentheses(label: str) -> str:
    """What a label says outside of parentheses; all of it where nothing is outside."""
    outside = _PARENTHESES.sub(" ", label)
    return outside if normal_form(outside) else label


def year_in(label: str) -> int | None:
    """The first year of a label, outside of parentheses before inside; None without one."""
    found = YEAR_IN_TEXT.search(without_parentheses(label)) or YEAR_IN_TEXT.search(label)
    return int(found[0]) if found else None


def year_of(label: str, own_year: int) -> int:
    """The year that a column is of: the one it names, the one before ours, else ours.

    ``own_year`` is that of the report.
    """
    return year_in(label) or (own_year - 1 if says_last_year(label) else own_year)


def says_last_year(label: str) -> bool:
    """Whether a label is of last year without naming it ("Utfall föregående år")."""
    return _LAST_YEAR.search(label) is not None


def is_only_years(label: str) -> bool:
    """Whether a label is nothing but years."""
    return _ONLY_YEARS.match(clean(label)) is not None


def years_in(label: str) -> tuple[int, ...]:
    """All different years of a label, in their order."""
    return tuple(dict.fromkeys(int(year) for year in YEAR_IN_TEXT.findall(label)))


def has_torn_header(columns: Sequence[str]) -> bool:
    """Whether a header was cut apart, so that no label is sure to be above its column.

    A label of years only ("2018", "2027 2026") beside labels that name phases says that
    the words of one column ended up above another ("Bokslut 2019 Avvikelse bokslut").
    """
    only_years = [label for label in columns if is_only_years(label)]
    phases = {first_meaning(PHASES, label) for label in columns if label not in only_years}
    return bool(only_years) and bool(phases - {None, "change"})


def is_total(label: str) -> bool:
    """Whether a row label names a sum: "Totalt", "Summa resultatenheter", "Total drift"."""
    return re.search(TOTAL_ROW, normal_form(clean(label))) is not None


def is_subitem(label: str) -> bool:
    """Whether a row label says that the row is part of another: "varav vuxen"."""
    return _SUBITEM.search(clean(label)) is not None


@lru_cache(maxsize=_REMEMBERED)
def subitem_name(label: str) -> str:
    """The label without its "varav"."""
    return clean(_SUBITEM.sub("", clean(label)))


def surplus_sign(label: str) -> int | None:
    """1 where the label says that a surplus is printed positive, -1 where negative.

    "Överskott (-) Underskott (+)" is -1; None where the label does not say, or says
    that both have the same sign.
    """
    packed = "".join(label.casefold().split())
    surplus = _sign(_SURPLUS_SIGN, packed)
    deficit = _sign(_DEFICIT_SIGN, packed)
    if surplus is not None:
        return None if surplus == deficit else surplus
    return None if deficit is None else -deficit


def _sign(pattern: re.Pattern[str], packed: str) -> int | None:
    found = pattern.search(packed)
    if found is None:
        return None
    return 1 if (found.group(1) or found.group(2)) == "+" else -1
