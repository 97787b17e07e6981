"""What a family sent, close together on paper for the chair: in the family's own words, all of it.

Of a child's form the child's own words come first, before who held the pen and which child it is.

A page that came several times, as the points on a report do, stands in a table: a line for each.
"""

from collections.abc import Iterator
from itertools import groupby

from flask import Blueprint, render_template
from flask_babel import gettext

from heard.casework.reading.opened import OpenedSubmission
from heard.casework.reading.opening import open_submission
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site
from heard.desk.submission.childs_words import in_their_words, pen, words_and_rest
from heard.desk.submission.wording import answer_row, spoken_in
from heard.journeys.model.asked import Wording
from heard.journeys.model.record import Section
from heard.languages.locales import Language
from heard.web.inline import inline_style
from heard.web.page_language import long_date

blueprint = Blueprint("sheet", __name__)

STYLE = inline_style("desk-sheet.css")


@blueprint.get("/submissions/<reference>/sheet")
@needs(Permission.OPEN)
def page(reference: str) -> str:
    """Log the opening, open what this person's keys open, and lay it out for printing."""
    desk = desk_site()
    right = access(Permission.OPEN)
    opened = open_submission(desk.store, desk.logbook, right, reference, site.now())
    return render_template(
        "desk/sheet.html",
        reference=opened.reference,
        title=opened.title,
        spoken=spoken_in(opened.language),
        day=long_date(opened.received),
        withdrawn=opened.state == "withdrawn",
        **_laid_out(opened, spoken_in(opened.language)),
        sheet_style=STYLE,
    )


def _laid_out(opened: OpenedSubmission, spoken: Language) -> dict[str, object]:
    if opened.journey is None or not opened.journey.age:
        return {"blocks": list(_blocks(opened.sections, spoken))}
    said, rest = words_and_rest(opened.sections)
    return {
        "own_words": in_their_words(said, spoken),
        "pen": pen(opened.sections),
        "blocks": list(_blocks(tuple(rest), spoken)),
    }


def _blocks(sections: tuple[Section, ...], spoken: Language) -> Iterator[dict[str, object]]:
    """Each page with what was answered on it; the copies of one page together."""
    for _, group in groupby(sections, lambda section: section.base):
        told = [each for each in group if each.closed or each.answered]
        if not told:
            continue
        if told[0].copy:
            yield _table(told, spoken)
            continue
        for section in told:
            rows = [answer_row(row, spoken) for row in section.rows if row.answer is not None]
            yield {**_framed(section), "rows": rows, "points": []}


def _table(sections: list[Section], spoken: Language) -> dict[str, object]:
    opened = [each for each in sections if not each.closed]
    points = [
        {
            "number": each.copy,
            "answers": [answer_row(row, spoken) for row in each.rows],
            "readers": each.seen_by,
        }
        for each in opened
    ]
    first, heading = sections[0], gettext("Points")
    return {
        **_framed(first),
        "title": Wording(heading, heading),
        "closed": not opened,
        "columns": [row.label for row in opened[0].rows] if opened else [],
        "points": points,
        "rows": [],
    }


def _framed(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "closed": section.closed,
        "readers": section.seen_by,
    }
