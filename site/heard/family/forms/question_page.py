"""One page of a form as it is shown: with what is kept of it, or as it was just posted."""

from flask import make_response, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from heard.authority.hours import LONDON
from heard.casework.drafts.draft import Draft
from heard.family.forms import carrying, honeypot, panels, uploads, whose
from heard.family.forms.blueprint import address, goes_apart, reading_of, shown
from heard.family.site import now
from heard.journeys.model.audience import APART_WORDS
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import FROM_PAPER, PAPER, Journey, Page
from heard.web.forms.fields import question_field
from heard.web.forms.page_form import PageForm, as_typed, form_class

#: Where the cookie remembers that a family was told of a draft that has died, and of which form.
TOLD = "told"

#: The field of a page that names what a new version of the form had no place for.
TOLD_LOST = "told_lost"


def begins_with(journey: Journey, page: Page) -> bool:
    """Whether a form can begin with this page."""
    return page in (journey.pages[0], PAPER)


def posted(journey: Journey, page: Page, draft: Draft | None = None) -> PageForm:
    """The page as it was posted, with the files that it had before."""
    return form_class(page, journey.said)(data=draft.answers if draft else None)


def filled(journey: Journey, page: Page, draft: Draft | None) -> PageForm:
    """The page with what is kept of it, also what could not be kept as an answer."""
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


def question_page(
    journey: Journey,
    page: Page,
    form: PageForm,
    draft: Draft | None,
    returned: bool = False,
    closed: bool = False,
    hurried: bool = False,
    elsewhere: whose.Asked | None = None,
) -> str:
    """The page; `returned`, `closed` and `hurried` say why a page comes back as it was posted.

    So does `elsewhere`: it must be said first where the page belongs.
    """
    way = draft.way(journey) if draft else journey.way({}, {})
    made_for = request.form.get(whose.MADE_FOR) if elsewhere else whose.made_for(journey, draft)
    return shown(
        "forms/question.html",
        journey,
        page=page,
        form=form,
        fields=[form[question.name] for question in page.questions],
        number=way.number(page),
        of=0 if journey.branches else len(way.pages),
        can_skip=bool(journey.age) and not any(each.required for each in page.questions),
        **uploads.frame(page),
        no_files=uploads.question_of(page) and not uploads.files_can_come(),
        copies=draft.copies(journey, page) if draft and page.copy else 1,
        panel=panels.panel(journey, page, draft.answers if draft else {}),
        ends=draft.session_ends() if draft else None,
        moment=now(),
        reading=reading_of(journey, draft),
        seen_by=None if page.asks_readers else _seen_by(journey, page, draft),
        errors=any(field.errors for field in form),
        lost=[] if draft is None or draft.told_lost else draft.lost,
        told_lost=TOLD_LOST,
        add_again=_to_add_again(returned, closed or hurried),
        returned=returned,
        closed=closed,
        hurried=hurried,
        made_for=made_for,
        elsewhere=elsewhere or whose.asked_about_the_name(journey, page, draft),
        set_aside=draft.set_aside if draft else None,
        put_in=carrying.titles_put_in(journey, draft),
        pace=None
        if draft
        else (honeypot.BOX, honeypot.MADE, honeypot.moment(again=request.method == "POST")),
        form_id="form",
        form_address=url_for("forms.answer", page=page.slug),
    )


def _to_add_again(gone: bool, unkept: bool) -> tuple[str, ...]:
    """The files that are not kept: all of a draft that is gone, and what came with this post."""
    came = uploads.came_along() if gone or unkept else ()
    return (*uploads.listed(), *came) if gone else came


def _seen_by(journey: Journey, page: Page, draft: Draft | None) -> str:
    """Who sees a page on which there is nothing to choose."""
    apart = goes_apart(journey, draft)
    return APART_WORDS if apart else journey.said.circles[page.audience({})]


def carried_through(journey: Journey, page: Page) -> Response:
    """The page as it was posted, although nothing of it is kept yet."""
    session[TOLD] = journey.name
    body = question_page(journey, page, posted(journey, page), None, returned=True)
    return make_response(body, 422)


def missing(journey: Journey, draft: Draft) -> list[tuple[str, str]]:
    """What stands in the way of sending, in words, each with the address of the box it is about."""
    found: list[tuple[str, str]] = []
    for page in draft.unfinished(journey):
        form, title = filled(journey, page, draft), gettext(page.title, n=page.copy)
        place = address(page.slug)
        fields = [question_field(form, question.name) for question in page.questions]
        wrong = [
            (f"{title}: {' '.join(field.errors)}", f"{place}#{field.id}{field.first}")
            for field in fields
            if field.question.typed and not field.validate(form)
        ]
        found += wrong or [(title, place)]
    return found
