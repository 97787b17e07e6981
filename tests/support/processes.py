"""The real processes, started as in production, on free ports of this machine."""

import os
import re
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import pytest
from sqlalchemy import select

from heard.authority.installation import Installation
from heard.records.tables import submissions
from heard.web.serving.processes import Server, command, environment
from tests.support.houses import Built, built_house
from tests.support.process_tree import free_port
from tests.support.staff import PASSWORD, Person, add_person

#: Longest waits. Nobody waits for them: they end what hangs, on the slowest machine too. A process
#: that died is noticed at once.
_SECONDS_TO_START = 300
_SECONDS_TO_ANSWER = 60
_SECONDS_TO_STOP = 60

#: What the processes need of our own environment; everything else is made by hand.
_INHERITED = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")

#: What `environment` says of how memory is given and taken back.
_OF_MEMORY = ("GLIBC_TUNABLES", "MALLOC_MMAP_THRESHOLD_", "PYTHONMALLOC")


@dataclass(frozen=True)
class RunningSite:
    """One of the two sites, answering."""

    address: str
    house: Built
    process: subprocess.Popen
    log: Path

    def said(self) -> str:
        """Everything the process has written."""
        return self.log.read_text("utf-8", errors="replace")

    def kill(self) -> None:
        """As a power cut would: at once, with its workers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(server: Server, house: Built, **changed: str) -> Iterator[RunningSite]:
    """A site of `house` as `heard run` starts it, with a temporary folder of its own.

    `changed` are variables of its environment that differ.
    """
    temporary = house.data / f"tmp-{server}"
    temporary.mkdir(exist_ok=True)
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARD_PORT" if server is Server.FAMILY else "HEARD_DESK_PORT", str(port))
        patch.setenv("HEARD_DATA", str(house.data))
        # Named, because another house may be the one that the environment points at just now.
        patch.setenv("HEARD_DATABASE", house.store.engine.url.render_as_string(False))
        for name in ("HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS"):
            patch.delenv(name, raising=False)
        for name, value in changed.items():
            patch.setenv(name, value)
        words = command(Installation.from_environment(), server, "127.0.0.1", 1)
        known = {
            name: value
            for name, value in environment(Installation.from_environment(), server).items()
            if name.startswith("HEARD_") or name in _INHERITED or name in _OF_MEMORY
        }
    known["TMPDIR"] = str(temporary)
    log = house.data / f"{server}.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            words, env=known, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
    site = RunningSite(f"http://127.0.0.1:{port}", house, process, log)
    try:
        _wait(site)
        yield site
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                site.kill()


def _wait(site: RunningSite) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        assert site.process.poll() is None, f"it did not start:\n{site.said()}"
        try:
            urllib.request.urlopen(f"{site.address}/healthz", timeout=_SECONDS_TO_ANSWER).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(f"it does not answer:\n{site.said()}")


@pytest.fixture(scope="session")
def family_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The family's site as families meet it: one for all tests of a worker."""
    with (
        built_house(tmp_path_factory.mktemp("served")) as house,
        running(Server.FAMILY, house) as site,
    ):
        yield site


@dataclass(frozen=True)
class RunningDesk(RunningSite):
    """The desk, answering."""

    def hire(self, role: str, password: str = PASSWORD) -> Person:
        """A new person who can sign in. A code is good once, so each test has people of its own."""
        return add_person(self.house, role, password)


@pytest.fixture(scope="session")
def desk_server(family_server: RunningSite) -> Iterator[RunningDesk]:
    """The desk of the house that `family_server` serves, in a process of its own."""
    with running(Server.DESK, family_server.house) as site:
        yield RunningDesk(site.address, site.house, site.process, site.log)


class Visitor:
    """Somebody who fills in a form over the wire, without a browser's help.

    `trusting` is what they know of certificates, where the address is an encrypted one.
    """

    def __init__(
        self, address: str, *, trusting: ssl.SSLContext | None = None, **headers: str
    ) -> None:
        self.address, self.headers, self.cookie = address, headers, ""
        self._handlers = [urllib.request.HTTPSHandler(context=trusting)] if trusting else []

    def get(self, path: str) -> tuple[int, str]:
        """The status and the page."""
        return self._ask(path, None)

    def post(self, path: str, data: dict[str, str]) -> tuple[int, str]:
        """The status and the page that is shown then, or where it leads elsewhere."""
        status, answer = self._ask(path, data)
        kept = status == HTTPStatus.SEE_OTHER and "/shown/" in answer
        return self.get(answer) if kept else (status, answer)

    def submit(self, path: str, do: str = "next", **answers: str) -> tuple[int, str]:
        """Open the page, fill in its form, press the button `do`."""
        _, page = self.get(path)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, f"no form at {path}: {page[-800:]}"
        return self.post(path, {"csrf_token": found.group(1), "do": do, **answers})

    def sign_in(self, person: Person) -> None:
        """Sign in at the desk."""
        who = {"name": person.name, "password": person.password, "code": person.code()}
        assert self.submit("/sign-in", **who) == (303, "/")

    def _ask(self, path: str, data: dict[str, str] | None) -> tuple[int, str]:
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(self.address + path, body, self.headers)
        if self.cookie:
            request.add_header("Cookie", self.cookie)
        opener = urllib.request.build_opener(_Stay(), *self._handlers)
        try:
            answer = opener.open(request, timeout=_SECONDS_TO_ANSWER)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            if cookie := answer.headers.get("Set-Cookie"):
                self.cookie = cookie.split(";")[0]
            return answer.status, answer.headers.get("Location") or answer.read().decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something that other threads or processes bring about, however slow they are."""
    until = time.monotonic() + _SECONDS_TO_START
    while not condition():
        assert time.monotonic() < until, "what was waited for does not come"
        time.sleep(0.005)


def send_views(visitor: Visitor, words: str = "", language: str = "en") -> str:
    """Fill in "your views" with `words` in every box; the receipt that is shown, twenty digits."""
    form = f"/{language}/forms/your-views"
    fill_views(visitor, words, form)
    status, place = visitor.submit(f"{form}/check", do="send")
    assert (status, place) == (303, f"{form}/sent"), (status, place[:400])
    _, page = visitor.get(place)
    return receipt_on(page)


def newest_reference(site: RunningSite) -> str:
    """The reference of what was sent last."""
    newest = select(submissions.c.reference).order_by(submissions.c.sequence.desc()).limit(1)
    with site.house.store.read() as conn:
        return conn.scalars(newest).one()


def fill_views(visitor: Visitor, words: str, form: str = "/en/forms/your-views") -> None:
    """Fill in every page, up to the check."""
    pages = {
        "you": {"relation": "mother", "name": words},
        "which-meeting": {
            "child_first_name": words or "Adam",
            "child_family_name": words,
            "social_worker": words,
        },
        "going-well": {"going_well": words, "readers": "everyone"},
        "worries": {"worries": words, "readers": "team"},
        "what-would-help": {"would_help": words, "readers": "professionals"},
        "your-number": {"number": "4", "one_higher": words},
        "your-own-space": {"apart": "door"},
        "for-the-chair": {"chair_only": words},
        "keeping-in-touch": {
            "contact_way": "text",
            "contact_detail": f"{words} 07700 900123",
            "contact_when": words,
        },
    }
    for page, answers in pages.items():
        status, place = visitor.submit(f"{form}/{page}", **answers)
        assert status == 303, (page, status, place[-1500:])


def receipt_on(page: str) -> str:
    """The number on the page after sending."""
    return re.sub(r"\D", "", re.search(r'class="receipt">(.*?)</p>', page, re.DOTALL).group(1))
