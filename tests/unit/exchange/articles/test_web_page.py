from __future__ import annotations

from time import process_time

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.articles import web_page
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.decoding import Found
from tests.unit.exchange.articles.made_files import MORE, STORY, page
from tests.unit.exchange.articles.reads import extracts, text


def paragraphs(data: bytes) -> list[str]:
    return text(data, "page.html").split("\n\n")


def test_the_article_is_told_from_what_stands_around_it() -> None:
    assert paragraphs(page(f"<h1>Fire</h1><p>{STORY}</p><h2>Cause</h2><p>{MORE}</p>")) == [
        "Fire",
        STORY,
        "Cause",
        MORE,
    ]


def test_words_that_extraction_would_drop_stay_in_their_sentences() -> None:
    torn = (
        "<p>It began on <time datetime='2021-08-20'>August 20</time> when <q>all was <q>quiet</q></q>, as "
        "the <label>notice</label> says; <output>42</output> people <button>called</button> then.</p>"
    )
    assert paragraphs(page(f"<p>{STORY}</p>{torn}<p>{MORE}</p>"))[1] == (
        "It began on August 20 when “all was “quiet””, as the notice says; 42 people called then."
    )


def test_a_formula_in_a_sentence_is_read_once() -> None:
    formula = (
        "<math><semantics><mrow><mi>E</mi><mo>=</mo><mn>5</mn></mrow><annotation>E = 5</annotation>"
        "</semantics></math>"
    )
    assert paragraphs(page(f"<p>{STORY}</p><p>Then {formula} holds for all of it.</p><p>{MORE}</p>"))[1] == (
        "Then E=5 holds for all of it."
    )


@pytest.mark.parametrize("count", [2, 3, 20])
def test_a_paragraph_that_is_said_again_at_once_is_kept_each_time(count: int) -> None:
    again = f"<p>{STORY} <b>He said so.</b></p>" * count
    assert paragraphs(page(f"<p>{MORE}</p>{again}<p>{MORE}</p>")) == [
        MORE,
        *[f"{STORY} He said so."] * count,
        MORE,
    ]


def test_a_button_outside_a_sentence_is_no_part_of_the_text() -> None:
    share = "<div><button>Share this story</button></div>"
    assert "Share this" not in text(page(f"<p>{STORY}</p>{share}<p>{MORE}</p>"), "a.html")


def test_comments_of_readers_do_not_leak_in() -> None:
    comments = (
        '<section id="comments" class="comments"><h2>Comments</h2><p>First! I love this paper.</p></section>'
    )
    found = text(page(f"<p>{STORY}</p><p>{MORE}</p>") + comments.encode(), "a.html")
    assert "First!" not in found


@pytest.mark.parametrize("quote", ['"', "'", "&quot;"])
def test_nothing_is_lost_after_a_large_picture_inside_the_page(quote: str) -> None:
    picture = f"<i style='x: url({quote}data:image/png;base64,{'A' * 12_000_000}{quote})'></i>"
    if quote != "&quot;":
        picture = f"<img src={quote}data:image/png;base64,{'A' * 12_000_000}{quote}>"
    assert paragraphs(page(f"<p>{STORY}</p>{picture}<p>{MORE}</p>")) == [STORY, MORE]


def test_words_that_only_begin_like_a_picture_stay() -> None:
    said = f"They published everything (data:2020,2021 and more, {STORY})"
    assert said in text(page(f"<p>{said}</p><p>{MORE}</p>"), "a.html")


def test_a_large_font_inside_a_style_is_left_out() -> None:
    style = f"<style>@font-face {{ src: url(data:font/woff2;base64,{'A' * 11_000_000}) }}</style>"
    assert paragraphs(page(f"<p>{STORY}</p><p>{MORE}</p>", head=style)) == [STORY, MORE]


def test_a_short_page_keeps_the_spaces_in_its_sentences() -> None:
    (found,) = extracts(page("<h1>Rain</h1><p>It <b>rains</b> in <i>the</i> port.</p>"), "a.html")
    assert found.text == "Rain\n\nIt rains in the port."
    assert "told from the rest" in found.remarks[0]


def test_i07_items_of_lists_and_lines_of_poems_stand_on_their_own() -> None:
    body = f"<p>{STORY}</p><ul><li>One <a href='/x'>link</a></li><li>Two</li></ul><p>{MORE}<br>End.</p>"
    assert paragraphs(page(body)) == [STORY, "- One link\n- Two", f"{MORE}\nEnd."]


def test_white_space_is_as_a_browser_shows_it() -> None:
    assert (
        paragraphs(page(f"<p>\n  10 km\n\n\t away.   {STORY}</p><p>{MORE}</p>"))[0] == f"10 km away. {STORY}"
    )


def test_a_headline_that_stands_apart_is_put_above_the_text() -> None:
    data = page(f"<p>{STORY}</p><p>{MORE}</p>").replace(b"<nav>", b"<header><h1>Fire!</h1></header><nav>")
    assert paragraphs(data)[0] == "Fire!"


@pytest.mark.parametrize(
    ("encoding", "stated"), [("cp1252", "iso-8859-1"), ("cp1251", "windows-1251"), ("shift_jis", "Shift_JIS")]
)
def test_the_encoding_that_a_page_states_is_believed(encoding: str, stated: str) -> None:
    words = {"cp1252": "Müller sagte „nein“. ", "cp1251": "Мэр сказал нет. ", "shift_jis": "市長は否定した。"}
    markup = f'<html><head><meta charset="{stated}"></head><body><p>{words[encoding] * 20}</p></body></html>'
    (found,) = extracts(markup.encode(encoding), "a.html")
    assert words[encoding].strip() in found.text
    assert found.found is not Found.DETECTED


def test_an_encoding_that_nobody_states_is_asked_for_with_the_words_of_the_article() -> None:
    words = "Le maire a déclaré que la région a été libérée hier. " * 8
    data = f"<html><head><script>var x = 1;</script></head><body><p>{words}</p></body></html>".encode(
        "cp1252"
    )
    (found,) = extracts(data, "a.html")
    assert (found.found, found.encoding) == (Found.DETECTED, "cp1252")
    assert found.candidates[0].preview.startswith("Le maire a déclaré")
    (chosen,) = extracts(data, "a.html", Wishes(encoding="cp1252"))
    assert chosen.found is Found.CHOSEN


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(Refused, match="holds no words"):
        text(b"<html><body><script>load()</script></body></html>", "a.html")


def test_i07_a_page_nested_without_end_is_refused_with_the_limit() -> None:
    with pytest.raises(Refused, match="nested more than 2,048 deep"):
        text(b"<div>" * 100_000 + b"words", "a.html")


def test_i07_comments_that_never_end_take_no_time_and_no_words() -> None:
    data = page(f"<p>{STORY}</p>{'<!--' * 200_000}<p>{MORE}</p>")
    begun = process_time()
    assert paragraphs(data) == [STORY]
    assert process_time() - begun < 20, "as long as a file may take"


def test_i07_words_of_scripts_frames_and_addresses_are_no_text() -> None:
    strangers = (
        "<base href='https://example.org/'><script>alert('Script')</script><style>p {content: 'S'}</style>"
        "<iframe src='https://example.org/frame'>Frame</iframe><img src='file:///etc/hostname'>"
    )
    assert paragraphs(page(f"{strangers}<p>{STORY}</p>{strangers}<p>{MORE}</p>")) == [STORY, MORE]


def test_a_page_that_is_too_large_without_its_pictures_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "LARGEST_PAGE", 2_000_000)
    picture = b'<img src="data:image/png;base64,' + b"A" * 3_000_000 + b'">'
    assert text(page(f"<p>{STORY}</p><p>{MORE}</p>") + picture, "a.html")
    with pytest.raises(Refused, match="larger than 2 MB without its pictures"):
        text(b"<p>words</p>" * 200_000, "a.html")
