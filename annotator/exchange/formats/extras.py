"""Libraries that only some formats need, and that a person installs for them."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType
from typing import Final

from annotator.domain.errors import Refused
from annotator.exchange.quiet_imports import told_of_no_ipv6

_MODULES: Final = {"uima": "cassis", "spacy": "spacy", "parquet": "pyarrow"}


def library(module: str, *, extra: str) -> ModuleType:
    """The module of an extra. Raises Refused, with what to install, where it is not there."""
    try:
        with told_of_no_ipv6():
            return importlib.import_module(module)
    except ImportError as error:
        raise Refused(
            f"This format needs {module}, which is not installed. Nothing was changed. "
            f"Install it with: pip install 'claimdesk[{extra}]'"
        ) from error


def is_installed(extra: str) -> bool | None:
    """Whether what an extra installs is there, without importing it; None for one that is not ours."""
    module = _MODULES.get(extra)
    return importlib.util.find_spec(module) is not None if module else None
