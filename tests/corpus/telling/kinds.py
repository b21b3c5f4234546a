"""The kinds of claims by name, and what the functions that make them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.corpus.model import Claim, DataTable, Heading, Paragraph, Proof, Report
from tests.corpus.swedish import number
from tests.corpus.tables import Context


@dataclass(frozen=True, slots=True)
class Told:
    """A true sentence to print after a block, and what makes it a claim.

    With ``row`` it becomes the analysis of that row of the block, an indicator table.
    """

    after: int
    text: str
    claim: Claim
    row: int | None = None


Teller = Callable[[Report, Context, Random], Iterable[Told]]
KINDS: dict[str, Teller] = {}


def teller(function: Teller) -> Teller:
    """Register a kind of claim under its function's name."""
    KINDS[function.__name__] = function
    return function


def statement(
    kind: Callable[..., object] | str,
    after: int,
    template: str,
    true: dict[str, str],
    false: dict[str, str],
    *proofs: Proof,
) -> Told:
    """A claim from one template: ``false`` overrides the values that become wrong."""
    name = kind if isinstance(kind, str) else kind.__name__
    claim = Claim(name, template.format(**{**true, **false}), proofs)
    return Told(after, template.format(**true), claim)


def wrong(source: Random, value: Decimal, places: int = 1) -> Decimal:
    """Another value, away from the true one by more than rounding explains."""
    step = Decimal(source.randint(12, 64)).scaleb(-places)
    return value + step if value < step or source.random() < 0.5 else value - step


def plain(value: Decimal, places: int = 1) -> str:
    """A number with its decimals: Decimal('1234.5') → '1 234,5'."""
    return number(value.quantize(Decimal(1).scaleb(-places)))


def tables(report: Report, *kinds: str) -> Iterator[tuple[int, DataTable]]:
    """Tables of some kinds with their block numbers."""
    for index, block in enumerate(report.blocks):
        if isinstance(block, DataTable) and block.kind in kinds:
            yield index, block


def below_heading(report: Report, index: int) -> str:
    """The heading that a block stands under."""
    for block in reversed(report.blocks[:index]):
        if isinstance(block, Heading):
            return block.text
    return ""


def end_of_section(report: Report, index: int) -> int:
    """The last paragraph that directly follows a block, or the block itself."""
    while index + 1 < len(report.blocks) and isinstance(report.blocks[index + 1], Paragraph):
        index += 1
    return index
