"""Loading large libraries, and reading documents, without the collector of cycles.

Python looks for cycles whenever a quarter more objects have come that stay. What is loaded
stays, and comes by the hundred thousand: of a night with one new report a twentieth of the
processor's seconds were such looks. So does what is read of a document, and leaves hardly any
cycle behind.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside nobody looks for cycles; afterwards they are looked for as before."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Inside nobody looks for cycles, and never again among what is there at the end.

    Garbage in cycles that is there at the end stays for ever too: this is for what is loaded
    once in a process, not for what is made again and again.
    """
    with uncollected():
        try:
            yield
        finally:
            gc.freeze()
