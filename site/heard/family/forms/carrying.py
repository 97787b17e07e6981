"""One meeting, told once: after a form was sent, another one about the same meeting begins with
what was told already.

What is carried goes from the sent draft into the new one and nowhere else. It is not offered once
the sent one has gone, and a form begun so that nobody has touched goes with it.
"""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from heard.casework.drafts import drafts
from heard.casework.drafts.draft import Draft
from heard.casework.drafts.same_meeting import begin_with, common
from heard.family.forms import whose
from heard.family.forms.blueprint import (
    CHECK,
    SENT,
    TOKEN,
    address,
    away,
    blueprint,
    current_draft,
    place_of,
    shown,
    when_open,
)
from heard.family.site import now, site
from heard.journeys.catalogue import FOR_CHILDREN, JOURNEYS, by_slug
from heard.journeys.model.journey import Journey
from heard.journeys.model.roles import Role

#: The two kinds of buttons, each followed by the slug of a form.
SAME_CHILD, ANOTHER_CHILD = "form", "child"


def is_about_a_child(journey: Journey) -> bool:
    """Whether the form names a child, so that another one can be about the same meeting."""
    return any(page.asks(Role.CHILD_FIRST_NAME) for page in journey.pages)


def forms_for_the_same_child(journey: Journey) -> tuple[Journey, ...]:
    """The other forms that whoever has sent this one may fill in next; a child has one form."""
    if journey.age or not is_about_a_child(journey):
        return ()
    return tuple(
        each
        for each in JOURNEYS
        if each is not journey and not each.age and is_about_a_child(each) and not _for_others(each)
    )


def forms_for_another_child(journey: Journey) -> tuple[Journey, ...]:
    """The forms for a brother or sister, who may be of another age."""
    if not is_about_a_child(journey):
        return ()
    return FOR_CHILDREN if journey.age else (journey,)


def _for_others(journey: Journey) -> bool:
    """Whether somebody else holds the pen: there, whoever sends it is not the one who speaks."""
    return any(page.asks(Role.PEN_NAME) for page in journey.pages)


@blueprint.get("/another")
@when_open
def another(journey: Journey) -> str | Response:
    """Which form comes next, and what is put into it."""
    draft = current_draft(journey)
    if draft is None or not draft.sent or draft.shared or not is_about_a_child(journey):
        return redirect(place_of(journey) if draft else url_for("forms.start"))
    return shown(
        "forms/another.html",
        journey,
        made_for=whose.made_for(journey, draft),
        same_child=forms_for_the_same_child(journey),
        another_child=forms_for_another_child(journey),
        begun=_begun_already(journey),
        child_first=bool(journey.age) or _for_others(journey),
        until=draft.ends(),
        back=address(SENT),
        form_id="form",
    )


@blueprint.post("/another")
@when_open
def begin_another(journey: Journey) -> Response:
    """Begin the form that was chosen, with what it has in common with the one that was sent."""
    do, draft = request.form.get("do", ""), current_draft(journey)
    verb, _, slug = do.partition(":")
    if verb == "language" and slug in site().council.languages:
        return redirect(url_for("forms.another", lang=slug), code=303)
    if elsewhere := away(do, SENT):
        return redirect(elsewhere, code=303)
    target = by_slug(slug)
    offered = {
        SAME_CHILD: forms_for_the_same_child(journey),
        ANOTHER_CHILD: forms_for_another_child(journey),
    }
    # What is put in would show what was sent, to whoever has the phone next.
    if draft is None or not draft.sent or draft.shared or whose.made_of_another(journey, draft):
        return redirect(place_of(journey) if draft else url_for("forms.gone"), code=303)
    if target is None or target not in offered.get(verb, ()):
        return redirect(url_for("forms.another"), code=303)
    return redirect(_begin(journey, draft, target, another_child=verb == ANOTHER_CHILD), code=303)


def _begun_already(journey: Journey) -> dict[str, str]:
    """Forms that this browser has begun and not sent, which go on as they are: the child's name."""
    store, token = site().store, session.get(TOKEN)
    found = {}
    for each in (*forms_for_the_same_child(journey), *forms_for_another_child(journey)):
        begun = drafts.read(store, token, each, now()) if each is not journey else None
        if begun is not None and not begun.sent:
            found[each.slug] = begun.about(each)
    return found


def _begin(journey: Journey, draft: Draft, target: Journey, *, another_child: bool) -> str:
    """The address at which the new form goes on. One that was begun before goes on as it is."""
    store, token, moment = site().store, session[TOKEN], now()
    found = common(draft, journey, target, another_child=another_child)
    if another_child:
        # Nothing of the child before is on the screen any more.
        drafts.throw_away(store, token, journey, moment)
    if drafts.read(store, token, target, moment) is not None:
        return place_of(target)

    def fill(new: Draft) -> None:
        begin_with(new, target, found, until=draft.ends())

    begun = drafts.begin(store, token, target, moment, fill)
    first = begun.unseen(target)
    return address(first.slug if first else CHECK, form=target.slug)


def titles_put_in(journey: Journey, draft: Draft | None) -> list[tuple[str, int]] | None:
    """On the first page of a form that was begun so: the pages that are answered already, by title
    and number. None on every other page."""
    if draft is None or not draft.is_untouched():
        return None
    pages = draft.way(journey).pages
    return [(page.title, page.copy) for page in pages if page.slug in draft.carried]
