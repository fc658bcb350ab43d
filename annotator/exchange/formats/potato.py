"""Potato: a folder for each annotator, in the shapes of its versions, and its exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.annotations.json_values import Unfit, chunks, json_value, json_values, mapping
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.potato_records import (
    PER_SPAN,
    SPANS,
    Mark,
    Work,
    of_export,
    of_instance,
    of_row,
    of_state,
)
from annotator.exchange.formats.potato_texts import (
    ITEMS,
    TABLES,
    Keys,
    is_shown_otherwise,
    items,
    rows,
    shown_early,
)
from annotator.exchange.formats.shape import Format
from annotator.exchange.losses import Losses

_STATE: Final = "user_state.json"
_INSTANCES: Final = "annotated_instances"
_EXPORT: Final = "annotations"
_OUTPUT: Final = ("annotation_output", "annotations", "output", "")
"""Folders of everybody; another that holds annotated instances is named after their annotator."""
_LARGEST_STATE: Final = 200_000_000
_LAST_OF_ONE_UNIT: Final = "\uffff"
"""Characters after it are two units of UTF-16."""
_SIGNS: Final = (
    (b'"instance_id_to_span_to_value"',),
    (b'"instance_id_to_label_to_value"',),
    (b'"displayed_text"', b'"span_annotations"'),
    (b'"instance_id"', b'"user_id"', b'"spans"'),
    (b"instance_id", PER_SPAN.encode()),
    (b"instance_id", b"user_id", SPANS.encode()),
)
_NO_TEXT: Final = "spans of items whose text is not there"
_MAYBE_ASCII: Final = (
    "spans without words after letters beyond ASCII, which earlier programs left out and did not count; "
    "export them with a new Potato as CSV, and choose the folder of that table and of the data"
)
_SHOWN_OTHERWISE: Final = "spans without words in texts with tags or entities, where offsets are not sure"


class PotatoReader:
    """Offsets count code points of what is shown, or of the page's source in the first version."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(_Names(source).work)
        return any(all(sign in head for sign in signs) for signs in _SIGNS)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        names = _Names(source)
        if not names.work:
            raise Refused(
                f"{source.name} holds no annotations of Potato ({_STATE}, {_INSTANCES}.jsonl). "
                "Nothing was imported. Choose the folder of the project."
            )
        waiting: dict[str, list[Work]] = {}
        for work in _works(source, names.work, job, losses):
            if work.text is not None:
                yield _article(work.item, work.text, _claims(work.marks))
            elif work.marks:
                waiting.setdefault(work.item, []).append(work)
        if waiting:
            yield from _with_texts(source, names.items, waiting, job, losses)


@immutable
class _Names:
    """The files with annotations, each annotation once, and those that may hold the items."""

    work: tuple[str, ...]
    items: tuple[str, ...]

    def __init__(self, source: AnnotationSource) -> None:
        names = source.files()
        paths = {name: PurePosixPath(name) for name in names}
        states = tuple(name for name in names if paths[name].name == _STATE)
        instances = tuple(name for name in names if paths[name].stem == _INSTANCES)
        own = tuple(name for name in instances if _folder(name))
        output = {_output(name) for name in (*own, *states)} - {""}
        exports = tuple(name for name in names if paths[name].stem == _EXPORT and _suffix(name) in ITEMS)
        # All of them say the same where there are several, but only the first have the texts, and exports
        # may be older than the rest.
        work = next((found for found in (own, states, instances, exports) if found), ())
        if not work and len(names) == 1:
            work = names
        object.__setattr__(self, "work", work)
        kinds = {*states, *instances, *exports, *work}
        object.__setattr__(
            self,
            "items",
            tuple(
                name
                for name in names
                if _suffix(name) in ITEMS and name not in kinds and not name.startswith(tuple(output))
            ),
        )


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower()).suffix


def _folder(name: str) -> str:
    """The annotator that a folder is named after; "" for one of everybody."""
    folder = PurePosixPath(name).parent.name
    return "" if folder in _OUTPUT else folder


def _output(name: str) -> str:
    """The folder in which all of a program's own files stand, with its sign; "" where that is the top."""
    path = PurePosixPath(name).parent
    above = (path.parent if _folder(name) else path).as_posix()
    return f"{above}/" if above != "." else ""


def _works(source: AnnotationSource, names: Iterable[str], job: Job, losses: Losses) -> Iterator[Work]:
    for name in names:
        if _suffix(name) in TABLES:
            records: Iterator[tuple[str, Mapping[str, object]]] = rows(source, name)
        elif PurePosixPath(name).name == _STATE:
            yield from _of_state(source, name, losses)
            continue
        else:
            records = _lines(source, name, losses)
        for where, record in records:
            job.check()
            try:
                yield _work(record, name, losses, where)
            except Unfit as error:
                losses.add(f"records that are not as they should be: {error}", where)


def _of_state(source: AnnotationSource, name: str, losses: Losses) -> Iterator[Work]:
    try:
        state = mapping(json_value(source.read(name, largest=_LARGEST_STATE), name))
        yield from of_state(state, _folder(name), losses, name)
    except Unfit as error:
        losses.add(f"annotators' files that are not as they should be: {error}", name)


def _lines(source: AnnotationSource, name: str, losses: Losses) -> Iterator[tuple[str, Mapping[str, object]]]:
    with source.open(name) as file:
        for number, value in enumerate(json_values(chunks(file), name), 1):
            where = f"{name}, {number}"
            try:
                yield where, mapping(value)
            except Unfit as error:
                losses.add(f"records that are not as they should be: {error}", where)


def _work(record: Mapping[str, object], name: str, losses: Losses, where: str) -> Work:
    if _suffix(name) in TABLES:
        return of_row(record, losses, where)
    if "instance_id" in record:
        return of_export(record, losses, where)
    return of_instance(record, _folder(name), losses, where)


def _with_texts(
    source: AnnotationSource,
    names: tuple[str, ...],
    waiting: dict[str, list[Work]],
    job: Job,
    losses: Losses,
) -> Iterator[ForeignArticle]:
    """The articles of work whose texts are among the items. Raises Refused where none of them is."""
    schemes = {mark.scheme for works in waiting.values() for work in works for mark in work.marks}
    keys, total = Keys(source), len(waiting)
    for where, item in items(source, names, job, losses):
        try:
            id_ = keys.id_of(item)
            of_one = [
                article
                for work in waiting.get(id_, ())
                for article in _of_item(work, item, keys, losses, is_named=len(schemes) > 1)
            ]
        except Unfit as error:
            losses.add(f"items that are not as they should be: {error}", where)
            continue
        waiting.pop(id_, None)
        yield from of_one
    if len(waiting) == total:
        raise Refused(
            f"{source.name} holds the annotations of Potato, but not the texts that they are about. Nothing "
            "was imported. Choose the folder of the whole project, with its data files."
        )
    for item_id, works in waiting.items():
        losses.add(_NO_TEXT, item_id, count=sum(len(work.marks) for work in works))


def _of_item(
    work: Work, item: Mapping[str, object], keys: Keys, losses: Losses, *, is_named: bool
) -> Iterator[ForeignArticle]:
    """An article for each field that was marked, as somebody saw it. Raises Unfit."""
    fields: dict[str, list[Mark]] = {}
    for mark in work.marks:
        field = "" if mark.field == keys.text else mark.field
        fields.setdefault(field, []).append(mark)
    for field, found in fields.items():
        text = keys.text_of(item, field)
        sure = found
        if is_shown_otherwise(text):
            sure = [mark for mark in found if all(span.quote is not None for span in mark.claim.spans)]
            losses.add(_SHOWN_OTHERWISE, work.item, count=len(found) - len(sure))
        elif work.may_be_early and not field:
            sure = [mark for mark in found if _is_sure(mark, text, found)]
            losses.add(_MAYBE_ASCII, work.item, count=len(found) - len(sure))
        name = f"{work.item}, {field}" if field else work.item
        yield _article(name, text, _claims(sure, is_named=is_named))


def _is_sure(mark: Mark, text: str, of_item: Iterable[Mark]) -> bool:
    """Whether a span stands at the same place wherever the letters beyond ASCII were shown or not."""
    early = shown_early(text)
    end = max(span.end for span in mark.claim.spans)
    if early[:end] == text[:end] or all(span.quote is not None for span in mark.claim.spans):
        return True
    # Where one of them lies behind the end of what would have been shown, they were shown.
    return any(span.end > len(early) for each in of_item for span in each.claim.spans)


def _claims(found: Iterable[Mark], *, is_named: bool = False) -> Iterator[ForeignClaim]:
    """The claims; where there are several schemes their labels are named with the scheme."""
    for mark in found:
        is_prefixed = is_named and mark.scheme
        yield replace(mark.claim, label=f"{mark.scheme}={mark.claim.label}") if is_prefixed else mark.claim


def _article(name: str, text: str, claims: Iterable[ForeignClaim]) -> ForeignArticle:
    return ForeignArticle(name, text, claims=tuple(claims), measure=_measure(text))


def _measure(text: str) -> Measure | None:
    """Code points where it makes no difference: older programs counted UTF-16, and pages line ends once."""
    is_same = "\r" not in text and max(text, default="") <= _LAST_OF_ONE_UNIT
    return Measure.CODE_POINT if is_same else None


FORMAT: Final = Format("potato", "Potato: its annotators' folders and exports", reader=PotatoReader())
