"""A large photo is made smaller on the phone, and everything else is sent as it is."""

import io
from base64 import b64decode

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.casework.picturing import PLACE, noisy, photo, saved

HERE = "forms/your-side/papers"
#: What of the chosen files would be sent now.
CHOSEN = """async () => {
  const files = [...document.querySelector("[type=file]").files];
  const read = (file) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(file);
  });
  return Promise.all(files.map(async (file) => [file.name, file.type, await read(file)]));
}"""

#: Until the file in a place of the box has another name.
RENAMED = """([place, name]) => new Promise((done) => {
  const look = () => {
    const file = document.querySelector("[type=file]").files[place];
    if (file.name === name) done();
    else requestAnimationFrame(look);
  };
  look();
})"""


def at_the_papers(phone) -> Page:
    page = phone()
    page.goto("/en/forms/your-side/has-it-come")
    page.click('main button[name="had_report"][value="yes"]')
    page.wait_for_url(lambda address: not address.endswith("has-it-come"))
    page.goto(f"/en/{HERE}")
    return page


def choose(page: Page, *files: tuple[str, str, bytes]) -> None:
    page.set_input_files(
        "[type=file]",
        [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files],
    )


def sent_along(page: Page) -> list[tuple[str, str, bytes]]:
    return [(name, kind, b64decode(content)) for name, kind, content in page.evaluate(CHOSEN)]


def turned_photo() -> bytes:
    """Larger than what goes as it is, noted by the phone to be turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = noisy(3000, 1200)
    picture.paste((220, 20, 20), (0, 0, 1500, 600))
    return saved(picture, exif=exif, comment=PLACE, quality=90)


def test_a_large_photo_is_small_upright_and_without_the_place(phone):
    page = at_the_papers(phone)
    large = turned_photo()
    choose(page, ("IMG 1.JPEG", "image/jpeg", large))
    page.evaluate(RENAMED, [0, "IMG 1.jpg"])
    ((name, kind, content),) = sent_along(page)
    made = Image.open(io.BytesIO(content))
    assert (name, kind) == ("IMG 1.jpg", "image/jpeg")
    assert len(content) < len(large)
    assert PLACE not in content
    assert made.size == (960, 2400)
    # What was at the upper left before it is turned is at the upper right afterwards.
    red, green, _ = made.convert("RGB").getpixel((800, 100))
    assert red > 150 > green


def test_all_that_is_small_or_no_photo_goes_as_it_is_in_its_order(phone):
    page = at_the_papers(phone)
    paper, small = b"%PDF-1.4 " + b"a" * 1_600_000, photo()
    damaged = b"\xff\xd8\xff" + b"b" * 1_600_000
    choose(
        page,
        ("a.pdf", "application/pdf", paper),
        ("b.jpg", "image/jpeg", small),
        ("c.jpeg", "image/jpeg", damaged),
        ("d.jpeg", "image/jpeg", turned_photo()),
    )
    # The last one is done when all before it are.
    page.evaluate(RENAMED, [3, "d.jpg"])
    first = sent_along(page)[:3]
    assert [(name, content) for name, _, content in first] == [
        ("a.pdf", paper),
        ("b.jpg", small),
        ("c.jpeg", damaged),
    ]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_whoever_goes_on_at_once_adds_what_was_made_smaller(phone, language):
    page = at_the_papers(phone)
    page.goto(f"/{language}/{HERE}")
    choose(page, ("page 3.jpeg", "image/jpeg", turned_photo()))
    page.click('main button[value="stay"]')
    expect(page.locator(".files")).to_contain_text("page 3.jpg")
