"""Pictures are written anew, papers are checked, and everything else is refused by its content."""

import io
import zipfile

import pytest
from PIL import Image, ImageFile

from heard.casework.files.examining import examine
from heard.casework.files.file_kinds import JPEG, kind_of
from heard.casework.files.images import LONGEST, written_anew
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
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM, my friend, said that the free",
        b"\xff\xd8",
    ],
)
def test_what_is_neither_picture_nor_pdf_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert refusal(content) is Refusal.NEITHER


def test_pictures_that_only_phones_open_are_refused_with_a_way_out() -> None:
    came = b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(500)
    with pytest.raises(FileRefused) as refused:
        examine(came)
    assert refused.value.reason is Refusal.OTHER_PICTURE
    assert "screenshot" in refused.value.words


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") is Refusal.EMPTY


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + bytes(100),
        b"BM\x80\0\0\0" + bytes(100),
        b"II*\0" + bytes(100),
        b"MM\0*" + bytes(9),
    ]
    + [b"\0\0\0\x24ftyp" + kind + bytes(500) for kind in (b"heic", b"mif1", b"avif", b"heix")],
)
def test_pictures_that_we_cannot_open_are_refused_as_pictures(content: bytes) -> None:
    assert refusal(content) is Refusal.OTHER_PICTURE


@pytest.mark.parametrize(
    "content",
    [b"\0\0\0\x20ftyp" + kind for kind in (b"M4A ", b"mp42", b"isom", b"3gp4", b"qt  ", b"M4V ")]
    + [b"ID3\x04", b"\xff\xfb\x90\x64", b"\xff\xf1\x50\x80", b"OggS\0", b"#!AMR\n", b"#!AMR-WB\n"]
    + [b"fLaC\0", b"RIFF\x24\0\0\0WAVEfmt ", b"RIFF\0\0\0\0AVI LIST", b"\x1aE\xdf\xa3\x9f"]
    + [b"caff\0\1", b"FORM\0\0\0\0AIFF", b"\0\0\0\x08wide\0\0\0\0mdat"],
)
def test_a_voice_note_and_a_film_get_an_answer_that_fits(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        kind_of(content + bytes(500))
    assert refused.value.reason is Refusal.SOUND_OR_FILM
    assert "photo" not in refused.value.words


def archive(*names: str, first: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writing:
        for name in names:
            writing.writestr(name, first or "x")
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        archive("[Content_Types].xml", "word/document.xml"),
        archive("[Content_Types].xml", "xl/workbook.xml"),
        archive("mimetype", "content.xml", first="application/vnd.oasis.opendocument.text"),
        archive("Index/Document.iwa"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"{\\rtf1\\ansi Hello}",
        b"%!PS-Adobe-3.0",
    ],
)
def test_a_document_is_refused_with_the_way_to_make_it_a_pdf(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        examine(content)
    assert refused.value.reason is Refusal.DOCUMENT
    assert "as a PDF" in refused.value.words


def test_a_packed_folder_is_refused_as_one() -> None:
    assert refusal(archive("photo.jpg", "scan.pdf")) is Refusal.PACKED


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(
    "picture",
    [drawn(), drawn(1000, 703, "L"), noisy(640, 480).convert("CMYK"), drawn(5000, 3333)],
    ids=["small", "grey", "for printing", "large"],
)
def test_a_photo_without_its_last_bytes_is_taken(picture, progressive: bool) -> None:
    whole = saved(picture, progressive=progressive)
    one = Image.open(io.BytesIO(written_anew(whole, "JPEG")))
    for cut in (1, 2, 3, 8, 20):
        other = Image.open(io.BytesIO(written_anew(whole[:-cut], "JPEG")))
        assert one.size == other.size
        place = (one.width - 5, one.height - 40)
        assert alike(one.getpixel(place), other.getpixel(place))


def test_a_turned_photo_without_its_last_bytes_is_turned_all_the_same() -> None:
    assert taken(photo(orientation=6)[:-2]).size == (400, 600)


@pytest.mark.parametrize("size", [(300, 300), (31, 17), (1000, 703)])
@pytest.mark.parametrize(
    ("progressive", "left"), [(False, 0.2), (False, 0.5), (False, 0.8), (True, 0.2), (True, 0.5)]
)
def test_a_photo_of_which_a_part_is_missing_is_refused(size, progressive, left: float) -> None:
    whole = saved(noisy(*size), progressive=progressive)
    with pytest.raises(FileRefused) as refused:
        written_anew(whole[: int(len(whole) * left)], "JPEG")
    assert refused.value.reason is Refusal.DAMAGED


def test_what_another_library_lets_pass_is_refused_all_the_same(monkeypatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert refusal(saved(noisy(300, 300))[:9000]) is Refusal.DAMAGED


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_broke_on_the_way_is_refused(kind: str) -> None:
    whole = saved(noisy(300, 300), kind)
    assert refusal(whole[: len(whole) // 2]) is Refusal.DAMAGED


def test_a_picture_that_says_it_is_another_kind_is_not_handed_to_another_reader() -> None:
    tiff = saved(drawn(), "TIFF")
    assert refusal(b"\xff\xd8\xff\xe0" + tiff) is Refusal.DAMAGED
