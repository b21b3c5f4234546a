"""What people say of themselves and of what they do by hand, as it is kept.

Belongs here: who gives a command, and the reasons that are written with it. They are free
text of a person, so a personal identity number may stand in them as in any document.
"""

from __future__ import annotations

import getpass

from pipeline.safe_text import loggable


def user_name() -> str:
    """Who gives the command; "somebody" where the system has no name for the user.

    A container may run under a number that no list of users has.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def kept(said: str) -> str:
    """What a person wrote, without personal identity numbers and control characters."""
    return loggable(said)
