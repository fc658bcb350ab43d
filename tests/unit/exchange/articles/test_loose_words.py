from __future__ import annotations

import pytest

from tests.unit.exchange.articles.made_files import MORE, STORY
from tests.unit.exchange.articles.reads import text

LOOSE = (
    "These words of a paragraph stand in <b>no element</b> of their own, as on <a href='/x'>pages</a> that "
    "were written by hand."
)
READ = "These words of a paragraph stand in no element of their own, as on pages that were written by hand."
BLOCKS = [
    *("<p>x</p>", "<h2>Cause</h2>", "<ul><li>one</li></ul>", "<div>in div</div>", "<div><p>in div</p></div>"),
    *(
        "<figure><img src='x'></figure>",
        "<blockquote>quoted</blockquote>",
        "<pre>c</pre>",
        "<hr>",
        "<br><br>",
    ),
    *(
        "<table><tr><td>c</td></tr></table>",
        "<center>c</center>",
        "<img src='x'>",
        "<section><p>y</p></section>",
    ),
    *(
        "<details><summary>s</summary>d</details>",
        "<header>h</header>",
        "<x-ad></x-ad>",
        "<script>1</script>",
    ),
]


def page(body: str, room: str = "body") -> bytes:
    inner = body if room == "body" else f"<{room}>{body}</{room.split(maxsplit=1)[0]}>"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{inner}</body></html>".encode()


def lines(body: str, room: str = "body") -> list[str]:
    return text(page(body, room), "a.html").split("\n")


@pytest.mark.parametrize("room", ["body", "article", "div", "div class='content'", "section", "font"])
def test_words_after_a_block_are_kept_in_a_paragraph_of_their_own(room: str) -> None:
    for block in BLOCKS:
        story = f"<h1>Fire</h1><p>{STORY}</p>{block}{LOOSE}<p>{MORE}</p>"
        assert READ in lines(story, room), (room, block)


def test_a_short_sentence_between_paragraphs_is_kept_and_other_short_words_are_not() -> None:
    found = lines(f"<p>{STORY}</p>“No,” she said.<p>{MORE}</p><hr>3 min read<p>{STORY} Again.</p>")
    assert found == [STORY, "", "“No,” she said.", "", MORE, "", f"{STORY} Again."]


def test_a_paragraph_that_is_called_otherwise_is_kept_among_many() -> None:
    longer = "".join(f"<p>{number}. {STORY} {MORE}</p>" for number in range(4))
    assert READ in lines(f"{longer}<div>{LOOSE}</div>{longer}", "article")
    assert READ in lines(f"{longer}<div><div>{LOOSE}</div></div>{longer}", "article")


def test_words_parted_by_pairs_of_line_breaks_are_paragraphs_and_single_breaks_lines() -> None:
    assert lines(f"<h1>Fire</h1>{STORY}<br><br>The cause<br> <br>{MORE}<br>{LOOSE}") == [
        *("Fire", "", STORY, "", "The cause", "", MORE, READ)
    ]


def test_cells_of_a_table_stay_in_their_row() -> None:
    table = f"<table><tr><td>Monday</td><td>{STORY} {MORE}</td></tr></table>"
    assert f"Monday\t{STORY} {MORE}" in lines(f"<p>{STORY}</p>{table}<p>{MORE}</p>", "article")


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<a href='/'>Home</a> | <a href='/news'>News</a>",
        "<a href='/'>Home</a> | <a href='/n'>News</a> | <a href='/s'>Sport</a> | <a href='/w'>Weather</a>",
        "More stories: <a href='/a'>Another fire in the port</a>, <a href='/b'>And one more after it</a>",
        "Copyright 2021 by the paper",
        "© 2021 The Harbour Paper. All rights reserved.",
        "Share:",
        "<script>var a = 1;</script> | <script>var b = 2;</script>",
        "Copyright 2021 The Harbour Paper, Harbour Street 12. No part may be copied.",
        "<span>Advertisement</span>",
    ],
)
@pytest.mark.parametrize("room", ["body", "div"])
def test_boilerplate_does_not_get_in_as_loose_words(boilerplate: str, room: str) -> None:
    story = f"<h1>Fire</h1><p>{STORY}</p><hr>{{}}<p>{MORE}</p><hr>{{}}"
    assert lines(story.format(boilerplate, ""), room) == lines(story.format("", ""), room)
    assert lines(story.format("", boilerplate), room) == lines(story.format("", ""), room)


@pytest.mark.parametrize("around", ["nav", "aside", "footer", "dialog", "template", "div class='comments'"])
def test_loose_words_in_menus_footers_and_comments_stay_out(around: str) -> None:
    end = around.split(maxsplit=1)[0]
    beside = f"<{around}><div><p>First of those who say something.</p>{LOOSE}</div></{end}>"
    assert "These words" not in text(page(f"<p>{STORY}</p><p>{MORE}</p>{beside}"), "a.html")


@pytest.mark.parametrize(
    "hidden",
    [
        "hidden",
        *("style='display:none'", "style='opacity:0'", "style='font-size:0'", "style='color:#fff'"),
        "style='position:absolute; left:-9999px'",
        *("class='sr-only'", "class='visually-hidden'", "class='screen-reader-text'", "class='is-hidden'"),
    ],
)
@pytest.mark.parametrize("tag", ["div", "section", "span"])
def test_what_a_page_does_not_show_does_not_become_a_paragraph(tag: str, hidden: str) -> None:
    story, passage = f"<p>{STORY} {MORE}</p>" * 2, f"<{tag} {hidden}>{LOOSE}</{tag}>"
    for body in (f"<div>{passage}</div>", passage if tag != "span" else ""):
        assert "These words" not in text(page(f"{story}{body}{story}", "article"), "a.html")


def test_words_in_what_hides_only_its_rims_or_until_the_page_is_loaded_are_kept() -> None:
    story = f"<p>{STORY} {MORE}</p>"
    assert READ in lines(f"{story}<div class='overflow-hidden'>{LOOSE}</div>{story}", "article")
    loading = f"<html><body style='opacity:0'>{story}<div>{LOOSE}</div>{story}</body></html>"
    assert READ in text(loading.encode(), "a.html")


@pytest.mark.parametrize(
    "call",
    [
        "We use cookies to make this website better. Accept all of them here.",
        "Subscribe to our newsletter now, and read all of the news each morning.",
    ],
)
def test_calls_and_notices_among_paragraphs_or_below_the_headline_stay_out(call: str) -> None:
    story = f"<p>{STORY} {MORE}</p>" * 2
    assert call not in text(page(f"{story}<div>{call}</div>{story}", "article"), "a.html")
    above = f"<h1>The Paper</h1><p>{call}</p><div class='article-body'>{story}</div>"
    assert call not in text(page(above), "a.html")
