from __future__ import annotations

import pickle
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from operator import ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from annotator.domain.immutable import immutable
from annotator.domain.records import Claim, Fragment


@immutable(order=True)
class Place:
    """Where."""

    start: int
    end: int = 5
    names: list[str] = field(default_factory=list)
    seen: int = field(default=0, compare=False, repr=False)

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, order=True)
class UsualPlace:
    start: int
    end: int = 5
    names: list[str] = field(default_factory=list)
    seen: int = field(default=0, compare=False, repr=False)


@immutable(kw_only=True)
class Named:
    name: str
    size: int = 1

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")


_Values = tuple[int, int, list[str], int]
_values = st.tuples(
    st.integers(0, 3), st.integers(0, 3), st.lists(st.sampled_from("ab"), max_size=2), st.integers(0, 2)
)


@given(_values, _values)
def test_records_are_as_those_of_a_dataclass(ours: _Values, others: _Values) -> None:
    one, two, usual_one, usual_two = Place(*ours), Place(*others), UsualPlace(*ours), UsualPlace(*others)
    assert (one == two) == (usual_one == usual_two)
    assert [order(one, two) for order in (lt, le, gt, ge)] == [
        order(usual_one, usual_two) for order in (lt, le, gt, ge)
    ]
    assert repr(one) == repr(usual_one).removeprefix("Usual")
    assert astuple(one) == astuple(usual_one)
    assert asdict(replace(one, end=9)) == asdict(replace(usual_one, end=9))
    assert pickle.loads(pickle.dumps(one)) == copy(one) == deepcopy(one) == one
    assert deepcopy(one).seen == one.seen


def test_equal_records_have_one_hash() -> None:
    claim = Claim("1", "2", "3", "disputed", (Fragment(0, 1, "a"),), note="why")
    assert len({claim, replace(claim), replace(claim, note="")}) == 2


def test_a_record_is_equal_to_none_of_another_class() -> None:
    @immutable
    class Other:
        start: int

    @immutable
    class Another:
        start: int

    other: object = Another(1)
    assert Other(1) == Other(1) != other
    with pytest.raises(TypeError):
        assert Place(1) < UsualPlace(2)  # type: ignore[operator]


def test_values_that_are_made_anew_are_not_shared() -> None:
    assert Place(1).names is not Place(1).names


def test_a_record_does_not_change() -> None:
    place = Place(1)
    with pytest.raises(FrozenInstanceError):
        place.end = 7  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.end
    with pytest.raises(FrozenInstanceError):
        place.other = 7  # type: ignore[attr-defined]
    assert place == Place(1)


def test_a_record_needs_each_of_its_fields_once() -> None:
    for values, named in (((), {}), ((1,), {"start": 1}), ((1,), {"other": 1}), ((1, 2, [], 4, 5), {})):
        with pytest.raises(TypeError):
            Place(*values, **named)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Named("a")  # type: ignore[call-arg]


def test_what_a_record_checks_is_checked_each_time() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="no name"):
            Named(name="")
    assert replace(Named(name="a"), size=2) == Named(size=2, name="a")


def test_what_a_class_says_itself_stays() -> None:
    @immutable
    class Half:
        whole: int

        def __init__(self, double: int) -> None:
            object.__setattr__(self, "whole", double // 2)

        def __repr__(self) -> str:
            return "half"

    assert (Half(4), repr(Half(4))) == (Half(5), "half")
    assert [part.name for part in fields(Half)] == ["whole"]


def test_records_are_read_by_pydantic() -> None:
    read = TypeAdapter(Place).validate_json('{"start": 1, "names": ["a"]}')
    assert read == Place(1, names=["a"])
    assert Place.__match_args__ == ("start", "end", "names", "seen")
    assert Place(2).length == 3
