"""Reading on the workers of a Dask cluster.

Belongs here: who reads what (``plan``, pure), which code a worker must have (``kit``), what
runs on a worker (``task``), and the engine that speaks to the scheduler (``engine``, the only
module that imports Dask). A document is one task. Its bytes go to the worker and the bytes
of its cache entry come back, so that a worker needs the code and nothing else: no folder,
no key to the object store, no state.

Does not belong here: how a document is read (``worker``, ``child``), which is the same on
every machine.
"""
