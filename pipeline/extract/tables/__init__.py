"""What a table says of itself: header, labels, rows, groups, sums.

Belongs here: from the blocks of a ``Document`` to rows with labels and runs of values,
for every reader. Does not belong here: which value stands in which column
(``assignment``), what the rows mean (``parsers``).
"""
