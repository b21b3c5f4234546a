"""From a figure to the place where it is printed, as a person sees it.

Belongs here: the bytes of a document as they were read (``documents``), and what shows a
place in them: lines of a text (``in_text``), the picture of a PDF's page (``in_pdf``), a
table of a DOCX (``in_docx``). Personal identity numbers are masked in all of them, by the
rules of ``extract``.

Does not belong here: the database, and how it is laid out on a page.
"""
