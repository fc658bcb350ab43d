"""A project file, opened: everything that is kept, behind one object a thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from annotator import __version__
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.identity import new_id, now
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.person_names import person_name
from annotator.domain.records import Annotator, Label, Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.text import normalise
from annotator.domain.work import UNWATCHED, Job
from annotator.store.articles import Articles
from annotator.store.backups import BEFORE_UPGRADE, back_up
from annotator.store.claims import Claims, People
from annotator.store.copying import copy_database
from annotator.store.database import Database
from annotator.store.device import Device
from annotator.store.facts import add_labels, fact, save_fact
from annotator.store.file_identity import SCHEMA_VERSION, SUFFIX
from annotator.store.gold import GOLD_NAME, Gold
from annotator.store.journal import Journal
from annotator.store.ledger import Ledger
from annotator.store.lock import ProjectLock
from annotator.store.newest import check_newest
from annotator.store.older import upgraded_copy
from annotator.store.opening import FileInUse, check_header, check_schema, schema_version
from annotator.store.path_kinds import require_name
from annotator.store.tables import LABEL, label_from
from annotator.store.troubles import Unfinished, translated
from annotator.store.unfinished import finished_copy
from annotator.store.writing import part_of, place_new, reason

OWN_FACTS: Final = frozenset({"id", "title", "created_at", "created_with", "checksum"})


class Project:
    """Opened with `open_project` or `create_project`; belongs to one thread. `companion` is for another.

    `missing` counts the entries of the journal that were in a newer file in its place, on this computer.
    """

    def __init__(
        self, database: Database, *, device: str = "", holds: ExitStack | None = None, missing: int = 0
    ) -> None:
        self._database = database
        self.missing = missing
        self._device = device
        self._holds = holds or ExitStack()
        self._state_beside = database.state_beside()
        self.journal = Journal(database, device)
        self.articles = Articles(database, self.journal)
        self.claims = Claims(database)
        self.people = People(database)
        self.gold = Gold(database)
        self.ledger = Ledger(database, self.journal)

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def read_only(self) -> bool:
        return self._database.read_only

    @property
    def newer_schema(self) -> int:
        """The version of its schema where a later one made it and says that this one may read it, else 0."""
        version = schema_version(self._database)
        return version if version > SCHEMA_VERSION else 0

    @property
    def database(self) -> Database:
        """The connection, for the rest of this room."""
        return self._database

    def fact(self, key: str) -> str:
        """What the project says of itself: id, title, created_at, created_with or what was kept; else ""."""
        return fact(self._database, key)

    def keep_fact(self, key: str, value: str) -> None:
        """Let the project say something more of itself, such as how labels of other tools are called here."""
        if key in OWN_FACTS:
            raise ValueError(f"{key} is what the project was made with")
        with self._database.write():
            save_fact(self._database, key, value)

    def labels(self) -> tuple[Label, ...]:
        """The labels that can be given, in their order."""
        rows = self._database.rows(f"SELECT {LABEL} FROM label WHERE NOT archived ORDER BY position")
        return tuple(map(label_from, rows))

    def join(self, name: str) -> Annotator:
        """The annotator of this name, who is made if she is new. Raises Refused for an empty name."""
        clean = person_name(name)
        if found := self.people.named(clean):
            if found.id == self.gold.annotator_id:
                raise Refused(
                    f"“{clean}” is what is decided in review, and nobody's name. Nothing was changed. "
                    "Type another name."
                )
            return found
        letter = chr(ord("A") + len(self.people.all()) % 26)
        annotator = Annotator(new_id(), clean, Role.ANNOTATOR, letter)
        step = Step(new_id(), Verb.JOIN_PROJECT, annotator.id, "", (Edit(None, annotator),))
        self.ledger.commit(step)
        return annotator

    def gold_annotator(self) -> Annotator:
        """Whose the gold claims are; made when gold is made for the first time."""
        if found := self.people.get(self.gold.annotator_id):
            return found
        names = (GOLD_NAME, f"{GOLD_NAME} ({self.gold.annotator_id[-6:]})")
        name = next(name for name in names if self.people.named(name) is None)
        annotator = Annotator(self.gold.annotator_id, name, Role.ADJUDICATOR, "")
        self.ledger.commit(Step(new_id(), Verb.JOIN_PROJECT, annotator.id, "", (Edit(None, annotator),)))
        return annotator

    def was_changed_beside(self) -> bool:
        """Whether another program has written to the file since this was asked last.

        What comes while a job of ours writes passes for the job's. Raises Refused where tables were changed.
        """
        before, state = self._state_beside, self._database.state_beside()
        is_other = state[0] != before[0] and state[1] == before[1]
        if is_other:
            with self._database.deadline():
                check_schema(self._database)
        self._state_beside = state
        return is_other

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Inside the block, wait no longer than that for another program that uses the file."""
        with self._database.patience(seconds):
            yield

    def companion(self, *, read_only: bool = False) -> Project:
        """A second connection to the same file, for a job: its writes let everybody else's go first.

        A long read through it makes decisions wait. What reads everything does so in a `snapshot`.
        """
        read_only = read_only or self.read_only
        database = Database(self.path, read_only=read_only, beside=self._database)
        return Project(database, device=self._device)

    def copy_to(self, path: Path, job: Job = UNWATCHED) -> None:
        """Write a whole, checked copy of the project to `path`. Raises as `copying.copy_database` does."""
        copy_database(self._database, path, job)

    def close(self) -> None:
        """Close the file and let others open it. Closing again does nothing."""
        self._holds.close()
        self._database.close()


def create_project(
    path: Path, *, title: str = "", id_: str = "", fill: Callable[[Project], None] | None = None
) -> Project:
    """Make a new project file and open it. Raises Refused where something of that name is there.

    It is empty, or is what `fill` made of it: then it has its name only once that is done. `id_` is the id of
    a project whose work goes on in it, instead of a new one.
    """
    require_name(path)
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    try:
        if os.path.exists(path):
            raise FileExistsError(path)
        with part_of(path) as part:
            part.touch(0o600, exist_ok=False)
            # The name of a file may hold bytes that are no text.
            _fill(path, part, title=normalise(title or path.stem)[0], id_=id_ or new_id(), fill=fill)
            place_new(part, path)
    except FileExistsError as error:
        raise Refused(f"{path.name} is there already. It was not touched. Choose another name.") from error
    except OSError as error:
        raise Unavailable(
            f"{path.name} can't be made: {reason(error)}. Nothing was changed. Choose another folder or name."
        ) from error
    return open_project(path)


def open_project(path: Path, *, read_only: bool = False, take_over: bool = False) -> Project:
    """Open a project after the checks of `opening`; for reading only where it can't be written to.

    That is also so where a later version made it and says that it may be read. `take_over` opens what another
    computer seems to have open, after making a backup. Raises Refused for a file that is not one of ours,
    Unavailable for one that is in use, and Damaged, unless it is opened for reading only, where the newest
    entries do not fit the rest.
    """
    path = path.absolute()
    with ExitStack() as holds:
        holds.callback(FileInUse(path).release)
        check_header(path)
        read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        if not read_only:
            lock = ProjectLock(path)
            lock.acquire(take_over=take_over)
            holds.callback(lock.release)
        database, version = _opened(path, read_only=read_only, holds=holds)
        holds.callback(database.close)
        if read_only:
            return Project(database, holds=holds.pop_all())
        if version > SCHEMA_VERSION:
            holds.close()
            return open_project(path, read_only=True)
        _prepare(database, version, has_taken_over=take_over)
        device = Device(database)
        holds.callback(device.release)
        return Project(database, device=device.name, holds=holds.pop_all(), missing=device.missing)


def _opened(path: Path, *, read_only: bool, holds: ExitStack) -> tuple[Database, int]:
    """A connection and the version of the schema.

    A copy is opened where a crash left the file half written and it can't be rolled back there, and where it
    is of an older version and may not be upgraded.
    """
    try:
        database, version = _checked(path, path, read_only=read_only)
    except Unfinished:
        copy = finished_copy(path, _temporary(holds))
        database, version = _checked(path, copy, read_only=True)
    if version >= SCHEMA_VERSION or not database.read_only:
        return database, version
    with closing(database):
        copy = upgraded_copy(database, _temporary(holds))
    return _checked(path, copy, read_only=True)


def _temporary(holds: ExitStack) -> Path:
    return Path(holds.enter_context(TemporaryDirectory(prefix="claimdesk-", ignore_cleanup_errors=True)))


def _checked(path: Path, file: Path, *, read_only: bool) -> tuple[Database, int]:
    database = Database(path, read_only=read_only, file=file)
    try:
        with database.deadline():
            return database, check_schema(database)
    except BaseException:
        database.close()
        raise


def _prepare(database: Database, version: int, *, has_taken_over: bool) -> None:
    """What comes between opening a file and writing to it."""
    if version < SCHEMA_VERSION:
        # sqlite-utils costs a third of a second to load, which only making or upgrading a project needs.
        from annotator.store.migrations import migrate

        back_up(database, why=BEFORE_UPGRADE)
        with translated(database.path):
            migrate(database.connection)
        check_schema(database)
    with database.deadline():
        check_newest(database)
    if has_taken_over:
        back_up(database, why="before-take-over")


def _fill(path: Path, part: Path, *, title: str, id_: str, fill: Callable[[Project], None] | None) -> None:
    """Make the project that will be at `path` in the file `part`."""
    from sqlite_utils import Database as Tables

    from annotator.store.migrations import migrate

    database = Database(path, read_only=False, file=part)
    try:
        with translated(path):
            migrate(database.connection)
        with database.write():
            facts = {
                "id": id_,
                "title": title,
                "created_at": now(),
                "created_with": f"claimdesk {__version__}",
            }
            tables = Tables(database.connection, execute_plugins=False)
            tables.table("meta").insert_all({"key": key, "value": value} for key, value in facts.items())
            add_labels(database, DEFAULT_LABELS)
        if fill is not None:
            fill(Project(database, device=new_id()))
    finally:
        database.close()
