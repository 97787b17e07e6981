"""Posts of other sites are refused; those of our own pages work, also under HTTPS."""

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from heard.web.cross_site import from_this_site
from tests.support.clients import CarefulClient, token
from tests.web.apps import small_app


@pytest.fixture(scope="module")
def app():
    """A small application with a form."""
    return small_app()


def posted(app, **headers: str):
    """The answer to the form, filled in with its token, with the headers of some browser."""
    client = CarefulClient(app)
    found = token(client.get("/form").text)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/form", data={"csrf_token": found, "words": "hello"}, headers=named)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Origin": "http://localhost"},
        {"Sec_Fetch_Site": "same-site", "Origin": "null"},
        {"Sec_Fetch_Site": ""},
        {"Sec_Fetch_Site": "something-new"},
        {"Origin": "http://evil.example.org"},
        {"Origin": "https://localhost.evil.example.org"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "http://evil@localhost"},
        {"Origin": "localhost"},
        {"Origin": ""},
        {"Origin": "http://[broken"},
    ],
    ids=str,
)
def test_a_post_from_another_site_is_refused_though_its_token_is_right(app, headers):
    answer = posted(app, **headers)
    assert answer.status_code == 403
    assert "taken" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "null"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "http://localhost"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "http://localhost"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_a_post_from_a_page_of_our_own_is_taken(app, headers):
    answer = posted(app, **headers)
    assert answer.status_code == 200
    assert "taken: hello" in answer.text


@pytest.mark.parametrize("data", [{}, {"csrf_token": ""}, {"csrf_token": "wrong"}])
def test_a_post_without_the_forms_token_is_refused(app, data):
    client = CarefulClient(app)
    client.get("/form")
    assert client.post("/form", data={**data, "words": "hello"}).status_code == 400


def test_a_token_of_another_browser_is_refused(app):
    theirs = token(CarefulClient(app).get("/form").text)
    client = CarefulClient(app)
    client.get("/form")
    data = {"csrf_token": theirs, "words": "hello"}
    assert client.post("/form", data=data).status_code == 400


def test_reading_a_page_by_a_link_from_another_site_is_allowed(app):
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"}
    assert CarefulClient(app).get("/page", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_method_that_changes_something_gets_round_the_check(app, method):
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = app.test_client().open("/form", method=method, headers=headers)
    assert answer.status_code in (403, 405)


BEHIND = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "heard.example.org"}


def test_behind_tls_the_form_works_though_no_referer_is_sent():
    client = CarefulClient(small_app(behind_tls=True))
    page = client.get("/form", headers=BEHIND)
    browser = {
        **BEHIND,
        "Origin": "https://heard.example.org",
        "Sec-Fetch-Site": "same-origin",
    }
    data = {"csrf_token": token(page.text), "words": "hello"}
    # The cookie belongs to the name that the browser sees.
    cookie = page.headers["Set-Cookie"].split(";")[0]
    answer = client.app.test_client(use_cookies=False).post(
        "/form", data=data, headers={**browser, "Cookie": cookie}
    )
    assert answer.status_code == 200
    assert "taken: hello" in answer.text


def test_behind_tls_an_old_browser_is_judged_by_the_name_it_asked_for():
    client = CarefulClient(small_app(behind_tls=True))
    page = client.get("/form", headers=BEHIND)
    cookie = page.headers["Set-Cookie"].split(";")[0]
    data = {"csrf_token": token(page.text), "words": "hello"}
    plain = client.app.test_client(use_cookies=False)
    for origin, status in (("https://heard.example.org", 200), ("https://example.org", 403)):
        headers = {**BEHIND, "Cookie": cookie, "Origin": origin}
        assert plain.post("/form", data=data, headers=headers).status_code == status


def test_behind_tls_the_cookie_is_bound_to_this_host_and_to_encryption():
    page = CarefulClient(small_app(behind_tls=True)).get("/form", headers=BEHIND)
    name, *attributes = page.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-ht=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert not any(each.startswith(("Domain", "Expires", "Max-Age")) for each in attributes)
    assert "max-age=63072000" in page.headers["Strict-Transport-Security"]


def test_for_a_first_look_the_cookie_works_without_encryption(app):
    name, *attributes = CarefulClient(app).get("/form").headers["Set-Cookie"].split("; ")
    assert name.startswith("ht=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert "Secure" not in attributes


def test_without_a_proxy_in_front_forwarded_names_are_not_believed(app):
    headers = {"X-Forwarded-Host": "evil.example.org", "Origin": "http://evil.example.org"}
    client = CarefulClient(app)
    data = {"csrf_token": token(client.get("/form").text), "words": "hello"}
    assert client.post("/form", data=data, headers=headers).status_code == 403


def test_a_port_is_part_of_a_site():
    builder = EnvironBuilder(
        path="/", base_url="http://127.0.0.1:8000", headers={"Origin": "http://127.0.0.1:8001"}
    )
    assert not from_this_site(Request(builder.get_environ()))


def test_a_post_that_is_far_too_large_is_refused_before_it_is_read(app):
    answer = CarefulClient(app).post("/form", data={"words": "x" * 4_000_000})
    assert answer.status_code == 413
