"""What every command prints through: nothing that came from a file reaches the terminal raw.

``escape`` is for text of files, names and messages inside rich's markup: on one line,
harmless, its brackets no markup. ``Screen`` is the net below: whatever is printed, control
characters come out as escapes. ``write_data`` is for output that programs read.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich import markup
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from pipeline.safe_text import visible, visible_lines


class Screen(Console):
    """A console that passes on no control character but its own."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as rich does, with escapes in the texts."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield segment._replace(text=visible_lines(segment.text))


def escape(text: str) -> str:
    r"""A text as one line of markup that says just this text.

    >>> escape("[red]a\x1b[0m")
    '\\[red]a\\x1b[0m'
    """
    return markup.escape(visible(text))


def escape_lines(text: str) -> str:
    """A text of several lines, each of them escaped."""
    return "\n".join(map(escape, text.splitlines()))


def write_data(console: Console, text: str) -> None:
    """Write text as it is, not wrapped, not marked up: for files and other programs."""
    console.file.write(text)
