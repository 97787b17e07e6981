"""A founded council with people and submissions, for the tests of casework and of the desk."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyotp
from sqlalchemy import Connection

from heard.casework.council.founding import found_council
from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.council.logbook import Logbook, load_logbook
from heard.casework.secret_files import RECEIPT_FILE, RECIPIENTS_FILE, VERIFY_FILE, read_secret
from heard.casework.staff.accounts import BY_PASSWORD, Credentials, add_staff
from heard.casework.staff.sessions import SignedIn, resume
from heard.casework.staff.sign_in import sign_in
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import Speech
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Answers
from heard.journeys.model.record import answers_in, parts
from heard.records import staff, submissions
from heard.records.database.store import Store
from heard.records.tables import submission_parts
from heard.vault.identity import RecordIdentity
from heard.vault.mailbox import OpenMailbox, close_mailbox
from heard.vault.outside import Outside
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.primitives.stretching import Cost
from heard.vault.receipts import hash_receipt, new_receipt
from heard.vault.recipients_file import RecipientsFile
from heard.vault.sealing import seal_submission
from heard.vault.staff.staff_keys import unlock
from tests.records.sealed import stored
from tests.support.agents import agent
from tests.support.words import catalogue

COUNCIL = "fernshire"
PASSWORD = "a kettle by the window"
LIGHT = Cost(passes=1, memory_kib=8)
LIGHT_COSTS = {"cost": LIGHT, "code_cost": LIGHT}
MORNING = datetime(2026, 11, 24, 9, 30, 10, tzinfo=UTC)
TODAY = MORNING.date()

UNIT_ANSWERS = {
    "relation": "mother",
    "child_first_name": "زینب",
    "child_born": "2015-03-27",
    "worries": "پہلی سطر\nدوسری سطر",
    "number": 4,
}
CHAIR_ANSWERS = {"chair_only": "Meet me at the blue gate"}
READERS = {
    "going-well": Audience.EVERYONE,
    "worries": Audience.PROFESSIONALS,
    "what-would-help": Audience.EVERYONE,
    "your-number": Audience.EVERYONE,
}
#: As a family reads Urdu.
IN_URDU = Speech("ur", catalogue("ur").gettext)


def in_urdu(answers: Answers = UNIT_ANSWERS | CHAIR_ANSWERS) -> tuple[dict, dict]:
    """Both parts of a parent's views as they are sealed."""
    return parts(YOUR_VIEWS, answers, READERS, {}, IN_URDU)


UNIT_PART, CHAIR_PART = in_urdu()


@dataclass(frozen=True)
class FoundedCouncil:
    """The house right after `heard init`."""

    store: Store
    family: Path
    desk: Path
    recovery_file: Path

    @property
    def logbook(self) -> Logbook:
        return load_logbook(self.desk)

    @property
    def receipt_key(self) -> bytes:
        """What the family's process finds a submission with."""
        return read_secret(self.family / RECEIPT_FILE)

    @property
    def recipients(self) -> RecipientsFile:
        """The file to whose keys the family's process seals."""
        verify_key = read_secret(self.family / VERIFY_FILE)
        return RecipientsFile(self.family / RECIPIENTS_FILE, verify_key)

    def keys(self) -> dict[str, str]:
        """The council's private keys by id, opened with the recovery key."""
        return council_keys_by_recovery(self.store, read_recovery_key(self.recovery_file))

    def add(self, name: str, role: str, **changed: object) -> Credentials:
        """An account with PASSWORD."""
        details = {
            "full_name": f"{name.title()} Example",
            "role": role,
            "password": PASSWORD,
            "council_keys": self.keys(),
            "by": "heard staff add",
            "service_name": "Heard",
            "now": MORNING,
            **LIGHT_COSTS,
            **changed,
        }
        return add_staff(self.store, self.logbook, name, **details)

    def half(self, person: Credentials, now: datetime = MORNING) -> bytes:
        """Sign in with the code of this moment; the half for the cookie."""
        code = code_at(person, now)
        return sign_in(
            self.store, self.logbook, agent(), person.name, PASSWORD, code, now, **LIGHT_COSTS
        )

    def signed_in(self, person: Credentials, now: datetime = MORNING) -> SignedIn:
        """Sign in and begin to work."""
        return resume(self.store, agent(), self.half(person, now), now)

    def private_key(self, person: Credentials) -> str:
        """What PASSWORD opens: the key that no worker of the desk ever has."""
        with self.store.read() as conn:
            member = staff.find_by_name(conn, person.name)
            stored = staff.unlocks(conn, member.id, BY_PASSWORD)[0]
        return unlock(PASSWORD, stored.salt, stored.wrapped).identity

    def send(
        self,
        unit: dict = UNIT_PART,
        chair: dict = CHAIR_PART,
        *,
        form: str = "your-views",
        version: int = 1,
        urgent: bool = False,
        received: date = TODAY,
        expires: date | None = None,
        receipt: str = "",
        parts: Mapping[str, dict] | None = None,
    ) -> str:
        """What a family's sending leaves behind; the reference. `receipt` is their number.

        `parts` stand in the place of `unit` and `chair`.
        """
        said_in = parts or {"unit": unit, "chair": chair}
        identity = RecordIdentity(str(uuid.uuid4()), COUNCIL, form, version)
        private, public = new_key_pair()
        outside = Outside(
            language="ur",
            received=received,
            expires=expires or received + timedelta(days=365),
            urgent=urgent,
            answered=frozenset(name for name, part in said_in.items() if said(part)),
            mailbox=public,
        )
        sealed = seal_submission(self.recipients.load(received), identity, said_in, outside)
        receipt = receipt or new_receipt()
        opened = OpenMailbox(
            private, identity.submission, {name: part.recipient for name, part in sealed.items()}
        )
        mailbox = close_mailbox(receipt, opened, cost=LIGHT)
        new = submissions.NewSubmission(
            id=identity.submission,
            form=form,
            form_version=version,
            language=outside.language,
            received=received,
            urgent=urgent,
            expires=outside.expires,
            receipt_hash=hash_receipt(self.receipt_key, receipt),
            mailbox_recipient=public,
            mailbox_wrapped=mailbox.wrapped,
            proof_hash=mailbox.proof_hash,
            parts=sealed,
            answered=outside.answered,
        )
        with self.store.write() as conn:
            assert submissions.add(conn, new)
        with self.store.read() as conn:
            return stored(conn, new.id).reference


def found(store: Store, folder: Path) -> FoundedCouncil:
    """Found the council in a temporary folder."""
    house = FoundedCouncil(store, folder / "family", folder / "desk", folder / "recovery.key")
    found_council(store, COUNCIL, house.family, house.desk, house.recovery_file, MORNING.date())
    return house


def said(part: dict) -> bool:
    """Whether anything was answered in a part, whatever its shape."""
    try:
        return bool(answers_in(part))
    except (TypeError, AttributeError, KeyError):
        return True


def spoil(conn: Connection, part: str) -> None:
    """Change the bytes of every part of this name, as somebody with the database in hand could."""
    changed = submission_parts.update().where(submission_parts.c.part == part)
    conn.execute(changed.values(body=b"\x01changed"))


def code_at(person: Credentials, now: datetime) -> str:
    """What the person's phone shows at that moment."""
    return pyotp.TOTP(person.totp_secret).at(now)
