"""Where others use the phone, less is shown after sending, and for a shorter time."""

import re

import pytest
from flask import Flask

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.journey import Journey
from tests.family.forms.test_danger import later
from tests.family.forms.test_filling import ANSWERS, FORM, fill_in, receipt_on
from tests.support.clients import CarefulClient

#: What was typed, and what a whole form says of it.
TYPED = ("Zofia Example", "He laughs again", "mistakes", "bedtime", "afraid of somebody")

CHILD = "/en/forms/my-say"


def start(client: CarefulClient, form: str = FORM, **ticked: str) -> str:
    return client.post(form, data={"do": "next", **ticked}).location


def send(client: CarefulClient) -> str:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    return client.get(f"{FORM}/sent").text


def seconds_until_it_goes(client: CarefulClient, page: str = "sent") -> int:
    seconds, _, place = client.get(f"{FORM}/{page}").headers["Refresh"].partition("; url=")
    assert place == f"{FORM}/closed"
    return int(seconds)


def button(client: CarefulClient, form: str = FORM) -> str:
    return re.search(r'value="next">([^<]+)</button>', client.get(form).text).group(1)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.slug)
def test_every_form_asks_it_once_before_the_first_box_and_lets_it_be_left_out(
    client: CarefulClient, journey: Journey
) -> None:
    form = f"/en/forms/{journey.slug}"
    assert client.get(form).text.count('name="others"') == 1
    first = f"{form}/{journey.pages[0].slug}"
    assert start(client, form) == first
    if journey.with_grown_up:
        shown = client.post(form, data={"do": "child", "others": "yes"})
        assert shown.location == f"{form}/before"
        assert 'name="others"' not in client.get(shown.location).text
        assert start(client, form) == first
    assert 'name="others"' not in client.get(first).text


def test_what_was_ticked_is_known_in_the_next_form_too_and_can_be_taken_back(
    client: CarefulClient,
) -> None:
    ticked = 'name="others" value="yes" checked'
    start(client, others="yes")
    assert ticked in client.get(CHILD).text
    start(client, CHILD)
    assert ticked not in client.get(FORM).text


@pytest.mark.parametrize("said", ["before the form", "in the form"])
def test_after_sending_nothing_of_what_was_written_is_shown_or_saved(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    if said == "before the form":
        start(client, others="yes")
    else:
        monkeypatch.setitem(ANSWERS, "keeping-in-touch", {"contact_care": ["shared-phone"]})
    page = send(client)
    assert len(receipt_on(page)) == 20
    assert page.index('value="done"') < page.index("What happens next")
    main = page.split("<main")[1].split("</main>")[0]
    for words in (*TYPED, "picture", "Show what I sent", 'value="copy"', "Who can read what"):
        assert words not in main
    assert main.index("Others can find what you print") < main.index('value="card"')
    assert client.get(f"{FORM}/copy.html").location == f"{FORM}/sent"
    assert client.get(f"{FORM}/another").location == f"{FORM}/sent"


def test_the_page_goes_by_itself_after_three_minutes_and_leaves_nothing(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(client, others="yes")
    send(client)
    assert 170 < seconds_until_it_goes(client) <= 182
    assert 170 < seconds_until_it_goes(client, "card") <= 182
    later(family_app, monkeypatch, 4)
    assert client.get(f"{FORM}/sent").location == FORM


def test_where_nobody_else_uses_it_there_is_a_quarter_of_an_hour(client: CarefulClient) -> None:
    page = send(client)
    assert "You can also take a picture of the number." in page
    assert "He laughs again" in page
    assert 890 < seconds_until_it_goes(client) <= 902


def test_the_check_warns_whoever_said_it_before_a_copy_is_saved(client: CarefulClient) -> None:
    start(client, others="yes")
    fill_in(client)
    text = client.get(f"{FORM}/check").text
    assert text.index("You said that others use") < text.index('value="copy"')


def test_the_button_of_the_start_page_says_what_it_opens(client: CarefulClient) -> None:
    assert button(client) == "Start"
    client.submit(f"{FORM}/you", do="visit:help", name="Kim")
    assert button(client) == "Go on with my answers"
    send(client)
    assert button(client) == "See my number"
    assert start(client) == f"{FORM}/sent"


def test_a_form_in_which_nothing_was_answered_is_begun_and_not_gone_on_with(
    client: CarefulClient,
) -> None:
    client.submit(f"{CHILD}/who-writes", do="visit:help")
    assert button(client, CHILD) == "Start"


def test_the_number_of_a_child_can_be_put_away_before_anything_else(client: CarefulClient) -> None:
    start(client, CHILD, others="yes")
    client.submit(f"{CHILD}/who-writes", pen="alone")
    client.submit(f"{CHILD}/about-you", child_first_name="Kanarek")
    client.submit(f"{CHILD}/check", do="send")
    page = client.get(f"{CHILD}/sent").text
    assert page.index("Show my number") < page.index('value="done"') < page.index('class="keep"')
    assert "Kanarek" not in page
    assert 'value="copy"' not in page


def test_in_a_browser_without_cookies_the_form_begins_all_the_same(client: CarefulClient) -> None:
    client.browser.delete_cookie("hf")
    assert start(client, others="yes") == f"{FORM}/you"
