"""Rendered cases on disk: a report in a format with its truth beside it.

Belongs here: the formats by name, one case in a folder of its own, and the samples that
ship with the project.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.corpus import (
    contradictions,
    cycle,
    flow_text,
    pdf,
    plain_text,
    tab_text,
    truth,
    typeset,
    variants,
    word,
)
from tests.corpus.model import Kind, Report
from tests.corpus.rendering import Rendering
from tests.corpus.truth import Contradiction

Renderer = Callable[[Report, object], Rendering]

FORMATS: Mapping[str, Renderer] = {
    "docx": word.render,
    "flow_text": flow_text.by_tika,
    "flow_text_raw": lambda report, seed: flow_text.by_tika(report, seed, kept=1.0),
    "flow_text_other": variants.render,
    "flow_text_cells": lambda report, seed: plain_text.of_word(word.render(report, seed)),
    "pdf": pdf.render,
    "tab_text": tab_text.render,
    "tab_text_tika": lambda report, seed: flow_text.of_word(word.render(report, seed)),
    "tab_text_clean": lambda report, seed: tab_text.render(report, seed, tab_text.NO_FAULTS),
}
CONTRADICTIONS = contradictions.KINDS


def render(report: Report, format_name: str, seed: object) -> Rendering:
    """Render a report in a format named in ``FORMATS``."""
    return FORMATS[format_name](report, seed)


def with_contradictions(
    report: Report, kinds: tuple[str, ...], seed: object
) -> tuple[Report, list[Contradiction]]:
    """Put contradictions into a report, those that it has a place for."""
    records = []
    for kind in kinds:
        changed = contradictions.inject(report, kind, seed)
        if changed is not None:
            report, record = changed
            records.append(record)
    return report, records


def write_case(
    report: Report,
    format_name: str,
    seed: object,
    folder: Path,
    *,
    inject: tuple[str, ...] = (),
) -> Path:
    """Write a rendered report and ``truth/<its name>/`` into a folder; give the report's path."""
    report, records = with_contradictions(report, inject, seed)
    head = report.head
    rendering = render(report, format_name, seed)
    name = f"{head.committee}-{head.year}-{head.kind.value}-{format_name}-{seed}"
    path = folder / f"{name.replace(' ', '-')}{rendering.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendering.data)
    found = truth.truth_of(report, rendering.spans, records, path.name)
    truth.write(found, folder / "truth" / path.stem)
    return path


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the files in raw/samples: ``layout`` None means tab text."""

    committee: str
    year: int
    kind: Kind
    layout: typeset.Layout | None
    injected: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """'granholmen-soderbacka-2024-t1.txt'."""
        plain = self.committee.lower().translate(str.maketrans("åäö ", "aao-"))
        return f"{plain}-{self.year}-{self.kind.value.lower()}.txt"

    def render(self) -> tuple[Report, Rendering, list[Contradiction]]:
        """The sample's report, its text, and the contradictions put into it."""
        report = cycle.compose(SAMPLE_SEED, self.committee, self.year, self.kind)
        report, records = with_contradictions(report, self.injected, SAMPLE_SEED)
        key = (SAMPLE_SEED, self.name)
        if self.layout is None:
            return report, tab_text.render(report, key), records
        return report, flow_text.by_tika(report, key, self.layout, kept=0.15), records


SAMPLE_SEED = "samples"
SAMPLES = tuple(
    Sample(committee, year, kind, layouts[kind], injected.get((year, kind), ()))
    for committee, layouts, injected in (
        (
            "Granholmen-Söderbacka",
            {
                Kind.VP: typeset.FLOW_LIKE_2026,
                Kind.T1: typeset.FLOW_LIKE_2021,
                Kind.T2: typeset.FLOW_LIKE_2021,
                Kind.VB: None,
            },
            {(2024, Kind.VB): ("wrong_parts",)},
        ),
        (
            "Kvarnsjö",
            {
                Kind.VP: None,
                Kind.T1: None,
                Kind.T2: typeset.FLOW_LIKE_2026,
                Kind.VB: typeset.FLOW_LIKE_2021,
            },
            {(2024, Kind.T2): ("surplus_called_deficit",), (2025, Kind.VB): ("wrong_total",)},
        ),
    )
    for year in (2024, 2025)
    for kind in Kind
)
"""Two committees over two years, both text dialects, three known contradictions."""


def write_samples(folder: Path) -> list[Path]:
    """Write the samples that ship with the project."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sample in SAMPLES:
        _, rendering, _ = sample.render()
        path = folder / sample.name
        path.write_bytes(rendering.data)
        paths.append(path)
    return paths
