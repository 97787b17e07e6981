"""What a file is, by its first bytes. What it is called says nothing."""

from heard.casework.files.refusals import FileRefused, Refusal

#: The two kinds that are kept.
JPEG, PDF = "image/jpeg", "application/pdf"

#: As ISO 14496-12, 4.3, names the kinds of file that phones write and that we cannot read.
_PHONE_ONLY = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}


def kind_of(content: bytes) -> str:
    """Say "JPEG", "PNG", "WEBP" or "PDF". Raises FileRefused for anything else."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if content.startswith(b"%PDF-"):
        return "PDF"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _PHONE_ONLY:
        raise FileRefused(Refusal.PHONE_ONLY)
    raise FileRefused(Refusal.NEITHER)
