"""Compression by what the browser accepts, and nothing that it did not ask for."""

import gzip

import brotli
import pytest
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from heard.web.serving.compression import best_encoding, compressed
from tests.web.apps import small_app

ACCEPTED = [
    ("", "identity"),
    ("identity", "identity"),
    ("br", "br"),
    ("gzip", "gzip"),
    ("gzip, deflate", "gzip"),
    ("gzip, deflate, br, zstd", "br"),
    ("br;q=0", "identity"),
    ("br;q=0, gzip", "gzip"),
    ("br;q=0.0, gzip;q=0", "identity"),
    ("*", "br"),
    ("*;q=0", "identity"),
    ("br;q=0, *", "gzip"),
    ("gzip, *;q=0", "gzip"),
    ("br;q=0, gzip;q=0, *;q=1", "identity"),
    ("BR", "br"),
    ("deflate", "identity"),
    ("br;q=nonsense", "identity"),
    (";;,,==", "identity"),
]


@pytest.mark.parametrize(("header", "encoding"), ACCEPTED)
def test_the_best_encoding_is_one_that_the_browser_accepts(header, encoding):
    assert best_encoding(parse_accept_header(header)) == encoding


def test_a_browser_that_says_nothing_gets_plain_bytes():
    assert best_encoding(Accept()) == "identity"


@pytest.mark.parametrize("effort", [1, 4, 11])
def test_what_was_compressed_can_be_read_again(effort):
    body = "Żółć اردو ".encode() * 500
    assert brotli.decompress(compressed(body, "br", effort)) == body
    assert gzip.decompress(compressed(body, "gzip", effort)) == body
    assert compressed(body, "identity", effort) == body
    assert len(compressed(body, "br", effort)) < len(body) / 10


def test_the_same_bytes_compress_to_the_same_bytes():
    for encoding in ("br", "gzip"):
        assert compressed(b"a" * 999, encoding, 11) == compressed(b"a" * 999, encoding, 11)


@pytest.fixture(scope="module")
def client():
    """A browser that unpacks nothing by itself."""
    app = small_app()
    app.get("/small")(lambda: "<!doctype html><title>a</title>")
    return app.test_client()


@pytest.mark.parametrize(
    ("header", "unpack"),
    [("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)],
)
def test_a_page_made_on_the_spot_is_sent_as_the_browser_likes_it(client, header, unpack):
    answer = client.get("/page", headers={"Accept-Encoding": header})
    assert answer.headers.get("Content-Encoding", "identity") == header
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.content_length == len(answer.data)
    assert unpack(answer.data) == client.get("/page").data


def test_what_is_smaller_than_the_trouble_is_left_alone(client):
    answer = client.get("/small", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/healthz", "/static/favicon.svg"])
def test_what_is_no_page_is_left_alone(client, path):
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "br"}).headers


def test_an_error_page_is_compressed_too(client):
    answer = client.get("/nowhere", headers={"Accept-Encoding": "br"})
    assert answer.status_code == 404
    assert b"This page is not here" in brotli.decompress(answer.data)


def test_asking_only_for_the_head_tells_the_length_and_sends_nothing(client):
    headers = {"Accept-Encoding": "br"}
    answer = client.head("/page", headers=headers)
    assert answer.data == b""
    assert answer.content_length == client.get("/page", headers=headers).content_length
