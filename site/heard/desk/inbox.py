"""The list of what families sent."""

from datetime import date

from flask import Blueprint, render_template, url_for
from flask_babel import gettext

from heard.casework.reading.inbox import LATELY, MOST_COUNTED, InboxPage, Shown, inbox_page
from heard.casework.staff.access import Permission
from heard.desk import place, site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site
from heard.desk.submission.wording import form_title, spoken_in, state_words, whose
from heard.records.submissions import Summary
from heard.web.page_language import long_date

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/")
@needs(Permission.LIST)
def page() -> str:
    """One page of the list, newest first."""
    shown = place.shown()
    found = inbox_page(
        desk_site().store,
        access(Permission.LIST),
        site.now(),
        shown=shown,
        before=place.number("before"),
        after=place.number("after"),
    )
    return render_template(
        "desk/inbox.html",
        rows=_rows(found),
        choices=[
            (words, url_for("inbox.page", show=None if each is Shown.ALL else each), each is shown)
            for each, words in _choices().items()
        ],
        caption=_choices()[shown],
        urgent=_urgent(found),
        urgent_address=url_for("inbox.page", show=Shown.URGENT),
        **_neighbours(found),
    )


def _choices() -> dict[Shown, str]:
    return {
        Shown.ALL: gettext("Everything"),
        Shown.UNREAD: gettext("Not read yet"),
        Shown.URGENT: gettext("Urgent and not read yet"),
        Shown.ADDED: gettext("Added to in the last %(days)s days", days=LATELY.days),
        Shown.READ: gettext("Read"),
        Shown.WITHDRAWN: gettext("Withdrawn"),
    }


def _urgent(found: InboxPage) -> str:
    """How many urgent ones wait, as a sentence's number; empty for none."""
    if found.urgent_waiting >= MOST_COUNTED:
        return gettext("%(n)s or more", n=MOST_COUNTED)
    return str(found.urgent_waiting) if found.urgent_waiting else ""


def _neighbours(found: InboxPage) -> dict[str, str]:
    show = None if found.shown is Shown.ALL else found.shown
    return {
        "newer": url_for("inbox.page", show=show, after=found.newer) if found.newer else "",
        "older": url_for("inbox.page", show=show, before=found.older) if found.older else "",
    }


def _rows(found: InboxPage) -> list[dict[str, object]]:
    """Each line; of a child's form it says that there is no answer, and never for how long."""
    return [_row(row, found.added.get(row.id), row.id not in found.answered) for row in found.rows]


def _row(row: Summary, added: date | None, unanswered: bool) -> dict[str, object]:
    child = whose(row.form)
    return {
        "child": child,
        "unanswered": bool(child) and unanswered and row.state != "withdrawn",
        "address": url_for("submission.page", reference=row.reference),
        "reference": row.reference,
        "form": form_title(row.form),
        "language": spoken_in(row.language),
        "day": long_date(row.received),
        "state": row.state,
        "state_words": state_words(row.state),
        "urgent": row.urgent,
        "added": gettext("Added to on %(day)s", day=long_date(added)) if added else "",
    }
