"""Questions: what is kept, what is refused, and that nothing typed can break them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.choices import AnyOf, Faces, OneOf, Option
from heard.journeys.model.dates import DateOf, TypedDate
from heard.journeys.model.question import Problem, Question
from heard.journeys.model.questions import LONGEST, LongText, Reach, Scale, ShortText
from tests.journeys.typed import OTHERS, SIGNS, TEXTS

OPTIONS = (Option("mother", "Mother"), Option("father", "Father"), Option("0", "None of these"))

SHORT = ShortText(name="name", label="Your name")
WORDS = LongText(name="words", label="What worries you?")
ONE = OneOf(name="relation", label="Who are you?", options=OPTIONS)
ANY = AnyOf(name="care", label="What must we take care of?", options=OPTIONS)
SCALE = Scale(name="number", label="How safe?", low="worried", high="safe")
DAY = DateOf(name="born", label="Date of birth")
EVERY_KIND = (SHORT, WORDS, ONE, ANY, SCALE, DAY)

every_kind = pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.kind)

TYPED_DATES = st.builds(TypedDate, *[st.one_of(TEXTS, st.integers().map(str))] * 3)


def problem(question: Question, typed: object) -> Problem:
    """What is said to somebody who typed this."""
    with pytest.raises(Problem) as refused:
        question.check(typed)
    return refused.value


@every_kind
@settings(deadline=None, max_examples=80)
@given(typed=st.one_of(TEXTS, OTHERS, TYPED_DATES, st.lists(TEXTS, max_size=3)))
def test_whatever_comes_in_is_kept_or_refused_with_a_sentence(question, typed):
    try:
        answer = question.check(typed)
    except Problem as refused:
        assert refused.words
        assert refused.words % refused.values
    else:
        assert answer is None or isinstance(answer, str | int | list)
        assert answer not in ("", [])


@every_kind
@settings(deadline=None, max_examples=60)
@given(typed=st.one_of(TEXTS, TYPED_DATES, st.lists(TEXTS, max_size=3)))
def test_what_was_kept_can_be_sealed_as_json_in_utf_8(question, typed):
    try:
        answer = question.check(typed)
    except Problem:
        return
    str(answer).encode("utf-8")


@every_kind
@pytest.mark.parametrize(
    "typed", [None, "", "  ", "\r\n\t", "\x00", "\ud800", [], TypedDate(), TypedDate(" ", "\t", "")]
)
def test_nothing_typed_is_no_answer(question, typed):
    try:
        assert question.check(typed) is None
    except Problem:
        assert question is ONE, "only a choice can say that spaces are not on its list"


@pytest.mark.parametrize(
    "question",
    [
        ShortText(name="a", label="A", required="Write it."),
        LongText(name="a", label="A", required="Write it."),
        OneOf(name="a", label="A", options=OPTIONS, required="Write it."),
        AnyOf(name="a", label="A", options=OPTIONS, required="Write it."),
        Scale(name="a", label="A", low="l", high="h", required="Write it."),
        DateOf(name="a", label="A", required="Write it."),
    ],
    ids=lambda each: each.kind,
)
def test_a_needed_answer_that_is_left_out_is_asked_for_in_its_own_sentence(question):
    assert problem(question, None).words == "Write it."
    assert problem(question, "" if question.kind != "any" else []).words == "Write it."


@pytest.mark.parametrize(
    "words",
    [
        "Ona boi się wieczorów. Żółć, łąka, dźwięk.",
        "مجھے ڈر لگتا ہے۔ وہ رات کو نہیں سوتی",
        "می‌خواهم کسی گوش بدهد",
        "أخاف عليها في الليل",
        "আমি চিন্তিত",
        "ਮੈਨੂੰ ਡਰ ਲੱਗਦਾ ਹੈ",
        "我很担心她",
        "Vă rog să mă ascultați",
        "e\u0301crit de\u0301compose\u0301",
        "😀 👩‍👩‍👧‍👦 🏳️‍🌈 ❤️",
        "\u202eright to left\u202c and \u2066isolated\u2069",
        "1 < 2 & \"quoted\" 'twice' \\n %s %(name)s {{ words }} </textarea>",
        "  one line\n\n    an indented one\n\tand a third",
    ],
)
def test_a_persons_own_words_are_kept_as_they_were_typed(words):
    assert WORDS.check(words) == words.strip()


@settings(deadline=None)
@given(st.text(SIGNS, max_size=200))
def test_only_control_signs_are_ever_left_out_of_a_persons_words(typed):
    kept = WORDS.check(typed) or ""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    assert [
        sign
        for sign in lines
        if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cs")
    ] == [sign for sign in kept if not sign.isspace()]
    assert WORDS.check(kept) == (kept or None)


def test_lines_are_kept_and_line_ends_are_made_alike():
    assert WORDS.check("one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_a_short_answer_stands_on_one_line():
    assert SHORT.check("  Anna \r\n Maria\tKowalska ") == "Anna Maria Kowalska"
    assert SHORT.check("می‌خواهم") == "می‌خواهم"


def test_a_short_answer_says_how_many_letters_fit():
    assert SHORT.check("ż" * 200) == "ż" * 200
    refused = problem(SHORT, "ż" * 201)
    assert refused.values == {"limit": 200}


def test_words_that_are_too_long_say_by_how_much():
    assert len(WORDS.check("ہ" * LONGEST)) == LONGEST
    assert problem(WORDS, "ہ" * 100_000).values == {"over": 100_000 - LONGEST}


def test_a_line_end_counts_as_one_letter_as_in_the_browser():
    assert WORDS.check("a\r\n" * (LONGEST // 2 - 1) + "bb") is not None


def test_one_answer_out_of_the_list_is_kept():
    assert ONE.check("father") == "father"
    assert ONE.check("0") == "0"


@pytest.mark.parametrize(
    "typed", ["aunt", "Mother", " mother", "mother\x00", ["mother"], {1: 2}, 7]
)
def test_an_answer_that_is_not_on_the_list_is_refused(typed):
    assert problem(ONE, typed).words == "Choose one from the list."


def test_several_answers_are_kept_once_each_in_the_order_of_the_list():
    assert ANY.check(["father", "mother", "father"]) == ["mother", "father"]


@pytest.mark.parametrize("typed", [["aunt"], ["mother", "aunt"], [["mother"]], [None], [{}]])
def test_one_stranger_among_several_answers_refuses_them_all(typed):
    assert problem(ANY, typed).words == "Choose from the list."


@pytest.mark.parametrize("typed", ["mother", 5, {"mother": 1}, ("mother",)])
def test_what_is_no_list_is_no_choice_of_several(typed):
    assert ANY.check(typed) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0", 0), ("10", 10), ("7", 7), (" 7 ", 7), ("٧", 7), ("۱۰", 10), ("০", 0), ("07", 7)],
)
def test_a_number_from_0_to_10_is_kept_in_whatever_digits(typed, kept):
    assert SCALE.check(typed) == kept


def test_nought_is_an_answer_and_not_an_empty_box():
    needed = Scale(name="n", label="N", low="l", high="h", required="Choose.")
    assert needed.check("0") == 0


@pytest.mark.parametrize("typed", ["11", "-1", "5.5", "1e1", "seven", "²", "½", "10 0", "9" * 5000])
def test_any_other_number_is_refused(typed):
    assert problem(SCALE, typed).words == "Choose a number from 0 to 10."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200f٠٧٧٠٠ ٩٠٠١٢٣\u200e", "07700 900123"),
        ("۰۷۷۰۰\u2011۹۰۰\u2212۱۲۳", "07700-900-123"),
        ("\u2066+۴۴\u2069\u00a0۷۷۰۰\u00a0۹۰۰۱۲۳", "+44 7700 900123"),
        ("١١١", "111"),
        ("خالہ نادیہ ۰۷۷۰۰ ۹۰۰۱۲۳، شام ۵ بجے", "خالہ نادیہ 07700 900123، شام ۵ بجے"),
        ("زینب@مثال.پاک", "زینب@مثال.پاک"),
        ("zofia–k@example.org", "zofia–k@example.org"),
        ("12 ۲ Elm Row", "12 ۲ Elm Row"),
    ],
)
def test_a_number_to_call_is_kept_as_it_is_dialled_and_all_else_as_it_was_typed(typed, kept):
    assert Reach(name="a", label="A").check(typed) == kept


def test_a_face_is_known_by_its_place_and_words_alone_have_none():
    asked = Faces(
        name="a",
        label="How is it?",
        faces=3,
        options=tuple(Option(each, each) for each in ("sad", "okay", "happy", "not-sure")),
    )
    assert [asked.asked(each.value, IN_ENGLISH).face for each in asked.options] == [0, 1, 2, None]
    assert asked.asked(None, IN_ENGLISH).face is None
    assert asked.check("okay") == "okay"
    with pytest.raises(Problem):
        asked.check("angry")
