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
from heard.desk import workroom
from heard.desk.guard import access, needs
from heard.desk.submission.childs_words import in_their_words, pen, words_and_rest
from heard.desk.submission.wording import answer_row, form_title, spoken_in
from heard.desk.workroom import workroom as room
from heard.journeys.model.audience import AUDIENCE_WORDS
from heard.journeys.model.record import Section
from heard.web.inline import inline_style
from heard.web.page_language import long_date

blueprint = Blueprint("sheet", __name__)

STYLE = inline_style("desk-sheet.css")


@blueprint.get("/submissions/<reference>/sheet")
@needs(Permission.OPEN)
def page(reference: str) -> str:
    """Log the opening, open what this person's keys open, and lay it out for printing."""
    desk = room()
    right = access(Permission.OPEN)
    opened = open_submission(desk.store, desk.logbook, right, reference, workroom.now())
    code = spoken_in(opened.language).code
    return render_template(
        "desk/sheet.html",
        reference=opened.reference,
        title=form_title(opened.form, opened.journey.version if opened.journey else 0),
        day=long_date(opened.received),
        withdrawn=opened.state == "withdrawn",
        **_laid_out(opened, code),
        sheet_style=STYLE.text,
    )


def _laid_out(opened: OpenedSubmission, code: str) -> dict[str, object]:
    if opened.journey is None or not opened.journey.age:
        return {"blocks": list(_blocks(opened.sections, code))}
    said, rest = words_and_rest(opened.sections)
    return {
        "own_words": in_their_words(said, code),
        "pen": pen(opened.sections),
        "blocks": list(_blocks(tuple(rest), code)),
    }


def _blocks(sections: tuple[Section, ...], code: str) -> Iterator[dict[str, object]]:
    """Each page with what was answered on it; the copies of one page together."""
    for _, group in groupby(sections, _base):
        told = [each for each in group if each.closed or each.answered]
        if not told:
            continue
        if told[0].page.copy:
            yield _table(told, code)
            continue
        for section in told:
            rows = [answer_row(row, code) for row in section.rows if row.answer is not None]
            yield {**_framed(section), "rows": rows, "points": []}


def _table(sections: list[Section], code: str) -> dict[str, object]:
    opened = [each for each in sections if not each.closed]
    points = [
        {
            "number": each.page.copy,
            "answers": [answer_row(row, code) for row in each.rows],
            "readers": gettext(AUDIENCE_WORDS[each.audience]),
        }
        for each in opened
    ]
    first = sections[0]
    return {
        **_framed(first),
        "title": gettext("Points"),
        "closed": not opened,
        "columns": [gettext(row.question.label) for row in opened[0].rows] if opened else [],
        "points": points,
        "rows": [],
    }


def _framed(section: Section) -> dict[str, object]:
    return {
        "title": gettext(section.page.title),
        "closed": section.closed,
        "readers": gettext(AUDIENCE_WORDS[section.audience]),
    }


def _base(section: Section) -> str:
    page = section.page
    return page.slug.removesuffix(f"-{page.copy}") if page.copy > 1 else page.slug
