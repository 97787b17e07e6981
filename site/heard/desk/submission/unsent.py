"""What somebody types as an answer, and how it is kept where their session has ended meanwhile.

Each page with a box for an answer carries a mark, signed by the desk, that says whose page it is.
With it the words of a post that comes too late are sealed to that person's public key, although
nobody is signed in: they stand in the box again once the same person is. The mark opens nothing.
"""

from http import HTTPStatus

from flask import current_app, make_response, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from heard.casework.errors import CannotReply, NoSuchSubmission
from heard.casework.reading.reply_drafts import Typed, keep_for_absent
from heard.casework.staff.sessions import IDLE, LONGEST, SignedIn
from heard.desk import site
from heard.desk.site import desk_site
from heard.desk.submission.reply_form import WE_DID, WORDS
from heard.vault.errors import CannotSeal

#: The field that holds the mark.
WRITER = "writer"

#: The views to which an answer is posted.
_WRITING = frozenset({"replying.send", "keeping.keep"})
_BESIDE = frozenset({"csrf_token", "do", WRITER})
_OWN_WORDS = (WORDS.name, WE_DID.name)
_MARK_LASTS = int((LONGEST + IDLE).total_seconds())


def writers_mark(writer: SignedIn, reference: str) -> str:
    """What the page of this person carries."""
    return _signer().dumps([writer.staff_id, reference])


def typed() -> dict[str, list[str]]:
    """What was posted as an answer, by the names of the fields."""
    return {name: values for name, values in request.form.lists() if name not in _BESIDE}


def has_words(answer: Typed) -> bool:
    """Whether anything was written."""
    return any(each.strip() for name in _OWN_WORDS for each in answer.get(name, ()))


def kept_for_writer(signed_in: SignedIn | None) -> Response | None:
    """Keep what was posted for whoever wrote it, and lead to where they find it again.

    `signed_in` is who uses this browser now, if anybody. Words that are no answer are given back in
    the page. None where nothing was written.
    """
    if request.method != "POST" or not has_words(typed()):
        return None
    if request.endpoint not in _WRITING:
        return _not_kept()
    reference = (request.view_args or {}).get("reference", "")
    try:
        writer, marked = _signer().loads(request.form.get(WRITER, ""), max_age=_MARK_LASTS)
        if marked != reference:
            return _not_kept()
        desk = desk_site()
        keep_for_absent(desk.store, desk.logbook, writer, reference, typed(), site.now())
    except (BadData, ValueError, CannotReply, CannotSeal, NoSuchSubmission):
        return _not_kept()
    if signed_in is not None and signed_in.staff_id != writer:
        return redirect(url_for("sign_in.timed_out", kept="yes"), HTTPStatus.SEE_OTHER)
    if signed_in is not None:
        there = url_for("submission.page", reference=reference, _anchor="answer")
        return redirect(there, HTTPStatus.SEE_OTHER)
    return redirect(url_for("sign_in.form", back=reference, kept="yes"), HTTPStatus.SEE_OTHER)


def _not_kept() -> Response:
    """Give back what was typed to whoever has posted it: it can be kept nowhere."""
    words = [each for name in _OWN_WORDS for each in typed().get(name, ())]
    body = render_template("desk/not-kept.html", words=words)
    return make_response(body, HTTPStatus.UNPROCESSABLE_ENTITY)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="who writes an answer")
