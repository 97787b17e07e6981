"""Changed content behind the cache: taken in while it answers, or refused and said."""

import logging

import pytest
from flask import Response
from werkzeug.test import Client


def test_changed_content_is_taken_in_without_a_restart(cached):
    cache = cached.cache()
    client = Client(cache, Response)
    before = client.get("/clock")
    cached.words, cached.version = "second", 2
    assert client.get("/clock").data == before.data, "not before somebody looks"
    cache.refresh()
    after = client.get("/clock")
    assert "second" in after.text
    assert (
        client.get("/clock", headers={"If-None-Match": before.headers["ETag"]}).status_code == 200
    )


def test_a_page_that_is_new_is_kept_and_one_that_went_is_not(cached):
    cache = cached.cache()
    cached.addresses, cached.version = ["/other", "/page"], 2
    cache.refresh()
    client = Client(cache, Response)
    assert "ETag" in client.get("/other").headers
    made = cached.made
    client.get("/clock")
    assert cached.made == made + 1


def test_nothing_is_made_anew_while_nothing_has_changed(cached):
    cache = cached.cache()
    for _ in range(5):
        cache.refresh()
    assert cached.built == 1


@pytest.mark.parametrize("fault", ["broken content", "a page that fails", "files that go"])
def test_a_change_that_cannot_be_taken_in_leaves_what_stood(cached, fault, caplog):
    cache = cached.cache()
    client = Client(cache, Response)
    stood = client.get("/clock").data
    cached.version = 2
    if fault == "broken content":
        cached.words = "broken"
    elif fault == "a page that fails":
        cached.status = 500
    else:
        cached.lost = True
    with caplog.at_level(logging.ERROR):
        cache.refresh()
    assert client.get("/clock").data == stood
    assert "changed content was not taken in" in caplog.text


def test_a_change_that_is_put_right_is_taken_in(cached):
    cache = cached.cache()
    cached.words, cached.version = "broken", 2
    cache.refresh()
    cached.words, cached.version = "mended", 3
    cache.refresh()
    assert "mended" in Client(cache, Response).get("/clock").text


def test_a_page_that_is_not_kept_is_made_from_the_same_edition_as_those_that_are(cached):
    cache = cached.cache()
    client = Client(cache, Response)
    assert client.get("/edition").text == "first"
    cached.words, cached.version = "second", 2
    assert client.get("/edition").text == "first"
    cache.refresh()
    assert client.get("/edition").text == "second"
    cached.words, cached.version = "broken", 3
    cache.refresh()
    assert client.get("/edition").text == "second"


def test_a_page_that_cannot_differ_is_not_made_again(cached):
    cache = cached.cache()
    client = Client(cache, Response)
    first = client.get("/clock").data
    cached.words, cached.version, cached.same = "second", 2, {"/clock"}
    cache.refresh()
    assert client.get("/clock").data == first
    assert cached.made == 1


def test_what_was_refused_is_looked_at_again_only_when_it_changes(cached):
    cache = cached.cache()
    cached.words, cached.version = "broken", 2
    for _ in range(3):
        cache.refresh()
    cached.words = "mended"
    cache.refresh()
    assert cache.edition.words == "first", "nothing says that it has changed"
    cached.version = 3
    cache.refresh()
    assert cache.edition.words == "mended"


@pytest.mark.parametrize("address", ["/with-cookie", "/gone", "/nowhere", "/elsewhere"])
def test_a_change_after_which_a_page_is_not_for_everybody_is_not_taken_in(cached, address, caplog):
    cache = cached.cache()
    stood = Client(cache, Response).get("/clock").data
    cached.addresses, cached.version = ["/clock", "/page", address], 2
    cache.refresh()
    assert Client(cache, Response).get("/clock").data == stood
    assert "changed content was not taken in" in caplog.text
