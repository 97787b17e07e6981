"""What is typed is kept while it is typed: the script posts it on a pause, and on its way out.

Nothing is validated and nobody is led anywhere. Words that come late never take the place of newer
ones, and nothing comes back that somebody has left, thrown away or sent.
"""

from http import HTTPStatus

from flask import Response, jsonify, request, session
from flask_babel import gettext

from heard.casework.drafts import drafts
from heard.casework.drafts.draft import Draft
from heard.family.forms import honeypot, whose
from heard.family.forms.blueprint import TOKEN, blueprint, when_open
from heard.family.forms.question_page import TOLD, begins_with, posted
from heard.family.site import now, site
from heard.journeys.model.journey import Journey, Page
from heard.vault.drafts import new_token
from heard.web.forms.answers import speech
from heard.web.forms.page_form import PageForm, what_was_typed
from heard.web.page_language import clock_time

#: The field in which the script says when something was typed or pressed.
AT = "at"

#: The view that keeps what is typed; what goes wrong there must not disturb whoever types.
ENDPOINT = "forms.keep_typed"
#: What its address has behind that of the page.
TYPED = "/typed"


@blueprint.post(f"/<page>{TYPED}")
@when_open
def keep_typed(journey: Journey, page: str) -> Response:
    """Keep what stands on a page at this moment; until when, and words for the page that say so."""
    asked = journey.page(page)
    if asked is None:
        return not_kept()
    # A page that was made without a draft says so by what it carries (`honeypot`).
    begins = (
        (begins_with(journey, asked) or session.get(TOLD) == journey.name)
        and honeypot.MADE in request.form
        and not honeypot.too_quick()
    )
    token = session.get(TOKEN) or (new_token() if begins else None)
    if token is None:
        return not_kept()
    moment = typed_at()

    def take(draft: Draft) -> bool:
        form = posted(journey, asked, draft)
        # A page that is not asked any more brings nothing; one that was made of another draft waits
        # until a button is pressed: then it is asked where it belongs.
        if (
            draft.sent
            or draft.is_late(asked, moment)
            or not draft.meets(journey, asked)
            or whose.belongs_elsewhere(journey, asked, draft, form, "")
        ):
            return False
        take_typed(draft, asked, form, moment)
        draft.at = asked.slug
        return True

    kept = drafts.change(site().store, token, journey, now(), take, begins=begins)
    if kept is None or not kept[1]:
        return not_kept()
    session.setdefault(TOKEN, token)
    ends = kept[0].session_ends()
    return jsonify(
        ends=ends.isoformat(),
        made_for=whose.made_for(journey, kept[0]),
        kept=gettext(
            "Kept at %(time)s. This browser forgets it at %(end)s if you do not go on.",
            time=clock_time(now()),
            end=clock_time(ends),
        ),
        warn=gettext(
            "Are you still there? At %(time)s this browser forgets what you wrote. "
            "Press here to keep it longer.",
            time=clock_time(ends),
        ),
    )


def not_kept() -> Response:
    """The page stays as it is and says nothing: a button keeps it still, or says why not."""
    return Response(status=HTTPStatus.CONFLICT, mimetype="text/plain")


def take_typed(draft: Draft, page: Page, form: PageForm, at: float) -> bool:
    """Take what was posted into the draft; whether all of it can be kept as answers."""
    fits = form.validate()
    typed = {} if fits else what_was_typed(form, request.form)
    draft.keep(page, form.kept(), form.reader(), typed, at)
    draft.note(page, speech())
    return fits


def typed_at() -> float:
    """The second at which it was typed, by our clock as the page has counted on from it."""
    moment = int(now().timestamp() * 1000)
    try:
        return min(int(request.form[AT]), moment) / 1000
    except (KeyError, ValueError, OverflowError):
        return moment / 1000
