"""Sending: what was written is sealed, stored and acknowledged, once, or not at all.

There is no way round the sealing: without sound keys nothing is stored and the family is told so.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from heard.authority.hours import LONDON
from heard.casework.drafts.draft import Draft
from heard.casework.drafts.drafts import change, opened, save_unless_changed
from heard.casework.files.file_records import file_ids
from heard.journeys.adults.complaint import about_a_chair
from heard.journeys.model.asked import Speech
from heard.journeys.model.journey import Answers, Journey
from heard.journeys.model.record import answers_in, apart, parts
from heard.journeys.model.roles import Role
from heard.records import files, keys, submissions
from heard.records.database.store import Store
from heard.vault.errors import CannotSeal, SealFault
from heard.vault.identity import RecordIdentity
from heard.vault.mailbox import OpenMailbox, close_mailbox
from heard.vault.outside import Outside
from heard.vault.parts import APART, SHARED
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.receipts import hash_receipt, new_receipt
from heard.vault.recipients import Recipients
from heard.vault.recipients_file import RecipientsFile
from heard.vault.sealing import seal_submission

#: How long the pages of a form go without asking the database for the council's row.
LOOK_AGAIN_SECONDS = 1.0


class NothingToSend(LookupError):
    """There is no draft: it ended, was thrown away, or was never begun."""


class Unfinished(ValueError):
    """The draft has pages that cannot be sent as they are."""


class ChangedSince(ValueError):
    """The draft has other answers than those that the family has looked at."""


@dataclass
class FoundOpen:
    """What held when file and database were last found to agree, and until when that is relied on.

    Only the pages of a form rely on it: what is sent is sealed after both were read again.
    """

    state: tuple[object, ...] = ()
    until: float = 0.0

    def still(self, state: tuple[object, ...]) -> bool:
        """Whether it is the same as then, and not long ago."""
        return self.state == state and time.monotonic() < self.until

    def now(self, state: tuple[object, ...]) -> None:
        """Rely on this for as long as a change in the database alone may go unseen."""
        self.state, self.until = state, time.monotonic() + LOOK_AGAIN_SECONDS


@dataclass(frozen=True)
class Sealer:
    """What the public process needs to send: where the keys lie, and for how long things are kept.

    The file of recipients and its day are looked at each time: a key that expires overnight must
    not be used in the morning by a process that was started the day before, and new keys are taken
    up as soon as they are handed over. `complaints_apart` says that the council has named who deals
    with complaints about chairs.
    """

    recipients_file: RecipientsFile
    receipt_key: bytes
    council: str
    days_kept: int
    complaints_apart: bool = False
    found_open: "FoundOpen" = field(default_factory=lambda: FoundOpen(), compare=False)

    def recipients(self, conn: Connection, today: date) -> Recipients:
        """The council's public keys. Raises CannotSeal unless file and database agree on them."""
        recipients = self.recipients_file.load(today)
        known = keys.find_council(conn)
        if known is None or known.fingerprint != recipients.fingerprint():
            raise CannotSeal(SealFault.REDIRECTED)
        if recipients.council != self.council:
            raise CannotSeal(SealFault.WRONG_COUNCIL)
        return recipients

    def may_keep_apart(self, journey: Journey) -> bool:
        """Whether an answer in this form can have that effect."""
        asked = {question.role for _, question in journey.questions()}
        return self.complaints_apart and Role.COMPLAINT_AGENCY in asked

    def keeps_apart(self, journey: Journey, answers: Answers) -> bool:
        """Whether what was answered so far goes to who deals with complaints about chairs alone."""
        return self.complaints_apart and about_a_chair(journey, answers)

    def divided(self, journey: Journey, draft: Draft, speech: Speech) -> dict[str, dict[str, Any]]:
        """What stands in each part, by the part's name."""
        if self.keeps_apart(journey, draft.answers):
            return {APART: apart(journey, draft.answers, draft.counts, speech)}
        shared = parts(journey, draft.answers, draft.audiences, draft.counts, speech)
        return dict(zip(SHARED, shared, strict=True))


def require_open(store: Store, sealer: Sealer, now: datetime) -> None:
    """Raise CannotSeal when nothing could be sent now, so that nobody types in vain.

    Another day and another file of recipients are seen at once, another row in the database within
    LOOK_AGAIN_SECONDS.
    """
    today = _london_day(now)
    state = (today, sealer.recipients_file.state())
    if sealer.found_open.still(state):
        return
    try:
        with store.read() as conn:
            sealer.recipients(conn, today)
    except SQLAlchemyError:
        raise CannotSeal(SealFault.NO_DATABASE) from None
    sealer.found_open.now(state)


def draw_receipt(store: Store, token: str, journey: Journey, now: datetime) -> Draft:
    """The draft with its receipt number, drawn when the answers are checked.

    It stays the same from then on, so that a send whose answer was lost shows the same number
    again. Raises NothingToSend.
    """

    def draw(draft: Draft) -> None:
        if draft.receipt is None:
            draft.receipt = new_receipt()

    changed = change(store, token, journey, now, draw)
    if changed is None:
        raise NothingToSend
    return changed[0]


def send(
    store: Store,
    sealer: Sealer,
    token: str,
    journey: Journey,
    speech: Speech,
    now: datetime,
    before_commit: Callable[[], None] = lambda: None,
    looked_at: str | None = None,
    *,
    shared: Callable[[Draft], bool] = lambda draft: False,
) -> Draft:
    """Seal and store the draft, and mark it as sent, in one transaction; return the sent draft.

    What was asked is sealed in the words of `speech` and in English. Sending again what was sent
    changes nothing. Raises NothingToSend, Unfinished, CannotSeal, and ChangedSince where it has
    another fingerprint than `looked_at`. Where the phone is `shared`, the receipt is shown for less
    long.
    `before_commit` runs last inside the transaction: tests stop the process there.
    """
    today = _london_day(now)
    while True:
        with store.read() as conn:
            found, recipients = opened(conn, token, journey, now), sealer.recipients(conn, today)
        if found is None:
            raise NothingToSend
        draft = found.draft
        if draft.sent:
            return draft
        if looked_at not in (None, draft.fingerprint()):
            raise ChangedSince
        receipt = draft.receipt
        if draft.unfinished(journey) or receipt is None:
            raise Unfinished
        # Before the transaction: sealing takes longer than all else, and would hold the others up.
        answers = sealer.divided(journey, draft, speech)
        submission = _sealed(
            sealer, recipients, journey, draft.urgent, receipt, answers, speech, today
        )
        draft.sent, draft.shared = now.isoformat(), shared(draft)
        with store.write() as conn:
            # Where another post came between, or other keys, it is all done again.
            if sealer.recipients(conn, today) == recipients and save_unless_changed(
                conn, found, now
            ):
                if submissions.add(conn, submission):
                    files.send_along(conn, found.id, submission.id, file_ids(*answers.values()))
                before_commit()
                return draft


def _sealed(
    sealer: Sealer,
    recipients: Recipients,
    journey: Journey,
    urgent: bool,
    receipt: str,
    answers: Mapping[str, dict[str, Any]],
    speech: Speech,
    today: date,
) -> submissions.NewSubmission:
    identity = RecordIdentity(str(uuid.uuid4()), sealer.council, journey.name, journey.version)
    private, public = new_key_pair()
    outside = Outside(
        language=speech.language,
        received=today,
        expires=today + timedelta(days=sealer.days_kept),
        urgent=urgent,
        answered=frozenset(part for part, held in answers.items() if answers_in(held)),
        mailbox=public,
    )
    sealed = seal_submission(recipients, identity, answers, outside)
    opened = OpenMailbox(
        private, identity.submission, {name: part.recipient for name, part in sealed.items()}
    )
    mailbox = close_mailbox(receipt, opened)
    return submissions.NewSubmission(
        id=identity.submission,
        form=journey.name,
        form_version=journey.version,
        language=outside.language,
        received=outside.received,
        urgent=outside.urgent,
        expires=outside.expires,
        receipt_hash=hash_receipt(sealer.receipt_key, receipt),
        mailbox_recipient=outside.mailbox,
        mailbox_wrapped=mailbox.wrapped,
        proof_hash=mailbox.proof_hash,
        parts=sealed,
        answered=outside.answered,
    )


def _london_day(now: datetime) -> date:
    return now.astimezone(LONDON).date()
