"""A project of about 850 pages that a team has finished, and random bytes over some of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from annotator.domain.records import Claim, Decision
from annotator.store.project import Project
from benchmarks.simulated_team import habits, simulated_team

PAGE = 4096
_WORDS = ("bridge", "mayor", "flood", "letter", "cracks", "ferry", "experts", "harbour", "night", "police")


def finished_project(path: Path) -> Path:
    """Three people have finished it. Returns a backup from before they began; both are closed."""
    people = {"Anna": habits(0.9), "Ben": habits(0.8), "Chen": habits(0.7)}
    backup = path.with_name("backup.claimdesk")
    team = simulated_team(path, _texts(26), people, imported=lambda project: project.copy_to(backup))
    team.project.close()
    return backup


def said(project: Project) -> set[tuple[object, ...]]:
    """Every decision, as what it says of which words."""
    claims: Iterator[Claim] = project.claims.each()
    found: set[tuple[object, ...]] = {
        (claim.article_id, claim.annotator_id, claim.span.start, claim.label, claim.quote) for claim in claims
    }
    for article in project.articles.each():
        for person in project.people.all():
            decisions: list[Decision] = project.claims.decisions(article.id, person.id)
            found |= {(article.id, person.id, kept.unit_start, kept.state) for kept in decisions}
    return found


def overwrite(path: Path, *, pages: int, seed: int) -> None:
    """Put random bytes over so many pages, the first one among them for even seeds."""
    random = Random(seed)
    data = bytearray(path.read_bytes())
    chosen = random.sample(range(len(data) // PAGE), pages)
    for page in chosen if seed % 2 else [0, *chosen[1:]]:
        data[page * PAGE : (page + 1) * PAGE] = random.randbytes(PAGE)
    path.write_bytes(data)


def _texts(count: int) -> list[str]:
    random = Random(5)
    return [
        " ".join(f"Report {number} {line} {' '.join(random.choices(_WORDS, k=9))}." for line in range(25))
        for number in range(count)
    ]
