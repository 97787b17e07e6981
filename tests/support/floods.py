"""What somebody does who wants to keep families out: slow bodies, costly files, slow readers.

Each attack runs while its block does, from this machine against this machine.
"""

import http.client
import io
import itertools
import re
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.casework.files.raw_pdfs import a_page, deflated, file_of, stream

_BOUNDARY = "a-boundary"
MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"
URLENCODED = "application/x-www-form-urlencoded"
FILES = "/en/forms/your-side/papers"


@dataclass
class Target:
    """A site, and what an attacker knows of its certificate."""

    address: str
    trusting: ssl.SSLContext | None = None
    host: str = field(init=False)
    port: int = field(init=False)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.address)
        self.host, self.port = parts.hostname or "", parts.port or 80

    def connection(self, small: bool = False) -> socket.socket:
        """A connection; a `small` one takes little before it has to be read."""
        made = socket.socket()
        if small:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        made.settimeout(60)
        made.connect((self.host, self.port))
        return self.trusting.wrap_socket(made, server_hostname=self.host) if self.trusting else made


def head(method: str, path: str, *lines: str) -> bytes:
    """A request's head."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: localhost", *lines, "", "")).encode()


def with_file(content: bytes, token: str = "", name: str = "papers") -> bytes:
    """A post with a file, as a browser sends it."""
    parts = [('name="csrf_token"', token.encode()), ('name="do"', b"stay")]
    parts.append((f'name="{name}"; filename="a.pdf"', content))
    pieces = [
        f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode() + value
        for about, value in parts
    ]
    return b"\r\n".join((*pieces, f"--{_BOUNDARY}--\r\n".encode()))


def costly_pdf(drawings: int = 6_000) -> bytes:
    """A PDF that takes about as long to open as one file may: a page of very many drawings, each
    with its name in one list."""
    named = b"".join(b"/F%d %d 0 R" % (each, each) for each in range(10, 10 + drawings))
    shown = b"".join(b"/F%d Do " % each for each in range(10, 10 + drawings))
    drawing = stream(b"0 0 m", b"/Subtype/Form/BBox[0 0 9 9]")
    more = dict.fromkeys(range(10, 10 + drawings), drawing)
    resources = b"/XObject<<%s>>" % named
    return file_of(a_page(resources=resources, content=deflated(shown), more=more))


def misplaced_pdf(entries: int = 5_600, size: int = 128_000) -> bytes:
    """A small PDF for which a reader looks through all of it again and again: every entry of its
    list leads to the wrong place."""
    body = io.BytesIO()
    body.write(b"%PDF-1.4\n")
    places = {}
    refs = b" ".join(b"%d 0 R" % number for number in range(10, entries))
    for number, text in (
        (1, b"<< /Type /Catalog /Pages 2 0 R >>"),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /PieceInfo [" + refs + b"] >>"),
    ):
        places[number] = body.tell()
        body.write(b"%d 0 obj\n" % number + text + b"\nendobj\n")
    body.write(b"%" + b" 1" * max(0, (size - body.tell()) // 2) + b"\n")
    start = body.tell()
    body.write(b"xref\n0 %d\n0000000000 65535 f \n" % entries)
    for number in range(1, entries):
        body.write(b"%010d 00000 n \n" % places.get(number, 9))
    body.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (entries, start))
    return body.getvalue()


@dataclass
class Session:
    """A browser that has begun a form and stands on its page for files."""

    target: Target
    cookie: str = ""
    token: str = ""
    #: What was answered last.
    page: str = ""

    def begin(self) -> "Session":
        """Answer what comes before."""
        page = "/en/forms/your-side/has-it-come"
        self.ask("GET", page)
        form = urllib.parse.urlencode({"csrf_token": self.token, "had_report": "yes", "do": "next"})
        self.ask("POST", page, form.encode(), URLENCODED)
        self.ask("GET", FILES)
        return self

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> int:
        """The status of what is shown; its cookie and token are kept."""
        made = (
            http.client.HTTPSConnection(
                self.target.host, self.target.port, timeout=120, context=self.target.trusting
            )
            if self.target.trusting
            else http.client.HTTPConnection(self.target.host, self.target.port, timeout=120)
        )
        headers = {"Cookie": self.cookie, "Content-Type": kind}
        made.request(method, path, body or None, {k: v for k, v in headers.items() if v})
        answer = made.getresponse()
        status, place = self.noted(answer), answer.getheader("Location") or ""
        made.close()
        return self.ask("GET", place) if "/shown/" in place else status

    def noted(self, answer: http.client.HTTPResponse) -> int:
        """The status of an answer; its cookie and token are kept."""
        self.page = text = answer.read().decode("utf-8", "replace")
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).split(";")[0]
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text):
            self.token = found[1]
        return answer.status


@dataclass
class Flood:
    """So many connections that do the same; `came` counts what they began."""

    came: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def _hands(self, work: list) -> Iterator["Flood"]:
        threads = [threading.Thread(target=self._repeat, args=(each,)) for each in work]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def _repeat(self, once) -> None:
        while not self._over.is_set():
            with suppress(OSError, http.client.HTTPException):
                once()

    @contextmanager
    def slow(
        self, target: Target, count: int, requests: list[bytes], drip: float | None = 5.0
    ) -> Iterator["Flood"]:
        """Connections that begin a request and send a byte each `drip` seconds, or no more at all.

        One that is closed is opened anew.
        """
        begins = itertools.cycle(requests)

        def once() -> None:
            with target.connection() as made:
                made.sendall(next(begins))
                self.came += 1
                made.settimeout(0.05)
                due = time.monotonic() + (drip or 1e9)
                while not self._over.wait(0.2):
                    with suppress(TimeoutError, ssl.SSLWantReadError):
                        if not made.recv(4096):
                            return
                    if time.monotonic() > due:
                        made.sendall(b"a")
                        due = time.monotonic() + (drip or 1e9)

        with self._hands([once] * count):
            yield self

    @contextmanager
    def posting(
        self, sessions: list[Session], hands: int, content: bytes, *, leaves: bool = False
    ) -> Iterator["Flood"]:
        """Posts with a file, again and again; who `leaves` waits half a second and goes."""
        chosen = itertools.cycle(sessions)

        def once() -> None:
            session = next(chosen)
            body = with_file(content, session.token)
            request = head(
                "POST", FILES, f"Cookie: {session.cookie}", f"Content-Type: {MULTIPART}",
                f"Content-Length: {len(body)}", "Connection: close",
            )  # fmt: skip
            with session.target.connection() as made:
                made.sendall(request + body)
                self.came += 1
                made.settimeout(1)
                if leaves:
                    self._over.wait(0.5)
                while not leaves and not self._over.is_set():
                    with suppress(TimeoutError):
                        if not made.recv(65536):
                            return

        with self._hands([once] * hands):
            yield self

    @contextmanager
    def not_reading(self, target: Target, count: int, path: str) -> Iterator["Flood"]:
        """Connections that ask for pages again and again, and never read an answer."""

        def once() -> None:
            with target.connection(small=True) as made:
                made.settimeout(0.2)
                self.came += 1
                with suppress(TimeoutError):
                    for _ in range(50):
                        made.sendall(head("GET", path))
                self._over.wait()

        with self._hands([once] * count):
            yield self


def slow_requests(kind: str, cookie: str = "") -> list[bytes]:
    """The beginnings of slow posts: "words", "files", "tools", "chunked", "huge" or "mixed"."""
    mine = (f"Cookie: {cookie}",) if cookie else ()
    words = "/en/forms/tell-us/what-it-is-about"
    made = {
        "words": [
            head("POST", words, *mine, f"Content-Type: {URLENCODED}", "Content-Length: 2000")
        ],
        "files": [
            head("POST", FILES, *mine, f"Content-Type: {MULTIPART}", "Content-Length: 2000")
            + with_file(b"")[:100]
        ],
        "tools": [
            head("POST", place, *mine, f"Content-Type: {URLENCODED}", "Content-Length: 500") + b"c"
            for place in ("/en/return", "/en/reply", "/en/search")
        ],
        "chunked": [
            head("POST", place, *mine, f"Content-Type: {type_}", "Transfer-Encoding: chunked")
            + b"fff\r\na"
            for place, type_ in ((words, URLENCODED), (FILES, MULTIPART))
        ],
        "huge": [
            head("POST", place, *mine, f"Content-Type: {type_}", "Content-Length: 1000000000")
            for place, type_ in ((words, URLENCODED), (FILES, MULTIPART))
        ],
    }
    return [each for every in made.values() for each in every] if kind == "mixed" else made[kind]
