"""Keeping an answer that is being written: by a button, and by script whenever one pauses."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from heard.casework.reading.reply_drafts import drop_draft, keep_draft
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site
from heard.desk.submission.unsent import has_words, typed
from heard.web.forms.scripted_posts import STAY

blueprint = Blueprint("keeping", __name__)


@blueprint.post("/submissions/<reference>/draft")
@needs(Permission.REPLY)
def keep(reference: str) -> Response:
    """Keep what was typed, sealed to whoever typed it; forget it where nothing is left of it."""
    desk, right, answer = desk_site(), access(Permission.REPLY), typed()
    if has_words(answer) and request.form.get("do") != "drop":
        keep_draft(desk.store, right, reference, answer, site.now())
    else:
        drop_draft(desk.store, right, reference, site.now())
    if STAY in request.headers:
        return Response(status=HTTPStatus.NO_CONTENT)
    there = url_for("submission.page", reference=reference, _anchor="answer")
    return redirect(there, HTTPStatus.SEE_OTHER)
