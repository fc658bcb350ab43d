"""UIMA CAS XMI: the form in which INCEpTION and WebAnno exchange documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.shape import Format
from annotator.exchange.formats.uima_reader import XMI
from annotator.exchange.formats.uima_types import WRITTEN
from annotator.exchange.formats.uima_writer import SOFA_ID, CasWriter, Made
from annotator.exchange.formats.xml_text import attribute, held_in_xml
from annotator.exchange.losses import Losses


def _namespace(type_: str) -> str:
    return f"http:///{type_.rpartition('.')[0].replace('.', '/')}.ecore"


_NAMESPACES: Final = {
    "xmi": "http://www.omg.org/XMI",
    "cas": "http:///uima/cas.ecore",
    **{
        f"type{number}": namespace
        for number, namespace in enumerate(dict.fromkeys(_namespace(made.name) for made in WRITTEN), 1)
    },
}
_PREFIXES: Final = {namespace: prefix for prefix, namespace in _NAMESPACES.items()}
_NAMES: Final = {
    made.name: f"{_PREFIXES[_namespace(made.name)]}:{made.name.rpartition('.')[2]}" for made in WRITTEN
}


class XmiWriter(CasWriter):
    member = "xmi"

    def head(self, text: str) -> str:
        namespaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
        start = f'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI{namespaces} xmi:version="2.0">\n'
        return f'{start}<cas:NULL xmi:id="0"/>\n'

    def structure(self, made: Made) -> str:
        features = "".join([f" {name}={_value(value)}" for name, value in made.values.items()])
        links = "".join([f' {name}="{id_}"' for name, id_ in made.links.items()])
        return f'<{_NAMES[made.type]} xmi:id="{made.id}" sofa="{SOFA_ID}"{features}{links}/>\n'

    def tail(self, text: str, ids: Iterable[int]) -> str:
        said = f'sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={attribute(text)}'
        sofa = f'<cas:Sofa xmi:id="{SOFA_ID}" {said}/>\n'
        return f'{sofa}<cas:View sofa="{SOFA_ID}" members="{" ".join(map(str, ids))}"/>\n</xmi:XMI>\n'

    def count_unheld(self, dossier: Dossier, losses: Losses) -> None:
        super().count_unheld(dossier, losses)
        said = [(dossier.article.id, dossier.text), (dossier.article.id, dossier.article.title)]
        said += [(claim.id, f"{claim.label}{claim.note}") for claim in dossier.claims]
        for id_, words in said:
            if held_in_xml(words) != words:
                losses.add("control characters, written as U+FFFD", id_)


def _value(value: str | int) -> str:
    match value:
        case str():
            return attribute(value)
        case bool():
            return '"true"' if value else '"false"'
    return f'"{value}"'


FORMAT: Final = Format("uima-xmi", "UIMA CAS XMI, for INCEpTION", reader=XMI, writer=XmiWriter())
