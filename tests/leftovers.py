"""What a test left behind in this process: threads, timers and windows that reach into the next test."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

# A tooltip's label is Qt's own and stays for the next one.
_QT_KEEPS = frozenset({"QTipLabel"})


@dataclass(frozen=True, slots=True, eq=False)
class Leftover:
    """Something that goes on by itself: the object, and words that let a person find where it was made."""

    thing: object
    name: str


def python_threads() -> list[Leftover]:
    """The threads that Python started and that still run."""
    others = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    # A thread of Qt that ran Python code stays listed as a dummy after it has ended; running_threads sees it.
    real = (thread for thread in others if not thread.name.startswith("Dummy-"))
    return [Leftover(thread, f"thread {thread.name!r} still runs") for thread in real]


def qt_things() -> list[Leftover]:
    """Running threads of Qt, active timers and windows. Needs a QApplication."""
    found = [Leftover(window, f"window {_path(window)} is still there") for window in _windows()]
    for thing in _known_to_python(QTimer, QThread):
        if not shiboken6.isValid(thing):
            continue
        if isinstance(thing, QTimer) and thing.isActive():
            found.append(Leftover(thing, f"timer {_path(thing)} of {thing.interval()} ms is still active"))
        elif isinstance(thing, QThread) and thing.isRunning():
            found.append(Leftover(thing, f"QThread {_path(thing)} still runs"))
    pool = QThreadPool.globalInstance()
    if pool.activeThreadCount():
        found.append(Leftover(pool, f"{pool.activeThreadCount()} threads of the global pool still run"))
    return found


def settle() -> None:
    """Delete what is only waiting to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def added(before: Sequence[Leftover], after: Sequence[Leftover]) -> list[str]:
    """The names of what is in `after` and was not in `before`."""
    known = {id(leftover.thing) for leftover in before}
    return [leftover.name for leftover in after if id(leftover.thing) not in known]


def _known_to_python(*kinds: type[QObject]) -> list[QObject]:
    """Every object of these kinds that Python has a name for.

    All there is is walked by its exact type, which takes a quarter of asking each what it is an instance of.
    """
    exact, unseen = set[type[QObject]](), list(kinds)
    while unseen:
        exact.add(kind := unseen.pop())
        unseen += kind.__subclasses__()
    return [thing for thing in gc.get_objects() if type(thing) in exact]


def _windows() -> list[QWidget]:
    """Top-level widgets that show, or that nobody owns."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if (widget.isVisible() or widget.parent() is None)
        and widget.metaObject().className() not in _QT_KEEPS
    ]


def _path(thing: QObject) -> str:
    """The classes and object names from the outermost owner down to `thing`."""
    steps: list[str] = []
    owner: QObject | None = thing
    while owner is not None:
        name = owner.objectName()
        steps.append(f"{type(owner).__name__}({name!r})" if name else type(owner).__name__)
        owner = owner.parent()
    return " > ".join(reversed(steps))
