"""A form posted by script: where it goes on is named, and no page is sent in its place."""

import pytest
from flask import Response, redirect, request, session

from heard.web.forms.scripted_posts import STAY, TO, stay
from tests.support.clients import CarefulClient
from tests.web.apps import small_app

BY_SCRIPT = {STAY: "1"}


@pytest.fixture
def client() -> CarefulClient:
    """A browser of a small application whose page leads wherever it is told."""
    app = small_app()
    stay(app)

    @app.get("/away")
    def away() -> Response:
        session["kept"] = "yes"
        return redirect(request.args["to"], code=int(request.args.get("code", 303)))

    return CarefulClient(app)


@pytest.mark.parametrize("code", [301, 302, 303])
def test_a_script_is_told_the_address_and_gets_no_page(client, code):
    answer = client.get(f"/away?to=/en/forms/a-form/check&code={code}", headers=BY_SCRIPT)
    assert (answer.status_code, answer.headers[TO]) == (204, "/en/forms/a-form/check")
    assert answer.data == b""
    for name in ("Location", "Content-Type", "Content-Length", "Content-Encoding"):
        assert name not in answer.headers


def test_the_cookie_is_set_all_the_same(client):
    assert "ht=" in client.get("/away?to=/page", headers=BY_SCRIPT).headers["Set-Cookie"]


def test_without_script_the_browser_is_redirected_as_ever(client):
    answer = client.get("/away?to=/page")
    assert (answer.status_code, answer.location) == (303, "/page")
    assert TO not in answer.headers


@pytest.mark.parametrize("place", ["//example.org/", "/\\example.org", "https://example.org/"])
def test_no_script_is_sent_to_another_site(client, place):
    answer = client.get("/away", query_string={"to": place}, headers=BY_SCRIPT)
    assert answer.status_code == 303
    assert TO not in answer.headers


def test_a_post_that_is_to_be_repeated_elsewhere_stays_a_redirect(client):
    answer = client.browser.get("/away?to=/page&code=307", headers=BY_SCRIPT)
    assert (answer.status_code, answer.location) == (307, "/page")


def test_a_page_is_sent_as_a_page(client):
    answer = client.get("/page", headers=BY_SCRIPT)
    assert answer.status_code == 200
    assert "A page" in answer.text
