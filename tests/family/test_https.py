"""Behind HTTPS, where browsers send no Referer because the pages ask them not to."""

from collections.abc import Iterator

import pytest
from flask import Flask

from heard.authority.installation import Installation
from heard.family.app import create_app
from tests.family.forms.test_filling import FORM
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built

SECURE = {"base_url": "http://heard.example.org", "headers": {"X-Forwarded-Proto": "https"}}


@pytest.fixture(scope="module")
def app(family_house: Built) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEARD_TLS", "1")
        environment.setenv("HEARD_HOSTS", "heard.example.org")
        yield create_app(Installation.from_environment())


@pytest.fixture
def client(app: Flask) -> CarefulClient:
    return CarefulClient(app)


def post(client: CarefulClient, **headers: str):
    page = client.get(f"{FORM}/you", **SECURE)
    return client.post(
        f"{FORM}/you",
        base_url="http://heard.example.org",
        headers={"X-Forwarded-Proto": "https", **headers},
        data={"csrf_token": token(page.text), "relation": "mother"},
    )


def test_a_post_without_referer_goes_through(client: CarefulClient) -> None:
    assert post(client).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "https://heard.example.org"},
        {"Origin": "null"},
    ],
)
def test_what_real_browsers_send_goes_through(client: CarefulClient, headers: dict) -> None:
    assert post(client, **headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://heard.example.org"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.org"},
        {"Origin": "https://other.example.org"},
        {"Origin": "https://heard.example.org.evil.example"},
    ],
)
def test_a_post_that_another_site_started_is_refused(client: CarefulClient, headers: dict) -> None:
    assert post(client, **headers).status_code == 403


def test_the_cookie_is_secure_and_bound_to_this_host(client: CarefulClient) -> None:
    answer = client.get(f"{FORM}/you", **SECURE)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-hf=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
