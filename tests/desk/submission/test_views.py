"""One submission at the desk."""

import re
from dataclasses import replace

import pytest

from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Page
from heard.journeys.model.questions import LongText
from heard.journeys.model.record import parts
from heard.records import log
from heard.records.submissions import submissions as table
from tests.casework.founded import CHAIR_ANSWERS, READERS, UNIT_ANSWERS, UNIT_PART, in_urdu, spoil
from tests.support.clients import token


def title(page):
    return re.search(r"<title>(.*?)</title>", page.text, re.DOTALL).group(1)


def last_logged(council):
    with council.store.read() as conn:
        row = log.page(conn, None, 1)[0]
    return row.actor, row.action, row.subject


def test_answers_stand_in_the_persons_own_words_language_and_direction(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}")
    words = UNIT_ANSWERS["worries"]
    assert re.search(rf'<dd dir="auto" lang="ur"><span class="own">{words}</span></dd>', page.text)


def test_the_program_s_own_words_are_not_marked_as_the_familys_language(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}").text
    assert '<dd dir="ltr"><span class="own">Mother</span>' in page
    assert "Friday 27 March 2015" in page
    assert "4 (0 is very worried, 10 is safe and well)" in page


def test_what_a_family_wrote_cannot_become_markup(council, administrator):
    unit, _ = in_urdu({"worries": "<script>alert(1)</script> & <b>"})
    page = administrator.get(f"/submissions/{council.send(unit)}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_every_answer_says_who_may_see_it(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}").text
    assert "The professionals at the meeting" in page
    assert "Everyone at the meeting, both parents included" in page


def test_identity_is_not_checked_and_what_helps_to_match_comes_first(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}").text
    head = page[: page.index("<h2")]
    assert "Identity not checked" in head
    assert UNIT_ANSWERS["child_first_name"] in head
    assert "Friday 27 March 2015" in head


def test_the_chairs_part_is_closed_to_an_administrator_and_open_to_a_chair(
    council, administrator, chair
):
    reference = council.send()
    secret = CHAIR_ANSWERS["chair_only"]
    page = administrator.get(f"/submissions/{reference}").text
    assert "Only the chairs can open this." in page
    assert secret not in page
    page = chair.get(f"/submissions/{reference}").text
    assert "Only the chairs can open this." not in page
    assert secret in page


def test_opening_is_written_down_with_the_name(council, administrator):
    reference = council.send()
    administrator.get(f"/submissions/{reference}")
    assert last_logged(council) == ("ada", "opened", reference)


def test_neither_title_nor_address_says_anything_about_a_family(council, administrator):
    reference = council.send()
    page = administrator.get(f"/submissions/{reference}")
    assert title(page) == f"{reference} – Heard"
    addresses = re.findall(r'(?:href|action)="([^"]*)"', page.text)
    for answer in UNIT_ANSWERS.values():
        assert not [address for address in addresses if str(answer) in address and answer != 4]


def test_marking_as_read_leads_back_to_the_list(council, administrator):
    reference = council.send()
    page = administrator.get(f"/submissions/{reference}")
    assert "Mark the team’s part as read" in page.text
    answer = administrator.post(
        f"/submissions/{reference}/read", data={"csrf_token": token(page.text)}
    )
    assert answer.location == "/"
    page = administrator.get(f"/submissions/{reference}").text
    assert "Mark " not in page
    assert "read by Ada Example on Tuesday 24 November 2026" in page


@pytest.mark.parametrize("reference", ["K7PM-3QXD", "x", "K7PM-3QXD%00"])
def test_a_reference_that_nobody_has_is_not_there(administrator, reference):
    assert administrator.get(f"/submissions/{reference}").status_code == 404


def test_what_was_changed_is_refused_with_words_for_the_reader(council, administrator):
    reference = council.send()
    with council.store.write() as conn:
        spoil(conn, "unit")
    page = administrator.get(f"/submissions/{reference}")
    assert page.status_code == 500
    assert "This does not open" in page.text


def test_a_chair_is_told_when_their_part_was_changed(council, chair):
    reference = council.send()
    with council.store.write() as conn:
        spoil(conn, "chair")
    page = chair.get(f"/submissions/{reference}").text
    assert "although you hold its key" in page
    assert "Only the chairs can open this." not in page


def test_a_form_of_another_version_is_shown_as_it_was_stored(council, chair):
    page = chair.get(f"/submissions/{council.send(form='a-form-to-come')}").text
    assert "does not know this form" in page
    assert UNIT_ANSWERS["worries"] in page


def test_what_a_family_took_back_is_marked(council, administrator):
    reference = council.send()
    with council.store.write() as conn:
        conn.execute(table.update().values(state="withdrawn"))
    page = administrator.get(f"/submissions/{reference}").text
    assert "The family took this back" in page
    assert "Mark as read" not in page


def test_an_unknown_language_is_no_obstacle(council, administrator):
    page = administrator.get(f"/submissions/{council.send({**UNIT_PART, 'language': 'xx'})}")
    assert page.status_code == 200
    assert 'lang="und"' in page.text


def test_what_was_asked_stands_in_the_familys_words_beside_the_english_ones(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}").text
    for english, shown in (
        ("What worries you?", "آپ کو کس بات کی فکر ہے؟"),
        ("Who are you to the child?", "بچے سے آپ کا کیا رشتہ ہے؟"),
        ("Everyone at the meeting, both parents included", "میٹنگ میں شامل سب لوگ"),
    ):
        assert re.search(
            rf'{re.escape(english)} <span class="also" lang="ur" dir="rtl">{shown}', page
        ), english
    assert re.search(r'<span class="own">Mother</span> <span class="also" lang="ur"', page)
    assert '<span class="also" lang="ur" dir="rtl">0: ' in page


def test_what_was_asked_in_english_stands_there_once(council, administrator):
    answers = {"relation": "mother", "worries": "The stairs"}
    unit, chair = parts(YOUR_VIEWS, answers, READERS, {}, IN_ENGLISH)
    page = administrator.get(f"/submissions/{council.send(unit, chair)}").text
    assert "The stairs" in page
    assert 'class="also"' not in page


def test_the_sheet_shows_an_older_version_in_the_words_of_that_day(council, chair):
    question = LongText(name="worries", label="What frightens you?", hint="At home or outside.")
    page = Page(slug="worries", title="Fears", readers=Audience.TEAM, questions=(question,))
    before = replace(YOUR_VIEWS, title="My views", pages=(page,))
    reference = council.send(*parts(before, {"worries": "The stairs"}, {}, {}, IN_ENGLISH))
    for place in ("", "/sheet"):
        shown = chair.get(f"/submissions/{reference}{place}").text
        for words in ("My views", "Fears", "What frightens you?", "The stairs"):
            assert words in shown
        assert "What worries you?" not in shown
        assert YOUR_VIEWS.title not in shown
