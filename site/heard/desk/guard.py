"""Nobody sees a page of the desk without being signed in and allowed to, or for long.

Each view says with `needs` what somebody must be allowed to do; a view that does not say it keeps
the desk from starting.

The browser's cookie holds half of the person's key and nothing about them: `vault.staff.halves`.
"""

import base64
import binascii
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from heard.casework.errors import SessionEnded
from heard.casework.staff import sessions
from heard.casework.staff.access import Access, Permission, allows, require
from heard.casework.staff.sessions import IDLE, SignedIn
from heard.desk import site
from heard.desk.site import desk_site
from heard.desk.submission.unsent import kept_for_writer

#: Everything else needs a sign-in, and says what else.
OPEN_ENDPOINTS = frozenset(
    {"is_it_up", "picture", "sign_in.form", "sign_in.sign_in", "sign_in.timed_out"}
)

_View = TypeVar("_View", bound=Callable[..., object])

_HALF = "half"
# A little later than the session's own end, which is counted in whole minutes.
_BLANK_AFTER = int(IDLE.total_seconds()) + 5
#: Seconds until a page warns. Five minutes are left then, the minute counted as over.
_EARLY = int(IDLE.total_seconds()) - 6 * 60


def needs(*permissions: Permission) -> Callable[[_View], _View]:
    """Say what whoever is signed in must be allowed to do for a view to be reached at all."""

    def declare(view: _View) -> _View:
        vars(view)["needs"] = permissions
        return view

    return declare


def needed_by(app: Flask, endpoint: str) -> tuple[Permission, ...]:
    """What a view needs beside a sign-in; LookupError for one that does not say."""
    needed: tuple[Permission, ...] = vars(app.view_functions[endpoint])["needs"]
    return needed


def reader() -> SignedIn:
    """Who is signed in, on every page that needs it."""
    who: SignedIn = g.reader
    return who


def access(permission: Permission) -> Access:
    """A right of whoever is signed in, proven before the view that needs it was reached."""
    proven: Access = g.rights[permission]
    return proven


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
        desk = desk_site()
        return sessions.resume(desk.store, desk.agent, half, site.now(), used=used)
    except SessionEnded:
        session.clear()
        return None


def guard(app: Flask) -> None:
    """Send who is not signed in to the sign-in page, or to the page about time-outs.

    Who is signed in reaches only views whose needs are proven. Raises LookupError for a view that
    does not say what it needs.
    """
    for endpoint in app.view_functions.keys() - OPEN_ENDPOINTS:
        needed_by(app, endpoint)

    @app.before_request
    def _require_sign_in() -> AnyResponse | None:
        if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
            return None
        had_key = own_half() is not None
        signed_in = current(used=True)
        if signed_in is None and (kept := kept_for_writer(None)) is not None:
            return kept
        if signed_in is None:
            return redirect(url_for("sign_in.timed_out" if had_key else "sign_in.form"), 303)
        g.reader = signed_in
        g.rights = {each: require(signed_in, each) for each in needed_by(app, request.endpoint)}
        return None

    @app.after_request
    def _blank_the_screen(response: Response) -> Response:
        # An unattended screen does not go on showing what a family wrote. A page sees to it itself:
        # without script by the same in its head (desk/frame.html), with script once nobody has done
        # anything for so long.
        if "reader" in g and response.mimetype != "text/html":
            response.headers["Refresh"] = f"{_BLANK_AFTER}; url={url_for('sign_in.timed_out')}"
        return response

    @app.context_processor
    def _person() -> dict[str, object]:
        signed_in = g.get("reader")
        may = {each.name for each in Permission if signed_in and allows(signed_in, each)}
        return {"reader": signed_in, "may": may, "time": {"early": _EARLY, "idle": _BLANK_AFTER}}
