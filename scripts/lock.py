"""Choose the exact versions that everybody installs, and write them with their hashes to `requirements/`.

    python3 scripts/lock.py             keep the chosen versions where pyproject.toml still allows them
    python3 scripts/lock.py --upgrade   choose the newest that it allows

Needs `uv` on the path. The files hold for every Python and system that pyproject.toml allows.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REQUIREMENTS = REPOSITORY / "requirements"
COMMAND = "python3 scripts/lock.py"
# No line may say where this machine gets its packages from: everybody asks the index of their own machine.
PLACE = re.compile(
    r"://|^\s*-(?:-index|-extra-index|-find-links|-trusted-host|i |f )|/(?:home|root|opt|Users)/"
)


def compiled(name: str, *options: str) -> Path:
    """Write `requirements/NAME.txt` from pyproject.toml and the given options of `uv pip compile`."""
    target = REQUIREMENTS / f"{name}.txt"
    command = ["uv", "pip", "compile", "pyproject.toml", "--output-file", str(target.relative_to(REPOSITORY))]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", COMMAND]
    subprocess.run([*command, *options], cwd=REPOSITORY, check=True)
    return target


def refuse_places(path: Path) -> None:
    """Exit if a line of the lock file names a host or a folder of this machine."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if PLACE.search(line):
            sys.exit(f"{path.name}:{number} says where its packages came from: {line.strip()}")


def main() -> None:
    upgrade = sys.argv[1:]
    if upgrade not in ([], ["--upgrade"]):
        sys.exit(__doc__)
    REQUIREMENTS.mkdir(exist_ok=True)
    run = compiled("run", "--group", "build", *upgrade)
    development = compiled("development", "--group", "dev", "--constraints", "requirements/run.txt", *upgrade)
    consumers = compiled(
        "consumers",
        *("--group", "dev", "--group", "consumers", "--all-extras"),
        *("--constraints", "requirements/development.txt"),
        *upgrade,
    )
    for path in (run, development, consumers):
        refuse_places(path)


if __name__ == "__main__":
    main()
