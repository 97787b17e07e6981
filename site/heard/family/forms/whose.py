"""Which child a page was written about, where one form is open in two tabs.

A browser has one draft of each form. A page carries the mark of the draft that it was made of, and
the name of the child as it was then. What is posted from a page that was made of another draft, or
under another child's name, is not taken silently: it stays in the page, and the person says where
it belongs. So does whoever puts another name above words that are written already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask import request, session, url_for

from heard.casework.drafts import drafts
from heard.casework.drafts.draft import Draft, SetAside, same_name
from heard.casework.drafts.return_codes import give_code
from heard.casework.drafts.same_meeting import begin_with, common
from heard.family.forms import uploads
from heard.family.forms.blueprint import CHECK, SENT, TOKEN, address, current_draft
from heard.family.site import now, site
from heard.journeys.model.audience import NARROWEST
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.roles import Role
from heard.vault.receipts import show_receipt
from heard.web.forms.page_form import PageForm, what_was_typed

#: The field in which a page says of which draft it was made, and about whom.
MADE_FOR = "made_for"

#: The field of a page that names a draft which waits under its number.
TOLD_ASIDE = "told_aside"

FIELDS = (MADE_FOR, TOLD_ASIDE)

#: The person's answers, each followed by the mark of the draft that it is about.
HERE, OTHER = "here", "other"


class Kind(StrEnum):
    """Why it must be asked where a page belongs."""

    OTHER_CHILD = "other-child"  # The form is about another child since the page was made.
    OTHER_DRAFT = "other-draft"  # The page was made of another draft, which has gone.
    SENT = "sent"  # The form was sent meanwhile.
    RENAMED = "renamed"  # Another name was put above what is written.


@dataclass(frozen=True)
class Asked:
    """What is asked: whom the page is about, who it `was` then or who it is `now`; names may be
    unknown. `mark` is that of the draft as it stands. `files` came with the page, which cannot hold
    them: they are named, so that they are added once more."""

    kind: Kind
    was: str
    now: str
    mark: str
    files: tuple[str, ...] = ()

    @property
    def sent(self) -> str:
        """Where the receipt of what was sent meanwhile can be seen; empty where it was not."""
        return address(SENT) if self.kind is Kind.SENT else ""


def made_for(journey: Journey, draft: Draft | None) -> str:
    """What a page says of the draft that it is made of; no name where others use the phone."""
    if draft is None:
        return ""
    return f"{draft.mark} {'' if draft.shared else draft.about(journey)}"


def belongs_elsewhere(
    journey: Journey, page: Page, draft: Draft, form: PageForm, do: str
) -> Asked | None:
    """What must be asked before a posted page is taken into the draft; None where it belongs there.

    A page that says nothing was made before pages said so.
    """
    mark = made_for(journey, draft)
    posted = request.form.get(MADE_FOR)
    if posted is None or do == f"{OTHER}:{mark}" or (do == f"{HERE}:{mark}" and not draft.sent):
        return None
    was_mark, _, was = posted.partition(" ")
    of_this_draft = was_mark == draft.mark
    if of_this_draft and same_name(was, draft.about(journey)) and not draft.sent:
        return None
    if not posted and not draft.sent and set(draft.seen) <= {page.slug}:
        # The first page of all, pressed twice.
        return None
    if _brings_nothing(page, draft, form):
        return None
    kind = Kind.OTHER_CHILD if of_this_draft else Kind.OTHER_DRAFT
    kind = Kind.SENT if draft.sent else kind
    return Asked(kind, was, draft.about(journey), mark, uploads.came_along())


def made_of_another(journey: Journey, draft: Draft | None) -> bool:
    """Whether a page without boxes was made of another draft than the one that is open now."""
    posted = request.form.get(MADE_FOR)
    return None not in (posted, draft) and posted != made_for(journey, draft)


def asked_about_the_name(journey: Journey, page: Page, draft: Draft | None) -> Asked | None:
    """What the page that asks for the child's name must ask, where the name is another now."""
    if draft is None or not page.asks(Role.CHILD_FIRST_NAME) or not draft.renamed(journey):
        return None
    name = str(journey.answer(Role.CHILD_FIRST_NAME, draft.answers))
    return Asked(Kind.RENAMED, draft.about(journey), name, made_for(journey, draft))


def _brings_nothing(page: Page, draft: Draft, form: PageForm) -> bool:
    """Whether a posted page says what the draft has already: a button pressed twice."""
    if uploads.came_along():
        return False
    if not form.validate():
        return draft.typed.get(page.slug) == what_was_typed(form, request.form)
    names = [each.name for each in page.questions if each.typed]
    there = {name: draft.answers[name] for name in names if name in draft.answers}
    reader = form.reader() if there and page.asks_readers else None
    return form.kept() == there and reader in (None, draft.readers.get(page.slug, NARROWEST))


def begin_other(journey: Journey, page: Page, take: Callable[[Draft], PageForm]) -> str:
    """Begin another draft with a page that belongs to another child; the address to go on at.

    What was there waits under a return code, which the new one shows. Where it was sent, its
    receipt goes. The new one begins with what both have in common.
    """
    store, token = site().store, session[TOKEN]
    draft = current_draft(journey)
    if draft is None:
        return url_for("forms.start")
    renamed = asked_about_the_name(journey, page, draft)
    aside = None if draft.sent else _set_aside(journey, draft, put_back=renamed is not None)
    name = "" if renamed else request.form.get(MADE_FOR, "").partition(" ")[2]
    same = common(draft, journey, journey, another_child=True)
    if draft.sent:
        drafts.throw_away(store, token, journey, now())
    else:
        drafts.leave(store, token, (journey,))
    forms = []

    def fill(new: Draft) -> None:
        begin_with(new, journey, same)
        new.set_aside = aside
        if name and not page.asks(Role.CHILD_FIRST_NAME):
            asked = next(q for _, q in journey.questions() if q.role is Role.CHILD_FIRST_NAME)
            new.answers[asked.name] = name
        forms.append(take(new))

    new = drafts.begin(store, token, journey, now(), fill)
    uploads.take(journey, page, token)
    if forms[0].errors:
        return address(page.slug)
    following = new.unseen(journey)
    return address(following.slug if following else CHECK)


def _set_aside(journey: Journey, draft: Draft, *, put_back: bool) -> SetAside | None:
    store, token = site().store, session[TOKEN]
    if put_back:
        drafts.change(store, token, journey, now(), lambda d: d.first_child(journey))
    waiting = give_code(store, site().sealer.receipt_key, token, journey, now())
    if waiting is None or waiting.code is None:
        return None
    return SetAside(code=show_receipt(waiting.code), child=draft.about(journey))
