"""What the number tells, and what one can do with it. Never what was sent."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, update

from heard.casework.council.logbook import load_logbook
from heard.casework.reading.replying import Reply
from heard.casework.reading.replying import reply as answer
from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import MOST_ADDITIONS
from heard.casework.staff.access import Permission, require
from heard.casework.staff.sessions import SignedIn
from heard.records import messages, readings, staff, taken_back
from heard.records import submissions as submissions_records
from heard.records.messages import new_message_id
from heard.records.scope import EVERYTHING
from heard.records.staff import StaffMember
from heard.records.tables import additions, submission_parts, submissions
from heard.records.waiting import Piece
from heard.vault.receipts import show_receipt
from tests.family.forms.test_filling import FORM, fill_in, receipt_on
from tests.support.clients import CarefulClient
from tests.support.houses import Built

#: Words of the form that `sent_receipt` fills in.
WRITTEN = ("Adam", "Zofia", "afraid of somebody", "bedtime", "He laughs")
ADDED = "The new number of\nAunt Nadia"


def sent_receipt(client: CarefulClient) -> str:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    return receipt_on(client.get(f"{FORM}/sent").text)


@pytest.fixture
def number(client: CarefulClient) -> str:
    """The number of something that was just sent."""
    return sent_receipt(client)


@pytest.fixture
def stranger(family_app: Flask) -> CarefulClient:
    """A browser that has nothing but the number."""
    return CarefulClient(family_app)


def newest(house: Built) -> tuple[str, str]:
    """Id and reference of what came last."""
    query = select(submissions.c.id, submissions.c.reference)
    with house.store.read() as conn:
        return tuple(conn.execute(query.order_by(submissions.c.sequence.desc()).limit(1)).one())


def change(house: Built, **values: object) -> None:
    """Change what came last."""
    with house.store.write() as conn:
        mine = submissions.c.id == newest(house)[0]
        conn.execute(update(submissions).where(mine).values(**values))


def opened_by_staff(
    house: Built, *pieces: Piece, role: str = "administrator", day: date = date(2026, 11, 24)
) -> None:
    """Let somebody at the desk have opened these pieces of what came last."""
    with house.store.write() as conn:
        if staff.find(conn, role) is None:
            staff.add(conn, StaffMember(role, role, "A Reader", role, f"age1{role}"))
        id = newest(house)[0]
        submissions_records.mark_opened(conn, id)
        readings.note_opened(conn, id, pieces, role, role == "chair", day)


def read_by_staff(
    house: Built, *pieces: Piece, role: str = "administrator", day: date = date(2026, 11, 24)
) -> None:
    """Let somebody at the desk have read these pieces of what came last."""
    opened_by_staff(house, *pieces, role=role, day=day)
    with house.store.write() as conn:
        readings.note_done(conn, newest(house)[0], role, day)


UNIT, CHAIR = Piece("unit"), Piece("chair")


def reading_told(page: str) -> list[tuple[str, str]]:
    """What a page tells of each piece: which it is, and what became of it."""
    lists = html.fromstring(page).xpath("//dl[@class='summary reading']/div")
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row.iterchildren()) for row in lists
    ]


def staff_answer(house: Built, text: str) -> None:
    """What somebody at the desk answers to what came last."""
    ada = SignedIn(
        "id", "ada", "Ada Example", "administrator", frozenset({"unit"}), "a session", ""
    )
    new = Reply(new_message_id(0), text, "unit")
    logbook = load_logbook(house.data / "desk")
    answer(
        house.store,
        logbook,
        require(ada, Permission.REPLY),
        newest(house)[1],
        new,
        datetime.now(UTC),
    )


def hidden(page: str) -> dict[str, str]:
    """What the form of a page carries along."""
    tags = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return dict(tags)


def look_up(browser: CarefulClient, number: str, **more: str) -> str:
    return browser.post("/en/reply", data={"receipt": number, "do": "next", **more}).text


def press(browser: CarefulClient, page: str, do: str, language: str = "en", **typed: str):
    """Press a button of a page that a number has opened."""
    return browser.post(f"/{language}/reply", data={**hidden(page), "do": do, **typed})


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


def test_nothing_here_sets_a_cookie_or_may_be_kept(number: str, stranger: CarefulClient) -> None:
    page = look_up(stranger, number)
    answers = [
        stranger.get("/en/reply"),
        stranger.post("/en/reply", data={"receipt": number}),
        press(stranger, page, "add", words="x", part="chair"),
        press(stranger, page, "withdraw"),
        press(stranger, page, "take-back", told="unopened"),
    ]
    for each in answers:
        assert "Set-Cookie" not in each.headers
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


def test_the_exception_and_who_reads_it_are_said_before_the_box(
    number: str, stranger: CarefulClient
) -> None:
    page = look_up(stranger, number)
    before = page[: page.index("<textarea")]
    assert "may be hurt, we have to tell" in before
    assert "The people you choose here read what you add." in before
    # Whichever is true at the hour at which this runs.
    assert re.search(r"The team is at work now|Nobody in the team is reading now", before)
    assert re.search(r'value="chair" checked', page), "the chairs alone unless somebody chooses"


def test_what_is_added_is_never_shown_again_and_its_day_is(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    answered = press(stranger, page, "add", words=ADDED, part="unit")
    assert answered.status_code == 200
    assert "We have what you added" in answered.text
    again = look_up(stranger, number)
    for text in (answered.text, again):
        assert "Aunt Nadia" not in text
        assert "Added on" in reading_told(text)[2][0]
    with family_house.store.read() as conn:
        (stored,) = messages.additions_to(conn, newest(family_house)[0])
    assert stored.part == "unit"
    assert b"Nadia" not in stored.body


def test_reloading_the_page_after_adding_adds_nothing(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    for _ in range(3):
        assert "We have what you added" in press(stranger, page, "add", words="x", part="unit").text
    assert added(family_house) == 1
    page = press(stranger, page, "add", words="x", part="unit").text
    press(stranger, page, "add", words="y", part="unit")
    assert added(family_house) == 2


def added(house: Built) -> int:
    with house.store.read() as conn:
        return len(messages.added_to(conn, newest(house)[0]))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"words": " ", "part": "unit"}, "Write first what you want to add."),
        ({"words": "w" * 10_003, "part": "unit"}, "too long for one box by 3 letters"),
        ({"words": "kept", "part": "everyone"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_beside_the_box_and_nothing_typed_is_lost(
    number: str,
    stranger: CarefulClient,
    family_house: Built,
    typed: dict[str, str],
    error: str,
) -> None:
    page = look_up(stranger, number)
    answered = press(stranger, page, "add", **typed)
    assert answered.status_code == 422
    assert answered.text.count(error) == 2
    assert f"\n{typed['words']}</textarea>" in answered.text
    assert "<title>Error:" in answered.text
    assert added(family_house) == 0


def test_after_the_last_addition_the_words_stay_and_a_phone_number_is_there(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    id = newest(family_house)[0]
    with family_house.store.write() as conn:
        for place in range(MOST_ADDITIONS):
            day = date(2026, 11, 24)
            new = messages.StoredMessage(new_message_id(place), "unit", day, b"sealed")
            messages.add_addition(conn, id, new)
    assert "<textarea" not in look_up(stranger, number)
    answered = press(stranger, page, "add", words=ADDED, part="unit")
    assert answered.status_code == 422
    assert "Nothing more can be added here." in answered.text
    assert ADDED in answered.text
    assert added(family_house) == MOST_ADDITIONS


def test_where_nothing_can_be_sealed_nothing_is_stored_and_the_words_stay(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    with family_house.store.write() as conn:
        mine = submission_parts.c.submission_id == newest(family_house)[0]
        conn.execute(update(submission_parts).where(mine).values(recipient="age1broken"))
    answered = press(stranger, page, "add", words=ADDED, part="unit")
    assert answered.status_code == 503
    assert "We cannot take this safely just now." in answered.text
    assert ADDED in answered.text
    assert added(family_house) == 0


def test_before_the_press_it_is_said_that_it_will_be_deleted(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    assert "Nobody has opened it yet: it is deleted." in before
    assert "Somebody may be asking you to press this." in before
    assert "One line stays for 90 days" in before
    assert "/en/help" in before
    with family_house.store.read() as conn:
        assert messages.taken_back_on(conn, newest(family_house)[0]) is None
    after = press(stranger, before, "take-back").text
    assert "nobody can open it now" in after
    assert "One line stays for 90 days" in after
    assert number not in after
    assert "We find nothing under this number" in look_up(stranger, number)
    id, reference = newest(family_house)
    sweep(family_house.store, datetime.now(UTC))
    with family_house.store.read() as conn:
        assert conn.scalar(select(submissions.c.id).where(submissions.c.id == id)) is None
        left = taken_back.find(conn, EVERYTHING, reference)
    assert left is not None
    assert left.form == "your-views"
    assert "We find nothing under this number" in press(stranger, before, "take-back").text


def test_before_the_press_it_is_said_that_what_was_opened_is_kept(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    staff_answer(family_house, "Thank you.")
    before = press(stranger, look_up(stranger, number), "withdraw").text
    assert "we keep it, marked as taken back, and leave it out of what is shared" in before
    assert "it is deleted" not in before
    for page in (press(stranger, before, "take-back").text, look_up(stranger, number)):
        assert "<h1>You took it back</h1>" in page
        assert "leave it out of what is shared" in page
        assert "Thank you." in page
        assert "<textarea" not in page
        assert "I want to take it back" not in page
    sweep(family_house.store, datetime.now(UTC))
    assert "<h1>You took it back</h1>" in look_up(stranger, number)


def test_where_somebody_opened_it_meanwhile_nothing_is_taken_back_and_it_is_said_anew(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    change(family_house, opened=True)
    again = press(stranger, before, "take-back").text
    assert "Somebody has just opened it. Nothing was taken back yet." in again
    assert "we keep it, marked as taken back" in again
    with family_house.store.read() as conn:
        assert messages.taken_back_on(conn, newest(family_house)[0]) is None
    assert "<h1>You took it back</h1>" in press(stranger, again, "take-back").text


def test_where_it_cannot_be_taken_back_here_a_phone_number_is_given(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    # As if the number's own proof had been lost: the wish counts for nothing.
    change(family_house, proof_hash=b"another")
    page = press(stranger, before, "take-back")
    assert page.status_code == 503
    assert "We could not take it back here. Please call us." in page.text
    assert "01632 960" in page.text


def test_who_leaves_it_as_it_is_finds_what_was_typed(number: str, stranger: CarefulClient) -> None:
    page = look_up(stranger, number)
    before = press(stranger, page, "withdraw", words=ADDED, part="unit").text
    back = press(stranger, before, "keep").text
    assert f"\n{ADDED}</textarea>" in back
    assert re.search(r'value="unit" checked', back)
    assert hidden(back)["once"] == hidden(page)["once"]


def another_language(browser: CarefulClient, data: dict[str, str]) -> str:
    """The page that Urdu's button leads to, as a browser follows it."""
    moved = browser.post("/en/reply", data={**data, "do": "language:ur"})
    assert (moved.status_code, moved.location) == (307, "/ur/reply")
    return browser.post(moved.location, data={**data, "do": "language:ur"}).text


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
