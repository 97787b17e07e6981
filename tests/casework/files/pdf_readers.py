"""Whether a PDF shows its pages and does nothing else, as others see it that know nothing of ours.

Debian's qpdf, poppler and mupdf, each where it is installed (`bin/set-up test`), and a search of
our own through the file's bytes, which is there always.
"""

import json
import re
import shutil
import subprocess
import zlib
from contextlib import suppress
from pathlib import Path

#: Keys and kinds of which none may stand in a file that is kept: what runs, calls, leads to another
#: file or carries one, and what says something of the file itself.
_WORDS = (
    "A AA AF AcroForm Alternates Annots B Beads Collection DPartRoot DestOutputProfileRef Dests "
    "Dur EF EmbeddedFile EmbeddedFiles Encrypt Extends F FDecodeParms FFilter FileAttachment "
    "Filespec GoToE GoToR HT ICCBased ImportData JBIG2Decode JPXDecode JS JavaScript Launch "
    "Legal Linearized Link Measure Metadata Movie Names Next OC OCProperties OPI ObjStm "
    "OpenAction Outlines OutputIntents PA PS Perms PieceInfo PresSteps Prev PtData R Ref "
    "Rendition Requirements RichMedia RichMediaContent Screen Sound SpiderInfo StructTreeRoot "
    "SubmitForm Subtype2 TR Thread Threads Thumb Trans UCR URI URL VP Win XFA XRef XRefStm"
)
FORBIDDEN = set(("/" + _WORDS.replace(" ", " /")).split())
_NAME = re.compile(rb"/[^\x00\t\n\x0c\r /<>\[\]{}()%]+")
_STREAM = re.compile(rb">>\s*stream\n(.*?)\nendstream", re.DOTALL)
#: Who can be asked on this machine.
AT_HAND = {"bytes"} | {
    name for name in ("qpdf", "pdfdetach", "pdfinfo", "mutool") if shutil.which(name)
}


def complaints(content: bytes, folder: Path) -> list[str]:
    """What is wrong with a file that is kept; nothing where all is well."""
    file = folder / "kept.pdf"
    file.write_bytes(content)
    found = _in_its_bytes(content)
    if "qpdf" in AT_HAND:
        found += _by_qpdf(file)
    if "pdfdetach" in AT_HAND:
        said = _asked("pdfdetach", "-list", file)
        found += [] if said == "0 embedded files" else [f"pdfdetach: {said}"]
    if "pdfinfo" in AT_HAND:
        found += [f"pdfinfo: {said}" for said in [_asked("pdfinfo", "-js", file)] if said]
    if "mutool" in AT_HAND:
        # Asked for what is wrong, it says nothing of a sound file.
        said = _asked("mutool", "show", file, "trailer/Root/Pages/Count")
        found += [] if said.isdigit() else [f"mutool: {said}"]
    return found


def _in_its_bytes(content: bytes) -> list[str]:
    outside = _STREAM.sub(b">>\n", content)
    names = {
        re.sub(rb"#([0-9a-fA-F]{2})", lambda sign: bytes.fromhex(sign[1].decode()), name).decode(
            "utf-8"
        )
        for name in _NAME.findall(outside)
    }
    found = [f"bytes: {name}" for name in sorted(names & FORBIDDEN)]
    for word in (b"startxref", b"trailer", b"%%EOF", b"%PDF-"):
        if content.count(word) != 1:
            found.append(f"bytes: {content.count(word)} times {word!r}")
    objects = re.findall(rb"(?<!\d)(\d+) (\d+) obj", content)
    if len(set(objects)) != len(objects) or len(objects) != outside.count(b"endobj"):
        found.append("bytes: an object stands twice")
    for packed in _STREAM.findall(content):
        if packed[:1] == b"\x78":
            unpack = zlib.decompressobj()
            with suppress(zlib.error):
                unpack.decompress(packed)
            if unpack.unused_data or not unpack.eof:
                found.append("bytes: a stream has another end")
    return found


def _by_qpdf(file: Path) -> list[str]:
    told = subprocess.run(["qpdf", "--json", file], capture_output=True, check=False)
    if told.returncode or told.stderr:
        return [f"qpdf: {told.stderr.decode()}"]
    read = json.loads(told.stdout)
    found = sorted(_words(read["qpdf"][1]) & FORBIDDEN)
    return [
        *(f"qpdf: {word}" for word in found),
        *(["qpdf: attachments"] if read["attachments"] else []),
        *(["qpdf: a form"] if read["acroform"]["fields"] else []),
        *(["qpdf: outlines"] if read["outlines"] else []),
    ]


def _words(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {word for each in value.values() for word in _words(each)}
    if isinstance(value, list):
        return {word for each in value for word in _words(each)}
    return {value} if isinstance(value, str) else set()


def _asked(*command: str | Path) -> str:
    told = subprocess.run(command, capture_output=True, check=False)
    return (told.stdout + told.stderr).decode(errors="replace").strip()
