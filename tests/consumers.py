"""Tools of others that read what Claimdesk writes."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest


def consumer(module: str) -> ModuleType:
    """The module of another tool. Skips the test where it is not installed, unless that was the purpose."""
    if os.environ.get("CLAIMDESK_CONSUMERS"):
        return importlib.import_module(module)
    found = pytest.importorskip(module, reason=f"{module} is not installed; see scripts/start.py consumers")
    assert isinstance(found, ModuleType)
    return found
