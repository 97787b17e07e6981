"""What a phone has to fetch before it shows a page, heads and all."""

import re

import pytest

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.journey import Journey
from heard.web.serving.compression import compressed
from tests.family.forms.test_every_form import post
from tests.support.answering import answers, routes
from tests.support.clients import CarefulClient

#: What a page may have.
PAGE = 14_000
#: What a page in the middle of a form may have with its scripts, which stand at its end.
WITH_SCRIPTS = 17_500


def on_the_wire(answer) -> int:
    heads = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return heads + len(answer.data)


def fetched(client: CarefulClient, address: str):
    """As a phone asks. The careful client cannot read what is compressed, so it looks aside."""
    return client.browser.get(address, headers={"Accept-Encoding": "br"})


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_every_published_page_arrives_in_one_round_trip(client: CarefulClient, language: str):
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    mine = [address for address in listed if address.startswith(f"/{language}/")]
    assert len(mine) > 50
    heavy = {each: size for each in mine if (size := on_the_wire(fetched(client, each))) > PAGE}
    assert heavy == {}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.slug)
def test_every_page_of_a_form_shows_its_question_after_one_round_trip(
    client: CarefulClient, journey: Journey, language: str
):
    """All that is seen comes before the scripts."""
    form, place = f"/{language}/forms/{journey.slug}", journey.pages[0].slug
    choices = next(routes(journey))
    while place != "check":
        page = journey.page(place)
        whole = fetched(client, f"{form}/{place}")
        plain = client.get(f"{form}/{place}").data
        seen = compressed(plain[: plain.index(b'<script type="module">')], "br", 7)
        assert on_the_wire(whole) <= WITH_SCRIPTS, place
        assert on_the_wire(whole) - len(whole.data) + len(seen) <= PAGE, place
        tapped = len(page.questions) == 1 and getattr(page.questions[0], "tap", False)
        posted = answers(page, choices)
        answer = post(client, f"{form}/{place}", "" if tapped else "next", posted)
        place = answer.location.rpartition("/")[2]


def test_what_draws_and_what_makes_photos_small_stands_only_where_it_is_needed(
    client: CarefulClient,
):
    form = "/en/forms/my-say"
    assert "<canvas" not in client.get(form).text
    for address in (form, f"{form}/who-writes"):
        assert "createImageBitmap" not in client.get(address).text
        assert "quadraticCurveTo" not in client.get(address).text
