"""Le-Wi-Di JSON: items with every annotator's vote side by side, for learning with disagreement."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.records import Claim, Origin
from annotator.domain.spans import Span
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.annotations.json_values import Unfit, json_value, mapping, name_of, string
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.unheld import count_unheld
from annotator.exchange.formats.whole_texts import verdict_on
from annotator.exchange.gold import GoldNote
from annotator.exchange.losses import Losses
from annotator.store.same_words import counted_claims

_LARGEST: Final = 500_000_000
"""Bytes of one file, which is a single JSON object and has to be held in memory."""
_SUFFIXES: Final = (".json",)
_SIGNS: Final = (b'"annotators"', b'"annotations"', b'"soft_label"')
_OWN: Final = frozenset({"text", "annotations", "annotators", "lang", "number of annotations"})
_VERDICTS: Final = frozenset({"hard_label", "soft_label"})
"""What the votes come to: whoever is to label the text has to be spared it."""


class LewidiWriter(LineWriter):
    """An item for every stretch of words that somebody labelled; whoever did not label it has no vote.

    Models and gold do not vote: gold on the same words stands beside the votes.
    """

    suffix = ".json"
    takes = frozenset({"no_claims", "offset_unit", "gold_aside"})
    separator = b",\n"
    tail = b"\n}\n"

    def head(self, choices: ExportChoices) -> bytes:
        return b"{\n"

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        count_unheld(dossier, header.losses)
        voted: defaultdict[tuple[Span, ...], list[Claim]] = defaultdict(list)
        gold: dict[tuple[Span, ...], Claim] = {}
        votes = counted_claims(claim for claim in dossier.claims if claim.annotator_id not in dossier.mute)
        counting = {claim.id for claim in votes}
        for claim in dossier.claims:
            spans = tuple(part.span for part in claim.fragments)
            if claim.id in counting:
                voted[spans].append(claim)
            elif claim.annotator_id not in dossier.mute:
                header.losses.add_claim("claims on words that the same annotator marked again", claim.id)
            elif claim.origin is Origin.ADJUDICATED:
                gold[spans] = claim
            else:
                header.losses.add_claim("claims of models and adjudicators, who do not vote", claim.id)
        for claim in (claim for spans, claim in gold.items() if spans not in voted):
            header.losses.add_claim("gold on words that nobody marked so", claim.id)
        for spans, claims in voted.items():
            places = [[dossier.ruler.at(span.start), dossier.ruler.at(span.end)] for span in spans]
            key = f"{dossier.article.id}:" + "+".join(f"{start}-{end}" for start, end in places)
            item = _item(claims, places, dossier, header.losses, _gold(gold.get(spans), spans, dossier))
            yield f"{json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}".encode()


def _item(
    claims: Sequence[Claim],
    places: Sequence[Sequence[int]],
    dossier: Dossier,
    losses: Losses,
    gold: Fields,
) -> Fields:
    people = [dossier.names[claim.annotator_id] for claim in claims]
    votes = Counter(claim.label for claim in claims)
    most = [label for label, count in votes.items() if count == max(votes.values())]
    return {
        "text": claims[0].quote,
        "annotation task": "verdict on a claim",
        "number of annotations": len(claims),
        "annotations": ",".join(_without_comma(claim.label, losses) for claim in claims),
        "annotators": ",".join(_without_comma(name, losses) for name in people),
        "lang": dossier.article.language,
        "hard_label": most[0] if len(most) == 1 else "",
        "soft_label": {label: count / len(claims) for label, count in sorted(votes.items())},
        "split": "",
        "other_info": {
            "article_id": dossier.article.id,
            "title": dossier.article.title,
            "url": dossier.article.url,
            "text_sha256": dossier.article.sha256,
            "offsets": places,
            "offset_unit": dossier.choices.offset_unit,
            **gold,
        },
    }


def _gold(claim: Claim | None, spans: tuple[Span, ...], dossier: Dossier) -> Fields:
    """What was decided on the words, and how; also that they are no claim."""
    if claim is not None:
        note, label = dossier.gold.get(claim.id), claim.label
    else:
        note, label = _rejection(spans, dossier), NO_CLAIM
    if note is None:
        return {"gold": {"label": label}} if claim else {}
    method, stale = note.adjudication.method, note.is_stale
    return {"gold": {"label": label, "method": method, "adjudicator": note.adjudicator, "stale": stale}}


def _rejection(spans: tuple[Span, ...], dossier: Dossier) -> GoldNote | None:
    """The decision that nobody should have marked these words."""
    for note in dossier.gold.values():
        decision = note.adjudication
        if decision.outcome is Outcome.NO_CLAIM and any(one.spans == spans for one in decision.members):
            return note
    return None


def _without_comma(name: str, losses: Losses) -> str:
    """`name` as it can stand in a list with commas between."""
    if "," not in name:
        return name
    losses.add("commas in names, written as semicolons", name)
    return name.replace(",", ";")


class LewidiReader:
    """An article an item, with a claim of the whole text for every vote."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(source.named(_SUFFIXES))
        return all(sign in head for sign in _SIGNS)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        names = source.named(_SUFFIXES)
        if not names:
            raise Refused(f"{source.name} holds no .json file. Nothing was imported. Choose another one.")
        for name in names:
            try:
                items = mapping(json_value(source.read(name, largest=_LARGEST), name))
            except Unfit as error:
                raise Refused(
                    f"{name} is not an object of items, as Le-Wi-Di's files are. Nothing was imported. "
                    "Choose another file."
                ) from error
            for key, value in items.items():
                job.check()
                try:
                    yield _article(key, mapping(value), losses)
                except Unfit as error:
                    losses.add(f"items that are not as they should be: {error}", f"{name}, {key}")


def _article(key: str, item: Mapping[str, object], losses: Losses) -> ForeignArticle:
    text = _text_of(item)
    labels = _listed(item, "annotations")
    people = _listed(item, "annotators")
    if len(labels) != len(people):
        raise Unfit("there are not as many annotations as annotators")
    seen: Counter[str] = Counter()
    claims: list[ForeignClaim] = []
    for label, person in zip(labels, people, strict=True):
        seen[person] += 1
        if not label:
            losses.add("votes without a label", key)
            continue
        # One annotator may have voted twice on the same item.
        claims.append(verdict_on(text, label, id_=f"{key}/{seen[person]}", annotator=person))
    facts = {name: value for name, value in item.items() if name not in _OWN | _VERDICTS}
    language = item.get("lang")
    return ForeignArticle(
        key,
        text,
        language=language if isinstance(language, str) else "",
        metadata=facts,
        claims=tuple(claims),
    )


def _text_of(item: Mapping[str, object]) -> str:
    """The text, or the turns of a conversation one below the other."""
    text = item.get("text")
    if isinstance(text, dict):
        return "\n".join(string(turn) for turn in text.values() if turn)
    return string(text)


def _listed(item: Mapping[str, object], name: str) -> list[str]:
    """What stands between the commas; labels of a single item may be numbers."""
    return [part.strip() for part in name_of(item.get(name)).split(",")]


FORMAT: Final = Format("lewidi", "Le-Wi-Di JSON", reader=LewidiReader(), writer=LewidiWriter())
