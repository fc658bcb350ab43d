"""Records whose text is itself what was labelled: data sets of claims taken out of their articles."""

from __future__ import annotations

from annotator.exchange.annotations.foreign import ForeignClaim, ForeignSpan
from annotator.exchange.annotations.json_values import Unfit


def verdict_on(text: str, label: str, *, id_: str, annotator: str = "", note: str = "") -> ForeignClaim:
    """A claim of all of `text`, in code points. Raises Unfit for a text without words."""
    if not text.strip():
        raise Unfit("a text is empty")
    return ForeignClaim(id_, label, (ForeignSpan(0, len(text), text),), annotator=annotator, note=note)
