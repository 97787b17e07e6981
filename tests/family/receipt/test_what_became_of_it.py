"""What comes back to a child: who read it, "You said" and "So we did", adding and taking back."""

import re
from datetime import UTC, date, datetime

import pytest
import textstat
from flask import Flask
from lxml import html

from heard.casework.sending.child_reply import Told
from tests.family.receipt.following import (
    ADDED,
    CHAIR,
    UNIT,
    added,
    another_language,
    change,
    hidden,
    look_up,
    newest,
    press,
    read_by_staff,
    reading_told,
    sent_receipt,
    store_reply,
)
from tests.support.clients import CarefulClient
from tests.support.houses import Built

SAID, DID = "You do not like noise.\nYou hide.", "Ms Okafor <b> sits with you."
DAY = date(2026, 11, 24)

#: The body's class, by form.
BODIES = {
    "child-5-7": "form kid tiny",
    "child-8-11": "form kid",
    "child-12-17": "form kid teen",
}


@pytest.fixture
def number(client: CarefulClient, family_house: Built) -> str:
    """The number of something that a child has just sent."""
    number = sent_receipt(client)
    change(family_house, form="child-8-11", form_version=1)
    return number


@pytest.fixture
def stranger(family_app: Flask) -> CarefulClient:
    """A browser that has nothing but the number."""
    return CarefulClient(family_app)


def tell(house: Built, place: int = 0, **changed: object) -> None:
    """What somebody at the desk answers to a child."""
    told = {"text": SAID, "did": DID, **changed}
    store_reply(house, Told(**told), place)


def blocks(page: str) -> list[str]:
    """The words of the main part, one for each heading, paragraph and point."""
    main = html.fromstring(page).get_element_by_id("main")
    found = main.xpath(".//h1 | .//h2 | .//p | .//li | .//label | .//legend")
    return [" ".join(each.text_content().split()) for each in found]


@pytest.mark.parametrize(("form", "body"), BODIES.items())
def test_the_page_is_that_of_a_child_of_this_age(
    number: str, stranger: CarefulClient, family_house: Built, form: str, body: str
) -> None:
    change(family_house, form=form)
    page = look_up(stranger, number)
    assert f'<body class="{body}">' in page
    assert "<title>Your number</title>" in page
    assert f'<body class="{body}">' in press(stranger, page, "withdraw").text


def test_of_each_part_a_child_is_told_who_read_it(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    assert "<h1>We have it</h1>" in page
    assert [words for _, words in reading_told(page)] == [
        "Nobody has read it yet.",
        "No chair has read it yet.",
    ]
    read_by_staff(family_house, UNIT)
    page = look_up(stranger, number)
    assert "<h1>Part of it was read</h1>" in page
    assert [words for _, words in reading_told(page)] == [
        "The team read it on Tuesday 24 November.",
        "No chair has read it yet.",
    ]
    read_by_staff(family_house, UNIT, CHAIR, role="chair", day=date(2026, 11, 25))
    page = look_up(stranger, number)
    assert "<h1>It was read</h1>" in page
    assert reading_told(page)[1][1] == "A chair read it on Wednesday 25 November."
    assert "A chair is a person who runs these meetings." in page


def test_a_childs_words_wait_in_the_page_that_shows_help(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    help_page = press(stranger, page, "danger", words="x", part="unit")
    assert help_page.status_code == 200
    assert "Childline" in help_page.text
    assert '<body class="form kid">' in help_page.text
    back = press(stranger, help_page.text, "back").text
    assert "\nx</textarea>" in back
    assert re.search(r'name="urgent" value="urgent" checked', back)


@pytest.mark.parametrize(
    ("could", "heading"), [(True, "So we did"), (False, "We could not do it, because")]
)
def test_what_we_understood_and_what_we_did_stand_in_two_blocks(
    number: str, stranger: CarefulClient, family_house: Built, could: bool, heading: str
) -> None:
    assert "There is no answer yet." in look_up(stranger, number)
    tell(family_house, could=could)
    page = look_up(stranger, number)
    assert re.search(
        r">You said</h2>\s*<p class=\"own\">You do not like noise.\nYou hide.</p></section>"
        rf"\s*<section [^>]*><h2 [^>]*>{heading}</h2>"
        r"\s*<p class=\"own\">Ms Okafor &lt;b&gt; sits with you.</p></section>",
        page,
    )
    assert "There is no answer yet." not in page
    assert "<h1>There is an answer for you</h1>" in page


def test_the_newest_answer_comes_first(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, did="The first thing.")
    tell(family_house, 1, did="The second thing.")
    page = look_up(stranger, number)
    assert page.index("The second thing.") < page.index("The first thing.")


def test_an_answer_that_does_not_open_is_said_so(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house)
    with family_house.store.write() as conn:
        conn.exec_driver_sql(
            f"UPDATE replies SET body = x'01' WHERE submission_id = '{newest(family_house)[0]}'"
        )
    assert "This answer does not open. Please call us." in look_up(stranger, number)


def test_an_answer_that_was_sealed_as_one_text_is_still_shown(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    change(family_house, form="your-views")
    tell(family_house, text="Thank you.", did="")
    change(family_house, form="child-8-11")
    assert '<p class="own">Thank you.</p>' in look_up(stranger, number)


def test_that_it_was_passed_on_is_for_the_desk_alone(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house, passed_on=datetime.now(UTC).date())
    page = look_up(stranger, number)
    assert "So we did" in page
    assert "assed" not in " ".join(blocks(page))


def test_a_child_adds_something_and_knows_who_reads_it(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    page = look_up(stranger, number)
    before = page[: page.index("<textarea")]
    assert "an adult has to act" in before
    assert "Are you not safe now?" in before
    assert "The chair, who runs the meeting. Another chair may step in." in page
    assert re.search(r'value="chair" checked', page)
    answered = press(stranger, page, "add", words=ADDED, part="unit").text
    assert "We have what you added" in answered
    assert "Aunt Nadia" not in answered
    assert added(family_house) == 1


def test_what_is_wrong_is_said_beside_the_box(number: str, stranger: CarefulClient) -> None:
    answered = press(stranger, look_up(stranger, number), "add", words=" ", part="unit")
    assert answered.status_code == 422
    assert answered.text.count("Write first what you want to add.") == 2


def test_help_is_one_touch_away_and_the_number_in_no_address(
    number: str, stranger: CarefulClient
) -> None:
    page = look_up(stranger, number)
    assert 'name="do" value="danger"' in page
    gone = stranger.post("/en/reply", data={"at": "gone", "do": "danger"})
    assert (gone.status_code, gone.location) == (303, "/en/for-you/help")
    assert number not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))


def test_before_anybody_opened_it_a_child_can_take_it_back_for_good(
    number: str, stranger: CarefulClient
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    assert "Nobody has opened it. So we delete it." in before
    assert "Does somebody tell you to do it? You can close this page." in before
    after = press(stranger, before, "take-back").text
    assert "Nobody had opened it. Now nobody can." in after
    assert number not in after
    assert "We find nothing under this number" in look_up(stranger, number)
    again = another_language(stranger, hidden(after))
    assert '<body class="form kid">' in again
    assert hidden(again) == {"at": "gone", "age": "8-11"}


def test_after_somebody_opened_it_a_child_is_told_that_it_is_kept(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house)
    before = press(stranger, look_up(stranger, number), "withdraw", words=ADDED, part="unit").text
    assert "So we keep it, but we leave it out of what we share." in before
    assert "an adult has to act" in before
    assert hidden(before)["words"] == ADDED
    back = press(stranger, before, "keep").text
    assert f"\n{ADDED}</textarea>" in back
    page = press(stranger, before, "take-back").text
    assert "<h1>You took it back</h1>" in page
    assert "Ms Okafor" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("age", ["", "8", "x" * 5000, "\0", "tiny"])
def test_an_age_that_nobody_has_is_nobodys(stranger: CarefulClient, age: str) -> None:
    posted = {"at": "gone", "do": "language:en", "age": age}
    page = stranger.post("/en/reply", data=posted).text
    assert '<body class="form">' in page


def test_its_words_are_as_easy_as_a_childs(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    fresh = look_up(stranger, number)
    pages = [fresh, press(stranger, fresh, "withdraw").text]
    read_by_staff(family_house, UNIT, CHAIR, role="chair")
    tell(family_house)
    told = look_up(stranger, number)
    pages += [told, press(stranger, told, "withdraw").text]
    for page in pages:
        said = "\n".join(f"{each.rstrip('.?!')}." for each in blocks(page) if each)
        assert textstat.flesch_kincaid_grade(said) <= 3, said


def test_the_page_asks_for_nothing_beside_itself(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    tell(family_house)
    page = look_up(stranger, number)
    assert not re.search(r'<(?:img|script|iframe)[^>]* src="', page)
