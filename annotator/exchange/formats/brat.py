"""brat's standoff: a folder for each annotator, with each article's text and its annotations beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import Final

from annotator.domain.records import Claim, Confidence
from annotator.domain.spans import Span, trimmed
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats import brat_config as config
from annotator.exchange.formats.annotator_names import annotator_files
from annotator.exchange.formats.ascii_labels import ascii_label
from annotator.exchange.formats.brat_standoff import NOTE, StandoffReader, is_line_gap
from annotator.exchange.formats.file_names import FileNames
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.unheld import count_unheld, count_unheld_facts
from annotator.exchange.losses import Losses

_HELD: Final = ("note", "flag", "confidence")
_LINE: Final = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What brat reads as one line: a span of several lines is a piece for each."""


class StandoffWriter:
    suffix = ""
    beside = ()
    by_article = True
    binary = False
    takes = frozenset({"no_claims", "notes"})
    unit = OffsetUnit.CODE_POINT

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Collection:
        return Collection(target, choices, header)


class Collection:
    """A folder of brat that is being written: its configuration first."""

    def __init__(self, target: Target, choices: ExportChoices, header: Header) -> None:
        self._target = target
        self._losses = header.losses
        self._names = FileNames()
        self._folders = annotator_files(header.annotators, target)
        conf = config.annotation_conf(header, no_claims=choices.no_claims, notes=choices.notes)
        self._put("annotation.conf", conf)
        self._put("visual.conf", config.visual_conf(header, no_claims=choices.no_claims))

    def write(self, dossier: Dossier) -> int:
        count_unheld(dossier, self._losses, held=_HELD)
        count_unheld_facts(dossier, self._losses)
        name = self._names.of(dossier.article)
        for person in dossier.names or [""]:
            claims = [claim for claim in dossier.claims if claim.annotator_id == person]
            lines = _Lines(dossier.text, notes=dossier.choices.notes, losses=self._losses)
            standoff = "".join(f"{line}\n" for line in lines.of(claims))
            stem = f"{self._folders[person]}/{name}" if person else name
            self._put(f"{stem}.txt", dossier.text.encode())
            self._put(f"{stem}.ann", standoff.encode())
        return 1

    def end(self) -> None:
        """Every file is closed already."""

    def _put(self, name: str, data: bytes) -> None:
        with self._target.file(name) as file:
            file.write(data)


class _Lines:
    """The lines of one file of annotations."""

    def __init__(self, text: str, *, notes: bool, losses: Losses) -> None:
        self._text = text
        self._notes = notes
        self._losses = losses
        self._attributes = count(1)
        self._comments = count(1)

    def of(self, claims: Sequence[Claim]) -> Iterator[str]:
        for number, claim in enumerate(claims, 1):
            id_ = f"T{number}"
            pieces = self._pieces(claim)
            places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
            words = " ".join(piece.of(self._text) for piece in pieces)
            yield f"{id_}\t{ascii_label(claim.label)} {places}\t{words}"
            if claim.confidence is not Confidence.UNSET:
                yield f"A{next(self._attributes)}\t{config.SURENESS} {id_} {claim.confidence.value}"
            if self._notes:
                yield from self._said(claim, id_)

    def _pieces(self, claim: Claim) -> list[Span]:
        """The parts of the claim, cut where a line ends."""
        spans = [part.span for part in claim.fragments]
        if any(is_line_gap(self._text[left.end : right.start]) for left, right in pairwise(spans)):
            self._losses.add("parts of a claim that nothing but a line end keeps apart", claim.id)
        lines = [match.span() for span in spans for match in _LINE.finditer(self._text, span.start, span.end)]
        return [piece for line in lines if (piece := trimmed(self._text, Span(*line)))]

    def _said(self, claim: Claim, id_: str) -> Iterator[str]:
        if claim.flag:
            yield f"A{next(self._attributes)}\t{config.FLAGGED} {id_}"
        lines = claim.note.splitlines()
        if "\n".join(lines) != claim.note:
            self._losses.add("line ends of notes that are no line feeds", claim.id)
        for line in lines:
            yield f"#{next(self._comments)}\t{NOTE} {id_}\t{line}"


FORMAT: Final = Format("brat", "brat standoff", reader=StandoffReader(), writer=StandoffWriter())
