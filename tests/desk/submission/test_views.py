"""One submission at the desk."""

import re

import pytest

from heard.records import log
from heard.records.submissions import submissions as table
from tests.casework.founded import CHAIR_PART, UNIT_PART
from tests.support.clients import token


def title(page):
    return re.search(r"<title>(.*?)</title>", page.text, re.DOTALL).group(1)


def last_logged(council):
    with council.store.read() as conn:
        row = log.page(conn, None, 1)[0]
    return row.actor, row.action, row.subject


def test_answers_stand_in_the_persons_own_words_language_and_direction(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}")
    words = UNIT_PART["answers"]["worries"]
    assert re.search(rf'<dd dir="auto" lang="ur"><span class="own">{words}</span></dd>', page.text)


def test_the_program_s_own_words_are_not_marked_as_the_familys_language(council, administrator):
    page = administrator.get(f"/submissions/{council.send()}").text
    assert '<dd dir="ltr"><span class="own">Mother</span>' in page
    assert "Friday 27 March 2015" in page
    assert "4 (0 means: very worried, 10 means: safe and well)" in page


def test_what_a_family_wrote_cannot_become_markup(council, administrator):
    unit = {**UNIT_PART, "answers": {"worries": "<script>alert(1)</script> & <b>"}}
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
    assert UNIT_PART["answers"]["child_first_name"] in head
    assert "Friday 27 March 2015" in head


def test_the_chairs_part_is_closed_to_an_administrator_and_open_to_a_chair(
    council, administrator, chair
):
    reference = council.send()
    secret = CHAIR_PART["answers"]["chair_only"]
    page = administrator.get(f"/submissions/{reference}").text
    assert "Only the chair can open this." in page
    assert secret not in page
    page = chair.get(f"/submissions/{reference}").text
    assert "Only the chair can open this." not in page
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
    for answer in UNIT_PART["answers"].values():
        assert not [address for address in addresses if str(answer) in address and answer != 4]


def test_marking_as_read_leads_back_to_the_list(council, administrator):
    reference = council.send()
    page = administrator.get(f"/submissions/{reference}")
    answer = administrator.post(
        f"/submissions/{reference}/read", data={"csrf_token": token(page.text)}
    )
    assert answer.location == "/"
    page = administrator.get(f"/submissions/{reference}").text
    assert "Mark as read" not in page
    assert "Read on" in page


@pytest.mark.parametrize("reference", ["K7PM-3QXD", "x", "K7PM-3QXD%00"])
def test_a_reference_that_nobody_has_is_not_there(administrator, reference):
    assert administrator.get(f"/submissions/{reference}").status_code == 404


def test_what_was_changed_is_refused_with_words_for_the_reader(council, administrator):
    reference = council.send()
    with council.store.write() as conn:
        conn.execute(table.update().values(unit_part=b"\x01changed"))
    page = administrator.get(f"/submissions/{reference}")
    assert page.status_code == 500
    assert "This does not open" in page.text


def test_a_chair_is_told_when_their_part_was_changed(council, chair):
    reference = council.send()
    with council.store.write() as conn:
        conn.execute(table.update().values(chair_part=b"\x01changed"))
    page = chair.get(f"/submissions/{reference}").text
    assert "although you hold its key" in page
    assert "Only the chair can open this." not in page


def test_a_form_of_another_version_is_shown_as_it_was_stored(council, chair):
    page = chair.get(f"/submissions/{council.send(form='a-form-to-come')}").text
    assert "does not know this form" in page
    assert UNIT_PART["answers"]["worries"] in page


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
