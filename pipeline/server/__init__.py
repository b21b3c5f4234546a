"""The Dagster UI as this project serves it: on loopback, behind a guard.

Belongs here: who may ask the web server (``guard``), what a GraphQL request would do
(``operations``), and the processes that stand behind ``namndlager ui`` (``ui``).

Does not belong here: what the UI shows (``assets``), login (a proxy's work).
"""
