"""DOCX: the package opened with care, its styles, paragraphs and real tables."""
