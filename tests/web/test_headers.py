"""Headers that every answer carries, whatever it is."""

import pytest

from heard.web.headers import NO_STORE, content_security_policy
from tests.support.clients import CarefulClient
from tests.web.apps import small_app


@pytest.fixture
def client() -> CarefulClient:
    """A browser of a small application; it looks at the headers of every answer."""
    return CarefulClient(small_app())


@pytest.mark.parametrize(
    ("path", "status"),
    [("/page", 200), ("/nowhere", 404), ("/healthz", 200), ("/static/favicon.svg", 200)],
)
def test_every_answer_carries_them(client, path, status):
    assert client.get(path).status_code == status


def test_a_refused_post_carries_them(client):
    assert client.post("/form").status_code == 400
    assert client.post("/page").status_code == 405


def test_nothing_is_kept_unless_a_view_says_so(client):
    assert client.get("/page").headers["Cache-Control"] == NO_STORE
    assert client.get("/form").headers["Cache-Control"] == NO_STORE
    assert client.get("/nowhere").headers["Cache-Control"] == NO_STORE
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
    assert client.get("/static/favicon.svg").headers["Cache-Control"] == "public, max-age=86400"


def test_the_policy_admits_nothing_that_is_not_named():
    assert content_security_policy([], []).split("; ") == [
        "default-src 'none'",
        "style-src 'none'",
        "script-src 'none'",
        "connect-src 'none'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    named = content_security_policy(["'sha256-a'", "'sha256-b'"], ["'sha256-c'"])
    assert "style-src 'sha256-a' 'sha256-b'; script-src 'sha256-c'" in named


def test_only_where_there_is_script_may_anything_be_asked_and_only_of_this_site(client):
    assert "connect-src 'self';" in client.get("/page").headers["Content-Security-Policy"]
    without = CarefulClient(small_app(script=None)).get("/page")
    assert "connect-src 'none';" in without.headers["Content-Security-Policy"]


def test_encryption_is_promised_only_behind_tls(client):
    assert "Strict-Transport-Security" not in client.get("/page").headers
    behind = CarefulClient(small_app(behind_tls=True)).get("/page")
    assert "max-age=63072000" in behind.headers["Strict-Transport-Security"]


def test_a_picture_from_outside_its_folder_is_not_given(client):
    for path in (
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/static//etc/passwd",
    ):
        assert client.get(path).status_code in (308, 404)


def test_the_answer_to_is_it_up_says_nothing_of_anybody(client):
    answer = client.get("/healthz")
    assert answer.text == "ok\n"
    assert "Set-Cookie" not in answer.headers
