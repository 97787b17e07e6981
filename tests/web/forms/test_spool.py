"""What a family uploads lies encrypted from its first byte on, and no more of it than may be."""

import io
import os
import tempfile
from pathlib import Path

import pytest
from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from heard.casework.files.refusals import LARGEST_FILE, Refusal
from heard.web.forms import spool
from heard.web.forms.spool import LARGEST_UPLOAD, Spool, admit_files, arrived, encrypt_uploads
from tests.support.clients import token
from tests.web.apps import small_app

CANARY = b"Kanarienvogel-31177-"
MB = 1024 * 1024


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Flask:
    """An application with a page that takes files, and tells what it found while it held them."""
    app = small_app()
    encrypt_uploads(app)
    app.extensions["seen"] = []

    @app.url_value_preprocessor
    def _admit(endpoint: str | None, values: dict | None) -> None:
        if endpoint == "take":
            admit_files()

    @app.post("/take")
    def take() -> str:
        came = arrived("papers")
        app.extensions["seen"] += [
            ([(e.name, e.refused, e.stream.read(20 * MB)) for e in came], on_disk(folder))
        ]
        return request.form["words"]

    return app


def on_disk(folder: Path) -> list[bytes]:
    """The content of every temporary file that this process has open, its name gone or not."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            there = str(link.readlink())
        except OSError:
            continue
        if there.startswith(str(folder)):
            opened = int(link.name)
            found.append(os.pread(opened, os.fstat(opened).st_size, 0))
    return found


def post(app: Flask, *contents: bytes, path: str = "/take") -> TestResponse:
    browser = app.test_client()
    fields = {"csrf_token": token(browser.get("/form").text), "words": "some words"}
    files = [
        FileStorage(io.BytesIO(content), f"file {number}.jpg")
        for number, content in enumerate(contents)
    ]
    # By hand, because the test's own browser would put what it posts on the disk.
    boundary, body = encode_multipart({**fields, "papers": files})
    return browser.post(
        path,
        input_stream=io.BytesIO(body),
        content_type=f"multipart/form-data; boundary={boundary}",
        content_length=len(body),
    )


def seen(app: Flask) -> tuple[list, list[bytes]]:
    (only,) = app.extensions["seen"]
    return only


@pytest.mark.parametrize("size", [20, 70_000, 600_000, 3 * MB, LARGEST_FILE])
def test_no_byte_of_an_upload_is_on_the_disk_in_the_clear(app, folder, size) -> None:
    content = (CANARY * (size // len(CANARY) + 1))[:size]
    answer = post(app, content)
    assert answer.text == "some words"
    files, disk = seen(app)
    assert files == [("file 0.jpg", None, content)]
    assert sum(map(len, disk)) > size, "the encrypted bytes are there"
    for part in disk:
        assert CANARY not in part and CANARY[:8] not in part
    assert on_disk(folder) == [], "and gone after the answer"
    assert list(folder.iterdir()) == [], "they never had a name"


def test_without_it_the_bytes_would_be_there(app, folder) -> None:
    app.request_class = Request
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            spool, "_arrived", lambda file: pytest.fail(str(CANARY in on_disk(folder)[0]))
        )
        with pytest.raises(pytest.fail.Exception, match="True"):
            post(app, CANARY * 100_000)


def test_each_file_has_a_key_of_its_own(app) -> None:
    post(app, CANARY * 10_000, CANARY * 10_000)
    _, (one, other) = seen(app)
    assert one[50:] != other[50:]


def test_a_file_that_is_too_large_is_read_to_its_end_and_not_kept(app) -> None:
    answer = post(app, b"small", bytes(LARGEST_FILE + 1), b"small too")
    assert answer.text == "some words"
    files, disk = seen(app)
    assert [(refused, content) for _, refused, content in files] == [
        (None, b"small"),
        (Refusal.TOO_LARGE, b""),
        (None, b"small too"),
    ]
    assert sum(map(len, disk)) < 1000


def test_of_many_large_files_at_once_no_more_lies_on_the_disk_than_may_be_kept(app) -> None:
    post(app, *[bytes(8 * MB)] * 5, b"small")
    files, disk = seen(app)
    assert [refused for _, refused, _ in files] == [
        *[None] * 3,
        *[Refusal.AT_ONCE_TOO_LARGE] * 2,
        None,
    ]
    assert sum(map(len, disk)) < 25 * MB


def test_a_post_beyond_all_measure_is_refused_before_it_is_read(app) -> None:
    browser = app.test_client()
    answer = browser.post(
        "/take",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(LARGEST_UPLOAD + 1)},
    )
    assert answer.status_code == 413


def test_a_page_without_files_takes_no_more_than_before(app) -> None:
    assert post(app, bytes(4_000_000), path="/form").status_code == 413


def test_a_file_that_nobody_asked_for_is_encrypted_too(app, folder, monkeypatch) -> None:
    found = []
    monkeypatch.setattr(Spool, "close", lambda self: found.extend(on_disk(folder)))
    assert post(app, CANARY * 5000, path="/form").status_code == 200
    assert len(found[0]) > 100_000
    assert CANARY not in found[0]


def test_no_file_chosen_is_no_file(app) -> None:
    browser = app.test_client()
    page = browser.get("/form").text
    data = {"csrf_token": token(page), "words": "w", "papers": (io.BytesIO(b""), "")}
    assert browser.post("/take", data=data).status_code == 200
    assert seen(app) == ([], [])


def test_a_great_many_parts_are_refused(app) -> None:
    assert post(app, *[b"x"] * 101).status_code == 413


def test_a_full_disk_refuses_the_file_and_keeps_the_words(app, monkeypatch) -> None:
    def full(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert post(app, CANARY * 5000).text == "some words"
    files, _ = seen(app)
    assert [refused for _, refused, _ in files] == [Refusal.NO_ROOM]


def test_a_disk_that_fills_while_a_file_arrives_refuses_it(folder) -> None:
    filling = Spool(MB)
    filling.write(bytes(100_000))
    filling._file.write = lambda piece: len(piece) - 1
    filling.write(bytes(100_000))
    assert filling.refused is Refusal.NO_ROOM
    filling.seek(0)
    assert filling.read() == b""


def test_it_is_read_from_the_beginning_as_often_as_one_likes_in_any_steps(folder) -> None:
    content = os.urandom(200_000)
    file = Spool(MB)
    for start in range(0, len(content), 777):
        file.write(content[start : start + 777])
    for step in (1 << 20, 5_000, 65_536):
        assert file.seek(0) == 0
        assert b"".join(iter(lambda step=step: file.read(step), b"")) == content
    with pytest.raises(io.UnsupportedOperation):
        file.seek(5)
