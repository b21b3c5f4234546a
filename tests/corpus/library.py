"""Rendered cases on disk: a report in a format with its truth beside it.

Belongs here: the formats by name, one case in a folder of its own, and the samples that
ship with the project.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.corpus import contradictions, tab_text, truth
from tests.corpus.model import Report
from tests.corpus.rendering import Rendering

Renderer = Callable[[Report, object], Rendering]

FORMATS: Mapping[str, Renderer] = {
    "tab_text": tab_text.render,
    "tab_text_clean": lambda report, seed: tab_text.render(report, seed, tab_text.NO_FAULTS),
}
CONTRADICTIONS = contradictions.KINDS


def render(report: Report, format_name: str, seed: object) -> Rendering:
    """Render a report in a format named in ``FORMATS``."""
    return FORMATS[format_name](report, seed)


def write_case(
    report: Report,
    format_name: str,
    seed: object,
    folder: Path,
    *,
    inject: tuple[str, ...] = (),
) -> Path:
    """Write a rendered report and ``truth/<its name>/`` into a folder; give the report's path."""
    records = []
    for kind in inject:
        changed = contradictions.inject(report, kind, seed)
        if changed is not None:
            report, record = changed
            records.append(record)
    head = report.head
    rendering = render(report, format_name, seed)
    name = f"{head.committee}-{head.year}-{head.kind.value}-{format_name}-{seed}"
    path = folder / f"{name.replace(' ', '-')}{rendering.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendering.data)
    found = truth.truth_of(report, rendering.spans, records, path.name)
    truth.write(found, folder / "truth" / path.stem)
    return path


def write_samples(folder: Path) -> list[Path]:
    """Write the samples that ship with the project."""
    raise NotImplementedError
