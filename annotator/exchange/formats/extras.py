"""Libraries that only some formats need, and that a person installs for them."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from annotator.domain.errors import Refused


def library(module: str, *, extra: str) -> ModuleType:
    """The module of an extra. Raises Refused, with what to install, where it is not there."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Refused(
            f"This format needs {module}, which is not installed. Nothing was changed. "
            f"Install it with: pip install 'claimdesk[{extra}]'"
        ) from error


def is_there(module: str) -> bool:
    """Whether a library can be imported, without importing it."""
    return importlib.util.find_spec(module) is not None
