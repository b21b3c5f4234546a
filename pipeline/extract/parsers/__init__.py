"""A ``Document`` to the parts of a ``Report``: head, goals, indicators, activities, money, prose.

A parser knows blocks, never the file that they came from: no reader is imported here.
"""
