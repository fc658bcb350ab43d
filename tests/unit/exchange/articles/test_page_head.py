from __future__ import annotations

import pytest

from tests.unit.exchange.articles.made_files import MORE, STORY, page
from tests.unit.exchange.articles.reads import text

SAID = "A fire in the port made many leave their homes for a night."


def paragraphs(head: str) -> list[str]:
    """Of a page whose article is marked up apart from `head`."""
    story = "".join(f"<p>{number}. {STORY} {MORE}</p>" for number in range(4))
    return text(page(f"{head}<div class='article-body'>{story}</div>"), "a.html").split("\n\n")


@pytest.mark.parametrize(
    "head",
    [
        "<h1>Fire</h1><p class='article__teaser'>{}</p>",
        "<header><h1>Fire</h1><div class='intro'>{}</div></header>",
        "<header><h1>Fire</h1></header><p class='lead'>{}</p>",
        "<h1>Fire</h1><p>{}</p>",
    ],
)
def test_the_first_sentences_below_the_headline_are_kept_once(head: str) -> None:
    found = paragraphs(head.format(SAID.replace("port", "<b>port</b>")))
    assert found[:2] == ["Fire", SAID]
    assert found[2].startswith("0. The fire")


def test_a_lead_comes_after_a_headline_that_is_in_the_text() -> None:
    story = "".join(f"<p>{number}. {STORY} {MORE}</p>" for number in range(4))
    found = text(page(f"<h1>Fire</h1><p class='teaser'>{SAID}</p>{story}"), "a.html").split("\n\n")
    assert found[:2] == ["Fire", SAID]


def test_a_lead_that_is_in_the_text_is_not_said_again_for_what_was_left_out_in_it() -> None:
    lead = "<p>The mayor said <q>yes</q> <b class='share'>here</b> on <time>Monday</time>, many heard.</p>"
    story = "".join(f"<p>{number}. {STORY} {MORE}</p>" for number in range(4))
    found = text(page(f"<h1>Fire</h1>{lead}{story}"), "a.html")
    assert found.count("many heard") == 1


def test_a_lead_that_the_page_hides_stays_out() -> None:
    assert paragraphs(f"<h1>Fire</h1><p style='display:none'>{SAID}</p>")[1].startswith("0. The fire")


def test_what_is_no_sentence_below_the_headline_does_not_get_in() -> None:
    byline = "<div class='meta'>By Ada, our correspondent in the harbour</div>"
    found = paragraphs(f"<h1>Fire</h1>{byline}<div>Monday, 8 minutes to read of it all</div>")
    assert found[0] == "Fire"
    assert found[1].startswith("0. The fire")
