"""The pipeline as Dagster shows it: assets, checks, the nightly job, schedule, sensor.

Belongs here: thin wrappers. An asset calls the functions of its stage on the folder of
its run and tells what came of it: row counts, a preview, check results.

Does not belong here: anything that the stages need without Dagster. No stage imports
this package.

Assets hand nothing on in memory: what a stage needs stands in the run's folder
(``publish.staging``), so each can be repeated alone in the UI.
"""
