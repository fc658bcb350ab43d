"""Word lists and rules that Claimdesk ships as data, checked when they are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from annotator.domain.boilerplate import BoilerplateRule, BoilerplateRules
from annotator.domain.language import FunctionWords
from annotator.resources import resource

_WordLists = TypeAdapter(dict[str, tuple[str, ...]])
_WordStrings = TypeAdapter(dict[str, str])


class _RuleFile(BaseModel):
    """Its rules are read as they are used: the domain's own class says which fields a rule has."""

    model_config = ConfigDict(extra="forbid")

    reporting_verbs: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]] = {}
    rules: tuple[BoilerplateRule, ...]


def read_boilerplate_rules(path: Path) -> BoilerplateRules:
    """The rules of a JSON file like `resources/boilerplate.json`; ValueError if it is not one."""
    read = _RuleFile.model_validate_json(path.read_bytes())
    return BoilerplateRules(read.rules, read.reporting_verbs, read.titles)


@cache
def boilerplate_rules() -> BoilerplateRules:
    """The rules that Claimdesk ships."""
    return read_boilerplate_rules(resource("boilerplate.json"))


@cache
def function_words() -> FunctionWords:
    """The most frequent words of each language, by BCP 47 tag."""
    read = _WordStrings.validate_json(resource("function_words.json").read_bytes())
    return {language: frozenset(listed.casefold().split()) for language, listed in read.items()}


@cache
def _conjunctions() -> dict[str, tuple[str, ...]]:
    return _WordLists.validate_json(resource("conjunctions.json").read_bytes())


def conjunctions(language: str) -> tuple[str, ...]:
    """The words of a BCP 47 `language` that start a clause; none where it is not known."""
    return _conjunctions().get(language.split("-", maxsplit=1)[0], ())
