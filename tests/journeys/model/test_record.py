"""From answers to two sealed parts and back: each answer goes where its readers are."""

import json

from hypothesis import given
from hypothesis import strategies as st

from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.lock import digest
from heard.journeys.model.asked import IN_ENGLISH, Speech
from heard.journeys.model.audience import AUDIENCE_WORDS, TO_CHILDREN, Audience
from heard.journeys.model.journey import PAPER
from heard.journeys.model.record import answers_in, parts, sections
from tests.journeys.branched import BRANCHED

#: An answer to every question, by the question's name, each in its own words.
ANSWERS = {question.name: f"about {question.name}" for _, question in YOUR_VIEWS.questions()}
ANSWERS["number"] = 0
ANSWERS["contact_care"] = ["no-voicemail", "shared-phone"]

CHOSEN = {
    "going-well": Audience.EVERYONE,
    "worries": Audience.CHAIR,
    "what-would-help": Audience.PROFESSIONALS,
    "your-number": Audience.TEAM,
}

#: A language in which all words of the program are turned round.
TURNED = Speech("ur", lambda words: words[::-1])

AUDIENCES = st.dictionaries(
    st.sampled_from([page.slug for page in YOUR_VIEWS.pages]), st.sampled_from(Audience)
)
SOME_ANSWERS = st.sets(st.sampled_from(sorted(ANSWERS))).map(
    lambda names: {name: ANSWERS[name] for name in names}
)


def sealed(journey, answers, audiences=CHOSEN, counts=None, speech=IN_ENGLISH):
    """Both parts, as they come out of JSON again."""
    return json.loads(json.dumps(parts(journey, answers, audiences, counts or {}, speech)))


def slugs(part, *, closed=False):
    """The pages that stand in a part in full, or those that do not."""
    return [page["slug"] for page in part["pages"] if ("questions" not in page) is closed]


def page_in(part, slug):
    return next(page for page in part["pages"] if page["slug"] == slug)


def question_in(part, name):
    asked = (each for page in part["pages"] for each in page.get("questions", ()))
    return next(each for each in asked if each["name"] == name)


def test_every_answer_is_in_one_part_and_never_in_both():
    unit, chair = map(answers_in, sealed(YOUR_VIEWS, ANSWERS))
    assert unit | chair == ANSWERS
    assert not set(unit) & set(chair)


def test_only_what_the_chair_alone_may_see_is_in_the_chairs_part():
    _, chair = sealed(YOUR_VIEWS, ANSWERS)
    assert set(answers_in(chair)) == {"worries", "chair_only"}
    assert slugs(chair) == ["worries", "for-the-chair"]
    assert all(set(page) == {"slug"} for page in chair["pages"] if "questions" not in page)


def test_the_units_part_says_how_wide_each_circle_is():
    unit, _ = sealed(YOUR_VIEWS, ANSWERS)
    assert {slug: page_in(unit, slug)["readers"] for slug in slugs(unit)} == {
        "you": "team",
        "which-meeting": "team",
        "going-well": "everyone",
        "what-would-help": "professionals",
        "your-number": "team",
        "your-own-space": "team",
        "keeping-in-touch": "team",
    }


def test_who_chose_nothing_has_written_to_the_chair_alone():
    unit, chair = map(answers_in, sealed(YOUR_VIEWS, ANSWERS, {}))
    own_words = {"going_well", "worries", "would_help", "number", "one_higher", "chair_only"}
    assert set(chair) == own_words
    assert not own_words & set(unit)


@given(SOME_ANSWERS, AUDIENCES)
def test_whatever_is_chosen_no_word_for_the_chair_is_in_the_units_part(answers, audiences):
    unit, chair = sealed(YOUR_VIEWS, answers, audiences)
    for page in YOUR_VIEWS.pages:
        for question in page.questions:
            if question.name in answers:
                for_chair = page.audience(audiences) is Audience.CHAIR
                assert (question.name in answers_in(chair)) is for_chair
                assert (question.name in answers_in(unit)) is not for_chair
    assert "chair_only" not in json.dumps(unit)


@given(SOME_ANSWERS, AUDIENCES)
def test_what_is_closed_to_the_unit_looks_alike_whether_or_not_it_was_answered(answers, audiences):
    unit, chair = sealed(YOUR_VIEWS, answers, audiences)
    empty, _ = sealed(YOUR_VIEWS, {}, audiences)
    assert slugs(unit, closed=True) == slugs(chair)
    closed = [page for page in unit["pages"] if "questions" not in page]
    assert closed == [page for page in empty["pages"] if "questions" not in page]


def test_both_parts_say_how_they_are_written_in_which_language_and_of_which_declaration():
    for part in sealed(YOUR_VIEWS, {}, speech=TURNED):
        assert (part["format"], part["language"]) == (2, "ur")
        assert part["declaration"] == digest(YOUR_VIEWS)
        assert part["title"] == {"en": YOUR_VIEWS.title, "shown": YOUR_VIEWS.title[::-1]}


def test_a_question_stands_with_its_answer_in_the_words_that_were_shown_and_in_english():
    unit, chair = sealed(YOUR_VIEWS, ANSWERS, speech=TURNED)
    worries = question_in(chair, "worries")
    assert (worries["kind"], worries["value"]) == ("words", "about worries")
    assert worries["label"] == {"en": "What worries you?", "shown": "?uoy seirrow tahW"}
    assert worries["hint"]["shown"] == worries["hint"]["en"][::-1]
    care = question_in(unit, "contact_care")
    assert care["value"] == ["no-voicemail", "shared-phone"]
    assert [each["en"] for each in care["chosen"]] == [
        "Do not leave a voice message",
        "Somebody else may look at my phone",
    ]
    assert all(each["shown"] == each["en"][::-1] for each in care["chosen"])
    assert list(care["options"]) == ["no-voicemail", "no-council", "shared-phone"]
    number = question_in(unit, "number")
    assert [each["en"] for each in number["ends"]] == ["very worried", "safe and well"]


def test_a_page_stands_with_its_title_and_who_may_see_it_in_the_words_that_were_shown():
    unit, chair = sealed(YOUR_VIEWS, ANSWERS, speech=TURNED)
    helping = page_in(unit, "what-would-help")
    assert helping["title"] == {"en": "What would help?", "shown": "?pleh dluow tahW"}
    seen = AUDIENCE_WORDS[Audience.PROFESSIONALS]
    assert helping["seen_by"] == {"en": seen, "shown": seen[::-1]}
    assert page_in(chair, "worries")["seen_by"]["en"] == AUDIENCE_WORDS[Audience.CHAIR]
    assert page_in(unit, "worries")["title"]["en"] == "What worries you?"


def test_to_a_child_it_stands_in_the_words_for_children():
    unit, _ = sealed(CHILD_8_11, {}, {"at-home": Audience.EVERYONE})
    assert page_in(unit, "at-home")["seen_by"]["en"] == TO_CHILDREN.circles[Audience.EVERYONE]


def test_a_question_that_was_left_out_stands_in_the_words_in_which_it_was_asked():
    unit, _ = sealed(YOUR_VIEWS, {}, speech=TURNED)
    assert question_in(unit, "relation")["label"]["shown"] == "?dlihc eht ot uoy era ohW"
    assert answers_in(unit) == {}


def test_what_was_not_answered_has_no_value():
    unit, chair = sealed(YOUR_VIEWS, {"worries": None, "number": 0}, {})
    assert answers_in(unit) == {}
    assert answers_in(chair) == {"number": 0}


def test_answers_to_no_question_of_the_form_are_left_out():
    assert "injected" not in str(sealed(YOUR_VIEWS, {"injected": "x", "csrf_token": "y"}))


def test_an_answered_page_is_told_from_an_empty_one():
    found = sections(YOUR_VIEWS, {"number": 0}, {}, {}, IN_ENGLISH)
    assert [section.slug for section in found if section.answered] == ["your-number"]


def test_a_persons_own_copy_has_every_page_and_every_question_in_order():
    found = sections(YOUR_VIEWS, ANSWERS, CHOSEN, {}, IN_ENGLISH)
    assert [section.slug for section in found] == [page.slug for page in YOUR_VIEWS.pages]
    rows = [row for section in found for row in section.rows]
    assert {row.name: row.answer for row in rows} == ANSWERS
    assert [row.name for row in rows] == [question.name for _, question in YOUR_VIEWS.questions()]


def test_of_a_page_that_is_not_asked_any_more_nothing_is_sealed():
    unit, chair = sealed(BRANCHED, {"kind": "quiet", "words": "unsaid"}, {})
    assert "unsaid" not in str((unit, chair))
    assert "more" not in [page["slug"] for part in (unit, chair) for page in part["pages"]]


def test_the_unit_knows_which_pages_were_asked_without_the_chairs_part():
    unit, _ = sealed(BRANCHED, {"kind": "loud", "words": "said"}, {})
    assert slugs(unit) == ["kind"]
    assert slugs(unit, closed=True) == ["more", "point"]
    unit, _ = sealed(BRANCHED, {"kind": "quiet"}, {})
    assert slugs(unit, closed=True) == ["point"]


def test_how_many_copies_of_a_page_are_for_the_chair_alone_only_the_chair_can_count():
    answers = {"kind": "quiet", "says": "one", "says_2": "two", "says_3": "three"}
    unit, chair = sealed(BRANCHED, answers, {"point-2": Audience.EVERYONE}, {"point": 3})
    assert [page["slug"] for page in unit["pages"]] == ["kind", "point", "point-2"]
    assert slugs(unit, closed=True) == ["point"]
    assert [page["slug"] for page in chair["pages"]] == ["kind", "point", "point-2", "point-3"]
    assert page_in(unit, "point-2")["title"]["en"] == "Point 2"
    assert page_in(chair, "point-3")["title"]["en"] == "Point 3"


def test_what_was_typed_in_from_paper_says_so_first():
    answers = {"kind": "quiet", "from_paper": "yes", "paper_typed_by": "Kim, clerk"}
    unit, chair = sealed(BRANCHED, answers, {})
    assert slugs(unit)[0] == PAPER.slug
    assert "Kim, clerk" not in str(chair)
