"""What a family meets when more people come than there is room for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from heard.family.forms.admission import FamilyDoor
from heard.family.print.pdf_cache import PdfCache
from heard.library.print import leaflets
from heard.web.admission import Bulkhead, BulkheadName, bulkheads_for
from heard.web.serving.front import Front
from heard.web.serving.page_cache import PageCache
from tests.family.forms.test_filling import FORM, fill_in
from tests.family.forms.test_uploads import PAPERS, add, begun, photograph
from tests.support.clients import CarefulClient, token
from tests.support.fronts import ThroughFront, scope

__all__ = ["begun"]


@pytest.fixture(scope="module")
def bulkheads() -> Mapping[BulkheadName, Bulkhead]:
    """The bulkheads of a process."""
    return bulkheads_for(64)


@pytest.fixture(scope="module")
def front(family_app: Flask, bulkheads: Mapping[BulkheadName, Bulkhead]) -> ThroughFront:
    """The family's site as its process answers, in this one."""
    site = family_app.extensions["site"]
    pages = PageCache(
        family_app, site, lambda _: ["/en/help", "/en/"], lambda old: old, lambda: site.revision
    )
    return ThroughFront(Front(pages, FamilyDoor(family_app), bulkheads))


@pytest.fixture
def client(family_app: Flask, front: ThroughFront) -> CarefulClient:
    """A parent's browser."""
    return _browser(family_app, front)


def _browser(family_app: Flask, front: ThroughFront) -> CarefulClient:
    careful = CarefulClient(family_app)
    careful.browser = Client(front, Response)
    return careful


@contextmanager
def no_place_in(bulkheads: Mapping[BulkheadName, Bulkhead], *names: BulkheadName) -> Iterator[None]:
    """All places of some bulkheads are taken by others."""
    taken = [(bulkheads[name], f"other {number}") for name in names for number in range(500)]
    entered = [(bulkhead, other) for bulkhead, other in taken if bulkhead.enter(other)]
    assert {id(bulkhead) for bulkhead, _ in entered} == {id(bulkheads[name]) for name in names}
    try:
        yield
    finally:
        for bulkhead, other in entered:
            bulkhead.leave(other)


NEW = (BulkheadName.NEWCOMERS,)
ALL_WORDS = (BulkheadName.NEWCOMERS, BulkheadName.HURRIED, BulkheadName.BEGUN)


def test_a_newcomer_is_told_calmly_and_the_page_tries_again(
    client: CarefulClient, bulkheads
) -> None:
    with no_place_in(bulkheads, *NEW):
        page = client.get("/ur/forms/your-views")
    assert page.status_code == 503
    assert page.headers["Refresh"] == page.headers["Retry-After"] == "5"
    assert "no-store" in page.headers["Cache-Control"]
    assert "01632 960101" in page.text
    assert '<html lang="ur"' in page.text


def test_who_has_begun_goes_on_as_if_nobody_else_were_there(
    client: CarefulClient, bulkheads
) -> None:
    fill_in(client, until="worries")
    with no_place_in(bulkheads, *NEW, BulkheadName.FILES):
        assert client.submit(f"{FORM}/worries", worries="Mine").status_code == 303
        fill_in(client)
        assert client.submit(f"{FORM}/check", do="send").location == f"{FORM}/sent"


def test_those_who_have_begun_have_a_bound_too_and_are_told_calmly(
    client: CarefulClient, bulkheads
) -> None:
    fill_in(client, until="worries")
    with no_place_in(bulkheads, *ALL_WORDS):
        assert client.get(f"{FORM}/worries").status_code == 503
    assert client.get(f"{FORM}/worries").status_code == 200


@pytest.mark.parametrize("code", ["", "1" * 20])
def test_a_wrong_return_code_does_not_count_as_having_begun(
    client: CarefulClient, bulkheads, code: str
) -> None:
    page = client.get("/en/return").text
    assert (
        client.post("/en/return", data={"csrf_token": token(page), "code": code}).status_code == 422
    )
    with no_place_in(bulkheads, *NEW):
        assert client.get("/en/return").status_code == 503


def test_what_a_newcomer_has_typed_comes_back_and_the_next_press_works(
    client: CarefulClient, bulkheads
) -> None:
    page = client.get(f"{FORM}/you").text
    data = {"csrf_token": token(page), "relation": "mother", "name": "Zofia"}
    with no_place_in(bulkheads, *NEW):
        answer = client.post(f"{FORM}/you", data=data)
        assert answer.status_code == 503
        assert 'value="Zofia"' in answer.text
    assert client.post(f"{FORM}/you", data=data).status_code == 303


def test_where_there_is_no_room_even_for_that_the_words_stay_in_the_browser(
    client: CarefulClient, bulkheads
) -> None:
    data = {"csrf_token": token(client.get(f"{FORM}/you").text), "name": "Zofia"}
    with no_place_in(bulkheads, *ALL_WORDS):
        answer = client.post(f"{FORM}/you", data=data)
    assert answer.status_code == 503
    assert "Please go back, and press the button once more." in answer.text
    assert "Refresh" not in answer.headers


def test_when_there_is_no_room_whoever_types_is_not_disturbed(
    client: CarefulClient, bulkheads
) -> None:
    data = {"csrf_token": token(client.get(f"{FORM}/you").text), "name": "Kim"}
    with no_place_in(bulkheads, *NEW):
        answer = client.post(f"{FORM}/you/typed", data=data)
    assert (answer.status_code, answer.data) == (503, b"")


def test_help_guides_leaving_and_the_sign_of_life_answer_whatever_happens_to_forms(
    client: CarefulClient, bulkheads
) -> None:
    every = [
        name for name in BulkheadName if name not in (BulkheadName.LEAVING, BulkheadName.READING)
    ]
    with no_place_in(bulkheads, *every):
        for address, status in (("/healthz", 200), ("/exit", 303), ("/en/help", 200)):
            assert client.get(address).status_code == status
    with no_place_in(bulkheads, *BulkheadName):
        assert client.get("/en/help").status_code == 200, "it lies ready"


def test_leaving_works_where_even_its_own_places_are_taken(
    client: CarefulClient, bulkheads
) -> None:
    fill_in(client, until="worries")
    with no_place_in(bulkheads, BulkheadName.LEAVING):
        answer = client.get("/exit")
    assert answer.status_code == 303
    assert answer.location == client.get("/exit").location
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert client.get(f"{FORM}/worries").status_code == 302, "nothing is known of the form here"


def test_another_site_that_sends_somebody_to_leaving_ends_nothing(
    client: CarefulClient, bulkheads
) -> None:
    with no_place_in(bulkheads, BulkheadName.LEAVING):
        answer = client.get("/exit", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 303
    assert "Clear-Site-Data" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("size", [0, 400_000])
def test_a_post_with_a_file_has_places_of_its_own_whatever_its_size(
    begun: CarefulClient, bulkheads, size: int
) -> None:
    file = ("a.jpg", photograph() + b"\0" * size)
    with no_place_in(bulkheads, BulkheadName.FILES):
        assert add(begun, file).status_code == 503
        assert begun.submit("/en/forms/your-side/you", relation="mother").status_code == 303
    assert add(begun, file).location == PAPERS


def test_who_waits_for_paper_takes_no_place_of_a_form(client: CarefulClient, bulkheads) -> None:
    with no_place_in(bulkheads, BulkheadName.PAPER):
        assert client.get("/en/guides/on-the-day.pdf").status_code == 503
        assert client.get("/en/forms/your-views").status_code == 200
    with no_place_in(bulkheads, *ALL_WORDS):
        assert client.get("/en/guides/no-such-page.pdf").status_code == 404


def test_no_paper_is_drawn_for_a_browser_that_has_gone(front: ThroughFront, monkeypatch) -> None:
    drawn = list[str]()
    monkeypatch.setattr("heard.family.print.leaflets._PDFS", PdfCache(1_000))
    monkeypatch.setattr(leaflets, "leaflet", lambda *_: drawn.append("drawn") or b"%PDF-1.7")
    paper = "/en/guides/who-is-there.pdf"
    assert front.ask(scope("GET", paper, {}), left=True)[0] == 503
    assert drawn == []
    assert front.ask(scope("GET", paper, {}))[0] == 200
    assert drawn == ["drawn"]


def test_one_browser_takes_few_of_the_places(
    client: CarefulClient, family_app: Flask, front: ThroughFront, bulkheads
) -> None:
    fill_in(client, until="worries")
    cookie = client.browser.get_cookie("hf")
    asked = Request.from_values(headers={"Cookie": f"hf={cookie.value}"})
    mine = family_app.session_interface.open_session(family_app, asked)["draft"]
    for _ in range(6):
        assert bulkheads[BulkheadName.BEGUN].enter(mine)
    assert client.get(f"{FORM}/worries").status_code == 503
    other = _browser(family_app, front)
    fill_in(other, until="worries")
    assert other.get(f"{FORM}/worries").status_code == 200
    for _ in range(6):
        bulkheads[BulkheadName.BEGUN].leave(mine)
    assert client.get(f"{FORM}/worries").status_code == 200
