"""In the middle of a form: get help without losing it, stop for now, throw it away."""

from flask import redirect, request, session, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from heard.casework.drafts import drafts
from heard.casework.drafts.draft import WITH_CODE, Draft
from heard.casework.drafts.return_codes import give_code
from heard.family.forms import whose
from heard.family.forms.blueprint import (
    CHECK,
    SENT,
    TOKEN,
    address,
    blueprint,
    current_draft,
    forget,
    reading_of,
    shown,
)
from heard.family.forms.danger import help_address, people_who_help
from heard.family.site import now, site
from heard.journeys.model.journey import Journey
from heard.vault.receipts import show_receipt
from heard.web.errors import log_fault


@blueprint.get("/help")
def help_page(journey: Journey) -> str | Response:
    """999 and who helps now, without losing the form, and whether it is marked as urgent."""
    draft = _readable_draft(journey)
    if draft is None:
        return redirect(help_address(journey))
    return shown(
        "forms/form-help.html",
        journey,
        **people_who_help(journey),
        urgent=draft.urgent,
        sent=draft.sent,
        reading=reading_of(journey),
        back=_back(journey),
    )


@blueprint.post("/help")
def mark_urgent(journey: Journey) -> Response:
    """Mark what will be sent as urgent, or take the mark away."""

    def mark(draft: Draft) -> None:
        if not draft.sent:
            draft.urgent = request.form.get("do") == "urgent"

    if drafts.change(site().store, session.get(TOKEN, ""), journey, now(), mark) is None:
        return redirect(url_for("forms.gone"), code=303)
    return redirect(_back(journey), code=303)


@blueprint.get("/stop")
def stop_page(journey: Journey) -> str | Response:
    """How to come back to the words when one stops here, and how to throw them all away."""
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"))
    return shown(
        "forms/stop.html",
        journey,
        made_for=whose.made_for(journey, draft),
        until=draft.ends(),
        session_until=draft.session_ends(),
        days=WITH_CODE.days,
        code=show_receipt(draft.code) if draft.code else "",
        place=request.args.get("back", ""),
        back=_back(journey),
    )


@blueprint.post("/stop")
def post_stop(journey: Journey) -> str | Response:
    """Give the return code, or show it as a card to print, or destroy the draft."""
    do, place = request.form.get("do", ""), request.args.get("back", "")
    if whose.made_of_another(journey, current_draft(journey)):
        # Another form is open by now than the one whose page this was.
        return redirect(url_for("forms.stop_page", back=place), code=303)
    if do == "throw":
        forget(journey)
        return redirect(url_for("forms.closed"), code=303)
    draft = give_code(
        site().store, site().sealer.receipt_key, session.get(TOKEN, ""), journey, now()
    )
    if draft is None:
        return redirect(url_for("forms.gone"), code=303)
    page = "return_card" if do == "card" else "stop_page"
    return redirect(url_for(f"forms.{page}", back=place), code=303)


def _readable_draft(journey: Journey) -> Draft | None:
    """This browser's draft; None also where the database cannot be asked."""
    try:
        return current_draft(journey)
    except OperationalError as error:
        log_fault(error)
        return None


def _back(journey: Journey) -> str:
    """The page of this form that the person came from."""
    place = request.args.get("back", "")
    if place in (CHECK, SENT):
        return address(place)
    return address((journey.page(place) or journey.pages[0]).slug)
