"""A family's real papers get through, and their pages look as they did."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader
from weasyprint import HTML

from heard.casework.files.pdfs import pages_alone
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.files.pdf_readers import complaints
from tests.casework.files.raw_pdfs import SQUARE, a_page, body, deflated, file_of, stream, table
from tests.casework.picturing import drawn

LETTER = """
<h1>Letter</h1><p>See <a href="https://example.org/x">our page</a> or <a href="#two">two</a>.
żółć اردو خط</p><p style="opacity:.5; background:linear-gradient(90deg,red,blue)">half</p>
<p id="two" style="break-before:page">Two</p>
"""
_QPDF = pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not there to make it")


@pytest.fixture(scope="module")
def letter() -> bytes:
    """As a council writes it: two pages, with links."""
    return HTML(string=LETTER).write_pdf()


def shown(content: bytes, folder: Path) -> list[Image.Image]:
    """Its pages, as poppler draws them."""
    file = folder / "shown.pdf"
    file.write_bytes(content)
    subprocess.run(
        ["pdftoppm", "-r", "50", "-gray", file, folder / "page"], check=True, capture_output=True
    )
    pages = sorted(folder.glob("page*"))
    drawn_pages = [Image.open(io.BytesIO(page.read_bytes())) for page in pages]
    for page in pages:
        page.unlink()
    return drawn_pages


def assert_kept(came: bytes, folder: Path, *, less: bool = False) -> bytes:
    """What is kept does nothing, and looks like what came."""
    kept = pages_alone(came)
    assert kept.less is less
    assert complaints(kept.content, folder) == []
    if shutil.which("pdftoppm"):
        before, after = shown(came, folder), shown(kept.content, folder)
        assert len(before) == len(after) > 0
        assert [page.getextrema()[0] < 200 for page in before] == [True] * len(before)
        for one, other in zip(before, after, strict=True):
            # No more than what an edge between two points makes.
            assert ImageChops.difference(one, other).getextrema()[1] < 60
    return kept.content


def test_a_letter_with_links_is_kept_as_it_looks(letter: bytes, tmp_path: Path) -> None:
    assert len(PdfReader(io.BytesIO(letter)).pages[0]["/Annots"]) == 2
    kept = assert_kept(letter, tmp_path, less=True)
    assert "Letter" in PdfReader(io.BytesIO(kept)).pages[0].extract_text()


def test_scans_by_a_phone_are_kept_as_they_look(tmp_path: Path) -> None:
    pages = [drawn(mode=mode) for mode in ("RGB", "L", "CMYK", "1", "P")]
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:])
    assert_kept(file.getvalue(), tmp_path)


@_QPDF
@pytest.mark.parametrize(
    "how",
    [
        ["--linearize"],
        ["--object-streams=generate"],
        ["--encrypt", "", "owner", "256", "--"],
        ["--qdf", "--object-streams=disable"],
        ["--rotate=90"],
        ["--coalesce-contents", "--min-version=2.0"],
    ],
    ids=lambda how: how[0].strip("-"),
)
def test_a_letter_is_kept_however_it_was_saved(
    how: list[str], letter: bytes, tmp_path: Path
) -> None:
    came = tmp_path / "came.pdf"
    came.write_bytes(letter)
    saved = tmp_path / "saved.pdf"
    subprocess.run(["qpdf", *how, came, saved], check=True)
    assert_kept(saved.read_bytes(), tmp_path, less=True)


def _shift(content: bytes, by: int) -> bytes:
    """Every place in its table is wrong by so many bytes."""
    return re.sub(rb"(\d{10}) 00000 n", lambda row: b"%010d 00000 n" % (int(row[1]) + by), content)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda whole: _shift(whole, 1),
        lambda whole: _shift(whole, -3),
        lambda whole: _shift(whole, 10_000),
        lambda whole: whole.replace(b"\n", b"\r\n"),
        lambda whole: whole.replace(b"startxref\n", b"startxref\n9"),
        lambda whole: re.sub(rb"startxref\n\d+", b"startxref\n0", whole),
        lambda whole: whole.replace(b"xref\n0 1\n", b"xref\n1 1\n", 1),
    ],
    ids=["one on", "three back", "far off", "new lines", "wrong end", "no end", "counted from one"],
)
def test_a_file_whose_table_was_spoilt_on_the_way_is_mended(spoilt, tmp_path: Path) -> None:
    assert_kept(spoilt(file_of(a_page())), tmp_path)


def test_what_somebody_drew_and_typed_on_a_page_becomes_part_of_it(tmp_path: Path) -> None:
    """As phones and readers' programs keep it: beside the page, each with its look."""
    look = b"/Type/XObject/Subtype/Form/BBox[0 0 10 10]"
    came = file_of(
        a_page(
            catalog=b"/AcroForm<</Fields[10 0 R]>>",
            page=b"/Annots[10 0 R 11 0 R 12 0 R]",
            more={
                10: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(words)/Rect[5 5 25 15]"
                b"/AP<</N 20 0 R>>>>",
                11: b"<</Type/Annot/Subtype/Ink/InkList[]/Rect[50 50 90 90]/AP<</N 21 0 R>>>>",
                12: b"<</Type/Annot/Subtype/Widget/FT/Btn/AS/On/Rect[80 5 90 15]"
                b"/AP<</N<</On 20 0 R/Off 21 0 R>>>>>>",
                20: stream(b"0 0 1 rg 0 0 10 10 re f", look),
                21: deflated(b"0 1 0 rg 2 2 4 4 re f", look + b"/Matrix[0 1 -1 0 0 0]"),
            },
        )
    )
    kept = assert_kept(came, tmp_path)
    assert len(PdfReader(io.BytesIO(kept)).pages[0]["/Resources"]["/XObject"]) == 3


def test_a_word_in_a_field_without_a_look_is_not_lost_in_silence() -> None:
    came = file_of(
        a_page(
            page=b"/Annots[10 0 R]",
            more={
                10: b"<</Type/Annot/Subtype/Widget/Parent 11 0 R/Rect[5 5 25 15]>>",
                11: b"<</FT/Tx/T(a)/V(words)/Kids[10 0 R]>>",
            },
        )
    )
    with pytest.raises(FileRefused) as refused:
        pages_alone(came)
    assert refused.value.reason is Refusal.MORE_THAN_PAGES


def test_one_table_of_what_is_needed_for_all_pages_is_no_circle(tmp_path: Path) -> None:
    """As old programs write it: what is drawn on the page has the resources of the page."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources 11 0 R"
    objects = a_page(content=stream(b"/X Do"), more={10: stream(SQUARE, form)})
    objects[3] = objects[3].replace(b"/Resources<<>>", b"/Resources 11 0 R")
    assert_kept(file_of({**objects, 11: b"<</XObject<</X 10 0 R>>>>"}), tmp_path)


def test_a_note_on_a_page_is_left_out_and_that_is_known() -> None:
    came = file_of(a_page(page=b"/Annots[<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(hi)>>]"))
    kept = pages_alone(came)
    assert kept.less
    assert b"hi" not in kept.content


def test_a_search_for_what_is_misplaced_is_made_once(tmp_path: Path) -> None:
    """The work does not grow with the square of the objects: each of 20,000 is misplaced here."""
    names = b"".join(b"/X%d %d 0 R" % (each, each) for each in range(10, 20_010))
    more = dict.fromkeys(range(10, 20010), b"<</Type/X>>")
    inside, places = body(a_page(resources=b"/XObject<<%s>>" % names, more=more), 9)
    whole = b"%PDF-1.7\n" + inside
    came = whole + table(dict.fromkeys(places, 12), len(whole))
    looked = []
    real = re.search
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(re, "search", lambda *args: looked.append(args) or real(*args))
        assert_kept(came, tmp_path)
    assert len(looked) < 100
