"""The end of a form: check your answers, send, keep the number, and leave nothing behind."""

from flask import make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from heard.casework.drafts import drafts
from heard.casework.drafts.draft import WITH_CODE, Draft
from heard.casework.sending.send import NothingToSend, Unfinished, draw_receipt, send
from heard.family.forms.blueprint import (
    CHECK,
    SENT,
    TOKEN,
    address,
    away,
    blueprint,
    current_draft,
    forget,
    reading_of,
    shown,
    when_open,
)
from heard.family.forms.question_page import missing
from heard.family.guides.views import council_phones
from heard.family.site import now, site
from heard.journeys.model.journey import Journey
from heard.journeys.model.record import sections
from heard.journeys.model.roles import Role, Through
from heard.vault.drafts import new_token
from heard.vault.receipts import show_receipt
from heard.web.forms.answers import speech


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
    if not unfinished and draft.receipt is None:
        draft = draw_receipt(site().store, session[TOKEN], journey, now())
    return shown(
        "forms/check.html",
        journey,
        **_told(journey, draft),
        missing=missing(journey, draft),
        dropped=draft.dropped(journey),
        lost=draft.lost,
        ends=draft.session_ends(),
        moment=now(),
        back=address(draft.way(journey).pages[-1].slug),
        form_id="form",
    )


@blueprint.post("/check")
@when_open
def post_check(journey: Journey) -> Response:
    """Send, or take a copy along, or go elsewhere first."""
    do = request.form.get("do", "")
    if do == "copy":
        return _copy(journey)
    if do != "send":
        held = _touch(journey, urgent=do == "danger")
        if not held and not do.startswith(("danger", "visit:")):
            return redirect(url_for("forms.gone"), code=303)
        return redirect(away(do, CHECK) or address(CHECK), code=303)
    try:
        send(site().store, site().sealer, session.get(TOKEN, ""), journey, speech(), now())
    except NothingToSend:
        return redirect(url_for("forms.gone"), code=303)
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
        "forms/sent.html",
        journey,
        **_told(journey, draft),
        receipt=show_receipt(draft.receipt or ""),
        until=draft.ends(),
        through=journey.answer(Role.ANSWER_THROUGH, draft.answers) == Through.PERSON,
        through_person=journey.answer(Role.ANSWER_PERSON, draft.answers) or "",
        form_id="form",
    )


@blueprint.post("/sent")
def post_sent(journey: Journey) -> str | Response:
    """Take a copy or a card along, go elsewhere, or say that the number is kept.

    When the number is kept nothing is left; or only what the next child's form has in common.
    """
    do = request.form.get("do", "")
    if do == "copy":
        return _copy(journey)
    if do == "card":
        return _card(journey)
    if elsewhere := away(do, SENT):
        return redirect(elsewhere, code=303)
    draft = current_draft(journey)
    if draft is not None and not draft.sent:
        return redirect(address(CHECK), code=303)
    if do == "next-person" and journey.common and draft is not None:
        return _for_the_next(journey, draft)
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


def _for_the_next(journey: Journey, draft: Draft) -> Response:
    """Begin again for another person, with what both have in common."""
    pages = [page for page in journey.pages if page.slug in journey.common]
    names = {question.name for page in pages for question in page.questions}
    common = {name: kept for name, kept in draft.answers.items() if name in names}
    asked = {name: each for name, each in draft.asked.items() if name in names}
    forget(journey)
    token = session.setdefault(TOKEN, new_token())
    drafts.begin(site().store, token, journey, now(), common, asked)
    first = next(page for page in journey.pages if page.slug not in journey.common)
    return redirect(address(first.slug), code=303)


def _told(journey: Journey, draft: Draft) -> dict[str, object]:
    return {
        "sections": sections(journey, draft.answers, draft.audiences, draft.counts, speech()),
        "urgent": draft.urgent,
        "reading": reading_of(journey),
    }


def _copy(journey: Journey) -> Response:
    draft = current_draft(journey)
    if draft is None:
        return redirect(url_for("forms.gone"), code=303)
    receipt = show_receipt(draft.receipt or "") if draft.sent else ""
    answer = make_response(
        shown("forms/copy.html", journey, **_told(journey, draft), receipt=receipt)
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="copy.html"'
    return answer


def _card(journey: Journey) -> str | Response:
    draft = current_draft(journey)
    if draft is None or not draft.sent:
        return redirect(url_for("forms.gone"), code=303)
    return shown(
        "forms/card.html",
        journey,
        number=show_receipt(draft.receipt or ""),
        phones=council_phones(),
        back=address(SENT),
    )
