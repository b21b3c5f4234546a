"""What every command prints through: nothing that came from a file reaches the terminal raw.

``escape`` is for text of files, names and messages inside rich's markup: on one line,
harmless, its brackets no markup. ``Screen`` is the net below: whatever is printed, control
characters come out as escapes. ``write_data`` and ``write_json`` are for output that
programs read; ``paged`` and ``progress`` are for people at a terminal, and change nothing
where there is none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from rich import markup
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from pipeline.safe_text import visible, visible_lines

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from rich.progress import Progress

WIDTH_WITHOUT_TERMINAL = 240
"""Wide enough for every table of ours: a file or a pipe has no edge to wrap at."""

_NOT_FOR_JSON = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What JSON may hold as it is, and a terminal obeys or hides."""

T = TypeVar("T")

Told = Callable[[int, int], None]
"""Told how much is done, and how much there is to do."""


class Screen(Console):
    """A console that passes on no control character but its own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        is_told = "width" in options or "COLUMNS" in os.environ
        if not self.is_terminal and not is_told:
            self.width = WIDTH_WITHOUT_TERMINAL

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


def print_whole(console: Console, renderable: RenderableType) -> None:
    """Print what may be wider than the terminal: it is wrapped there, and nothing is cut."""
    console.print(renderable, crop=False)


def write_data(console: Console, text: str) -> None:
    """Write text as it is, not wrapped, not marked up: for files and other programs."""
    console.file.write(text)


def write_json(console: Console, adapter: TypeAdapter[T], value: T) -> None:
    """Write a value as JSON, with escapes for what a terminal would obey."""
    write_data(console, harmless_json(adapter.dump_json(value, indent=2).decode()) + "\n")


def harmless_json(text: str) -> str:
    r"""JSON that says the same, with ``\u`` escapes for what a terminal obeys or hides."""
    return _NOT_FOR_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@contextmanager
def paged(console: Console) -> Iterator[None]:
    """Show what is printed meanwhile by the pager, if it is longer than the terminal is high.

    The pager is $PAGER, or less where it is installed (with colours, and gone at the end).
    """
    if not console.is_terminal or console.quiet:
        yield
        return
    with console.capture() as captured:
        yield
    text = captured.get()
    if text.count("\n") < console.height:
        write_data(console, text)
        return
    import pydoc

    os.environ.setdefault("LESS", "FRX")
    pydoc.pager(text)


@contextmanager
def progress(console: Console, what: str) -> Iterator[Told]:
    """Show on a terminal how far the work is and how long it will take.

    Until the work tells how much there is, the time so far is shown. It leaves nothing behind.
    """
    bar = progress_bar(console)
    with bar:
        task = bar.add_task(escape(what), total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell


def progress_bar(console: Console) -> Progress:
    """The bar that every command shows; nothing where there is no terminal."""
    from rich import progress as parts

    return parts.Progress(
        parts.SpinnerColumn(),
        parts.TextColumn("{task.description}"),
        parts.BarColumn(),
        parts.MofNCompleteColumn(),
        parts.TimeElapsedColumn(),
        parts.TextColumn("left"),
        parts.TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal or console.quiet,
    )
