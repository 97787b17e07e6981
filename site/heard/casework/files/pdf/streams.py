"""The bytes inside a PDF: pages' drawings, pictures, fonts. Kept in three ways of packing only."""

import re
import zlib
from dataclasses import dataclass, field
from hashlib import blake2b

from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from heard.casework.files.pdf.jpegs import plain_jpeg
from heard.casework.files.pdf.values import resolved, value_of
from heard.casework.files.refusals import FileRefused, Refusal

#: Bytes that everything in one file may unpack to, and anything in it that is no picture.
MOST_UNPACKED = 250_000_000
_MOST_OF_ONE = 40_000_000

FLATE, JPEG, FAX = "/FlateDecode", "/DCTDecode", "/CCITTFaxDecode"

#: Their readers have had holes that were used (JBIG2, JPEG 2000), and nothing here can unpack them.
_NOT_KEPT = {"/JBIG2Decode", "/JPXDecode"}
_SHORT = {
    "/Fl": FLATE,
    "/DCT": JPEG,
    "/CCF": FAX,
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
}
_UNPACKED_HERE = {FLATE, "/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/RunLengthDecode"}

#: How each way of packing may be told more, and the largest number that may stand there.
_TOLD: dict[str, dict[str, int]] = {
    FLATE: {"/Predictor": 15, "/Colors": 32, "/BitsPerComponent": 16, "/Columns": 250_000},
    JPEG: {"/ColorTransform": 1},
    FAX: {
        "/K": 1,
        "/Columns": 100_000,
        "/Rows": 100_000,
        "/DamagedRowsBeforeError": 1000,
        "/EndOfLine": 1,
        "/EncodedByteAlign": 1,
        "/EndOfBlock": 1,
        "/BlackIs1": 1,
    },
}


def _however_written(name: str) -> bytes:
    """A pattern for a name, each of whose letters may be written as # and two digits (7.3.5)."""
    return b"/" + b"".join(
        b"(?:%c|(?i:#%02x))" % (letter, letter) for letter in name.encode("ascii")
    )


#: A small picture may stand in the drawing itself, packed in any way that a reader's program knows.
_IN_A_DRAWING = re.compile(
    b"|".join(_however_written(name) for name in ("JBIG2Decode", "JPXDecode"))
)


@dataclass
class Streams:
    """What was unpacked of one file so far. What was once found sound is not unpacked again."""

    unpacked: int = 0
    sound: set[bytes] = field(default_factory=set)

    def kept(self, stream: StreamObject, *, picture: bool) -> StreamObject:
        """The same bytes in a stream of its own, nothing else said of them. FileRefused."""
        if "/F" in stream:
            # Its bytes lie in another file, or at an address (7.3.8.2).
            raise FileRefused(Refusal.MORE_THAN_PAGES)
        data = stream._data
        packings = _packings(stream)
        while packings:
            name, told = packings.pop(0)
            if name in _NOT_KEPT:
                raise FileRefused(Refusal.PICTURE_INSIDE)
            if picture and not packings and name in (JPEG, FAX):
                return _stream(plain_jpeg(data) if name == JPEG else data, name, told)
            if name not in _UNPACKED_HERE:
                raise FileRefused(Refusal.DAMAGED)
            if name == FLATE and not packings:
                sound = self._sound(data, whole=not picture)
                if sound is not None and (picture or not told):
                    return _stream(sound, FLATE, told)
            data = self._unpacked(data, name, told)
        if not picture:
            _look_into(data)
        return _stream(zlib.compress(data), FLATE, {})

    def joined(self, parts: list[StreamObject]) -> StreamObject:
        """Several that are read as one, in one: nobody can read them apart."""
        return self.packed(b"\n".join(self.plain(part) for part in parts))

    def plain(self, stream: StreamObject) -> bytes:
        """What stands in a stream that is no picture."""
        once = self.kept(stream, picture=False)
        data = zlib.decompress(once._data)
        self._count(len(data))
        return data

    def packed(self, data: bytes) -> StreamObject:
        """A stream with this in it."""
        return _stream(zlib.compress(data), FLATE, {})

    def _count(self, more: int) -> None:
        self.unpacked += more
        if self.unpacked > MOST_UNPACKED:
            raise FileRefused(Refusal.DAMAGED)

    def _sound(self, data: bytes, *, whole: bool) -> bytes | None:
        """The part of `data` that is one packed piece from its begin to its end; None: it is not.

        `whole`: what is in it is looked into as well.
        """
        mark = blake2b(data, digest_size=16, key=b"whole" if whole else b"counted").digest()
        if mark in self.sound:
            return data
        unpack, inside, size = zlib.decompressobj(), bytearray(), 0
        try:
            for at in range(0, len(data), 16384):
                rest = data[at : at + 16384]
                while rest and not unpack.eof:
                    piece = unpack.decompress(rest, 1 << 18)
                    rest = unpack.unconsumed_tail
                    size += len(piece)
                    self._count(len(piece))
                    if whole:
                        inside += piece
                        if size > _MOST_OF_ONE:
                            raise FileRefused(Refusal.DAMAGED)
                if unpack.eof:
                    sound = data[: min(at + 16384, len(data)) - len(unpack.unused_data)]
                    break
            else:
                return None
        except zlib.error:
            return None
        if whole:
            _look_into(bytes(inside))
        self.sound.add(
            blake2b(sound, digest_size=16, key=b"whole" if whole else b"counted").digest()
        )
        return sound

    def _unpacked(self, data: bytes, name: str, told: dict[str, int | bool]) -> bytes:
        packed = EncodedStreamObject()
        packed[NameObject("/Filter")] = NameObject(name)
        packed[NameObject("/DecodeParms")] = _as_told(told)
        packed._data = data
        self._count(len(data))
        plain = decode_stream_data(packed)
        self._count(len(plain))
        return plain


def _look_into(drawing: bytes) -> None:
    if _IN_A_DRAWING.search(drawing):
        raise FileRefused(Refusal.PICTURE_INSIDE)


def _packings(stream: StreamObject) -> list[tuple[str, dict[str, int | bool]]]:
    names, told = _listed(stream, "/Filter"), _listed(stream, "/DecodeParms")
    if len(names) > 8:
        raise FileRefused(Refusal.DAMAGED)
    told += [None] * (len(names) - len(told))
    return [
        (name, _told(name, more))
        for name, more in zip(
            (_SHORT.get(str(each), str(each)) for each in names), told, strict=False
        )
    ]


def _listed(stream: StreamObject, key: str) -> list[object]:
    found = value_of(stream, key)
    if found is None:
        return []
    return [resolved(each) for each in found] if isinstance(found, ArrayObject) else [found]


def _told(name: str, more: object) -> dict[str, int | bool]:
    if not isinstance(more, DictionaryObject):
        return {}
    allowed = dict(_TOLD.get(name, {}))
    if name == "/LZWDecode":
        allowed = {**_TOLD[FLATE], "/EarlyChange": 1}
    found: dict[str, int | bool] = {}
    for key, most in allowed.items():
        value = value_of(more, key)
        if isinstance(value, BooleanObject):
            found[key] = bool(value.value)
        elif isinstance(value, NumberObject):
            if not -1 <= int(value) <= most and key != "/K":
                raise FileRefused(Refusal.DAMAGED)
            found[key] = max(-1, min(int(value), most))
    return found


def _as_told(told: dict[str, int | bool]) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(key): BooleanObject(value)
            if isinstance(value, bool)
            else NumberObject(value)
            for key, value in told.items()
        }
    )


def _stream(data: bytes, name: str, told: dict[str, int | bool]) -> StreamObject:
    made = EncodedStreamObject()
    made._data = data
    made[NameObject("/Filter")] = NameObject(name)
    if told:
        made[NameObject("/DecodeParms")] = _as_told(told)
    return made
