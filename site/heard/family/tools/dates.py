"""Your dates: from the days that a parent knows, what should happen by when, and what is late.

Nothing is stored. What was typed travels in the page itself and is forgotten with each answer.
Where the calendar file is saved, the days lie closed in the cookie for a quarter of an hour,
because some phones ask for a file a second time.
"""

from datetime import date

from flask import (
    Blueprint,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

from heard.authority.hours import LONDON
from heard.family.frame import elsewhere, no_file
from heard.family.site import now, site
from heard.family.tools.dates_form import (
    QUESTIONS,
    DatesForm,
    ask_for_the_meeting,
    known_days,
    typed,
)
from heard.family.tools.unlikely_days import asked_before, asked_once
from heard.library.rules.calendar_file import FILE_NAME, CalendarDay, calendar_file
from heard.library.rules.timetable import Entry, State, Step, timetable
from heard.library.rules.timetable_words import (
    CALENDAR_NAMES,
    LEGAL_WORDS,
    NAMES,
    SOURCES,
    rule,
    say,
    standing,
)
from heard.web import sealed_session
from heard.web.cross_site import from_this_site
from heard.web.forms.fields import question_field
from heard.web.page_language import long_date, spoken

blueprint = Blueprint("dates", __name__, url_prefix="/<lang>")

#: Where the session keeps the days of the file that was saved.
_SAVED = "saved"


@blueprint.route("/dates", methods=["GET", "POST"])
def dates() -> Response:
    """Ask for the days, and show the calendar made of them."""
    do = request.form.get("do", "")
    if away := elsewhere(do):
        return away
    form = DatesForm(request.form)
    if do != "next" and "shown" not in request.form:
        return _page(fields=list(form))
    if do == "change":
        return _page(fields=list(form))
    today = now().astimezone(LONDON).date()
    found = _found(form, today)
    if not found:
        return make_response(_page(fields=list(form), errors=True), 422)
    fields = [question_field(form, each.name) for each in QUESTIONS]
    if do == "next" and (asked := asked_once(fields, today)):
        return _page(fields=fields, asked=[*asked_before(), *asked])
    return _calendar(form, found, today)


@blueprint.route(f"/dates/{FILE_NAME}", methods=["GET", "POST"])
def calendar() -> Response:
    """The calendar as a file. Asked for once more without the days, it is the same file."""
    today = now().astimezone(LONDON).date()
    if request.method == "POST":
        form = DatesForm(request.form)
        if not (found := _found(form, today)):
            return make_response(_page(fields=list(form), errors=True), 422)
        sealed_session.keep(_SAVED, list(typed(request.form)), now())
        return _file(found, today)
    saved = sealed_session.kept(_SAVED, now()) if from_this_site(request) else None
    if not isinstance(saved, list):
        return no_file(url_for("dates.dates"))
    form = DatesForm(MultiDict((str(name), str(value)) for name, value in saved))
    return _file(_found(form, today), today)


def _found(form: Form, today: date) -> list[Entry]:
    """The calendar of the days that were typed; empty where the form says what is wrong."""
    known = known_days(form, today)
    found = timetable(known, site().council, today) if known else []
    if known and not found:
        ask_for_the_meeting(form)
    return found


def _calendar(form: Form, found: list[Entry], today: date) -> Response:
    return _page(
        dated=[_line(entry) for entry in found if entry.by],
        undated=[_line(entry) for entry in found if not entry.by],
        late=any(entry.state is State.LATE for entry in found),
        no_meeting=not form["meeting"].data,
        can_save=bool(_to_come(found, today)),
        sources=SOURCES,
        typed=typed(request.form),
        asked=asked_before(),
    )


def _page(**values: object) -> Response:
    checked = site().edition.all_checked(spoken().code, LEGAL_WORDS)
    ready = checked or site().council.fictional
    return make_response(
        render_template(
            "tools/dates.html",
            **values,
            checked=checked,
            ready=ready,
            interpreter=site().council.contacts.get("interpreter_line"),
            form_id="form" if ready else "",
            page_kind="form",
        )
    )


def _line(entry: Entry) -> dict[str, object]:
    gaps = {"days": _days(entry), "day": long_date(entry.happened) if entry.happened else ""}
    said = {"rule": rule(entry), "standing": standing(entry), "say": say(entry)}
    return {
        "entry": entry,
        "name": gettext(NAMES[entry.step]),
        "wrong": entry.state is State.LATE,
        **{part: gettext(words, **gaps) if words else "" for part, words in said.items()},
    }


def _days(entry: Entry) -> str:
    count = entry.days
    if count is None:
        return ""
    if entry.step is Step.COMPLAINT:
        return ngettext("%(count)d day", "%(count)d days", count, count=count)
    return ngettext("%(count)d working day", "%(count)d working days", count, count=count)


def _to_come(found: list[Entry], today: date) -> list[CalendarDay]:
    """What is still worth an entry in a phone, each on the last working day for it."""
    return [
        CalendarDay(
            kind=entry.step,
            due=entry.working,
            day=max(entry.working, today),
            name=gettext(CALENDAR_NAMES[entry.step]),
        )
        for entry in found
        if entry.working and entry.state in (State.AHEAD, State.TODAY)
    ]


def _file(found: list[Entry], today: date) -> Response:
    key = sealed_session.derived_key(b"heard dates")
    answer = make_response(calendar_file(_to_come(found, today), today, key))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer
