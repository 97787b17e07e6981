"""Which way to disagree: what a parent chooses, and what they read. Nothing of it is kept."""

import html
import re
from dataclasses import replace
from datetime import datetime

import pytest
import textstat
from flask import Flask

from heard.authority.hours import LONDON
from heard.authority.settings import ComplaintRules
from heard.library.sources.neutral_words import avoided_words
from tests.support.clients import CarefulClient
from tests.support.houses import of_edition

WAY = "/en/which-way"
AFTER = {"about": "decision", "when": "after"}
MEETING = {"meeting-day": "2", "meeting-month": "11", "meeting-year": "2026"}


@pytest.fixture(autouse=True)
def in_november(family_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Saturday, 21 November 2026."""
    house = replace(
        family_app.extensions["site"], clock=lambda: datetime(2026, 11, 21, 12, tzinfo=LONDON)
    )
    monkeypatch.setitem(family_app.extensions, "site", house)


@pytest.fixture
def council(in_november: None, family_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Change the council's settings."""

    def _council(**changes: object) -> None:
        house = family_app.extensions["site"]
        changed = of_edition(house, council=replace(house.council, **changes))
        monkeypatch.setitem(family_app.extensions, "site", changed)

    return _council


def ask(client: CarefulClient, do: str = "next", address: str = WAY, **chosen: str):
    return client.post(address, data={**chosen, "do": do})


def said(answer) -> str:
    """The words of the main part, in one line."""
    main = answer.text.split('<main id="main"')[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", f"<{main}")).split())


def titles(answer) -> list[str]:
    found = re.findall(r'<h2><bdi dir="ltr">\d\.</bdi> (.*?)</h2>', answer.text)
    return [html.unescape(each) for each in found]


def test_the_doors_stand_in_the_order_in_which_to_try_them(client: CarefulClient) -> None:
    answer = ask(client, **AFTER)
    assert answer.status_code == 200
    assert titles(answer) == [
        "Talk to the chair",
        "Have your view put in the record",
        "Make a complaint to the council",
        "Ask a solicitor about a judge’s check",
    ]


def test_a_door_says_all_that_one_needs_there(client: CarefulClient) -> None:
    words = said(ask(client, **AFTER, **MEETING))
    door = words.split("Make a complaint to the council")[1].split("Ask a solicitor about")[0]
    for part in (
        "A panel who did not take part in the conference then looks again.",
        "Complaints team : 01632 960104 , complaints@fernshire.example.org",
        "You have 28 days to start, from the day of the meeting.",
        "Last day: Monday 30 November 2026.",
        "It cannot change the decision by itself.",
        "“Please tell me in writing which steps apply to me,",
        "Steps and times differ by area.",
        "Not yet checked by a person.",
    ):
        assert part in door, part


def test_a_letter_about_court_comes_first(client: CarefulClient) -> None:
    for letter in ("yes", "unsure"):
        assert titles(ask(client, **AFTER, court=letter))[0] == "See a solicitor at once"
    assert "See a solicitor at once" not in titles(ask(client, **AFTER, court="no"))


def test_a_last_day_at_a_weekend_is_told_with_the_working_day_before(
    client: CarefulClient,
) -> None:
    days = {"meeting-day": "31", "meeting-month": "10", "meeting-year": "2026"}
    assert (
        "Last day: Saturday 28 November 2026. Nobody may be at work then, "
        "so do it by Friday 27 November 2026."
    ) in said(ask(client, **AFTER, **days))


def test_a_day_that_is_over_is_told_as_it_is(client: CarefulClient) -> None:
    days = {"meeting-day": "1", "meeting-month": "9", "meeting-year": "2026"}
    assert ("The day for this was Tuesday 29 September 2026. Ask today if you still can.") in said(
        ask(client, **AFTER, **days)
    )


def test_where_the_council_has_set_no_steps_one_asks_in_writing(
    client: CarefulClient, council
) -> None:
    council(complaint=ComplaintRules())
    answer = ask(client, **AFTER, **MEETING)
    assert "Ask in writing which steps apply" in titles(answer)
    assert "Make a complaint to the council" not in titles(answer)
    words = said(answer)
    assert "In one area it is only 5 working days, so ask now." in words
    assert "28 days" not in words


def test_of_the_later_days_only_the_one_that_counts_is_asked_for(
    client: CarefulClient, council
) -> None:
    assert 'id="letter-day"' not in client.get(WAY).text
    assert 'id="record-day"' not in client.get(WAY).text
    council(complaint=ComplaintRules(first_days=28, counted_from="letter", stages=2))
    assert 'id="letter-day"' in client.get(WAY).text
    came = {"letter-day": "۴", "letter-month": "۱۱", "letter-year": "۲۰۲۶"}
    words = said(ask(client, **AFTER, **came))
    assert "from the day the letter came. Last day: Wednesday 2 December 2026." in words


def test_a_contact_that_the_council_lacks_is_asked_for(client: CarefulClient, family_app) -> None:
    library = family_app.extensions["site"].library
    left = {
        code: tuple(each for each in library.contacts(code) if each.id != "complaints")
        for code in library.languages
    }
    house = of_edition(family_app.extensions["site"], library=replace(library, _contacts=left))
    with pytest.MonkeyPatch.context() as changed:
        changed.setitem(family_app.extensions, "site", house)
        assert "Ask the social worker for the number." in said(ask(client, **AFTER))


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({}, "Choose what it is about."),
        ({"about": "plan"}, "Choose if the meeting has been."),
        ({**AFTER, "about": "weather"}, "Choose one from the list."),
        ({**AFTER, "meeting-day": "2"}, "The date needs the month too."),
        ({**AFTER, **MEETING, "meeting-month": "12"}, "This day is still to come."),
        ({**MEETING, "about": "plan", "when": "before"}, "This day is over."),
    ],
)
def test_what_is_wrong_is_said_beside_the_question_and_what_was_typed_stays(
    client: CarefulClient, chosen: dict[str, str], problem: str
) -> None:
    answer = ask(client, **chosen)
    assert answer.status_code == 422
    assert answer.text.count(problem) >= 2, "at the head of the page and at the field"
    if "meeting-day" in chosen:
        assert 'name="meeting-day" size="2" value="2"' in answer.text


def test_the_answers_can_be_changed(client: CarefulClient) -> None:
    page = ask(client, "change", shown="1", **AFTER, **MEETING).text
    assert re.search(r'value="decision" checked', page)
    assert 'name="meeting-day" size="2" value="2"' in page


@pytest.mark.parametrize("year", ["1926", "2056"])
def test_an_unlikely_meeting_is_asked_about_once_and_can_be_left_so(
    client: CarefulClient, year: str
) -> None:
    when = "after" if year == "1926" else "before"
    chosen = {"about": "plan", "when": when, **MEETING, "meeting-year": year}
    asked = ask(client, **chosen)
    assert asked.status_code == 200
    assert "Is this as you mean it?" in said(asked)
    hidden = dict(re.findall(r'type="hidden" name="(asked)" value="([^"]+)"', asked.text))
    answer = said(ask(client, **chosen, **hidden))
    assert "Where you can turn" in answer
    assert "Is this as you mean it?" not in answer


def test_another_language_takes_what_was_chosen_along(client: CarefulClient) -> None:
    for shown in ({}, {"shown": "1"}):
        answer = client.browser.post(WAY, data={"do": "language:pl", **shown, **AFTER})
        assert answer.status_code == 307, "so that the browser posts the same again"
        assert answer.location == "/pl/which-way"
    there = ask(client, "language:pl", address="/pl/which-way", shown="1", **AFTER)
    assert len(titles(there)) == 4
    assert ask(client, "visit:help", **AFTER).location == "/en/help"


def test_nothing_is_kept_by_the_browser(client: CarefulClient) -> None:
    for answer in (client.get(WAY), ask(client, **AFTER), ask(client)):
        assert answer.headers["Cache-Control"].startswith("no-store")
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_what_the_phones_history_shows_says_nothing(client: CarefulClient, language: str) -> None:
    for answer in (
        client.get(f"/{language}/which-way"),
        ask(client, address=f"/{language}/which-way", **AFTER),
    ):
        (title,) = re.findall(r"<title>(.*?)</title>", answer.text)
        assert not avoided_words(html.unescape(title))
    assert not avoided_words("/which-way")


def test_a_real_council_shows_the_doors_in_no_language_that_nobody_has_checked(
    client: CarefulClient, council
) -> None:
    assert "admonition unsure" in client.get("/ur/which-way").text
    council(fictional=False)
    assert 'id="about-1"' in client.get(WAY).text
    for answer in (
        client.get("/ur/which-way"),
        ask(client, address="/ur/which-way", **AFTER),
    ):
        assert answer.status_code == 200
        assert 'href="/en/which-way"' in answer.text
        assert 'id="about-1"' not in answer.text
        assert '<dl class="summary">' not in answer.text


def test_it_reads_easily(client: CarefulClient) -> None:
    for answer in (client.get(WAY), ask(client, court="yes", **AFTER)):
        lines = re.sub(r"</(dt|dd|h1|h2|p|li|label|legend)>", ".\n", answer.text.split("<main")[1])
        words = html.unescape(
            re.sub(r"<(bdi lang).*?</bdi>|<[^>]+>", " ", lines.split("</main")[0])
        )
        assert textstat.flesch_kincaid_grade(words) <= 5


def form_links(answer) -> list[str]:
    """The forms of this site that the answer leads to, in order."""
    main = answer.text.split('<main id="main"')[1].split("</main>")[0]
    return re.findall(r'<a class="button[^"]*" href="/\w+/forms/([a-z-]+)"', main)


@pytest.mark.parametrize(
    ("about", "when", "forms"),
    [
        ("report", "before", ["your-side", "your-views"]),
        ("decision", "before", ["your-views"]),
        ("left-out", "before", ["your-views"]),
        ("worker", "before", ["tell-us", "your-views"]),
        ("decision", "after", ["not-agreed", "tell-us"]),
        ("meeting", "after", ["not-agreed", "tell-us"]),
        ("plan", "after", ["not-agreed", "tell-us"]),
        ("record", "after", ["not-agreed"]),
        ("report", "after", ["your-side", "tell-us"]),
        ("worker", "after", ["tell-us"]),
        ("information", "after", []),
    ],
)
def test_a_way_leads_to_the_form_of_this_site_that_fits_and_to_each_once(
    client: CarefulClient, about: str, when: str, forms: list[str]
) -> None:
    assert form_links(ask(client, about=about, when=when)) == forms


def test_the_form_stands_before_the_telephone(client: CarefulClient) -> None:
    door = ask(client, about="report", when="before").text.split("<h2>")[1]
    assert door.index("/en/forms/your-side") < door.index("tel:")
    assert client.get("/en/forms/your-side").status_code == 200


def test_who_is_sent_to_the_complaint_form_knows_that_the_complaints_team_does_not_read_it(
    client: CarefulClient,
) -> None:
    assert "not straight to its complaints team" in said(ask(client, **AFTER))


def test_before_the_meeting_help_to_take_part_is_one_tap_away(client: CarefulClient) -> None:
    before, after = (ask(client, about="decision", when=when).text for when in ("before", "after"))
    assert "/en/forms/support" in before
    assert "/en/forms/support" not in after
