"""Words for explanations: Swedish and English numbers with their unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal


def swedish(number: Decimal, unit: str | None) -> str:
    """Decimal comma, blank between thousands, the unit behind: "1 234,5 mnkr"."""
    text = f"{number.normalize():,f}".replace(",", "\u00a0").replace(".", ",")
    return f"{text} {unit}" if unit else text


def english(number: Decimal, unit: str | None) -> str:
    """Decimal point, comma between thousands: "1,234.5 mnkr"."""
    text = f"{number.normalize():,f}"
    return f"{text} {unit}" if unit else text


_PHASES: Mapping[str, tuple[str, str]] = {
    "final_budget": ("slutlig budget", "final budget"),
    "budget": ("budget", "budget"),
    "forecast": ("prognos", "forecast"),
    "outcome": ("bokslut", "outcome"),
    "requested_adjustment": ("begärd budgetjustering", "requested adjustment"),
    "volume_adjustment": ("prestations- och omslutningsförändring", "volume adjustment"),
    "deviation": ("avvikelse", "deviation"),
    "transfer_in": ("resultatöverföring från förra året", "transfer from last year"),
    "transfer_out": ("resultatöverföring till nästa år", "transfer to next year"),
    "turnover": ("omslutningsförändring", "turnover"),
    "net_change": ("nettoförändring", "net change"),
    "staff_cost": ("personalkostnader", "staff costs"),
}
_SIDES: Mapping[str, tuple[str, str]] = {
    "_cost": (" (kostnader)", " (costs)"),
    "_income": (" (intäkter)", " (income)"),
    "_net": (" (netto)", " (net)"),
    "_before_transfer": (" före resultatöverföringar", " before transfers"),
    "_after_transfer": (" efter resultatöverföringar", " after transfers"),
    "_t1": (" i tertialrapport 1", " in the first follow-up"),
    "_t2": (" i tertialrapport 2", " in the second follow-up"),
    "_vb": (" i bokslutet", " in the closing accounts"),
}


def in_swedish(measure: str) -> str:
    """A budget measure in Swedish words."""
    return _words(measure, 0)


def in_english(measure: str) -> str:
    """A budget measure in English words."""
    return _words(measure, 1)


def _words(measure: str, language: int) -> str:
    phase = next((name for name in _PHASES if measure.startswith(name)), None)
    if phase is None:
        return measure
    side = _SIDES.get(measure.removeprefix(phase), ("", ""))
    return _PHASES[phase][language] + side[language]
