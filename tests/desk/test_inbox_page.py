"""The list at the desk."""

import re

from tests.casework.founded import UNIT_ANSWERS


def references(page):
    return re.findall(r'href="/submissions/([A-Z0-9-]{9})["?]', page.text)


def test_the_list_shows_form_language_day_state_and_urgency(council, administrator):
    council.send(urgent=True)
    page = administrator.get("/").text
    for words in (
        "Your views before the meeting",
        "اردو",
        "Tuesday 24 November 2026",
        "Not read yet",
        "Urgent",
    ):
        assert words in page


def test_the_list_holds_no_word_that_a_family_wrote(council, administrator):
    council.send()
    page = administrator.get("/").text
    for answer in UNIT_ANSWERS.values():
        assert str(answer) not in page or answer == 4


def test_older_and_newer_pages_are_linked(council, administrator):
    sent = [council.send() for _ in range(27)][::-1]
    first = administrator.get("/")
    assert references(first) == sent[:25]
    (older,) = re.findall(r'href="(/\?before=\d+)"', first.text)
    second = administrator.get(older)
    assert references(second) == sent[25:]
    (newer,) = re.findall(r'href="(/\?after=\d+)"', second.text)
    assert references(administrator.get(newer)) == sent[:25]


def test_the_number_of_urgent_ones_leads_to_them(council, administrator):
    council.send()
    urgent = council.send(urgent=True)
    page = administrator.get("/")
    assert "Not read yet: 1" in page.text
    assert 'href="/?show=urgent"' in page.text
    assert references(administrator.get("/?show=urgent")) == [urgent]


def test_nonsense_in_the_address_shows_the_list(council, administrator):
    sent = council.send()
    for query in ("show=everything", "before=x", "after=-1", "before=" + "9" * 400, "before=²"):
        assert references(administrator.get(f"/?{query}")) == [sent]


def test_an_empty_list_says_so(administrator):
    assert "There is nothing here" in administrator.get("/").text


def test_a_translator_sees_no_list(council, enter):
    council.send()
    page = enter(council.add("tina", "translator")).get("/")
    assert page.status_code == 403
    assert references(page) == []
