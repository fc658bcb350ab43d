"""UIMA: hostile binary files of INCEpTION are refused or told of, in time and memory that fit their size."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.work import Unwatched
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats import uima_binary_cas, uima_heap
from annotator.exchange.formats.uima_binary_cas import cas_of_binary
from annotator.exchange.losses import Losses
from tests.unit.exchange.java_files import (
    ANNOTATION,
    BUILT_IN,
    PACKAGE,
    Made,
    Memory,
    Numbers,
    U,
    frame,
    framed,
    stream,
)
from tests.unit.exchange.uima import read_cas

SPAN = {"custom.Span": (ANNOTATION, {"label": f"{U}String"})}
PATH = "annotation_ser/a.txt/ada.ser"
UNFIT = "annotations that are not as they should be"


def sound() -> bytes:
    memory = Memory(SPAN)
    memory.mark("custom.Span", 0, 4, label="A")
    return memory.data()


def cas(data: bytes) -> None:
    cas_of_binary(data, "a.ser", Unwatched(), Losses())


def test_a_file_that_is_cut_anywhere_is_refused() -> None:
    data = sound()
    packed = framed() + frame(1, bytes(4) + data)
    for length in range(0, len(data), 3):
        with pytest.raises(Unfit):
            cas(data[:length])
        with pytest.raises(Unfit):
            cas(packed[: len(packed) - len(data) + length])


@pytest.mark.parametrize(
    "others",
    [
        {"heapArray": None},
        {"heapArray": Numbers("[J", [0])},
        {"heapArray": Numbers("[I", [])},
        {"heapArray": Numbers("[I", [0, 0])},
        {"heapArray": Numbers("[I", [0, 999])},
        {"heapArray": Numbers("[I", [0, -1])},
        {"stringTable": []},
        {"stringTable": Numbers("[I", [0])},
        {"fsIndex": Numbers("[I", [])},
        {"fsIndex": Numbers("[I", [2**31 - 1])},
        {"fsIndex": Numbers("[I", [-1, 0])},
        {"fsIndex": Numbers("[I", [1, -1])},
        {"fsIndex": Numbers("[I", [1, 1, 1])},
        {"fsIndex": Numbers("[I", [1, 1, 1, 9])},
        {"fsIndex": Numbers("[I", [0, 0])},
        {"fsIndex": Numbers("[I", [1, 1, -7, 0])},
        {"typeNames": None},
        {"typeNames": [None]},
        {"typeNames": [None] * (len(BUILT_IN) + len(SPAN) + 1)},
        {"typeNames": [None, "x" * 5_000, *["y"] * (len(BUILT_IN) + len(SPAN) - 1)]},
        {"featureNames": []},
        {"featDecls": Numbers("[I", [1])},
        {"featDecls": Numbers("[I", [999] * 36)},
        {"typeInheritance": Numbers("[I", [999] * (len(BUILT_IN) + len(SPAN) + 1))},
    ],
)
def test_what_can_not_be_a_cas_is_refused(others: dict[str, object]) -> None:
    memory = Memory(SPAN)
    memory.mark("custom.Span", 0, 4, label="A")
    cas(memory.data())
    with pytest.raises(Unfit):
        cas(memory.data(**others))


def test_an_object_that_is_no_cas_is_refused() -> None:
    with pytest.raises(Unfit, match="an object is missing"):
        cas(stream(Made(f"{PACKAGE}CASCompleteSerializer", {"casSer": None})))
    with pytest.raises(Unfit, match="other objects"):
        cas(stream(Made("java.util.HashMap", {})))


def test_a_structure_that_is_not_as_it_should_be_is_told_and_the_rest_is_read() -> None:
    memory = Memory(
        {"custom.Span": (ANNOTATION, {"label": f"{U}String", "tags": f"{U}TOP", "n": f"{U}Long"})}
    )
    memory.mark("custom.Span", 0, 4, label="A")
    memory.mark("custom.Span", -1, 4)
    memory.mark("custom.Span", 0, 4, tags=-3)
    memory.mark("custom.Span", 0, 4, tags=len(memory.cells) + 9)
    memory.mark("custom.Span", 0, 4, n=99)
    memory.mark("custom.Span", 0, 4, tags=memory.array(f"{U}StringArray", 99))
    for length in (-1, 2**31 - 1):
        memory.mark("custom.Span", 0, 4, tags=len(memory.cells) + 7)
        memory.cells += [0, memory.codes[f"{U}LongArray"], length, -5]
    memory.index += [0, -1, 2**31 - 1]
    (article,), losses = read_cas({PATH: memory.data()})
    assert [claim.label for claim in article.claims] == ["custom.Span.label=A"]
    assert sum(losses.values()) == 10
    assert {what.partition(":")[0] for what in losses} == {UNFIT}


def test_types_that_inherit_in_a_circle_end() -> None:
    memory = Memory(SPAN)
    memory.mark("custom.Span", 0, 4, label="A")
    parents = [memory.codes[ANNOTATION]] * (len(memory.types) + 1)
    with pytest.raises(Unfit):
        cas(memory.data(typeInheritance=Numbers("[I", parents)))


def test_lists_in_a_circle_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uima_heap, "_MOST", 10_000)
    memory = Memory({"custom.Span": (ANNOTATION, {"tags": f"{U}TOP"})})
    place = len(memory.cells)
    memory.put(f"{U}NonEmptyStringList", head="a", tail=place)
    memory.mark("custom.Span", 0, 4, tags=place)
    _, losses = read_cas({PATH: memory.data()})
    assert losses == {f"{UNFIT}: there is more of them than one file may hold": 1}


def test_what_many_structures_share_is_not_made_for_each_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file: ten thousand structures say the same long words, and lie in each other."""
    monkeypatch.setattr(uima_heap, "_MOST", 1_000_000)
    memory = Memory(SPAN)
    shared = memory.cell("x" * 50_000)
    for _ in range(2_000):
        memory.mark("custom.Span", 0, 4, label=shared)
    data = memory.data()
    tracemalloc.start()
    try:
        _, losses = read_cas({PATH: data})
        assert tracemalloc.get_traced_memory()[1] < 40 * len(data)
    finally:
        tracemalloc.stop()
    assert sum(losses.values()) > 1_900


def test_frames_that_hold_too_much_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uima_binary_cas, "LARGEST", 1_000)
    articles, losses = read_cas({PATH: framed() + frame(1, bytes(4) + sound())})
    assert (articles, losses) == (
        [],
        {"files that are not as they should be: it holds more than 1,000 bytes, the limit": 1},
    )


@given(data=st.data(), is_packed=st.booleans())
def test_a_damaged_file_is_told_of_and_the_next_is_read(data: st.DataObject, is_packed: bool) -> None:
    good = sound()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 12)))
    damaged = good[:start] + data.draw(st.binary(max_size=12)) + good[end:]
    files = {"annotation_ser/a.txt/ada.ser": damaged, "annotation_ser/b.txt/ada.ser": good}
    if is_packed:
        files["annotation_ser/a.txt/ada.ser"] = framed(damaged)
    articles, losses = read_cas(files)
    assert losses or len(articles) == 2
    assert articles[-1].claims


CELLS = st.integers(-3, 60) | st.sampled_from([127, -128])


@given(data=st.data())
def test_whatever_the_memory_holds_nothing_but_a_refusal_comes_out(data: st.DataObject) -> None:
    """The stream is sound, and what it says of types, structures and indexes is not."""
    memory = Memory(SPAN)
    memory.mark("custom.Span", 0, 4, label="A")
    memory.index.append(memory.array(f"{U}StringArray", "a", "b"))
    described, kept = memory.fields()
    made = {name: value for name, value in {**described, **kept}.items() if isinstance(value, Numbers)}
    name = data.draw(st.sampled_from(sorted(made)))
    values = list(made[name].values)
    for _ in range(data.draw(st.integers(1, 4))):
        values[data.draw(st.integers(0, len(values) - 1))] = data.draw(CELLS)
    articles, losses = read_cas({PATH: memory.data(**{name: Numbers(made[name].kind, values)})})
    assert articles or losses
