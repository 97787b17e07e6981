"""A small site behind the cache, whose words, clock and faults a test can change."""

from dataclasses import dataclass

from flask import Flask, Response, request, session

from heard.web.serving.page_cache import EDITION, FRESH_UNTIL, PageCache
from tests.web.apps import small_app


@dataclass(frozen=True)
class Edition:
    """What pages are made from in these tests."""

    revision: int
    words: str


class CachedSite:
    """What a cache serves: one page whose words, clock and faults a test can change."""

    def __init__(self) -> None:
        self.words, self.version, self.lost, self.built = "first", 1, False, 0
        self.changes_at, self.made, self.status = float("inf"), 0, 200
        self.addresses = ["/clock", "/page"]
        self.same: set[str] = set()
        self.app = self.application()

    def look(self) -> int:
        """What tells one state of the content from another."""
        if self.lost:
            raise FileNotFoundError("guides")
        return self.version

    def edition(self) -> Edition:
        """What stands in the content now."""
        if self.words == "broken":
            raise ValueError("guides/one.md: no sources")
        self.built += 1
        return Edition(self.version, self.words)

    def application(self) -> Flask:
        """The application that stays while editions come and go."""
        app = small_app()
        app.config["WTF_CSRF_ENABLED"] = False

        @app.route("/clock", methods=["GET", "POST"])
        def clock() -> Response:
            if request.method == "POST":
                return Response("posted", mimetype="text/plain")
            self.made += 1
            words = request.environ[EDITION].words
            answer = Response(f"<!doctype html><title>{words}</title>{self.made}", self.status)
            answer.headers[FRESH_UNTIL] = str(self.changes_at)
            return answer

        @app.get("/with-cookie")
        def with_cookie() -> str:
            session["seen"] = "yes"
            return "private"

        app.get("/other")(lambda: "another page")
        app.get("/edition", endpoint="edition")(lambda: request.environ[EDITION].words)

        @app.get("/gone")
        def gone() -> Response:
            return Response("gone", 410)

        @app.get("/elsewhere")
        def elsewhere() -> Response:
            return Response("", 302, {"Location": "/page"})

        return app

    def cache(self) -> PageCache[Edition]:
        """A cache of this site's pages."""
        return PageCache(
            self.app,
            self.edition(),
            addresses=lambda edition: self.addresses,
            renew=lambda old: self.edition(),
            revision=self.look,
            same=lambda old, new: self.same,
        )
