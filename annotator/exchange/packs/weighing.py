"""Compares a pack with a project: whose rows they are, whether they fit, and which of two rows holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.domain.errors import Refused
from annotator.domain.person_names import alike, person_name
from annotator.domain.records import Annotator, Assignment, Claim, Decision, Role
from annotator.domain.steps import key_of
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.packs.brought import Brought, brought_by
from annotator.exchange.packs.comparison import Comparison, FindingKind, Findings, Tally, standing
from annotator.exchange.packs.history import History
from annotator.exchange.packs.layout import LARGEST_NUMBER, MADE_FOR
from annotator.exchange.packs.reading import Pack
from annotator.exchange.packs.row_words import RowWords
from annotator.store.merging import Union, articles_there, claims_there, unit_ends
from annotator.store.own_rows import OwnRows, all_labels
from annotator.store.plain_records import canonical, checksum_of, plain
from annotator.store.precedence import Precedence, precedence
from annotator.store.project import Project
from annotator.store.same_words import claims_at, outweighed

_WINS = frozenset({"new", "newer"})


def compare(project: Project, pack: Pack, *, name: str = "", job: Job = UNWATCHED) -> Comparison:
    """What merging `pack` into `project` would do. Writes nothing.

    `name` is what its annotator is called here where somebody else has her name. Raises Refused for a pack
    of another project or of somebody whose work has no place in this one, and Cancelled where `job` was.
    """
    _check_belongs(project, pack)
    return _Weighing(project, pack, job).compared(name)


def _check_belongs(project: Project, pack: Pack) -> None:
    owner, made_for = pack.cover.annotator, project.fact(MADE_FOR)
    if pack.cover.project.id != project.fact("id"):
        raise Refused(
            f"{pack.name} belongs to another project, “{pack.cover.project.title}”. Nothing was changed. "
            "Open that project, then merge it there."
        )
    if owner.id == project.gold.annotator_id:
        raise Refused(f"{pack.name} holds gold, which is not merged. Nothing was changed.")
    if project.database.sight.annotator_id not in ("", owner.id):
        raise Refused(
            f"{pack.name} is the work of {owner.name}, which is not shown to you. Nothing was changed. "
            "Who leads the project merges it."
        )
    if made_for not in ("", owner.id):
        raise Refused(
            f"This project was made for one annotator, and {pack.name} is the work of {owner.name}. "
            "Nothing was changed. Merge it into the project that the articles were given out from."
        )
    if pack.is_task and not made_for:
        raise Refused(
            f"{pack.name} gives {owner.name} articles to label; it is not work that comes back. "
            "Nothing was changed. Open it, to go on in a project of her own."
        )


class _Weighing:
    def __init__(self, project: Project, pack: Pack, job: Job) -> None:
        self._project = project
        self._pack = pack
        self._job = job
        self._seen = project.journal.last_hash()
        self._findings = Findings()
        self._owner_id = pack.cover.annotator.id
        self._brought = brought_by(project, pack, self._findings) if pack.is_task else Brought()
        ids = [article.id for article in pack.articles]
        self._articles = articles_there(project.database, ids) | self._brought.hashes
        self._hashes = {article.id: article.sha256 for article in pack.articles}
        self._ends = unit_ends(project.database, ids) | self._brought.ends
        self._labels = {label.key for label in (*all_labels(project.database), *self._brought.labels)}
        newest = next(iter(project.gold.guidelines()), None)
        self._guideline = newest.number if newest else 0
        brought = {article[0].id: article for article in self._brought.articles}
        self._words = RowWords(project, brought, self._ends)
        self._text_of = ("", "")
        self._accepted: dict[tuple[str, str], str] = {}
        self._won: dict[tuple[str, str], Claim | Decision | Assignment] = {}

    def compared(self, name: str) -> Comparison:
        annotator, is_known = self._annotator(name)
        claims, replaced, claim_tally = self._claims()
        self._note_marked_twice([claim for claim, _ in claims])
        rows = OwnRows(self._project.database, self._owner_id)
        decisions, decision_tally = self._others(
            "decision", list(self._sound_decisions()), [decision for decision, _ in rows.decisions()]
        )
        assignments, assignment_tally = self._others(
            "assignment", list(self._sound_assignments()), list(rows.assignments())
        )
        history = History(self._pack, self._accepted, self._findings, self._words)
        journal, told = history.lacking(self._project.database, self._job)
        union = Union(
            self._seen,
            annotator,
            is_known,
            claims,
            replaced,
            [row for row in decisions if isinstance(row, Decision)],
            [row for row in assignments if isinstance(row, Assignment)],
            journal,
            [row for key, row in self._won.items() if key not in told],
            self._brought.articles,
            self._brought.labels,
            self._brought.guidelines,
            self._brought.facts,
        )
        found = self._findings.found
        tallies = (claim_tally, decision_tally, assignment_tally)
        return Comparison(self._pack.name, self._pack.cover, *tallies, found, union)

    def _annotator(self, name: str) -> tuple[Annotator, bool]:
        """Who she is here; a role never comes with a pack."""
        owner, people = self._pack.cover.annotator, self._project.people
        if known := people.get(owner.id):
            return known, True
        wanted = person_name(name or owner.name)
        if people.named(wanted) is not None:
            self._findings.add(FindingKind.NAME_TAKEN, wanted)
        elif other := alike(wanted, (person.name for person in people.all())):
            self._findings.add(FindingKind.NAME_ALIKE, other)
        role = Role.MODEL if owner.role is Role.MODEL else Role.ANNOTATOR
        return Annotator(owner.id, wanted, role), False

    def _claims(self) -> tuple[list[tuple[Claim, str]], list[str], Tally]:
        """The claims to write, the ids of those whose place they take, and how many there are of each."""
        there = claims_there(self._project.database, (claim.id for claim, _ in self._pack.claims))
        taken, replaced, words = [], [], []
        # Texts are read one after the other.
        for claim, text in sorted(self._pack.claims, key=lambda pair: pair[0].article_id):
            owner, ours = there.get(claim.id, (self._owner_id, None))
            if not self._fits(claim, owner):
                continue
            checksum = checksum_of(text)
            word = standing((claim.version, claim.updated_at, checksum), ours)
            words.append(word)
            self._accepted["claim", claim.id] = text
            if word in _WINS:
                self._won["claim", claim.id] = claim
                taken.append((claim, checksum))
                replaced += [claim.id] if ours else []
            self._note_guideline(claim, word)
        return taken, replaced, Tally.of(words)

    def _fits(self, claim: Claim, owner: str) -> bool:
        """Whether a claim is hers, its article here, its words at their place and its label known."""
        if owner != self._owner_id:
            self._find(FindingKind.NOT_HERS, claim.id, claim)
            return False
        if not self._is_here("claim", claim, claim.id):
            return False
        parts = claim.fragments
        text = self._text(claim.article_id)
        if (
            not parts
            or any(
                not 0 <= part.start < part.end or text[part.start : part.end] != part.quote for part in parts
            )
            or any(left.end > right.start for left, right in pairwise(parts))
        ):
            self._find(FindingKind.WORDS_MISFIT, claim.id, claim)
            return False
        if claim.label not in self._labels:
            self._findings.add(FindingKind.LABEL_UNKNOWN, claim.label, article_id=claim.article_id)
            return False
        return True

    def _sound_decisions(self) -> Iterator[Decision]:
        for packed in self._pack.decisions:
            decision = packed.decision
            if not self._is_here("decision", decision, key_of(decision)):
                continue
            if self._ends.get((decision.article_id, decision.unit_start)) == packed.unit_end:
                yield decision
            else:
                self._find(FindingKind.CUT_OTHERWISE, key_of(decision), decision)

    def _sound_assignments(self) -> Iterator[Assignment]:
        return (row for row in self._pack.assignments if self._is_here("assignment", row, key_of(row)))

    def _others(
        self,
        entity: str,
        rows: list[Decision] | list[Assignment],
        ours: list[Decision] | list[Assignment],
    ) -> tuple[list[Decision | Assignment], Tally]:
        there: dict[str, tuple[Decision | Assignment, Precedence]] = {
            key_of(row): (row, precedence(plain(row))) for row in ours
        }
        taken, words = [], []
        for row in rows:
            key, values = key_of(row), plain(row)
            self._accepted[entity, key] = text = canonical(values)
            our_row, ours_weighs = there.get(key, (None, None))
            word = standing(precedence(values, text), ours_weighs)
            words.append(word)
            if word in _WINS:
                self._won[entity, key] = row
                taken.append(row)
            elif word == "older" and _is_unfinished_by(row, our_row):
                self._find(FindingKind.FINISH_OUTWEIGHED, key, row)
        return taken, Tally.of(words)

    def _is_here(self, entity: str, row: Claim | Decision | Assignment, key: str) -> bool:
        """Whether a row is hers and said once, of an article that is here with the same text."""
        numbers = _numbers(row)
        is_sound = row.annotator_id == self._owner_id and (entity, key) not in self._accepted
        if not is_sound or not all(0 <= number < LARGEST_NUMBER for number in numbers) or row.version < 1:
            kind = FindingKind.NOT_HERS
        elif row.article_id not in self._articles:
            kind = FindingKind.ARTICLE_UNKNOWN
        elif self._articles[row.article_id] != self._hashes.get(row.article_id):
            kind = FindingKind.ARTICLE_CHANGED
        else:
            return True
        self._find(kind, key, row)
        return False

    def _find(self, kind: FindingKind, key: str, row: Claim | Decision | Assignment) -> None:
        """Tell of a row by its words."""
        self._findings.add(kind, key, article_id=row.article_id, words=lambda: self._words.of(row))

    def _text(self, article_id: str) -> str:
        if self._text_of[0] != article_id:
            self._job.check()
            text = self._brought.texts.get(article_id)
            self._text_of = article_id, self._project.articles.text(article_id) if text is None else text
        return self._text_of[1]

    def _note_marked_twice(self, taken: Sequence[Claim]) -> None:
        """Tell of claims that do not count beside another on the same words, where one of these is new."""
        texts = self._accepted
        won = {claim.id: claim for claim in taken}
        all_hers = claims_at(self._project.database, self._owner_id, self._hashes)
        for claim in taken:
            all_hers.pop(claim.id, None)
            if claim.deleted_at is None:
                words = tuple(part.span for part in claim.fragments)
                weight = claim.version, claim.updated_at, checksum_of(texts["claim", claim.id])
                all_hers[claim.id] = (claim.article_id, words), weight
        for id_, ids in outweighed(all_hers):
            if known := next((won[each] for each in ids if each in won), None):
                self._find(FindingKind.MARKED_TWICE, id_, known)

    def _note_guideline(self, claim: Claim, word: str) -> None:
        if word in _WINS and claim.deleted_at is None and (claim.guideline_version or 0) < self._guideline:
            self._find(FindingKind.GUIDELINE_OLDER, claim.id, claim)


def _numbers(row: Claim | Decision | Assignment) -> tuple[int, ...]:
    """The numbers of a row that the file of a project must be able to hold."""
    match row:
        case Claim():
            ends = (end for part in row.fragments for end in (part.start, part.end))
            return (row.version, row.guideline_version or 0, *ends)
        case Decision():
            return (row.version, row.unit_start)
        case Assignment():
            return (row.version, row.position, row.guideline_version or 0, row.active_milliseconds)


def _is_unfinished_by(theirs: Decision | Assignment, ours: Decision | Assignment | None) -> bool:
    """Whether she finished an article that she has not finished by what is kept here."""
    return (
        isinstance(theirs, Assignment)
        and isinstance(ours, Assignment)
        and theirs.finished_at is not None
        and ours.finished_at is None
    )
