"""One submission, opened for whoever is signed in."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from heard.casework.errors import CannotRead, HoldsNoKey, NoSuchSubmission
from heard.casework.opened import Message
from heard.casework.reading import OpenedSubmission, can_open, mark_read, open_submission
from heard.casework.replying import may_confirm
from heard.casework.sessions import IDLE
from heard.desk import workroom
from heard.desk.guard import reader
from heard.desk.reply_form import ReplyForm
from heard.desk.wording import answer_row, answer_rows, spoken_in, state_words
from heard.desk.workroom import workroom as room
from heard.vault.messages import COUNCIL
from heard.web.speech import long_date

blueprint = Blueprint("submission", __name__)


@blueprint.get("/submissions/<reference>")
def page(reference: str) -> tuple[str, int]:
    """Log the opening, open what this person's keys open, and show it."""
    return show(reference, ReplyForm(reader()))


def show(reference: str, form: ReplyForm, status: int = 200) -> tuple[str, int]:
    """The page of one submission, with an answer that is being written; see `page`."""
    desk = room()
    try:
        opened = open_submission(desk.store, desk.logbook, reader(), reference, workroom.now())
    except HoldsNoKey:
        return render_template("desk/no-key.html"), 403
    except NoSuchSubmission:
        abort(404)
    except CannotRead:
        return render_template("desk/damaged.html", reference=reference), 500
    return _page(opened, form), status


@blueprint.post("/submissions/<reference>/read")
def read(reference: str) -> Response | tuple[str, int]:
    """Mark it as read, and go back to the list."""
    desk = room()
    try:
        mark_read(desk.store, desk.logbook, reader(), reference, workroom.now())
    except HoldsNoKey:
        return render_template("desk/no-key.html"), 403
    except NoSuchSubmission:
        abort(404)
    return redirect(url_for("inbox.page"), 303)


def _page(opened: OpenedSubmission, form: ReplyForm) -> str:
    spoken = spoken_in(opened.language)
    return render_template(
        "desk/submission.html",
        reference=opened.reference,
        title=gettext(opened.journey.title) if opened.journey else opened.form,
        known=opened.journey is not None,
        spoken=spoken,
        state=opened.state,
        urgent=opened.urgent,
        facts=_facts(opened),
        matching=[answer_row(row, spoken.code) for row in opened.matching],
        sections=[
            {
                "title": gettext(section.page.title, n=section.page.copy),
                "closed": section.closed,
                "rows": list(answer_rows(section, spoken.code)),
            }
            for section in opened.sections
        ],
        damaged=opened.damaged,
        messages=[_message(each) for each in opened.messages],
        form=form,
        once=form.once(len(opened.messages)),
        minutes=int(IDLE.total_seconds()) // 60,
        errors=any(field.errors for field in form),
        can_confirm=may_confirm(opened.journey, opened.state),
    )


def _message(message: Message) -> dict[str, object]:
    day, chair_only = long_date(message.day), message.part == "chair"
    return {
        "heading": gettext("We answered on %(day)s", day=day)
        if message.author == COUNCIL
        else gettext("The family added on %(day)s", day=day),
        "text": message.text,
        "chair_only": chair_only,
        "closed": chair_only and not can_open(message.part, reader()),
        "readers": gettext("Only the chairs") if chair_only else gettext("The team and the chairs"),
    }


def _facts(opened: OpenedSubmission) -> list[tuple[str, str]]:
    facts = [
        (gettext("Received"), long_date(opened.received)),
        (gettext("State"), state_words(opened.state)),
    ]
    if opened.read_on:
        facts.append((gettext("Read on"), long_date(opened.read_on)))
    if opened.confirmed_on:
        facts.append((gettext("Confirmed on"), long_date(opened.confirmed_on)))
    if opened.taken_back_on:
        facts.append((gettext("Taken back on"), long_date(opened.taken_back_on)))
    return facts
