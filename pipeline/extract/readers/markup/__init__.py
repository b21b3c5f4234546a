"""Markup: Markdown, the tables that pandoc draws with letters, HTML.

Belongs here: a well-kept parser for each (markdown-it, lxml) and what its tree means as
paragraphs and tables. A language's own oddities stay in its module; what a table's first
rows mean is ``tables``' work.
"""
