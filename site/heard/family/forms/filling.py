"""Filling in a form, one question a page.

All buttons that leave a page save what was typed first. Only "go on" insists that it can be kept.
"""

from http import HTTPStatus

from flask import abort, make_response, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from heard.authority.hours import LONDON
from heard.casework.drafts import drafts
from heard.casework.drafts.carry_over import lose
from heard.casework.drafts.draft import WITH_CODE, Draft
from heard.casework.files.disk_space import room_for_files
from heard.family.forms import honeypot, panels, uploads
from heard.family.forms.admission import crowded
from heard.family.forms.blueprint import (
    CHECK,
    SENT,
    TOKEN,
    address,
    away,
    blueprint,
    current_draft,
    place_of,
    reading_of,
    shown,
    when_open,
)
from heard.family.guides.views import answering_now
from heard.family.print import blank_forms
from heard.family.site import now, site
from heard.journeys.model.journey import FROM_PAPER, PAPER, Journey, Page, copy_of
from heard.journeys.model.questions import DateOf
from heard.vault.drafts import new_token
from heard.web.errors import error_page
from heard.web.forms.answers import speech
from heard.web.forms.page_form import READERS, PageForm, as_typed, form_class, what_was_typed

#: Where the cookie remembers that a family was told of a draft that has died, and of which form.
_TOLD = "told"

#: What is posted with a page beside its answers.
_NO_ANSWERS = frozenset({"csrf_token", "do", READERS, honeypot.BOX, honeypot.MADE})

#: The field of a page that names what a new version of the form had no place for.
TOLD_LOST = "told_lost"


@blueprint.get("")
@when_open
def start(journey: Journey) -> str:
    """Before the first box: who reads it, who may see it, the exception, and when it is read.

    The grown-up beside a small child gets a page of their own before that.
    """
    return _start(journey, "forms/grown-up.html" if journey.with_grown_up else "forms/start.html")


@blueprint.get("/before")
@when_open
def before(journey: Journey) -> str | Response:
    """What a small child is told before the first box, after the grown-up's page."""
    if not journey.with_grown_up:
        return redirect(url_for("forms.start"))
    return _start(journey, "forms/start.html")


def _start(journey: Journey, template: str) -> str:
    draft = current_draft(journey)
    return shown(
        template,
        journey,
        reading=reading_of(journey),
        answering=answering_now(now()),
        going_on=draft is not None,
        first=address((draft and draft.at) or journey.pages[0].slug),
        papers=blank_forms.links(journey),
        code_days=WITH_CODE.days,
    )


@blueprint.get("/<page>")
@when_open
def question(journey: Journey, page: str) -> str | Response:
    """One page with what was answered so far."""
    asked, draft = _asked(journey, page), current_draft(journey)
    if draft is not None and draft.sent:
        return redirect(address(SENT))
    if draft is None and not _begins(journey, asked):
        return redirect(url_for("forms.start"))
    if draft is not None and asked not in draft.way(journey).pages and asked is not PAPER:
        return redirect(address(CHECK))
    return _question(journey, asked, _filled(journey, asked, draft), draft)


@blueprint.post("/<page>")
@when_open
def answer(journey: Journey, page: str) -> str | Response:
    """Keep what was typed, then go where the button leads."""
    if journey.page(page) is None:
        return _page_is_gone(journey)
    asked = _asked(journey, page)
    if crowded():
        body = _question(journey, asked, _posted(journey, asked), None, hurried=True)
        return make_response(body, HTTPStatus.SERVICE_UNAVAILABLE)
    told = session.pop(_TOLD, None) == journey.name
    begins = told or _begins(journey, asked)
    quick = begins and honeypot.too_quick()
    do = request.form.get("do", "next")
    draft, form = _keep(journey, asked, do, begins=begins and not quick)
    if draft is None and quick:
        return make_response(_question(journey, asked, form, None, hurried=True), 422)
    if draft is None:
        # The draft has died. Say so once; posted again, the page begins a new draft.
        return _carried_through(journey, asked)
    if draft.sent:
        return redirect(address(SENT), code=303)
    fits = not form.errors
    goes_on = do == "next" or do.startswith("another:")
    uploads.drop(journey, asked, session[TOKEN], do)
    refused, files = uploads.take(journey, asked, session[TOKEN]), uploads.question_of(asked)
    if refused and files:
        draft = current_draft(journey)
        if draft is None:
            return _carried_through(journey, asked)
        form = _filled(journey, asked, draft)
        form[files.name].errors = refused
    if (refused and do in ("next", "stay")) or (not fits and goes_on):
        return make_response(_question(journey, asked, form, draft), 422)
    return redirect(_where_to(journey, asked, draft, do), code=303)


@blueprint.errorhandler(HTTPStatus.SERVICE_UNAVAILABLE)
def closed_meanwhile(error: HTTPException) -> Response:
    """Where the form has closed while somebody wrote, their page comes back with all of it."""
    values = request.view_args or {}
    if request.endpoint != "forms.answer":
        return error_page(HTTPStatus.SERVICE_UNAVAILABLE)
    journey: Journey = values["journey"]
    page = _asked(journey, values["page"])
    body = _question(journey, page, _posted(journey, page), None, closed=True)
    return make_response(body, HTTPStatus.SERVICE_UNAVAILABLE)


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


def _page_is_gone(journey: Journey) -> Response:
    """Keep for the family what they typed on a page that the form has lost while it was open."""

    def take(draft: Draft) -> None:
        for name, values in request.form.lists():
            if name not in _NO_ANSWERS and not draft.sent:
                lose(draft, name, ", ".join(values))

    if drafts.change(site().store, session.get(TOKEN, ""), journey, now(), take) is None:
        abort(404)
    return redirect(place_of(journey), code=303)


def _begins(journey: Journey, page: Page) -> bool:
    """Whether a form can begin with this page."""
    return page in (journey.pages[0], PAPER)


def _posted(journey: Journey, page: Page, draft: Draft | None = None) -> PageForm:
    """The page as it was posted, with the files that it had before."""
    return form_class(page, journey.said)(data=draft.answers if draft else None)


def _filled(journey: Journey, page: Page, draft: Draft | None) -> PageForm:
    form = form_class(page, journey.said)
    if draft is not None and page.slug in draft.typed:
        return form(formdata=as_typed(draft.typed[page.slug]), data=draft.answers)
    today = now().astimezone(LONDON).date().isoformat()
    begins = {q.name: today for q in page.questions if isinstance(q, DateOf) and q.begins_today}
    if page is PAPER:
        begins |= FROM_PAPER
    if draft is None:
        return form(formdata=None, data=begins)
    return form(
        formdata=None, data={**begins, **draft.answers, "readers": draft.readers.get(page.slug)}
    )


def _question(
    journey: Journey,
    page: Page,
    form: PageForm,
    draft: Draft | None,
    returned: bool = False,
    closed: bool = False,
    hurried: bool = False,
) -> str:
    way = draft.way(journey) if draft else journey.way({}, {})
    return shown(
        "forms/question.html",
        journey,
        page=page,
        form=form,
        fields=[form[question.name] for question in page.questions],
        number=way.number(page),
        of=0 if journey.branches else len(way.pages),
        can_skip=bool(journey.age) and not any(each.required for each in page.questions),
        no_room=uploads.question_of(page) and not room_for_files(site().store.disk),
        copies=draft.copies(journey, page) if draft and page.copy else 1,
        panel=panels.panel(journey, page, draft.answers if draft else {}),
        ends=draft.session_ends() if draft else None,
        moment=now(),
        reading=reading_of(journey),
        errors=any(field.errors for field in form),
        lost=[] if draft is None or draft.told_lost else draft.lost,
        told_lost=TOLD_LOST,
        returned=returned,
        closed=closed,
        hurried=hurried,
        pace=None if draft else (honeypot.BOX, honeypot.MADE, honeypot.moment()),
        form_id="form",
        form_address=url_for("forms.answer", page=page.slug),
    )


def _carried_through(journey: Journey, page: Page) -> Response:
    """The page as it was posted, although nothing of it is kept yet."""
    session[_TOLD] = journey.name
    body = _question(journey, page, _posted(journey, page), None, returned=True)
    return make_response(body, 422)


def _keep(journey: Journey, page: Page, do: str, *, begins: bool) -> tuple[Draft | None, PageForm]:
    """Keep what was posted in the draft. None where there is no draft."""
    token = session.get(TOKEN) or (new_token() if begins else None)
    if token is None:
        return None, _posted(journey, page)

    def take(draft: Draft) -> PageForm:
        form = _posted(journey, page, draft)
        if not draft.sent:
            _take(draft, journey, page, form, do)
        return form

    kept = drafts.change(site().store, token, journey, now(), take, begins=begins)
    if kept is None:
        return None, _posted(journey, page)
    session.setdefault(TOKEN, token)
    return kept


def _take(draft: Draft, journey: Journey, page: Page, form: PageForm, do: str) -> None:
    fits = form.validate()
    draft.keep(page, form.kept(), form.reader(), {} if fits else what_was_typed(form, request.form))
    draft.note(page, speech())
    draft.visit(journey, page)
    if TOLD_LOST in request.form:
        draft.told_lost = True
    if do == "danger":
        draft.urgent = True
    if page.copy:
        _count_copies(draft, journey, page, do, fits)


def _count_copies(draft: Draft, journey: Journey, page: Page, do: str, fits: bool) -> None:
    """Add a copy of the page, or take this one out, once however often the button was pressed.

    The button says how many there were when its page was made.
    """
    verb, _, count = do.partition(":")
    if count == str(draft.copies(journey, page)):
        if verb == "another" and fits:
            draft.add_copy(journey, page)
        if verb == "remove":
            draft.remove_copy(journey, page)


def _where_to(journey: Journey, page: Page, draft: Draft, do: str) -> str:
    if elsewhere := away(do, page.slug):
        return elsewhere
    if do == "stay" or do.startswith("drop:"):
        return address(page.slug)
    way = draft.way(journey)
    if page.copy and do.startswith("another:"):
        copies = draft.copies(journey, page)
        return address(copy_of(journey.repeated(page), copies).slug)
    if page.copy and do.startswith("remove:"):
        return address(page.slug if page in way.pages else journey.repeated(page).slug)
    if do == "back":
        before = way.before(page)
        return address(before.slug) if before else url_for("forms.start")
    # Once the answers were checked, every change leads back there, past pages that it has brought.
    following = draft.unseen(journey) if draft.receipt else way.after(page)
    return address(following.slug if following else CHECK)
