"""When more people come than there is room for: who has begun a form goes first, and nobody loses
what they have typed."""

from flask import Flask, Response, g, make_response, render_template, request, session

from heard.family.forms.blueprint import TOKEN
from heard.family.forms.keeping import ENDPOINT
from heard.web.admission import admission_for, admit, post_is_larger_than
from heard.web.app import LARGE_POST

#: Leaving must always work, and whoever watches over the site must learn that it lives.
_ALWAYS = frozenset({"leaving.leave", "is_it_up", "picture"})

_TRY_AGAIN_SECONDS = 5


def put_in_order(app: Flask, connections: int) -> None:
    """Let no flood of newcomers keep out those who are in the middle of something."""
    # Each request that is let in may want a connection at the same moment as all others.
    app.extensions["admission"] = admission_for(connections)
    admit(app, app.extensions["admission"], has_begun=_has_begun, is_large=_is_large, full=_full)


def crowded() -> bool:
    """Whether there is no room for what was just posted; it is to come back as it was typed."""
    return g.get("crowded") is True


def _has_begun() -> bool:
    return session.get(TOKEN) is not None


def _is_large() -> bool:
    return post_is_larger_than(LARGE_POST)


def _full() -> Response | None:
    if request.endpoint in _ALWAYS:
        return None
    if request.endpoint == ENDPOINT:
        # It comes by itself, and comes again; whoever types is not disturbed.
        return Response(status=503, mimetype="text/plain")
    if request.endpoint == "forms.answer" and request.method == "POST" and not _is_large():
        g.crowded = True
        return None
    answer = make_response(render_template("forms/busy.html", seconds=_TRY_AGAIN_SECONDS), 503)
    answer.headers["Retry-After"] = str(_TRY_AGAIN_SECONDS)
    if request.method == "GET":
        answer.headers["Refresh"] = str(_TRY_AGAIN_SECONDS)
    return answer
