"""Small sound files of every kind that articles come in, to be damaged."""

from __future__ import annotations

import gzip
import json

from tests.unit.exchange.articles.made_files import (
    MORE,
    STORY,
    docx,
    mhtml,
    packed,
    page,
    pdf,
    set_lines,
    xlsx,
)
from tests.unit.exchange.articles.test_warc import CRAWL

ARABIC = "أفادت وكالة Reuters إن القوات دخلت مدينة Mosul يوم الأحد بعد معارك طويلة."
SIGNS = "Fire 🔥 in the port, said the café’s owner 👩‍👩‍👧. It cost 10\u00a0000\u00a0€.\r\nNobody was hurt."
_HEAD = (
    '<meta property="og:title" content="Fire in the port"><meta name="author" content="A. Writer">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fire", '
    '"datePublished": "2026-01-02T03:04:05Z", "author": {"name": "A. Writer"}}</script>'
)
_BODY = f"<h1>Fire</h1><p>{STORY}</p><blockquote><p>{MORE}</p></blockquote><ul><li>{ARABIC}</li></ul>"
_PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_RECORDS = (
    {"id": "007", "title": "Fire", "text": STORY, "url": "https://paper.example/1", "date": "2026-01-02"},
    {"id": "4e07", "title": "Ships", "text": MORE, "author": {"name": "B. Writer"}, "lang": "en"},
    {"id": "9", "title": "Mosul", "text": ARABIC, "tags": ["a", {"b": None}]},
)


def samples() -> dict[str, list[bytes]]:
    """The end of a file's name with the contents of sound files that have it."""
    web = page(_BODY, head=_HEAD)
    word = docx("".join(map(_PARAGRAPH.format, (STORY, MORE, ARABIC))), core="<dc:title>Fire</dc:title>")
    rows = [("id", "title", "text"), ("1", "Fire", STORY), ("2", "Ships", MORE), ("3", "Mosul", ARABIC)]
    lines = "\n".join(json.dumps(record) for record in _RECORDS).encode()
    table = "\r\n".join('{},"{}","{}"'.format(*row) for row in rows).encode()
    paper = pdf([set_lines([STORY[:90], STORY[90:]]), set_lines([MORE[:90], MORE[90:]])])
    inside: dict[str, bytes | str] = {
        "a.txt": SIGNS,
        "b/c.html": web,
        "d.jsonl": lines,
        "e.zip": packed({"f.docx": word}),
    }
    return {
        ".txt": [f"{STORY}\n\n{MORE}\n".encode(), SIGNS.encode(), ARABIC.encode("utf-16")],
        ".md": [f"# Fire\n\n{STORY}\n\n> {MORE}\n\n- *one* `two`\n- [three](x.md)\n\n| a | b |\n".encode()],
        ".html": [web, page(f"<table><tr><td>{STORY}<td>{MORE}</table><p>{SIGNS}").replace(b"utf-8", b"x")],
        ".mhtml": [mhtml(web), mhtml(page(_BODY), charset="windows-1252")],
        ".docx": [word],
        ".pdf": [paper],
        ".csv": [table, table.replace(b",", b";")],
        ".tsv": [table.replace(b",", b"\t")],
        ".xlsx": [xlsx(rows)],
        ".json": [json.dumps({"data": {"items": _RECORDS}}).encode(), json.dumps(_RECORDS[0]).encode()],
        ".jsonl": [lines],
        ".zip": [packed(inside)],
        ".warc": [CRAWL],
        ".warc.gz": [gzip.compress(CRAWL, mtime=0)],
    }
