"""WebAnno TSV 3.3 in the layout of INCEpTION's projects, with the layers of claims that UIMA files have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from annotator.domain.records import Claim, Confidence, UnitKind
from annotator.domain.spans import Span
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.annotator_names import annotator_files
from annotator.exchange.formats.file_names import FileNames
from annotator.exchange.formats.inception_project import FOLDER, NOBODY
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.tokens import tokens
from annotator.exchange.formats.uima_types import CLAIM, CONTINUES
from annotator.exchange.formats.uima_writer import TYPES_FILE, type_system
from annotator.exchange.formats.unheld import count_unheld, count_unheld_facts
from annotator.exchange.formats.webanno_tsv_reader import TableReader
from annotator.exchange.formats.webanno_tsv_table import Layer, Piece, Table

_HELD: Final = ("note", "flag", "confidence")
_FEATURES: Final = ("id", "label", "confidence", "flag", "note")
_WITHOUT_NOTES: Final = 3
"""Of the features, the first ones."""


class TableWriter:
    suffix = ""
    beside = ()
    by_article = True
    binary = False
    takes = frozenset({"no_claims", "notes"})
    unit = OffsetUnit.UTF16

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Tables:
        return Tables(target, header)


class Tables:
    """A folder for each article, with a file for each annotator."""

    def __init__(self, target: Target, header: Header) -> None:
        self._target = target
        self._losses = header.losses
        self._people = annotator_files(header.annotators, target, nobody=NOBODY)
        self._names = FileNames()
        self._put(TYPES_FILE, type_system(header))

    def write(self, dossier: Dossier) -> int:
        self._count_losses(dossier)
        sentences = list(_sentences(dossier))
        features = _FEATURES[: None if dossier.choices.notes else _WITHOUT_NOTES]
        folder = f"{FOLDER}/{self._names.of(dossier.article)}"
        for person in dossier.names or [""]:
            claims = [claim for claim in dossier.claims if claim.annotator_id == person]
            pieces: list[Piece] = []
            links: list[tuple[int, int]] = []
            for claim in claims:
                indexes = range(len(pieces), len(pieces) + len(claim.fragments))
                pieces += _pieces(claim, len(features))
                links += pairwise(indexes)
            lines = Table(dossier.text, sentences, dossier.ruler.at).lines(
                Layer(CLAIM, features), pieces, relation=CONTINUES, links=links
            )
            self._put(f"{folder}/{self._people[person]}.tsv", "\n".join((*lines, "")).encode())
        return 1

    def end(self) -> None:
        """Every file is closed already."""

    def _put(self, name: str, data: bytes) -> None:
        with self._target.file(name) as file:
            file.write(data)

    def _count_losses(self, dossier: Dossier) -> None:
        count_unheld(dossier, self._losses, held=_HELD)
        count_unheld_facts(dossier, self._losses)
        if dossier.choices.notes:
            for claim in dossier.claims:
                if "\r" in claim.note:
                    self._losses.add("line ends of notes that are no line feeds", claim.id)
        text = dossier.text
        if text[: len(text) - len(text.lstrip())].strip(" "):
            self._losses.add("line ends and tabs before the first word of articles", dossier.article.id)
        others = sum(unit.kind is not UnitKind.SENTENCE or not unit.annotatable for unit in dossier.units)
        self._losses.add(
            "that pieces of articles are no sentences to decide on", dossier.article.id, count=others
        )


def _sentences(dossier: Dossier) -> Iterator[Sequence[Span]]:
    """The tokens of the text, sentence by sentence; what is between two of them belongs to the first."""
    edges = sorted({0, *(unit.start for unit in dossier.units), len(dossier.text)})
    for edge in pairwise(edges):
        if found := list(tokens(dossier.text, Span(*edge))):
            yield found


def _pieces(claim: Claim, features: int) -> Iterator[Piece]:
    """The pieces of a claim; what is said of the whole is said of the first."""
    sureness = None if claim.confidence is Confidence.UNSET else claim.confidence.value
    note = claim.note.replace("\r\n", "\n").replace("\r", "\n") or None
    said = (claim.id, claim.label, sureness, "true" if claim.flag else "false", note)
    for number, part in enumerate(claim.fragments, 1):
        values = said if number == 1 else (f"{claim.id}-{number}", claim.label, None, "false", None)
        yield Piece(part.span, values[:features])


FORMAT: Final = Format("webanno-tsv", "WebAnno TSV 3", reader=TableReader(), writer=TableWriter())
