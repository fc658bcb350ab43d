"""The list of faults in docs/faults.md is complete, and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import REPOSITORY

_FAULTS = {"S": 32, "T": 20, "I": 15, "G": 14}
_ROW = re.compile(r"^\| ([STIG]\d+) \| (.+) \| (.*) \|$", re.MULTILINE)
_TEST = re.compile(r"^def (test_((?:[stig]\d+_)+)\w+)\(", re.MULTILINE)


def _rows() -> dict[str, set[str]]:
    """The tests that the list names for each fault."""
    text = (REPOSITORY / "docs" / "faults.md").read_text("utf-8")
    return {number: set(re.findall(r"`(test_\w+)`", tests)) for number, _, tests in _ROW.findall(text)}


def _numbered(folder: Path) -> dict[str, set[str]]:
    """The faults that each test is named after."""
    found = {}
    for path in folder.rglob("test_*.py"):
        for name, numbers in _TEST.findall(path.read_text("utf-8")):
            pairs = re.findall(r"([stig])(\d+)_", numbers)
            found[name] = {f"{letter.upper()}{int(number)}" for letter, number in pairs}
    return found


def test_every_fault_is_in_the_list_with_a_test() -> None:
    rows = _rows()
    assert set(rows) == {f"{letter}{n}" for letter, count in _FAULTS.items() for n in range(1, count + 1)}
    assert [number for number, tests in rows.items() if not tests] == []


def test_every_test_that_the_list_names_is_there_under_that_number() -> None:
    numbered = _numbered(REPOSITORY / "tests")
    wrong = [
        (n, name) for n, names in _rows().items() for name in names if n not in numbered.get(name, set())
    ]
    assert wrong == []


def test_no_test_is_named_after_a_fault_that_there_is_not() -> None:
    numbers = set().union(*_numbered(REPOSITORY / "tests").values())
    assert numbers == set(_rows())
