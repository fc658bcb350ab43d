"""Prodigy's JSON Lines: a task for each article and annotator, as its interface `spans_manual` has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.domain.records import Article, Claim
from annotator.domain.spans import Span
from annotator.exchange.dossier import Dossier
from annotator.exchange.foreign_facts import kept_fact
from annotator.exchange.formats.article_facts import facts_of
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.prodigy_tasks import INPUT_HASH, TASK_HASH, TaskReader
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.tokens import tokens
from annotator.exchange.formats.unheld import count_unheld
from annotator.exchange.losses import Losses

_HELD: Final = ("note", "flag", "confidence")
_CUT: Final = "tokens that were cut, as a claim begins or ends inside"


class TaskWriter(LineWriter):
    by_article = True
    takes = frozenset({"no_claims", "notes"})

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        """One, of a line for each annotator."""
        count_unheld(dossier, header.losses, held=_HELD)
        words = list(tokens(dossier.text, Span(0, len(dossier.text))))
        people = dossier.names or {"": ""}
        yield b"".join(json_line(_task(dossier, person, words, header.losses)) for person in people)


def _task(dossier: Dossier, person: str, words: Sequence[Span], losses: Losses) -> Fields:
    claims = [claim for claim in dossier.claims if claim.annotator_id == person]
    pieces = _cut(words, claims)
    losses.add(_CUT, dossier.article.title, count=len(pieces) - len(words))
    spans = _with_spaces(dossier.text, pieces)
    task: Fields = {"text": dossier.text, **_hashes(dossier.article), "meta": facts_of(dossier.article)}
    task["tokens"] = [
        {
            "text": span.of(dossier.text),
            "start": span.start,
            "end": span.end,
            "id": number,
            "ws": dossier.text.startswith(" ", span.end),
        }
        for number, span in enumerate(spans)
    ]
    task["spans"] = list(_spans(claims, spans, notes=dossier.choices.notes))
    if person:
        name = dossier.names[person]
        task |= {"_view_id": "spans_manual", "_annotator_id": name, "_session_id": name, "answer": "accept"}
    return task


def _hashes(article: Article) -> Fields:
    """What Prodigy knows the text and the question by, where they came from there.

    It makes those that a task lacks, and takes the same two for what was asked before.
    """
    known = {name: kept_fact(article, name) for name in (INPUT_HASH, TASK_HASH)}
    return {name: value for name, value in known.items() if isinstance(value, int)}


def _cut(words: Sequence[Span], claims: Sequence[Claim]) -> list[Span]:
    """The tokens, cut where a claim begins or ends inside one: Prodigy's spans are of whole tokens."""
    edges = {edge for claim in claims for part in claim.fragments for edge in (part.start, part.end)}
    edges -= {edge for word in words for edge in (word.start, word.end)}
    if not edges:
        return list(words)
    left = sorted(edges, reverse=True)
    pieces = []
    for word in words:
        start = word.start
        while left and left[-1] < word.end:
            pieces.append(Span(start, left[-1]))
            start = left.pop()
        pieces.append(word if start == word.start else Span(start, word.end))
    return pieces


def _with_spaces(text: str, words: Sequence[Span]) -> list[Span]:
    """The tokens with those of white space, so that all of them, and a space after some, make up the text.

    As in spaCy, one space after a token is said by `ws`, and all other white space is a token.
    """
    spans: list[Span] = []
    reached = 0
    for word in words:
        reached += bool(spans) and text.startswith(" ", reached)
        if reached < word.start:
            spans.append(Span(reached, word.start))
        spans.append(word)
        reached = word.end
    reached += bool(spans) and text.startswith(" ", reached)
    return [*spans, Span(reached, len(text))] if reached < len(text) else spans


def _spans(claims: Sequence[Claim], spans: Sequence[Span], *, notes: bool) -> Iterator[Fields]:
    """A span for each piece of a claim, which `claim` tells from others; `token_end` is the last token."""
    first = {span.start: number for number, span in enumerate(spans)}
    last = {span.end: number for number, span in enumerate(spans)}
    for claim in claims:
        said: Fields = {"claim": claim.id, "confidence": claim.confidence}
        if notes:
            said |= {"note": claim.note, "flag": claim.flag}
        for part in claim.fragments:
            yield {
                "start": part.start,
                "end": part.end,
                "token_start": first[part.start],
                "token_end": last[part.end],
                "label": claim.label,
                **said,
            }


FORMAT: Final = Format("prodigy", "Prodigy JSONL", reader=TaskReader(), writer=TaskWriter())
