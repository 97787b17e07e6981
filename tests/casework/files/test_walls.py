"""Whatever has got into the process that opens a file cannot get out of it."""

import base64
import io
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf._codecs._codecs import LzwCodec
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from heard.casework.files import examining, file_taking
from heard.casework.files.examiner import TRY
from heard.casework.files.examining import COMMAND, SOURCE, examine
from heard.casework.files.file_kinds import JPEG, PDF
from heard.casework.files.file_taking import files_taken, walls_hold
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.picturing import drawn, photo, saved
from tests.support.attacks import attacks
from tests.support.walls import WITHOUT, Targets, targets


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Targets]:
    with targets(tmp_path_factory.mktemp("walls")) as there:
        yield there


@pytest.mark.parametrize("name", attacks("", "", 0, ""))
def test_an_intruder_in_the_room_where_files_are_opened_is_ended_who_tries_to(
    after: Targets, name: str
) -> None:
    ended = after.attacked(name)
    assert (ended.returncode, ended.stdout) == (-signal.SIGSYS, b""), name


def test_what_an_intruder_says_arrives_so_that_silence_means_walls(after: Targets) -> None:
    ended = after.attacked("")
    assert (ended.returncode, ended.stdout) == (0, b"went well: nothing was tried")


def test_of_memory_the_room_has_no_more_than_its_share(monkeypatch) -> None:
    program = (
        "from heard.casework.files import examiner, images\n"
        "from heard.casework.files.refusals import FileRefused, Refusal\n"
        "def reads(*_):\n"
        "    try: bytearray(300_000_000)\n"
        "    except MemoryError: raise FileRefused(Refusal.TOO_DETAILED)\n"
        "images.written_anew = reads\n"
        "examiner.main()"
    )
    monkeypatch.setattr(examining, "COMMAND", (*COMMAND[:-2], "-c", program))
    with pytest.raises(FileRefused) as refused:
        examine(saved(drawn()))
    assert refused.value.reason is Refusal.TOO_DETAILED


def test_the_room_has_nothing_of_the_environment_and_nothing_open_but_its_answer(tmp_path) -> None:
    program = (
        "import os, resource\n"
        "from heard.casework.files import examiner\n"
        # What is left to look into is looked into before the last wall, which ends whoever looks.
        "def looks(*_):\n"
        "    os.write(1, repr((dict(os.environ), os.getcwd())).encode())\n"
        "    for each in range(1000):\n"
        "        try: os.fstat(each); os.write(1, b' open %d' % each)\n"
        "        except OSError: pass\n"
        "    limits = map(resource.getrlimit, (resource.RLIMIT_CORE, resource.RLIMIT_NPROC))\n"
        "    os.write(1, repr(list(limits)).encode())\n"
        "    os._exit(0)\n"
        "examiner.wall_in = looks\n"
        "examiner._give_up_everything()"
    )
    with (tmp_path / "words").open("wb") as file:
        said = subprocess.run(
            (*COMMAND[:-2], "-c", program),
            env={},
            cwd=SOURCE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            pass_fds=(file.fileno(),),
            check=True,
        ).stdout
    assert said == b"({'LC_CTYPE': 'C.UTF-8'}, '/') open 1[(0, 0), (0, 0)]"


def test_whether_there_are_walls_is_tried_and_not_read_off_a_version() -> None:
    assert walls_hold.__wrapped__()
    tried = subprocess.run((*WITHOUT, *COMMAND, TRY), cwd=SOURCE, check=False)
    assert tried.returncode == 1, "it was not ended, and opened nothing either"


def test_on_a_system_without_walls_no_file_is_opened(monkeypatch) -> None:
    monkeypatch.setattr(examining, "COMMAND", (*WITHOUT, *COMMAND))
    with pytest.raises(FileRefused) as refused:
        examine(saved(drawn()))
    assert refused.value.reason is Refusal.NO_WALLS
    assert examine(saved(drawn()), without_walls=True).type == JPEG


def test_a_council_decides_whether_files_are_taken_without_walls(monkeypatch, sqlite_store) -> None:
    monkeypatch.setattr(file_taking, "COMMAND", (*WITHOUT, *COMMAND))
    monkeypatch.setattr(file_taking, "walls_hold", file_taking.walls_hold.__wrapped__)
    assert not files_taken(sqlite_store, without_walls=False)
    assert files_taken(sqlite_store, without_walls=True)
    monkeypatch.setattr(file_taking, "COMMAND", (sys.executable, "-c", "import time"))
    assert not files_taken(sqlite_store, without_walls=False), (
        "a program that ends well has no walls"
    )


def _filtered(name: str, data: bytes, image: bool) -> bytes:
    """A PDF whose page is written, or shows a picture, packed in the way of this name."""
    stream = StreamObject()
    stream[NameObject("/Filter")] = NameObject(f"/{name}")
    stream.set_data(data)
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    if image:
        for key, value in (("Type", "XObject"), ("Subtype", "Image"), ("ColorSpace", "DeviceGray")):
            stream[NameObject(f"/{key}")] = NameObject(f"/{value}")
        for key, number in (("Width", 8), ("Height", 8), ("BitsPerComponent", 1)):
            stream[NameObject(f"/{key}")] = NumberObject(number)
        held = DictionaryObject({NameObject("/X"): writer._add_object(stream)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    else:
        page[NameObject("/Contents")] = writer._add_object(stream)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


_WORDS = b"q Q"
_PDFS = [
    ("FlateDecode", zlib.compress(_WORDS), False),
    ("ASCIIHexDecode", _WORDS.hex().encode() + b">", False),
    ("ASCII85Decode", base64.a85encode(_WORDS) + b"~>", False),
    ("RunLengthDecode", bytes([len(_WORDS) - 1]) + _WORDS + b"\x80", False),
    ("LZWDecode", LzwCodec().encode(_WORDS), False),
    ("DCTDecode", saved(drawn(8, 8, "L")), True),
    ("CCITTFaxDecode", b"\x00\x10\x01", True),
]


@pytest.mark.parametrize(("name", "data", "image"), _PDFS, ids=[name for name, *_ in _PDFS])
def test_a_pdf_is_opened_behind_walls_however_it_is_packed(name, data, image) -> None:
    assert examine(_filtered(name, data, image)).type == PDF


@pytest.mark.parametrize(
    "content",
    [
        photo(orientation=6, progressive=True),
        photo(1200, 900, optimize=True, quality=100, subsampling=0),
        saved(drawn(mode="CMYK"), progressive=True),
        saved(drawn(mode="RGBA"), "WEBP", lossless=True, exif=Image.Exif()),
        saved(drawn(mode="P"), "PNG", icc_profile=b"profile"),
        saved(drawn(mode="L"), "PNG", dpi=(300, 300)),
    ],
    ids=["progressive", "best", "printer's colours", "lossless", "few colours", "grey"],
)
def test_a_picture_is_opened_behind_walls_however_it_was_made(content: bytes) -> None:
    assert examine(content).type == JPEG
