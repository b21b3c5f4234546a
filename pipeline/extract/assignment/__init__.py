"""Which value stands in which column, and how sure we are.

Belongs here: the ways to cut a run of text into cells, to lay cells into columns, and
their probabilities, learned from generated reports (``column_weights``). Does not belong
here: finding tables and headers (``tables``), making a ``Report`` (``parsers``).
"""
