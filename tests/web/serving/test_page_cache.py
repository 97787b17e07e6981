"""Pages handed out as bytes: what the application would have said, and never anything private."""

import gzip
import threading

import brotli
import pytest
from flask import Response
from werkzeug.test import Client

from heard.web.headers import KEPT
from heard.web.serving.compression import ENCODINGS, compressed
from heard.web.serving.page_cache import FRESH_UNTIL
from tests.support.pages import check_headers
from tests.web.apps import small_app
from tests.web.serving.cached_site import CachedSite
from tests.web.serving.test_compression import ACCEPTED


@pytest.fixture(scope="module")
def client() -> Client:
    """A browser at a cache in which nothing changes."""
    return Client(CachedSite().cache(), Response)


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.mark.parametrize(("header", "encoding"), ACCEPTED)
def test_a_page_is_sent_in_an_encoding_that_the_browser_accepts(client, header, encoding):
    answer = client.get("/page", headers={"Accept-Encoding": header})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.content_length == len(answer.data)
    assert UNPACK[encoding](answer.data) == client.get("/page").data


def test_a_page_that_is_kept_says_what_the_application_says(client):
    made = small_app().test_client().get("/page", environ_overrides={KEPT: True})
    handed_out = client.get("/page")
    assert handed_out.data == made.data
    assert handed_out.mimetype == "text/html"
    check_headers(handed_out, "/page")
    for name, value in made.headers:
        if name not in ("Cache-Control", "Content-Length", "Vary", "ETag"):
            assert handed_out.headers[name] == value


def test_a_browser_may_keep_a_page_but_asks_each_time_whether_it_still_holds(client):
    answer = client.get("/page")
    assert answer.headers["Cache-Control"] == "no-cache"
    tag = answer.headers["ETag"]
    assert tag.startswith('"'), "a strong tag"
    again = client.get("/page", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""


def test_every_encoding_has_a_tag_of_its_own(client):
    tags = [
        client.get("/page", headers={"Accept-Encoding": each}).headers["ETag"] for each in ENCODINGS
    ]
    assert len(set(tags)) == len(ENCODINGS)
    answer = client.get("/page", headers={"Accept-Encoding": "br", "If-None-Match": tags[1]})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", {tag}', 304),
        ('"other" , W/{tag} , "third"', 304),
        ("*", 304),
        (" * ", 304),
        ('"other"', 200),
        ("{bare}", 200),
        ('"{bare}x"', 200),
        ("", 200),
        (",,;", 200),
    ],
)
def test_a_page_is_sent_again_only_when_the_browser_has_another(client, known, status):
    tag = client.get("/page").headers["ETag"]
    header = known.format(tag=tag, bare=tag.strip('"'))
    assert client.get("/page", headers={"If-None-Match": header}).status_code == status


def test_the_answer_that_nothing_changed_says_how_long_that_holds(client):
    tag = client.get("/page").headers["ETag"]
    answer = client.get("/page", headers={"If-None-Match": tag})
    assert answer.headers["ETag"] == tag
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Vary"] == "Accept-Encoding"
    check_headers(answer, "/page (304)")
    for name in ("Content-Length", "Content-Type", "Content-Encoding"):
        assert name not in answer.headers


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_asking_only_for_the_head_tells_the_length_and_sends_nothing(client, encoding):
    headers = {"Accept-Encoding": encoding}
    head, full = client.head("/page", headers=headers), client.get("/page", headers=headers)
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(full.data))
    assert head.headers["ETag"] == full.headers["ETag"]
    known = {**headers, "If-None-Match": full.headers["ETag"]}
    assert client.head("/page", headers=known).status_code == 304


def test_what_is_no_reading_goes_to_the_application(client):
    assert client.post("/clock").text == "posted"
    assert client.put("/page").status_code == 405
    assert "GET" in client.options("/page").headers["Allow"]


def test_what_is_not_kept_goes_to_the_application(client):
    assert client.get("/form").status_code == 200
    assert client.get("/nowhere").status_code == 404
    assert client.get("/page/").status_code == 404


def test_what_stands_behind_a_question_mark_changes_nothing(client):
    assert client.get("/page?lang=ur&x=1").data == client.get("/page").data


def test_no_page_that_is_kept_ever_sets_a_cookie(client):
    for path in ("/page", "/clock"):
        for headers in ({}, {"Cookie": "ht=stolen"}, {"If-None-Match": "*"}):
            answer = client.get(path, headers=headers)
            assert "Set-Cookie" not in answer.headers
            assert FRESH_UNTIL not in answer.headers


@pytest.mark.parametrize("address", ["/with-cookie", "/gone", "/nowhere", "/elsewhere"])
def test_what_is_not_for_everybody_is_answered_by_the_application_each_time(cached, address):
    cached.addresses = ["/page", address]
    cache = cached.cache()
    plain, client = cached.app.test_client(), Client(cache, Response)
    while cache.settle():
        pass
    for _ in range(2):
        answer = client.get(address)
        assert answer.status_code == plain.get(address).status_code
        assert "ETag" not in answer.headers
    assert "ETag" in client.get("/page").headers


def test_the_first_reader_waits_for_one_page_and_not_for_all(cached):
    cache = cached.cache()
    assert Client(cache, Response).get("/page").status_code == 200
    assert cached.made == 0


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_page_is_sent_at_once_and_in_its_smallest_form_a_little_later(cached, encoding):
    cache = cached.cache()
    client, headers = Client(cache, Response), {"Accept-Encoding": encoding}
    at_once = client.get("/page", headers=headers)
    while cache.settle():
        pass
    later = client.get("/page", headers=headers)
    smallest = compressed(client.get("/page").data, encoding, 11)
    assert later.data == smallest
    assert len(later.data) <= len(at_once.data)
    assert UNPACK[encoding](at_once.data) == UNPACK[encoding](later.data)
    same = later.data == at_once.data
    assert (later.headers["ETag"] == at_once.headers["ETag"]) is same
    assert later.headers["Content-Length"] == str(len(smallest))


def test_a_page_that_changed_with_the_clock_comes_to_its_smallest_form_too(cached, at):
    cached.changes_at = 1000
    at(900)
    cache = cached.cache()
    client, headers = Client(cache, Response), {"Accept-Encoding": "br"}
    while cache.settle():
        pass
    cached.changes_at = 5000
    at(1001)
    client.get("/clock", headers=headers)
    assert cache.settle()
    plain = client.get("/clock").data
    assert client.get("/clock", headers=headers).data == compressed(plain, "br", 11)


def test_a_page_that_stayed_the_same_keeps_its_form_when_another_changes(cached):
    cache = cached.cache()
    client, headers = Client(cache, Response), {"Accept-Encoding": "br"}
    while cache.settle():
        pass
    before = client.get("/page", headers=headers)
    cached.words, cached.version = "second", 2
    cache.refresh()
    after = client.get("/page", headers=headers)
    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])
    assert "second" in client.get("/clock").text


def test_a_page_is_made_once_however_often_it_is_read(cached):
    client = Client(cached.cache(), Response)
    for _ in range(20):
        client.get("/clock")
    assert cached.made == 1


def test_a_page_by_the_clock_is_made_anew_after_its_time_and_not_before(cached, at):
    cached.changes_at = 1000
    at(900)
    client = Client(cached.cache(), Response)
    first = client.get("/clock")
    at(1000)
    assert client.get("/clock").data == first.data
    cached.changes_at = 2000
    at(1000.5)
    second = client.get("/clock")
    assert second.data != first.data
    assert second.headers["ETag"] != first.headers["ETag"]
    at(1999)
    client.get("/clock")
    assert cached.made == 2
    assert client.get("/clock", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_while_one_reader_waits_for_the_new_page_others_get_the_old_at_once(cached, at):
    cached.changes_at = 1000
    at(900)
    cache = cached.cache()
    old = Client(cache, Response).get("/clock").data
    cached.changes_at = 3000
    at(1001)
    began, go_on, view = threading.Event(), threading.Event(), cached.app.view_functions["clock"]

    def slowly() -> Response:
        began.set()
        assert go_on.wait(5)
        return view()

    cached.app.view_functions["clock"] = slowly
    found: list[bytes] = []
    patient = threading.Thread(
        target=lambda: found.append(Client(cache, Response).get("/clock").data)
    )
    patient.start()
    assert began.wait(5)
    assert Client(cache, Response).get("/clock").data == old
    go_on.set()
    patient.join(5)
    assert found
    assert found[0] != old
    assert Client(cache, Response).get("/clock").data == found[0]


def test_a_page_that_cannot_be_made_anew_stays_and_is_tried_again(cached, at, caplog):
    cached.changes_at = 1000
    at(900)
    client = Client(cached.cache(), Response)
    first = client.get("/clock").data
    cached.status = 500
    at(1001)
    assert client.get("/clock").data == first
    assert "/clock was not made anew" in caplog.text
    made = cached.made
    client.get("/clock")
    assert cached.made == made, "not at every request"
    cached.status, cached.changes_at = 200, 5000
    at(1100)
    assert client.get("/clock").data != first
