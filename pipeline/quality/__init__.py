"""How far the facts can be trusted: three rings of checks and one verdict.

Belongs here: the contracts at the Parquet boundary (``contracts``); the bounds of the data
(``suites``, ``expectations``, with the frames that they look at: ``frames``,
``structure``) and what follows where one is broken: a value is marked (``outside``), a
document held back (``holds``), in the order that ``gate`` keeps; the search for
contradictions in the sources (``reconcile``), and the decision whether a run may be
published (``verdict``). What a check guards stands in ``levels``, what it says is a
``CheckResult`` (``results``); contradictions are facts about the world and block nothing.

Does not belong here: bounds (``expectations/``), tests of marts (the dbt project),
the comparison with the last release (``publish``).
"""
