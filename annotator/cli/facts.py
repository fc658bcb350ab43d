"""What `claimdesk info` tells of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from annotator.cli.terminal import plain
from annotator.store.counts import claims_by_label, languages, outlines, units_by_kind, works
from annotator.store.project import Project
from annotator.store.team import persons

Facts = dict[str, Any]

_WITHOUT_PLURAL: Final = ("navigation", "related links")


def project_facts(project: Project, *, with_articles: bool) -> Facts:
    """Plain values, ready for JSON."""
    articles = outlines(project)
    done = works(project)
    facts: Facts = {
        "id": project.fact("id"),
        "title": project.fact("title"),
        "created_at": project.fact("created_at"),
        "changed_at": project.journal.last_at(),
        "articles": len(articles),
        "excluded": sum(article.is_excluded for article in articles),
        "languages": languages(project),
        "units": units_by_kind(project),
        "annotators": {
            person.name: {
                "finished": sum(work.is_finished for work in done if work.annotator_id == person.id),
                "no_claims": sum(work.no_claims for work in done if work.annotator_id == person.id),
            }
            for person in persons(project)
        },
        "claims": claims_by_label(project),
    }
    if gold := project.people.get(project.gold.annotator_id):
        facts["gold"] = {
            "decided": sum(adjudication.outcome.is_settled for adjudication in project.gold.each()),
            "claims": facts["claims"].pop(gold.name, {}),
        }
    if with_articles:
        facts["article_list"] = [
            {"id": article.id, "title": article.title, "language": article.language, "length": article.length}
            for article in project.articles.each()
        ]
    return facts


def in_words(facts: Facts) -> str:
    """The facts as lines for people."""
    lines = [
        f"{plain(facts['title'])}, made {facts['created_at'][:10]}",
        f"articles: {facts['articles']} ({facts['excluded']} excluded)",
        f"languages: {_list(facts['languages'])}",
        f"units: {_units(facts['units'])}",
    ]
    for name, counts in facts["annotators"].items():
        claims = facts["claims"].get(name, {})
        lines.append(
            f"{name}: {_counted(sum(claims.values()), 'claim')} ({_list(claims)}), "
            f"{_counted(counts['no_claims'], 'sentence')} without a claim, "
            f"{_counted(counts['finished'], 'article')} finished"
        )
    if gold := facts.get("gold"):
        claims = gold["claims"]
        lines.append(
            f"gold: {_counted(sum(claims.values()), 'claim')} ({_list(claims)}), "
            f"{_counted(gold['decided'], 'decision')}"
        )
    lines += [f"{article['id']}  {plain(article['title'])}" for article in facts.get("article_list", ())]
    return "\n".join(lines)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 or noun in _WITHOUT_PLURAL else 's'}"


def _units(counts: Mapping[str, int]) -> str:
    return ", ".join(_counted(count, kind.replace("_", " ")) for kind, count in counts.items()) or "none"


def _list(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
