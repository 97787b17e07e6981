"""Filling in a form, one question a page.

All buttons that leave a page save what was typed first. Only "go on" insists that it can be kept.
"""

from http import HTTPStatus

from flask import Response, abort, make_response, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException

from heard.casework import drafting
from heard.casework.drafting import Draft
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
from heard.journeys.journey import Journey, Page
from heard.vault.drafts import new_token
from heard.web.errors import error_page
from heard.web.forms import PageForm, as_typed, form_class, what_was_typed


@blueprint.get("")
@when_open
def start(journey: Journey) -> str:
    """Before the first box: who reads it, who may see it, the exception, and when it is read."""
    return shown(
        "start.html",
        journey,
        reading=reading_times(house().council, now()),
        going_on=current_draft(journey) is not None,
        first=address(journey.pages[0].slug),
    )


@blueprint.get("/<page>")
@when_open
def question(journey: Journey, page: str) -> str | Response:
    """One page with what was answered so far."""
    asked, draft = _asked(journey, page), current_draft(journey)
    if draft is not None and draft.sent:
        return redirect(address(SENT))
    if draft is None and asked is not journey.pages[0]:
        return redirect(url_for("forms.start"))
    return _question(journey, asked, _filled(asked, draft))


@blueprint.post("/<page>")
@when_open
def answer(journey: Journey, page: str) -> str | Response:
    """Keep what was typed, then go where the button leads."""
    asked, draft = _asked(journey, page), current_draft(journey)
    if draft is None and session.pop(TOKEN, None) and asked is not journey.pages[0]:
        # The draft has died. Say so once; posted again, the page begins a new draft.
        return _carried_through(journey, asked)
    if draft is not None and draft.sent:
        return redirect(address(SENT), code=303)
    form = form_class(asked)()
    fits = form.validate()
    draft = _keep(journey, asked, form, fits)
    do = request.form.get("do", "next")
    if do == "next" and not fits:
        return make_response(_question(journey, asked, form), 422)
    return redirect(_where_to(journey, asked, draft, do), code=303)


@blueprint.errorhandler(HTTPStatus.SERVICE_UNAVAILABLE)
def closed_meanwhile(error: HTTPException) -> Response:
    """Where the form has closed while somebody wrote, their page comes back with all of it."""
    if request.endpoint != "forms.answer":
        return error_page(HTTPStatus.SERVICE_UNAVAILABLE)
    journey = request.view_args["journey"]
    page = _asked(journey, request.view_args["page"])
    return make_response(
        _question(journey, page, form_class(page)(), closed=True), HTTPStatus.SERVICE_UNAVAILABLE
    )


def session_ended() -> Response | None:
    """The page just posted, with all that was typed, where its form's token no longer fits.

    None where no form was posted.
    """
    values = request.view_args or {}
    journey = values.get("journey")
    if journey is None:
        return None
    page = journey.page(values.get("page", ""))
    if page is None:
        return redirect(url_for("forms.start"), code=303)
    return _carried_through(journey, page)


def _asked(journey: Journey, slug: str) -> Page:
    asked = journey.page(slug)
    if asked is None:
        abort(404)
    return asked


def _filled(page: Page, draft: Draft | None) -> PageForm:
    if draft is None:
        return form_class(page)(formdata=None)
    if page.slug in draft.typed:
        return form_class(page)(formdata=as_typed(draft.typed[page.slug]))
    return form_class(page)(
        formdata=None, data={**draft.answers, "readers": draft.readers.get(page.slug)}
    )


def _question(
    journey: Journey, page: Page, form: PageForm, returned: bool = False, closed: bool = False
) -> str:
    return shown(
        "question.html",
        journey,
        page=page,
        form=form,
        fields=[form[question.name] for question in page.questions],
        number=journey.number(page),
        errors=form.errors,
        returned=returned,
        closed=closed,
        form_id="form",
        form_address=url_for("forms.answer", page=page.slug),
    )


def _carried_through(journey: Journey, page: Page) -> Response:
    return make_response(_question(journey, page, form_class(page)(), returned=True), 422)


def _keep(journey: Journey, page: Page, form: PageForm, fits: bool) -> Draft:
    token = session.setdefault(TOKEN, new_token())
    drafting.begin(house().store, token, journey, now())
    with drafting.changing(house().store, token, journey, now()) as (_, draft):
        typed = {} if fits else what_was_typed(form, request.form)
        draft.keep(page, form.kept(), form.reader(), typed)
    return draft


def _where_to(journey: Journey, page: Page, draft: Draft, do: str) -> str:
    if elsewhere := away(do, page.slug):
        return elsewhere
    if do == "back":
        before = journey.before(page)
        return address(before.slug) if before else url_for("forms.start")
    # Once the answers were checked, every change leads back there.
    following = None if draft.receipt else journey.after(page)
    return address(following.slug if following else CHECK)
