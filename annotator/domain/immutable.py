"""Classes of records that never change: dataclasses, ready in a fraction of the time at every start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, Final, Never, TypeVar, dataclass_transform, overload

_Source = Callable[[type[Any], dict[str, Any]], Iterator[str]]
"""The lines of methods; the values that they need are added to what is known to them."""
Kind = TypeVar("Kind", bound=type[Any])

_LATER: Final = object()
"""Stands for a value that is made anew for each record."""
_COMPARED: Final = ("self", "other")
_ORDERS: Final = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}


@overload
def immutable(kind: Kind, /) -> Kind: ...


@overload
def immutable(*, kw_only: bool = ..., order: bool = ...) -> Callable[[Kind], Kind]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(kind: Any = None, /, *, kw_only: bool = False, order: bool = False) -> Any:
    """A class whose fields are given when a record is made, and never change after that.

    It is what `@dataclass(frozen=True, slots=True)` makes, and so it is for `fields`, `replace`, `asdict` and
    whoever else knows dataclasses. That one compiles eight pieces of source for each class, at every start.
    Here `__init__` is, when the first record is made, and what compares records when two are compared. It
    knows where the fields are, so that making a record takes half of the time.
    """
    if kind is None:
        return lambda kind: _immutable(kind, kw_only, order)
    return _immutable(kind, kw_only, order)


def _immutable(kind: type[Any], kw_only: bool, order: bool) -> type[Any]:
    # Else `dataclass` finds out the signature, to tell it there.
    kind.__doc__ = kind.__doc__ or kind.__name__
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(kind)
    compared = ["__hash__", "__eq__", *(f"__{name}__" for name in (_ORDERS if order else ()))]
    for names, source in ((["__init__"], _making), (compared, _comparing)):
        ours = [name for name in names if name not in kind.__dict__]
        for name in ours:
            setattr(made, name, _waiting(made, name, ours, source))
    for name, method in _SHARED.items():
        if name not in kind.__dict__:
            setattr(made, name, method)
    return made


def _waiting(kind: type[Any], name: str, ours: Sequence[str], source: _Source) -> Callable[..., Any]:
    """What stands for the method `name` until it is called; then all of `ours` are compiled."""

    def first(*values: object, **named: object) -> object:
        known: dict[str, Any] = {"_LATER": _LATER}
        methods: dict[str, Callable[..., Any]] = {}
        exec("\n".join(source(kind, known)), known, methods)
        for other in ours:
            setattr(kind, other, methods[other])
        return methods[name](*values, **named)

    return first


def _making(kind: type[Any], known: dict[str, Any]) -> Iterator[str]:
    """The source of `__init__`; the values that it needs are added to `known`."""
    given, named, lines = ["self"], ["*"], []
    for part in fields(kind):
        if not part.init:
            continue
        name, head, value = part.name, part.name, part.name
        known[f"_set_{name}"] = getattr(kind, name).__set__
        if part.default is not MISSING:
            known[f"_usual_{name}"] = part.default
            head = f"{name}=_usual_{name}"
        elif part.default_factory is not MISSING:
            known[f"_make_{name}"] = part.default_factory
            head, value = f"{name}=_LATER", f"_make_{name}() if {name} is _LATER else {name}"
        (named if part.kw_only else given).append(head)
        lines.append(f" _set_{name}(self, {value})")
    yield f"def __init__({', '.join(given + named if len(named) > 1 else given)}):"
    yield from lines
    yield " self.__post_init__()" if hasattr(kind, "__post_init__") else " pass"


def _comparing(kind: type[Any], _known: dict[str, Any]) -> Iterator[str]:
    """The source of what compares two records, by all fields but those that say otherwise."""
    mine, others = (
        "".join(f"{each}.{part.name}," for part in fields(kind) if part.compare) for each in _COMPARED
    )
    yield f"def __hash__(self): return hash(({mine}))"
    for name, sign in (("eq", "=="), *_ORDERS.items()):
        yield f"def __{name}__(self, other):"
        yield f" return ({mine}) {sign} ({others}) if other.__class__ is self.__class__ else NotImplemented"


def _told(record: Any) -> str:  # noqa: ANN401 - any of these records
    parts = (f"{part.name}={getattr(record, part.name)!r}" for part in fields(record) if part.repr)
    return f"{type(record).__qualname__}({', '.join(parts)})"


def _refuse(_record: object, name: str, *_value: object) -> Never:
    raise FrozenInstanceError(f"{name} cannot be changed")


def _state(record: Any) -> list[object]:  # noqa: ANN401 - any of these records
    return [getattr(record, part.name) for part in fields(record)]


def _take_state(record: Any, state: list[object]) -> None:  # noqa: ANN401 - any of these records
    """For a copy, and for a record that came from another process."""
    for part, value in zip(fields(record), state, strict=True):
        object.__setattr__(record, part.name, value)


_SHARED: Final = {
    "__repr__": _told,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _take_state,
}
