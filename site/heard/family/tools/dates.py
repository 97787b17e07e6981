"""Your dates: from the days that a parent knows, what should happen by when, and what is late.

Nothing is stored. What was typed travels in the page itself and is forgotten with each answer.
"""

from datetime import date

from flask import (
    Blueprint,
    make_response,
    render_template,
    request,
)
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response
from wtforms import Form

from heard.authority.hours import LONDON
from heard.family.frame import elsewhere
from heard.family.site import now, site
from heard.family.tools.dates_form import (
    QUESTIONS,
    DatesForm,
    ask_for_the_meeting,
    known_days,
    typed,
)
from heard.family.tools.unlikely_days import asked_before, asked_once
from heard.library.rules.calendar_file import FILE_NAME, calendar_file
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
from heard.web.forms.fields import question_field
from heard.web.page_language import long_date, spoken

blueprint = Blueprint("dates", __name__, url_prefix="/<lang>")


@blueprint.route("/dates", methods=["GET", "POST"])
def dates() -> Response:
    """Ask for the days, show the calendar made of them, or give it as a file."""
    do = request.form.get("do", "")
    if away := elsewhere(do):
        return away
    form = DatesForm(request.form)
    if do not in ("next", "calendar") and "shown" not in request.form:
        return _page(fields=list(form))
    if do == "change":
        return _page(fields=list(form))
    today = now().astimezone(LONDON).date()
    known = known_days(form, today)
    found = timetable(known, site().council, today) if known else []
    if known and not found:
        ask_for_the_meeting(form)
    if not found:
        return make_response(_page(fields=list(form), errors=True), 422)
    fields = [question_field(form, each.name) for each in QUESTIONS]
    if do == "next" and (asked := asked_once(fields, today)):
        return _page(fields=fields, asked=[*asked_before(), *asked])
    return _file(found, today) if do == "calendar" else _calendar(form, found, today)


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


def _to_come(found: list[Entry], today: date) -> list[tuple[date, str]]:
    """What is still worth an entry in a phone, each on the last working day for it."""
    return [
        (max(entry.working, today), gettext(CALENDAR_NAMES[entry.step]))
        for entry in found
        if entry.working and entry.state in (State.AHEAD, State.TODAY)
    ]


def _file(found: list[Entry], today: date) -> Response:
    answer = make_response(calendar_file(_to_come(found, today), today))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer
