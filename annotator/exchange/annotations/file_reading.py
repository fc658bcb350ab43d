"""Goes through a file with annotations and says what is in it, part by part; it needs no project."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.domain.errors import Unavailable
from annotator.domain.work import UNWATCHED
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.annotations.json_values import chunks
from annotator.exchange.annotations.new_articles import draft_from
from annotator.exchange.annotations.parts import Content, FoundClaim, Opened, Part, Request, Texts
from annotator.exchange.annotations.placing import Ground, Placed
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.articles import limits
from annotator.exchange.foreign_facts import kept
from annotator.exchange.losses import Losses

_MOST_CLAIMS: Final = 500
_MOST_CHARACTERS: Final = 200_000
"""In one part, apart from an article that is longer alone."""
_WORDS: Final = 40


def parts(reader: Reader, source: AnnotationSource, request: Request) -> Iterator[Part]:
    """What `reader` finds in `source`. Raises as it does, and Unavailable where the source is changed."""
    fingerprint = _fingerprint(source)
    sha256 = "" if request.texts is Texts.NONE else _sha256(source)
    yield Part(opened=Opened(fingerprint, sha256, reader.measure))
    yield from _Passage(reader, source, request, sha256).parts()
    if _fingerprint(source) != fingerprint:
        raise changed(source.name)


def changed(name: str) -> Unavailable:
    return Unavailable(
        f"{name} was changed while it was read. What was imported before stays. "
        "Import it again when nobody writes to it: what is there already is not added twice."
    )


def found_claims(
    claims: Sequence[ForeignClaim], ground: Ground, measure: Measure | None
) -> tuple[FoundClaim, ...]:
    """The claims, each put on the text that it is about."""
    return tuple([_found(claim, ground, measure) for claim in claims])


class _Passage:
    """One way through a file, gathering what is found into parts."""

    def __init__(self, reader: Reader, source: AnnotationSource, request: Request, sha256: str) -> None:
        self._reader = reader
        self._source = source
        self._request = request
        self._sha256 = sha256
        self._measure = request.measure or reader.measure
        self._seen: set[int] = set()
        self._losses = Losses()
        self._votes: Counter[Measure] = Counter()
        self._waiting: list[Content] = []
        self._claims = self._characters = 0

    def parts(self) -> Iterator[Part]:
        for article in self._reader.articles(self._source, UNWATCHED, self._losses):
            for content in self._contents(article):
                self._waiting.append(content)
                self._claims += 1 + len(content.claims)
                self._characters += len(content.draft.text) if content.draft else 0
                if self._claims >= _MOST_CLAIMS or self._characters >= _MOST_CHARACTERS:
                    yield self._part()
        yield self._part()

    def _part(self) -> Part:
        found = Part(contents=tuple(self._waiting), losses=self._losses.taken(), votes=dict(self._votes))
        self._waiting.clear()
        self._votes.clear()
        self._claims = self._characters = 0
        return found

    def _contents(self, article: ForeignArticle) -> Iterator[Content]:
        """The article, in several pieces where it has more claims than a part may hold."""
        if not article.text:
            yield from _without_text(article)
            return
        ground = self._ground(article)
        if ground is None:
            return
        sha256 = hashlib.sha256(ground.text.encode()).hexdigest()
        draft = self._draft(article, ground, sha256)
        metadata = kept(article.metadata) if draft else {}
        for first, some in _pieces(article.claims):
            claims = found_claims(some, ground, article.measure or self._measure)
            said = article.said_measure
            yield Content(article.name, sha256, claims, draft, metadata, is_more=first > 0, measure=said)
            draft, metadata = None, {}
            if self._request.with_votes and said is None:
                for claim in some:
                    self._votes.update(ground.fitting(claim))

    def _ground(self, article: ForeignArticle) -> Ground | None:
        """The text of the article; None, and a loss, where it can't be taken."""
        if len(article.text) > limits.LONGEST_TEXT:
            self._losses.add(f"articles of more than {limits.LONGEST_TEXT:,} characters", article.name)
            return None
        ground = Ground(article.text)
        if not ground.text.strip():
            self._losses.add("articles without words", article.name)
            return None
        return ground

    def _draft(self, article: ForeignArticle, ground: Ground, sha256: str) -> ArticleDraft | None:
        # A part of the hash tells texts apart as well, and a set of millions of them stays small.
        mark = int(sha256[:15], 16)
        is_wanted = {Texts.NONE: False, Texts.ONCE: mark not in self._seen, Texts.EACH: True}
        if not is_wanted[self._request.texts]:
            return None
        self._seen.add(mark)
        return draft_from(
            article,
            ground,
            article.measure or self._measure or Measure.CODE_POINT,
            source=self._source.name,
            sha256=self._sha256,
            format_name=self._request.format_name,
        )


def _without_text(article: ForeignArticle) -> Iterator[Content]:
    """An article that names a text of the project, with nothing that only new articles need."""
    bare = replace(article, metadata={}, units=None)
    for first, some in _pieces(article.claims):
        claims = tuple(replace(claim, extra=dict.fromkeys(claim.extra, "")) for claim in some)
        foreign = replace(bare, claims=claims)
        yield Content(article.name, foreign=foreign, is_more=first > 0, measure=article.said_measure)


def _pieces(claims: Sequence[ForeignClaim]) -> Iterator[tuple[int, Sequence[ForeignClaim]]]:
    """So many claims at a time as go into a part, each time with the number of the first; once for none."""
    for first in range(0, max(len(claims), 1), _MOST_CLAIMS):
        yield first, claims[first : first + _MOST_CLAIMS]


def _found(claim: ForeignClaim, ground: Ground, measure: Measure | None) -> FoundClaim:
    place = ground.place(claim, measure)
    spans, found, is_trimmed = place if isinstance(place, Placed) else ((), place, False)
    return FoundClaim(
        claim.id,
        claim.label,
        claim.annotator,
        found,
        tuple([(span.start, span.end) for span in spans]),
        is_trimmed,
        is_quoted=None not in [span.quote for span in claim.spans],
        words="" if spans else _words(claim),
        note=claim.note,
        confidence=claim.confidence,
        flag=claim.flag,
        created_at=claim.created_at,
        origin=claim.origin,
        extra=tuple(claim.extra),
        claim_id=claim.claim_id,
    )


def _words(claim: ForeignClaim) -> str:
    """What the claim is about, in short."""
    words = " … ".join(span.quote or f"{span.start}–{span.end}" for span in claim.spans)
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def _fingerprint(source: AnnotationSource) -> str:
    return hashlib.sha256(repr(source.fingerprint()).encode()).hexdigest()


def _sha256(source: AnnotationSource) -> str:
    """The hash of a source that is one file, "" for others."""
    names = source.files()
    if len(names) != 1 or source.is_packed:
        return ""
    digest = hashlib.sha256()
    with source.open(names[0]) as file:
        for chunk in chunks(file):
            digest.update(chunk)
    return digest.hexdigest()
