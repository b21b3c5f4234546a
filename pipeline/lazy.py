"""Modules that are imported when somebody asks for something of them.

A night with nothing new looks at names, hashes and a manifest, and shall not pay for every
reader. A package whose names are costly gives them by ``__getattr__ = imported_when_asked(...)``
and imports them for type checkers only (``TYPE_CHECKING``). Where it is a library that imports
what is not needed here, its import is done in a block of ``put_off``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


def imported_when_asked(homes: Mapping[str, str]) -> Callable[[str], object]:
    """A ``__getattr__`` for a package: each name with the module that it is imported from."""

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"no name {name!r}; there are {', '.join(sorted(homes))}")
        return getattr(import_module(homes[name]), name)

    return get


@contextmanager
def put_off(*names: str) -> Iterator[None]:
    """Modules that are not imported where somebody does so inside the block.

    Whoever did has something that stands for the module, which is imported at the first
    question for anything of it, in the block or later. After the block everybody else imports
    it as ever. What has been imported before is left as it is.
    """
    later = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name, module in later.items():
            _forget(name, module)


class _Later(ModuleType):
    """Stands for a module."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked by the import itself
            raise AttributeError(name)
        _forget(self.__name__, self)
        return getattr(import_module(self.__name__), name)


def _forget(name: str, module: ModuleType) -> None:
    if sys.modules.get(name) is module:
        del sys.modules[name]
