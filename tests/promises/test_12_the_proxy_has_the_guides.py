"""Promise 12: 220 slow posts at once keep nobody from any guide in any language.

What we ship carries it.

Guides, the first page of help and leaving, from the files that lie ready with Debian's nginx: byte
for byte what Heard itself sends, and there also where Heard hangs, is dead, or is kept busy.
The slow posts once stopped everything.
"""

import http.client
import re
import shutil
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from heard.authority.installation import ROOT
from heard.web.serving.processes import Server
from tests.support.houses import built_house
from tests.support.processes import RunningSite, running, wait_until
from tests.support.proxies import Proxy, family_proxy

LANGUAGES = ("en", "pl", "ur")
GUIDE = "/en/guides/the-meeting"
TIMED = [f"/{code}/{page}" for code in LANGUAGES for page in ("", "help", "for-you/help")]
#: nginx and Granian each say these in their own way.
_OF_THE_SERVER = {"server", "date", "connection"}


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Reader:
    """Somebody who reads on one connection after the other."""

    def __init__(self, address: str, trusting: ssl.SSLContext | None = None) -> None:
        host = address.partition("://")[2]
        self._headers: dict[str, str] = {}
        if trusting:
            self._connection = http.client.HTTPSConnection(host, context=trusting, timeout=120)
        else:
            self._connection = http.client.HTTPConnection(host, timeout=120)
            self._headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "localhost"}

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answered:
        self._connection.putrequest(method, address, skip_accept_encoding=True)
        for name, value in {**self._headers, **headers}.items():
            self._connection.putheader(name.replace("_", "-"), value)
        if method == "POST":
            self._connection.putheader("Content-Length", "0")
        self._connection.endheaders()
        answer = self._connection.getresponse()
        sent = {name.lower(): value for name, value in answer.getheaders()}
        told = {name: value for name, value in sent.items() if name not in _OF_THE_SERVER}
        return Answered(answer.status, told, answer.read())


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(ROOT / "content", copy)
    return copy


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def site(
    content: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    with built_house(tmp_path_factory.mktemp("guides")) as house:
        # What another house of this run has compressed need not be compressed again.
        for each in (house.data.parent / "cache").glob("*.*"):
            shutil.copy2(each, cache)
        changed = {"HEARD_TLS": "1", "HEARD_CACHE": str(cache), "HEARD_CONTENT": str(content)}
        with running(Server.FAMILY, house, **changed) as answering:
            wait_until(lambda: len(addresses(cache)) > 100)
            wait_until(lambda: (cache / "ready/timed").exists())
            yield answering


@pytest.fixture(scope="module")
def proxy(
    site: RunningSite, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    placed = family_proxy(tmp_path_factory.mktemp("nginx"), site.address, cache)
    with placed.running() as answering:
        yield answering


@pytest.fixture(scope="module")
def reader(proxy: Proxy) -> Reader:
    return Reader(proxy.address, proxy.trusting())


@pytest.fixture(scope="module")
def heard(site: RunningSite) -> Reader:
    return Reader(site.address)


@pytest.fixture(scope="module")
def without_heard(
    proxy: Proxy, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """A proxy with these files and nobody behind it, after the hours of which Heard had told."""
    left = tmp_path_factory.mktemp("left") / "cache"
    shutil.copytree(cache, left, symlinks=True, ignore=shutil.ignore_patterns("timed", ".*.html.*"))
    placed = family_proxy(tmp_path_factory.mktemp("alone"), "http://127.0.0.1:9", left)
    with placed.running() as answering:
        yield Reader(answering.address, answering.trusting())


def addresses(cache: Path) -> list[str]:
    base = cache / "ready/always/identity"
    return sorted(f"/{each.relative_to(base).with_suffix('')}" for each in base.rglob("*.html"))


def same(reader: Reader, heard: Reader, address: str, **asked: str) -> Answered:
    """The one answer of both. They may differ while a page is made smaller or its hour ends."""
    found: list[Answered] = []

    def alike() -> bool:
        found[:] = [reader.ask(address, **asked), heard.ask(address, **asked)]
        return found[0] == found[1]

    for _ in range(600):
        if alike():
            break
        time.sleep(0.1)
    assert found[0] == found[1], (address, asked)
    return found[0]


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_every_page_is_byte_for_byte_what_heard_sends(
    reader: Reader, heard: Reader, cache: Path, encoding: str
):
    pages = [*addresses(cache), *TIMED]
    assert {each.split("/")[1] for each in pages} == set(LANGUAGES)
    for address in pages:
        answer = same(reader, heard, address, Accept_Encoding=encoding)
        assert answer.status == 200
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "accepted",
    [
        "gzip, deflate, br, zstd",
        "gzip, deflate",
        "br;q=0",
        "br;q=0, gzip",
        "BR ; q=0.000 , GZIP ; q=0.2",
        "br;q=0.001",
        "*",
        "*;q=0",
        "br;q=0, *",
        "gzip;q=0, br;q=0, *;q=0.5",
        "gzip;q=1.0, identity; q=0.5, *;q=0",
        "xbr, brotli, x-gzip",
        "identity;q=0",
        "",
    ],
)
def test_whatever_a_browser_takes_the_choice_is_heards(
    reader: Reader, heard: Reader, accepted: str
):
    same(reader, heard, GUIDE, Accept_Encoding=accepted)


def test_a_browser_that_has_the_page_is_told_so(reader: Reader, heard: Reader):
    tag = same(reader, heard, GUIDE, Accept_Encoding="br").headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = same(reader, heard, GUIDE, Accept_Encoding="br", If_None_Match=known)
        assert (answer.status, answer.body) == (304, b"")
    for known in ('"other"', tag.replace('"', ""), f"{tag[:-2]}0"):
        answer = same(reader, heard, GUIDE, Accept_Encoding="br", If_None_Match=known)
        assert answer.status == 200
    late = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert same(reader, heard, GUIDE, If_Modified_Since=late).status == 200


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        (GUIDE, "HEAD", 200),
        (f"{GUIDE}?from=a-leaflet", "GET", 200),
        ("/en/guides/%74he-meeting", "GET", 200),
        (GUIDE, "POST", 405),
        (f"{GUIDE}/", "GET", 301),
        ("/en/guides/nowhere", "GET", 404),
        ("/en/always/br/en/help.html", "GET", 404),
        ("/en", "GET", 308),
        ("/", "GET", 302),
        ("/xx/", "GET", 404),
        ("/healthz", "GET", 200),
    ],
)
def test_whatever_is_asked_heard_and_the_proxy_agree(
    reader: Reader, heard: Reader, address: str, method: str, status: int
):
    answers = [each.ask(address, method, Cookie="__Host-hf=anything") for each in (reader, heard)]
    assert [each.status for each in answers] == [status, status]
    assert "set-cookie" not in answers[0].headers
    if status == 200:
        assert answers[0] == answers[1]


def test_no_file_beside_the_pages_can_be_asked_for(reader: Reader):
    for address in ("/lock", "/ready/always/br/en/help", "/../lock", "/proxy-pages/en/503.html"):
        assert reader.ask(address).status in (308, 400, 404)


def test_a_changed_sentence_is_read_soon_while_nginx_is_told_to_begin_anew(
    proxy: Proxy, reader: Reader, content: Path
):
    seen: list[int] = []
    over = threading.Event()

    def read_on() -> None:
        somebody = Reader(proxy.address, proxy.trusting())
        while not over.is_set():
            try:
                seen.append(somebody.ask(GUIDE).status)
            except http.client.HTTPException:  # an old process of nginx ends its connections
                somebody = Reader(proxy.address, proxy.trusting())

    reading = threading.Thread(target=read_on)
    reading.start()
    page = content / "en/guides/the-meeting.md"
    page.write_text(page.read_text("utf-8") + "\nBring a friend called Zebedee.\n", "utf-8")
    proxy.reload()
    with closing_after(reading, over):
        wait_until(lambda: "Zebedee" in Reader(proxy.address, proxy.trusting()).ask(GUIDE).text)
    assert set(seen) == {200}


@contextmanager
def closing_after(thread: threading.Thread, over: threading.Event) -> Iterator[None]:
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_without_heard_every_page_opens_and_none_says_who_answers_now(
    without_heard: Reader, cache: Path
):
    for address in addresses(cache):
        answer = without_heard.ask(address, Accept_Encoding="br")
        assert (answer.status, answer.headers["content-encoding"]) == (200, "br")
    now = re.compile("Open now|Closed now|Teraz czynne|ابھی کھلا ہے|at work now|Opens: ")
    for address in TIMED:
        answer = without_heard.ask(address)
        assert answer.status == 200
        assert not now.search(answer.text), address
    assert 'href="tel:999"' in without_heard.ask("/en/help").text


@pytest.mark.parametrize(
    ("wanted", "language"), [("ur-PK,en;q=0.5", "ur"), ("pl", "pl"), ("de", "en"), ("", "en")]
)
def test_without_heard_the_front_door_leads_to_a_language(
    without_heard: Reader, wanted: str, language: str
):
    answer = without_heard.ask("/", Accept_Language=wanted)
    assert answer.status == 200
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_heard_forms_say_so_with_whom_to_call(without_heard: Reader, language: str):
    place = f"/{language}/forms/your-views/worries"
    files = {"Content_Type": "multipart/form-data; boundary=x"}
    for answer in (
        without_heard.ask(place),
        without_heard.ask(place, "POST"),
        without_heard.ask(place, "POST", **files),
        without_heard.ask(f"/{language}/guides/nowhere"),
    ):
        assert answer.status == 502
        assert f'<html lang="{language}"' in answer.text
        assert answer.text.count('href="tel:') >= 3
    assert without_heard.ask(f"/{language}/help", "POST").status == 503


def test_without_heard_its_health_is_told_as_it_is(without_heard: Reader):
    answer = without_heard.ask("/healthz")
    assert (answer.status, answer.text) == (503, "Heard does not answer\n")
    assert without_heard.ask("/healthz/proxy").status == 200


@pytest.mark.parametrize(
    ("fetched_by", "forgotten"),
    [
        ("same-origin", True),
        ("none", True),
        ("", True),
        ("cross-site", False),
        ("same-site", False),
    ],
)
def test_without_heard_leaving_works_and_only_ones_own_page_ends_what_one_writes(
    without_heard: Reader, fetched_by: str, forgotten: bool
):
    told: Mapping[str, str] = {"Sec_Fetch_Site": fetched_by} if fetched_by else {}
    answer = without_heard.ask("/exit", **told)
    assert answer.status == 200
    assert "https://www.bbc.co.uk/weather" in answer.text
    assert (answer.headers.get("clear-site-data") == '"cookies", "storage"') is forgotten


def test_where_heard_has_never_run_one_can_leave_and_hears_whom_to_call(tmp_path: Path):
    placed = family_proxy(tmp_path / "nginx", "http://127.0.0.1:9", tmp_path / "nothing")
    with placed.running() as answering:
        reader = Reader(answering.address, answering.trusting())
        assert reader.ask("/exit").headers["location"] == "https://www.bbc.co.uk/weather"
        answer = reader.ask("/ur/")
        assert answer.status == 503
        assert "call 999" in answer.text
        assert "nginx" not in answer.text


def test_where_heard_hangs_nobody_waits_for_it_again_and_again(cache: Path, tmp_path: Path):
    left = tmp_path / "cache"
    shutil.copytree(cache, left, symlinks=True, ignore=shutil.ignore_patterns("timed", ".*.html.*"))
    asked: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as hanging, ExitStack() as open_sockets:

        def accept() -> None:
            while True:
                try:
                    asked.append(open_sockets.enter_context(hanging.accept()[0]))
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        address = f"http://127.0.0.1:{hanging.getsockname()[1]}"
        placed = family_proxy(tmp_path / "nginx", address, left)
        with placed.running() as answering:
            reader = Reader(answering.address, answering.trusting())
            assert reader.ask(GUIDE).status == 200
            assert asked == []
            for place in ("/en/help", "/exit", "/", "/ur/help", "/exit"):
                assert reader.ask(place).status == 200
            assert len(asked) <= 2
        hanging.shutdown(socket.SHUT_RDWR)


def test_slow_posts_keep_nobody_from_a_guide_from_help_and_from_leaving(proxy: Proxy):
    head = (
        "POST /en/forms/tell-us/papers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n-"
    )
    with ExitStack() as slow:
        for _ in range(220):
            plain = socket.create_connection(("127.0.0.1", proxy.port), 60)
            trusting = proxy.trusting()
            wrapped = trusting.wrap_socket(plain, server_hostname="localhost")
            slow.enter_context(wrapped).sendall(head.encode())
        reader = Reader(proxy.address, proxy.trusting())
        for address in [GUIDE, *TIMED]:
            assert reader.ask(address).status == 200
        assert reader.ask("/exit").status in (200, 303)
