"""PDF files are pages and nothing else, or they are refused."""

import re

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from heard.casework.files.examining import examine
from heard.casework.files.file_kinds import PDF
from heard.casework.files.refusals import MOST_PAGES, FileRefused, Refusal
from tests.casework.picturing import acting, packed, pdf


def refusal(content: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(FileRefused) as refused:
        examine(content)
    return refused.value.reason


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
        b"<</T(\0a\0b)/S/JavaScript/JS(app.alert(1))>>",
        b"<</T(a\0b\0)/S/JavaScript/JS(app.alert(1))>>",
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
