"""Puts a text together from lines that stand apart as they do in the document."""

from __future__ import annotations


class Paragraphs:
    def __init__(self) -> None:
        self._found: list[str] = []
        self._gap = 0

    def add(self, line: str) -> None:
        """Put a line below the last one, as far from it as was asked since."""
        self._found += ["\n" * self._gap if self._found else "", line]
        self._gap = 1

    def part(self, newlines: int) -> None:
        """Keep the next line so many line ends away from the last one at least."""
        self._gap = max(self._gap, newlines)

    def text(self) -> str:
        return "".join(self._found)
