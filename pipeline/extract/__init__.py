"""From one file to one ``Report``: what the report says, each value with its place.

Belongs here: readers (bytes to a ``Document``), parsers (a ``Document`` to the parts
of a ``Report``), column assignment, Swedish values. Pure functions; the only I/O is
reading the one file.

Does not belong here: Dagster, pandas, keys of the warehouse, anything that needs to
know about more than the document at hand (``transform`` does that).
"""
