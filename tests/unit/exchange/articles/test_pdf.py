from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.articles import pdf as reader
from tests.unit.exchange.articles.made_files import Words, pdf, set_lines
from tests.unit.exchange.articles.reads import extracts, text

FILLED = [
    "The fire brigade said on Monday that nobody was hurt in the blaze",
    "at the harbour, which broke out early in the morning of that day.",
    "It ended.",
    "The mayor told reporters that the cause is not known yet and that",
    "experts will look into it.",
]


def read(page: list[Words], unicode: dict[str, str] | None = None) -> str:
    return text(pdf([page], unicode=unicode), "a.pdf")


def test_lines_are_joined_to_paragraphs_where_the_last_one_is_short() -> None:
    assert read(set_lines(FILLED)) == "\n\n".join([" ".join(FILLED[:3]), " ".join(FILLED[3:])])


def test_space_size_and_indent_begin_paragraphs() -> None:
    lines = [
        *set_lines(["Fire in the port"], y=780, size=20),
        *set_lines(FILLED[:2], y=750),
        *set_lines([FILLED[3]], y=700),
        (62, 688, 10, "Experts say that it was a cable which had burned in the cold,"),
        (50, 676, 10, "and that it was old."),
    ]
    assert read(lines) == (
        "Fire in the port\n\n"
        + " ".join(FILLED[:2])
        + "\n\n"
        + FILLED[3]
        + " Experts say that it was a cable which had "
        "burned in the cold, and that it was old."
    )


def test_columns_are_read_one_after_the_other() -> None:
    left = set_lines(["The fire brigade said", "that nobody was hurt", "in the old harbour by"], x=50)
    right = set_lines(["the river, and that it", "ended. Now all is well", "again in the town."], x=300)
    assert read(left + right) == (
        "The fire brigade said that nobody was hurt in the old harbour by the river, and that it ended. "
        "Now all is well again in the town."
    )


def test_a_sentence_goes_on_over_pages_and_running_headers_go() -> None:
    lines = [f"This is line {name} of a sentence that goes on," for name in "abcdefghijkl"]
    pages = [
        [(50, 790, 8, f"The Paper, page {number}"), *set_lines(lines[3 * number : 3 * number + 3])]
        for number in range(4)
    ]
    (found,) = extracts(pdf(pages), "a.pdf")
    assert found.text == " ".join(lines)
    assert found.remarks == ("Left out: 4 running headers and footers.",)


def test_a_word_that_was_parted_is_whole_again_but_not_one_with_a_hyphen_of_its_own() -> None:
    parted = [
        "The well-known mayor spoke to the inter-",
        "national press of the town, and the well-",
        "known baker heard it.",
    ]
    assert read(set_lines(parted)) == (
        "The well-known mayor spoke to the international press of the town, and the well-known baker "
        "heard it."
    )


def test_ligatures_become_letters_and_nothing_else_changes() -> None:
    unicode = {"1": "\ufb01", "2": "\ufb03", "3": "\u00bd", "4": "\u2460"}
    assert read(set_lines(["A 1re and an o2ce 3 4"]), unicode=unicode) == "A fire and an office \u00bd \u2460"


def test_radicals_that_stand_for_characters_become_them() -> None:
    assert read(set_lines(["1a"]), unicode={"1": "\u2f00", "a": "\u822c"}) == "\u4e00\u822c"


def test_right_to_left_text_is_read_from_its_right_end() -> None:
    # As on paper: the first letter stands at the right.
    letters = {"a": "ק", "b": "ר", "c": "א", "d": "ה", "e": "ש"}
    assert read(set_lines(["cab dce 25 eba"]), unicode=letters) == "קרש 25 שאה רקא"


def test_quotation_marks_and_brackets_stand_as_on_paper_in_right_to_left_text() -> None:
    letters = {"a": "ק", "b": "ר", "c": "א", "q": "\u201c", "p": "\u201d"}
    assert read(set_lines(["p(ab) acb qcab"]), unicode=letters) == "רקא\u201c ראק (רק)\u201d"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7\n" + b"broken" * 50, "is broken"),
        (pdf([set_lines(FILLED)])[:300], "is broken"),
        (pdf([[]]), "holds no words"),
    ],
)
def test_i06_what_cannot_be_read_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        text(data, "a.pdf")


def test_i06_a_locked_document_is_refused() -> None:
    data = pdf([set_lines(FILLED)])
    lock = (
        b"9 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"28bf4e5e" * 8
        + b"> /U <"
        + b"64" * 32
        + b"> >> endobj\n"
    )
    at = data.index(b"xref\n")
    locked = data[:at] + lock + data[at:].replace(b"/Info 5 0 R", b"/Encrypt 9 0 R /ID [<00> <00>]")
    locked = locked.replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(lock)))
    locked = locked.replace(b"xref\n0 8\n", b"xref\n9 1\n%010d 00000 n \n0 8\n" % at)
    with pytest.raises(Refused, match="protected by a password"):
        text(locked, "a.pdf")


def test_i06_a_document_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    with pytest.raises(Refused, match="more than 2 pages"):
        text(pdf([[]] * 3), "a.pdf")


def test_a_title_that_is_the_name_of_a_file_is_none() -> None:
    assert extracts(pdf([set_lines(FILLED)], title="Fire"), "a.pdf")[0].facts.title == "Fire"
    assert (
        extracts(pdf([set_lines(FILLED)], title="Microsoft Word - fire.docx"), "a.pdf")[0].facts.title == ""
    )


def test_letters_that_the_document_does_not_name_are_no_others_and_told() -> None:
    shown = set_lines(["the cable b\\001rned, and nobody kn\\002w of it."])
    unicode = {letter: letter for letter in "the cablrnd,yokwfi."}
    (found,) = extracts(pdf([shown], unicode=unicode), "a.pdf")
    assert found.text == "the cable b\ufffdrned, and nobody kn\ufffdw of it."
    assert found.remarks[0].startswith("In 2 places the PDF does not say which letter it shows")


def test_a_document_that_names_few_of_its_letters_is_refused() -> None:
    shown = set_lines(["\\001\\002\\003 \\004\\005 \\006\\001\\002 it \\003\\004\\016\\017"])
    with pytest.raises(Refused, match=r"does not say which they are\. Nothing was imported"):
        read(shown, unicode={"i": "i", "t": "t"})


def test_pages_without_words_are_told() -> None:
    page = set_lines(FILLED)
    (found,) = extracts(pdf([page, [], page]), "a.pdf")
    assert found.remarks == ("No words were found on page 2; perhaps there is only a picture of them.",)
    (found,) = extracts(pdf([[] for _ in range(12)] + [page]), "a.pdf")
    (remark,) = found.remarks
    assert remark.startswith("No words were found on pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more;")
