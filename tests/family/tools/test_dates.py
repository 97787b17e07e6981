"""Your dates: what a parent types, what they read, and the file for their calendar."""

import html
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from heard.authority.hours import LONDON
from heard.library.rules.calendar_file import CalendarDay, calendar_file
from heard.library.sources.neutral_words import avoided_words
from tests.support.clients import CarefulClient
from tests.support.houses import of_edition

DATES = "/en/dates"
FILE = "/en/dates/dates.ics"


@pytest.fixture(autouse=True)
def in_june(family_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Wednesday, 10 June 2026."""
    house = replace(
        family_app.extensions["site"], clock=lambda: datetime(2026, 6, 10, 12, tzinfo=LONDON)
    )
    monkeypatch.setitem(family_app.extensions, "site", house)


@pytest.fixture
def real_council(in_june: None, family_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The council exists, so what nobody has checked must not be relied on."""
    house = family_app.extensions["site"]
    council = replace(house.council, fictional=False)
    monkeypatch.setitem(family_app.extensions, "site", of_edition(house, council=council))


def typed(**days: str) -> dict[str, str]:
    """What a browser posts: a day as `2026-06-18`, the kind of meeting as it is."""
    posted: dict[str, str] = {}
    for name, value in days.items():
        if name == "kind":
            posted[name] = value
            continue
        parts = zip(("year", "month", "day"), value.split("-"), strict=True)
        posted.update({f"{name}-{part}": number for part, number in parts})
    return posted


def show(client: CarefulClient, do: str = "next", address: str = DATES, **days: str):
    return client.post(address, data={**typed(**days), "do": do})


def save(client: CarefulClient, address: str = FILE, **days: str):
    return client.post(address, data=typed(**days))


def events_in(answer) -> list:
    return Calendar.from_ical(answer.data).walk("VEVENT")


def said(answer) -> str:
    """The words of a page, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_a_meeting_gives_the_whole_calendar_in_order(client: CarefulClient) -> None:
    answer = show(client, meeting="2026-06-18", kind="first")
    assert answer.status_code == 200
    days = re.findall(r"<dd><strong>(?:By )?(.*?)</strong></dd>", answer.text)
    assert days == [
        "Monday 15 June 2026",
        "Thursday 18 June 2026",
        "Friday 19 June 2026",
        "Thursday 2 July 2026",
        "Thursday 9 July 2026",
        "Thursday 16 July 2026",
        "Friday 18 September 2026",
        "Thursday 18 March 2027",
        "Saturday 18 September 2027",
    ]
    assert "Friday 17 September 2027" in said(answer), "the working day before a Saturday"
    assert "3 working days before the meeting" in said(answer)
    assert "28 days from the day of the meeting" in said(answer)


def test_a_report_that_came_late_gets_words_to_say_so(client: CarefulClient) -> None:
    words = said(show(client, meeting="2026-06-11", kind="first", report="2026-06-09"))
    assert "Something was late. You did nothing wrong." in words
    assert "It came after this day. It was late." in words
    assert "You can say “The report came on Tuesday 9 June 2026." in words


def test_after_the_meeting_the_words_are_about_what_was(client: CarefulClient) -> None:
    days = {"meeting": "2026-06-05", "kind": "first", "strategy": "2026-05-01"}
    words = said(show(client, **days, report="2026-06-04"))
    assert "so I did not have the time that I should have had before the meeting" in words
    assert "Your meeting was after this day. It was late." in words
    assert "more time to read" not in words


def test_a_meeting_that_is_too_late_is_named(client: CarefulClient) -> None:
    words = said(show(client, meeting="2026-06-23", kind="first", strategy="2026-06-01"))
    assert "Your meeting is after this day. It is late." in words
    assert "What is the plan for my child until then?" in words


def test_a_baby_on_the_way_is_something_to_ask(client: CarefulClient) -> None:
    words = said(show(client, meeting="2026-06-18", kind="first", birth="2026-08-01"))
    assert "What you need to ask" in words
    assert "When is the first review after the birth?" in words
    assert "18 September 2026" not in words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"meeting": "1926-06-18"}, "You wrote Friday 18 June 1926, and that is long ago."),
        ({"meeting": "2056-06-18"}, "You wrote Sunday 18 June 2056, and that is far ahead."),
        ({"meeting": "2026-06-18", "birth": "2099-01-01"}, "and that is far ahead."),
        ({"meeting": "2026-06-18", "strategy": "1996-05-04"}, "and that is long ago."),
    ],
)
def test_an_unlikely_day_is_asked_about_once_and_can_be_left_so(
    client: CarefulClient, days: dict[str, str], words: str
) -> None:
    asked = show(client, kind="first", **days)
    assert asked.status_code == 200
    assert asked.text.count(words) == 2, "at the head of the page and at the field"
    (which,) = re.findall(r'type="hidden" name="asked" value="([^"]+)"', asked.text)
    answer = client.post(DATES, data={**typed(kind="first", **days), "do": "next", "asked": which})
    assert "What should happen by when" in said(answer)
    assert f'name="asked" value="{which}"' in answer.text, "for whoever changes another day"


def test_a_short_year_and_a_pasted_date_are_understood(client: CarefulClient) -> None:
    for day, month, year in (
        ("18", "6", "26"),
        ("18 June 2026", "", ""),
        ("18", "maja", "2026"),
    ):
        posted = {"meeting-day": day, "meeting-month": month, "meeting-year": year}
        answer = client.post(DATES, data={**posted, "kind": "first", "do": "next"})
        assert re.search("(Thursday 18 June|Monday 18 May) 2026", said(answer))


def test_of_two_days_the_one_that_is_wrong_is_named(client: CarefulClient) -> None:
    answer = show(client, meeting="2026-06-18", kind="first", strategy="2026-02-31")
    assert "The day workers first talked about it: There is no such day." in said(answer)


def test_a_long_word_stays_whole_in_its_box(client: CarefulClient) -> None:
    posted = {"meeting-day": "18", "meeting-month": "September-ish", "meeting-year": "2026"}
    page = client.post(DATES, data={**posted, "do": "next"}).text
    assert re.search(r'name="meeting-month" size="13" class="long" value="September-ish"', page)
    assert "maxlength" not in page


@pytest.mark.parametrize(
    ("days", "words", "field"),
    [
        ({}, "Write at least one day.", "meeting"),
        ({"meeting": "2026-02-31", "kind": "first"}, "There is no such day.", "meeting"),
        ({"meeting": "15-06-18", "kind": "first"}, "Write the year with four numbers", "meeting"),
        ({"meeting": "1826-06-18", "kind": "first"}, "Check the year.", "meeting"),
        ({"meeting": "2026-06-18"}, "Choose one from the list.", "kind"),
        ({"report": "2026-06-11"}, "This day is still to come.", "report"),
        ({"strategy": "2026-06-11"}, "This day is still to come.", "strategy"),
        ({"report": "2026-06-09"}, "We need this day too.", "meeting"),
        (
            {"meeting": "2026-06-08", "kind": "review", "letter": "2026-06-05"},
            "This is before the meeting.",
            "letter",
        ),
        (
            {"meeting": "2026-06-08", "kind": "first", "strategy": "2026-06-09"},
            "This is after the first meeting.",
            "strategy",
        ),
    ],
)
def test_what_cannot_be_right_is_named_beside_its_field_and_what_was_typed_stays(
    client: CarefulClient, days: dict[str, str], words: str, field: str
) -> None:
    answer = show(client, **days)
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    (error,) = re.findall(rf'id="{field}-error".*?</p>', answer.text)
    assert words in error
    assert f'href="#{field}-{"1" if field == "kind" else "day"}"' in answer.text
    for name, value in typed(**days).items():
        kept = f'name="{name}"' if name != "kind" else f'value="{value}" checked'
        assert kept in answer.text
        if name != "kind":
            assert re.search(rf'name="{name}"[^>]* value="{value}"', answer.text)


def test_days_in_the_digits_of_another_script_are_understood(client: CarefulClient) -> None:
    urdu = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    posted = {name: value.translate(urdu) for name, value in typed(meeting="2026-06-18").items()}
    answer = client.post(DATES, data={**posted, "kind": "first", "do": "next"})
    assert "Thursday 18 June 2026" in answer.text


def test_who_only_looks_gets_no_cookie_and_no_browser_stores_what_it_is_shown(
    client: CarefulClient,
) -> None:
    answers = (client.get(DATES), show(client, meeting="2026-06-18", kind="first"), show(client))
    assert "Set-Cookie" not in answers[0].headers
    for answer in answers:
        assert answer.status_code in (200, 422)
        assert "no-store" in answer.headers["Cache-Control"]


def test_another_site_cannot_post_here(client: CarefulClient) -> None:
    answer = client.post(DATES, data={"do": "next"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_the_days_can_be_changed(client: CarefulClient) -> None:
    answer = show(client, do="change", meeting="2026-06-18", kind="first")
    assert 'name="meeting-day" size="2" value="18"' in answer.text
    assert 'value="first" checked' in answer.text
    assert "Error:" not in answer.text


def test_another_language_takes_along_what_was_typed(client: CarefulClient) -> None:
    posted = {**typed(meeting="2026-06-18"), "kind": "first", "do": "language:ur"}
    answer = client.browser.post(DATES, data=posted)
    assert answer.status_code == 307, "so that the browser posts the same again"
    assert answer.location == "/ur/dates"
    again = show(client, do="language:ur", address="/ur/dates", meeting="2026-06-18", kind="first")
    assert '<html lang="ur" dir="rtl">' in again.text
    assert re.search(r'name="meeting-day"[^>]* value="18"', again.text)
    data = {**typed(meeting="2026-06-18"), "kind": "first", "do": "language:ur", "shown": "1"}
    assert '<dl class="summary">' in client.post("/ur/dates", data=data).text


def test_the_links_at_the_foot_lead_away(client: CarefulClient) -> None:
    assert show(client, do="visit:help", meeting="2026-06-18").location == "/en/help"


@pytest.mark.parametrize("do", ["visit:1", "visit:nowhere", "language:fr", "nothing", ""])
def test_a_button_that_is_not_there_shows_the_form(client: CarefulClient, do: str) -> None:
    assert 'id="meeting-day"' in show(client, do=do).text


def test_what_is_no_part_of_the_form_does_not_travel_on(client: CarefulClient) -> None:
    data = {**typed(meeting="2026-06-18"), "kind": "first", "do": "next", "more": "<b>x"}
    text = client.post(DATES, data=data).text
    assert 'name="more"' not in text
    assert "<b>x" not in text


def test_the_calendar_file_holds_neutral_whole_days_that_are_still_to_come(
    client: CarefulClient,
) -> None:
    answer = save(client, meeting="2026-06-09", kind="first")
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dates.ics"'
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert [(event.decoded("dtstart"), str(event["summary"])) for event in events] == [
        (date(2026, 6, 10), "Letter, latest day"),
        (date(2026, 6, 23), "Meeting, latest day"),
        (date(2026, 6, 30), "Papers, latest day"),
        (date(2026, 7, 7), "Last day to write"),
        (date(2026, 9, 9), "Meeting, latest day"),
        (date(2027, 3, 9), "Meeting, latest day"),
        (date(2027, 9, 9), "Meeting, latest day"),
    ]
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event in events:
        assert set(event) == {
            "UID",
            "SEQUENCE",
            "DTSTAMP",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "CLASS",
            "TRANSP",
        }
        assert event.decoded("dtstamp").strftime("%H:%M") == "00:00"
    assert not avoided_words(answer.text)
    assert b"\r\n" in answer.data


def test_a_last_day_at_a_weekend_stands_in_the_calendar_on_the_working_day_before(
    client: CarefulClient,
) -> None:
    answer = save(client, meeting="2026-03-26", kind="review")
    starts = [event.decoded("dtstart") for event in Calendar.from_ical(answer.data).walk("VEVENT")]
    assert starts == [date(2026, 9, 25), date(2027, 3, 25)], "26 March 2027 is Good Friday"


def test_before_saving_a_parent_is_warned_of_shared_phones(client: CarefulClient) -> None:
    text = show(client, meeting="2026-06-18", kind="first").text
    assert text.index("Others who use your phone") < text.index(f'formaction="{FILE}"')


def test_with_nothing_to_come_there_is_nothing_to_save(client: CarefulClient) -> None:
    assert FILE not in show(client, meeting="2023-06-19", kind="first").text


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_words_that_nobody_has_checked_are_labelled_with_the_english_one_tap_away(
    client: CarefulClient, language: str
) -> None:
    text = client.get(f"/{language}/dates").text
    assert 'class="admonition unsure"' in text
    assert '<a href="/en/dates" lang="en" dir="ltr"' in text


def test_outside_the_fictional_council_unchecked_rules_are_not_shown(
    client: CarefulClient, real_council: None
) -> None:
    assert 'id="meeting-day"' in client.get("/en/dates").text
    for answer in (
        client.get("/ur/dates"),
        show(client, address="/ur/dates", meeting="2026-06-18", kind="first"),
    ):
        assert answer.status_code == 200
        assert 'href="/en/dates"' in answer.text
        assert 'id="meeting-day"' not in answer.text
        assert '<dl class="summary">' not in answer.text


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_an_event_that_is_made_again_has_the_identity_that_it_had(
    client: CarefulClient, language: str
) -> None:
    days = {"meeting": "2026-06-09", "kind": "first"}
    first = [str(event["uid"]) for event in events_in(save(client, **days))]
    again = save(client, address=f"/{language}/dates/dates.ics", **days)
    assert [str(event["uid"]) for event in events_in(again)] == first
    assert len(set(first)) == len(first) > 1
    other = save(client, meeting="2026-06-10", kind="first")
    assert not {str(event["uid"]) for event in events_in(other)} & set(first)


def test_an_identity_tells_nobody_what_the_event_is(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {"meeting": "2026-06-09", "kind": "first"}
    here = {str(event["uid"]) for event in events_in(save(client, **days))}
    monkeypatch.setattr(family_app, "secret_key", b"the secret of another council")
    there = {str(event["uid"]) for event in events_in(save(client, **days))}
    assert not here & there, "who does not know the secret cannot work it out"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_phone_that_asks_for_the_calendar_file_again_gets_the_same_file(
    client: CarefulClient, language: str
) -> None:
    address = f"/{language}/dates/dates.ics"
    first = save(client, address=address, meeting="2026-06-09", kind="first")
    for _ in range(2):
        again = client.get(address)
        assert (again.status_code, again.mimetype) == (200, "text/calendar")
        assert again.data == first.data
        assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]


def test_the_days_of_the_file_are_not_in_the_cookie_and_go_with_leaving(
    client: CarefulClient,
) -> None:
    save(client, meeting="2026-06-09", kind="first")
    with client.browser.session_transaction() as session:
        held = str(dict(session))
    assert "pages" in held
    assert not [word for word in ("meeting", "2026", "first", "kind") if word in held]
    assert client.get(FILE).status_code == 200
    client.get("/exit")
    assert client.get(FILE).status_code == 404


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_file_that_cannot_be_given_again_is_a_page_that_says_so(
    client: CarefulClient, language: str, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/{language}/dates/dates.ics"
    save(client, address=address, meeting="2026-06-09", kind="first")
    house = family_app.extensions["site"]
    later = house.clock() + timedelta(minutes=16)
    monkeypatch.setitem(family_app.extensions, "site", replace(house, clock=lambda: later))
    for browser in (client, CarefulClient(family_app)):
        answer = browser.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert "Content-Disposition" not in answer.headers
        assert f'href="/{language}/dates"' in answer.text


def test_another_site_cannot_make_a_phone_save_the_days_again(client: CarefulClient) -> None:
    save(client, meeting="2026-06-09", kind="first")
    answer = client.get(FILE, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 404


def test_days_that_do_not_fit_are_named_in_place_of_a_file(client: CarefulClient) -> None:
    answer = save(client, meeting="2026-13-40")
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "Error:" in answer.text


def test_a_day_that_has_moved_says_so_to_the_calendar(client: CarefulClient) -> None:
    days = [CalendarDay("record", date(2026, 6, 27), date(2026, 6, each), "x") for each in (27, 29)]
    first, moved = (events_in_file(calendar_file([each], each.day, b"k" * 32)) for each in days)
    assert str(first["uid"]) == str(moved["uid"])
    assert moved["sequence"] > first["sequence"]
    assert moved.decoded("dtstamp") > first.decoded("dtstamp")


def events_in_file(written: bytes):
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    return event
