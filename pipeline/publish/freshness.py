"""Is the current release what today's input and code give? Known, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.publish.digests import code_digest
from pipeline.publish.published import current_release
from pipeline.publish.verify import problems_of
from pipeline.settings import Settings
from pipeline.storage import read_json, remove_json, write_json


@dataclass(frozen=True, slots=True)
class Verified:
    """The input and code that are known to give the current release."""

    release_id: str
    input_digest: str
    code_digest: str


_VERIFIED = TypeAdapter(Verified)


def is_up_to_date(settings: Settings, input_digest: str) -> bool:
    """True where this input and this code are known to give the current release.

    A published file that is damaged, or that somebody keeps others from reading, is not
    up to date: the next run replaces it.
    """
    current = current_release(settings)
    if current is None:
        return False
    known = read_json(_file(settings), _VERIFIED)
    now = Verified(current.manifest.release_id, input_digest, code_digest())
    return known == now and not problems_of(current.database, current.manifest)


def remember(settings: Settings, verified: Verified) -> None:
    """Note what gives the current release."""
    write_json(_file(settings), _VERIFIED, verified)


def require_run(settings: Settings) -> None:
    """From now on nothing is up to date: what is believed of the documents has changed."""
    remove_json(_file(settings))


def _file(settings: Settings) -> Path:
    return settings.state_dir / "verified.json"
