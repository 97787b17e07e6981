"""The number as a small card: on the screen to read, on paper as small as a bank card."""

import re

import pytest

from tests.browser.looking import look
from tests.browser.walking import receipt, walk

CARD = ".ticket"
#: A bank card in millimetres.
WIDE, HIGH = 85, 54


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_number_prints_on_one_page_as_small_as_a_bank_card(
    phone, language: str, script: bool
) -> None:
    page = phone(script=script)
    walk(page, language)
    number = receipt(page)
    with page.expect_navigation():
        page.click('main button[value="card"]')
    assert receipt(page) == number
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    box = page.locator(CARD).bounding_box()
    wide, high = (box[side] / 96 * 25.4 for side in ("width", "height"))
    assert (round(wide), round(high)) == (WIDE, HIGH)
    page.emulate_media(media="screen")
    with page.expect_navigation():
        page.click("main a.back")
    assert receipt(page) == number


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_found_on_it(phone, language: str, dark: bool) -> None:
    page = phone(dark=dark)
    walk(page, language)
    with page.expect_navigation():
        page.click('main button[value="card"]')
    look(page, "card")
