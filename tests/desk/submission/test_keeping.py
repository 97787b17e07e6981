"""A long answer is not lost: kept, given back after signing in, and never in the clear."""

import html
import re

import pytest
from sqlalchemy import select

from heard.casework.staff.sessions import IDLE
from heard.desk.submission.unsent import WRITER
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.records.tables import reply_drafts, submissions
from heard.web.forms.scripted_posts import STAY
from tests.casework.a_child import from_a_child
from tests.casework.founded import PASSWORD, code_at
from tests.casework.requests import ask_for_help
from tests.desk.submission.test_replying import ANSWER, answer, once_on, page_of
from tests.support.clients import CarefulClient, token


@pytest.fixture
def reference(council):
    return council.send()


@pytest.fixture
def ada(council):
    return council.add("kim", "administrator")


@pytest.fixture
def window(enter, ada):
    """A window of somebody who is signed in."""
    return enter(ada)


def on(page: str) -> dict[str, str]:
    """What a page posts beside the words: token, id and whose page it is."""
    writer = re.search(rf'name="{WRITER}" value="([^"]+)"', page).group(1)
    return {"csrf_token": token(page), "once": once_on(page), WRITER: html.unescape(writer)}


def keep(browser, reference, page="", headers=None, **typed):
    data = {**on(page or page_of(browser, reference)), "words": ANSWER, **typed}
    return browser.post(f"/submissions/{reference}/draft", data=data, headers=headers or {})


def box(page: str, name: str = "words") -> str:
    return html.unescape(re.search(rf'<textarea id="{name}".*?>\n(.*?)</textarea>', page, re.S)[1])


def stored(council) -> list[bytes]:
    with council.store.read() as conn:
        return list(conn.scalars(select(reply_drafts.c.body)))


def sign_in(browser, person, clock, at="/sign-in"):
    shown = browser.get(at)
    action = html.unescape(
        re.search(r'<form id="form" method="post" action="([^"]+)"', shown.text)[1]
    )
    code = code_at(person, clock.moment)
    data = {
        "csrf_token": token(shown.text),
        "name": person.name,
        "password": PASSWORD,
        "code": code,
    }
    return browser.post(action, data=data)


def test_what_is_kept_stands_in_the_box_again_and_says_that_it_is_not_sent(
    council, window, administrator, reference
):
    kept = keep(window, reference)
    assert (kept.status_code, kept.location) == (303, f"/submissions/{reference}#answer")
    page = page_of(window, reference)
    assert box(page) == ANSWER
    assert "Not sent yet" in page
    (body,) = stored(council)
    assert b"Thank you" not in body
    other = page_of(administrator, reference)
    assert box(other) == ""
    assert "Kim Example has begun an answer and not sent it" in other


def test_by_script_the_page_stays(window, reference):
    kept = keep(window, reference, headers={STAY: "1"})
    assert (kept.status_code, kept.text) == (204, "")
    assert box(page_of(window, reference)) == ANSWER


def test_sending_throwing_away_and_emptying_the_box_leave_nothing(council, window, reference):
    keep(window, reference)
    assert keep(window, reference, do="drop").status_code == 303
    assert stored(council) == []
    keep(window, reference)
    keep(window, reference, words="  ")
    assert stored(council) == []
    keep(window, reference)
    assert answer(window, reference).status_code == 303
    assert stored(council) == []
    assert box(page_of(window, reference)) == ""


@pytest.mark.parametrize("place", ["reply", "draft"])
def test_an_answer_that_comes_after_the_time_is_over_is_there_after_signing_in(
    council, clock, window, ada, reference, place
):
    before = page_of(window, reference)
    clock.forward(seconds=IDLE.total_seconds() + 300)
    data = {**on(before), "words": ANSWER}
    late = window.post(f"/submissions/{reference}/{place}", data=data)
    assert (late.status_code, late.location) == (303, f"/sign-in?back={reference}&kept=yes")
    assert "What you wrote is kept, sealed to your own key." in window.get(late.location).text
    (body,) = stored(council)
    assert b"Thank you" not in body
    entered = sign_in(window, ada, clock, late.location)
    assert entered.location == f"/submissions/{reference}#answer"
    assert box(page_of(window, reference)) == ANSWER


def test_a_sign_out_in_another_window_loses_nothing(council, clock, window, ada, reference):
    before = page_of(window, reference)
    window.submit("/", do="")
    window.post("/sign-out", data={"csrf_token": token(before)})
    late = window.post(f"/submissions/{reference}/reply", data={**on(before), "words": ANSWER})
    assert late.location == f"/sign-in?back={reference}&kept=yes"
    clock.forward(minutes=1)
    sign_in(window, ada, clock, late.location)
    assert box(page_of(window, reference)) == ANSWER


def test_a_page_of_the_session_before_is_kept_and_not_sent(clock, window, ada, reference):
    before = page_of(window, reference)
    window.post("/sign-out", data={"csrf_token": token(before)})
    clock.forward(minutes=1)
    assert sign_in(window, ada, clock).location == "/"
    late = window.post(f"/submissions/{reference}/reply", data={**on(before), "words": ANSWER})
    assert late.location == f"/submissions/{reference}#answer"
    page = page_of(window, reference)
    assert box(page) == ANSWER
    assert "We answered on" not in page


def test_where_a_colleague_has_signed_in_meanwhile_the_words_are_kept_for_who_wrote_them(
    council, clock, window, ada, reference
):
    before = page_of(window, reference)
    window.post("/sign-out", data={"csrf_token": token(before)})
    clock.forward(minutes=1)
    sign_in(window, council.add("cy", "chair"), clock)
    late = window.post(f"/submissions/{reference}/reply", data={**on(before), "words": ANSWER})
    assert late.location == "/timed-out?kept=yes"
    assert "kept for whoever wrote it" in window.get(late.location).text
    assert ANSWER.split("\n")[0] not in box(page_of(window, reference))
    assert len(stored(council)) == 1


def test_a_mark_that_was_not_made_for_this_page_keeps_nothing_and_gives_the_words_back(
    council, desk, administrator, reference
):
    other, stranger = council.send(), CarefulClient(desk)
    for mark in ("", "x.y.z", on(page_of(administrator, other))[WRITER]):
        late = stranger.post(
            f"/submissions/{reference}/reply", data={"words": ANSWER, WRITER: mark}
        )
        assert late.status_code == 422
        assert "Nothing was sent, and this cannot be kept" in late.text
        assert box(late.text, "words-1") == ANSWER
    assert stored(council) == []


def test_where_what_it_answered_is_gone_the_words_are_given_back(council, clock, window, reference):
    before = page_of(window, reference)
    with council.store.write() as conn:
        conn.execute(submissions.delete())
    clock.forward(hours=1)
    late = window.post(f"/submissions/{reference}/reply", data={**on(before), "words": ANSWER})
    assert late.status_code == 422
    assert box(late.text, "words-1") == ANSWER


def test_both_blocks_for_a_child_and_what_was_chosen_come_back(council, window):
    reference = from_a_child(council, journey=CHILD_8_11)
    keep(window, reference, words="You like cats.", did="We wait.", outcome="could-not")
    page = page_of(window, reference)
    assert (box(page), box(page, "did")) == ("You like cats.", "We wait.")
    assert re.search(r'value="could-not" checked', page)


def test_whoever_comes_back_to_a_draft_is_told_that_more_was_written(
    council, window, administrator, reference
):
    keep(window, reference)
    assert "More was written since you began" not in page_of(window, reference)
    answer(administrator, reference)
    page = page_of(window, reference)
    assert "More was written since you began" in page
    assert answer(window, reference, page).status_code == 303


def test_after_signing_in_nobody_is_led_anywhere_but_into_the_desk(clock, browser, ada):
    for back in ("//example.org", "https://example.org", "../x", "AAAA-AAAA/../.."):
        assert sign_in(browser, ada, clock, f"/sign-in?back={back}").location == "/"
        page = browser.get("/")
        browser.post("/sign-out", data={"csrf_token": token(page.text)})
        clock.forward(minutes=1)


def test_the_warning_stands_in_the_page_with_a_button_that_keeps_and_extends(window, reference):
    page = page_of(window, reference)
    bar = re.search(r'<aside class="time".*?</aside>', page, re.S).group()
    assert f'form="reply" formaction="/submissions/{reference}/draft"' in bar
    listed = re.search(r'<aside class="time".*?</aside>', window.get("/?show=read").text, re.S)
    assert 'href="/?show=read"' in listed.group()


def test_the_style_sheet_warns_without_script_six_minutes_before_the_end(window):
    assert f"{int(IDLE.total_seconds()) - 360}s" in window.get("/").text
    assert re.search(r'data-early="840"', window.get("/").text)


def test_each_extension_gives_the_whole_time_again_ten_times_and_more(clock, window):
    for _ in range(12):
        clock.forward(minutes=18)
        assert (
            window.post("/stay", data={"csrf_token": token(window.get("/").text)}).status_code
            == 204
        )
    assert window.get("/").status_code == 200


def test_words_about_one_need_that_come_too_late_are_given_back_in_the_page(council, clock, window):
    reference = ask_for_help(council)
    page = page_of(window, reference)
    need = re.search(r'href="(/submissions/[^"]+/needs/[^"]+)"', page).group(1)
    data = {"csrf_token": token(window.get(need).text), "words": ANSWER, "state": "booked"}
    clock.forward(hours=1)
    late = window.post(need, data=data)
    assert late.status_code == 422
    assert box(late.text, "words-1") == ANSWER
    assert stored(council) == []


def test_an_answer_that_was_refused_is_kept_should_its_writer_go_elsewhere(
    council, window, administrator, reference
):
    before = page_of(window, reference)
    answer(administrator, reference)
    assert answer(window, reference, before, words="The second answer.").status_code == 422
    assert box(page_of(window, reference)) == "The second answer."
    child = from_a_child(council, journey=CHILD_8_11)
    refused = answer(window, child, words="You like cats.", did="")
    assert refused.status_code == 422
    assert box(page_of(window, child)) == "You like cats."
