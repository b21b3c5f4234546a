"""What breaks, on purpose: files that were mutated, runs that are killed.

Belongs here: making faults, running the real pipeline through them, and counting what came
of it. Every fault can be made again from the seed and number that is printed. The long
forms are commands (``make faults``), the short ones tests. What a single bad file of a
known kind must lead to is told by ``tests/integration/test_bad_input.py``.
"""
