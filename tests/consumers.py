"""Tools of others that read what Claimdesk writes. Run as a program, it passes the tests that use them."""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import NoReturn

import pytest


def consumer(module: str) -> ModuleType:
    """The module of another tool. Skips the test where it is not installed, unless that was the purpose."""
    if os.environ.get("CLAIMDESK_CONSUMERS"):
        return importlib.import_module(module)
    found = pytest.importorskip(module, reason=f"{module} is not installed; see scripts/start.py consumers")
    assert isinstance(found, ModuleType)
    return found


def main(words: list[str]) -> NoReturn:
    """Pass the tests marked `consumer`, and end with pytest's exit code whatever these tools do at the end.

    Some of them leave threads of their own that end the interpreter with a crash now and then, after the last
    test has passed. Nothing of ours is left to be torn down by then.
    """
    code = pytest.main(["-m", "consumer", *words])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
