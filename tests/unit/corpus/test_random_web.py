"""Style sheets drawn by lot are the same for the same seed, and many."""

from __future__ import annotations

from tests.corpus import layouts, random_web


def test_a_seed_draws_one_look_and_one_program() -> None:
    looks = {seed: random_web.random_style(seed) for seed in range(40)}
    assert looks == {seed: random_web.random_style(seed) for seed in range(40)}
    assert len({str(look) for look in looks.values()}) == len(looks)
    programs = {random_web.random_program(seed) for seed in range(40)}
    assert programs == set(random_web.PROGRAMS)


def test_random_layouts_are_held_out_and_printed_by_their_program() -> None:
    for seed in range(20):
        layout = layouts.layout_of(f"random/{seed}")
        assert layout.held_out
        assert layout.program == random_web.random_program(str(seed))
    assert layouts.layout_of("latex/bare") is layouts.LAYOUTS["latex/bare"]
