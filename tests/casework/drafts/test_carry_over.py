"""A new version of a form: what a family has written goes on, and what no longer fits is named."""

from dataclasses import asdict, replace

import pytest

from heard.casework.drafts import drafts
from heard.casework.drafts.carry_over import carry_over
from heard.casework.drafts.draft import Draft, Lost
from heard.casework.drafts.return_codes import come_back, give_code
from heard.journeys import catalogue
from heard.journeys.model.asked import IN_ENGLISH, Speech
from heard.journeys.model.audience import CIRCLES, Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import LongText, Scale, ShortText
from heard.vault.drafts import new_token
from tests.casework.founded import MORNING
from tests.journeys.branched import BRANCHED, KIND, MORE, POINT

TURNED = Speech("ur", lambda words: words[::-1])
SECRET = b"s" * 32


def form(*pages: Page, version: int = 1) -> Journey:
    """A form of these pages."""
    return replace(BRANCHED, version=version, pages=pages)


def page(slug: str, *questions, readers: Audience | None = None) -> Page:
    return Page(slug=slug, title=slug, questions=questions, readers=readers)


def written(journey: Journey, answers, readers=None, speech=IN_ENGLISH, typed=None) -> Draft:
    """A draft in which every page of the form was saved."""
    draft = Draft(journey.name, journey.version)
    for each in journey.way(answers, {}).pages:
        kept = {q.name: answers[q.name] for q in each.questions if q.name in answers}
        draft.keep(each, kept, (readers or {}).get(each.slug), (typed or {}).get(each.slug, {}))
        draft.note(each, speech)
        draft.visit(journey, each)
    return draft


MINE = Lost(label="What is it?", text="mine")
WORDS = LongText(name="words", label="What is it?")
NAME = ShortText(name="name", label="Your name")
FRUIT = AnyOf(
    name="fruit",
    label="Which fruit?",
    options=(Option("apple", "An apple"), Option("pear", "A pear"), Option("fig", "A fig")),
)
OLD = form(page("one", WORDS, NAME, readers=Audience.TEAM), page("two", FRUIT))


def carried(answers, new: Journey, old: Journey = OLD, **more) -> Draft:
    draft = written(old, answers, **more)
    carry_over(draft, new)
    return draft


def test_answers_go_on_under_the_name_of_their_question_wherever_it_stands_now():
    new = form(
        page("two", replace(WORDS, label="Reworded?")), page("three", NAME, FRUIT), version=2
    )
    answers = {"words": "mine", "name": "Kim", "fruit": ["pear"]}
    draft = carried(answers, new)
    assert (draft.answers, draft.lost, draft.version) == (answers, [], 2)


def test_what_is_asked_no_more_is_named_in_the_words_in_which_it_was_asked():
    new = form(page("one", NAME, readers=Audience.TEAM), version=2)
    answers = {"words": "mine", "name": "Kim", "fruit": ["pear", "fig"]}
    draft = carried(answers, new, speech=TURNED)
    assert draft.answers == {"name": "Kim"}
    assert draft.lost == [
        Lost(label="?ti si tahW", text="mine"),
        Lost(label="?tiurf hcihW", text="raep A, gif A"),
    ]


@pytest.mark.parametrize(
    ("question", "answer", "kept", "gone"),
    [
        (replace(FRUIT, name="a", options=FRUIT.options[:2]), ["pear", "fig"], ["pear"], "A fig"),
        (replace(FRUIT, name="a", options=FRUIT.options[:1]), ["fig"], None, "A fig"),
        (OneOf(name="a", label="A?", options=FRUIT.options), ["pear"], None, "A pear"),
        (ShortText(name="a", label="A?", limit=3), "long words", None, "long words"),
        (ShortText(name="a", label="A?"), "two\nlines", None, "two\nlines"),
        (LongText(name="a", label="A?"), "one line", "one line", ""),
        (Scale(name="a", label="A?", low="l", high="h"), "seven", None, "seven"),
        (Scale(name="a", label="A?", low="l", high="h"), 7, 7, ""),
        (DateOf(name="a", label="A?"), "2026-03-27", "2026-03-27", ""),
        (DateOf(name="a", label="A?"), "soon", None, "soon"),
    ],
)
def test_as_much_of_an_answer_goes_on_as_fits_the_question_of_today(question, answer, kept, gone):
    first = replace(FRUIT, name="a") if isinstance(answer, list) else WORDS
    old = form(page("one", replace(first, name="a"), readers=Audience.TEAM))
    new = form(page("one", question, readers=Audience.TEAM), version=2)
    draft = carried({"a": answer}, new, old)
    assert draft.answers.get("a") == kept
    assert [each["text"] for each in draft.lost] == ([gone] if gone else [])


@pytest.mark.parametrize("chosen", CIRCLES)
@pytest.mark.parametrize("fixed", [None, *CIRCLES])
def test_nobody_comes_to_read_an_answer_who_was_not_to_read_it(chosen, fixed):
    old = form(page("one", NAME), page("two", WORDS))
    new = form(page("one", NAME, WORDS, readers=fixed), version=2)
    readers = {"one": Audience.EVERYONE, "two": chosen}
    draft = carried({"name": "Kim", "words": "mine"}, new, old, readers=readers)
    circles = list(CIRCLES)
    now_read_by = new.pages[0].audience(draft.audiences)
    if "words" in draft.answers:
        assert circles.index(now_read_by) <= circles.index(chosen)
    else:
        assert circles.index(fixed) > circles.index(chosen)
        assert MINE in draft.lost


def test_a_choice_of_readers_goes_on_with_the_page():
    draft = carried({"fruit": ["pear"]}, replace(OLD, version=2), readers={"two": Audience.TEAM})
    assert draft.audiences == {"two": Audience.TEAM}


def test_a_page_on_which_something_new_is_asked_is_shown_once_more():
    new = form(OLD.pages[0], page("two", FRUIT, LongText(name="new", label="New?")), version=2)
    draft = carried({"name": "Kim"}, new)
    assert draft.unseen(new).slug == "two"
    assert draft.at == "two"


def test_whoever_was_on_a_page_that_is_gone_begins_at_the_first():
    draft = carried({"fruit": ["pear"]}, form(OLD.pages[0], version=2))
    assert draft.at == ""
    assert draft.seen == ["one"]


def test_copies_of_a_page_go_on_with_their_number():
    old = replace(BRANCHED, pages=(KIND, MORE, POINT))
    draft = written(old, {"kind": "quiet", "says": "one"})
    for copy in ("point-2", "point-3"):
        each = old.page(copy)
        draft.keep(each, {each.questions[0].name: copy}, "everyone", {})
        draft.note(each, IN_ENGLISH)
        draft.visit(old, each)
    fewer = replace(POINT, repeats=replace(POINT.repeats, most=2))
    carry_over(draft, replace(old, version=2, pages=(KIND, MORE, fewer)))
    assert draft.answers == {"kind": "quiet", "says": "one", "says_2": "point-2"}
    assert draft.lost == [Lost(label="Says?", text="point-3")]
    assert draft.audiences["point-2"] is Audience.EVERYONE
    assert draft.counts == {"point": 2}


def test_what_could_not_be_kept_as_it_was_typed_is_not_lost_either():
    day = DateOf(name="day", label="Which day?")
    old = form(page("one", day, NAME, readers=Audience.TEAM))
    typed = {"one": {"day-day": ["31"], "day-month": ["2"], "day-year": [""], "name": ["K" * 300]}}
    same = carried({}, replace(old, version=2), old, typed=typed)
    assert (same.typed, same.lost) == (typed, [])
    moved = carried({}, form(page("one", NAME), version=2), old, typed=typed)
    assert moved.typed == {"one": {"name": ["K" * 300]}}
    assert [each["text"] for each in moved.lost] == ["31", "2"]


def test_the_same_version_and_what_was_sent_stay_as_they_are():
    draft = written(OLD, {"words": "mine"})
    before = asdict(draft)
    carry_over(draft, OLD)
    assert asdict(draft) == before
    draft.sent = MORNING.isoformat()
    before = asdict(draft)
    carry_over(draft, form(page("one", NAME), version=2))
    assert asdict(draft) == before


@pytest.fixture
def begun(store):
    """A browser's token with a draft of OLD."""
    token = new_token()
    before = written(OLD, {"words": "mine", "name": "Kim"})

    def write(new: Draft) -> None:
        new.answers, new.asked = before.answers, before.asked

    drafts.begin(store, token, OLD, MORNING, write)
    return token


NEW = form(page("one", NAME, readers=Audience.TEAM), version=2)


def test_a_browser_finds_its_draft_again_in_the_new_version(store, begun):
    draft = drafts.read(store, begun, NEW, MORNING)
    assert (draft.answers, draft.lost) == (
        {"name": "Kim"},
        [MINE],
    )
    with drafts.changing(store, begun, NEW, MORNING) as (_, found):
        found.draft.urgent = True
    draft = drafts.read(store, begun, NEW, MORNING)
    assert (draft.version, draft.lost) == (2, [MINE])


def test_a_return_code_opens_it_in_the_new_version_on_any_phone(store, begun, monkeypatch):
    code = give_code(store, SECRET, begun, OLD, MORNING).code
    monkeypatch.setattr(catalogue, "JOURNEYS", (NEW,))
    other = new_token()
    assert come_back(store, SECRET, code, other, MORNING) is NEW
    draft = drafts.read(store, other, NEW, MORNING)
    assert (draft.answers, draft.lost) == (
        {"name": "Kim"},
        [MINE],
    )
