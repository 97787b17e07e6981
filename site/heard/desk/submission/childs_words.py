"""A child's form at the desk: the child's own words first, then who held the pen, then the rest.

Nothing here sums up, counts or weighs what a child said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from heard.casework.reading.opened import MATCHING, OpenedSubmission
from heard.desk.submission.wording import answer_row, spoken_in
from heard.journeys.model.audience import AUDIENCE_WORDS, Audience
from heard.journeys.model.journey import PAPER
from heard.journeys.model.questions import Faces, Question
from heard.journeys.model.record import Row, Section

#: Who held the pen, and how the child wants to hear back.
_PEN = ("pen", "pen_name", "pen_relation")
_BACK = ("answer_through", "answer_person", "contact_detail")

#: What stands beside the child's words: a page with any of these is none of them.
_BESIDE = frozenset({*_PEN, *_BACK, *MATCHING, *(each.name for each in PAPER.questions)})


@dataclass(frozen=True)
class Through:
    """Through whom a child wants to hear the answer. `chair` where it is the chair, face to face.

    `person` are the child's own words for who it is; empty where they named nobody.
    """

    chair: bool
    person: str


def words_and_rest(sections: Iterable[Section]) -> tuple[list[Section], list[Section]]:
    """The pages on which a child speaks, and all others, each in the order of the form."""
    said: list[Section] = []
    beside: list[Section] = []
    for section in sections:
        names = {question.name for question in section.page.questions}
        (beside if names & _BESIDE else said).append(section)
    return said, beside


def in_their_words(sections: Iterable[Section], code: str) -> list[dict[str, object]]:
    """Each page on which something was said, or which is closed, for the page and the sheet.

    A question stands with its answer only where a page has several; pictures need none.
    """
    return [
        {
            "title": gettext(section.page.title),
            "closed": section.closed,
            "answers": [] if section.closed else _answers(section, code),
            "readers": gettext(AUDIENCE_WORDS[section.audience]),
            "chair_only": section.audience is Audience.CHAIR,
        }
        for section in sections
        if section.closed or section.answered
    ]


def _answers(section: Section, code: str) -> list[dict[str, object]]:
    several = _several(section)
    return [
        {
            **answer_row(row, code),
            "asked": gettext(row.question.label)
            if several and row.question.kind != "files"
            else "",
            "face": _face(row),
        }
        for row in section.rows
        if row.answer is not None
    ]


def _face(row: Row) -> tuple[int, int] | None:
    """Which of how many faces was chosen; None where it was words alone, or no face at all."""
    if not isinstance(row.question, Faces):
        return None
    place = row.question.face_of(row.answer)
    return None if place is None else (place, row.question.faces)


def childs_page(opened: OpenedSubmission) -> dict[str, object]:
    """What the page of a child's form shows beside what all pages show."""
    code = spoken_in(opened.language).code
    said, rest = words_and_rest(opened.sections)
    return {
        "said": in_their_words(said, code),
        "pen": pen(opened.sections),
        "beside": [
            {
                "title": gettext(section.page.title) if len(section.rows) > 1 else "",
                "rows": [answer_row(row, code) for row in section.rows],
            }
            for section in rest
            if not section.closed
        ],
        "beside_readers": gettext(AUDIENCE_WORDS[Audience.TEAM]),
        "left_out": [gettext(_named(row.question, section)) for section, row in _left_out(said)],
        "through": through(opened.sections),
    }


def _left_out(said: Iterable[Section]) -> list[tuple[Section, Row]]:
    return [
        (section, row)
        for section in said
        if not section.closed
        for row in section.rows
        if row.answer is None and row.question.kind != "files"
    ]


def _named(question: Question, section: Section) -> str:
    return question.label if _several(section) else section.page.title


def _several(section: Section) -> bool:
    """Whether a page has more than one question; where it has not, its title is the question."""
    return sum(question.kind != "files" for question in section.page.questions) > 1


def pen(sections: Iterable[Section]) -> dict[str, str]:
    """Who held the pen: the words of the option, the name, and who that is; each may be empty."""
    found = _found(sections)
    return {name: _worded(found.get(name)) for name in _PEN}


def through(sections: Iterable[Section]) -> Through | None:
    """Through whom the child wants to hear the answer; None where they look it up themselves."""
    found = _found(sections)
    chosen, person = (found.get(name) for name in _BACK[:2])
    named = str(person.answer) if person and person.answer else ""
    if chosen is None or chosen.answer is None:
        return Through(False, named) if named else None
    if chosen.answer == "chair":
        return Through(True, "")
    return None if chosen.answer == "number" else Through(False, named)


def _found(sections: Iterable[Section]) -> Mapping[str, Row]:
    return {row.question.name: row for section in sections for row in section.rows}


def _worded(row: Row | None) -> str:
    if row is None or row.answer is None:
        return ""
    words = answer_row(row, "")["answer"]
    return words if isinstance(words, str) else ""
