"""Imports a damaged file with annotations and counts what became of everything that was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator.domain.errors import ClaimdeskError
from annotator.exchange.annotation_reading import AnnotationReading
from annotator.exchange.annotations.survey import FileSurvey, survey
from annotator.exchange.annotations.taking_in import TakenIn, bring_in
from annotator.exchange.annotations.translation import Translation, known_labels
from annotator.exchange.look import format_of
from annotator.store.project import Project
from torture.annotation_samples import Sample
from torture.campaign import Tally
from torture.watching import Watch

_EVERY: Final = 10
"""One file of so many is written into the project; the others say what they would write."""
_LABEL: Final = "disputed"
_NO_SENTENCE: Final = "“no claim” of what is no sentence here"
_STOPPED: Final = "its reader stopped"
_FAULTY: Final = "the reader of its format failed on it"


class Intake:
    """Brings files, written beside `project`, into it, all of them through one process that reads."""

    def __init__(self, project: Project, tally: Tally, watch: Watch) -> None:
        self._project = project
        self._tally = tally
        self._watch = watch
        self._reading = AnnotationReading()
        self._annotator_id = project.join("Ada").id

    def close(self) -> None:
        self._reading.close()

    def take(self, number: int, sample: Sample) -> None:
        """Import a file in the format that it is said to be in."""
        path = self._project.path.with_name(f"{number:06}-{sample.name}")
        path.write_bytes(sample.content)
        self._tally.count("files")
        self._watch.begin()
        try:
            self._bring_in(path, sample.format_name, is_rehearsal=bool(number % _EVERY))
        except ClaimdeskError as error:
            self._tally.count("refused")
            self._tally.count("readers that ended", _STOPPED in str(error))
            if _FAULTY in str(error):
                self._tally.fault(f"{sample.format_name} number {number}: {error}")
        except Exception as error:  # noqa: BLE001 - whatever it is, a person would have met a bug
            self._tally.fault(f"{sample.format_name} number {number}: {type(error).__name__}: {error}")
        self._watch.look(f"{sample.format_name} number {number}")
        path.unlink()

    def _bring_in(self, path: Path, format_name: str, *, is_rehearsal: bool) -> None:
        tally, project = self._tally, self._project
        tally.count("formats told apart", bool(format_of([path])))
        found = survey(self._watch, project, self._reading.file(path, format_name))
        known = known_labels(project, found.labels, format_name=format_name)
        translation = Translation(
            dict.fromkeys(found.labels, _LABEL) | known, dict.fromkeys(found.people, self._annotator_id)
        )
        taken = bring_in(self._watch, project, found, translation, is_rehearsal=is_rehearsal)
        self._check(found, taken)
        tally.count("claims added", 0 if is_rehearsal else taken.claims)
        if not found.articles and not found.losses:
            tally.fault(f"{format_name}: an empty import that does not say what it left out")

    def _check(self, found: FileSurvey, taken: TakenIn) -> None:
        """Every claim of the file is in one of the sums."""
        counted = (
            taken.claims
            + taken.claims_there
            + taken.no_claims
            + taken.no_claims_there
            + sum(taken.left_out.values())
            + sum(unplaced.count for unplaced in taken.unplaced)
            + sum(loss.count for loss in taken.losses if loss.what == _NO_SENTENCE)
        )
        if counted != found.claims + found.no_claims:
            said = f"{counted} of {found.claims + found.no_claims}"
            self._tally.fault(f"{found.format_name}: {said} claims were told of")
        self._tally.count("claims told of", counted)
