"""`python -m annotator` is the command `claimdesk`."""

from __future__ import annotations

import sys

from annotator.cli import main

# The process that reads files imports this module once more, and must not start a window of its own.
if __name__ == "__main__":
    sys.exit(main())
