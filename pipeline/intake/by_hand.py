"""Documents that a person holds back: what the checks do, done by hand.

They stand in ``state/holds.json`` by their path below the raw folder, with who, when and
why, until somebody takes them out again.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.intake.hold import Hold
from pipeline.intake.listing import Found, list_documents
from pipeline.intake.names import storable
from pipeline.person import kept
from pipeline.settings import Settings
from pipeline.storage import read_json, write_json

BY_HAND = "by_hand"
"""Name of the check that a person is."""

HOLDS_FILE = "holds.json"


class NoSuchDocument(ValueError):
    """The raw folder, or the list of holds, has no such file; the message says which it has."""


@dataclass(frozen=True, slots=True)
class HandHold:
    """A document held back by a person."""

    source_file: str
    who: str
    at: datetime
    why: str

    @property
    def hold(self) -> Hold:
        """The hold as a run applies it: no reading of the document is believed."""
        return Hold(
            self.source_file,
            BY_HAND,
            f"Held back by {self.who} on {self.at:%Y-%m-%d}: {self.why.rstrip('.')}.",
            f"`namndlager unhold {self.source_file}` lets it go out again.",
            whole_document=True,
        )


_HOLDS = TypeAdapter(tuple[HandHold, ...])


def hand_holds(settings: Settings) -> tuple[HandHold, ...]:
    """What people hold back, by path."""
    return read_json(settings.state_dir / HOLDS_FILE, _HOLDS) or ()


def hold_by_hand(settings: Settings, file: str, *, who: str, why: str, now: datetime) -> HandHold:
    """Hold a document back from the next run on; an earlier hold of it is replaced.

    Raises:
        NoSuchDocument: the raw folder has no such document.
        FileNotFoundError: there is no raw folder.
    """
    listed = list_documents(settings.raw_dir)
    known = [found.source_file for found in listed if isinstance(found, Found)]
    held = HandHold(_named(settings, file, known), kept(who), now, kept(why))
    others = [other for other in hand_holds(settings) if other.source_file != held.source_file]
    _save(settings, [*others, held])
    return held


def unhold(settings: Settings, file: str) -> HandHold:
    """Take a hold away; gives what it was.

    Raises:
        NoSuchDocument: nobody holds that document.
    """
    held = {hold.source_file: hold for hold in hand_holds(settings)}
    name = _named(settings, file, list(held))
    _save(settings, [hold for hold in held.values() if hold.source_file != name])
    return held[name]


def drop_hold(settings: Settings, source_file: str) -> None:
    """Forget the hold of a document, if there is one."""
    holds = hand_holds(settings)
    left = [hold for hold in holds if hold.source_file != source_file]
    if len(left) < len(holds):
        _save(settings, left)


def _save(settings: Settings, holds: Sequence[HandHold]) -> None:
    ordered = tuple(sorted(holds, key=lambda hold: hold.source_file))
    write_json(settings.state_dir / HOLDS_FILE, _HOLDS, ordered)


def _named(settings: Settings, file: str, known: Sequence[str]) -> str:
    """The path below the raw folder that a person means: as it is, or as the shell gives it."""
    wanted = {file, Path(file).as_posix()}
    absolute = Path(file).absolute()
    if absolute.is_relative_to(settings.raw_dir.absolute()):
        wanted.add(storable(absolute.relative_to(settings.raw_dir.absolute())))
    for name in known:
        if name in wanted:
            return name
    near = difflib.get_close_matches(file, known, n=3, cutoff=0.4)
    listed = f"; did you mean {' or '.join(near)}?" if near else ""
    raise NoSuchDocument(f"there is no {file} among {len(known)} documents{listed}")
