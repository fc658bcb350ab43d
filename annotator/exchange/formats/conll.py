"""CoNLL-2003: a token a line with its tag in the BIO scheme, a file for each annotator.

A token has one tag, so of claims that overlap the longest is written, of equal ones the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from annotator.domain.records import Claim, Unit
from annotator.domain.spans import Span
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.annotator_names import annotator_files
from annotator.exchange.formats.ascii_labels import ascii_label
from annotator.exchange.formats.conll_reader import DOCUMENT, OUTSIDE, TokenReader
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.tokens import tokens
from annotator.exchange.formats.unheld import count_unheld, count_unheld_facts
from annotator.exchange.losses import Losses

_NOBODY: Final = "all"
_SUFFIX: Final = ".conll"
_HYPHEN: Final = f"_u{ord('-'):06x}"


class TokenWriter:
    suffix = ""
    beside = ()
    by_article = True
    binary = False
    takes = frozenset({"boilerplate"})
    unit = None

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> TokenFiles:
        return TokenFiles(target, header)


class TokenFiles:
    """The files of the annotators, each opened when she is first met."""

    def __init__(self, target: Target, header: Header) -> None:
        self._target = target
        self._losses = header.losses
        self._people = annotator_files(header.annotators, target, nobody=_NOBODY)
        self._files: dict[str, BinaryIO] = {}

    def write(self, dossier: Dossier) -> int:
        count_unheld(dossier, self._losses)
        count_unheld_facts(dossier, self._losses)
        self._losses.add("titles of articles, and their white space", dossier.article.id)
        sentences = _sentences(dossier)
        for person in dossier.names or [""]:
            claims = [claim for claim in dossier.claims if claim.annotator_id == person]
            tags = _Tags(sentences, self._losses).of(claims)
            file = self._file(person)
            file.write(f"{DOCUMENT} -X- -X- {OUTSIDE}\n\n".encode())
            for sentence in sentences:
                lines = (f"{token.of(dossier.text)} _ _ {next(tags)}\n" for token in sentence)
                file.write(f"{''.join(lines)}\n".encode())
        return 1

    def end(self) -> None:
        for file in self._files.values():
            file.close()

    def _file(self, person: str) -> BinaryIO:
        if person not in self._files:
            self._files[person] = self._target.file(self._people[person] + _SUFFIX)
        return self._files[person]


def _sentences(dossier: Dossier) -> list[list[Span]]:
    """The tokens of each piece of the article that somebody was asked about or found a claim in."""
    spans = [part.span for claim in dossier.claims for part in claim.fragments]

    def is_wanted(unit: Unit) -> bool:
        is_asked = unit.annotatable or dossier.choices.boilerplate
        return is_asked or any(unit.span.overlaps(span) for span in spans)

    found = (list(tokens(dossier.text, unit.span)) for unit in dossier.units if is_wanted(unit))
    return [sentence for sentence in found if sentence]


class _Tags:
    """Gives the tokens of an article their tags."""

    def __init__(self, sentences: Sequence[Sequence[Span]], losses: Losses) -> None:
        self._losses = losses
        self._tokens = [token for sentence in sentences for token in sentence]
        self._starts = [token.start for token in self._tokens]
        self._firsts = {sentence[0].start for sentence in sentences}

    def of(self, claims: Sequence[Claim]) -> Iterator[str]:
        """The tags of all tokens, one after the other."""
        tags = [OUTSIDE] * len(self._tokens)
        for claim in sorted(claims, key=lambda claim: -sum(len(part.span) for part in claim.fragments)):
            places = self._places(claim)
            if any(tags[index] != OUTSIDE for place in places for index in place):
                self._losses.add("claims of which a longer one has some words, left out", claim.id)
            elif not all(places):
                self._losses.add("claims in no sentence of their article", claim.id)
            else:
                self._count(claim, places)
                for place in places:
                    # Some readers take the last hyphen of a tag for the one behind its first letter.
                    self._put(tags, place, ascii_label(claim.label).replace("-", _HYPHEN))
        return iter(tags)

    def _places(self, claim: Claim) -> list[range]:
        """The tokens of each piece; of pieces that are in the same token, those of both."""
        places: list[range] = []
        for part in claim.fragments:
            place = self._place(part.span)
            if places and place.start < places[-1].stop:
                place = range(places.pop().start, place.stop)
            places.append(place)
        return places

    def _place(self, span: Span) -> range:
        """The numbers of the tokens that a span has some letters of."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        if self._tokens and self._tokens[first].end <= span.start:
            first += 1
        return range(first, bisect_right(self._starts, span.end - 1))

    def _put(self, tags: list[str], place: range, label: str) -> None:
        for index in place:
            is_first = index == place.start or self._starts[index] in self._firsts
            tags[index] = f"{'B' if is_first else 'I'}-{label}"

    def _count(self, claim: Claim, places: Sequence[range]) -> None:
        """Count what is not as it was of a claim that is written."""
        if len(places) > 1:
            self._losses.add("claims in several pieces, each written as a claim", claim.id)
        if any(self._starts[index] in self._firsts for place in places for index in place[1:]):
            self._losses.add("claims of several sentences, cut where these end", claim.id)
        edges = [(self._tokens[place[0]].start, self._tokens[place[-1]].end) for place in places]
        if edges != [(part.start, part.end) for part in claim.fragments]:
            self._losses.add("claims that begin or end inside a word, written with all of it", claim.id)


FORMAT: Final = Format("conll", "CoNLL-2003, BIO tags", reader=TokenReader(), writer=TokenWriter())
