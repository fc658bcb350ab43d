"""What a person changed in the pieces of several articles before they come in, with a way back and forth."""

from __future__ import annotations

from annotator.domain.immutable import immutable
from annotator.domain.piece_changes import PieceChange


@immutable
class PieceEntry:
    """A change in the article that is called `article`, whose text has the hash `sha256`."""

    article: str
    sha256: str
    change: PieceChange


class PieceWork:
    """A change ends what could be done again."""

    def __init__(self) -> None:
        self._done: list[PieceEntry] = []
        self._undone: list[PieceEntry] = []

    @property
    def changes(self) -> dict[str, tuple[PieceChange, ...]]:
        """All that holds, by the SHA-256 of the texts, each in the order in which it was made."""
        found: dict[str, tuple[PieceChange, ...]] = {}
        for entry in self._done:
            found[entry.sha256] = (*found.get(entry.sha256, ()), entry.change)
        return found

    def of(self, sha256: str) -> tuple[PieceChange, ...]:
        """What holds in the text of this hash."""
        return tuple(entry.change for entry in self._done if entry.sha256 == sha256)

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def add(self, entry: PieceEntry) -> None:
        self._done.append(entry)
        self._undone.clear()

    def undo(self) -> PieceEntry | None:
        """Take back the newest change, in whatever article; None where there is none."""
        return _moved(self._done, self._undone)

    def redo(self) -> PieceEntry | None:
        """Do again what was taken back last; None where there is nothing."""
        return _moved(self._undone, self._done)


def _moved(there: list[PieceEntry], here: list[PieceEntry]) -> PieceEntry | None:
    if not there:
        return None
    here.append(there.pop())
    return here[-1]
