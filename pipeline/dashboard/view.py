"""The address of a page, which holds the whole state of what is seen.

A page reads its choices from the address and writes links by changing some of them, so
that whatever is on the screen can be sent to somebody. Parameters are Swedish words, as the
pages are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode

_MOST_DIGITS = 9
"""Of a number in an address; int() refuses thousands of them."""

LANGUAGES = ("sv", "en")
THEMES = ("auto", "ljust", "morkt")

LANGUAGE = "sprak"
THEME = "tema"
LASTING = (LANGUAGE, THEME)
"""What a link to another page takes along."""

CHOICES = frozenset(
    {
        *LASTING,
        *("namnd", "ar", "rapport", "indikator", "mot", "regel", "slag", "minst", "q"),
        *("utskrift", "rad", "fynd", "stalle", "sida"),
    }
)
"""What can be chosen; anything else in an address says nothing."""

MOST_LETTERS = 200
"""No choice is longer; what is typed beyond is cut."""


@dataclass(frozen=True, slots=True)
class View:
    """What is seen: the path of a page, and the choices made on it."""

    path: str
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, path: str, parameters: Mapping[str, str]) -> View:
        """Read an address; empty choices are none, and so are those that no page knows."""
        cut = {
            name: text.strip()[:MOST_LETTERS]
            for name, text in parameters.items()
            if name in CHOICES
        }
        return cls(path, {name: text for name, text in cut.items() if text})

    @property
    def language(self) -> str:
        """'sv' or 'en'."""
        return _one_of(self.choices.get(LANGUAGE), LANGUAGES)

    @property
    def theme(self) -> str:
        """'auto' (as the machine is set), 'ljust' or 'morkt'."""
        return _one_of(self.choices.get(THEME), THEMES)

    def get(self, name: str) -> str | None:
        """A choice; None where it is not made."""
        return self.choices.get(name)

    def number(self, name: str) -> int | None:
        """A choice that is a whole number; None where it is none."""
        text = self.choices.get(name, "")
        return (
            int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
        )

    def link(self, path: str | None = None, **changes: object) -> str:
        """An address: of this page with some choices changed, or of another with these.

        A change to None takes a choice away.
        """
        kept = self.choices if path is None else self.lasting
        merged = {**kept, **{name: value for name, value in changes.items()}}
        said = {name: str(value) for name, value in merged.items() if value not in (None, "")}
        query = urlencode(said)
        where = self.path if path is None else path
        return f"{where}?{query}" if query else where

    @property
    def lasting(self) -> Mapping[str, str]:
        """Language and theme, where they are chosen."""
        return {name: self.choices[name] for name in LASTING if name in self.choices}


def _one_of(text: str | None, known: tuple[str, ...]) -> str:
    return text if text in known else known[0]
