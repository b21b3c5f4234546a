"""What was made of a document's reading, kept beside its cache entry until it can go.

A night makes anew only what comes of new bytes: facts (``transform.shards``) and
contradictions within one report (``quality.reconcile.remembered``) are functions of that
report, so each stands in a file named by the digest of all that it was made from. Whoever
makes a kind reckons that digest; another one is another file, so that nothing is ever out of
date, and any file may be deleted at any time.

Belongs here: where such files stand and when they go. They stand in the folder of the
document's bytes, and so go with it when it is forgotten. What was joined of several
documents stands apart and goes whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake.cache import ENTRY, document_folder
from pipeline.storage import write_atomically

KEPT_OF_A_KIND = 1
"""Of one document: an older one may hold what an earlier reader did not mask."""

JOINED = "blocks"
"""Folder below the cache of what was joined of several documents."""


@dataclass(frozen=True)
class Derived:
    """The files of one kind below the cache; ``kind`` is how their names end (".facts.parquet")."""

    folder: Path
    kind: str

    def get(self, sha256: str, digest: str) -> bytes | None:
        """What was made from ``digest``, of the document with these bytes.

        None where nothing is kept, or where it is damaged: its name has the hash of its bytes.
        """
        for path in document_folder(self.folder, sha256).glob(f"{digest}-*{self.kind}"):
            with contextlib.suppress(OSError):
                data = path.read_bytes()
                if path.name == self.name(digest, data):
                    return data
        return None

    def put(self, sha256: str, digest: str, data: bytes) -> None:
        """Keep what was made; where the disk takes it not, it is made again next time."""
        path = document_folder(self.folder, sha256) / self.name(digest, data)
        with contextlib.suppress(OSError):
            write_atomically(path, data)

    def name(self, digest: str, data: bytes) -> str:
        """How the file with this content is called, made from ``digest``."""
        return f"{digest}-{hashlib.sha256(data).hexdigest()[:32]}{self.kind}"


def forget_joined(folder: Path) -> None:
    """Remove what was joined of several documents: it is joined anew, of those that are left."""
    shutil.rmtree(folder / JOINED, ignore_errors=True)


def sweep(folder: Path) -> int:
    """Remove what goes with no cache entry, and all but the newest of a kind; how many went."""
    gone = 0
    for document in folder.glob("??/*"):
        has_entry = next(document.glob(f"*{ENTRY}"), None) is not None
        kinds: dict[str, list[Path]] = defaultdict(list)
        for path in document.glob("[!.]*"):
            if not path.name.endswith(ENTRY):
                kinds[path.name.partition(".")[2]].append(path)
        for made in kinds.values():
            made.sort(key=_age, reverse=True)
            for path in made[KEPT_OF_A_KIND if has_entry else 0 :]:
                path.unlink(missing_ok=True)
                gone += 1
        if not has_entry:
            with contextlib.suppress(OSError):  # another process is writing into it
                document.rmdir()
    return gone


def _age(path: Path) -> float:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0
