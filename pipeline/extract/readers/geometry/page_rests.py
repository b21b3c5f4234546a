"""The rest of a row below a header that is printed again at the top of a page.

A page break tears a row whose cells have several lines: what is left of one cell stands alone
below the header, and the table goes on below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.words import TextLine


def is_rest_of_row(band: Band, header: Sequence[Band], above: Sequence[TextLine]) -> bool:
    """Tell whether a text below a header goes on with a cell of the page before.

    Args:
        band: What stands right below the header.
        header: The bands of a table that are ruled or shaded.
        above: The page's lines above the header.
    """
    alone = all(len(line.segments) == 1 for line in band.lines)
    if above or not alone or not header[-1].columnar or any(b.has_values for b in header):
        return False
    x0, x1 = min(s.x0 for s in band.segments), max(s.x1 for s in band.segments)
    over = [sum(x0 < s.x1 and s.x0 < x1 for s in line.segments) for line in header[-1].lines]
    return max(over) <= 1 and band.segments[0].text[:1].islower()
