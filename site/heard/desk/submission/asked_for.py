"""One thing that a family asked for: where it stands, what was said of it, and saying more."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from heard.casework.errors import CannotSay, DoesNotAgree, NoSuchNeed, SaidMeanwhile
from heard.casework.reading.needs import Need
from heard.casework.reading.opened import OpenedSubmission
from heard.casework.reading.opening import open_submission
from heard.casework.reading.saying import can_say, say
from heard.casework.sending.need_words import NeedWords
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site
from heard.desk.submission.contact_card import contact_card
from heard.desk.submission.need_form import ChildsNeedForm, NeedForm
from heard.desk.submission.wording import DOES_NOT_AGREE, need_state_words, spoken_in
from heard.languages.marks import N_
from heard.vault.errors import CannotSeal
from heard.web.page_language import long_date

blueprint = Blueprint("asked_for", __name__)


@blueprint.get("/submissions/<reference>/needs/<need_id>")
@needs(Permission.OPEN, Permission.REPLY)
def page(reference: str, need_id: str) -> tuple[str, int]:
    """Log the opening, and show where one thing stands with the box to say more."""
    opened, need = _find(reference, need_id)
    return _page(opened, need, _form(opened, need))


@blueprint.post("/submissions/<reference>/needs/<need_id>")
@needs(Permission.OPEN, Permission.REPLY)
def post(reference: str, need_id: str) -> Response | tuple[str, int]:
    """Seal what was said and go back to the whole; where something is wrong, the page as typed."""
    desk = desk_site()
    opened, need = _find(reference, need_id)
    form = _form(opened, need)
    if not form.validate():
        return _page(opened, need, form, 422)
    right = access(Permission.REPLY)
    try:
        say(desk.store, desk.logbook, right, reference, need, form.said(), site.now())
    except SaidMeanwhile:
        form.refuse(
            N_(
                "Somebody has said something of this since you opened the page: it stands above. "
                "Nothing was sent. If yours is still right, send it again."
            )
        )
    except CannotSay:
        form.refuse(N_("Nothing can be said of this any more: the family has taken it back."))
    except DoesNotAgree:
        form.refuse(DOES_NOT_AGREE)
    except CannotSeal:
        form.refuse(N_("This cannot be sealed for the family: its key was changed after sending."))
    else:
        return redirect(url_for("submission.page", reference=reference, _anchor="asked-for"), 303)
    return _page(opened, need, form, 422)


def needs_listed(opened: OpenedSubmission) -> list[dict[str, object]]:
    """What a family asked for, for the page of what it sent."""
    return [_shown(each) for each in opened.needs]


def _find(reference: str, need_id: str) -> tuple[OpenedSubmission, Need]:
    """The submission, opened for whoever is signed in, and its need. Raises NoSuchNeed."""
    desk = desk_site()
    opened = open_submission(
        desk.store, desk.logbook, access(Permission.OPEN), reference, site.now()
    )
    need = next((each for each in opened.needs if each.id == need_id), None)
    if need is None:
        raise NoSuchNeed
    return opened, need


def _form(opened: OpenedSubmission, need: Need) -> NeedForm:
    child = opened.journey is not None and opened.journey.age
    return ChildsNeedForm(need) if child else NeedForm(need)


def _page(
    opened: OpenedSubmission, need: Need, form: NeedForm, status: int = 200
) -> tuple[str, int]:
    body = render_template(
        "desk/need.html",
        reference=opened.reference,
        title=opened.title,
        spoken=spoken_in(opened.language),
        need=_shown(need),
        can_say=can_say(opened.state),
        contact=contact_card(opened),
        form=form,
        errors=any(field.errors for field in form),
    )
    return body, status


def _shown(need: Need) -> dict[str, object]:
    return {
        "id": need.id,
        "name": need.name,
        "state": need.state,
        "state_words": need_state_words(need.state),
        "since": long_date(need.since),
        "chair_only": need.part == "chair",
        "steps": [
            {
                "day": long_date(step.day),
                "said_by": step.said_by,
                "state": need_state_words(step.words.state) if step.words else "",
                "words": step.words.text if step.words else "",
                "opens": step.words is not None,
                "nameless": _nameless(step.words),
            }
            for step in reversed(need.steps)
        ],
    }


def _nameless(words: NeedWords | None) -> bool:
    return words is not None and words.name is None
