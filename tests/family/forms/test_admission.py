"""What a family meets when more people come than there is room for."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from heard.web.admission import Admission
from tests.family.forms.test_filling import FORM, fill_in
from tests.family.forms.test_uploads import PAPERS, add, begun, photograph
from tests.support.clients import CarefulClient, token

__all__ = ["begun"]


def no_place_for(app: Flask, kind: str) -> AbstractContextManager[None]:
    """All places that there are for newcomers, or for large posts, are taken."""
    admission: Admission = app.extensions["admission"]
    most = {"newcomer": admission.newcomers, "large": admission.large_posts}
    return admission.occupied(kind, most[kind])


@pytest.fixture
def full(family_app: Flask) -> Iterator[None]:
    with no_place_for(family_app, "newcomer"):
        yield


def test_a_newcomer_is_told_calmly_and_the_page_tries_again(client: CarefulClient, full) -> None:
    page = client.get("/ur/forms/your-views")
    assert page.status_code == 503
    assert page.headers["Refresh"] == page.headers["Retry-After"] == "5"
    assert "01632 960101" in page.text
    assert '<html lang="ur"' in page.text


def test_who_has_begun_goes_on_as_if_nobody_else_were_there(
    client: CarefulClient, family_app: Flask
) -> None:
    fill_in(client, until="worries")
    with no_place_for(family_app, "newcomer"):
        assert client.submit(f"{FORM}/worries", worries="Mine").status_code == 303
        fill_in(client)
        assert client.submit(f"{FORM}/check", do="send").location == f"{FORM}/sent"


@pytest.mark.parametrize("code", ["", "1" * 20])
def test_a_wrong_return_code_does_not_count_as_having_begun(
    client: CarefulClient, family_app: Flask, code: str
) -> None:
    page = client.get("/en/return").text
    assert (
        client.post("/en/return", data={"csrf_token": token(page), "code": code}).status_code == 422
    )
    with no_place_for(family_app, "newcomer"):
        assert client.get("/en/return").status_code == 503


def test_what_a_newcomer_has_typed_comes_back_and_the_next_press_works(
    client: CarefulClient, family_app: Flask
) -> None:
    page = client.get(f"{FORM}/you").text
    data = {"csrf_token": token(page), "relation": "mother", "name": "Zofia"}
    with no_place_for(family_app, "newcomer"):
        answer = client.post(f"{FORM}/you", data=data)
        assert answer.status_code == 503
        assert 'value="Zofia"' in answer.text
    assert client.post(f"{FORM}/you", data=data).status_code == 303


def test_guides_leaving_and_the_sign_of_life_need_no_place(client: CarefulClient, full) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/exit").status_code == 303


def test_too_many_files_at_once_wait_and_words_go_on(
    begun: CarefulClient, family_app: Flask
) -> None:
    with no_place_for(family_app, "large"):
        large = photograph() + b"\0" * 400_000
        assert add(begun, ("a.jpg", large)).status_code == 503
        assert begun.submit("/en/forms/your-side/you", relation="mother").status_code == 303
    assert add(begun, ("a.jpg", photograph())).location == PAPERS
