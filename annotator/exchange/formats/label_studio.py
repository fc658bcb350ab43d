"""Label Studio's JSON: an array of tasks, one an article; its labelling interface lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from annotator.domain.records import Claim, Confidence
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats import label_studio_config as config
from annotator.exchange.formats.article_facts import facts_of
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.label_studio_tasks import TaskReader
from annotator.exchange.formats.line_writer import Lines, LineWriter
from annotator.exchange.formats.pieces import CONTINUES
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.unheld import count_unheld

_HELD: Final = ("note", "flag", "confidence")


class TaskWriter(LineWriter):
    suffix = ".json"
    beside = (config.FILE,)
    by_article = True
    takes = frozenset({"no_claims", "notes"})
    separator = b",\n"
    tail = b"\n]\n"

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Lines:
        with target.file(config.FILE) as file:
            file.write(config.labelling_config(header, no_claims=choices.no_claims, notes=choices.notes))
        return super().begin(target, choices, header)

    def head(self, choices: ExportChoices) -> bytes:
        return b"[\n"

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        count_unheld(dossier, header.losses, held=_HELD)
        task: Fields = {
            # Label Studio gives tasks ids of its own, but its converter asks for one.
            "id": int(dossier.article.sha256[:12], 16),
            "annotations": [_annotation(dossier, person) for person in dossier.names],
            "predictions": [],
            "data": {config.TEXT: dossier.text, **facts_of(dossier.article)},
        }
        yield json_line(task).rstrip(b"\n")


def _annotation(dossier: Dossier, person: str) -> Fields:
    """What one person did, without `completed_by`: that would have to be an account of Label Studio."""
    results: list[Fields] = [_choice("", config.ANNOTATOR, dossier.names[person], {})]
    results[0]["id"] = f"{dossier.article.id}-{dossier.names[person]}"
    for claim in dossier.claims:
        if claim.annotator_id == person:
            results += _regions(claim, notes=dossier.choices.notes)
    return {"was_cancelled": False, "ground_truth": False, "result": results}


def _regions(claim: Claim, *, notes: bool) -> Iterator[Fields]:
    """A region for each piece; what is said of the claim is said of the first."""
    ids = [claim.id, *(f"{claim.id}-{number}" for number in range(2, len(claim.fragments) + 1))]
    for id_, part in zip(ids, claim.fragments, strict=True):
        place: Fields = {"start": part.start, "end": part.end, "text": part.quote}
        yield _result(id_, "labels", config.LABEL, {**place, "labels": [claim.label]})
        if id_ == claim.id:
            yield from _said(claim, place, notes=notes)
    for first, second in pairwise(ids):
        yield {
            "from_id": first,
            "to_id": second,
            "type": "relation",
            "direction": "right",
            "labels": [CONTINUES],
        }


def _said(claim: Claim, place: Fields, *, notes: bool) -> Iterator[Fields]:
    if claim.confidence is not Confidence.UNSET:
        yield _choice(claim.id, config.SURENESS, claim.confidence.value, place)
    if notes and claim.flag:
        yield _choice(claim.id, config.FLAG, config.FLAGGED, place)
    if notes and claim.note:
        yield _result(claim.id, "textarea", config.NOTE, {**place, "text": [claim.note]})


def _choice(id_: str, name: str, choice: str, place: Fields) -> Fields:
    return _result(id_, "choices", name, {**place, "choices": [choice]})


def _result(id_: str, kind: str, name: str, value: Fields) -> Fields:
    return {
        "id": id_,
        "from_name": name,
        "to_name": config.TEXT,
        "type": kind,
        "origin": "manual",
        "value": value,
    }


FORMAT: Final = Format("label-studio", "Label Studio JSON", reader=TaskReader(), writer=TaskWriter())
