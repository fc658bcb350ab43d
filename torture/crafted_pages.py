"""Web pages that reach out, hide, nest or never end, and saved pages of the same kind."""

from __future__ import annotations

from typing import Final

from tests.unit.exchange.articles.made_files import MORE, STORY, mhtml, page
from torture.crafted import Crafted

_REACHING_OUT: Final = (
    '<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="x.css">'
    "<style>@import 'file:///etc/passwd'; p { background: url(http://127.0.0.1:9/y) }</style>"
    '<script src="http://127.0.0.1:9/z.js">document.write("written")</script>'
)
_PICTURES: Final = (
    '<img src="file:///etc/passwd"><img src="/dev/zero"><img src="//127.0.0.1/share/x">'
    '<iframe src="x"></iframe><object data="file:///etc/passwd"></object><svg><use href="#a"/></svg>'
    '<a href="javascript:alert(1)">x</a>'
)
_HIDDEN: Final = (
    '<p style="display:none">Nobody sees this sentence of the page, which is hidden by its style.</p>'
    '<p style="color:#fff;font-size:1px">And this one is white on white, one pixel high.</p>'
)


def _plain(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


CRAFTED: Final = (
    Crafted(
        "I7",
        "scripts, frames and pictures from outside",
        "a.html",
        lambda: page(f"<p>{STORY}</p>{_PICTURES}<p>{MORE}</p>", head=_REACHING_OUT),
        added=1,
        holds=(STORY, MORE),
    ),
    Crafted(
        "I7",
        "100,000 nested elements",
        "a.html",
        lambda: b"<div>" * 100_000 + b"x",
        failed=1,
        says=("nested more than 2,048 deep",),
    ),
    Crafted(
        "I7",
        "nested deeper than some readers go, and no deeper than this one",
        "a.html",
        lambda: _plain("<div>" * 400 + f"<p>{STORY}</p>" + "</div>" * 400),
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "300 tables in each other",
        "a.html",
        lambda: _plain("<table><tr><td>" * 300 + STORY + "</td></tr></table>" * 300),
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "200,000 comments that never end",
        "a.html",
        lambda: _plain(f"<p>{STORY}</p>" + "<!--" * 200_000),
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "200,000 elements that are opened and never closed",
        "a.html",
        lambda: _plain(f"<p>{STORY}</p>" + "<p>" * 200_000),
        added=1,
        holds=(STORY,),
        is_slow=True,
    ),
    Crafted(
        "I7",
        "an attribute of four million characters",
        "a.html",
        lambda: _plain(f'<p class="{"x" * 4_000_000}">{STORY}</p>'),
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "100,000 attributes of one element",
        "a.html",
        lambda: _plain(f"<p {' '.join(f'a{number}=1' for number in range(100_000))}>{STORY}</p>"),
        failed=1,
        says=("could not be read",),
        is_slow=True,
    ),
    Crafted(
        "I7",
        "paragraphs without white space between",
        "a.html",
        lambda: _plain("<p>a</p><p>b</p>"),
        added=1,
        holds=("a\n\nb",),
    ),
    Crafted(
        "I7",
        "six million bytes of words",
        "a.html",
        lambda: _plain("<p>words words</p>" * 400_000),
        failed=1,
        says=("larger than 5 MB without its pictures",),
    ),
    Crafted(
        "I7",
        "a picture of eight million bytes inside",
        "a.html",
        lambda: page(f'<p>{STORY}</p><img src="data:image/png;base64,{"A" * 8_000_000}"><p>{MORE}</p>'),
        added=1,
        holds=(STORY, MORE),
    ),
    Crafted(
        "I7",
        "only a script, as pages are that were saved too early",
        "a.html",
        lambda: _plain("<script>var a = 1;</script>"),
        failed=1,
        says=("holds no words",),
    ),
    Crafted("I7", "no page at all", "a.html", lambda: b"   \n", failed=1),
    Crafted(
        "I7",
        "a NUL in every word",
        "a.html",
        lambda: page(f"<p>{STORY.replace(' ', chr(0))}</p>"),
        failed=1,
        says=("binary",),
    ),
    Crafted(
        "I8",
        "words that nobody sees",
        "a.html",
        lambda: _plain(f"<article>{_HIDDEN}<p>{STORY}</p></article>"),
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "a page in a message in a message, 5,000 deep",
        "a.mhtml",
        lambda: (
            b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
            + b'--b\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' * 5_000
        ),
        failed=1,
    ),
    Crafted(
        "I7",
        "a saved page in an encoding that there is not",
        "a.mhtml",
        lambda: mhtml(page(f"<p>{STORY}</p><p>{MORE}</p>"), charset="x-nothing"),
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "a saved page whose page is missing",
        "a.mhtml",
        lambda: mhtml(b"").replace(b"text/html", b"text/plain"),
        failed=1,
        says=("no page in this file",),
    ),
    Crafted(
        "I7",
        "Markdown with raw HTML that reaches out",
        "a.md",
        f"{STORY}\n\n<img src=file:///etc/passwd>\n\n![x](http://127.0.0.1:9/x.png)\n".encode,
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I7",
        "Markdown with 50,000 quotes in each other",
        "a.md",
        lambda: b">" * 50_000 + b" words",
        failed=1,
    ),
    Crafted(
        "I7",
        "Markdown with 50,000 open brackets",
        "a.md",
        f"{STORY}\n\n{'[' * 50_000}".encode,
        added=1,
        holds=(STORY,),
        is_slow=True,
    ),
    Crafted(
        "I7",
        "Markdown with 50,000 stars",
        "a.md",
        f"{STORY}\n\n{'*a **b ' * 12_500}".encode,
        added=1,
        holds=(STORY,),
    ),
)
