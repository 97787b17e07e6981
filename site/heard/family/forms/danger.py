"""Somebody in danger is led to help from every page of a form, whatever state the form is in.

Where their words can be kept, the form's own help page opens as it does otherwise. Where they
cannot (the session has ended, its token no longer fits, the form is closed, too many people are
here), help is shown at once and the words travel in that page. Whatever else goes wrong, the answer
to this one button is the way to the numbers to call.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, g, make_response, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from heard.family.forms import honeypot
from heard.family.forms.blueprint import reading_of, shown
from heard.family.guides.children import helpers
from heard.family.guides.views import shown_contacts
from heard.family.site import now
from heard.journeys.model.journey import Journey, Page
from heard.web.app import LARGE_POST

#: So many are named on the form's own help page; "help now" has all.
SHORT_LIST = 6

#: What of a post does not travel along: it is made anew.
_MADE_ANEW = frozenset({"csrf_token", "do", honeypot.BOX, honeypot.MADE})


def pressed() -> bool:
    """Whether the button for danger was pressed. A post that is too large to be read says no."""
    if request.method != "POST" or (request.content_length or LARGE_POST) >= LARGE_POST:
        return False
    try:
        return request.form.get("do") == "danger"
    except HTTPException:
        return False


def people_who_help(journey: Journey) -> dict[str, object]:
    """Whom to call, for the form's help page: for a child, those who help children."""
    contacts = shown_contacts(now())[:SHORT_LIST]
    return {"contacts": contacts, **({"helpers": helpers(now())} if journey.age else {})}


def help_address(journey: Journey | None) -> str:
    """The page with all the numbers, which needs no form."""
    return url_for("young.not_safe" if journey and journey.age else "guides.help_now")


def help_at_once(journey: Journey, page: Page) -> str:
    """The numbers to call, with all that was typed, although nothing of it is kept yet."""
    g.help_shown = True
    typed = [
        (name, value)
        for name, values in request.form.lists()
        if name not in _MADE_ANEW
        for value in values
    ]
    return shown(
        "forms/form-help.html",
        journey,
        **people_who_help(journey),
        typed=[*typed, (honeypot.MADE, honeypot.moment(again=True))],
        reading=reading_of(journey),
        form_id="form",
        form_address=url_for("forms.answer", page=page.slug),
    )


def lead_to_help(app: Flask) -> None:
    """Let no answer of `app` to the button for danger be anything but help."""

    @app.after_request
    def _help(response: Response) -> Response:
        place = urlsplit(response.headers.get("Location", "")).path
        if not pressed() or g.get("help_shown") or place.endswith("/help"):
            return response
        journey = (request.view_args or {}).get("journey")
        answer = make_response(redirect(help_address(journey), code=303))
        for cookie in response.headers.getlist("Set-Cookie"):
            answer.headers.add("Set-Cookie", cookie)
        return answer
