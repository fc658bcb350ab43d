from __future__ import annotations

import pytest

from tests.unit.exchange.articles.made_files import MORE, STORY, page
from tests.unit.exchange.articles.reads import extracts, text


def paragraphs(body: str) -> list[str]:
    return text(page(f"<p>{STORY}</p>{body}<p>{MORE}</p>"), "a.html").split("\n\n")[1:-1]


def bare(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def test_a_template_is_read_only_where_the_page_shows_it() -> None:
    shown = "<x-story><template shadowrootmode='open'><p>The harbour was closed.</p></template></x-story>"
    kept_for_later = "<template><p>Words that no reader sees until a script asks for them.</p></template>"
    assert paragraphs(f"{kept_for_later}{shown}") == ["The harbour was closed."]


def test_who_was_quoted_is_kept_below_the_quotation() -> None:
    quotation = "<blockquote><p>“It burned.”</p><footer>— Ada, a port worker</footer></blockquote>"
    assert paragraphs(quotation) == ["“It burned.”", "— Ada, a port worker"]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<blockquote><p>“It burned.”</p></blockquote>", "“It burned.”"),
        ("<img src='ada'><blockquote>“It burned.”</blockquote>", "“It burned.”"),
        ("<table><tr><th>Year</th><th>Fires</th></tr></table>", "Year\tFires"),
        ("<ul><li>A cable burned</li></ul>", "- A cable burned"),
    ],
)
def test_passages_in_a_figure_are_kept_with_its_caption(inside: str, words: str) -> None:
    found = paragraphs(f"<figure>{inside}<figcaption>As told by Ada</figcaption></figure>")
    assert found == [words, "As told by Ada"]


def test_captions_of_pictures_are_left_out() -> None:
    caption = "<figcaption><p>The harbour before the fire.</p></figcaption>"
    assert paragraphs(f"<figure><img src='harbour'>{caption}</figure>") == []


def test_words_that_stand_as_they_were_written_keep_their_lines() -> None:
    poem = "<pre>First line of it\n  <b>second\nthird</b> line\nfourth\n\nA line by itself</pre>"
    assert paragraphs(poem) == ["First line of it\nsecond\nthird line\nfourth", "A line by itself"]


def test_two_line_breaks_part_paragraphs_in_a_paragraph() -> None:
    parted = "<p>It burned. <b>Badly.</b><br> <br><br>Nobody <i>slept</i>.<br>Not at all.<br><br></p>tail."
    assert paragraphs(parted) == ["It burned. Badly.", "Nobody slept.\nNot at all.", "tail."]


@pytest.mark.parametrize("name", ["social-handle", "author", "tags", "button", "rating", "embed"])
def test_a_word_in_a_sentence_is_kept_whatever_its_class_is_called(name: str) -> None:
    assert paragraphs(f"<p>He said that <span class='{name}'>@mayor</span> was away then.</p>") == [
        "He said that @mayor was away then."
    ]


def test_a_word_that_the_page_hides_is_dropped_out_of_its_sentence_still() -> None:
    hidden = "<span class='icon' style='display:none'>(opens anew)</span>"
    assert paragraphs(f"<p>He wrote a letter {hidden} to the mayor.</p>") == [
        "He wrote a letter to the mayor."
    ]


def entries(count: int) -> str:
    entry = f"<article><h2>News {{0}}</h2><p>At {{0}} o'clock. {STORY}</p></article>"
    return "".join(entry.format(number) for number in range(count))


@pytest.mark.parametrize("room", ["main", "div", "section"])
def test_entries_of_a_live_report_are_one_article(room: str) -> None:
    (found,) = extracts(bare(f"<{room}><h1>Fire</h1><p>{MORE}</p>{entries(4)}</{room}>"), "a.html")
    expected = ["Fire", MORE]
    for number in range(4):
        expected += [f"News {number}", f"At {number} o'clock. {STORY}"]
    assert found.text.split("\n\n") == expected
    assert found.remarks == ()


def test_stories_that_are_not_taken_are_told() -> None:
    story = f"<h1>Fire</h1><p>{STORY}</p><p>{MORE}</p><p>{STORY} Again.</p>"
    next_one = f"<h1>Flood</h1><p>Water came to the town. {STORY}</p><p>{MORE} Once more.</p>"
    card = "<article><p>A short word on something else.</p></article>"
    (found,) = extracts(bare(f"<article>{story}</article><article>{next_one}</article>{card}"), "a.html")
    assert "Water" not in found.text
    assert [remark[:74] for remark in found.remarks] == [
        "The page holds articles that are not part of the text: 1, first “Water cam"
    ]


def test_cards_that_lead_to_other_stories_do_not_take_the_place_of_the_story() -> None:
    cards = "".join(f"<article><p><a href='/{n}'>Read on</a> {MORE} {n}</p></article>" for n in range(3))
    story = "".join(f"<p>{number}. {STORY} {MORE}</p>" for number in range(8))
    found = text(bare(f"<h1>Fire</h1><div>{story}</div><section>{cards}</section>"), "a.html")
    assert "7. The fire" in found
