"""What a person types as the value of an option."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeVar

import click

from annotator.domain.errors import Refused


class FormatName(click.ParamType[str]):
    """Today's name of a format that can be read, or of one that can be written."""

    name = "format"

    def __init__(self, *, is_read: bool) -> None:
        self._is_read = is_read

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from annotator.exchange.formats import format_named, reader_named, writer_named

        try:
            if self._is_read:
                reader_named(value)
            else:
                writer_named(value)
        except Refused as error:
            self.fail(str(error), param, ctx)
        return format_named(value).name


class LanguageTag(click.ParamType[str]):
    """A BCP 47 tag, "" for none."""

    name = "tag"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from annotator.exchange.articles.values import language_tag

        tag = language_tag(value)
        if value and not tag:
            self.fail(f"“{value}” is no BCP 47 tag of a language, such as de or zh-Hant.", param, ctx)
        return tag


Kind = TypeVar("Kind", bound=StrEnum)


class ColumnChoice(click.ParamType[tuple[Kind, str]]):
    """What a column of a table holds, as in `example`; before the sign stands one of `kinds`."""

    name = "field=name"

    def __init__(self, kinds: type[Kind], example: str) -> None:
        self._kinds = kinds
        self._example = example

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Kind, str]:
        kind, sign, name = value.partition("=")
        known = [each.value for each in self._kinds]
        if not sign or not name or kind.strip().lower() not in known:
            self.fail(
                f"“{value}” is not like {self._example}. Before the sign stands one of {', '.join(known)}."
            )
        return self._kinds(kind.strip().lower()), name


class _Words(click.ParamType[str]):
    """Text that can be stored; the bytes of an argument need not be any."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            value.encode()
        except UnicodeEncodeError:
            self.fail("It holds bytes that are no text in UTF-8.", param, ctx)
        return value


WORDS: Final = _Words()
