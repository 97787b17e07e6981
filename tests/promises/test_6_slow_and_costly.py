"""Promise 6. A flood locks nobody out: nor do 48 slow bodies, costly files or readers at 16 places.

What a family waits for meanwhile is measured by `bench/attacks`; here each attack runs against the
real process, directly and without a proxy, and guides, help, *Leave this page* and forms answer.
"""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from heard.casework.files import examining
from heard.casework.files.examining import MOST_AT_ONCE
from heard.web.serving.processes import Server
from tests.family.forms.test_uploads import photograph
from tests.support.floods import (
    FILES,
    MULTIPART,
    URLENCODED,
    Flood,
    Session,
    Target,
    costly_pdf,
    head,
    slow_requests,
    with_file,
)
from tests.support.houses import built_house
from tests.support.processes import RunningSite, Visitor, fill_views, running, wait_until

#: Requests that the site takes at once here, so that few attackers are many.
PLACES = 16


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A family's site with few places and few threads."""
    with (
        built_house(tmp_path_factory.mktemp("attacked")) as house,
        running(Server.FAMILY, house, HEARD_CONNECTIONS=str(PLACES)) as made,
    ):
        yield made


class Patient(Visitor):
    """A family that tries again where the page says that there is room in a moment."""

    def _ask(self, path: str, data: dict[str, str] | None) -> tuple[int, str]:
        answers = list[tuple[int, str]]()

        def heard() -> bool:
            answers.append(super(Patient, self)._ask(path, data))
            return answers[-1][0] != 503

        wait_until(heard)
        return answers[-1]


def everything_answers(site: RunningSite) -> None:
    """Guides, help, the sign of life and leaving do, and somebody begins and fills in a form."""
    for address, status in (
        ("/en/guides/on-the-day", 200),
        ("/en/help", 200),
        ("/healthz", 200),
        ("/exit", 303),
    ):
        assert Visitor(site.address).get(address)[0] == status, address
    fill_views(Patient(site.address), "said beside slow ones")


@pytest.mark.parametrize("begun", [False, True], ids=["newcomers", "begun"])
@pytest.mark.parametrize("kind", ["words", "files", "tools", "chunked", "huge"])
def test_bodies_that_come_slowly_or_stop_keep_nobody_out(
    site: RunningSite, kind: str, begun: bool
) -> None:
    target, flood = Target(site.address), Flood()
    cookie = Session(target).begin().cookie if begun else ""
    with flood.slow(target, 3 * PLACES, slow_requests(kind, cookie), drip=None):
        wait_until(lambda: flood.came >= 3 * PLACES)
        everything_answers(site)


@pytest.mark.parametrize("leaves", [False, True], ids=["who wait", "who leave"])
def test_files_that_were_made_to_be_costly_keep_nobody_out(site: RunningSite, leaves: bool) -> None:
    target, flood = Target(site.address), Flood()
    sessions = [Session(target).begin() for _ in range(6)]
    with flood.posting(sessions, 2 * PLACES, costly_pdf(), leaves=leaves):
        wait_until(lambda: flood.came >= 2 * PLACES)
        everything_answers(site)
    wait_until(lambda: a_file_is_taken(target))


def a_file_is_taken(target: Target) -> bool:
    """Whether a family can add a picture; what was costly is not worked on any more."""
    return post_a_file(Session(target).begin()) == 303


def post_a_file(session: Session) -> int:
    """The status of the answer."""
    return session.ask("POST", FILES, with_file(photograph(), session.token), MULTIPART)


def test_few_wait_for_their_file_to_be_opened_and_everybody_else_hears_so_at_once(
    site: RunningSite,
) -> None:
    target = Target(site.address)
    another = Session(target).begin()
    with ExitStack() as waiting:
        places = waiting.enter_context(examining_held(site))
        for _ in range(MOST_AT_ONCE):
            waiting.enter_context(posted(Session(target).begin()))
        wait_until(lambda: waiting_at(places) == MOST_AT_ONCE)
        assert post_a_file(another) == 422
        assert "We are still opening other files" in another.page
        assert "Your words are kept" in another.page
    wait_until(lambda: post_a_file(another) == 303)


def test_nothing_is_opened_for_a_browser_that_has_gone(site: RunningSite) -> None:
    session = Session(Target(site.address)).begin()
    with examining_held(site) as places:
        with posted(session):
            wait_until(lambda: waiting_at(places) == 1)
        wait_until(lambda: waiting_at(places) == 0)
    session.ask("GET", FILES)
    assert "a.pdf" not in session.page
    assert post_a_file(session) == 303
    session.ask("GET", FILES)
    assert "a.pdf" in session.page


@contextmanager
def examining_held(site: RunningSite) -> Iterator[int]:
    """Somebody's file takes long: nobody else has their turn. The file with the places."""
    folder = Path(f"/proc/{site.process.pid}/fd")
    names = {each: str(each.readlink()) for each in folder.iterdir()}
    held = next(each for each, name in names.items() if "heard-examining" in name)
    places = os.open(held, os.O_RDWR)
    wait_until(lambda: examining._taken(places, examining._TURN))
    try:
        yield places
    finally:
        os.close(places)


def waiting_at(places: int) -> int:
    """How many places are taken."""
    taken = 0
    for place in range(MOST_AT_ONCE):
        asked = examining._FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
        answer = examining._FLOCK.unpack(fcntl.fcntl(places, fcntl.F_OFD_GETLK, asked))
        taken += answer[0] != fcntl.F_UNLCK
    return taken


@contextmanager
def posted(session: Session) -> Iterator[socket.socket]:
    """A post with a file, whose browser is there while the block runs."""
    body = with_file(photograph(), session.token)
    lines = (f"Content-Type: {MULTIPART}", f"Content-Length: {len(body)}")
    with session.target.connection() as made:
        made.sendall(head("POST", FILES, f"Cookie: {session.cookie}", *lines) + body)
        yield made


def test_readers_who_never_read_keep_nobody_out(site: RunningSite) -> None:
    target, flood = Target(site.address), Flood()
    with flood.not_reading(target, 3 * PLACES, "/en/forms/your-views/you"):
        wait_until(lambda: flood.came >= 3 * PLACES)
        everything_answers(site)


@pytest.mark.parametrize(
    ("place", "said"), [("/en/forms/your-views/you", b"408"), ("/en/return", b"303")]
)
def test_what_is_too_slow_is_told_so_and_let_go(site: RunningSite, place: str, said: bytes) -> None:
    with Target(site.address).connection() as made:
        made.sendall(head("POST", place, f"Content-Type: {URLENCODED}", "Content-Length: 9") + b"c")
        made.settimeout(300)
        answer = made.recv(65536)
    assert answer.startswith(b"HTTP/1.1 " + said)


@pytest.mark.long
@pytest.mark.parametrize("begun", [False, True], ids=["newcomers", "begun"])
@pytest.mark.parametrize("sort", ["words", "files", "tools", "chunked", "huge", "mixed"])
def test_two_hundred_connections_that_send_a_byte_each_five_seconds(
    family_server: RunningSite, sort: str, begun: bool
) -> None:
    target, flood = Target(family_server.address), Flood()
    cookie = Session(target).begin().cookie if begun else ""
    with flood.slow(target, 220, slow_requests(sort, cookie)):
        wait_until(lambda: flood.came >= 220)
        for _ in range(3):
            everything_answers(family_server)
            time.sleep(5)


@pytest.mark.long
def test_a_hundred_and_fifty_costly_papers_from_many_browsers(family_server: RunningSite) -> None:
    target, flood = Target(family_server.address), Flood()
    sessions = [Session(target).begin() for _ in range(30)]
    with flood.posting(sessions, 150, costly_pdf()):
        wait_until(lambda: flood.came >= 150)
        for _ in range(3):
            everything_answers(family_server)
            time.sleep(5)
    wait_until(lambda: a_file_is_taken(target))
