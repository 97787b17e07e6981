"""What became of it: whether it was read, what we answer, adding to it and taking it back.

The receipt number opens this, and it never gives back what was sent. Whoever asks for it needs no
cookie; what is shown then is this browser's alone (`family.kept_pages`). The number travels in each
post, from the page that showed what it tells to the next, and never in an address. What a child has
sent has pages of its own, in a child's words.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import (
    Blueprint,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from markupsafe import Markup, escape
from werkzeug.wrappers import Response
from wtforms import Form

from heard.authority.hours import LONDON
from heard.casework.errors import (
    CannotAdd,
    CannotTakeBack,
    DoesNotAgree,
    NothingUnderNumber,
    OpenedMeanwhile,
)
from heard.casework.sending.need_words import TOLD, NeedWords
from heard.casework.sending.receipt_holder import Followed, add_words, follow, withdraw
from heard.family.codes import miscounted
from heard.family.forms.danger import SHORT_LIST
from heard.family.frame import elsewhere
from heard.family.guides import children_frame
from heard.family.guides.children import helpers
from heard.family.guides.reading_hours import reading_times
from heard.family.guides.views import shown_contacts
from heard.family.receipt.add_form import (
    URGENT,
    add_form,
    is_urgent,
    once,
    part_of,
    refuse,
    typed,
)
from heard.family.site import now, site
from heard.journeys.model.asked import Wording
from heard.journeys.model.audience import APART_WORDS, TO_ADULTS, TO_CHILDREN, Said
from heard.records.messages import new_message_id
from heard.records.taken_back import DAYS_KEPT
from heard.vault.errors import CannotSeal
from heard.vault.receipts import read_receipt
from heard.web import page_tokens
from heard.web.forms.fields import question_field
from heard.web.page_language import long_date, long_day, spoken

blueprint = Blueprint("following", __name__, url_prefix="/<lang>")

#: The pages that a post can come from, as they say themselves (`at`).
ASKING, FOUND, TAKING_BACK, DANGER, GONE = "", "found", "taking-back", "danger", "gone"


@dataclass(frozen=True)
class Number:
    """The number as it was typed, and what it leads to."""

    typed: str
    found: Followed

    @property
    def said(self) -> Said:
        """Who sees what, in the words of whoever sent it."""
        return TO_CHILDREN if self.found.age else TO_ADULTS


@blueprint.route("/reply", methods=["GET", "POST"])
def reply() -> Response:
    """Ask for the number; say what became of what was sent under it; add to it; take it back.

    A number that was never given, one whose time is over, and one under which all was taken back
    before anybody opened it are answered alike.
    """
    if request.method == "GET":
        return _ask()
    do, at = request.form.get("do", ""), request.form.get("at", ASKING)
    if do == "danger" and at == GONE:
        return redirect(url_for("young.not_safe"), 303)
    if away := elsewhere(do):
        return away
    # A page that comes back in another language is shown again as it was.
    again = do.startswith("language:")
    if again and at == GONE:
        return _gone(request.form.get("age", ""))
    given = request.form.get("receipt", "")
    if again and at == ASKING:
        return _ask(given)
    if page_tokens.says_so() and not page_tokens.of_this_session():
        # Somebody has left since the page was made that shows what the number leads to.
        return redirect(url_for("following.reply"), 303)
    found = _follow(given)
    if found is None and do == "danger":
        return redirect(url_for("guides.help_now"), 303)
    if found is None:
        return _nothing(given)
    number = Number(given, found)
    if do == "danger" or (again and at == DANGER):
        return _danger(number)
    if do == "add":
        return _add(number)
    if do == "take-back":
        return _take_back(number)
    if found.can_take_back and (do == "withdraw" or (again and at == TAKING_BACK)):
        return _before_taking_back(number)
    return _tell(number, add_form(request.form, number.said, apart=number.found.apart))


def _follow(given: str) -> Followed | None:
    today = now().astimezone(LONDON).date()
    return follow(site().store, site().sealer.receipt_key, given, today)


def _add(number: Number) -> Response:
    form = add_form(request.form, number.said, apart=number.found.apart)
    if not form.validate():
        return _tell(number, form, status=422)
    try:
        add_words(
            site().store,
            site().sealer.receipt_key,
            number.typed,
            question_field(form, "words").text,
            part_of(form),
            now(),
            once(request.form, _place(number.found)),
            urgent=is_urgent(form),
        )
    except NothingUnderNumber:
        return _nothing(number.typed)
    except CannotAdd:
        number = _again(number)
        refuse(form, gettext("Nothing more can be added here. Please call us instead."))
        return _tell(number, form, status=422)
    except (CannotSeal, DoesNotAgree):
        refuse(form, gettext("We cannot take this safely just now. Please call us instead."))
        return _tell(number, form, status=503)
    return _tell(_again(number), add_form(None, number.said, apart=number.found.apart), added=True)


def _take_back(number: Number) -> Response:
    told_opened = request.form.get("told") == "opened"
    try:
        withdraw(
            site().store,
            site().sealer.receipt_key,
            number.typed,
            now(),
            told_opened=told_opened,
        )
    except NothingUnderNumber:
        return _nothing(number.typed)
    except OpenedMeanwhile:
        return _before_taking_back(_again(number), changed=True)
    except (CannotTakeBack, DoesNotAgree):
        problem = gettext("We could not take it back here. Please call us.")
        return _tell(
            number,
            add_form(request.form, number.said, apart=number.found.apart),
            problem=problem,
            status=503,
        )
    left = _follow(number.typed)
    if left is None:
        return _gone(number.found.age)
    return _tell(replace(number, found=left), add_form(None, number.said, apart=number.found.apart))


def _again(number: Number) -> Number:
    """What the number leads to now."""
    return replace(number, found=_follow(number.typed) or number.found)


def _place(found: Followed) -> int:
    return len(found.answers) + len(found.added)


def _ask(given: str = "", problem: str = "") -> Response:
    body = render_template(
        "receipt/reply.html", typed=given, problem=problem, errors=problem, form_id="form"
    )
    return make_response(body, 422 if problem else 200)


def _nothing(given: str) -> Response:
    nothing = gettext(
        "We find nothing under this number. It may have a mistake in it, it was taken back, "
        "or the time for which we keep things is over."
    )
    return _ask(given, miscounted(given) or nothing)


def _tell(
    number: Number, form: Form, *, added: bool = False, problem: str = "", status: int = 200
) -> Response:
    found = number.found
    body = _shown(
        "what-became",
        found.age,
        receipt=read_receipt(number.typed),
        found=found,
        form=form,
        added=added,
        problem=problem,
        errors=problem or any(field.errors for field in form),
        call=status == HTTPStatus.SERVICE_UNAVAILABLE,
        once=new_message_id(_place(found)) if added else once(request.form, _place(found)),
        reading=reading_times(site().council, now(), young=bool(found.age), apart=found.apart),
        day=long_day if found.age else long_date,
        told=TOLD,
        name_of=_name_of,
        safety_exception=number.said.exception,
        apart=APART_WORDS if found.apart else "",
        interpreter=site().council.contacts.get("interpreter_line"),
        translated=spoken().code != "en",
    )
    return make_response(body, status)


def _name_of(words: NeedWords) -> Markup:
    """What a need was called in the form, in the words that the family saw there.

    On a page of another language the program's own words for it stand, where it has them.
    """
    name, language = words.name or Wording("", ""), spoken().code
    if words.language == language:
        return escape(name.shown)
    here = gettext(name.english)
    if here != name.english or language == "en":
        return escape(here)
    return Markup('<span lang="en" dir="ltr">{}</span>').format(name.english)


def _before_taking_back(number: Number, *, changed: bool = False) -> Response:
    body = _shown(
        "take-back",
        number.found.age,
        receipt=read_receipt(number.typed),
        found=number.found,
        changed=changed,
        typed=typed(request.form),
        days=DAYS_KEPT,
        safety_exception=number.said.exception,
    )
    return make_response(body)


def _danger(number: Number) -> Response:
    """Whom to call now. What was typed waits in the page, marked as urgent until it is sent."""
    g.help_shown, age = True, number.found.age
    body = _shown(
        "danger",
        age,
        receipt=read_receipt(number.typed),
        found=number.found,
        typed=[*dict(typed(request.form), **{URGENT: URGENT}).items()],
        **{"helpers": helpers(now())} if age else {"contacts": shown_contacts(now())[:SHORT_LIST]},
    )
    return make_response(body)


def _gone(age: str) -> Response:
    """All is deleted. `age` of whoever had sent it travels in the page: nothing else knows it."""
    known = age if age in children_frame.BODY else ""
    home = url_for("young.worlds") if known else url_for("guides.home")
    return make_response(
        _shown("take-back", known, found=None, home=home, age_band=known, days=DAYS_KEPT)
    )


#: What children get in place of a page.
_YOUNG = {
    "what-became": "receipt/what-became-child.html",
    "take-back": "receipt/what-became-taking-back.html",
    "danger": "receipt/danger-child.html",
}


def _shown(page: str, age: str, **values: Any) -> str:
    """A page for whoever has a number; for a child of `age` where that is not empty."""
    if not age:
        return render_template(f"receipt/{page}.html", form_id="form", page_kind="form", **values)
    # Not the script of forms: what is typed here travels in the page alone.
    script = children_frame.SCRIPT
    template = _YOUNG[page]
    return children_frame.shown(
        template, age, filling=True, form_id="form", script=script, **values
    )
