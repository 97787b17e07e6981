"""Days: understood however people write them, never guessed, and asked about where unlikely."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.journeys.model.dates import DateOf, Likely, TypedDate
from heard.journeys.model.question import Problem, Question
from heard.journeys.parts.likely_days import A_BIRTH, A_MEETING, CAME, HAPPENED, OWN_BIRTH
from tests.journeys.typed import TEXTS

TODAY = date(2026, 11, 23)
DAY = DateOf(name="born", label="Date of birth")
BORN = DateOf(name="born", label="Date of birth", likely=A_BIRTH)
MEETING = DateOf(name="meeting", label="The day of the meeting", likely=A_MEETING)
HIDDEN = (
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u00ad\ufeff\u061c\ufe0f"
)

TYPED_DATES = st.builds(TypedDate, *[st.one_of(TEXTS, st.integers().map(str))] * 3)


def problem(question: Question, typed: object) -> Problem:
    """What is said to somebody who typed this."""
    with pytest.raises(Problem) as refused:
        question.check(typed)
    return refused.value


def typed(*boxes: str, languages: tuple[str, ...] = ("en", "pl", "ur")) -> TypedDate:
    """What somebody types today."""
    day, month, year = (*boxes, "", "")[:3]
    return TypedDate(day, month, year, languages, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        ("7", "3", "2015"),
        ("07", "03", "2015"),
        (" 7", "3 ", "2015 "),
        ("٧", "٣", "٢٠١٥"),
        ("۷", "۳", "۲۰۱۵"),
        ("৭", "৩", "২০১৫"),
        ("7", "۳", "２０１５"),
    ],
    ids=["western", "noughts", "spaces", "arabic", "urdu and persian", "bengali", "mixed"],
)
def test_a_date_is_understood_in_the_digits_of_any_script(typed):
    assert DAY.check(TypedDate(*typed)) == "2015-03-07"


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (("", "3", "2015"), "the day"),
        (("7", "", "2015"), "the month"),
        (("7", "3", ""), "the year"),
        (("7", "", ""), "the month"),
        (("", "", "2015"), "the day"),
        ((" ", "۳", "2015"), "the day"),
    ],
)
def test_a_date_in_part_says_which_part_it_needs(typed, part):
    refused = problem(DAY, TypedDate(*typed))
    assert refused.values == {"part": part}


@pytest.mark.parametrize(
    "typed",
    [
        ("30", "2", "2026"),
        ("29", "2", "2026"),
        ("31", "4", "2026"),
        ("0", "1", "2026"),
        ("1", "0", "2026"),
        ("1", "13", "2026"),
        ("32", "1", "2026"),
        ("9999", "1", "2026"),
        ("1", "1", "0000"),
        ("30", "February", "2026"),
    ],
)
def test_a_day_that_no_calendar_holds_is_refused(typed):
    assert problem(DAY, TypedDate(*typed)).words.startswith("There is no such day")


def test_the_leap_day_is_a_day():
    assert DAY.check(TypedDate("29", "2", "2024")) == "2024-02-29"


@pytest.mark.parametrize("year", ["15", "2", "015", "20015"])
def test_a_year_in_short_is_never_guessed_where_nothing_says_which(year):
    assert "four numbers" in problem(DAY, typed("7", "3", year)).words


@pytest.mark.parametrize("year", ["1447", "1899", "2101", "9999"])
def test_a_year_of_another_age_or_calendar_is_asked_about(year):
    assert problem(DAY, TypedDate("7", "3", year)).words == "Check the year."


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_from_1900_to_2100_is_kept_as_it_is(day):
    typed = TypedDate(str(day.day), str(day.month), str(day.year))
    assert DAY.check(typed) == day.isoformat()


@settings(deadline=None)
@given(TYPED_DATES)
def test_what_is_kept_of_a_date_is_always_a_date(typed):
    try:
        kept = DAY.check(typed)
    except Problem:
        return
    assert kept is None or date.fromisoformat(kept)


@pytest.mark.parametrize(
    "month",
    [
        *("March", "march", "MARCH", "mar", "Mar.", "Marc", "03", "3.", "march,"),
        *(
            "marca",
            "Marca",
            "marzec",
            "marcu",
            "mar",
            "marcem",
            "مارچ",
            "\u200fمارچ\u200e",
            "۳",
            "٣",
        ),
    ],
)
@pytest.mark.parametrize("languages", [("en", "pl", "ur"), ("pl", "en", "ur"), ("ur", "en", "pl")])
def test_a_month_is_understood_as_a_word_in_each_language(month, languages) -> None:
    for boxes in (("27", month, "2026"), (f"27 {month} 2026",), ("27", f" {month} ", "2026")):
        assert DAY.check(typed(*boxes, languages=languages)) == "2026-03-27"


@pytest.mark.parametrize(
    "whole",
    [
        *("27 3 2026", "27/3/2026", "27.3.2026", "27-03-2026", "27.03.2026 r.", "27/03/2026,"),
        *(
            "2026-03-27",
            "2026/3/27",
            "20260327",
            "27032026",
            "2026年3月27日",
            "2026-03-27T10:30:00Z",
        ),
        *(
            "27 March 2026",
            "27th March 2026",
            "27th of March 2026",
            "March 27, 2026",
            "27march2026",
        ),
        *(
            "Friday 27 March 2026",
            "Friday, 27th of March, 2026",
            "Fri 27 Mar 2026",
            "27 Mar 2026 14:00",
        ),
        *("27 marca 2026 r.", "dnia 27 marca 2026", "piątek, 27 marca 2026", "27-go marca 2026"),
        *(
            "27 مارچ 2026",
            "۲۷ مارچ ۲۰۲۶",
            "جمعہ، 27 مارچ، 2026ء",
            "٢٧/٣/٢٠٢٦",
            "27\u200f/3\u200f/2026",
        ),
        *("3/27/2026", "27\u2011\u00a03\u2011\u202f2026", "27 – 3 – 2026", "27 3 2026 at 10:30"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_whole_date_can_be_pasted_into_any_box(whole: str, place: int) -> None:
    boxes = ["", "", ""]
    boxes[place] = whole
    assert DAY.check(typed(*boxes)) == "2026-03-27"


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
@pytest.mark.parametrize("style", ["full", "long", "medium"])
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=40)
def test_a_date_as_the_phone_writes_it_is_understood(language, style, day) -> None:
    written = format_date(day, style, locale=language)
    assert DAY.check(typed(written, languages=(language,))) == day.isoformat()


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.lists(st.sampled_from(HIDDEN), min_size=12, max_size=12),
    st.sampled_from("0٠۰०０"),
)
def test_signs_that_nobody_sees_do_not_matter(day, hidden, nought) -> None:
    marks = iter(hidden)

    def marked(number: int) -> str:
        return "".join(
            next(marks, "") + chr(ord(nought) + int(digit)) + next(marks, "")
            for digit in str(number)
        )

    assert DAY.check(typed(marked(day.day), marked(day.month), marked(day.year))) == day.isoformat()


def test_a_box_with_nothing_but_hidden_signs_is_empty() -> None:
    assert DAY.check(typed("\u200f", "\u00a0", "\ufeff ")) is None


def test_a_whole_date_may_stand_beside_boxes_that_say_the_same() -> None:
    assert DAY.check(typed("27.3.2026", "3", "2026")) == "2026-03-27"
    assert DAY.check(typed("27", "3", "27 March 2026")) == "2026-03-27"


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (("27.3.2026", "11", "2026"), "more than one date"),
        (("27 or 28", "3", "2026"), "more than one date"),
        (("27", "March or April", "2026"), "more than one month"),
        (("27 April", "March", "2026"), "more than one month"),
        (("27", "spring", "2026"), "cannot read"),
        (("27", "3", "soon"), "cannot read"),
        (("I forgot",), "cannot read"),
        (("?",), "cannot read"),
        (("2" * 200, "3", "2026"), "cannot read"),
        (("27 March",), "needs"),
        (("March 2026",), "needs"),
        (("27/3", "", ""), "needs"),
    ],
)
def test_what_is_no_date_is_refused_and_says_why(boxes, words: str) -> None:
    assert words in problem(DAY, typed(*boxes)).words


def test_a_word_that_is_no_month_is_named_apart_from_the_sentence() -> None:
    assert problem(DAY, typed("27", "spring", "2026")).values == {"typed": "\u2068spring\u2069"}


@pytest.mark.parametrize(
    ("question", "year", "kept"),
    [
        (BORN, "15", 2015),
        (BORN, "08", 2008),
        (BORN, "26", 2026),
        (BORN, "27", 2027),
        (MEETING, "26", 2026),
        (MEETING, "'26", 2026),
        (MEETING, "۲۷", 2027),
        (DateOf(name="a", label="A", likely=HAPPENED), "09", 2009),
        (DateOf(name="a", label="A", likely=CAME), "25", 2025),
    ],
)
def test_a_year_in_short_is_understood_where_it_can_only_be_one(question, year, kept) -> None:
    assert question.check(typed("7", "3", year)) == f"{kept}-03-07"
    assert question.check(typed(f"7.3.{year}")) == f"{kept}-03-07"
    assert question.check(typed(f"7 March {year}")) == f"{kept}-03-07"


@pytest.mark.parametrize(("question", "year"), [(BORN, "99"), (BORN, "45"), (MEETING, "15")])
def test_a_year_in_short_that_is_unlikely_is_asked_for_whole(question, year: str) -> None:
    assert "four numbers" in problem(question, typed("7", "3", year)).words


@pytest.mark.parametrize(
    ("likely", "day", "words"),
    [
        (A_MEETING, date(1926, 11, 23), "long ago"),
        (A_MEETING, date(2056, 11, 23), "far ahead"),
        (A_BIRTH, date(1926, 1, 1), "long ago"),
        (A_BIRTH, date(2099, 1, 1), "far ahead"),
        (OWN_BIRTH, date(2026, 11, 24), "still to come"),
        (OWN_BIRTH, date(1999, 1, 1), "long ago"),
        (HAPPENED, date(2026, 11, 24), "still to come"),
        (HAPPENED, date(1990, 1, 1), "long ago"),
        (CAME, date(2027, 1, 5), "still to come"),
    ],
)
def test_a_day_that_is_unlikely_is_kept_and_asked_about(likely: Likely, day, words: str) -> None:
    question = DateOf(name="a", label="A", likely=likely)
    assert question.check(typed(str(day.day), str(day.month), str(day.year))) == day.isoformat()
    doubt = question.doubt(day.isoformat(), {}, TODAY)
    assert doubt is not None
    assert words in doubt.words
    assert doubt.values == {"day": day}


@pytest.mark.parametrize(
    ("likely", "day"),
    [
        (A_MEETING, TODAY),
        (A_MEETING, TODAY + timedelta(days=700)),
        (A_BIRTH, date(2027, 9, 1)),
        (A_BIRTH, date(2008, 11, 24)),
        (OWN_BIRTH, TODAY),
        (HAPPENED, date(2010, 1, 1)),
        (CAME, TODAY),
    ],
)
def test_a_day_that_can_well_be_is_not_asked_about(likely: Likely, day: date) -> None:
    assert DateOf(name="a", label="A", likely=likely).doubt(day.isoformat(), {}, TODAY) is None
