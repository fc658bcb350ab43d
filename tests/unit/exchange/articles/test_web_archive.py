from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from tests.unit.exchange.articles.made_files import MORE, STORY, mhtml, page
from tests.unit.exchange.articles.reads import extracts, text

HTML = page(f"<h1>Fire</h1><p>{STORY}</p><p>Überall „Rauch“. {MORE}</p>")


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html"])
def test_the_page_in_a_saved_page_is_the_article(name: str) -> None:
    (found,) = extracts(mhtml(HTML), name)
    assert found.text.split("\n\n") == ["Fire", STORY, f"Überall „Rauch“. {MORE}"]
    assert found.facts.url == "https://paper.example/fire"


def test_headers_say_the_encoding_where_the_page_does_not() -> None:
    html = f"<html><body><p>{STORY}</p><p>Überall „Rauch“. {MORE}</p></body></html>".encode("cp1252")
    assert "Überall „Rauch“" in text(mhtml(html, charset="iso-8859-1"), "a.mhtml")


def test_pages_in_frames_are_not_the_page() -> None:
    data = mhtml(HTML)
    frame = b"------b\r\nContent-Type: text/html\r\n\r\n<p>advertisement</p>\r\n------b--"
    assert "advertisement" not in text(data.replace(b"------b--", frame), "a.mhtml")


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nContent-Type: text/css\r\n\r\np {}",
        b"MIME-Version: 1.0\r\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000)
        ),
    ],
)
def test_what_holds_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"no page|broken"):
        text(data, "a.mhtml")
