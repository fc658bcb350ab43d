"""Which format a file is in, by what is in it."""

from __future__ import annotations

from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats import formats
from annotator.exchange.formats.shape import Format


def recognised(source: AnnotationSource) -> list[Format]:
    """The formats that say that the source is surely theirs: one where it is sure. Raises as sources do."""
    return [found for found in formats() if found.reader is not None and found.reader.recognises(source)]
