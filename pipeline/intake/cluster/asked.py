"""What a worker is asked beside documents: a function in a process of its own.

Threads of one process share one interpreter, so that several questions at once would take one
core; and what a question loads is gone with its process.
"""

from __future__ import annotations

import subprocess
import sys

from pipeline.settings import PROJECT_ROOT


def answer_of(function: str, data: bytes, seconds: float) -> bytes:
    """What "module:function" writes to standard output of ``data`` on standard input.

    Raises:
        RuntimeError: it ended with an error; with the last of what it said.
        subprocess.TimeoutExpired: it took longer than so many seconds, and was ended.
    """
    module, _, name = function.partition(":")
    done = subprocess.run(
        [sys.executable, "-c", f"from {module} import {name}; {name}()"],
        input=data,
        capture_output=True,
        cwd=PROJECT_ROOT,
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise RuntimeError(f"{function} ended with {done.returncode}: {said}")
    return done.stdout
