"""Real clients on the published file while releases come: ``python -m tests.clients``.

Each client is a program of its own (``programs/``) that asks when it is told to, in the way
that ``docs/clients`` tells people. ``releases`` is a warehouse with two releases that take
turns, ``harness`` runs a program against it. The long form makes an environment for each
client from the registry; in CI those are run whose packages are there (``test_clients``).
"""
