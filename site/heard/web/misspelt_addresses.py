"""Addresses are printed on cards and typed from them: what people put wrong leads to the page.

Capitals, a slash, a full stop or a comma at the end, and signs that nobody sees do not matter.
"""

import re
import unicodedata
from urllib.parse import quote

from flask import Flask, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException
from werkzeug.wrappers import Response

from heard.web.errors import error_page

#: A first part that no host can be taken from: a redirect never leaves the site.
_INSIDE = re.compile(r"/[a-z0-9]")


def lead_to_the_page(app: Flask) -> None:
    """Answer an address of `app` that is nearly right with the way to the right one."""

    @app.errorhandler(404)
    def _nearly(error: HTTPException) -> Response:
        meant = _meant(request.path) if request.method in ("GET", "HEAD") else None
        if meant is None:
            return error_page(404)
        query = request.query_string.decode("latin-1")
        return redirect(quote(meant) + ("?" + query if query else ""), 301)


def _meant(path: str) -> str | None:
    """The address of a page that was written as `path`; None where there is none, or it is that."""
    seen = "".join(sign for sign in path if unicodedata.category(sign)[0] not in "CZ")
    bare = re.sub(r"/+", "/", seen).lower()
    while bare and not bare[-1].isalnum():
        bare = bare[:-1]
    return next((each for each in (bare, bare + "/") if each != path and _is_page(each)), None)


def _is_page(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return bool(_INSIDE.match(path) and adapter and adapter.match(path, method="GET"))
    except (HTTPException, RoutingException):
        return False
