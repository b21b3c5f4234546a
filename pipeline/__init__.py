"""Nämndlager: from the public reports of Stockholm's committees to a warehouse.

Data goes one way, and so do imports:

    extract -> transform -> quality -> publish        (plain functions)
    assets                                            (thin Dagster wrappers over them)

``settings`` and ``registry`` are read by all of them and import none of them.
"""

__version__ = "0.1.0"
