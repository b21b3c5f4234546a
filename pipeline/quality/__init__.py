"""How far the facts can be trusted: three rings of checks and one verdict.

Belongs here: the contracts at the Parquet boundary (``contracts``), the runner of the
suites in ``expectations/`` (``expectations``), the search for contradictions in the
sources (``reconcile``), and the decision whether a run may be published (``verdict``).
All of them give ``CheckResult`` (``results``), but for contradictions, which are facts
about the world and never block a release.

Does not belong here: bounds (``expectations/``), tests of marts (the dbt project),
the comparison with the last release (``publish``).
"""
