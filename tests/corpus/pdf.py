"""Draws a set report as PDF.

Belongs here: PDF operators only. Bytes are the same for the same setting.
"""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tests.corpus.model import Report
from tests.corpus.rendering import Rendering
from tests.corpus.typeset import Layout, Line, Rule, Setting, Sign, lay_out, layout_of


def draw(setting: Setting) -> bytes:
    """Draw all pages."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=setting.layout.page, invariant=1)
    canvas.setLineWidth(0.5)
    for page in setting.pages:
        for item in page.items:
            match item:
                case Line():
                    canvas.setFont(item.font, item.size)
                    canvas.drawString(item.x, item.y, item.text)
                case Rule():
                    canvas.line(item.x0, item.y0, item.x1, item.y1)
                case Sign():
                    canvas.circle(item.x, item.y, item.radius, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def render(report: Report, seed: object, layout: Layout | None = None) -> Rendering:
    """Render to PDF in the given layout, or one chosen by the seed."""
    return Rendering(draw(lay_out(report, layout or layout_of(seed))), ".pdf")
