"""Promise 6: up to 200 requests of rubbish a second, and 1 of 1 families gets a number.

A flood locks nobody out.

Up to two hundred requests of rubbish a second come from the same address as an honest family, who
fills in a form meanwhile and gets a number. How fast that goes is measured in `bench/`.
"""

import http.client
import itertools
import re
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from heard.records.tables import CLEAR_COLUMNS, metadata, submissions
from tests.support.processes import RunningSite, Visitor, fill_views, receipt_on, wait_until

A_SECOND = 200
ADDRESS = "127.0.0.1"
FORM = "/en/forms/your-views"

#: Method, address and body of what a careless program sends.
RUBBISH = (
    ("GET", f"{FORM}/you", ""),
    ("GET", FORM, ""),
    ("POST", f"{FORM}/you", "relation=mother&name=buy+now"),
    ("POST", f"{FORM}/check", "do=send"),
    ("POST", "/en/reply", "receipt=12345678901234567890"),
    ("POST", "/en/return", "code=12345678901234567890"),
    ("GET", "/en/wp-login.php", ""),
    ("POST", f"{FORM}/you", "name=" + "x" * 300_000),
    ("TOKEN", f"{FORM}/you", "relation=mother&name=buy+now&do=next"),
)


class Flood:
    """Programs that send rubbish, together so many times a second where the site keeps up."""

    def __init__(self, site: RunningSite, hands: int = 10) -> None:
        self.host = urllib.parse.urlsplit(site.address).netloc
        self.hands = hands
        self.came = 0
        self._over = threading.Event()
        self._rubbish = itertools.cycle(RUBBISH)

    @contextmanager
    def coming(self) -> Iterator[None]:
        """While the block runs."""
        threads = [threading.Thread(target=self._send) for _ in range(self.hands)]
        for thread in threads:
            thread.start()
        yield
        self._over.set()
        for thread in threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Until so much more has come and been answered, or turned away."""
        enough = self.came + more
        wait_until(lambda: self.came >= enough)

    def _send(self) -> None:
        pause = self.hands / A_SECOND
        due = time.monotonic()
        connection = http.client.HTTPConnection(self.host, timeout=60)
        while not self._over.is_set():
            due += pause
            time.sleep(max(0.0, due - time.monotonic()))
            method, place, body = next(self._rubbish)
            try:
                self._ask(connection, method, place, body)
            except (OSError, http.client.HTTPException):
                connection.close()
                connection = http.client.HTTPConnection(self.host, timeout=60)
            self.came += 1
        connection.close()

    def _ask(self, connection, method: str, place: str, body: str) -> None:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if method == "TOKEN":
            # Better rubbish: it fetches a token first, and so begins a draft each time.
            connection.request("GET", place)
            answer = connection.getresponse()
            page = answer.read().decode()
            headers["Cookie"] = answer.headers.get("Set-Cookie", "").split(";")[0]
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            method, body = "POST", f"{body}&csrf_token={found.group(1) if found else ''}"
        connection.request(method, place, body or None, headers)
        connection.getresponse().read()


class Patient(Visitor):
    """A family between each two of whose requests so much rubbish comes, on any machine."""

    def __init__(self, flood: Flood, address: str) -> None:
        super().__init__(address)
        self.flood = flood

    def _ask(self, path: str, data: dict[str, str] | None) -> tuple[int, str]:
        self.flood.wait_for(25)
        return super()._ask(path, data)


def test_an_honest_family_sends_its_views_in_the_middle_of_a_flood(
    family_server: RunningSite,
) -> None:
    flood = Flood(family_server)
    family = Patient(flood, family_server.address)
    with flood.coming():
        flood.wait_for(2 * A_SECOND)
        fill_views(family, "said in the middle of a flood")
        status, place = family.submit(f"{FORM}/check", do="send")
        assert (status, place) == (303, f"{FORM}/sent")
        receipt = receipt_on(family.get(place)[1])
    assert len(receipt) == 20
    status, page = Visitor(family_server.address).get(FORM)
    assert (status, "One thing first." in page) == (200, True), "afterwards it is as before"


def test_nothing_of_it_says_where_it_came_from(family_server: RunningSite) -> None:
    assert ADDRESS not in family_server.said()
    assert not any("address" in column for table in CLEAR_COLUMNS.values() for column in table)
    with family_server.house.store.read() as conn:
        for table in metadata.tables.values():
            columns = [table.c[name] for name in CLEAR_COLUMNS[table.name]]
            assert not any(ADDRESS in str(row) for row in conn.execute(select(*columns)))


def test_what_was_sent_before_the_flood_is_there_after_it(family_server: RunningSite) -> None:
    with family_server.house.store.read() as conn:
        before = len(conn.execute(select(submissions.c.id)).all())
    flood = Flood(family_server)
    with flood.coming():
        flood.wait_for(2 * A_SECOND)
    with family_server.house.store.read() as conn:
        assert len(conn.execute(select(submissions.c.id)).all()) == before, "rubbish was stored"


def test_the_figure_is_that_of_the_flood() -> None:
    assert f"up to {A_SECOND} requests" in (__doc__ or "")
