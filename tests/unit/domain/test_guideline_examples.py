"""Examples are numbered once, stand under what was decided, and can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.domain.guideline_examples import Example, examples, with_example
from annotator.domain.guideline_text import blocks, section

RULES = "# Rules\n\n## ≠ Disputed\n\nSources differ.\n\n## Confirmed\n\nAll agree.\n"

_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.split())
)
_labels = st.sampled_from(["Disputed", "Confirmed", "No claim", "C#", "Rumour (unclear): “x”"])


def test_an_example_stands_at_the_end_of_the_section_of_its_label() -> None:
    text = with_example(RULES, label="Disputed", quote="It sank.", why="One source denies it.")
    assert text == (
        "# Rules\n\n## ≠ Disputed\n\nSources differ.\n\n### Examples\n\n"
        "- Example 1, Disputed: “It sank.”\n  Why: One source denies it.\n\n## Confirmed\n\nAll agree.\n"
    )


def test_the_next_one_goes_on_with_the_list_and_with_the_numbers() -> None:
    text = RULES
    for label, quote in (("Disputed", "a"), ("Confirmed", "b"), ("Disputed", "c")):
        text = with_example(text, label=label, quote=quote, why="So.")
    assert examples(text) == (
        Example(1, "Disputed", "a", "So."),
        Example(3, "Disputed", "c", "So."),
        Example(2, "Confirmed", "b", "So."),
    )
    assert text.count("### Examples") == 2


def test_a_label_without_a_heading_gets_one() -> None:
    text = with_example("", label="Disputed", quote="a", why="So.")
    assert text == "## Disputed\n\n- Example 1, Disputed: “a”\n  Why: So.\n"
    text = with_example(text, label="Disputed", quote="b", why="So.")
    assert [one.number for one in examples(text)] == [1, 2]
    assert "### Examples" not in text


@pytest.mark.parametrize(("quote", "why"), [("", "So."), ("a", " "), (" \n", "So.")])
def test_an_example_without_words_or_reason_is_refused(quote: str, why: str) -> None:
    with pytest.raises(Refused):
        with_example(RULES, label="Disputed", quote=quote, why=why)


@given(st.lists(st.tuples(_labels, _words, _words), min_size=1, max_size=5), st.sampled_from([RULES, ""]))
def test_every_example_can_be_read_back_and_nothing_else_changes(
    wanted: list[tuple[str, str, str]], rules: str
) -> None:
    text = rules
    for label, quote, why in wanted:
        before = text
        text = with_example(text, label=label, quote=quote, why=why)
        rest = iter(text.splitlines())
        assert all(line in rest for line in before.splitlines() if line.strip())
    found = {one.number: one for one in examples(text)}
    assert sorted(found) == list(range(1, len(wanted) + 1))
    for number, (_, quote, why) in enumerate(wanted, start=1):
        assert (found[number].quote, found[number].why) == (" ".join(quote.split()), " ".join(why.split()))


@given(_labels.filter(lambda label: "“" not in label), _words)
def test_an_example_is_in_the_section_of_its_label(label: str, quote: str) -> None:
    text = with_example(RULES, label=label, quote=quote, why="So.")
    starts = {block.first for block in section(text, label)}
    lines = text.splitlines()
    assert any("Example 1, " in lines[start] for start in starts)
    assert len(blocks(text)) >= len(blocks(RULES)) + 1
