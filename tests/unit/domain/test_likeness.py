from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.likeness import ALIKE, LikenessIndex, likeness, sketch_of

WORDS = [f"word{number}" for number in range(3_000)]


def text(seed: int, length: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(original: str, count: int, seed: int = 0) -> str:
    """`original` with every word at `count` places spread over it changed."""
    words = original.split()
    for number in range(count):
        words[(number * len(words)) // max(count, 1)] = f"other{seed}{number}"
    return " ".join(words)


def near(index: LikenessIndex, words: str) -> str:
    """The key of the text that is most like these words, "" for none."""
    found = index.nearest(sketch_of(words))
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("changes", "is_alike"), [(0, True), (1, True), (10, True), (60, False), (400, False)]
)
def test_a_text_with_a_few_changes_resembles_its_original(changes: int, is_alike: bool) -> None:
    original = text(1)
    other = edited(original, changes)
    assert (likeness(original, other) >= ALIKE) is is_alike
    index = LikenessIndex()
    index.add("original", sketch_of(original))
    if is_alike:
        assert near(index, other) == "original"


def test_the_most_alike_of_several_is_found() -> None:
    original = text(2)
    index = LikenessIndex()
    for changes in (12, 2, 8):
        index.add(str(changes), sketch_of(edited(original, changes)))
    assert near(index, original) == "2"


def test_all_that_may_be_alike_are_found_as_far_as_they_are_asked_for() -> None:
    original = text(2)
    index = LikenessIndex(is_whole=True)
    for changes in (12, 200, 2, 8):
        index.add(str(changes), sketch_of(edited(original, changes)))
    for number in range(60):
        index.add(f"copy {number}", sketch_of(original))
    found = list(index.likely(sketch_of(original), is_asked=lambda key: key != "2"))
    assert found == ["12", "8", *(f"copy {number}" for number in range(60))]


def test_texts_at_the_border_are_hardly_ever_missed() -> None:
    """Changed so much that they only just resemble each other."""
    pairs = [(text(seed), edited(text(seed), 14, seed)) for seed in range(300)]
    assert all(ALIKE <= likeness(*pair) < 0.82 for pair in pairs)
    missed = 0
    for one, other in pairs:
        index = LikenessIndex()
        index.add("one", sketch_of(one))
        missed += not near(index, other)
    assert missed <= 3


def test_nearly_all_changed_copies_are_found_among_many_texts_and_no_others() -> None:
    index = LikenessIndex()
    for seed in range(400):
        index.add(str(seed), sketch_of(text(seed)))
    found = [near(index, edited(text(seed), 8)) for seed in range(400)]
    assert sum(key == str(seed) for seed, key in enumerate(found)) >= 390
    assert not any(near(index, text(seed)) for seed in range(1_000, 1_400))


@pytest.mark.parametrize("original", ["消防队说没有人受伤火灾发生在港口" * 1, "ไฟไหม้ที่ท่าเรือไม่มีผู้บาดเจ็บ"])
def test_scripts_without_spaces_are_compared_by_their_characters(original: str) -> None:
    long = "".join(f"{original}{chr(0x4E00 + number)}{chr(0x5E00 + 7 * number)}" for number in range(60))
    changed = long.replace(chr(0x4E00 + 3), "某").replace(chr(0x4E00 + 40), "某")
    index = LikenessIndex()
    index.add("a", sketch_of(long))
    assert near(index, changed) == "a"
    assert likeness(long, changed) > ALIKE


def test_case_and_punctuation_make_no_difference() -> None:
    original = text(3)
    assert likeness(original, original.upper().replace(" ", ",\n ")) == 1


def test_short_texts_resemble_nothing() -> None:
    assert sketch_of("The mayor said no.") == ""
    index = LikenessIndex()
    index.add("a", "")
    index.add("b", "not a sketch")
    assert index.nearest("") is None
    assert near(index, text(1)) == ""


def test_a_sketch_is_the_same_on_every_machine_as_projects_keep_it() -> None:
    sketch = sketch_of(" ".join(f"word{number}" for number in range(100)))
    assert (sketch[:24], len(sketch)) == ("4THwQjWtiRP/////wqnTPY2c", 172)


def test_thousands_of_copies_take_no_more_time_each() -> None:
    sketch = sketch_of(text(1))

    def seconds(count: int) -> float:
        index = LikenessIndex()
        start = time.process_time()
        for number in range(count):
            index.nearest(sketch)
            index.add(str(number), sketch)
        return time.process_time() - start

    assert seconds(4_000) < 4 * 4 * seconds(1_000) + 0.1


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
