"""One module a page: what it asks, and what its template shows.

Belongs here: functions from a ``Context`` to a ``Page``, and their list. A page that lists
figures makes a ``Table``, which is shown and downloaded alike. Does not belong here: SQL
(``queries``), words, and what is the same around every page (``app``, templates).
"""
