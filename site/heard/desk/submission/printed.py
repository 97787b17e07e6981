"""What a family sent, close together on paper for the chair: in the family's own words, all of it.

Of a child's form the child's own words come first. Names, birth dates and ways of contact are left
out (`left_out.py`). Where anything on it is for the chairs alone, every page says so, and each
section and line that is.

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
from heard.desk.submission.left_out import for_paper
from heard.desk.submission.wording import answer_row, spoken_in
from heard.journeys.model.asked import Wording
from heard.journeys.model.audience import Audience
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
        chair_only=any(
            each.answered and each.audience is Audience.CHAIR for each in opened.sections
        ),
        **_laid_out(opened, spoken_in(opened.language)),
        sheet_style=STYLE,
    )


def _laid_out(opened: OpenedSubmission, spoken: Language) -> dict[str, object]:
    said: list[Section] = []
    rest = list(opened.sections)
    if opened.journey is not None and opened.journey.age:
        said, rest = words_and_rest(opened.sections)
    paper = for_paper((*said, *rest), gettext("[left out on paper]"))
    blocks = list(_blocks(paper[len(said) :], spoken))
    if opened.journey is None or not opened.journey.age:
        return {"blocks": blocks}
    return {
        "own_words": in_their_words(paper[: len(said)], spoken),
        "pen": pen(paper),
        "blocks": blocks,
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
            "chair_only": each.audience is Audience.CHAIR,
        }
        for each in opened
    ]
    first, heading = sections[0], gettext("Points")
    return {
        **_framed(first),
        # Each line says who may see it.
        "chair_only": False,
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
        "chair_only": section.answered and section.audience is Audience.CHAIR,
    }
