"""What the words of a file mean in a project: labels of other schemes, and who its annotators are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.exchange.annotations.foreign import Measure
from annotator.store.gold import GOLD_NAME
from annotator.store.project import Project
from annotator.store.team import in_sight

LEFT_OUT: Final = ""
"""The label of claims that are not to be taken."""
_LONGEST_NAME: Final = 100
_FACT: Final = "labels of {}"


@immutable
class Translation:
    """`labels` are labels of the file to keys of the project, or to LEFT_OUT; `people` to annotators' ids.

    `measure` is what a person says that offsets count; None leaves it to what was found out.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    measure: Measure | None = None

    def check(self, project: Project, labels: Iterable[str], people: Iterable[str]) -> None:
        """Raises Refused with the labels and people of a file of which nobody said what they mean here."""
        known = [LEFT_OUT, *(label.key for label in project.labels())]
        if strange := [key for key in self.labels.values() if key not in known]:
            raise Refused(
                f"This project has no label {_listed(strange)}. Nothing was imported. "
                f"Its labels are: {', '.join(known[1:])}."
            )
        if missing := [label for label in labels if label not in self.labels]:
            raise Refused(
                f"The file has labels that this project does not know: {_listed(missing)}. "
                "Nothing was imported. Say for each which label it is, or that it is left out."
            )
        if unknown := [name for name in people if name not in self.people]:
            raise Refused(
                f"The file does not say in words who annotated ({_listed(unknown)}). Nothing was imported. "
                "Say for each who it is."
            )


def known_labels(project: Project, found: Iterable[str], *, format_name: str) -> dict[str, str]:
    """Those of the file's labels of which it is clear what they are here.

    By what was said at an earlier import of this format, by key or name, or by what other schemes call the
    project's labels where all of them that say so mean the same.
    """
    labels = project.labels()
    keys = {label.key for label in labels}
    remembered = _remembered(project, format_name)
    clear = {}
    for name in found:
        key = remembered.get(name)
        if key is None or (key not in keys and key != LEFT_OUT):
            key = _meant(name, labels)
        if key is not None:
            clear[name] = key
    return clear


def remember_labels(project: Project, chosen: Mapping[str, str], *, format_name: str) -> None:
    """Keep in the project what labels of a format mean, for the next file."""
    known = _remembered(project, format_name)
    if any(known.get(name) != key for name, key in chosen.items()):
        value = json.dumps({**known, **chosen}, sort_keys=True)
        project.keep_fact(_FACT.format(format_name), value)


def known_people(project: Project, found: Iterable[str]) -> dict[str, str]:
    """Those of the file's annotators who have the name of one of the project; gold is no one's."""
    gold_id = project.gold.annotator_id
    ids = {person.name: person.id for person in in_sight(project) if person.id != gold_id}
    return {name: ids[name] for name in found if name in ids}


def people_named(project: Project, names: Mapping[str, str]) -> dict[str, str]:
    """The ids of those who are meant by the file's annotators; who is new joins the project.

    Raises Refused where somebody who works blind would bring in what is not her own.
    """
    seen = {person.name for person in in_sight(project)}
    if project.database.sight.is_blind and (others := [name for name in names.values() if name not in seen]):
        raise Refused(
            f"You do not see the work of others in this project, so you can't bring in claims of "
            f"{_listed(others)}. Nothing was imported. Choose your own name, or leave it to the lead."
        )
    return {person: project.join(name).id for person, name in names.items()}


def is_name(name: str) -> bool:
    """Whether what a file says of an annotator can be a name; tools that run for one person give numbers.

    What was decided in review is nobody's, and would vote under a name of its own.
    """
    is_nobody = name.casefold() == GOLD_NAME.casefold()
    is_sayable = len(name) <= _LONGEST_NAME and name.isprintable() and any(map(str.isalpha, name))
    return is_sayable and not is_nobody


def _meant(name: str, labels: Sequence[Label]) -> str | None:
    folded = name.casefold()
    for label in labels:
        if folded in (label.key.casefold(), label.name.casefold()):
            return label.key
    meant = {label.key for label in labels if folded in map(str.casefold, label.maps_to.values())}
    return meant.pop() if len(meant) == 1 else None


def _remembered(project: Project, format_name: str) -> dict[str, str]:
    kept = project.fact(_FACT.format(format_name))
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: key for name, key in pairs if isinstance(name, str) and isinstance(key, str)}


def _listed(names: Sequence[str]) -> str:
    """The first few names, each in quotation marks."""
    few = ", ".join(f"“{name}”" for name in names[:10])
    return few if len(names) <= 10 else f"{few} and {len(names) - 10} more"
