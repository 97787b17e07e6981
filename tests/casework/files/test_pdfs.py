"""PDF files are pages and nothing else, written anew, or they are refused.

Those that mean harm are in `test_hostile_pdfs`.
"""

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from heard.casework.files.examining import examine
from heard.casework.files.file_kinds import PDF
from heard.casework.files.pdfs import pages_alone
from heard.casework.files.refusals import MOST_PAGES, FileRefused, Refusal
from tests.casework.picturing import pdf
from tests.support.floods import costly_pdf


def refusal(content: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(FileRefused) as refused:
        pages_alone(content)
    return refused.value.reason


def written(writer: PdfWriter) -> None:
    """Something to read on the first page."""
    stream = StreamObject()
    stream.set_data(b"BT /F1 12 Tf 10 10 Td (He laughs again) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def locked(algorithm: str, password: str = "") -> Callable[[PdfWriter], None]:
    """Written on, then locked against changes; against opening too where there is a password."""

    def change(writer: PdfWriter) -> None:
        written(writer)
        writer.encrypt(password, "owner", algorithm=algorithm)

    return change


def kept(came: bytes, *, apart: bool = False) -> PdfReader:
    """What is kept of it, as a strict reader finds it: open, from its first byte to its last."""
    anew = examine(came).content if apart else pages_alone(came).content
    assert anew.startswith(b"%PDF-1.7\n")
    assert anew.endswith(b"%%EOF\n")
    assert anew.count(b"startxref") == 1
    reader = PdfReader(io.BytesIO(anew), strict=True)
    assert not reader.is_encrypted
    return reader


@pytest.mark.parametrize("pages", [1, MOST_PAGES])
def test_a_pdf_is_kept_with_all_its_pages(pages: int) -> None:
    assert len(kept(pdf(pages), apart=True).pages) == pages
    assert examine(pdf(pages)).type == PDF


def test_a_page_of_many_small_drawings_is_kept() -> None:
    """As some printers' programs write one: the work must not grow with the square of them."""
    (page,) = kept(costly_pdf(1_500), apart=True).pages
    assert len(page["/Resources"]["/XObject"]) == 1_500


ALGORITHMS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_pdf_that_opens_without_a_password_is_kept_unlocked(algorithm: str) -> None:
    came = pdf(2, locked(algorithm))
    assert b"He laughs again" not in came
    reader = kept(came, apart=True)
    assert len(reader.pages) == 2
    assert b"He laughs again" in reader.pages[0].get_contents().get_data()


@pytest.mark.parametrize(
    "behind", [b"\0" * 1030, b"\0" * 80_508, b" " * 2000, b"\r\n" * 3000, b"\x1a"]
)
@pytest.mark.parametrize("end", [b"%%EOF\n", b"%%EOF", b"%%EO", b"%%E", b"%%", b"%", b"", b"\r\n"])
def test_what_is_blank_behind_a_pdf_and_a_cut_end_do_not_matter(behind: bytes, end: bytes) -> None:
    came = pdf(1, written).removesuffix(b"%%EOF\n")
    assert came.rstrip().rsplit(b"\n", 1)[1].isdigit()
    assert b"laughs" in kept(came + end + behind).pages[0].get_contents().get_data()


@pytest.mark.parametrize(
    "before",
    [b"\xef\xbb\xbf", b"\n", b"\r\n\r\n", b" ", b"x" * 60, b"MIME: pdf\n" * 90, b"\0" * 1024],
)
@pytest.mark.parametrize("counted", ["from the header", "from the first byte"])
def test_what_stands_before_a_pdf_does_not_matter(before: bytes, counted: str) -> None:
    came = pdf(1, written)
    if counted == "from the first byte":
        place = int(came.split(b"startxref\n")[1].split()[0])
        came = came.replace(b"startxref\n%d" % place, b"startxref\n%d" % (place + len(before)))
        came = re.sub(
            rb"(\d{10}) 00000 n", lambda row: b"%010d 00000 n" % (int(row[1]) + len(before)), came
        )
    assert b"laughs" in kept(before + came).pages[0].get_contents().get_data()


def test_no_pdf_is_looked_for_further_behind() -> None:
    with pytest.raises(FileRefused) as refused:
        examine(b"x" * 1025 + pdf())
    assert refused.value.reason is Refusal.NEITHER


def test_of_what_is_added_behind_the_end_nothing_is_kept() -> None:
    script = b"<script>alert(1)</script>"
    assert script not in pages_alone(pdf() + script).content
    assert script not in pages_alone(script + pdf()).content


def test_of_an_older_state_in_the_file_nothing_is_kept() -> None:
    """What somebody has taken out of a letter before they send it stays out."""
    first = pdf(1, written)
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(StreamObject())
    second = io.BytesIO()
    writer.write(second)
    assert second.getvalue().startswith(first)
    assert b"He laughs again" not in pages_alone(second.getvalue()).content


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    assert refusal(pdf(MOST_PAGES + 1)) is Refusal.TOO_MANY_PAGES


def test_a_pdf_without_a_page_is_refused() -> None:
    assert refusal(pdf(0)) is Refusal.DAMAGED


def test_a_locked_pdf_is_refused() -> None:
    for algorithm in ALGORITHMS:
        assert refusal(pdf(1, locked(algorithm, "secret"))) is Refusal.LOCKED


@pytest.mark.parametrize(
    "begins", [b"\0\xe4", b"\xe4\0", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf"]
)
def test_a_locked_pdf_is_refused_whatever_its_random_bytes_look_like(begins: bytes) -> None:
    """They are read as text, in the encoding that they seem to be in."""
    came = pdf(1, lambda writer: writer.encrypt("secret", "owner", algorithm="RC4-128"))
    (found,) = set(re.findall(rb"<([0-9a-f]{32})>", came[came.index(b"/ID") :]))
    assert refusal(came.replace(found, begins.hex().encode() + found[2 * len(begins) :])) is (
        Refusal.LOCKED
    )


@pytest.mark.parametrize(
    "broken",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n%%EOF",
        pdf()[:-30],
        pdf() + b"PK\x03\x04" + b"\1" * 5000,
        re.sub(rb"/Kids ?\[", b"/Kids 7 [", pdf()),
        b"%PDF-1.7\n" + b"[" * 200_000 + b"%%EOF",
    ],
)
def test_a_broken_pdf_is_refused(broken: bytes) -> None:
    assert refusal(broken) is Refusal.DAMAGED
