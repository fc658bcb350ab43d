"""The labelling interface of Label Studio that fits our tasks, and the names that tasks and it share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree import ElementTree as Xml

from annotator.domain.records import Confidence
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.formats.pieces import CONTINUES
from annotator.exchange.formats.shape import Header
from annotator.exchange.formats.xml_text import held_in_xml

FILE: Final = "labels.xml"
TEXT: Final = "text"
LABEL: Final = "label"
ANNOTATOR: Final = "annotated_by"
SURENESS: Final = "sureness"
FLAG: Final = "flag"
FLAGGED: Final = "flagged"
NOTE: Final = "note"


def labelling_config(header: Header, *, no_claims: bool, notes: bool) -> bytes:
    """The XML to paste where a project of Label Studio asks for its labelling interface."""
    view = Xml.Element("View")
    labels = _add(view, "Labels", name=LABEL, toName=TEXT)
    for label in header.labels:
        look = {"background": header.colours[label.key]} if label.key in header.colours else {}
        if 0 < label.digit < 10:
            look["hotkey"] = str(label.digit)
        _add(labels, "Label", value=label.key, hint=label.name, **look)
    if no_claims:
        _add(labels, "Label", value=NO_CLAIM)
    _add(view, "Text", name=TEXT, value=f"${TEXT}")
    _add(_add(view, "Relations"), "Relation", value=CONTINUES)
    levels = [level.value for level in Confidence if level is not Confidence.UNSET]
    _add_choices(view, levels, name=SURENESS, toName=TEXT, perRegion="true")
    if notes:
        _add_choices(view, [FLAGGED], name=FLAG, toName=TEXT, perRegion="true")
        _add(view, "TextArea", name=NOTE, toName=TEXT, perRegion="true", editable="true")
    _add_choices(view, header.annotators.values(), name=ANNOTATOR, toName=TEXT)
    Xml.indent(view)
    data: bytes = Xml.tostring(view, encoding="utf-8") + b"\n"
    return data


def _add_choices(view: Xml.Element, choices: Iterable[str], **attributes: str) -> None:
    values = list(choices)
    if values:
        element = _add(view, "Choices", choice="single", showInline="true", **attributes)
        for value in values:
            _add(element, "Choice", value=value)


def _add(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, tag, _writable(attributes))


def _writable(attributes: Mapping[str, str]) -> dict[str, str]:
    """XML can't hold most control characters, not even escaped."""
    return {name: held_in_xml(value) for name, value in attributes.items()}
