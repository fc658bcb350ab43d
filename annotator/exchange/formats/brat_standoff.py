"""Reads folders of brat: a text, and beside it lines that say what of it is annotated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.records import Confidence
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    Measure,
)
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats import brat_config as config
from annotator.exchange.formats.annotator_names import listed_annotators
from annotator.exchange.formats.ascii_labels import label_of
from annotator.exchange.losses import Losses

NOTE: Final = "AnnotatorNotes"

_ANNOTATIONS: Final = ".ann"
_TEXT: Final = ".txt"
_FIRST_LINE: Final = re.compile(rb"(?:[TEARMN#][A-Za-z]*[0-9]+|\*)\t\S+ ")
_SPAN: Final = re.compile(
    r"(T\S+)\t(\S+) ([0-9]{1,12} [0-9]{1,12}(?:;[0-9]{1,12} [0-9]{1,12})*)\s*?(?:\t(.*))?"
)
_EVENT: Final = re.compile(r"(E\S+)\t[^\s:]+:(\S+)((?: \S+)*)\s*")
_ATTRIBUTE: Final = re.compile(r"[AM]\S*\t(\S+) (\S+)(?: (.*))?")
_COMMENT: Final = re.compile(r"#\S*\t(\S+) (\S+)(?:\t(.*))?")
_UNITS: Final = (("utf-32-le", 4), ("utf-16-le", 2), ("utf-8", 1))
"""Code points first, which is what brat counts, then what other programs do, with the bytes of one."""
_UNREAD: Final = "lines that are not as brat writes them"
_NOT_OF_WORDS: Final = "notes and attributes of what is no annotation of words"
_LEVELS: Final = {level.value: level for level in Confidence}
_LINE_END: Final = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def is_line_gap(gap: str) -> bool:
    """Whether what lies between two pieces is white space with a line end, where brat has to cut a span."""
    return gap.isspace() and _LINE_END.search(gap) is not None


class StandoffReader:
    """The folder in which annotations lie is called after the annotator, where there is one."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        names = frozenset(source.files())
        annotated = sorted(name for name in names if name.endswith(_ANNOTATIONS) and _text_of(name, names))
        filled = next((head for name in annotated if (head := source.head(name)).strip()), b"")
        return bool(annotated) and (not filled or _FIRST_LINE.match(filled) is not None)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        names = frozenset(source.files())
        texts = {name: _text_of(name, names) for name in sorted(names) if name.endswith(_ANNOTATIONS)}
        if not texts:
            raise Refused(
                f"{source.name} holds no file that ends in {_ANNOTATIONS}. Nothing was imported. "
                "Choose the folder that holds texts and annotations, or a ZIP of it."
            )
        people = listed_annotators(source, losses)
        for name, text_name in texts.items():
            job.check()
            if not text_name:
                losses.add("annotations without their text", name)
                continue
            text = source.text(text_name)
            folder = PurePosixPath(name).parent.name
            said = _Standoff(name, losses)
            for number, line in enumerate(source.text(name).removeprefix("\ufeff").split("\n"), 1):
                said.take(line.removesuffix("\r"), number)
            claims = tuple(said.claims(text, people.get(folder, folder)))
            yield ForeignArticle(name.removesuffix(_ANNOTATIONS), text, claims=claims)
        unused = {name for name in names if name.endswith(_TEXT)}.difference(texts.values())
        losses.add("texts without annotations", min(unused, default=""), count=len(unused))


def _text_of(name: str, names: Collection[str]) -> str:
    """The text of a file of annotations: beside it, or in a folder above; "" where there is none."""
    path = PurePosixPath(name).with_suffix(_TEXT)
    found = (str(folder / path.name) for folder in path.parents)
    return next((text for text in found if text in names), "")


@dataclass(slots=True)
class _Standoff:
    """What the lines of one file say, of which some refer to others that may follow."""

    name: str
    losses: Losses
    spans: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, line: str, number: int) -> None:
        kind, where = line[:1], f"{self.name}, {number}"
        if kind == "T" and (span := _SPAN.fullmatch(line)):
            id_, type_, places, words = span.groups()
            if id_ in self.spans:
                self.losses.add("annotations that are called as others before them", where)
            else:
                self.spans[id_] = type_, places, words
        elif kind == "E" and (event := _EVENT.fullmatch(line)):
            self.triggers[event[1]] = event[2]
            self.losses.add("roles in events", where, count=len(event[3].split()))
        elif kind in ("A", "M") and (attribute := _ATTRIBUTE.fullmatch(line)):
            self.attributes.append((attribute[2], attribute[1], attribute[3] or ""))
        elif kind == "#" and (comment := _COMMENT.fullmatch(line)):
            self.notes.append((comment[2], comment[1], comment[3] or ""))
        elif kind in ("R", "*"):
            self.losses.add("relations", where)
        elif kind == "N":
            self.losses.add("references to entries elsewhere", where)
        elif line.strip():
            self.losses.add(_UNREAD, where)

    def claims(self, text: str, annotator: str) -> Iterator[ForeignClaim]:
        # Where lines end with CR LF, old versions of brat count these as one.
        texts = (text, text.replace("\r\n", "\n")) if "\r\n" in text else (text,)
        said = self._said()
        notes = self._notes()
        for id_, (type_, places, words) in self.spans.items():
            spans = _spans(places, words)
            if not spans:
                self.losses.add("annotations whose words do not fit their offsets", f"{self.name}, {id_}")
                continue
            extra = said.get(id_, {})
            level = _LEVELS.get(extra.get(config.SURENESS, ""), Confidence.UNSET)
            yield ForeignClaim(
                id_,
                label_of(type_),
                tuple(_over_lines(spans, texts) if len(spans) > 1 else spans),
                annotator=annotator,
                note="\n".join(notes.get(id_, ())),
                confidence=level,
                flag=extra.get(config.FLAGGED) == "",
                extra={name: value for name, value in extra.items() if not _is_ours(name, value)},
            )

    def _said(self) -> dict[str, dict[str, str]]:
        """Attributes by annotation, those of events being those of their triggers."""
        found: dict[str, dict[str, str]] = {}
        for target, name, value in self.attributes:
            if id_ := self._annotation(target):
                found.setdefault(id_, {})[name] = value
        return found

    def _notes(self) -> dict[str, list[str]]:
        """The lines of notes by annotation."""
        found: dict[str, list[str]] = {}
        for target, kind, words in self.notes:
            if kind != NOTE:
                self.losses.add(f"notes of the kind “{kind}”", f"{self.name}, {target}")
            elif id_ := self._annotation(target):
                found.setdefault(id_, []).append(words)
        return found

    def _annotation(self, target: str) -> str:
        """The annotation of words that is meant; "", and a loss, where it is none."""
        id_ = self.triggers.get(target, target)
        if id_ in self.spans:
            return id_
        self.losses.add("notes and attributes of what is no annotation of words", f"{self.name}, {target}")
        return ""


def _is_ours(name: str, value: str) -> bool:
    return (name == config.SURENESS and value in _LEVELS) or (name == config.FLAGGED and not value)


def _spans(places: str, words: str | None) -> list[ForeignSpan]:
    """The pieces with their words; [] where it is not clear which of these belong to which."""
    edges = [tuple(map(int, place.split(" "))) for place in places.split(";")]
    if words is None or len(edges) == 1:
        return [ForeignSpan(start, end, words) for start, end in edges]
    quotes = _parts(words, [end - start for start, end in edges])
    return [ForeignSpan(start, end, quote) for (start, end), quote in zip(edges, quotes, strict=False)]


def _parts(words: str, lengths: Sequence[int]) -> list[str]:
    """The words of pieces of these lengths, which stand with a space between them; [] where none fit."""
    for encoding, width in _UNITS:
        data = words.encode(encoding, "surrogatepass")
        # Before version 1.3 there was no space.
        for space in (1, 0):
            starts = [0, *accumulate(length + space for length in lengths)]
            if starts[-1] - space == len(data) // width and min(lengths) >= 0:
                pairs = zip(starts, lengths, strict=False)
                parts = [data[start * width : (start + length) * width] for start, length in pairs]
                return [part.decode(encoding, "replace") for part in parts]
    return []


def _over_lines(spans: Sequence[ForeignSpan], texts: Sequence[str]) -> Sequence[ForeignSpan]:
    """The pieces, with those put together that brat had to part because a line ends between them."""
    fitting = (text for text in texts if all(text[span.start : span.end] == span.quote for span in spans))
    text = next(fitting, None)
    if text is None:
        return spans
    runs = [[spans[0].start, spans[0].end]]
    for span in spans[1:]:
        if is_line_gap(text[runs[-1][1] : span.start]):
            runs[-1][1] = span.end
        else:
            runs.append([span.start, span.end])
    return [ForeignSpan(start, end, text[start:end]) for start, end in runs]
