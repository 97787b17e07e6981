"""How somebody may be reached about what they sent: one card beside every box for an answer.

It says what they gave, in their words, and never more: a family was told that about a form only
this way and these times are used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from heard.casework.reading.opened import OpenedSubmission
from heard.desk.submission.wording import answer_row, spoken_in
from heard.journeys.model.asked import Asked
from heard.journeys.model.journey import Journey
from heard.journeys.model.record import Section
from heard.journeys.model.roles import REACHING, ChildHears, ContactWay, Role, Through
from heard.vault.messages import FAMILY

#: What is not repeated where somebody asks not to be contacted.
_DETAILS = (Role.CONTACT_DETAIL, Role.CONTACT_TIMES, Role.PEN_REACH)


@dataclass(frozen=True)
class ContactCard:
    """`words` say what follows from what was given, `safe` that there is a way to use.

    `rows` are what was given, as the desk shows answers. `added` says that the family has written
    more since, which may change it.
    """

    safe: bool
    words: str
    rows: list[dict[str, object]]
    added: bool


def contact_card(opened: OpenedSubmission) -> ContactCard:
    """What whoever answers has to know, from the parts that are open to them."""
    found = {row.role: row for section in opened.sections for row in section.rows if row.role}
    asked = [found[role] for role in REACHING if role in found]
    given = {row.role: row for row in asked if row.answer is not None}
    safe, words = _what_follows(opened, asked, given)
    refused = _answer(given, Role.CONTACT_WAY) == ContactWay.NONE
    spoken = spoken_in(opened.language)
    return ContactCard(
        safe=safe,
        words=words,
        rows=[
            answer_row(row, spoken)
            for role, row in given.items()
            if not (refused and role in _DETAILS)
        ],
        added=any(message.author == FAMILY for message in opened.messages),
    )


def _what_follows(
    opened: OpenedSubmission, asked: list[Asked], given: Mapping[str, Asked]
) -> tuple[bool, str]:
    """Whether there is a way to use, and what to do, in words."""
    way = _answer(given, Role.CONTACT_WAY)
    if way == ContactWay.NONE:
        return False, gettext("They ask not to be contacted about this: do not contact them.")
    if way and Role.CONTACT_DETAIL not in given and way != ContactWay.SOCIAL_WORKER:
        return False, gettext(
            "No number or address was given for it. Use none that you have from elsewhere."
        )
    if way:
        return True, gettext("About this, use only this way and only these times.")
    if Role.CONTACT_DETAIL in given and any(row.role == Role.CONTACT_WAY for row in asked):
        return False, gettext("They did not say which way is safe. Ask a chair before you use it.")
    if _through_somebody(given):
        return True, gettext("About this, use only this way.")
    if opened.damaged:
        return False, gettext(
            "How to reach them may stand in the part that does not open. "
            "Do not contact anybody about this."
        )
    if _may_be_closed(opened.sections, opened.journey):
        return False, gettext(
            "How to reach them may stand in what only the chairs can open. "
            "Ask a chair before you contact anybody about this."
        )
    return False, gettext("No safe way was given: do not contact about this.")


def _through_somebody(given: Mapping[str, Asked]) -> bool:
    """Whether a way was given without a choice of ways, or somebody was named who tells it."""
    return (
        any(role in given for role in (Role.CONTACT_DETAIL, Role.ANSWER_PERSON, Role.PEN_REACH))
        or _answer(given, Role.ANSWER_THROUGH) in (Through.PERSON, Through.CHAIR)
        or _answer(given, Role.CHILD_HEARS) in (ChildHears.SOCIAL_WORKER, ChildHears.CHAIR)
    )


def _may_be_closed(sections: Iterable[Section], journey: Journey | None) -> bool:
    """Whether a closed page asks for a way of contact, or is one that this program does not know.

    What stood on a page of an older version cannot be told without opening it.
    """
    for section in sections:
        page = journey.page(section.slug) if journey else None
        if section.closed and (page is None or any(q.role in REACHING for q in page.questions)):
            return True
    return False


def _answer(given: Mapping[str, Asked], role: Role) -> object:
    return given[role].answer if role in given else None
