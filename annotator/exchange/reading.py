"""Takes one file off the disk, once, whatever happens to it meanwhile, and makes drafts of what is in it."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, cast

from pydantic import TypeAdapter

from annotator.domain.boilerplate import BoilerplateRules
from annotator.domain.errors import ClaimdeskError, Refused, Unavailable
from annotator.domain.immutable import immutable
from annotator.domain.piece_changes import changed
from annotator.domain.text import normalise
from annotator.exchange.article_text import ArticleDraft, draft_of
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.kinds import PLAIN_TEXT, Kind, kind_by_name, kind_of
from annotator.exchange.articles.limits import LARGEST_FILE, MEGABYTE, MOST_MEMORY
from annotator.exchange.articles.nothing import or_nothing
from annotator.exchange.articles.shape import NO_WISHES, Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot, too_large
from annotator.exchange.language_data import boilerplate_rules
from annotator.store.path_kinds import way_in
from annotator.store.writing import reason

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_SAFE: Final = "Nothing was imported."


@immutable
class Reading:
    """What one thing in a file holds, or why it was not read.

    `name` is what people call it: that of the file, and after it the place in the file. `share` is how much
    of the file is behind it, from 0 to 1.
    """

    name: str
    draft: ArticleDraft | None = None
    problem: str = ""
    is_skipped: bool = False
    share: float = 1.0


@immutable
class Outlined:
    """The columns of a file, or why they can't be told."""

    outline: Outline | None
    problem: str = ""


_outlines: Final = TypeAdapter(Outlined)
_readings: Final = TypeAdapter(Reading)


def readings(path: Path, name: str, wishes: Wishes = NO_WISHES, skip: int = 0) -> Iterator[Reading]:
    """Everything in a file that may be an article, without the first `skip`, one at a time.

    A file that is refused half-way ends with a reading that says why.
    """
    try:
        with opened(path) as (kind, source):
            rules = _rules(wishes)
            found = or_nothing(kind.reader().items(source, wishes.of_file(name)))
            for item in islice(found, skip, None):
                yield _reading(item, name, kind, source, wishes, rules)
    except ClaimdeskError as error:
        yield Reading(name, problem=str(error))
    except MemoryError:
        yield Reading(name, problem=_too_much())
    except Exception as error:  # noqa: BLE001 - over a hostile file, libraries raise whatever they like
        yield Reading(name, problem=_failed(error))


def readings_as_json(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """`readings` for a process of its own."""
    return map(_readings.dump_json, readings(path, name, wishes, skip))


def reading_of(data: bytes) -> Reading:
    """The reading that `readings_as_json` gave. Raises ValueError for anything else."""
    return _readings.validate_json(data)


def pasted_draft(text: str, name: str, wishes: Wishes = NO_WISHES) -> ArticleDraft:
    """The article of what somebody pasted. Raises Refused as `draft_of` does."""
    # The clipboard may hold half characters, which no encoding can.
    sha256 = hashlib.sha256(normalise(text)[0].encode()).hexdigest()
    draft = draft_of(
        Extract(text), name=name, source_sha256=sha256, rules=_rules(wishes), language=wishes.language
    )
    return _changed(draft, wishes)


def pasted_reading(text: str, name: str, wishes: Wishes = NO_WISHES) -> Reading:
    """`pasted_draft`, or why there is none."""
    try:
        return Reading(name, pasted_draft(text, name, wishes))
    except ClaimdeskError as error:
        return Reading(name, problem=str(error))


def outlines_as_json(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """The columns or fields of a file that has them, for a process of its own; nothing of another kind."""
    try:
        with opened(path) as (kind, source):
            if kind.has_columns:
                found = kind.mapped_reader().outline(source, wishes.of_file(name))
                yield _outlines.dump_json(Outlined(found))
    except ClaimdeskError as error:
        yield _outlines.dump_json(Outlined(None, str(error)))
    except MemoryError:
        yield _outlines.dump_json(Outlined(None, _too_much()))
    except Exception as error:  # noqa: BLE001 - see `readings`
        yield _outlines.dump_json(Outlined(None, _failed(error)))


def outline_of(data: bytes) -> Outlined:
    """What `outlines_as_json` gave. Raises ValueError for anything else."""
    return _outlines.validate_json(data)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Kind, Snapshot]]:
    """An ordinary file as it is now, and of which kind it is.

    Raises Refused for what is no ordinary file, is too large for its kind, or changes while it is read, and
    Unavailable where it is gone or can't be read.
    """
    named = kind_by_name(path.name) or PLAIN_TEXT
    with tempfile.SpooledTemporaryFile(max_size=LARGEST_FILE) as spool:
        copy = cast(BinaryIO, spool)
        size, digest = _copied(path, copy, named.largest)
        yield kind_of(copy, path.name), Snapshot(path.name, copy, size, digest)


def _copied(path: Path, copy: BinaryIO, largest: int) -> tuple[int, str]:
    """Size and SHA-256 of what was copied."""
    try:
        # Without waiting, for a named pipe in the place of the file would never answer.
        with open(os.open(path, _FLAGS | getattr(os, "O_BINARY", 0)), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Refused(f"It is not an ordinary file. {_SAFE}")
            if found.st_size > largest:
                raise too_large(largest)
            digest, size = hashlib.sha256(), 0
            while part := file.read(MEGABYTE):
                size += len(part)
                if size > largest:
                    break
                digest.update(part)
                copy.write(part)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise Unavailable(f"It can't be read: {reason(error)}. {_SAFE} {way_in(error)}") from error
    if (size, after.st_size, after.st_mtime_ns) != (found.st_size, found.st_size, found.st_mtime_ns):
        raise Refused(
            f"It was changed while it was read. {_SAFE} Wait until it is finished, then import it again."
        )
    return size, digest.hexdigest()


def _reading(
    item: Item, name: str, kind: Kind, source: Snapshot, wishes: Wishes, rules: BoilerplateRules
) -> Reading:
    whole = f"{name}{item.place}"
    if item.skipped:
        return Reading(whole, problem=item.skipped, is_skipped=True, share=item.share)
    try:
        draft = draft_of(
            item.extract(), name=whole, source_sha256=source.sha256, rules=rules, language=wishes.language
        )
    except ClaimdeskError as error:
        return Reading(whole, problem=str(error), share=item.share)
    except MemoryError:
        return Reading(whole, problem=_too_much(), share=item.share)
    except Exception as error:  # noqa: BLE001 - over a hostile file, libraries raise whatever they like
        return Reading(whole, problem=_failed(error), share=item.share)
    media_type, kind_name = item.media_type or kind.media_type, item.kind_name or kind.name
    draft = replace(_changed(draft, wishes), media_type=media_type, kind_name=kind_name)
    return Reading(whole, draft, share=item.share)


def _changed(draft: ArticleDraft, wishes: Wishes) -> ArticleDraft:
    """The article with what a person changed in its pieces."""
    changes = wishes.changes.get(draft.sha256, ())
    return replace(draft, pieces=changed(draft.text, draft.pieces, changes)) if changes else draft


def _rules(wishes: Wishes) -> BoilerplateRules:
    shipped = boilerplate_rules()
    if not wishes.without_rules:
        return shipped
    rules = tuple(rule for rule in shipped.rules if rule.name not in wishes.without_rules)
    return replace(shipped, rules=rules)


def _failed(error: Exception) -> str:
    return f"The reader of this kind of file failed on it ({type(error).__name__}). {_SAFE}"


def _too_much() -> str:
    return f"Reading it needs more than {MOST_MEMORY // 1024**3} GB of memory. {_SAFE} Split it."
