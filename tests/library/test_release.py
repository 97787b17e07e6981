from datetime import date

import pytest

from heard.library.release import release_faults

TODAY = date(2026, 11, 20)


def faults(shelf) -> set[str]:
    return {
        f"{each.where}: {each.what}"
        for each in release_faults(shelf.load(), shelf.council, shelf.translations, TODAY)
    }


def said(shelf, words: str) -> bool:
    return any(words in each for each in faults(shelf))


@pytest.mark.parametrize(
    "words",
    [
        "fictional is true",
        "en/guides/the-meeting.md: never compared with its sources",
        "contacts.toml: emergency: never compared",
        "contacts.duty_team: 0808 157 0102 is not real",
        "report_days.review is empty",
        "security.email is empty",
        "security.until is empty",
        "council.toml: address is empty",
        "contacts.conference_team.phone is empty",
        "pl/guides/the-meeting.md: 12 blocks not checked by a second person",
        "pl/pages/privacy.md: is not translated",
        "translations/pl/LC_MESSAGES/messages.po: 2 blocks not checked by a second person",
    ],
)
def test_the_fictional_council_may_not_go_live(shelf, words):
    assert said(shelf, words)


def test_a_page_compared_too_long_ago_must_be_compared_again(shelf):
    shelf.change("en/guides/the-meeting.md", '"never"', '"2025-11-01"')
    assert said(shelf, "the-meeting.md: checked more than 365 days ago")

    shelf.change("en/guides/the-meeting.md", "2025-11-01", "2026-11-01")
    assert not said(shelf, "the-meeting.md: checked")


def test_nobody_can_have_checked_on_a_day_that_has_not_come(shelf):
    shelf.change("en/guides/the-meeting.md", '"never"', '"2026-12-01"')

    assert said(shelf, "checked on a day that has not come")


def test_a_phone_number_must_be_called_again_every_month(shelf):
    shelf.change("contacts.toml", '"never"', '"2026-10-01"')

    assert said(shelf, "emergency: checked more than 38 days ago")


def test_a_fictional_number_in_a_page_is_found(shelf):
    shelf.change("en/guides/the-meeting.md", "The [chair]", "Call 01632 960999. The [chair]")

    assert said(shelf, "en/guides/the-meeting.md: 01632 960999 is not real")


def test_a_translation_that_lost_a_phone_number_is_found(shelf):
    shelf.change("pl/guides/the-meeting.md", "Zadzwoń {{phone:emergency}}", "Zadzwoń")

    assert said(shelf, "links or values differ from the English")
