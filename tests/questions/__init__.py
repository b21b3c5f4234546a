"""Questions that a controller or a journalist would ask, with answers read by hand.

A question is a file of SQL with its Swedish and English wording, the place in the
report where a person reads the answer, and the answer itself. ``real_reports`` are
asked on the three real reports, ``samples`` on the two years' cycle that ships with the
project. An answer is never copied from a query: whoever adds one reads the page first.
"""
