"""Taguette: projects made in the shape of its own, and what is wrong with broken and hostile ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, How, Placed
from annotator.exchange.formats import formats
from annotator.exchange.formats.taguette import TaguetteReader
from annotator.exchange.formats.taguette_text import DocumentText
from tests.unit.exchange.round_trip import MemorySource, read

CONTENTS = (
    "<h1>Flood</h1>\n<p>😊 The <b>dam</b> burst,<br>say villagers &amp; others.</p>\n"
    '<ul>\n<li>Café</li><li><a href="https://example.org" title="a > b">closed</a></li></ul>'
)
READ = "Flood\n\n😊 The dam burst,\nsay villagers & others.\n\nCafé\nclosed"
WORDS = "Flood\n😊 The dam burst,say villagers & others.\n\nCaféclosed"
Highlight = tuple[object, object, object, object, object]


def project(
    *highlights: Highlight,
    tags: Sequence[tuple[int, str]] = ((1, "status.disputed"), (2, "tone")),
    tagged: Sequence[tuple[int, int]] = (),
    commands: Sequence[tuple[object, object]] = (),
    contents: object = CONTENTS,
    more: str = "",
) -> bytes:
    """A file with one document of the id 5; highlights are id, document, start, end and snippet."""
    with sqlite3.connect(":memory:") as made:
        made.executescript(
            "CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, contents TEXT);"
            "CREATE TABLE highlights (id INT, document_id, start_offset, end_offset, snippet);"
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT);"
            "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);"
            f"CREATE TABLE commands (id INTEGER PRIMARY KEY, user_login TEXT, payload TEXT); {more}"
        )
        made.execute("INSERT INTO documents VALUES (5, 'Flood', ?)", [contents])
        made.executemany("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", highlights)
        made.executemany("INSERT INTO tags VALUES (?, ?)", tags)
        made.executemany("INSERT INTO highlight_tags VALUES (?, ?)", tagged)
        made.executemany("INSERT INTO commands (user_login, payload) VALUES (?, ?)", commands)
        made.commit()
        return made.serialize()


def highlight(words: str, snippet: str, *, id_: int = 7) -> Highlight:
    start = len(WORDS[: WORDS.index(words)].encode())
    return id_, 5, start, start + len(words.encode()), snippet


def of(data: bytes) -> tuple[list[ForeignArticle], dict[str, int]]:
    articles, losses = read(TaguetteReader(), {"": data}, "project.sqlite3")
    return articles, {loss.what: loss.count for loss in losses}


def placed(article: ForeignArticle) -> list[tuple[str, str, How]]:
    ground, found = Ground(article.text), []
    for claim in article.claims:
        place = ground.place(claim, Measure.CODE_POINT)
        assert isinstance(place, Placed)
        found.append((claim.label, place.spans[0].of(ground.text), place.how))
    return found


def test_a_document_is_read_as_it_is_shown() -> None:
    document = DocumentText(CONTENTS)
    assert document.text == READ
    assert document.words == WORDS


def test_highlights_count_bytes_of_words_and_have_a_claim_for_each_tag() -> None:
    across = highlight("others.\n\nCafé", "<p>others.</p>\n<ul>\n<li>Café</li></ul>", id_=8)
    data = project(
        highlight("dam burst,say", "<b>dam</b> burst,<br>say"), across, tagged=[(7, 1), (7, 2), (8, 1)]
    )
    (article,), losses = of(data)
    assert (article.name, article.title, article.text) == ("Flood", "Flood", READ)
    assert placed(article) == [
        ("status.disputed", "dam burst,\nsay", How.AS_STATED),
        ("tone", "dam burst,\nsay", How.AS_STATED),
        ("status.disputed", "others.\n\nCafé", How.AS_STATED),
    ]
    assert losses == {}


def test_who_made_a_highlight_is_in_the_list_of_commands() -> None:
    commands = [
        ("ada", '{"type": "highlight_add", "highlight_id": 7}'),
        ("ben", '{"type": "highlight_add", "highlight_id": 7}'),
        ("ben", '{"type": "highlight_add", "highlight_id": [8]}'),
        ("ben", "highlight_add"),
        ("ben", None),
    ]
    highlights = (highlight("dam", "dam"), highlight("burst", "burst", id_=8))
    (article,), _ = of(project(*highlights, tagged=[(7, 1), (8, 1)], commands=commands))
    assert [claim.annotator for claim in article.claims] == ["ada", ""]


def test_a_highlight_that_is_elsewhere_is_found_by_its_words() -> None:
    (article,), _ = of(project((7, 5, 8, 9999, "villagers &amp; others"), tagged=[(7, 1)]))
    assert placed(article) == [("status.disputed", "villagers & others", How.BY_WORDS)]


def test_what_can_not_be_taken_is_told() -> None:
    broken = [(8, 5, "0", 1, "F"), (9, 5, 0, 1, None)]
    (article,), losses = of(project(highlight("dam", "dam"), *broken, tagged=[(8, 1), (9, 1)]))
    assert article.claims == ()
    assert losses == {"highlights without a tag": 1, "highlights that are not as they should be": 2}
    articles, losses = of(project(contents=None))
    assert articles == []
    assert losses == {"documents that are not as they should be: a text is missing": 1}


def test_its_projects_are_known_and_are_nobody_elses() -> None:
    source = MemorySource({"p.sqlite3": project()})
    assert [each.name for each in formats() if each.reader and each.reader.recognises(source)] == ["taguette"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"id,document,tag,content\r\n", "Export the whole project"),
        (b"text", "no SQLite file"),
        (project()[:5000], "damaged"),
        (project()[:18] + b"\x02\x02" + project()[20:], "mode WAL"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "damaged"),
    ],
)
def test_what_is_no_project_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        of(data)


def test_another_programs_file_is_refused() -> None:
    with sqlite3.connect(":memory:") as made:
        made.execute("CREATE TABLE documents (id)")
        with pytest.raises(Refused, match="no project of Taguette"):
            of(made.serialize())


@given(st.lists(st.sampled_from(["<p>", "</p>", "<br>", "<b>", "</b>", "é ", "😊", "x", "\n", "&amp;", " "])))
def test_every_stretch_of_words_is_where_the_text_has_it(parts: list[str]) -> None:
    document = DocumentText("".join(parts))
    edges = [len(document.words[:at].encode()) for at in range(len(document.words) + 1)]
    for at, start in enumerate(edges):
        for to, end in enumerate(edges[at + 1 :], at + 1):
            place = document.span(start, end)
            assert place is not None
            seen = document.text[slice(*place)]
            # Where the text begins a line the words go on without a space.
            assert "".join(seen.split()) == "".join(document.words[at:to].split())
