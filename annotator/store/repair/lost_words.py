"""Claims whose rows say everything but where their words are.

A claim's checksum is over its words, too. So they are looked for where claims lie most often, on a sentence
or where another claim is, and the checksum tells whether they are the ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.claiming import fragment_at
from annotator.domain.records import Article, Claim, Fragment, Unit
from annotator.domain.spans import Span
from annotator.domain.steps import Record, Verb
from annotator.store.journal import JournalEntry
from annotator.store.plain_records import checksum
from annotator.store.repair.finds import Finds, Key
from annotator.store.tables import claim_from
from annotator.store.troubles import Damaged


def claims_with_words(
    finds: Finds, articles: Mapping[str, Article], entries: Iterable[JournalEntry]
) -> Iterator[tuple[Key, Claim]]:
    """The claims without words whose words were found, and that are newer than what is known of them."""
    places = _places(finds.records.values(), entries)
    for id_, values in finds.wordless.items():
        article = articles.get(str(values[1]))
        if article is None:
            continue
        for fragment in _fragments(finds.texts[article.sha256], places[article.id]):
            try:
                claim = claim_from(values[:-1], (fragment,))
            except Damaged:
                break
            if checksum(claim) == values[-1]:
                kept = finds.records.get(("claim", id_))
                if kept is None or kept.version < claim.version:
                    yield ("claim", id_), claim
                break


def _places(records: Iterable[Record], entries: Iterable[JournalEntry]) -> defaultdict[str, set[Span]]:
    """Where sentences and claims are, by article."""
    found: defaultdict[str, set[Span]] = defaultdict(set)
    for entry in entries:
        if entry.verb == Verb.IMPORT.value:
            facts: dict[str, Any] = entry.after or {}
            found[entry.entity_id].update(Span(unit[0], unit[1]) for unit in facts["units"])
    for record in records:
        if isinstance(record, Unit):
            found[record.article_id].add(record.span)
        elif isinstance(record, Claim):
            found[record.article_id].update(fragment.span for fragment in record.fragments)
    return found


def _fragments(text: str, places: Iterable[Span]) -> Iterator[Fragment]:
    """Each place as a person marks it, and as other tools' files state it, which say nothing of around."""
    for span in sorted(places):
        if span.end <= len(text):
            yield fragment_at(text, span.start, span.end)
            yield Fragment(span.start, span.end, text[span.start : span.end])
