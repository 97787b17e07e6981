"""Filling in a form, one question a page.

All buttons that leave a page save what was typed first. Only "go on" insists that it can be kept,
and asks once about what may be a slip; pressed again, it goes on with what was typed.
"""

from collections.abc import Callable
from http import HTTPStatus

from flask import abort, make_response, redirect, request, session, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from heard.authority.hours import LONDON
from heard.casework.drafts import drafts, kept_pages
from heard.casework.drafts.carry_over import lose
from heard.casework.drafts.draft import WITH_CODE, Draft
from heard.family.forms import danger, honeypot, uploads, whose
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
from heard.family.forms.carrying import is_about_a_child
from heard.family.forms.keeping import AT, ENDPOINT, not_kept, take_typed, typed_at
from heard.family.forms.question_page import (
    TOLD,
    TOLD_LOST,
    begins_with,
    carried_through,
    filled,
    posted,
    question_page,
)
from heard.family.forms.shared_phone import note_others, others_use_it
from heard.family.guides import children_frame
from heard.family.guides.views import answering_now
from heard.family.print import blank_forms
from heard.family.site import now, site
from heard.journeys.model.audience import APART_WORDS
from heard.journeys.model.journey import Journey, Page, copy_of
from heard.vault.drafts import new_token
from heard.web import page_tokens
from heard.web.errors import error_page, log_fault
from heard.web.forms.fields import FilesField
from heard.web.forms.page_form import READERS, PageForm
from heard.web.serving.compression import everybody_gets_this

#: What is posted with a page beside its answers.
_NO_ANSWERS = frozenset(
    {"csrf_token", "do", READERS, honeypot.BOX, honeypot.MADE, *whose.FIELDS, TOLD_LOST, AT}
    | {FilesField.listed}
)


#: Whoever presses one of these is led to help at once, also where a file was refused. Every other
#: button first shows which file was not taken, and why; pressed again, it goes on.
_TO_HELP = frozenset({"danger", "visit:help"})


@blueprint.get("")
@when_open
def start(journey: Journey) -> str:
    """Before the first box: who reads it, who may see it, the exception, and when it is read.

    The grown-up beside a small child gets a page of their own before that.
    """
    return _start(journey, "forms/grown-up.html" if journey.with_grown_up else "forms/start.html")


@blueprint.post("")
@when_open
def begin(journey: Journey) -> Response:
    """Note whether others use this phone; go to the first page, or to where the form was left."""
    child_next = request.form.get("do") == "child"
    if child_next or not journey.with_grown_up:
        note_others()
    if child_next:
        return redirect(url_for("forms.before"), code=303)
    return redirect(place_of(journey), code=303)


@blueprint.get("/before")
@when_open
def before(journey: Journey) -> str | Response:
    """What a small child is told before the first box, after the grown-up's page."""
    if not journey.with_grown_up:
        return redirect(url_for("forms.start"))
    return _start(journey, "forms/start.html")


def _start(journey: Journey, template: str) -> str:
    draft, others = current_draft(journey), others_use_it()
    if draft is None and not others:
        everybody_gets_this()
    return shown(
        template,
        journey,
        **(children_frame.BEFORE_A_FORM if journey.age else {}),
        reading=reading_of(journey),
        answering=answering_now(now()),
        going_on=draft is not None and bool(draft.answers or draft.typed),
        was_sent=draft is not None and bool(draft.sent),
        others=others,
        more=draft is not None and _more(journey, draft),
        apart=APART_WORDS if site().sealer.may_keep_apart(journey) else "",
        papers=blank_forms.links(journey),
        code_days=WITH_CODE.days,
    )


def _more(journey: Journey, draft: Draft) -> bool:
    return bool(draft.sent) and not draft.shared and is_about_a_child(journey)


@blueprint.get("/<page>")
@when_open
def question(journey: Journey, page: str) -> str | Response:
    """One page with what was answered so far."""
    asked, draft = _asked(journey, page), current_draft(journey)
    if draft is not None and draft.sent:
        return redirect(address(SENT))
    if draft is None and not begins_with(journey, asked):
        return redirect(url_for("forms.start"))
    if draft is not None and not draft.meets(journey, asked):
        return redirect(address(CHECK))
    return question_page(journey, asked, filled(journey, asked, draft), draft)


@blueprint.post("/<page>")
@when_open
def answer(journey: Journey, page: str) -> str | Response:
    """Keep what was typed, then go where the button leads."""
    if journey.page(page) is None:
        return _page_is_gone(journey)
    asked = _asked(journey, page)
    if crowded() and danger.pressed():
        return danger.help_at_once(journey, asked)
    if crowded():
        body = question_page(journey, asked, posted(journey, asked), None, hurried=True)
        return make_response(body, HTTPStatus.SERVICE_UNAVAILABLE)
    told = session.pop(TOLD, None) == journey.name
    begins = told or begins_with(journey, asked)
    do = request.form.get("do", "next")
    goes_on = _goes_on(do)
    # Whoever leaves the page for help, a break or another language is never held up.
    quick = begins and (goes_on or do in ("skip", "stay")) and honeypot.too_quick()
    draft, form, elsewhere = _keep(journey, asked, do, begins=begins and not quick)
    if draft is None and quick:
        return make_response(question_page(journey, asked, form, None, hurried=True), 422)
    if draft is None and do == "danger":
        return danger.help_at_once(journey, asked)
    if draft is None:
        # The draft has died. Say so once; posted again, the page begins a new draft.
        return carried_through(journey, asked)
    if elsewhere is not None and do == "danger":
        return danger.help_at_once(journey, asked)
    if elsewhere is not None:
        form = posted(journey, asked, draft)
        body = question_page(journey, asked, form, draft, elsewhere=elsewhere)
        return make_response(body, 422)
    if do.startswith(f"{whose.OTHER}:"):
        return redirect(whose.begin_other(journey, asked, _taking(journey, asked, do)), code=303)
    if draft.sent:
        return redirect(away(do, SENT) or address(SENT), code=303)
    fits = not form.errors
    uploads.drop(journey, asked, session[TOKEN], do)
    refused, files = uploads.take(journey, asked, session[TOKEN]), uploads.question_of(asked)
    if files and (refused or form.errors or form.asks):
        # The page comes back: it lists what has just been taken, and names what was not.
        draft = current_draft(journey)
        if draft is None:
            return carried_through(journey, asked)
        form[files.name].process_data(draft.answers.get(files.name))
        form[files.name].errors = refused
    if (refused and do not in _TO_HELP) or (not fits and _goes_on(do)):
        return make_response(question_page(journey, asked, form, draft), 422)
    if form.asks:
        return question_page(journey, asked, form, draft)
    return redirect(_where_to(journey, asked, draft, do), code=303)


@blueprint.errorhandler(HTTPStatus.SERVICE_UNAVAILABLE)
def closed_meanwhile(error: HTTPException) -> Response:
    """Where the form has closed while somebody wrote, their page comes back with all of it."""
    values = request.view_args or {}
    journey: Journey | None = values.get("journey")
    page = journey.page(values.get("page", "")) if journey else None
    if journey is None or page is None or request.endpoint != "forms.answer":
        return error_page(HTTPStatus.SERVICE_UNAVAILABLE)
    if danger.pressed():
        return make_response(danger.help_at_once(journey, page))
    body = question_page(journey, page, posted(journey, page), None, closed=True)
    return make_response(body, HTTPStatus.SERVICE_UNAVAILABLE)


def session_ended() -> Response | None:
    """The page just posted, with all that was typed, where its form's token no longer fits.

    None where no form was posted.
    """
    values = request.view_args or {}
    journey = values.get("journey")
    if journey is None:
        return None
    if request.endpoint == ENDPOINT:
        return not_kept()
    page = journey.page(values.get("page", ""))
    if page is None or not _may_come_back():
        return redirect(url_for("forms.gone"), code=303)
    if danger.pressed():
        return make_response(danger.help_at_once(journey, page))
    return carried_through(journey, page)


def _may_come_back() -> bool:
    """Whether a page of an ended session may show what was typed on it.

    Not where somebody has left since it was made, or where nobody can say: a browser posts it again
    after Back and Reload.
    """
    made_in = page_tokens.session_of_page(kept_pages.LEFT_FOR)
    try:
        return made_in is not None and not kept_pages.was_left(site().store, made_in)
    except OperationalError as error:
        log_fault(error)
        return False


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
    place = place_of(journey)
    return redirect(away(request.form.get("do", ""), journey.pages[0].slug) or place, code=303)


def _keep(
    journey: Journey, page: Page, do: str, *, begins: bool
) -> tuple[Draft | None, PageForm, whose.Asked | None]:
    """Keep what was posted in the draft, unless it must be asked first where it belongs.

    The draft is None where there is none.
    """
    token = session.get(TOKEN) or (new_token() if begins else None)
    if token is None:
        return None, posted(journey, page), None
    taking = _taking(journey, page, do)

    def take(draft: Draft) -> tuple[PageForm, whose.Asked | None]:
        form = posted(journey, page, draft)
        elsewhere = whose.belongs_elsewhere(journey, page, draft, form, do)
        if elsewhere or draft.sent or do.startswith(f"{whose.OTHER}:"):
            return form, elsewhere
        return taking(draft), None

    kept = drafts.change(site().store, token, journey, now(), take, begins=begins)
    if kept is None:
        return None, posted(journey, page), None
    session.setdefault(TOKEN, token)
    draft, (form, elsewhere) = kept
    return draft, form, elsewhere


def _taking(journey: Journey, page: Page, do: str) -> Callable[[Draft], PageForm]:
    """What takes the posted page into a draft."""

    def take(draft: Draft) -> PageForm:
        form = posted(journey, page, draft)
        _take(draft, journey, page, form, do)
        return form

    return take


def _take(draft: Draft, journey: Journey, page: Page, form: PageForm, do: str) -> None:
    fits = take_typed(draft, page, form, typed_at())
    draft.visit(journey, page)
    if do.startswith(f"{whose.HERE}:"):
        draft.same_child(journey)
    draft.settle(journey)
    if TOLD_LOST in request.form:
        draft.told_lost = True
    if whose.TOLD_ASIDE in request.form:
        draft.set_aside = None
    if do == "danger":
        draft.urgent = True
    if fits and _goes_on(do):
        form.ask_once(draft.ask_once(page, now().astimezone(LONDON).date()))
    if page.copy:
        _count_copies(draft, journey, page, do, fits and not form.asks)


def _goes_on(do: str) -> bool:
    """Whether a button leads on from a page that is done."""
    return do == "next" or do.startswith(("another:", f"{whose.HERE}:"))


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
    if whose.asked_about_the_name(journey, page, draft):
        return address(page.slug)
    # Once the answers were checked, every change leads back there, past pages that it has brought.
    following = draft.unseen(journey) if draft.receipt else draft.after(journey, page)
    return address(following.slug if following else CHECK)
