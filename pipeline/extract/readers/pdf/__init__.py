"""PDF: what pdfium says of a page, and from there to a ``Document``.

Lines, columns and tables of words with boxes are found in ``readers.geometry``.
"""
