"""Pictures are written anew, papers are checked, and everything else is refused by its content."""

import io
import zipfile

import pytest
from PIL import Image

from heard.casework.files.examining import examine
from heard.casework.files.file_kinds import JPEG
from heard.casework.files.images import LONGEST
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.picturing import (
    PHONE,
    PLACE,
    drawn,
    noisy,
    pdf,
    photo,
    png_of,
    saved,
    segments,
)

RED = (220, 20, 20)


def taken(content: bytes) -> Image.Image:
    """The picture that is kept of what came."""
    examined = examine(content)
    assert examined.type == JPEG
    return Image.open(io.BytesIO(examined.content))


def refusal(content: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(FileRefused) as refused:
        examine(content)
    return refused.value.reason


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(left - right) < 12 for left, right in zip(one, other, strict=True))


def test_nothing_of_the_place_the_phone_or_the_day_is_left_of_a_photo() -> None:
    came = photo()
    assert PLACE in came and PHONE in came, "the photo holds what is to go"
    kept = examine(came).content
    for trace in (PLACE, PHONE, b"Exif", b"ICC_PROFILE", b"xmpmeta", b"2026:11:02"):
        assert trace not in kept
    # Only what a decoder needs: JFIF, tables, size. No APP1 to APP15 and no comment.
    assert set(segments(kept)) == {0xE0, 0xDB, 0xC0, 0xC4}
    assert not taken(came).getexif()


def test_texts_inside_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", PHONE.decode())
    texts.add_itxt("Location", PLACE.decode(), zip=False)
    came = saved(drawn(), "PNG", pnginfo=texts)
    assert PLACE in came
    kept = examine(came).content
    assert PLACE not in kept and PHONE not in kept


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (600, 400), (10, 10)),
        (2, (600, 400), (590, 10)),
        (3, (600, 400), (590, 390)),
        (4, (600, 400), (10, 390)),
        (5, (400, 600), (10, 10)),
        (6, (400, 600), (390, 10)),
        (7, (400, 600), (390, 590)),
        (8, (400, 600), (10, 590)),
    ],
)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation, size, red) -> None:
    picture = taken(photo(orientation=orientation))
    assert picture.size == size
    assert alike(picture.getpixel(red), RED)


def test_a_large_photo_is_made_small_and_keeps_its_shape_and_its_turn() -> None:
    picture = taken(photo(5000, 2500, orientation=6))
    assert picture.size[0] * 2 == picture.size[1]
    assert 1900 <= max(picture.size) <= LONGEST
    assert alike(picture.getpixel((picture.size[0] - 10, 10)), RED)


@pytest.mark.parametrize("size", [(2400, 1800), (2401, 1800), (3700, 3700), (3801, 2000)])
def test_no_picture_is_longer_than_it_may_be_nor_much_smaller(size) -> None:
    assert 1900 <= max(taken(saved(drawn(*size))).size) <= LONGEST


def test_a_small_picture_stays_as_small_as_it_is() -> None:
    assert taken(saved(drawn(31, 17), "PNG")).size == (31, 17)


def test_a_screenshot_of_a_whole_conversation_stays_readable() -> None:
    picture = taken(saved(drawn(1080, 9000), "PNG"))
    assert picture.size[0] > 700
    assert picture.size[0] * picture.size[1] <= LONGEST * LONGEST * 1.01


def test_a_panorama_is_taken_however_long_it_is() -> None:
    picture = taken(saved(drawn(12_000, 3_000)))
    assert picture.size[0] > LONGEST
    assert picture.size[0] * picture.size[1] <= LONGEST * LONGEST * 1.01


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("L", "RGB", "CMYK", "YCbCr")),
        *(("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_pictures_of_every_sort_come_out_as_they_were(kind: str, mode: str) -> None:
    picture = taken(saved(drawn(mode=mode), kind))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    corner = picture.getpixel((10, 10))
    grey = drawn().convert(mode).convert("RGB").getpixel((10, 10))
    assert alike(corner, grey if mode in ("1", "L", "LA") else RED)


def test_a_picture_with_sixteen_bits_of_grey_is_not_washed_out() -> None:
    grey = Image.new("I;16", (40, 40), 256 * 100)
    assert alike(taken(saved(grey, "PNG")).getpixel((20, 20)), (100, 100, 100))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_black_letters_on_nothing_are_read_on_white(kind: str) -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 50, 100))
    picture = taken(saved(clear, kind))
    assert alike(picture.getpixel((10, 50)), (0, 0, 0))
    assert alike(picture.getpixel((90, 50)), (255, 255, 255))


def test_a_see_through_picture_that_is_turned_is_turned_back() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    came = saved(drawn(mode="RGBA"), "PNG", exif=exif)
    assert taken(came).size == (400, 600)


def test_faulty_notes_of_a_camera_are_no_reason_to_refuse_a_photo() -> None:
    came = photo(orientation=6)
    place = came.index(b"Exif\0\0") + 6
    faulty = came[:place] + b"MM\0*\xff\xff\xff\xff" + came[place + 8 :]
    assert taken(faulty).size in ((600, 400), (400, 600))


@pytest.mark.parametrize(
    "bomb", [png_of(60_000, 60_000), png_of(9_000, 9_000), png_of(2**31 - 1, 1)]
)
def test_a_bomb_is_refused_before_it_goes_off(bomb: bytes) -> None:
    # One that was opened would need too much memory or time, and so count as damaged.
    assert refusal(bomb) is Refusal.TOO_DETAILED


def test_a_progressive_bomb_is_refused_too() -> None:
    came = saved(drawn(6000, 4000), progressive=True, subsampling=0)
    assert refusal(came) is Refusal.TOO_DETAILED


def test_a_picture_that_is_also_something_else_is_only_a_picture_afterwards() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("run-me.bat", "del everything")
    script = b"<script>alert(1)</script>"
    for behind in (archive.getvalue(), script, pdf()):
        kept = examine(saved(drawn()) + behind).content
        assert not zipfile.is_zipfile(io.BytesIO(kept))
        assert script not in kept and b"%PDF" not in kept


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0" + bytes(2000),
        b"<html><script>alert(1)</script>",
        b"GIF89a" + bytes(100),
        b"BM" + bytes(100),
        b"II*\0" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0",
        b"\n%PDF-1.4",
        b"RIFF\0\0\0\0AVI LIST",
        b"\xff\xd8",
    ],
)
def test_what_is_neither_picture_nor_pdf_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert refusal(content) is Refusal.NEITHER


def test_pictures_that_only_phones_open_are_refused_with_a_way_out() -> None:
    came = b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(500)
    with pytest.raises(FileRefused) as refused:
        examine(came)
    assert refused.value.reason is Refusal.PHONE_ONLY
    assert "screenshot" in refused.value.words


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") is Refusal.EMPTY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_broke_on_the_way_is_refused(kind: str) -> None:
    whole = saved(noisy(300, 300), kind)
    assert refusal(whole[: len(whole) // 2]) is Refusal.DAMAGED


def test_a_picture_that_says_it_is_another_kind_is_not_handed_to_another_reader() -> None:
    tiff = saved(drawn(), "TIFF")
    assert refusal(b"\xff\xd8\xff\xe0" + tiff) is Refusal.DAMAGED
