"""From the bytes of a plain text file to an article that can be looked at before it is stored.

Runs in a process of its own for files from outside: everything here can be pickled, and needs no project.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from annotator.domain.boilerplate import BoilerplateRules
from annotator.domain.errors import Refused
from annotator.domain.language import detect_language, text_direction
from annotator.domain.records import Direction, UnitKind
from annotator.domain.segmentation import Piece, segment
from annotator.domain.text import Normalisation, normalise
from annotator.exchange.decoding import Candidate, Found, decode
from annotator.exchange.language_data import function_words

LONGEST_TEXT = 5_000_000

_LONGEST_TITLE = 200
_MOST_BYTES_A_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as it will be stored, and what import did and found out.

    `sha256` is of the text in UTF-8, `source_sha256` of the bytes that it came in. Offsets of `pieces` are
    half-open code points of `text`.
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
    media_type: str = "text/plain"


def read_article(
    data: bytes, *, name: str, encoding: str | None = None, rules: BoilerplateRules
) -> ArticleDraft:
    """The article in the bytes of a plain text file called `name`.

    Raises:
        Refused: the data is no text (see `decode`), holds nothing but white space, or is longer than
            5,000,000 code points.
    """
    if len(data) > LONGEST_TEXT * _MOST_BYTES_A_CHARACTER:
        raise _too_long()
    decoded = decode(data, encoding)
    text, normalisation = normalise(decoded.text)
    if len(text) > LONGEST_TEXT:
        raise _too_long()
    if not text.strip():
        raise Refused("The file holds only white space. Nothing was imported. Choose a file with text.")
    language = detect_language(text, function_words())
    pieces = segment(text, language, rules)
    return ArticleDraft(
        name=name,
        text=text,
        title=_title(text, pieces),
        language=language,
        direction=text_direction(text, language),
        pieces=pieces,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_sha256=hashlib.sha256(data).hexdigest(),
        normalisation=normalisation,
        encoding=decoded.encoding,
        found=decoded.found,
        candidates=decoded.candidates,
    )


def _title(text: str, pieces: tuple[Piece, ...]) -> str:
    """The words of the headline, else those of the first piece, on one line."""
    headline = next((piece for piece in pieces if piece.kind is UnitKind.HEADLINE), pieces[0])
    words = " ".join(text[headline.start : headline.end].split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"


def _too_long() -> Refused:
    return Refused(
        f"The text is longer than {LONGEST_TEXT:,} characters. Nothing was imported. "
        "Split it into several articles."
    )
