from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest

from annotator.domain.identity import new_id, new_ids, now


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    before = time.time_ns() // 1_000_000
    made = UUID(new_id())
    assert made.version == 7
    assert made.variant == RFC_4122
    # Ids made quickly one after the other borrow milliseconds of the near future.
    assert before <= made.int >> 80 <= before + 60_000


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_ids_keep_their_order_when_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert first < new_id() < new_id()


def test_threads_never_make_the_same_id() -> None:
    made: list[list[str]] = [[] for _ in range(4)]

    def make(into: list[str]) -> None:
        into.extend(new_id() for _ in range(2_000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id_ for ids in made for id_ in ids}) == 8_000
    assert all(ids == sorted(ids) for ids in made)


def test_many_ids_at_once_are_in_the_order_of_all_others() -> None:
    made = [new_id(), *new_ids(10_000), new_id()]
    assert made == sorted(set(made))
    assert new_ids(0) == []


def test_now_is_utc_with_milliseconds_and_a_z() -> None:
    text = now()
    at = datetime.fromisoformat(text)
    assert len(text) == len("2026-01-31T23:59:59.999Z")
    assert text.endswith("Z")
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=1)
