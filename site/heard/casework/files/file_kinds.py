"""What a file is, by its first bytes. What it is called says nothing."""

from heard.casework.files.refusals import FileRefused, Refusal

#: The two kinds that are kept.
JPEG, PDF = "image/jpeg", "application/pdf"
#: What the examiner says behind the type where something that was no look of a page is left out.
LESS = " less"

#: Bytes of a PDF that may stand before its header, as readers' programs have it (ISO 32000-1, annex
#: H.3, note 13).
HEADER_WITHIN = 1024

#: As ISO 14496-12, 4.3, names the kinds of file that phones write. What is no picture among them is
#: sound or film.
_PHONE_PICTURES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}

#: How other files begin, and at which byte.
_OTHER: tuple[tuple[Refusal, int, tuple[bytes, ...]], ...] = (
    (
        Refusal.OTHER_PICTURE,
        0,
        (b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"8BPS"),
    ),
    (
        # MP3, AAC, Ogg and Opus, AMR, FLAC, MIDI, Matroska and WebM, ASF, Flash, MPEG, CAF.
        Refusal.SOUND_OR_FILM,
        0,
        (
            *(b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9"),
            *(b"OggS", b"#!AMR", b"fLaC", b"MThd", b"\x1aE\xdf\xa3", b"0&\xb2u\x8ef\xcf\x11"),
            *(b"FLV\x01", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"caff", b"#!SILK", b"\x02#!SILK"),
        ),
    ),
    (Refusal.SOUND_OR_FILM, 4, (b"ftyp",)),
    (Refusal.SOUND_OR_FILM, 8, (b"WAVE", b"AVI ", b"AIFF", b"AIFC")),
    # Word and its kin of before 2007, RTF, PostScript.
    (Refusal.DOCUMENT, 0, (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"%!PS")),
)

#: What a ZIP holds that is a text or a table (ISO 29500-2, ODF 1.3 part 2, Apple's).
_IN_DOCUMENTS = (
    *(b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"mimetypeapplication/epub"),
    *(b"word/", b"xl/", b"ppt/", b"Index/Document.iwa", b"Index/Tables"),
)


def kind_of(content: bytes) -> str:
    """Say "JPEG", "PNG", "WEBP" or "PDF". Raises FileRefused for anything else."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if pdf_begins(content) >= 0:
        return "PDF"
    raise FileRefused(_other(content))


def pdf_begins(content: bytes) -> int:
    """Where a PDF begins in a file; -1 where none does."""
    return content.find(b"%PDF-", 0, HEADER_WITHIN + len(b"%PDF-"))


def _other(content: bytes) -> Refusal:
    """What a file is that cannot be taken, so that the answer fits."""
    if content[4:8] == b"ftyp" and content[8:12] in _PHONE_PICTURES:
        return Refusal.OTHER_PICTURE
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return Refusal.OTHER_PICTURE
    if content[:1] == b"\0" and content[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return Refusal.SOUND_OR_FILM
    if content.startswith(b"PK\x03\x04"):
        documents = any(name in content for name in _IN_DOCUMENTS)
        return Refusal.DOCUMENT if documents else Refusal.PACKED
    for reason, place, signs in _OTHER:
        if any(content.startswith(sign, place) for sign in signs):
            return reason
    return Refusal.NEITHER
