from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.store.project import open_project

FULL = Path("/dev/full")
each_buffering = pytest.mark.parametrize("unbuffered", ["", "1"])


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "news.claimdesk")
    assert main(["new", path]) == 0
    capsys.readouterr()
    return path


def run(arguments: list[str], output: int, *, unbuffered: str) -> tuple[int, str]:
    """The exit code of a command whose standard output is `output`, and what it says on standard error."""
    command = [sys.executable, "-m", "annotator", *arguments]
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(
        command,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
        env=environment,
    )
    return done.returncode, done.stderr


@each_buffering
@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["info", "check", "--help", "--version", "new"])
def test_output_that_cannot_be_written_is_told(
    project: str, tmp_path: Path, command: str, unbuffered: str
) -> None:
    arguments = {"new": ["new", str(tmp_path / "other")]}.get(command, [command, project])
    with FULL.open("w") as full:
        code, said = run(arguments, full.fileno(), unbuffered=unbuffered)
    assert code == 1
    assert said == (
        "claimdesk: What there is to say can't be written to standard output: no space left on device. "
        "What was done to a project stays done. Send the output elsewhere, then try again.\n"
    )


@each_buffering
@pytest.mark.skipif(os.name == "nt", reason="Windows tells of a closed pipe in other ways")
def test_a_reader_that_has_gone_ends_a_command_silently(
    project: str, tmp_path: Path, unbuffered: str
) -> None:
    source, target = os.pipe()
    os.close(source)
    try:
        (tmp_path / "fire.txt").write_text("Fire in the port. Nobody was hurt.", encoding="utf-8")
        arguments = ["import", project, str(tmp_path / "fire.txt")]
        assert run(arguments, target, unbuffered=unbuffered) == (1, "")
    finally:
        os.close(target)
    found = open_project(Path(project))
    assert found.articles.count() == 1
    found.close()
