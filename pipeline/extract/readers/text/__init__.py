"""Text files: lines, page furniture, paragraphs, and where the tables stand.

One module a dialect (``flow_text``, ``tab_text``, ``layout_text``), the rest is theirs
together.
"""
