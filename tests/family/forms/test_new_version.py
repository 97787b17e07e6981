"""A form that changes while a family fills it in: nothing goes without a word."""

import html
import re
from dataclasses import replace

import pytest

from heard.journeys import catalogue
from heard.journeys.adults.your_views import YOUR_VIEWS
from tests.support.clients import CarefulClient, token
from tests.support.opening import newest_opened

CHANGED = {
    "en": "This form has changed since you began.",
    "pl": "Ten formularz zmienił się",
    "ur": "یہ بدل گیا ہے",
}
NEXT = YOUR_VIEWS.version + 1
FEARS = "The stairs\nat night"


def without(*slugs: str, version: int = NEXT):
    """Today's form without some pages."""
    pages = tuple(page for page in YOUR_VIEWS.pages if page.slug not in slugs)
    return replace(YOUR_VIEWS, version=version, pages=pages)


@pytest.fixture
def becomes(monkeypatch):
    """Put a new version in the place of the form."""

    def _becomes(new) -> None:
        others = tuple(each for each in catalogue.JOURNEYS if each.name != new.name)
        monkeypatch.setattr(catalogue, "JOURNEYS", (new, *others))

    return _becomes


def begin(client: CarefulClient, language: str = "en") -> str:
    form = f"/{language}/forms/your-views"
    client.submit(f"{form}/you", relation="mother", name="Kim")
    client.submit(f"{form}/which-meeting", child_first_name="Zofia")
    client.submit(f"{form}/going-well", going_well="She sleeps")
    client.submit(f"{form}/worries", worries=FEARS)
    return form


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_what_no_longer_fits_is_named_on_the_next_page_and_before_sending(
    client, becomes, language
):
    form = begin(client, language)
    becomes(without("worries"))
    for place in (f"{form}/what-would-help", f"{form}/check"):
        page = html.unescape(client.get(place).text)
        assert CHANGED[language] in page
        assert FEARS in page
    assert {"en": "What worries you?", "ur": "آپ کو کس بات کی فکر ہے؟"}.get(language, "") in page


def test_it_is_said_until_the_family_goes_on_and_again_before_sending(client, becomes):
    form = begin(client)
    becomes(without("worries"))
    assert CHANGED["en"] in client.get(f"{form}/what-would-help").text
    assert CHANGED["en"] in client.get(f"{form}/what-would-help").text
    told = re.search(
        r'type="hidden" name="(\w+)" value="yes"', client.get(f"{form}/what-would-help").text
    )
    client.submit(f"{form}/what-would-help", would_help="Time", **{told.group(1): "yes"})
    assert CHANGED["en"] not in client.get(f"{form}/your-number").text
    assert CHANGED["en"] in client.get(f"{form}/check").text


def test_what_fits_goes_on_and_is_sent_under_the_new_version(client, becomes, family_house):
    form = begin(client)
    becomes(without("worries"))
    client.submit(f"{form}/check", do="send")
    opened = newest_opened(family_house)
    assert opened.unit["child_first_name"] == "Zofia"
    assert opened.chair == {"going_well": "She sleeps"}
    assert FEARS not in str(opened.parts)


def test_a_new_version_that_loses_nothing_says_nothing(client, becomes):
    form = begin(client)
    becomes(replace(YOUR_VIEWS, version=NEXT))
    for place in ("worries", "what-would-help", "check"):
        assert CHANGED["en"] not in client.get(f"{form}/{place}").text
    assert FEARS in client.get(f"{form}/worries").text


def test_a_page_that_has_gone_while_it_was_open_still_takes_what_was_typed(client, becomes):
    form = begin(client)
    open_page = client.get(f"{form}/what-would-help").text
    becomes(without("what-would-help"))
    typed = {"csrf_token": token(open_page), "do": "next", "would_help": "More time"}
    answer = client.post(f"{form}/what-would-help", data={**typed, "readers": "chair"})
    assert answer.status_code == 303
    page = html.unescape(client.get(answer.location).text)
    assert CHANGED["en"] in page
    assert "More time" in page
    assert "csrf" not in page.split(CHANGED["en"])[1].split("</ul>")[0]
    client.post(f"{form}/what-would-help", data=typed)
    assert client.get(answer.location).text.count("More time") == 1


def test_a_page_that_never_was_is_not_found(client):
    assert client.get("/en/forms/your-views/no-such-page").status_code == 404
