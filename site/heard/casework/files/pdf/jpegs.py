"""A JPEG inside a PDF: its picture, without what a phone or a program wrote beside it."""

import re

from heard.casework.files.refusals import FileRefused, Refusal

#: Baseline, extended and progressive pictures, coded by Huffman (ITU T.81, B.1.1.3).
_FRAMES = {0xC0, 0xC1, 0xC2}
#: The other ways of coding, which no phone or scanner uses.
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xDE, 0xDF}
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
#: Tables and restarts; JFIF and Adobe say which colours the numbers mean.
_KEPT = {0xC4, 0xDB, 0xDD, 0xE0, 0xEE}
_LONGEST_KEPT_NOTE = 64

#: What ends the bytes of a scan: every sign but those that stand within one.
_SCAN_ENDS = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")


def plain_jpeg(data: bytes) -> bytes:
    """The picture from its first sign to its end, its tables and scans. Raises FileRefused."""
    start = data.find(b"\xff\xd8\xff")
    if not 0 <= start <= 16:
        raise FileRefused(Refusal.DAMAGED)
    place, kept, framed, scanned = start + 2, [b"\xff\xd8"], False, False
    while place + 4 <= len(data) and data[place] == 0xFF:
        sign = data[place + 1]
        if sign == 0xFF:
            place += 1
            continue
        if sign == _END:
            break
        ends = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if sign in _OTHER_FRAMES or sign == _START:
            raise FileRefused(Refusal.PICTURE_INSIDE)
        if sign == _SCAN:
            found = _SCAN_ENDS.search(data, ends)
            ends = found.start() if found else len(data)
            scanned = framed
        framed = framed or sign in _FRAMES
        note = sign >= 0xE0 and ends - place > _LONGEST_KEPT_NOTE
        if sign in _FRAMES or sign == _SCAN or (sign in _KEPT and not note):
            kept.append(data[place:ends])
        place = ends
    if not scanned:
        raise FileRefused(Refusal.DAMAGED)
    return b"".join(kept) + b"\xff\xd9"
