"""Stopping now and coming back with a code, on this phone or another."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.council.logbook import Logbook
from heard.casework.drafts import drafts as drafting
from heard.casework.drafts.draft import IDLE, WITH_CODE
from heard.casework.drafts.return_codes import OtherDraft, come_back, give_code
from heard.casework.retention import sweep
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.records.database.store import Store
from heard.records.tables import draft_locks, drafts
from heard.vault.drafts import new_token
from heard.vault.receipts import show_receipt
from tests.casework.founded import MORNING

SECRET = secrets.token_bytes(32)


def begun(store: Store, words: str = "what I wrote") -> str:
    """A form with words in it; the browser's token."""
    token = new_token()
    drafting.begin(store, token, YOUR_VIEWS, MORNING)
    with drafting.changing(store, token, YOUR_VIEWS, MORNING) as (_, found):
        found.draft.answers["worries"] = words
    return token


def code_of(store: Store, token: str) -> str:
    return give_code(store, SECRET, token, YOUR_VIEWS, MORNING).code


def words(store: Store, token: str, now=MORNING) -> str | None:
    draft = drafting.read(store, token, YOUR_VIEWS, now)
    return draft and draft.answers.get("worries")


def test_with_the_code_it_opens_on_another_phone_for_seven_days(store: Store) -> None:
    code, later = code_of(store, begun(store)), MORNING + WITH_CODE - timedelta(minutes=1)
    other_phone = new_token()
    assert come_back(store, SECRET, code, other_phone, later) is YOUR_VIEWS
    assert words(store, other_phone, later) == "what I wrote"


def test_after_seven_days_it_is_gone_and_swept(store: Store) -> None:
    code = code_of(store, begun(store))
    assert come_back(store, SECRET, code, new_token(), MORNING + WITH_CODE) is None
    sweep(store, Logbook(bytes(32)), MORNING + WITH_CODE + timedelta(hours=1))
    with store.read() as conn:
        assert conn.scalar(select(func.count()).select_from(drafts)) == 0


def test_the_code_is_drawn_once_and_has_twenty_digits(store: Store) -> None:
    token = begun(store)
    code = code_of(store, token)
    assert len(code) == 20
    assert code_of(store, token) == code
    assert come_back(store, SECRET, show_receipt(code), new_token(), MORNING) is YOUR_VIEWS


def test_the_browser_that_began_it_stops_opening_it_after_an_idle_hour(store: Store) -> None:
    token = begun(store)
    code = code_of(store, token)
    assert words(store, token, MORNING + IDLE) is None
    assert come_back(store, SECRET, code, token, MORNING + IDLE) is YOUR_VIEWS
    assert words(store, token, MORNING + IDLE) == "what I wrote"


def test_leaving_closes_it_on_this_phone_and_the_code_still_opens_it(store: Store) -> None:
    token = begun(store)
    code = code_of(store, token)
    drafting.leave(store, token, (YOUR_VIEWS,))
    assert words(store, token) is None
    assert come_back(store, SECRET, code, token, MORNING) is YOUR_VIEWS


def test_thrown_away_the_code_opens_nothing(store: Store) -> None:
    token = begun(store)
    code = code_of(store, token)
    drafting.throw_away(store, token, YOUR_VIEWS, MORNING)
    assert come_back(store, SECRET, code, new_token(), MORNING) is None


@pytest.mark.parametrize("typed", ["", "1" * 20, "no number", "9" * 500, "\u202e", "1" * 19])
def test_another_code_opens_nothing(store: Store, typed: str) -> None:
    code_of(store, begun(store))
    assert come_back(store, SECRET, typed, new_token(), MORNING) is None


def test_after_sending_there_is_no_code_to_be_had(store: Store) -> None:
    token = begun(store)
    with drafting.changing(store, token, YOUR_VIEWS, MORNING) as (_, found):
        found.draft.sent = MORNING.isoformat()
    assert give_code(store, SECRET, token, YOUR_VIEWS, MORNING) is None


def test_what_this_browser_has_begun_is_not_lost_without_being_asked(store: Store) -> None:
    code, mine = code_of(store, begun(store)), begun(store, "mine")
    with pytest.raises(OtherDraft):
        come_back(store, SECRET, code, mine, MORNING)
    assert words(store, mine) == "mine"
    come_back(store, SECRET, code, mine, MORNING, replace=True)
    assert words(store, mine) == "what I wrote"


def test_coming_back_twice_to_the_same_form_asks_nothing(store: Store) -> None:
    token = begun(store)
    code = code_of(store, token)
    for _ in range(2):
        assert come_back(store, SECRET, code, token, MORNING) is YOUR_VIEWS
    with store.read() as conn:
        assert conn.scalar(select(func.count()).select_from(draft_locks)) == 2


def test_neither_the_code_nor_what_it_opens_lies_in_the_database(store: Store) -> None:
    code = code_of(store, begun(store, "a canary"))
    with store.read() as conn:
        stored = repr([*conn.execute(select(drafts)), *conn.execute(select(draft_locks))])
    assert code not in stored
    assert "canary" not in stored


def test_the_code_opens_nothing_without_the_secret_of_the_public_process(store: Store) -> None:
    code = code_of(store, begun(store))
    assert come_back(store, secrets.token_bytes(32), code, new_token(), MORNING) is None
