"""What a family reads of each thing that it asked for, and what the number never gives back."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from heard.casework.sending.need_words import TOLD, NeedWords
from heard.journeys.model.asked import Wording
from heard.records import needs
from tests.family.receipt.following import change, look_up, newest, store_step
from tests.support.clients import CarefulClient
from tests.support.houses import Built
from tests.support.words import catalogue

MORNING = datetime.now(UTC)
INTERPRETER = Wording("Tłumacz", "An interpreter")
DOOR = Wording("Another door, and another place to wait", "Another door, and another place to wait")


def tell(
    house: Built,
    state: str,
    text: str = "",
    *,
    name: Wording = INTERPRETER,
    language: str = "pl",
    named: bool = True,
    days: int = 0,
) -> None:
    """What somebody at the desk says of one thing that came last."""
    id, _ = newest(house)
    need_id = hashlib.sha256(f"{id} {name.english}".encode()).hexdigest()[:32]
    with house.store.read() as conn:
        last = needs.last_step(conn, need_id)
    place = int(last[:4]) + 1 if last else 0
    words = NeedWords(need_id, state, text, name if named else None, language)
    store_step(house, need_id, words, place, MORNING.date() + timedelta(days=days))


def look_up_in(browser: CarefulClient, number: str, language: str) -> str:
    return browser.post(f"/{language}/reply", data={"receipt": number, "do": "next"}).text


def heading(page: str) -> str:
    return html.fromstring(page).xpath("string(//h1)")


def rows(page: str) -> list[str]:
    """What stands under "What you asked for", one text for each thing."""
    found = html.fromstring(page).xpath('//h2[@id="asked-for"]/following-sibling::dl[1]/div')
    return [" ".join(" ".join(each.itertext()).split()) for each in found]


def test_before_anybody_has_said_anything_the_page_names_nothing_and_says_so(
    number: str, stranger: CarefulClient
) -> None:
    page = look_up(stranger, number)
    assert "If you asked for something: nobody has confirmed any of it yet." in page
    assert "door" not in page.lower()
    assert rows(page) == []


def test_what_was_said_of_one_thing_stands_with_its_day_and_the_rest_is_not_confirmed(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "confirmed", "Ms Aziz <b>\nat 10:00", language="en")
    page = look_up(stranger, number)
    (only,) = rows(page)
    assert only.startswith(f"{INTERPRETER.shown} It is confirmed. Ms Aziz <b> at 10:00")
    assert "We said this on" in only
    assert "Did you ask for something that does not stand here? Nobody has confirmed it" in page
    assert "confirmed" not in heading(page).lower()
    assert "A Reader" not in page, "who said it is for the desk alone"
    assert "door" not in page.lower()


@pytest.mark.parametrize("state", TOLD)
def test_each_state_is_said_of_the_thing_and_never_of_the_whole(
    number: str, stranger: CarefulClient, family_house: Built, state: str
) -> None:
    before = heading(look_up(stranger, number))
    tell(family_house, state)
    page = look_up(stranger, number)
    assert TOLD[state] in rows(page)[0]
    assert heading(page) == before


def test_what_fell_through_comes_first_and_what_was_said_before_stays_with_its_day(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "confirmed", "A taxi at 9:00")
    tell(family_house, "fell-through", "We look for another.", days=1)
    (only,) = rows(look_up(stranger, number))
    assert only.index(TOLD["fell-through"]) < only.index(TOLD["confirmed"])
    assert "A taxi at 9:00" not in only, "words that hold no more would be read as if they did"
    assert "We look for another." in only


def test_a_wish_to_be_apart_is_named_only_where_staff_chose_it(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "confirmed", "Ring the bell on the left.", name=DOOR, named=False)
    page = look_up(stranger, number)
    assert rows(page)[0].startswith("Something you asked for It is confirmed. Ring the bell")
    assert "door" not in page.lower()
    tell(family_house, "confirmed", name=DOOR, language="en")
    assert rows(look_up(stranger, number))[0].startswith(DOOR.shown)


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_it_is_told_in_the_readers_language_and_named_as_the_form_named_it(
    number: str, stranger: CarefulClient, family_house: Built, language: str
) -> None:
    tell(family_house, "could-not", language="pl")
    words = catalogue(language).gettext
    page = look_up_in(stranger, number, language)
    (only,) = rows(page)
    name = INTERPRETER.shown if language == "pl" else words(INTERPRETER.english)
    assert only.startswith(f"{name} {words(TOLD['could-not'])}")
    rest = "Did you ask for something that does not stand here? Nobody has confirmed it yet."
    assert words(rest) in page
    assert words(rest) != rest


def test_who_reads_another_language_is_told_of_an_interpreter_beside_what_was_said(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = look_up_in(stranger, number, "ur").count("0808 157 0")
    tell(family_house, "booked", "At ten")
    assert look_up_in(stranger, number, "ur").count("0808 157 0") > before
    assert look_up(stranger, number).count("0808 157 0") == before


def test_a_number_to_call_keeps_its_order_in_urdu(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "booked", "فون کریں 01632 960101")
    assert (
        '<bdi dir="ltr">01632 960101</bdi>'
        in look_up_in(stranger, number, "ur").split('id="asked-for"')[1].split("</dl>")[0]
    )


def test_a_name_that_has_no_words_in_the_readers_language_stands_in_english(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "booked", name=Wording("Coś dawnego", "Something of long ago"))
    page = look_up_in(stranger, number, "ur")
    assert '<span lang="en" dir="ltr">Something of long ago</span>' in page


def test_a_form_by_which_nothing_can_be_asked_for_speaks_of_no_request(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    change(family_house, form="feedback")
    page = look_up(stranger, number)
    assert "asked for" not in page


def test_after_taking_back_what_was_said_stays_and_nothing_is_promised(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "booked")
    change(family_house, opened=True)
    data = {"receipt": number, "do": "take-back", "at": "taking-back", "told": "opened"}
    page = stranger.post("/en/reply", data=data).text
    assert "You took it back" in heading(page)
    assert TOLD["booked"] in rows(page)[0]
    assert "Nobody has confirmed it yet." not in page


def test_what_was_changed_after_it_was_sealed_says_that_it_does_not_open(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, "confirmed")
    with family_house.store.write() as conn:
        conn.exec_driver_sql("UPDATE need_steps SET body = x'01'")
    (only,) = rows(look_up(stranger, number))
    assert only.startswith("Something you asked for This does not open. Please call us.")


def test_a_young_person_reads_it_on_their_own_page(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    change(family_house, form="child-12-17")
    tell(family_house, "looking")
    page = look_up(stranger, number)
    assert TOLD["looking"] in rows(page)[0]
