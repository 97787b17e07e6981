"""No post is answered by a page: a browser would keep what was posted and send it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from heard.casework.drafts import kept_pages as keeping_pages
from heard.family.guides import search as searching
from heard.records.tables import kept_pages
from tests.family.forms.test_filling import FORM, fill_in
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built

WORD = "Kanarienvogel"

#: Views that may answer a post by something else than a redirect, each with the reason.
DIRECT = {
    "forms.keep_typed": "only a script posts there, and what a script fetches is in no history",
}

VALUES = {"lang": "en", "form": "your-views", "page": "you"}


def posts(app: Flask) -> Iterator[tuple[str, str]]:
    """Each view that takes a post, with an address of it."""
    addresses = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            values = {name: VALUES[name] for name in rule.arguments}
            yield rule.endpoint, addresses.build(rule.endpoint, values, method="POST")


def post(client: CarefulClient, address: str, data: dict[str, str], **more: object) -> TestResponse:
    """The answer to a post itself, and not what it leads to."""
    return client.browser.post(address, data=data, **more)


@pytest.mark.parametrize("do", ["", "next", "add", "withdraw", "danger", "send", "nonsense"])
def test_every_post_is_answered_by_a_redirect(family_app: Flask, do: str) -> None:
    asked = {}
    for endpoint, address in posts(family_app):
        client = CarefulClient(family_app)
        signed = token(client.get(f"{FORM}/you").text)
        for data in ({}, {"csrf_token": "wrong"}, {"csrf_token": signed}):
            typed = dict.fromkeys(("name", "words", "text", "receipt", "code"), WORD)
            answer = post(client, address, {**data, **typed, "meeting-day": "1", "do": do})
            asked.setdefault(endpoint, set()).add(answer.status_code)
    assert len(asked) > 14, "hardly anything was looked at"
    others = {name for name, codes in asked.items() if not codes <= {302, 303, 307}}
    assert others == (set() if do == "danger" else set(DIRECT))


def test_no_address_that_a_post_leads_to_holds_what_was_typed(family_app: Flask) -> None:
    places = []
    for _, address in posts(family_app):
        client = CarefulClient(family_app)
        signed = token(client.get(f"{FORM}/you").text)
        typed = dict.fromkeys(("name", "words", "text", "receipt", "code"), WORD)
        places.append(post(client, address, {"csrf_token": signed, **typed}).location or "")
    assert any("/shown/" in place for place in places)
    assert not [place for place in places if WORD in place or "?" in place]


def test_what_was_answered_is_shown_again_to_this_browser_and_to_no_other(
    client: CarefulClient, family_app: Flask
) -> None:
    answer = post(client, "/en/search", {"words": WORD})
    assert (answer.status_code, answer.location) == (303, "/en/shown/search")
    for _ in range(2):
        assert WORD in client.get(answer.location).text
    stranger = CarefulClient(family_app).get(answer.location)
    assert (stranger.status_code, stranger.location) == (302, "/en/search")
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.get(answer.location, headers=from_elsewhere).location == "/en/search"


def test_after_a_quarter_of_an_hour_it_is_shown_no_more(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = post(client, "/en/search", {"words": WORD}).location
    house = family_app.extensions["site"]
    later = house.clock() + timedelta(minutes=15)
    monkeypatch.setitem(family_app.extensions, "site", replace(house, clock=lambda: later))
    assert client.get(shown).location == "/en/search"


def rows_of(house: Built) -> list[bytes]:
    with house.store.read() as conn:
        return list(conn.scalars(select(kept_pages.c.body)))


def test_no_word_of_it_is_in_the_database_and_leaving_destroys_it(
    client: CarefulClient, family_house: Built
) -> None:
    before = len(rows_of(family_house))
    shown = post(client, "/en/words", {"text": WORD}).location
    assert WORD in client.get(shown).text
    rows = rows_of(family_house)
    assert len(rows) == before + 1
    assert not [row for row in rows if WORD.encode() in row]
    client.get("/exit")
    assert len(rows_of(family_house)) == before
    assert client.get(shown).location == "/en/words"


def mistaken(client: CarefulClient) -> tuple[dict[str, str], str]:
    """What was posted from the first page of a form without what is needed, and where that led."""
    page = client.get(f"{FORM}/you").text
    data = {"csrf_token": token(page), "do": "next", "name": WORD}
    return data, post(client, f"{FORM}/you", data).location


def test_a_mistake_on_the_first_page_is_shown_again_with_what_was_typed(
    client: CarefulClient,
) -> None:
    _, shown = mistaken(client)
    assert shown == "/en/shown/forms/your-views/you"
    for _ in range(2):
        page = client.get(shown)
        assert page.status_code == 422
        assert "<title>Error:" in page.text
        assert 'href="#relation-1"' in page.text
        assert f'value="{WORD}"' in page.text


def test_what_was_put_right_stands_there_after_back(client: CarefulClient) -> None:
    _, shown = mistaken(client)
    answer = {"csrf_token": token(client.get(shown).text), "relation": "mother", "name": "Zofia"}
    assert post(client, f"{FORM}/you", answer).location == f"{FORM}/which-meeting"
    assert client.get(shown).location == f"{FORM}/you"
    assert 'value="Zofia"' in client.get(f"{FORM}/you").text


def test_what_was_typed_since_stands_there_after_a_reload(client: CarefulClient) -> None:
    _, shown = mistaken(client)
    typed = {"csrf_token": token(client.get(shown).text), "name": "Zofia"}
    assert post(client, f"{FORM}/you/typed", typed).status_code == 200
    assert client.get(shown).location == f"{FORM}/you"
    assert 'value="Zofia"' in client.get(f"{FORM}/you").text


@pytest.mark.parametrize("do", ["next", "danger", "language:ur", "stay"])
def test_what_is_posted_again_after_leaving_is_shown_nowhere(
    client: CarefulClient, do: str
) -> None:
    data, shown = mistaken(client)
    client.get("/exit")
    # Whoever has the phone next has a session too.
    client.get(f"{FORM}/which-meeting")
    again = post(client, f"{FORM}/you", {**data, "do": do})
    assert again.location in (f"{FORM}/gone", "/en/help")
    for address in (again.location, shown, f"{FORM}/you", FORM):
        assert WORD not in client.browser.get(address, follow_redirects=True).text


def test_a_page_that_nobody_made_brings_nothing_back(client: CarefulClient) -> None:
    answer = post(client, f"{FORM}/you", {"csrf_token": "wrong", "name": WORD})
    assert answer.location == f"{FORM}/gone"


def test_after_the_number_is_kept_what_is_posted_again_is_shown_nowhere(
    client: CarefulClient,
) -> None:
    data, shown = mistaken(client)
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    assert client.submit(f"{FORM}/sent", do="done").location == f"{FORM}/closed"
    again = post(client, f"{FORM}/you", data)
    assert again.location == f"{FORM}/gone"
    for address in (shown, f"{FORM}/you"):
        assert WORD not in client.browser.get(address, follow_redirects=True).text


def test_what_was_thrown_away_is_not_shown_again(client: CarefulClient) -> None:
    _, shown = mistaken(client)
    stop = client.get(f"{FORM}/stop").text
    post(client, f"{FORM}/stop", {"csrf_token": token(stop), "do": "throw"})
    assert WORD not in client.browser.get(shown, follow_redirects=True).text


@contextmanager
def full_disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing can be written, and all that is there can be read."""
    store = app.extensions["site"].store

    def fails(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(type(store), "write", fails)
        patch.setattr(type(store), "write_once", fails)
        yield


def test_where_nothing_can_be_kept_a_form_gives_its_words_back_until_somebody_leaves(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"{FORM}/you").text
    data = {"csrf_token": token(page), "do": "next", "name": WORD}
    with full_disk(family_app, monkeypatch):
        answer = post(client, f"{FORM}/you", data)
        assert answer.status_code == 503
        assert f'value="{WORD}"' in answer.text
    client.get("/exit")
    assert post(client, f"{FORM}/you", data).location == f"{FORM}/gone"


def test_as_long_as_nothing_can_be_kept_nothing_comes_back_to_who_has_left(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"{FORM}/you").text
    data = {"csrf_token": token(page), "do": "next", "name": WORD}
    with full_disk(family_app, monkeypatch):
        post(client, f"{FORM}/you", data)
        client.get("/exit")
        again = post(client, f"{FORM}/you", data)
        assert again.status_code == 303
        assert client.get(again.location).status_code == 503


@pytest.mark.parametrize("address", ["/en/search", "/en/words", "/en/dates", "/en/which-way"])
def test_where_nothing_can_be_kept_a_tool_says_so_and_shows_nothing_that_was_typed(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    typed = {"words": WORD, "text": WORD, "meeting-day": WORD, "do": "next"}
    with full_disk(family_app, monkeypatch):
        answer = post(client, address, typed)
        assert answer.status_code == 303
        shown = client.get(answer.location)
    assert shown.status_code == 503
    assert "01632 960101" in shown.text
    assert WORD not in shown.text
    assert client.get(answer.location).location == address


def test_a_fault_of_ours_is_told_under_an_address_and_holds_nothing_that_was_typed(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(WORD)

    monkeypatch.setattr(searching, "indexes", broken)
    answer = post(client, "/en/search", {"words": WORD})
    assert answer.location == "/en/shown/search"
    shown = client.get(answer.location)
    assert shown.status_code == 500
    assert "01632 960101" in shown.text
    assert WORD not in shown.text


def test_far_too_much_is_told_under_an_address(client: CarefulClient) -> None:
    answer = post(client, "/en/search", {"words": WORD * 400_000})
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 413


def test_a_page_that_is_too_large_to_keep_comes_back_in_its_own_session_alone(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_pages, "LARGEST", 10)
    page = client.get(f"{FORM}/you").text
    data = {"csrf_token": token(page), "do": "next", "name": WORD}
    answer = post(client, f"{FORM}/you", data)
    assert answer.status_code == 422
    assert f'value="{WORD}"' in answer.text
    assert client.get(post(client, "/en/search", {"words": WORD}).location).status_code == 503
