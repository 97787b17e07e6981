"""The hard words lens: what it finds in letters, and that it leaves a text as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.authority.installation import ROOT
from heard.authority.settings import load_council
from heard.library.pages.collection import load_library
from heard.library.pages.glossary import Entry
from heard.library.pages.word_lens import Lens, Piece, known_in, read_also
from heard.library.sources.problems import ContentError
from tests.support.words import SHIPPED

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def library():
    return load_library(CONTENT, load_council(CONTENT / "authority"), SHIPPED)


@pytest.fixture(scope="module")
def lens(library) -> Lens:
    return Lens(library.glossary("en"), read_also(CONTENT, library.glossary("en")))


@pytest.fixture(scope="module", params=["pl", "ur"])
def foreign(library, request) -> Lens:
    return Lens(library.glossary(request.param), read_also(CONTENT, library.glossary("en")))


def found(lens: Lens, text: str) -> list[tuple[str, str]]:
    """What is found in a text, and which word of the glossary it is."""
    return [(piece.text, piece.known.entry.id) for piece in lens.read(text) if piece.known]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the ICPC", "initial-conference"),
        ("two icpcs", "initial-conference"),
        ("an Initial Child Protection Conference", "initial-conference"),
        ("your RCPC", "review-conference"),
        ("a CP plan", "child-protection-plan"),
        ("the CP-plan", "child-protection-plan"),
        ("child\nprotection  plans", "child-protection-plan"),
        ("CHILD PROTECTION PLAN", "child-protection-plan"),
        ("child protection plan", "child-protection-plan"),
        ("s47", "section-47-enquiry"),
        ("S.47 enquiries", "section-47-enquiry"),
        ("section 47", "section-47-enquiry"),
        ("Section 47 enquiry.", "section-47-enquiry"),
        ("child protection enquiries", "section-47-enquiry"),
        ("on a CIN plan", "child-in-need-plan"),
        ("(CIN)", "child-in-need-plan"),
        ("the social workers' report", "social-worker"),
        ("the chair’s view", "chair"),
        ("It was chaired by", "chair"),
        ("categories", "category"),
        ("acts of protection", "act-of-protection"),
        ("one bottom line", "bottom-lines"),
        ("pre birth conference", "pre-birth-conference"),
        ("wishes & feelings", "wishes-and-feelings"),
        ("The strategy meeting agreed", "strategy-discussion"),
        ("mother has PR", "parental-responsibility"),
        ("under PLO", "pre-proceedings"),
        ("The minutes follow.", "minutes"),
    ],
)
def test_words_are_found_as_letters_write_them(lens, text, word):
    assert [each for _, each in found(lens, text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "in his wheelchair",
        "the chairlift",
        "a prerisk",
        "in 90 minutes",
        "a criminal record",
        "what you need to know",
        "s4 and s471",
        "CINEMA",
        "prince",
        "",
    ],
)
def test_nothing_is_found_inside_other_words_or_where_it_means_something_else(lens, text):
    assert found(lens, text) == []


def test_of_several_words_the_longest_is_taken(lens):
    assert found(lens, "an initial child protection conference about risk") == [
        ("initial child protection conference", "initial-conference"),
        ("risk", "risk"),
    ]
    assert found(lens, "the outline child protection plan") == [
        ("outline child protection plan", "outline-plan")
    ]


def test_each_word_is_explained_once_in_the_order_of_the_letter(lens):
    pieces = lens.read("Quorate? The chair says so. Chairs know when it is quorate.")
    assert [each.entry.id for each in known_in(pieces)] == ["quorate", "chair"]


def test_english_letters_are_read_for_readers_of_other_languages(foreign):
    text = "An ICPC under section 47; the core group; the minutes; the Social Worker."
    assert [each for _, each in found(foreign, text)] == [
        "initial-conference", "section-47-enquiry", "core-group", "minutes", "social-worker",
    ]  # fmt: skip


def test_the_words_of_the_readers_own_language_are_found_too(library):
    for code in ("pl", "ur"):
        (chair,) = (entry for entry in library.glossary(code) if entry.id == "chair")
        own = chair.term.split("(")[0].strip()
        lens = Lens(library.glossary(code), read_also(CONTENT, library.glossary("en")))
        assert found(lens, f"… {own}.") == [(own, "chair")]


_WORDS = st.sampled_from(
    [
        "ICPC",
        "CP plan",
        "s.47",
        "chair",
        "core  groups",
        "&amp;",
        "<b>",
        "\r\n",
        "İ",
        "ß",
        "۴۷",
        "’",
    ]
)


@given(st.lists(st.one_of(st.text(), _WORDS)).map(" ".join))
def test_no_letter_of_a_text_is_ever_lost_or_changed(lens, text):
    pieces = lens.read(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    assert pieces == lens.read(text)


@given(st.text(), _WORDS, st.text())
def test_what_is_found_never_stands_inside_a_word(lens, before, word, after):
    here, text = 0, before + word + after
    for piece in lens.read(text):
        here += len(piece.text)
        if piece.known:
            start = here - len(piece.text)
            assert not re.match(r"\w", text[here : here + 1])
            assert not re.match(r"\w", text[max(start - 1, 0) : start])


def test_a_long_text_full_of_beginnings_is_read_at_once(lens):
    text = "child " * 800 + "initial" + " " * 5000 + "'s" * 2000
    assert "".join(piece.text for piece in lens.read(text)) == text


def test_names_are_the_same_for_a_browser(lens, foreign):
    """A browser's stricter expressions know no escapes but those of signs with a meaning."""
    for known in (*lens.words, *foreign.words):
        escapes = set(re.findall(r"\\(.)", known.names))
        assert escapes <= set("^$\\.*+?()[]{}|/ds"), known.names
        assert '"' not in known.names


def test_a_list_of_names_that_is_wrong_is_refused_by_line(tmp_path, library):
    path = tmp_path / "en" / "letter-words.tsv"
    path.parent.mkdir()
    path.write_text("id\talso\nchair\tboss\nnothing\tx\nchair\ty\nrisk\t\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_also(tmp_path, library.glossary("en"))
    assert [problem.what[:6] for problem in refused.value.problems] == [
        "line 3",
        "line 4",
        "line 5",
    ]
    path.write_text("chair\tboss\n", encoding="utf-8")
    with pytest.raises(ContentError, match="first line"):
        read_also(tmp_path, library.glossary("en"))


def test_a_comma_in_a_name_does_not_cut_it(library):
    lens = Lens(library.glossary("pl"), read_also(CONTENT, library.glossary("en")))
    assert found(lens, "Tylko ten list.") == []


def test_a_word_whose_only_name_is_too_common_is_never_found():
    lens = Lens([Entry("record", "Record", "Notes.", "Notes.", "en", "source")], {})
    assert lens.read("The records, ed, s.") == (Piece("The records, ed, s."),)


def test_a_text_without_hard_words_is_one_piece(lens):
    assert lens.read("Good morning") == (Piece("Good morning"),)
