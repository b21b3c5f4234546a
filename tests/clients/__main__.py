"""Every client in an environment of its own: ``python -m tests.clients [DATABASE]``.

The packages come from the registry, by uv; a client that cannot be had is named and left
out. DATABASE is a published file, that of the settings if none is named.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.settings import Settings
from tests.clients.harness import CLIENTS, Client, judge, started
from tests.clients.releases import two_releases
from tests.clients.spreadsheets import SPREADSHEETS

TURNS = 20


def main(arguments: list[str]) -> int:
    """Print a line a client; 1 where one gave a wrong answer."""
    database = Path(arguments[0]) if arguments else Settings.from_environment().database
    failed = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        releases = two_releases(database, folder)
        for client in CLIENTS:
            python = _environment(client, folder / "environments")
            if python is None:
                print(f"{client.name:<28} left out: {', '.join(client.packages)} cannot be had")
                continue
            with started(client, python, releases.database) as asked:
                judged = judge(asked, releases, turns=TURNS)
            failed += bool(judged.wrong)
            said = f"{judged.answers} answers over {TURNS} publishes, {len(judged.wrong)} wrong"
            print(f"{client.name:<28} {said}; arrived: {json.dumps(judged.arrived)}")
            for wrong in judged.wrong[:3]:
                print(f"{'':<28} {wrong}")
        for program, read in SPREADSHEETS.items():
            print(f"{program:<28} {read(releases, folder)}")
    return 1 if failed else 0


def _environment(client: Client, folder: Path) -> Path | None:
    """An interpreter with the client's packages; None where they cannot be had."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    home = folder / client.name.replace(" ", "-").replace("(", "").replace(")", "")
    python = home / "bin" / "python"
    made = [[uv, "venv", "--quiet", "--python", sys.executable, str(home)]]
    made += [[uv, "pip", "install", "--quiet", "--python", str(python), *client.packages]]
    done = all(subprocess.run(command, check=False).returncode == 0 for command in made)
    return python if done else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
