from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.links import links_in, plain_address
from annotator.domain.spans import Span


def found(text: str) -> list[str]:
    return [span.of(text) for span in links_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a?b=c#d. Or not.", ["https://example.org/a?b=c#d"]),
        ("(https://example.org/Bridge_(Mosul))", ["https://example.org/Bridge_(Mosul)"]),
        ("“http://example.org” and www.example.org/x, too", ["http://example.org", "www.example.org/x"]),
        ("HTTPS://EXAMPLE.ORG!", ["HTTPS://EXAMPLE.ORG"]),
        ("<a href='https://example.org/b'>this</a>", ["https://example.org/b"]),
        ("https:// and www. and http://x are none", []),
        ("He said example.org.", []),
    ],
)
def test_g06_links_are_found_without_what_stands_round_them(text: str, links: list[str]) -> None:
    assert found(text) == links


def test_g06_only_links_that_begin_there_are_found() -> None:
    text = "https://a.example https://b.example https://c.example"
    assert [span.of(text) for span in links_in(text, Span(1, 20))] == ["https://b.example"]


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://Example.org/Path?q=1", "https://example.org/Path?q=1"),
        ("https://bücher.example/größe", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"),
        ("https://p\u0430ypal.com/", "https://xn--pypal-4ve.com/"),
        ("https://straße.example:8080", "https://xn--strae-oqa.example:8080"),
        ("https://example。org/a%20b", "https://example.org/a%20b"),
        ("https://bank.example@evil.example/", "https://bank.example@evil.example/"),
        ("https://example.org/\u202egnp.exe", "https://example.org/%E2%80%AEgnp.exe"),
        ("www.example.org", "www.example.org"),
    ],
)
def test_g06_an_address_is_written_in_letters_that_can_not_be_mistaken(address: str, plain: str) -> None:
    assert plain_address(address) == plain


@given(st.text(st.sampled_from("https://w.é\u202eа@?#:)(]%\U0001f600 ")))
def test_g06_whatever_is_found_is_written_in_ascii(text: str) -> None:
    for link in found(f"https://{text} www.{text}"):
        assert plain_address(link).isascii()
