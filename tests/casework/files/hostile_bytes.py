"""PDFs that hide what they are in their bytes, or that cost whoever reads them."""

import zlib
from collections.abc import Iterator

from tests.casework.files.raw_pdfs import SQUARE, a_page, file_of, stream, table
from tests.casework.picturing import drawn, saved

_SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
_PLAIN = file_of(a_page())
_IMAGE = b"/Type/XObject/Subtype/Image/Width 600/Height 400/BitsPerComponent 8/ColorSpace/DeviceRGB"


def zlib_of(data: bytes) -> bytes:
    """Packed as hard as can be."""
    return zlib.compress(data, 9)


def endless(megabytes: int) -> bytes:
    """So many millions of blanks, packed, of which the end is missing."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = pack.compress(b" " * 1_000_000) + pack.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x9c" + piece * megabytes


def of_hidden_names() -> Iterator[tuple[str, bytes]]:
    """The same script, however it is spelt."""
    for how, action in {
        "signs by number": b"<</#53/J#61vaScript/J#53(app.alert)>>",
        "every sign by number": b"<</S/#4a#61#76#61#53#63#72#69#70#74/JS(app.alert)>>",
        "sixteen bits": b"<</S/JavaScript/JS<feff006100700070>>>",
        "sixteen bits, turned": b"<</S/JavaScript/JS<fffe610070007000>>>",
        "signs by eights": b"<</S/JavaScript/JS(\\141\\160\\160)>>",
        "a text elsewhere": b"<</S/JavaScript/JS 10 0 R>>",
        "a kind elsewhere": b"<</S 11 0 R/JS(app.alert)>>",
        "blanks and comments": b"<<%x\n/S\0\f/JavaScript%\r/JS\t(app.alert)>>",
        "texts of two kinds": b"<</T(\0a\0b)/S/JavaScript/JS(app.alert)>>",
    }.items():
        more = {10: stream(b"app.alert(1)"), 11: b"/JavaScript"}
        yield f"a script in {how}", file_of(a_page(catalog=b"/OpenAction%s" % action, more=more))


def of_two_kinds_of_file() -> Iterator[tuple[str, bytes]]:
    """A PDF and something else."""
    zipped = b"PK\x03\x04" + b"\0" * 26 + b"PK\x05\x06" + b"\0" * 18
    page = b"<html><script>alert(1)</script></html>"
    yield "a ZIP behind it", _PLAIN + zipped
    yield "a ZIP in a drawing", file_of(a_page(content=stream(SQUARE + b"\n%" + zipped)))
    yield "a ZIP in what looks packed", file_of(a_page(content=_stored(SQUARE + b"\n%" + zipped)))
    yield "a page for browsers before it", page + _PLAIN
    yield "a page for browsers behind it", _PLAIN + page
    yield "a page for browsers in a drawing", file_of(a_page(content=stream(b"(" + page + b")Tj")))
    yield "a program before it", b"MZ\x90\0" + b"\0" * 60 + _PLAIN
    yield "a program for Linux before it", b"\x7fELF" + b"\0" * 60 + _PLAIN
    yield "a shell script before it", b"#!/bin/sh\nrm -r ~\nexit\n" + _PLAIN
    yield "a picture before it", b"\xff\xd8\xff\xe0" + b"\0" * 60 + _PLAIN
    yield "a mail before it", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + page + _PLAIN


def _stored(data: bytes) -> bytes:
    pack = zlib.compressobj(0)
    return stream(pack.compress(data) + pack.flush(), b"/Filter/FlateDecode")


def of_pictures() -> Iterator[tuple[str, bytes]]:
    """Pictures in a page whose readers have had holes."""

    def pictured(data: bytes, entries: bytes) -> bytes:
        return file_of(
            a_page(
                resources=b"/XObject<</X 10 0 R>>",
                content=stream(b"100 0 0 100 0 0 cm /X Do"),
                more={10: stream(data, _IMAGE + entries)},
            )
        )

    photo = saved(drawn())
    yield "a picture in JBIG2", pictured(b"\0" * 30, b"/Filter/JBIG2Decode")
    yield "a picture in JPEG 2000", pictured(b"\0\0\0\x0cjP  \r\n\x87\n", b"/Filter/JPXDecode")
    yield "a picture in JBIG2, wrapped", pictured(zlib_of(b"\0"), b"/Filter[/Fl/JBIG2#44ecode]")
    yield (
        "a picture in the drawing, in JBIG2",
        file_of(a_page(content=stream(b"BI/W 1/H 1/BPC 1/F/JBIG#32Decode ID \0\0 EI " + SQUARE))),
    )
    yield "a picture in an unknown way", pictured(b"\0", b"/Filter/BrotliDecode")
    yield "a picture locked by itself", pictured(b"\0", b"/Filter/Crypt/DecodeParms<</Name/X>>")
    yield (
        "a photo with a place and a file in it",
        pictured(
            photo[:2]
            + b"\xff\xe1\x00\x14Exif\0\0 51 north MZ"
            + photo[2:]
            + b"PK\x05\x06"
            + b"\0" * 18,
            b"/Filter/DCTDecode",
        ),
    )
    yield (
        "a photo in a way no phone writes",
        pictured(photo.replace(b"\xff\xc0", b"\xff\xc9", 1), b"/Filter/DCTDecode"),
    )
    yield "a photo that is none", pictured(b"\xff\xd8\xff" + b"\0" * 50, b"/Filter/DCTDecode")
    yield (
        "a picture with a row of a million",
        pictured(
            zlib_of(b"\0"), b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 100000000>>"
        ),
    )
    yield (
        "a picture larger than any number",
        pictured(zlib_of(b"\0"), b"/Width 99999999999999999999/Filter/FlateDecode"),
    )
    yield (
        "a picture that is its own mask",
        pictured(zlib_of(b"\0" * 100), b"/SMask 10 0 R/Mask 10 0 R/Filter/FlateDecode"),
    )


def of_great_cost() -> Iterator[tuple[str, bytes]]:
    """Small files that take long, or much room, to read or to show."""
    many = dict.fromkeys(range(10, 2010), b"<</Type/X>>")
    misplaced = file_of(a_page(more=many))
    head, _, rows = misplaced.partition(b"xref\n0 1\n")
    yield (
        "2,000 places that are wrong",
        (head + b"%" * 100_000 + b"\n" + b"xref\n0 1\n" + rows).replace(
            b" 00000 n", b"9 00000 n"[1:]
        ),
    )
    yield (
        "a page that unpacks without end",
        file_of(a_page(content=stream(endless(60), b"/Filter/FlateDecode"))),
    )
    yield (
        "a page packed twice that unpacks without end",
        file_of(a_page(content=stream(zlib_of(endless(60)), b"/Filter[/Fl/Fl]"))),
    )
    yield (
        "a page packed in nine ways",
        file_of(a_page(content=stream(b"~>", b"/Filter[%s]" % (b"/ASCII85Decode" * 9)))),
    )
    yield (
        "a picture that unpacks without end",
        file_of(
            a_page(
                resources=b"/XObject<</X 10 0 R>>",
                content=stream(b"/X Do"),
                more={10: stream(endless(300), _IMAGE + b"/Filter/FlateDecode")},
            )
        ),
    )
    yield (
        "runs of a length",
        file_of(a_page(content=stream(b"\x81 " * 400_000 + b"\x80", b"/Filter/RunLengthDecode"))),
    )
    kids = b"3 0 R " * 300
    yield "more pages than there are", _PLAIN.replace(b"/Count 1", b"/Count 9")
    yield (
        "one page 300 times",
        file_of({**a_page(), 2: b"<</Type/Pages/Kids[%s]/Count 300>>" % kids}),
    )
    yield (
        "pages that lead to themselves",
        file_of({**a_page(), 2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"}),
    )
    yield "pages in two thousand folders", file_of(_folders(2000))
    yield "lists in lists", file_of(a_page(page=b"/X" + b"[" * 5000 + b"]" * 5000))
    yield "tables in tables", file_of(a_page(page=b"/X" + b"<</X" * 5000 + b" 1" + b">>" * 5000))
    yield "a drawing of itself", _nested({10: b"/X Do"}, {10: b"/X 10 0 R"})
    yield (
        "drawings that draw each other",
        _nested({10: b"/Y Do", 11: b"/X Do"}, {10: b"/Y 11 0 R", 11: b"/X 10 0 R"}),
    )
    yield (
        "two to the power of thirty drawings",
        _nested(
            dict.fromkeys(range(10, 40), b"/X Do /X Do"),
            {each: b"/X %d 0 R" % (each + 1) for each in range(10, 39)} | {39: b""},
        ),
    )
    yield (
        "a colour made of itself",
        file_of(
            a_page(resources=b"/ColorSpace<</C 10 0 R>>", more={10: b"[/Indexed 10 0 R 1 <00>]"})
        ),
    )
    yield (
        "a function made of itself",
        file_of(
            a_page(
                resources=b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]"
                b"/Function 10 0 R>>>>",
                more={
                    10: b"<</FunctionType 3/Domain[0 1]/Bounds[1]/Encode[0 1 0 1]"
                    b"/Functions[10 0 R 10 0 R]>>"
                },
            )
        ),
    )
    yield "a list without end", file_of(a_page(page=b"/Annots[" + b"<<>>" * 30_000 + b"]"))
    yield (
        "blanks without end",
        _PLAIN.replace(b"/Type/Page/", b"/Type/Page" + b" " * 900_000 + b"/"),
    )
    yield (
        "a name without end",
        file_of(a_page(resources=b"/XObject<</%s 4 0 R>>" % (b"X" * 100_000))),
    )
    yield "a page as wide as a town", _PLAIN.replace(b"[0 0 100 100]", b"[0 0 1e9 999999999]")
    yield "a number without end", _PLAIN.replace(b"[0 0 100 100]", b"[0 0 %s 100]" % (b"9" * 5000))
    yield (
        "a table of a million objects",
        (
            b"%PDF-1.7\n"
            + table({}, 9, b"/Root 1 0 R").replace(b"xref\n0 1", b"xref\n0 99999999", 1)
        ),
    )


def _nested(drawings: dict[int, bytes], within: dict[int, bytes]) -> bytes:
    more = {
        number: stream(
            content,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%s>>>>"
            % within[number],
        )
        for number, content in drawings.items()
    }
    return file_of(
        a_page(resources=b"/XObject<</X 10 0 R>>", content=stream(b"/X Do " + SQUARE), more=more)
    )


def _folders(deep: int) -> dict[int, bytes]:
    objects = a_page()
    objects[2] = b"<</Type/Pages/Kids[10 0 R]/Count 1>>"
    for number in range(10, 10 + deep):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1)
    objects[10 + deep - 1] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return objects
