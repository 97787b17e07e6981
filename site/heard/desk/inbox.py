"""The list of what families sent."""

from datetime import date

from flask import Blueprint, render_template, url_for
from flask_babel import gettext

from heard.casework.reading.holding import WITHDRAWN
from heard.casework.reading.inbox import LATELY, MOST_COUNTED, InboxPage, Shown, inbox_page
from heard.casework.staff.access import LISTED, Permission
from heard.desk import place, site
from heard.desk.guard import access, needs, reader
from heard.desk.site import desk_site
from heard.desk.submission.standing import urgent_for_a_chair, what_waits
from heard.desk.submission.wording import form_title, spoken_in, whose
from heard.records.submissions import Summary
from heard.records.waiting import Waiting
from heard.vault.parts import APART
from heard.web.page_language import long_date

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/")
@needs(Permission.LIST)
def page() -> str:
    """One page of the list, newest first."""
    shown = place.shown()
    found = inbox_page(
        desk_site().store,
        desk_site().logbook,
        access(Permission.LIST),
        site.now(),
        shown=shown,
        before=place.number("before"),
        after=place.number("after"),
    )
    return render_template(
        "desk/inbox.html",
        rows=_rows(found),
        choices=choices(shown),
        caption=_choices()[shown],
        taken_back=shown is Shown.WITHDRAWN,
        urgent=_many(found.urgent_waiting),
        for_chairs=_many(found.urgent_for_chairs),
        urgent_address=url_for("inbox.page", show=Shown.URGENT),
        **_neighbours(found),
    )


def _choices() -> dict[Shown, str]:
    return {
        Shown.ALL: gettext("Everything"),
        Shown.UNREAD: gettext("Not read yet"),
        Shown.TEAM: gettext("Waiting for the team"),
        Shown.CHAIR: gettext("Waiting for a chair"),
        Shown.URGENT: gettext("Urgent and not read yet"),
        Shown.ADDED: gettext("Added to in the last %(days)s days", days=LATELY.days),
        Shown.READ: gettext("Read"),
        Shown.WITHDRAWN: gettext("Taken back after it was opened"),
    }


def choices(shown: Shown | None) -> list[tuple[str, str, bool]]:
    """The lists to choose from: words, address, and if it is the one that is shown.

    None stands for that of what was taken back unread, which is the last one.
    """
    lists = [
        (words, url_for("inbox.page", show=None if each is Shown.ALL else each), each is shown)
        for each, words in _choices().items()
        if LISTED.get(reader().role) != APART or each not in (Shown.TEAM, Shown.CHAIR)
    ]
    return [*lists, (gettext("Taken back unread"), url_for("taken_back.page"), shown is None)]


def _many(number: int) -> str:
    """How many urgent ones wait, as a sentence's number; empty for none."""
    if number >= MOST_COUNTED:
        return gettext("%(n)s or more", n=MOST_COUNTED)
    return str(number) if number else ""


def _neighbours(found: InboxPage) -> dict[str, str]:
    show = None if found.shown is Shown.ALL else found.shown
    return {
        "newer": url_for("inbox.page", show=show, after=found.newer) if found.newer else "",
        "older": url_for("inbox.page", show=show, before=found.older) if found.older else "",
    }


def _rows(found: InboxPage) -> list[dict[str, object]]:
    """Each line; of a child's form it says that there is no answer, and never for how long."""
    return [
        _row(
            row,
            found.waiting.get(row.id, ()),
            found.added.get(row.id),
            row.id not in found.answered,
        )
        for row in found.rows
    ]


def _row(
    row: Summary, waiting: tuple[Waiting, ...], added: date | None, unanswered: bool
) -> dict[str, object]:
    child, taken_back = whose(row.form), row.state == WITHDRAWN
    urgent = any(each.urgent for each in waiting)
    return {
        "child": child,
        "unanswered": bool(child) and unanswered and not taken_back,
        "address": url_for("submission.page", reference=row.reference),
        "reference": row.reference,
        "form": form_title(row.form),
        "language": spoken_in(row.language),
        "day": long_date(row.received),
        "waits": bool(waiting),
        "states": [
            *([gettext("Taken back")] if taken_back else []),
            *(what_waits(waiting) or ([] if taken_back else [gettext("Read")])),
        ],
        "urgent": row.urgent or urgent,
        "ask_a_chair": urgent_for_a_chair(waiting, reader()),
        "acted": url_for("acting.page", reference=row.reference) if urgent else "",
        "added": gettext("Added to on %(day)s", day=long_date(added)) if added else "",
    }
