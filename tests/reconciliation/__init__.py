"""How well reconciliation finds what is wrong in reports, and only that.

Belongs here: proven contradictions of the real reports (``proven.csv``: figures and lines,
no sentences), the comparison of findings with them, and the command that prints precision
and recall, ``python -m tests.reconciliation``.
"""
