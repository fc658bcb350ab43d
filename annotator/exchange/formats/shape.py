"""What a format of data sets has to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier


class Format(Protocol):
    """`takes` names the fields of `ExportChoices` that change something in a file of this format.

    A file is the head, then every record, each in UTF-8 with its line end. `by_article` says that a record
    is an article and not a claim.
    """

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    @property
    def by_article(self) -> bool: ...

    @property
    def takes(self) -> frozenset[str]: ...

    def head(self, choices: ExportChoices) -> bytes: ...

    def records(self, dossier: Dossier) -> Iterator[bytes]: ...
