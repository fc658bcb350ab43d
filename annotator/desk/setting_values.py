"""Every setting: what it is until somebody changes it, and what it may be.

Checked by hand: what checks other files takes longer to load than the window, which needs these first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, field, fields
from typing import Any, Final, TypeVar

from annotator.domain.immutable import immutable

Kept = TypeVar("Kept", "RecentProject", "WindowPlace", "Values")

Item = TypeVar("Item")

LIMITS: Final = {
    "zoom": (50, 300),
    "text_size": (6, 48),
    "break_after": (0, 480),
    "width": (320, 20_000),
    "height": (240, 20_000),
}
"""The least and the largest value of the settings that are numbers; any other number is at least 0."""

CHOICES: Final = {
    "theme": ("system", "light", "dark", "high_contrast_light", "high_contrast_dark"),
    "after_label": ("next_undecided", "next", "stay"),
    "boilerplate": ("grey", "folded", "text"),
    "key_preset": ("numbers", "home_row", "numpad", "modifiers"),
}
_LONGEST: Final = {"annotator": 100, "text_family": 200}


@immutable
class RecentProject:
    """A project that was open: where it is, and what the start page says of it."""

    path: str
    title: str = ""
    articles: int = 0
    finished: int = 0
    opened_at: str = ""


@immutable
class WindowPlace:
    """Size of the window and of its panes, in pixels; hidden panes by name."""

    width: int = 1280
    height: int = 800
    maximised: bool = False
    panes: tuple[int, ...] = ()
    hidden: tuple[str, ...] = ()


@immutable
class Values:
    theme: str = "system"
    zoom: int = 100
    text_family: str = ""
    text_size: int = 13
    after_label: str = "next_undecided"
    boilerplate: str = "grey"
    break_after: int = 50
    single_keys: bool = True
    key_preset: str = "numbers"
    keys: dict[str, list[str]] = field(default_factory=dict)
    annotator: str = ""
    recent: tuple[RecentProject, ...] = ()
    window: WindowPlace = WindowPlace()
    export: dict[str, object] = field(default_factory=dict)
    rules_off: tuple[str, ...] = ()
    import_presets: dict[str, object] = field(default_factory=dict)
    palette_history: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    reading_places: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def values_from(kept: object) -> Values:
    """The settings in what JSON held; unknown ones are left out. Raises ValueError for what can't be."""
    return _record(Values, kept)


def plain(values: Values) -> dict[str, object]:
    """The settings that somebody has changed, as JSON keeps them."""
    usual = asdict(Values())
    return {name: value for name, value in asdict(values).items() if value != usual[name]}


def checked(name: str, value: object) -> object:
    """`value` as the setting `name` holds it. Raises ValueError where it can't be that."""
    try:
        return _CHECKS[name](name, value)
    except KeyError as error:
        raise ValueError(f"there is no setting {name}") from error


def _record(kind: type[Kept], kept: object) -> Kept:
    if isinstance(kept, kind):
        return kept
    if not isinstance(kept, Mapping):
        raise ValueError(f"{kind.__name__} is not what was kept")
    found: dict[str, Any] = {
        each.name: checked(each.name, kept[each.name]) for each in fields(kind) if each.name in kept
    }
    try:
        return kind(**found)
    except TypeError as error:
        raise ValueError(f"{kind.__name__} lacks something") from error


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST.get(name, 10_000):
        raise ValueError(f"{name} is not a text of its length")
    return value


def _choice(name: str, value: object) -> str:
    if value not in CHOICES[name]:
        raise ValueError(f"{name} is none of {CHOICES[name]}")
    return str(value)


def _switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name} is neither true nor false")
    return value


def _number(name: str, value: object) -> int:
    least, most = LIMITS.get(name, (0, 10**9))
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{name} is not a number from {least} to {most}")
    return value


def _many(check: Callable[[str, object], Item]) -> Callable[[str, object], tuple[Item, ...]]:
    def check_all(name: str, value: object) -> tuple[Item, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise ValueError(f"{name} is not a list")
        return tuple(check(name, item) for item in value)

    return check_all


_texts: Final = _many(_text)
_numbers: Final = _many(_number)


def _mapping(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise ValueError(f"{name} is not a mapping")
    return dict(value)


def _keys(name: str, value: object) -> dict[str, list[str]]:
    return {action: list(_texts(name, keys)) for action, keys in _mapping(name, value).items()}


def _places(name: str, value: object) -> dict[str, tuple[int, int, int]]:
    """For each article its first line and its current sentence, as offsets, and whether that was in sight.

    Settings of before do not say the last, which was mostly so.
    """
    found = {}
    for article, place in _mapping(name, value).items():
        line, sentence, in_sight = (*_numbers(name, place), 1)[:3]
        found[article] = (line, sentence, in_sight)
    return found


_CHECKS: Final[Mapping[str, Callable[[str, object], object]]] = {
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(("zoom", "text_size", "break_after", "articles", "finished", "width", "height"), _number),
    **dict.fromkeys(("single_keys", "maximised"), _switch),
    **dict.fromkeys(("text_family", "annotator", "path", "title", "opened_at"), _text),
    "keys": _keys,
    "export": _mapping,
    "import_presets": _mapping,
    "palette_history": _texts,
    "rules_off": _texts,
    "warned": _texts,
    "reading_places": _places,
    "hidden": _texts,
    "panes": _numbers,
    "recent": _many(lambda _name, item: _record(RecentProject, item)),
    "window": lambda _name, value: _record(WindowPlace, value),
}
