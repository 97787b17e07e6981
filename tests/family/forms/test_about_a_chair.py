"""A complaint about the chair of the meeting: who reads it, and that this is said before and after.

The fictional council has named somebody. Another one has not.
"""

import html
import re
from dataclasses import replace

import pytest
from flask import Flask

from heard.journeys.model.audience import APART_WORDS
from tests.family.forms.test_filling import receipt_on
from tests.support.clients import CarefulClient
from tests.support.houses import Built, of_edition
from tests.support.opening import newest_opened

FORM = "/en/forms/tell-us"
SHARED = "and the people who chair these meetings"
WORDS = "She laughed at me.\nTwice"


@pytest.fixture
def names_nobody(family_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The council has named nobody who reads complaints about chairs."""
    house = family_app.extensions["site"]
    rules = replace(house.council.complaint, manager=False)
    without = of_edition(house, council=replace(house.council, complaint=rules))
    without = replace(without, sealer=replace(house.sealer, complaints_apart=False))
    monkeypatch.setitem(family_app.extensions, "site", without)


def begin(client: CarefulClient, agency: str = "chair", about: str = "person") -> None:
    client.submit(f"{FORM}/what-it-is-about", about=about)
    client.submit(f"{FORM}/who-it-is-about", agency=agency)


def fill_in(client: CarefulClient, agency: str = "chair") -> None:
    begin(client, agency)
    client.submit(f"{FORM}/you", relation="mother")
    client.submit(f"{FORM}/which-meeting", child_first_name="Zofia")
    client.submit(f"{FORM}/what-happened", what_happened=WORDS)


def said(client: CarefulClient, page: str) -> str:
    text = html.unescape(client.get(f"{FORM}/{page}" if page else FORM).text)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def who_sees(client: CarefulClient, page: str) -> str:
    return said(client, page).split("Who sees this:")[1].split("If a child or")[0].strip()


def test_who_reads_it_is_said_before_the_first_box_and_at_the_choice(client: CarefulClient) -> None:
    assert f"If you say that it is about a chair: {APART_WORDS}" in said(client, "")
    first = said(client, "what-it-is-about")
    assert "The people who chair these meetings can read this form too." in first
    assert "No chair can open it then." in first
    client.submit(f"{FORM}/what-it-is-about", about="person")
    choice = said(client, "who-it-is-about")
    assert "only the people at the council who deal with complaints about chairs" in choice
    assert "Complaints team : 01632 960104" in choice


def test_every_page_after_the_choice_says_who_reads_it_and_so_do_check_and_receipt(
    client: CarefulClient,
) -> None:
    fill_in(client)
    for page in ("you", "what-happened", "what-you-want", "keeping-in-touch", "check"):
        assert who_sees(client, page).startswith(APART_WORDS), page
    assert SHARED not in said(client, "check")
    client.submit(f"{FORM}/check", do="send")
    sent = said(client, "sent")
    assert APART_WORDS in sent
    assert SHARED not in sent
    assert "The team is at work" not in sent
    assert "in the team is reading" not in sent


@pytest.mark.parametrize("page", ["what-it-is-about", "who-it-is-about"])
def test_who_changes_the_choice_is_told_who_reads_it_now(client: CarefulClient, page: str) -> None:
    fill_in(client)
    changed = {"about": "meeting"} if page == "what-it-is-about" else {"agency": "school"}
    client.submit(f"{FORM}/{page}", **changed)
    assert SHARED in who_sees(client, "what-happened")
    assert APART_WORDS not in said(client, "check")
    begin(client)
    assert who_sees(client, "what-happened") == APART_WORDS


def test_it_is_sealed_in_one_part_that_no_chair_and_nobody_in_the_team_has_the_key_of(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    opened = newest_opened(family_house)
    assert set(opened.parts) == {"complaints"}
    assert opened.unit["what_happened"] == WORDS
    assert opened.unit["agency"] == "chair"
    pages = opened.parts["complaints"]["pages"]
    assert {page["seen_by"]["en"] for page in pages} == {APART_WORDS}


@pytest.mark.parametrize("agency", ["council", "school", "other"])
def test_a_complaint_about_somebody_else_goes_to_the_team_as_before(
    client: CarefulClient, family_house: Built, agency: str
) -> None:
    fill_in(client, agency)
    assert SHARED in who_sees(client, "what-happened")
    client.submit(f"{FORM}/check", do="send")
    assert set(newest_opened(family_house).parts) == {"unit", "chair"}


def test_a_council_that_names_nobody_says_so_at_the_choice_and_keeps_to_it(
    client: CarefulClient, family_house: Built, names_nobody: None
) -> None:
    assert APART_WORDS not in said(client, "")
    assert "Is it about a chair?" not in said(client, "what-it-is-about")
    client.submit(f"{FORM}/what-it-is-about", about="person")
    choice = said(client, "who-it-is-about")
    assert "can read it too, also the one it is about" in choice
    assert "Complaints team : 01632 960104" in choice
    fill_in(client)
    assert SHARED in who_sees(client, "what-happened")
    client.submit(f"{FORM}/check", do="send")
    assert set(newest_opened(family_house).parts) == {"unit", "chair"}


def test_with_the_number_it_is_told_who_reads_and_what_is_added_goes_there_too(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    number = receipt_on(client.get(f"{FORM}/sent").text)
    page = client.post("/en/reply", data={"receipt": number, "do": "next"})
    told = " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page.text)).split())
    assert "What only those who deal with complaints about chairs can read" in told
    assert APART_WORDS in told
    assert 'name="part"' not in page.text
    once = re.search(r'name="once" value="([^"]+)"', page.text).group(1)
    typed = {"receipt": number, "do": "add", "words": "And again.", "once": once, "part": "unit"}
    added = client.post("/en/reply", data=typed)
    assert "We have what you added" in added.text
    empty = client.post("/en/reply", data={**typed, "words": "", "once": ""})
    assert "Write first what you want to add." in empty.text
