"""Kill imports of annotations: whole articles only, and importing again brings the rest."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.domain.identity import new_id
from annotator.domain.records import Claim, Fragment
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.annotations.survey import survey
from annotator.exchange.annotations.taking_in import bring_in
from annotator.exchange.annotations.translation import Translation, known_labels
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.formats import reader_named
from annotator.store.project import Project, open_project
from tests.unit.exchange.in_place import InPlace
from tests.unit.store.samples import SENTENCES, anna, new_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_ARTICLES: Final = 60
"""Two batches, as fifty texts are written at a time."""
_FORMAT: Final = "jsonl"
_FILE: Final = "claims.jsonl"


def _prepare(folder: Path) -> None:
    """Two projects of the same articles, one of them with claims, and these in a file."""
    with closing(new_project(folder / "a", articles=_ARTICLES)) as project:
        project.copy_to(folder / "said")
    (folder / "said").rename(folder / "said.claimdesk")
    with closing(open_project(folder / "said.claimdesk")) as project:
        for article in list(project.articles.each()):
            claims = [
                _claim(project, article.id, words.strip(), number) for number, words in enumerate(SENTENCES)
            ]
            edits = tuple(Edit(None, claim) for claim in claims)
            project.ledger.commit(Step(new_id(), Verb.MARK, anna(project).id, article.id, edits))
        export(Unwatched(), project, ExportChoices(format=_FORMAT, finished_only=False), folder / _FILE)
    (folder / "said.claimdesk").unlink()


def _claim(project: Project, article_id: str, words: str, number: int) -> Claim:
    start = project.articles.text(article_id).index(words)
    fragment = Fragment(start, start + len(words), words)
    label = ("confirmed", "disputed", "unverified")[number % 3]
    return Claim(new_id(), article_id, anna(project).id, label, (fragment,))


def _act(folder: Path) -> None:
    with closing(open_project(folder / "a.claimdesk")) as project, open_source(folder / _FILE) as source:
        found = survey(Unwatched(), project, InPlace(reader_named(_FORMAT), source, _FORMAT))
        labels = known_labels(project, found.labels, format_name=_FORMAT)
        people = dict.fromkeys(found.people, anna(project).id)
        taken = bring_in(Unwatched(), project, found, Translation(labels, people))
        if taken.claims + taken.claims_there != _ARTICLES * len(SENTENCES):
            raise ValueError(f"not all was brought in: {taken}")


def _state(folder: Path) -> State:
    """The claims of each article that has any, in the order of the articles."""
    with closing(open_project(folder / "a.claimdesk")) as project:
        me = anna(project).id
        said = (
            (article.title, [(c.id, c.quote, c.label) for c in project.claims.of_article(article.id, me)])
            for article in project.articles.each()
        )
        return tuple((title, claims) for title, claims in said if claims)


def _is_whole(found: State, before: State, after: State) -> bool:
    """Whole articles, those that stand first in the file."""
    return before == () and found == after[: len(found)]


VICTIM: Final = Victim(_prepare, _act, _state, _is_whole)

CAMPAIGN = killing(
    "torture.kill_annotations",
    "whole articles only, in the order of the file; importing again ends as without a kill",
    portion=20,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
