"""The licence of a release, as the person typed it: an SPDX id or a line of words."""

from __future__ import annotations

import re
from typing import Final

from annotator.domain.errors import Refused

_SPDX: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*[0-9A-Za-z+]")
_LONGEST: Final = 200


def checked_licence(text: str) -> str:
    """`text` on one line. Raises Refused for what no licence is called."""
    words = " ".join(text.split())
    if len(words) > _LONGEST or not words.isprintable():
        raise Refused(
            f"A licence is one line of at most {_LONGEST} characters. Nothing was written. "
            "Type an SPDX id such as CC-BY-4.0, or the name of the licence."
        )
    return words


def is_spdx(licence: str) -> bool:
    """Whether a licence looks like an SPDX id; whether there is one of this name is not known here."""
    return _SPDX.fullmatch(licence) is not None


def licence_url(licence: str) -> str:
    """Where an SPDX id is explained; "" for other words."""
    return f"https://spdx.org/licenses/{licence}.html" if is_spdx(licence) else ""
