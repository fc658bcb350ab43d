"""From the words that a reader found to an article that can be looked at before it is stored.

Runs in a process of its own for files from outside: everything here can be pickled, and needs no project.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

from annotator.domain.boilerplate import BoilerplateRules
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.language import UNSURE, detect_language, text_direction
from annotator.domain.likeness import Sketch, sketch_of
from annotator.domain.pieces import Piece
from annotator.domain.records import Direction, UnitKind
from annotator.domain.segmentation import segment
from annotator.domain.text import Normalisation, has_words, normalise
from annotator.exchange.articles import limits
from annotator.exchange.articles.kinds import PLAIN_TEXT
from annotator.exchange.articles.plain_text import too_long
from annotator.exchange.articles.shape import NO_FACTS, Extract, Facts
from annotator.exchange.decoding import Candidate, Found
from annotator.exchange.language_data import function_words

_LONGEST_TITLE = 200


@immutable
class ArticleDraft:
    """An article as it will be stored, and what import did and found out.

    `sha256` is of the text in UTF-8, `source_sha256` of the bytes of the file that it came in. Offsets of
    `pieces` are half-open code points of `text`. `sketch` is what near-duplicates are found by. `remarks` are
    sentences for people about what was left out.
    """

    name: str
    text: str
    title: str
    language: str
    direction: Direction
    pieces: tuple[Piece, ...]
    sha256: str
    source_sha256: str
    normalisation: Normalisation
    encoding: str = "utf-8"
    found: Found = Found.UTF_8
    candidates: tuple[Candidate, ...] = ()
    media_type: str = PLAIN_TEXT.media_type
    kind_name: str = PLAIN_TEXT.name
    facts: Facts = NO_FACTS
    sketch: Sketch = ""
    remarks: tuple[str, ...] = ()


def draft_of(
    extract: Extract, *, name: str, source_sha256: str, rules: BoilerplateRules, language: str = ""
) -> ArticleDraft:
    """The article of the words of `extract`; `language` is its BCP 47 tag where a person said it.

    Raises Refused where there are no words, or more than 5,000,000 code points.
    """
    text, normalisation = normalise(extract.text)
    if len(text) > limits.LONGEST_TEXT:
        raise too_long()
    if not has_words(text):
        raise Refused("There are no words in it. Nothing was imported. Choose a file with text.")
    language = language or _language(text, extract.facts)
    pieces = segment(text, language, rules)
    return ArticleDraft(
        name=name,
        text=text,
        title=_title(extract.facts.title) or _first_words(text, pieces),
        language=language,
        direction=text_direction(text, language),
        pieces=pieces,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_sha256=source_sha256,
        normalisation=normalisation,
        encoding=extract.encoding,
        found=extract.found,
        candidates=extract.candidates,
        facts=replace(extract.facts, **_storable(extract.facts)),
        sketch=sketch_of(text),
        remarks=extract.remarks,
    )


def _language(text: str, facts: Facts) -> str:
    """As a table says it; what a page says of itself counts only where the words do not tell otherwise."""
    if facts.language:
        return facts.language
    found = detect_language(text, function_words())
    stated = facts.stated_language
    if stated and (found == UNSURE or _primary(found) == _primary(stated)):
        return stated
    return found


def _primary(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _storable(facts: Facts) -> dict[str, str]:
    return {field.name: normalise(getattr(facts, field.name))[0] for field in fields(Facts)}


def _first_words(text: str, pieces: tuple[Piece, ...]) -> str:
    """The words of the headline, else those of the first piece."""
    headline = next((piece for piece in pieces if piece.kind is UnitKind.HEADLINE), pieces[0])
    return _title(text[headline.start : headline.end])


def _title(words: str) -> str:
    """`words` on one line, shortened where they are longer than a title."""
    words = " ".join(normalise(words)[0].split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"
