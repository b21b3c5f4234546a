"""A generator of whole invented reports whose truth is known.

Belongs here: an invented city (committees, goals, indicators, money over a year's cycle),
the composition of its reports, their rendering to every format that Nämndlager reads, and
the truth about each rendering in the shape of the hand-read truth. It is an oracle, so
nothing here may import ``pipeline``: what the reader believes must not leak into what the
reader is tested against. All sentences are made from templates of our own.

The way of a report::

    cycle.compose(seed, committee, year, kind) → model.Report
        tab_text.render / typeset.lay_out → pdf.draw → flow_text.by_tika / word.render
        → Rendering (bytes and where each thing is printed) → truth.write

Everything is a pure function of its seed: the same seed gives the same bytes.
"""
