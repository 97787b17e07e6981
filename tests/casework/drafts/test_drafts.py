"""A form that is being filled in: what it keeps, what it drops, and when it dies."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.drafts import drafts as drafting
from heard.casework.drafts.draft import AFTER_SENDING, IDLE, Draft
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.audience import Audience
from heard.records.database.store import Store
from heard.records.tables import draft_locks, drafts
from heard.vault.drafts import new_token
from tests.casework.founded import MORNING
from tests.journeys.branched import BRANCHED, KIND, MORE


@pytest.fixture
def draft() -> Draft:
    return Draft(BRANCHED.name, BRANCHED.version, touched=MORNING.isoformat())


def point(number: int):
    """A copy of the page that repeats."""
    return BRANCHED.page("point" if number == 1 else f"point-{number}")


def count(store: Store, table) -> int:
    with store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


def test_a_page_that_disappears_keeps_its_words_and_comes_back_with_them(draft: Draft) -> None:
    draft.keep(KIND, {"kind": "loud"}, None, {})
    draft.keep(MORE, {"words": "said"}, Audience.EVERYONE, {})
    draft.keep(KIND, {"kind": "quiet"}, None, {})
    assert draft.dropped(BRANCHED) == [MORE]
    assert MORE not in draft.way(BRANCHED).pages
    draft.keep(KIND, {"kind": "loud"}, None, {})
    assert draft.dropped(BRANCHED) == []
    assert draft.answers["words"] == "said"
    assert draft.audiences["more"] is Audience.EVERYONE


def test_what_is_needed_on_a_page_that_is_not_asked_is_not_missed(draft: Draft) -> None:
    draft.keep(KIND, {"kind": "quiet"}, None, {})
    assert draft.unfinished(BRANCHED) == []
    draft.keep(KIND, {"kind": "loud"}, None, {})
    assert draft.unfinished(BRANCHED) == [MORE]


def test_a_change_leads_to_the_pages_that_it_has_brought(draft: Draft) -> None:
    draft.keep(KIND, {"kind": "quiet"}, None, {})
    for page in (KIND, point(1)):
        draft.visit(BRANCHED, page)
    assert draft.unseen(BRANCHED) is None
    draft.keep(KIND, {"kind": "loud"}, None, {})
    assert draft.unseen(BRANCHED) == MORE


def test_points_are_added_up_to_the_limit(draft: Draft) -> None:
    assert [draft.add_copy(BRANCHED, point(1)).slug for _ in range(4)] == [
        "point-2",
        "point-3",
        "point-3",
        "point-3",
    ]


def test_when_a_point_is_taken_out_those_after_it_move_up(draft: Draft) -> None:
    draft.counts["point"] = 3
    for number, words in ((1, "one"), (2, "two"), (3, "three")):
        name = "says" if number == 1 else f"says_{number}"
        draft.keep(point(number), {name: words}, Audience.TEAM if number == 3 else None, {})
    draft.remove_copy(BRANCHED, point(1))
    assert draft.answers == {"says": "two", "says_2": "three"}
    assert draft.audiences == {"point-2": Audience.TEAM}
    draft.remove_copy(BRANCHED, point(2))
    draft.remove_copy(BRANCHED, point(1))
    assert draft.answers == {}
    assert draft.counts["point"] == 1


def test_what_could_not_be_kept_of_a_point_moves_with_it(draft: Draft) -> None:
    draft.counts["point"] = 2
    draft.keep(point(2), {}, None, {"says_2": ["too long"], "says_2-day": ["40"]})
    draft.remove_copy(BRANCHED, point(1))
    assert draft.typed == {"point": {"says": ["too long"], "says-day": ["40"]}}


def test_a_point_posted_without_a_draft_is_asked_for_again(draft: Draft) -> None:
    draft.visit(BRANCHED, point(3))
    assert draft.counts == {"point": 3}


def test_a_draft_dies_an_hour_after_the_last_touch(store: Store) -> None:
    token = new_token()
    drafting.begin(store, token, YOUR_VIEWS, MORNING)
    later = MORNING + IDLE - timedelta(seconds=1)
    with drafting.changing(store, token, YOUR_VIEWS, later) as (_, found):
        found.draft.answers["name"] = "Zofia"
    assert drafting.read(store, token, YOUR_VIEWS, later + IDLE - timedelta(seconds=1))
    assert drafting.read(store, token, YOUR_VIEWS, later + IDLE) is None


def test_what_another_post_saved_in_between_is_not_lost(store: Store) -> None:
    token, tries = new_token(), []
    drafting.begin(store, token, YOUR_VIEWS, MORNING)

    def other(draft: Draft) -> None:
        draft.answers["name"] = "Zofia"

    def make(draft: Draft) -> str:
        if not tries:
            drafting.change(store, token, YOUR_VIEWS, MORNING, other)
        tries.append(dict(draft.answers))
        draft.answers["relation"] = "mother"
        return "made"

    kept = drafting.change(store, token, YOUR_VIEWS, MORNING, make)
    assert tries == [{}, {"name": "Zofia"}]
    assert kept[1] == "made"
    assert kept[0].answers == {"name": "Zofia", "relation": "mother"}
    assert drafting.read(store, token, YOUR_VIEWS, MORNING).answers == kept[0].answers


def test_what_was_left_while_a_page_was_saved_does_not_come_back(store: Store) -> None:
    token = new_token()
    drafting.begin(store, token, YOUR_VIEWS, MORNING)

    def make(draft: Draft) -> None:
        drafting.leave(store, token, JOURNEYS)

    assert drafting.change(store, token, YOUR_VIEWS, MORNING, make, begins=True) is None
    assert count(store, drafts) == count(store, draft_locks) == 0


def test_two_first_posts_at_once_begin_one_draft(store: Store) -> None:
    token, tries = new_token(), []

    def make(draft: Draft) -> None:
        if not tries:
            drafting.begin(
                store, token, YOUR_VIEWS, MORNING, lambda new: new.answers.update(name="Zofia")
            )
        tries.append(dict(draft.answers))
        draft.answers["relation"] = "mother"

    kept = drafting.change(store, token, YOUR_VIEWS, MORNING, make, begins=True)
    assert tries == [{}, {"name": "Zofia"}]
    assert kept[0].answers == {"name": "Zofia", "relation": "mother"}
    assert count(store, drafts) == 1


def test_after_sending_it_is_there_for_a_quarter_of_an_hour(store: Store) -> None:
    token = new_token()
    drafting.begin(store, token, YOUR_VIEWS, MORNING)
    with drafting.changing(store, token, YOUR_VIEWS, MORNING) as (_, found):
        found.draft.sent = MORNING.isoformat()
    assert drafting.read(store, token, YOUR_VIEWS, MORNING + AFTER_SENDING - timedelta(seconds=1))
    assert drafting.read(store, token, YOUR_VIEWS, MORNING + AFTER_SENDING) is None


def test_leaving_destroys_every_draft_of_the_browser(store: Store) -> None:
    token = new_token()
    for journey in JOURNEYS:
        drafting.begin(store, token, journey, MORNING)
    drafting.leave(store, token, JOURNEYS)
    assert count(store, drafts) == count(store, draft_locks) == 0


def test_throwing_one_form_away_leaves_the_others(store: Store) -> None:
    token = new_token()
    for journey in JOURNEYS:
        drafting.begin(store, token, journey, MORNING)
    drafting.throw_away(store, token, YOUR_VIEWS, MORNING)
    assert drafting.read(store, token, YOUR_VIEWS, MORNING) is None
    assert count(store, drafts) == len(JOURNEYS) - 1


def test_another_browser_opens_nothing(store: Store) -> None:
    drafting.begin(store, new_token(), YOUR_VIEWS, MORNING)
    assert drafting.read(store, new_token(), YOUR_VIEWS, MORNING) is None
    assert drafting.read(store, None, YOUR_VIEWS, MORNING) is None
