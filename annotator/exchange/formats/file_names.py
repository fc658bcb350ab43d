"""Names of files inside a data set, one for each article or each person."""

from __future__ import annotations

from typing import Final

from annotator.domain.records import Article
from annotator.exchange.names import safe_name

_LONGEST: Final = 60


class FileNames:
    """Names without suffix, made of titles or names, no two the same on any system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, article: Article) -> str:
        """A new name. Articles asked for in the same order get the same names."""
        return self.new(safe_name(article.title[:_LONGEST]).replace(" ", "_"))

    def new(self, wanted: str) -> str:
        """`wanted`, which is a safe name, or with a number where that is taken."""
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name.casefold())
        return name
