"""What people chose in the form after the meeting: numbers, and nothing of any one person."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext

from heard.authority.hours import LONDON
from heard.casework.figures.feedback_results import feedback_results
from heard.casework.figures.quarters import Quarter, quarters
from heard.casework.figures.results import Group, Line, Results
from heard.casework.figures.small_numbers import SMALLEST
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site
from heard.journeys.adults.feedback import FEEDBACK

blueprint = Blueprint("results", __name__)


@blueprint.get("/feedback")
@needs(Permission.COUNT)
def page() -> str:
    """Show one quarter, the last that has ended unless another is chosen; it is counted once."""
    desk, now = desk_site(), site.now()
    today, days_kept = now.astimezone(LONDON).date(), desk.council.submissions_days
    offered = quarters(today, days_kept)
    wanted = request.args.get("quarter")
    usual = offered[:2][-1]
    quarter = next((each for each in offered if each.name == wanted), usual)
    found = Results()
    if today >= quarter.figures_from:
        kept_until = quarter.first + timedelta(days=days_kept)
        right = access(Permission.COUNT)
        found = feedback_results(
            desk.store, desk.logbook, right, FEEDBACK, quarter, kept_until, now
        )
    return _page(found, offered, quarter, running=today < quarter.figures_from)


def _page(found: Results, offered: list[Quarter], quarter: Quarter, *, running: bool) -> str:
    lines = [line for group in found.groups for line in group.lines]
    return render_template(
        "desk/results.html",
        choices=[
            (_months(each), url_for("results.page", quarter=each.name), each == quarter)
            for each in offered
        ],
        months=_months(quarter),
        counted=found.counted,
        left=found.left,
        day=found.counted_on,
        figures_from=quarter.figures_from,
        out_of_reach=found.out_of_reach,
        here=url_for("results.page", quarter=quarter.name),
        running=running,
        smallest=SMALLEST,
        groups=[
            {
                "who": gettext(group.who.label),
                "people": group.people,
                "tables": list(_tables(group)),
            }
            for group in found.groups
        ],
        too_few=[gettext(who.label) for who in found.too_few],
        some_hidden=any(line.shown is None for line in lines),
        some_unopened=found.some_unopened,
    )


def _tables(group: Group) -> Iterator[dict[str, object]]:
    """Questions that follow one another and have the same answers share a table."""
    for options, lines in groupby(group.lines, lambda line: line.question.options):
        yield {
            "answers": [words for _, words in options],
            "rows": [_row(line) for line in lines],
        }


def _row(line: Line) -> dict[str, object]:
    return {
        "question": line.question.label,
        "many": line.question.many,
        "shown": line.shown,
    }


def _months(quarter: Quarter) -> str:
    year = quarter.first.year
    return {
        1: gettext("January to March %(year)s", year=year),
        4: gettext("April to June %(year)s", year=year),
        7: gettext("July to September %(year)s", year=year),
        10: gettext("October to December %(year)s", year=year),
    }[quarter.first.month]
