"""A header that is printed again on top of a page: which of the bands there are its own.

Belongs here: its rows may fall into other bands than those above the page break, its cells may
be cut, and the rest of a row may stand close below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.readers.geometry.bands import Band, Fragment, band_of
from pipeline.extract.readers.geometry.columns import printings
from pipeline.extract.readers.geometry.words import TextLine

_MOST_OF_HEAD = 0.75
"""The share of a header's words that a row prints again where a merged cell is cut."""
_MOST_BANDS_OF_HEAD = 5
"""Rows on top of a page that may be one header."""


def with_head_apart(fragment: Fragment, header: Sequence[Band]) -> Fragment:
    """Return a part of a table with the header on top of it in a band of its own.

    A rule below a label over several columns is drawn again on each page, or on some. The rest
    of a row that the page break tears may stand as close below the header as its own lines.
    """
    heads = [band.words for band in header]
    most = min(len(fragment.bands) - 1, _MOST_BANDS_OF_HEAD)
    for size in range(2, most + 1):
        whole = band_of(_lines(fragment.bands[:size]))
        if whole.words in heads:
            return replace(fragment, bands=(whole, *fragment.bands[size:]))
    first, *rows = fragment.bands
    printed = printings(header)
    for size in range(len(first.lines), 0, -1):
        head, rest = band_of(first.lines[:size]), first.lines[size:]
        if head.columnar and head.words in printed:
            return replace(fragment, bands=(head, band_of(rest), *rows)) if rest else fragment
    return fragment


def repeated_bands(
    bands: Sequence[Band], header: Collection[tuple[str, ...]], first: Sequence[Band]
) -> int:
    """Return how many bands at the top of a page print the header of its table again.

    Its title may stand above it there, which on the ``first`` page is a line above the table. Lower
    rows of a header that nothing shows to be such are printed again as well.
    """
    start = next((n for n, band in enumerate(bands) if band.words in header), 0)
    if any(band.columnar or not band.bold for band in bands[:start]):
        return 0
    end = start
    while end < len(bands) and (
        bands[end].words in header or (end > start and _is_cut(bands[end], header))
    ):
        end += 1
    if not end:
        return _cut_head(bands, first)
    for one, two in zip(bands[end:], first[end - start :], strict=False):
        if end == start or one.words != two.words:
            break
        end += 1
    return end


def _cut_head(bands: Sequence[Band], first: Sequence[Band]) -> int:
    """Return how many bands together print most words of those on top of the first page.

    Where cells are merged over rows, and their words cut, the lines of a header fall into other
    rows there.
    """
    wholes = {whole.words for whole in _tops(first) if not whole.has_values}
    tops = enumerate(_tops(bands[:-1]), 1)
    return max((n for n, top in tops if top.columnar and _is_cut(top, wholes)), default=0)


def _tops(bands: Sequence[Band]) -> Iterator[Band]:
    """Yield the first band, the first two as one, and so on."""
    for size in range(1, min(len(bands), _MOST_BANDS_OF_HEAD) + 1):
        yield band_of(_lines(bands[:size]))


def _lines(bands: Sequence[Band]) -> list[TextLine]:
    return [line for band in bands for line in band.lines]


def _is_cut(band: Band, header: Collection[tuple[str, ...]]) -> bool:
    """Tell whether a row prints most of a header's words, and no others.

    A cell that is merged over rows may be cut where it is printed again.
    """
    words = Counter(band.words)
    return not band.has_values and any(
        words <= Counter(whole) and words.total() >= _MOST_OF_HEAD * len(whole) for whole in header
    )
