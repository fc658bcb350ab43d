"""The articles of a file with their claims in place: on texts of the file, or on those of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.work import Job
from annotator.exchange.annotations.file_reading import found_claims
from annotator.exchange.annotations.files import AnnotationFile
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.grounds import Grounds
from annotator.exchange.annotations.parts import Content, Opened, Part, Request, Texts
from annotator.exchange.losses import Losses
from annotator.store.project import Project


class Contents:
    """One way through `file`, from its start; `measure` is what a person says that its offsets count.

    What can't be taken is counted in `losses`, and in `votes` how many claims fit under each measure, where
    that is asked for. Making it and going through it raise as `AnnotationFile.parts` does.
    """

    def __init__(
        self,
        file: AnnotationFile,
        project: Project,
        job: Job,
        *,
        measure: Measure | None = None,
        texts: Texts = Texts.NONE,
        with_votes: bool = False,
    ) -> None:
        self.losses = Losses()
        self.votes: Counter[Measure] = Counter()
        self._grounds = Grounds(project)
        self._job = job
        self._with_votes = with_votes
        self._parts = file.parts(job, Request(file.format_name, measure, texts, with_votes))
        self.opened = next(self._parts, Part()).opened or Opened("", "", None)
        self._measure = measure or self.opened.measure

    def __iter__(self) -> Iterator[Content]:
        for part in self._parts:
            for loss in part.losses:
                self.losses.add(loss.what, loss.example, count=loss.count)
            self.votes.update(part.votes)
            for content in part.contents:
                self._job.check()
                if content.foreign is None:
                    yield content
                elif placed := self._placed(content, content.foreign):
                    yield placed

    def close(self) -> None:
        """Read no further."""
        self._parts.close()

    def _placed(self, content: Content, foreign: ForeignArticle) -> Content | None:
        """The claims on the text of the project that their article means; None, and a loss, without one."""
        place = self._grounds.of(foreign, self.losses, is_more=content.is_more)
        if place is None:
            return None
        if self._with_votes and content.measure is None:
            for claim in foreign.claims:
                self.votes.update(place.ground.fitting(claim))
        claims = found_claims(foreign.claims, place.ground, foreign.measure or self._measure)
        by_words = place.is_by_words
        return replace(content, sha256=place.sha256, claims=claims, foreign=None, is_by_words=by_words)
