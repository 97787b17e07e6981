"""The worlds of children: their pages, and the way to help from each of them."""

import re
from itertools import pairwise

import pytest
import textstat
from lxml import html

from heard.family.guides.children import WORLDS, guides_for
from heard.journeys.catalogue import FOR_CHILDREN
from tests.support.clients import CarefulClient

AGES = pytest.mark.parametrize("age", list(WORLDS))
LANGUAGES = ("en", "pl", "ur")
#: What a page and everything that it shows may weigh, in bytes, as it is sent.
HEAVIEST = 30_000


#: Flesch-Kincaid grades of the pages of the program; what a small child is told is the easiest.
GRADES = {
    "for-you": 3,
    "for-you/help": 3,
    "for-you/5-7": 1,
    "for-you/8-11": 3,
    "for-you/12-17": 3,
    "forms/with-pictures": 3,
    "forms/with-pictures/before": 1,
    "forms/three-houses": 3,
    "forms/my-say": 3,
}


def bar(page: str) -> str:
    """The bar that stays in reach at the foot of the screen."""
    return re.search(r'<aside class="leave".*?</aside>', page, re.DOTALL).group()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_child_finds_the_world_of_their_age_from_the_home_page_in_two_touches(
    client: CarefulClient, language: str
) -> None:
    assert f'href="/{language}/for-you"' in client.get(f"/{language}/").text
    worlds = client.get(f"/{language}/for-you").text
    for age in WORLDS:
        assert f'href="/{language}/for-you/{age}"' in worlds
        assert client.get(f"/{language}/for-you/{age}").status_code == 200


@AGES
def test_a_world_has_its_own_form_and_seven_guides(client: CarefulClient, age: str) -> None:
    page = client.get(f"/en/for-you/{age}").text
    guides = re.findall(r'href="/en/guides/([a-z-]+)"', page)
    assert len(guides) == 7
    endings = {slug.partition("-")[2] for slug in guides}
    assert endings == {
        "the-meeting",
        "who-comes",
        "do-i-go",
        "my-words",
        "the-plan",
        "who-to-talk-to",
        "not-my-fault",
    }
    (form,) = [each.slug for each in FOR_CHILDREN if each.age == age]
    assert set(re.findall(r'href="/en/forms/([a-z-]+)"', page)) == {form}


def test_there_is_no_world_for_another_age(client: CarefulClient) -> None:
    assert client.get("/en/for-you/3-4").status_code == 404


@AGES
def test_from_every_page_of_a_world_help_is_one_touch_away(client: CarefulClient, age: str) -> None:
    with client.app.test_request_context("/en/"):
        guides = [f"/en/guides/{each.slug}" for each in guides_for(age)]
    assert guides
    for address in ("/en/for-you", f"/en/for-you/{age}", *guides):
        foot = bar(client.get(address).text)
        assert 'href="/en/for-you/help"' in foot
        assert "I do not feel safe now" in foot
        assert 'href="/exit"' in foot


@AGES
def test_one_guide_leads_to_the_next_and_back_to_the_world(client: CarefulClient, age: str) -> None:
    with client.app.test_request_context("/en/"):
        slugs = [each.slug for each in guides_for(age)]
    assert len(slugs) > 1
    for slug, following in pairwise(slugs):
        page = client.get(f"/en/guides/{slug}").text
        assert f'href="/en/for-you/{age}"' in page
        assert f'href="/en/guides/{following}"' in page


def test_who_helps_a_child_is_named_childline_first_with_the_call_without_a_word(
    client: CarefulClient,
) -> None:
    page = client.get("/en/for-you/help").text
    main = re.search(r"<main.*</main>", page, re.DOTALL).group()
    assert main.index("0800 1111") < main.index("999")
    assert "press 55" in main
    assert main.index("999") < main.index("0800 528 0731")


@pytest.mark.parametrize("language", LANGUAGES)
@AGES
def test_a_page_with_all_its_drawings_is_light(
    client: CarefulClient, language: str, age: str
) -> None:
    (form,) = [each for each in FOR_CHILDREN if each.age == age]
    with client.app.test_request_context(f"/{language}/"):
        addresses = [f"/{language}/guides/{each.slug}" for each in guides_for(age)]
    assert addresses
    addresses += [f"/{language}/for-you", f"/{language}/for-you/{age}", f"/{language}/for-you/help"]
    addresses += [f"/{language}/forms/{form.slug}", f"/{language}/forms/{form.slug}/before"]
    for address in addresses:
        answer = client.browser.get(address, headers={"Accept-Encoding": "gzip"})
        assert len(answer.data) <= HEAVIEST, address
        # Nothing else is asked for: drawings, style and script stand in the page.
        page = client.get(address).text
        assert not re.search(r'<(?:img|script|iframe|audio|video)[^>]* src="', page), address


@AGES
def test_every_drawing_says_what_it_shows(client: CarefulClient, age: str) -> None:
    (form,) = [each for each in FOR_CHILDREN if each.age == age]
    told = f"/en/forms/{form.slug}" + ("/before" if form.with_grown_up else "")
    for address in ("/en/for-you", f"/en/for-you/{age}", told):
        page = client.get(address).text
        drawings = re.findall(r'<svg [^>]*viewBox="0 0 240 150"[^>]*>', page)
        assert drawings, address
        for drawing in drawings:
            assert re.search(r'role="img" aria-label="[^"]+"', drawing), address


@pytest.mark.parametrize(("address", "limit"), GRADES.items())
def test_a_page_is_no_harder_to_read_than_its_readers_can_bear(
    client: CarefulClient, address: str, limit: int
) -> None:
    main = html.fromstring(client.get(f"/en/{address}").text).get_element_by_id("main")
    blocks = main.xpath(".//h1 | .//h2 | .//h3 | .//p | .//li[not(p)] | .//summary")
    said = (" ".join(block.text_content().split()) for block in blocks)
    sentences = [each if each[-1] in ".?!" else f"{each}." for each in said if each]
    assert textstat.flesch_kincaid_grade("\n".join(sentences)) <= limit


def test_the_old_page_for_children_is_still_where_it_was_printed(client: CarefulClient) -> None:
    assert client.get("/en/guides/for-you").status_code == 200
    assert 'href="/en/guides/for-you"' in client.get("/en/for-you").text
