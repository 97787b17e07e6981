"""A file that is written whole or not at all."""

import os
import threading

import pytest

from heard import whole_files
from heard.whole_files import write_whole


def test_a_new_file_has_its_content_and_its_folder(tmp_path):
    write_whole(tmp_path / "new" / "file", b"words")
    assert (tmp_path / "new" / "file").read_bytes() == b"words"


@pytest.mark.parametrize("fault", ["write", "fsync", "replace"])
def test_what_stood_stays_where_writing_fails(tmp_path, monkeypatch, fault):
    path = tmp_path / "file"
    write_whole(path, b"before")

    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    if fault == "write":
        monkeypatch.setattr(os, "fdopen", fails)
    elif fault == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        monkeypatch.setattr(whole_files.Path, "replace", fails)
    with pytest.raises(OSError, match="full"):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_who_reads_meanwhile_never_sees_half_of_it(tmp_path):
    path, old, new = tmp_path / "file", b"a" * 200_000, b"b" * 200_000
    write_whole(path, old)
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(10):
        write_whole(path, new)
        write_whole(path, old)
    stop.set()
    reader.join()
    assert seen <= {old, new}
