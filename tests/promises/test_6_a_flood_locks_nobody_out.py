"""Promise 6. A flood locks nobody out.

Two hundred requests of rubbish a second come from the same address as an honest family, who fills
in a form meanwhile and gets a number.
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
from tests.support.processes import RunningSite, Visitor, fill_views, receipt_on

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
    """Programs that send rubbish, together so many times a second."""

    def __init__(self, site: RunningSite, hands: int = 10) -> None:
        self.host = urllib.parse.urlsplit(site.address).netloc
        self.hands = hands
        self.answered = 0
        self.errors = 0
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

    def _send(self) -> None:
        pause = self.hands / A_SECOND
        due = time.monotonic()
        connection = http.client.HTTPConnection(self.host, timeout=20)
        while not self._over.is_set():
            due += pause
            time.sleep(max(0.0, due - time.monotonic()))
            method, place, body = next(self._rubbish)
            try:
                self._ask(connection, method, place, body)
                self.answered += 1
            except (OSError, http.client.HTTPException):
                self.errors += 1
                connection.close()
                connection = http.client.HTTPConnection(self.host, timeout=20)
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


def test_an_honest_family_sends_its_views_while_two_hundred_a_second_send_rubbish(
    family_server: RunningSite,
) -> None:
    flood = Flood(family_server)
    family = Visitor(family_server.address)
    begun = time.monotonic()
    with flood.coming():
        time.sleep(2)
        fill_views(family, "said in the middle of a flood")
        status, place = family.submit(f"{FORM}/check", do="send")
        assert (status, place) == (303, f"{FORM}/sent")
        receipt = receipt_on(family.get(place)[1])
        # So that it was a flood for some time, on a fast machine too.
        time.sleep(max(0.0, 5 - (time.monotonic() - begun)))
        lasted = time.monotonic() - begun
    assert len(receipt) == 20
    came = flood.answered + flood.errors
    assert came > 0.6 * A_SECOND * lasted, f"only {came / lasted:.0f} a second came"
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
        time.sleep(2)
    with family_server.house.store.read() as conn:
        assert len(conn.execute(select(submissions.c.id)).all()) == before, "rubbish was stored"
