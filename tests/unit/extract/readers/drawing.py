"""Draws small PDFs for tests: text and tables at known places."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract.document import Document, GridTable, Paragraph
from pipeline.extract.readers.pdf import reader as pdf

LEFT, RIGHT = 70.0, 520.0
PADDING = 3.0
Texts = list[str | None]


class Sheet:
    """Pages of A4, written from the top; ``y`` is where the next thing stands."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1, encrypt=encrypt)
        self.y = 780.0

    def text(self, text: str, x: float = LEFT, *, size: float = 11, bold: bool = False) -> None:
        """Write a line of prose and go to the next line."""
        self.put(text, x, self.y, size=size, bold=bold)
        self.y -= 1.2 * size

    def put(self, text: str, x: float, y: float, *, size: float = 9, bold: bool = False) -> None:
        """Write text at a place."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, y, text)

    def gap(self, points: float = 14) -> None:
        """Leave space."""
        self.y -= points

    def page(self) -> None:
        """Start a new page."""
        self.canvas.showPage()
        self.y = 780.0

    def table(
        self,
        rows: Sequence[Sequence[str]],
        edges: Sequence[float],
        *,
        rules: str = "full",
        header: bool = True,
        sides: str = "",
        heads: str = "",
        align: str = "top",
        size: float = 9,
        leading: float = 1.15,
        white: float = 2.5,
    ) -> None:
        """Draw a table; a row of one text stands over all columns.

        Args:
            rows: Cells; a line break in a cell is a wrap.
            edges: Edges of the columns, outer ones included.
            rules: 'full', 'horizontal', 'below' (under rows only), 'ends' (round the header
                and at the end), 'none'.
            header: Whether the first row is bold.
            sides: 'l', 'c' or 'r' for each column of the body; left where it ends.
            heads: The same of the header.
            align: Where the lines of shorter cells stand: 'top', 'middle', 'bottom'.
            size: Font size.
            leading: How far lines of a cell are apart, in font sizes.
            white: Points above and below the lines of a row.
        """
        for number, row in enumerate(rows):
            lines = [cell.split("\n") for cell in row]
            tallest = max(map(len, lines))
            height = tallest * size * leading + 2 * white
            top, bottom = self.y, self.y - height
            for column, cell in enumerate(lines):
                x0, x1 = (edges[0], edges[-1]) if len(row) == 1 else edges[column : column + 2]
                slack = (tallest - len(cell)) * size * leading
                y = top - white - {"top": 0, "middle": slack / 2, "bottom": slack}[align]
                side = (heads if header and number == 0 else sides)[column : column + 1]
                for line in cell:
                    y -= size * leading
                    bold = header and number == 0
                    width = stringWidth(
                        line.rstrip(), "Helvetica-Bold" if bold else "Helvetica", size
                    )
                    room = x1 - x0 - 2 * PADDING - width
                    inset = {"r": room, "c": room / 2}.get(side, 0.0)
                    if line:
                        self.put(line, x0 + PADDING + inset, y + 2, size=size, bold=bold)
            first, last = number == 0, number + 1 == len(rows)
            if rules in ("full", "horizontal") or (rules == "ends" and first):
                self.canvas.line(edges[0], top, edges[-1], top)
            if rules in ("full", "horizontal", "below") or (rules == "ends" and (first or last)):
                self.canvas.line(edges[0], bottom, edges[-1], bottom)
            if rules == "full":
                for x in (edges[0], edges[-1]) if len(row) == 1 else edges:
                    self.canvas.line(x, top, x, bottom)
            self.y = bottom

    def read(self) -> Document:
        """Read what was drawn."""
        return pdf.read(self.bytes())

    def bytes(self) -> bytes:
        """Finish the file."""
        self.canvas.save()
        return self.buffer.getvalue()


def grids(document: Document) -> list[list[Texts]]:
    """Return the tables of a document as texts; None for places that a cell covers."""
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, GridTable)
    ]


def prose(document: Document) -> list[str]:
    """Return the paragraphs of a document."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
