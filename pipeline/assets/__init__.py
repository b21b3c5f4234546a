"""The pipeline as Dagster shows it: assets, checks, jobs, resources, schedules, sensors.

Belongs here: thin wrappers. An asset calls the functions of its stage on the folder of
its run and tells what came of it: row counts, a preview, check results.

Does not belong here: anything that the stages need without Dagster. No stage imports
this package.

Where what is: assets in a module a stage (``documents``, ``facts``, ``quality``,
``warehouse``, ``release``); ``translator`` for dbt's part of the graph; ``checks`` for what
every check shows, ``gate`` for those that end a run, ``document_checks`` for those on
documents, ``row_counts`` and ``freshness`` for those that compare with other releases;
``jobs``, ``schedules``, ``sensors``, ``resources``.
The rest serves these: ``keys``, ``display``, ``document_table``, ``settling``,
``run_folder``, ``reporter``, ``housekeeping``, ``dagster_runs``.

Assets hand nothing on in memory: what a stage needs stands in the run's folder
(``publish.staging``), so each can be repeated alone in the UI.
"""
