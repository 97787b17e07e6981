"""Who a visitor of the family's site is, when more come than there is room for: who has begun a
form goes first, and nobody loses what they have typed."""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Request, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from heard.family.forms import leaving
from heard.family.forms.blueprint import TOKEN
from heard.family.site import Site
from heard.web.admission import Answer, BulkheadName, Place
from heard.web.errors import error_html, error_words
from heard.web.page_language import speak
from heard.web.serving.front import BRIEFLY
from heard.web.serving.page_cache import EDITION

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: Leaving must always work, and whoever watches over the site must learn that it lives.
_EXIT, _HEALTH, _PICTURES, _PAPER = "/exit", "/healthz", "/static/", ".pdf"
_OF_A_FORM = re.compile(r"/[^/]+/forms/")
#: `//` and `/\` begin the name of another site.
_OF_THIS_SITE = re.compile(r"/(?![/\\])")
_PAGE_OF_A_FORM = re.compile(r"/[^/]+/forms/[^/]+/[^/]+")

_TRY_AGAIN_SECONDS = 5


def crowded() -> bool:
    """Whether there is no room for what was just posted; it is to come back as it was typed."""
    return request.environ.get(BRIEFLY) is True


class FamilyDoor:
    """Knows visitors by the cookie that this site has signed, and has ready what it refuses with.

    A place is found before Flask is reached, and before anything of a body is read.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def place(self, environ: "WSGIEnvironment", *, with_files: bool) -> Place:
        """Where a request belongs."""
        path = environ["PATH_INFO"]
        if path in (_EXIT, _HEALTH):
            return Place(BulkheadName.LEAVING)
        if path.startswith(_PICTURES):
            return Place(BulkheadName.READING)
        if path.endswith(_PAPER):
            return Place(BulkheadName.PAPER)
        session = self._app.session_interface.open_session(self._app, Request(environ))
        browser = str(session.get(TOKEN) or "") if session else ""
        if with_files:
            return Place(BulkheadName.FILES if browser else BulkheadName.NEW_FILES, browser)
        return Place(BulkheadName.BEGUN if browser else BulkheadName.NEWCOMERS, browser)

    def may_be_brief(self, environ: "WSGIEnvironment") -> bool:
        """A page of a form comes back with what was typed into it."""
        return environ["REQUEST_METHOD"] == "POST" and bool(
            _PAGE_OF_A_FORM.fullmatch(environ["PATH_INFO"])
        )

    def refusal(self, environ: "WSGIEnvironment", status: int) -> Answer:
        """A page with the council's numbers in the reader's language; leaving just leaves."""
        site: Site = environ[EDITION]
        path, languages = environ["PATH_INFO"], site.council.languages
        if path == _EXIT:
            # Where even its own places are taken, whoever leaves still gets away.
            with self._app.request_context(environ):
                return _said(self._app.process_response(make_response(leaving.gone())))
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not reads and not _OF_A_FORM.match(path) and _OF_THIS_SITE.match(path):
            # No page answers a post, or the browser would keep what was posted. The page itself
            # says that there is no room, and tries again.
            with self._app.test_request_context("/", method="POST"):
                return _said(self._app.process_response(make_response(redirect(path, 303))))
        first = path.split("/")[1] if "/" in path else ""
        code = first if first in languages else languages[0]
        method = "GET" if reads else "POST"
        # What is kept while it is typed comes by itself, and comes again: nobody sees the answer.
        unseen = method == "POST" and path.endswith("/typed")
        return site.edition.once(
            ("refusal", status, code, method, unseen),
            lambda: self._made(site, status, code, method, unseen),
        )

    def _made(self, site: Site, status: int, code: str, method: str, unseen: bool) -> Answer:
        with self._app.test_request_context(
            f"/{code}/", method=method, environ_overrides={EDITION: site}
        ):
            speak(code)
            if unseen:
                page = ""
            elif status == HTTPStatus.SERVICE_UNAVAILABLE:
                page = render_template("forms/busy.html", seconds=_TRY_AGAIN_SECONDS)
            else:
                page = error_html(*error_words(status))
            answer = make_response(page, status)
            answer.mimetype = "text/plain" if unseen else "text/html"
            answer.headers["Retry-After"] = str(_TRY_AGAIN_SECONDS)
            answer.headers["Cache-Control"] = "no-store"
            if method == "GET":
                answer.headers["Refresh"] = str(_TRY_AGAIN_SECONDS)
            return _said(self._app.process_response(answer))


def _said(answer: Response) -> Answer:
    return answer.status_code, list(answer.headers), answer.get_data()
