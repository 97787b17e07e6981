"""What the number tells. Never what was sent."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from heard.records import messages
from heard.records.tables import additions
from heard.vault.receipts import show_receipt
from tests.family.receipt.following import (
    ADDED,
    CHAIR,
    UNIT,
    WRITTEN,
    added,
    another_language,
    hidden,
    look_up,
    newest,
    opened_by_staff,
    press,
    read_by_staff,
    reading_told,
    staff_answer,
)
from tests.support.clients import CarefulClient
from tests.support.houses import Built


def test_the_number_tells_that_it_arrived_and_never_what_was_written(
    number: str, stranger: CarefulClient
) -> None:
    text = look_up(stranger, show_receipt(number))
    assert "It has arrived" in text
    assert "Nobody has read it yet." in text
    assert "There is no answer yet." in text
    for words in WRITTEN:
        assert words not in text


def test_digits_of_another_script_are_understood(number: str, stranger: CarefulClient) -> None:
    urdu = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    page = look_up(stranger, urdu)
    assert "It has arrived" in page
    assert "We have what you added" in press(stranger, page, "add", words="x", part="unit").text


FOR_TEAM, FOR_CHAIRS = "What the team and the chairs can read", "What only the chairs can read"


def test_of_each_part_it_is_told_who_opened_it_who_read_it_and_when(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    unread = (FOR_CHAIRS, "No chair has read it yet.")
    page = look_up(stranger, number)
    assert reading_told(page) == [(FOR_TEAM, "Nobody has read it yet."), unread]
    opened_by_staff(family_house, UNIT)
    page = look_up(stranger, number)
    opened = "Somebody has opened it, and has not said yet that it is read."
    assert reading_told(page) == [(FOR_TEAM, opened), unread]
    assert "<h1>It has arrived</h1>" in page
    read_by_staff(family_house, UNIT)
    page = look_up(stranger, number)
    team = "The team read it on Tuesday 24 November 2026."
    assert reading_told(page) == [(FOR_TEAM, team), unread]
    assert "<h1>Part of it was read</h1>" in page
    opened_by_staff(family_house, UNIT, CHAIR, role="chair")
    by_chair = "A chair has opened it, and has not said yet that it is read."
    page = look_up(stranger, number)
    assert reading_told(page) == [(FOR_TEAM, team), (FOR_CHAIRS, by_chair)]
    assert "<h1>Part of it was read</h1>" in page
    read_by_staff(family_house, UNIT, CHAIR, role="chair", day=date(2026, 11, 25))
    page = look_up(stranger, number)
    chair = "A chair read it on Wednesday 25 November 2026."
    assert reading_told(page) == [(FOR_TEAM, f"{team} {chair}"), (FOR_CHAIRS, chair)]
    assert "<h1>It was read</h1>" in page


def test_what_is_added_after_reading_is_not_said_to_be_read(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    read_by_staff(family_house, UNIT, CHAIR, role="chair")
    page = look_up(stranger, number)
    assert "<h1>It was read</h1>" in page
    press(stranger, page, "add", words=ADDED, part="chair")
    page = look_up(stranger, number)
    assert "<h1>Part of it was read</h1>" in page
    assert reading_told(page)[2][1] == "No chair has read it yet."
    assert FOR_CHAIRS in reading_told(page)[2][0]


def test_whoever_is_in_danger_finds_help_and_then_their_words_marked_as_urgent(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    help_page = press(stranger, page, "danger", words=ADDED, part="unit")
    assert help_page.status_code == 200
    assert 'href="tel:999"' in help_page.text
    assert "nothing is sent yet" in help_page.text
    assert added(family_house) == 0
    urdu = another_language(stranger, hidden(help_page.text))
    assert 'href="tel:999"' in urdu
    back = press(stranger, help_page.text, "back").text
    assert f"\n{ADDED}</textarea>" in back
    assert re.search(r'name="urgent" value="urgent" checked', back)
    press(stranger, back, "add", words=ADDED, part="unit", urgent="urgent")
    with family_house.store.read() as conn:
        (stored,) = messages.additions_to(conn, newest(family_house)[0])
    assert (stored.part, stored.urgent) == ("unit", True)
    assert "urgent" in reading_told(look_up(stranger, number))[2][0]


@pytest.mark.parametrize("age", ["", "8-11"])
def test_in_danger_an_expired_number_still_leads_to_help(stranger: CarefulClient, age: str) -> None:
    posted = {"receipt": "1" * 20, "do": "danger", "at": "found", "age": age}
    moved = stranger.post("/en/reply", data=posted)
    assert (moved.status_code, moved.location) == (303, "/en/help")


def test_too_few_digits_are_named_and_kept(client: CarefulClient) -> None:
    text = look_up(client, "1234 5678")
    assert "The number has 20 digits. Here we count 8. Please check it." in text
    assert 'value="1234 5678"' in text


@pytest.mark.parametrize(
    "around", ["“{}”", "Number: {}.", "نمبر: \u2066{}\u2069۔", "Numer:\r\n{}\r\n", "{}, (my 2nd)"]
)
def test_a_number_is_found_however_it_was_copied(
    number: str, stranger: CarefulClient, around: str
) -> None:
    assert "It has arrived" in look_up(stranger, around.format(show_receipt(number)))


def test_no_box_cuts_a_number_that_is_pasted_with_words(stranger: CarefulClient) -> None:
    for page in ("/en/reply", "/en/return"):
        assert "maxlength" not in stranger.get(page).text


def test_who_has_asked_nothing_gets_no_cookie_and_nothing_may_be_kept(
    number: str, stranger: CarefulClient
) -> None:
    asked = stranger.get("/en/reply")
    assert "Set-Cookie" not in asked.headers
    page = look_up(stranger, number)
    answers = [
        asked,
        stranger.post("/en/reply", data={"receipt": number}),
        press(stranger, page, "add", words="x", part="chair"),
        press(stranger, page, "withdraw"),
        press(stranger, page, "take-back", told="unopened"),
    ]
    for each in answers:
        assert "no-store" in each.headers["Cache-Control"]
        assert "<title>Your number</title>" in each.text


def test_our_answer_is_shown_in_its_own_words_and_direction(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    staff_answer(family_house, "Thank you <b>both</b>.\nدوسری سطر")
    text = look_up(stranger, number)
    assert '<span class="own">Thank you &lt;b&gt;both&lt;/b&gt;.\nدوسری سطر</span>' in text


def test_in_another_language_an_interpreter_is_named_beside_our_answer(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = stranger.post("/ur/reply", data={"receipt": number}).text
    staff_answer(family_house, "Thank you.")
    after = stranger.post("/ur/reply", data={"receipt": number}).text
    interpreter = "0808 157 0"
    assert after.count(interpreter) > before.count(interpreter)


def test_another_language_keeps_the_page_and_what_was_typed_on_it(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = another_language(stranger, {"receipt": "1234"})
    assert 'value="1234"' in page
    assert 'class="errors"' not in page, "nothing was looked up"
    page = look_up(stranger, number)
    page = another_language(stranger, {**hidden(page), "words": ADDED, "part": "unit"})
    assert f"\n{ADDED}</textarea>" in page
    assert hidden(page)["receipt"] == number
    assert added(family_house) == 0
    page = press(stranger, page, "withdraw", "ur", words=ADDED, part="unit").text
    page = another_language(stranger, hidden(page))
    assert 'value="take-back"' in page
    assert hidden(page)["words"] == ADDED
    page = press(stranger, page, "take-back", "ur").text
    assert hidden(another_language(stranger, hidden(page))) == {"at": "gone"}


def test_the_foot_of_each_page_leads_on_without_the_number_in_an_address(
    number: str, stranger: CarefulClient
) -> None:
    page = look_up(stranger, number)
    for shown in (stranger.get("/en/reply").text, page, press(stranger, page, "withdraw").text):
        assert '<button type="submit" form="form" name="do" value="visit:help"' in shown
        assert number not in "".join(re.findall(r'(?:href|action)="([^"]*)"', shown))
    moved = press(stranger, page, "visit:help")
    assert (moved.status_code, moved.location) == (303, "/en/help")


@pytest.mark.parametrize("do", ["add", "take-back", "next", "withdraw"])
def test_another_site_cannot_post_here(
    number: str, stranger: CarefulClient, family_house: Built, do: str
) -> None:
    data = {"receipt": number, "do": do, "words": "x", "part": "unit", "told": "unopened"}
    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}):
        assert stranger.post("/en/reply", data=data, headers=header).status_code == 403
    with family_house.store.read() as conn:
        assert messages.taken_back_on(conn, newest(family_house)[0]) is None
        mine = additions.c.submission_id == newest(family_house)[0]
        assert conn.execute(select(additions.c.received).where(mine)).all() == []


@pytest.mark.parametrize("field", ["do", "at", "once", "part", "told", "words", "receipt"])
@pytest.mark.parametrize(
    "value", ["", "x" * 5000, "\0", "language:", "visit:nowhere", "ü" * 40, "gone"]
)
def test_nothing_that_is_posted_breaks_the_page(
    number: str, stranger: CarefulClient, field: str, value: str
) -> None:
    page = look_up(stranger, number)
    for do in ("add", "withdraw", "take-back"):
        data = {**hidden(page), "do": do, "words": "x", "part": "unit", field: value}
        answered = stranger.browser.post("/en/reply", data=data)
        assert answered.status_code in (200, 303, 422)
