"""Your dates: from the days that a parent knows, what should happen by when, and what is late.

Nothing is stored but what each press is answered, for a quarter of an hour (`family.kept_pages`).
So a phone that asks for the calendar file a second time gets it. What was typed travels in the
page.
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
from werkzeug.wrappers import Response
from wtforms import Form

from heard.authority.hours import LONDON
from heard.family import kept_pages
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
from heard.web.derived_keys import derived_key
from heard.web.forms.fields import question_field
from heard.web.page_language import long_date, spoken

blueprint = Blueprint("dates", __name__, url_prefix="/<lang>")


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
    if request.method == "GET":
        return kept_pages.again(request.path) or no_file(url_for("dates.dates"))
    today = now().astimezone(LONDON).date()
    form = DatesForm(request.form)
    if not (found := _found(form, today)):
        return make_response(_page(fields=list(form), errors=True), 422)
    return _file(found, today)


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
    key = derived_key(b"heard dates")
    answer = make_response(calendar_file(_to_come(found, today), today, key))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer
