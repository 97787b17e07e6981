"""The days that a parent may know, as a form: each may be left out, and nothing is kept."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form

from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.question import Question
from heard.journeys.parts.likely_days import A_BIRTH, A_MEETING, CAME
from heard.languages.marks import N_
from heard.library.rules.timetable import Known
from heard.web.forms.fields import question_field
from heard.web.forms.kinds import field_for

_REVIEW = "review"
_NOT_YET = N_("Leave it empty if it has not come.")

QUESTIONS: tuple[Question, ...] = (
    DateOf(
        name="meeting",
        label=N_("The day of the meeting"),
        likely=A_MEETING,
        hint=N_("For example 27 3 2026. If there has been more than one, the last one."),
    ),
    OneOf(
        name="kind",
        label=N_("Which meeting is it?"),
        options=(Option("first", N_("The first meeting")), Option(_REVIEW, N_("A review"))),
    ),
    DateOf(
        name="report",
        label=N_("The day the social worker’s report came"),
        likely=CAME,
        hint=_NOT_YET,
    ),
    DateOf(
        name="letter",
        label=N_("The day the letter with the decision came"),
        likely=CAME,
        hint=_NOT_YET,
    ),
    DateOf(
        name="record",
        label=N_("The day the full record of the meeting came"),
        likely=CAME,
        hint=_NOT_YET,
    ),
    DateOf(
        name="strategy",
        label=N_("The day workers first talked about it"),
        likely=CAME,
        hint=N_("They call it the strategy discussion. The social worker can tell you the day."),
    ),
    DateOf(
        name="birth",
        label=N_("If there is a new baby: the day of the birth"),
        likely=A_BIRTH,
        hint=N_("If the baby is not born yet, the day you expect it."),
    ),
)

#: Every name under which a browser posts something of this form.
_POSTED = frozenset(name for question in QUESTIONS for name in question.boxes)

#: Not a FlaskForm: its token would need a cookie, and there is nothing here that another site
#: could change.
DatesForm = type("DatesForm", (Form,), {each.name: field_for(each) for each in QUESTIONS})


def known_days(form: Form, today: date) -> Known | None:
    """The days that were typed. None where something must be looked at again: see the fields."""
    if not form.validate():
        return None
    typed_days = {
        each.name: question_field(form, each.name).text
        for each in QUESTIONS
        if isinstance(each, DateOf)
    }
    days = {name: date.fromisoformat(day) for name, day in typed_days.items() if day}
    kind = question_field(form, "kind").text
    if problem := _problem(days, kind, today):
        _wrong(form, *problem)
        return None
    return Known(
        strategy=days.get("strategy"),
        conference=days.get("meeting"),
        review=kind == _REVIEW,
        report=days.get("report"),
        letter=days.get("letter"),
        record=days.get("record"),
        birth=days.get("birth"),
    )


def _problem(days: Mapping[str, date], kind: str, today: date) -> tuple[str, str] | None:
    """The field to look at again, and why. None where these days fit together."""
    if not days:
        return "meeting", gettext("Write at least one day.")
    for name in ("report", "letter", "record", "strategy"):
        if name in days and days[name] > today:
            return name, gettext("This day is still to come. Check the date.")
    meeting = days.get("meeting")
    if meeting is None:
        return None
    if not kind:
        return "kind", gettext("Choose one from the list.")
    for name in ("letter", "record"):
        if name in days and days[name] < meeting:
            return name, gettext("This is before the meeting. Check both dates.")
    if kind != _REVIEW and days.get("strategy", meeting) > meeting:
        return "strategy", gettext("This is after the first meeting. Check both dates.")
    return None


def ask_for_the_meeting(form: Form) -> None:
    """Say that from the days typed alone nothing can be worked out."""
    _wrong(form, "meeting", gettext("We need this day too. The others count from it."))


def typed(posted: MultiDict[str, str]) -> Iterable[tuple[str, str]]:
    """What was typed, to travel on in the page; what is no part of the form is dropped."""
    return [(name, value) for name, value in posted.items(multi=True) if name in _POSTED]


def _wrong(form: Form, name: str, words: str) -> None:
    form[name].errors = [words]
