"""Addresses are typed from a card: nearly right is right enough."""

from urllib.parse import urlsplit

import pytest

from tests.support.clients import CarefulClient

PAGES = ("/en/reply", "/pl/return", "/ur/", "/en/help", "/en/guides/the-meeting", "/en/dates")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "wrong",
    [
        str.upper,
        str.title,
        *(lambda page, end=end: page + end for end in ("/", ".", ",", "..", ")")),
    ]
    + [lambda page, end=end: page + end for end in ("\u200f", "%20", "%E2%80%8E", "۔", "/.", "//")],
)
def test_an_address_that_is_nearly_right_leads_to_its_page(
    client: CarefulClient, page: str, wrong
) -> None:
    typed = wrong(page)
    if typed in (page, page.rstrip("/")):
        pytest.skip("this is the address itself")
    answer = client.get(typed)
    assert answer.status_code in (301, 308)
    assert urlsplit(answer.location).path == page
    assert client.get(page).status_code == 200


def test_what_follows_the_question_mark_comes_along(client: CarefulClient) -> None:
    assert client.get("/EN/help?a=B&c=%20D").location == "/en/help?a=B&c=%20D"


@pytest.mark.parametrize(
    "path",
    [
        "//EXAMPLE.ORG/en/help",
        "/\\EXAMPLE.ORG/help/",
        "//example.org/REPLY",
        "/\t/EXAMPLE.ORG/reply/",
        "/\\example.org/REPLY",
        "///EXAMPLE.ORG/..",
        "//EN/reply",
        "/\u2028/EXAMPLE.ORG/REPLY",
    ],
)
def test_no_address_leads_away_from_the_site(client: CarefulClient, path: str) -> None:
    raw = path.encode().decode("latin-1")
    answer = client.get("/", environ_overrides={"PATH_INFO": raw})
    place = urlsplit(answer.headers.get("Location", "/"))
    assert place.netloc in ("", "localhost")
    assert place.path[1:2].isalnum() or place.path[1:2] in ("", "%")


@pytest.mark.parametrize("address", ["/en/nothing", "/en/nothing/", "/EN/NOTHING", "/xx/", "/..."])
def test_what_leads_nowhere_is_not_here(client: CarefulClient, address: str) -> None:
    assert client.get(address, follow_redirects=True).status_code == 404


def test_a_post_is_never_led_on(client: CarefulClient) -> None:
    assert client.post("/EN/reply", data={"receipt": "1"}).status_code == 404
