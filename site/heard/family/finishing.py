"""The end of a form: check your answers, send, keep the number, and leave nothing behind."""

from flask import Response, make_response, redirect, request, session, url_for

from heard.casework import drafting
from heard.casework.drafting import Draft
from heard.casework.sending import NothingToSend, Unfinished, draw_receipt, send
from heard.family.clock import reading_times
from heard.family.forms import (
    CHECK,
    SENT,
    TOKEN,
    address,
    away,
    blueprint,
    current_draft,
    shown,
    when_open,
)
from heard.family.house import house, now
from heard.journeys.journey import Journey
from heard.journeys.record import sections
from heard.vault.receipts import show_receipt
from heard.web.speech import spoken


@blueprint.get("/check")
@when_open
def check(journey: Journey) -> str | Response:
    """All answers with a way to change each, and what happens on sending."""
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"))
    if draft.sent:
        return redirect(address(SENT))
    unfinished = draft.unfinished(journey)
    if not unfinished:
        draft = draw_receipt(house().store, session[TOKEN], journey, now())
    return shown(
        "check.html",
        journey,
        **_told(journey, draft),
        unfinished=unfinished,
        back=address(journey.pages[-1].slug),
        form_id="form",
    )


@blueprint.post("/check")
@when_open
def post_check(journey: Journey) -> Response:
    """Send, or take a copy along, or go elsewhere first."""
    do = request.form.get("do", "send")
    if do == "copy":
        return _copy(journey)
    if elsewhere := away(do, CHECK):
        return redirect(elsewhere, code=303)
    try:
        send(house().store, house().sealer, session.get(TOKEN, ""), journey, spoken().code, now())
    except NothingToSend:
        return redirect(url_for("forms.start"), code=303)
    except Unfinished:
        return redirect(address(CHECK), code=303)
    return redirect(address(SENT), code=303)


@blueprint.get("/sent")
def sent(journey: Journey) -> str | Response:
    """The receipt number, to be written down, printed or saved there and then."""
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"))
    if not draft.sent:
        return redirect(address(CHECK))
    return shown(
        "sent.html",
        journey,
        **_told(journey, draft),
        receipt=show_receipt(draft.receipt),
        until=draft.ends(),
        form_id="form",
    )


@blueprint.post("/sent")
def post_sent(journey: Journey) -> Response:
    """Take a copy along, go elsewhere, or say that the number is kept: then nothing is left."""
    do = request.form.get("do", "")
    if do == "copy":
        return _copy(journey)
    if elsewhere := away(do, SENT):
        return redirect(elsewhere, code=303)
    drafting.throw_away(house().store, session.get(TOKEN), (journey,))
    session.clear()
    return redirect(url_for("forms.closed"), code=303)


@blueprint.get("/closed")
def closed(journey: Journey) -> str:
    """Nothing of it is left on this phone; what one can do next."""
    return shown("closed.html", journey)


def _told(journey: Journey, draft: Draft) -> dict[str, object]:
    return {
        "sections": sections(journey, draft.answers, draft.audiences),
        "urgent": draft.urgent,
        "reading": reading_times(house().council, now()),
    }


def _copy(journey: Journey) -> Response:
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"), code=303)
    receipt = show_receipt(draft.receipt) if draft.sent else ""
    answer = make_response(shown("copy.html", journey, **_told(journey, draft), receipt=receipt))
    answer.headers["Content-Disposition"] = 'attachment; filename="copy.html"'
    return answer
