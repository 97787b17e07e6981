"""Posts from other sites are refused before anything is read.

Pages are sent with `Referrer-Policy: no-referrer`, so a browser gives no Referer under HTTPS and
Flask-WTF's strict check would refuse every post. The browser's own `Sec-Fetch-Site` and `Origin`
say the same and more; Flask-WTF's token is checked on top.
"""

from flask import Flask, Request, abort, request

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"same-origin", "none"})


def from_this_site(asked: Request) -> bool:
    """Whether a request was made by a page of this very site, as far as the browser tells.

    A browser too old to say either is let through: the token decides alone there.
    """
    fetched_by = asked.headers.get("Sec-Fetch-Site")
    if fetched_by is not None:
        return fetched_by in _OWN
    origin = asked.headers.get("Origin")
    # no-referrer makes browsers send `Origin: null` with a form's post.
    return origin in (None, "null") or origin.partition("://")[2] == asked.host


def refuse_cross_site(app: Flask) -> None:
    """Answer 403 to any changing request that another site has started."""

    @app.before_request
    def _refuse() -> None:
        if request.method not in _SAFE_METHODS and not from_this_site(request):
            abort(403)
