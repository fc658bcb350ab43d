"""doccano's JSON Lines: a file for each annotator, once as spans and once as entities with relations.

A project of doccano takes one or the other. Both are an article a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import BinaryIO, Final

from annotator.domain.records import Claim
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.article_facts import facts_of
from annotator.exchange.formats.doccano_records import EVERYBODY, WITH_RELATIONS, RecordReader
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.file_names import FileNames
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.pieces import CONTINUES
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.unheld import count_unheld
from annotator.exchange.losses import Losses
from annotator.exchange.names import safe_name

_OVERLAPPING: Final = "spans that doccano takes only into a project that allows spans to overlap"


class RecordWriter:
    suffix = ""
    beside = ()
    by_article = True
    binary = False
    takes = frozenset({"no_claims", "offset_unit"})
    unit = OffsetUnit.UTF16

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Records:
        return Records(target, header.losses)


class Records:
    """The two files of each annotator, opened when she is first met."""

    def __init__(self, target: Target, losses: Losses) -> None:
        self._target = target
        self._losses = losses
        self._files: dict[str, tuple[BinaryIO, BinaryIO]] = {}
        self._names = FileNames()

    def write(self, dossier: Dossier) -> int:
        count_unheld(dossier, self._losses)
        for person, name in dossier.names.items() or [("", "")]:
            claims = [claim for claim in dossier.claims if claim.annotator_id == person]
            self._count_overlapping(claims)
            record = {
                "text": dossier.text,
                "annotator": name,
                "offset_unit": dossier.choices.offset_unit,
                **facts_of(dossier.article),
            }
            spans, relations = self._files_of(name)
            spans.write(json_line({**record, "label": _spans(claims, dossier)}))
            relations.write(json_line({**record, **_entities(claims, dossier)}))
        return 1

    def end(self) -> None:
        for files in self._files.values():
            for file in files:
                file.close()

    def _files_of(self, name: str) -> tuple[BinaryIO, BinaryIO]:
        if name not in self._files:
            stem = self._names.new(safe_name(name, otherwise=EVERYBODY))
            file = self._target.file
            self._files[name] = file(f"{stem}.jsonl"), file(f"{WITH_RELATIONS}/{stem}.jsonl")
        return self._files[name]

    def _count_overlapping(self, claims: Sequence[Claim]) -> None:
        """Count the claims that doccano leaves out where its project does not allow spans to overlap."""
        end = 0
        parts = sorted(
            ((part.start, part.end, claim.id) for claim in claims for part in claim.fragments),
            key=lambda part: part[0],
        )
        for start, stop, id_ in parts:
            if start < end:
                self._losses.add(_OVERLAPPING, id_)
            else:
                end = stop


def _spans(claims: Sequence[Claim], dossier: Dossier) -> list[object]:
    at = dossier.ruler.at
    return [[at(part.start), at(part.end), claim.label] for claim in claims for part in claim.fragments]


def _entities(claims: Sequence[Claim], dossier: Dossier) -> Fields:
    """Pieces as entities, numbered within the article, and a relation from each piece to the next."""
    at = dossier.ruler.at
    entities: list[Fields] = []
    relations: list[Fields] = []
    for claim in claims:
        ids = range(len(entities), len(entities) + len(claim.fragments))
        for id_, part in zip(ids, claim.fragments, strict=True):
            place = {"start_offset": at(part.start), "end_offset": at(part.end)}
            # doccano does not look at the words; whoever reads the file can prove the offsets by them.
            entities.append({"id": id_, "label": claim.label, **place, "text": part.quote})
        for first, second in pairwise(ids):
            relations.append({"id": len(relations), "from_id": first, "to_id": second, "type": CONTINUES})
    return {"entities": entities, "relations": relations}


FORMAT: Final = Format("doccano", "doccano JSONL", reader=RecordReader(), writer=RecordWriter())
