"""Names of files as they are stored and shown: without personal identity numbers.

``811218-9876 yttrande.pdf`` is ``XXXXXX-XXXX yttrande~3f.pdf`` wherever a name is kept: in
tables, logs, messages, corrections. The mark behind ~ tells files apart whose names differ
in the number only, and stays the same from night to night. It has eight bits on purpose:
there are some hundred thousand numbers for each mark, so that it gives none back; a longer
hash of the name could be tried out. Where two marks agree, the later name gets a number.
Line breaks and other control characters are shown as escapes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from pathlib import PurePosixPath

from pipeline.extract.personal_numbers import mask_personal_numbers
from pipeline.safe_text import visible

_MARK_DIGITS = 2


def public_names(names: Iterable[str]) -> Mapping[str, str]:
    """For each of all names of a folder the one that is shown; no two are the same."""
    given = sorted(set(names))
    shown = {name: public_name(name) for name in given}
    taken = {name for name in given if shown[name] == name}
    for name in given:
        if shown[name] != name:
            shown[name] = _free(shown[name], taken)
            taken.add(shown[name])
    return shown


def public_name(name: str) -> str:
    """A path below the raw folder without personal numbers and control characters.

    Most have none and stay.

    >>> public_name("2024/rapport.pdf")
    '2024/rapport.pdf'
    """
    masked = mask_personal_numbers(name).text
    if masked == name:
        return visible(name)
    return _marked(visible(masked), hashlib.sha256(name.encode()).hexdigest()[:_MARK_DIGITS])


def _free(name: str, taken: Collection[str]) -> str:
    numbered = (_marked(name, str(number)) for number in count(2))
    return next(choice for choice in chain([name], numbered) if choice not in taken)


def _marked(name: str, mark: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}~{mark}{path.suffix}"))
