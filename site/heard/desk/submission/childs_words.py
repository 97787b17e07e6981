"""A child's form at the desk: the child's own words first, then who held the pen, then the rest.

Nothing here sums up, counts or weighs what a child said.
"""

from collections.abc import Iterable

from flask_babel import gettext

from heard.casework.reading.opened import OpenedSubmission, by_role
from heard.desk.submission.wording import answer_row, spoken_in
from heard.journeys.model.asked import Asked, Wording
from heard.journeys.model.audience import AUDIENCE_WORDS, Audience
from heard.journeys.model.questions import KINDS
from heard.journeys.model.record import Section
from heard.journeys.model.roles import MATCHING, Role
from heard.languages.locales import Language
from heard.web.forms.answers import TO_STAFF, answer_words

#: Who held the pen, and how the child wants to hear back.
_PEN = (Role.PEN, Role.PEN_NAME, Role.PEN_RELATION)
_BACK = (Role.ANSWER_THROUGH, Role.ANSWER_PERSON, Role.CONTACT_DETAIL)
_PAPER = (Role.FROM_PAPER, Role.PAPER_TYPED_BY, Role.PAPER_CAME)

#: What stands beside the child's words: a page with any of these is none of them.
_BESIDE = frozenset({*_PEN, *_BACK, *_PAPER, *MATCHING})


def words_and_rest(sections: Iterable[Section]) -> tuple[list[Section], list[Section]]:
    """The pages on which a child speaks, and all others, each in the order of the form."""
    said: list[Section] = []
    beside: list[Section] = []
    for section in sections:
        roles = {row.role for row in section.rows}
        (beside if roles & _BESIDE else said).append(section)
    return said, beside


def in_their_words(sections: Iterable[Section], spoken: Language) -> list[dict[str, object]]:
    """Each page on which something was said, or which is closed, for the page and the sheet.

    A question stands with its answer only where a page has several; pictures need none.
    """
    return [
        {
            "title": section.title,
            "closed": section.closed,
            "answers": [] if section.closed else _answers(section, spoken),
            "readers": section.seen_by,
            "chair_only": section.audience is Audience.CHAIR,
        }
        for section in sections
        if section.closed or section.answered
    ]


def _answers(section: Section, spoken: Language) -> list[dict[str, object]]:
    several = _several(section)
    return [
        {
            **answer_row(row, spoken),
            "asked": row.label if several and KINDS[row.kind].typed else None,
            "face": None if row.face is None else (row.face, row.faces),
        }
        for row in section.rows
        if row.answer is not None
    ]


def childs_page(opened: OpenedSubmission) -> dict[str, object]:
    """What the page of a child's form shows beside what all pages show."""
    spoken = spoken_in(opened.language)
    said, rest = words_and_rest(opened.sections)
    return {
        "said": in_their_words(said, spoken),
        "pen": pen(opened.sections),
        "beside": [
            {
                "title": section.title if len(section.rows) > 1 else None,
                "rows": [answer_row(row, spoken) for row in section.rows],
            }
            for section in rest
            if not section.closed
        ],
        "beside_readers": gettext(AUDIENCE_WORDS[Audience.TEAM]),
        "left_out": _left_out(said),
    }


def _left_out(said: Iterable[Section]) -> list[Wording]:
    """Questions without an answer; where a page asks one thing, a drawing is an answer too."""
    return [
        row.label if _several(section) else section.title
        for section in said
        if not section.closed and (_several(section) or not section.answered)
        for row in section.rows
        if row.answer is None and KINDS[row.kind].typed
    ]


def _several(section: Section) -> bool:
    """Whether a page has more than one question; where it has not, its title is the question."""
    return sum(KINDS[row.kind].typed for row in section.rows) > 1


def pen(sections: Iterable[Section]) -> dict[str, str]:
    """Who held the pen: the words of the option, the name, and who that is; each may be empty."""
    found = by_role(sections)
    return {
        "held": _worded(found.get(Role.PEN)),
        "name": _worded(found.get(Role.PEN_NAME)),
        "relation": _worded(found.get(Role.PEN_RELATION)),
    }


def _worded(row: Asked | None) -> str:
    words = answer_words(row, TO_STAFF) if row else ""
    return words if isinstance(words, str) else ""
