from __future__ import annotations

import io
import subprocess
import sys

import pytest

from annotator.exchange.articles.kinds import KINDS, SUFFIXES, kind_by_name, kind_of
from tests.unit.exchange.articles.made_files import docx, mhtml, packed, page, pdf, xlsx


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"It burns.", "a.txt", "text"),
        (b"# It burns.", "A.MD", "Markdown"),
        (page("<p>It burns.</p>"), "a.htm", "web page"),
        (mhtml(page("<p>It burns.</p>")), "a.html", "web archive"),
        (b"Content-Type: multipart/related; boundary=b\nSubject: Fire\n\n--b", "a.mhtml", "web archive"),
        (b"X-Saved-By: somebody\r\nMIME-Version: 1.0\r\n\r\n", "a.mht", "web archive"),
        (b"Date: today\nIt burns.", "a.html", "web page"),
        (b"Date: today\n\nMIME-Version: 1.0\n", "a.html", "web page"),
        (pdf([[]]), "a.txt", "PDF"),
        (docx(""), "a.zip", "Word"),
        (xlsx([]), "a.docx", "workbook"),
        (packed({"word/document.xml": "x"}), "a.zip", "archive"),
        (b"PK\x03\x04broken", "a.docx", "Word"),
        (b'{"text": "a"}\n{"text": "b"}\n', "a.json", "JSONL"),
        (b'{"text": "a"}\n', "a.json", "JSON"),
        (b"x", "a.warc.gz", "WARC"),
        (b"x", "unknown", "text"),
    ],
)
def test_content_counts_for_more_than_the_name(data: bytes, name: str, kind: str) -> None:
    assert kind_of(io.BytesIO(data), name).name == kind


def test_every_kind_has_a_reader_and_names_of_its_own() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    for kind in KINDS:
        assert callable(kind.reader().items)
        assert callable(getattr(kind.reader(), "outline", None)) is kind.has_columns
        assert all(kind_by_name(f"a{suffix.upper()}") is kind for suffix in kind.suffixes)


def test_libraries_are_loaded_where_files_are_read_and_not_by_the_window() -> None:
    heavy = ("lxml", "trafilatura", "pypdfium2", "markdown_it", "warcio", "charset_normalizer")
    code = (
        "import sys, annotator.exchange.survey, annotator.desk.intake\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
