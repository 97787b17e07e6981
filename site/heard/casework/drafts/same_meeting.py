"""One meeting, told once: what a form begins with when another about the same meeting came before.

Which answers are common is said by the roles of their questions, and by no form's name. Nobody
comes to read an answer who was not to read it where it was written, and what a child has answered
stays that child's.
"""

from dataclasses import dataclass, field
from datetime import datetime

from heard.casework.drafts.carry_over import circle
from heard.casework.drafts.draft import Before, Draft
from heard.journeys.model.asked import Answer
from heard.journeys.model.audience import CIRCLES
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.question import Question
from heard.journeys.model.roles import (
    SAME_MEETING,
    WHICH_MEETING,
    WHO_SENDS,
    WHO_WRITES,
    Role,
)

#: What may differ from child to child although the same person answers: it is shown once more.
_LOOK_AGAIN = frozenset({Role.SENDER_RELATION})


@dataclass
class Common:
    """Answers by the names that the new form has for them, how each was asked, and the pages that
    are answered with them."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: dict[str, Before] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)


def common(draft: Draft, source: Journey, target: Journey, *, another_child: bool) -> Common:
    """What a form `target` begins with after `draft`, a form `source` about the same meeting."""
    roles = _for_another_child(source) if another_child else SAME_MEETING
    told: dict[Role | None, str] = {
        question.role: question.name
        for page in source.pages
        for question in page.questions
        if question.role in roles and question.name in draft.asked
    }
    found = Common()
    for page in target.pages:
        for question in page.questions:
            _take_along(draft, told, page, question, found)
        again = another_child and any(question.role in _LOOK_AGAIN for question in page.questions)
        if not again and _is_answered(draft, page, told, found):
            found.pages.append(page.slug)
    return found


def _for_another_child(source: Journey) -> frozenset[Role]:
    """Who sends it is the same only where they speak for themselves.

    Where somebody holds the pen, the sender is the person or the child for whom they write.
    """
    asked = {question.role for _, question in source.questions()}
    for_themselves = Role.SENDER_NAME in asked and Role.PEN_NAME not in asked
    return WHICH_MEETING | WHO_WRITES | (WHO_SENDS if for_themselves else frozenset())


def _take_along(
    draft: Draft, told: dict[Role | None, str], page: Page, question: Question, found: Common
) -> None:
    name = told.get(question.role)
    if name is None or name not in draft.answers or page.copy:
        return
    if page.readers and CIRCLES.index(page.readers) > CIRCLES.index(circle(draft, name)):
        return
    kept = question.fitting(draft.answers[name])
    if kept is not None:
        found.answers[question.name] = kept
        found.asked[question.name] = draft.asked[name]


def _is_answered(draft: Draft, page: Page, told: dict[Role | None, str], found: Common) -> bool:
    """Whether a page asks nothing that was not asked before, and has all that was answered."""
    here = [question.name in found.answers for question in page.questions]
    needed = [
        question.name in found.answers
        for question in page.questions
        if question.required or told.get(question.role, "") in draft.answers
    ]
    asked = all(question.role in told for question in page.questions)
    return asked and any(here) and all(needed)


def begin_with(
    draft: Draft, journey: Journey, found: Common, until: datetime | None = None
) -> None:
    """Put into a new draft what it has in common with the one before, which is there `until` then.

    As long as nobody saves a page of it, it is there no longer than that.
    """
    draft.told_before = until.isoformat() if until and found.answers else ""
    draft.answers |= found.answers
    draft.asked |= found.asked
    draft.carried, draft.seen = found.pages, list(found.pages)
    draft.settle(journey)
