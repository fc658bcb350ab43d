"""What a person types as the value of an option."""

from __future__ import annotations

from typing import Final

import click

from annotator.domain.errors import Refused
from annotator.exchange.articles.shape import Field


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


class ColumnChoice(click.ParamType[tuple[Field, str]]):
    """What a column of a table holds, as in text=body."""

    name = "field=name"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Field, str]:
        field, sign, name = value.partition("=")
        known = [each.value for each in Field]
        if not sign or not name or field.strip().lower() not in known:
            self.fail(f"“{value}” is not like text=body. Before the sign stands one of {', '.join(known)}.")
        return Field(field.strip().lower()), name


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
