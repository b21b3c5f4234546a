"""Names of a package that are imported when somebody asks for them.

A night with nothing new looks at names, hashes and a manifest, and shall not pay for every
reader. A package whose names are costly gives them by ``__getattr__ = imported_when_asked(...)``
and imports them for type checkers only (``TYPE_CHECKING``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def imported_when_asked(homes: Mapping[str, str]) -> Callable[[str], object]:
    """A ``__getattr__`` for a package: each name with the module that it is imported from."""

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"no name {name!r}; there are {', '.join(sorted(homes))}")
        return getattr(import_module(homes[name]), name)

    return get
