"""Adding to what was sent, by whoever has its number."""

import re
from datetime import date

import pytest
from sqlalchemy import update

from heard.casework.sending.receipt_holder import MOST_ADDITIONS
from heard.records import messages
from heard.records.messages import new_message_id
from heard.records.tables import submission_parts
from tests.family.receipt.following import (
    ADDED,
    added,
    look_up,
    newest,
    press,
    reading_told,
)
from tests.support.clients import CarefulClient
from tests.support.houses import Built


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
    assert 'You can talk to us: <a href="tel:' in answered.text
    assert added(family_house) == 0
