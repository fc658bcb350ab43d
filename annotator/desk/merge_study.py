"""Compares packs with the project beside the window, and merges those that a person wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.desk.jobs import Runner
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.packs.comparison import Comparison
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import Pack, read_pack
from annotator.exchange.packs.weighing import compare
from annotator.store.project import Project


@immutable
class PackSeen:
    """A pack beside the project, or the words that say why it can't be merged."""

    path: Path
    comparison: Comparison | None = None
    trouble: str = ""

    @property
    def can_merge(self) -> bool:
        return self.comparison is not None and not self.comparison.stops

    @property
    def has_written(self) -> bool:
        """Whether something of it came in, once it was merged."""
        return self.comparison is not None and not self.comparison.union.is_empty


class MergeStudy(QObject):
    """`compared` and `merged` carry a list of PackSeen, one for each path, in their order."""

    compared = Signal(list)
    merged = Signal(list)

    def __init__(
        self, project: Project, paths: Sequence[Path], runner: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._paths = tuple(paths)
        self._runner = runner
        self._packs: dict[Path, Pack] = {}
        self._is_over = False

    def compare(self, names: Mapping[Path, str]) -> None:
        """Read the packs and say what merging them would do; `names` are what people are called here."""
        work = partial(self._each, dict(names), is_merge=False)
        self._start(self.tr("Reading packs"), work, self.compared.emit)

    def merge(self, names: Mapping[Path, str]) -> None:
        """Merge every pack that can be; each of them comes in as a whole or not at all."""
        work = partial(self._each, dict(names), is_merge=True)
        self._start(self.tr("Merging"), work, self.merged.emit)

    def cancel(self) -> None:
        """Stop; the packs that were merged before stay, and are told."""
        self._runner.cancel()

    def stop(self) -> None:
        """Say nothing any more, as nobody is looking."""
        self._is_over = True
        self._runner.close()

    def _start(self, title: str, work: Callable[[Job], object], done: Callable[[object], None]) -> None:
        def answer(found: object) -> None:
            if not self._is_over:
                done(found)

        def tell(error: Exception) -> None:
            if not isinstance(error, ClaimdeskError):
                raise error
            answer([PackSeen(path, trouble=str(error)) for path in self._paths])

        self._runner.start(title, work, done=answer, failed=tell)

    def _each(self, names: Mapping[Path, str], job: Job, *, is_merge: bool) -> list[PackSeen]:
        with closing(self._project.companion(read_only=not is_merge)) as project:
            return [self._one(project, path, names.get(path, ""), job, is_merge) for path in self._paths]

    def _one(self, project: Project, path: Path, name: str, job: Job, is_merge: bool) -> PackSeen:
        act = merge if is_merge else compare
        try:
            if path not in self._packs:
                self._packs[path] = read_pack(path, job)
            return PackSeen(path, act(project, self._packs[path], name=name, job=job))
        except Cancelled:
            return PackSeen(path, trouble=self.tr("Stopped. Nothing of it was merged."))
        except ClaimdeskError as error:
            return PackSeen(path, trouble=str(error))
