from __future__ import annotations

import gzip
import sys

import pytest

from annotator.domain.errors import Refused
from tests.unit.exchange.articles.made_files import MORE, STORY, page
from tests.unit.exchange.articles.reads import items, text

pytest.importorskip("warcio", reason="the extra warc is not installed")


def record(
    kind: str, url: str, block: bytes, content_type: str = "application/http;msgtype=response"
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-08-20T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, *, status: str = "200 OK", content_type: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body


HTML = page(f"<p>{STORY}</p><p>{MORE}</p>")
RECORDS = (
    record("warcinfo", "", b"software: x\r\n", "application/warc-fields"),
    record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n", "application/http;msgtype=request"),
    record("response", "https://a.example/1", response(HTML)),
    record("response", "https://a.example/2.png", response(b"x", content_type="image/png")),
    record("response", "https://a.example/3", response(HTML, status="404 Not Found")),
    record("response", "https://a.example/4", response(HTML.replace(b"Monday", b"Friday"))),
)
CRAWL = b"".join(RECORDS)


@pytest.mark.parametrize(
    ("data", "name"), [(CRAWL, "a.warc"), (b"".join(map(gzip.compress, RECORDS)), "a.warc.gz")]
)
def test_pages_that_were_answered_are_articles(data: bytes, name: str) -> None:
    first, second = [item.extract() for item in items(data, name)]
    assert first.text == f"{STORY}\n\n{MORE}"
    assert "on Friday" in second.text
    assert (first.facts.url, second.facts.url) == ("https://a.example/1", "https://a.example/4")
    assert [item.place for item in items(data, name)] == ["#record 3", "#record 6"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            record("response", "https://a.example/1", response(HTML, status="404 Gone")),
            "no page that was answered",
        ),
        (b"this is no web archive", "no page that was answered"),
        (gzip.compress(CRAWL), "is broken after record 1"),
    ],
)
def test_what_holds_no_page_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        text(data, "a.warc")


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(Refused, match=r"pip install claimdesk\[warc\]"):
        items(CRAWL, "a.warc")


def test_words_of_a_broken_record_are_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    broken = record("resource", "https://a.example/0", b"secret words", "text/plain").replace(b": 12", b": 6")
    assert len(items(broken + CRAWL, "a.warc")) == 2
    assert capfd.readouterr() == ("", "")
