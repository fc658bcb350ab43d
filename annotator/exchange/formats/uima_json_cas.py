"""Reads a CAS in JSON, where the name of a feature says whether it is a link (@) or an offset (^)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, sequence, string
from annotator.exchange.formats.uima_cas import Cas, Sofa, Structure, offset
from annotator.exchange.formats.uima_types import TOKEN, TypeSystem, types_of_json
from annotator.exchange.losses import Losses

MARKS: Final = (b'"%TYPES"', b'"%FEATURE_STRUCTURES"', b'"%VIEWS"')

_ID: Final = "%ID"
_TYPE: Final = "%TYPE"
_ELEMENTS: Final = "%ELEMENTS"
_SOFA: Final = "uima.cas.Sofa"
_STRINGS: Final = "uima.cas.StringArray"
_LEFT: Final = (_STRINGS, TOKEN)
_PLACE: Final = frozenset({"@sofa", "begin", "end", "^begin", "^end"})

Values = Mapping[str, object]


def cas_of_json(value: object, name: str, types: TypeSystem, job: Job, losses: Losses) -> Cas:
    """The CAS in `value`, whose types are added to `types`. Raises Unfit for what is no CAS."""
    values = mapping(value)
    types = types.joined(types_of_json(values.get("%TYPES", {})))
    found = _listed(values.get("%FEATURE_STRUCTURES", []))
    members = _members(values.get("%VIEWS", {}))
    strings = {name_of(each.get(_ID)): _texts(each) for each in found if each.get(_TYPE) == _STRINGS}
    sofas: dict[str, Sofa] = {}
    structures = []
    for each in found:
        job.check()
        type_ = each.get(_TYPE)
        try:
            if type_ == _SOFA:
                id_ = name_of(each.get(_ID))
                sofas[id_] = _sofa(each, members.get(id_, frozenset()))
            elif type_ not in _LEFT:
                structures.append(_structure(each, strings))
        except Unfit as error:
            losses.add(f"annotations that are not as they should be: {error}", f"{name} {each.get(_ID)}")
    if not sofas:
        raise Unfit("there is no text")
    return Cas(types, sofas, structures)


def _listed(value: object) -> Sequence[Values]:
    """The structures, which are a list, or in an earlier form an object by id. Raises Unfit."""
    if isinstance(value, dict):
        return [{**mapping(each), _ID: id_} for id_, each in value.items()]
    return [mapping(each) for each in sequence(value)]


def _texts(values: Values) -> list[str]:
    return [word for word in sequence(values.get(_ELEMENTS, [])) if isinstance(word, str)]


def _members(views: object) -> dict[str, frozenset[str]]:
    """Ids of texts to the ids of what is in their index. Raises Unfit."""
    found = {}
    for value in mapping(views).values():
        view = mapping(value)
        found[name_of(view.get("%SOFA"))] = frozenset(map(name_of, sequence(view.get("%MEMBERS", []))))
    return found


def _sofa(values: Values, members: frozenset[str]) -> Sofa:
    text = values.get("sofaString")
    return Sofa(string(values.get("sofaID", "")), None if text is None else string(text), members)


def _structure(values: Values, strings: Mapping[str, list[str]]) -> Structure:
    words: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    plain: dict[str, object] = {}
    for name, value in values.items():
        if name in _PLACE or name.startswith("%") or value is None:
            continue
        if name.startswith("@"):
            target = name_of(value)
            if target in strings:
                words[name[1:]] = strings[target]
            else:
                links[name[1:]] = [target]
        elif isinstance(value, str) and not name.startswith("#"):
            words[name] = [value]
        else:
            plain[name.lstrip("#^")] = value
    return Structure(
        name_of(values.get(_ID)),
        string(values.get(_TYPE)),
        name_of(values.get("@sofa")),
        offset(values.get("^begin", values.get("begin"))),
        offset(values.get("^end", values.get("end"))),
        words,
        links,
        plain,
    )
