"""How a worker of the desk asks the agent. Whatever the worker hears holds no key."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import heard
from heard.vault.agent.errors import AgentBusy, AgentFailed, UnknownSession
from heard.vault.agent.frames import BadFrame, receive_frame, send_frame
from heard.vault.agent.operations import Head, plain, text
from heard.vault.agent.template import BUSY, GO_ON, UNKNOWN, Wish
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.messages import MessageIdentity, Words
from heard.vault.opening import PartContent
from heard.vault.parts import SealedPart
from heard.vault.staff.halves import Pieces, handle_of
from heard.vault.staff.reply_drafts import DraftIdentity
from heard.vault.staff.unlocking import Attempt, Proven

_SOURCE = Path(heard.__file__).parents[1]
# No bytecode is written, and nothing of the account's own packages is used.
_COMMAND = (sys.executable, "-B", "-s", "-m", "heard.vault.agent.template")
#: Seconds for one answer, waiting for one's turn included.
_SECONDS = 60
_LEEWAY = timedelta(minutes=2)


@dataclass(frozen=True)
class ToOpen:
    """A part to be opened: its name, the council's key for it as it is wrapped for the reader, and
    the record it has to belong to."""

    name: str
    sealed: SealedPart
    wrapped: bytes
    record: RecordIdentity


@dataclass(frozen=True)
class SealedMessage:
    """A message to be opened with the key of the part that it names."""

    identity: MessageIdentity
    body: bytes


@dataclass(frozen=True)
class FromPart:
    """What came out of a part, and what the ids of its needs are made from. Each is None where it
    did not open. Files stand in it without their keys.
    """

    content: PartContent | None
    needs_key: bytes | None


@dataclass(frozen=True)
class Opened:
    """What came out of parts and messages, in the order in which they were asked for; `file` is
    None where it is in none of these parts, or does not open."""

    parts: list[FromPart]
    messages: list[Words | None]
    file: bytes | None


class Agent:
    """The agent of this desk, for all its workers. It lives as long as one of them."""

    def __init__(self, control: socket.socket, process: "subprocess.Popen[bytes]") -> None:
        self._control = control
        # Held, so that nobody waits for it: it ends after us.
        self._process = process

    @classmethod
    def start(cls, idle: timedelta, longest: timedelta, *, leeway: timedelta = _LEEWAY) -> "Agent":
        """Start the process; workers that are forked from this one share it.

        `idle` and `longest` are how long a session lasts without use, and in any case; the agent
        counts by itself, and keeps its share for the `leeway` longer.
        """
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            lasting = [str((each + leeway).total_seconds()) for each in (idle, longest)]
            process = subprocess.Popen(  # noqa: S603  (our own program, no word of anybody in it)
                [*_COMMAND, str(its.fileno()), *lasting],
                cwd=_SOURCE,
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[its.fileno()],
            )
        return cls(ours, process)

    def close(self) -> None:
        """Ask no more. The agent ends once no worker can."""
        self._control.close()

    @property
    def pid(self) -> int:
        """The number of its first process."""
        return self._process.pid

    @contextmanager
    def turn_to_unlock(self) -> Iterator["UnlockingTurn"]:
        """Wait for one's turn to unlock somebody's key, and hold it.

        Raises AgentBusy at once where too many wait already, and AgentFailed.
        """
        with self._asked(Wish.UNLOCK, bytes(32)) as there:
            yield UnlockingTurn(there)

    def knows(self, cookie_half: bytes, stored_half: bytes, whose: str, *, used: bool) -> bool:
        """Whether a session goes on: the agent has its share, and the pieces belong to this person.

        With `used` its time begins anew. AgentFailed.
        """
        rest = whose.encode("utf-8") + b"\0" + stored_half
        wish = Wish.USES if used else Wish.KNOWS
        try:
            with self._asked(wish, handle_of(cookie_half), rest):
                return True
        except UnknownSession:
            return False

    def forget(self, cookie_half: bytes) -> None:
        """Forget the share of a session: nothing opens its key any more. AgentFailed."""
        try:
            with self._asked(Wish.FORGET, handle_of(cookie_half)):
                pass
        except UnknownSession:
            return

    @contextmanager
    def asking(self, cookie_half: bytes) -> Iterator[socket.socket]:
        """A child of the agent, to do one thing. UnknownSession, AgentBusy, AgentFailed."""
        with self._asked(Wish.OPEN, handle_of(cookie_half)) as there:
            yield there

    @contextmanager
    def _asked(self, wish: Wish, handle: bytes, rest: bytes = b"") -> Iterator[socket.socket]:
        ours, its = socket.socketpair()
        with ours:
            try:
                with its:
                    socket.send_fds(self._control, [wish + handle + rest], [its.fileno()])
                ours.settimeout(_SECONDS)
                said = ours.recv(1)
            except OSError:
                raise AgentFailed from None
            if said == UNKNOWN:
                raise UnknownSession
            if said == BUSY:
                raise AgentBusy
            if said != GO_ON:
                raise AgentFailed
            yield ours


class UnlockingTurn:
    """One child of the agent that waits to be told a password."""

    def __init__(self, there: socket.socket) -> None:
        self._there = there

    def begin_session(self, attempt: Attempt, whose: str) -> tuple[Pieces, Proven] | None:
        """Unlock a key; the pieces of a new session, or None where anything is wrong. AgentFailed.

        `whose` is the id of the person whose session it is.
        """
        head = {
            "password": attempt.password,
            "code": attempt.code,
            "locked": [(text(salt), text(wrapped)) for salt, wrapped in attempt.locked],
            "code_hashes": [text(each) for each in attempt.code_hashes],
            "now": attempt.now,
            "cost": astuple(attempt.cost),
            "code_cost": astuple(attempt.code_cost),
            "whose": whose,
        }
        said, _ = _exchanged(self._there, head)
        if not said["begun"]:
            return None
        code_hash = said["code_hash"]
        return (
            Pieces(plain(said["cookie_half"]), plain(said["stored_half"])),
            Proven(said["step"], None if code_hash is None else plain(code_hash)),
        )


@dataclass(frozen=True)
class LockedKey:
    """The private key of somebody who is signed in, in pieces that only the agent joins.

    Each method may raise UnknownSession, AgentBusy and AgentFailed beside what it names.
    """

    agent: Agent = field(repr=False)
    cookie_half: bytes = field(repr=False)
    stored_half: bytes = field(repr=False)

    def open_parts(
        self,
        parts: Sequence[ToOpen],
        messages: Sequence[SealedMessage] = (),
        file: tuple[str, bytes] | None = None,
    ) -> Opened:
        """Open parts, messages for their readers, and the file (id, sealed body) named in them."""
        said, content = self._done(
            "open parts",
            {
                "parts": [_part(each) for each in parts],
                "messages": [
                    {"identity": asdict(each.identity), "body": text(each.body)}
                    for each in messages
                ],
                "file": file and file[0],
            },
            file[1] if file else b"",
        )
        return Opened(
            [_from_part(each) for each in said["parts"]],
            [each and Words(each["text"], each["more"]) for each in said["messages"]],
            content if said["file"] else None,
        )

    def open_draft(self, sealed: bytes, expected: DraftIdentity) -> dict[str, list[str]]:
        """What this person has written and not sent. CannotOpen."""
        said, _ = self._done("open draft", {"identity": asdict(expected)}, sealed)
        typed: dict[str, list[str]] = said["typed"]
        return typed

    def seal_draft(self, identity: DraftIdentity, typed: Mapping[str, list[str]]) -> bytes:
        """Seal to this person's own key what they have written and not sent. CannotOpen."""
        asked = {"identity": asdict(identity), "typed": dict(typed)}
        _, sealed = self._done("seal draft", asked)
        return sealed

    def close_counted(self, records: Sequence[tuple[bytes, str, dict[str, Any]]]) -> list[bytes]:
        """Close what counts of records: (wrapped council key, id, what counts). CannotOpen."""
        if not records:
            return []
        asked = [(text(wrapped), id, content) for wrapped, id, content in records]
        said, _ = self._done("close counted", {"records": asked})
        return [plain(each) for each in said["closed"]]

    def open_counted(
        self, records: Sequence[tuple[bytes, str, bytes]]
    ) -> list[dict[str, Any] | None]:
        """Open it again: (wrapped key, id, closed); None for what does not open."""
        if not records:
            return []
        asked = [(text(wrapped), id, text(closed)) for wrapped, id, closed in records]
        said, _ = self._done("open counted", {"records": asked})
        opened: list[dict[str, Any] | None] = said["opened"]
        return opened

    def _done(self, what: str, asked: Head, body: bytes = b"") -> tuple[Head, bytes]:
        halves = {"cookie_half": text(self.cookie_half), "stored_half": text(self.stored_half)}
        with self.agent.asking(self.cookie_half) as there:
            said, content = _exchanged(there, {"do": what, **halves, **asked}, body)
        if not said["done"]:
            raise CannotOpen
        return said, content


def _exchanged(there: socket.socket, head: Head, body: bytes = b"") -> tuple[Head, bytes]:
    try:
        send_frame(there, head, body)
        return receive_frame(there)
    except (BadFrame, OSError):
        raise AgentFailed from None


def _part(each: ToOpen) -> Head:
    return {
        "name": each.name,
        "body": text(each.sealed.body),
        "recipient": each.sealed.recipient,
        "key_id": each.sealed.key_id,
        "sealed_key": text(each.sealed.sealed_key),
        "wrapped": text(each.wrapped),
        "record": asdict(each.record),
    }


def _from_part(each: Head) -> FromPart:
    content, key = each["content"], each["needs_key"]
    return FromPart(content and PartContent(**content), None if key is None else plain(key))
