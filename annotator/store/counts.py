"""How much of everything is in a project, counted in the file."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import accumulate

from annotator.domain.immutable import immutable
from annotator.store.half_said import HALF_SAID
from annotator.store.project import Project

_Pair = tuple[str, str]


@immutable
class Outline:
    """An article with no more than what counting needs. `asked` counts sentences that ask for a decision."""

    id: str
    is_excluded: bool
    asked: int


@immutable
class Work:
    """What one annotator did in one article. `undecided` counts sentences, as her queue shows them."""

    article_id: str
    annotator_id: str
    is_finished: bool
    claims: int
    no_claims: int
    undecided: int


def outlines(project: Project) -> list[Outline]:
    """Every article in the project's order."""
    rows = project.database.rows("SELECT id, excluded_at IS NOT NULL, asked FROM article ORDER BY position")
    return [Outline(str(id_), bool(excluded), int(str(asked))) for id_, excluded, asked in rows]


def works(project: Project) -> list[Work]:
    """What was done, by article in the project's order and then by annotator; nothing where nothing was."""
    no_claims = _no_claims(project)
    rows = project.database.rows(
        """
        WITH claims (article_id, annotator_id, count) AS (
            SELECT article_id, annotator_id, count(*) FROM claim
            WHERE deleted_at IS NULL GROUP BY article_id, annotator_id
        ), pairs (article_id, annotator_id) AS (
            SELECT article_id, annotator_id FROM claims
            UNION SELECT article_id, annotator_id FROM decision WHERE state <> 'undecided'
            UNION SELECT article_id, annotator_id FROM assignment WHERE finished_at IS NOT NULL
        )
        SELECT article_id, annotator_id, assignment.finished_at IS NOT NULL, coalesce(claims.count, 0),
            coalesce(progress.undecided, article.asked)
        FROM pairs
        JOIN article ON article.id = article_id
        LEFT JOIN claims USING (article_id, annotator_id)
        LEFT JOIN assignment USING (article_id, annotator_id)
        LEFT JOIN progress USING (article_id, annotator_id)
        ORDER BY article.position, annotator_id
        """
    )
    return [
        Work(
            str(article),
            str(annotator),
            bool(finished),
            int(str(claims)),
            no_claims[str(article), str(annotator)],
            int(str(undecided)),
        )
        for article, annotator, finished, claims, undecided in rows
    ]


def _no_claims(project: Project) -> Counter[_Pair]:
    """How many sentences hold no claim, as was said and as is so, by article and annotator."""
    covers: defaultdict[_Pair, list[tuple[int, int]]] = defaultdict(list)
    for article, annotator, start, end in project.database.each(
        'SELECT article_id, annotator_id, start, "end" FROM claim JOIN fragment ON claim_id = claim.id '
        "WHERE deleted_at IS NULL ORDER BY start"
    ):
        covers[str(article), str(annotator)].append((int(str(start)), int(str(end))))
    reaches = {pair: list(accumulate((end for _, end in spans), max)) for pair, spans in covers.items()}
    result: Counter[_Pair] = Counter()
    for article, annotator, start, end in project.database.each(
        'SELECT article_id, annotator_id, start, "end" FROM decision '
        "JOIN unit USING (article_id) WHERE unit_start = start AND state = 'no_claim' AND NOT retired "
        f"AND NOT {HALF_SAID}"
    ):
        pair = str(article), str(annotator)
        before = bisect_left(covers.get(pair, ()), (int(str(end)),))
        if not before or reaches[pair][before - 1] <= int(str(start)):
            result[pair] += 1
    return result


def units_by_kind(project: Project) -> dict[str, int]:
    """How many pieces of each kind the articles have, the most frequent first."""
    return _grouped(
        project,
        "SELECT kind, count(*) FROM unit WHERE NOT retired GROUP BY kind ORDER BY count(*) DESC, kind",
    )


def languages(project: Project) -> dict[str, int]:
    """How many articles there are in each language, the most frequent first."""
    return _grouped(
        project, "SELECT language, count(*) FROM article GROUP BY language ORDER BY count(*) DESC, language"
    )


def claims_by_label(project: Project) -> dict[str, dict[str, int]]:
    """Annotator's name to label to how many claims she has, in the order of joining and of the labels."""
    rows = project.database.rows(
        """
        SELECT annotator.name, claim.label, count(*)
        FROM claim JOIN annotator ON annotator.id = claim.annotator_id JOIN label ON label.key = claim.label
        WHERE claim.deleted_at IS NULL
        GROUP BY annotator.id, claim.label ORDER BY annotator.id, label.position
        """
    )
    result: dict[str, dict[str, int]] = {}
    for name, label, count in rows:
        result.setdefault(str(name), {})[str(label)] = int(str(count))
    return result


def verdicts(project: Project, *, since: str = "") -> Counter[_Pair]:
    """How often each annotator, by id, gave each label, "" where she said that a sentence holds no claim.

    `since` is a time as records have it: of claims when they were made, of the others when they were said.
    """
    claims = project.database.rows(
        "SELECT annotator_id, label, count(*) FROM claim WHERE deleted_at IS NULL AND created_at >= ? "
        "GROUP BY annotator_id, label",
        (since,),
    )
    empty = project.database.rows(
        "SELECT annotator_id, '', count(*) FROM decision JOIN unit USING (article_id) "
        "WHERE unit_start = start AND state = 'no_claim' AND NOT retired AND updated_at >= ? "
        f"AND NOT {HALF_SAID} GROUP BY annotator_id",
        (since,),
    )
    return Counter({(str(person), str(label)): int(str(count)) for person, label, count in (*claims, *empty)})


def is_source(project: Project, sha256: str) -> bool:
    """Whether an article of the project came from a file with this hash."""
    return project.database.row("SELECT 1 FROM article WHERE source_sha256 = ?", (sha256,)) is not None


def _grouped(project: Project, sql: str) -> dict[str, int]:
    return {str(name): int(str(count)) for name, count in project.database.rows(sql)}
