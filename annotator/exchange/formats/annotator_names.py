"""Files and folders that are called after annotators, and the list that tells whose they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from annotator.exchange.annotations.json_values import Unfit, json_value, mapping, string
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.file_names import FileNames
from annotator.exchange.formats.shape import Target
from annotator.exchange.losses import Losses
from annotator.exchange.names import safe_name

LIST: Final = "claimdesk.annotators.json"
"""What a file or folder is called to the name of the annotator, who may have one that no file can have."""


def annotator_files(annotators: Mapping[str, str], target: Target, *, nobody: str = "") -> dict[str, str]:
    """Ids of annotators to names for their files, told of in a list that is written here.

    `nobody` is the name, that no annotator gets, of what was made by none, whose id is "".
    """
    taken = FileNames()
    files = {"": taken.new(nobody)}
    files |= {id_: taken.new(safe_name(name)) for id_, name in annotators.items()}
    listed = {files[id_]: name for id_, name in annotators.items()}
    with target.file(LIST) as file:
        file.write((json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode())
    return files


def listed_annotators(source: AnnotationSource, losses: Losses) -> dict[str, str]:
    """Names of files to names of annotators, as a list in the source tells; {} where there is none."""
    found: dict[str, str] = {}
    for path in source.files():
        if path.rpartition("/")[2] == LIST:
            try:
                listed = mapping(json_value(source.read(path), path))
                found |= {file: string(name) for file, name in listed.items()}
            except Unfit as error:
                losses.add(f"names of annotators that are not as they should be: {error}", path)
    return found
