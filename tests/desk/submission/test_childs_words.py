"""What a child sent: their own words first, their pictures in the page, an answer in two blocks."""

import re

import pytest

from heard.casework.sending.receipt_holder import follow
from heard.journeys.children.child_5_7 import CHILD_5_7
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.records import log, messages, submissions
from heard.records.scope import EVERYTHING
from heard.vault.receipts import new_receipt
from tests.casework.a_child import ANSWERS, WORRIES, from_a_child, with_pictures
from tests.casework.attached import PAPER, PICTURE
from tests.casework.founded import TODAY
from tests.support.clients import token

SAID, DID = "You do not like noise.", "Ms Okafor sits with you."


def page_of(browser, reference):
    return browser.get(f"/submissions/{reference}").text


def answer(browser, reference, **typed):
    page = page_of(browser, reference)
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    data = {"csrf_token": token(page), "once": once, "words": SAID, "did": DID, "outcome": "did"}
    return browser.post(f"/submissions/{reference}/reply", data={**data, **typed})


def told(council, receipt):
    return follow(council.store, council.receipt_key, receipt, TODAY)


def in_order(page, *words):
    places = [page.index(each) for each in words]
    assert places == sorted(places), dict(zip(words, places, strict=True))


def test_the_childs_own_words_come_first_then_the_pen_then_the_facts(council, chair):
    page = page_of(chair, from_a_child(council))
    in_order(
        page,
        "<h1",
        "Identity not checked",
        "In the child’s own words",
        "Who held the pen:",
        "How are things at home?",
        "The house of worries",
        "When it gets loud I hide.",
        "Who held the pen, and which child it is",
        "Zofia",
        "Received",
        "Left out",
        "Answer the child",
    )


def test_white_space_language_and_direction_stay_as_the_child_wrote_them(council, chair):
    reference = from_a_child(council, language="ur")
    words = f'<div class="words" dir="auto" lang="ur"><span class="own">{WORRIES}</span></div>'
    assert words in page_of(chair, reference)


def test_a_face_is_drawn_with_its_word_in_the_desks_language(council, chair):
    page = page_of(chair, from_a_child(council, language="ur"))
    assert re.search(
        r'<div class="words" dir="ltr"><svg [^>]*aria-hidden.*?</svg><span class="own">not so good',
        page,
    )
    unsure = from_a_child(council, {**ANSWERS, "at_home": "not-sure"})
    page = page_of(chair, unsure)
    assert '<div class="words" dir="ltr"><span class="own">I am not sure' in page
    small = from_a_child(council, {"at_home": "okay"}, journey=CHILD_5_7, language="ur")
    assert re.search(r'<div class="words" dir="ltr"><svg.*?>okay<', page_of(chair, small))


def test_a_number_stands_with_what_both_ends_mean(council, chair):
    page = page_of(chair, from_a_child(council, {"my_number": 3}, journey=CHILD_12_17))
    assert "3 (0 is not safe at all, 10 is very safe)" in page


@pytest.mark.parametrize("given", [{}, {"my_worries": "x"}, {"pen": "alone"}])
def test_a_form_with_little_in_it_breaks_no_page(council, chair, administrator, given):
    reference = from_a_child(council, given)
    for browser in (chair, administrator):
        for address in (f"/submissions/{reference}", f"/submissions/{reference}/sheet"):
            assert browser.get(address).status_code == 200


def test_who_held_the_pen_is_said_in_the_words_of_the_form(council, chair):
    page = page_of(chair, from_a_child(council))
    assert re.search(
        r"Who held the pen: “I say it, and somebody writes it down” · Who helped: "
        r"<bdi>Ms Okafor</bdi>, A teacher, or somebody else from school",
        page,
    )
    page = page_of(chair, from_a_child(council, {**ANSWERS, "pen": "alone"}))
    assert "Who held the pen: “I do it all myself”" in page
    page = page_of(chair, from_a_child(council, {}))
    assert "The form does not say who held the pen." in page


def test_what_is_for_the_chair_alone_is_closed_to_the_team(council, administrator, chair):
    reference = from_a_child(council, shared="chair")
    page = page_of(administrator, reference)
    assert WORRIES not in page
    assert "Only the chairs can open this." in page
    assert "Ms Okafor" in page
    assert WORRIES in page_of(chair, reference)


def test_no_word_of_a_child_becomes_markup_or_an_address(council, chair):
    page = page_of(chair, from_a_child(council, {"my_worries": "<script>alert(1)</script>"}))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_pictures_stand_in_the_page_under_their_question_and_a_paper_stays_a_link(council, chair):
    contents = {"one.jpg": PICTURE, "letter.pdf": PAPER, "two.jpg": PICTURE}
    reference, (one, paper, two) = with_pictures(council, contents)
    page = page_of(chair, reference)
    for number, record in enumerate((one, two), 1):
        assert (
            f'<img src="/submissions/{reference}/pictures/{record["id"]}" '
            f'alt="Picture {number} of 2 with this answer">'
        ) in page
        assert record["key"] not in page
    assert page.count("<img") == 2
    assert f'<a href="/submissions/{reference}/files/{paper["id"]}" download>' in page
    in_order(
        page, "The house of worries", "When it gets loud", "Picture 1 of 2", "Who held the pen, "
    )


@pytest.mark.parametrize("journey", [CHILD_5_7, CHILD_8_11], ids=lambda each: each.name)
@pytest.mark.parametrize("file", [PICTURE, PAPER], ids=["picture", "paper"])
def test_a_question_that_was_answered_by_a_drawing_stands_once_and_is_not_left_out(
    council, chair, journey, file
):
    answers = {"child_first_name": "Zofia"}
    reference, _ = with_pictures(council, {"one": file}, answers, journey=journey)
    page = page_of(chair, reference)
    drawn = next(each.title for each in journey.pages if each.slug == "my-worries")
    assert page.count(drawn) == 1
    left_out = page[page.index('id="left-out"') :]
    other = next(each.title for each in journey.pages if each.slug == "my-dreams")
    assert other in left_out


def test_a_picture_is_shown_in_the_page_and_nothing_in_it_runs_or_is_kept(council, chair):
    reference, (record,) = with_pictures(council, {"He hits us.jpg": PICTURE})
    shown = chair.get(f"/submissions/{reference}/pictures/{record['id']}")
    assert (shown.status_code, shown.data, shown.mimetype) == (200, PICTURE, "image/jpeg")
    assert shown.headers["Content-Disposition"] == f'inline; filename="{reference}-1.jpg"'
    assert shown.headers["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert shown.headers["Cache-Control"].startswith("no-store")
    with council.store.read() as conn:
        row = log.page(conn, None, 1)[0]
    assert (row.actor, row.action) == ("cy", "file opened")
    assert row.subject == f"{reference} {record['id']}"


def test_a_paper_and_what_only_calls_itself_a_picture_are_never_shown_in_the_page(council, chair):
    reference, (paper, page) = with_pictures(
        council, {"letter.pdf": PAPER, "x.jpg": b"<html><script>alert(1)</script>"}
    )
    for record in (paper, page):
        assert chair.get(f"/submissions/{reference}/pictures/{record['id']}").status_code == 404


def test_a_picture_for_the_chair_alone_is_for_nobody_else(council, administrator, enter, chair):
    reference, (record,) = with_pictures(council, {"one.jpg": PICTURE}, shared="chair")
    address = f"/submissions/{reference}/pictures/{record['id']}"
    assert administrator.get(address).status_code == 404
    assert enter(council.add("tina", "translator")).get(address).status_code == 403
    assert chair.get(address).status_code == 200


def test_an_answer_to_a_child_has_two_parts_and_both_are_sealed(council, administrator):
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt)
    page = page_of(administrator, reference)
    in_order(page, "Answer the child", ">You said <", "So we did", "We could not do it, because")
    assert "For a child of 8 to 11." in page
    assert answer(administrator, reference, outcome="could-not").status_code == 303
    (reply,) = told(council, receipt).answers
    assert (reply.told.text, reply.told.did, reply.told.could) == (SAID, DID, False)
    page = page_of(administrator, reference)
    section = page[page.index('id="messages"') : page.index('id="answer"')]
    in_order(section, "You said", SAID, "We could not do it, because", DID)


LONG = "This sentence goes on and on until nobody knows any more how it once began, really."


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"words": " "}, "Write first what you understood."),
        ({"did": ""}, "Write what was done, or why it could not be done."),
        ({"outcome": "maybe"}, "Choose one from the list."),
        ({"words": f"Short. {LONG} Short."}, f"Too long: “{LONG}”"),
        ({"did": f"Short.\n{LONG}"}, f"Too long: “{LONG}”"),
    ],
)
def test_what_a_child_could_not_follow_is_said_beside_the_box_and_nothing_is_lost(
    council, administrator, typed, error
):
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt)
    answered = answer(administrator, reference, **typed)
    assert answered.status_code == 422
    assert answered.text.count(error) == 2
    for name, words in {"words": SAID, "did": DID, **typed}.items():
        assert name == "outcome" or f"\n{words}</textarea>" in answered.text
    assert told(council, receipt).answers == ()


def test_an_adult_is_answered_in_one_text(council, administrator):
    page = page_of(administrator, council.send())
    assert "Your answer" in page
    assert "So we did" not in page


def test_through_whom_a_child_wants_to_hear_it_stands_above_the_box(council, administrator):
    given = {**ANSWERS, "answer_through": "person", "answer_person": "Aunt <Nadia>"}
    reference = from_a_child(council, given)
    page = page_of(administrator, reference)
    in_order(
        page,
        "This child asks to hear your answer through: <bdi>Aunt &lt;Nadia&gt;</bdi>.",
        "Their number may not be kept. Call or write to them; tell nobody else.",
        "<textarea",
        "I passed this on through the person they named, on Tuesday 24 November 2026",
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"answer_through": "person"}, "through a person, and has not said who."),
        ({"answer_person": "Aunt Nadia"}, "through: <bdi>Aunt Nadia</bdi>."),
        ({"answer_through": "both", "answer_person": "Aunt Nadia"}, "<bdi>Aunt Nadia</bdi>."),
    ],
)
def test_a_person_who_is_half_named_is_not_overlooked(council, administrator, given, words):
    assert words in page_of(administrator, from_a_child(council, given))


def test_who_looks_it_up_with_the_number_asks_for_nobody(council, administrator):
    given = {"answer_through": "number", "answer_person": "Aunt Nadia"}
    page = page_of(administrator, from_a_child(council, given))
    assert "asks to hear your answer" not in page
    assert "I passed this on" not in page


def test_a_young_person_can_ask_to_hear_it_from_the_chair(council, chair):
    page = page_of(chair, from_a_child(council, {"answer_through": "chair"}, journey=CHILD_12_17))
    assert "asks to hear your answer from the chair, face to face." in page
    assert "The chair told them face to face, on Tuesday 24 November 2026" in page


def test_that_it_was_passed_on_stands_among_the_messages_with_its_day(council, administrator):
    reference = from_a_child(council, {"answer_through": "person", "answer_person": "Nadia"})
    assert "Passed on by word of mouth on" not in page_of(administrator, reference)
    assert answer(administrator, reference, passed_on="yes").status_code == 303
    page = page_of(administrator, reference)
    assert "Passed on by word of mouth on Tuesday 24 November 2026" in page


def test_a_chair_marks_as_read_what_the_team_has_read(council, administrator, chair):
    reference = from_a_child(council)

    def mark(browser):
        data = {"csrf_token": token(page_of(browser, reference))}
        assert browser.post(f"/submissions/{reference}/read", data=data).status_code == 303

    mark(administrator)
    assert "Mark as read" not in page_of(administrator, reference)
    page = page_of(chair, reference)
    assert "Mark as read" in page
    assert "read by Cy Example" not in page
    mark(chair)
    page = page_of(chair, reference)
    assert "Mark as read" not in page
    assert "read by Cy Example on Tuesday 24 November 2026" in page


def test_a_chair_is_not_asked_to_mark_what_was_taken_back(council, chair):
    reference = from_a_child(council)
    page_of(chair, reference)
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        messages.mark_taken_back(conn, [found.id])
    page = page_of(chair, reference)
    assert "Mark as read" not in page
    assert "Leave it out of everything that is shared." in page
    assert "Somebody may be forcing them." in page


def test_the_list_marks_a_childs_form_and_says_that_there_is_no_answer_yet(council, administrator):
    council.send()
    page = administrator.get("/").text
    assert "No answer yet" not in page
    assert "Child " not in page
    reference = from_a_child(council)
    page = administrator.get("/").text
    assert '<span class="tag child">Child 8-11</span>' in page
    assert page.count("No answer yet") == 1
    answer(administrator, reference)
    page = administrator.get("/").text
    assert "Child 8-11" in page
    assert "No answer yet" not in page


def test_the_sheet_begins_with_the_childs_words_and_shows_the_pictures(council, chair):
    reference, (record,) = with_pictures(council, {"one.jpg": PICTURE})
    page = chair.get(f"/submissions/{reference}/sheet").text
    in_order(page, "Who held the pen:", "not so good", "When it gets loud", "<img", "Received on")
    assert "In the child’s own words." in page
    assert record["key"] not in page


def test_the_sheet_keeps_closed_what_is_for_the_chair(council, administrator):
    reference = from_a_child(council, shared="chair")
    page = administrator.get(f"/submissions/{reference}/sheet").text
    assert WORRIES not in page
    assert "Only the chairs can open this." in page
