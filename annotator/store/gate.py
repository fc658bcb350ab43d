"""Turns for writing inside this process, so that a long job never makes a person's decision wait.

SQLite's own waiting starves whoever comes second: beside an import, a decision could wait over a second.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class WriteGate:
    """One writer at a time; a patient one lets every urgent one go first. `patient_turns` counts those."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._writer: int | None = None
        self._urgent = 0
        self.patient_turns = 0

    @contextmanager
    def turn(self, *, patient: bool) -> Iterator[None]:
        """Hold the turn until the block ends. Raises RuntimeError in a thread that holds it already."""
        this = threading.get_ident()
        with self._condition:
            if self._writer == this:
                raise RuntimeError("a write inside a write would wait for itself")
            if not patient:
                self._urgent += 1
            try:
                self._condition.wait_for(lambda: not self._writer and not (patient and self._urgent))
            finally:
                if not patient:
                    self._urgent -= 1
            self._writer = this
        try:
            yield
        finally:
            with self._condition:
                self._writer = None
                self.patient_turns += patient
                self._condition.notify_all()
