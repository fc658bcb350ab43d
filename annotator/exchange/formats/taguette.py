"""Taguette: a project as it exports it, an SQLite file with documents, highlights and their tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.json_values import Unfit, json_value, mapping
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.articles.limits import LONGEST_TEXT
from annotator.exchange.formats.shape import Format
from annotator.exchange.formats.taguette_text import DocumentText
from annotator.exchange.losses import Losses
from annotator.store.foreign_tables import MAGIC, ForeignTables, foreign_tables

_LARGEST: Final = 200_000_000
"""Bytes of a project, which is held in memory."""
_TABLES: Final = (b"documents", b"highlights", b"highlight_tags")
_SUFFIXES: Final = (".sqlite3", ".sqlite", ".db")
_TABLE_OF_HIGHLIGHTS: Final = b"id,document,tag,content"
_MADE: Final = "highlight_add"
_UNTAGGED: Final = "highlights without a tag"

_Key = object
"""An id of the file, whatever it is."""


class TaguetteReader:
    """Offsets count the UTF-8 bytes of a document's words; they are given as the text has them."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        head = _head(source)
        return head.startswith(MAGIC) and all(table in head for table in _TABLES)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        name = _file(source)
        if source.head(name).removeprefix(b"\xef\xbb\xbf").startswith(_TABLE_OF_HIGHLIGHTS):
            raise Refused(
                f"{name} is Taguette's table of highlights, which says neither where they are nor what the "
                "documents hold. Nothing was imported. Export the whole project from Taguette (Project info, "
                "then Export project), and choose that file."
            )
        with foreign_tables(source.read(name, largest=_LARGEST), name) as tables:
            if not all(map(tables.columns, ("documents", "highlights", "tags", "highlight_tags"))):
                raise Refused(
                    f"{name} is an SQLite file, but no project of Taguette. Nothing was imported. "
                    "Choose another one."
                )
            highlights = _highlights(tables, losses)
            columns = ("id", "name", "contents")
            for id_, title, contents in tables.rows("documents", *columns):
                job.check()
                try:
                    yield _article(str(id_), _text(title), _text(contents), highlights.get(id_, []), losses)
                except Unfit as error:
                    losses.add(f"documents that are not as they should be: {error}", str(id_))


def _file(source: AnnotationSource) -> str:
    found = source.named(_SUFFIXES) or source.files()
    if len(found) != 1:
        raise Refused(
            f"{source.name} holds {len(found)} files where one project of Taguette is needed. Nothing was "
            "imported. Choose the file itself."
        )
    return found[0]


def _head(source: AnnotationSource) -> bytes:
    names = source.files()
    return source.head(names[0]) if len(names) == 1 else b""


@immutable
class _Highlight:
    id: str
    start: int
    end: int
    snippet: str
    labels: tuple[str, ...]
    annotator: str


def _highlights(tables: ForeignTables, losses: Losses) -> dict[_Key, list[_Highlight]]:
    """The highlights of each document, in the order of the file."""
    names = {row[0]: row[1] for row in tables.rows("tags", "id", "path")}
    labels: dict[_Key, list[str]] = {}
    for highlight, tag in tables.rows("highlight_tags", "highlight_id", "tag_id"):
        if isinstance(path := names.get(tag), str):
            labels.setdefault(highlight, []).append(path)
    people = _people(tables)
    found: dict[_Key, list[_Highlight]] = {}
    columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
    for id_, document, start, end, snippet in tables.rows("highlights", *columns):
        if not labels.get(id_):
            losses.add(_UNTAGGED, str(id_))
        elif not isinstance(start, int) or not isinstance(end, int) or not isinstance(snippet, str):
            losses.add("highlights that are not as they should be", str(id_))
        else:
            each = _Highlight(str(id_), start, end, snippet, tuple(labels[id_]), people.get(id_, ""))
            found.setdefault(document, []).append(each)
    return found


def _people(tables: ForeignTables) -> dict[_Key, str]:
    """Who made each highlight, as far as the list of commands goes back."""
    found: dict[_Key, str] = {}
    if not {"user_login", "payload"} <= set(tables.columns("commands")):
        return found
    for login, payload in tables.rows("commands", "user_login", "payload"):
        if not isinstance(login, str) or not isinstance(payload, str) or _MADE not in payload:
            continue
        try:
            said = mapping(json_value(payload.encode(errors="replace"), "A command"))
        except (Unfit, Refused):
            continue
        highlight = said.get("highlight_id")
        if said.get("type") == _MADE and isinstance(highlight, int):
            # A highlight that was changed is added anew under its id; who made it is the first.
            found.setdefault(highlight, login)
    return found


def _article(
    id_: str, title: str, contents: str, highlights: list[_Highlight], losses: Losses
) -> ForeignArticle:
    if len(contents) > LONGEST_TEXT:
        raise Unfit(f"it has more than {LONGEST_TEXT:,} characters, which is the limit")
    document = DocumentText(contents)
    claims = [
        ForeignClaim(each.id, label, (_span(document, each),), annotator=each.annotator)
        for each in highlights
        for label in each.labels
    ]
    return ForeignArticle(title or id_, document.text, title=title, claims=tuple(claims))


def _span(document: DocumentText, highlight: _Highlight) -> ForeignSpan:
    """Where the file says; its words, which the highlight has once more, prove it or find the place."""
    words = DocumentText(highlight.snippet).text
    place = document.span(highlight.start, highlight.end)
    return ForeignSpan(*(place or (0, 0)), words)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unfit("a text is missing")
    return value


FORMAT: Final = Format("taguette", "Taguette: an exported project", reader=TaguetteReader())
