"""One submission, opened for whoever is signed in."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from heard.authority.hours import LONDON
from heard.casework.errors import NothingOpened
from heard.casework.reading.asking import can_open
from heard.casework.reading.holding import WITHDRAWN
from heard.casework.reading.inbox import neighbours
from heard.casework.reading.opened import Message, OpenedSubmission, ThroughWhom, through
from heard.casework.reading.opening import mark_read, open_submission
from heard.casework.reading.reply_drafts import KEPT, ReplyDraft, others_writing, own_draft
from heard.casework.reading.saying import can_say
from heard.casework.staff.access import Permission, require
from heard.desk import place, site
from heard.desk.guard import access, needs, reader
from heard.desk.site import desk_site
from heard.desk.submission import childs_words, standing
from heard.desk.submission.asked_for import needs_listed
from heard.desk.submission.contact_card import contact_card
from heard.desk.submission.reply_form import ChildReplyForm, ReplyForm, reply_form
from heard.desk.submission.unsent import WRITER, writers_mark
from heard.desk.submission.wording import (
    answer_row,
    answer_rows,
    difference_words,
    spoken_in,
)
from heard.records.messages import is_message_id, place_of
from heard.records.waiting import Piece
from heard.vault.messages import COUNCIL
from heard.web.page_language import long_date

blueprint = Blueprint("submission", __name__)


@blueprint.get("/submissions/<reference>")
@needs(Permission.OPEN)
def page(reference: str) -> tuple[str, int]:
    """Log the opening, open what this person's keys open, and show it."""
    return show(reference)


def show(reference: str, form: ReplyForm | None = None, status: int = 200) -> tuple[str, int]:
    """The page of one submission, with an answer where one is being written; see `page`."""
    desk = desk_site()
    right = access(Permission.OPEN)
    opened = open_submission(desk.store, desk.logbook, right, reference, site.now())
    if form is not None:
        return _page(opened, form), status
    draft = own_draft(desk.store, reader(), reference)
    form = reply_form(reader(), opened.journey, draft.typed if draft else None)
    return _page(opened, form, draft), status


@blueprint.post("/submissions/<reference>/read")
@needs(Permission.MARK_READ)
def read(reference: str) -> Response:
    """Mark what this person has opened as read, and go back to the list."""
    desk = desk_site()
    right = access(Permission.MARK_READ)
    try:
        mark_read(desk.store, desk.logbook, right, reference, site.now())
    except NothingOpened:
        return redirect(url_for("submission.page", reference=reference), 303)
    return redirect(url_for("inbox.page"), 303)


def _page(opened: OpenedSubmission, form: ReplyForm, draft: ReplyDraft | None = None) -> str:
    spoken = spoken_in(opened.language)
    child: dict[str, object] = {}
    if isinstance(form, ChildReplyForm):
        whom = through(opened.sections)
        child = {**childs_words.childs_page(opened), "through": whom}
        if whom and whom.chair and "chair" not in opened.opens:
            form.leave_passing_on()
        else:
            form.word_passing_on(_passing_on(whom))
    errors = any(field.errors for field in form)
    only_chairs = bool(child) and opened.holds("chair") and "chair" not in opened.opens
    # Who typed something before a chair was needed finds it again, and cannot send it.
    writes = not only_chairs or errors or bool(form.words.data)
    return render_template(
        "desk/child.html" if child else "desk/submission.html",
        **child,
        reference=opened.reference,
        title=opened.title,
        known=opened.journey is not None,
        spoken=spoken,
        state=opened.state,
        urgent=opened.urgent or any(each.urgent for each in opened.waiting),
        waits_for_chair=opened.waits("chair") and "chair" not in opened.opens,
        urgent_for_chair=opened.urgent_in("chair"),
        only_chairs=only_chairs,
        facts=_facts(opened),
        matching=[answer_row(row, spoken) for row in opened.matching],
        sections=[
            {
                "title": section.title,
                "closed": section.closed,
                "rows": list(answer_rows(section, spoken)),
            }
            for section in opened.sections
        ],
        damaged=opened.damaged,
        differs=difference_words(opened.differs),
        contact=contact_card(opened),
        messages=[_message(opened, each) for each in opened.messages],
        form=form,
        once=form.once(len(opened.messages)),
        **_writing(opened, draft, writes=writes),
        **_neighbours(opened.reference),
        errors=errors,
        mark=standing.mark_words(opened, standing.markable(opened, reader())),
        needs=needs_listed(opened),
        can_say=can_say(opened.state),
    )


def _neighbours(reference: str) -> dict[str, str]:
    """Where the lines before and after this one in the list lead; nothing at its ends."""
    right = require(reader(), Permission.LIST)
    before, after = neighbours(desk_site().store, right, site.now(), reference, place.shown())
    return {
        name: url_for("submission.page", reference=each) if each else ""
        for name, each in (("line_before", before), ("line_after", after))
    }


def _writing(
    opened: OpenedSubmission, draft: ReplyDraft | None, *, writes: bool
) -> dict[str, object]:
    """What stands round the box: what was kept, who else writes, and where it is kept.

    Where nothing is written here there is no box, and nowhere to keep it.
    """
    return {
        "draft_address": url_for("keeping.keep", reference=opened.reference) if writes else "",
        "draft_day": long_date(draft.day) if draft else "",
        "kept_days": KEPT.days,
        "written_since": draft is not None and _place(draft) < len(opened.messages),
        "others": [
            (each.full_name, long_date(each.day))
            for each in others_writing(desk_site().store, reader(), opened.reference)
        ],
        "writer": (WRITER, writers_mark(reader(), opened.reference)),
    }


def _place(draft: ReplyDraft) -> int:
    """After how many messages the draft was begun."""
    once = draft.typed.get("once", [""])[0]
    return place_of(once) if is_message_id(once) else 0


def _passing_on(through: ThroughWhom | None) -> str:
    day = long_date(site.now().astimezone(LONDON).date())
    if through and through.chair:
        return gettext("The chair told them face to face, on %(day)s", day=day)
    return gettext("I passed this on through the person they named, on %(day)s", day=day)


def _message(opened: OpenedSubmission, message: Message) -> dict[str, object]:
    day, chair_only, told = long_date(message.day), message.part == "chair", message.told
    return {
        "heading": gettext("We answered on %(day)s", day=day)
        if message.author == COUNCIL
        else gettext("The family added on %(day)s", day=day),
        "told": told,
        "passed_on": gettext("Passed on by word of mouth on %(day)s", day=long_date(told.passed_on))
        if told and told.passed_on
        else "",
        "chair_only": chair_only,
        "closed": not can_open(message.part, reader()),
        "readers": standing.reader_words(message.part),
        "urgent": message.urgent,
        "read": ""
        if message.author == COUNCIL
        else standing.who_read(opened.read_by(Piece(message.part, message.id))),
    }


def _facts(opened: OpenedSubmission) -> list[tuple[str, str]]:
    taken_back = opened.state == WITHDRAWN
    waits = standing.what_waits(opened.waiting) or [gettext("Read")]
    facts = [
        (gettext("Received"), long_date(opened.received)),
        (gettext("State"), "; ".join([gettext("Taken back")] if taken_back else waits)),
        *standing.facts(opened),
    ]
    if opened.taken_back_on:
        facts.append((gettext("Taken back on"), long_date(opened.taken_back_on)))
    return facts
