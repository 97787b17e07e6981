"""What all pages of a form share: which form it is, the browser's draft, the ways off a page.

The views are in `filling`, `finishing` and `pausing`. Every form that is declared is walked by
them; none of them knows a form by name.
"""

import logging
from functools import wraps
from typing import Any, NoReturn

from flask import Blueprint, abort, render_template, request, session, url_for
from sqlalchemy.exc import OperationalError

from heard.casework.drafts import drafts as drafting
from heard.casework.drafts.draft import Draft
from heard.casework.files.disk_space import require_room
from heard.casework.sending.send import require_open
from heard.family import kept_pages
from heard.family.forms import uploads
from heard.family.guides import children_frame
from heard.family.guides.footer import address_of
from heard.family.guides.reading_hours import ReadingTimes, reading_times
from heard.family.site import now, site
from heard.journeys.catalogue import JOURNEYS, by_slug
from heard.journeys.model.journey import Journey
from heard.vault.errors import CannotSeal, SealFault
from heard.web.errors import log_fault
from heard.web.forms.spool import admit_files
from heard.web.inline import inline_script, inline_style
from heard.web.page_language import spoken

log = logging.getLogger("heard")

blueprint = Blueprint("forms", __name__, url_prefix="/<lang>/forms/<form>")

#: What forms alone need, so that all other pages stay small.
STYLE = inline_style("forms.css", "unfolded.css")
SCRIPT = inline_script("leave.js", "form.js")

#: Where the browser's cookie keeps the token that opens its drafts.
TOKEN = "draft"  # noqa: S105  (a name, not a secret)

#: Pages of every form beside its questions.
CHECK, SENT = "check", "sent"


@blueprint.url_value_preprocessor
def _take_form(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "form" in values:
        journey = by_slug(values["form"])
        if journey is None:
            abort(404)
        del values["form"]
        values["journey"] = journey
        if uploads.question_of(journey.page(values.get("page", ""))):
            # Before anything reads the form.
            admit_files()


@blueprint.url_defaults
def _give_form(endpoint: str, values: dict[str, Any]) -> None:
    if "form" not in values and request.view_args and "journey" in request.view_args:
        values["form"] = request.view_args["journey"].slug
    values.pop("journey", None)


def when_open(view: Any) -> Any:
    """Show the closed page, with a phone number, where nothing could be sealed.

    In a language whose words about who sees an answer nobody has checked, show the way to the
    English form and to an interpreter.
    """

    @wraps(view)
    def _guarded(journey: Journey, **values: Any) -> Any:
        if spoken().code not in site().forms_open_in:
            return shown("forms/not-ready.html", journey)
        try:
            require_open(site().store, site().sealer, now())
            require_room(site().store)
            return view(journey, **values)
        except CannotSeal as fault:
            return _closed(fault.reason)
        except OperationalError as error:
            log_fault(error)
            return _closed(SealFault.NO_DATABASE)

    return _guarded


def _closed(reason: SealFault) -> NoReturn:
    log.error("the forms are closed: %s", reason)
    abort(503)


def reading_of(journey: Journey, draft: Draft | None = None) -> ReadingTimes:
    """Whether somebody reads now, in words for those who fill in this form."""
    return reading_times(
        site().council, now(), young=bool(journey.age), apart=goes_apart(journey, draft)
    )


def goes_apart(journey: Journey, draft: Draft | None) -> bool:
    """Whether what is answered so far is kept from chairs and team."""
    return draft is not None and site().sealer.keeps_apart(journey, draft.answers)


def current_draft(journey: Journey) -> Draft | None:
    """What this browser has filled in so far."""
    return drafting.read(site().store, session.get(TOKEN), journey, now())


def forget(journey: Journey) -> None:
    """Destroy this browser's draft of the form and all that its posts were answered.

    The session goes too, unless it holds another draft.
    """
    store, token = site().store, session.get(TOKEN)
    kept_pages.drop_all()
    drafting.throw_away(store, token, journey, now())
    drafting.throw_away_untouched(store, token, JOURNEYS, now())
    if not drafting.holds_any(store, token, JOURNEYS, now()):
        session.clear()


def shown(template: str, journey: Journey, **values: Any) -> str:
    """A page of the form. Where children have a page of their own for this, it is that one."""
    said = journey.said
    values |= {
        "journey": journey,
        "audience_word": said.circles,
        "safety_exception": said.exception,
        "at_first": said.at_first,
        "saves": True,
    }
    if journey.age:
        return children_frame.shown(
            [f"young/{template}", template], journey.age, filling=True, **values
        )
    return with_form(template, **values)


def with_form(template: str, **values: Any) -> str:
    """A page with the style and the script of forms."""
    return render_template(template, page_kind="form", more_style=STYLE, script=SCRIPT, **values)


def away(do: str, place: str) -> str | None:
    """Where a button leads that leaves `place`, a page of the form, for something else.

    None for the buttons that stay on the form's own way.
    """
    verb, _, what = do.partition(":")
    if verb == "language" and what in site().council.languages:
        return address(place, lang=what)
    if verb == "visit":
        return address_of(what)
    if verb == "danger":
        return url_for("forms.help_page", back=place)
    if verb == "stop":
        return url_for("forms.stop_page", back=place)
    return None


def address(place: str, **values: Any) -> str:
    """The address of a page of this form: one of its questions, or CHECK or SENT."""
    if place in (CHECK, SENT):
        return url_for(f"forms.{place}", **values)
    return url_for("forms.question", page=place, **values)


def place_of(journey: Journey) -> str:
    """The page of a form on which this browser's draft was left."""
    draft = current_draft(journey)
    place = SENT if draft and draft.sent else (draft and draft.at) or journey.pages[0].slug
    return address(place, form=journey.slug)
