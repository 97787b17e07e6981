"""The end of a form: check your answers, send, keep the number, and leave nothing behind."""

import math

from flask import make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from heard.casework.drafts import drafts
from heard.casework.drafts.draft import WITH_CODE, Draft
from heard.casework.sending.send import ChangedSince, NothingToSend, Unfinished, draw_receipt, send
from heard.family import kept_pages
from heard.family.forms import whose
from heard.family.forms.blueprint import (
    CHECK,
    SENT,
    TOKEN,
    address,
    away,
    blueprint,
    current_draft,
    forget,
    goes_apart,
    place_of,
    reading_of,
    shown,
    when_open,
)
from heard.family.forms.carrying import is_about_a_child
from heard.family.forms.question_page import missing
from heard.family.forms.shared_phone import shared
from heard.family.site import now, site
from heard.journeys.model.audience import APART_WORDS
from heard.journeys.model.journey import Journey
from heard.journeys.model.record import sections
from heard.journeys.model.roles import Role, Through
from heard.vault.receipts import show_receipt
from heard.web.forms.answers import speech

#: The field of the page to check that says which answers it shows.
SHOWS = "shows"


@blueprint.get("/check")
@when_open
def check(journey: Journey) -> str | Response:
    """All answers with a way to change each, and what happens on sending."""
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"))
    if draft.sent:
        return redirect(address(SENT))
    return _check(journey, draft)


def _check(journey: Journey, draft: Draft, *, changed: bool = False) -> str:
    unfinished = draft.unfinished(journey)
    if not unfinished and draft.receipt is None:
        draft = draw_receipt(site().store, session[TOKEN], journey, now())
    return shown(
        "forms/check.html",
        journey,
        **told(journey, draft),
        changed=changed,
        shows=(SHOWS, draft.fingerprint()),
        missing=missing(journey, draft),
        dropped=draft.dropped(journey),
        lost=draft.lost,
        ends=draft.session_ends(),
        moment=now(),
        back=address(draft.way(journey).pages[-1].slug),
        others=shared(journey, draft),
        form_id="form",
    )


@blueprint.post("/check")
@when_open
def post_check(journey: Journey) -> Response:
    """Send, or take a copy along, or go elsewhere first.

    What has changed since the page was made, in another tab, is not sent before it was looked at.
    """
    do, looked_at = request.form.get("do", ""), request.form.get(SHOWS)
    if do == "copy" and current_draft(journey) is not None:
        return redirect(url_for("forms.copy"), code=303)
    if do != "send":
        held = _touch(journey, urgent=do == "danger")
        if not held and not do.startswith(("danger", "visit:")):
            return redirect(url_for("forms.gone"), code=303)
        return redirect(away(do, CHECK) or address(CHECK), code=303)
    try:
        send(
            site().store,
            site().sealer,
            session.get(TOKEN, ""),
            journey,
            speech(),
            now(),
            looked_at=looked_at,
            shared=lambda draft: shared(journey, draft),
        )
    except NothingToSend:
        return redirect(url_for("forms.gone"), code=303)
    except ChangedSince:
        draft = current_draft(journey)
        if draft is not None:
            return make_response(_check(journey, draft, changed=True), 422)
        return redirect(url_for("forms.gone"), code=303)
    except Unfinished:
        return redirect(address(CHECK), code=303)
    return redirect(address(SENT), code=303)


@blueprint.get("/sent")
def sent(journey: Journey) -> Response:
    """The receipt number, to be written down, printed or saved there and then.

    Where others use the phone nothing of what was written is shown.
    """
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.start"))
    if not draft.sent:
        return redirect(address(CHECK))
    body = shown(
        "forms/sent.html",
        journey,
        **told(journey, draft),
        receipt=show_receipt(draft.receipt or ""),
        until=draft.ends(),
        through=journey.answer(Role.ANSWER_THROUGH, draft.answers) == Through.PERSON,
        through_person=journey.answer(Role.ANSWER_PERSON, draft.answers) or "",
        form_id="form",
    )
    return until_its_time_is_over(body, draft)


@blueprint.post("/sent")
def post_sent(journey: Journey) -> Response:
    """Take a copy or a card along, go elsewhere, or say that the number is kept.

    Then nothing is left.
    """
    do = request.form.get("do", "")
    draft = current_draft(journey)
    if whose.made_of_another(journey, draft) and not away(do, SENT):
        # Another form is open by now: neither its words nor its number may go with this button.
        return redirect(place_of(journey), code=303)
    if do in ("copy", "card"):
        return redirect(url_for(f"forms.{do}"), code=303)
    if elsewhere := away(do, SENT):
        return redirect(elsewhere, code=303)
    if draft is not None and not draft.sent:
        return redirect(address(CHECK), code=303)
    kept_pages.leave()
    forget(journey)
    return redirect(url_for("forms.closed"), code=303)


@blueprint.get("/gone")
def gone(journey: Journey) -> str:
    """A button was pressed when this browser held no draft any more: nothing was sent by it."""
    token = session.get(TOKEN)
    return shown(
        "forms/gone.html",
        journey,
        asleep=drafts.asleep(site().store, token, journey, now()),
        days=WITH_CODE.days,
    )


@blueprint.get("/closed")
def closed(journey: Journey) -> str:
    """Nothing of it is left on this phone; what one can do next."""
    return shown("forms/closed.html", journey)


def _touch(journey: Journey, *, urgent: bool) -> bool:
    """Let the draft's hour begin anew; it is marked as urgent where somebody is in danger.

    Whether there is a draft.
    """

    def touch(draft: Draft) -> None:
        if not draft.sent and urgent:
            draft.urgent = True

    token = session.get(TOKEN, "")
    return drafts.change(site().store, token, journey, now(), touch) is not None


def until_its_time_is_over(body: str, draft: Draft) -> Response:
    """A page with a number, which goes by itself when nothing of it is left, without script too."""
    answer = make_response(body)
    left = math.ceil((draft.ends() - now()).total_seconds()) + 1
    answer.headers["Refresh"] = f"{left}; url={url_for('forms.closed')}"
    return answer


def told(journey: Journey, draft: Draft) -> dict[str, object]:
    """What the pages about a whole form tell of it."""
    apart = goes_apart(journey, draft)
    answered = sections(
        journey, draft.answers, draft.audiences, draft.counts, speech(), apart=apart
    )
    return {
        "day": draft.day(),
        "made_for": whose.made_for(journey, draft),
        "set_aside": draft.set_aside,
        "about_a_child": is_about_a_child(journey) and not draft.shared,
        "shared": draft.shared,
        "told_before": bool(draft.carried or draft.told_before),
        "sections": answered,
        "asked_for": any(row.asks for section in answered for row in section.rows),
        "urgent": draft.urgent,
        "reading": reading_of(journey, draft),
        "apart": APART_WORDS if apart else "",
    }
