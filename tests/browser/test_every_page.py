"""Every page, in every language, on a small phone."""

import pytest

from tests.browser.looking import look

PAGES = (
    "",
    "help",
    "reply",
    "guides",
    "guides/the-meeting",
    "guides/who-is-there",
    "guides/if-you-do-not-agree",
    "guides/the-plan",
    "about/privacy",
    "about/accessibility",
    "about/safe-use",
    "forms/your-views",
    "nothing-here",
)


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_nothing_is_found_on_any_page(phone, language: str) -> None:
    page = phone()
    for slug in PAGES:
        page.goto(f"/{language}/{slug}")
        look(page, slug or "home")


def test_nothing_is_found_on_any_page_for_children(phone) -> None:
    page = phone(width=320)
    worlds = [f"/en/for-you/{age}" for age in ("5-7", "8-11", "12-17")]
    addresses = ["/en/for-you", "/en/for-you/help", "/en/forms/with-pictures/before", *worlds]
    for world in worlds:
        page.goto(world)
        addresses += page.eval_on_selector_all(
            "main .cards a.card", "links => links.map((link) => link.getAttribute('href'))"
        )
    assert len(addresses) == 6 + 21
    for address in addresses:
        page.goto(address)
        look(page, address)


@pytest.mark.parametrize("address", ["for-you", "for-you/8-11", "guides/young-the-meeting"])
@pytest.mark.parametrize("language", ["pl", "ur"])
def test_nothing_is_found_on_childrens_pages_in_other_languages_and_in_the_dark(
    phone, language: str, address: str
) -> None:
    page = phone(width=320, dark=True)
    page.goto(f"/{language}/{address}")
    look(page, address)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_found_in_the_dark(phone, language: str) -> None:
    page = phone(dark=True)
    for slug in ("", "help", "guides/the-meeting", "forms/your-views"):
        page.goto(f"/{language}/{slug}")
        look(page, slug or "home")


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_at_320_pixels_nothing_scrolls_sideways(phone, language: str) -> None:
    page = phone(width=320)
    for slug in PAGES:
        page.goto(f"/{language}/{slug}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, slug


def test_a_guide_makes_one_request_and_sets_no_cookie(phone, family_server) -> None:
    page = phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/guides/the-meeting")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.endswith("favicon.svg")] == [
        f"{family_server.address}/en/guides/the-meeting"
    ]
    assert page.context.cookies() == []


def test_the_leave_bar_is_always_within_reach(phone) -> None:
    page = phone()
    page.goto("/en/guides/the-meeting")
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        box = page.locator("#leave-now").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 641


def test_nothing_is_found_on_any_guide(phone, family_server) -> None:
    page = phone()
    page.goto("/en/guides")
    slugs = page.eval_on_selector_all(
        "main a.card", "links => links.map((link) => link.getAttribute('href'))"
    )
    assert len(slugs) > 20
    for slug in slugs:
        page.goto(slug)
        look(page, slug)
