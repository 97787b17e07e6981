"""A picture drawn in the page: it arrives like a file, and nothing of it stays on the phone."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from heard.records.tables import files
from heard.vault.opening import open_file
from tests.browser.looking import look
from tests.browser.walking import SAVE, press
from tests.support.opening import newest_opened

HOUSE = "forms/three-houses/good-things"
CANVAS = ".draw canvas"
BLACK, BLUE = "28, 28, 28", "21, 101, 192"


def at_the_house(phone, language: str = "en", **options: object) -> Page:
    """A child who has come to the house of good things."""
    page = phone(**options)
    page.goto(f"/{language}/forms/three-houses/who-writes")
    page.click('main button[name="pen"][value="alone"]')
    page.wait_for_url("**/about-you")
    page.goto(f"/{language}/{HOUSE}")
    return page


def draw(page: Page, *, row: float = 0.5) -> None:
    """A line across the paper, as a finger draws it."""
    page.locator(CANVAS).scroll_into_view_if_needed()
    box = page.locator(CANVAS).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + row * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + row * box["height"], steps=8)
    page.mouse.up()


def colours(page: Page) -> set[str]:
    """The colours of the paintbox that are on the paper; between them the lines are blurred."""
    return set(
        page.evaluate(
            """() => {
              const canvas = document.querySelector(".draw canvas");
              const pen = canvas.getContext("2d");
              const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
              const seen = new Set();
              for (let at = 0; at < data.length; at += 4) {
                seen.add([data[at], data[at + 1], data[at + 2]].join(", "));
              }
              const box = [...document.querySelectorAll("[data-colour] > span")];
              const names = box.map((each) => getComputedStyle(each).backgroundColor.slice(4, -1));
              return names.filter((name) => seen.has(name));
            }"""
        )
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_place_to_draw_fits_the_narrowest_screen(phone, language: str, dark: bool) -> None:
    page = at_the_house(phone, language, width=320, dark=dark)
    expect(page.locator(CANVAS)).to_be_visible()
    draw(page)
    page.click("[data-draw=again]")
    look(page, "drawing")


def test_a_drawing_arrives_sealed_for_the_chair_and_written_anew(phone, family_server) -> None:
    page = at_the_house(phone)
    page.click('[data-colour="#c62828"]')
    draw(page)
    press(page, SAVE)
    page.goto(f"/en/{HOUSE}")
    expect(page.locator(".files")).to_contain_text("drawing.png")
    page.goto("/en/forms/three-houses/check")
    press(page, 'main button[value="send"]')
    (kept,) = newest_opened(family_server.house).chair["good_things_pictures"]
    with family_server.house.store.read() as conn:
        body = conn.scalar(select(files.c.body).where(files.c.id == kept["id"]))
    picture = Image.open(io.BytesIO(open_file(body, kept["key"])))
    assert (picture.format, picture.size) == ("JPEG", (1200, 900))
    red, green, blue = picture.getpixel((600, 450))
    assert red > 150
    assert max(green, blue) < 90
    assert picture.getpixel((600, 50)) == (255, 255, 255)


def test_where_nothing_was_drawn_nothing_is_sent(phone) -> None:
    page = at_the_house(phone)
    page.fill("#good_things", "My cat")
    press(page, SAVE)
    page.goto(f"/en/{HOUSE}")
    expect(page.locator(".files")).to_have_count(0)


def test_two_fingers_draw_two_lines(phone) -> None:
    page = at_the_house(phone)
    page.evaluate(
        """() => {
          const canvas = document.querySelector(".draw canvas");
          canvas.setPointerCapture = () => {};
          const { left, top, width, height } = canvas.getBoundingClientRect();
          const send = (type, pointerId, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
            pointerId, clientX: left + x * width, clientY: top + y * height, pointerType: "touch",
          }));
          send("pointerdown", 1, 0.1, 0.1);
          send("pointerdown", 2, 0.1, 0.9);
          for (const x of [0.3, 0.5, 0.7, 0.9]) {
            send("pointermove", 1, x, 0.1);
            send("pointermove", 2, x, 0.9);
          }
          send("pointerup", 1, 0.9, 0.1);
          send("pointerup", 2, 0.9, 0.9);
          send("pointermove", 1, 0.5, 0.5);
        }"""
    )
    at_height = """(y) => {
      const canvas = document.querySelector(".draw canvas");
      const [x, line] = [canvas.width / 2, canvas.height * y];
      return canvas.getContext("2d").getImageData(x, line, 1, 1).data[0] < 100;
    }"""
    assert [page.evaluate(at_height, y) for y in (0.1, 0.5, 0.9)] == [True, False, True]


def test_a_browser_that_would_lose_the_drawing_offers_no_paper(phone) -> None:
    page = phone()
    page.add_init_script("delete window.FormDataEvent")
    page.goto("/en/forms/three-houses/who-writes")
    page.click('main button[name="pen"][value="alone"]')
    page.wait_for_url("**/about-you")
    page.goto(f"/en/{HOUSE}")
    expect(page.locator("#good_things_pictures")).to_be_visible()
    expect(page.locator(CANVAS)).to_be_hidden()


def test_undo_takes_the_last_line_away_and_start_again_asks_once(phone) -> None:
    page = at_the_house(phone)
    draw(page, row=0.3)
    page.click('[data-colour="#1565c0"]')
    draw(page, row=0.6)
    assert colours(page) == {BLACK, BLUE}
    page.click("[data-draw=undo]")
    assert colours(page) == {BLACK}
    page.click("[data-draw=again]")
    assert colours(page) == {BLACK}
    expect(page.locator("[data-draw=empty]")).to_be_focused()
    page.keyboard.press("Enter")
    assert colours(page) == set()
    expect(page.locator(".sure")).to_be_hidden()


def test_every_colour_has_a_name_and_can_be_chosen_by_keyboard(phone) -> None:
    page = at_the_house(phone)
    buttons = page.locator(".draw [data-colour]")
    names = [name.strip() for name in buttons.all_inner_texts()]
    assert len(set(names)) == len(names) >= 10
    assert all(names)
    buttons.nth(4).focus()
    page.keyboard.press("Space")
    expect(buttons.nth(4)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".draw [data-colour][aria-pressed=true]")).to_have_count(1)


def test_a_drawing_survives_a_phone_that_is_turned(phone) -> None:
    page = at_the_house(phone)
    draw(page)
    page.set_viewport_size({"width": 640, "height": 360})
    assert colours(page) == {BLACK}


def test_a_drawing_that_could_not_be_sent_is_still_there_and_counts_once(phone) -> None:
    page = at_the_house(phone)
    draw(page)
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        page.click(SAVE)
    expect(page.locator(".unsent [role=alert]")).not_to_be_empty()
    assert colours(page) == {BLACK}
    page.context.set_offline(False)
    press(page, ".unsent button")
    page.goto(f"/en/{HOUSE}")
    expect(page.locator(".files li")).to_have_count(1)


def test_who_closes_the_page_leaves_no_drawing_on_it(phone) -> None:
    page = at_the_house(phone)
    draw(page)
    page.evaluate("dispatchEvent(new Event('leaving'))")
    assert colours(page) == set()


def test_without_script_there_is_no_empty_paper_and_a_photo_can_be_added(phone) -> None:
    page = at_the_house(phone, script=False)
    expect(page.locator(".draw")).to_be_hidden()
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "PNG")
    photo = {"name": "photo.png", "mimeType": "image/png", "buffer": made.getvalue()}
    page.set_input_files("#good_things_pictures", photo)
    page.fill("#good_things", "My cat")
    page.click(SAVE)
    page.goto(f"/en/{HOUSE}")
    expect(page.locator(".files")).to_contain_text("photo.png")
    expect(page.locator("#good_things")).to_have_value("My cat")
