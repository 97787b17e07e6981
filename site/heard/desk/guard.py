"""Nobody sees a page of the desk without being signed in, and none stays on the screen for long.

The browser's cookie holds half of the person's key and nothing about them; see `vault.halves`.
"""

import base64
import binascii

from flask import Flask, Response, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from heard.casework.errors import SessionEnded
from heard.casework.staff import sessions
from heard.casework.staff.sessions import IDLE, SignedIn
from heard.desk import workroom
from heard.desk.workroom import workroom as room

#: Everything else needs a sign-in. A new view is therefore closed until somebody opens it here.
OPEN_ENDPOINTS = frozenset(
    {"is_it_up", "picture", "sign_in.form", "sign_in.sign_in", "sign_in.timed_out"}
)

_HALF = "half"
# A little later than the session's own end, which is counted in whole minutes.
_BLANK_AFTER = int(IDLE.total_seconds()) + 5


def reader() -> SignedIn:
    """Who is signed in, on every page that needs it."""
    return g.reader


def keep_half(cookie_half: bytes) -> None:
    """Begin a new browser session with this half of the key, and nothing from before."""
    session.clear()
    session[_HALF] = base64.urlsafe_b64encode(cookie_half).decode("ascii")


def own_half() -> bytes | None:
    """The half of the key that the browser holds."""
    try:
        return base64.urlsafe_b64decode(session.get(_HALF, "")) or None
    except (binascii.Error, TypeError, ValueError):
        return None


def current(*, used: bool) -> SignedIn | None:
    """Who is signed in, or None. With `used` the idle time begins anew."""
    half = own_half()
    if half is None:
        return None
    try:
        return sessions.resume(room().store, half, workroom.now(), used=used)
    except SessionEnded:
        session.clear()
        return None


def guard(app: Flask) -> None:
    """Send everybody who is not signed in to the sign-in page, or to the page about time-outs."""

    @app.before_request
    def _require_sign_in() -> AnyResponse | None:
        if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
            return None
        had_key = own_half() is not None
        signed_in = current(used=True)
        if signed_in is None:
            return redirect(url_for("sign_in.timed_out" if had_key else "sign_in.form"), 303)
        g.reader = signed_in
        return None

    @app.after_request
    def _blank_the_screen(response: Response) -> Response:
        # Without script: an unattended screen does not go on showing what a family wrote.
        if "reader" in g:
            response.headers["Refresh"] = f"{_BLANK_AFTER}; url={url_for('sign_in.timed_out')}"
        return response

    @app.context_processor
    def _person() -> dict[str, object]:
        return {"reader": g.get("reader")}
