"""Brings articles into a project: found, read, compared with what is there, written a few at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from typing import Final

from annotator.domain.errors import Cancelled, Refused
from annotator.domain.immutable import immutable
from annotator.domain.text import has_words, normalise
from annotator.domain.work import Job
from annotator.exchange.articles.kinds import PLAIN_TEXT, kind_by_name
from annotator.exchange.articles.limits import MOST_MEMORY, MOST_SECONDS
from annotator.exchange.articles.shape import NO_WISHES, Wishes
from annotator.exchange.finding import Found, Source
from annotator.exchange.intake import Intake
from annotator.exchange.outcomes import ImportReport, NearDuplicates
from annotator.exchange.reading import (
    Reading,
    pasted_draft,
    pasted_reading,
    reading_of,
    readings,
    readings_as_json,
)
from annotator.exchange.reading_process import ReadingProcess
from annotator.store.project import Project

_FEW_FILES: Final = 8
_LITTLE: Final = 1_000_000
"""Up to so many text files and bytes are read here: starting a process takes longer than that."""
STOPPED: Final = (
    f"It could not be read within {MOST_SECONDS:.0f} seconds and {MOST_MEMORY // 1024**3} GB of memory, "
    "or its reader failed on it. Nothing was imported of it."
)
_STEPS: Final = 1_000
"""Parts of the progress in one file, where there is only one."""


@immutable
class ImportOrder:
    """What a person chose after she looked at `found`; see `import_texts`.

    `foreseen` are names of what she saw will not come in.
    """

    found: Found
    wishes: Wishes = NO_WISHES
    near: NearDuplicates = NearDuplicates.KEEP
    left_out: frozenset[str] = frozenset()
    foreseen: frozenset[str] = frozenset()

    def carry_out(self, job: Job, project: Project, *, annotator_id: str) -> ImportReport:
        """Import it. Raises as `import_texts` does."""
        return import_texts(
            job,
            project,
            self.found,
            annotator_id=annotator_id,
            wishes=self.wishes,
            near=self.near,
            left_out=self.left_out,
        )


def import_texts(
    job: Job,
    project: Project,
    found: Found,
    *,
    annotator_id: str = "",
    wishes: Wishes = NO_WISHES,
    near: NearDuplicates = NearDuplicates.KEEP,
    left_out: Collection[str] = (),
) -> ImportReport:
    """Add the articles in the files of `found`, and say what became of each.

    An article fails alone. One whose encoding is not certain fails too, unless `wishes` say it; names of
    articles in `left_out` are not taken. Stopping keeps what was read until then. Raises Unavailable where
    the project can't be written to; the batches that were written before stay.
    """
    intake = Intake(project, annotator_id, found.others, near=near, left_out=left_out)
    progress = _Progress(job, found.files)
    try:
        for source, reading in read_all(job, found.files, wishes):
            progress.tell(source, reading)
            intake.take(source, reading)
            job.check()
        intake.write()
        progress.end()
    except Cancelled:
        intake.write()
        return intake.report(not_reached=progress.left, is_cancelled=True)
    return intake.report()


def import_pasted(project: Project, text: str, *, annotator_id: str = "") -> ImportReport:
    """Add one article that was copied from somewhere. Raises Refused where it holds no words."""
    if not has_words(normalise(text)[0]):
        raise Refused("What was pasted or dropped holds no text, so nothing was added.")
    draft = pasted_draft(text, "")
    intake = Intake(project, annotator_id)
    intake.add("pasted text", draft)
    intake.write()
    return intake.report()


def is_little_text(sources: Sequence[Source]) -> bool:
    """Whether these are few and short text files, which are read at once and hold no surprise."""
    is_plain = all(kind_by_name(source.path.name) is PLAIN_TEXT for source in sources)
    is_short = sum(source.size for source in sources) <= _LITTLE
    return is_plain and len(sources) <= _FEW_FILES and is_short


def read_all(
    job: Job, sources: Sequence[Source], wishes: Wishes = NO_WISHES
) -> Iterator[tuple[Source, Reading]]:
    """What the files hold, in order, and then what was pasted.

    Files are read in a process of its own unless they are a little plain text.
    """
    files = [source for source in sources if source.text is None]
    if is_little_text(files):
        for source in files:
            for reading in readings(source.path, source.name, wishes):
                yield source, reading
    else:
        with closing(ReadingProcess(readings_as_json)) as process:
            for source, data in process.read(files, job, wishes):
                yield source, _received(source, data)
    for source in sources:
        if source.text is not None:
            yield source, pasted_reading(source.text, source.name, wishes)


def _received(source: Source, data: bytes | None) -> Reading:
    try:
        if data is not None:
            return reading_of(data)
    except ValueError:
        pass
    return Reading(source.name, problem=STOPPED)


class _Progress:
    """Counts files, or parts of the only file. `left` are files that were not gone through."""

    def __init__(self, job: Job, sources: Sequence[Source]) -> None:
        self._job = job
        self._places = {id(source): number for number, source in enumerate(sources)}
        self._total = len(sources)
        self.left = self._total

    def tell(self, source: Source, reading: Reading) -> None:
        number = self._places[id(source)]
        self.left = self._total - number - (reading.share >= 1)
        if self._total == 1:
            self._job.step(round(_STEPS * reading.share), _STEPS, reading.name)
        else:
            self._job.step(number, self._total, reading.name)

    def end(self) -> None:
        self.left = 0
        self._job.step(self._total, self._total)
