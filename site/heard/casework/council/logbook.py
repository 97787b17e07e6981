"""What is written down of what staff do: the words of the log, and its key."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from heard.casework.secret_files import LOG_FILE, read_secret
from heard.records import ledger, log
from heard.records.log import Head

#: Actor of sign-ins with names that nobody has, or may use just then; the subject says how many.
#: What was typed is not kept: people type their password into the wrong box. No sign-in name has a
#: space in it.
UNKNOWN_NAME = "unknown name"
#: Actor of what no person did.
ITSELF = "heard itself"


class Action(StrEnum):
    """Everything that is logged."""

    KEYS_EXTENDED = "keys extended"
    KEYS_RENEWED = "keys renewed"
    KEYS_GIVEN = "new keys given"
    STAFF_ADDED = "account added"
    STAFF_STOPPED = "account stopped"
    SIGN_IN_RESET = "sign-in reset"
    SIGN_IN_TRIED = "sign-in tried"
    SIGNED_IN = "signed in"
    OPENED = "opened"
    FILE_OPENED = "file opened"
    MARKED_READ = "marked as read"
    ACTED_UNREAD = "acted without reading"
    REPLIED = "replied"
    SAID_OF_NEED = "said of a need"
    COUNTED = "counted"
    DIFFERS = "does not agree"


@dataclass(frozen=True)
class Logbook:
    """The log, for whoever holds the key of its chain."""

    key: bytes = field(repr=False)

    def write(
        self, conn: Connection, actor: str, action: Action, subject: str, now: datetime
    ) -> None:
        """Add a row. It also makes writers wait for one another until the transaction ends.

        `actor` is a sign-in name or a command; `subject` a reference or a sign-in name.
        """
        log.append(conn, self.key, actor, action, subject, now)

    def write_once(
        self,
        conn: Connection,
        actor: str,
        action: Action,
        subject: str,
        now: datetime,
        session: str,
    ) -> None:
        """Add a row unless the same session has it already: looking again is no other opening."""
        log.append_once(conn, self.key, actor, action, subject, now, session)

    def count(self, conn: Connection, anchor: log.Head | None = None) -> ledger.Count:
        """What came, what ended and why, and what is missing. See `records.ledger.verify`."""
        return ledger.verify(conn, self.key, anchor)

    def faults(self, conn: Connection, anchor: log.Head | None = None) -> list[log.Fault]:
        """What is wrong with the chain; empty means unbroken. See `records.log.verify`."""
        return log.verify(conn, self.key, anchor)


def load_logbook(desk_folder: Path) -> Logbook:
    """Read the key from the desk's folder. NotASecret when it is not there."""
    return Logbook(read_secret(desk_folder / LOG_FILE))


@dataclass(frozen=True)
class Heads:
    """The ends of both chains, of the log and of the ledger."""

    log: Head
    ledger: Head

    def as_text(self) -> str:
        """Write them on one line, to be kept somewhere else."""
        return " ".join(f"{head.sequence}:{head.link.hex()}" for head in (self.log, self.ledger))


def present_heads(conn: Connection) -> Heads:
    """Where both chains end now."""
    return Heads(log.head(conn), ledger.head(conn))


def read_heads(text: str) -> Heads:
    """Read what `Heads.as_text` wrote, or raise ValueError."""
    of_log, of_ledger = (_head(each) for each in text.split())
    return Heads(of_log, of_ledger)


def _head(text: str) -> Head:
    sequence, _, link = text.partition(":")
    return Head(int(sequence), bytes.fromhex(link))
