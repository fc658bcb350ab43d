from __future__ import annotations

from annotator.exchange.articles.shape import Facts
from tests.unit.exchange.articles.reads import extracts, text


def read(markup: str) -> str:
    return text(markup.encode(), "a.md")


def test_marks_go_and_words_stay() -> None:
    assert read(
        "# Fire in the *port*\n\nThe `mayor` said\nhe was **not** [there](x).\n\nEnd ![a](b) of it.\\\nNow."
    ) == ("Fire in the port\n\nThe mayor said he was not there.\n\nEnd of it.\nNow.")


def test_lists_quotes_and_tables_keep_their_lines() -> None:
    lists = "Two:\n\n- one\n- two\n  - inner\n\n1. first\n\n"
    markup = lists + "> quoted\n> on\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd."
    assert read(markup) == "Two:\n\n- one\n- two\n- inner\n\n- first\n\nquoted on\n\na\tb\n1\t2\n\nEnd."


def test_code_and_html_blocks_give_their_words() -> None:
    assert (
        read("```\na  b\n```\n\n<div>in <b>here</b></div>\n\nA<br>b &amp; c") == "a  b\n\nin here\n\nAb & c"
    )


def test_front_matter_is_no_text() -> None:
    front = (
        "---\ntitle: 'Fire: all of it'\nauthor: Ada\ndate: 2021-08-20\n"
        "source: https://a.example/1\nlang: en\n---\n"
    )
    (found,) = extracts((front + "It burns.").encode(), "a.md")
    assert found.text == "It burns."
    assert found.facts == Facts(
        title="Fire: all of it",
        byline="Ada",
        published_at="2021-08-20",
        url="https://a.example/1",
        stated_language="en",
    )


def test_a_line_at_the_start_is_no_front_matter() -> None:
    assert read("---\n\nIt burns.") == "It burns."


def test_quotations_nested_without_end_are_read_as_far_as_they_go() -> None:
    assert read(">" * 50_000 + " deep\n\nIt burns.").endswith("It burns.")
