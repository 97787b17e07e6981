"""What stands in a form that is being filled in, and what can be done to it page by page."""

import json
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TypedDict

from heard.authority.hours import LONDON
from heard.journeys.model.asked import Answer, Speech
from heard.journeys.model.audience import CIRCLES, Audience
from heard.journeys.model.journey import PAPER, Journey, Page, Way, copy_of
from heard.journeys.model.question import Doubt
from heard.journeys.model.roles import SAME_MEETING, WHICH_CHILD, Role

#: How long an untouched draft opens for the browser session that holds it.
IDLE = timedelta(hours=1)

#: How long it opens for whoever holds its return code.
WITH_CODE = timedelta(days=7)

#: How long the receipt stays on the screen after sending.
AFTER_SENDING = timedelta(minutes=15)

#: How long it stays where others use the phone.
AFTER_SENDING_SHARED = timedelta(minutes=3)

_WHO = Role.CHILD_FIRST_NAME


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, spaces and how signs are put together."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Before(TypedDict):
    """How an answer was asked for when it was kept, for the day on which the form has changed.

    `label` are the question's words and `words` those of what was chosen, by value, as they were
    shown; `readers` says who was to see it.
    """

    label: str
    readers: str
    words: dict[str, str]


class SetAside(TypedDict):
    """Another draft of this form that waits under its return code: the code, and whom it is about.

    It is named to the family once, where they begin a form for another child.
    """

    code: str
    child: str


class Lost(TypedDict):
    """What was written and has no place in the form any more: a question, and the answer to it."""

    label: str
    text: str


@dataclass
class Draft:
    """What was answered so far. `typed` holds, page by page, what was typed but cannot be kept.

    `counts` says how often a page that repeats was asked for, `seen` which pages were saved, `at`
    which of them last. `code` is the return code once there is one. `asked` says of each question
    that stood on a saved page how it was asked. `lost` is what a new version of the form had no
    place for, `told_lost` that the family has gone on past a page that says so. `doubted` holds
    what was asked about once already. `mark` tells this draft from every other in the pages that
    are made of it. `child` are the answers that say which child the words so far are about;
    `set_aside` is a draft about another one. `carried` are the pages that were answered with what
    another form about the same meeting had told, `told_before` until when that one is there.
    `typed_at` says of each page when what is kept of it was typed, in seconds, so that nothing
    older takes its place. `shared` says of a sent one that others use the phone.
    """

    journey: str
    version: int
    answers: dict[str, Answer] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    urgent: bool = False
    code: str | None = None
    at: str = ""
    receipt: str | None = None
    sent: str | None = None
    touched: str = ""
    asked: dict[str, Before] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    told_lost: bool = False
    doubted: list[str] = field(default_factory=list)
    mark: str = ""
    child: dict[str, Answer] = field(default_factory=dict)
    set_aside: SetAside | None = None
    carried: list[str] = field(default_factory=list)
    told_before: str = ""
    typed_at: dict[str, float] = field(default_factory=dict)
    shared: bool = False

    @property
    def audiences(self) -> dict[str, Audience]:
        """Who may see each page, as chosen."""
        return {slug: Audience(reader) for slug, reader in self.readers.items()}

    def way(self, journey: Journey) -> Way:
        """The pages that are asked, as answered so far."""
        return journey.way(self.answers, self.counts)

    def after(self, journey: Journey, page: Page) -> Page | None:
        """The page that follows and was not answered by another form; None after the last."""
        following = self.way(journey).after(page)
        while following is not None and following.slug in self.carried:
            following = self.way(journey).after(following)
        return following

    def meets(self, journey: Journey, page: Page) -> bool:
        """Whether somebody with these answers meets the page."""
        return page is PAPER or page in self.way(journey).pages

    def is_late(self, page: Page, at: float) -> bool:
        """Whether what is kept of the page was typed at this moment or after it."""
        return at <= self.typed_at.get(page.slug, 0.0)

    def keep(
        self,
        page: Page,
        kept: dict[str, Answer],
        reader: str | None,
        typed: dict[str, list[str]],
        at: float = 0.0,
    ) -> None:
        """Take a page's answers in place of those that were there.

        `typed` is what the form held where something on it could not be kept, else empty; `at` when
        all this was typed.
        """
        self.typed_at[page.slug] = max(at, self.typed_at.get(page.slug, 0.0))
        for question in page.questions:
            # Files are taken and dropped one by one.
            if question.typed:
                self.answers.pop(question.name, None)
        self.answers.update(kept)
        if page.asks_readers and reader in set(CIRCLES):
            self.readers[page.slug] = reader
        self.typed.pop(page.slug, None)
        if typed:
            self.typed[page.slug] = typed

    def ask_once(self, page: Page, today: date) -> dict[str, Doubt]:
        """What is asked about the answers on a page, each thing for the first and only time."""
        asked = {
            name: doubt
            for name, doubt in page.doubts(self.answers, today).items()
            if f"{name}: {doubt.words}" not in self.doubted
        }
        self.doubted += [f"{name}: {doubt.words}" for name, doubt in asked.items()]
        return asked

    def note(self, page: Page, speech: Speech) -> None:
        """Remember in which words the page asked, and who was to see what stands on it."""
        for question in page.questions:
            answer = self.answers.get(question.name)
            asked = question.asked(answer, speech)
            values = answer if isinstance(answer, list) else [answer]
            self.asked[question.name] = Before(
                label=asked.label.shown,
                readers=str(page.audience(self.audiences)),
                words={
                    str(value): chosen.shown
                    for value, chosen in zip(values, asked.chosen, strict=False)
                },
            )

    def visit(self, journey: Journey, page: Page) -> None:
        """Remember that this page was saved, and that it was asked for if it is a copy."""
        self.at = page.slug
        if page.slug not in self.seen:
            self.seen.append(page.slug)
        for slug, count in journey.counts_in((page.slug,)).items():
            self.counts[slug] = max(self.counts.get(slug, 1), count)

    def copies(self, journey: Journey, page: Page) -> int:
        """How many copies there are of a page that repeats."""
        return self.counts.get(journey.repeated(page).slug, 1)

    def add_copy(self, journey: Journey, page: Page) -> Page:
        """Ask for a page that repeats once more, up to its limit; the newest copy."""
        base = journey.repeated(page)
        most = base.repeats.most if base.repeats else 1
        count = min(self.copies(journey, page) + 1, most)
        self.counts[base.slug] = count
        return copy_of(base, count)

    def remove_copy(self, journey: Journey, page: Page) -> None:
        """Forget a copy; those after it move up. Where it was the only one, its answers go."""
        base, count = journey.repeated(page), self.copies(journey, page)
        for number in range(page.copy, count):
            self._move(copy_of(base, number + 1), copy_of(base, number))
        self._forget(copy_of(base, count))
        self.counts[base.slug] = max(count - 1, 1)

    def _move(self, source: Page, target: Page) -> None:
        names = zip(source.questions, target.questions, strict=True)
        kept = {to.name: self.answers[of.name] for of, to in names if of.name in self.answers}
        reader, typed = self.readers.get(source.slug), self.typed.get(source.slug, {})
        # What was typed bears the names of its own copy's fields.
        renamed = {
            f"{to.name}{name.removeprefix(of.name)}": values
            for of, to in zip(source.questions, target.questions, strict=True)
            for name, values in typed.items()
            if name == of.name or name.startswith(f"{of.name}-")
        }
        before = {
            to.name: self.asked[of.name]
            for of, to in zip(source.questions, target.questions, strict=True)
            if of.name in self.asked
        }
        self._forget(target)
        self.keep(target, kept, reader, renamed)
        self.asked |= before

    def _forget(self, page: Page) -> None:
        self.keep(page, {}, None, {})
        self.readers.pop(page.slug, None)

    def unseen(self, journey: Journey) -> Page | None:
        """The first page that is asked and was never saved: a change may have brought it."""
        return next((page for page in self.way(journey).pages if page.slug not in self.seen), None)

    def unfinished(self, journey: Journey) -> list[Page]:
        """The pages that cannot be sent as they are: something needed is missing or unclear."""
        asked = self.way(journey).pages
        renamed = self.renamed(journey)
        return [
            page
            for page in asked
            if page.slug in self.typed or self._lacks(page) or (renamed and page.asks(_WHO))
        ]

    def dropped(self, journey: Journey) -> list[Page]:
        """Pages that were answered and are not asked any more; what stands there is not sent."""
        asked = {page.slug for page in self.way(journey).pages}
        return [
            page
            for page in journey.pages
            if page.slug not in asked and any(q.name in self.answers for q in page.questions)
        ]

    def _lacks(self, page: Page) -> bool:
        return any(
            question.required and question.name not in self.answers for question in page.questions
        )

    def about(self, journey: Journey) -> str:
        """The first name of the child whom the words so far are about; empty while unknown."""
        return str(journey.answer(_WHO, self.child) or "")

    def renamed(self, journey: Journey) -> bool:
        """Whether another child's name stands above words that were written about the first one.

        It may be the same child, whose name was put right: only the family knows.
        """
        now, before = str(journey.answer(_WHO, self.answers) or ""), self.about(journey)
        other = bool(now and before) and not same_name(now, before)
        return other and self._has_words(journey)

    def settle(self, journey: Journey) -> None:
        """What stands here is about the child whose name stands here, unless that must be asked."""
        if not self.renamed(journey):
            self.same_child(journey)

    def same_child(self, journey: Journey) -> None:
        """It is the same child, whatever the name was before."""
        found = self._child(journey)
        if journey.answer(_WHO, found):
            self.child = found

    def first_child(self, journey: Journey) -> dict[str, Answer]:
        """Put the child back whom the words are about; what was put in the place of it."""
        other = self._child(journey)
        for name in other:
            self.answers.pop(name, None)
        self.answers |= self.child
        return other

    def _child(self, journey: Journey) -> dict[str, Answer]:
        names = {each.name for _, each in journey.questions() if each.role in WHICH_CHILD}
        return {name: answer for name, answer in self.answers.items() if name in names}

    def _has_words(self, journey: Journey) -> bool:
        """Whether anything was answered but what all forms about one meeting have in common, and
        what only decides which pages are asked."""
        decide = {each.question for page in journey.pages for each in page.only_if}
        return any(
            question.name in self.answers
            for page in self.way(journey).pages
            for question in page.questions
            if question.role not in SAME_MEETING and question.name not in decide
        )

    def fingerprint(self) -> str:
        """What tells these answers, and who may see them, from any others of this draft."""
        told = [self.mark, self.answers, self.readers, self.typed, self.counts]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]

    def ends(self) -> datetime:
        """The moment from which the draft is dead."""
        if self.sent:
            shown = AFTER_SENDING_SHARED if self.shared else AFTER_SENDING
            return datetime.fromisoformat(self.sent) + shown
        if self.is_untouched():
            return datetime.fromisoformat(self.told_before)
        return self._touched() + (WITH_CODE if self.code else IDLE)

    def is_untouched(self) -> bool:
        """Whether all that stands here was told in another form, and no page was saved since."""
        return bool(self.told_before) and not self.at

    def session_ends(self) -> datetime:
        """The moment from which the browser session does not open it any more."""
        return min(self.ends(), self._touched() + IDLE)

    def day(self) -> date:
        """The day on which it was sent; of what is not sent, the day on which it was last kept."""
        moment = datetime.fromisoformat(self.sent) if self.sent else self._touched()
        return moment.astimezone(LONDON).date()

    def _touched(self) -> datetime:
        return datetime.fromisoformat(self.touched)
