from __future__ import annotations

import threading

import pytest

from annotator.store.gate import WriteGate


class Watched(threading.Condition):
    """A condition that says when somebody starts to wait on it."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = threading.Semaphore(0)

    def wait(self, timeout: float | None = None) -> bool:
        self.waiting.release()
        return super().wait(timeout)


def watched_gate(monkeypatch: pytest.MonkeyPatch) -> tuple[WriteGate, Watched]:
    """A gate, and the condition on which its writers wait."""
    condition = Watched()
    with monkeypatch.context() as patch:
        patch.setattr(threading, "Condition", lambda: condition)
        return WriteGate(), condition


def test_a_patient_writer_lets_every_urgent_one_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    gate, watched = watched_gate(monkeypatch)
    order: list[str] = []

    def write(name: str, *, patient: bool) -> None:
        with gate.turn(patient=patient):
            order.append(name)

    jobs = [
        threading.Thread(target=write, args=("import",), kwargs={"patient": True}),
        threading.Thread(target=write, args=("decision",), kwargs={"patient": False}),
        threading.Thread(target=write, args=("another decision",), kwargs={"patient": False}),
    ]
    with gate.turn(patient=False):
        for job in jobs:
            job.start()
            assert watched.waiting.acquire(timeout=10)
    for job in jobs:
        job.join(10)
    assert sorted(order[:2]) == ["another decision", "decision"]
    assert order[2] == "import"


def test_the_turn_passes_on_when_a_writer_fails() -> None:
    gate = WriteGate()
    with pytest.raises(ValueError, match="full"), gate.turn(patient=False):
        raise ValueError("full")
    with gate.turn(patient=True):
        pass


def test_only_one_writes_at_a_time() -> None:
    gate = WriteGate()
    inside, most = 0, 0

    def write(*, patient: bool) -> None:
        nonlocal inside, most
        for _ in range(200):
            with gate.turn(patient=patient):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=write, kwargs={"patient": bool(n % 2)}) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == 1


def test_a_turn_inside_a_turn_is_refused_at_once() -> None:
    gate = WriteGate()
    with (
        pytest.raises(RuntimeError, match="wait for itself"),
        gate.turn(patient=False),
        gate.turn(patient=True),
    ):
        pass
    with gate.turn(patient=False):
        pass
