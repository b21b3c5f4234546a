"""From checked Parquet to a published release, and back if need be.

Belongs here: the folder of a run (``staging``), the database (``build``, through dbt),
what changed against the last release (``diff``), the pointer swap (``release``,
``prune``), the log of runs (``run_log``) and the digests that tie them together.

Does not belong here: deciding whether a release is good enough (``quality.verdict``).
"""
