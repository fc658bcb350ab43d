"""Each guard of the campaign stands where its list says, so that it can be taken out."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import REPOSITORY
from torture.guards import GUARDS, Guard


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_once_in_its_file_and_what_is_left_can_be_run(guard: Guard) -> None:
    text = (REPOSITORY / guard.path).read_text("utf-8")
    assert text.count(guard.whole) == 1
    left = text.replace(guard.whole, guard.without)
    assert left != text
    ast.parse(left)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_tests_of_a_guard_are_there(guard: Guard) -> None:
    assert guard.tests
    for test in guard.tests:
        path, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}" in (REPOSITORY / path).read_text("utf-8")
