"""In the middle of a form: get help without losing it, stop for now, throw it away."""

from flask import Response, redirect, request, session, url_for

from heard.casework import drafting
from heard.family.clock import reading_times
from heard.family.forms import CHECK, TOKEN, address, blueprint, current_draft, shown
from heard.family.guides import shown_contacts
from heard.family.house import house, now
from heard.journeys.journey import Journey

#: So many are named on the form's own help page; "help now" has all.
SHORT_LIST = 6


@blueprint.get("/help")
def help_page(journey: Journey) -> str | Response:
    """Who helps now, without losing the form; and a way to mark it as urgent."""
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("guides.help_now"))
    return shown(
        "form-help.html",
        journey,
        contacts=shown_contacts(now())[:SHORT_LIST],
        urgent=draft.urgent,
        reading=reading_times(house().council, now()),
        back=_back(journey),
    )


@blueprint.post("/help")
def mark_urgent(journey: Journey) -> Response:
    """Mark what will be sent as urgent, or take the mark away."""
    token = session.get(TOKEN, "")
    with drafting.changing(house().store, token, journey, now()) as (_, draft):
        if draft is not None and not draft.sent:
            draft.urgent = request.form.get("do") == "urgent"
    return redirect(_back(journey), code=303)


@blueprint.get("/stop")
def stop_page(journey: Journey) -> str | Response:
    """What happens to the words when one stops here; go on later, or throw it all away."""
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"))
    return shown("stop.html", journey, until=draft.ends(), back=_back(journey))


@blueprint.post("/stop")
def throw_away(journey: Journey) -> Response:
    """Destroy the draft."""
    drafting.throw_away(house().store, session.get(TOKEN), (journey,))
    session.clear()
    return redirect(url_for("forms.closed"), code=303)


def _back(journey: Journey) -> str:
    """The page of this form that the person came from."""
    place = request.args.get("back", "")
    if place == CHECK:
        return address(CHECK)
    return address((journey.page(place) or journey.pages[0]).slug)
