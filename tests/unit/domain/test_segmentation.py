from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.boilerplate import BoilerplateRule, BoilerplateRules
from annotator.domain.pieces import Piece
from annotator.domain.records import UnitKind
from annotator.domain.segmentation import segment
from annotator.domain.sentences import LONGEST_SENTENCE
from annotator.exchange.language_data import boilerplate_rules

RULES = boilerplate_rules()

lines = st.sampled_from(
    [
        "A headline of an article",
        "The mayor said that",
        "it was over. Nobody",
        "agreed with him.",
        "An official said.",
        "“We are leaving.” Then she left.",
        "(Image: AP)",
        "Related articles",
        "Sign up to receive our newsletter",
        "• first point",
        "他走了。她留下。",
        "قال الرجل إنه ذهب. ثم عاد.",
        "\U0001f600 \u0301\u200d",
        "”",
        "word " * 500,
        "x" * 5000,
    ]
)
pages = st.lists(lines | st.text(max_size=30), max_size=12).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\n \n\n", " "]).map(lambda separator: separator.join(parts))
)


def words(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(piece.kind.value, text[piece.start : piece.end]) for piece in segment(text, language, RULES)]


def after_headline(body: str, language: str = "en") -> list[tuple[str, str]]:
    return words("A headline\n\nFirst sentence.\n\n" + body, language)[2:]


def assert_partition(text: str, pieces: tuple[Piece, ...]) -> None:
    for one, other in pairwise(pieces):
        assert one.end <= other.start
    for piece in pieces:
        quote = text[piece.start : piece.end]
        assert quote
        assert quote == quote.strip()
        assert len(quote) <= LONGEST_SENTENCE or piece.kind is not UnitKind.SENTENCE or piece.gaps
        for gap in piece.gaps:
            assert piece.start < gap.start < gap.end < piece.end
            assert gap.of(text).isspace()
    covered = sum(sum(not c.isspace() for c in text[piece.start : piece.end]) for piece in pieces)
    assert covered == sum(not character.isspace() for character in text)


@given(pages, st.sampled_from(["en", "zh", "ar", "de", "und"]))
def test_pieces_ascend_are_trimmed_and_hold_every_character(text: str, language: str) -> None:
    assert_partition(text, segment(text, language, RULES))


asked_lines = st.sampled_from(
    [
        "Mayor quits\n\nBy Jane Doe",
        "Sign up",
        "More info",
        "(Image: torn\n\nin two)",
        "He left. She stayed.",
    ]
)


@given(st.lists(asked_lines, max_size=6).map("\n\n".join))
def test_lines_are_not_asked_about_again_where_no_rule_looks_at_the_line_before(text: str) -> None:
    looking = BoilerplateRule("none", UnitKind.POLL, equals=frozenset({"\0"}), after=frozenset(UnitKind))
    asking = BoilerplateRules((*RULES.rules, looking), RULES.reporting_verbs, RULES.titles)
    assert segment(text, "en", asking) == segment(text, "en", RULES)


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n" * 20_000])
def test_white_space_has_no_pieces(text: str) -> None:
    assert segment(text, "und", RULES) == ()


def test_the_first_line_is_the_headline_and_the_next_may_be_a_teaser() -> None:
    assert words("Mayor quits\n\nA long fight is over\n\nHe left. She stayed.") == [
        ("headline", "Mayor quits"),
        ("teaser", "A long fight is over"),
        ("sentence", "He left."),
        ("sentence", "She stayed."),
    ]


def test_a_long_first_paragraph_is_no_headline() -> None:
    assert words("He left the town for good that day. " * 10)[0] == (
        "sentence",
        "He left the town for good that day.",
    )


def test_a_text_of_one_paragraph_with_several_sentences_has_no_headline() -> None:
    assert words("The good file stayed. It said so on Tuesday.") == [
        ("sentence", "The good file stayed."),
        ("sentence", "It said so on Tuesday."),
    ]
    assert words("桥梁已经关闭。没有人受伤。", "zh")[0] == ("sentence", "桥梁已经关闭。")


@pytest.mark.parametrize(
    "line",
    ["Mayor quits", "Mayor quits.", "U.S. mayor Smith quits", "Who won? The mayor", "Dr. Smith quits"],
)
def test_a_single_line_that_is_not_several_whole_sentences_is_the_headline(line: str) -> None:
    assert words(line) == [("headline", line)]


def test_lines_above_the_headline_are_passed_over() -> None:
    assert words("Advertisement\n\nMayor quits\n\nHe left.") == [
        ("navigation", "Advertisement"),
        ("headline", "Mayor quits"),
        ("sentence", "He left."),
    ]


def test_a_torn_sentence_is_joined_and_its_gaps_are_kept() -> None:
    text = "A headline\n\nFirst.\n\nThe\n\n\nhave staggered\n\nWest. The end."
    pieces = segment(text, "en", RULES)
    quotes = [text[piece.start : piece.end] for piece in pieces[2:]]
    assert quotes == ["The\n\n\nhave staggered", "West.", "The end."]
    assert [gap.of(text) for gap in pieces[2].gaps] == ["\n\n\n"]


def test_a_quotation_is_joined_to_the_words_that_announce_it() -> None:
    for between in (" ", "\n\n"):
        text = f"An adviser said.{between}“We are leaving.” Then she left."
        assert after_headline(text)[0] == ("sentence", f"An adviser said.{between}“We are leaving.”")


def test_a_quotation_is_not_joined_to_the_one_before() -> None:
    text = "“We are fine,” he said. “We will go.”"
    assert after_headline(text) == [("sentence", "“We are fine,” he said."), ("sentence", "“We will go.”")]


def test_numbers_and_abbreviations_end_no_sentence() -> None:
    text = "Mr. Smith of the U.S. Embassy spoke at 1.40pm GMT. He paid $1.5 million."
    assert [quote for _, quote in after_headline(text)] == [text[:51].strip(), "He paid $1.5 million."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bn", "ভূমিকম্পের মাত্রা ছিল ৭.১ রিখটার স্কেলে।"),
        ("my", "ပမာဏ ၇.၁ ရှိသည့် ငလျင်။"),
        ("ja", "彼は「薬は何か？」"),
        ("zh", "他说：“我们走吧。” ”"),
    ],
)
def test_a_decimal_and_a_closing_mark_are_not_cut_off(language: str, text: str) -> None:
    assert after_headline(text, language) == [("sentence", text)]


@pytest.mark.parametrize("line", ["* * *", "—", "”", "\u200f", "..."])
def test_a_line_without_a_letter_or_digit_is_not_asked(line: str) -> None:
    assert after_headline(f"{line}\n\nHe left.") == [("navigation", line), ("sentence", "He left.")]


def test_a_line_before_an_image_credit_is_a_caption() -> None:
    assert after_headline("Men with weapons\n\n(Image: GETTY)") == [
        ("caption", "Men with weapons"),
        ("image_credit", "(Image: GETTY)"),
    ]
    assert after_headline("Men with weapons. (Photo: AP)")[0][0] == "caption"


@pytest.mark.parametrize(
    "footer",
    [
        "© 2024 The Paper. All rights reserved.",
        "© 2019-2024 The Paper",
        "(c) The Paper. All rights reserved",
        "© Der Verlag. Alle Rechte vorbehalten.",
    ],
)
@pytest.mark.parametrize("line", ["Nobody was hurt, the police say", "• One thing • and another"])
def test_what_stands_above_the_footer_of_a_page_is_asked(line: str, footer: str) -> None:
    (kind, asked), below = after_headline(f"He came home. She left.\n\n{line}\n\n{footer}")[-2:]
    assert UnitKind(kind).is_asked
    assert asked == line
    assert below == ("navigation", footer)


def test_a_copyright_sign_alone_is_a_credit() -> None:
    assert after_headline("Men with weapons\n\n© Reuters") == [
        ("caption", "Men with weapons"),
        ("image_credit", "© Reuters"),
    ]


def test_list_items_keep_their_markers() -> None:
    assert after_headline("• One. Two.\n• Three") == [
        ("list_item", "• One."),
        ("list_item", "Two."),
        ("list_item", "• Three"),
    ]
    assert after_headline("1. FC won the cup.")[0] == ("sentence", "1. FC won the cup.")


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    body = "What happens next\n\nNobody knows what happens next."
    assert after_headline(body)[0] == ("heading", "What happens next")


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "The town of Banu was taken by the fighters of the north on a morning in\n"
    pieces = after_headline(line * 3 + "May. They left.")
    assert len(pieces) == 2
    assert pieces[1] == ("sentence", "They left.")


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("de", "Lesen Sie auch: Wie es weitergeht", "related_links"),
        ("de", "Mehr zum Thema", "related_links"),
        ("fr", "À lire aussi : la suite", "related_links"),
        ("es", "Te puede interesar", "related_links"),
        ("ar", "اقرأ أيضا: القوات تتقدم", "related_links"),
        ("zh-Hans", "相关阅读", "related_links"),
        ("en", "Friday, July 21, 2017", "navigation"),
        ("en", "Follow us on Twitter", "navigation"),
        ("en", "He signed up to the club and left.", "sentence"),
        ("en", "Related articles of law were read out in court.", "sentence"),
    ],
)
def test_boilerplate_of_many_languages(language: str, line: str, kind: str) -> None:
    assert after_headline(line, language) == [(kind, line)]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("zh", "他走了。她留下了吗？是的。", 3),
        ("ar", "قال إنه ذهب. هل عادت؟ نعم.", 3),
        ("hi", "देश आगे बढ़ रहा है। विपक्ष ने इसका विरोध किया।", 2),
        ("ru", "Мэр ушёл в отставку. Москва ждёт новостей.", 2),
    ],
)
def test_sentences_of_other_scripts(language: str, text: str, count: int) -> None:
    assert len(words("1\n\n" + text, language)) == 1 + count


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "word " * 200_000,
        "x\n\n" + "\n" * 20_000 + "y",
        "some words in lower case\n" * 5_000,
        "他走了。" * 50_000,
        "He said. “Go.” " * 20_000,
        "“" * 200_000,
        "a" + "\u0301" * 200_000,
    ],
    ids=["letters", "words", "newlines", "lower case", "chinese", "announced", "quotes", "marks"],
)
def test_hostile_texts_take_no_longer_than_their_length(text: str) -> None:
    started = time.process_time()
    assert_partition(text, segment(text, "en", RULES))
    assert time.process_time() - started < 8


ASKED = """\
Afghan fightback BEGINS
Taliban ‘hunting’ down
The Banu, Pol-e-Hesar
The
Last week saw
Nevertheless, photographs
A Twitter account
A post at 1.40pm
“Local sources say
Banu and Deh-e-Salah districts
Tajuden Soroush
“They are advancing
About 60 Taliban
Later he added
However, there was
Some reports suggested
Additionally, other
Taliban forces captured
Separately, the United
The advisory came
Images circulated
A separate video
Since then, crowds
At least 12
A US Embassy"""


@pytest.fixture(scope="module")
def seed_text(shared: Path) -> str:
    path = shared / "seeds" / "000_a5d006a6654c8ef0.txt"
    if not path.exists():
        pytest.skip("the shared seed article is not here")
    return path.read_text(encoding="utf-8")


def test_the_seed_article_asks_for_its_25_sentences(seed_text: str) -> None:
    asked = [piece for piece in segment(seed_text, "en", RULES) if piece.annotatable]
    quotes = [seed_text[piece.start : piece.end] for piece in asked]
    beginnings = [quote[: len(start)] for quote, start in zip(quotes, ASKED.split("\n"), strict=True)]
    assert beginnings == ASKED.split("\n")
    third, last = asked[2], asked[24]
    assert quotes[2].endswith("with roughly 60\n\n\nfighters either killed or injured.")
    assert [gap.of(seed_text) for gap in third.gaps] == ["\n\n\n"]
    assert [len(gap) for gap in asked[3].gaps] == [3, 3]
    assert "said. “Because" in quotes[24]
    assert seed_text[last.end :].strip() == ""
    assert asked[1].kind is UnitKind.TEASER
    assert_partition(seed_text, segment(seed_text, "en", RULES))


def test_the_seed_article_asks_for_nothing_else(seed_text: str) -> None:
    left = [piece for piece in segment(seed_text, "en", RULES) if not piece.annotatable]
    kinds = [piece.kind for piece in left]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        UnitKind.NEWSLETTER: 5,
        UnitKind.IMAGE_CREDIT: 7,
        UnitKind.RELATED_LINKS: 2,
        UnitKind.POLL: 1,
        UnitKind.INFOGRAPHIC: 2,
        UnitKind.CAPTION: 4,
    }
    assert all(piece.rule for piece in left)


def test_news_in_plain_english_has_few_marks(shared: Path) -> None:
    folder = shared / "data" / "articles" / "ntrex_news" / "eng"
    if not folder.exists():
        pytest.skip("the shared news articles are not here")
    kinds: list[UnitKind] = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pieces = segment(text, "en", RULES)
        assert_partition(text, pieces)
        kinds += [piece.kind for piece in pieces]
    assert sum(not kind.is_asked for kind in kinds) <= len(kinds) // 100


def test_an_image_credit_at_the_end_of_a_paragraph_is_not_asked() -> None:
    assert after_headline("The rover landed at noon. Image: NASA.") == [
        ("sentence", "The rover landed at noon."),
        ("image_credit", "Image: NASA."),
    ]
    long = "Image: so the mayor calls what others see in him, and he has thought about it for years."
    assert [kind for kind, _ in after_headline(f"He spoke of himself. {long}")] == ["sentence"] * 2
