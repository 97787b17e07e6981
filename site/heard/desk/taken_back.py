"""What families took back before anybody had opened it: that it was there, and nothing else."""

import re
from datetime import date

from flask import Blueprint, render_template, request, url_for

from heard.casework.reading.inbox import taken_back_page
from heard.casework.staff.access import Permission
from heard.desk.guard import access, needs
from heard.desk.inbox import choices
from heard.desk.site import desk_site
from heard.desk.submission.wording import form_title, whose
from heard.records.taken_back import DAYS_KEPT, TakenBack
from heard.web.page_language import long_date

blueprint = Blueprint("taken_back", __name__)

# A place in the list: a day and a reference.
_PLACE = re.compile(r"(\d{4}-\d{2}-\d{2}) ([A-Z0-9-]{9})", re.ASCII)


@blueprint.get("/taken-back")
@needs(Permission.LIST)
def page() -> str:
    """One page of the list, newest first."""
    site = desk_site()
    found = taken_back_page(site.store, site.logbook, access(Permission.LIST), _place())
    older = " ".join((found.older[0].isoformat(), found.older[1])) if found.older else ""
    return render_template(
        "desk/taken-back-list.html",
        rows=[taken_back_row(each) for each in found.rows],
        choices=choices(None),
        days=DAYS_KEPT,
        older=url_for("taken_back.page", before=older) if older else "",
    )


def taken_back_row(left: TakenBack) -> dict[str, object]:
    """A line of the list, in words."""
    return {
        "reference": left.reference,
        "form": form_title(left.form),
        "child": whose(left.form),
        "received": long_date(left.received),
        "taken_back": long_date(left.taken_back_on),
        "days": DAYS_KEPT,
    }


def _place() -> tuple[date, str] | None:
    found = _PLACE.fullmatch(request.args.get("before", ""))
    try:
        return (date.fromisoformat(found[1]), found[2]) if found else None
    except ValueError:
        return None
