"""Loads PySide6 without what it compiles at each start for those who look at signatures or names of its own.

Where a version of PySide6 does it in another way, it is loaded as ever.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any, Final

STYLE: Final = "Fusion"
STYLE_AT_START: Final = "QT_STYLE_OVERRIDE"
"""The variable by which Qt takes a style when an application is made."""

_FOLDER: Final = "shibokensupport/signature/"
_WAITING: Final = frozenset(
    f"{_FOLDER}{name}.py"
    for name in ("mapping", "errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator")
)
"""Its modules that tell signatures: for a message about a wrong call, for `inspect`, for stubs."""

_FIRST: Final = f"__getattr__ = __import__({__name__!r}, fromlist=['waiting']).waiting(__name__)"
_lock = RLock()


def load_qt() -> None:
    """Import PySide6, and have it spare what no window needs; applications have our style from now on."""
    os.environ[STYLE_AT_START] = STYLE
    compiled: Callable[..., object] = builtins.compile

    def compile_what_is_needed(source: object, filename: object, *rest: object, **more: object) -> object:
        return compiled(_FIRST if filename in _WAITING else source, filename, *rest, **more)

    setattr(builtins, "compile", compile_what_is_needed)  # noqa: B010 - PySide6 calls it by that name
    try:
        import_module("PySide6.QtCore")
    finally:
        setattr(builtins, "compile", compiled)  # noqa: B010
    _spare_looking_at_imports()


def waiting(name: str) -> Callable[[str], object]:
    """What a module answers with when it is asked for something for the first time: it loads itself."""
    module = sys.modules[name]

    def load(attribute: str) -> object:
        with _lock:
            if module.__dict__.get("__getattr__") is load:
                _execute(module, name)
                del module.__dict__["__getattr__"]
        return getattr(module, attribute)

    return load


def _execute(module: ModuleType, name: str) -> None:
    loader: Any = module.__loader__
    filed = module.__spec__
    # PySide6 has filed it under a second name since, by which its loader does not know it.
    module.__spec__ = ModuleSpec(name, loader)
    try:
        loader.exec_module(module)
    finally:
        module.__spec__ = filed


def _spare_looking_at_imports() -> None:
    """Have Python import modules as it did before.

    Otherwise PySide6 comes between at each import after its own and reads the module's source, to see whether
    its other ways of writing (snake_case, true_property) may matter there: more than a third of the time that
    ours take to load.
    """
    before = getattr(builtins, "__orig_import__", None)
    if callable(before):
        setattr(builtins, "__import__", before)  # noqa: B010 - PySide6 has put its own there
