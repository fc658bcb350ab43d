"""The data set card of a release: README.md with a head in YAML, as Hugging Face reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.choices import Annotations, ExportChoices, OffsetUnit, SplitBy
from annotator.exchange.delivery import Part
from annotator.exchange.losses import Loss
from annotator.exchange.planning import LeftOut, Thing
from annotator.exchange.release.census import Agreement, Census, summed
from annotator.exchange.release.licence import is_spdx

FILE: Final = "README.md"
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_READ_BY_NAME: Final = (".jsonl", ".csv", ".parquet")
_UNITS: Final = {
    OffsetUnit.CODE_POINT: "Unicode code points (characters of Python)",
    OffsetUnit.UTF16: "UTF-16 units (characters of JavaScript and Java)",
    OffsetUnit.UTF8: "bytes of UTF-8",
}
_THINGS: Final = {
    Thing.ARTICLE: "articles",
    Thing.CLAIM: "claims",
    Thing.NO_CLAIM: "sentences without a claim",
    Thing.UNDECIDED: "sentences",
}
_VOTE: Final = (
    "Votes are counted for each stretch of words that somebody marked, the same words to the character, "
    "among the annotators that were chosen. Whoever finished the article and did not mark the words votes "
    "that they hold no claim; who did not finish it has no vote there. Whoever marked the same words twice "
    "votes once, by the claim that was changed more often, or last. Models and adjudicators do not vote."
)
_RULES: Final = {
    Annotations.ALL: "Every annotator’s own claims, one by one, and what was adjudicated, as that of gold.",
    Annotations.GOLD: (
        "Adjudicated claims only, and words of which it was decided that they hold none. Of two decisions on "
        "the same words the later one stands. What was kept as legitimate disagreement is left out."
    ),
    Annotations.MAJORITY: (
        "Adjudicated claims where there are any, elsewhere the majority: a claim stands where more than half "
        "marked the same words and one label has more votes than every other. Ties, words that only a "
        f"minority marked, and votes on words that were adjudicated are left out. {_VOTE}"
    ),
    Annotations.SOFT: (
        "One claim for all who marked the same words, with their votes and shares by label; no_claim among "
        "them counts those who found no claim. The label itself is the one that most gave, in a tie the "
        f"first by its key. Adjudicated claims are left aside. {_VOTE}"
    ),
}
_SPLITS: Final = {
    SplitBy.RANDOM: "shuffled",
    SplitBy.OUTLET: "all articles of one outlet in one part",
    SplitBy.DATE: "by day of publication, the oldest in the first part, those without a date among them",
}


@immutable
class Facts:
    """What a card tells. `files` are the data files by part where each part has one.

    `head` is what the format has to say in the card's head of how it is loaded.
    """

    title: str
    made_with: str
    choices: ExportChoices
    format_title: str
    parts: Sequence[Part]
    censuses: Sequence[Census]
    agreement: Agreement
    files: Mapping[str, str]
    left_out: Sequence[LeftOut]
    losses: Sequence[Loss]
    broken: int
    families: int = 0
    head: Sequence[str] = ()


def card(facts: Facts) -> bytes:
    """The whole file, in UTF-8."""
    whole = summed(facts.censuses)
    sections = (
        ("", _about(facts, whole)),
        ("Parts and labels", _table(facts, whole)),
        ("Which annotations", _annotations(facts, whole)),
        ("Offsets", _offsets(facts.choices)),
        ("What was left out", _left_out(facts)),
        ("How it was made", _making(facts)),
        ("Licence", _licence(facts.choices)),
    )
    body = "\n\n".join(
        f"## {title}\n\n{chr(10).join(lines)}" if title else chr(10).join(lines)
        for title, lines in ((title, list(lines)) for title, lines in sections)
    )
    return f"---\n{chr(10).join(_head(facts, whole))}\n---\n\n{body}\n".encode()


def _head(facts: Facts, whole: Census) -> Iterator[str]:
    """YAML; a string in JSON is one in YAML, too."""
    licence = facts.choices.licence
    yield f"pretty_name: {_quoted(facts.title)}"
    if is_spdx(licence):
        yield f"license: {_quoted(licence.lower())}"
    else:
        yield "license: other" if licence else "license: unknown"
        if licence:
            yield f"license_name: {_quoted(licence)}"
    if languages := sorted({tag.partition("-")[0] for tag in whole.languages} - {"und", ""}):
        yield "language:"
        yield from (f"- {_quoted(tag)}" for tag in languages)
    yield "task_categories:"
    yield "- token-classification"
    yield "- text-classification"
    yield from facts.head
    if facts.files and all(name.endswith(_READ_BY_NAME) for name in facts.files.values()):
        yield "configs:"
        yield "- config_name: default"
        yield "  data_files:"
        for part, name in facts.files.items():
            yield f"  - split: {part}"
            yield f"    path: {_quoted(name)}"


def _about(facts: Facts, whole: Census) -> Iterator[str]:
    articles, claims, empty = (
        sum(getattr(part, name) for part in facts.parts) for name in ("articles", "claims", "no_claims")
    )
    yield f"# {_plain(facts.title)}"
    yield ""
    yield (
        f"News articles in which words that claim something were marked and labelled: {claims} claims and "
        f"{empty} sentences without a claim in {articles} articles, as {_plain(facts.format_title)}."
    )
    yield ""
    languages = ", ".join(f"{tag} {count}" for tag, count in sorted(whole.languages.items()))
    yield f"- Articles by language: {_plain(languages) or 'none'}"
    yield f"- Outlets: {len(whole.outlets) or 'not known'}"
    versions = ", ".join(map(str, sorted(whole.guidelines)))
    yield f"- Guideline version: {versions or 'not recorded'}"


def _table(facts: Facts, whole: Census) -> Iterator[str]:
    names = [part.name for part in facts.parts]
    yield _row("", *names, "all")
    yield _row("---", *["---:"] * (len(names) + 1))
    for what in ("articles", "records", "claims", "no_claims"):
        counts = [getattr(part, what) for part in facts.parts]
        yield _row(what.replace("no_claims", "sentences without a claim"), *counts, sum(counts))
    for label in sorted(whole.labels):
        counts = [census.labels[label] for census in facts.censuses]
        yield _row(f"label {_plain(label)}", *counts, whole.labels[label])


def _annotations(facts: Facts, whole: Census) -> Iterator[str]:
    choices, agreement = facts.choices, facts.agreement
    yield _RULES[choices.annotations]
    yield ""
    named = "by name" if choices.names else "as letters (A, B, …)"
    if choices.annotations is Annotations.ALL:
        yield f"- Annotators: {len(whole.authors)}, {named}"
    if whole.gold:
        yield f"- Adjudicated: {whole.gold}, of which {whole.stale} on claims that have changed since"
    people = len(agreement.annotators)
    if agreement.share is not None:
        yield (
            f"- Agreement: {agreement.share:.1%} of the pairs of annotators said the same of a sentence (the "
            f"same labels in it, or no claim), averaged over n = {agreement.sentences} sentences that two or "
            f"more of {people} annotators decided. It is not corrected for chance."
        )
    elif people > 1:
        yield f"- Agreement: not known, as no sentence was decided by two of the {people} annotators"
    else:
        yield "- Agreement: one annotator" if people else "- Agreement: not known"


def _offsets(choices: ExportChoices) -> Iterator[str]:
    if choices.offset_unit:
        yield f"Offsets are half-open and count {_UNITS[choices.offset_unit]} of the article’s text."


def _left_out(facts: Facts) -> Iterator[str]:
    lines = [f"- {_THINGS[left.thing]}: {left.count} ({left.reason.value})" for left in facts.left_out]
    if facts.broken:
        lines.append(f"- damaged rows: {facts.broken} (they do not fit their articles)")
    lines += [f"- not held by the format: {loss.count} × {_plain(loss.what)}" for loss in facts.losses]
    yield from lines or ["Nothing."]


def _making(facts: Facts) -> Iterator[str]:
    choices = facts.choices
    yield f"- Made with {_plain(facts.made_with)}; `claimdesk.export.json` holds all choices."
    yield "- The same choices on the same project give the same bytes; `checksums.sha256` names every file."
    if choices.shares:
        shares = "/".join(map(str, choices.shares))
        yield f"- Split {shares} by article, {_SPLITS[choices.split_by]}; seed {choices.seed}."
        yield f"- Near-duplicates stay in one part; articles that resemble an earlier one: {facts.families}."
    else:
        yield "- Not split."


def _licence(choices: ExportChoices) -> Iterator[str]:
    yield _plain(choices.licence) or "Not stated: ask whoever gave you this data set what you may do with it."


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Text of the project on one line, without what Markdown would take for its own."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
