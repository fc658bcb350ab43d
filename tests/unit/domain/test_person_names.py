"""Names that are said alike are noticed, and other names are not."""

from __future__ import annotations

import pytest

from annotator.domain.person_names import alike


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("zoë", "Zoe"),
        ("Anna Maria", "AnnaMaria"),
        ("J. Smith", "J Smith"),
        ("Łukasz", "łukasz"),
        ("Straße", "STRASSE"),
        ("Ａｎｎａ", "Anna"),
    ],
)
def test_another_spelling_of_a_name_is_alike(name: str, other: str) -> None:
    assert alike(name, ["Ben", other]) == other
    assert alike(other, ["Ben", name]) == name


@pytest.mark.parametrize(
    ("name", "other"),
    [("Anna", "Anne"), ("Anna", "Anna"), ("की", "का"), ("李", "林"), ("·", "-"), ("Ben 1", "Ben 2")],
)
def test_other_names_and_the_same_name_are_not(name: str, other: str) -> None:
    assert alike(name, [other]) == ""
