"""The fonts that generated PDFs use.

Belongs here: only fonts that every installation of reportlab has (the standard ones of PDF
and the Vera files that it ships), so that a seed gives the same bytes everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True, slots=True)
class Family:
    """A regular and a bold font."""

    regular: str
    bold: str


FAMILIES = {
    "Times": Family("Times-Roman", "Times-Bold"),
    "Helvetica": Family("Helvetica", "Helvetica-Bold"),
    "Vera": Family("Vera", "VeraBd"),
}

for _name in ("Vera", "VeraBd"):
    pdfmetrics.registerFont(TTFont(_name, f"{_name}.ttf"))
