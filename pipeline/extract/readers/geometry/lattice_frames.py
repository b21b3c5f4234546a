"""Rules that touch: the frames of a page, from which its lattices are made.

Belongs here: which upright and level rules are one frame, and where a page break leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.readers.geometry.bands import Lattice
from pipeline.extract.readers.geometry.lattice_settings import SETTINGS
from pipeline.extract.readers.geometry.rules import Rule, Rules, clustered


def frames_of(rules: Rules) -> list[Lattice]:
    """Return the sets of rules that touch, frames without columns included."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    lone: list[Rule] = []
    for upright in rules.upright:
        touching = [level for level in rules.level if _touch(level, upright)]
        if not touching:
            lone.append(upright)
            continue
        merged: tuple[list[Rule], list[Rule]] = (list(touching), [upright])
        for group in [g for g in groups if any(level in g[0] for level in touching)]:
            merged = ([*dict.fromkeys([*group[0], *merged[0]])], [*group[1], *merged[1]])
            groups.remove(group)
        groups.append(merged)
    closed = [_closed(levels, uprights) for levels, uprights in groups if len(levels) > 1]
    return [_gone_on(_with_lone(frame, lone), lone, closed) for frame in closed]


def _with_lone(frame: Lattice, uprights: Sequence[Rule]) -> Lattice:
    """Return a frame with the uprights inside that go down to its foot and touch no level rule.

    Below a label over several columns they begin where it ends, with nothing drawn below it.
    """
    touch = SETTINGS.touch
    inside = [
        upright
        for upright in uprights
        if frame.xs[0] + touch < upright.at < frame.xs[-1] - touch
        and abs(upright.start - frame.ys[-1]) <= touch
        and upright.end < frame.ys[0] - touch
    ]
    if not inside:
        return frame
    xs = clustered([*frame.xs, *(upright.at for upright in inside)])
    return replace(frame, xs=xs, upright=(*frame.upright, *inside))


def _gone_on(frame: Lattice, uprights: Sequence[Rule], frames: Sequence[Lattice]) -> Lattice:
    """Return a frame with the uprights below it that touch no level rule and go on with its own.

    A table may have rules between its columns and nothing but a shaded header. A text over all
    columns interrupts them: a row ends where they do, and the next begins where they do.
    """
    foot, x0, x1 = frame.ys[-1], frame.xs[0], frame.xs[-1]
    floor = max((f.ys[0] for f in frames if f.ys[0] < foot and _overlap(f, frame)), default=0.0)
    inner = [
        x for x in frame.xs[1:-1] if any(abs(u.at - x) <= SETTINGS.touch for u in frame.upright)
    ]
    below = [
        upright
        for upright in uprights
        if floor < upright.start
        and upright.end <= foot + SETTINGS.touch
        and any(abs(upright.at - x) <= SETTINGS.touch for x in inner)
    ]
    if len({*clustered([upright.at for upright in below])}) < max(len(inner) / 2, 1):
        return frame
    ends = clustered([end for upright in below for end in (upright.start, upright.end)])
    ends = tuple(y for y in ends if y < foot - SETTINGS.touch)
    return Lattice(
        frame.xs,
        (*frame.ys, *reversed(ends)),
        (*frame.level, *(Rule(y, x0, x1) for y in ends)),
        (*frame.upright, *below),
    )


def _overlap(one: Lattice, two: Lattice) -> bool:
    return one.xs[0] < two.xs[-1] and two.xs[0] < one.xs[-1]


def _closed(levels: Sequence[Rule], uprights: Sequence[Rule]) -> Lattice:
    """Return rules that touch as a lattice; where a page break leaves it open, it is closed."""
    xs = clustered([*(u.at for u in uprights), *(e for v in levels for e in (v.start, v.end))])
    ends = ([u.start for u in uprights], [u.end for u in uprights])
    open_at = [
        Rule(y, xs[0], xs[-1])
        for y, found in ((min(ends[0]), ends[0]), (max(ends[1]), ends[1]))
        if sum(abs(end - y) <= SETTINGS.touch for end in found) > 1
        and all(abs(level.at - y) > SETTINGS.open for level in levels)
    ]
    level = (*levels, *open_at)
    ys = tuple(reversed(clustered([rule.at for rule in level])))
    return Lattice(xs, ys, level, tuple(uprights))


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - SETTINGS.touch <= upright.at <= level.end + SETTINGS.touch
        and upright.start - SETTINGS.touch <= level.at <= upright.end + SETTINGS.touch
    )
