"""A site answers to its own names alone, and repeats nobody else's."""

import logging

import pytest

from tests.support.clients import CarefulClient
from tests.web.apps import small_app

STRANGE = [
    "evil.example",
    "heard.example.org.evil.example",
    "evil.example:443",
    "xheard.example.org",
]


@pytest.mark.parametrize(
    "name",
    [
        *("localhost", "127.0.0.1", "127.0.0.1:8000", "localhost:9999", "[::1]", "[::1]:8000"),
        *("heard.example.org", "heard.example.org:8443", "HEARD.example.org"),
    ],
)
def test_it_answers_to_its_own_names_and_to_this_machines_at_any_port(name: str) -> None:
    answer = CarefulClient(small_app()).get("/page", headers={"Host": name})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", [*STRANGE, "a b", "<script>", "127.0.0.1.evil.example"])
@pytest.mark.parametrize("path", ["/page", "/nothing", "/form"])
def test_any_other_name_gets_the_calm_page_and_is_repeated_nowhere(name: str, path: str) -> None:
    answer = CarefulClient(small_app()).get(path, headers={"Host": name})
    assert answer.status_code in (400, 404)
    assert "999" in answer.text
    said = answer.text + str(answer.headers)
    assert "evil" not in said
    assert name not in said


def test_a_forwarded_name_counts_as_well_behind_a_proxy() -> None:
    browser = CarefulClient(small_app(behind_tls=True))
    secure = {"Host": "heard.example.org", "X-Forwarded-Proto": "https"}
    answer = browser.get("/page", headers={**secure, "X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 400
    answer = browser.get("/page", headers={**secure, "X-Forwarded-Host": "heard.example.org"})
    assert answer.status_code == 200


def test_the_log_says_once_which_setting_may_be_missing_and_not_the_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser = CarefulClient(small_app())
    with caplog.at_level(logging.ERROR):
        for name in STRANGE:
            browser.get("/page", headers={"Host": name})
    (said,) = (each.getMessage() for each in caplog.records)
    assert said.endswith("see the settings of this test")
    assert "evil" not in said
