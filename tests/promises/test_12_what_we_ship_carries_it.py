"""Promise 12: 11 of 11 pages that take files take the largest, through the proxy.

What we ship carries it.

The proxies of `deploy/nginx` in front of the real processes: every page that takes files, with the
largest file that Heard takes, from a slow phone without script. What cannot be taken comes back as
Heard's own page, with the words that were typed.
"""

import html
import http.client
import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Playwright, expect

from heard.casework.files.refusals import LARGEST_FILE
from heard.family.forms.uploads import question_of
from heard.journeys.catalogue import JOURNEYS, by_slug
from heard.journeys.model.journey import Journey, Page
from heard.web.serving.processes import Server
from tests.casework.picturing import photo
from tests.support.answering import answers, routes
from tests.support.browsers import LONGEST_WAIT, QUIET, SHELL
from tests.support.houses import Built, built_house
from tests.support.processes import RunningSite, Visitor, running
from tests.support.proxies import Proxy, desk_proxy, family_proxy

#: Every page of every form that takes files.
PAGES = [
    pytest.param(journey, page, id=f"{journey.slug}/{page.slug}")
    for journey in JOURNEYS
    for page in journey.pages
    if question_of(page)
]
WORDS = "Zoë said: it is a long way, and the bus comes once an hour."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with built_house(tmp_path_factory.mktemp("shipped")) as built:
        yield built


@pytest.fixture(scope="module")
def site(house: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    cache = tmp_path_factory.mktemp("cache")
    with running(Server.FAMILY, house, HEARD_TLS="1", HEARD_CACHE=str(cache)) as answering:
        yield answering


@pytest.fixture(scope="module")
def proxy(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    cache = tmp_path_factory.getbasetemp() / "cache0"
    placed = family_proxy(tmp_path_factory.mktemp("nginx"), site.address, cache)
    with placed.running() as answering:
        yield answering


@pytest.fixture
def visitor(proxy: Proxy) -> Visitor:
    return Visitor(proxy.address, trusting=proxy.trusting())


def shown_then(visitor: Visitor, answer: http.client.HTTPResponse) -> str:
    """The page with a mistake that a post leads to."""
    visitor.cookie = answer.headers["Set-Cookie"].partition(";")[0]
    status, shown = visitor.get(answer.headers["Location"])
    assert status == 422
    return html.unescape(shown)


def test_pages_that_take_files_are_found():
    assert len(PAGES) >= 10
    assert {"papers", "more", "my-worries"} <= {page.values[1].slug for page in PAGES}


@pytest.mark.parametrize(("journey", "page"), PAGES)
def test_the_largest_photograph_of_a_slow_phone_arrives_from_every_page(
    visitor: Visitor, proxy: Proxy, journey: Journey, page: Page
):
    place = come_to(visitor, journey, page)
    answer = post_files(visitor, proxy, place, page, [("photo.jpg", large_photo())], slowly=True)
    assert (answer.status, answer.headers["Location"]) == (303, place), answer.read()[:600]
    status, shown = visitor.get(place)
    assert status == 200
    assert "photo.jpg" in shown


@pytest.mark.parametrize(("journey", "page"), PAGES)
def test_what_is_too_large_comes_back_on_the_page_with_the_words(
    visitor: Visitor, proxy: Proxy, journey: Journey, page: Page
):
    place = come_to(visitor, journey, page, language="pl")
    chosen = [("wakacje.jpg", large_photo() + b"\0" * 4 * 1024 * 1024)]
    answer = post_files(visitor, proxy, place, page, chosen)
    shown = shown_then(visitor, answer)
    assert "wakacje.jpg" in shown
    assert 'lang="pl"' in shown
    assert 'href="/exit"' in shown
    if any(question.kind == "words" for question in page.questions):
        assert WORDS in shown


def test_a_film_chosen_by_mistake_costs_nobody_their_words(visitor: Visitor, proxy: Proxy):
    journey = by_slug("my-say")
    page = journey.page("more")
    place = come_to(visitor, journey, page)
    answer = post_files(visitor, proxy, place, page, [("film.mp4", b"\0" * 130 * 1024 * 1024)])
    shown = shown_then(visitor, answer)
    assert "film.mp4" in shown
    assert WORDS in shown


def test_a_browser_without_script_sends_it_over_http_2(proxy: Proxy, driver: Playwright):
    browser = driver.chromium.launch(executable_path=SHELL, args=QUIET)
    context = browser.new_context(
        base_url=proxy.address, ignore_https_errors=True, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(LONGEST_WAIT)
    page.goto("/ur/forms/your-side/has-it-come")
    page.click('main button[name="had_report"][value="yes"]')
    page.wait_for_url(lambda address: not address.endswith("has-it-come"))
    page.goto("/ur/forms/your-side/papers")
    page.set_input_files(
        "[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": large_photo()}
    )
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        page.click('main button[value="stay"]')
    assert posted.value.status == 303
    expect(page.locator(".files")).to_contain_text("a.jpg")
    browser.close()


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_what_nginx_refuses_itself_it_refuses_in_the_readers_language(
    visitor: Visitor, language: str
):
    # No page of words is that long: nothing of Heard sees it.
    status, shown = visitor.post(
        f"/{language}/forms/your-views/worries", {"worries": "a" * 5_000_000}
    )
    assert status == 413
    is_our_own(shown, language)
    assert "10 MB" in shown


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_while_heard_does_not_answer_the_page_is_our_own_and_leaving_works(
    proxy: Proxy, tmp_path: Path, language: str
):
    nobody = family_proxy(tmp_path / "nginx", "http://127.0.0.1:9", cache_of(proxy))
    with nobody.running():
        visitor = Visitor(nobody.address, trusting=nobody.trusting())
        status, shown = visitor.post(f"/{language}/forms/your-views/worries", {"worries": WORDS})
        assert status == 502
        is_our_own(shown, language)
        status, shown = visitor.get("/exit")
        assert status == 200
        assert "https://www.bbc.co.uk/weather" in shown
        assert visitor.get("/healthz") == (503, "Heard does not answer\n")


def test_the_desk_says_so_too_and_both_run_on_one_machine(proxy: Proxy, tmp_path: Path):
    other = desk_proxy(tmp_path / "desk", "http://127.0.0.1:9")
    with other.running():
        visitor = Visitor(other.address, trusting=other.trusting())
        status, shown = visitor.get("/")
        assert status == 502
        assert "The desk does not open just now" in shown
        assert "nginx" not in shown
        family = Visitor(proxy.address, trusting=proxy.trusting())
        assert family.get("/healthz") == (200, "ok\n")


def test_both_files_are_sound_to_nginx(proxy: Proxy, tmp_path: Path):
    for placed in (proxy, desk_proxy(tmp_path / "desk", "http://127.0.0.1:9")):
        assert "warn" not in placed.test()


def is_our_own(shown: str, language: str) -> None:
    """Heard's frame, in the language of the address, with a way out and whom to call."""
    assert f'<html lang="{language}"' in shown
    assert 'id="leave-now" href="/exit"' in shown
    assert shown.count('href="tel:') >= 3
    assert "nginx" not in shown


def cache_of(proxy: Proxy) -> Path:
    return Path(re.search(r"root ([^;]+);", proxy.conf.read_text())[1])


def come_to(visitor: Visitor, journey: Journey, page: Page, language: str = "en") -> str:
    """Fill in the form up to a page; its address."""
    choices = next(each for each in routes(journey) if page in journey.way(each, {}).pages)
    form = f"/{language}/forms/{journey.slug}"
    place, wanted = f"{form}/{journey.pages[0].slug}", f"{form}/{page.slug}"
    while place != wanted:
        here = journey.page(place.rpartition("/")[2])
        tapped = len(here.questions) == 1 and getattr(here.questions[0], "tap", False)
        _, shown = visitor.get(place)
        posted = {"csrf_token": token(shown), **answers(here, choices)}
        body = urllib.parse.urlencode(posted if tapped else {**posted, "do": "next"}, doseq=True)
        status, following = visitor.post(place, dict(urllib.parse.parse_qsl(body)))
        assert status == 303, following[-1500:]
        place = following
    return place


def post_files(
    visitor: Visitor,
    proxy: Proxy,
    place: str,
    page: Page,
    chosen: list[tuple[str, bytes]],
    *,
    slowly: bool = False,
) -> http.client.HTTPResponse:
    """Post a page as a browser without script does. A slow one stops half way."""
    _, shown = visitor.get(place)
    fields = {"csrf_token": token(shown), "do": "stay"}
    fields |= {question.name: WORDS for question in page.questions if question.kind == "words"}
    body = multipart(fields, question_of(page).name, chosen)
    connection = http.client.HTTPSConnection(
        visitor.address.removeprefix("https://"), context=proxy.trusting(), timeout=120
    )
    connection.putrequest("POST", place)
    connection.putheader("Cookie", visitor.cookie)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x-boundary-x")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    half = len(body) // 2 if slowly else len(body)
    connection.send(body[:half])
    if slowly:
        # Whoever comes meanwhile is answered, and nothing of the file lies with nginx.
        assert visitor.get("/en/")[0] == 200
        assert proxy.temporary_files == []
        connection.send(body[half:])
    return connection.getresponse()


def multipart(fields: dict[str, str], name: str, chosen: list[tuple[str, bytes]]) -> bytes:
    parts = [(f'name="{field}"', value.encode()) for field, value in fields.items()]
    parts += [(f'name="{name}"; filename="{file}"', content) for file, content in chosen]
    head = b"--x-boundary-x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
    body = b"".join(head % (named.encode(), content) for named, content in parts)
    return body + b"--x-boundary-x--\r\n"


def large_photo() -> bytes:
    """A photograph just small enough to be taken. No two are alike, so that each is added."""
    small = photo()
    comment = uuid4().bytes + b"\0" * (65_533 - 16)
    room = LARGEST_FILE - len(small)
    return small[:2] + (b"\xff\xfe\xff\xff" + comment) * (room // 65_537) + small[2:]


def token(shown: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown)[1]


def test_the_figure_is_that_of_the_pages() -> None:
    assert f"{len(PAGES)} of {len(PAGES)} pages that take files" in (__doc__ or "")
