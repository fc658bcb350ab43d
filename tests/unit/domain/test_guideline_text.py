"""Guidelines are read as plain blocks, and two versions are told apart line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.guideline_text import (
    BlockKind,
    Run,
    blocks,
    differences,
    headings,
    new_lines,
    section,
)

TEXT = """# Rules

Read the whole **sentence**,
then decide.

## ≠ Disputed

- Two sources say
  opposite things.
  1. deeper
> A quotation

```
# no heading
```

## Confirmed ##
Everybody agrees.
"""

_lines = st.lists(st.text(st.sampled_from("ab#*-> `1.“”"), max_size=8), max_size=12)
_markdown = _lines.map("\n".join)


def test_each_kind_of_block_is_known() -> None:
    found = [(block.kind, block.level, block.sign, block.plain) for block in blocks(TEXT)]
    assert found == [
        (BlockKind.HEADING, 1, "", "Rules"),
        (BlockKind.PARAGRAPH, 0, "", "Read the whole sentence, then decide."),
        (BlockKind.HEADING, 2, "", "≠ Disputed"),
        (BlockKind.ITEM, 0, "•", "Two sources say opposite things."),
        (BlockKind.ITEM, 1, "1.", "deeper"),
        (BlockKind.QUOTE, 1, "", "A quotation"),
        (BlockKind.VERBATIM, 1, "", "# no heading"),
        (BlockKind.HEADING, 2, "", "Confirmed"),
        (BlockKind.PARAGRAPH, 0, "", "Everybody agrees."),
    ]


def test_stressed_words_lose_their_signs_and_nothing_else_does() -> None:
    (block,) = blocks("**must** be *read*, <b>2 * 3</b> & [a](b)")
    assert block.runs == (
        Run("must", is_bold=True),
        Run(" be "),
        Run("read", is_slanted=True),
        Run(", <b>2 * 3</b> & [a](b)"),
    )


def test_a_section_is_found_by_its_words_whatever_sign_stands_before_them() -> None:
    found = section(TEXT, "disputed")
    assert (found[0].plain, found[-1].plain) == ("≠ Disputed", "# no heading")
    assert [block.plain for block in section(TEXT, "Confirmed")] == ["Confirmed", "Everybody agrees."]
    assert section(TEXT, "Unverified") == ()


def test_headings_are_listed_in_order() -> None:
    assert [block.plain for block in headings(TEXT)] == ["Rules", "≠ Disputed", "Confirmed"]


@given(_markdown)
def test_blocks_cover_every_line_that_says_something_once(markdown: str) -> None:
    found = blocks(markdown)
    covered = [line for block in found for line in range(block.first, block.end)]
    assert covered == sorted(set(covered))
    said = {number for number, line in enumerate(markdown.splitlines()) if line.strip()}
    assert said <= set(covered)


@given(_markdown, _markdown)
def test_differences_hold_both_versions_whole(older: str, newer: str) -> None:
    found = differences(older, newer)
    assert [line.text for line in found if line.sign != "+"] == older.splitlines()
    assert [line.text for line in found if line.sign != "-"] == newer.splitlines()


@given(_markdown, _markdown)
def test_what_is_not_new_was_there_before(older: str, newer: str) -> None:
    new = new_lines(older, newer)
    kept = [line for number, line in enumerate(newer.splitlines()) if number not in new]
    rest = iter(older.splitlines())
    assert all(line in rest for line in kept)
    assert not new_lines(newer, newer)
