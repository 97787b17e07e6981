"""The smallest form of a page: worked out once for all workers, never anything but that page."""

import gzip
import os
import subprocess
import sys
import time

import brotli
import pytest

from heard.web.serving import compressed_pages
from heard.web.serving.compressed_pages import CompressedPages, quickly
from heard.web.serving.compression import ENCODINGS

PAGE = b"<!doctype html><title>A page</title>" + b"<p>word after word</p>" * 300
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.fixture
def worked(monkeypatch):
    """The encodings in which something was really worked out, in order."""
    done, real = [], compressed_pages.compressed

    def watched(body: bytes, encoding: str, effort: int) -> bytes:
        done.append(encoding)
        return real(body, encoding, effort)

    monkeypatch.setattr(compressed_pages, "compressed", watched)
    return done


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_quick_and_smallest_are_the_same_page(tmp_path, encoding):
    unpack = UNPACK[encoding]
    assert unpack(quickly(PAGE, encoding)) == PAGE
    assert unpack(CompressedPages(tmp_path).smallest(PAGE, encoding)) == PAGE
    assert unpack(CompressedPages(None).smallest(PAGE, encoding)) == PAGE


def test_what_one_worker_has_worked_out_the_next_one_finds(tmp_path, worked):
    first = CompressedPages(tmp_path / "cache").smallest(PAGE, "br")
    assert CompressedPages(tmp_path / "cache").smallest(PAGE, "br") == first
    assert worked == ["br"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("spoilt", ["empty", "cut", "rubbish", "another page"])
def test_a_spoilt_file_is_never_sent(tmp_path, encoding, spoilt):
    pages = CompressedPages(tmp_path)
    right = pages.smallest(PAGE, encoding)
    (kept,) = (path for path in tmp_path.iterdir() if path.name != "lock")
    kept.write_bytes(
        {
            "empty": b"",
            "cut": right[: len(right) // 2],
            "rubbish": b"\0" * 40,
            "another page": quickly(PAGE.replace(b"word", b"lies"), encoding),
        }[spoilt]
    )
    assert pages.smallest(PAGE, encoding) == right
    assert kept.read_bytes() == right


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    pages = CompressedPages(tmp_path / "file" / "cache")
    assert brotli.decompress(pages.smallest(PAGE, "br")) == PAGE
    assert "cannot be written to" in caplog.text
    assert brotli.decompress(pages.smallest(PAGE, "br")) == PAGE
    assert len(caplog.records) == 1


def test_what_nobody_has_used_for_a_month_goes_and_what_stands_stays(tmp_path):
    pages, old = CompressedPages(tmp_path), time.time() - 40 * 24 * 3600
    for page in (PAGE, b"gone " + PAGE):
        pages.smallest(page, "br")
    for path in tmp_path.iterdir():
        os.utime(path, (old, old))
    pages.smallest(b"new " + PAGE, "br")
    pages.forget_others([PAGE])
    assert len([path for path in tmp_path.iterdir() if path.name != "lock"]) == 2


def test_a_worker_that_dies_at_its_work_holds_up_no_other(tmp_path):
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from heard.web.serving import compressed_pages\n"
        "compressed_pages.compressed = lambda *_: os._exit(9)\n"
        "compressed_pages.CompressedPages(Path(sys.argv[1])).smallest(b'page', 'br')\n"
    )
    died = subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=60, check=False)
    assert died.returncode == 9
    assert brotli.decompress(CompressedPages(tmp_path).smallest(b"page", "br")) == b"page"
