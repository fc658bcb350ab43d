"""Writes a project in every format and reads it back into an empty one."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.spans import Span
from annotator.domain.text import normalise
from annotator.domain.work import UNWATCHED
from annotator.exchange.annotation_reading import AnnotationReading
from annotator.exchange.annotations.survey import survey
from annotator.exchange.annotations.taking_in import bring_in
from annotator.exchange.annotations.translation import Translation
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.formats.shape import Format
from annotator.store.project import Project, create_project, open_project
from torture.campaign import Tally

Marks = dict[str, set[tuple[Span, ...]]]
"""The stretches of the claims, by text."""
_OF_CLAIMS: Final = frozenset({"lewidi"})
"""What this holds are claims, each a text of its own."""
_OF_TOKENS: Final = frozenset({"conll"})
"""What this holds are words, and not what stands between them."""
_BY_HASH: Final = frozenset({"jsonl", "csv", "csv-spreadsheet", "w3c"})
"""These name the texts that their claims are about, and are read into a project that has them."""
_OF_XML: Final = frozenset({"uima-xmi"})
_NOT_IN_XML: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 can't hold in any way (section 2.2) becomes U+FFFD, and is told."""


def marks(project: Project) -> Marks:
    """Every article with its claims, whose quotes have to be its words."""
    found: Marks = {}
    for article in project.articles.each():
        found[project.articles.text(article.id)] = {
            tuple(part.span for part in claim.fragments)
            for person in project.people.all()
            for claim in project.claims.of_article(article.id, person.id)
        }
    return found


class Formats:
    """Exports `project`'s claims of one annotator, and compares what comes back.

    `texts` is a project of the same articles without claims.
    """

    def __init__(self, project: Project, texts: Path, folder: Path, tally: Tally) -> None:
        self._project = project
        self._texts = texts
        self._folder = folder
        self._tally = tally
        self._reading = AnnotationReading()

    def close(self) -> None:
        self._reading.close()

    def try_format(self, found: Format, annotator_id: str, sent: Marks) -> None:
        """Out, and back where the format is read."""
        assert found.writer is not None
        path = self._folder / f"{found.name}{found.writer.suffix or '.zip'}"
        choices = ExportChoices(
            found.name, annotators=(annotator_id,), names=True, finished_only=False, no_claims=False
        )
        report = export(UNWATCHED, self._project, choices, path)
        self._tally.count("claims exported", report.claims)
        for broken in report.broken:
            self._tally.fault(f"{found.name}: {broken}")
        if found.name in _OF_XML:
            sent = {_NOT_IN_XML.sub("\ufffd", text): claims for text, claims in sent.items()}
            if set(sent) != set(marks(self._project)) and not report.losses:
                self._tally.fault(f"{found.name}: nobody was told of characters that it can't hold")
        if found.reader is not None:
            self._compare(found.name, self._back(path, found.name), sent)
        path.unlink()

    def _back(self, path: Path, format_name: str) -> Marks:
        path_back = self._folder / f"back-{format_name}.claimdesk"
        if format_name in _BY_HASH:
            path_back.write_bytes(self._texts.read_bytes())
        else:
            create_project(path_back).close()
        with closing(open_project(path_back)) as back:
            found = survey(UNWATCHED, back, self._reading.file(path, format_name))
            people = dict.fromkeys(found.people, back.join("Ada").id)
            labels = dict.fromkeys(found.labels, DEFAULT_LABELS[0].key)
            taken = bring_in(UNWATCHED, back, found, Translation(labels, people))
            for unplaced in taken.unplaced:
                self._tally.fault(f"{format_name}: {unplaced}"[:300])
            self._tally.count("claims read back", taken.claims)
            came = marks(back)
        path_back.unlink()
        return came

    def _compare(self, format_name: str, came: Marks, sent: Marks) -> None:
        if format_name in _OF_CLAIMS:
            found = [span.of(text) for text, claims in sent.items() for spans in claims for span in spans]
            if lost := {normalise(words)[0] for words in found} - set(came):
                self._tally.fault(f"{format_name}: {len(lost)} claims lack, such as {ascii(min(lost))[:100]}")
            return
        if format_name in _OF_TOKENS:
            if sorted(map(_letters, sent)) != sorted(map(_letters, came)):
                self._tally.fault(f"{format_name}: its words are others")
            return
        for text, claims in sent.items():
            if text not in came:
                self._tally.fault(f"{format_name}: a text came back otherwise; {_difference(text, came)}")
            elif came[text] != claims:
                gone = claims - came[text]
                words = [ascii(span.of(text)) for span in min(gone, default=())]
                self._tally.fault(f"{format_name}: {len(gone)} claims drifted, such as {words}")


def _letters(text: str) -> str:
    """All of it that is no white space."""
    return "".join(text.split())


def _difference(text: str, came: Marks) -> str:
    """Where the likest of the texts that came begins to differ."""
    if not came:
        return "nothing came"
    best, other = max((_same(text, other), other) for other in came)
    return f"{text[best : best + 9]!a} is {other[best : best + 9]!a}"


def _same(text: str, other: str) -> int:
    length = min(len(text), len(other))
    return next((at for at in range(length) if text[at] != other[at]), length)
