"""Pictures are written anew, papers are checked, and everything else is refused by its content."""

import io
import re
import subprocess
import sys
import time
import zipfile

import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from heard.casework import examining
from heard.casework.examining import examine
from heard.casework.file_kinds import JPEG, PDF
from heard.casework.pictures import LONGEST
from heard.casework.refusals import MOST_PAGES, FileRefused, Refusal
from tests.casework.picturing import (
    PHONE,
    PLACE,
    acting,
    drawn,
    noisy,
    packed,
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
    begun = time.monotonic()
    assert refusal(bomb) is Refusal.TOO_DETAILED
    assert time.monotonic() - begun < 5


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


@pytest.mark.parametrize("pages", [1, MOST_PAGES])
def test_a_pdf_is_kept_as_it_came(pages: int) -> None:
    came = pdf(pages)
    examined = examine(came)
    assert (examined.type, examined.content) == (PDF, came)


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    assert refusal(pdf(MOST_PAGES + 1)) is Refusal.TOO_MANY_PAGES


def test_a_pdf_without_a_page_is_refused() -> None:
    assert refusal(pdf(0)) is Refusal.DAMAGED


def test_a_locked_pdf_is_refused() -> None:
    for password in ("secret", ""):
        came = pdf(1, lambda writer: writer.encrypt(password, "owner", algorithm="RC4-128"))  # noqa: B023
        assert refusal(came) is Refusal.LOCKED


def with_named_scripts(writer) -> None:
    names = DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})
    writer.root_object[NameObject("/Names")] = names


def in_a_form(writer) -> None:
    fields = DictionaryObject({NameObject("/XFA"): ArrayObject()})
    writer.root_object[NameObject("/AcroForm")] = fields


@pytest.mark.parametrize(
    "change",
    [
        acting("JavaScript", JS="app.alert(1)"),
        acting("Launch", F="cmd.exe"),
        acting("SubmitForm", F="https://example.org"),
        acting("GoToR", F="other.pdf"),
        with_named_scripts,
        lambda writer: writer.add_attachment("letter.exe", b"MZ"),
        in_a_form,
    ],
)
def test_a_pdf_that_does_more_than_show_pages_is_refused(change) -> None:
    assert refusal(pdf(1, change)) is Refusal.MORE_THAN_PAGES


@pytest.mark.parametrize(
    "action",
    [
        b"<</S/JavaScript/JS(app.alert(1))>>",
        b"<</S/J#61vaScript/JS(app.alert(1))>>",
        b"<</S/GoToR/F(other.pdf)>>",
        b"<</S/Named/Next[<</S/Launch/F(x)>>]>>",
    ],
)
def test_what_is_packed_away_in_a_pdf_is_found(action: bytes) -> None:
    assert refusal(packed(action)) is Refusal.MORE_THAN_PAGES


def test_a_pdf_that_opens_at_a_page_or_leads_to_an_address_is_fine() -> None:
    for action in (b"<</S/GoTo/D[3 0 R/Fit]>>", b"<</S/URI/URI(https://example.org)>>"):
        assert examine(packed(action)).type == PDF


@pytest.mark.parametrize("name", [b"/JavaScript", b"/Java#53cript", b"/#4aavaScript"])
def test_what_the_list_of_objects_leaves_out_is_found_in_the_bytes(name: bytes) -> None:
    came = pdf()
    hidden = b"\n99 0 obj<</S%s/JS(app.alert(1))>>endobj\n" % name
    place = came.index(b"startxref")
    assert refusal(came[:place] + hidden + came[place:]) is Refusal.MORE_THAN_PAGES


@pytest.mark.parametrize(
    "broken",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n%%EOF",
        pdf()[:-30],
        pdf() + b"PK\x03\x04" + bytes(5000),
        re.sub(rb"/Kids ?\[", b"/Kids 7 [", pdf()),
        b"%PDF-1.7\n" + b"[" * 200_000 + b"%%EOF",
    ],
)
def test_a_broken_pdf_is_refused(broken: bytes) -> None:
    assert refusal(broken) is Refusal.DAMAGED


def test_a_file_that_breaks_its_reader_or_never_ends_counts_as_damaged(monkeypatch) -> None:
    for program in ("import os; os.abort()", "while True: pass"):
        monkeypatch.setattr(examining, "_COMMAND", (sys.executable, "-c", program))
        monkeypatch.setattr(examining, "_SECONDS", 0.3)
        assert refusal(saved(drawn())) is Refusal.DAMAGED


def test_the_process_that_opens_files_can_open_nothing_else() -> None:
    program = (
        "from heard.casework.examiner import _give_up_everything as give_up\n"
        "import os, socket\n"
        "give_up()\n"
        "for way in (lambda: open('/etc/hostname'), lambda: open('/tmp/x', 'w'), socket.socket):\n"
        "    try: way()\n"
        "    except OSError: print('refused')\n"
        "try: bytearray(300_000_000)\n"
        "except MemoryError: print('refused')\n"
        "print(sorted(os.environ.keys() - {'LC_CTYPE'}))\n"
    )
    command = [*examining._COMMAND[:-2], "-c", program]
    done = subprocess.run(
        command, env={}, cwd=examining._SOURCE, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:5] == ["refused"] * 4 + ["[]"]


def test_every_refusal_says_what_happened_to_which_file_and_ends_in_no_log() -> None:
    for reason in Refusal:
        refused = FileRefused(reason, "scan.pdf")
        words = refused.words % refused.values
        assert "\u2068scan.pdf\u2069" in words
        assert "scan.pdf" not in str(refused)
