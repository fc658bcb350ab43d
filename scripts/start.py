"""Set Claimdesk up in this folder, then do one thing with it.

    python3 scripts/start.py           open the window on the sample articles
    python3 scripts/start.py test      pass the tests; further words go to pytest
    python3 scripts/start.py consumers let other tools read what Claimdesk writes: they are installed first
    python3 scripts/start.py check     format, lint, types and layers

Needs Python 3.11 or newer and nothing else. What it installs with pip goes to the folder `.venv`, in the
versions and with the hashes of `requirements/`, and is installed again only when those change. Libraries of
the system that Qt needs are installed with apt-get where this program may do so, and named where not.

Exit codes: 64 unknown words, 69 the system, the disk or the network is in the way, 78 Python is too old;
otherwise that of what was started: 0 for done, 1 for a failed check or test.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write("Claimdesk needs Python 3.11 or newer; this is {}.{}.\n".format(*sys.version_info))
    sys.exit(78)

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ENVIRONMENT = REPOSITORY / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "claimdesk-setup.txt"
RUN = REPOSITORY / "requirements" / "run.txt"
DEVELOPMENT = REPOSITORY / "requirements" / "development.txt"
CONSUMERS = REPOSITORY / "requirements" / "consumers.txt"
DEMO = REPOSITORY / "build" / "demo"

SPACE_NEEDED = 10**9  # bytes: Qt takes 250 MB, and pip unpacks beside what it downloaded

# What Qt loads from a Debian or Ubuntu system: always, and for a window on X11 or Wayland.
QT_PACKAGES = ("libglib2.0-0", "libfontconfig1", "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3")
WINDOW_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
)
# What the tests in a real window use: a program to look for, and the package that brings it.
WINDOW_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "xprop": "x11-utils",
    "setxkbmap": "x11-xkb-utils",
}
TEST_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

QT_PROBE = "import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets"
PLUGIN_PROBE = """
import ctypes, pathlib, sys
import PySide6.QtGui
plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
ctypes.CDLL(str(plugins / f"libq{sys.argv[1]}.so"))
"""
SCREEN_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"

CHECKS = {
    "Format": ("-m", "ruff", "format", "--check", "."),
    "Lint": ("-m", "ruff", "check", "."),
    "Types": ("-m", "mypy"),
    "Layers": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
}


class Trouble(Exception):
    """Something outside this folder that a person can mend: what happened and what to do."""


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def call(*command: str | Path, **variables: str) -> int:
    """The exit code of a program that shares our terminal and may need more environment variables."""
    return subprocess.call([str(part) for part in command], cwd=REPOSITORY, env={**os.environ, **variables})


def complaint(code: str, *arguments: str, **variables: str) -> str:
    """The last words of Python code that failed in a process of its own; empty where it went well."""
    command = [str(PYTHON), "-c", code, *arguments]
    surroundings = {**os.environ, **variables}
    result = subprocess.run(command, cwd=REPOSITORY, env=surroundings, capture_output=True, check=False)
    if result.returncode == 0:
        return ""
    lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"ended with {result.returncode}"


# ------------------------------------------------------------------------------- system packages


def install_system_packages(packages: tuple[str, ...], reason: str) -> None:
    """Install Debian packages, or raise Trouble with the command that a person can give."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise Trouble(f"{reason}\nOn Debian or Ubuntu these packages bring it: {' '.join(packages)}")
    if os.geteuid() != 0:
        raise Trouble(f"{reason}\nThis installs it: sudo {shlex.join(command)}")
    say(f"{reason}\n    Installing with apt-get: {' '.join(packages)}")
    command += ["-o", "DPkg::Lock::Timeout=120"]
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "update"], env=surroundings, stdout=subprocess.DEVNULL)
    if subprocess.call(command, env=surroundings, stdout=subprocess.DEVNULL):
        raise Trouble(f"apt-get could not install it; its own words stand above.\n{reason}")


def ensure_qt(platform: str = "") -> None:
    """Make sure that Qt's libraries load, and those of a platform plugin, `xcb` or `wayland`, if named."""
    _ensure_loads(QT_PROBE, (), QT_PACKAGES)
    if platform:
        _ensure_loads(PLUGIN_PROBE, (platform,), QT_PACKAGES + WINDOW_PACKAGES)


def _ensure_loads(code: str, arguments: tuple[str, ...], packages: tuple[str, ...]) -> None:
    missing = complaint(code, *arguments)
    if missing and sys.platform.startswith("linux"):
        install_system_packages(packages, f"Qt misses a library of the system: {missing}")
        missing = complaint(code, *arguments)
    if missing:
        raise Trouble(f"Qt does not start here: {missing}")


def ensure_window_tools() -> None:
    """Get what the tests in a real window need; without it those tests say so and are skipped."""
    packages = tuple(package for tool, package in WINDOW_TOOLS.items() if not shutil.which(tool))
    if not TEST_FONT.exists():
        packages += ("fonts-dejavu-core",)
    if packages:
        try:
            install_system_packages(packages, "The tests in a real window need more programs.")
        except Trouble as trouble:
            say(f"{trouble}\n    Without them the tests in a real window are skipped.")


# ------------------------------------------------------------------------------------ environment


def is_usable() -> bool:
    """Whether `.venv` holds a Python that starts, is new enough and has pip."""
    try:
        return not complaint("import sys, pip; sys.exit(sys.version_info < (3, 11))")
    except OSError:
        return False


def ensure_environment() -> None:
    """Make `.venv`, or make it anew where its Python is gone."""
    if is_usable():
        return
    if ENVIRONMENT.exists() and not (ENVIRONMENT / "pyvenv.cfg").exists():
        raise Trouble(f"{ENVIRONMENT} is not a virtual environment of Python. Move it away and start again.")
    if shutil.disk_usage(REPOSITORY).free < SPACE_NEEDED:
        raise Trouble(
            f"{REPOSITORY} has less than {SPACE_NEEDED / 1e9:.0f} GB left on its disk. Free some space."
        )
    if not importlib.util.find_spec("ensurepip"):
        package = f"python3.{sys.version_info.minor}-venv"
        install_system_packages((package,), "This Python cannot make virtual environments.")
    say(f"Making a virtual environment in {ENVIRONMENT}")
    if call(sys.executable, "-m", "venv", "--clear", ENVIRONMENT) or not is_usable():
        raise Trouble(f"Python could not make a virtual environment in {ENVIRONMENT}.")


def pip(*arguments: str | Path) -> None:
    """Install with pip, showing one line for each package."""
    options = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off")
    command = [str(part) for part in (PYTHON, "-m", "pip", "install", *options, *arguments)]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            if line.startswith(("Collecting ", "Installing ")):
                print(f"    {re.split(' .from|:', line)[0].strip()}", flush=True)
    if process.returncode:
        raise Trouble(
            "pip could not install what Claimdesk needs; its own words stand above.\n"
            "Is there a network, and space on the disk? The same command goes on from here."
        )


def ensure_packages(lock: Path) -> None:
    """Install what `lock` lists and Claimdesk itself, unless that was done and nothing has changed since.

    The list for development holds all of that for running, and the one of other tools all of both.
    """
    every = (RUN, DEVELOPMENT, CONSUMERS)
    sources = (REPOSITORY / "pyproject.toml", *every[: every.index(lock) + 1])
    wanted = {f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sources}
    if STAMP.exists() and wanted <= set(STAMP.read_text("utf-8").splitlines()):
        return
    say(f"Installing the packages of {lock.relative_to(REPOSITORY)} (only when that list changes)")
    pip("--require-hashes", "--only-binary", ":all:", "--requirement", lock)
    pip("--quiet", "--no-deps", "--no-build-isolation", "--editable", REPOSITORY)
    STAMP.write_text("\n".join(sorted(wanted)), "utf-8")


# --------------------------------------------------------------------------------------- commands


def screen() -> str:
    """The platform plugin of the display that this session names: `xcb`, `wayland`, or empty for none."""
    if not sys.platform.startswith("linux"):
        return ""
    if os.environ.get("DISPLAY"):
        return "xcb"
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else ""


def run(arguments: list[str]) -> int:
    """Open the window; where there is no display, do the same job without one and say where that lies."""
    ensure_environment()
    ensure_packages(RUN)
    platform = screen()
    ensure_qt(platform)
    if not sys.platform.startswith("linux") or (platform and not complaint(SCREEN_PROBE)):
        say("Opening Claimdesk")
        return call(PYTHON, "-m", "annotator", *(arguments or ["--sample"]))
    reason = "No screen answers on the display that is set" if platform else "There is no display here"
    say(
        f"{reason}, so no window can open.\n"
        "    Doing the same job without one: the sample articles are imported, labelled and exported, and\n"
        f"    the window is painted to a picture, all in {DEMO.relative_to(REPOSITORY)}"
    )
    return call(PYTHON, "-m", "annotator", "demo", "--out", DEMO, QT_QPA_PLATFORM="offscreen")


def test(arguments: list[str]) -> int:
    """Pass the tests. Those in a real window bring a display of their own; nothing opens on this one."""
    ensure_environment()
    ensure_packages(DEVELOPMENT)
    if sys.platform.startswith("linux"):
        ensure_window_tools()
    ensure_qt("xcb" if shutil.which("Xvfb") else "")
    say("Running the tests")
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    # All of them take long enough to use every core; a few are easier to follow one after the other.
    words = arguments or ["--numprocesses", "auto", "--dist", "worksteal"]
    return call(PYTHON, "-m", "pytest", *words, QT_QPA_PLATFORM=platform)


def consumers(arguments: list[str]) -> int:
    """Install the tools that others read our data sets with, and let them; else their tests are skipped."""
    ensure_environment()
    ensure_packages(CONSUMERS)
    ensure_qt()
    say("Letting other tools read what Claimdesk writes")
    words = arguments or ["tests/unit/exchange"]
    return call(PYTHON, "-m", "tests.consumers", *words, QT_QPA_PLATFORM="offscreen", CLAIMDESK_CONSUMERS="1")


def check(_arguments: list[str]) -> int:
    """Run every check, also after one that failed, and name those that did."""
    ensure_environment()
    ensure_packages(DEVELOPMENT)
    failed = []
    for title, words in CHECKS.items():
        say(title)
        if call(PYTHON, *words):
            failed.append(title)
    say(f"Failed: {', '.join(failed)}" if failed else "Format, lint, types and layers are right")
    return 1 if failed else 0


COMMANDS = {"run": run, "test": test, "consumers": consumers, "check": check}


def main(words: list[str]) -> int:
    """Do what the words of the command line ask for, and return the exit code."""
    name, *arguments = words or ["run"]
    if name in ("-h", "--help"):
        print(__doc__)
        return 0
    if name not in COMMANDS or (name == "check" and arguments):
        print(f"Not understood: {shlex.join(words)}\n\n{__doc__}", file=sys.stderr)
        return 64
    try:
        return COMMANDS[name](arguments)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 69
    except OSError as error:
        print(
            f"\nThe system refused: {error}. What is there stays; the same command goes on.", file=sys.stderr
        )
        return 69
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
