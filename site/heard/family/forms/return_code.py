"""Coming back with the code of a form that was begun before, on this phone or another."""

from flask import Blueprint, make_response, redirect, render_template, request, session
from flask_babel import gettext
from werkzeug.wrappers import Response

from heard.casework.drafts.return_codes import OtherDraft, come_back
from heard.family.codes import miscounted
from heard.family.forms.blueprint import TOKEN, place_of
from heard.family.frame import elsewhere
from heard.family.site import now, site
from heard.vault.drafts import new_token

blueprint = Blueprint("returning", __name__, url_prefix="/<lang>")


@blueprint.get("/return")
def ask() -> str:
    """Ask for the code."""
    return _page("")


@blueprint.post("/return")
def come() -> Response:
    """Open the form where it was left. What opens nothing is answered in the same words."""
    do = request.form.get("do", "next")
    if away := elsewhere(do):
        return away
    typed = request.form.get("code", "")
    if do not in ("next", "replace"):
        # It comes from the page in another language: the number stays in the box.
        return make_response(_page(typed))
    # Only a code that opens something makes a browser one that has begun: see `admission`.
    token = session.get(TOKEN) or new_token()
    secret = site().sealer.receipt_key
    try:
        journey = come_back(site().store, secret, typed, token, now(), replace=do == "replace")
    except OtherDraft:
        return _asked_again(typed, "", other=True)
    if journey is not None:
        session[TOKEN] = token
        return redirect(place_of(journey), code=303)
    nothing = gettext(
        "We find nothing under this number. It may have a mistake in it, "
        "or its time is over, or the form was sent."
    )
    return _asked_again(typed, miscounted(typed) or nothing)


def _asked_again(typed: str, problem: str, *, other: bool = False) -> Response:
    return make_response(_page(typed, problem, other=other), 422)


def _page(typed: str, problem: str = "", *, other: bool = False) -> str:
    return render_template(
        "forms/return.html",
        typed=typed,
        problem=problem,
        other=other,
        errors=problem,
        form_id="form",
    )
