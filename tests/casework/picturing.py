"""Pictures and papers as phones and people make them, and as somebody would who means harm."""

import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

#: Where the picture was taken, as a phone notes it; found in any file that still holds it.
PLACE = b"51 deg 30 north, Elm Row"
PHONE = b"Phone of Zofia K."


def drawn(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter is red, in any mode."""
    picture = Image.new("RGB", (width, height), (20, 60, 90))
    picture.paste((220, 20, 20), (0, 0, width // 2, height // 2))
    return picture.quantize() if mode == "P" else picture.convert(mode)


def noisy(width: int, height: int) -> Image.Image:
    """A picture that does not compress well."""
    pixels = random.Random(4).randbytes(width * height * 3)
    return Image.frombytes("RGB", (width, height), pixels)


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def photo(width: int = 600, height: int = 400, orientation: int = 1, **options: object) -> bytes:
    """A photograph with all that a phone writes beside it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = PHONE.decode()
    exif[0x9286] = PLACE.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 30.0, 12.5)
    place[3], place[4] = "W", (0.0, 7.0, 39.0)
    place[29] = "2026:11:02"
    return saved(
        drawn(width, height),
        exif=exif,
        comment=PLACE,
        icc_profile=b"profile of " + PHONE,
        xmp=b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>",
        **options,
    )


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with hardly any bytes in it."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            chunk(b"IDAT", zlib.compress(bytes(1_000_000))),
            chunk(b"IEND", b""),
        )
    )


def pdf(pages: int = 1, change: Callable[[PdfWriter], object] = lambda writer: None) -> bytes:
    """A PDF with empty pages; `change` may put something into it."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(210, 297)
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def acting(kind: str, **more: str) -> Callable[[PdfWriter], object]:
    """A change that lets the PDF do something when it is opened."""

    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
        for key, value in more.items():
            action[NameObject(f"/{key}")] = TextStringObject(value)
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def packed(action: bytes) -> bytes:
    """A PDF whose objects lie in a compressed stream (ISO 32000-1, 7.5.7), an action among them."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 210 297]>>",
        4: action,
    }
    numbers, place = b"", 0
    for number, content in objects.items():
        numbers += b"%d %d " % (number, place)
        place += len(content) + 1
    inside = zlib.compress(numbers + b"\n".join(objects.values()))
    whole = b"%PDF-1.7\n"
    first = len(whole)
    whole += b"5 0 obj<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(numbers),
        len(inside),
    )
    whole += inside + b"\nendstream endobj\n"
    rows = [(0, 0, 255), *((2, 5, index) for index in range(4)), (1, first, 0), (1, len(whole), 0)]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    start = len(whole)
    whole += b"6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % (
        len(table)
    )
    return whole + b"stream\n" + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start


def segments(jpeg: bytes) -> list[int]:
    """The markers of a JPEG file up to its pixels (ITU T.81, B.1)."""
    found, place = [], 2
    while jpeg[place + 1] != 0xDA:
        found.append(jpeg[place + 1])
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return found
