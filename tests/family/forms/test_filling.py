"""Sending "your views": nothing that was typed is lost, and it is sent once."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from heard.records.tables import drafts, submissions
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built

FORM = "/en/forms/your-views"
LANGUAGES = ("en", "pl", "ur")

ANSWERS = {
    "you": {"relation": "mother", "name": "Zofia Example"},
    "which-meeting": {
        "child_first_name": "Adam",
        "child_born__day": "۲۷",
        "child_born__month": "۳",
        "child_born__year": "۲۰۱۵",
    },
    "going-well": {"going_well": "He laughs again.\nSchool is going well.", "readers": "everyone"},
    "worries": {"worries": "The report has <b>mistakes</b> & gaps."},
    "what-would-help": {"would_help": "A later bedtime call", "readers": "professionals"},
    "your-number": {"number": "0", "one_higher": "A door that locks"},
    "your-own-space": {"apart": ["door"]},
    "for-the-chair": {"chair_only": "I am afraid of somebody who will come."},
    "keeping-in-touch": {
        "contact_way": "text",
        "contact_detail": "07700 900123",
        "contact_care": ["no-voicemail", "no-council"],
    },
}


def stored(house: Built, table=submissions) -> int:
    with house.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


def fill_in(client: CarefulClient, form: str = FORM, until: str = "") -> None:
    for page, answers in ANSWERS.items():
        if page == until:
            return
        assert client.submit(f"{form}/{page}", **answers).status_code == 303


def receipt_on(page: str) -> str:
    return re.sub(r"\D", "", re.search(r'class="receipt">(.*?)</p>', page, re.DOTALL).group(1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_can_be_finished_in_every_language_and_ends_with_twenty_digits(
    client: CarefulClient, family_house: Built, language: str
) -> None:
    form, before = f"/{language}/forms/your-views", stored(family_house)
    assert client.get(form).status_code == 200
    fill_in(client, form)
    answer = client.submit(f"{form}/check", do="send")
    assert (answer.status_code, answer.location) == (303, f"{form}/sent")
    page = client.get(f"{form}/sent")
    assert len(receipt_on(page.text)) == 20
    assert stored(family_house) == before + 1


def test_the_exception_and_the_four_circles_are_said_before_the_first_box(
    client: CarefulClient,
) -> None:
    text = client.get(FORM).text
    asked, others = text.index("<input"), text.index('name="others"')
    assert text.count("<input") == 1 and asked < others, "nothing but about the phone"
    assert text.index("may be hurt, we have to tell") < asked
    for words in (
        "another person who chairs",
        "council team",
        "professionals",
        "both parents included",
    ):
        assert words in text


def test_every_page_with_words_says_who_will_see_them_and_begins_with_the_chairs(
    client: CarefulClient,
) -> None:
    fill_in(client)
    for page in ("worries", "for-the-chair"):
        assert re.search(
            r"Who sees this:</strong>\s*The chair, or another person who chairs",
            client.get(f"{FORM}/{page}").text,
        )


def test_check_shows_every_answer_as_it_was_typed_with_a_link_to_change_it(
    client: CarefulClient,
) -> None:
    fill_in(client)
    text = client.get(f"{FORM}/check").text
    assert "The report has &lt;b&gt;mistakes&lt;/b&gt; &amp; gaps." in text
    assert "Friday 27 March 2015" in text, "digits of another script are understood"
    assert "0 (0 is very worried, 10 is safe and well)" in text
    assert "Do not leave a voice message" in text
    for page in ANSWERS:
        assert f'href="{FORM}/{page}"' in text


def test_after_the_check_a_change_leads_back_to_the_check(client: CarefulClient) -> None:
    fill_in(client)
    client.get(f"{FORM}/check")
    answer = client.submit(f"{FORM}/worries", worries="Something else")
    assert answer.location == f"{FORM}/check"
    assert "Something else" in client.get(f"{FORM}/check").text


def test_a_mistake_is_named_beside_the_field_and_everything_typed_stays(
    client: CarefulClient,
) -> None:
    fill_in(client, until="which-meeting")
    answer = client.submit(
        f"{FORM}/which-meeting",
        child_family_name="Ćwiek",
        child_born__day="31",
        child_born__month="2",
        child_born__year="2015",
    )
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert 'href="#child_first_name"' in answer.text
    assert 'href="#child_born-day"' in answer.text
    assert "There is no such day." in answer.text
    assert 'value="Ćwiek"' in answer.text
    assert 'value="31"' in answer.text


def test_another_language_keeps_what_was_typed_even_what_is_not_right_yet(
    client: CarefulClient,
) -> None:
    fill_in(client, until="which-meeting")
    answer = client.submit(
        f"{FORM}/which-meeting",
        do="language:ur",
        child_first_name="ادم",
        child_born__day="40",
    )
    assert answer.location == "/ur/forms/your-views/which-meeting"
    page = client.get(answer.location)
    assert 'value="ادم"' in page.text
    assert 'value="40"' in page.text


def test_what_is_not_right_cannot_be_sent_and_the_check_leads_to_it(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/which-meeting", do="stop", child_first_name="A", child_born__day="40")
    text = client.get(f"{FORM}/check").text
    assert f'<a href="{FORM}/which-meeting#child_born-day">Which meeting is it?: ' in text
    assert "It cannot be sent yet" in text
    assert ">Go to what is missing</a>" in text
    assert 'value="send"' not in text
    before = stored(family_house)
    client.submit(f"{FORM}/check", do="send")
    assert stored(family_house) == before


def test_sending_twice_makes_one_and_shows_the_same_number(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    before = stored(family_house)
    form = token(client.get(f"{FORM}/check").text)
    for _ in range(3):
        assert client.post(
            f"{FORM}/check", data={"csrf_token": form, "do": "send"}
        ).location.endswith("/sent")
    first = receipt_on(client.get(f"{FORM}/sent").text)
    assert receipt_on(client.get(f"{FORM}/sent").text) == first
    assert stored(family_house) == before + 1


def test_two_tabs_fill_in_one_form(client: CarefulClient) -> None:
    fill_in(client)
    one, other = client.get(f"{FORM}/worries").text, client.get(f"{FORM}/going-well").text
    client.post(f"{FORM}/worries", data={"csrf_token": token(one), "worries": "From one tab"})
    client.post(
        f"{FORM}/going-well", data={"csrf_token": token(other), "going_well": "From the other"}
    )
    text = client.get(f"{FORM}/check").text
    assert "From one tab" in text
    assert "From the other" in text


def test_when_the_session_has_ended_the_page_just_posted_comes_back_whole(
    client: CarefulClient,
) -> None:
    fill_in(client, until="worries")
    page = client.get(f"{FORM}/worries").text
    client.browser.delete_cookie("hf")
    answer = client.post(
        f"{FORM}/worries",
        data={"csrf_token": token(page), "worries": "What I just wrote", "readers": "team"},
    )
    assert "What I just wrote</textarea>" in answer.text
    assert 'value="team" checked' in answer.text
    assert "You were away for a while" in answer.text
    again = client.post(
        f"{FORM}/worries",
        data={"csrf_token": token(answer.text), "worries": "What I just wrote"},
    )
    assert again.location == f"{FORM}/what-would-help", "posted again, it begins a new draft"
    text = client.get(f"{FORM}/check").text
    assert "What I just wrote" in text
    missing = f'<a href="{FORM}/you#relation-1">About you: Choose who you are to the child.</a>'
    assert missing in text, "the check names what is missing now"


def test_a_draft_dies_an_hour_after_it_was_last_touched(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_in(client)
    later = datetime.now(UTC) + timedelta(minutes=61)
    house = replace(family_app.extensions["site"], clock=lambda: later)
    monkeypatch.setitem(family_app.extensions, "site", house)
    assert client.get(f"{FORM}/check").location == FORM


def test_a_quarter_of_an_hour_after_sending_nothing_is_shown_any_more(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    later = datetime.now(UTC) + timedelta(minutes=16)
    house = replace(family_app.extensions["site"], clock=lambda: later)
    monkeypatch.setitem(family_app.extensions, "site", house)
    assert client.get(f"{FORM}/sent").location == FORM


def test_who_has_kept_the_number_leaves_nothing_behind(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    before = stored(family_house, drafts)
    answer = client.submit(f"{FORM}/sent", do="done")
    assert answer.location == f"{FORM}/closed"
    assert stored(family_house, drafts) == before - 1
    assert client.get(f"{FORM}/sent").location == FORM


def test_a_copy_holds_number_and_answers_and_has_a_neutral_name(client: CarefulClient) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    copy = client.get(client.submit(f"{FORM}/sent", do="copy").location)
    assert copy.headers["Content-Disposition"] == 'attachment; filename="copy.html"'
    shown = receipt_on(client.get(f"{FORM}/sent").text)
    assert shown in re.sub(r"\s", "", copy.text)
    assert "I am afraid of somebody who will come." in copy.text


def test_somebody_in_danger_sees_999_first_loses_nothing_and_the_form_is_marked_as_urgent(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client, until="worries")
    answer = client.submit(f"{FORM}/worries", do="danger", worries="Half a sent")
    page = client.get(answer.location)
    assert "Call 999" in page.text
    assert "Your form is marked as urgent" in page.text
    assert "Half a sent" in client.get(f"{FORM}/worries").text
    fill_in(client)
    assert "You marked this as urgent." in client.get(f"{FORM}/check").text
    client.submit(f"{FORM}/check", do="send")
    assert newest_is_urgent(family_house)


def test_the_mark_can_be_taken_away_and_set_again_at_the_check(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    for do, urgent in (("calm", False), ("urgent", True), ("calm", False)):
        help_page = client.submit(f"{FORM}/check", do="danger").location
        assert "You marked this as urgent." in client.get(f"{FORM}/check").text
        page = client.get(help_page).text
        client.post(help_page, data={"csrf_token": token(page), "do": do})
        assert ("You marked this" in client.get(f"{FORM}/check").text) == urgent
    client.submit(f"{FORM}/check", do="send")
    assert not newest_is_urgent(family_house)


def newest_is_urgent(house: Built) -> bool:
    newest = select(submissions.c.urgent).order_by(submissions.c.sequence.desc()).limit(1)
    with house.store.read() as conn:
        return conn.scalar(newest)


def test_keys_that_the_page_does_not_ask_for_are_dropped(client: CarefulClient) -> None:
    fill_in(client, until="worries")
    client.submit(f"{FORM}/worries", worries="Mine", chair_only="not asked here", urgent="1")
    assert "not asked here" not in client.get(f"{FORM}/for-the-chair").text


def test_a_page_in_the_middle_without_a_draft_leads_to_the_start(client: CarefulClient) -> None:
    assert client.get(f"{FORM}/worries").location == FORM
    assert client.get(f"{FORM}/check").location == FORM
    assert client.get(f"{FORM}/sent").location == FORM


def test_a_form_that_does_not_exist_is_answered_with_a_calm_page(client: CarefulClient) -> None:
    for address in ("/en/forms/nothing", "/ur/forms/nothing/you"):
        page = client.get(address)
        assert page.status_code == 404
        assert "01632 960101" in page.text


def test_no_page_of_the_form_may_be_kept_by_the_browser(client: CarefulClient) -> None:
    fill_in(client)
    for page in ("", "/worries", "/check"):
        assert "no-store" in client.get(FORM + page).headers["Cache-Control"]


def test_a_real_council_opens_a_form_only_where_its_words_were_checked(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = replace(family_app.extensions["site"], forms_open_in=frozenset({"en"}))
    monkeypatch.setitem(family_app.extensions, "site", house)
    for address in ("/ur/forms/your-views", "/ur/forms/your-views/you"):
        page = client.get(address)
        assert page.status_code == 200
        assert 'href="/en/forms/your-views"' in page.text
        assert "<textarea" not in page.text
        assert "0808 157 0106" in page.text
    assert client.get(FORM).status_code == 200


def test_a_post_from_another_site_is_refused(client: CarefulClient) -> None:
    page = client.get(f"{FORM}/you").text
    answer = client.post(
        f"{FORM}/you",
        data={"csrf_token": token(page), "relation": "mother"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_an_enormous_post_is_refused_with_a_page(client: CarefulClient) -> None:
    page = client.get(f"{FORM}/you").text
    answer = client.post(f"{FORM}/you", data={"csrf_token": token(page), "name": "x" * 4_000_000})
    assert answer.status_code == 413
    assert "too much at once" in answer.text


@pytest.mark.parametrize("pasted", ["ż" * 45_000, "خ" * 90_000, "word " * 200_000])
def test_far_too_much_comes_back_in_its_box_with_the_limit_beside_it(
    client: CarefulClient, pasted: str
) -> None:
    fill_in(client, until="worries")
    answer = client.submit(f"{FORM}/worries", worries=pasted)
    assert answer.status_code == 422
    assert f"{pasted}</textarea>" in answer.text
    assert "too long" in answer.text
    client.submit(f"{FORM}/worries", do="language:ur", worries=pasted)
    assert f"{pasted}</textarea>" in client.get(f"{FORM}/worries").text
