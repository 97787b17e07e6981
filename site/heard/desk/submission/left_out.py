"""What no sheet of paper carries: who it is, who wrote it down, and how somebody is reached.

A sheet is copied, left on a table, handed on. The reference leads whoever may see more to the desk.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from heard.journeys.model.asked import Answer, Asked
from heard.journeys.model.questions import Reach
from heard.journeys.model.record import Section
from heard.journeys.model.roles import MATCHING, REACHING, Role
from heard.languages.numerals import western_digits

#: The day of the meeting stays: sheets are sorted by it. So does whose hand wrote, without a name.
_LEFT_OUT = frozenset(
    {*MATCHING, *REACHING, Role.PEN_NAME, Role.PEN_GROUP, Role.PAPER_TYPED_BY}
) - {Role.MEETING_DAY, Role.ANSWER_THROUGH, Role.CHILD_HEARS}

#: A number of fewer digits is anything: a page, a year, an age.
_LEAST = 7
#: Digits by which two ways to write one number are known to be the same.
_TELLING = 9
#: What can stand before these: the 0 of an area, or the code of a country.
_BEFORE = r"(?<!\d)(?:(?:\+|00)\d{1,3}\W{0,3}(?:\(?0\)?\W?)?|\(?0)?\d{0,2}\W{0,2}"
_EMAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+")


def for_paper(sections: Iterable[Section], instead: str) -> tuple[Section, ...]:
    """The pages without what must not be copied.

    A number or an email that was given as a safe way is left out of all other words too; `instead`
    stands in its place.
    """
    pages = tuple(sections)
    hide = _hiding([row for page in pages for row in page.rows if _reaches(row)], instead)
    return tuple(
        replace(page, rows=tuple(_without(row, hide) for row in page.rows if not _stays_away(row)))
        for page in pages
    )


def _reaches(row: Asked) -> bool:
    return row.kind == Reach.kind or row.role == Role.CONTACT_DETAIL


def _stays_away(row: Asked) -> bool:
    return _reaches(row) or row.role in _LEFT_OUT


def _hiding(rows: Iterable[Asked], instead: str) -> Callable[[str], str]:
    """What leaves every number and email of these answers out of a text."""
    found = [each for row in rows if isinstance(row.answer, str) for each in _details(row.answer)]
    if not found:
        return str
    pattern = re.compile("|".join(found), re.IGNORECASE)

    def hide(text: str) -> str:
        # Digits of any script stand for the same number; one sign stays one sign.
        kept, at = [], 0
        for hit in pattern.finditer(western_digits(text)):
            kept += [text[at : hit.start()], instead]
            at = hit.end()
        return "".join([*kept, text[at:]])

    return hide


def _details(answer: str) -> Iterable[str]:
    """Patterns for the numbers and emails in an answer, however they are spaced elsewhere."""
    plain = western_digits(answer)
    yield from (re.escape(email) for email in _EMAIL.findall(plain))
    for number in re.findall(r"\d(?:[^\w@:]*\d)*", plain):
        digits = re.sub(r"\D", "", number)
        if len(digits) >= _LEAST:
            last = r"[^\w]*".join(digits[-_TELLING:])
            yield rf"{_BEFORE}{last}(?!\d)"


def _without(row: Asked, hide: Callable[[str], str]) -> Asked:
    return row if row.answer is None else replace(row, answer=_hidden(row.answer, hide))


def _hidden(answer: Answer, hide: Callable[[str], str]) -> Answer:
    return hide(answer) if isinstance(answer, str) else answer
